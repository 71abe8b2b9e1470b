"""The texts of all generated files: tables, JSON copies, record schemas, data dictionary."""

from __future__ import annotations

from collections.abc import Mapping

from pincite.build.dictionary import dictionary_text
from pincite.package import Package, Table, csv_text, json_text
from pincite.package.documents import document

DICTIONARY = "schemas/README.md"


def generate_texts(package: Package, tables: Mapping[str, Table]) -> dict[str, str]:
    """Text by package-relative path, in the order of the descriptor."""
    from pincite.checks.models import document_schema

    texts: dict[str, str] = {}
    for table in tables.values():
        rows = [[record.cells[name] for name in table.schema.names] for record in table.records]
        texts[table.path] = csv_text(table.schema.names, rows)
    for resource in package.resources:
        settings = resource.records
        if settings is None:
            continue
        texts[resource.path] = json_text(document(package, tables, resource))
        schema = document_schema(
            tables[settings["table"]].schema,
            {
                name: tables[child["table"]].schema
                for name, child in settings.get("children", {}).items()
            },
            tables[package.convention.citations].schema if package.convention else None,
        )
        texts[settings["schema"]] = json_text(schema)
    texts[DICTIONARY] = dictionary_text(package)
    return texts
