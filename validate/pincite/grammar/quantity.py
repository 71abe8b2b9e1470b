"""Quantities: money, percentages, percentage points, counts, ranks, and numbers with a unit.

A reading takes the slots of a rule's form by their names: hedge, bound, minus, number or round,
magnitude, and currency, sign, code or unit. A unit that several currencies or measures share
("$", "tons") stays as printed until a declaration, a person's statement, names it:
`Quantity.declared`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import chain
from math import gcd
from typing import Any

from pincite.grammar.numbers import Number, plain_digits
from pincite.grammar.rules import NotUnderstood, Rule
from pincite.grammar.units import in_unit

# ISO 4217 (2024) without funds and metals, and codes withdrawn since 1990 that texts still print.
# Left out: codes that are also words in capitals (ALL, CUP, SOS, TOP).
CODES = frozenset(
    "AED AFN AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD"
    " CAD CDF CHF CLP CNY COP CRC CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP"
    " GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW"
    " KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MRU MUR MVR MWK MXN MYR MZN NAD"
    " NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK"
    " SGD SHP SLE SRD SSP STN SVC SYP SZL THB TJS TMT TND TRY TTD TWD TZS UAH UGX USD UYU UZS VES"
    " VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ATS BEF DEM ESP FIM FRF GRD HRK IEP ITL LUF NLG PTE"
    " SIT SKK EEK LVL LTL".split()
)
SIGNS: Mapping[str, str] = {
    "€": "EUR",
    "£": "GBP",
    "US$": "USD",
    "US $": "USD",
    "U.S.$": "USD",
    "U.S. $": "USD",
    "USD$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "Can$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "AUD$": "AUD",
    "NZ$": "NZD",
    "HK$": "HKD",
    "NT$": "TWD",
    "S$": "SGD",
    "SG$": "SGD",
    "R$": "BRL",
    "MX$": "MXN",
    "Mex$": "MXN",
    "CN¥": "CNY",
    "JP¥": "JPY",
    "RMB": "CNY",
    "RMB¥": "CNY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₪": "ILS",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    "₴": "UAH",
    "฿": "THB",
}
# Signs and words that several currencies share; the reading has the first of each group.
SHARED: Mapping[str, tuple[str, ...]] = {
    "$": ("USD", "CAD", "AUD", "NZD", "HKD", "SGD", "TWD", "MXN", "ARS", "CLP", "COP", "BRL"),
    "¥": ("JPY", "CNY"),
    "元": ("CNY", "TWD", "HKD", "MOP", "SGD"),
    "kr": ("SEK", "NOK", "DKK", "ISK"),
    "Rs": ("INR", "PKR", "LKR", "NPR", "MUR"),
    "franc": ("CHF", "FRF", "BEF", "XOF", "XAF", "LUF"),
    "peso": ("MXN", "ARS", "CLP", "COP", "PHP", "UYU", "DOP"),
    "krona": ("SEK", "ISK"),
    "krone": ("NOK", "DKK"),
    "pound": ("GBP", "EGP", "LBP", "SYP", "IEP"),
    "won": ("KRW", "KPW"),
    "real": ("BRL", "IRR"),
    "lira": ("TRY", "ITL", "LBP"),
    "cent": ("EUR", "USD", "CAD", "AUD", "NZD", "ZAR", "HKD", "SGD"),
    "dinar": ("RSD", "KWD", "DZD", "TND", "JOD", "IQD", "BHD", "LYD"),
}
# What a declaration may call a shared sign: its own printed form, or another one of the group.
NAMES: Mapping[str, tuple[str, ...]] = {
    "$": ("$", "＄", "dollar", "dollars", "Dollar", "dólar", "dólares", "ドル"),
    "¥": ("¥", "￥"),
    "元": ("元", "圆", "圓", "块", "塊", "￥", "¥"),
    "kr": ("kr", "kr.", "Kr", "Kr."),
    "Rs": ("Rs", "Rs.", "₨", "rupee", "rupees", "Rupien", "roupies", "rupias", "ルピー", "卢比"),
    "franc": ("franc", "francs", "Franken", "francos", "Fr.", "Fr", "フラン", "法郎"),
    "peso": ("peso", "pesos", "Peso", "Pesos", "ペソ", "比索"),
    "krona": ("krona", "kronor", "Kronen", "couronnes", "coronas", "kr"),
    "krone": ("krone", "kroner", "Kronen", "couronnes", "coronas", "kr"),
    "pound": ("pound", "pounds", "Pfund", "livres", "libras", "£", "ポンド", "镑", "鎊"),
    "won": ("won", "Won", "wons", "ウォン"),
    "real": ("real", "reais", "reals", "Real", "reales", "レアル"),
    "lira": ("lira", "liras", "Lira", "lires", "livres turques", "リラ", "里拉"),
    "cent": (
        *("cent", "cents", "Cent", "Cents", "¢", "centime", "centimes", "céntimo", "céntimos"),
        *("centavo", "centavos", "セント"),
    ),
    "dinar": ("dinar", "dinars", "Dinar", "dinares", "ディナール"),
}

_IN_GROUPS = {name for name, n in Counter(chain(*map(set, NAMES.values()))).items() if n > 1}


def one_unit(units: set[str]) -> str:
    """The one currency that several signs of an amount agree on: `$5 CAD` is Canadian.

    Raises NotUnderstood where they do not.
    """
    shared = sorted(units & SHARED.keys())
    codes = units - SHARED.keys()
    if len(codes) == 1 and all(next(iter(codes)) in SHARED[sign] for sign in shared):
        return next(iter(codes))
    if not codes and len(shared) == 1:
        return shared[0]
    raise NotUnderstood(f"the phrase names several units: {', '.join(sorted(units))}")


def currency_of(unit: str, declared: Mapping[str, str]) -> str:
    """The ISO 4217 code of an amount's unit, by what is declared where several share a sign.

    Raises NotUnderstood where nothing, or no code, is declared.
    """
    if unit not in SHARED:
        return unit
    found = {
        code
        for name in NAMES[unit]
        if (code := declared.get(name)) and (code in SHARED[unit] or name not in _IN_GROUPS)
    }  # 元 is not a yen, though ¥ is declared as JPY
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise NotUnderstood(f"“{unit}” is declared as {' and '.join(sorted(found))}")
    candidates = ", ".join(SHARED[unit][:3])
    more = " ..." if len(SHARED[unit]) > 3 else ""
    raise NotUnderstood(
        f"“{unit}” may be {candidates}{more}: declare it, as in"
        f' "currencies": {{"{unit}": "{SHARED[unit][0]}"}}'
    )


KINDS = ("amount", "percent", "percentage_points", "count", "ordinal", "quantity")
QUALIFIERS = (
    "none",
    "about",
    "nearly",
    "at_least",
    "at_most",
    "more_than",
    "less_than",
    "between",
)
_OPEN = {"lower": ("at_most", "less_than", "nearly"), "upper": ("at_least", "more_than")}
_CURRENCY_SLOTS = (
    *("currency", "prefix", "sign", "code", "thousands", "millions", "billions"),
    *("currency2", "sign2", "code2", "hundredths", "pence", "tenths"),
)
_UNITS = {"percent": "%", "percentage_points": "pp"}


@dataclass(frozen=True)
class Quantity:
    """A number, or the two ends of a range, with its unit.

    The unit is an ISO 4217 code, `%`, `pp`, a UCUM code, or a shared sign that wants a declaration.
    """

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

    def declared(self, currencies: Mapping[str, str], unit: str | None = None) -> Quantity:
        """The quantity with its currency as declared, or in the UCUM unit that a field declares.

        Raises NotUnderstood where a sign or unit has several meanings and none is declared.
        """
        if self.kind == "amount":
            found = currency_of(self.unit, currencies)
            return self if found == self.unit else replace(self, unit=found)
        if self.kind != "quantity":
            return self
        value, found = in_unit(self.value, self.unit, unit)
        if found == self.unit:
            return self
        upper = None if self.upper is None else in_unit(self.upper, self.unit, unit)[0]
        return replace(self, value=value, upper=upper, unit=found)

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
    qualifiers = {
        found[name]
        for name in ("hedge", "elided", "mark", "middle", "bound", "bound2")
        if name in found
    }
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
    if "whole" in found:
        return Quantity(rule.kind, _share(first.value, second.value), unit, qualifier)
    if "either" in found and second.value - first.value != 1:
        raise NotUnderstood("two values, one or the other, are not the ends of a range")
    low, high = _range(first, second)
    return Quantity(rule.kind, low, unit, qualifier, high)


def _number(found: Mapping[str, Any], suffix: str) -> Number:
    names = (
        f"number{suffix}",
        "decimal",
        "round",
        "fraction",
        "times",
        "halfof",
        "fewyears",
        "someyears",
    )
    number: Number = next(found[name] for name in names if name in found)
    power = sum(found.get(f"{name}{suffix}", 0) for name in ("magnitude", "short"))
    power += 3 * ("thousands" in found) + 6 * ("millions" in found) + 9 * ("billions" in found)
    power -= 2 * ("hundredths" in found or "pence" in found) + ("tenths" in found)
    is_negative = found.get(f"minus{suffix}") == "-"
    digits = number.digits.copy_negate() if is_negative else number.digits
    return Number(digits, number.power + power + found.get("scale", found.get("basis", 0)))


def _share(part: Decimal, whole: Decimal) -> Decimal:
    """So many of so many as a percentage; raises NotUnderstood where it has no exact decimal."""
    if not 0 < part < whole or whole > 1000 or {part % 1, whole % 1} != {0}:
        raise NotUnderstood("the phrase is not a part of a whole")
    numerator, denominator = (100 * part).as_integer_ratio()[0], int(whole)
    rest = denominator // gcd(numerator, denominator)
    while rest % 2 == 0:
        rest //= 2
    while rest % 5 == 0:
        rest //= 5
    if rest != 1:
        raise NotUnderstood("the part has no exact decimal: cite it word for word (verbatim)")
    return Decimal(numerator) / denominator


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
    if rule.kind == "quantity":
        units = {found[name] for name in ("unit", "unit2", "years", "years2") if name in found}
        if len(units) > 1:
            raise NotUnderstood(f"the phrase names several units: {', '.join(sorted(units))}")
        return next(iter(units), "1")
    units = {found[name] for name in _CURRENCY_SLOTS if name in found}
    return one_unit(units) if units else _UNITS.get(rule.kind, "")
