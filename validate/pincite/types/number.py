"""Numbers: exact decimals, NaN, INF and -INF; with bareNumber, groupChar and decimalChar."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import ceil, floor
from typing import Any, ClassVar

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Kind, Names, NoPlace, Reader, Stored, Type
from pincite.types.integer import AS_TEXT, MAX_DIGITS, integers_between, is_short

MAX_DECIMAL = 38  # digits of a 128 bit decimal, in Parquet and the databases that read it
MAX_WIDE_DECIMAL = 76  # of the widest decimal that Arrow has
NUMBER_TEXT = r"[+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?0*[0-9]{1,3})?"
_NUMBER = lazy(NUMBER_TEXT)
_SPECIAL = lazy(r"nan|-?inf", re.IGNORECASE)  # "the case does not matter" (v2, number)


class Number(Type):
    """Decimal numbers.

    `pincite.open` gives floats unless asked for decimals, since people compute with them; releases
    hold decimals, since they must not round: the two columns differ for that reason.
    """

    name = "number"
    names = Names(
        "double",
        "Float64",
        "Float64",
        "DOUBLE",
        (
            ("decimal", r"[+-]?[0-9]+(?:\.[0-9]+)?"),
            ("double", r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|NaN|-?INF"),
        ),
        "number",
    )
    exact = Names("decimal", "decimal[pyarrow]", "Decimal", "DECIMAL")
    constraints = BOUNDS
    is_ordered = True
    is_fact = True
    is_json_value = True
    properties: ClassVar = {"bareNumber": "flag", "groupChar": "text", "decimalChar": "filled"}
    is_number = True
    canonical = "^(?:0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)[.][0-9]*[1-9])$"

    def reader(self, field: Field) -> Reader:
        """Reader of numbers."""
        bare = field.get("bareNumber", True)
        group, point = field.get("groupChar", ""), field.get("decimalChar", ".")
        around = _around(point)

        def read_text(cell: str) -> Decimal | None:
            text = cell.strip()
            if _SPECIAL.fullmatch(text):
                return Decimal(text)
            text = text if bare else around.sub("", text)
            text = text.replace(group, "") if group else text
            if point != ".":
                if "." in text:
                    return None
                text = text.replace(point, ".")
            fits = _NUMBER.fullmatch(text) and len(text) <= MAX_DIGITS
            return Decimal(text) if fits else None

        return lambda cell: read_text(cell) if isinstance(cell, str) else decimal_of(cell)

    def form(self, field: Field) -> str:
        """With the groupChar and decimalChar, where there are any."""
        group, point = field.get("groupChar", ""), field.get("decimalChar", ".")
        around = "" if field.get("bareNumber", True) else " with any text around it"
        return f"a number{around}, as in {f'1{group}234' if group else '12'}{point}5"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Decimals whose whole part alone says that they are within the bounds, or all numbers."""
        if self.properties.keys() & field.keys():
            return None
        stated = {k: v for k, v in field.get("constraints", {}).items() if k in BOUNDS}
        if not any(limit is not None for limit in stated.values()):
            return (NUMBER_TEXT,)
        within = _whole_parts(self.reader({}), stated)
        return None if within is None else (within,)

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """Decimals with as many digits behind the point as the longest has, or floats."""
        return _decimals(values) if is_exact else _floats(values)

    def text_of(self, value: Any) -> str:
        """Without an exponent and closing zeros."""
        if not value.is_finite():
            return str(value)
        text = format(value, "f") if value else "0"  # normalize() would round to 28 digits
        return text.rstrip("0").removesuffix(".") if "." in text else text


def _whole_parts(read: Reader, stated: Mapping[str, Any]) -> str | None:
    """A pattern of decimals within bounds, by their whole parts; None if there is none.

    A number of the whole part n lies from n to n + 1, with a minus sign from -n - 1 to -n. One
    whose whole part is that of a bound is left to the reader.
    """
    limits = {name: read(given) for name, given in stated.items() if given is not None}
    if not all(limit is not None and limit.is_finite() for limit in limits.values()):
        return None
    found = []
    for sign, spelt in ((1, "[+]?"), (-1, "-")):
        least, most = 0, None
        for name, limit in limits.items():
            value = sign * limit
            if name.endswith("inimum") == (sign == 1):
                least = max(least, floor(value) + 1 if name.startswith("ex") else ceil(value))
            else:
                most = min(floor(value) - 1 if most is None else most, floor(value) - 1)
        digits = "[0-9]+" if (least, most) == (0, None) else integers_between(least, most)
        if digits is not None and (most is None or least <= most):
            zeros = "" if digits == "[0-9]+" else "0*"
            found.append(f"{spelt}{zeros}{digits}(?:[.][0-9]*)?")
    return f"(?:{'|'.join(found)})" if found else None


def _around(point: str) -> re.Pattern[str]:
    """What bareNumber: false allows around a number, which may begin with its decimal sign."""
    return re.compile(rf"^(?:(?!{re.escape(point)}[0-9])[^-+0-9])*|[^0-9]*$")


def decimal_of(cell: object) -> Decimal | None:
    """The number that a number of JSON or of a library is, else None."""
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return None
    exact = Decimal(str(cell)) if isinstance(cell, float) else Decimal(cell)
    return exact if is_short(exact) else None


def _floats(values: Sequence[Any]) -> Stored:
    floats = [None if value is None else float(value) for value in values]
    for value, number in zip(values, floats, strict=True):
        if number in (float("inf"), float("-inf")) and value.is_finite():
            raise NoPlace(value, f"is too large for a 64-bit float: {AS_TEXT}")
    return Stored(Kind.REAL, floats)


def _decimals(values: Sequence[Any]) -> Stored:
    scale = whole = 0
    for value in values:
        if value is None:
            continue
        if not value.is_finite():
            raise NoPlace(value, 'has no exact decimal: use decimals="float"')
        digits = value.as_tuple()
        scale = max(scale, -digits.exponent)
        whole = max(whole, len(digits.digits) + digits.exponent)
        if scale + whole > MAX_WIDE_DECIMAL:
            raise NoPlace(
                value, f"needs a column of more than {MAX_WIDE_DECIMAL} digits: {AS_TEXT}"
            )
    return Stored(Kind.DECIMAL, values, f"{scale}" if scale + whole <= MAX_DECIMAL else f"{scale}+")


def rounds(value: Decimal) -> bool:
    """Whether a 64-bit float would round a number."""
    return value.is_finite() and Decimal(repr(float(value))) != value


def number_text(value: Decimal | float) -> str:
    """A number as text; what is none is spelled as Table Schema does: NaN, INF, -INF."""
    if value != value:  # noqa: PLR0124 - NaN alone
        return "NaN"
    return str(value).replace("Infinity", "INF").replace("inf", "INF")


NUMBER = Number()
