"""Readers of integer, number, boolean, year and yearmonth cells.

Lexical forms are those of the standard: ASCII digits without underscores. Surrounding blanks are
passed over, as current validators do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

Descriptor = Mapping[str, Any]

MAX_DIGITS = 4300  # Python's own limit for int(); a longer number is refused, not computed
_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?0*[0-9]{1,3})?")
_SPECIAL = re.compile(r"nan|-?inf", re.IGNORECASE)
_AROUND = re.compile(r"^[^-+0-9]*|[^0-9]*$")  # what bareNumber: false lets stand around digits
_YEAR = re.compile(r"[0-9]{4}")
_YEARMONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


class YearMonth(NamedTuple):
    """A month of a year; compares as a pair."""

    year: int
    month: int


def integer(field: Descriptor) -> Any:
    """Reader of integers, with bareNumber and groupChar."""
    bare, group = field.get("bareNumber", True), field.get("groupChar", "")

    def read(cell: object) -> int | None:
        if isinstance(cell, str):
            text = cell.strip()
            text = text if bare else _AROUND.sub("", text)
            text = text.replace(group, "") if group else text
            fits = _INTEGER.fullmatch(text) and len(text) <= MAX_DIGITS
            return int(text) if fits else None
        if isinstance(cell, bool):
            return None
        if isinstance(cell, int):
            return cell
        if isinstance(cell, float | Decimal):
            exact = Decimal(str(cell))
            is_whole = exact.is_finite() and _is_short(exact) and exact == exact.to_integral_value()
            return int(exact) if is_whole else None
        return None

    return read


def _is_short(value: Decimal) -> bool:
    """Whether a number of JSON can be written out with not too many digits."""
    return not value.is_finite() or abs(value.adjusted()) <= MAX_DIGITS


def number(field: Descriptor) -> Any:
    """Reader of numbers, with bareNumber, groupChar and decimalChar; exact decimals."""
    bare = field.get("bareNumber", True)
    group, point = field.get("groupChar", ""), field.get("decimalChar", ".")

    def read_text(cell: str) -> Decimal | None:
        text = cell.strip()
        if _SPECIAL.fullmatch(text):
            return Decimal(text)
        text = text if bare else _AROUND.sub("", text)
        text = text.replace(group, "") if group else text
        if point != ".":
            if "." in text:
                return None
            text = text.replace(point, ".")
        fits = _NUMBER.fullmatch(text) and len(text) <= MAX_DIGITS
        return Decimal(text) if fits else None

    def read(cell: object) -> Decimal | None:
        if isinstance(cell, str):
            return read_text(cell)
        if isinstance(cell, bool):
            return None
        if isinstance(cell, int | float | Decimal):
            exact = Decimal(str(cell)) if isinstance(cell, float) else Decimal(cell)
            return exact if _is_short(exact) else None
        return None

    return read


def boolean(field: Descriptor) -> Any:
    """Reader of booleans, with trueValues and falseValues."""
    true = field.get("trueValues", ["true", "True", "TRUE", "1"])
    false = field.get("falseValues", ["false", "False", "FALSE", "0"])
    values = dict.fromkeys(true, True) | dict.fromkeys(false, False)

    def read(cell: object) -> bool | None:
        if isinstance(cell, bool):
            return cell
        return values.get(cell) if isinstance(cell, str) else None

    return read


def year(_: Descriptor) -> Any:
    """Reader of years of four digits."""

    def read(cell: object) -> int | None:
        if isinstance(cell, int) and not isinstance(cell, bool):
            return cell if 0 <= cell <= 9999 else None
        if isinstance(cell, str) and _YEAR.fullmatch(cell):
            return int(cell)
        return None

    return read


def yearmonth(_: Descriptor) -> Any:
    """Reader of months, YYYY-MM."""

    def read(cell: object) -> YearMonth | None:
        if isinstance(cell, str):
            match = _YEARMONTH.fullmatch(cell)
            return YearMonth(int(match[1]), int(match[2])) if match else None
        if isinstance(cell, list | tuple) and len(cell) == 2:
            return YearMonth(*cell) if all(isinstance(part, int) for part in cell) else None
        return None

    return read
