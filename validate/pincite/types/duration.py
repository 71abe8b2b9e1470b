"""Durations of XML Schema: `P1Y2M3DT4H5M6.7S`, compared by its partial order.

https://www.w3.org/TR/xmlschema11-2/#duration: months and seconds; one is less than another if it
is so after each of four moments. P1M and P30D are neither less, equal nor more.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Kind, Names, Reader, Stored, Type
from pincite.types.integer import MAX_DIGITS
from pincite.types.moments import days_from_1970

_DURATION = lazy(
    r"(-?)P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?"
)
_MAX_PART = 18  # digits; a longer duration is refused, not computed
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))  # first days of the four moments


class Duration(NamedTuple):
    """A duration; equal ones have equal months and equal seconds."""

    months: int
    seconds: Decimal

    def __str__(self) -> str:
        """In the form of XML Schema."""
        sign = "-" if self.months < 0 or self.seconds < 0 else ""
        years, months = divmod(abs(self.months), 12)
        days, rest = divmod(abs(self.seconds), 86_400)
        hours, rest = divmod(rest, 3_600)
        minutes, seconds = divmod(rest, 60)
        date = ((years, "Y"), (months, "M"), (days, "D"))
        clock = ((hours, "H"), (minutes, "M"), (seconds, "S"))
        said, timed = ("".join(f"{n:f}{u}" if isinstance(n, Decimal) else f"{n}{u}"
                               for n, u in part if n) for part in (date, clock))  # fmt: skip
        timed = f"T{timed}" if timed else ""
        return f"{sign}P{said}{timed}" if said or timed else "PT0S"


class DurationType(Type):
    """Durations; libraries have no type for their months, so columns hold their texts."""

    name = "duration"
    names = Names("string, ISO 8601", "string", "String", "VARCHAR")
    constraints = BOUNDS
    is_ordered = True
    reads_native_text = True
    keeps_text = True

    def reader(self, field: Field) -> Reader:
        """Reader of texts, and of the spans of time that libraries have."""
        del field

        def read(cell: object) -> Duration | None:
            if isinstance(cell, timedelta):
                nano = getattr(cell, "nanoseconds", 0)  # of a pandas Timedelta
                count = cell // timedelta(microseconds=1) * 1000 + nano
                return Duration(0, Decimal(count).scaleb(-9))
            if isinstance(cell, Duration):
                return cell
            return read_duration(cell) if isinstance(cell, str) else None

        return read

    def form(self, field: Field) -> str:
        """ISO 8601, as far as XML Schema has it."""
        del field
        return "a duration of years, months, days, hours, minutes and seconds, as in P1Y2M3DT4H5M6S"

    def compare(self, one: Any, other: Any) -> int | None:
        """By the partial order of XML Schema."""
        signs = {_sign(one, other, *reference) for reference in _REFERENCES}
        return signs.pop() if len(signs) == 1 else None

    def undecided(self, one: Any, other: Any) -> str:
        """Why: months have no fixed length."""
        return f"{one} and {other} do not compare: a month has 28 to 31 days"

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """As texts."""
        del is_exact
        return Stored(Kind.TEXT, [None if value is None else str(value) for value in values])


def read_duration(text: str) -> Duration | None:
    """The duration of a text, or None."""
    match = _DURATION.fullmatch(text)
    if match is None or len(text) > MAX_DIGITS:
        return None
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes = (int(part or 0) for part in match.groups()[1:6])
    seconds = Decimal(((days * 24 + hours) * 60 + minutes) * 60) + Decimal(match[7] or 0)
    if max(map(len, filter(None, match.groups()))) > _MAX_PART:
        return None
    return Duration(sign * (12 * years + months), sign * seconds)


def _sign(one: Duration, other: Duration, year: int, month: int) -> int:
    """Whether a moment is later by one duration than by another: 1, 0 or -1."""
    first, second = (_days(year, month, value.months) for value in (one, other))
    less = (first - second) * 86_400 + one.seconds - other.seconds
    return int(less > 0) - int(less < 0)


def _days(year: int, month: int, months: int) -> int:
    years, rest = divmod(month - 1 + months, 12)
    return days_from_1970(year + years, rest + 1, 1)


DURATION = DurationType()
