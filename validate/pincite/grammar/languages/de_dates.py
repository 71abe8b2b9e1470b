"""Dates in German."""

from __future__ import annotations

from pincite.grammar.languages.shared import dates, named, part_of_year
from pincite.grammar.rules import rule, words
from pincite.grammar.words.de import WORDS

MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split()
)
NAMES = named(
    " ".join(MONTHS).replace("Januar", "Januar|Jänner").replace("Februar", "Februar|Feber"),
    "Jan|Jän Feb|Febr Mär|Mrz Apr - Jun Jul Aug Sep|Sept Okt Nov Dez",
)
WEEKDAYS = named(
    "Montag Dienstag Mittwoch Donnerstag Freitag Samstag|Sonnabend Sonntag",
    "Mo Di Mi Do Fr Sa So",
    first=0,
)
_ORDINALS = ("erste", "zweite", "dritte", "vierte")
_NEAR_ = (("dies", 0), ("vergangen", -1), ("letzt", -1), ("vorig", -1), ("kommend", 1))
_NEAR = (*_NEAR_, ("nächst", 1), ("laufend", 0))
_YEARS = {
    f"{article}{stem}{ending} {noun}": offset
    for stem, offset in _NEAR
    for article, ending, noun in (
        ("", "en", "Jahr"), ("", "em", "Jahr"), ("", "en", "Jahres"), ("", "es", "Jahres"),
        ("des ", "en", "Jahres"), ("dem ", "en", "Jahr"), ("das ", "e", "Jahr"), ("", "es", "Jahr"),
    )
} | {f"vor {word} Jahren": -n for n, word in enumerate(
    "zwei drei vier fünf sechs sieben acht neun zehn".split(), 2)} | {"vor einem Jahr": -1} | {"Vorjahr": -1, "Vorjahres": -1, "dem Vorjahr": -1, "des Vorjahres": -1}  # fmt: skip
