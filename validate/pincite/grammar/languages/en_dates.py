"""Dates in English. 1/4/2020 is April or January, so it is refused; 25/12/2020 is not."""

from __future__ import annotations

from pincite.grammar.languages.shared import dates, named, part_of_year
from pincite.grammar.rules import NotUnderstood, Slot, rule, words
from pincite.grammar.words.en import WORDS

MONTHS = named(
    "January February March April May June July August September October November December",
    "Jan Feb Mar Apr - Jun Jul Aug Sep|Sept Oct Nov Dec",
)
WEEKDAYS = named(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "Mon Tue|Tues Wed Thu|Thur|Thurs Fri Sat Sun",
    first=0,
)
_YEARS = {
    "this year": 0, "last year": -1, "next year": 1, "the current year": 0, "the past year": -1,
    "the previous year": -1, "the prior year": -1, "the year before": -1, "the following year": 1,
    "the preceding year": -1, "a year earlier": -1, "the year earlier": -1, "a year ago": -1,
    "the coming year": 1, "previous year": -1, "current year": 0, "a year before": -1,
} | {f"{word} years ago": -number for number, word in enumerate(
    "two three four five six seven eight nine ten".split(), 2)}  # fmt: skip
_MONTHS_ = {
    "this month": 0, "last month": -1, "next month": 1, "the previous month": -1,
    "the current month": 0, "the following month": 1, "the month before": -1, "a month ago": -1,
    "a month earlier": -1, "the preceding month": -1,
} | {f"{word} months ago": -number for number, word in enumerate(
    "two three four five six seven eight nine ten eleven".split(), 2)}  # fmt: skip


def _unlike(text: str) -> int:
    """The day of a date in digits: above 12, so that it is not a month."""
    if int(text) <= 12:
        raise NotUnderstood("a date in digits has the day or the month first")
    return int(text)


