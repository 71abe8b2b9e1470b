"""Arrow arrays of values that the exact reader gave, lists with their items."""

from __future__ import annotations

from typing import Any

from pincite.frames.fields import Column
from pincite.frames.options import library
from pincite.types import Kind, Type
from pincite.types.arrow import arrow_array
from pincite.types.list import item_type


def array_of(kind: Type, values: list[Any], column: Column) -> Any:
    """The array of values of a type, None where a cell is missing; raises NoPlace."""
    arrow = library("pyarrow")
    is_exact = column.options.decimals == "exact"
    stored = kind.stored(values, is_exact=is_exact)
    if stored.kind is not Kind.LIST:
        return arrow_array(arrow, stored)
    lengths = [None if value is None else len(value) for value in values]
    flat = [item for value in values if value is not None for item in value]
    items = array_of(item_type(column.descriptor), flat, column)
    return arrow.ListArray.from_arrays(_offsets(arrow, lengths), items)


def _offsets(arrow: Any, lengths: list[int | None]) -> Any:
    """Where each list begins among all items, None where there is no list."""
    found: list[int | None] = []
    at = 0
    for length in lengths:
        found.append(None if length is None else at)
        at += length or 0
    return arrow.array([*found, at], arrow.int32())
