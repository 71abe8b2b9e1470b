"""What Japanese and Chinese share: full width, Han numerals, units, and the forms of dates.

Their phrases are read without the blanks that news sites set beside digits ("1.8 万辆").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from pincite.grammar.languages.shared import CODE, FISCAL, POINT, SIGN, century, decade
from pincite.grammar.numbers import HAN_DIGITS, WIDE, Number
from pincite.grammar.rules import NotUnderstood, Slot, words
from pincite.grammar.units import unit_slot

_HAN = {"十": 10, **{char: value for char, value in HAN_DIGITS.items() if char != "两"}}
_DIGIT = "[0-9０-９]"
_HAN_DIGIT = "[〇零一二三四五六七八九]"


def read_digits(text: str) -> int:
    """The number of digits of ASCII, of full width or of Han numerals, such as 二〇二一 or 十一."""
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    return int("".join(str(_HAN.get(char, char)) for char in text.translate(WIDE)))


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
    "monthnumber": Slot("1 to 12", "0?[1-9]|1[0-2]", int),
    "plainday": Slot("1 to 31", "0?[1-9]|[12][0-9]|3[01]", int),
    "shortyear": Slot("the last two digits of a later year", f"{_DIGIT}{{2}}", read_digits),
    "decade": Slot(
        "the first year of a decade, not of a century",
        f"[12１２]{_DIGIT}{{2}}[0０]",
        lambda text: decade(text.translate(WIDE)),
    ),
    "fiscal": Slot(
        FISCAL.says,
        f"[12１２]{_DIGIT}{{3}}|{_DIGIT}{{2}}",
        lambda text: FISCAL.read(text.translate(WIDE)),
    ),
    "fiscalend": Slot("two or four digits", "[0-9]{4}|[0-9]{2}", int),
    "century": Slot(
        "the number of a century",
        f"{_DIGIT}{{2}}|[一二]?十[一二三四五六七八九]?",
        lambda text: century(read_digits(text)),
    ),
    "point": POINT,
    "code": CODE,
    "sign": SIGN,
    "mark": words({"≥": "at_least", "≤": "at_most", "＞": "more_than", "＜": "less_than"}
        | {">": "more_than", "<": "less_than", "≈": "about"}),
    "minus": words({"-": "-", "−": "-", "－": "-", "+": "+", "＋": "+"}),
    "percent": words({"%": "%", "％": "%"}),
    "dash": words(dict.fromkeys(("~", "～", "〜", "-", "–", "—", "－", "―", "—-", "--"), "to")),
    "open": words({"(": "(", "（": "("}),
    "close": words({")": ")", "）": ")"}),
}  # fmt: skip


def han_unit_slot(known: Mapping[str, str]) -> Slot:
    """Units by name, in a script without blanks, or by symbol."""
    found = unit_slot(known, ())
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    names = "|".join(re.escape(word) for word in longest_first)
    symbol = r"[A-Za-zµμ°℃㎡㎢㎥㎞㎝㎜㎏㎎㎖㌧㍑㌔㎾][A-Za-z0-9µμ²³^/·]*"
    return Slot(found.says, f"{names}|{symbol}", found.read)


def han_quarters(forms: Iterable[str]) -> Slot:
    """Quarters by forms in which `#` is the number, of any width."""
    groups = enumerate(("1１一", "2２二", "3３三", "4４四"), 33)
    return words(
        {
            form.replace("#", digit): code
            for code, group in groups
            for digit in group
            for form in forms
        }
    )


def era_slots(eras: Mapping[str, int]) -> dict[str, Slot]:
    """Eras by name, with the year before their first one, and the years in them."""

    def era_year(text: str) -> int:
        year = 1 if text == "元" else int(SMALL.read(text))
        if year < 1:
            raise NotUnderstood("an era begins with its first year")
        return year

    says = "one or two digits, a Han numeral, or 元 for the first year"
    return {
        "era": words(eras),
        "fiscalera": words(eras),
        "erayear": Slot(says, f"{SMALL.pattern}|元", era_year),
    }


def han_fraction(text: str) -> Number:
    """Halves, and quarters, fifths and tenths by 分の or 分之, as percents; 2割5分 is 25, 六成五 65."""
    if "成" in text:  # 六成五, 六成半
        tenths = read_digits(text[: text.index("成")])
        rest = text[text.index("成") + 1 :]
        return Number(Decimal(10 * tenths + (5 if rest == "半" else read_digits(rest))))
    if text[0] in "一半" and "半" in text:
        return Number(Decimal(50))
    if "割" in text:
        return Number(Decimal(read_digits(text[0]) * 10 + read_digits(text[2])))
    whole, part = read_digits(text[: text.index("分")]), read_digits(text[text.index("分") + 2 :])
    if whole not in (4, 5, 10) or not 0 < part < whole:
        raise NotUnderstood(f"“{text}” has no exact percents: cite it word for word (verbatim)")
    return Number(Decimal(100) / whole * part)


_N = f"(?:{_DIGIT}{{1,2}}|[一二三四五六七八九十])"
_ONE = f"(?:{_DIGIT}|[一二三四五六七八九])"
HAN_FRACTION = Slot(
    "half, or quarters, fifths and tenths; 割 and 成 as tenths, 分 as hundredths",
    f"半分|半数|半數|一半|{_N}分[の之]{_N}|{_N}割{_N}分|{_ONE}成(?:{_ONE}|半)",
    han_fraction,
)


def _years(text: str) -> Number:
    return Number(Decimal(read_digits(text.replace("两", "二"))))


# 20年 may be the year 2020: only one digit, Han numerals, or what bounds it make it a duration
FEW_YEARS = Slot(
    "one digit, or a Han numeral below one hundred",
    "[1-9１-９]|[一二两三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]",
    _years,
)
SOME_YEARS = Slot("up to three digits", f"{_DIGIT}{{1,3}}", _years)

# The parts of forms.
HEDGE = "[<hedge>|<mark>]"
ISO_DAY = "<year>(-|/|.)(<isomonth>|<monthnumber>)(-|/|.)(<isoday>|<plainday>)"
IN_YEAR = "[<year>年|<relativeyear>]"
