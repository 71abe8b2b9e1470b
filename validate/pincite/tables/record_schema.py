"""The JSON Schema of the records of a JSON table: its fields, child records and citations.

Written plainly from the Table Schema, for readers who have only the JSON file; draft 2020-12.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pincite.package import Package, Resource, Schema
from pincite.package.schema import Field
from pincite.tables.text_table import CITATION_FIELDS
from pincite.types import BOUNDS, LENGTHS
from pincite.types.string import STRING

Json = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of_copy(package: Package, resource: Resource) -> Json:
    """The JSON Schema of the records of a JSON table of a package; raises KeyError without one."""
    settings = resource.records or {}
    children = settings.get("children", {})
    tables = {table.name: table.schema for table in package.tables if table.schema is not None}
    return document_schema(
        tables[settings["table"]],
        {name: tables[child["table"]] for name, child in children.items()},
        tables[package.convention.citations] if package.convention else None,
    )


def document_schema(
    table: Schema, children: Mapping[str, Schema], citations: Schema | None
) -> Json:
    """The JSON Schema of one record of a JSON table with children and citations."""
    defined = {name: _record(child, name) for name, child in children.items()}
    more: Json = {name: {**_list_of(name), "title": _titled(name)} for name in children}
    if citations is not None:
        fields = tuple(field for field in citations.fields if field.name in CITATION_FIELDS)
        defined["citation"] = _record(Schema(None, {}, fields, ()), "citation")
        of_field = {"additionalProperties": _list_of("citation"), "type": "object"}
        more["citations"] = {**of_field, "title": "Citations"}
    found = _record(table, str(table.descriptor.get("title", "record")), more)
    if defined:
        found["$defs"] = defined
    return {"$schema": DIALECT, **_sorted(found)}


def _record(schema: Schema, title: str, more: Mapping[str, Any] | None = None) -> Json:
    """The schema of one record, with the properties of `more` behind those of its fields."""
    properties = {field.name: _property(field, schema) for field in schema.fields}
    properties |= more or {}
    conditions = [*_conditions(schema)]
    found: Json = {
        "additionalProperties": False,
        "properties": properties,
        "required": list(properties),
        "title": title,
        "type": "object",
    }
    if conditions:
        found["allOf"] = conditions
    return found


def _property(field: Field, schema: Schema) -> Json:
    title = str(field.descriptor.get("title") or _titled(field.name))
    value = value_schema(field, schema)
    if field.is_required:
        return {**value, "title": title}
    return {"anyOf": [value, {"type": "null"}], "title": title}


def value_schema(field: Field, schema: Schema) -> Json:
    """The schema of a value: JSON's own types where it has them, else texts."""
    stated = {name: value for name, value in field.constraints.items() if value is not None}
    json_type = field.kind.names.json if field.kind.is_json_value else STRING.names.json
    if "enum" in stated:
        values = [plain_number(schema.value_of(field.name, item)) for item in stated["enum"]]
        listed = {"const": values[0]} if len(values) == 1 else {"enum": values}
        return {**listed, "type": json_type}
    found: Json = {"type": json_type}
    if field.kind.is_number:
        read = field.kind.reader(field.descriptor)
        found |= {name: plain_number(read(stated[name])) for name in BOUNDS if name in stated}
    elif field.kind is STRING:
        found |= {name: stated[name] for name in LENGTHS if name in stated}
        if "pattern" in stated:
            found["pattern"] = f"^(?:{stated['pattern']})$"
    return found


def _conditions(schema: Schema) -> Iterator[Json]:
    """The rules of a schema that JSON Schema can say."""
    for rule in schema.rules:
        if rule["rule"] not in ("filled_when", "required_when"):
            continue
        empty: Json = {"properties": {rule["field"]: {"type": "null"}}}
        condition: Json = {
            "if": {
                "properties": {
                    name: _wanted(schema, name, wanted) for name, wanted in rule["when"].items()
                }
            },
            "then": {"not": {**empty, "required": [rule["field"]]}},
        }
        if rule["rule"] == "filled_when":
            condition["else"] = empty
        yield condition


def _wanted(schema: Schema, name: str, wanted: Any) -> Json:
    """The values of a field by a condition: those of some texts, any, or none."""
    if not isinstance(wanted, Mapping):
        return {"enum": [plain_number(schema.value_of(name, text)) for text in wanted]}
    return {"not": {"type": "null"}} if wanted["filled"] else {"type": "null"}


def plain_number(value: Any) -> Any:
    """A whole decimal as an integer, which JSON prints without a point; another as a float."""
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _list_of(name: str) -> Json:
    return {"items": {"$ref": f"#/$defs/{name}"}, "type": "array"}


def _titled(name: str) -> str:
    return name.title().replace("_", " ").strip()


def _sorted(value: Any, key: str = "") -> Any:
    """A schema with its keywords in the order of the alphabet; properties keep their own."""
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if not isinstance(value, dict):
        return value
    names = list(value) if key == "properties" else sorted(value)
    return {name: _sorted(value[name], name) for name in names}
