"""Slots and forms that several languages share: dates in digits, currencies, marks, quarters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from pincite.grammar.numbers import Number
from pincite.grammar.quantity import CODES, SIGNS
from pincite.grammar.rules import ANYTHING, NotUnderstood, Slot, listed, words

YEAR = Slot("four digits from 1000 to 2999", "[12][0-9]{3}", int)
DAY = Slot("1 to 31", "0?[1-9]|[12][0-9]|3[01]", int)
TWO_DIGITS = Slot("two digits", "[0-9]{2}", int)
MONTH_NUMBER = Slot("1 to 12", "0?[1-9]|1[0-2]", int)
CODE = listed({code: code for code in CODES}, "an ISO 4217 code", "[A-Z]{3}")
SIGN = words(
    dict(SIGNS) | {"$": "$", "＄": "$", "¥": "¥", "￥": "¥", "kr": "kr", "kr.": "kr"}
    | {"Rs": "Rs", "Rs.": "Rs", "₨": "Rs"}
)  # fmt: skip
PERCENT_SIGNS = {"%": "%", "％": "%"}
MINUS = {"-": "-", "−": "-", "–": "-", "+": "+", "+ ": "+", "− ": "-"}
MARKS = {"~": "about", "≈": "about", "<": "less_than", ">": "more_than"} | {
    "≥": "at_least", "≤": "at_most", "⩾": "at_least", "⩽": "at_most",
}  # fmt: skip
POINT = Slot("any one date of this language that has no preposition", ANYTHING, str)
PARTS = {"quarter": 33, "half": 40, "season": 21}

# the parts of forms in languages with blanks between words
HEDGE = "[(<hedge> |<mark>[ ])]"
NUMBER = "(<round>|<number>[[ |-]<magnitude>])"
NUMBER_OR_DECIMAL = "(<round>|(<number>|<decimal>)[[ |-]<magnitude>])"
SECOND = "<number2>[[ |-]<magnitude2>]"
BEFORE = f"{HEDGE}[<minus>](<sign>|<code>)[ ]<number>[[ |-](<magnitude>|<short>)][ <code2>]"


# where the comma is the decimal sign, a point that groups no three digits can only be one as well
DECIMAL = Slot(
    "digits with a decimal point and one or two decimals, or with commas and a point",
    r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+|[0-9]+\.[0-9]{1,2}",
    lambda text: Number(Decimal(text.replace(",", ""))),
)


def nouns(names: Iterable[str], before: Iterable[str] = ("",)) -> Slot:
    """What can be counted, perhaps with a word such as "de" before it."""
    known = {f"{of}{name}": name for name in names for of in before}
    return listed(known, "something counted", r"[^\W\d_][\w’'-]*(?: [\w’'-]+){0,3}?")


def decade(text: str) -> str:
    """The decade of its first year, `199X`; raises NotUnderstood where it may be a century."""
    if text[2:] == "00":
        raise NotUnderstood(f"“{text}” may be a decade or a century")
    return f"{text[:3]}X"


DECADE = Slot("the first year of a decade, not of a century", "[12][0-9]{2}0", decade)


def century(number: int) -> str:
    """A century by its number: the 19th is `18XX`; raises NotUnderstood for early ones."""
    if not 11 <= number <= 29:
        raise NotUnderstood("a century from the 11th on")
    return f"{number - 1:02d}XX"


ROMAN = {
    numeral: number
    for number, numeral in enumerate("XI XII XIII XIV XV XVI XVII XVIII XIX XX XXI".split(), 11)
}
CENTURY = Slot("the number of a century", "[12][0-9]", lambda text: century(int(text)))
ROMAN_CENTURY = Slot(
    "a Roman number, XI to XXI",
    "|".join(sorted(ROMAN, key=len, reverse=True)),
    lambda text: century(ROMAN[text]),
)


def fiscal(text: str) -> int:
    """The year that names a fiscal year; of two digits those of 1970 to 2049.

    Raises NotUnderstood for others.
    """
    year = int(text)
    if len(text) == 2:
        if 50 <= year < 70:
            raise NotUnderstood(f"“{text}” may be of either century")
        year += 2000 if year < 50 else 1900
    return year


FISCAL = Slot("four digits, or the last two of 1970 to 2049", "[12][0-9]{3}|[0-9]{2}", fiscal)


def dates(months: Mapping[str, int], weekdays: Mapping[str, int]) -> dict[str, Slot]:
    """The slots of printed dates in digits, and of months and weekdays by their names."""
    return {
        "year": YEAR,
        "day": DAY,
        "decade": DECADE,
        "undated": CENTURY_UNKNOWN,
        "fiscal": FISCAL,
        "fiscalend": Slot("two or four digits", "[0-9]{2}|[12][0-9]{3}", int),
        "shortyear": Slot("the last two digits of a later year", "[0-9]{2}", int),
        "shortlink": words({"-": "dash", "–": "to"}),
        "isomonth": TWO_DIGITS,
        "century": CENTURY,
        "onlymonth": Slot("two digits, 01 to 12", "0[1-9]|1[0-2]", int),
        "monthnumber": MONTH_NUMBER,
        "month": words(_cased(months)),
        "weekday": words(_cased(weekdays)),
        "isoday": TWO_DIGITS,
        "qcode": words(
            {f"Q{n}": 32 + n for n in range(1, 5)} | {f"{n}Q": 32 + n for n in range(1, 5)}
        ),
        "hcode": words({"H1": 40, "H2": 41, "1H": 40, "2H": 41}),
        "point": POINT,
    }


def _cased(names: Mapping[str, int]) -> dict[str, int]:
    """Names as given, with a capital, and in capitals: English "may" is a verb, "MAY" a month."""
    return {
        form: n for name, n in names.items() for form in (name, name.capitalize(), name.upper())
    }


def named(names: str, abbreviations: str = "", first: int = 1) -> dict[str, int]:
    """Months or weekdays by their names, in order; those of one place are parted by "|".

    Abbreviations may have a point behind them.
    """
    found: dict[str, int] = {}
    for text, endings in ((names, ("",)), (abbreviations, ("", "."))):
        for number, group in enumerate(text.split(), first):
            for name in group.split("|"):
                found |= {name + ending: number for ending in endings if name != "-"}
    return found


def part_of_year(kind: str, names: Iterable[Iterable[str]]) -> Slot:
    """Quarters, halves or seasons by their names, as the EDTF codes that follow one another."""
    meanings = {name: PARTS[kind] + number for number, group in enumerate(names) for name in group}
    return words(meanings, any_case=True)


def spelt(text: str, first: int = 1) -> dict[str, int]:
    """Numbers by their words, which follow one another."""
    return {word: number for number, word in enumerate(text.split(), first)}


def fractions(meanings: Mapping[str, str], endless: str) -> Slot:
    """Parts of a whole as percents; those of `endless`, parted by "|", are refused with a reason."""
    slot = words({**meanings, **dict.fromkeys(endless.split("|"), "")}, any_case=True)

    def read(text: str) -> Number:
        if not (percent := slot.read(text)):
            raise NotUnderstood(f"“{text}” has no exact decimal: cite it word for word (verbatim)")
        return Number(Decimal(percent))

    return replace(slot, read=read)


def never(phrases: Iterable[str], why: str) -> Slot:
    """Words that are known, and refused with a reason; `why` has {} in the place of the text."""
    slot = words(dict.fromkeys(phrases, ""))

    def read(text: str) -> str:
        raise NotUnderstood(why.format(f"“{text.strip()}”"))

    return replace(slot, says=f"refused: {', '.join(phrases)}", read=read)


# hundredths of a unit of money, by language; "cent" is shared by many
HUNDREDTHS: Mapping[str, Mapping[str, str]] = {
    "de": {"Pfennig": "DEM", "Rappen": "CHF", "Pence": "GBP", "Cent": "cent", "Cents": "cent"}
    | {"Eurocent": "EUR", "Euro-Cent": "EUR", "US-Cent": "USD"},
    "en": {"pence": "GBP", "penny": "GBP", "cents": "cent", "cent": "cent", "US cents": "USD"}
    | {"euro cents": "EUR", "eurocents": "EUR", "U.S. cents": "USD"},
    "es": {"céntimos": "cent", "céntimo": "cent", "centavos": "cent", "centavo": "cent"}
    | {"céntimos de euro": "EUR", "peniques": "GBP"},
    "fr": {"centimes": "cent", "centime": "cent", "cents": "cent", "pence": "GBP"}
    | {"centimes d'euro": "EUR", "centimes d’euro": "EUR"},
    "ja": {"銭": "JPY", "セント": "cent", "米セント": "USD", "ペンス": "GBP"},
    "zh": {"分钱": "元", "美分": "USD", "欧分": "EUR", "便士": "GBP"},
}

CHANGE = "{} may join the ends of a range, or what a value rose or fell from and to: cite each"


def _any_century(text: str) -> int:
    raise NotUnderstood(f"the year “{text}” of two digits may be of any century")


CENTURY_UNKNOWN = Slot("refused: two digits may be of any century", "[0-9]{2}", _any_century)


def rounds(meanings: Mapping[str, str]) -> Slot:
    """Whole numbers in words such as "half a million", by their digits."""
    slot = words(meanings, any_case=True)
    return replace(slot, read=lambda text: Number(Decimal(slot.read(text))))
