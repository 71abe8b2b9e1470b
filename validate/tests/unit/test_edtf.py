"""Bounds of EDTF dates against the edtf library, and days that no calendar has."""

from __future__ import annotations

from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from pincite.grammar import bounds


@given(st.dates(), st.integers(0, 2))
def test_bounds_are_those_of_the_edtf_library(day: date, precision: int) -> None:
    text = "-".join(day.isoformat().split("-")[: precision + 1])
    if precision == 0 and day.year % 10 == 0:
        text = f"{day.year:04d}"
    parsed = parse_edtf(text)
    expected = tuple(
        date(moment.tm_year, moment.tm_mon, moment.tm_mday)
        for moment in (parsed.lower_strict(), parsed.upper_strict())
    )
    assert bounds(text) == expected


def test_an_unknown_year_spans_all_years() -> None:
    assert bounds("XXXX-05") == (date(1, 5, 1), date(9999, 5, 31))


@pytest.mark.parametrize("text", ["2021-02-29", "2021-13", "2021-00", "21-05", "2021-5", "", "X"])
def test_no_day_of_the_calendar(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        bounds(text)
