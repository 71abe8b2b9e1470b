"""What Japanese and Chinese share: digits of full width, Han numerals in dates."""

from __future__ import annotations

from pincite.grammar.languages.shared import CODE, POINT
from pincite.grammar.numbers import HAN_DIGITS, WIDE
from pincite.grammar.rules import Slot, words

_HAN = {"十": 10, **{char: value for char, value in HAN_DIGITS.items() if char != "两"}}
_DIGIT = "[0-9０-９]"
_HAN_DIGIT = "[〇零一二三四五六七八九]"


def read_digits(text: str) -> int:
    """The number of digits of ASCII, of full width or of Han numerals, such as 二〇二一 or 十一."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    return int("".join(str(_HAN.get(char, char)) for char in text.translate(WIDE)))


def _decade(text: str) -> str:
    return f"{read_digits(text) // 10}X"


_YEAR_PATTERN = f"[12１２]{_DIGIT}{{3}}|[一二]{_HAN_DIGIT}{{3}}"
_SMALL_PATTERN = f"{_DIGIT}{{1,2}}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
YEAR = Slot("four digits from 1000 to 2999, of any width, or Han", _YEAR_PATTERN, read_digits)
SMALL = Slot("one or two digits of any width, or a Han numeral", _SMALL_PATTERN, read_digits)
DATES = {
    "year": YEAR,
    "month": SMALL,
    "day": SMALL,
    "isomonth": Slot("two digits", "[0-9]{2}", int),
    "isoday": Slot("two digits", "[0-9]{2}", int),
    "decade": Slot("the first year of a decade", f"[12１２]{_DIGIT}{{2}}[0０]", _decade),
    "fiscal": YEAR,
    "point": POINT,
    "code": CODE,
    "minus": words({"-": "-", "−": "-", "－": "-"}),
    "percent": words({"%": "%", "％": "%"}),
    "dash": words(dict.fromkeys("~～〜-–—－", "to")),
}
