"""What a person asks to be cited, and the seed row that it becomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pincite.citations import Cell
from pincite.grammar import DERIVED_METHODS, NotUnderstood, Phrases, derive
from pincite.package import CitationRule, Schema
from pincite.report import CannotRun
from pincite.seeds.seed_files import CITATION_COLUMNS, canonical_key
from pincite.text import Span, find_all, paragraphs


@dataclass(frozen=True)
class Citing:
    """A wish: which cell rests on which phrase of which source, and how.

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
class Cited:
    """What became of a wish: the row, where it stands, and the value that it gives."""

    citing: Citing
    file: str
    line: int
    method: str
    span: Span | None
    value: str

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        cell, span = self.citing.cell, self.span
        return {
            "table": cell.table,
            "record": cell.record,
            "field": cell.field,
            "part": self.citing.part,
            "value": self.value,
            "method": self.method,
            "source": self.citing.source,
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
            f"{cell.record}: is no key of {cell.table}: give the JSON array of its texts ({names})"
            if len(schema.primary_key) > 1
            else f"a record of {cell.table} is named by its {names}"
        )
    return cell._replace(record=key)


def find_span(citing: Citing, text: str) -> Span:
    """The span of a phrase in its source's text.

    Raises CannotRun where the phrase does not stand there, or in several places of which the wish
    names none; the message lists them.
    """
    starts = find_all(text, citing.phrase) if citing.phrase else []
    if not starts:
        raise CannotRun(
            f"“{citing.phrase}” does not stand in {citing.source}{_nearly(citing, text)}"
        )
    places = ", ".join(
        f"{number}: start {start} (line {text.count(chr(10), 0, start) + 1})"
        for number, start in enumerate(starts, 1)
    )
    if citing.start is not None:
        if citing.start not in starts:
            raise CannotRun(f"“{citing.phrase}” does not stand at {citing.start}; places: {places}")
        start = citing.start
    elif citing.occurrence is not None:
        if not 1 <= citing.occurrence <= len(starts):
            raise CannotRun(f"there is no occurrence {citing.occurrence}; places: {places}")
        start = starts[citing.occurrence - 1]
    elif len(starts) > 1:
        raise CannotRun(
            f"“{citing.phrase}” stands {len(starts)} times in {citing.source}; name the one that is"
            f" about the record with --occurrence or --start; places: {places}"
        )
    else:
        start = starts[0]
    return Span(start, start + len(citing.phrase))


def _nearly(citing: Citing, text: str) -> str:
    """A hint where only case, blanks or line ends differ."""
    at = text.lower().find(citing.phrase.lower())
    if len(text.lower()) == len(text) and citing.phrase and at >= 0:
        return f", but “{text[at : at + len(citing.phrase)]}” does"
    if citing.phrase and " ".join(citing.phrase.split()) in " ".join(text.split()):
        return ", but it does with other blanks or line ends"
    return ", code point for code point"


def paragraph_of(text: str, span: Span) -> Span:
    """The paragraph that a span lies in; raises CannotRun where it lies in none."""
    found = next((whole for whole in paragraphs(text) if whole.holds(span)), None)
    if found is None:
        raise CannotRun(f"{span.start} to {span.end} lies in no single paragraph")
    return found


def guess_method(citing: Citing, rule: CitationRule, phrases: Phrases, language: str) -> str:
    """The method that the field allows and that gives a value from the phrase.

    Raises CannotRun where none does, or where several give different values.
    """
    if citing.method is not None:
        return citing.method
    if citing.value and "judged" in rule.methods:
        return "judged"
    values: dict[str, str] = {}
    reasons = []
    for method in (method for method in rule.methods if method in DERIVED_METHODS):
        try:
            values[method] = derive(
                method,
                citing.phrase,
                phrases=phrases,
                vocabulary=rule.vocabulary,
                language=language,
                bound=rule.bound,
                fiscal_year=rule.fiscal_year,
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
    cell = citing.cell
    raise CannotRun(
        f"{cell.table} {cell.field}: {'; '.join(reasons) or 'no method reads it'}{hint}"
    )


def seed_cells(citing: Citing, method: str, span: Span | None) -> list[str]:
    """The cells of the seed row, in the order of its columns."""
    cells = dict.fromkeys(CITATION_COLUMNS, "")
    cells |= {"record_id": citing.cell.record, "field": citing.cell.field, "method": method}
    if method == "written":
        return list((cells | {"value": citing.phrase}).values())
    if span is not None:
        cells["start"] = str(span.start)
    if method == "absent" and span is not None:
        cells["end"] = str(span.end)
    else:
        cells["quote"] = citing.phrase
    cells |= {"note": citing.note, "value": citing.value}
    cells["part"] = "" if citing.part == "value" else citing.part
    return list(cells.values())
