"""Dates in English."""

from __future__ import annotations

import calendar

from pincite.grammar.languages.shared import POINT, dates, part_of_year
from pincite.grammar.rules import Rule, words

SLOTS = dates(name for name in calendar.month_name if name) | {
    "prep": words(dict.fromkeys(("in", "from", "on"), "at"), any_case=True),
    "relativeyear": words({"this year": 0, "last year": -1, "next year": 1}, any_case=True),
    "relativemonth": words({"this month": 0, "last month": -1, "next month": 1}, any_case=True),
    "relativeday": words({"today": 0, "yesterday": -1, "tomorrow": 1}, any_case=True),
    "quarter": part_of_year("quarter", (("first",), ("second",), ("third",), ("fourth",))),
    "qcode": part_of_year("quarter", (("Q1",), ("Q2",), ("Q3",), ("Q4",))),
    "half": part_of_year("half", (("first",), ("second",))),
    "hcode": part_of_year("half", (("H1",), ("H2",))),
    "season": part_of_year("season", (("spring",), ("summer",), ("autumn", "fall"), ("winter",))),
    "until": words(dict.fromkeys(("by", "by the end of", "until", "till"), "until"), any_case=True),
    "fiscalname": words(dict.fromkeys(("fiscal year", "fiscal", "financial year"), "fiscal")),
    "dateopening": words({"from": "to", "between": "and"}, any_case=True),
    "link": words({" and ": "and", " to ": "to", "-": "dash", "–": "dash"}),
    "point": POINT,
}
DAYS = (
    Rule(
        id="en.iso-day",
        kind="date",
        form="[<prep> ]<year>-<isomonth>-<isoday>",
        qualifier="none",
        examples=(("2021-11-17", "2021-11-17"), ("on 2020-02-29", "2020-02-29")),
        refuses=("2021-13-01", "2021-02-29", "2021-1-7", "21-11-17", "2021/11/17"),
    ),
    Rule(
        id="en.day-month-year",
        kind="date",
        form="[<prep> ][the ]<day>[st|nd|rd|th] <month>[,] <year>",
        qualifier="none",
        examples=(("on 4 March 2020", "2020-03-04"), ("the 21st June 2023", "2023-06-21")),
        refuses=("31 June 2020", "04 March 2020", "4 Mar 2020", "4/3/2020", "4 March"),
    ),
    Rule(
        id="en.month-day-year",
        kind="date",
        form="[<prep> ]<month> <day>, <year>",
        qualifier="none",
        examples=(("March 4, 2020", "2020-03-04"),),
        refuses=("March 4", "February 30, 2020", "March 04, 2020"),
    ),
    Rule(
        id="en.relative-day",
        kind="date",
        form="<relativeday>",
        qualifier="none",
        examples=(("yesterday", "XXXX-XX-XX"),),
        refuses=("on Monday", "the day before yesterday", "two days ago"),
    ),
)
MONTHS = (
    Rule(
        id="en.month-year",
        kind="date",
        form="[<prep> ]<month> <year>",
        qualifier="none",
        examples=(("in May 2018", "2018-05"),),
        refuses=("in may 2018", "mid May 2018", "May or June 2018", "Mai 2018", "late May 2018"),
    ),
    Rule(
        id="en.month-relative-year",
        kind="date",
        form="[<prep> ]<month> <relativeyear>",
        qualifier="none",
        examples=(("from May this year", "XXXX-05"), ("in June last year", "XXXX-06")),
        refuses=(
            "from May",
            "until late May this year",
            "May that year",
            "from late May this year",
        ),
    ),
    Rule(
        id="en.relative-month",
        kind="date",
        form="<relativemonth>",
        qualifier="none",
        examples=(("last month", "XXXX-XX"),),
        refuses=("last months", "a month ago", "late last month"),
    ),
)
PARTS = (
    Rule(
        id="en.quarter",
        kind="date",
        form="[<prep> ]([the ]<quarter> quarter (of |)|<qcode> )(<year>|<relativeyear>)",
        qualifier="none",
        examples=(
            ("the first quarter of 2023", "2023-33"),
            ("in Q4 2021", "2021-36"),
        ),
        refuses=(
            "the first quarter",
            "the second quarter of this year",
            "a quarter of 2023",
            "Q5 2023",
            "last quarter",
        ),
    ),
    Rule(
        id="en.half-year",
        kind="date",
        form="[<prep> ]([the ]<half> half of |<hcode> )(<year>|<relativeyear>)",
        qualifier="none",
        examples=(("in the first half of 2023", "2023-40"), ("H2 2024", "2024-41")),
        refuses=("half of 2023", "the third half of 2023", "mid-2023"),
    ),
    Rule(
        id="en.season",
        kind="date",
        form="[<prep> ][the ]<season> (of |)(<year>|<relativeyear>)",
        qualifier="none",
        examples=(("in spring 2023", "2023-21"), ("the winter of 2022", "2022-24")),
        refuses=("spring", "late spring 2023", "winter 2022/23"),
    ),
)
YEARS = (
    Rule(
        id="en.year",
        kind="date",
        form="[<prep> ]<year>",
        qualifier="none",
        examples=(("in 1991", "1991"), ("2016", "2016")),
        refuses=("in 991", "early 2016", "in 2016 and 2017", "2,016", "before 2030", "after 2016"),
    ),
    Rule(
        id="en.relative-year",
        kind="date",
        form="<relativeyear>",
        qualifier="none",
        examples=(("last year", "XXXX"),),
        refuses=("two years ago", "late last year", "this decade", "the year before last"),
    ),
    Rule(
        id="en.decade",
        kind="date",
        form="[<prep> ]the <decade>s",
        qualifier="none",
        examples=(("in the 1990s", "199X"),),
        refuses=("the '90s", "the late 1990s", "the 1995s", "1990s"),
    ),
    Rule(
        id="en.fiscal-year",
        kind="date",
        form="[<prep> ][the ](<fiscalname> |FY[ ])<fiscal>[(/|-)<fiscalend>]",
        qualifier="none",
        examples=(
            ("fiscal year 2023", "2023-04/2024-03"),
            ("in FY2023/24", "2023-04/2024-03"),
        ),
        refuses=("fiscal 2023/25", "this fiscal year", "FY23", "early fiscal 2023"),
    ),
)
INTERVALS = (
    Rule(
        id="en.since",
        kind="date",
        form="(s|S)ince <point>",
        qualifier="since",
        examples=(("since 1991", "1991/.."), ("Since May 2018", "2018-05/..")),
        refuses=("since then", "since the war", "since early 2018", "ever since 1991"),
    ),
    Rule(
        id="en.from-onwards",
        kind="date",
        form="(f|F)rom <point> on[ward|wards]",
        qualifier="since",
        examples=(("from 2025 onwards", "2025/.."),),
        refuses=("from then on", "2025 onwards"),
    ),
    Rule(
        id="en.until",
        kind="date",
        form="<until> <point>",
        qualifier="until",
        examples=(
            ("by 2030", "../2030"),
            ("until March 2024", "../2024-03"),
            ("by the end of next year", "../XXXX"),
        ),
        refuses=("by mid-2030", "by then", "well before 2030", "by the end of the decade"),
    ),
    Rule(
        id="en.from-to",
        kind="date",
        form="(f|F)rom <point> to <point2>",
        qualifier="between",
        examples=(("from 2016 to 2018", "2016/2018"), ("from 2016 to next year", "2016/XXXX")),
        refuses=("from 2018 to 2016", "from 2016 to", "from 2016 to early 2018"),
    ),
    Rule(
        id="en.between",
        kind="date",
        form="(b|B)etween <point> and <point2>",
        qualifier="between",
        examples=(("between May 2018 and 4 March 2020", "2018-05/2020-03-04"),),
        refuses=("between 2016 or 2018", "between 2018 and 2016"),
    ),
    Rule(
        id="en.years",
        kind="date",
        form="[<prep> ]<year>( to |-|–)<year2>",
        qualifier="between",
        examples=(("2016–2018", "2016/2018"), ("2016 to 2018", "2016/2018")),
        refuses=("2016-18", "2018-2016", "2016/2018", "2016 and 2018"),
    ),
    Rule(
        id="en.months-of-a-year",
        kind="date",
        form="[<dateopening> ]<month><link><month2> (<year2>|<relativeyear2>)",
        qualifier="between",
        examples=(
            ("from May to July 2021", "2021-05/2021-07"),
            ("April to June this year", "XXXX-04/XXXX-06"),
        ),
        refuses=("July to May 2021", "May to July", "May or July 2021", "May and July 2021"),
    ),
    Rule(
        id="en.days-of-a-month",
        kind="date",
        form="[<dateopening> ]<day><link><day2> <month2> <year2>",
        qualifier="between",
        examples=(("from 4 to 6 May 2020", "2020-05-04/2020-05-06"),),
        refuses=("6 to 4 May 2020", "4 to 31 June 2020", "4, 5 and 6 May 2020", "4 and 6 May 2020"),
    ),
)
RULES = (*DAYS, *MONTHS, *PARTS, *YEARS, *INTERVALS)
