"""Dates as printed, in EDTF at printed precision; a relative year stays X until it is anchored."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass

from pincite.phrases.edtf import bounds
from pincite.phrases.rules import NotUnderstood, Rule, apply_rules

MONTHS = {name: number for number, name in enumerate(calendar.month_name) if name}


@dataclass(frozen=True)
class PrintedDate:
    """Year, month, day as far as printed; `offset` counts years from the anchor's year."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    offset: int | None = None

    def edtf(self, anchor: str | None = None) -> str:
        """The date in EDTF; with an anchor (EDTF), a relative year is counted from its year.

        Raises NotUnderstood where an anchor has no year, or where the date needs none.
        """
        year = self.year
        if anchor is not None:
            if self.offset is None:
                raise NotUnderstood("the date is not relative, so it takes no anchor")
            if not anchor[:4].isdigit():
                raise NotUnderstood(f"the anchor {anchor} has no year")
            year = int(anchor[:4]) + self.offset
        parts = ["XXXX" if year is None else f"{year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)


_PREPOSITION = r"(?:(?i:in|from|on)\ )?"
_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_RELATIVE = {"this year": 0, "last year": -1, "next year": 1}


def _printed(match: re.Match[str]) -> PrintedDate:
    groups = match.groupdict()
    month = groups.get("month")
    relative = groups.get("relative")
    return PrintedDate(
        year=int(groups["year"]) if groups.get("year") else None,
        month=(int(month) if month.isdigit() else MONTHS[month]) if month else None,
        day=int(groups["day"]) if groups.get("day") else None,
        offset=_RELATIVE[relative] if relative else None,
    )


RULES: tuple[Rule[PrintedDate], ...] = (
    Rule(
        id="iso-day",
        says="preposition? YYYY-MM-DD",
        pattern=re.compile(
            rf"{_PREPOSITION}(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})"
        ),
        read=_printed,
        examples=(("2021-11-17", "2021-11-17"), ("on 2020-02-29", "2020-02-29")),
        refuses=("2021-13-01", "2021-02-29", "2021-1-7", "21-11-17", "2021/11/17"),
    ),
    Rule(
        id="year",
        says="preposition? four digits from 1000 to 2999",
        pattern=re.compile(rf"{_PREPOSITION}(?P<year>[12][0-9]{{3}})"),
        read=_printed,
        examples=(("in 1991", "1991"), ("2016", "2016")),
        refuses=("in 991", "by 2030", "since 1991", "early 2016", "in 2016 and 2017", "the 1990s"),
    ),
    Rule(
        id="month-year",
        says="preposition? month name, four digits",
        pattern=re.compile(rf"{_PREPOSITION}{_MONTH}\ (?P<year>[12][0-9]{{3}})"),
        read=_printed,
        examples=(("in May 2018", "2018-05"),),
        refuses=("in may 2018", "mid May 2018", "May or June 2018", "Mai 2018"),
    ),
    Rule(
        id="day-month-year",
        says="preposition? day, month name, four digits",
        pattern=re.compile(
            rf"{_PREPOSITION}(?P<day>[1-9]|[12][0-9]|3[01])\ {_MONTH}\ (?P<year>[12][0-9]{{3}})"
        ),
        read=_printed,
        examples=(("on 4 March 2020", "2020-03-04"),),
        refuses=("31 June 2020", "04 March 2020", "4 Mar 2020"),
    ),
    Rule(
        id="month-relative-year",
        says="preposition? month name, this, last or next year",
        pattern=re.compile(rf"{_PREPOSITION}{_MONTH}\ (?P<relative>{'|'.join(_RELATIVE)})"),
        read=_printed,
        examples=(("from May this year", "XXXX-05"), ("in June last year", "XXXX-06")),
        refuses=("from May", "until May this year", "May that year", "from late May this year"),
    ),
)


def read_date(phrase: str, anchor: str | None = None) -> str:
    """The date that a phrase states, in EDTF; `anchor` is an EDTF date with a year.

    Raises NotUnderstood, also for days that no calendar has.
    """
    edtf = apply_rules(RULES, phrase, "a date").edtf(anchor)
    try:
        bounds(edtf)
    except ValueError as error:
        raise NotUnderstood(f"“{phrase}” is no day of the calendar") from error
    return edtf
