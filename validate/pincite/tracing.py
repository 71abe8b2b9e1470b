"""Tracing: the evidence of cells, for people (text) and programs (dicts). It decides nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.citations import (
    Cell,
    Citation,
    Evidence,
    cell_method,
    external_rows,
    package_evidence,
)
from pincite.package import Package, open_package
from pincite.report import MAX_REPR, CannotRun, counted
from pincite.report.visible import shortened, visible
from pincite.text import sentences


@dataclass(frozen=True, repr=False)
class Trace:
    """A cell, its text, the method it rests on, its citations and the reference behind it."""

    cell: Cell
    text: str
    method: str
    citations: tuple[Citation, ...]
    reference: str | None
    sentences: tuple[str | None, ...]
    places: tuple[str | None, ...] = ()  # in the original documents, where they are known

    def __repr__(self) -> str:
        text = f"{' '.join(self.cell)} = {shortened(self.text, MAX_REPR)}"
        citations = counted(len(self.citations), "citations")
        return f"<pincite trace {visible(text)} [{self.method}], {citations}>"

    def __str__(self) -> str:
        return "\n".join(trace_lines([self]))

    def cited(self) -> Iterator[tuple[Citation, str | None, str | None]]:
        """The citations, each with its sentence and its place in the original document."""
        places = self.places or (None,) * len(self.citations)
        return zip(self.citations, self.sentences, places, strict=True)

    def to_dict(self) -> dict[str, Any]:
        """The trace as JSON types."""
        return {
            "table": self.cell.table,
            "record": self.cell.record,
            "field": self.cell.field,
            "value": self.text or None,
            "method": self.method,
            "reference": self.reference,
            "citations": [
                {
                    "source": citation.source,
                    "part": citation.part,
                    "method": citation.method,
                    "start": citation.span.start,
                    "end": citation.span.end,
                    "quote": citation.quote or None,
                    "value": citation.value,
                    "note": citation.note or None,
                    "sentence": sentence,
                    "place": place,
                }
                for citation, sentence, place in self.cited()
            ],
        }


def open_evidence(path: str | Path | Package, sources: Path | None) -> Evidence:
    """The evidence of a package, opened or at a path.

    Raises CannotRun where it declares no citations, or has faults.
    """
    package = open_package(path)
    if package.convention is None:
        raise CannotRun(f"{package.name}: the package declares no citations")
    if sources is not None and not sources.is_dir():
        raise CannotRun(f"{sources}: there is no such folder of sources")
    try:
        return package_evidence(package, package.convention, sources)
    except (ValueError, KeyError) as error:
        raise CannotRun("the tables have faults: run `pincite validate` first") from error


def key_text(record: str | Sequence[str]) -> str:
    """The text of a key, as the citation convention writes a composite one."""
    parts = [record] if isinstance(record, str) else list(record)
    return parts[0] if len(parts) == 1 else json.dumps(parts, ensure_ascii=False)


def trace_cells(
    evidence: Evidence, table: str, record: str | None = None, field: str | None = None
) -> list[Trace]:
    """The traces of a table's cells, of one record, or of one field of it, in file order.

    Raises CannotRun where there is no such table, record or field.
    """
    found = evidence.tables.get(table)
    if found is None:
        raise CannotRun(f"there is no table {table}; tables: {', '.join(sorted(evidence.tables))}")
    if not found.schema.cited_fields:
        raise CannotRun(f"the cells of {table} take no citations")
    keys = [row.key for row in found.records]
    if record is not None and record not in keys:
        raise CannotRun(f"{table} has no record {record}; records: {', '.join(keys)}")
    names = [name.name for name in found.schema.cited_fields]
    if field is not None and field not in names:
        raise CannotRun(f"{table} has no cited field {field}; fields: {', '.join(names)}")
    return [
        _trace(evidence, Cell(table, key, name))
        for key in keys
        if record in (None, key)
        for name in names
        if field in (None, name)
    ]


def _trace(evidence: Evidence, cell: Cell) -> Trace:
    citations = evidence.citations.get(cell, ())
    text = evidence.cells[cell]
    rule = evidence.rules[cell.table, cell.field]
    method = cell_method(rule, citations) if citations or text else "not stated"
    return Trace(
        cell=cell,
        text=text,
        method=method,
        citations=citations,
        reference=_reference(evidence, cell) if method == "external" else None,
        sentences=tuple(_sentence(evidence, citation) for citation in citations),
        places=tuple(_place(evidence, citation) for citation in citations),
    )


def _reference(evidence: Evidence, cell: Cell) -> str | None:
    """The row that an outside fact comes from, or the field that takes its place."""
    rule = evidence.rules[cell.table, cell.field]
    settings = rule.external or {}
    path = evidence.tables[settings["resource"]].path
    for row in external_rows(evidence, cell, rule):
        reference = row.cells.get("reference")
        return f"{path}:{row.line}" + (f", {reference}" if reference else "")
    fallback = settings.get("fallback")
    return f"no row in {path}; the same as {fallback}" if fallback else None


def _sentence(evidence: Evidence, citation: Citation) -> str | None:
    transcript = evidence.transcripts.get(citation.source)
    text = None if transcript is None else transcript.text
    if text is None or not citation.quote:
        return None
    for span in sentences(text):
        if span.holds(citation.span):
            return text[span.start : span.end]
    return None


def _place(evidence: Evidence, citation: Citation) -> str | None:
    """Where the passage is in the original: page, table, row and column."""
    places = evidence.places.get(citation.source)
    if places is None:
        return None
    return places.spot(citation.span).words(evidence.transcripts[citation.source].slice) or None


def trace_lines(traces: list[Trace]) -> Iterator[str]:
    """The traces as lines of text, one block for each cell."""
    record: tuple[str, str] | None = None
    for trace in traces:
        if (trace.cell.table, trace.cell.record) != record:
            record = (trace.cell.table, trace.cell.record)
            yield f"{trace.cell.table} {trace.cell.record}"
        value = trace.text or "(empty)"
        yield f"  {trace.cell.field} = {value}   [{trace.method}]"
        if trace.reference:
            yield f"      from {trace.reference}"
        for citation, sentence, place in trace.cited():
            yield from _citation_lines(citation, sentence, place)


def _citation_lines(citation: Citation, sentence: str | None, place: str | None) -> Iterator[str]:
    part = f"{citation.part} {citation.value}: " if citation.part != "value" else ""
    quote = f"“{citation.quote}”" if citation.quote else "nothing of the kind in the paragraph"
    span = f"{citation.source} {citation.span.start}-{citation.span.end}"
    yield f"      {part}{quote}  {span}"
    if place is not None:
        yield f"      on: {place}"
    if citation.note:
        yield f"      note: {citation.note}"
    if sentence is not None:
        yield f"      in: {sentence}"
