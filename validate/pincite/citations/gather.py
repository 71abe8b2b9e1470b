"""Gathering the evidence of a package from its tables and the source texts at hand."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from pincite.citations.evidence import Evidence
from pincite.citations.model import CitedRows, Note, TableCells
from pincite.citations.source_texts import SourceTexts, View
from pincite.grammar import Phrases
from pincite.package import Convention, Package, Resource
from pincite.tables.text_table import Table, read_table
from pincite.text import Span


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
    convention: Convention,
    tables: Mapping[str, Table],
    folder: Path | None,
    phrases: Phrases | None = None,
) -> Evidence:
    """Model the evidence of a package; `folder` is that with the texts of sources, if at hand.

    `phrases` are those of the phrases table, where they were read already.
    """
    rules = {
        (table.name, field.name): field.citation
        for table in tables.values()
        for field in table.schema.cited_fields
        if field.citation is not None
    }
    sources = tables[convention.sources]
    citations = CitedRows(tables[convention.citations])
    notes = _notes(tables.get(convention.notes or ""))
    texts = SourceTexts(sources, folder, _Quotes(citations, notes))
    if phrases is None:
        phrases = Phrases.of_rows(record.cells for record in tables[convention.phrases].records)
    return Evidence(
        convention=convention,
        tables=tables,
        cells=TableCells(tables),
        rules=rules,
        citations=citations,
        notes=notes,
        phrases=phrases,
        languages={record.key: record.cells["language"] for record in sources.records},
        currencies={
            record.key: declared
            for record in sources.records
            if (declared := declared_currencies(record.cells.get("currencies", "")))
        },
        transcripts=texts.transcripts,
        files=None if folder is None else texts.files,
        places=texts.places,
        map_faults=texts.faults,
    )


def texts_of(evidence: Evidence) -> SourceTexts | None:
    """The texts of the sources of some evidence, where they are still those of its folder."""
    transcripts = evidence.transcripts
    return transcripts.texts if isinstance(transcripts, View) else None


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


class _Quotes:
    """What is quoted of a source, by citations and notes."""

    def __init__(self, citations: CitedRows, notes: tuple[Note, ...]) -> None:
        self._citations = citations
        self._notes = notes

    def __call__(self, source: str) -> Iterator[tuple[int, str]]:
        """The quotes of a source, each with its start."""
        for number in self._citations.of_source(source):
            span, passage = self._citations.citation(number).passage
            yield span.start, passage
        yield from self._noted.get(source, ())

    @cached_property
    def _noted(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for note in self._notes:
            found.setdefault(note.source, []).append((note.span.start, note.quote))
        return found
