"""Slots that several languages share: digits of dates, ISO 4217 codes, signs of currencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pincite.grammar.quantity import CURRENCY_CODES
from pincite.grammar.rules import Slot, words

YEAR = Slot("four digits from 1000 to 2999", "[12][0-9]{3}", int)
DAY = Slot("1 to 31, without a leading zero", "[1-9]|[12][0-9]|3[01]", int)
TWO_DIGITS = Slot("two digits", "[0-9]{2}", int)
DECADE = Slot("the first year of a decade", "[12][0-9]{2}0", lambda text: f"{text[:3]}X")
CODE = words({code: code for code in sorted(CURRENCY_CODES)})
PERCENT_SIGNS = {"%": "%"}
MINUS = {"-": "-", "−": "-"}
SIGNS: Mapping[str, str] = {"€": "EUR", "£": "GBP", "US$": "USD", "C$": "CAD", "A$": "AUD"}
POINT = Slot("any one date of this language that has no preposition", ".+?", str)
PARTS = {"quarter": 33, "half": 40, "season": 21}


def dates(months: Iterable[str]) -> dict[str, Slot]:
    """The slots of printed dates in digits, and of months by their names."""
    return {
        "year": YEAR,
        "day": DAY,
        "decade": DECADE,
        "fiscal": YEAR,
        "fiscalend": Slot("two or four digits", "[0-9]{2}|[12][0-9]{3}", int),
        "isomonth": TWO_DIGITS,
        "month": words({name: number for number, name in enumerate(months, 1)}),
        "isoday": TWO_DIGITS,
    }


def part_of_year(kind: str, names: Iterable[Iterable[str]]) -> Slot:
    """Quarters, halves or seasons by their names, as the EDTF codes that follow one another."""
    meanings = {name: PARTS[kind] + number for number, group in enumerate(names) for name in group}
    return words(meanings, any_case=True)


def spelt(text: str, first: int = 1) -> dict[str, int]:
    """Numbers by their words, which follow one another."""
    return {word: number for number, word in enumerate(text.split(), first)}
