"""What an extractor found: read from a file of langextract, mapped to cells, imported if it proves.

The file is JSON Lines, an annotated document on each (`save_annotated_documents`). A mapping says,
in a JSON file that a person writes, which cells the extractions of a class give:

    {"money": [{"table": "grants", "record": "{grant}", "fields": ["amount", "currency"],
                "where": {"kind": "planned"}, "values": {"amount": "{sum}"}}]}

A class has one rule or a list of them. Braces mean attributes of the extraction. `where`
chooses by attributes; `values` are what the extractor claims that a field holds, to be compared.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pincite.citations import Cell
from pincite.files.reading import read_json, read_text
from pincite.report import CannotRun, Issue
from pincite.seeds.editor import SeedEditor
from pincite.seeds.request import CitationRequest, WrittenCitation


@dataclass(frozen=True)
class Extraction:
    """A stretch of text that an extractor says it found; `start` is None where it has no place."""

    number: int
    name: str
    text: str
    start: int | None
    end: int | None
    alignment: str
    attributes: Mapping[str, Any]


def read_langextract(path: Path, document: str | None = None) -> list[Extraction]:
    """The extractions of one document of a file; `document` is its id, if there are several.

    Raises CannotRun where the file is of another form, or has no such document.
    """
    found = {line: _document(item, f"{path.name}:{line}") for line, item in _lines(path)}
    ids = [str(item.get("document_id")) for item in found.values()]
    if document is None and len(ids) != 1:
        raise CannotRun(f"{path.name}: name the --document; documents: {', '.join(ids) or 'none'}")
    if document is not None and document not in ids:
        raise CannotRun(f"{path.name}: has no document {document}; documents: {', '.join(ids)}")
    at = 0 if document is None else ids.index(document)
    line, item = list(found.items())[at]
    return [
        _extraction(extraction, number, f"{path.name}:{line}")
        for number, extraction in enumerate(item.get("extractions") or [], 1)
    ]


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    if not path.exists():
        raise CannotRun(f"{path}: no such file")
    text = read_text(path, path.name)
    for line, row in enumerate(text.split("\n"), 1):  # line ends of other kinds are data here
        if row.strip():
            try:
                yield line, json.loads(row)
            except (ValueError, RecursionError) as error:
                raise CannotRun(f"{path.name}:{line}: not JSON: {error}") from error


def _document(item: Any, place: str) -> dict[str, Any]:
    is_document = isinstance(item, dict) and isinstance(item.get("extractions"), list | None)
    if not is_document:
        raise CannotRun(f"{place}: not an annotated document of langextract")
    found: dict[str, Any] = item
    return found


def _extraction(item: Any, number: int, place: str) -> Extraction:
    where = f"{place}: extraction {number}"
    if not isinstance(item, dict):
        raise CannotRun(f"{where}: not an object")
    name, text = item.get("extraction_class"), item.get("extraction_text")
    if not isinstance(name, str) or not isinstance(text, str):
        raise CannotRun(f"{where}: has no extraction_class and extraction_text")
    interval = item.get("char_interval") or {}
    attributes = item.get("attributes") or {}
    if not isinstance(interval, dict) or not isinstance(attributes, dict):
        raise CannotRun(f"{where}: char_interval and attributes are objects or null")
    ends = [interval.get("start_pos"), interval.get("end_pos")]
    if any(end is not None and type(end) is not int for end in ends):
        raise CannotRun(f"{where}: start_pos and end_pos are integers")
    start, end = ends
    alignment = str(item.get("alignment_status") or "not aligned")
    return Extraction(number, name, text, start, end, alignment, attributes)


KEYS = frozenset({"table", "record", "fields", "where", "values"})


class NotMapped(Exception):
    """An extraction lacks an attribute that a rule asks for; the message names it."""


@dataclass(frozen=True)
class MappingRule:
    """One rule: the cells that it names, and for which extractions."""

    table: str
    record: str
    fields: tuple[str, ...]
    where: Mapping[str, str]
    values: Mapping[str, str]

    def fits(self, extraction: Extraction) -> bool:
        """Whether the extraction has the attributes that the rule is for."""
        return all(extraction.attributes.get(name) == text for name, text in self.where.items())


def fill(template: str, extraction: Extraction) -> str:
    """A template with the extraction's attributes; raises NotMapped where it lacks one."""

    def attribute(match: re.Match[str]) -> str:
        found = extraction.attributes.get(match[1])
        if not isinstance(found, str) or not found:
            raise NotMapped(f"the extraction has no attribute {match[1]} that is one text")
        return found

    return re.sub(r"\{([^{}]+)\}", attribute, template)


