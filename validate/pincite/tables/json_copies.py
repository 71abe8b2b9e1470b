"""JSON copies of tables: flat records with typed values, their child records and citations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pincite.package.descriptor import Package, Resource
from pincite.package.schema import Schema
from pincite.tables.text_table import Record, Table

CITATION_FIELDS = ("seq", "part", "source_id", "start", "end", "quote", "method", "note")


def document(package: Package, tables: Mapping[str, Table], resource: Resource) -> list[Any]:
    """The JSON array that a resource with a `records` property holds, built from the tables."""
    settings = resource.records or {}
    table = tables[settings["table"]]
    children: Mapping[str, Any] = settings.get("children", {})
    found = []
    for record in table.records:
        item = typed_cells(table.schema, record)
        for name, child in children.items():
            rows = tables[child["table"]].where(
                {theirs: record.cells[ours] for theirs, ours in child["match"].items()}
            )
            item[name] = [typed_cells(tables[child["table"]].schema, row) for row in rows]
        if package.convention is not None:
            item["citations"] = _citations(tables[package.convention.citations], table, record)
        found.append(item)
    return found


def typed_cells(schema: Schema, record: Record) -> dict[str, Any]:
    """A record's cells by field name, as typed values."""
    return {name: schema.value_of(name, record.cells[name]) for name in schema.names}


def _citations(citations: Table, table: Table, record: Record) -> dict[str, list[Any]]:
    rows = citations.where({"table": table.name, "record_id": record.key})
    found: dict[str, list[Any]] = {}
    for name in table.schema.names:
        cited = [typed_cells(citations.schema, row) for row in rows if row.cells["field"] == name]
        if cited:
            found[name] = [{key: row[key] for key in CITATION_FIELDS} for row in cited]
    return found
