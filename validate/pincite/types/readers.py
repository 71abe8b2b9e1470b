"""The readers by field type; each takes a cell and gives its value, or None if of another type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pincite.types import moments, numbers, structures

Reader = Callable[[object], Any]
ITEM_TYPES = frozenset({"string", "integer", "boolean", "number", "datetime", "date", "time"})


class BadField(Exception):
    """A field's type, format or constraint cannot be compiled; the message says which and why."""


def _list(field: Mapping[str, Any]) -> Reader:
    """Reader of delimited lists, with delimiter and itemType."""
    item_type = field.get("itemType", "string")
    if item_type not in ITEM_TYPES:
        raise BadField(f"itemType {item_type!r} is none of {', '.join(sorted(ITEM_TYPES))}")
    item, delimiter = TYPES[item_type]({}), field.get("delimiter", ",")

    def read(cell: object) -> list[Any] | None:
        if isinstance(cell, str):
            parts: list[Any] = cell.split(delimiter)
        elif isinstance(cell, list | tuple):
            parts = list(cell)
        else:
            return None
        values = [item(part) for part in parts]
        return None if None in values else values

    return read


TYPES: Mapping[str, Callable[[Mapping[str, Any]], Reader]] = {
    "any": structures.any_,
    "array": structures.array,
    "boolean": numbers.boolean,
    "date": moments.date_,
    "datetime": moments.datetime_,
    "duration": moments.duration,
    "geojson": structures.geojson,
    "geopoint": structures.geopoint,
    "integer": numbers.integer,
    "list": _list,
    "number": numbers.number,
    "object": structures.object_,
    "string": structures.string,
    "time": moments.time_,
    "year": numbers.year,
    "yearmonth": numbers.yearmonth,
}
