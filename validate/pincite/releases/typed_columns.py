"""Typed columns: what the cells of a table are in formats that have their own types.

A column's kind follows from its field's type and from all of its values, so that nothing is ever
rounded: what a narrower type cannot hold exactly stays text, as it is in the CSV file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from pincite.package import Field
from pincite.tables.text_table import Table
from pincite.types import Kind, NoPlace, Stored
from pincite.types.constraints import plain
from pincite.types.number import number_text, rounds

__all__ = ["Column", "Kind", "iso_text", "number_text", "read_columns"]

_KINDS = frozenset(Kind) - {Kind.LIST, Kind.POINT}  # that every format of a release has


@dataclass(frozen=True)
class Column:
    """One column: its field, the kind of its values, and the values, None where missing."""

    field: Field
    kind: Kind
    values: tuple[Any, ...]
    unit: str = ""

    @property
    def name(self) -> str:
        """The field's name."""
        return self.field.name

    @property
    def title(self) -> str:
        """The field's title, or its name."""
        return str(self.field.descriptor.get("title", self.field.name))

    @property
    def description(self) -> str:
        """The field's description, empty where it has none."""
        return str(self.field.descriptor.get("description", ""))

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of an enum of texts, in their order; empty for other fields."""
        listed = self.field.constraints.get("enum") or [
            plain(item) for item in self.field.descriptor.get("categories", ())
        ]
        return tuple(map(str, listed)) if self.kind is Kind.TEXT else ()

    @property
    def stored(self) -> Stored:
        """The column as the types know it."""
        return Stored(self.kind, self.values, self.unit)


def read_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table whose cells are valid by its schema."""
    return tuple(_column(table, field) for field in table.schema.fields)


def _column(table: Table, field: Field) -> Column:
    texts = [record.cells[field.name] for record in table.records]
    read = table.schema.readers[field.name].read
    values = [read(text)[0] for text in texts]
    for is_exact in (True, False):
        stored = _stored(field, values, is_exact=is_exact)
        if stored is not None:
            return Column(field, stored.kind, tuple(stored.values), stored.unit)
    pairs = zip(texts, values, strict=True)
    return Column(field, Kind.TEXT, tuple(None if value is None else text for text, value in pairs))


def _stored(field: Field, values: Sequence[Any], *, is_exact: bool) -> Stored | None:
    """The column, or None where the formats of a release would lose something of it."""
    try:
        stored = field.kind.stored(values, is_exact=is_exact)
    except NoPlace:
        return None
    if stored.kind not in _KINDS or stored.unit.startswith("ns") or stored.unit.endswith("+"):
        return None
    is_rounded = stored.kind is Kind.REAL and any(map(rounds, filter(_is_some, values)))
    return None if is_rounded or stored.kind is Kind.TEXT else stored


def _is_some(value: Any) -> bool:
    return value is not None


def iso_text(value: date | datetime | time) -> str:
    """A moment as ISO 8601 text; UTC is written Z."""
    return value.isoformat().replace("+00:00", "Z")
