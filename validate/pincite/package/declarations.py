"""The shapes of what pincite reads of a descriptor and its schemas.

The standard's own rules are the validator's business; here stands what opening a package needs,
and the whole of the citation convention (schemas/CITATIONS.md), where unknown keys are faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.package.explorer import EXPLORER
from pincite.package.shape import (
    COUNT,
    FLAG,
    NAME,
    TEXT,
    Anything,
    Choice,
    Either,
    Fault,
    ListOf,
    MapOf,
    Object,
    Shape,
    shown,
)
from pincite.phrases import METHODS

Tables = Mapping[str, Mapping[str, Any]]

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
NAMES = ListOf(TEXT, least=1)
MATCH = MapOf(TEXT)
WHEN = MapOf(NAMES)

CONVENTION = Object(
    {"convention": Choice(("1",)), "citations": TEXT, "sources": TEXT, "phrases": TEXT},
    {"notes": TEXT},
    is_closed=True,
)
CITATION = Object(
    {"methods": ListOf(Choice(tuple(sorted(METHODS))), least=1)},
    {
        "vocabulary": TEXT,
        "default": TEXT,
        "anchor": FLAG,
        "external": Object(
            {"resource": TEXT, "match": MATCH, "value": TEXT},
            {"where": MATCH, "fallback": TEXT},
            is_closed=True,
        ),
        "position": Object({"of": TEXT, "within": TEXT}, {"first": MATCH}, is_closed=True),
    },
    is_closed=True,
)
_RULE_PARTS: tuple[tuple[str, Mapping[str, Shape], Mapping[str, Shape]], ...] = (
    ("filled_when", {"field": TEXT, "when": WHEN}, {}),
    ("required_when", {"field": TEXT, "when": WHEN}, {}),
    ("filled_together", {"fields": NAMES}, {}),
    ("ordered", {"fields": NAMES}, {}),
    ("key_template", {"field": TEXT, "template": TEXT}, {}),
    (
        "row_count",
        {"resource": TEXT, "match": MATCH, "count": COUNT},
        {"where": MATCH, "when": WHEN, "says": TEXT},
    ),
    ("reference", {"table": TEXT, "record": TEXT}, {"field": TEXT}),
    ("same_passage", {"fields": NAMES}, {}),
    ("same_quote", {"fields": NAMES}, {}),
    ("one_paragraph", {}, {}),
)
RULES: Mapping[str, Object] = {
    name: Object({"rule": TEXT, **required}, optional, is_closed=True)
    for name, required, optional in _RULE_PARTS
}


class RuleShape:
    """A rule of a Table Schema: one of RULES, by its name."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the rule's own shape."""
        name = value.get("rule") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in RULES:
            yield Fault(path, f"the rule {shown(name)} is none of: {', '.join(RULES)}")
        else:
            found = list(RULES[name].faults(value, path))
            yield from found
            if name == "ordered" and not found and len(value["fields"]) != 2:
                yield Fault(path, "the rule ordered takes two fields")


FIELD = Object(
    {"name": NAME},
    {
        "type": TEXT,
        "format": TEXT,
        "rdfType": TEXT,
        "title": TEXT,
        "description": TEXT,
        "constraints": Object({}, {"enum": ListOf(Anything(), least=1), "pattern": TEXT}),
        "categories": ListOf(Either(TEXT, Anything()), least=1),
        "citation": CITATION,
    },
    guarded=("citation",),
)
FOREIGN_KEY = Object(
    {
        "fields": Either(TEXT, NAMES),
        "reference": Object({"fields": Either(TEXT, NAMES)}, {"resource": TEXT}),
    }
)
SCHEMA = Object(
    {"fields": ListOf(FIELD)},
    {
        "$schema": TEXT,
        "title": TEXT,
        "description": TEXT,
        "primaryKey": Either(TEXT, ListOf(TEXT)),
        "foreignKeys": ListOf(FOREIGN_KEY),
        "uniqueKeys": ListOf(NAMES),
        "missingValues": ListOf(Either(TEXT, Object({"value": TEXT}))),
        "rules": ListOf(RuleShape()),
    },
    guarded=("rules",),
)
RECORDS = Object(
    {"table": TEXT, "schema": NAME},
    {"children": MapOf(Object({"table": TEXT, "match": MATCH}, is_closed=True))},
    is_closed=True,
)
RESOURCE = Object(
    {"name": NAME},
    {
        "path": Either(TEXT, ListOf(TEXT, least=1)),
        "schema": Either(TEXT, MapOf(Anything())),
        "dialect": Either(TEXT, MapOf(Anything())),
        "format": TEXT,
        "encoding": TEXT,
        "records": RECORDS,
    },
    guarded=("records",),
)
PACKAGE = Object(
    {"resources": ListOf(RESOURCE)},
    {
        "$schema": TEXT,
        "name": TEXT,
        "version": TEXT,
        "title": TEXT,
        "citation": CONVENTION,
        "explorer": EXPLORER,
    },
    guarded=("citation", "explorer"),
)
