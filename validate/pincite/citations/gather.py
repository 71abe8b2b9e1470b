"""Gathering the evidence of a package from its tables and the source texts at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from pincite.citations.model import CitedRows, Evidence, Note, TableCells
from pincite.files.reading import SourceFile, find_source
from pincite.grammar import Phrases
from pincite.package import Convention, Package, Resource
from pincite.sources.source_map import Places, read_places
from pincite.tables.text_table import Table, read_table
from pincite.text import Span, Transcript


def read_tables(package: Package) -> Mapping[str, Table]:
    """The tables of a package, where its records or citations need them; read once.

    Those that only rules look at may have any form; the others are plain CSV.
    """
    ruled = {name for resource in package.resources for name in _ruled(resource, package)}
    if package.convention is None and not ruled:
        return {}
    return {
        resource.name: table_of(package, resource)
        for resource in package.tables
        if resource.is_plain_csv or resource.name in ruled
    }


def _ruled(resource: Resource, package: Package) -> Iterator[str]:
    """The names of the tables that the rules of a resource look at."""
    for rule in resource.schema.rules if resource.schema else ():
        yield resource.name
        if "resource" in rule:
            yield rule["resource"]
        elif rule["rule"] == "reference":  # its cells name tables
            yield from (table.name for table in package.tables if table.schema is not None)


def table_of(package: Package, resource: Resource) -> Table:
    """A table, read once; raises CannotRun where the file cannot be read as one."""
    return package.once(("table", resource.name), lambda: read_table(package, resource))


def package_evidence(
    package: Package, convention: Convention, sources: Path | None = None
) -> Evidence:
    """The evidence of a package, gathered once for a folder of sources."""
    folder = None if sources is None else sources.resolve()
    return package.once(
        ("evidence", folder), lambda: gather_evidence(convention, read_tables(package), sources)
    )


def gather_evidence(
    convention: Convention, tables: Mapping[str, Table], sources: Path | None
) -> Evidence:
    """Model the evidence of a package; `sources` is the folder with the texts, if at hand."""
    rules = {
        (table.name, field.name): field.citation
        for table in tables.values()
        for field in table.schema.cited_fields
        if field.citation is not None
    }
    citations = CitedRows(tables[convention.citations])
    notes = _notes(tables.get(convention.notes or ""))
    files = _find_files(tables[convention.sources], sources)
    maps = _read_maps(tables[convention.sources], files)
    places = {source: found for source, (found, _) in maps.items() if found is not None}
    phrases = Phrases.of_rows(record.cells for record in tables[convention.phrases].records)
    return Evidence(
        convention=convention,
        tables=tables,
        cells=TableCells(tables),
        rules=rules,
        citations=citations,
        notes=notes,
        phrases=phrases,
        languages={
            record.key: record.cells["language"] for record in tables[convention.sources].records
        },
        currencies={
            record.key: declared
            for record in tables[convention.sources].records
            if (declared := declared_currencies(record.cells.get("currencies", "")))
        },
        transcripts=_transcripts(tables[convention.sources], citations, notes, files, places),
        files=files,
        places=places,
        map_faults={source: fault for source, (_, fault) in maps.items() if fault is not None},
    )


def declared_currencies(text: str) -> Mapping[str, str]:
    """What a source's shared signs of money mean; a cell that is not such an object says nothing.

    The tables stage reports it, since the column is of type object.
    """
    try:
        declared = json.loads(text or "{}")
    except ValueError:
        return {}
    is_map = isinstance(declared, dict) and all(isinstance(code, str) for code in declared.values())
    return declared if is_map else {}


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


def _find_files(table: Table, folder: Path | None) -> dict[str, SourceFile | None] | None:
    """The file of each source, None where the folder lacks it; None without a folder."""
    if folder is None:
        return None
    return {record.key: find_source(folder, record.cells["file_name"]) for record in table.records}


def _read_maps(
    table: Table, files: Mapping[str, SourceFile | None] | None
) -> dict[str, tuple[Places | None, str | None]]:
    """The maps beside the texts that are at hand and are the cited ones, or what is wrong."""
    return {
        record.key: read_places(file)
        for record in table.records
        if (file := (files or {}).get(record.key)) is not None
        and file.sha256 == record.cells["sha256"]
    }


def _transcripts(
    table: Table,
    citations: CitedRows,
    notes: tuple[Note, ...],
    files: Mapping[str, SourceFile | None] | None,
    places: Mapping[str, Places],
) -> dict[str, Transcript]:
    transcripts: dict[str, Transcript] = {}
    quotes: dict[str, list[tuple[int, str]]] = {}  # of the sources whose text is not at hand
    for record in table.records:
        file = (files or {}).get(record.key)
        if file is not None and file.sha256 == record.cells["sha256"]:
            found = places.get(record.key)
            bounds = () if found is None else found.boundaries
            transcripts[record.key] = Transcript.of_text(file.text, bounds)
        else:
            quotes[record.key] = []
    if quotes:
        for citation in citations.all():
            if citation.source in quotes:
                span, passage = citation.passage
                quotes[citation.source].append((span.start, passage))
        for note in notes:
            if note.source in quotes:
                quotes[note.source].append((note.span.start, note.quote))
    for record in table.records:
        if record.key not in transcripts:
            length = int(record.cells["code_points"])
            transcripts[record.key] = Transcript.of_quotes(quotes.pop(record.key), length)
    return {record.key: transcripts[record.key] for record in table.records}
