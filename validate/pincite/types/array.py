"""Arrays of JSON."""

from __future__ import annotations

from typing import Any

from pincite.types.base import LENGTHS, Field, Reader, Type
from pincite.types.object import OBJECT, json_text, parse_json


class Array(Type):
    """Arrays, as `list`; columns hold their JSON, since items may be of several types."""

    name = "array"
    names = OBJECT.names
    constraints = (*LENGTHS, "jsonSchema")
    reads_native_text = True
    keeps_text = True
    holds_json = True

    def reader(self, field: Field) -> Reader:
        """Reader of JSON arrays."""
        del field

        def read(cell: object) -> list[Any] | None:
            value = parse_json(cell) if isinstance(cell, str) else cell
            return list(value) if isinstance(value, list | tuple) else None

        return read

    def form(self, field: Field) -> str:
        """A JSON array."""
        del field
        return "a JSON array, as in [1, 2]"

    def text_of(self, value: Any) -> str:
        """Its JSON, on one line."""
        return json_text(value)

    def compare(self, one: Any, other: Any) -> int | None:
        """Arrays have no order."""
        return 0 if one == other else None


ARRAY = Array()