def read_mapping(path: Path) -> dict[str, tuple[MappingRule, ...]]:
    """The rules by class of extraction; raises CannotRun where the file is of another form."""
    if not path.exists():
        raise CannotRun(f"{path}: no such file")
    data = read_json(path, path.name)
    if not isinstance(data, dict) or not data:
        raise CannotRun(f"{path.name}: a mapping is an object: a rule, or several, for each class")
    return {
        name: tuple(
            _rule(item, f"{path.name}: {name}")
            for item in (rules if isinstance(rules, list) else [rules])
        )
        for name, rules in data.items()
    }


def _rule(item: Any, place: str) -> MappingRule:
    if not isinstance(item, dict):
        raise CannotRun(f"{place}: a rule is an object")
    if unknown := sorted(item.keys() - KEYS):
        raise CannotRun(f"{place}: unknown key {unknown[0]}; known: {', '.join(sorted(KEYS))}")
    table, record, fields = item.get("table"), item.get("record"), item.get("fields")
    if not (isinstance(table, str) and isinstance(record, str) and isinstance(fields, list)):
        raise CannotRun(f"{place}: table and record are texts, fields a list of names")
    if not fields or not all(isinstance(field, str) for field in fields):
        raise CannotRun(f"{place}: table and record are texts, fields a list of names")
    where, values = item.get("where", {}), item.get("values", {})
    for part in (where, values):
        if not isinstance(part, dict) or not all(isinstance(text, str) for text in part.values()):
            raise CannotRun(f"{place}: where and values are objects of texts")
    if unknown := sorted(set(values) - set(fields)):
        raise CannotRun(f"{place}: values names {unknown[0]}, which is none of its fields")
    return MappingRule(table, record, tuple(fields), where, values)


# What offsets may count besides code points: an encoding, and the bytes of its unit. JavaScript and
# Java count UTF-16, Rust and Go bytes: behind one emoji the three differ by 1 and 3.
UNITS: Mapping[str, tuple[str, int]] = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}


@dataclass(frozen=True)
class Outcome:
    """What became of an extraction for one cell: proved with a value, or a reason why not."""

    extraction: Extraction
    cell: Cell | None
    claim: str | None = None
    start: int | None = None
    value: str = ""
    method: str = ""
    reason: str = ""

    @property
    def is_proved(self) -> bool:
        """Whether the cell follows from the passage."""
        return self.reason == ""

    def to_dict(self) -> dict[str, Any]:
        """The outcome as JSON types."""
        cell = self.cell or Cell("", "", "")
        return {
            "extraction": self.extraction.number,
            "class": self.extraction.name,
            "text": self.extraction.text,
            "table": cell.table or None,
            "record": cell.record or None,
            "field": cell.field or None,
            "start": self.start,
            "proved": self.is_proved,
            "value": self.value or None,
            "method": self.method or None,
            "reason": self.reason or None,
        }


def import_extractions(
    editor: SeedEditor,
    source: str,
    extractions: Sequence[Extraction],
    rules: Mapping[str, Sequence[MappingRule]],
    *,
    units: str = "code-points",
) -> list[Outcome]:
    """Put the rows of all extractions that prove in the editor; says what became of every one.

    `units` are what the extractor's offsets count. Raises CannotRun where nothing can be compared.
    """
    text = editor.text_of(source)
    requested = [outcome for found in extractions for outcome in _requested(found, rules)]
    return prove(editor, source, [placed(outcome, text, units) for outcome in requested])


def _requested(
    extraction: Extraction, rules: Mapping[str, Sequence[MappingRule]]
) -> Iterator[Outcome]:
    """The cells that the mapping wants of an extraction."""
    fitting = [rule for rule in rules.get(extraction.name, ()) if rule.fits(extraction)]
    if not fitting:
        yield Outcome(extraction, None, reason="the mapping has no rule for it")
    for rule in fitting:
        for field in rule.fields:
            try:
                cell = Cell(rule.table, fill(rule.record, extraction), field)
                claim = fill(rule.values[field], extraction) if field in rule.values else None
            except NotMapped as error:
                yield Outcome(extraction, Cell(rule.table, "", field), reason=str(error))
            else:
                yield Outcome(extraction, cell, claim)


