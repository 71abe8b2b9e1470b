"""Cell rules for columns: stateless expressions that are true only for certainly clean cells.

Where a field has no rule here, or a cell is doubted, the exact reader decides on its text. Bounds
are compared strictly, since a rounded number that lies beyond a bound was beyond it before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from pincite.types import BOUNDS, Type, type_of
from pincite.types.any import ANY
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.patterns import begins_with_ink, portable_pattern
from pincite.types.string import STRING

Field = Mapping[str, Any]
_INK = r"[^\s\x1c-\x1f]"  # what Python does not take for a blank
MOST_DIGITS = 300  # a longer number is looked at by the exact reader


def certain(field: Field, missing: Sequence[str], column: pl.Expr) -> pl.Expr | None:
    """True where a cell is clean for certain, never null; None where there is no such rule."""
    kind = type_of(field)
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
        if kind in (ANY, STRING) and not begins_with_ink(constraints.get("pattern")):
            tests.append(column.str.contains(_INK))
    if not tests:
        return None
    clean = pl.all_horizontal(tests).fill_null(value=False)
    return clean if is_required else clean | is_empty


def is_free(field: Field) -> bool:
    """Whether every text is a clean cell of the field."""
    kind = type_of(field)
    plain = field.get("format", "default") == "default" or kind is ANY
    constraints = {k: v for k, v in field.get("constraints", {}).items() if v is not None}
    constraints.pop("unique", None)
    if constraints.get("required") is False:
        del constraints["required"]
    return kind in (ANY, STRING) and plain and not constraints and "categories" not in field


def is_cheap(field: Field) -> bool:
    """Whether the rule of a field costs less than finding the distinct texts of a column."""
    is_text = type_of(field) is STRING and field.get("format", "default") == "default"
    return is_text and "pattern" not in field.get("constraints", {})


def is_missing(missing: Sequence[str], column: pl.Expr) -> pl.Expr:
    """True where a cell stands for no value."""
    if list(missing) == [""]:
        return column.str.len_bytes() == 0
    return column.is_in(list(missing))


def _tests(
    kind: Type, field: Field, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if kind is ANY:
        return [] if not constraints else None
    if kind is STRING:
        return _string_tests(field, constraints, column)
    if kind in (INTEGER, NUMBER) and not (kind.properties.keys() & field.keys()):
        return _number_tests(kind, constraints, column)
    languages = None if constraints.keys() - set(BOUNDS) else kind.languages(field)
    if languages is None:
        return None
    return [column.str.contains(f"^(?:{language})$") for language in languages]


def _string_tests(
    field: Field, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if constraints.keys() - {"pattern", "minLength", "maxLength"}:
        return None
    languages = STRING.languages(field)
    if languages is None:
        return None
    tests = [column.str.contains(f"^(?:{language})$") for language in languages]
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
    kind: Type, constraints: Mapping[str, Any], column: pl.Expr
) -> list[pl.Expr] | None:
    if constraints.keys() - set(BOUNDS):
        return None
    value = column.cast(pl.Int64 if kind is INTEGER else pl.Float64, strict=False)
    tests = [value.is_not_null(), column.str.len_bytes() <= MOST_DIGITS]
    if kind is NUMBER:
        tests.append(value.is_finite() & (value != 0))  # 0, or an exponent that is out of bounds
    for name, limit in constraints.items():
        bound = float(Decimal(str(limit)))
        if kind is INTEGER:
            value = value.cast(pl.Float64)
        tests.append(value > bound if name.lower().endswith("minimum") else value < bound)
    return tests
