"""Conditions between the cells of a record: allowed values, comparisons, sums, one of several.

As docs/convention.md has them. A condition sees typed values, but for `when` and `values`, which
are texts of cells. A cell that is empty is not compared; whether it may be is another rule.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.package import Schema
from pincite.types.base import hash_key

Rule = Mapping[str, Any]
Fault = tuple[str, str]  # field, message


class Cells(NamedTuple):
    """A record's cells with the schema that reads them."""

    schema: Schema
    texts: Mapping[str, str]
    values: Mapping[str, Any] | None = None

    def value(self, name: str) -> Any:
        """The typed value of a cell, None where it is missing."""
        if self.values is not None:
            return self.values[name]
        return self.schema.readers[name].read(self.texts[name])[0]

    def is_filled(self, name: str) -> bool:
        """Whether a cell has a value."""
        return self.value(name) is not None

    def meet(self, when: Mapping[str, Any]) -> bool:
        """Whether each field has one of the texts listed for it, or is filled, or is not."""
        return all(self._meets(name, wanted) for name, wanted in when.items())

    def _meets(self, name: str, wanted: Any) -> bool:
        if isinstance(wanted, Mapping):
            return self.is_filled(name) == bool(wanted["filled"])
        return self.texts[name] in wanted


def spelt(when: Mapping[str, Any]) -> str:
    """A condition in words."""
    parts = []
    for name, wanted in when.items():
        if isinstance(wanted, Mapping):
            parts.append(f"{name} is {'filled' if wanted['filled'] else 'empty'}")
        else:
            parts.append(f"{name} is {' or '.join(map(str, wanted))}")
    return " and ".join(parts)


def _where(rule: Rule) -> str:
    return f" when {spelt(rule['when'])}" if "when" in rule else ""


def _allowed(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The field has one of the values, if it is filled."""
    name = rule["field"]
    if cells.is_filled(name) and cells.texts[name] not in rule["values"]:
        yield name, f"{name} is {' or '.join(map(str, rule['values']))}{_where(rule)}"


_HOLDS: Mapping[str, Callable[[int], bool]] = {
    "<": lambda way: way < 0,
    "<=": lambda way: way <= 0,
    "=": lambda way: way == 0,
    "!=": lambda way: way != 0,
    ">=": lambda way: way >= 0,
    ">": lambda way: way > 0,
}


def _compared(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The two values are so to each other, by their type."""
    first, second = rule["fields"]
    values = cells.value(first), cells.value(second)
    if None in values:
        return
    field = cells.schema.field(first)
    kind = field.kind if field is not None else None
    way = kind.compare(*values) if kind is not None and kind.is_ordered else _equal(*values)
    if way is None:
        reason = kind.undecided(*values) if kind is not None else ""
        yield second, f"{first} {rule['is']} {second} cannot be decided: {reason}"
    elif not _HOLDS[rule["is"]](way):
        yield second, f"{first} {rule['is']} {second}{_where(rule)}"


def _equal(one: Any, other: Any) -> int:
    return 0 if hash_key(one) == hash_key(other) else 1


def _sum(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The sum of some fields, less that of others, is another field, within the tolerance."""
    total, minus = rule["equals"], rule.get("minus", ())
    parts = [(name, 1) for name in rule["fields"]] + [(name, -1) for name in minus]
    values = [cells.value(name) for name, _ in parts]
    stated = cells.value(total)
    if stated is None or (None in values and rule.get("empty", "skip") == "skip"):
        return
    signs = [sign for _, sign in parts]
    numbers = [Decimal(0 if value is None else value) for value in values]
    terms = [*(sign * number for sign, number in zip(signs, numbers, strict=True)), Decimal(stated)]
    says = " + ".join(rule["fields"]) + "".join(f" - {name}" for name in minus) + f" = {total}"
    if not all(term.is_finite() for term in terms):
        yield total, f"{says} cannot be decided: a number is not finite"
        return
    found = sum(terms[:-1], Decimal(0))
    tolerance = Decimal(str(rule.get("tolerance", 0)))
    if abs(found - terms[-1]) > tolerance:
        within = f" within {tolerance}" if tolerance else ""
        yield total, f"{says}{within}{_where(rule)}; it is {found}"


def _filled_count(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """So many of the fields are filled."""
    names = rule["fields"]
    least, most = rule.get("least", 1), rule.get("most", len(names) if "least" in rule else 1)
    found = sum(cells.is_filled(name) for name in names)
    if not least <= found <= most:
        number = str(least) if least == most else f"{least} to {most}"
        yield names[0], f"of {', '.join(names)} {number} are filled{_where(rule)}, here {found}"


CONDITIONS: Mapping[str, Callable[[Rule, Cells], Iterator[Fault]]] = {
    "allowed": _allowed,
    "compared": _compared,
    "sum": _sum,
    "filled_count": _filled_count,
}


class UniqueWithin:
    """The rule unique_within over the records of one table, which must come in their order."""

    def __init__(self, rule: Rule):
        self.rule = rule
        self.fields: Sequence[str] = rule["fields"]
        self.group: Sequence[str] = rule.get("group", ())
        self._seen: dict[Hashable, str] = {}

    def faults(self, cells: Cells, place: str) -> Iterator[Fault]:
        """The fault of a record whose values an earlier one of its group has; `place` names it.

        A record with an empty field is not compared; an empty group is a group.
        """
        if not cells.meet(self.rule.get("when", {})):
            return
        values = [_key(cells.value(name)) for name in self.fields]
        if None in values:
            return
        key = (*values, *(_key(cells.value(name)) for name in self.group))
        earlier = self._seen.setdefault(key, place)
        if earlier != place:
            within = f" within {', '.join(self.group)}" if self.group else ""
            unique = ", ".join(self.fields)
            yield self.fields[0], f"{unique} unique{within}{_where(self.rule)}: as in {earlier}"


def _key(value: Any) -> Any:
    return repr(value) if isinstance(value, list | dict) else hash_key(value)
