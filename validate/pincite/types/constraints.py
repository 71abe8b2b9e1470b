"""The constraints of a field: each compiled into a test of a value, with words for its fault."""

from __future__ import annotations

import operator
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import Any

from pincite.report.frozen import Frozen
from pincite.report.visible import look, looks_like
from pincite.types.base import BOUNDS, LENGTHS, BadField, Field, Reader, Type, hash_key
from pincite.types.patterns import BadPattern, compile_pattern

SHOWN_VALUES = 10  # of an enum in a message
SHOWN_LENGTH = 100  # characters of a pattern or value in a message


class Check(Frozen):
    """One constraint: whether a value keeps it, and what to say of one that does not.

    `says` takes the value; the words follow the cell, as "must be at least 5".
    """

    name: str
    holds: Callable[[Any], bool]
    says: Callable[[Any], str]


class Compiled(Frozen):
    """What a constraint is compiled from: its name and value, the field, its type and reader."""

    name: str
    given: Any
    field: Field
    kind: Type
    read: Reader
    missing: Sequence[Any]


def compile_checks(
    field: Field, kind: Type, read: Reader, missing: Sequence[Any]
) -> Iterator[Check]:
    """The checks of a field; raises BadField for a constraint that cannot be compiled.

    None and missing constraints are none; categories are an enum beside the enum.
    """
    stated = dict(field.get("constraints", {}))
    if "categories" in field and stated.get("enum") is None:
        stated["categories"] = [plain(item) for item in field["categories"]]
    for name, maker in _MAKERS.items():
        if stated.get(name) is not None:
            check = maker(Compiled(name, stated[name], field, kind, read, missing))
            if check is not None:
                yield check


def plain(item: Any) -> Any:
    """A missing value or category, which may be an object with a label."""
    return item["value"] if isinstance(item, Mapping) else item


def _required(it: Compiled) -> Check | None:
    """A value, and no text of blanks alone, which looks like none."""
    if not it.given:
        return None
    texts = [str(text) for text in it.missing if text != ""]
    says = f"must be filled (missing: {', '.join(texts)})" if texts else "must be filled"

    def holds(value: Any) -> bool:
        return not value.isspace() if isinstance(value, str) else value is not None

    return Check(it.name, holds, lambda _: says)


_SAYS = {
    "minimum": "at least",
    "maximum": "at most",
    "exclusiveMinimum": "more than",
    "exclusiveMaximum": "less than",
    "minLength": "at least",
    "maxLength": "at most",
}
_SIGNS: Mapping[str, tuple[int, ...]] = {  # of the comparison with the bound that keep it
    "minimum": (0, 1),
    "maximum": (-1, 0),
    "exclusiveMinimum": (1,),
    "exclusiveMaximum": (-1,),
}


_ORDERS: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": operator.ge,
    "maximum": operator.le,
    "exclusiveMinimum": operator.gt,
    "exclusiveMaximum": operator.lt,
}


def _bound(it: Compiled) -> Check:
    limit, kept, compare = it.read(it.given), _SIGNS[it.name], it.kind.compare
    if limit is None:
        raise BadField(f"{it.name} {it.given!r} is not of the field's type")

    def holds(value: Any) -> bool:
        return value is None or compare(value, limit) in kept

    if type(it.kind).compare is Type.compare:  # Python's own order, which is quicker to ask
        order = _ORDERS[it.name]

        def holds(value: Any) -> bool:  # NaN keeps no bound
            return value is None or (value == value and order(value, limit))  # noqa: PLR0124

    def says(value: Any) -> str:
        wanted = f"must be {_SAYS[it.name]} {shown(it.given)}"
        if compare(value, limit) is None:
            return f"{wanted}; {it.kind.undecided(value, limit)}"
        return wanted

    return Check(it.name, holds, says)


def _length(it: Compiled) -> Check:
    limit = it.given
    if not isinstance(limit, int) or isinstance(limit, bool):
        raise BadField(f"{it.name} {limit!r} is not an integer")
    is_least = it.name.startswith("min")

    def holds(value: Any) -> bool:
        return value is None or (len(value) >= limit if is_least else len(value) <= limit)

    def says(value: Any) -> str:
        noun = "character" if isinstance(value, str) else "item"
        plural = "" if limit == 1 else "s"
        return f"must have {_SAYS[it.name]} {limit} {noun}{plural}, has {len(value)}"

    return Check(it.name, holds, says)


def _pattern(it: Compiled) -> Check:
    try:
        matches = compile_pattern(str(it.given))
    except BadPattern as error:
        raise BadField(f"{it.name} {it.given!r} {error}") from error
    says = f"must match the pattern {shown(it.given)}"
    longest = getattr(matches, "longest", None)

    def says_of(value: Any) -> str:
        if longest is not None and len(value) > longest:
            return f"{says}, which is not tried on texts of more than {longest:,} characters"
        return says

    return Check(it.name, lambda value: value is None or matches(value), says_of)


def _enum(it: Compiled) -> Check:
    if not isinstance(it.given, list):
        raise BadField(f"{it.name} {it.given!r} is not a list")
    allowed = [it.read(item) for item in it.given]
    if None in allowed:
        raise BadField(
            f"{it.name} holds {it.given[allowed.index(None)]!r}, not of the field's type"
        )
    quick = frozenset(hash_key(value) for value in allowed if isinstance(value, Hashable))
    rest = [value for value in allowed if not isinstance(value, Hashable)]
    names = ", ".join(shown(item) for item in it.given[:SHOWN_VALUES])
    more = len(it.given) - SHOWN_VALUES
    says = f"must be one of: {names}" + (f" and {more:,} more" if more > 0 else "")

    def holds(value: Any) -> bool:
        if value is None:
            return True
        return (
            value in rest if rest or not isinstance(value, Hashable) else hash_key(value) in quick
        )

    looks: dict[str, str] = {}  # filled for the first cell that breaks it

    def says_of(value: Any) -> str:
        if not isinstance(value, str):
            return says
        if not looks:
            looks.update((look(item), item) for item in it.given if isinstance(item, str))
        meant = looks.get(look(value))
        return says if meant is None else says + looks_like(value, meant)

    return Check(it.name, holds, says_of)


def _json_schema(it: Compiled) -> Check:
    from pincite.types.json_schemas import BadSchema, compile_schema

    try:
        validator = compile_schema(it.given)
    except BadSchema as error:
        raise BadField(f"{it.name} {error}") from error

    def says(value: Any) -> str:
        return f"must fit the field's JSON Schema: {shown(validator.first_fault(value) or '')}"

    return Check(it.name, lambda value: value is None or validator.is_valid(value), says)


def shown(value: Any, most: int = SHOWN_LENGTH) -> str:
    """A value in a message, not too long."""
    text = str(value)
    return text if len(text) <= most else f"{text[: most - 3]}..."


_MAKERS: Mapping[str, Callable[[Compiled], Check | None]] = {
    "required": _required,
    **dict.fromkeys(LENGTHS, _length),
    **dict.fromkeys(BOUNDS, _bound),
    "pattern": _pattern,
    "enum": _enum,
    "categories": _enum,
    "jsonSchema": _json_schema,
}
