"""Quantities: amounts of money, percentages, percentage points, counts and ranks.

A reading takes the slots of a rule's form by their names: hedge, minus, number, magnitude, and
currency, sign or code. A bare "dollars" or "pounds" names no single currency and is refused, as
is every hedge that has no qualifier of its own ("nearly", "over", "not").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pincite.grammar.numbers import Number, plain_digits
from pincite.grammar.rules import NotUnderstood, Rule

KINDS = ("amount", "percent", "percentage_points", "count", "ordinal")
QUALIFIERS = ("none", "about", "at_least", "at_most", "more_than", "less_than", "between")
CURRENCY_CODES = frozenset(
    "AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF INR JPY KRW MXN NOK NZD PLN SEK SGD TWD USD"
    " ZAR".split()
)
_OPEN = {"lower": ("at_most", "less_than"), "upper": ("at_least", "more_than")}
_UNITS = {"percent": "%", "percentage_points": "pp"}


@dataclass(frozen=True)
class Quantity:
    """A number, or the two ends of a range, with its unit (a currency code, `%` or `pp`)."""

    kind: str
    value: Decimal
    unit: str
    qualifier: str
    upper: Decimal | None = None

    @property
    def text(self) -> str:
        """The number, or both ends, in plain digits."""
        upper = "" if self.upper is None else f"..{plain_digits(self.upper)}"
        return plain_digits(self.value) + upper

    def end(self, bound: str | None) -> str:
        """The number, or the end of the range that a field's `bound` asks for.

        Raises NotUnderstood for a range without a bound, and for an end that is not stated.
        """
        if bound is None:
            if self.upper is not None:
                raise NotUnderstood(f"{self.text} is a range: its field needs a bound")
            return self.text
        if self.qualifier in _OPEN[bound]:
            raise NotUnderstood(f"the phrase states no {bound} end ({self.qualifier})")
        is_upper = bound == "upper" and self.upper is not None
        return plain_digits(self.upper) if is_upper and self.upper is not None else self.text_lower

    @property
    def text_lower(self) -> str:
        """The number, or the lower end of a range."""
        return plain_digits(self.value)


def quantity_of(rule: Rule, found: Mapping[str, Any]) -> Quantity:
    """The quantity that the slots of a phrase state; raises NotUnderstood."""
    qualifiers = {found[name] for name in ("hedge", "bound") if name in found}
    if len(qualifiers) > 1:
        raise NotUnderstood("the phrase is hedged twice")
    qualifier = next(iter(qualifiers), "none") if rule.qualifier == "hedge" else rule.qualifier
    if rule.kind == "ordinal":
        rank = found.get("ordinal") or found.get("number") or found["number2"]
        value = rank.value if isinstance(rank, Number) else Decimal(rank)
        return Quantity(rule.kind, value, "", qualifier)
    first = _number(found, "")
    unit = _unit(rule, found)
    if "number2" not in found:
        return Quantity(rule.kind, first.value, unit, qualifier)
    second = _number(found, "2")
    low, high = _range(first, second)
    return Quantity(rule.kind, low, unit, qualifier, high)


def _number(found: Mapping[str, Any], suffix: str) -> Number:
    number = found[f"number{suffix}"]
    sign = -1 if f"minus{suffix}" in found else 1
    power = number.power + found.get(f"magnitude{suffix}", 0) + found.get("scale", 0)
    return Number(number.digits.copy_sign(sign), power)


def _range(first: Number, second: Number) -> tuple[Decimal, Decimal]:
    """Both ends of a range; "2 to 3 million" shares its magnitude, "500,000 to 1 million" not."""
    shared = Number(first.digits, second.power).value
    if not first.power and second.power and shared < second.value:
        return shared, second.value
    is_written_out = bool(first.power) or not second.power or abs(first.digits) >= 1000
    if first.value < second.value and is_written_out:
        return first.value, second.value
    raise NotUnderstood("the ends of the range do not ascend, or share no clear magnitude")


def _unit(rule: Rule, found: Mapping[str, Any]) -> str:
    names = ("currency", "sign", "code", "currency2", "sign2", "code2")
    units = {found[name] for name in names if name in found}
    if len(units) > 1:
        raise NotUnderstood(f"the phrase names several units: {', '.join(sorted(units))}")
    return next(iter(units), _UNITS.get(rule.kind, ""))
