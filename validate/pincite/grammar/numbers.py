"""Numbers as printed: digits with separators, words, and the myriads of Chinese and Japanese.

Everything is exact: no float, and no decimal context that rounds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from pincite.grammar.rules import BLANKS, NotUnderstood, Slot

WIDE = str.maketrans("０１２３４５６７８９，．〇零", "0123456789,.00")
HAN_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_SMALL = {"千": 3, "百": 2, "十": 1}
_ARABIC = re.compile(r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_ADDED = re.compile(
    r"(?:(?P<d3>[一二两三四五六七八九]?)千)?(?:[零〇]?(?P<d2>[一二两三四五六七八九]?)百)?"
    r"(?:[零〇]?(?P<d1>[一二三四五六七八九]?)十)?(?P<zero>[零〇])?(?P<d0>[一二两三四五六七八九]?)"
)


class Number(NamedTuple):
    """A number before its magnitude, and the power of ten that the magnitude means."""

    digits: Decimal
    power: int = 0

    @property
    def value(self) -> Decimal:
        """The number itself, exactly."""
        return shifted(self.digits, self.power)


def shifted(number: Decimal, power: int) -> Decimal:
    """A number times a power of ten, without rounding."""
    sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise ValueError(f"{number} is not finite")
    return Decimal((sign, digits, exponent + power))


def plain_digits(number: Decimal) -> str:
    """A number in plain digits, without exponent, superfluous zeros or a sign on zero."""
    text = format(number, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@dataclass(frozen=True)
class Spelt:
    """Numbers in words: `pattern` finds what may be one, `known` lists all that are."""

    pattern: str
    known: Callable[[], Mapping[str, Decimal]]
    says: str

    def read(self, text: str) -> Number:
        """The number of a text; raises NotUnderstood where its words are not one number."""
        value = self.known().get(" ".join(text.lower().split()))
        if value is None:
            raise NotUnderstood(f"“{text}” is not a number in words that can be read")
        return Number(value)


def spelt_numbers(
    parts: Iterable[str], joint: str, known: Callable[[], Mapping[str, Any]], says: str
) -> Spelt:
    """Numbers in words: some of the `parts`, with a `joint` (a pattern) between two of them."""
    longest_first = sorted(parts, key=lambda word: (-len(word), word))
    part = f"(?:{'|'.join(re.escape(word) for word in longest_first)})"

    @cache
    def exact() -> Mapping[str, Decimal]:
        return {word.lower(): Decimal(str(value)) for word, value in known().items()}

    return Spelt(f"(?ai:{part}(?:{joint}{part})*)", exact, says)


def printed_number(group: str, decimal: str, spelt: Spelt, *, is_strict: bool = False) -> Slot:
    """Digits with one of the group signs or blanks, a decimal sign, and numbers in words.

    With `is_strict` three decimals of a whole number are refused: `1,500` is 1500 to many readers.
    """
    grouped = "|".join(
        rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+" for mark in [*group, *BLANKS]
    )
    indian = "[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}|" if "," in group else ""
    digits = rf"(?:{indian}{grouped}|[0-9]+)(?:{re.escape(decimal)}[0-9]+)?|(?:[0-9]+ ?)?[½¼¾]"
    drop = str.maketrans(dict.fromkeys([*group, *BLANKS], ""))
    doubtful = re.compile(rf"[1-9][0-9]{{0,2}}{re.escape(decimal)}[0-9]{{3}}")

    def read(text: str) -> Number:
        if text[-1] in _VULGAR:
            return Number(Decimal(text[:-1].strip() or 0) + _VULGAR[text[-1]])
        if not text[0].isdigit():
            return spelt.read(text)
        if is_strict and doubtful.fullmatch(text):
            raise NotUnderstood(f"“{text}” is a decimal to some readers and thousands to others")
        return Number(Decimal(text.translate(drop).replace(decimal, ".")))

    says = (
        f"digits, grouped in threes by one of “{'”, “'.join(group)}” or a blank,"
        f" decimal sign “{decimal}”; or a number in words: {spelt.says}"
    )
    return Slot(says, f"{digits}|{spelt.pattern}", read)


def han_number(myriads: Mapping[str, int]) -> Slot:
    """Digits of ASCII or full width, Han numerals, and units of ten thousand."""
    units = "".join(sorted(set("".join(myriads))))
    # 千 may begin a unit: 100万千瓦 are 1,000,000 kilowatts
    digit = rf"[0-9０-９,，.．〇零一二两三四五六七八九十百{units}]|千(?![瓦克米伏焦卡赫帕])"
    pattern = f"(?:{digit})+"
    says = (
        "digits of ASCII or full width, grouped by commas; Han numerals; and the units "
        + ", ".join(f"{unit} = 10^{power}" for unit, power in myriads.items())
    )
    return Slot(says, pattern, lambda text: read_han(text, myriads))


def read_han(text: str, myriads: Mapping[str, int]) -> Number:
    """The number of a text such as `1億6000万`, `3.5億` or `三百二十`; raises NotUnderstood."""
    longest_first = sorted(myriads, key=len, reverse=True)
    parts = re.findall(rf"(.*?)({'|'.join(longest_first)}|$)", text)
    found = [(segment, unit) for segment, unit in parts if segment or unit]
    powers = [myriads.get(unit, 0) for _, unit in found]
    if any(low >= high for high, low in pairwise(powers)):
        raise NotUnderstood(f"“{text}” is not a number: its units do not descend")
    numbers = [_segment(segment, text, is_first=not at) for at, (segment, _) in enumerate(found)]
    if len(numbers) == 1:
        return Number(numbers[0].digits, numbers[0].power + powers[0])
    total = Decimal(0)
    for number, power in zip(numbers, powers, strict=True):
        value = number.value
        if value != value.to_integral_value() or (number is not numbers[0] and value >= 10000):
            raise NotUnderstood(f"“{text}” is not a number: a part below 万 must be whole")
        total += shifted(value, power)
    return Number(total)


def _segment(text: str, whole: str, *, is_first: bool) -> Number:
    """A number below the myriads: Arabic digits, perhaps with 千 or 百, or Han numerals.

    Han digits side by side are refused: 二三 is "two or three". So is a last digit that skips a
    power without 零: 三千五 is 3500 to one reader and 3005 to another.
    """
    arabic = text.translate(WIDE) if text[:1] not in HAN_DIGITS else text
    digits = arabic[:-1] if arabic[-1:] in ("千", "百") else arabic
    if _ARABIC.fullmatch(digits):
        unit = _SMALL.get(arabic[-1:], 0)
        return Number(Decimal(digits.replace(",", "")), unit)
    match = _ADDED.fullmatch(text) if text else None
    if match is not None:
        powers = {"d3": 3, "d2": 2, "d1": 1, "d0": 0}
        skips = match["d1"] is None and not (is_first and match["d2"] is match["d3"] is None)
        if not (match["d0"] and skips and not match["zero"]):
            found = [
                (HAN_DIGITS[digit] if digit else int(name != "d0")) * 10**power
                for name, power in powers.items()
                if (digit := match[name]) is not None
            ]
            return Number(Decimal(sum(found)))
    raise NotUnderstood(f"“{whole}” cannot be read as a number in one way only")
