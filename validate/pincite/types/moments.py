"""Readers of date, time, datetime and duration cells.

`any` leaves the reading to dateutil, but takes no part of the date from today: what the cell
leaves out is read twice against different days, and must not change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

Descriptor = Mapping[str, Any]

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,6})?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)
_DATETIME = re.compile(rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[T ]{_TIME.pattern}")


def _strptime(text: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(text, form)
    except (ValueError, re.error, KeyError, IndexError):
        return None


def _any(text: str) -> datetime | None:
    from dateutil import parser

    try:
        first = parser.parse(text, default=datetime(2000, 1, 1))
        second = parser.parse(text, default=datetime(2001, 2, 2))
    except (ValueError, OverflowError, TypeError):
        return None
    return first if first == second else None


def date_(field: Descriptor) -> Any:
    """Reader of dates: YYYY-MM-DD, a strptime pattern, or any."""
    form = _format(field)

    def read_text(text: str) -> date | None:
        if form == "default":
            match = _DATE.fullmatch(text)
            try:
                return date(int(match[1]), int(match[2]), int(match[3])) if match else None
            except ValueError:
                return None
        found = _any(text) if form == "any" else _strptime(text, form)
        return found.date() if found else None

    def read(cell: object) -> date | None:
        if isinstance(cell, datetime):
            return cell.date() if cell.time() == time() else None
        if isinstance(cell, date):
            return cell
        return read_text(cell) if isinstance(cell, str) else None

    return read


def time_(field: Descriptor) -> Any:
    """Reader of times: hh:mm:ss with an optional fraction and zone, a strptime pattern, or any."""
    form = _format(field)

    def read_text(text: str) -> time | None:
        if form == "default":
            found = _iso(f"2000-01-01T{text}") if _TIME.fullmatch(text) else None
        elif form == "any":
            from dateutil import parser

            try:
                found = parser.parse(text, default=datetime(2000, 1, 1))
            except (ValueError, OverflowError, TypeError):
                return None
        else:
            found = _strptime(text, form)
        return found.timetz() if found else None

    def read(cell: object) -> time | None:
        if isinstance(cell, time):
            return cell
        return read_text(cell) if isinstance(cell, str) else None

    return read


def datetime_(field: Descriptor) -> Any:
    """Reader of datetimes: date, T or blank, time; a strptime pattern; or any."""
    form = _format(field)

    def read(cell: object) -> datetime | None:
        if isinstance(cell, datetime):
            return cell
        if not isinstance(cell, str):
            return None
        if form == "default":
            return _iso(cell) if _DATETIME.fullmatch(cell) else None
        return _any(cell) if form == "any" else _strptime(cell, form)

    return read


def duration(_: Descriptor) -> Any:
    """Reader of ISO 8601 durations."""

    def read(cell: object) -> Any:
        import isodate

        if isinstance(cell, timedelta | isodate.Duration):
            return cell
        try:
            return isodate.parse_duration(cell) if isinstance(cell, str) else None
        except (ValueError, isodate.ISO8601Error, ArithmeticError):
            return None

    return read


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _format(field: Descriptor) -> str:
    return str(field.get("format", "default")).removeprefix("fmt:")
