"""Years: gYear of XML Schema without a zone, so `2021`, `12021` and `-0044`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Names, Reader, Stored, Type
from pincite.types.integer import INTEGER, integers_between, whole

MAX_YEAR_DIGITS = 18
YEAR_TEXT = f"-?(?:[1-9][0-9]{{4,{MAX_YEAR_DIGITS - 1}}}|[0-9]{{4}})"
_YEAR = lazy(YEAR_TEXT)


class Year(Type):
    """Years, as integers."""

    name = "year"
    names = Names("int64", "Int64", "Int64", "BIGINT", (("gYear", YEAR_TEXT),))
    constraints = BOUNDS
    is_ordered = True
    is_in_time = True
    is_fact = True
    compares_by_text = True

    def reader(self, field: Field) -> Reader:
        """Reader of years of at least four digits."""
        del field

        def read(cell: object) -> int | None:
            if isinstance(cell, str):
                return int(cell) if _YEAR.fullmatch(cell) and cell != "-0000" else None
            return whole(cell)

        return read

    def form(self, field: Field) -> str:
        """Four digits."""
        del field
        return "a year of four digits, as in 2021"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Years of four digits within the bounds."""
        read, low, high = self.reader({}), 1000, 9999
        for name, given in field.get("constraints", {}).items():
            limit = read(given) if name in BOUNDS else 0
            if limit is None:
                return None
            if name.endswith("inimum"):
                low = max(low, limit + name.startswith("ex"))
            elif name in BOUNDS:
                high = min(high, limit - name.startswith("ex"))
        pattern = integers_between(low, high)
        return None if pattern is None else (pattern,)

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As integers."""
        return INTEGER.stored(values, is_exact=is_exact)

    def text_of(self, value: Any) -> str:
        """Four digits at least."""
        return f"{'-' * (value < 0)}{abs(value):04d}"


YEAR = Year()
