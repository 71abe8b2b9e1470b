"""Typed columns: what the cells of a table are in formats that have types of their own.

A column's kind follows from its field's type and from all of its values, so that nothing is ever
rounded: what a narrower type cannot hold exactly stays text, as it stands in the CSV file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pincite.package import Field
from pincite.tables.text_table import Table

MAX_DIGITS = 38  # of a 128 bit decimal, in Parquet and the databases that read it
_INT64 = range(-(2**63), 2**63)  # SQLite, Parquet and Arrow have no longer integer


class Kind(StrEnum):
    """What the values of a column are, in Python: str, int, Decimal, float, bool, date, ..."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    REAL = "real"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"
    TIME = "time"


@dataclass(frozen=True)
class Column:
    """One column: its field, the kind of its values, and the values, None where missing."""

    field: Field
    kind: Kind
    values: tuple[Any, ...]

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
            item["value"] if isinstance(item, Mapping) else item
            for item in self.field.descriptor.get("categories", ())
        ]
        return tuple(map(str, listed)) if self.kind is Kind.TEXT else ()

    @property
    def scale(self) -> int:
        """Digits behind the point that a column of decimals needs."""
        return max((_scale(value) for value in self.values if value is not None), default=0)


def read_columns(table: Table) -> tuple[Column, ...]:
    """The columns of a table whose cells are valid by its schema."""
    return tuple(_column(table, field) for field in table.schema.fields)


def _column(table: Table, field: Field) -> Column:
    texts = [record.cells[field.name] for record in table.records]
    read = table.schema.readers[field.name].read
    values = [read(text)[0] for text in texts]
    for kind, convert in _KINDS.get(field.type, ()):
        converted = convert(values)
        if converted is not None:
            return Column(field, kind, tuple(converted))
    pairs = zip(texts, values, strict=True)
    return Column(field, Kind.TEXT, tuple(None if value is None else text for text, value in pairs))


Values = Sequence[Any]


def _integers(values: Values) -> Values | None:
    fits = all(value is None or value in _INT64 for value in values)
    return values if fits else None


def _decimals(values: Values) -> Values | None:
    filled = [value for value in values if value is not None]
    if not all(value.is_finite() for value in filled):
        return None
    scale = max(map(_scale, filled), default=0)
    whole = max((max(value.adjusted() + 1, 0) for value in filled), default=0)
    return values if whole + scale <= MAX_DIGITS else None


def _scale(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _reals(values: Values) -> Values | None:
    fits = all(value is None or _is_exact(value) for value in values)
    return [None if value is None else float(value) for value in values] if fits else None


def _is_exact(value: Decimal) -> bool:
    return not value.is_finite() or Decimal(repr(float(value))) == value


def _moments(values: Values) -> Values | None:
    """Moments of one sort: all without a zone, or all in UTC."""
    zoned = {value.tzinfo is not None for value in values if value is not None}
    if len(zoned) > 1:
        return None
    try:
        if True in zoned:
            return [None if value is None else value.astimezone(UTC) for value in values]
    except OverflowError:  # in UTC it lies before the year 1, or behind 9999
        return None
    return values


def _times(values: Values) -> Values | None:
    return values if all(value is None or value.tzinfo is None for value in values) else None


def _as_they_are(values: Values) -> Values | None:
    return values


_KINDS: Mapping[str, tuple[tuple[Kind, Callable[[Values], Values | None]], ...]] = {
    "boolean": ((Kind.BOOLEAN, _as_they_are),),
    "date": ((Kind.DATE, _as_they_are),),
    "datetime": ((Kind.DATETIME, _moments),),
    "integer": ((Kind.INTEGER, _integers),),
    "number": ((Kind.DECIMAL, _decimals), (Kind.REAL, _reals)),
    "time": ((Kind.TIME, _times),),
    "year": ((Kind.INTEGER, _as_they_are),),
}


def iso_text(value: date | datetime | time) -> str:
    """A moment as ISO 8601 text; UTC is written Z."""
    return value.isoformat().replace("+00:00", "Z")


def number_text(value: Decimal | float) -> str:
    """A number as text; what is none is spelled as Table Schema does: NaN, INF, -INF."""
    if value != value:  # noqa: PLR0124 - NaN alone
        return "NaN"
    return str(value).replace("inf", "INF")
