"""Dates as printed, in EDTF at printed precision; a relative date stays X until it is anchored.

A rule's qualifier says how its dates bound a time: `none` for a date, `between` for an interval,
`since` and `until` for intervals with an open end. What a hedge says of a date ("early 2024",
"2027 at the earliest") is not a part of its EDTF, but its own qualifier: DATE_QUALIFIERS.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pincite.grammar.edtf import bounds
from pincite.grammar.rules import NotUnderstood, Rule

_ANCHOR = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?)?")
DATE_QUALIFIERS = ("none", "about", "early", "mid", "late", "not_before", "not_after")
_UNKNOWN = {"year": "XXXX", "month": "XXXX-XX", "day": "XXXX-XX-XX"}


@dataclass(frozen=True)
class FiscalYear:
    """When a fiscal year begins, and whether it is named by the year of its start or its end."""

    month: int
    named_by: str = "start"

    def edtf(self, year: int, *, is_start: bool) -> str:
        """The fiscal year of a name, or that begins in a year, as an interval of months.

        Raises NotUnderstood for a name of two years where fiscal years are calendar years.
        """
        if is_start and self.month == 1:
            raise NotUnderstood("a fiscal year from January lies in one calendar year")
        first = year - (not is_start and self.named_by == "end" and self.month > 1)
        last, month = (first, 12) if self.month == 1 else (first + 1, self.month - 1)
        return f"{first:04d}-{self.month:02d}/{last:04d}-{month:02d}"

    def ending(self, year: int, month: int) -> str:
        """The fiscal year that ends in a month; raises NotUnderstood where none does."""
        if month != (self.month - 2) % 12 + 1:
            raise NotUnderstood(f"no fiscal year that begins in month {self.month} ends in {month}")
        return (
            self.edtf(year - (self.month > 1), is_start=False)
            if self.named_by == "start"
            else (self.edtf(year, is_start=False))
        )


@dataclass(frozen=True)
class Point:
    """One printed date: its year (`199X` for a decade), then month and day, or part of the year.

    A relative one has no year, but an `offset` from the anchor in units of `unit`; one without a
    year and an offset ("in September") has the anchor's year. `weekday` is 0 for Monday.
    """

    year: str | None = None
    rest: tuple[int, ...] = ()
    offset: int | None = None
    unit: str = "year"
    fiscal: str = ""  # `named`: "fiscal 2023"; `start`: "2023/24"; `ending`: 2023年3月期
    weekday: int | None = None
    is_near: bool = False  # "el pasado 19 de abril": the last one, of whichever year

    @property
    def is_relative(self) -> bool:
        """Whether its year, month or day is counted from an anchor."""
        return self.year is None

    def edtf(self, anchor: str | None) -> str:
        """The date in EDTF; a relative one is counted from the anchor, X where there is none.

        Raises NotUnderstood for a weekday that the date is not, or that no one date is.
        """
        rest = "".join(f"-{part:02d}" for part in self.rest)
        if self.year is not None:
            found = self.year + rest
        elif anchor is not None and (self.is_near or (self.weekday is not None and not self.rest)):
            raise NotUnderstood("the phrase does not say in which year or week from the anchor")
        else:
            found = (_UNKNOWN[self.unit] if anchor is None else self._anchored(anchor)) + rest
        if self.weekday is not None and found[:4].isdigit() and len(found) == 10:
            self._check_weekday(found)
        return found

    def text(self, anchor: str | None, fiscal_year: FiscalYear | None) -> str:
        """The date in EDTF, of a fiscal year the interval of its months; raises NotUnderstood."""
        if not self.fiscal:
            return self.edtf(anchor)
        if self.year is None:
            raise NotUnderstood("a fiscal year has a name")
        year, rest = int(self.year), self.rest
        if self.fiscal == "ending":
            fiscal_year = fiscal_year or FiscalYear(rest[0] % 12 + 1)
            return _part_of(fiscal_year.ending(year, rest[0]), rest[1:])
        if fiscal_year is None:
            raise NotUnderstood(
                "a fiscal year: the field does not say when its fiscal years begin and what"
                ' names them (fiscalYear, as in {"month": 4, "namedBy": "start"})'
            )
        return _part_of(fiscal_year.edtf(year, is_start=self.fiscal == "start"), rest)

    def _check_weekday(self, day: str) -> None:
        try:
            weekday = date.fromisoformat(day).weekday()
        except ValueError:
            return  # not a day of the calendar: `date_text` says so
        if weekday != self.weekday:
            raise NotUnderstood(f"{day} is not the weekday beside it")

    def _anchored(self, anchor: str) -> str:
        offset = self.offset or 0
        match = _ANCHOR.fullmatch(anchor)
        if match is None or match[self.unit] is None:
            raise NotUnderstood(f"the anchor {anchor} has no {self.unit} to count from")
        try:
            if self.unit == "day":
                return (date.fromisoformat(anchor) + timedelta(offset)).isoformat()
            if self.unit == "year":
                return f"{int(match['year']) + offset:04d}"
            months = int(match["year"]) * 12 + int(match["month"]) - 1 + offset
            return f"{months // 12:04d}-{months % 12 + 1:02d}"
        except (ValueError, OverflowError) as error:
            raise NotUnderstood(f"the anchor {anchor} is not a day of the calendar") from error


def _part_of(year: str, rest: tuple[int, ...]) -> str:
    """A quarter or half (by its EDTF code) of a fiscal year, as the interval of its months."""
    if not rest:
        return year
    lengths = {range(33, 37): 3, range(40, 42): 6}
    for codes, length in lengths.items():
        if rest[0] in codes:
            first = int(year[:4]) * 12 + int(year[5:7]) - 1 + codes.index(rest[0]) * length
            last = first + length - 1
            return "/".join(f"{at // 12:04d}-{at % 12 + 1:02d}" for at in (first, last))
    raise NotUnderstood("a fiscal year has quarters and halves")


@dataclass(frozen=True)
class Printed:
    """A printed date or interval; an end that is None is open."""

    first: Point | None
    last: Point | None
    is_interval: bool
    qualifier: str = "none"

    @property
    def is_relative(self) -> bool:
        """Whether a date of it is counted from an anchor."""
        return any(point.is_relative for point in self.points)

    @property
    def points(self) -> list[Point]:
        """The dates it is made of."""
        found = [self.first, self.last] if self.is_interval else [self.first]
        return [point for point in found if point is not None]

    def edtf(self, anchor: str | None, fiscal_year: FiscalYear | None) -> str:
        """The whole in EDTF; raises NotUnderstood, see `read_date`."""
        if anchor is not None and not self.is_relative:
            raise NotUnderstood("the date is not relative, so it takes no anchor")
        if not self.is_interval and self.first is not None:
            return self.first.text(anchor, fiscal_year)
        ends = [".." if p is None else p.text(anchor, fiscal_year) for p in (self.first, self.last)]
        ends = [ends[0].split("/")[0], ends[1].split("/")[-1]]  # from, or to, a fiscal year
        if ends[0].startswith("XXXX") and ends[1].startswith("XXXX") and ends[0] > ends[1]:
            raise NotUnderstood("the interval may run into the next year")
        return "/".join(ends)


def printed_date(rule: Rule, found: Mapping[str, Any]) -> Printed:
    """The date or interval that the slots of a phrase state; raises NotUnderstood."""
    if rule.qualifier != "between":  # a second slot of a kind is another place for the same part
        found = {name.rstrip("2"): meaning for name, meaning in found.items()}
    first = _point(found, "")
    qualifiers = {found[name] for name in ("datehedge", "datebound") if name in found}
    if len(qualifiers) > 1:
        raise NotUnderstood("the date is hedged twice")
    if rule.qualifier == "none":
        _check_years(first, found)
        if qualifiers and first.fiscal:
            raise NotUnderstood("a part of a fiscal year")
        return Printed(first, None, False, next(iter(qualifiers), "none"))
    if qualifiers:
        raise NotUnderstood("an end of the interval is hedged")
    if rule.qualifier == "since":
        return Printed(first, None, is_interval=True)
    if rule.qualifier == "until":
        return Printed(None, first, is_interval=True)
    if "firstmonths" in found:
        last = replace(first, rest=(found["firstmonths"],))
        return Printed(replace(first, rest=(1,)), last, is_interval=True)
    second = _second(first, found)
    return Printed(_filled_from(first, second), second, is_interval=True)


def _check_years(first: Point, found: Mapping[str, Any]) -> None:
    """Raise NotUnderstood where two printed years do not fit each other."""
    year = int(str(first.year)) if str(first.year).isdigit() else 0
    if "fiscalend" in found and (year + 1) % 100 != found["fiscalend"] % 100:
        raise NotUnderstood("a fiscal year ends in the year after it begins")
    if found.get("onlymonth", 0) > year % 100:
        raise NotUnderstood("two years, or a year and a month")
    if "era" in found and "year" in found and found["year"] != found["era"] + found["erayear"]:
        raise NotUnderstood("the year and its era are two different years")
    if "fiscal" in found and "era" in found and year != found["era"] + found["erayear"]:
        raise NotUnderstood("the year and its era are two different years")


def _second(first: Point, found: Mapping[str, Any]) -> Point:
    """The last date of an interval; "2016–18" has a short one, which cannot be a month."""
    if "shortyear" not in found:
        second = _point(found, "2")
        is_bare = second.year is None and second.offset is None and "point" not in found
        if is_bare and len(second.rest) == len(first.rest):
            return replace(first, rest=second.rest, weekday=second.weekday)
        return second
    year, short = int(str(first.year)), found["shortyear"]
    if short <= year % 100:
        raise NotUnderstood("the years of the interval do not ascend")
    if found.get("shortlink") == "dash" and (short <= 12 or short == year % 100 + 1):
        raise NotUnderstood(f"{short:02d} may be a month, or the end of a season or fiscal year")
    return Point(year=f"{year - year % 100 + short:04d}")


_PART_SLOTS = ("quarter", "qcode", "half", "hcode", "fiscalhalf", "season")
_MONTH_SLOTS = ("month", "isomonth", "onlymonth", "monthnumber")
_DAY_SLOTS = ("day", "isoday", "plainday", "first")


def _point(found: Mapping[str, Any], suffix: str) -> Point:
    """The date of the slots with a suffix."""
    if f"point{suffix}" in found:
        point: Point = found[f"point{suffix}"]
        return point
    months, days = _numbers(found, _MONTH_SLOTS, suffix), _numbers(found, _DAY_SLOTS, suffix)
    if suffix and days and not months:
        months = _numbers(found, ("month",), "")  # "March 10 to 12, 2020"
    rest = (*_numbers(found, _PART_SLOTS, suffix), *months, *days)
    weekday = found.get(f"weekday{suffix}")
    for unit in ("year", "month", "day"):
        if f"relative{unit}{suffix}" in found:
            offset = found[f"relative{unit}{suffix}"]
            return Point(rest=rest, offset=offset, unit=unit, weekday=weekday)
    for name in ("decade", "centurydecade", "century", "roman"):
        if f"{name}{suffix}" in found:
            return Point(year=found[f"{name}{suffix}"])
    year = _year(found, suffix)
    if year is not None:
        fiscal = _fiscal(found)
        if fiscal == "ending":
            rest = _ending(year, months, days, rest)
        return Point(year=f"{year:04d}", rest=rest, fiscal=fiscal, weekday=weekday)
    if not rest and weekday is None and "firstmonths" not in found:
        raise NotUnderstood("the phrase states no date")
    unit = "day" if not rest else "month" if days and not months else "year"
    return Point(rest=rest, unit=unit, weekday=weekday, is_near="near" in found)


def _ending(
    year: int, months: list[int], days: list[int], rest: tuple[int, ...]
) -> tuple[int, ...]:
    """The month in which a fiscal year ends, before its part; a day must be the month's last."""
    if days and days[0] != monthrange(year, months[0])[1]:
        raise NotUnderstood("the fiscal year ends within a month")
    parts = [part for part in rest if part > 31]
    return (*months, *parts)


