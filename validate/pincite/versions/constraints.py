"""Whether constraints became more or less restrictive."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pincite.types import LENGTHS, compile_field
from pincite.versions.model import Change, Step

Field = Mapping[str, Any]

_LOWER = ("minimum", "exclusiveMinimum", "minLength")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength")
_FLAGS = ("required", "unique")


def constraint_changes(table: str, old: Field, new: Field) -> Iterator[Change]:
    """The changes of a field's constraints, its list of categories among them.

    Where it cannot be decided whether a constraint is looser, as with patterns, it counts as
    tightened.
    """
    before, after = _constraints(old), _constraints(new)
    for name in sorted({*before, *after}):
        a, b = before.get(name), after.get(name)
        if a == b:
            continue
        what = "constraint loosened" if _is_looser(name, a, b, old) else "constraint tightened"
        step = Step.MINOR if what == "constraint loosened" else Step.MAJOR
        yield Change(step, what, table, "", new["name"], f"{name} {shown(a)}", f"{name} {shown(b)}")


def _constraints(field: Field) -> dict[str, Any]:
    """The constraints that hold; a list of values without its order, unless that has a meaning."""
    stated = dict(field.get("constraints", {}))
    if "categories" in field:
        stated["categories"] = [
            item["value"] if isinstance(item, Mapping) else item for item in field["categories"]
        ]
    for name in ("enum", "categories"):
        if name in stated and not field.get("categoriesOrdered"):
            stated[name] = sorted(stated[name], key=shown)
    return {name: value for name, value in stated.items() if value not in (None, False)}


def _is_looser(name: str, old: Any, new: Any, field: Field) -> bool:
    if new is None:
        return True
    if old is None or name in _FLAGS:
        return False
    if name in ("enum", "categories"):
        return _holds_in_order(new, old)
    if name in (*_LOWER, *_UPPER):
        way = _compared(name, old, new, field)
        return way == 1 if name in _LOWER else way == -1
    return False


def _holds_in_order(values: Sequence[Any], wanted: Sequence[Any]) -> bool:
    """Whether a list holds all of another's values, in the same order."""
    rest = iter(values)
    return all(any(value == found for found in rest) for value in wanted)


def _compared(name: str, old: Any, new: Any, field: Field) -> int | None:
    """-1, 0 or 1 where the old limit is less than, equal to or more than the new one."""
    if name in LENGTHS:
        return int(old > new) - int(old < new)
    plain = {key: value for key, value in field.items() if key not in ("constraints", "categories")}
    reader = compile_field(plain, ())
    a, b = reader.read(old)[0], reader.read(new)[0]
    return None if a is None or b is None else reader.type.compare(a, b)


def shown(value: Any) -> str:
    """A JSON value as text; nothing for None."""
    if value is None:
        return "(none)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
