"""SQLite: tables with keys and checks, and views that join citations.

The file is the same wherever it is made by one version of SQLite: it is filled in order, in memory,
and compacted. Descriptions stand as comments in the statements that made the tables.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from pincite.package import listed
from pincite.releases.columns import Column, Kind, iso_text, number_text
from pincite.releases.content import Content, Files, TypedTable
from pincite.releases.sql import check_conditions, literal, quoted
from pincite.report import CannotRun

_TYPES = {
    Kind.INTEGER: "INTEGER",
    Kind.DECIMAL: "NUMERIC",
    Kind.REAL: "REAL",
    Kind.BOOLEAN: "INTEGER",
}
_CITATION = (
    "field",
    "seq",
    "part",
    "value",
    "quote",
    "method",
    "source_id",
    "start",
    "end",
    "note",
)


def sqlite_files(content: Content, _: Files) -> Files:
    """The database file, by its name."""
    return {f"{content.details.name}.sqlite": database(content)}


def database(content: Content) -> bytes:
    """The bytes of the database file; raises CannotRun where SQLite refuses a row."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for pragma in ("page_size = 4096", "encoding = 'UTF-8'", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for table in content.tables:
            with _refusals(table):
                connection.execute(create_table(content, table))
                connection.executemany(_insert(table), _rows(table))
        for table in content.tables:
            with _refusals(table):
                connection.execute(_view(content, table) or "SELECT 1")
        connection.execute("COMMIT")
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise CannotRun(f"{broken[0][0]}: SQLite finds a foreign key without its target")
        connection.execute("VACUUM")
        return connection.serialize()


@contextmanager
def _refusals(table: TypedTable) -> Iterator[None]:
    """What SQLite refuses, such as two columns whose names differ in case, said of the table."""
    try:
        yield
    except (sqlite3.Error, OverflowError) as error:
        raise CannotRun(f"{table.name}: SQLite refuses the table: {error}") from error


def create_table(content: Content, table: TypedTable) -> str:
    """The statement that makes a table."""
    parts = [_column(column) for column in table.columns]
    constraints = list(_constraints(content, table))
    lines = [
        f"  {part}{',' if number < len(parts) + len(constraints) else ''}{_comment(column)}"
        for number, (part, column) in enumerate(zip(parts, table.columns, strict=True), 1)
    ]
    body = "\n".join(
        [*lines, *([",\n".join(f"  {item}" for item in constraints)] * bool(constraints))]
    )
    head = f"-- {_one_line(table.title)}: {_one_line(table.description)}"
    return f"CREATE TABLE {quoted(table.name)} ( {head}\n{body}\n)"


def _column(column: Column) -> str:
    field = column.field
    parts = [quoted(field.name), _TYPES.get(_stored_kind(column), "TEXT")]
    parts += ["NOT NULL"] if field.is_required else []
    parts += ["UNIQUE"] if field.constraints.get("unique") else []
    parts += [
        f"CHECK ({condition})" for condition in check_conditions(column, _stored_kind(column))
    ]
    return " ".join(parts)


def _stored_kind(column: Column) -> Kind:
    """The kind in the database; what a binary number would round, or lose as NaN, stays text."""
    if column.kind is Kind.REAL and any(value != value for value in column.values):  # noqa: PLR0124
        return Kind.TEXT
    if column.kind is not Kind.DECIMAL:
        return column.kind
    exact = all(value is None or _number(value) is not None for value in column.values)
    return Kind.DECIMAL if exact else Kind.TEXT


def _number(value: Any) -> int | float | None:
    if value == value.to_integral_value():
        return int(value) if abs(value) < 2**63 else None
    return float(value) if type(value)(repr(float(value))) == value else None


def _comment(column: Column) -> str:
    text = f"{column.title}. {column.description}".strip()
    return f" -- {_one_line(text)}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _constraints(content: Content, table: TypedTable) -> Iterator[str]:
    if table.schema.primary_key:
        yield f"PRIMARY KEY ({_names(table.schema.primary_key)})"
    for key in _unique_keys(content, table):
        yield f"UNIQUE ({_names(key)})"
    for fields, target, wanted in _references(content, table):
        yield f"FOREIGN KEY ({_names(fields)}) REFERENCES {quoted(target)} ({_names(wanted)})"


def _names(fields: Any) -> str:
    return ", ".join(quoted(name) for name in fields)


def _unique_keys(content: Content, table: TypedTable) -> list[tuple[str, ...]]:
    """The unique keys that are declared, and those that foreign keys need on their target."""
    keys = [tuple(listed(key)) for key in table.schema.descriptor.get("uniqueKeys", ())]
    single = {(field.name,) for field in table.schema.fields if field.constraints.get("unique")}
    for other in content.tables:
        for _, target, wanted in _references(content, other):
            known = {table.schema.primary_key, *keys, *single}
            if target == table.name and wanted not in known:
                keys.append(wanted)
    return keys


def _references(
    content: Content, table: TypedTable
) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    """Foreign keys as fields, target, target's fields; those whose target repeats are left out."""
    for key in table.schema.descriptor.get("foreignKeys", ()):
        target = content.table(key["reference"].get("resource") or table.name)
        wanted = tuple(listed(key["reference"]["fields"]))
        if target is not None and _is_key(target, wanted):
            yield tuple(listed(key["fields"])), target.name, wanted


def _is_key(table: TypedTable, names: tuple[str, ...]) -> bool:
    values = [[record.cells[name] for name in names] for record in table.table.records]
    return len(set(map(tuple, values))) == len(values)


def _insert(table: TypedTable) -> str:
    marks = ", ".join("?" * len(table.columns))
    return f"INSERT INTO {quoted(table.name)} VALUES ({marks})"


def _rows(table: TypedTable) -> Iterator[tuple[Any, ...]]:
    kinds = [_stored_kind(column) for column in table.columns]
    columns = [
        [_cell(column, kind, value) for value in column.values]
        for column, kind in zip(table.columns, kinds, strict=True)
    ]
    return zip(*columns, strict=True)


def _cell(column: Column, kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    if column.kind in (Kind.DECIMAL, Kind.REAL) and kind is Kind.TEXT:
        return number_text(value)
    if column.kind is Kind.DECIMAL:
        return _number(value)
    if column.kind in (Kind.DATE, Kind.DATETIME, Kind.TIME):
        return iso_text(value)
    return int(value) if column.kind is Kind.BOOLEAN else value


def _view(content: Content, table: TypedTable) -> str:
    """For a table with cited cells a view of its records, once for each citation; else nothing."""
    convention = content.package.convention
    if convention is None or not table.schema.cited_fields:
        return ""
    theirs = ", ".join(f"t.{quoted(column.name)}" for column in table.columns)
    ours = ", ".join(f'c.{quoted(part)} AS "citation_{part}"' for part in _CITATION)
    return (
        f"CREATE VIEW {quoted(f'{table.name}_citations')} AS SELECT {ours}, {theirs}\n"
        f"FROM {quoted(table.name)} AS t JOIN {quoted(convention.citations)} AS c\n"
        f'ON c."table" = {literal(table.name)} AND c.record_id = {_key(table)}'
    )


def _key(table: TypedTable) -> str:
    """The text of a record's key in SQL: the cell, or the JSON array of a composite key's cells."""
    parts = [f"CAST(t.{quoted(name)} AS TEXT)" for name in table.schema.primary_key]
    if len(parts) == 1:
        return parts[0]
    return "'[' || " + " || ', ' || ".join(f"json_quote({part})" for part in parts) + " || ']'"
