"""Names in declarations that must lead somewhere: fields, tables, columns of another table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pincite.descriptor.declarations import EDTF, Tables
from pincite.descriptor.given import impossible
from pincite.descriptor.shape import Fault, meant, repeated, shown
from pincite.report.expressions import lazy
from pincite.types import type_of
from pincite.types.integer import INTEGER
from pincite.types.object import OBJECT
from pincite.types.string import STRING


def name_faults(schema: Mapping[str, Any], path: str) -> Iterator[Fault]:
    """The faults of the names in a Table Schema whose shape is right."""
    names = [field["name"] for field in schema["fields"]]
    for number in repeated(names):
        at = _at(path, f"fields[{number}].name")
        yield Fault(at, f"{shown(names[number])} names an earlier field too", "schema-error")
    for number, field in enumerate(schema["fields"]):
        for message in _citation_faults(schema, field):
            yield Fault(_at(path, f"fields[{number}].citation"), message)
    for part, used in _uses(schema):
        for name in [used] if isinstance(used, str) else used:
            if name not in names:
                message = f"there is no field {shown(name)} in this schema{meant(name, names)}"
                yield Fault(_at(path, part), message)
    fields = {field["name"]: field for field in schema["fields"]}
    for number, rule in enumerate(schema.get("rules", ())):
        for message in _rule_type_faults(rule, fields):
            yield Fault(_at(path, f"rules[{number}]"), message)


def _rule_type_faults(rule: Mapping[str, Any], fields: Mapping[str, Any]) -> Iterator[str]:
    """The faults of rules whose fields are of types that it cannot look at."""
    used = [name for _, names in rule_names(rule) for name in names]
    if not set(used) <= fields.keys():
        return
    if rule["rule"] == "sum":
        for name in [*rule["fields"], *rule.get("minus", ()), rule["equals"]]:
            if not type_of(fields[name]).is_number:
                yield f"only numbers have a sum, and {shown(name)} is not of such a type"
    if rule["rule"] == "compared":
        one, other = (type_of(fields[name]) for name in rule["fields"])
        if one is not other and not (one.is_number and other.is_number):
            yield f"values of types {one.name} and {other.name} are not compared"
        elif rule["is"] not in ("=", "!=") and not one.is_ordered:
            yield f"values of type {one.name} have no order, they are equal or not"


def _citation_faults(schema: Mapping[str, Any], field: Mapping[str, Any]) -> Iterator[str]:
    rule = field.get("citation")
    if rule is None:
        return
    methods = set(rule["methods"])
    yield from _property_faults(rule, methods)
    yield from impossible(field, methods)
    if {"term", "absent"} & methods and "vocabulary" not in rule:
        yield "the methods term and absent need a vocabulary"
    if "quantity" in methods and "unit" not in rule and not _has_unit(schema):
        yield "there is no field of method unit in this schema, so the quantity needs a unit"
    if "subject" in rule:
        yield from _subject_faults(schema, field)
    if "judged" in methods and (type_of(field).is_fact or field.get("rdfType") == EDTF):
        yield "a number or date is never judged: cite it"
    for method, part in (("absent", "default"), ("external", "external"), ("position", "position")):
        if (method in methods) != (part in rule):
            yield f"the method {method} needs its property {part}, and nothing else does"


def _property_faults(rule: Mapping[str, Any], methods: set[str]) -> Iterator[str]:
    """The faults of properties that say how a phrase is read, and go with some methods only."""
    from pincite.grammar import NUMBER_METHODS

    for part in ("anchor", "fiscalYear", "qualifier"):
        if part in rule and rule["methods"] != ["date"]:
            yield f"only a field of method date takes {part}"
    limits = {
        "bound": ("numbers or dates", NUMBER_METHODS | {"date"}),
        "currencies": ("money (amount, currency)", {"amount", "currency"}),
        "unit": ("quantities (quantity, unit)", {"quantity", "unit"}),
        "parts": ("numbers with units", NUMBER_METHODS | {"currency", "unit"}),
    }
    for part, (what, allowed) in limits.items():
        if part in rule and not methods <= allowed:
            yield f"only a field of {what} takes {part}"
    for sign, code in rule.get("currencies", {}).items():
        if not re.fullmatch("[A-Z]{3}", code):
            yield f"currencies gives {shown(sign)} an ISO 4217 code, not {shown(code)}"


def _subject_faults(schema: Mapping[str, Any], field: Mapping[str, Any]) -> Iterator[str]:
    """The faults of a field's subject: one that no quote names, or values that have no quote."""
    name, methods = field["citation"]["subject"], set(field["citation"]["methods"])
    if not methods - {"absent", "external", "written", "position"}:
        yield "only a field whose values are quoted takes subject"
    if name == field["name"]:
        yield "a field is not its own subject"
    for other in schema["fields"]:
        named = {"term", "verbatim"} & set(other.get("citation", {}).get("methods", ()))
        if other["name"] == name and not named:
            yield f"the subject {shown(name)} is not a field of method term or verbatim"