SLOTS = dates(NAMES, WEEKDAYS) | {
    "prep": words(
        dict.fromkeys(("im", "in", "am", "vom", "in der", "in den", "zum", "aus dem", "gegenüber"
            , "für", "das", "die", "dem", "der", "den", "des", "zur", "im Verlauf des"), "at"),
        any_case=True),
    "relativeyear": words(_YEARS, any_case=True),
    "relativemonth": words({
        f"{stem}{ending} {noun}": offset
        for stem, offset in _NEAR
        for ending, noun in (("en", "Monat"), ("em", "Monat"), ("en", "Monats"), ("es", "Monats"))
    } | {"Vormonat": -1, "Vormonats": -1}, any_case=True),
    "relativeday": words({"heute": 0, "gestern": -1}, any_case=True),
    "quarter": part_of_year(
        "quarter",
        [(name, f"{name}n", f"{name}s", f"{name}r", f"{at}.") for at, name in enumerate(_ORDINALS, 1)],
    ),
    "half": part_of_year(
        "half",
        [(name, f"{name}n", f"{name}s", f"{name}r", f"{at}.") for at, name in enumerate(_ORDINALS[:2], 1)],
    ),
    "season": part_of_year(
        "season", (("Frühjahr", "Frühling"), ("Sommer",), ("Herbst",), ("Winter",))
    ),
    "firstmonths": words({"drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
        "neun": 9, "zehn": 10, "elf": 11}),
    "datehedge": words(WORDS.date_qualifiers, any_case=True),
    "datebound": words(WORDS.date_bounds, any_case=True),
    "link": words({" bis ": "to", " bis zum ": "to", "-": "dash", "–": "dash", " – ": "dash"}),
}  # fmt: skip
_YEAR = "[Jahr |Jahre |Jahres ]<year>"
POINTS = (
    rule(
        "de.iso-day",
        "date",
        "[<prep> ]<year>-<isomonth>-<isoday>",
        {"2021-11-17": "2021-11-17"},
        "2021-02-29; 2021-1-7",
    ),
    rule(
        "de.day-month-year",
        "date",
        "[<prep> ][<weekday>, [(dem|den) ]]<day>.[ ]<month>[ (<year>|<relativeyear>)]",
        {
            "am 4. März 2020": "2020-03-04",
            "4. Mrz. 2020": "2020-03-04",
            "am 4. März": "XXXX-03-04",
            "Mittwoch, den 4. März 2020": "2020-03-04",
        },
        "31. Juni 2020; 4 März 2020; Montag, 4. März 2020; 4. März 20",
    ),
    rule(
        "de.day-in-digits",
        "date",
        "[<prep> ][<weekday>, [(dem|den) ]]<day>.[ ]<monthnumber>.[ ](<year>|<undated>)",
        {"17.11.2021": "2021-11-17", "am 1.4.2020": "2020-04-01", "1. 4. 2020": "2020-04-01"},
        "11.17.2021; 17.11.21; 31.6.2021",
    ),
    rule(
        "de.relative-day",
        "date",
        "<relativeday>",
        {"gestern": "XXXX-XX-XX"},
        "morgen; vorgestern",
    ),
    rule(
        "de.weekday",
        "date",
        "[am ]<weekday>",
        {"am Montag": "XXXX-XX-XX"},
        "montags; nächsten Montag; am Montagabend",
    ),
    rule(
        "de.month-year",
        "date",
        "[<prep> ][Monat ]<month> (<year>|<relativeyear>)",
        {
            "im Mai 2018": "2018-05",
            "im Mai dieses Jahres": "XXXX-05",
            "Juni vergangenen Jahres": "XXXX-06",
        },
        "May 2018; im Mai oder Juni 2018; Mai 18; mai 2018",
    ),
    rule(
        "de.month",
        "date",
        "[<prep> ]<month>",
        {"im September": "XXXX-09"},
        "im Septober; im Monat; im September oder Oktober",
    ),
    rule(
        "de.month-in-digits",
        "date",
        "[<prep> ]<monthnumber>/<year>",
        {"11/2021": "2021-11"},
        "13/2021; 11/21",
    ),
    rule(
        "de.relative-month",
        "date",
        "[<prep> ]<relativemonth>",
        {"im vergangenen Monat": "XXXX-XX"},
        "vor einigen Monaten; in den letzten Monaten",
    ),
    rule(
        "de.quarter",
        "date",
        "[<prep> ](<quarter> (Quartal|Quartals)|<qcode>)"
        "[( | des | des Jahres |/)(<year>|<relativeyear>)]",
        {
            "im ersten Quartal 2023": "2023-33",
            "Q4 2021": "2021-36",
            "im 2. Quartal": "XXXX-34",
        },
        "im fünften Quartal 2023; ein Quartal 2023; im Quartal",
    ),
    rule(
        "de.half-year",
        "date",
        "[<prep> ](<half> (Halbjahr|Halbjahres|Hälfte|Jahreshälfte)|<hcode>)"
        "[( | des | des Jahres )(<year>|<relativeyear>)]",
        {
            "im zweiten Halbjahr 2023": "2023-41",
            "in der zweiten Jahreshälfte 2024": "2024-41",
            "im ersten Halbjahr": "XXXX-40",
        },
        "im dritten Halbjahr 2023; im Halbjahr 2023",
    ),
    rule(
        "de.season",
        "date",
        "[<prep> ]<season>[ des Jahres] (<year>|<relativeyear>)",
        {"im Frühjahr 2023": "2023-21"},
        "im Winter 2022/23; Spätsommer 2023; im Sommer",
    ),
    rule(
        "de.year",
        "date",
        f"[<prep> ][Kalenderjahr |Gesamtjahr ]{_YEAR}",
        {"im Jahr 2016": "2016", "1991": "1991", "im Gesamtjahr 2009": "2009"},
        "2.016; vor 2030; nach 2016; 20160",
    ),
    rule(
        "de.relative-year",
        "date",
        "[<prep> ]<relativeyear>",
        {"im vergangenen Jahr": "XXXX", "im Vorjahr": "XXXX"},
        "vor einigen Jahren; im vorletzten Jahr",
    ),
    rule(
        "de.decade",
        "date",
        "[<prep> ]<decade>er( |-)Jahre[n]",
        {"in den 1990er Jahren": "199X", "die 1950er-Jahre": "195X"},
        "in den 90er Jahren; in den 1900er Jahren; in den späten 1990er Jahren",
    ),
    rule(
        "de.fiscal-year",
        "date",
        "[<prep> ](Geschäftsjahr|Geschäftsjahres|Geschäftsjahrs|Wirtschaftsjahr|Haushaltsjahr|GJ)"
        " <fiscal>[/<fiscalend>]",
        {"im Geschäftsjahr 2022/23": "2022-04/2023-03"},
        "im laufenden Geschäftsjahr; Geschäftsjahr 2022/24",
    ),
    rule(
        "de.century",
        "date",
        "[<prep> ]<century>. Jahrhundert[s]",
        {"im 19. Jahrhundert": "18XX"},
        "19 Jahrhundert; im letzten Jahrhundert",
    ),
    rule(
        "de.fiscal-year-alone",
        "date",
        "[<prep> ]<fiscal>/<fiscalend>",
        {"2018/19": "2018-04/2019-03"},
        "2018/20",
    ),
)
INTERVALS = (
    rule(
        "de.hedged",
        "date",
        "[<prep> ]<datehedge> [des |des Jahres |dem |der |im |in |Jahr ]<point>",
        {
            "Anfang 2016": "2016 early",
            "Mitte Mai 2018": "2018-05 mid",
            "Ende 2018": "2018 late",
            "frühestens 2027": "2027 not_before",
        },
        "Ende; Anfang Mitte 2016; Endes 2016",
    ),
    rule(
        "de.hedged-behind",
        "date",
        "[<prep> ][Jahr ]<point>[,] <datebound>",
        {"2027 frühestens": "2027 not_before"},
        "2027 vielleicht",
    ),
    rule(
        "de.since",
        "date",
        "(s|S)eit [dem |Jahr |dem Jahr |dem Jahre ]<point>",
        {
            "seit 1991": "1991/..",
            "seit dem 4. März 2020": "2020-03-04/..",
            "seit dem Jahr 2005": "2005/..",
        },
        "seit Langem; seit Anfang 2018",
        "since",
    ),
    rule(
        "de.from-onwards",
        "date",
        "(a|A)b [dem |Jahr |dem Jahr ]<point>",
        {"ab 2027": "2027/..", "Ab Mai 2018": "2018-05/.."},
        "ab sofort; ab Mitte 2018",
        "since",
    ),
    rule(
        "de.until",
        "date",
        "(b|B)is [zum |zum Jahr |zum Jahre |Jahr |einschließlich |Ende |zum Ende des Jahres ]<point>",
        {"bis 2030": "../2030", "bis Ende 2025": "../2025", "bis zum Jahr 2030": "../2030"},
        "bis Mitte 2030; bis auf Weiteres; bis vor 2030",
        "until",
    ),
    rule(
        "de.from-to",
        "date",
        "(v|V)o(n|m) <point> bis [zum ]<point2>",
        {
            "von 2016 bis 2018": "2016/2018",
            "vom 1. Januar bis 30. Juni 2019": "2019-01-01/2019-06-30",
        },
        "von 2018 bis 2016; von 2016 auf 2018",
        "between",
    ),
    rule(
        "de.between",
        "date",
        "(z|Z)wischen <point> und <point2>",
        {"zwischen Mai 2018 und Juni 2020": "2018-05/2020-06"},
        "zwischen 2016 oder 2018",
        "between",
    ),
    rule(
        "de.point-to-point",
        "date",
        "[im |in den Jahren |den Jahren |die Jahre ]<point>( bis | bis zum |–|—| – | — | - )<point2>",
        {
            "2016 bis 2018": "2016/2018",
            "19. Juli 1838 – 29. August 1921": "1838-07-19/1921-08-29",
            "Januar bis März": "XXXX-01/XXXX-03",
        },
        "2016 und 2018; Dezember bis März; 2018 – 2016",
        "between",
    ),
    rule(
        "de.years",
        "date",
        "[<prep> ]<year>(-<year2>|<shortlink><shortyear>)",
        {"2016-2018": "2016/2018", "2016–18": "2016/2018"},
        "2016-17; 2010-12; 2018-2016",
        "between",
    ),
    rule(
        "de.days-of-a-month",
        "date",
        "[vom |von ]<day>.( bis |-|–| – | bis zum )<day2>.[ ]<month2>[ <year2>]",
        {"vom 4. bis 6. Mai 2020": "2020-05-04/2020-05-06"},
        "6. bis 4. Mai 2020; 4. und 6. Mai 2020",
        "between",
    ),
    rule(
        "de.months-of-a-year",
        "date",
        "<month>-<month2>[ (<year2>|<relativeyear2>)]",
        {"Januar-März 2020": "2020-01/2020-03"},
        "März-Januar 2020; Januar und März 2020",
        "between",
    ),
    rule(
        "de.first-months",
        "date",
        "[in den |die |der |den ]ersten <firstmonths> Monaten[ [des Jahres ](<year>|<relativeyear>)]",
        {"in den ersten neun Monaten 2021": "2021-01/2021-09"},
        "neun Monate 2021; in den letzten neun Monaten 2021",
        "between",
    ),
)
RULES = (*POINTS, *INTERVALS)
