"""English."""

from __future__ import annotations

import calendar
import re

from pincite.grammar.language import Guard, Language
from pincite.grammar.languages.en_dates import RULES as DATES
from pincite.grammar.languages.en_dates import SLOTS as DATE_SLOTS
from pincite.grammar.languages.shared import CODE, MINUS, PERCENT_SIGNS, SIGNS, spelt
from pincite.grammar.numbers import printed_number
from pincite.grammar.rules import Rule, words
from pincite.grammar.words.en import WORDS
from pincite.text import Signs

_SMALL = spelt(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen",
    first=0,
)
_TENS = {
    word: number * 10
    for word, number in spelt(
        "twenty thirty forty fifty sixty seventy eighty ninety", first=2
    ).items()
}
NUMBERS = (
    _SMALL
    | _TENS
    | {
        f"{ten}-{one}": value + _SMALL[one]
        for ten, value in _TENS.items()
        for one in list(_SMALL)[1:10]
    }
)
ORDINALS = spelt(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
)
SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
SLOTS = DATE_SLOTS | {
    "number": printed_number(",", ".", NUMBERS),
    "minus": words(MINUS | {"minus ": "-"}, any_case=True),
    "hedge": words(WORDS.qualifiers, any_case=True),
    "magnitude": words(
        {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "bn": 9}
    ),
    "currency": words(
        {
            "yen": "JPY",
            "Japanese yen": "JPY",
            "euro": "EUR",
            "euros": "EUR",
            "US dollar": "USD",
            "US dollars": "USD",
            "U.S. dollars": "USD",
            "Canadian dollars": "CAD",
            "Australian dollars": "AUD",
            "pounds sterling": "GBP",
            "Swiss francs": "CHF",
            "Chinese yuan": "CNY",
            "yuan": "CNY",
            "renminbi": "CNY",
            "South Korean won": "KRW",
            "Indian rupees": "INR",
        }
    ),
    "code": CODE,
    "sign": words(SIGNS),
    "percent": words(PERCENT_SIGNS | {"per cent": "%", "percent": "%"}),
    "points": words({"percentage points": "pp", "percentage point": "pp"}),
    "opening": words({"between": "and"}, any_case=True),
    "link": words({" and ": "and", " to ": "to", "-": "dash", "–": "dash"}),
    "ordinal": words(
        ORDINALS
        | {
            f"{n}{'th' if n % 100 in (11, 12, 13) else SUFFIXES.get(n % 10, 'th')}": n
            for n in range(1, 100)
        },
        any_case=True,
    ),
}
AMOUNTS = (
    Rule(
        id="en.amount-unit-after",
        kind="amount",
        form="[<hedge> ][<minus>]<number>[( |-)<magnitude>]( |-)(<currency>|<code>)",
        examples=(
            ("1.6 billion yen", "1600000000 JPY none"),
            ("about 2,500 euros", "2500 EUR about"),
            ("at least 3 million US dollars", "3000000 USD at_least"),
            ("up to 40 thousand GBP", "40000 GBP at_most"),
            ("More than 1 234 567 euros", "1234567 EUR more_than"),
            ("minus two million euros", "-2000000 EUR none"),
        ),
        refuses=(
            "1.6 billion",
            "nearly 1.6 billion yen",
            "over 2 million euros",
            "3 million dollars",
            "5 million zorkmids",
            "1,60 billion yen",
            "2 or 3 million euros",
            "not 2 million euros",
            "１.６ billion yen",
            "12,34,567 rupees",
            "1,234 567 euros",
        ),
    ),
    Rule(
        id="en.amount-unit-before",
        kind="amount",
        form="[<hedge> ][<minus>](<sign>|<code> )<number>[( |-)<magnitude>]",
        examples=(
            ("€2.5 million", "2500000 EUR none"),
            ("around £1,250,000", "1250000 GBP about"),
            ("JPY 300 bn", "300000000000 JPY none"),
            ("−US$4 million", "-4000000 USD none"),
        ),
        refuses=("$5 million", "¥5 million", "€ million", "JPY300", "€2.5 million a year"),
    ),
    Rule(
        id="en.amount-range",
        kind="amount",
        form="[<opening> ]<number>[ <magnitude>][( |-)(<currency>|<code>)]<link>"
        "<number2>[ <magnitude2>]( |-)(<currency2>|<code2>)",
        qualifier="between",
        examples=(
            ("between 2 and 3 million euros", "2000000..3000000 EUR between"),
            ("500,000 to 1 million euros", "500000..1000000 EUR between"),
            ("2 million euros to 3 million euros", "2000000..3000000 EUR between"),
            ("1.5–2 billion yen", "1500000000..2000000000 JPY between"),
        ),
        refuses=(
            "from 2 to 3 million euros",
            "between 3 and 2 million euros",
            "between about 2 and 3 million euros",
            "500 to 1 million euros",
            "2 million euros to 3 million yen",
            "2 and 3 million euros",
            "between 2 to 3 million euros",
        ),
    ),
    Rule(
        id="en.amount-range-unit-before",
        kind="amount",
        form="[<opening> ](<sign>|<code> )<number>[ <magnitude>]<link>"
        "[(<sign2>|<code2> )]<number2>[ <magnitude2>]",
        qualifier="between",
        examples=(
            ("€2-3 million", "2000000..3000000 EUR between"),
            ("between £1.5 million and £2 million", "1500000..2000000 GBP between"),
        ),
        refuses=("$2-3 million", "€3-2 million", "€2 million and counting"),
    ),
)
SHARES = (
    Rule(
        id="en.percent",
        kind="percent",
        form="[<hedge> ][<minus>]<number>[ ]<percent>",
        examples=(
            ("about 15%", "15 % about"),
            ("12.5 per cent", "12.5 % none"),
            ("at most 3 percent", "3 % at_most"),
            ("fewer than 40 %", "40 % less_than"),
            ("minus 0.4 percent", "-0.4 % none"),
        ),
        refuses=("15 percentage points", "nearly 15%", "15", "over 15%", "15% or so"),
    ),
    Rule(
        id="en.percent-range",
        kind="percent",
        form="[<opening> ][<minus>]<number>[[ ]<percent>]<link>[<minus2>]<number2>[ ]<percent2>",
        qualifier="between",
        examples=(
            ("10-15%", "10..15 % between"),
            ("between 10 and 15 per cent", "10..15 % between"),
        ),
        refuses=("from 10 to 15%", "15-10%", "10 or 15%", "10 and 15%", "-5-3%"),
    ),
    Rule(
        id="en.percentage-points",
        kind="percentage_points",
        form="[<hedge> ][<minus>]<number> <points>",
        examples=(
            ("2.5 percentage points", "2.5 pp none"),
            ("about one percentage point", "1 pp about"),
        ),
        refuses=("2.5 points", "2.5 per cent", "nearly 2 percentage points"),
    ),
)
COUNTS = (
    Rule(
        id="en.count",
        kind="count",
        form="[<hedge> ][<minus>]<number>[ <magnitude>]",
        examples=(
            ("1,234,567", "1234567 none"),
            ("at least forty-two", "42 at_least"),
            ("fewer than 3 million", "3000000 less_than"),
        ),
        refuses=("dozens", "1,23", "nearly 40", "2 or 3", "40 ships", "a few"),
    ),
    Rule(
        id="en.count-range",
        kind="count",
        form="[<opening> ]<number>[ <magnitude>]<link><number2>[ <magnitude2>]",
        qualifier="between",
        examples=(
            ("between 30 and 40", "30..40 between"),
            ("2 to 3 million", "2000000..3000000 between"),
        ),
        refuses=("between 40 and 30", "30 or 40", "from 30 to 40", "30 and 40", "between 30-40"),
    ),
    Rule(
        id="en.ordinal",
        kind="ordinal",
        form="[(t|T)he ]<ordinal>",
        qualifier="none",
        examples=(("third", "3 none"), ("the 21st", "21 none"), ("The first", "1 none")),
        refuses=("21th", "second-largest", "last", "3"),
    ),
)
_MONTHS = "|".join(name for name in calendar.month_name if name)
_NEGATIONS = frozenset(
    "not no never without neither nor hardly cannot nobody none nothing refused refuses denied"
    " denies failed fails".split()
)
_LATER = rf"{_MONTHS}|this|next|last|now|today|present|early|late|\d"
GUARD = Guard(
    negations=_NEGATIONS,
    negated_before=re.compile(r"n['’]t\s*(?:\w+\s*)?$"),
    hedges=_NEGATIONS
    | frozenset(
        "about around approximately roughly some nearly almost over under above below exceeding"
        " least most than circa ca approx barely just only up mid late early before after since"
        " until till between less more fewer half end beginning close estimated much many"
        " maximum minimum upwards exceeded exceeds exceed nearing"
        " quarter spring summer autumn fall winter fiscal financial"
        " minus negative".split()
    ),
    date_hedges=frozenset({"by"}),
    hedged_behind=re.compile(
        r"(?!,\s*(?:more|less|fewer)\s+than\b)"
        r"(?:[\s,]*\(?(?:or\s+(?:so|more|less|above|below|over|under|later|earlier|higher|lower|fewer)"
        r"\b|at\s+(?:most|least|the\s+(?:earliest|latest))|less\b|more\b|plus\b|minus\b|onwards?\b"
        r"|(?:quarter|half|halves)\b)"
        rf"|\s*(?:to|until|till|through|or)\s+(?:{_LATER})|\s?[-–/~…+]\s*(?:\d|plus\b)|\s?\+)"
    ),
    rate_behind=re.compile(
        r"\s*(?:/|per\b(?!\s?cent)|(?:a|an|each|every)\s+\w+|annually\b|yearly\b|monthly\b)"
    ),
    changes=frozenset({"from"}),
    fractions=frozenset({"a", "one", "two", "three", "four", "five", "1", "2", "3", "4"}),
)
LANGUAGE = Language(
    tag="en",
    name="English",
    slots=SLOTS,
    rules=(*AMOUNTS, *SHARES, *COUNTS, *DATES),
    guard=GUARD,
    signs=Signs(
        numbers=re.compile(
            r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty"
            r"|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion"
            r"|trillion|half|third|quarter|first|second|fourth|fifth|double|twice|triple)\b",
            re.IGNORECASE,
        ),
        dates=re.compile(
            rf"\b(?:{_MONTHS})\b(?:\s+\d{{1,2}}(?!\d))?"
            r"(?:,?\s+(?:\d{4}|(?:this|last|next)\s+year))?"
            r"|\b(?:this|last|next)\s+(?:year|month|quarter|decade)\b|\b\d{4}-\d{2}(?:-\d{2})?\b"
        ),
    ),
)
