"""Amounts of money and percentages: number, magnitude, unit and hedge, in exact decimals.

Currencies are ISO 4217. A bare "dollars" or "pounds" names no single currency and is refused,
as is every hedge that has no qualifier of its own ("nearly", "over", "not").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pincite.phrases.rules import NotUnderstood, Rule, apply_rules

QUALIFIERS: Mapping[str, str] = {
    "about": "about",
    "around": "about",
    "approximately": "about",
    "roughly": "about",
    "some": "about",
    "at least": "at_least",
    "no less than": "at_least",
    "at most": "at_most",
    "up to": "at_most",
    "no more than": "at_most",
}
MAGNITUDES: Mapping[str, int] = {
    "thousand": 3,
    "million": 6,
    "billion": 9,
    "trillion": 12,
    "mn": 6,
    "bn": 9,
}
CURRENCY_WORDS: Mapping[str, str] = {
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
CURRENCY_SIGNS: Mapping[str, str] = {"€": "EUR", "£": "GBP", "US$": "USD", "C$": "CAD", "A$": "AUD"}
CURRENCY_CODES = frozenset(
    "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF INR JPY KRW MXN NOK NZD PLN SEK SGD TWD USD"
    " ZAR".split()
)


@dataclass(frozen=True)
class Quantity:
    """A number with its unit (a currency code or `%`) and its qualifier."""

    value: Decimal
    unit: str
    qualifier: str

    @property
    def text(self) -> str:
        """The number in plain digits, without exponent or superfluous zeros."""
        plain = format(self.value, "f")
        return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _any_of(phrases: Mapping[str, object] | frozenset[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase) for phrase in longest_first)


_NUMBER = r"(?P<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)"
_HEDGE = rf"(?:(?i:(?P<hedge>{_any_of(QUALIFIERS)}))\ )?"
_MAGNITUDE = rf"(?:[ -](?P<magnitude>{_any_of(MAGNITUDES)}))?"


def _quantity(match: re.Match[str], unit: str) -> Quantity:
    groups = match.groupdict()
    number = Decimal(groups["number"].replace(",", ""))
    hedge, magnitude = groups["hedge"], groups.get("magnitude")
    return Quantity(
        value=number.scaleb(MAGNITUDES[magnitude]) if magnitude else number,
        unit=unit,
        qualifier=QUALIFIERS[hedge.lower()] if hedge else "none",
    )


def _before(match: re.Match[str]) -> Quantity:
    unit = match["unit"]
    return _quantity(match, CURRENCY_SIGNS.get(unit, unit))


def _after(match: re.Match[str]) -> Quantity:
    unit = match["unit"]
    return _quantity(match, CURRENCY_WORDS.get(unit, unit))


RULES: tuple[Rule[Quantity], ...] = (
    Rule(
        id="amount-unit-after",
        says="hedge? number magnitude? currency word or ISO 4217 code",
        pattern=re.compile(
            rf"{_HEDGE}{_NUMBER}{_MAGNITUDE}[ -]"
            rf"(?P<unit>{_any_of(CURRENCY_WORDS)}|{_any_of(CURRENCY_CODES)})"
        ),
        read=_after,
        examples=(
            ("1.6 billion yen", "1600000000 JPY none"),
            ("about 2,500 euros", "2500 EUR about"),
            ("at least 3 million US dollars", "3000000 USD at_least"),
            ("up to 40 thousand GBP", "40000 GBP at_most"),
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
        ),
    ),
    Rule(
        id="amount-unit-before",
        says="hedge? currency sign or ISO 4217 code, number magnitude?",
        pattern=re.compile(
            rf"{_HEDGE}(?P<unit>{_any_of(CURRENCY_SIGNS)}|(?:{_any_of(CURRENCY_CODES)})(?=\ ))\ ?"
            rf"{_NUMBER}{_MAGNITUDE}"
        ),
        read=_before,
        examples=(
            ("€2.5 million", "2500000 EUR none"),
            ("around £1,250,000", "1250000 GBP about"),
            ("JPY 300 bn", "300000000000 JPY none"),
        ),
        refuses=("$5 million", "¥5 million", "€ million", "JPY300", "€2.5 million a year"),
    ),
    Rule(
        id="percent",
        says="hedge? number, per cent sign or word",
        pattern=re.compile(rf"{_HEDGE}{_NUMBER}(?:\ ?%|\ per\ ?cent)"),
        read=lambda match: _quantity(match, "%"),
        examples=(
            ("about 15%", "15 % about"),
            ("12.5 per cent", "12.5 % none"),
            ("at most 3 percent", "3 % at_most"),
        ),
        refuses=("15 percentage points", "nearly 15%", "15", "more than 15%", "10-15%"),
    ),
)


def read_quantity(phrase: str) -> Quantity:
    """The amount or percentage that a phrase states; raises NotUnderstood."""
    return apply_rules(RULES, phrase, "an amount or a percentage")


def read_amount(phrase: str) -> Quantity:
    """The amount of money that a phrase states; raises NotUnderstood, also for percentages."""
    quantity = read_quantity(phrase)
    if quantity.unit == "%":
        raise NotUnderstood(f"“{phrase}” is a percentage, not an amount of money")
    return quantity


def read_percent(phrase: str) -> Quantity:
    """The percentage that a phrase states; raises NotUnderstood, also for amounts of money."""
    quantity = read_quantity(phrase)
    if quantity.unit != "%":
        raise NotUnderstood(f"“{phrase}” is an amount of money, not a percentage")
    return quantity
