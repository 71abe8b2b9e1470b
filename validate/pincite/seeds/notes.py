"""Notes on passages that no cell rests on: one place of a phrase, all, or all that is left.

A note that names a phrase quotes it; one on what is uncovered has no quote and publishes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pincite.citations import gather_evidence
from pincite.files.reading import read_text
from pincite.files.write import csv_text, write_files
from pincite.package import Package, Schema
from pincite.proof.coverage import NOTE_CODE_POINTS, Coverage
from pincite.report import CannotRun
from pincite.seeds.compile import compile_tables
from pincite.seeds.editor import SeedEditor
from pincite.seeds.request import CitationRequest, find_span, header_text, remove_lines
from pincite.seeds.seed_files import FOLDER
from pincite.text import Span, find_all

PLACE = ("source_id", "start", "end", "quote")


@dataclass(frozen=True)
class NoteRequest:
    """Which passages are noted: a phrase at one place or at all, the lines `FROM-TO`, or all."""

    source: str
    phrase: str
    why: str
    start: int | None = None
    occurrence: int | None = None
    is_every: bool = False
    lines: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Noted:
    """A passage with a note, by its offsets and words."""

    note: str
    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """The passage as JSON types."""
        return {"note": self.note, "start": self.start, "end": self.end, "text": self.text}


def note(
    path: str | Path,
    request: NoteRequest,
    *,
    sources: Path | None = None,
    removes: bool = False,
    dry_run: bool = False,
) -> list[Noted]:
    """Write a note on each passage, or with `removes` take out the notes that lie on them.

    Raises CannotRun, and writes nothing, where a passage is not there or the notes table cannot
    hold the row.
    """
    editor = SeedEditor.open(path, sources)
    schema = _schema(editor)
    text = editor.text_of(request.source)
    name = f"{FOLDER}/{request.source}/notes.csv"
    known = [
        Span(int(row.cells["start"]), _end(row.cells)) for row in editor.seeds[request.source].notes
    ]
    if removes:
        return _remove(editor, request, name, text, dry_run=dry_run)
    quoted = bool(request.phrase)
    spans = [span for span in _spans(editor, request, text) if span not in known]
    file = editor.package.path_of(name)
    columns = [column for column in schema.names if column != "source_id"]
    before = read_text(file, name) if file.exists() else header_text(columns)
    taken = {row.cells[columns[0]] for seed in editor.seeds.values() for row in seed.notes}
    rows, noted = [], []
    for span in spans:
        cells = _cells(schema, request, span, text if quoted else "", taken)
        taken.add(cells[schema.primary_key[0]])
        rows.append([cells[column] for column in columns])
        words = text[span.start : span.end]
        noted.append(Noted(cells[schema.primary_key[0]], span.start, span.end, words))
    body = before if before.endswith("\n") else before + "\n"
    added = "".join(csv_text(row, ()) for row in rows)
    if rows and not dry_run:
        write_files(editor.package.root, {name: body + added})
    return noted


def _schema(editor: SeedEditor) -> Schema:
    """The schema of the notes table; raises CannotRun where the package has none."""
    package: Package = editor.package
    resource = package.table(editor.convention.notes or "")
    if resource is None or resource.schema is None:
        raise CannotRun(
            f"{package.name}: declares no table of notes: add `notes` to the citation property of"
            " datapackage.json"
        )
    if len(resource.schema.primary_key) != 1:
        raise CannotRun(f"{resource.name}: the key of the notes must be one column")
    return resource.schema


def _end(cells: Mapping[str, str]) -> int:
    return int(cells["start"]) + len(cells["quote"]) if cells["quote"] else int(cells["end"] or 0)


def _spans(editor: SeedEditor, request: NoteRequest, text: str) -> list[Span]:
    """The passages that the request names, in order; raises CannotRun where there is none."""
    if request.phrase and request.is_every:
        found = [Span(at, at + len(request.phrase)) for at in find_all(text, request.phrase)]
        if found:
            return found
    if request.phrase:
        from pincite.citations import Cell

        asked = CitationRequest(
            Cell("", "", ""),
            request.phrase,
            request.source,
            start=request.start,
            occurrence=request.occurrence,
        )
        return [find_span(asked, text)]
    first, last = _lines(request.lines, text)
    uncovered, covered = _mentions(editor, request.source)
    left = [span for span in uncovered if first <= _line(text, span) <= last]
    return _joined(left, covered, text)


def _mentions(editor: SeedEditor, source: str) -> tuple[list[Span], list[Span]]:
    """The mentions of a source that nothing covers, and the others."""
    compiled = compile_tables(editor.package, editor.convention)
    if compiled.issues:
        raise CannotRun(f"the seeds do not build: {compiled.issues[0].message}")
    evidence = gather_evidence(editor.convention, compiled.tables, editor.sources)
    coverage = Coverage(evidence)
    left = [mention.span for mention in coverage.uncovered(source)]
    known = {*left}
    return left, [m.span for m in coverage.mentions(source) if m.span not in known]


def _line(text: str, span: Span) -> int:
    return text.count("\n", 0, span.start) + 1


def _lines(given: str | None, text: str) -> tuple[int, int]:
    last = text.count("\n") + 1
    if given is None:
        return 1, last
    match = re.fullmatch(r"(\d{1,9})(?:-(\d{1,9}))?", given, re.ASCII)
    if match is None:
        raise CannotRun(f"--lines {given}: give one line, or FROM-TO, such as 1-4")
    first, end = int(match[1]), int(match[2] or match[1])
    if not 1 <= first <= end <= last:
        raise CannotRun(f"--lines {given}: the text has the lines 1 to {last}")
    return first, end


def _joined(spans: Iterable[Span], covered: Sequence[Span], text: str) -> list[Span]:
    """Passages of one line with nothing cited between them as one, as long as a note may be."""
    found: list[Span] = []
    for span in spans:
        whole = Span(found[-1].start, span.end) if found else span
        is_near = "\n" not in text[whole.start : whole.end]
        is_near = is_near and not any(whole.holds(other) for other in covered)
        if found and is_near and whole.end - whole.start <= NOTE_CODE_POINTS:
            found[-1] = whole
        else:
            found.append(span)
    return found


def _cells(
    schema: Schema, request: NoteRequest, span: Span, text: str, taken: set[str]
) -> dict[str, str]:
    """The cells of a note's row; raises CannotRun for what its columns cannot hold."""
    quote = text[span.start : span.end]
    key = schema.primary_key[0]
    cells = dict.fromkeys(schema.names, "") | dict(request.columns)
    unknown = [column for column in request.columns if column not in schema.names]
    if unknown:
        raise CannotRun(f"{unknown[0]}: the notes have no such column: {', '.join(schema.names)}")
    cells |= {"source_id": request.source, "start": str(span.start), "quote": quote}
    cells["end"] = "" if quote else str(span.end)
    reason = _reason_column(schema, request.columns)
    if reason is not None:
        cells[reason] = request.why
    number = 1
    while not cells[key] or (cells[key] in taken and key not in request.columns):
        cells[key] = f"{request.source}-{number}"
        number += 1
    whole = cells | {"end": str(span.end)}
    for asked in schema.fields:
        if asked.is_required and not whole[asked.name]:
            raise CannotRun(f"{asked.name} is needed: --set {asked.name}=...")
        for fault in schema.readers[asked.name].read(whole[asked.name])[1]:
            raise CannotRun(f"{asked.name}: {whole[asked.name]}: {fault.note}")
    return cells


