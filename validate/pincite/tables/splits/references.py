"""References to more keys than can be sent to every worker: they stay with the engine.

Then the first scan of a table that refers to them leaves these references out, and keeps the keys
that its own rows have. The engine says which of them the other table lacks: it compares whole keys,
not hashes, so none is taken for another. Splits that have such a key are scanned once more, with
that known, by the exact pass as always. A table that is not split is read twice in the same way.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from decimal import Decimal
from itertools import islice
from typing import Any, Protocol

from pincite.report.visible import plainer
from pincite.tables.content import TableFault
from pincite.tables.passes import Pass, Plan
from pincite.tables.reader import OpenTable, ignore
from pincite.tables.row_check import Fault, Key, Reference, is_far
from pincite.types import type_of

Lacks = Sequence[Container[bytes]]  # for each reference to far keys those, encoded, that it lacks
NEVER = b""  # in place of a key that equals none: NaN, or what is neither a text nor a number


class FarKeys(Protocol):
    """Keys of a table that are not in this process, `is_far` says so; see `encoded`."""

    is_far: bool

    def __contains__(self, key: object) -> bool: ...

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        """Those of some keys that are not among these; asked together, for each time is dear."""
        ...


class Far:
    """In place of far keys, where no key is asked for but those that are known."""

    is_far = True

    def __contains__(self, key: object) -> bool:
        return False

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        """All of them."""
        return {*keys}


def can_be_far(plan: Plan) -> bool:
    """Whether all keys that others refer to are texts or numbers, which `encoded` tells apart."""
    kinds = [type_of(plan.fields[column]) for on in plan.kept for column in on.columns]
    return all(kind.compares_as_text or kind.is_number for kind in kinds)


def far_references(plan: Plan) -> list[Reference]:
    """The references of a plan to far keys, in their order."""
    return [reference for reference in plan.references if is_far(reference.held)]


def near_plan(plan: Plan) -> Plan:
    """The plan of a first scan: for each of `far_references` its own keys are kept, last."""
    far = far_references(plan)
    near = tuple(reference for reference in plan.references if reference not in far)
    return plan.replace(references=near, kept=(*plan.kept, *(reference.on for reference in far)))


def known_references(
    references: Sequence[Reference], helds: Sequence[Any], lacks: Lacks
) -> tuple[Reference, ...]:
    """References for a second scan; those to far keys hold what there is of the table's own keys.

    `helds` are what the first scan kept for each of these.
    """
    found, far = [], iter(zip(helds, lacks, strict=True))
    for reference in references:
        known = copy(reference)
        if is_far(reference.held):
            held, lacking = next(far)
            known.held = Present(own_keys(held), lacking, reference.held)
        found.append(known)
    return tuple(found)


class Present(set[Key]):
    """The keys of a table that another one has too; of other keys that one is asked."""

    def __init__(self, keys: Iterable[Key], lacking: Container[bytes], far: Any):
        """`lacking` are those that it has not, encoded."""
        super().__init__(key for key in keys if encoded(key) not in lacking)
        self._lacking = lacking
        self._far = far

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, tuple)
        return super().__contains__(key) or (encoded(key) not in self._lacking and key in self._far)

    def learn(self, texts: Iterable[str]) -> None:
        """Ask at once for texts that will be looked for."""
        self._far.lacking({encoded((text,)) for text in texts})


def own_keys(held: Any) -> Iterator[Key]:
    """The keys that a sieve or the exact pass has kept, but for those that refer to nothing."""
    keys = held if isinstance(held, set) else held.keys()
    return (key for key in keys if any(part is not None for part in key))


def encoded(key: Key) -> bytes:
    """A key as bytes: keys are equal if and only if these are, NEVER apart, which equals none."""
    parts = [*map(_part, key)]
    if None in parts:
        return NEVER
    if len(parts) == 1:
        return parts[0] or NEVER
    return b"".join(len(part or b"").to_bytes(4, "little") + (part or b"") for part in parts)


def _part(part: Any) -> bytes | None:
    if part is None:
        return b"-"
    if isinstance(part, str):
        return b"s" + part.encode("utf-8", "surrogatepass")
    if not isinstance(part, int | float | Decimal):
        return None
    number = Decimal(part)
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return None if number.is_nan() else f"n{number}".encode()
    plain = "".join(map(str, digits)).lstrip("0")
    short = plain.rstrip("0")
    return f"n{'-' * sign}{short}e{exponent + len(plain) - len(short)}".encode() if short else b"n"


def lacks_of(far: Sequence[Reference], helds: Sequence[Any]) -> list[set[bytes]]:
    """For each reference to far keys which of the keys that were kept for it are not there."""
    return [
        reference.held.lacking({encoded(key) for key in own_keys(held)})  # type: ignore[attr-defined]
        for reference, held in zip(far, helds, strict=True)
    ]


def hint_keys(reference: Reference, results: Iterable[Sequence[tuple[int, Fault]]]) -> set[bytes]:
    """The keys that hints will be looked for among, so that they can be asked together.

    `results` are the faults of splits, in their order.
    """
    wrong = (fault for faults in results for _, fault in faults if reference.is_of(fault))
    cells = [(fault.details or {})["fieldCells"] for fault in islice(wrong, reference.hints)]
    texts = [text for some in cells if len(some) == 1 for text in plainer(some[0])]
    return {encoded((text,)) for text in texts}


def resolved(table: OpenTable, plan: Plan) -> Plan:
    """The plan of a table that is not split, which is read once more, before, for its keys."""
    far = far_references(plan)
    keys = Plan(plan.fields, plan.readers, plan.missing, (), (), tuple(item.on for item in far))
    scan = Pass(table.again(), keys, ignore)
    helds: Sequence[Any] = [set() for _ in far]
    with suppress(TableFault):  # which is told when the table is looked at
        for _ in scan.findings():
            pass
        helds = scan.held
    lacks = lacks_of(far, helds)
    return plan.replace(references=known_references(plan.references, helds, lacks))
