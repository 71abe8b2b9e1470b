"""Dates and times: what date, time and datetime share.

The default forms are those of XML Schema (https://www.w3.org/TR/xmlschema11-2/#dateTime): any
number of digits of a second, 24:00:00, years of more than four digits. What Python's `datetime`
cannot hold is an `Instant`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import total_ordering
from typing import Any

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS
from pincite.types.integer import integers_between, two_digits

DIRECTIVES = lazy(r"%[aAwdbBmyYHIMSfzZjUWcxXpGuV%]")
MAX_YEAR_DIGITS = 18
_ZONE = r"(Z|[+-][0-9]{2}:[0-9]{2})?"
CLOCK = lazy(rf"([0-9]{{2}}):([0-9]{{2}}):([0-9]{{2}})(?:[.]([0-9]+))?{_ZONE}")
_DATETIME = lazy(
    rf"(-?(?:[1-9][0-9]{{4,{MAX_YEAR_DIGITS - 1}}}|[0-9]{{4}}))-([0-9]{{2}})-([0-9]{{2}})T"
    + CLOCK.pattern
)
_SHORT = lazy(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(?:[.][0-9]{1,6})?(?:Z|[+-].*)?")
_CYCLE = 400, 146_097  # the calendar repeats after so many years, which have so many days
_EPOCH = date(1970, 1, 1).toordinal()
_MAX_OFFSET = 14 * 60  # minutes; XML Schema has no zone farther from UTC

# the plain forms, as patterns that every engine reads alike; all of them are valid
_LONG, _BRIEF = "(?:0[13578]|1[02])", "(?:0[469]|11)"
_DAY = (
    f"(?:{_LONG}-(?:0[1-9]|[12][0-9]|3[01])|{_BRIEF}-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_LEAP = (  # years of four digits, from 1000 on
    "(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)"
)
PLAIN_DAY = f"(?:[1-9][0-9]{{3}}-{_DAY}|{_LEAP}-02-29)"
_FAR = 2100  # a later leap day within bounds is left to the reader
PLAIN_CLOCK = (
    "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?"
    "(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9])?"
)


@total_ordering
class Instant:
    """A moment that `datetime` cannot hold: more digits of a second, or a farther year.

    Seconds of the local clock since 1970, digits behind them, minutes from UTC or None.
    """

    __slots__ = ("digits", "local", "offset")

    def __init__(self, local: int, digits: str, offset: int | None):
        self.local = local
        self.digits = digits
        self.offset = offset

    @property
    def tzinfo(self) -> timezone | None:
        """The time zone, as `datetime` has it."""
        return None if self.offset is None else timezone(timedelta(minutes=self.offset))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Instant | datetime):
            return NotImplemented
        return is_zoned(self) == is_zoned(other) and seconds_of(self) == seconds_of(other)

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Instant | datetime):
            return NotImplemented
        if is_zoned(self) != is_zoned(other):
            raise TypeError("moments with and without a zone do not compare")
        return seconds_of(self) < seconds_of(other)

    def __hash__(self) -> int:
        return hash(seconds_of(self))

    def isoformat(self) -> str:
        """The moment as XML Schema writes it."""
        days, clock = divmod(self.local, 86_400)
        cycles, day = divmod(days + _EPOCH - 1, _CYCLE[1])
        first = date.fromordinal(day + 1)
        year = first.year + cycles * _CYCLE[0]
        said = f"{'-' * (year < 0)}{abs(year):04}-{first.month:02}-{first.day:02}"
        said += f"T{clock // 3600:02}:{clock // 60 % 60:02}:{clock % 60:02}"
        said += f".{self.digits}" * bool(self.digits)
        if self.offset is None:
            return said
        sign, minutes = "-" if self.offset < 0 else "+", abs(self.offset)
        return f"{said}{sign}{minutes // 60:02}:{minutes % 60:02}"

    __str__ = isoformat
    __repr__ = isoformat


def is_zoned(moment: Any) -> bool:
    """Whether a moment or time has a zone."""
    return moment.tzinfo is not None


def seconds_of(moment: Any) -> tuple[int, str]:
    """Whole seconds since 1970, in UTC if there is a zone, and the digits behind them.

    Pairs compare as the moments do: the digits end in no 0.
    """
    if isinstance(moment, Instant):
        return moment.local - 60 * (moment.offset or 0), moment.digits
    away = moment.utcoffset() or timedelta()
    past = moment.replace(tzinfo=None) - datetime(1970, 1, 1) - away
    digits = f"{past.microseconds:06}".rstrip("0")
    nano = getattr(moment, "nanosecond", 0)  # of a pandas Timestamp
    digits = f"{past.microseconds:06}{nano:03}".rstrip("0") if nano else digits
    return past.days * 86_400 + past.seconds, digits


def days_from_1970(year: int, month: int, day: int) -> int:
    """Days to a day of the calendar that runs on in both directions; raises ValueError."""
    cycles, rest = divmod(year, _CYCLE[0])
    return date(rest or 400, month, day).toordinal() - _EPOCH + (cycles - (not rest)) * _CYCLE[1]


def days_between(first: date | None, last: date | None) -> str | None:
    """A pattern of the days from one to another, both included; None where there are none.

    The years are of four digits, from 1000 on.
    """
    if first is None and last is None:
        return PLAIN_DAY
    from calendar import isleap, monthrange

    first, last = max(first or date.min, date(1000, 1, 1)), last or date.max
    if first > last:
        return None
    whole = integers_between(first.year + 1, last.year - 1)
    parts = [f"{whole}-{_DAY}"] if whole else []
    leaps = [y for y in range(first.year + 1, min(last.year, _FAR)) if isleap(y)]
    parts += [f"(?:{'|'.join(map(str, leaps))})-02-29"] if leaps else []
    for year in dict.fromkeys((first.year, last.year)):
        for month in range(1, 13):
            days = monthrange(year, month)[1]
            low = max(first, date(year, month, 1))
            high = min(last, date(year, month, days))
            if low <= high:
                ends = two_digits(low.day, high.day)
                parts.append(f"{year}-{month:02}-(?:{ends})")
    return f"(?:{'|'.join(parts)})"


def bounds_of(read: Any, field: Any) -> tuple[date | None, date | None] | None:
    """The first and last day that a field's bounds admit; None where a bound is not a day."""
    first, last = date.min, date.max
    stated = {k: v for k, v in field.get("constraints", {}).items() if k in BOUNDS}
    given = {name: read(limit) for name, limit in stated.items() if limit is not None}
    for name, limit in given.items():
        if type(limit) is not date:
            return None
        away = timedelta(days=int(name.startswith("ex")))
        try:
            if name.endswith("inimum"):
                first = max(first, limit + away)
            else:
                last = min(last, limit - away)
        except OverflowError:
            return None
    return (first, last) if given else (None, None)


