"""Times of day: hh:mm:ss with an optional fraction and zone, a pattern of strptime, or any form.

As in XML Schema 24:00:00 is the same as 00:00:00.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pincite.types.base import BOUNDS, Field, Kind, Names, NoPlace, Reader, Stored, Type
from pincite.types.integer import AS_TEXT
from pincite.types.moments import (
    CLOCK,
    PLAIN_CLOCK,
    Instant,
    form_of,
    format_of,
    is_zoned,
    moment_of,
    read_clock,
    read_pattern,
    seconds_of,
)

_TEXT = r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?(?:Z|[+-][0-9]{2}:[0-9]{2})?"


class Clock(Instant):
    """A time of day with more than six digits of a second."""

    __slots__ = ()

    def isoformat(self) -> str:
        """The time as XML Schema writes it."""
        return super().isoformat().partition("T")[2]

    __str__ = isoformat
    __repr__ = isoformat


class Time(Type):
    """Times of day; those with and without a zone do not compare."""

    name = "time"
    names = Names("time64[us]", "datetime.time objects", "Time", "TIME", (("time", _TEXT),))
    constraints = BOUNDS
    is_ordered = True
    formats = None

    def reader(self, field: Field) -> Reader:
        """Reader of times."""
        form = format_of(field)

        def read_text(text: str) -> Any:
            if form == "default":
                return _read_default(text)
            found = _read_any(text) if form == "any" else read_pattern(text, form)
            return found.timetz() if found else None

        def read(cell: object) -> Any:
            if isinstance(cell, dt.time):
                return cell
            return read_text(cell) if isinstance(cell, str) else None

        return read

    def form(self, field: Field) -> str:
        """The form of the format."""
        return form_of(field, "a time", "hh:mm:ss as in 09:30:00", dt.datetime(2021, 5, 4, 9, 30))

    def compare(self, one: Any, other: Any) -> int | None:
        """By the clock in UTC; None where only one has a zone."""
        if is_zoned(one) != is_zoned(other):
            return None
        first, second = _seconds(one), _seconds(other)
        return int(first > second) - int(first < second)

    def undecided(self, one: Any, other: Any) -> str:
        """Which of the two has the zone."""
        return f"it has {_said(one)} time zone, and the other {_said(other)}"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Times of the default format, in no zone or UTC; bounds are left to the reader."""
        bounds = set(BOUNDS) & field.get("constraints", {}).keys()
        return None if bounds or field.get("format", "default") != "default" else (PLAIN_CLOCK,)

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """Without a zone, to the microsecond."""
        del is_exact
        for value in values:
            if value is not None and is_zoned(value):
                raise NoPlace(value, f"a time of day with a zone has no column type: {AS_TEXT}")
            if isinstance(value, Instant):
                raise NoPlace(value, f"has more digits of a second than a column: {AS_TEXT}")
        return Stored(Kind.TIME, values, "us")

    def text_of(self, value: Any) -> str:
        """ISO 8601; UTC is written Z."""
        return str(value.isoformat().replace("+00:00", "Z"))


def _read_default(text: str) -> Any:
    match = CLOCK.fullmatch(text)
    clock = read_clock(*match.groups()) if match else None
    if clock is None:
        return None
    seconds, digits, offset = clock
    if len(digits) > 6:
        return Clock(seconds % 86_400, digits, offset)
    moment = moment_of(seconds % 86_400, digits, offset)
    assert isinstance(moment, dt.datetime)
    return moment.timetz()


def _read_any(text: str) -> dt.datetime | None:
    from dateutil import parser

    try:
        found = parser.parse(text, default=dt.datetime(2000, 1, 1))
    except (ValueError, OverflowError, TypeError):
        return None
    return found if isinstance(found, dt.datetime) else None


def _seconds(value: Any) -> tuple[int, str]:
    if isinstance(value, Instant):
        return seconds_of(value)
    return seconds_of(dt.datetime.combine(dt.date(1970, 1, 1), value))


def _said(value: Any) -> str:
    return "a" if is_zoned(value) else "no"


TIME = Time()
