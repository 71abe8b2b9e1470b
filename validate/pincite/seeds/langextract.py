"""What langextract found: read from its file, mapped to cells, so that it can be imported.

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

from pincite.files.reading import read_json, read_text
from pincite.report import CannotRun
from pincite.seeds.outcomes import Claim


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
        raise CannotRun(f"{place}: values names {unknown[0]}, which is not one of its fields")
    return MappingRule(table, record, tuple(fields), where, values)


def claims_of(
    extractions: Sequence[Extraction],
    rules: Mapping[str, Sequence[MappingRule]],
    source: str,
) -> Iterator[Claim]:
    """The claims that a mapping makes of extractions; one without a rule is at fault."""
    for found in extractions:
        fitting = [rule for rule in rules.get(found.name, ()) if rule.fits(found)]
        about = _about(found, source)
        if not fitting:
            yield replace(about, fault="the mapping has no rule for it")
        for rule in fitting:
            for name in rule.fields:
                claim = replace(about, table=rule.table, field=name)
                try:
                    record = fill(rule.record, found)
                    value = fill(rule.values[name], found) if name in rule.values else None
                except NotMapped as error:
                    yield replace(claim, fault=str(error))
                else:
                    yield replace(claim, record=record, value=value)


def _about(found: Extraction, source: str) -> Claim:
    """A claim of an extraction that no cell is named for yet."""
    return Claim(
        found.number,
        quote=found.text,
        source=source,
        start=found.start,
        end=found.end,
        given={"class": found.name, "alignment": found.alignment},
    )
