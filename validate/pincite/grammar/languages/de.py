"""German. A Billion is a million millions; a point groups digits, a comma begins the decimals."""

from __future__ import annotations

import re

from pincite.grammar.language import Guard, Language
from pincite.grammar.languages.de_dates import MONTHS
from pincite.grammar.languages.de_dates import RULES as DATES
from pincite.grammar.languages.de_dates import SLOTS as DATE_SLOTS
from pincite.grammar.languages.shared import CODE, MINUS, PERCENT_SIGNS, SIGNS, spelt
from pincite.grammar.numbers import printed_number
from pincite.grammar.rules import Rule, words
from pincite.grammar.words.de import WORDS
from pincite.text import Signs

NUMBERS = spelt("null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf", first=0) | {
    "eine": 1,
    "einer": 1,
    "einen": 1,
}
_STEMS = spelt("erst zweit dritt viert fünft sechst siebt acht neunt zehnt elft zwölft")
SLOTS = DATE_SLOTS | {
    "number": printed_number(".'’", ",", NUMBERS),
    "minus": words(MINUS | {"minus ": "-"}, any_case=True),
    "hedge": words(WORDS.qualifiers, any_case=True),
    "opening": words({"zwischen": "and"}, any_case=True),
    "link": words({" und ": "and", " bis ": "to", "-": "dash", "–": "dash"}),
    "magnitude": words(
        {"Tausend": 3, "tausend": 3, "Mio.": 6, "Mrd.": 9, "Bio.": 12}
        | dict.fromkeys(("Million", "Millionen"), 6)
        | dict.fromkeys(("Milliarde", "Milliarden"), 9)
        | dict.fromkeys(("Billion", "Billionen"), 12)
    ),
    "currency": words(
        {
            "Euro": "EUR",
            "€": "EUR",
            "US-Dollar": "USD",
            "kanadische Dollar": "CAD",
            "Schweizer Franken": "CHF",
            "Pfund Sterling": "GBP",
            "Yen": "JPY",
            "Yuan": "CNY",
        }
    ),
    "code": CODE,
    "sign": words(SIGNS),
    "percent": words(PERCENT_SIGNS | {"Prozent": "%"}),
    "points": words({"Prozentpunkt": "pp", "Prozentpunkte": "pp", "Prozentpunkten": "pp"}),
    "ordinal": words(
        {
            f"{stem}{ending}": number
            for stem, number in _STEMS.items()
            for ending in ("e", "er", "es", "en", "em")
        },
        any_case=True,
    ),
}
QUANTITIES = (
    Rule(
        id="de.amount-unit-after",
        kind="amount",
        form="[<hedge> ][<minus>]<number>[ <magnitude>] (<currency>|<code>)",
        examples=(
            ("1,6 Milliarden Euro", "1600000000 EUR none"),
            ("rund 2,5 Mio. €", "2500000 EUR about"),
            ("1.234.567 Euro", "1234567 EUR none"),
            ("mehr als 3 Billionen Yen", "3000000000000 JPY more_than"),
            ("minus 4,2 Millionen Euro", "-4200000 EUR none"),
            ("zwei Millionen US-Dollar", "2000000 USD none"),
        ),
        refuses=(
            "1.6 Milliarden Euro",
            "knapp 2 Millionen Euro",
            "gut 2 Millionen Euro",
            "über 2 Millionen Euro",
            "3 Millionen Dollar",
            "2 oder 3 Millionen Euro",
            "1,234,567 Euro",
            "3 billion euros",
        ),
    ),
    Rule(
        id="de.amount-unit-before",
        kind="amount",
        form="[<hedge> ][<minus>](<sign>[ ]|<code> )<number>[ <magnitude>]",
        examples=(("EUR 3,5 Mio.", "3500000 EUR none"), ("etwa € 1.200", "1200 EUR about")),
        refuses=("$ 5", "EUR3", "EUR 3.5 Mio."),
    ),
    Rule(
        id="de.amount-range",
        kind="amount",
        form="[<opening> ]<number>[ <magnitude>]<link><number2>[ <magnitude2>] (<currency>|<code>)",
        qualifier="between",
        examples=(
            ("zwischen 2 und 3 Millionen Euro", "2000000..3000000 EUR between"),
            ("2,5 bis 3 Mrd. Euro", "2500000000..3000000000 EUR between"),
        ),
        refuses=(
            "von 2 auf 3 Millionen Euro",
            "von 2 bis 3 Millionen Euro",
            "3 bis 2 Euro",
            "2 und 3 Euro",
        ),
    ),
    Rule(
        id="de.percent",
        kind="percent",
        form="[<hedge> ][<minus>]<number>[ ]<percent>",
        examples=(
            ("mindestens 40 Prozent", "40 % at_least"),
            ("bis zu 12,5 %", "12.5 % at_most"),
            ("-0,3%", "-0.3 % none"),
        ),
        refuses=("fast 40 Prozent", "40 Prozentpunkte", "12.5 %", "40"),
    ),
    Rule(
        id="de.percent-range",
        kind="percent",
        form="[<opening> ]<number>[[ ]<percent>]<link><number2>[ ]<percent2>",
        qualifier="between",
        examples=(("10 bis 15 Prozent", "10..15 % between"),),
        refuses=("von 10 auf 15 Prozent", "15 bis 10 Prozent", "10 und 15 Prozent"),
    ),
    Rule(
        id="de.percentage-points",
        kind="percentage_points",
        form="[<hedge> ][<minus>]<number> <points>",
        examples=(("1,5 Prozentpunkte", "1.5 pp none"), ("etwa ein Prozentpunkt", "1 pp about")),
        refuses=("1,5 Punkte", "1.5 Prozentpunkte"),
    ),
    Rule(
        id="de.count",
        kind="count",
        form="[<hedge> ][<minus>]<number>[ <magnitude>]",
        examples=(
            ("weniger als 1.200", "1200 less_than"),
            ("zwölf", "12 none"),
            ("3 Millionen", "3000000 none"),
        ),
        refuses=("ein paar", "Dutzende", "fast 40", "1.20", "zwei oder drei"),
    ),
    Rule(
        id="de.count-range",
        kind="count",
        form="[<opening> ]<number>[ <magnitude>]<link><number2>[ <magnitude2>]",
        qualifier="between",
        examples=(("30 bis 40", "30..40 between"),),
        refuses=("von 30 auf 40", "40 bis 30", "30 und 40", "zwischen 30 bis 40"),
    ),
    Rule(
        id="de.ordinal",
        kind="ordinal",
        form="[(d|D)(er|ie|as|en|em) ]<ordinal>",
        qualifier="none",
        examples=(("dritte", "3 none"), ("die zweite", "2 none")),
        refuses=("3.", "drittgrößte", "drei", "letzte"),
    ),
)
_NEGATIONS = frozenset(
    "nicht kein keine keinen keiner keinem nie niemals ohne weder noch kaum niemand nichts".split()
)
_LATER = "|".join([*MONTHS, "dieses", "heute", "Anfang", "Ende", "Mitte", r"\d"])
GUARD = Guard(
    negations=_NEGATIONS,
    negated_behind=re.compile(r"\s*(?:\w+\s+){0,3}(?:nicht|keine\w?|nie)\b"),
    hedges=_NEGATIONS
    | frozenset(
        "rund etwa circa ca ungefähr schätzungsweise knapp gut fast beinahe nahezu annähernd über"
        " unter mehr weniger als mindestens wenigstens höchstens maximal minimal bis zu vor nach"
        " seit zwischen minus halb halbe anfang mitte ende früh spät spätestens frühestens erst"
        " quartal halbjahr frühjahr frühling sommer herbst winter geschäftsjahr knappe gute"
        " geschätzte geschätzt viele einige wenige beträgt übersteigt".split()
    ),
    hedged_behind=re.compile(
        r"[\s,]*\(?(?:oder\s+(?:so|mehr|weniger|darüber|darunter)\b|und\s+mehr\b|plus\b|mehr\b"
        r"|weniger\b|aufwärts\b)"
        rf"|\s*(?:bis|oder)\s+(?:{_LATER})|\s?[-–/~…+]\s*(?:\d|plus\b)|\s?\+"
    ),
    rate_behind=re.compile(r"\s*(?:/|pro\b|je\b|jährlich|monatlich|im\s+(?:Jahr|Monat)\b(?!\s\d))"),
    changes=frozenset({"von", "auf"}),
    fractions=frozenset({"ein", "eine", "zwei", "drei"}),
)
LANGUAGE = Language(
    tag="de",
    name="German",
    slots=SLOTS,
    rules=(*QUANTITIES, *DATES),
    guard=GUARD,
    signs=Signs(
        numbers=re.compile(
            r"\b(?:ein(?:e[rmns]?)?\s(?=Mill|Bill)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn"
            r"|elf|zwölf|zwanzig|dreißig|vierzig|fünfzig|hundert|tausend|Million(?:en)?"
            r"|Milliarden?|Billion(?:en)?|Dutzend|[Dd]ritt\w+|Hälfte|Viertel|Drittel"
            r"|(?:erst|zweit|viert|fünft)e[rmns]?)\b"
        ),
        dates=re.compile(
            rf"\b(?:{'|'.join(MONTHS)})\b(?:\s+\d{{4}})?|\b(?:gestern|heute)\b"
            r"|\b(?:dieses|vergangenen|letzten|nächsten|kommenden)\s+(?:Jahres|Jahr)\b"
        ),
        names_have_capitals=False,
    ),
)
