"""What a person asks to be cited, the seed row that it becomes, and the row in its file.

A row is put in or taken out of a file's text, with every other byte as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

from pincite.citations import Cell
from pincite.files.write import csv_text
from pincite.grammar import DERIVED_METHODS, NotUnderstood, Phrases, derive
from pincite.package import CitationRule, Schema
from pincite.report import CannotRun
from pincite.seeds.seed_files import CITATION_COLUMNS, canonical_key
from pincite.tables.csv_records import parse_csv
from pincite.text import Span, around, find_all, paragraphs
from pincite.text.anchoring import normalised_places, what_differs

# A person who cites has the text at hand, so these are not the words of a report (SECURITY.md).
WORDS_AROUND = 12  # half of them on each side of a phrase that occurs more than once
MOST_PLACES = 10


@dataclass(frozen=True)
class CitationRequest:
    """A request: which cell rests on which phrase of which source, and how.

    For `written` the phrase is the text of the cell itself; for `absent` it is any words of the
    paragraph that is silent. `code` is what a new phrase of the vocabulary means. `parts` are cited
    with it, each in another row.
    """

    cell: Cell
    phrase: str
    source: str
    start: int | None = None
    occurrence: int | None = None
    part: str = "value"
    method: str | None = None
    note: str = ""
    value: str = ""
    code: str | None = None
    parts: tuple[tuple[str, str, int], ...] = ()  # its scale and unit: name, quote and offset


@dataclass(frozen=True)
class WrittenCitation:
    """What became of a request: the row, where it is, and the value that it gives."""

    request: CitationRequest
    file: str
    line: int
    method: str
    span: Span | None
    value: str

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        cell, span = self.request.cell, self.span
        return {
            "table": cell.table,
            "record": cell.record,
            "field": cell.field,
            "part": self.request.part,
            "value": self.value,
            "method": self.method,
            "source": self.request.source,
            "start": None if span is None else span.start,
            "end": None if span is None else span.end,
            "file": self.file,
            "line": self.line,
        }


def spelt_cell(cell: Cell, schema: Schema) -> Cell:
    """The cell with its record's key as the tables spell it; raises CannotRun where it is none."""
    key = canonical_key(schema, cell.record)
    if key is None:
        names = ", ".join(schema.primary_key)
        raise CannotRun(
            f"{cell.record}: not a key of {cell.table}: give the JSON array of its texts ({names})"
            if len(schema.primary_key) > 1
            else f"a record of {cell.table} is named by its {names}"
        )
    return cell._replace(record=key)


def find_span(request: CitationRequest, text: str) -> Span:
    """The span of a phrase in its source's text.

    Raises CannotRun where the phrase does not occur, or in several places of which the request
    names none; the message lists them.
    """
    starts = find_all(text, request.phrase) if request.phrase else []
    if not starts:
        raise CannotRun(
            f"“{request.phrase}” does not occur in {request.source}{_nearly(request, text)}"
        )
    if request.start is not None:
        if request.start not in starts:
            places = _places(request.phrase, text, starts)
            raise CannotRun(f"“{request.phrase}” is not at {request.start}; places: {places}")
        start = request.start
    elif request.occurrence is not None:
        if not 1 <= request.occurrence <= len(starts):
            places = _places(request.phrase, text, starts)
            raise CannotRun(f"no occurrence {request.occurrence}; places: {places}")
        start = starts[request.occurrence - 1]
    elif len(starts) > 1:
        places = _places(request.phrase, text, starts)
        raise CannotRun(
            f"“{request.phrase}” occurs {len(starts)} times in {request.source}; name the one"
            f" that is about the record with --occurrence or --start; places: {places}"
        )
    else:
        start = starts[0]
    return Span(start, start + len(request.phrase))


def _places(phrase: str, text: str, starts: Sequence[int]) -> str:
    """Where a phrase is, with the words around it by which a person knows the right one."""
    shown = [
        f"{number}: start {start} (line {text.count(chr(10), 0, start) + 1})"
        f" “{around(text, Span(start, start + len(phrase)), WORDS_AROUND)}”"
        for number, start in enumerate(starts[:MOST_PLACES], 1)
    ]
    left = len(starts) - len(shown)
    return ", ".join([*shown, *([f"and {left} more (`pincite locate` has all)"] if left else [])])


