"""Columns of values as Arrow has them: one way for `pincite.open` and for Parquet.

Only numbers differ between the two, where the caller asks for decimals or floats; see
`types/number.py`. Arrow is imported by the caller and handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pincite.types.base import Kind, NoPlace, Stored
from pincite.types.number import MAX_DECIMAL, MAX_WIDE_DECIMAL

_TYPES: Mapping[Kind, Callable[[Any, str], Any]] = {
    Kind.TEXT: lambda arrow, _: arrow.string(),
    Kind.INTEGER: lambda arrow, _: arrow.int64(),
    Kind.REAL: lambda arrow, _: arrow.float64(),
    Kind.BOOLEAN: lambda arrow, _: arrow.bool_(),
    Kind.DATE: lambda arrow, _: arrow.date32(),
    Kind.TIME: lambda arrow, unit: arrow.time64(unit),
    Kind.DATETIME: lambda arrow, unit: arrow.timestamp(unit[:2], "UTC" if "Z" in unit else None),
    Kind.POINT: lambda arrow, _: arrow.struct([("lon", arrow.float64()), ("lat", arrow.float64())]),
}


def arrow_type(arrow: Any, column: Stored) -> Any:
    """The type of a column that is not a list."""
    if column.kind is not Kind.DECIMAL:
        return _TYPES[column.kind](arrow, column.unit)
    scale = int(column.unit.rstrip("+"))
    if column.unit.endswith("+"):
        return arrow.decimal256(MAX_WIDE_DECIMAL, scale)
    return arrow.decimal128(MAX_DECIMAL, scale)


def arrow_array(arrow: Any, column: Stored) -> Any:
    """The array of a column that is not a list; raises NoPlace for what is not a text."""
    try:
        return arrow.array(column.values, arrow_type(arrow, column))
    except UnicodeEncodeError as error:
        raise NoPlace(error.object, "holds half of a surrogate pair, which is not text") from error
