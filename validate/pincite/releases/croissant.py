"""Croissant 1.1 metadata: the Parquet files as record sets, for loaders of machine learning.

Source of the form: the Croissant format specification of MLCommons. Its context must be in the
file, as the specification gives it. Foreign keys are left out: mlcroissant 1.1 breaks down where a
table refers to two others, and joins where it was asked to read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from pincite.files.write import json_text
from pincite.releases.content import Content, Files, TypedTable
from pincite.releases.metadata import Person
from pincite.releases.typed_columns import Column, Kind

CROISSANT = "croissant.json"
_TERMS = (
    "arrayShape citeAs column containedIn equivalentProperty extract field fileProperty fileObject"
    " fileSet format includes isArray isLiveDataset jsonPath key md5 parentField path recordSet"
    " references regex repeated replace samplingRate separator source subField transform"
).split()
_CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    **{term: f"cr:{term}" for term in _TERMS},
    "md5": "sc:md5",
}
_TYPES = {
    Kind.TEXT: "sc:Text",
    Kind.INTEGER: "sc:Integer",
    Kind.DECIMAL: "sc:Float",
    Kind.REAL: "sc:Float",
    Kind.BOOLEAN: "sc:Boolean",
    Kind.DATE: "sc:Date",
    Kind.DATETIME: "sc:DateTime",
    Kind.TIME: "sc:Text",
}


def croissant(content: Content, files: Files) -> Files:
    """The file, by its name; the Parquet files before it are its files."""
    details = content.details
    said = {
        "name": details.name,
        "alternateName": details.title,
        "description": details.description,
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        "version": details.version,
        "datePublished": details.date,
        "license": [item.url or item.name for item in details.licences],
        "creator": [_agent(person) for person in details.authors],
        "keywords": list(details.keywords),
        "url": details.homepage,
        "identifier": details.id,
        "citeAs": details.citation,
        "isLiveDataset": False,
        **details.schema_org,
        "distribution": [_file(table, files) for table in content.tables],
        "recordSet": [_record_set(table) for table in content.tables],
    }
    found = {name: value for name, value in said.items() if value not in ("", [])}
    return {CROISSANT: json_text({"@context": _CONTEXT, "@type": "sc:Dataset", **found}).encode()}


def _agent(person: Person) -> dict[str, str]:
    found = {"@type": f"sc:{person.type}", "name": person.title, "url": person.url}
    return {name: value for name, value in found.items() if value}


def _file_name(table: TypedTable) -> str:
    return f"{table.name}.parquet"


def _file(table: TypedTable, files: Files) -> dict[str, Any]:
    name = _file_name(table)
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": table.description,
        "contentUrl": name,
        "contentSize": f"{len(files[name])} B",
        "encodingFormat": "application/x-parquet",
        "sha256": hashlib.sha256(files[name]).hexdigest(),
    }


def _record_set(table: TypedTable) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.description,
    }
    if table.schema.primary_key:
        key = [{"@id": f"{table.name}/{name}"} for name in table.schema.primary_key]
        found["key"] = key[0] if len(key) == 1 else key
    found["field"] = [_field(table, column) for column in table.columns]
    return found


def _field(table: TypedTable, column: Column) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{column.name}",
        "name": column.name,
        "description": f"{column.title}. {column.description}".strip(),
        "dataType": _TYPES[column.kind],
        "source": {
            "fileObject": {"@id": _file_name(table)},
            "extract": {"column": column.name},
        },
    }
