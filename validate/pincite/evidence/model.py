"""What the citation checks look at: cells, their citations, phrases and transcripts, as maps.

Maps, so that a test can change one cell or citation and ask again about that cell alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pincite.package import CitationRule, Convention, Field, Table
from pincite.phrases import Phrases
from pincite.report import Place
from pincite.text import SourceFile, Span, Transcript


class Cell(NamedTuple):
    """A cell by its table, record key and field."""

    table: str
    record: str
    field: str


@dataclass(frozen=True)
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


class Note(NamedTuple):
    """One row of the notes table, as far as offsets and limits need it."""

    record: str
    source: str
    span: Span
    quote: str
    line: int


@dataclass(frozen=True)
class Evidence:
    """Everything that decides about a cell; the maps may be replaced one entry at a time."""

    convention: Convention
    tables: Mapping[str, Table]
    cells: Mapping[Cell, str]
    rules: Mapping[tuple[str, str], CitationRule]
    citations: Mapping[Cell, tuple[Citation, ...]]
    notes: tuple[Note, ...]
    phrases: Phrases
    languages: Mapping[str, str]
    transcripts: Mapping[str, Transcript]
    files: Mapping[str, SourceFile | None] | None

    @property
    def all_citations(self) -> list[Citation]:
        """All citations, cell by cell."""
        return [citation for group in self.citations.values() for citation in group]

    def place(self, cell: Cell) -> Place:
        """Where a cell stands."""
        table = self.tables[cell.table]
        record = table.find(cell.record)
        line = None if record is None else record.line
        return Place(table.path, line, cell.record, cell.field)

    def place_of(self, citation: Citation) -> Place:
        """Where a citation stands: its own file and line, with the cell that it is for."""
        table = self.tables[self.convention.citations]
        cell = citation.cell
        return Place(table.path, citation.line or None, f"{cell.table} {cell.record}", cell.field)

    def field(self, cell: Cell) -> Field | None:
        """The schema's field of a cell, or None where there is no such table or field."""
        table = self.tables.get(cell.table)
        return None if table is None else table.schema.field(cell.field)


def cell_method(rule: CitationRule, citations: tuple[Citation, ...]) -> str:
    """The method that a filled cell rests on: its first citation's, or that of an uncited cell."""
    if citations:
        return citations[0].method
    uncited = ("position", "external", "written")
    return next((method for method in uncited if method in rule.methods), "uncited")
