"""EDTF dates (ISO 8601-2) as far as the tables use them: their calendar and their bounds.

Of levels 0 to 2: years, months and days; X for unknown digits (a decade is `199X`); seasons 21 to
24, quarters 33 to 36, thirds 37 to 39 and half-years 40 and 41 in the place of the month; and
intervals, whose one end may be open (`../2030`).
"""

from __future__ import annotations

import calendar
import re
from datetime import date

_PATTERN = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX))?)?")
_NAMED = {
    **dict(enumerate(("spring", "summer", "autumn", "winter"), 21)),
    **{32 + n: f"quarter {n}" for n in range(1, 5)},
    **{36 + n: f"third {n}" for n in range(1, 4)},
    40: "first half",
    41: "second half",
}
SEASONS, QUARTERS, THIRDS, HALVES = (21, 24), (33, 36), (37, 39), (40, 41)
_MONTHS = {3: QUARTERS, 4: THIRDS, 6: HALVES}


def date_words(edtf: str) -> str:
    """A date or interval in English words; other texts as they are.

    `XXXX-05` is "May, year not stated", `2023-33` "quarter 1 of 2023", `199X` "the 1990s".
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _words(edtf) or edtf
    if first == "..":
        return f"until {_words(last) or last}"
    if last == "..":
        return f"from {_words(first) or first} on"
    return f"{_words(first) or first} to {_words(last) or last}"


def _words(edtf: str) -> str | None:
    match = _PATTERN.fullmatch(edtf)
    if match is None:
        return None
    year, month, day = match.groups()
    stated = {"XX": f"century {year[:2]}00 to {year[:2]}99", "X": f"the {year[:3]}0s"}
    unknown = year == "XXXX"
    of_year = year if year.isdigit() else stated["XX" if year.endswith("XX") else "X"]
    if month in (None, "XX"):
        day_known = day not in (None, "XX")
        said = f"day {int(str(day))}, month not stated" if day_known else "year not stated"
        return said if unknown else of_year
    if int(month) in _NAMED:
        name = _NAMED[int(month)]
        return f"{name}, year not stated" if unknown else f"{name} of {of_year}"
    if not 1 <= int(month) <= 12:
        return None
    name = calendar.month_name[int(month)]
    first = f"{int(day)} {name}" if day not in (None, "XX") else name
    return f"{first}, year not stated" if unknown else f"{first} {of_year}"


def bounds(edtf: str) -> tuple[date, date]:
    """The earliest and latest day that a date covers; an unknown year spans years 1 to 9999.

    The seasons of the two hemispheres differ, so a season may lie anywhere from the December
    before its year to the February after it. Raises ValueError where the text is not a date of this
    subset, such as `2021-02-30`, or an interval that ends before it begins.
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return _bounds(edtf)
    if first == last == "..":
        raise ValueError(f"{edtf!r} is open at both ends")
    early = date.min if first == ".." else _bounds(first)[0]
    late = date.max if last == ".." else _bounds(last)[1]
    if early > late:
        raise ValueError(f"{edtf!r} ends before it begins")
    return early, late


def _bounds(edtf: str) -> tuple[date, date]:
    match = _PATTERN.fullmatch(edtf)
    if match is None:
        raise ValueError(f"{edtf!r} is not a date of the form YYYY[-MM[-DD]], with X for unknown")
    year, month, day = match.groups()
    first, last = max(1, int(year.replace("X", "0"))), int(year.replace("X", "9"))
    if month is None or (month == "XX" and day in (None, "XX")):
        return date(first, 1, 1), date(last, 12, 31)
    if month == "XX":
        if not 1 <= int(str(day)) <= 31:
            raise ValueError(f"there is no day {day} in any month")
        months = [m for m in range(1, 13) if int(str(day)) <= calendar.monthrange(2000, m)[1]]
        return date(first, months[0], int(str(day))), date(last, months[-1], int(str(day)))
    if int(month) > 12:
        return _part_bounds(edtf, (first, last), int(month), day)
    if day in (None, "XX"):
        late_day = calendar.monthrange(last, int(month))[1]
        return date(first, int(month), 1), date(last, int(month), late_day)
    return (
        _first_day(range(first, last + 1), int(month), int(day)),
        _first_day(range(last, first - 1, -1), int(month), int(day)),
    )


def _first_day(years: range, month: int, day: int) -> date:
    """The day in the first year that has it: not every year has a 29 February."""
    if not 1 <= day <= calendar.monthrange(2000, month)[1]:
        raise ValueError(f"there is no day {day} in month {month}")
    for year in years:
        if day <= calendar.monthrange(year, month)[1]:
            return date(year, month, day)
    raise ValueError(f"no year of {years[0]} to {years[-1]} has a day {day} in month {month}")


def _part_bounds(
    edtf: str, years: tuple[int, int], part: int, day: str | None
) -> tuple[date, date]:
    first, last = years
    if day is not None:
        raise ValueError(f"{edtf!r} has a day in a part of the year")
    if SEASONS[0] <= part <= SEASONS[1]:
        return date(max(1, first - 1), 12, 1), date(min(9999, last + 1), 2, 28)
    for length, (low, high) in _MONTHS.items():
        if low <= part <= high:
            until = (part - low + 1) * length
            late_day = calendar.monthrange(last, until)[1]
            return date(first, until - length + 1, 1), date(last, until, late_day)
    raise ValueError(f"{edtf!r} has no month or part of the year {part}")
