"""The plan of a scan: a schema compiled for the columns that a file really has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pincite.tables.keys import KeyColumns, Reference, Uniqueness
from pincite.tables.records import RawRow
from pincite.tables.row_check import Fault
from pincite.types import CellReader, compile_field


class Finding(NamedTuple):
    """A fault and the row that it is in."""

    row: RawRow
    fault: Fault


@dataclass
class Counts:
    """What a scan looked at."""

    rows: int = 0
    cells: int = 0


@dataclass(frozen=True)
class Plan:
    """Fields and readers by column, keys and references; `kept` are keys that others refer to."""

    fields: tuple[Mapping[str, Any], ...]
    readers: tuple[CellReader, ...]
    missing: tuple[tuple[str, ...], ...]
    keys: tuple[Uniqueness, ...]
    references: tuple[Reference, ...]
    kept: tuple[KeyColumns, ...] = ()


def ignore(size: int) -> None:
    """Take a number of bytes that were looked at, where nobody wants to know."""
    del size


def positions_of(fields: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The column of each field name, from 0; of a name that repeats, the last."""
    return {field["name"]: column for column, field in enumerate(fields)}


def missing_of(field: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts that stand for no value in a field: its own, else the schema's."""
    stated = field.get("missingValues", schema.get("missingValues", ("",)))
    return tuple(item["value"] if isinstance(item, Mapping) else item for item in stated)


def compile_readers(
    fields: Sequence[Mapping[str, Any]], schema: Mapping[str, Any]
) -> tuple[CellReader, ...]:
    """A reader for each column; raises BadField."""
    return tuple(compile_field(field, missing_of(field, schema)) for field in fields)
