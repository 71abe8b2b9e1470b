"""SQLite: tables with keys and checks, views that join citations, and Datasette's metadata.

The file is the same wherever it is made by one version of SQLite: it is filled in order, in memory,
and compacted. Descriptions are comments in the statements that made the tables.

SQLite has no regular expressions. A pattern of classes with fixed counts becomes a GLOB that says
the same; of any other simple pattern only its alphabet is checked, and of the rest nothing.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from decimal import Decimal
from typing import Any

from pincite.files.write import json_text
from pincite.package import Field, listed
from pincite.releases.content import Content, Files, TypedTable
from pincite.releases.typed_columns import Column, Kind, iso_text, number_text
from pincite.report import CannotRun
from pincite.types import BOUNDS, LENGTHS
from pincite.types.string import STRING

_TYPES = {
    Kind.INTEGER: "INTEGER",
    Kind.DECIMAL: "NUMERIC",
    Kind.REAL: "REAL",
    Kind.BOOLEAN: "INTEGER",
}


def sqlite_files(content: Content, _: Files) -> Files:
    """The database file, by its name."""
    return {f"{content.details.name}.sqlite": database(content)}


def database(content: Content) -> bytes:
    """The bytes of the database file; raises CannotRun where SQLite refuses a row."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        # defaults differ by how SQLite was built; keys are checked once all rows are there
        for pragma in ("page_size = 4096", "encoding = 'UTF-8'", "foreign_keys = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for table in content.tables:
            with _refusals(table):
                connection.execute(create_table(content, table))
                connection.executemany(_insert(table), _rows(table))
        for table in content.tables:
            with _refusals(table):
                connection.execute(citation_view(content, table) or "SELECT 1")
        for view in verdict_views(content):
            connection.execute(view)
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


_CLASS = r"\[[A-Za-z0-9_.-]+\]"
_FIXED = re.compile(rf"(?:({_CLASS})|([A-Za-z0-9_-]))(?:\{{([0-9]{{1,2}})\}})?")
_SIMPLE = re.compile(rf"(?:{_CLASS}|[A-Za-z0-9_-]|\\.|[()|?*+]|\{{[0-9,]+\}})*")
_PARTS = re.compile(rf"({_CLASS})|([A-Za-z0-9_-])|\\(.)|\{{[0-9,]+\}}")
_SIGNS = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
    "minLength": ">=",
    "maxLength": "<=",
}
_TYPEOF = {
    Kind.INTEGER: "'integer'",
    Kind.DECIMAL: "'integer', 'real'",
    Kind.REAL: "'real'",
    Kind.BOOLEAN: "'integer'",
}


def check_conditions(column: Column, kind: Kind) -> Iterator[str]:
    """The conditions on a column's values; a missing value meets each of them."""
    name, constraints = quoted(column.name), column.field.constraints
    allowed = _TYPEOF.get(kind, "'text'") + ("" if column.field.is_required else ", 'null'")
    yield f"typeof({name}) IN ({allowed})"
    if kind is Kind.BOOLEAN:
        yield f"{name} IN (0, 1)"
    if column.codes and kind is Kind.TEXT:
        yield f"{name} IN ({', '.join(map(literal, column.codes))})"
    is_number = kind in (Kind.INTEGER, Kind.DECIMAL, Kind.REAL)
    is_text = column.field.kind is STRING
    for bound, sign in _SIGNS.items():
        if constraints.get(bound) is None:
            continue
        if bound in LENGTHS and is_text:
            yield f"length({name}) {sign} {int(constraints[bound])}"
        elif bound in BOUNDS and is_number:
            yield f"{name} {sign} {_bound_number(column.field, constraints[bound])}"
    pattern = constraints.get("pattern")
    if pattern and is_text:
        yield from _pattern_conditions(name, str(pattern))


def _bound_number(field: Field, given: Any) -> str:
    """A bound as SQL writes it; the field's type reads it, so with its decimalChar."""
    value = field.kind.reader(field.descriptor)(given)
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else repr(float(text))


def _pattern_conditions(name: str, pattern: str) -> Iterator[str]:
    fixed = _fixed(pattern)
    if fixed:
        yield f"{name} GLOB {literal(fixed)}"
        return
    alphabet = _alphabet(pattern)
    if alphabet:
        yield f"{name} NOT GLOB {literal(f'*[^{alphabet}]*')}"


