"""The texts of all generated files: tables, JSON copies, record schemas, data dictionary."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from pincite.build.dictionary import dictionary_text
from pincite.build.seeds import FOLDER, VOCABULARY
from pincite.package import Package, Table, csv_text, json_text
from pincite.package.descriptor import DESCRIPTOR
from pincite.package.documents import document
from pincite.report import CannotRun

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
    _check_targets(package, texts)
    return texts


def _check_targets(package: Package, texts: Mapping[str, str]) -> None:
    """Raise CannotRun where a generated file would replace one that people write."""
    by_hand = {DESCRIPTOR, VOCABULARY}
    by_hand |= {r.schema.path for r in package.tables if r.schema and r.schema.path}
    for name in texts:
        path = PurePosixPath(name)
        if str(path) in by_hand or path.parts[0] == FOLDER:
            raise CannotRun(f"{name}: is written by people, so nothing may be generated there")