SLOTS = dates(MONTHS, WEEKDAYS) | {
    "prep": words(dict.fromkeys(("in", "from", "on", "during", "of", "for", "at", "as of", "as at"), "at"), any_case=True),
    "plainday": Slot("13 to 31", "1[3-9]|2[0-9]|3[01]", _unlike),
    "relativeyear": words(_YEARS, any_case=True),
    "relativemonth": words(_MONTHS_, any_case=True),
    "relativeday": words({"today": 0, "yesterday": -1, "tomorrow": 1}, any_case=True),
    "quarter": part_of_year(
        "quarter", (("first", "1st"), ("second", "2nd"), ("third", "3rd"), ("fourth", "4th", "final"))
    ),
    "half": part_of_year("half", (("first", "1st"), ("second", "2nd"))),
    "season": part_of_year("season", (("spring",), ("summer",), ("autumn", "fall"), ("winter",))),
    "firstmonths": words({"three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
        | {"nine": 9, "ten": 10, "eleven": 11}),
    "until": words(dict.fromkeys(("by", "by the end of", "until", "till", "until the end of"), "until"),
        any_case=True),
    "fiscalname": words(dict.fromkeys(("fiscal year", "fiscal", "financial year"), "fiscal"),
        any_case=True),
    "ending": words(dict.fromkeys(("ended", "ending", "that ended", "to", "ended on"), "ending")),
    "yearname": words(dict.fromkeys(("full-year", "full year", "calendar year", "year", "the year",
        "the full year", "the calendar year", "FY-end"), "year"), any_case=True),
    "datehedge": words(WORDS.date_qualifiers, any_case=True),
    "datebound": words(WORDS.date_bounds, any_case=True),
    "dateopening": words({"from": "to", "between": "and"}, any_case=True),
    "link": words({" and ": "and", " to ": "to", " through ": "to", " until ": "to", "-": "dash"}
        | {"–": "dash", " – ": "dash", " - ": "dash"}),
}  # fmt: skip
_DAYS = (
    rule(
        "en.iso-day",
        "date",
        "[<prep> ]<year>(-|/)<isomonth>(-|/)<isoday>",
        {"2021-11-17": "2021-11-17", "on 2020-02-29": "2020-02-29", "2021/11/17": "2021-11-17"},
        "2021-13-01; 2021-02-29; 2021-1-7; 21-11-17",
    ),
    rule(
        "en.day-month-year",
        "date",
        "[<prep> ][<weekday>[,] ][the ]<day>[[ ](st|nd|rd|th)] [of ]<month>[[,] (<year>|[of ]<relativeyear>)]",
        {
            "on 4 March 2020": "2020-03-04",
            "the 21st June 2023": "2023-06-21",
            "12 Aug 2020": "2020-08-12",
            "Tuesday 2 June 2015": "2015-06-02",
            "05 April 1890": "1890-04-05",
            "4 March": "XXXX-03-04",
        },
        "31 June 2020; 4/3/2020; Monday 2 June 2015; 32 May 2020; 4 March 20",
    ),
    rule(
        "en.month-day-year",
        "date",
        "[<prep> ][<weekday>[,] ]<month> <day>[[ ](st|nd|rd|th)][[,] (<year>|[of ]<relativeyear>)]",
        {
            "March 4, 2020": "2020-03-04",
            "Sept. 21, 2021": "2021-09-21",
            "November 17th, 2021": "2021-11-17",
            "Nov. 7": "XXXX-11-07",
            "on Wednesday, Nov. 17": "XXXX-11-17",
        },
        "February 30, 2020; March 2020, 4; Smarch 4, 2020; Tuesday, Nov. 17, 2021",
    ),
    rule(
        "en.day-in-digits",
        "date",
        "[<prep> ](<plainday>(/|.)<monthnumber>|<monthnumber2>/<plainday2>)(/|.)(<year>|<undated>)",
        {"25/12/2020": "2020-12-25", "12/25/2020": "2020-12-25", "25.12.2020": "2020-12-25"},
        "1/4/2020; 04.05.2020; 25/13/2020; 25/12/20",
    ),
    rule(
        "en.relative-day",
        "date",
        "<relativeday>",
        {"yesterday": "XXXX-XX-XX"},
        "the day before yesterday; two days ago",
    ),
    rule(
        "en.weekday",
        "date",
        "[(o|O)n ]<weekday>",
        {"on Monday": "XXXX-XX-XX"},
        "Mondays; next Monday; last Monday; Monday morning",
    ),
)
_MONTH_RULES = (
    rule(
        "en.month-year",
        "date",
        "[<prep> ]<month>[,| of] (<year>|[of ]<relativeyear>)",
        {
            "in May 2018": "2018-05",
            "Sept. 2020": "2020-09",
            "from May this year": "XXXX-05",
            "in June of last year": "XXXX-06",
        },
        "May or June 2018; Mai 2018; May that year; until late May this year",
    ),
    rule(
        "en.month",
        "date",
        "[<prep> ]<month>",
        {"in September": "XXXX-09", "Jan.": "XXXX-01"},
        "in Septober; September or October; last May; in the month",
    ),
    rule(
        "en.iso-month",
        "date",
        "[<prep> ]<year>-<onlymonth>",
        {"2021-11": "2021-11"},
        "2010-12; 2010-11; 2021-13; 2021-00; 2021-1",
    ),
    rule(
        "en.month-in-digits",
        "date",
        "[<prep> ]<monthnumber>/<year>",
        {"05/2010": "2010-05"},
        "13/2010; 5/10",
    ),
    rule(
        "en.relative-month",
        "date",
        "<relativemonth>",
        {"last month": "XXXX-XX"},
        "last months; several months ago",
    ),
)
_OF_YEAR = "[[,][ of| in] (<year>|<relativeyear>)]"
_PARTS = (
    rule(
        "en.quarter",
        "date",
        f"[<prep> ]([the ]<quarter>( |-)quarter|<qcode>)({_OF_YEAR}|[/|-]<year2>)",
        {
            "the first quarter of 2023": "2023-33",
            "in Q4 2021": "2021-36",
            "Fourth quarter 2009": "2009-36",
            "the second quarter of this year": "XXXX-34",
            "the first quarter": "XXXX-33",
        },
        "a quarter of 2023; Q5 2023; last quarter; the fifth quarter; quarter",
    ),
    rule(
        "en.quarter-behind",
        "date",
        "[<prep> ]<year>[-| |/]<qcode>",
        {"2021 Q4": "2021-36", "2021-Q4": "2021-36"},
        "2021 Q5; 21 Q4",
    ),
    rule(
        "en.half-year",
        "date",
        f"[<prep> ]([the ]<half>( |-)half|<hcode>){_OF_YEAR}",
        {
            "in the first half of 2023": "2023-40",
            "H2 2024": "2024-41",
            "the second half": "XXXX-41",
        },
        "half of 2023; the third half of 2023; mid-half 2023",
    ),
    rule(
        "en.season",
        "date",
        "[<prep> ][the ]<season>[ of| in] (<year>|<relativeyear>)",
        {"in spring 2023": "2023-21", "the winter of 2022": "2022-24"},
        "spring; winter 2022/23; the spring",
    ),
)
_YEAR_RULES = (
    rule(
        "en.year",
        "date",
        "[<prep> ][<yearname> ]<year>",
        {"in 1991": "1991", "2016": "2016", "Full-year 2009": "2009", "in the year 2000": "2000"},
        "in 991; in 2016 and 2017; 2,016; before 2030; after 2016; 20160; €2000",
    ),
    rule(
        "en.relative-year",
        "date",
        "[<prep> ]<relativeyear>",
        {"last year": "XXXX", "from the previous year": "XXXX"},
        "some years ago; this decade; the year before last; that year",
    ),
    rule(
        "en.decade",
        "date",
        "[<prep> ][the ]<decade>[’|']s",
        {"in the 1990s": "199X", "1950s": "195X"},
        "the '90s; the 1995s; the 1900s; the 2000s",
    ),
    rule(
        "en.fiscal-year",
        "date",
        "[<prep> ][the ](<fiscalname> |FY[ ])<fiscal>[(/|-|–)<fiscalend>]",
        {
            "fiscal year 2023": "2023-04/2024-03",
            "in FY2023/24": "2023-04/2024-03",
            "FY21": "2021-04/2022-03",
        },
        "fiscal 2023/25; this fiscal year; FY2; early-ish fiscal 2023",
    ),
    rule(
        "en.fiscal-part",
        "date",
        "[<prep> ][the ](<quarter> quarter|<qcode>|<half> half|<hcode>)( of [the ]| )"
        "(<fiscalname> |FY[ ])<fiscal>[(/|-|–)<fiscalend>]",
        {"the first quarter of fiscal 2023": "2023-04/2023-06", "H2 FY21": "2021-10/2022-03"},
        "fiscal quarter 2023; the fifth quarter of fiscal 2023; Q1 FY2",
    ),
    rule(
        "en.fiscal-year-ending",
        "date",
        "[<prep> ][the ][(fiscal|financial) ]year <ending> [<day> ]<month>[ <day2>,] <year>",
        {"the fiscal year ended March 31, 2021": "2020-04/2021-03"},
        "the fiscal year ended March 15, 2021; the year March 2021; half-year ended March 2021",
    ),
    rule(
        "en.fiscal-year-named-behind",
        "date",
        "[<prep> ][the ]<fiscal> <fiscalname>",
        {"the 2023 financial year": "2023-04/2024-03"},
        "the 2023 year; the previous financial year",
    ),
    rule(
        "en.century",
        "date",
        "[<prep> ][the ]<century>(th|st) century",
        {"the 19th century": "18XX"},
        "the 19 century; the last century; the 9th century",
    ),
    rule(
        "en.fiscal-year-behind",
        "date",
        "[<prep> ][the ]<fiscal>((/|-|–)<fiscalend> <fiscalname>|/<fiscalend2>)",
        {"the 2023-24 financial year": "2023-04/2024-03", "2018/19": "2018-04/2019-03"},
        "2018/20; the 2023 year",
    ),
)
_INTERVALS = (
    rule(
        "en.hedged",
        "date",
        "[<prep> ][the ]<datehedge>[ |-]<point>",
        {"early 2016": "2016 early", "in mid-May 2018": "2018-05 mid", "circa 1890": "1890 about"},
        "earlyish 2016; early; early late 2016; by early 2016",
    ),
    rule(
        "en.hedged-behind",
        "date",
        "[<prep> ]<point>[,] <datebound>",
        {"2027 at the earliest": "2027 not_before"},
        "2027 at best; at the earliest",
    ),
    rule(
        "en.since",
        "date",
        "(s|S)ince [the year ]<point>",
        {"since 1991": "1991/..", "Since May 2018": "2018-05/.."},
        "since then; since the war; since early 2018; ever since 1991",
        "since",
    ),
    rule(
        "en.from-onwards",
        "date",
        "([(f|F)rom |(a|A)s of ]<point> on[ward|wards]|((s|S)tarting|(b|B)eginning) [in |from |on ]<point2>)",
        {"from 2025 onwards": "2025/..", "2025 onwards": "2025/..", "starting in 2027": "2027/.."},
        "from then on; onwards",
        "since",
    ),
    rule(
        "en.until",
        "date",
        "<until> [the year ]<point>",
        {
            "by 2030": "../2030",
            "until March 2024": "../2024-03",
            "by the end of next year": "../XXXX",
        },
        "by mid-2030; by then; well before 2030; by the end of the decade",
        "until",
    ),
    rule(
        "en.from-to",
        "date",
        "(f|F)rom <point>( to | through | until | till )<point2>",
        {
            "from 2016 to 2018": "2016/2018",
            "from 2016 to next year": "2016/XXXX",
            "from January through March": "XXXX-01/XXXX-03",
            "from 4 March to 6 May 2020": "2020-03-04/2020-05-06",
        },
        "from 2018 to 2016; from 2016 to; from 2016 to early 2018; from May 2016 to June;"
        " from May to 4 July 2020",
        "between",
    ),
    rule(
        "en.between",
        "date",
        "(b|B)etween <point> and <point2>",
        {"between May 2018 and 4 March 2020": "2018-05/2020-03-04"},
        "between 2016 or 2018; between 2018 and 2016",
        "between",
    ),
    rule(
        "en.point-to-point",
        "date",
        "<point>( to | through |–|—| – | — | - )<point2>",
        {
            "2016 to 2018": "2016/2018",
            "19 July 1838–29 August 1921": "1838-07-19/1921-08-29",
            "January to March": "XXXX-01/XXXX-03",
        },
        "2018–2016; 2016 and 2018; December to March; 2016 – now; May to July 2021 to 2022",
        "between",
    ),
    rule(
        "en.years",
        "date",
        "[<prep> ]<year>(-<year2>|<shortlink><shortyear>)",
        {"2016-2018": "2016/2018", "2016–18": "2016/2018", "2016-18": "2016/2018"},
        "2018-2016; 2016/2018; 2016-17; 2010-12",
        "between",
    ),
    rule(
        "en.months-of-a-year",
        "date",
        "[<dateopening> ]<month><link><month2>[ (<year2>|[of ]<relativeyear2>)]",
        {"between May and July 2021": "2021-05/2021-07", "April-June 2021": "2021-04/2021-06"},
        "between July and May 2021; between May to July 2021",
        "between",
    ),
    rule(
        "en.days-of-a-month",
        "date",
        "[<dateopening> ]<day>[[ ](st|nd|rd|th)]<link><day2>[[ ](st|nd|rd|th)] <month2>[ <year2>]",
        {"from 4 to 6 May 2020": "2020-05-04/2020-05-06"},
        "6 to 4 May 2020; 4 to 31 June 2020; 4, 5 and 6 May 2020; 4 and 6 May 2020",
        "between",
    ),
    rule(
        "en.days-of-a-month-behind",
        "date",
        "[<dateopening> ]<month> <day>[[ ](st|nd|rd|th)]<link><day2>[[ ](st|nd|rd|th)][[,] <year2>]",
        {"from March 10 to 12, 2020": "2020-03-10/2020-03-12", "May 4–6": "XXXX-05-04/XXXX-05-06"},
        "March 12 to 10, 2020; March 10 and 12, 2020",
        "between",
    ),
    rule(
        "en.first-months",
        "date",
        "[<prep> ]the first <firstmonths> months[ of (<year>|<relativeyear>|the year)]",
        {"the first nine months of 2021": "2021-01/2021-09"},
        "the last nine months of 2021; nine months of 2021; the first months of 2021",
        "between",
    ),
)
RULES = (*_DAYS, *_MONTH_RULES, *_PARTS, *_YEAR_RULES, *_INTERVALS)
