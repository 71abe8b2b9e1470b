"""Cells, citations and notes as values."""

from __future__ import annotations

from collections.abc import Mapping
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
    prefix: str = ""
    suffix: str = ""

    @property
    def passage(self) -> tuple[Span, str]:
        """What the citation publishes and where: its quote with prefix and suffix."""
        start, end = self.span
        span = Span(start - len(self.prefix), end + len(self.suffix))
        return span, self.prefix + self.quote + self.suffix

    @classmethod
    def from_cells(cls, cells: Mapping[str, str], line: int) -> Citation:
        """Model a row whose cells are valid by the citations schema."""
        return cls(
            cell=Cell(cells["table"], cells["record_id"], cells["field"]),
            seq=int(cells["seq"]),
            part=cells["part"],
            source=cells["source_id"],
            span=Span(int(cells["start"]), int(cells["end"])),
            quote=cells["quote"],
            method=cells["method"],
            value=cells["value"],
            note=cells["note"],
            line=line,
            prefix=cells.get("prefix", ""),
            suffix=cells.get("suffix", ""),
        )

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
            "prefix": self.prefix,
            "suffix": self.suffix,
        }


class Note(NamedTuple):
    """One row of the notes table, as far as offsets and limits need it."""

    record: str
    source: str
    span: Span
    quote: str
    line: int
