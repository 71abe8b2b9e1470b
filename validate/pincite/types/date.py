"""Dates: YYYY-MM-DD, a pattern of strptime, or any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Kind, Names, Reader, Stored, Type
from pincite.types.moments import (
    bounds_of,
    days_between,
    form_of,
    format_of,
    no_such_day,
    read_any,
    read_pattern,
)

_DATE = lazy(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Date(Type):
    """Days of the calendar, years 1 to 9999."""

    name = "date"
    names = Names(
        "date32", "datetime64[s]", "Date", "DATE", (("date", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),)
    )
    constraints = BOUNDS
    is_ordered = True
    is_in_time = True
    is_fact = True
    formats = None
    compares_by_text = True

    def reader(self, field: Field) -> Reader:
        """Reader of dates."""
        form = format_of(field)

        def read_text(text: str) -> dt.date | None:
            if form == "default":
                match = _DATE.fullmatch(text)
                try:
                    return dt.date(int(match[1]), int(match[2]), int(match[3])) if match else None
                except ValueError:
                    return None
            found = read_any(text) if form == "any" else read_pattern(text, form)
            return found.date() if found else None

        def read(cell: object) -> dt.date | None:
            if isinstance(cell, dt.datetime):  # at midnight, as libraries without days have it
                return cell.date() if cell.time() == dt.time() else None
            if isinstance(cell, dt.date):
                return cell
            return read_text(cell) if isinstance(cell, str) else None

        return read

    def form(self, field: Field) -> str:
        """The form of the format."""
        return form_of(field, "a date", "YYYY-MM-DD as in 2021-05-04", dt.datetime(2021, 5, 4))

    def beyond(self, field: Field, text: str) -> str:
        """That there is no such day."""
        form = format_of(field)
        return no_such_day(text, "%Y-%m-%d" if form == "default" else form)

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Days of the default format, within the bounds."""
        if field.get("format", "default") != "default":
            return None
        bounds = bounds_of(self.reader({}), field)
        pattern = None if bounds is None else days_between(*bounds)
        return None if pattern is None else (pattern,)

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As they are."""
        del is_exact
        return Stored(Kind.DATE, values)

    def text_of(self, value: Any) -> str:
        """YYYY-MM-DD."""
        return str(value.isoformat())


DATE = Date()
