"""Dates in German."""

from __future__ import annotations

from pincite.grammar.languages.shared import POINT, TWO_DIGITS, dates, part_of_year
from pincite.grammar.rules import Rule, words

MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
_QUARTERS = ("erste", "zweite", "dritte", "vierte")
_YEARS = {
    "diesem Jahr": 0,
    "diesen Jahres": 0,
    "dieses Jahres": 0,
    "vergangenen Jahr": -1,
    "vergangenen Jahres": -1,
    "letzten Jahr": -1,
    "letzten Jahres": -1,
    "kommenden Jahr": 1,
    "kommenden Jahres": 1,
    "nächsten Jahr": 1,
    "nächsten Jahres": 1,
}
SLOTS = dates(MONTHS) | {
    "prep": words(dict.fromkeys(("im", "in", "am", "vom", "ab"), "at"), any_case=True),
    "monthnumber": TWO_DIGITS,
    "relativeyear": words(_YEARS, any_case=True),
    "relativemonth": words(
        {"diesem Monat": 0, "vergangenen Monat": -1, "letzten Monat": -1, "kommenden Monat": 1}
    ),
    "relativeday": words({"heute": 0, "gestern": -1}, any_case=True),
    "quarter": part_of_year("quarter", [(name, f"{name}n", f"{name}s") for name in _QUARTERS]),
    "qcode": part_of_year("quarter", (("Q1",), ("Q2",), ("Q3",), ("Q4",))),
    "half": part_of_year("half", [(name, f"{name}n", f"{name}s") for name in _QUARTERS[:2]]),
    "season": part_of_year(
        "season", (("Frühjahr", "Frühling"), ("Sommer",), ("Herbst",), ("Winter",))
    ),
    "point": POINT,
}
POINTS = (
    Rule(
        id="de.iso-day",
        kind="date",
        form="[<prep> ]<year>-<isomonth>-<isoday>",
        qualifier="none",
        examples=(("2021-11-17", "2021-11-17"),),
        refuses=("2021-02-29", "2021-1-7"),
    ),
    Rule(
        id="de.day-month-year",
        kind="date",
        form="[<prep> ]<day>. <month> <year>",
        qualifier="none",
        examples=(("am 4. März 2020", "2020-03-04"),),
        refuses=("31. Juni 2020", "4 März 2020", "4. März", "4. Mrz. 2020"),
    ),
    Rule(
        id="de.day-in-digits",
        kind="date",
        form="[<prep> ]<isoday>.<isomonth>.<year>",
        qualifier="none",
        examples=(("17.11.2021", "2021-11-17"),),
        refuses=("11.17.2021", "17.11.21", "1.2.2021"),
    ),
    Rule(
        id="de.relative-day",
        kind="date",
        form="<relativeday>",
        qualifier="none",
        examples=(("gestern", "XXXX-XX-XX"),),
        refuses=("morgen", "vorgestern", "am Montag"),
    ),
    Rule(
        id="de.month-year",
        kind="date",
        form="[<prep> ]<month> <year>",
        qualifier="none",
        examples=(("im Mai 2018", "2018-05"),),
        refuses=("Mitte Mai 2018", "May 2018", "im Mai oder Juni 2018"),
    ),
    Rule(
        id="de.month-relative-year",
        kind="date",
        form="[<prep> ]<month> <relativeyear>",
        qualifier="none",
        examples=(("im Mai dieses Jahres", "XXXX-05"), ("Juni vergangenen Jahres", "XXXX-06")),
        refuses=("im Mai", "Ende Mai dieses Jahres"),
    ),
    Rule(
        id="de.relative-month",
        kind="date",
        form="[<prep> ]<relativemonth>",
        qualifier="none",
        examples=(("im vergangenen Monat", "XXXX-XX"),),
        refuses=("vor einem Monat", "in den letzten Monaten"),
    ),
    Rule(
        id="de.quarter",
        kind="date",
        form="[<prep> ](<quarter> Quartal|<qcode>) (<year>|<relativeyear>)",
        qualifier="none",
        examples=(("im ersten Quartal 2023", "2023-33"), ("Q4 2021", "2021-36")),
        refuses=("im fünften Quartal 2023", "im ersten Quartal", "ein Quartal 2023"),
    ),
    Rule(
        id="de.half-year",
        kind="date",
        form="[<prep> ]<half> (Halbjahr|Hälfte) (<year>|<relativeyear>)",
        qualifier="none",
        examples=(("im zweiten Halbjahr 2023", "2023-41"),),
        refuses=("im dritten Halbjahr 2023", "im Halbjahr 2023"),
    ),
    Rule(
        id="de.season",
        kind="date",
        form="[<prep> ]<season> (<year>|<relativeyear>)",
        qualifier="none",
        examples=(("im Frühjahr 2023", "2023-21"),),
        refuses=("im Winter 2022/23", "Spätsommer 2023"),
    ),
    Rule(
        id="de.year",
        kind="date",
        form="[<prep> ][Jahr |Jahre ]<year>",
        qualifier="none",
        examples=(("im Jahr 2016", "2016"), ("1991", "1991")),
        refuses=("Anfang 2016", "2.016", "vor 2030", "nach 2016", "Ende 2016"),
    ),
    Rule(
        id="de.relative-year",
        kind="date",
        form="[<prep> ]<relativeyear>",
        qualifier="none",
        examples=(("im vergangenen Jahr", "XXXX"),),
        refuses=("vor zwei Jahren", "heuer", "im vorletzten Jahr"),
    ),
    Rule(
        id="de.decade",
        kind="date",
        form="[<prep> ][den |die ]<decade>er( |-)Jahre[n]",
        qualifier="none",
        examples=(("in den 1990er Jahren", "199X"),),
        refuses=("in den 90er Jahren", "in den späten 1990er Jahren"),
    ),
    Rule(
        id="de.fiscal-year",
        kind="date",
        form="[<prep> ]Geschäftsjahr <fiscal>[/<fiscalend>]",
        qualifier="none",
        examples=(("im Geschäftsjahr 2022/23", "2022-04/2023-03"),),
        refuses=("im laufenden Geschäftsjahr", "Geschäftsjahr 2022/24"),
    ),
)
INTERVALS = (
    Rule(
        id="de.since",
        kind="date",
        form="(s|S)eit [dem |Jahr ]<point>",
        qualifier="since",
        examples=(("seit 1991", "1991/.."), ("seit dem 4. März 2020", "2020-03-04/..")),
        refuses=("seit Langem", "seit Anfang 2018"),
    ),
    Rule(
        id="de.until",
        kind="date",
        form="(b|B)is [zum |Ende ]<point>",
        qualifier="until",
        examples=(("bis 2030", "../2030"), ("bis Ende 2025", "../2025")),
        refuses=("bis Mitte 2030", "bis auf Weiteres", "bis vor 2030"),
    ),
    Rule(
        id="de.from-to",
        kind="date",
        form="(v|V)on <point> bis <point2>",
        qualifier="between",
        examples=(("von 2016 bis 2018", "2016/2018"),),
        refuses=("von 2018 bis 2016", "von 2016 auf 2018"),
    ),
    Rule(
        id="de.between",
        kind="date",
        form="(z|Z)wischen <point> und <point2>",
        qualifier="between",
        examples=(("zwischen Mai 2018 und Juni 2020", "2018-05/2020-06"),),
        refuses=("zwischen 2016 oder 2018",),
    ),
    Rule(
        id="de.years",
        kind="date",
        form="[<prep> ]<year>( bis |-|–)<year2>",
        qualifier="between",
        examples=(("2016–2018", "2016/2018"),),
        refuses=("2016/18", "2016-18", "2016 und 2018"),
    ),
    Rule(
        id="de.months-of-a-year",
        kind="date",
        form="[von ]<month>( bis |-|–)<month2> (<year2>|<relativeyear2>)",
        qualifier="between",
        examples=(("von Mai bis Juli 2021", "2021-05/2021-07"),),
        refuses=("Juli bis Mai 2021", "Mai und Juli 2021"),
    ),
)
RULES = (*POINTS, *INTERVALS)
