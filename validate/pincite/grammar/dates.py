"""Dates as printed, in EDTF at printed precision; a relative date stays X until it is anchored.

A rule's qualifier says how its dates bound a time: `none` for a date, `between` for an interval,
`since` and `until` for intervals with an open end.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from pincite.grammar.edtf import bounds
from pincite.grammar.rules import NotUnderstood, Rule

_ANCHOR = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-9]{2}))?)?")
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


@dataclass(frozen=True)
class Point:
    """One printed date: its year (`199X` for a decade), then month and day, or part of the year.

    A relative one has no year, but an `offset` from the anchor in units of `unit`.
    """

    year: str | None = None
    rest: tuple[int, ...] = ()
    offset: int | None = None
    unit: str = "year"
    fiscal: str = ""  # `named` as in "fiscal 2023", `start` as in "fiscal 2023/24"

    def edtf(self, anchor: str | None) -> str:
        """The date in EDTF; a relative one is counted from the anchor, X where there is none."""
        if self.year is not None:
            return "-".join([self.year, *(f"{part:02d}" for part in self.rest)])
        if self.offset is None:
            raise NotUnderstood("the date has no year")
        if anchor is None and self.rest[:1] > (12,):
            raise NotUnderstood("EDTF has no part of an unknown year: the field needs an anchor")
        base = _UNKNOWN[self.unit] if anchor is None else self._anchored(anchor)
        return "-".join([base, *(f"{part:02d}" for part in self.rest)])

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
            raise NotUnderstood(f"the anchor {anchor} is no day of the calendar") from error


@dataclass(frozen=True)
class Printed:
    """A printed date or interval; an end that is None is open."""

    first: Point | None
    last: Point | None
    is_interval: bool

    @property
    def is_relative(self) -> bool:
        """Whether a date of it is counted from an anchor."""
        return any(point.offset is not None for point in self.points)

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
            if not self.first.fiscal:
                return self.first.edtf(anchor)
            if fiscal_year is None:
                raise NotUnderstood("the field does not say when its fiscal years begin")
            is_start = self.first.fiscal == "start"
            return fiscal_year.edtf(int(str(self.first.year)), is_start=is_start)
        ends = [".." if p is None else p.edtf(anchor) for p in (self.first, self.last)]
        return "/".join(ends)


def printed_date(rule: Rule, found: Mapping[str, Any]) -> Printed:
    """The date or interval that the slots of a phrase state; raises NotUnderstood."""
    first = _point(found, "")
    if rule.qualifier == "none":
        if "fiscalend" in found and (int(str(first.year)) + 1) % 100 != found["fiscalend"] % 100:
            raise NotUnderstood("a fiscal year ends in the year after it begins")
        return Printed(first, None, is_interval=False)
    if first.fiscal:
        raise NotUnderstood("a fiscal year is no end of an interval")
    if rule.qualifier == "since":
        return Printed(first, None, is_interval=True)
    if rule.qualifier == "until":
        return Printed(None, first, is_interval=True)
    second = _point(found, "2")
    return Printed(_filled_from(first, second), second, is_interval=True)


def _point(found: Mapping[str, Any], suffix: str) -> Point:
    def of(*names: str) -> list[int]:
        return [int(found[name + suffix]) for name in names if name + suffix in found]

    if f"point{suffix}" in found:
        point: Point = found[f"point{suffix}"]
        return point
    rest = of("quarter", "qcode", "half", "hcode", "season")
    rest += of("month", "isomonth") + of("day", "isoday")
    for unit in ("year", "month", "day"):
        if f"relative{unit}{suffix}" in found:
            return Point(rest=tuple(rest), offset=found[f"relative{unit}{suffix}"], unit=unit)
    for name in ("decade", "centurydecade"):
        if f"{name}{suffix}" in found:
            return Point(year=found[f"{name}{suffix}"])
    year = found.get(f"year{suffix}", found.get("fiscal"))
    if "erayear" in found:
        year = found["era"] + found["erayear"]
    fiscal = ("start" if "fiscalend" in found else "named") if "fiscal" in found else ""
    return Point(year=None if year is None else f"{year:04d}", rest=tuple(rest), fiscal=fiscal)


def _filled_from(first: Point, second: Point) -> Point:
    """In "4 to 6 May 2020" the first date has its month and year from the second."""
    if first.year is not None or first.offset is not None:
        return first
    missing = len(second.rest) - len(first.rest)
    return replace(second, rest=(*second.rest[:missing], *first.rest))


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
        raise NotUnderstood(f"{edtf} is no day of the calendar, or no interval") from error
    if bound is None:
        return edtf
    ends = edtf.split("/")
    found = ends[0] if bound == "lower" else ends[-1]
    if found == "..":
        raise NotUnderstood(f"the phrase states no {bound} end: {edtf}")
    return found
