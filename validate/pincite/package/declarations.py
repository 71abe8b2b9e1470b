"""What pincite reads of a descriptor and its schemas: shapes, and names that must lead somewhere.

The standard's own rules are the validator's business; here stands what opening a package needs,
and the whole of the citation convention (schemas/CITATIONS.md), where unknown keys are faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pincite.cells import BadField, compile_field
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
            yield from RULES[name].faults(value, path)


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
    {"$schema": TEXT, "name": TEXT, "version": TEXT, "title": TEXT, "citation": CONVENTION},
    guarded=("citation",),
)


def schema_faults(schema: Any, path: str) -> list[Fault]:
    """The faults of a Table Schema: its shape, then the names that its keys and rules use."""
    found = list(SCHEMA.faults(schema, path))
    return found or [*_name_faults(schema, path)]


def _name_faults(schema: Mapping[str, Any], path: str) -> Iterator[Fault]:
    names = [field["name"] for field in schema["fields"]]
    for number, field in enumerate(schema["fields"]):
        at = _at(path, f"fields[{number}]")
        if field["name"] in names[:number]:
            yield Fault(at, f"{shown(field['name'])} names an earlier field too")
        try:
            compile_field(field, schema.get("missingValues", ("",)))
        except BadField as error:
            yield Fault(at, str(error))
        for message in _citation_faults(schema, field):
            yield Fault(f"{at}.citation", message)
    for part, used in _uses(schema):
        for name in [used] if isinstance(used, str) else used:
            if name not in names:
                yield Fault(_at(path, part), f"there is no field {shown(name)} in this schema")


def _citation_faults(schema: Mapping[str, Any], field: Mapping[str, Any]) -> Iterator[str]:
    rule = field.get("citation")
    if rule is None:
        return
    methods = set(rule["methods"])
    if {"term", "absent"} & methods and "vocabulary" not in rule:
        yield "the methods term and absent need a vocabulary"
    if "anchor" in rule and rule["methods"] != ["date"]:
        yield "only a field of method date takes an anchor"
    if "judged" in methods and _is_fact(schema, field):
        yield "a number, date or identifier is never judged: cite it"
    for method, part in (("absent", "default"), ("external", "external"), ("position", "position")):
        if (method in methods) != (part in rule):
            yield f"the method {method} needs its property {part}, and nothing else does"


def _is_fact(schema: Mapping[str, Any], field: Mapping[str, Any]) -> bool:
    kinds = ("integer", "number", "date", "datetime", "year", "yearmonth")
    keys = [key["fields"] for key in schema.get("foreignKeys", ())]
    is_date = field.get("type") in kinds or field.get("rdfType") == EDTF
    return is_date or any(field["name"] in key for key in keys)


def _at(path: str, part: str) -> str:
    return f"{path}.{part}" if path else part


def _uses(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The fields that keys, rules and positions of a schema name, by the part that names them."""
    yield "primaryKey", schema.get("primaryKey", ())
    for number, key in enumerate(schema.get("uniqueKeys", ())):
        yield f"uniqueKeys[{number}]", key
    for number, key in enumerate(schema.get("foreignKeys", ())):
        yield f"foreignKeys[{number}].fields", key["fields"]
    for number, rule in enumerate(schema.get("rules", ())):
        for part, used in rule_names(rule):
            yield f"rules[{number}].{part}", used
    for number, field in enumerate(schema["fields"]):
        position = field.get("citation", {}).get("position")
        if position is not None:
            used = [position["of"], position["within"], *position.get("first", ())]
            yield f"fields[{number}].citation.position", used


def rule_names(rule: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The fields of its own table that a rule names, by the part of the rule."""
    for part in ("field", "table", "record"):
        if part in rule:
            yield part, [rule[part]]
    yield "fields", rule.get("fields", [])
    yield "when", list(rule.get("when", ()))
    yield "match", list(rule.get("match", {}).values())


ROLES: Mapping[str, frozenset[str]] = {
    "citations": frozenset(
        "table record_id field seq part source_id start end quote method value note".split()
    ),
    "sources": frozenset({"file_name", "language", "sha256", "code_points", "line_count"}),
    "phrases": frozenset({"vocabulary", "phrase", "code", "language"}),
    "notes": frozenset({"source_id", "start", "end", "quote"}),
}


def role_faults(convention: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """The faults of the resources that play a part in the citation convention."""
    for role, columns in ROLES.items():
        if role not in convention:
            continue
        at, name = f"citation.{role}", convention[role]
        yield from _reaches(at, name, sorted(columns), tables)
        if name in tables and not tables[name].get("primaryKey"):
            yield Fault(at, f"the table {shown(name)} needs a primaryKey")


def reach_faults(resource: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """The faults of what a resource says of other tables; `tables` are the schemas by name.

    All shapes are known to be right. Paths are relative to the resource.
    """
    schema = tables.get(resource["name"])
    if schema is not None:
        own = _columns(schema)
        yield from _schema_reaches(schema, own, resource["name"], tables)
        cited = any("citation" in field for field in schema["fields"])
        if cited and not schema.get("primaryKey"):
            yield Fault("schema", "a table whose cells are cited needs a primaryKey")
    records = resource.get("records")
    if records is not None:
        if not isinstance(resource.get("path"), str):
            yield Fault("records", "a JSON copy is one file, so the resource needs a path")
        yield from _reaches("records.table", records["table"], (), tables)
        target = tables.get(records["table"], {"fields": []})
        for name, child in records.get("children", {}).items():
            at = f"records.children.{name}"
            yield from _reaches(at, child["table"], child["match"], tables)
            yield from _lacks(at, child["match"].values(), _columns(target))


def _schema_reaches(
    schema: Mapping[str, Any], own: set[str], name: str, tables: Tables
) -> Iterator[Fault]:
    for number, key in enumerate(schema.get("foreignKeys", ())):
        reference = key["reference"]
        fields = reference["fields"]
        wanted = [fields] if isinstance(fields, str) else fields
        target = reference.get("resource") or name
        yield from _reaches(f"schema.foreignKeys[{number}].reference", target, wanted, tables)
    for number, rule in enumerate(schema.get("rules", ())):
        if rule["rule"] == "row_count":
            wanted = [*rule["match"], *rule.get("where", ())]
            yield from _reaches(f"schema.rules[{number}]", rule["resource"], wanted, tables)
    for field in schema["fields"]:
        external = field.get("citation", {}).get("external")
        if external is not None:
            at = f"schema.fields.{field['name']}.citation.external"
            wanted = [*external["match"], *external.get("where", ()), external["value"]]
            yield from _reaches(at, external["resource"], wanted, tables)
            mine = [*external["match"].values(), *[external.get("fallback", next(iter(own)))]]
            yield from _lacks(at, mine, own)


def _reaches(at: str, table: str, columns: Iterable[str], tables: Tables) -> Iterator[Fault]:
    if table not in tables:
        yield Fault(at, f"there is no table {shown(table)} in this package")
    else:
        yield from _lacks(at, columns, _columns(tables[table]))


def _lacks(at: str, columns: Iterable[str], known: set[str]) -> Iterator[Fault]:
    missing = ", ".join(shown(column) for column in columns if column not in known)
    if missing:
        yield Fault(at, f"that table has no field {missing}")


def _columns(schema: Mapping[str, Any]) -> set[str]:
    return {field["name"] for field in schema["fields"]}
