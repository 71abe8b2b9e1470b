"""Booleans, with trueValues and falseValues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from pincite.types.base import Field, Kind, Names, Reader, Stored, Type, escaped

_TRUE, _FALSE = ("true", "True", "TRUE", "1"), ("false", "False", "FALSE", "0")


class Boolean(Type):
    """True or false."""

    name = "boolean"
    names = Names("bool", "boolean", "Boolean", "BOOLEAN", (), "boolean")
    properties: ClassVar = {"trueValues": "texts", "falseValues": "texts"}
    is_json_value = True

    def reader(self, field: Field) -> Reader:
        """Reader of the texts that are listed, and of JSON's own true and false."""
        true, false = flags(field)
        values = dict.fromkeys(true, True) | dict.fromkeys(false, False)

        def read(cell: object) -> bool | None:
            if isinstance(cell, bool):
                return cell
            return values.get(cell) if isinstance(cell, str) else None

        return read

    def form(self, field: Field) -> str:
        """The texts that are listed."""
        true, false = flags(field)
        return f"{', '.join(true)} for true or {', '.join(false)} for false"

    def languages(self, field: Field) -> tuple[str, ...]:
        """The texts that are listed."""
        true, false = flags(field)
        return (f"(?:{'|'.join(map(escaped, (*true, *false)))})",)

    def compare(self, one: Any, other: Any) -> int | None:
        """True and false have no order."""
        return 0 if one == other else None

    def undecided(self, one: Any, other: Any) -> str:
        """Why there is no order."""
        del one, other
        return "true and false have no order"

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As they are."""
        del is_exact
        return Stored(Kind.BOOLEAN, values)


def flags(field: Field) -> tuple[Sequence[str], Sequence[str]]:
    """The texts of true and those of false."""
    return field.get("trueValues", _TRUE), field.get("falseValues", _FALSE)


BOOLEAN = Boolean()
