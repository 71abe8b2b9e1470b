"""Objects of JSON."""

from __future__ import annotations

import json
from typing import Any

from pincite.types.base import LENGTHS, Field, Names, Reader, Type


def parse_json(text: str) -> Any:
    """The value of a JSON text, None if it is none; NaN and Infinity are not JSON."""
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None


def json_text(value: Any) -> str:
    """A JSON value as text; decimals are numbers."""
    return json.dumps(value, ensure_ascii=False, default=float)


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


class Object(Type):
    """Objects, as `dict`; columns hold their JSON."""

    name = "object"
    names = Names("string, JSON", "list or dict objects", "String", "VARCHAR")
    constraints = (*LENGTHS, "jsonSchema")
    reads_native_text = True
    keeps_text = True
    holds_json = True

    def reader(self, field: Field) -> Reader:
        """Reader of JSON objects."""
        del field

        def read(cell: object) -> dict[str, Any] | None:
            value = parse_json(cell) if isinstance(cell, str) else cell
            return value if isinstance(value, dict) else None

        return read

    def form(self, field: Field) -> str:
        """A JSON object."""
        del field
        return 'a JSON object, as in {"a": 1}'

    def text_of(self, value: Any) -> str:
        """Its JSON, on one line."""
        return json_text(value)

    def compare(self, one: Any, other: Any) -> int | None:
        """Objects have no order."""
        return 0 if one == other else None


OBJECT = Object()