def _reason_column(schema: Schema, given: Mapping[str, str]) -> str | None:
    """The column that says why: the first text that a person writes and nobody gave."""
    free = [
        column.name
        for column in schema.fields
        if column.type == "string"
        and column.name not in (*PLACE, *schema.primary_key, *given)
        and not {"enum", "pattern"} & column.constraints.keys()
    ]
    return next(
        (name for name in ("why", "note", "reason") if name in free), next(iter(free), None)
    )


def _remove(
    editor: SeedEditor, request: NoteRequest, name: str, text: str, *, dry_run: bool
) -> list[Noted]:
    if request.phrase:
        spans = set(_spans(editor, replace(request, is_every=request.start is None), text))
        rows = [
            row
            for row in editor.seeds[request.source].notes
            if Span(int(row.cells["start"]), _end(row.cells)) in spans
        ]
    else:
        first, last = _lines(request.lines, text)
        rows = [
            row
            for row in editor.seeds[request.source].notes
            if first <= _line(text, Span(int(row.cells["start"]), 0)) <= last
        ]
    if not rows:
        raise CannotRun(f"no note of {request.source} is on these passages")
    changed = remove_lines(
        read_text(editor.package.path_of(name), name), name, [row.line for row in rows]
    )
    if not dry_run:
        write_files(editor.package.root, {name: changed})
    key = next(iter(rows[0].cells))
    return [
        Noted(
            row.cells[key],
            int(row.cells["start"]),
            _end(row.cells),
            text[int(row.cells["start"]) : _end(row.cells)],
        )
        for row in rows
    ]
