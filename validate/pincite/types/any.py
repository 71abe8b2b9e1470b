"""Cells of any type: every value is one."""

from __future__ import annotations

from pincite.types.base import Field, Names, Reader, Type


class Any(Type):
    """What a field without a type holds in version 2 of the standard.

    Columns keep the texts: an integer beside a word has no column of another type.
    """

    name = "any"
    names = Names("string", "string", "String", "VARCHAR")
    reads_native_text = True
    compares_by_text = True
    compares_as_text = True

    def reader(self, field: Field) -> Reader:
        """Reader that takes every value."""
        del field
        return lambda cell: cell

    def form(self, field: Field) -> str:
        """Any value."""
        del field
        return "any value"

    def languages(self, field: Field) -> tuple[str, ...]:
        """Every text is a valid cell."""
        del field
        return ()


ANY = Any()
