"""CSV on the Web metadata of the tables, beside the descriptor.

Sources of the form: W3C "Metadata Vocabulary for Tabular Data" and "Model for Tabular Data".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pincite.package import Field, Schema, listed
from pincite.releases.content import Content, TypedTable
from pincite.types import LENGTHS
from pincite.types.boolean import BOOLEAN, flags
from pincite.types.constraints import plain
from pincite.types.string import STRING

CSVW = "csv-metadata.json"
_TEXT = "string"  # of XML Schema, not of Table Schema
# a column's name is a URI template's variable (CSVW metadata, 5.6; RFC 6570, 2.3)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]*")
_TERMS = {
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "minExclusive",
    "exclusiveMaximum": "maxExclusive",
    "minLength": "minLength",
    "maxLength": "maxLength",
}


def csvw_metadata(content: Content) -> dict[str, Any]:
    """The metadata of a table group."""
    details = content.details
    said = {
        "@id": details.id,
        "dc:title": details.title,
        "dc:description": details.description,
        "dc:license": [{"@id": item.url} for item in details.licences if item.url],
        "dc:creator": [person.title for person in details.authors],
        "dc:issued": details.date,
        "schema:version": details.version,
        "dcat:keyword": list(details.keywords),
    }
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        **{name: value for name, value in said.items() if value},
        "tables": [_table(content, table) for table in content.tables],
    }


def _table(content: Content, table: TypedTable) -> dict[str, Any]:
    schema = table.schema
    missing = [str(plain(item)) for item in schema.descriptor.get("missingValues", [""])]
    described: dict[str, Any] = {
        "columns": [_column(table, field, missing) for field in schema.fields],
    }
    if schema.primary_key:
        described["primaryKey"] = list(schema.primary_key)
    keys = [
        _foreign_key(content, table, key)
        for key in schema.descriptor.get("foreignKeys", ())
        if _is_filled(schema, listed(key["fields"]))
    ]
    if keys:
        described["foreignKeys"] = keys
    return {
        "url": table.resource.path,
        "dc:title": table.title,
        "dc:description": table.description,
        "tableSchema": described,
    }


def _column(table: TypedTable, field: Field, schema_missing: list[str]) -> dict[str, Any]:
    missing = [str(plain(item)) for item in field.descriptor.get("missingValues", schema_missing)]
    column: dict[str, Any] = {
        "titles": field.name,
        "dc:title": str(field.descriptor.get("title", field.name)),
        "dc:description": str(field.descriptor.get("description", "")),
        "datatype": _datatype(field, _texts(table, field, missing)),
        "null": missing,
    }
    if _NAME.fullmatch(field.name):
        column = {"name": field.name, **column}
    if field.is_required:
        column["required"] = True
    if "rdfType" in field.descriptor:
        column["dc:conformsTo"] = {"@id": field.descriptor["rdfType"]}
    return {name: value for name, value in column.items() if value != ""}


def _texts(table: TypedTable, field: Field, missing: list[str]) -> set[str]:
    return {record.cells[field.name] for record in table.table.records} - set(missing)


def _datatype(field: Field, texts: set[str]) -> Any:
    """The datatype with its bounds; what XML Schema would not read as such stays a string."""
    base, is_text = _base(field, texts), field.kind is STRING
    found: dict[str, Any] = {"base": base}
    if base == _TEXT and is_text and _pattern(field):
        found["format"] = _pattern(field)
    if base == BOOLEAN.name:
        found["format"] = "|".join(_flags(field))
    for name, term in _TERMS.items():
        is_length = name in LENGTHS
        applies = is_length if is_text else base != _TEXT and not is_length
        if name in field.constraints and applies:
            value = field.constraints[name]
            found[term] = value if is_length else str(value)
    return base if list(found) == ["base"] else found


def _base(field: Field, texts: set[str]) -> str:
    if field.kind is STRING:
        return "anyURI" if field.descriptor.get("format") == "uri" else _TEXT
    if field.kind is BOOLEAN:
        return BOOLEAN.name if texts <= set(_flags(field)) else _TEXT
    fitting = (
        base
        for base, form in field.kind.names.csvw
        if all(re.fullmatch(form, text) for text in texts)
    )
    return next(fitting, _TEXT)


def _flags(field: Field) -> tuple[str, str]:
    """The texts of true and false: CSVW knows one of each."""
    true, false = flags(field.descriptor)
    return true[0], false[0]


def _pattern(field: Field) -> str:
    """A regular expression for the texts: the pattern, or the codes of the enum."""
    enum = field.constraints.get("enum")
    if enum:
        return f"({'|'.join(re.escape(str(code)) for code in enum)})"
    pattern = field.constraints.get("pattern", "")
    return f"({pattern})" if pattern else ""


def _is_filled(schema: Schema, names: list[str]) -> bool:
    """Whether a key is never empty: in CSVW every row needs the row that it refers to."""
    return all(field.is_required for field in schema.fields if field.name in names)


def _foreign_key(content: Content, table: TypedTable, key: Mapping[str, Any]) -> dict[str, Any]:
    target = content.table(key["reference"].get("resource") or table.name) or table
    return {
        "columnReference": listed(key["fields"]),
        "reference": {
            "resource": target.resource.path,
            "columnReference": listed(key["reference"]["fields"]),
        },
    }
