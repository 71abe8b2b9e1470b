"""What a person asks to be cited, and the seed row that it becomes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pincite.citations import Cell
from pincite.grammar import DERIVED_METHODS, NotUnderstood, Phrases, derive
from pincite.package import CitationRule, Schema
from pincite.report import CannotRun
from pincite.seeds.seed_files import CITATION_COLUMNS, canonical_key
from pincite.text import Span, find_all, paragraphs


@dataclass(frozen=True)
class CitationRequest:
    """A request: which cell rests on which phrase of which source, and how.

    For `written` the phrase is the text of the cell itself; for `absent` it is any words of the
    paragraph that is silent. `code` is what a new phrase of the vocabulary stands for.
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


@dataclass(frozen=True)
class WrittenCitation:
    """What became of a request: the row, where it stands, and the value that it gives."""

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
    places = ", ".join(
        f"{number}: start {start} (line {text.count(chr(10), 0, start) + 1})"
        for number, start in enumerate(starts, 1)
    )
    if request.start is not None:
        if request.start not in starts:
            raise CannotRun(f"“{request.phrase}” is not at {request.start}; places: {places}")
        start = request.start
    elif request.occurrence is not None:
        if not 1 <= request.occurrence <= len(starts):
            raise CannotRun(f"no occurrence {request.occurrence}; places: {places}")
        start = starts[request.occurrence - 1]
    elif len(starts) > 1:
        raise CannotRun(
            f"“{request.phrase}” occurs {len(starts)} times in {request.source}; name the one"
            f" that is about the record with --occurrence or --start; places: {places}"
        )
    else:
        start = starts[0]
    return Span(start, start + len(request.phrase))


def _nearly(request: CitationRequest, text: str) -> str:
    """A hint where only case, blanks or line ends differ."""
    at = text.lower().find(request.phrase.lower())
    if len(text.lower()) == len(text) and request.phrase and at >= 0:
        return f", but “{text[at : at + len(request.phrase)]}” does"
    if request.phrase and " ".join(request.phrase.split()) in " ".join(text.split()):
        return ", but it does with other blanks or line ends"
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