def _numbers(found: Mapping[str, Any], names: tuple[str, ...], suffix: str) -> list[int]:
    return [int(found[name + suffix]) for name in names if name + suffix in found]


_MEIJI = 1867  # its first five years had the lunar calendar


def _year(found: Mapping[str, Any], suffix: str) -> int | None:
    """The printed year, or that of an era."""
    for name in ("year", "fiscal"):
        if name + suffix in found:
            return int(found[name + suffix])
    for name in ("era", "fiscalera"):
        if name + suffix in found:
            start, number = found[name + suffix], found[f"erayear{suffix}"]
            if start == _MEIJI and number < 6:
                raise NotUnderstood("a year of the lunar calendar")
            return int(start + number)
    return None


def _fiscal(found: Mapping[str, Any]) -> str:
    """What the year names: nothing fiscal, the fiscal year of that name, its start, or its end."""
    if "ending" in found:
        return "ending"
    if "fiscalend" in found:
        return "start"
    return "named" if {"fiscal", "fiscalera"} & found.keys() else ""


def _filled_from(first: Point, second: Point) -> Point:
    """In "4 to 6 May 2020" the first date has its month and year from the second.

    Raises NotUnderstood where it cannot, and where only the first date has a year.
    """
    is_bare = second.year is None and second.offset is None
    if first.year is not None or first.offset is not None:
        if is_bare:
            raise NotUnderstood("the last date of the interval has no year")
        return first
    is_day = first.unit == "month" and len(first.rest) == 1
    rest = (*second.rest[:1], *first.rest) if is_day else first.rest
    if len(rest) != len(second.rest) or not rest or second.unit == "month":
        raise NotUnderstood("the two dates of the interval are not of one kind")
    return replace(second, rest=rest, weekday=first.weekday)


def date_text(
    printed: Printed,
    anchor: str | None = None,
    bound: str | None = None,
    fiscal_year: FiscalYear | None = None,
) -> str:
    """A printed date in EDTF, or the end of it that `bound` asks for.

    Raises NotUnderstood for an open end, and for days that no calendar has.
    """
    edtf = printed.edtf(anchor, fiscal_year)
    try:
        bounds(edtf)
    except ValueError as error:
        raise NotUnderstood(f"{edtf} is not a day of the calendar, or not an interval") from error
    if bound is None:
        return edtf
    ends = edtf.split("/")
    found = ends[0] if bound == "lower" else ends[-1]
    if found == "..":
        raise NotUnderstood(f"the phrase states no {bound} end: {edtf}")
    return found