def _nearly(request: CitationRequest, text: str) -> str:
    """A hint where only case or typography differ."""
    at = text.lower().find(request.phrase.lower())
    if len(text.lower()) == len(text) and request.phrase and at >= 0:
        return f", but “{text[at : at + len(request.phrase)]}” does"
    for span in normalised_places(request.phrase, text)[:1]:
        found = text[span.start : span.end]
        return f", but at {span.start} it does with {what_differs(found, request.phrase)}"
    return ", code point for code point"


def paragraph_of(text: str, span: Span) -> Span:
    """The paragraph that a span lies in; raises CannotRun where it lies in none."""
    found = next((whole for whole in paragraphs(text) if whole.holds(span)), None)
    if found is None:
        raise CannotRun(f"{span.start} to {span.end} lies in no single paragraph")
    return found


def guess_method(
    request: CitationRequest,
    rule: CitationRule,
    phrases: Phrases,
    language: str,
    currencies: Mapping[str, str] | None = None,
) -> str:
    """The method that the field allows and that gives a value from the phrase.

    Raises CannotRun where none does, or where several give different values.
    """
    if request.method is not None:
        return request.method
    if rule.parts and not request.value:  # a number is read with its parts, a part is not read
        methods = [method for method in rule.methods if method in DERIVED_METHODS]
        if len(methods) == 1:
            return methods[0]
        raise CannotRun(f"name the --method, one of {', '.join(methods)}: a part does not tell it")
    if request.value and "judged" in rule.methods:
        return "judged"
    values: dict[str, str] = {}
    reasons = []
    for method in (method for method in rule.methods if method in DERIVED_METHODS):
        try:
            values[method] = derive(
                method,
                request.phrase,
                phrases=phrases,
                vocabulary=rule.vocabulary,
                language=language,
                settings=rule.settings(currencies),
            )
        except NotUnderstood as error:
            reasons.append(str(error))
    if len(set(values.values())) > 1:
        found = ", ".join(f"{method} gives {value}" for method, value in values.items())
        raise CannotRun(f"name the --method: {found}")
    if values:
        return next(iter(values))
    others = [method for method in rule.methods if method not in DERIVED_METHODS]
    hint = f"; other methods of the field: {', '.join(others)} (--method)" if others else ""
    if "term" in rule.methods:
        hint = f"; --code CODE makes it a phrase of the vocabulary{hint}"
    cell = request.cell
    raise CannotRun(
        f"{cell.table} {cell.field}: {'; '.join(reasons) or 'no method reads it'}{hint}"
    )


def seed_cells(request: CitationRequest, method: str, span: Span | None) -> list[str]:
    """The cells of the seed row, in the order of its columns."""
    cells = dict.fromkeys(CITATION_COLUMNS, "")
    cells |= {"record_id": request.cell.record, "field": request.cell.field, "method": method}
    if method == "written":
        return list((cells | {"value": request.phrase}).values())
    if span is not None:
        cells["start"] = str(span.start)
    if method == "absent" and span is not None:
        cells["end"] = str(span.end)
    else:
        cells["quote"] = request.phrase
    cells |= {"note": request.note, "value": request.value}
    cells["part"] = "" if request.part == "value" else request.part
    return list(cells.values())


FIELD = CITATION_COLUMNS.index("field")
CITED = CITATION_COLUMNS.index("method") + 1  # the first cells, by which two rows are the same


def header_text(columns: Sequence[str]) -> str:
    """A seed file without rows."""
    return csv_text(columns, ())