def _has_unit(schema: Mapping[str, Any]) -> bool:
    """Whether some field of the schema holds the units that the phrases print."""
    return any("unit" in other.get("citation", {}).get("methods", ()) for other in schema["fields"])


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
        for part in ("qualifier", "subject"):
            if part in field.get("citation", {}):
                yield f"fields[{number}].citation.{part}", field["citation"][part]
        position = field.get("citation", {}).get("position")
        if position is not None:
            used = [position["of"], position["within"], *position.get("first", ())]
            yield f"fields[{number}].citation.position", used


TEMPLATE = lazy(r"\{([^{}]*)\}")  # a field's name in a key_template


def rule_names(rule: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """The fields of the rule's table that it names, by the part of the rule."""
    for part in ("field", "table", "record", "equals"):
        if part in rule:
            yield part, [rule[part]]
    yield "template", TEMPLATE.findall(rule.get("template", ""))
    for part in ("fields", "minus", "group"):
        yield part, rule.get(part, [])
    yield "when", list(rule.get("when", ()))
    yield "match", list(rule.get("match", {}).values())


ROLES: Mapping[
    str, Mapping[str, str]
] = {  # columns by role; ! is required, # an integer, s a string
    "citations": dict.fromkeys("table record_id field part source_id method value".split(), "!")
    | dict.fromkeys(("seq", "start", "end"), "!#")
    | dict.fromkeys(("quote", "note"), "s"),
    "sources": dict.fromkeys(("file_name", "language", "sha256"), "!")
    | dict.fromkeys(("code_points", "line_count"), "!#"),
    "phrases": dict.fromkeys(("vocabulary", "phrase", "code", "language"), "!"),
    "notes": {"source_id": "!", "start": "!#", "end": "!#", "quote": "s"},
    "passages": {"source_id": "!", "start": "!#", "end": "!#"},
}
OPTIONAL = {
    "citations": {"prefix": "s", "suffix": "s"},
    "sources": {"currencies": "o", "quote_limits": "s", "coverage_scope": "s"},
}
_NEW_METHODS = {"quantity", "unit"}  # all that version 2 of the convention added
_NEW_PROPERTIES = ("currencies", "unit", "qualifier", "subject", "parts")
_NEW_KEYS = ("passages", "quoteLimits", "coverageScope")


def version_faults(convention: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """What a package of version 1 declares that only version 2 of the convention has."""
    if convention["convention"] != "1":
        return
    found = [f"{key} of citation" for key in _NEW_KEYS if key in convention]
    for name, table in tables.items():
        for field in table["fields"] if table is not None else ():
            rule = field.get("citation", {})
            used = [key for key in _NEW_PROPERTIES if key in rule]
            used += sorted(_NEW_METHODS & {*rule.get("methods", ())})
            keys = [key["fields"] for key in (table or {}).get("foreignKeys", ())]
            if "judged" in rule.get("methods", ()) and any(field["name"] in key for key in keys):
                used.append("judged")
            if name == convention["sources"] and field["name"] in OPTIONAL["sources"]:
                used.append("the column")
            found += [f"{key} of {name}.{field['name']}" for key in used]
    if found:
        what = ", ".join(found[:5]) + (", ..." if len(found) > 5 else "")
        message = f"version 1 of the convention does not have {what}: state version 2"
        yield Fault("citation.convention", message)


def role_faults(convention: Mapping[str, Any], tables: Tables) -> Iterator[Fault]:
    """The faults of the resources that play a part in the citation convention."""
    yield from version_faults(convention, tables)
    for role, columns in ROLES.items():
        if role not in convention:
            continue
        at, name = f"citation.{role}", convention[role]
        before = list(_reaches(at, name, sorted(columns), tables))
        yield from before
        table = tables.get(name)
        if before or table is None:
            continue
        if not table.get("primaryKey"):
            yield Fault(at, f"the table {shown(name)} needs a primaryKey")
        if table.get("missingValues", [""]) != [""]:
            yield Fault(at, f"the table {shown(name)} has no missingValues but the empty text")
        marks = {**columns, **OPTIONAL.get(role, {})}
        for field in table["fields"]:
            yield from _column_faults(at, field, marks.get(field["name"], ""))


def _column_faults(at: str, field: Mapping[str, Any], marks: str) -> Iterator[Fault]:
    kind = {"!#": INTEGER, "o": OBJECT}.get(marks, STRING).name
    if marks and field.get("type", STRING.name) != kind:
        yield Fault(at, f"the field {shown(field['name'])} must be of type {kind}")
    if {"bareNumber", "groupChar", "missingValues"} & field.keys() and marks:
        yield Fault(at, f"the field {shown(field['name'])} must have the plain form of its type")
    if "!" in marks and field.get("constraints", {}).get("required") is not True:
        yield Fault(at, f"the field {shown(field['name'])} must be required")


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
        if "data" in resource or isinstance(resource.get("path"), list):
            yield Fault("records", "a JSON copy is one file, so the resource needs a path")
        yield from _reaches("records.table", records["table"], (), tables)
        target = tables.get(records["table"], {"fields": []})
        for name, child in records.get("children", {}).items():
            at = f"records.children.{name}"
            yield from _reaches(at, child["table"], child["match"], tables)
            if target is not None:
                yield from _lacks(at, child["match"].values(), _columns(target))


def _schema_reaches(
    schema: Mapping[str, Any], own: set[str], name: str, tables: Tables
) -> Iterator[Fault]:
    for number, key in enumerate(schema.get("foreignKeys", ())):
        reference = key["reference"]
        if "package" in reference:
            continue
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
        yield Fault(
            at, f"no resource {shown(table)} with a schema is in this package{meant(table, tables)}"
        )
    elif (schema := tables[table]) is not None:
        yield from _lacks(at, columns, _columns(schema))


def _lacks(at: str, columns: Iterable[str], known: set[str]) -> Iterator[Fault]:
    missing = [column for column in columns if column not in known]
    if missing:
        names = ", ".join(map(shown, missing))
        yield Fault(at, f"that table has no field {names}{meant(missing[0], sorted(known))}")


def _columns(schema: Mapping[str, Any]) -> set[str]:
    return {field["name"] for field in schema["fields"]}


def targets(schema: Mapping[str, Any], records: Mapping[str, Any] | None) -> set[str]:
    """The tables that a resource's citation properties and copies look things up in."""
    found: set[str] = set()
    for field in schema.get("fields", ()):
        external = field.get("citation", {}).get("external")
        found |= {external["resource"]} if external else set()
    if records is not None:
        found |= {records["table"], *(c["table"] for c in records.get("children", {}).values())}
    return found
