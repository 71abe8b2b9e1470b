"""Citations proposed for a table that somebody has already, from the text of one source.

For each cell that nothing cites its candidates are ranked (`search.py`) and chosen from
(`choosing.py`). Only what is sure is written, and only if the package proves with it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pincite.citations import Evidence, gather_evidence
from pincite.citations.gather import table_of
from pincite.package import Schema
from pincite.report import CannotRun
from pincite.seeds.choosing import STATES, Choice, Suggestion
from pincite.seeds.compile import compile_tables
from pincite.seeds.editor import SeedEditor
from pincite.seeds.proving import prove
from pincite.seeds.request import CitationRequest
from pincite.seeds.search import TextSearch
from pincite.tables.text_table import Table
from pincite.text.mentions import Names
from pincite.text.spans import words_at


@dataclass
class Suggestions:
    """What a text gives for the cells of a table, and the seeds that may take it."""

    editor: SeedEditor
    table: str
    source: str
    subject: str | None
    is_declared: bool
    cells: list[Suggestion]
    written: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """The number of cells by their state."""
        found = Counter(cell.state for cell in self.cells)
        return {state: found[state] for state in STATES}

    @property
    def left(self) -> list[Suggestion]:
        """The cells that need somebody's decision."""
        return [cell for cell in self.cells if cell.state in ("unsure", "missing", "by hand")]

    def prove(self) -> None:
        """Put the sure citations on the editor; those that do not prove are unsure, with reason."""
        at = [number for number, cell in enumerate(self.cells) if cell.state == "sure"]
        requests = [self._request(self.cells[number]) for number in at]
        for number, judged in zip(at, prove(self.editor, requests, self._differs(at)), strict=True):
            if not judged.is_proved:
                cell = self.cells[number]
                self.cells[number] = replace(cell, state="unsure", why=judged.reason)
        self.written = self.counts["sure"]

    def _differs(self, at: Sequence[int]) -> Any:
        schema = _schema(self.editor, self.table)

        def differs(number: int, value: str) -> str | None:
            cell = self.cells[at[number]]
            read = schema.readers[cell.cell.field].read
            if value == cell.text or read(value)[0] == read(cell.text)[0]:
                return None
            return f"the cell holds {cell.text}, the passage gives {value}"

        return differs

    def _request(self, cell: Suggestion) -> CitationRequest:
        found = cell.candidates[0]
        start, method = found.span.start, found.method
        return CitationRequest(
            cell.cell, found.quote, self.source, start=start, method=method, parts=found.parts
        )

    def to_dict(self) -> dict[str, Any]:
        """All as JSON types."""
        return {
            "table": self.table,
            "source": self.source,
            "subject": self.subject,
            "subject_declared": self.is_declared,
            "counts": self.counts,
            "written": self.written,
            "cells": [cell.to_dict() for cell in self.cells],
        }


def suggest(
    path: str | Path,
    table: str,
    source: str,
    *,
    sources: Path | None = None,
    subject: str | None = None,
) -> Suggestions:
    """What the text of a source gives for every cell of a table.

    `subject` is the field that says whose values a record holds, where the schema declares none;
    without it the field whose values the text names most of. Raises CannotRun.
    """
    editor = SeedEditor.open(path, sources)
    editor.text_of(source)
    schema = _schema(editor, table)
    evidence, own = _evidence(editor, table)
    _check_keys(own, schema)
    declared = {f.citation.subject for f in schema.cited_fields if f.citation} - {None}
    if subject is not None and subject not in schema.names:
        raise CannotRun(f"{table} has no field {subject}; fields: {', '.join(schema.names)}")
    found = subject or (None if declared else _guess_subject(evidence, own, source))
    search = TextSearch(evidence, own, source, found)
    cells = Choice(search).suggestions()
    stated = found or ", ".join(sorted(filter(None, declared))) or None
    return Suggestions(editor, table, source, stated, bool(declared), cells)


def _schema(editor: SeedEditor, table: str) -> Schema:
    resource = editor.package.table(table)
    if resource is None or resource.schema is None or not resource.schema.cited_fields:
        names = [t.name for t in editor.package.tables if t.schema and t.schema.cited_fields]
        raise CannotRun(f"{table}: no table of this name takes citations; tables: {names}")
    return resource.schema


def _evidence(editor: SeedEditor, name: str) -> tuple[Evidence, Table]:
    """The evidence of the seeds with the table as its file has it; raises CannotRun."""
    resource = editor.package.table(name)
    compiled = compile_tables(editor.package, editor.convention)
    if compiled.issues or resource is None:
        raise CannotRun(f"the seeds have errors: run `pincite build`: {compiled.issues[0].message}")
    try:
        own = table_of(editor.package, resource)
    except CannotRun:
        own = compiled.tables[name]  # rows that are among the seeds and not built yet
        if not own.records:
            raise
    tables = {**compiled.tables, name: own}
    return gather_evidence(editor.convention, tables, editor.sources), own


def _check_keys(table: Table, schema: Schema) -> None:
    if not table.records:
        raise CannotRun(f"{table.path}: has no rows to find evidence for")
    if not schema.primary_key:
        raise CannotRun(f"{table.name}: needs a primaryKey, so that a citation can name its row")
    seen: dict[str, int] = {}
    for record in table.records:
        first = seen.setdefault(record.key, record.line)
        if first != record.line:
            message = f"{table.path}:{record.line}: has the key {record.key} of line {first}"
            raise CannotRun(f"{message}; make the keys unique first")


def _guess_subject(evidence: Evidence, table: Table, source: str) -> str | None:
    """The field of words of which the text names the most; of equals, the first."""
    text, language = evidence.transcripts[source].text or "", evidence.languages[source]
    best: tuple[int, str | None] = (0, None)
    for asked in table.schema.fields:
        rule = asked.citation
        if rule is not None and not {*rule.methods} & {"verbatim", "term"}:
            continue
        cells = {record.cells[asked.name] for record in table.records} - {""}
        if rule is not None and rule.vocabulary:
            codes = evidence.phrases.of(rule.vocabulary, language)
            names = {name: code for name, code in codes.items() if code in cells}
        else:
            names = {cell: cell for cell in cells if not any(map(str.isdigit, cell))}
        found = {names[n] for n in Names(names).found_in(text) if words_at(text, n)}
        if len(found) > best[0]:
            best = (len(found), asked.name)
    return best[1]
