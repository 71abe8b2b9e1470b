"""Cells, citations and notes as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pincite.text import Span


class Cell(NamedTuple):
    """A cell by its table, record key and field."""

    table: str
    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One row of the citations table; `line` is its physical line, 0 where it has none yet."""

    cell: Cell
    seq: int
    part: str
    source: str
    span: Span
    quote: str
    method: str
    value: str
    note: str
    line: int = 0

    @property
    def cells(self) -> dict[str, str]:
        """The row of the citations table that says the same."""
        return {
            "table": self.cell.table,
            "record_id": self.cell.record,
            "field": self.cell.field,
            "seq": str(self.seq),
            "part": self.part,
            "source_id": self.source,
            "start": str(self.span.start),
            "end": str(self.span.end),
            "quote": self.quote,
            "method": self.method,
            "value": self.value,
            "note": self.note,
        }


class Note(NamedTuple):
    """One row of the notes table, as far as offsets and limits need it."""

    record: str
    source: str
    span: Span
    quote: str
    line: int
