"""Ways to damage each file of a release so that it stays as readable as it can.

Archives are packed again and databases written by their own libraries: what is tested is whether
the damage to the content is noticed, not whether a broken container is.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

Damage = Callable[[Path], None]
KINDS = (
    "flipped cell",
    "deleted row",
    "truncated file",
    "changed header",
    "changed schema",
    "changed metadata",
    "flipped JSON copy",
    "changed CSVW",
)


def damages(name: str) -> Mapping[str, Damage]:
    """The damages that a file of a release can take, by their kinds."""
    found = next(kinds for ending, kinds in _BY_ENDING if name.endswith(ending))
    return {kind: found[kind] for kind in KINDS if kind in found}


def truncate(path: Path) -> None:
    """Leave three fifths of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 3 // 5])


def text(pattern: str, replacement: str, *, count: int = 1) -> Damage:
    """Replace the first match of a pattern in a text file."""

    def damage(path: Path) -> None:
        before = path.read_text(encoding="utf-8")
        after = re.sub(pattern, replacement, before, count=count)
        assert after != before, f"{pattern} does not match in {path.name}"
        path.write_text(after, encoding="utf-8", newline="")

    return damage


def entry(name: str, pattern: str, replacement: str) -> Damage:
    """Replace the first match of a pattern in an entry of a zip file, which is packed again."""

    def damage(path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            entries = [(info, archive.read(info)) for info in archive.infolist()]
        out = io.BytesIO()
        hits = 0
        with zipfile.ZipFile(out, "w") as archive:
            for info, data in entries:
                changed = data
                if re.fullmatch(name, info.filename):
                    changed = re.sub(pattern, replacement, data.decode(), count=1).encode()
                    hits += changed != data
                archive.writestr(info, changed)
        assert hits == 1, f"{pattern} matches in {hits} entries {name}"
        path.write_bytes(out.getvalue())

    return damage


def sql(*statements: str) -> Damage:
    """Run SQL on a database with its checks off."""

    def damage(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
                connection.execute(f"PRAGMA {pragma}")
            for statement in statements:
                connection.execute(statement)

    return damage


def parquet(change: Callable[[pa.Table], pa.Table]) -> Damage:
    """Read a Parquet file, change the table, and write it."""

    def damage(path: Path) -> None:
        pq.write_table(change(pq.read_table(path)), path)

    return damage


def other_value(table: pa.Table) -> pa.Table:
    """The table with another text in the first cell of its first column of texts."""
    number = next(n for n, field in enumerate(table.schema) if field.type == pa.string())
    values = table.column(number).to_pylist()
    changed = pa.array([f"{values[0]}x", *values[1:]], pa.string())
    return table.set_column(number, table.schema.field(number), changed)


def other_header(table: pa.Table) -> pa.Table:
    """The table with another name for its first column."""
    return table.rename_columns([f"{table.column_names[0]}_", *table.column_names[1:]])


def other_type(table: pa.Table) -> pa.Table:
    """The table with large texts in its first column of texts."""
    number = next(n for n, field in enumerate(table.schema) if field.type == pa.string())
    kind = table.schema.field(number).with_type(pa.large_string())
    return table.cast(table.schema.set(number, kind))


def other_texts(table: pa.Table) -> pa.Table:
    """The table with another description."""
    return table.replace_schema_metadata({**table.schema.metadata, b"description": b"Other."})


_ZIP = {
    "flipped cell": entry("data/funding.csv", ",1600000000,", ",1600000001,"),
    "deleted row": entry("data/citations.csv", r"\n[^\n]+\n$", "\n"),
    "truncated file": truncate,
    "changed header": entry("data/funding.csv", "amount,", "amounts,"),
    "changed schema": entry("datapackage.json", r'("considered",\s+)"planned"', r'\1"foreseen"'),
    "changed metadata": entry("datapackage.json", '"title": "Japan', '"title": "China'),
    "flipped JSON copy": entry("data/funding.json", "1600000000", "1600000001"),
    "changed CSVW": entry("csv-metadata.json", '"base": "decimal"', '"base": "boolean"'),
}
_PARQUET = {
    "flipped cell": parquet(other_value),
    "deleted row": parquet(lambda table: table.slice(1)),
    "truncated file": truncate,
    "changed header": parquet(other_header),
    "changed schema": parquet(other_type),
    "changed metadata": parquet(other_texts),
}
_SQLITE = {
    "flipped cell": sql("UPDATE funding SET amount = 1600000001"),
    "deleted row": sql("DELETE FROM citations WHERE rowid = 241"),
    "truncated file": truncate,
    "changed header": sql("ALTER TABLE sources RENAME COLUMN rights TO wrongs"),
    "changed schema": sql("DROP VIEW funding_citations"),
    "changed metadata": sql(
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'Amount', 'Sum') WHERE name = 'funding'",
    ),
}
_SHEET = r"xl/worksheets/sheet3\.xml"  # funding
_XLSX = {
    "flipped cell": entry(_SHEET, "<v>1600000000</v>", "<v>1600000001</v>"),
    "deleted row": entry(_SHEET, r'<row r="3".*?</row>', ""),
    "truncated file": truncate,
    "changed header": entry(r"xl/sharedStrings\.xml", ">amount_stated<", ">amount_said<"),
    "changed schema": entry(r"xl/workbook\.xml", 'name="funding"', 'name="funds"'),
    "changed metadata": entry(r"docProps/core\.xml", "Japan", "China"),
}
_JSON = {
    "flipped cell": text(r'("[a-zA-Z:_]+": "[^"\n]*)[a-z](",\n)', r"\1q\2"),
    "deleted row": text(r'\n +"[a-zA-Z:_]+": "[^"\n]*",(?=\n[^\n]*\n[^\n]*"[a-zA-Z:_]+")', ""),
    "truncated file": truncate,
    "changed header": text(r'"(description|schema:description|stages|items|@graph)"', '"changed"'),
    "changed metadata": text("Japan|0.1.0", "China"),
}
_CFF = {
    "flipped cell": text("version: 0", "version: 1"),
    "deleted row": text("authors:\n[^\n]+\n", ""),
    "truncated file": truncate,
    "changed header": text("title:", "titel:"),
    "changed schema": text("cff-version: 1.2.0", "cff-version: 9"),
    "changed metadata": text("Japan", "China"),
}
_PAGE = {
    "flipped cell": text("1,600,000,000", "1,600,000,001"),
    "deleted row": text("(?s)<tr.*?(?=<tr)", ""),
    "truncated file": truncate,
    "changed metadata": text("Japan", "China"),
}
_SUMS = {
    "flipped cell": text("[0-9a-f]", "z"),
    "deleted row": text(r"[^\n]+\n", ""),
    "truncated file": truncate,
    "changed header": text(r"\.cff", ".bib"),
}
_TEXT = {
    "deleted row": text(r"\n[^\n]+\n", "\n"),
    "truncated file": truncate,
    "changed metadata": text("licen[cs]e", "lizenz"),
}
_BY_ENDING: tuple[tuple[str, Mapping[str, Damage]], ...] = (
    (".zip", _ZIP),
    (".parquet", _PARQUET),
    (".sqlite", _SQLITE),
    (".xlsx", _XLSX),
    (".cff", _CFF),
    (".html", _PAGE),
    ("SHA256SUMS", _SUMS),
    (".md", _TEXT),
    ("LICENSE", _TEXT),
    ("", _JSON),
)
