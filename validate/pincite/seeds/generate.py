"""The texts of all generated files: tables, JSON copies, record schemas, data dictionary."""

from __future__ import annotations

from collections.abc import Mapping

from pincite.files.reading import read_text
from pincite.files.write import csv_text, json_text
from pincite.package import Package
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import CannotRun
from pincite.seeds.dictionary import TITLE, dictionary_text
from pincite.seeds.reading import FOLDER, VOCABULARY
from pincite.seeds.record_schema import document_schema
from pincite.tables.json_copies import document
from pincite.tables.text_table import Table

DICTIONARY = "schemas/README.md"


def generate_texts(package: Package, tables: Mapping[str, Table]) -> dict[str, str]:
    """Text by package-relative path, in the order of the descriptor."""
    texts: dict[str, str] = {}
    for table in tables.values():
        rows = [[record.cells[name] for name in table.schema.names] for record in table.records]
        _add(texts, table.path, csv_text(table.schema.names, rows))
    for resource in package.resources:
        settings = resource.records
        if settings is None:
            continue
        _add(texts, resource.path, json_text(document(package, tables, resource)))
        children = settings.get("children", {})
        schema = document_schema(
            tables[settings["table"]].schema,
            {name: tables[child["table"]].schema for name, child in children.items()},
            tables[package.convention.citations].schema if package.convention else None,
        )
        _add(texts, settings["schema"], json_text(schema))
    texts[DICTIONARY] = dictionary_text(package)
    _check_targets(package, texts)
    return texts


def _add(texts: dict[str, str], name: str, text: str) -> None:
    if name in texts:
        raise CannotRun(f"{name}: two resources would be written there")
    texts[name] = text


def _check_targets(package: Package, texts: Mapping[str, str]) -> None:
    """Raise CannotRun where a generated file would replace one that people write."""
    root = package.root.resolve()
    by_hand = {DESCRIPTOR, VOCABULARY}
    by_hand |= {r.schema.path for r in package.tables if r.schema and r.schema.path}
    data = {resource.path for resource in package.resources}
    for name in texts:
        path = package.path_of(name)
        real = str(path.resolve().relative_to(root).as_posix())
        is_ours = name in data or name.endswith(".record.schema.json") or name == DICTIONARY
        if real in by_hand or real.startswith(f"{FOLDER}/") or not is_ours:
            raise CannotRun(f"{name}: is written by people, so nothing may be generated there")
    dictionary = package.path_of(DICTIONARY)
    if dictionary.is_file() and not read_text(dictionary, DICTIONARY).startswith(TITLE):
        raise CannotRun(f"{DICTIONARY}: is no data dictionary; rename it, and build again")
