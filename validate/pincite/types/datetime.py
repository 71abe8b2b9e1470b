"""Datetimes: those of XML Schema, a pattern of strptime, or any form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Kind, Names, NoPlace, Reader, Stored, Type
from pincite.types.integer import AS_TEXT
from pincite.types.moments import (
    PLAIN_CLOCK,
    PLAIN_DAY,
    Instant,
    form_of,
    format_of,
    is_zoned,
    read_any,
    read_iso,
    read_pattern,
    seconds_of,
)

_HALF_DAYS = 14 * 3600  # XML Schema: a moment without a zone may lie so far from UTC
_NANO = -(2**63) // 10**9 + 1, 2**63 // 10**9 - 1  # seconds since 1970 that 64 bits of ns count
_TEXT = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]+)?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})?"
)
_RFC_3339 = lazy(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?"
    r"([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
)


class Datetime(Type):
    """Moments, with a zone or without; a fraction of a second has any number of digits."""

    name = "datetime"
    names = Names(
        "timestamp[us]", "datetime64[us]", "Datetime", "TIMESTAMP", (("dateTime", _TEXT),)
    )
    constraints = BOUNDS
    is_ordered = True
    is_in_time = True
    day_length = 10
    is_fact = True
    formats = None

    def reader(self, field: Field) -> Reader:
        """Reader of datetimes."""
        form = format_of(field)

        def read(cell: object) -> dt.datetime | Instant | None:
            if isinstance(cell, dt.datetime | Instant):
                return cell
            if not isinstance(cell, str):
                return None
            if form == "default":
                return read_iso(cell)
            return read_any(cell) if form == "any" else read_pattern(cell, form)

        return read

    def native(self, field: Field) -> Reader:
        """Moments of Python, and those of pandas with their nanoseconds."""
        del field

        def read(value: object) -> dt.datetime | Instant | None:
            if not isinstance(value, dt.datetime | Instant):
                return None
            if getattr(value, "nanosecond", 0):
                seconds, digits = seconds_of(value)
                away = value.utcoffset() if isinstance(value, dt.datetime) else None
                offset = None if away is None else int(away.total_seconds()) // 60
                return Instant(seconds + 60 * (offset or 0), digits, offset)
            return value

        return read

    def form(self, field: Field) -> str:
        """The form of the format."""
        plain = "YYYY-MM-DDThh:mm:ss as in 2021-05-04T09:30:00Z"
        return form_of(field, "a date and time", plain, dt.datetime(2021, 5, 4, 9, 30))

    def compare(self, one: Any, other: Any) -> int | None:
        """By XML Schema: with a zone on one side only, decided where 14 hours do not matter."""
        first, second = seconds_of(one), seconds_of(other)
        if is_zoned(one) != is_zoned(other) and abs(first[0] - second[0]) <= _HALF_DAYS:
            return None
        return int(first > second) - int(first < second)

    def undecided(self, one: Any, other: Any) -> str:
        """Which of the two has the zone."""
        del other
        mine, theirs = ("a", "no") if is_zoned(one) else ("no", "a")
        return f"it has {mine} time zone, and the other {theirs}"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Moments of the default format, in no zone or UTC; bounds are left to the reader."""
        bounds = set(BOUNDS) & field.get("constraints", {}).keys()
        is_plain = not bounds and field.get("format", "default") == "default"
        return (f"{PLAIN_DAY}T{PLAIN_CLOCK}",) if is_plain else None

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """Moments of one sort: all without a zone, or all in UTC; nanoseconds where needed."""
        del is_exact
        given = [value for value in values if value is not None]
        zoned = [value for value in given if is_zoned(value)]
        if zoned and len(zoned) < len(given):
            message = "other cells of the field lack the time zone that this one has"
            raise NoPlace(zoned[0], f"{message}: {AS_TEXT}")
        zone = "Z" if zoned else ""
        if any(isinstance(value, Instant) for value in given):
            found = [None if value is None else _nanoseconds(value, given) for value in values]
            return Stored(Kind.DATETIME, found, f"ns{zone}")
        return Stored(Kind.DATETIME, [_in_utc(value) for value in values], f"us{zone}")

    def text_of(self, value: Any) -> str:
        """ISO 8601; UTC is written Z."""
        return str(value.isoformat().replace("+00:00", "Z"))


def _in_utc(value: Any) -> Any:
    if value is None or not is_zoned(value):
        return value
    try:
        return value.astimezone(dt.UTC)
    except OverflowError as error:
        raise NoPlace(value, f"lies in UTC outside of the years 1 to 9999: {AS_TEXT}") from error


def _nanoseconds(value: Any, others: Sequence[Any]) -> int:
    """Nanoseconds since 1970; raises NoPlace for what no column of them holds."""
    seconds, digits = seconds_of(value)
    if len(digits) > 9:
        raise NoPlace(value, f"has more than nine digits of a second: {AS_TEXT}")
    if not _NANO[0] <= seconds <= _NANO[1]:
        finest = next((v for v in others if len(seconds_of(v)[1]) > 6), None)
        reason = "lies outside of the years that columns hold"
        if finest is not None:
            reason = "lies outside of the years 1678 to 2261 of a column with nanoseconds"
        raise NoPlace(value, f"{reason}: {AS_TEXT}")
    return seconds * 10**9 + int(f"{digits:0<9}")


def is_rfc_3339(text: str) -> bool:
    """Whether a text is a date-time of RFC 3339, as the descriptor and JSON Schema have it."""
    match = _RFC_3339.fullmatch(text)
    try:
        return match is not None and bool(dt.date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return False


DATETIME = Datetime()
