"""Arrow arrays of values that the exact reader gave, by kind of field."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pincite.frames.fields import Column
from pincite.frames.options import library

_INT64 = 2**63
_DIGITS = 76  # of the widest decimal that Arrow has


class BadValue(Exception):
    """A value is of its type, but has no place in an Arrow array of it."""

    def __init__(self, value: Any, message: str):
        super().__init__(message)
        self.value = value


def array_of(kind: str, values: list[Any], column: Column) -> Any:
    """The array of values of a kind, None where a cell is missing; raises BadValue."""
    arrow = library("pyarrow")
    makers: dict[str, Callable[[Any, list[Any], Column], Any]] = {
        "integer": _integers,
        "year": _integers,
        "number": _numbers,
        "datetime": _datetimes,
        "time": _times,
        "list": _lists,
        "geopoint": _points,
    }
    if kind in makers:
        return makers[kind](arrow, values, column)
    if kind == "yearmonth":
        values = [None if value is None else f"{value[0]:04}-{value[1]:02}" for value in values]
    types = {"boolean": arrow.bool_(), "date": arrow.date32()}
    try:
        return arrow.array(values, types.get(kind, arrow.string()))
    except UnicodeEncodeError as error:
        raise BadValue(error.object, "holds half of a surrogate pair, which is no text") from error


def _integers(arrow: Any, values: list[Any], _: Column) -> Any:
    for value in values:
        if value is not None and not -_INT64 <= value < _INT64:
            raise BadValue(value, f"does not fit into 64 bits: {_AS_TEXT}")
    return arrow.array(values, arrow.int64())


_AS_TEXT = "name the field in as_text to read its cells as text"


def _numbers(arrow: Any, values: list[Any], column: Column) -> Any:
    if column.options.decimals == "exact":
        return arrow.array(values, _decimal_type(arrow, values))
    floats = [None if value is None else float(value) for value in values]
    for value, number in zip(values, floats, strict=True):
        if number in (float("inf"), float("-inf")) and value.is_finite():
            raise BadValue(value, f"is too large for a 64-bit float: {_AS_TEXT}")
    return arrow.array(floats, arrow.float64())


def _decimal_type(arrow: Any, values: list[Any]) -> Any:
    """The narrowest of Arrow's decimal types, of 38 or 76 digits, that holds all values."""
    scale = whole = 0
    for value in values:
        if value is None:
            continue
        if not value.is_finite():
            raise BadValue(value, 'has no exact decimal: use decimals="float"')
        exponent = int(value.as_tuple().exponent)
        scale = max(scale, -exponent)
        whole = max(whole, len(value.as_tuple().digits) + exponent)
        if scale + whole > _DIGITS:
            raise BadValue(value, f"needs a column of more than {_DIGITS} digits: {_AS_TEXT}")
    return (arrow.decimal128 if scale + whole <= 38 else arrow.decimal256)(
        38 if scale + whole <= 38 else _DIGITS, scale
    )


def _datetimes(arrow: Any, values: list[Any], _: Column) -> Any:
    given = [value for value in values if value is not None]
    zoned = [value for value in given if value.tzinfo is not None]
    if zoned and len(zoned) < len(given):
        message = "other cells of the field lack the time zone that this one has"
        raise BadValue(zoned[0], f"{message}: {_AS_TEXT}")
    return arrow.array(values, arrow.timestamp("us", "UTC" if zoned else None))


def _times(arrow: Any, values: list[Any], _: Column) -> Any:
    for value in values:
        if value is not None and value.tzinfo is not None:
            raise BadValue(value, f"a time of day with a zone has no column type: {_AS_TEXT}")
    return arrow.array(values, arrow.time64("us"))


def _lists(arrow: Any, values: list[Any], column: Column) -> Any:
    kind = str(column.descriptor.get("itemType", "string"))
    flat = [item for value in values if value is not None for item in value]
    items = array_of(kind, flat, column)
    if kind == "number" and column.options.decimals == "float":
        values = [None if value is None else [float(item) for item in value] for value in values]
    return arrow.array(values, arrow.list_(items.type))


def _points(arrow: Any, values: list[Any], _: Column) -> Any:
    parts = arrow.struct([("lon", arrow.float64()), ("lat", arrow.float64())])
    points = [
        None if value is None else {"lon": float(value.lon), "lat": float(value.lat)}
        for value in values
    ]
    return arrow.array(points, parts)
