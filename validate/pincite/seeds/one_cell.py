"""Citing one passage for the cells of a record, and taking citations of a cell back.

Nothing is written where the row would not build, or its cell not be proved.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pincite.citations import Cell, declared_currencies
from pincite.files.reading import read_text
from pincite.files.write import write_files
from pincite.grammar import NotUnderstood
from pincite.proof.claimed import FieldReading
from pincite.proof.heads import find_parts, levels
from pincite.report import CannotRun
from pincite.seeds.choosing import holds_hedge
from pincite.seeds.editor import SeedEditor, open_seeds, refusal
from pincite.seeds.request import (
    CitationRequest,
    WrittenCitation,
    find_span,
    remove_lines,
    spelt_cell,
)
from pincite.seeds.search import hedge_of
from pincite.seeds.seed_files import PARTS, SeedRow, canonical_key, read_seeds
from pincite.text import Span, find_all


@dataclass(frozen=True)
class Cited:
    """What was written: a row for each cell, and the rows whose place they took.

    `is_new_record` tells whether no seed named the record before; `alike` are keys that look like
    it, which may be meant. `remarks` say what a row leaves out or leaves unchecked, a line each.
    """

    rows: tuple[WrittenCitation, ...]
    replaced: tuple[SeedRow, ...] = ()
    is_new_record: bool = False
    alike: tuple[str, ...] = field(default=())
    remarks: tuple[str, ...] = ()


def cite_cells(
    path: str | Path,
    requests: Sequence[CitationRequest],
    *,
    sources: Path | None = None,
    dry_run: bool = False,
    replaces: bool = False,
    parts: Mapping[str, str] | None = None,
) -> Cited:
    """Append the seed rows of requests for one record; `sources` is the folder of the texts.

    `parts` are the words of the scale and the unit that the number counts in, cited with it.
    With `replaces`, the rows that cite the same part of the cells are taken out. Raises CannotRun,
    and writes nothing, where a row would not build or its cell not be proved.
    """
    editor = SeedEditor.open(path, sources)
    table, record = requests[0].cell.table, requests[0].cell.record
    known = editor.records(table)
    cells = [request.cell for request in requests]
    if parts:
        placed = _placed_parts(editor, requests[0], parts)
        requests = [replace(request, parts=placed) for request in requests]
    gone = [requests[0].part, *(parts or {})] if replaces else []
    replaced = [row for part in gone for row in editor.take_out(cells, part)]
    added = [editor.add(request) for request in requests]
    faults = editor.faults(added)
    if faults:
        says = refusal(faults[0], editor.package, [row.request.cell for row in added])
        hint = _parts_hint(editor, requests[0]) if faults[0].code == "citation-part" else ""
        if faults[0].code in ("subject-elsewhere", "paragraph-differs") and _is_in_table(
            editor, added[0]
        ):
            hint = "what heads a number in a table is cited after the number"
        raise CannotRun(f"{says}; {hint}" if hint else says)
    rows = tuple(replace(row, value=editor.value_of(row.request)) for row in added)
    if not dry_run:
        editor.write()
    is_new = rows[0].request.cell.record not in known
    alike = get_close_matches(record, _not_in_series(record, known), n=3, cutoff=0.8)
    alike = alike if is_new else []
    remarks = dict.fromkeys(remark for row in rows for remark in _remarks(editor, row))
    return Cited(rows, tuple(replaced), is_new, tuple(alike), tuple(remarks))


def _is_in_table(editor: SeedEditor, row: WrittenCitation) -> bool:
    if row.span is None:
        return False
    places = editor.places_of(row.request.source)
    return places is not None and places.table(row.span) is not None


def _placed_parts(
    editor: SeedEditor, request: CitationRequest, words: Mapping[str, str]
) -> tuple[tuple[str, str, int], ...]:
    """Where the words of a number's parts are: at their one place, or in the nearest of its heads.

    Raises CannotRun where they are nowhere, or at several places of which none is the nearest.
    """
    text, places = editor.text_of(request.source), editor.places_of(request.source)
    number = find_span(request, text)
    heads = [] if places is None else levels(places, text, number)
    found = []
    for part, quote in words.items():
        beside = CitationRequest(request.cell, quote, request.source, part=part)
        spans = [Span(at, at + len(quote)) for at in find_all(text, quote) if quote]
        near = [[s for s in spans if any(region.holds(s) for region in one)] for one in heads]
        own = next((level for level in near if level), [])
        at = own[0] if len(own) == 1 else find_span(beside, text)
        found.append((part, quote, at.start))
    return tuple(found)


def _parts_hint(editor: SeedEditor, request: CitationRequest) -> str:
    """How to cite a number of a table with its parts, as its heads have them; empty elsewhere."""
    rule, _ = editor.rule_of(request.cell)
    places = editor.places_of(request.source)
    if places is None or not rule.parts:
        return ""
    text, record = editor.text_of(request.source), editor.seeds[request.source].record
    currencies = declared_currencies(record.get("currencies", ""))
    reading = FieldReading(rule, record.get("language", ""), editor.phrases, currencies)

    def reads(number: str, parts: Mapping[str, str]) -> str | None:
        try:
            return replace(reading, parts=parts).value_of(number, None, request.method)[1]
        except NotUnderstood:
            return None

    try:
        span = find_span(request, text)
    except CannotRun:
        return ""
    if places.table(span) is None:
        return ""
    found, why = find_parts(places, text, span, reading.language, rule.parts, reads)
    said = " ".join(f"--{n} {shlex.quote(text[o.start : o.end])}" for n, o in found.items())
    return f"its table says so: add {said}" if found else why


def _remarks(editor: SeedEditor, row: WrittenCitation) -> Iterator[str]:
    """What is true of a row that is proved, and that its author may not have seen."""
    cell, request = row.request.cell, row.request
    table = editor.compiled.tables[cell.table] if editor.compiled is not None else None
    asked = None if table is None else table.schema.field(cell.field)
    rule = None if asked is None else asked.citation
    if table is None or rule is None or request.part != "value":
        return
    record = table.find(cell.record)
    if rule.subject and record is not None and not record.cells[rule.subject]:
        yield f"whose it is was not checked: {rule.subject} is empty"
    if rule.bound or rule.qualifier or holds_hedge(table.schema, cell.field):
        return
    language = editor.seeds[request.source].record.get("language", "")
    if hedge := hedge_of(request.phrase, row.method, language):
        where = f"add one with the method qualifier to the schema of {cell.table}"
        yield f"the words say {hedge}, and no field holds it: {where}"


def _not_in_series(key: str, known: Iterable[str]) -> list[str]:
    """The keys that differ from another one in more than digits: 2004 and 2005 are meant."""
    pattern = re.sub("[0-9]+", "#", key)
    return [other for other in known if re.sub("[0-9]+", "#", other) != pattern]


def cite(
    path: str | Path,
    request: CitationRequest,
    *,
    sources: Path | None = None,
    dry_run: bool = False,
) -> WrittenCitation:
    """Append the seed row of one citation; as `cite_cells`, of which it is the simple case."""
    return cite_cells(path, [request], sources=sources, dry_run=dry_run).rows[0]


@dataclass(frozen=True)
class Removed:
    """A seed row that was removed, with its number among the citations of its cell."""

    seq: int
    row: SeedRow

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        return {"seq": self.seq, "file": self.row.file, "line": self.row.line, **self.row.cells}


def uncite(
    path: str | Path,
    cell: Cell,
    *,
    seq: int | None = None,
    every: bool = False,
    dry_run: bool = False,
) -> list[Removed]:
    """Remove the seed row of a cell; of several the one numbered `seq`, or `every` one.

    Raises CannotRun where there is no such row, or where there are several and none is named.
    """
    package, convention = open_seeds(path)
    resource = package.table(cell.table)
    if resource is None or resource.schema is None:
        names = ", ".join(table.name for table in package.tables)
        raise CannotRun(f"no table {cell.table}; tables: {names}")
    schema = resource.schema
    cell = spelt_cell(cell, schema)
    rows = [
        (source.source, row)
        for source in read_seeds(package, convention)
        for row in source.citations.get(cell.table, ())
        if canonical_key(schema, row.cells["record_id"]) == cell.record
        and row.cells["field"] == cell.field
    ]
    rows.sort(key=lambda found: (_part(found[1]), found[0], *_span(found[1])))
    found = [Removed(number, row) for number, (_, row) in enumerate(rows, 1)]
    if not found:
        raise CannotRun(f"no seed row cites {cell.table} {cell.record} {cell.field}")
    if seq is not None and not 1 <= seq <= len(found):
        raise CannotRun(f"no citation {seq} of this cell; citations: {_numbered(found)}")
    if seq is None and len(found) > 1 and not every:
        which = f"name one with --seq, or all with --all: {_numbered(found)}"
        raise CannotRun(f"{len(found)} citations give this cell; {which}")
    chosen = [row for row in found if seq in (None, row.seq)]
    texts = {}
    for name in {row.row.file for row in chosen}:
        lines = [row.row.line for row in chosen if row.row.file == name]
        texts[name] = remove_lines(read_text(package.path_of(name), name), name, lines)
    if not dry_run:
        write_files(package.root, texts)
    return chosen


def _part(row: SeedRow) -> int:
    """The place of a row's part among those of a cell; one that is not valid comes last."""
    part = row.cells["part"] or "value"
    return PARTS.index(part) if part in PARTS else len(PARTS)


def _span(row: SeedRow) -> tuple[int, int]:
    start, end = row.cells["start"], row.cells["end"]
    first = int(start) if start.isdecimal() else 0
    return first, int(end) if end.isdecimal() else first + len(row.cells["quote"])


def _numbered(found: list[Removed]) -> str:
    return ", ".join(
        f"{row.seq}: “{row.row.cells['quote'] or row.row.cells['value']}”"
        f" ({row.row.file}:{row.row.line})"
        for row in found
    )
