"""What the citation checks look at: cells, their citations, phrases and transcripts, as maps.

Maps, so that a test can change one cell or citation and ask again about that cell alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pincite.package import CitationRule, Convention, Field, Package, Table, read_table
from pincite.phrases import Phrases
from pincite.report import Place
from pincite.text import SourceFile, Span, Transcript, find_source


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
    files: Mapping[str, SourceFile]

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


def read_tables(package: Package) -> dict[str, Table]:
    """All tables of a package that need reading for records and citations."""
    wanted = package.convention is not None or any(
        resource.schema is not None and resource.schema.rules for resource in package.resources
    )
    if not wanted:
        return {}
    return {resource.name: read_table(package, resource) for resource in package.tables}


def gather_evidence(
    convention: Convention, tables: Mapping[str, Table], sources: Path | None
) -> Evidence:
    """Model the evidence of a package; `sources` is the folder with the texts, if at hand."""
    cells, rules = {}, {}
    for table in tables.values():
        for field in table.schema.cited_fields:
            if field.citation is not None:
                rules[table.name, field.name] = field.citation
            for record in table.records:
                cells[Cell(table.name, record.key, field.name)] = record.cells[field.name]
    citations: dict[Cell, list[Citation]] = defaultdict(list)
    for record in tables[convention.citations].records:
        citation = Citation.from_cells(record.cells, record.line)
        citations[citation.cell].append(citation)
    notes = _notes(tables.get(convention.notes or ""))
    files = _find_files(tables[convention.sources], sources)
    phrases = Phrases.of_rows(record.cells for record in tables[convention.phrases].records)
    grouped = {cell: tuple(group) for cell, group in citations.items()}
    return Evidence(
        convention=convention,
        tables=tables,
        cells=cells,
        rules=rules,
        citations=grouped,
        notes=notes,
        phrases=phrases,
        languages={
            record.key: record.cells["language"] for record in tables[convention.sources].records
        },
        transcripts=_transcripts(tables[convention.sources], grouped, notes, files),
        files=files,
    )


def _notes(table: Table | None) -> tuple[Note, ...]:
    if table is None:
        return ()
    return tuple(
        Note(
            record=record.key,
            source=record.cells["source_id"],
            span=Span(int(record.cells["start"]), int(record.cells["end"])),
            quote=record.cells["quote"],
            line=record.line,
        )
        for record in table.records
    )


def _find_files(table: Table, folder: Path | None) -> dict[str, SourceFile]:
    if folder is None:
        return {}
    found = {record.key: find_source(folder, record.cells["file_name"]) for record in table.records}
    return {source: file for source, file in found.items() if file is not None}


def _transcripts(
    table: Table,
    citations: Mapping[Cell, tuple[Citation, ...]],
    notes: tuple[Note, ...],
    files: Mapping[str, SourceFile],
) -> dict[str, Transcript]:
    transcripts = {}
    for record in table.records:
        file = files.get(record.key)
        if file is not None and file.sha256 == record.cells["sha256"]:
            transcripts[record.key] = Transcript.of_text(file.text)
            continue
        quotes = [
            (citation.span.start, citation.quote)
            for group in citations.values()
            for citation in group
            if citation.source == record.key
        ]
        quotes += [(note.span.start, note.quote) for note in notes if note.source == record.key]
        transcripts[record.key] = Transcript.of_quotes(quotes, int(record.cells["code_points"]))
    return transcripts
