"""Forging a package: its tables as rows that a test may change, written back with their copies."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pincite.citations import read_tables
from pincite.citations.facts import facts_table
from pincite.files.write import csv_text, json_text
from pincite.package import Convention, Package, open_package
from pincite.tables.text_table import Record, Table, document
from support import ROOT, copy_package, read_rows

Rows = dict[str, list[dict[str, str]]]
CONVENTION = Convention("citations", "sources", "phrases", "source_notes")
EXPECTED_CELLS = read_rows(ROOT / "tests/expected_cells.csv")


@cache
def original() -> Package:
    """The package itself, which no test changes."""
    return open_package(ROOT)


def forge(folder: Path, change: Callable[[Rows], None]) -> Path:
    """A copy of the package with changed tables, and copies of them that agree."""
    path, package = copy_package(ROOT, folder), original()
    rows: Rows = {
        name: [dict(record.cells) for record in table.records]
        for name, table in read_tables(package).items()
    }
    change(rows)
    for resource in package.tables:
        assert resource.schema is not None
        names = resource.schema.names
        text = csv_text(names, [[row[name] for name in names] for row in rows[resource.name]])
        (path / resource.path).write_text(text, encoding="utf-8", newline="\n")
    package = open_package(path)  # an opened package does not see what is written since
    tables = read_tables(package)
    for resource in package.resources:
        if resource.records is not None:
            text = json_text(document(package, tables, resource))
            (path / resource.path).write_text(text, encoding="utf-8", newline="\n")
        if "facts" in resource.descriptor:
            facts = facts_table(package, tables, resource)
            cells = [[row.cells[name] for name in facts.schema.names] for row in facts.records]
            text = csv_text(facts.schema.names, cells)
            (path / resource.path).write_text(text, encoding="utf-8", newline="\n")
    return path


def as_tables(rows: Rows) -> dict[str, Table]:
    """The rows as tables of the package."""
    return {
        resource.name: Table(
            resource.name,
            resource.path,
            resource.schema,
            tuple(
                Record(line, resource.schema.key_of(row), row)
                for line, row in enumerate(rows[resource.name], 2)
            ),
        )
        for resource in original().tables
        if resource.schema is not None
    }


def record(rows: Rows, table: str, key: str) -> dict[str, str]:
    """The row of a table with a key in its first column."""
    return next(row for row in rows[table] if next(iter(row.values())) == key)


def citations(rows: Rows, table: str, key: str, *fields: str) -> list[dict[str, str]]:
    """The citations of a record, of some of its fields or of all."""
    return [
        row
        for row in rows["citations"]
        if (row["table"], row["record_id"]) == (table, key)
        and (not fields or row["field"] in fields)
    ]


def cite(row: dict[str, str], quote: str, start: int, value: str) -> None:
    """Point a citation at another passage."""
    end = start + len(quote)
    row.update(quote=quote, start=str(start), end=str(end), value=value)


def wrong_expected_cells(path: Path) -> list[tuple[str, str, str]]:
    """The cells that were keyed from the article by hand and differ in the package at a path."""
    tables = read_tables(open_package(path))
    found = []
    for row in EXPECTED_CELLS:
        cells = tables[row["table"]].find(row["record_id"])
        if cells is None or cells.cells[row["field"]] != row["value"]:
            found.append((row["table"], row["record_id"], row["field"]))
    return found
