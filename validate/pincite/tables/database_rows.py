"""Rows of a table of an SQLite file, which is read in memory and changed by nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect

MAX_SIZE = 2**30  # bytes of a database that is read in memory
_MAGIC = b"SQLite format 3\0"
_TABLES = (
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    " AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
)


class DatabaseRows:
    """A table of a database: the names of its columns, and its rows. Raises TableFault.

    Views and virtual tables are not read: what a stranger's query does has no bounds.
    """

    def __init__(self, data: bytes, dialect: Dialect):
        if len(data) > MAX_SIZE:
            message = f"the database has {len(data):,} bytes; up to {MAX_SIZE:,} are read"
            raise TableFault("source-error", message)
        if not data.startswith(_MAGIC):
            raise TableFault("source-error", "not an SQLite database")
        self._base = sqlite3.connect(":memory:")
        with _faults():
            self._base.deserialize(data)
            self._base.execute("PRAGMA trusted_schema = OFF")
            self._base.execute("PRAGMA query_only = ON")
            names = [name for (name,) in self._base.execute(_TABLES)]
            table = _named(names, dialect.table)
            self._quoted = '"' + table.replace('"', '""') + '"'
            columns = self._base.execute(f"PRAGMA table_info({self._quoted})").fetchall()
        self.labels = [str(column[1]) for column in columns]

    def records(self) -> Iterator[Record]:
        """The rows in the order in which they were written, numbered from 0."""
        with _faults():
            listed = ", ".join('"' + label.replace('"', '""') + '"' for label in self.labels)
            for number, row in enumerate(self._rows(listed)):
                yield Record(number, 0, list(row))

    def _rows(self, columns: str) -> Iterator[Any]:
        try:
            return self._base.execute(f"SELECT {columns} FROM {self._quoted} ORDER BY rowid")
        except sqlite3.OperationalError:  # a table without row numbers
            return self._base.execute(f"SELECT {columns} FROM {self._quoted}")


def table_names(data: bytes) -> list[str]:
    """The names of the tables of a database that are read here, sorted; raises TableFault."""
    base = sqlite3.connect(":memory:")
    with _faults():
        if len(data) > MAX_SIZE or not data.startswith(_MAGIC):
            return []
        base.deserialize(data)
        base.execute("PRAGMA trusted_schema = OFF")
        return [name for (name,) in base.execute(_TABLES)]


def _named(names: list[str], stated: str | None) -> str:
    listed = ", ".join(f"“{name}”" for name in names[:20]) or "none"
    if stated is not None and stated not in names:
        message = f"the database has no table “{stated}”; its tables: {listed}"
        raise TableFault("dialect-error", message)
    if stated is None and len(names) != 1:
        message = f"state which table as the dialect's `table`; tables of the database: {listed}"
        raise TableFault("dialect-error", message)
    return names[0] if stated is None else stated


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise TableFault("source-error", f"not a database that can be read: {error}") from error