class SeedText:
    """The text of a seed file, parsed once: rows are put in with every other byte as it was.

    `text` is the whole of it. Raises CannotRun where it is not delimited text.
    """

    def __init__(self, text: str, name: str) -> None:
        (_, self.header), *rows = parse_csv(text, name)
        self.text = text
        self.rows = [row for _, row in rows]
        lines = _lines(text)
        begins = [line - 1 for line, _ in rows]
        # what is before the first row, and the physical lines of each row with blank ones behind it
        self._head, *self._parts = (
            lines[begin:end] for begin, end in pairwise([0, *begins, len(lines)])
        )
        self._end = "\r\n" if "\r\n" in text else "\n"
        self._records = [row[0] for row in self.rows]
        self._fields = [row[FIELD] if len(row) > FIELD else "" for row in self.rows]
        self._cited = {tuple(row[:CITED]) for row in self.rows}

    def line_of(self, at: int) -> int:
        """The physical line on which a row begins, or the one behind the last row."""
        return 1 + len(self._head) + sum(map(len, self._parts[:at]))

    def insert(self, at: int, cells: Sequence[str]) -> int:
        """Put a row before another one, or behind the last; gives the line that it is on."""
        cells = [*cells, *[""] * (len(self.header) - len(cells))]  # a file may have more columns
        last = self._parts[-1] if self._parts else self._head
        if last and not last[-1].endswith("\n"):
            last[-1] += self._end
        self.rows.insert(at, cells)
        self._parts.insert(at, _lines(csv_text(cells, ()).rstrip("\n") + self._end))
        self._records.insert(at, cells[0])
        self._fields.insert(at, cells[FIELD])
        self._cited.add(tuple(cells[:CITED]))
        self.text = "".join(line for part in (self._head, *self._parts) for line in part)
        return self.line_of(at)

    def place_of(self, cited: Sequence[str]) -> int | None:
        """The line of the row of a citation that begins with these cells; None where none does."""
        if tuple(cited) not in self._cited:
            return None
        wanted = list(cited)
        return next(
            self.line_of(at) for at, row in enumerate(self.rows) if row[: len(wanted)] == wanted
        )

    def place_for(self, record: str, field: str, schema: Schema) -> int:
        """The row before which one of a cell goes.

        The file keeps its order, by record or by field: the row goes behind the last one of its
        cell; else into the block of its record, by the order of the schema's fields; in a file that
        is ordered by field, behind the last one of its field.
        """
        ours = _all_of(self._records, record)
        same = [at for at in ours if self._fields[at] == field]
        if same:
            return same[-1] + 1
        if field in self._fields and self._is_by_field():
            return _all_of(self._fields, field)[-1] + 1
        if not ours:
            return len(self.rows)
        names = schema.names
        before = [at for at in ours if _rank(names, self._fields[at]) < _rank(names, field)]
        return before[-1] + 1 if before else ours[0]

    def _is_by_field(self) -> bool:
        """Whether the rows of a record are apart: a record comes back after another one."""
        runs = [record for record, _ in groupby(self._records)]
        return len(runs) > len(set(runs))


def _all_of(texts: Sequence[str], wanted: str) -> list[int]:
    found: list[int] = []
    with suppress(ValueError):
        while True:
            found.append(texts.index(wanted, found[-1] + 1 if found else 0))
    return found


def insert_citation(file: SeedText, cells: Sequence[str], schema: Schema) -> int:
    """Put a row of a citation into its file; gives the line that it is on."""
    return file.insert(file.place_for(cells[0], cells[FIELD], schema), cells)


def insert_phrase(text: str, name: str, cells: Mapping[str, str]) -> str:
    """A file of phrases with one more row, in its vocabulary, where the phrase sorts."""
    file = SeedText(text, name)
    at = [list(cells).index(column) for column in ("vocabulary", "phrase")]
    key = [cells["vocabulary"], cells["phrase"]]
    keys = [[row[number] for number in at] for row in file.rows]
    block = [number for number, other in enumerate(keys) if other[0] == key[0]]
    before = [number for number in block if keys[number] < key]
    file.insert(before[-1] + 1 if before else [*block, len(keys)][0], list(cells.values()))
    return file.text


def remove_lines(text: str, name: str, lines: Sequence[int]) -> str:
    """A seed file without the rows that begin on some physical lines."""
    begins = [line for line, _ in parse_csv(text, name)]
    kept = _lines(text)
    for line in sorted(lines, reverse=True):
        at = begins.index(line)
        end = begins[at + 1] if at + 1 < len(begins) else len(kept) + 1
        del kept[line - 1 : end - 1]
    return "".join(kept)


def _lines(text: str) -> list[str]:
    """Physical lines with their ends; only line feeds count, as in the seeds' line numbers."""
    return [line for line in text.replace("\n", "\n\0").split("\0") if line]


def _rank(names: Sequence[str], field: str) -> int:
    return names.index(field) if field in names else len(names)
