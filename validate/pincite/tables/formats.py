"""Formats of tables besides delimited text and JSON: each is a module that gives labels and rows.

A module is imported when a table of its format is opened, and a library when the module needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pincite.report.frozen import Frozen
from pincite.tables.content import Content
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect
from pincite.tables.typed_cells import ColumnType

TEXT = ("csv", "tsv")
LINES = "jsonl"
SHEETS = ("xlsx", "ods")
TYPED = ("parquet", *SHEETS, "sqlite")  # files that know types of their cells
ROWS = (LINES, *TYPED)
PLAIN = ("", "txt", "text", "dat", "data", "asc", "prn", "psv")  # endings of delimited text too
READABLE = (*TEXT, "json", *ROWS)
ALIASES = {"tab": "tsv", "ndjson": LINES, "sqlite3": "sqlite", "db": "sqlite"}


def unread_format(kind: str) -> str:
    """Why a table of another format is not read."""
    known = f"only {', '.join(READABLE)}, as they are or compressed"
    return f"tables of format {kind!r} are not read here, {known}"


class Rows(Frozen):
    """A table as its format gives it.

    `labels` are the names of the columns where the format has them; None where the first rows are
    the header. `read` gives the records, of objects the members that it is given. `types` are those
    of the columns, and `merged` the ranges of merged cells, where the format has them: known when
    the rows are read. `remark` is what is to be said of which rows they are.
    """

    labels: list[str] | None
    read: Callable[[Sequence[str]], Iterator[Record]]
    types: Sequence[ColumnType] = ()
    merged: Sequence[str] = ()
    is_keyed: bool = False
    remark: str = ""


def open_rows(kind: str, content: Content, path: str, dialect: Dialect, encoding: str) -> Rows:
    """A file of one of the formats ROWS; raises TableFault."""
    return _OPENERS[kind](content, path, dialect, encoding)


def inner_tables(kind: str, content: Content, path: str) -> dict[str, list[str]]:
    """The tables in a file that can hold several, by the dialect's property that names them.

    Empty for other formats; raises TableFault.
    """
    if kind == "xlsx":
        from pincite.tables.sheet_rows import SheetRows

        return {"sheetName": SheetRows(content.open(path), content.size, Dialect(), path).names}
    if kind == "ods":
        from pincite.tables.open_document_rows import OpenDocumentRows

        return {"sheetName": OpenDocumentRows(content.open(path), content.size, Dialect()).names}
    if kind == "sqlite":
        from pincite.tables.database_rows import table_names

        return {"table": table_names(content.read(path))}
    return {}


def _json_lines(content: Content, path: str, dialect: Dialect, encoding: str) -> Rows:
    from pincite.tables.json_lines import JsonLines

    lines = JsonLines(content.open(path), encoding)
    keys = lines.keys()
    if keys is None:
        return Rows(None, lambda _: lines.arrays())
    if dialect.item_keys:
        keys = list(dialect.item_keys)
    return Rows(keys, lines.objects, is_keyed=True)


def _parquet(content: Content, path: str, dialect: Dialect, encoding: str) -> Rows:
    from pincite.tables.parquet_rows import ParquetRows

    del dialect, encoding
    found = ParquetRows(content.open(path), path)
    return Rows(found.labels, lambda _: found.records(), found.types)


def _sheet(content: Content, path: str, dialect: Dialect, encoding: str) -> Rows:
    from pincite.tables.sheet_rows import SheetRows

    del encoding
    found = SheetRows(content.open(path), content.size, dialect, path)
    return Rows(None, lambda _: found.records(), merged=found.merged, remark=found.remark)


def _open_document(content: Content, path: str, dialect: Dialect, encoding: str) -> Rows:
    from pincite.tables.open_document_rows import OpenDocumentRows

    del encoding
    found = OpenDocumentRows(content.open(path), content.size, dialect)
    return Rows(None, lambda _: found.records(), merged=found.merged, remark=found.remark)


def _database(content: Content, path: str, dialect: Dialect, encoding: str) -> Rows:
    from pincite.tables.database_rows import DatabaseRows

    del encoding
    found = DatabaseRows(content.read(path), dialect)
    return Rows(found.labels, lambda _: found.records())


_OPENERS: dict[str, Callable[[Content, str, Dialect, str], Rows]] = {
    LINES: _json_lines,
    "parquet": _parquet,
    "xlsx": _sheet,
    "ods": _open_document,
    "sqlite": _database,
}
