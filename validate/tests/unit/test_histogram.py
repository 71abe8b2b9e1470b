"""Histograms: every value is in the one bar whose ends it lies between, whatever comes when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pincite.tables import histogram
from pincite.tables.histogram import MOST_BARS, Bar, DayBins, NumberBins

NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9),
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12),
    st.sampled_from([Decimal("1e300"), Decimal("-3e-200"), Decimal("0.3"), Decimal("0.1")]),
)


def number(edge: str) -> Decimal:
    return Decimal(edge.replace(",", ""))


def check_numbers(values: list[Decimal], bars: list[Bar]) -> None:
    """Compare the bars with counts made here, of all values at once."""
    if len(set(values)) < 2:
        assert bars == []
        return
    assert 1 <= len(bars) <= MOST_BARS
    assert all(one.high == other.low for one, other in pairwise(bars))
    for bar in bars:
        inside = [value for value in values if number(bar.low) <= value < number(bar.high)]
        assert bar.number == len(inside)
    assert sum(bar.number for bar in bars) == len(values)


@given(st.lists(NUMBERS, min_size=1, max_size=60), st.sampled_from([3, 10, 4_000]))
def test_each_number_is_in_its_bar(given_values: list[Decimal], most: int) -> None:
    bins, before = NumberBins(), histogram.MOST_BINS
    histogram.MOST_BINS = most
    try:
        for value in given_values:
            bins.add(value, 1)
        check_numbers([Decimal(value) for value in given_values], bins.bars())
    finally:
        histogram.MOST_BINS = before


def test_a_million_numbers_are_counted_in_few_bins() -> None:
    bins = NumberBins()
    for value in range(20_000):
        bins.add(Decimal(value * value).scaleb(-3), 50)
    assert len(bins._bins) <= histogram.MOST_BINS
    bars = bins.bars()
    assert sum(bar.number for bar in bars) == 1_000_000
    assert (bars[0].low, bars[0].high) == ("0", "20,000")
    assert bars[0].number == 50 * 4473  # squares below 20,000,000


DAYS = st.dates(dt.date(1, 1, 1), dt.date(4999, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=60), st.sampled_from([3, 4_000]))
def test_each_day_is_in_its_bar(days: list[dt.date], most: int) -> None:
    bins, before = DayBins(), histogram.MOST_BINS
    histogram.MOST_BINS = most
    try:
        for day in days:
            bins.add(day.isoformat(), 2)
        bars = bins.bars()
    finally:
        histogram.MOST_BINS = before
    if len(bars) < 2:
        return
    assert len(bars) <= MOST_BARS
    for bar in bars:
        width = len(bar.low)  # of a day, a month or a year
        inside = [day for day in days if bar.low <= day.isoformat()[:width] < bar.high]
        assert bar.number == 2 * len(inside)
    assert sum(bar.number for bar in bars) == 2 * len(days)


def test_bars_of_days_are_days_weeks_months_or_years() -> None:
    def ends(first: str, days: int, step: int = 1) -> tuple[str, str, int]:
        bins, day = DayBins(), dt.date.fromisoformat(first)
        for at in range(0, days, step):
            bins.add((day + dt.timedelta(at)).isoformat(), 1)
        bars = bins.bars()
        return bars[0].low, bars[0].high, len(bars)

    assert ends("2021-05-03", 20) == ("2021-05-03", "2021-05-04", 20)
    assert ends("2021-05-05", 100) == ("2021-05-03", "2021-05-10", 15)  # weeks from Monday
    assert ends("2021-05-05", 400) == ("2021-05", "2021-06", 14)
    assert ends("2021-05-05", 1500) == ("2021-04", "2021-07", 17)
    assert ends("1900-05-05", 10_000) == ("1900", "1901", 28)
    assert ends("1000-05-05", 300_000, 300) == ("1000", "1050", 17)


def test_months_and_years_are_of_their_own_kind() -> None:
    months, years, old = DayBins(), DayBins(), DayBins()
    for at in range(12):
        months.add(f"2021-{at + 1:02d}", 1)
        years.add(str(2000 + at), 1)
        old.add(f"{-500 + at * 1000:05d}" if at < 1 else str(at * 12_345 + 1000), 1)
    assert [bar.low for bar in months.bars()] == [f"2021-{at + 1:02d}" for at in range(12)]
    assert Counter(bar.number for bar in years.bars()) == {1: 12}
    assert old.bars()[0].low.startswith("-")
    assert sum(bar.number for bar in old.bars()) == 12


def test_one_value_has_no_histogram() -> None:
    numbers, days = NumberBins(), DayBins()
    assert numbers.bars() == []
    numbers.add(3, 10)
    days.add("2021-05-04T10:00:00", 10)
    days.add("no day", 1)
    assert numbers.bars() == days.bars() == []