def read_iso(text: str) -> datetime | Instant | None:
    """The moment of a text in the form of XML Schema, or None."""
    match = _DATETIME.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) for part in match.groups()[:3])
    clock = read_clock(*match.groups()[3:])
    if clock is None or match[1] == "-0000":
        return None
    try:
        days = days_from_1970(year, month, day)
    except ValueError:
        return None
    seconds, digits, offset = clock
    is_plain = len(digits) <= 6 and seconds < 86_400 and 1 <= year <= 9999
    if is_plain and _SHORT.fullmatch(text):
        return datetime.fromisoformat(text)
    return moment_of(days * 86_400 + seconds, digits, offset)


def moment_of(local: int, digits: str, offset: int | None) -> datetime | Instant:
    """The moment, as `datetime` where that holds it."""
    first, last = (date(year, 1, 1).toordinal() - _EPOCH for year in (1, 9999))
    if len(digits) > 6 or not first <= local // 86_400 < last + 365:
        return Instant(local, digits, offset)
    fraction = timedelta(microseconds=int(f"{digits:0<6}"))
    moment = datetime(1970, 1, 1) + timedelta(days=local // 86_400, seconds=local % 86_400)
    zone = None if offset is None else timezone(timedelta(minutes=offset)) if offset else UTC
    return (moment + fraction).replace(tzinfo=zone)


def read_clock(
    hour: str, minute: str, second: str, digits: str | None, zone: str | None
) -> tuple[int, str, int | None] | None:
    """Seconds of the day, digits behind them, minutes from UTC; None for no time of day."""
    digits = (digits or "").rstrip("0")
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second)
    if int(minute) > 59 or int(second) > 59 or (seconds, digits) > (86_400, ""):
        return None
    if zone in (None, "Z"):
        return seconds, digits, 0 if zone else None
    assert zone is not None
    minutes = int(zone[4:])
    away = int(zone[1:3]) * 60 + minutes
    if minutes > 59 or away > _MAX_OFFSET:
        return None
    return seconds, digits, -away if zone[0] == "-" else away


def read_pattern(text: str, form: str) -> datetime | None:
    """The moment of a text in a pattern of strptime."""
    try:
        return datetime.strptime(text, form)
    except (ValueError, re.error, KeyError, IndexError):
        return None


def no_such_day(text: str, form: str) -> str:
    """What is said of a text of a pattern of strptime whose day no calendar has; "" of others."""
    try:
        datetime.strptime(text, form)
    except (ValueError, re.error, KeyError, IndexError) as error:
        is_day = isinstance(error, ValueError) and str(error).startswith("day ")
        return ": there is no such day" if is_day else ""
    return ""


def read_any(text: str) -> datetime | None:
    """The moment of a text in any form, which the standard leaves to the library: dateutil.

    It takes no part of the date from today: what the text leaves out is read twice, against
    different days, and must not change.
    """
    from dateutil import parser

    try:
        first = parser.parse(text, default=datetime(2000, 1, 1))
        second = parser.parse(text, default=datetime(2001, 2, 2))
    except (ValueError, OverflowError, TypeError):
        return None
    return first if first == second else None


def format_of(field: Any) -> str:
    """A field's format; version 0 of the standard wrote patterns with `fmt:`."""
    return str(field.get("format", "default")).removeprefix("fmt:")


def form_of(field: Any, noun: str, plain: str, example: datetime) -> str:
    """The form wanted of a field of dates or times."""
    form = format_of(field)
    if form == "default":
        return f"{noun}, {plain}"
    if form == "any":
        return f"{noun} in any common form"
    return f"{noun} of the format {form}, as in {example.strftime(form)}"
