"""Cell rules for columns: stateless expressions that are true only for certainly clean cells.

Where a field has no rule here, or a cell is doubted, the exact reader decides on its text. Bounds
are compared strictly, since a rounded number that lies beyond a bound was beyond it before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from pincite.types import begins_with_ink, portable_pattern
from pincite.types.forms import PLAIN_FORMS

Field = Mapping[str, Any]
_INK = r"[^\s\x1c-\x1f]"  # what Python does not take for a blank
MOST_DIGITS = 300  # a longer number is looked at by the exact reader

_PLAIN_TYPES = {
    "integer": {"bareNumber", "groupChar"},
    "number": {"bareNumber", "groupChar", "decimalChar"},
}
_YEAR, _LONG, _SHORT = "[1-9][0-9]{3}", "(?:0[13578]|1[02])", "(?:0[469]|11)"
_DAY = (
    f"{_YEAR}-(?:{_LONG}-(?:0[1-9]|[12][0-9]|3[01])|{_SHORT}-(?:0[1-9]|[12][0-9]|30)"
    "|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
_CLOCK = "(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]{1,6})?Z?"
_MOMENTS = {"date": _DAY, "datetime": f"{_DAY}T{_CLOCK}", "time": _CLOCK}


def certain(field: Field, missing: Sequence[str], column: pl.Expr) -> pl.Expr | None:
    """True where a cell is clean for certain, never null; None where there is no such rule."""
    kind = field.get("type", "any")
    constraints = {k: v for k, v in field.get("constraints", {}).items() if v is not None}
    is_required = bool(constraints.pop("required", False))
    constraints.pop("unique", None)
    if "categories" in field or "enum" in constraints:
        return None
    tests = _tests(kind, field, constraints, column)
    if tests is None:
        return None
    is_empty = is_missing(missing, column)
    if is_required:
        tests.append(~is_empty)
        if kind in ("any", "string") and not begins_with_ink(constraints.get("pattern")):
            tests.append(column.str.contains(_INK))
    if not tests:
        return None
    clean = pl.all_horizontal(tests).fill_null(value=False)
    return clean if is_required else clean | is_empty


def is_free(field: Field) -> bool:
    """Whether every text is a clean cell of the field."""
    is_text = field.get("type", "any") in ("any", "string")
    plain = field.get("format", "default") == "default" or field.get("type", "any") == "any"
    constraints = {k: v for k, v in field.get("constraints", {}).items() if v is not None}
    constraints.pop("unique", None)
    if constraints.get("required") is False:
        del constraints["required"]
    return is_text and plain and not constraints and "categories" not in field


def is_cheap(field: Field) -> bool:
    """Whether the rule of a field costs less than finding the distinct texts of a column."""
    is_text = field.get("type") == "string" and field.get("format", "default") == "default"
    return is_text and "pattern" not in field.get("constraints", {})


def is_missing(missing: Sequence[str], column: pl.Expr) -> pl.Expr:
    """True where a cell stands for no value."""
    if list(missing) == [""]:
        return column.str.len_bytes() == 0
    return column.is_in(list(missing))


def _tests(
    kind: str, field: Field, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if kind == "any":
        return [] if not constraints else None
    if kind == "string":
        return _string_tests(field, constraints, column)
    if kind in _PLAIN_TYPES and not (_PLAIN_TYPES[kind] & field.keys()):
        return _number_tests(kind, constraints, column)
    if kind in _MOMENTS and not constraints and field.get("format", "default") == "default":
        return [column.str.contains(f"^(?:{_MOMENTS[kind]})$")]
    return None


def _string_tests(
    field: Field, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if constraints.keys() - {"pattern", "minLength", "maxLength"}:
        return None
    tests = []
    form = field.get("format", "default")
    if form in PLAIN_FORMS:
        tests.append(column.str.contains(f"^(?:{PLAIN_FORMS[form]})$"))
    elif form != "default":
        return None
    if "pattern" in constraints:
        pattern = portable_pattern(str(constraints["pattern"]))
        if pattern is None:
            return None
        tests.append(column.str.contains(f"^(?:{pattern})$"))
    if "minLength" in constraints:
        tests.append(column.str.len_chars() >= constraints["minLength"])
    if "maxLength" in constraints:  # a code point has at least one byte
        tests.append(column.str.len_bytes() <= constraints["maxLength"])
    return tests


def _number_tests(
    kind: str, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    known = {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}
    if constraints.keys() - known:
        return None
    value = column.cast(pl.Int64 if kind == "integer" else pl.Float64, strict=False)
    tests = [value.is_not_null(), column.str.len_bytes() <= MOST_DIGITS]
    if kind == "number":
        tests.append(value.is_finite() & (value != 0))  # 0, or an exponent that is out of bounds
    for name, limit in constraints.items():
        bound = float(Decimal(str(limit)))
        if kind == "integer":
            value = value.cast(pl.Float64)
        tests.append(value > bound if name.lower().endswith("minimum") else value < bound)
    return tests