def placed(outcome: Outcome, text: str, units: str) -> Outcome:
    """The outcome with its offset in code points, or with the reason why it has none."""
    extraction = outcome.extraction
    if not outcome.is_proved:
        return outcome
    if extraction.start is None or extraction.end is None:
        reason = f"the extractor gives it no place ({extraction.alignment})"
        return replace(outcome, reason=reason)
    start = _start_of(text, extraction, units)
    if start is not None:
        return replace(outcome, start=start)
    for other in ("code-points", *UNITS):
        if _start_of(text, extraction, other) is not None:
            reason = f"the text is there if offsets count {other}: say --units {other}"
            return replace(outcome, reason=reason)
    reason = (
        f"a different text is at {extraction.start} to {extraction.end} of the source"
        f" (the extractor says {extraction.alignment})"
    )
    return replace(outcome, reason=reason)


def _start_of(text: str, extraction: Extraction, units: str) -> int | None:
    """The offset in code points at which an extraction is, if its own is in such units."""
    first, last, words = extraction.start, extraction.end, extraction.text
    if first is None or last is None or first < 0 or not words:
        return None
    if units == "code-points":
        start, length = first, len(words)
    else:
        encoding, width = UNITS[units]
        before = text.encode(encoding)[: first * width]
        start, length = len(before.decode(encoding, "ignore")), len(words.encode(encoding)) // width
        if len(text[:start].encode(encoding)) != first * width:
            return None  # the offset lies within a character
    return start if last - first == length and text.startswith(words, start) else None


def prove(editor: SeedEditor, source: str, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Put the rows that prove in the editor; the others get their reason."""
    found = list(outcomes)
    while True:
        editor.texts.clear()
        added = _add(editor, source, found)
        faults = editor.faults(added.values()) if added else []
        if faults:
            _blame(faults, added, found)
        elif not _contradicted(editor, added, found):
            return found


def _add(editor: SeedEditor, source: str, found: list[Outcome]) -> dict[int, WrittenCitation]:
    """The rows that could be put on the editor, by the number of their outcome."""
    added: dict[int, WrittenCitation] = {}
    for number, outcome in enumerate(found):
        if outcome.is_proved and outcome.cell is not None:
            words, start = outcome.extraction.text, outcome.start
            try:
                added[number] = editor.add(
                    CitationRequest(outcome.cell, words, source, start=start)
                )
            except CannotRun as error:
                found[number] = replace(outcome, reason=str(error))
    return added


def _blame(
    faults: Sequence[Issue], added: Mapping[int, WrittenCitation], found: list[Outcome]
) -> None:
    """Give the rows that faults are of their reason: of each cell the last, else the last of all.

    The last of all is blamed only where no fault names a cell, such as when too much is quoted.
    """
    by_place: dict[tuple[str, str], int] = {}
    for number, cited in added.items():
        cell = cited.request.cell
        by_place[cell.record, cell.field] = number
        by_place[f"{cell.table} {cell.record}", cell.field] = number
    guilty: dict[int, Issue] = {}
    for fault in faults:
        at = by_place.get((fault.place.record or "", fault.place.field or ""))
        if at is not None:
            guilty.setdefault(at, fault)
    for number, fault in (guilty or {max(added): faults[0]}).items():
        found[number] = replace(found[number], reason=f"{fault.code}: {fault.message}")


def _contradicted(
    editor: SeedEditor, added: Mapping[int, WrittenCitation], found: list[Outcome]
) -> bool:
    """Fill in the values of added rows; whether the extractor claims another one of some."""
    agrees = True
    for number, cited in added.items():
        outcome = found[number]
        value = editor.value_of(cited.request)
        found[number] = replace(outcome, value=value, method=cited.method)
        if outcome.claim not in (None, value):
            agrees = False
            reason = f"the extractor says {outcome.claim}, the passage gives {value}"
            found[number] = replace(outcome, reason=reason)
    return not agrees
