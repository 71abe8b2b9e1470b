"""Months of a year: gYearMonth of XML Schema without a zone, so `2021-05` and `12021-05`."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Kind, Names, Reader, Stored, Type
from pincite.types.year import YEAR_TEXT

_YEARMONTH = lazy(f"({YEAR_TEXT})-(0[1-9]|1[0-2])")


class YearMonth(NamedTuple):
    """A month of a year; compares as a pair."""

    year: int
    month: int


class Yearmonth(Type):
    """Months; libraries have no type for them, so columns hold their texts."""

    name = "yearmonth"
    names = Names(
        *("string, `2021-05`", "string", "String", "VARCHAR"),
        csvw=(("gYearMonth", f"{YEAR_TEXT}-[0-9]{{2}}"),),
    )
    constraints = BOUNDS
    is_ordered = True
    is_in_time = True
    is_fact = True
    reads_native_text = True
    compares_by_text = True

    def reader(self, field: Field) -> Reader:
        """Reader of texts, and of pairs of year and month in JSON."""
        del field

        def read(cell: object) -> YearMonth | None:
            if isinstance(cell, str):
                match = _YEARMONTH.fullmatch(cell)
                is_month = match is not None and match[1] != "-0000"
                return YearMonth(int(match[1]), int(match[2])) if match and is_month else None
            if isinstance(cell, list | tuple) and len(cell) == 2:
                is_pair = all(isinstance(part, int) and not isinstance(part, bool) for part in cell)
                return YearMonth(*cell) if is_pair and 1 <= cell[1] <= 12 else None
            return None

        return read

    def form(self, field: Field) -> str:
        """Year and month."""
        del field
        return "a month, YYYY-MM as in 2021-05"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Months of years of four digits; bounds are left to the reader."""
        bounds = set(BOUNDS) & field.get("constraints", {}).keys()
        return None if bounds else ("[1-9][0-9]{3}-(?:0[1-9]|1[0-2])",)

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As texts."""
        del is_exact
        return Stored(Kind.TEXT, [None if item is None else self.text_of(item) for item in values])

    def text_of(self, value: Any) -> str:
        """YYYY-MM."""
        return f"{'-' * (value[0] < 0)}{abs(value[0]):04}-{value[1]:02}"


YEARMONTH = Yearmonth()
