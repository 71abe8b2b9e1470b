"""Histograms in one pass: counts in bins that are made wider when there are too many of them.

Every value is counted, none is sampled. The edges of the bars are round numbers, or calendar days,
weeks, months, quarters and years.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import ROUND_FLOOR, Context, Decimal
from typing import NamedTuple

from pincite.report.expressions import lazy

MOST_BINS = 4_000  # that are kept while values come in
MOST_BARS = 30  # of a histogram that is shown
DAYS, MONTHS, YEARS = range(3)  # how fine moments are counted
_DAY = lazy(r"(-?[0-9]{4,})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_EXACT = Context(prec=2_000, Emax=10**6, Emin=-(10**6))  # a number's exponent has three digits


class Bar(NamedTuple):
    """A bar: its first value, where the next one begins, and the number of values in it."""

    low: str
    high: str
    number: int


class NumberBins:
    """Counts of numbers in bins, the width of which is a power of ten."""

    def __init__(self, *, are_years: bool = False) -> None:
        self._are_years = are_years
        self._first: dict[Decimal, int] | None = {}  # until there are too many to keep them
        self._bins: Counter[int] = Counter()
        self._power = 0
        self._is_whole = True

    def add(self, value: int | Decimal, count: int) -> None:
        """Count a finite number so many times."""
        number = Decimal(value)
        self._is_whole &= number == number.to_integral_value(context=_EXACT)
        if self._first is None:
            self._bins[self._place(number)] += count
            if len(self._bins) > MOST_BINS:
                self._widen()
            return
        self._first[number] = self._first.get(number, 0) + count
        if len(self._first) > MOST_BINS:
            span = _EXACT.subtract(max(self._first), min(self._first))
            self._settle(_power_of(span) - 4)

    def bars(self) -> list[Bar]:
        """The histogram; empty where no two values differ."""
        if self._first is not None:
            span = _EXACT.subtract(max(self._first), min(self._first)) if self._first else Decimal()
            if not span:
                return []
            self._settle(_power_of(_EXACT.divide(span, Decimal(MOST_BARS))))
        low, high = min(self._bins), max(self._bins)
        steps = next(
            s for s in _steps(self._power, self._is_whole) if high // s - low // s < MOST_BARS
        )
        return _bars(self._bins, steps, self._edge)

    def _settle(self, power: int) -> None:
        assert self._first is not None
        self._power, first, self._first = power, self._first, None
        for number, count in first.items():
            self._bins[self._place(number)] += count
        while len(self._bins) > MOST_BINS:
            self._widen()

    def _place(self, number: Decimal) -> int:
        scaled = number.scaleb(-self._power, context=_EXACT)
        return int(scaled.to_integral_value(ROUND_FLOOR, context=_EXACT))

    def _widen(self) -> None:
        wider: Counter[int] = Counter()
        for at, count in self._bins.items():
            wider[at // 10] += count
        self._bins, self._power = wider, self._power + 1

    def _edge(self, at: int) -> str:
        if self._are_years:
            return _year(at * 10**self._power if self._power >= 0 else at // 10**-self._power)
        number = Decimal(at).scaleb(self._power, context=_EXACT)
        plain = f"{number:,f}" if abs(number.adjusted()) < 15 else f"{number:E}"
        return plain.rstrip("0").removesuffix(".") if "." in plain and "E" not in plain else plain


def _power_of(number: Decimal) -> int:
    """The power of ten of a number's first digit."""
    return number.adjusted() if number else 0


def _steps(power: int, is_whole: bool) -> Iterator[int]:
    """Widths of bars in bins: 1, 2, 5, 10, 20 and so on; of whole numbers none below one."""
    unit = 10**-power if is_whole and power < 0 else 1
    while True:
        yield from (unit, 2 * unit, 5 * unit)
        unit *= 10


class DayBins:
    """Counts of days, of months where there are too many days, and of years then."""

    def __init__(self) -> None:
        self._bins: Counter[int] = Counter()
        self._level = DAYS
        self._years = NumberBins(are_years=True)

    def add(self, text: str, count: int) -> None:
        """Count a text that begins with a day, month or year, as in 2021-05-04, so many times."""
        match = _DAY.match(text)
        if match is None:
            return
        year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
        level = YEARS if match[2] is None else MONTHS if match[3] is None else DAYS
        if not dt.MINYEAR <= year <= dt.MAXYEAR:
            level = max(level, MONTHS)
        self._widen_to(level)
        if self._level == YEARS:
            self._years.add(year, count)
            return
        is_day = self._level == DAYS
        place = dt.date(year, month, day).toordinal() - 1 if is_day else year * 12 + month - 1
        self._bins[place] += count
        if len(self._bins) > MOST_BINS:
            self._widen_to(self._level + 1)

    def bars(self) -> list[Bar]:
        """The histogram; empty where all are in one bin."""
        for level, steps, edge in ((DAYS, (1, 7), _day), (MONTHS, (1, 3), _month)):
            self._widen_to(level)
            if self._level == level:
                if len(self._bins) < 2:
                    return []
                low, high = min(self._bins), max(self._bins)
                for step in steps:
                    if high // step - low // step < MOST_BARS:
                        return _bars(self._bins, step, edge)
        self._widen_to(YEARS)
        return self._years.bars()

    def _widen_to(self, level: int) -> None:
        while self._level < level:
            self._level += 1
            wider: Counter[int] = Counter()
            for at, count in self._bins.items():
                if self._level == MONTHS:
                    one = dt.date.fromordinal(at + 1)
                    wider[one.year * 12 + one.month - 1] += count
                else:
                    self._years.add(at // 12, count)
            self._bins = wider


def _day(at: int) -> str:
    return dt.date.fromordinal(min(at + 1, dt.date.max.toordinal())).isoformat()


def _month(at: int) -> str:
    return f"{_year(at // 12)}-{at % 12 + 1:02d}"


def _year(at: int) -> str:
    return f"{'-' * (at < 0)}{abs(at):04d}"


def _bars(bins: Counter[int], step: int, edge: Callable[[int], str]) -> list[Bar]:
    """The bars of a width, those without values between them included."""
    counts: Counter[int] = Counter()
    for at, count in bins.items():
        counts[at // step] += count
    low, high = min(counts), max(counts)
    return [Bar(edge(at * step), edge((at + 1) * step), counts[at]) for at in range(low, high + 1)]
