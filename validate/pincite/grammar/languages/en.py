"""English."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping

from pincite.grammar.language import Language
from pincite.grammar.languages.en_dates import RULES as DATES
from pincite.grammar.languages.en_dates import SLOTS as DATE_SLOTS
from pincite.grammar.languages.shared import (
    BEFORE,
    CODE,
    HEDGE,
    HUNDREDTHS,
    MARKS,
    MINUS,
    NUMBER,
    PERCENT_SIGNS,
    SECOND,
    SIGN,
    fractions,
    nouns,
    rounds,
    spelt,
)
from pincite.grammar.numbers import printed_number, spelt_numbers
from pincite.grammar.quantity import SIGNS
from pincite.grammar.rules import rule, words
from pincite.grammar.units import names, unit_slot
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
_RANKS = spelt(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
)


def _below_hundred() -> dict[str, float]:
    found: dict[str, float] = dict(_SMALL | _TENS)
    for ten, value in _TENS.items():
        for one, number in list(_SMALL.items())[1:10]:
            found |= {f"{ten}-{one}": value + number, f"{ten} {one}": value + number}
    return found


def _known() -> Mapping[str, float]:
    small = _below_hundred()
    found = dict(small)
    for one, number in list(_SMALL.items())[1:10]:
        found[f"{one} and a half"] = number + 0.5
        found[f"{one} hundred"] = number * 100
        for rest, value in list(small.items())[1:]:
            found[f"{one} hundred {rest}"] = number * 100 + value
            found[f"{one} hundred and {rest}"] = number * 100 + value
    return found


NUMBERS = spelt_numbers(
    [*_SMALL, *_TENS, "hundred", "and", "and a half"],
    "[- ]",
    _known,
    "one, twenty-five, two hundred and six, one and a half, as far as 999",
)
_ORDINALS = _RANKS | {word[:-1] + "ieth": value for word, value in _TENS.items()}
_ORDINALS |= {
    f"{ten}-{rank}": v + n for ten, v in _TENS.items() for rank, n in _RANKS.items() if n < 10
}
SUFFIXES = {1: "st", 2: "nd", 3: "rd"}
_UNITS = names(
    {
        "W": "watt", "W.h": "watt hour|watt-hour|watthour", "J": "joule", "g": "gram|gramme",
        "t": "tonne|metric ton|metric tonne", "m": "metre|meter",
        "m2": "square metre|square meter|sq m", "cm2": "square centimetre|square centimeter",
        "km2": "square kilometre|square kilometer", "cm3": "cubic centimetre|cubic centimeter",
        "km3": "cubic kilometre|cubic kilometer", "hL": "hectolitre|hectoliter", "bar": "bar",
        "m3": "cubic metre|cubic meter", "L": "litre|liter", "V": "volt", "A": "amp|ampere",
        "A.h": "amp-hour|ampere-hour|amp hour|ampere hour", "Pa": "pascal", "By": "byte",
        "bit": "bit", "mol": "mole", "eV": "electronvolt|electron volt", "har": "hectare",
        "h": "hour|hr", "min": "minute|min", "s": "second|sec", "d": "day", "wk": "week",
        "mo": "month", "a": "year", "cal": "calorie", "[mi_i]": "mile",
        "[nmi_i]": "nautical mile", "[mi_i]2": "square mile", "[ft_i]": "ft", "[yd_i]": "yard",
        "[lb_av]": "pound", "[oz_av]": "ounce avoirdupois", "[bbl_us]": "barrel|barrel of oil",
        "[kn_i]": "knot", "[HP]": "horsepower", "um": "micron",
        "t.km": "tonne-kilometre|tonne-kilometer|tonne kilometre|tonne kilometer",
        "Cel": "degree Celsius|degree centigrade", "ton": "ton|short ton|long ton",
        "gallon": "gallon", "acre": "acre", "pint": "pint", "ounce": "ounce",
    },
    {"n": "nano", "u": "micro", "m": "milli", "c": "centi", "k": "kilo", "M": "mega", "G": "giga"}
    | {"T": "tera", "P": "peta"},
    ("W", "W.h", "J", "g", "m", "L", "V", "A", "A.h", "Pa", "By", "bit", "mol", "eV", "cal", "t"),
    "s",
) | {
    "hertz": "Hz", "kilohertz": "kHz", "megahertz": "MHz", "gigahertz": "GHz",
    "degrees celsius": "Cel", "degrees centigrade": "Cel", "degrees fahrenheit": "[degF]",
    "degree celsius": "Cel", "degrees c": "Cel", "degrees f": "[degF]", "kelvin": "K",
    "foot": "[ft_i]", "feet": "[ft_i]", "inch": "[in_i]", "inches": "[in_i]",
    "square foot": "[ft_i]2", "square feet": "[ft_i]2", "sq ft": "[ft_i]2", "sq. ft.": "[ft_i]2",
    "cubic foot": "[ft_i]3", "cubic feet": "[ft_i]3", "sq km": "km2", "sq. km": "km2",
    "short ton": "[ston_av]", "short tons": "[ston_av]",
    "long ton": "[lton_av]", "long tons": "[lton_av]", "us gallons": "[gal_us]",
    "u.s. gallons": "[gal_us]", "imperial gallons": "[gal_br]", "troy ounces": "[oz_tr]",
    "troy ounce": "[oz_tr]", "fortnight": "2.wk", "decade": "10.a", "decades": "10.a",
    "century": "100.a", "centuries": "100.a", "parts per million": "[ppm]",
    "parts per billion": "[ppb]", "miles per gallon": "mpg", "mpg": "mpg",
    "kms": "km", "kgs": "kg", "hrs": "h", "mins": "min", "secs": "s", "yrs": "a", "yr": "a",
}  # fmt: skip
for _name in ("fortnight", "decade", "decades", "century", "centuries"):
    del _UNITS[_name]  # UCUM has no unit for it
NOUNS = (
    "people|persons|person|employees|workers|staff|jobs|men|women|children|students|pupils|patients"
    "|participants|members|residents|inhabitants|households|families|homes|houses|apartments"
    "|customers|users|visitors|passengers|tourists|guests|voters|deaths|cases|units|vehicles|cars"
    "|trucks|buses|trains|ships|boats|aircraft|planes|companies|firms|businesses|organisations"
    "|organizations|countries|states|cities|towns|villages|schools|hospitals|shops|stores|branches"
    "|plants|factories|buildings|projects|grants|contracts|patents|books|pages|words|votes|seats"
    "|shares|positions|roles|sites|stations|locations|charging points|items|pieces|species|animals"
    "|cattle|sheep|trees|respondents|researchers|scientists|engineers|teachers|doctors|nurses"
    "|soldiers|troops|refugees|migrants|farmers|farms|applications|orders|tickets|downloads"
)
SLOTS = DATE_SLOTS | {
    "number": printed_number(",", ".", NUMBERS),
    "round": rounds(
        {
            "a hundred": "100", "a thousand": "1000", "a hundred thousand": "100000",
            "a million": "1000000", "half a million": "500000", "a billion": "1000000000",
            "half a billion": "500000000", "a trillion": "1000000000000", "a dozen": "12",
            "half a dozen": "6", "two dozen": "24", "three dozen": "36", "four dozen": "48",
        }
    ),
    "hundredths": words(HUNDREDTHS["en"]),
    "pence": words({"p": "GBP", "¢": "cent"}, whole=True),
    "either": words({" or ": "or"}),
    "whole": words(dict.fromkeys((" of ", " out of ", " in ", " in every ", " out of every "), "of")),
    "fraction": fractions(
        {
            "half": "50", "a half": "50", "one half": "50", "one-half": "50", "a quarter": "25",
            "one quarter": "25", "one-quarter": "25", "three quarters": "75",
            "three-quarters": "75", "a fifth": "20", "one fifth": "20", "one-fifth": "20",
            "two fifths": "40", "two-fifths": "40", "three fifths": "60", "three-fifths": "60",
            "four fifths": "80", "four-fifths": "80", "a tenth": "10", "one tenth": "10",
            "one-tenth": "10", "nine tenths": "90", "three tenths": "30", "an eighth": "12.5",
        },
        "a third|one third|one-third|two thirds|two-thirds|a sixth|five sixths|a seventh|a ninth",
    ),
    "halfof": rounds({"half a": "0.5", "half an": "0.5"}),
    "times": rounds({"twice": "2", "double": "2", "triple": "3", "threefold": "3", "fourfold": "4"}
        | {"twofold": "2", "fivefold": "5", "tenfold": "10", "sixfold": "6"}),
    "minus": words(MINUS | {"minus ": "-"}, any_case=True),
    "hedge": words(WORDS.qualifiers, any_case=True),
    "mark": words(MARKS),
    "bound": words({f"{gap}{text}": name for text, name in WORDS.bounds.items() for gap in (" ", ", ")}),
    "magnitude": words(
        {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "mn": 6, "bn": 9, "mln": 6}
        | {"bln": 9, "tn": 12, "trn": 12, "lakh": 5, "lakhs": 5, "crore": 7, "crores": 7}
        | {"lakh crore": 12, "thousand crore": 10, "hundred": 2, "hundred million": 8}
        | {"hundred thousand": 5, "hundred billion": 11, "thousand billion": 12},
        any_case=True,
        whole=True,
    ),
    "short": words({"k": 3, "K": 3, "m": 6, "M": 6, "b": 9, "B": 9, "T": 12, "cr": 7, "Cr": 7}),
    "currency": words(
        {
            "yen": "JPY", "Japanese yen": "JPY", "euro": "EUR", "euros": "EUR", "€": "EUR",
            "US dollar": "USD", "US dollars": "USD", "U.S. dollars": "USD", "U.S. dollar": "USD",
            "United States dollars": "USD", "American dollars": "USD",
            "Canadian dollars": "CAD", "Australian dollars": "AUD", "New Zealand dollars": "NZD",
            "Hong Kong dollars": "HKD", "Singapore dollars": "SGD", "New Taiwan dollars": "TWD",
            "pounds sterling": "GBP", "pound sterling": "GBP", "British pounds": "GBP",
            "£": "GBP", "Egyptian pounds": "EGP", "Swiss francs": "CHF", "Swiss franc": "CHF",
            "French francs": "FRF", "Belgian francs": "BEF", "CFA francs": "XOF",
            "Chinese yuan": "CNY", "yuan": "CNY", "renminbi": "CNY", "South Korean won": "KRW",
            "Korean won": "KRW", "Indian rupees": "INR", "Pakistani rupees": "PKR",
            "Swedish kronor": "SEK", "Swedish krona": "SEK", "Norwegian kroner": "NOK",
            "Danish kroner": "DKK", "Russian roubles": "RUB", "Russian rubles": "RUB",
            "roubles": "RUB", "rubles": "RUB", "zloty": "PLN", "zlotys": "PLN",
            "Polish zloty": "PLN", "Czech crowns": "CZK", "Czech koruna": "CZK",
            "Hungarian forints": "HUF", "forints": "HUF", "Turkish lira": "TRY",
            "Brazilian reals": "BRL", "Brazilian reais": "BRL", "Mexican pesos": "MXN",
            "Argentine pesos": "ARS", "South African rand": "ZAR", "rand": "ZAR", "baht": "THB",
            "Thai baht": "THB", "rupiah": "IDR", "Indonesian rupiah": "IDR", "ringgit": "MYR",
            "naira": "NGN", "shekels": "ILS", "hryvnia": "UAH", "dong": "VND",
            "German marks": "DEM", "Deutsche marks": "DEM", "Deutschmarks": "DEM",
            "lire": "ITL", "Italian lire": "ITL", "pesetas": "ESP",
            "dollars": "$", "dollar": "$", "pounds": "pound", "pound": "pound", "rupees": "Rs",
            "rupee": "Rs", "francs": "franc", "pesos": "peso", "kronor": "krona", "krona": "krona",
            "kroner": "krone", "krone": "krone", "won": "won", "reais": "real", "lira": "lira",
            "dinars": "dinar", "$": "$",
        }
        | {sign: code for sign, code in SIGNS.items() if sign not in "€£"}
    ),
    "code": CODE,
    "sign": SIGN,
    "percent": words(PERCENT_SIGNS | dict.fromkeys(("per cent", "percent", "pct", "pct."), "%")),
    "points": words(
        dict.fromkeys(("percentage points", "percentage point", "pp", "ppts", "p.p."), "pp")
        | {"percent points": "pp", "percentage-point": "pp", "%-points": "pp"}
    ),
    "scale": words(dict.fromkeys(("basis points", "basis point", "bps", "bp"), -2)),
    "opening": words({"between": "and"}, any_case=True),
    "link": words({" and ": "and", " to ": "to", "-": "dash", "–": "dash", " – ": "dash"}),
    "unit": unit_slot(_UNITS, (" per ", " an ", " a ")),
    "noun": nouns(NOUNS.split("|")),
    "ordinal": words(
        _ORDINALS
        | {
            f"{n}{'th' if n % 100 in (11, 12, 13) else SUFFIXES.get(n % 10, 'th')}": n
            for n in range(1, 1000)
        },
        any_case=True,
    ),
}  # fmt: skip
RULES = (
    rule(
        "en.amount-unit-after",
        "amount",
        f"{HEDGE}[<minus>]{NUMBER}[ |-](<currency>|<code>)[<bound>]",
        {
            "1.6 billion yen": "1600000000 JPY none",
            "about 2,500 euros": "2500 EUR about",
            "at least 3 million US dollars": "3000000 USD at_least",
            "over 40 thousand GBP": "40000 GBP more_than",
            "More than 1 234 567 euros": "1234567 EUR more_than",
            "minus two million euros": "-2000000 EUR none",
            "half a million euros": "500000 EUR none",
            "2 crore Indian rupees": "20000000 INR none",
            "3 million dollars": "3000000 $ none",
            "12,34,567 rupees": "1234567 Rs none",
        },
        "1.6 billion; virtually 1.6 billion yen; 5 million zorkmids; 1,60 billion yen;"
        " 2 or 4 million euros; not 2 million euros; １.６ billion yen; 1,234 567 euros",
    ),
    rule(
        "en.amount-unit-before",
        "amount",
        f"{BEFORE}[<bound>]",
        {
            "€2.5 million": "2500000 EUR none",
            "around £1,250,000": "1250000 GBP about",
            "JPY 300 bn": "300000000000 JPY none",
            "−US$4 million": "-4000000 USD none",
            "€1bn": "1000000000 EUR none",
            "£99m": "99000000 GBP none",
            "USD4 million": "4000000 USD none",
            "US$ 1,500.00": "1500 USD none",
            "Rs 500 crore": "5000000000 Rs none",
            "$5 million": "5000000 $ none",
            "$47.8million CAD": "47800000 CAD none",
            "€20,000 or more": "20000 EUR at_least",
        },
        "€ million; €2.5 million a year; €5 gazillion; $5 million EUR; about €5 million or more",
    ),
    rule(
        "en.amount-hundredths",
        "amount",
        f"{HEDGE}[<minus>]<number>([ |-]<hundredths>|<pence>)[<bound>]",
        {
            "50p": "0.5 GBP none",
            "about 75 pence": "0.75 GBP about",
            "99 cents": "0.99 cent none",
            "50 US cents": "0.5 USD none",
        },
        "50 p; p; 50 pences; 5 pence a share",
    ),
    rule(
        "en.amount-range",
        "amount",
        f"[<opening> ]<number>[[ |-]<magnitude>][[ |-](<currency>|<code>)]<link>{SECOND}"
        "[ |-](<currency2>|<code2>)",
        {
            "between 2 and 3 million euros": "2000000..3000000 EUR between",
            "500,000 to 1 million euros": "500000..1000000 EUR between",
            "2 million euros to 3 million euros": "2000000..3000000 EUR between",
            "1.5–2 billion yen": "1500000000..2000000000 JPY between",
        },
        "from 2 to 3 million euros; between 3 and 2 million euros; 500 to 1 million euros;"
        " between about 2 and 3 million euros; 2 million euros to 3 million yen;"
        " 2 and 3 million euros; between 2 to 3 million euros",
        "between",
    ),
    rule(
        "en.amount-range-unit-before",
        "amount",
        "[<opening> ](<sign>|<code>)[ ]<number>[[ |-](<magnitude>|<short>)]<link>"
        "[(<sign2>|<code2>)[ ]]<number2>[[ |-](<magnitude2>|<short2>)]",
        {
            "€2-3 million": "2000000..3000000 EUR between",
            "between £1.5 million and £2 million": "1500000..2000000 GBP between",
            "$2m–$3m": "2000000..3000000 $ between",
        },
        "€3-2 million; €2 million and counting; €2 and €3; $2 million to €3 million",
        "between",
    ),
    rule(
        "en.percent",
        "percent",
        f"{HEDGE}[<minus>]<number>[ |-]<percent>[<bound>]",
        {
            "about 15%": "15 % about",
            "12.5 per cent": "12.5 % none",
            "at most 3 percent": "3 % at_most",
            "fewer than 40 %": "40 % less_than",
            "minus 0.4 percent": "-0.4 % none",
            "–0.4%": "-0.4 % none",
            "nearly 15%": "15 % nearly",
            "15% or so": "15 % about",
        },
        "15 percentage points; virtually 15%; 15; not 15%; 15% more; about 15% or more",
    ),
    rule(
        "en.percent-fraction",
        "percent",
        f"{HEDGE}<fraction>",
        {"nearly a quarter": "25 % nearly", "three quarters": "75 % none"},
        "two thirds; a third; quarter; a quarter of an hour; half past",
    ),
    rule(
        "en.percent-ratio",
        "percent",
        f"{HEDGE}<number><whole><number2>",
        {"7 of 10": "70 % none", "about one in five": "20 % about"},
        "one in three; 10 of 7; 7 of 10 homes; 1.5 of 10",
    ),
    rule(
        "en.percent-range",
        "percent",
        "[<opening> ][<minus>]<number>[[ ]<percent>]<link>[<minus2>]<number2>[ ]<percent2>",
        {"10-15%": "10..15 % between", "between 10 and 15 per cent": "10..15 % between"},
        "from 10 to 15%; 15-10%; 10 or 15%; 10 and 15%; -5-3%",
        "between",
    ),
    rule(
        "en.percentage-points",
        "percentage_points",
        f"{HEDGE}[<minus>](<number>[ |-]|<halfof> )(<points>|<scale>)[<bound>]",
        {
            "2.5 percentage points": "2.5 pp none",
            "about one percentage point": "1 pp about",
            "690 basis points": "6.9 pp none",
        },
        "2.5 points; 2.5 per cent; virtually 2 percentage points",
    ),
    rule(
        "en.count",
        "count",
        f"{HEDGE}[<minus>]{NUMBER}[<bound>][ <noun>][<bound2>]",
        {
            "1,234,567": "1234567 none",
            "at least forty-two": "42 at_least",
            "fewer than 3 million": "3000000 less_than",
            "40 ships": "40 none",
            "80 crore": "800000000 none",
            "one hundred and five": "105 none",
            "half a dozen": "6 none",
            "12 or more": "12 at_least",
        },
        "dozens; 1,23; virtually 40; 2 or 4; 40 gizmos; a few; a; hundred; twenty-twelve",
    ),
    rule(
        "en.count-alternative",
        "count",
        "<number><either><number2>[ <noun>]",
        {"five or six": "5..6 between", "11 or 12 people": "11..12 between"},
        "five or seven; 30 or 40; six or five; 5 or 6 or 7",
        "between",
    ),
    rule(
        "en.count-range",
        "count",
        f"[<opening> ]<number>[[ |-]<magnitude>]<link>{SECOND}[ <noun>]",
        {"between 30 and 40": "30..40 between", "2 to 3 million": "2000000..3000000 between"},
        "between 40 and 30; 30 or 40; from 30 to 40; 30 and 40; between 30-40",
        "between",
    ),
    rule(
        "en.ordinal",
        "ordinal",
        "[(t|T)he ]<ordinal>",
        {"third": "3 none", "the 21st": "21 none", "The twenty-first": "21 none"},
        "21th; second-largest; last; 3",
        "none",
    ),
    rule(
        "en.quantity",
        "quantity",
        f"{HEDGE}[<minus>]({NUMBER}[ |-]|<halfof> )<unit>[<bound>]",
        {
            "half an hour": "0.5 h none",
            "30 GWh": "30 GW.h none",
            "at least 20 gigawatt hours": "20 GW.h at_least",
            "351 million tonnes": "351000000 t none",
            "about 2 years": "2 a about",
            "47.4GW": "47.4 GW none",
            "500 Wh/kg": "500 W.h/kg none",
            "60 miles per hour": "60 [mi_i]/h none",
            "-40 °C": "-40 Cel none",
            "300 m²": "300 m2 none",
            "5 million tons": "5000000 ton none",
        },
        "30; 30 boats; 5 furlongs per zorkmid; GWh; several tonnes; 3 kg kg; 2 or 4 km",
    ),
    rule(
        "en.quantity-range",
        "quantity",
        f"[<opening> ][<minus>]<number>[[ |-]<magnitude>][[ |-]<unit>]<link>[<minus2>]{SECOND}"
        "[ |-]<unit2>",
        {"5 to 10 km": "5..10 km between", "between 2 kg and 3 kg": "2..3 kg between"},
        "from 5 to 10 km; 10 to 5 km; 5 km to 10 kg; 5 and 10 km",
        "between",
    ),
    rule(
        "en.multiple",
        "quantity",
        f"{HEDGE}(<times>|<number> times)",
        {"twice": "2 1 none", "more than three times": "3 1 more_than"},
        "times; several times; a few times",
    ),
)
_MONTHS = "|".join(name for name in calendar.month_name if name)
LANGUAGE = Language(
    tag="en",
    name="English",
    slots=SLOTS,
    rules=(*RULES, *DATES),
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