def _fixed(pattern: str) -> str:
    """The GLOB that says the same as a pattern of classes with fixed counts, else nothing."""
    parts, at = [], 0
    while at < len(pattern):
        match = _FIXED.match(pattern, at)
        if match is None:
            return ""
        parts.append((match[1] or match[2]) * int(match[3] or 1))
        at = match.end()
    return "".join(parts)


def _alphabet(pattern: str) -> str:
    """All characters that a simple pattern can take, as the inside of a class."""
    if not _SIMPLE.fullmatch(pattern):
        return ""
    found = []
    for match in _PARTS.finditer(pattern):
        if match[3] and not re.fullmatch(r"[.\-/]", match[3]):
            return ""
        found.append(match[1][1:-1] if match[1] else match[2] or match[3] or "")
    characters = {char for part in found for char in _expanded(part)}
    return _class(characters)


def _expanded(part: str) -> Iterator[str]:
    """The characters of the inside of a class, ranges written out."""
    at = 0
    while at < len(part):
        if part[at + 1 : at + 2] == "-" and at + 2 < len(part):
            yield from map(chr, range(ord(part[at]), ord(part[at + 2]) + 1))
            at += 3
        else:
            yield part[at]
            at += 1


def _class(characters: set[str]) -> str:
    """Characters as the inside of a class in which nothing has its own meaning."""
    dash = "-" if "-" in characters else ""
    return "".join(sorted(characters - {"-"})) + dash


def datasette_file(content: Content, _: Files) -> Files:
    """The metadata file, by its name; `datasette --metadata` reads it with the database."""
    return {f"{content.details.name}.datasette.json": json_text(_metadata(content)).encode()}


def _metadata(content: Content) -> dict[str, Any]:
    """Titles, descriptions, licence and the texts of columns, as Datasette reads them."""
    details = content.details
    licence = details.licences[0] if details.licences else None
    said = {
        "title": details.title,
        "description": details.description,
        "license": licence.title if licence else "",
        "license_url": licence.url if licence else "",
        "source": details.name,
        "source_url": details.homepage,
    }
    tables = {
        table.name: {
            "title": table.title,
            "description": table.description,
            "columns": {column.name: _text(column.field) for column in table.columns},
        }
        for table in content.tables
    }
    shown = {name: value for name, value in said.items() if value}
    return {**shown, "databases": {details.name: {"tables": tables}}}


def _text(field: Field) -> str:
    data: Mapping[str, Any] = field.descriptor
    return f"{data.get('title', field.name)}. {data.get('description', '')}".strip()


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


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def citation_view(content: Content, table: TypedTable) -> str:
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


def verdict_views(content: Content) -> Iterator[str]:
    """For each table of facts and each of verdicts (explorer.verdicts): a fact beside a finding."""
    facts = [r.name for r in content.package.resources if "facts" in r.descriptor]
    verdicts = content.package.descriptor.get("explorer", {}).get("verdicts", {})
    for fact_table in (found for name in facts if (found := content.table(name)) is not None):
        if "fact_id" not in fact_table.schema.names:
            continue
        for other in (found for name in verdicts if (found := content.table(name)) is not None):
            for rule in other.schema.rules:
                if rule["rule"] == "reference" and "field" in rule:
                    yield _verdict_view(fact_table, other, rule)
                    break


def _verdict_view(facts: TypedTable, other: TypedTable, rule: Any) -> str:
    """Facts and findings joined by the cell that both name; `fact_id` is table/record/field."""
    parts = " || '/' || ".join(f"v.{quoted(rule[part])}" for part in ("table", "record", "field"))
    theirs = ", ".join(
        f"v.{quoted(column.name)} AS {quoted(f'other_{column.name}')}" for column in other.columns
    )
    return (
        f"CREATE VIEW {quoted(f'{facts.name}_{other.name}')} AS SELECT f.*, {theirs}\n"
        f'FROM {quoted(facts.name)} AS f JOIN {quoted(other.name)} AS v ON f."fact_id" = {parts}'
    )
