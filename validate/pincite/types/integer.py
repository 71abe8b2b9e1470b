"""Integers: ASCII digits with an optional sign, with bareNumber and groupChar.

Surrounding blanks are passed over, as other validators do.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from pincite.report.expressions import lazy
from pincite.types.base import BOUNDS, Field, Kind, Names, NoPlace, Reader, Stored, Type

MAX_DIGITS = 4300  # Python's own limit for int(); a longer number is refused, not computed
INT64 = 2**63
AS_TEXT = "name the field in as_text to read its cells as text"
AROUND = lazy(r"^[^-+0-9]*|[^0-9]*$")  # what bareNumber: false allows around digits
_INTEGER = lazy(r"[+-]?[0-9]+")


def is_short(value: Decimal) -> bool:
    """Whether a number can be written out with not too many digits."""
    return not value.is_finite() or abs(value.adjusted()) <= MAX_DIGITS


class Integer(Type):
    """Whole numbers of any size."""

    name = "integer"
    names = Names("int64", "Int64", "Int64", "BIGINT", (("integer", "[+-]?[0-9]+"),), "integer")
    coded = Names("dictionary", "category", "Int64", "BIGINT")  # with categories
    constraints = BOUNDS
    is_ordered = True
    is_fact = True
    is_json_value = True
    properties: ClassVar = {"bareNumber": "flag", "groupChar": "text"}
    has_categories = True
    is_number = True
    canonical = "^(?:0|-?[1-9][0-9]*)$"

    def reader(self, field: Field) -> Reader:
        """Reader of integers; those of JSON may be written as 1.0."""
        bare, group = field.get("bareNumber", True), field.get("groupChar", "")

        def read(cell: object) -> int | None:
            if isinstance(cell, str):
                text = cell.strip()
                text = text if bare else AROUND.sub("", text)
                text = text.replace(group, "") if group else text
                fits = _INTEGER.fullmatch(text) and len(text) <= MAX_DIGITS
                return int(text) if fits else None
            return whole(cell)

        return read

    def form(self, field: Field) -> str:
        """With the groupChar, where there is one."""
        group = field.get("groupChar")
        around = "" if field.get("bareNumber", True) else " with any text around it"
        return f"a whole number{around}, as in {f'1{group}234' if group else '12'}"

    def languages(self, field: Field) -> tuple[str, ...] | None:
        """Canonical integers within the bounds; other spellings may be valid too."""
        if self.properties.keys() & field.keys():
            return None
        return bounded(self.reader({}), field, "[+-]?[0-9]+")

    def stored(self, values: Sequence[Any], *, is_exact: bool) -> Stored:
        """64 bit."""
        del is_exact
        for value in values:
            if value is not None and not -INT64 <= value < INT64:
                raise NoPlace(value, f"does not fit into 64 bits: {AS_TEXT}")
        return Stored(Kind.INTEGER, values)


def whole(cell: object) -> int | None:
    """The integer that a number of JSON or of a library is, else None."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int):
        return cell
    if isinstance(cell, float | Decimal):
        exact = Decimal(str(cell))
        is_whole = exact.is_finite() and is_short(exact) and exact == exact.to_integral_value()
        return int(exact) if is_whole else None
    return None


def bounded(read: Reader, field: Field, unbounded: str) -> tuple[str, ...] | None:
    """The language of canonical integers within a field's bounds."""
    given = field.get("constraints", {})
    stated = {k: v for k, v in given.items() if k in BOUNDS and v is not None}
    least, most = None, None
    for name, given in stated.items():
        limit = read(given)
        if limit is None:
            return None
        if name.endswith("inimum"):
            limit += name.startswith("ex")
            least = limit if least is None else max(least, limit)
        else:
            limit -= name.startswith("ex")
            most = limit if most is None else min(most, limit)
    pattern = integers_between(least, most) if stated else unbounded
    return None if pattern is None else (pattern,)


def integers_between(least: int | None, most: int | None) -> str | None:
    """A pattern of the canonical integers from one to another, both included; None if none is.

    As far as 10**18 in either direction where there is no end: the rest is left to the reader.
    """
    low = -(10**18) if least is None else least
    high = 10**18 if most is None else most
    parts = []
    if low < 0:
        parts += [f"-(?:{_between(max(1, -high), -low)})"] if low <= min(high, -1) else []
    if high >= 0:
        parts += [_between(max(0, low), high)] if max(0, low) <= high else []
    return f"(?:{'|'.join(parts)})" if parts else None


def two_digits(low: int, high: int) -> str:
    """A pattern of the numbers from one to another, written with two digits."""
    return _same_length(f"{low:02}", f"{high:02}")


def _between(low: int, high: int) -> str:
    """A pattern of the integers of two ends that are not negative."""
    parts = []
    while low <= high:
        size = len(str(low))
        last = min(high, 10**size - 1)
        parts.append(_same_length(str(low), str(last)))
        low = last + 1
    return "|".join(parts)


def _same_length(low: str, high: str) -> str:
    """A pattern of the texts of digits of one length between two of them."""
    if not low:
        return ""
    if low == high:
        return low
    rest = len(low) - 1
    if low[0] == high[0]:
        return low[0] + _group(_same_length(low[1:], high[1:]))
    parts, first, last = [], int(low[0]), int(high[0])
    if low[1:].strip("0"):
        parts.append(low[0] + _group(_same_length(low[1:], "9" * rest)))
        first += 1
    tail = []
    if high[1:].strip("9"):
        tail = [high[0] + _group(_same_length("0" * rest, high[1:]))]
        last -= 1
    if first <= last:
        digits = f"[{first}-{last}]" if first < last else str(first)
        parts.append(digits + ("[0-9]" * rest if rest < 3 else f"[0-9]{{{rest}}}"))
    return "|".join(parts + tail)


def _group(pattern: str) -> str:
    return f"(?:{pattern})" if "|" in pattern else pattern


INTEGER = Integer()
