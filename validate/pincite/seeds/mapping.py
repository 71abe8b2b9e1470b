"""Mappings: which cells the extractions of a class give, in a JSON file that a person writes.

    {"money": [{"table": "grants", "record": "{grant}", "fields": ["amount", "currency"],
                "where": {"kind": "planned"}, "values": {"amount": "{sum}"}}]}

A class has one rule or a list of them. Braces stand for attributes of the extraction. `where`
chooses by attributes; `values` are what the extractor claims that a field holds, to be compared.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.files.reading import read_json
from pincite.report import CannotRun
from pincite.seeds.langextract import Extraction

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
        raise CannotRun(f"{path}: there is no such file")
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
