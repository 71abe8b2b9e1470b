"""Tables as text: records of cells with the physical line each begins on, and their JSON copies.

Cells stay text here; typing belongs to the schema, judging to the checks.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, overload

from pincite.package.descriptor import Package, Resource
from pincite.package.schema import Schema
from pincite.report import CannotRun, Place
from pincite.tables.content import TableFault, name_of
from pincite.tables.packed_rows import PackedRows
from pincite.tables.passes import compile_readers
from pincite.tables.reader import OpenTable, RawRow
from pincite.types import Type

CITATION_FIELDS = ("seq", "part", "source_id", "start", "end", "quote", "method", "note")


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the physical line it begins on (1 is the header's), its key, its cells.

    `place` where a line of the table's first file does not say it: in later files, in JSON.
    `values` are the typed values of the cells where these are not all texts, as in JSON.
    """

    line: int
    key: str
    cells: Mapping[str, str]
    place: Place | None = None
    values: Mapping[str, Any] | None = None


class Row(NamedTuple):
    """A row of any table: its line or number, the texts of its cells, and what a Record has."""

    line: int
    cells: Sequence[str]
    place: Place | None = None
    values: Sequence[Any] | None = None


class Rows(Sequence[Record]):
    """The records of a file, kept as rows; each becomes a Record when it is asked for."""

    def __init__(self, schema: Schema, rows: Iterable[Row | tuple[int, Sequence[str]]]) -> None:
        self._schema = schema
        self._more: list[tuple[Place | None, Sequence[Any] | None]] = []  # one a row, or none
        self._names = schema.names
        self.lines = array("I")
        self.cells = PackedRows()
        width = len(self._names)
        for line, found, *more in rows:
            if more:
                self._more.append(tuple(more))  # type: ignore[arg-type]
            row = found if len(found) == width else [*found, *[""] * width][:width]
            self.lines.append(line)
            self.cells.append(row)

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        return self._record(at, self.cells[at])

    def __iter__(self) -> Iterator[Record]:
        for at, row in enumerate(self.cells):
            yield self._record(at, row)

    def _record(self, at: int, row: Sequence[str]) -> Record:
        cells = dict(zip(self._names, row, strict=True))
        place, values = self._more[at] if self._more else (None, None)
        typed = None if values is None else dict(zip(self._names, values, strict=True))
        return Record(self.lines[at], self._schema.key_of(cells), cells, place, typed)


@dataclass(frozen=True)
class Table:
    """A table's records in file order."""

    name: str
    path: str
    schema: Schema
    records: Sequence[Record]

    def find(self, key: str) -> Record | None:
        """The record with a key, or None; of several, the first."""
        number = self._numbers.get(key)
        return None if number is None else self.records[number]

    def number(self, key: str) -> int | None:
        """The number, from 0, of the record with a key; of several, of the first."""
        return self._numbers.get(key)

    def holds(self, key: str) -> bool:
        """Whether there is a record with a key."""
        return key in self._numbers

    def where(self, cells: Mapping[str, str]) -> list[Record]:
        """The records whose cells have all of these values."""
        return [self.records[number] for number in self.numbers(cells)]

    def count(self, cells: Mapping[str, str]) -> int:
        """How many records have all of these values; quicker than `where`."""
        return len(self.numbers(cells))

    def numbers(self, cells: Mapping[str, str]) -> Sequence[int]:
        """The numbers, from 0, of the records that have all of these values."""
        if not cells:
            return range(len(self.records))
        names = tuple(cells)
        if not set(names) <= set(self.schema.names):
            return ()
        if names not in self._groups:
            self._groups[names] = self._grouped(names)
        return self._groups[names].get(tuple(cells.values()), ())

    @cached_property
    def rows(self) -> Sequence[tuple[str, ...]]:
        """The cells of each record in the schema's order; quicker than by records."""
        if isinstance(self.records, Rows):
            return self.records.cells.as_they_are
        names = self.schema.names
        return [tuple([record.cells.get(name, "") for name in names]) for record in self.records]

    def texts(self, *names: str) -> Iterable[tuple[str, ...]]:
        """The cells of some columns, row by row."""
        at = [*map(self.schema.names.index, names)]
        if isinstance(self.rows, PackedRows):
            return self.rows.columns(*at)
        return (tuple([row[place] for place in at]) for row in self.rows)

    def line(self, number: int) -> int:
        """The physical line of the record of a number, from 0."""
        records = self.records
        return records.lines[number] if isinstance(records, Rows) else records[number].line

    @cached_property
    def keys(self) -> Sequence[str]:
        """The keys of all records, in file order."""
        if len(self.schema.primary_key) == 1 and isinstance(self.records, Rows):
            return [key for (key,) in self.texts(*self.schema.primary_key)]
        return [record.key for record in self.records]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for number, key in enumerate(self.keys):
            numbers.setdefault(key, number)
        return numbers

    @cached_property
    def _groups(self) -> dict[tuple[str, ...], dict[tuple[str, ...], list[int]]]:
        return {}

    def _grouped(self, names: tuple[str, ...]) -> dict[tuple[str, ...], list[int]]:
        groups: dict[tuple[str, ...], list[int]] = {}
        for number, texts in enumerate(self.texts(*names)):
            groups.setdefault(texts, []).append(number)
        return groups


def read_table(package: Package, resource: Resource) -> Table:
    """Read a table of a package as texts, its columns in the schema's order.

    A cell that is not there is an empty text, and one that is not a text its canonical one. Raises
    CannotRun where a file cannot be read as the table, or its header is not the schema's.
    """
    schema = resource.schema
    if schema is None:
        raise CannotRun(f"{resource.name}: the resource has no schema, so it is not a table")
    path = name_of(resource)
    try:
        table = OpenTable(package, resource)
        for issue in table.first.label_issues(table.first.label_faults):
            names = ", ".join(schema.names)
            raise CannotRun(f"{issue.place}: {issue.message} The header must be: {names}")
        return Table(resource.name, path, schema, Rows(schema, _rows(table)))
    except TableFault as fault:
        raise CannotRun(f"{fault.issue(path).place}: {fault}") from fault


def _rows(table: OpenTable) -> Iterator[Row | tuple[int, Sequence[str]]]:
    """The rows with their cells in the schema's order; blank rows are left out."""
    at = {field["name"]: column for column, field in enumerate(table.fields)}
    columns = [at.get(field["name"]) for field in table.schema["fields"]]
    is_plain = table.resource.is_plain_csv
    typed = None if is_plain else _Typed(table)
    for part in table.parts():
        for issue in part.label_issues(part.label_faults):
            raise CannotRun(f"{issue.place}: {issue.message}")
        for row in part.rows:
            if row.fault is not None:
                raise CannotRun(f"{row.place}: not a record: {row.fault}")
            if part.bad_line is not None:
                raise CannotRun(f"{row.place}: has bytes that are not {table.encoding}")
            if not row.cells:
                continue
            if typed is None:
                yield row.line or row.number, row.cells
                continue
            cells = [None if c is None or c >= len(row.cells) else row.cells[c] for c in columns]
            yield typed.row(row, cells)


class _Typed:
    """Reads the rows of a table whose cells need not be texts, or are not in the schema's order."""

    def __init__(self, table: OpenTable):
        schema = table.schema
        self._readers = compile_readers(schema["fields"], schema, table.cell_reader)

    def row(self, row: RawRow, cells: Sequence[Any]) -> Row:
        """The row with its place, and the values of its cells where one of them is not a text."""
        line = row.line or row.number
        if all(isinstance(cell, str) for cell in cells):
            return Row(line, cells, row.place)
        values = [reader.read(cell)[0] for reader, cell in zip(self._readers, cells, strict=True)]
        texts = [
            cell if isinstance(cell, str) else _text(reader.type, value)
            for reader, cell, value in zip(self._readers, cells, values, strict=True)
        ]
        return Row(line, texts, row.place, values)


def _text(kind: Type, value: Any) -> str:
    """The canonical text of a value; JSON's own true and false are spelled so."""
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    return kind.text_of(value)


def records_of(schema: Schema, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Record]:
    """Records of rows without their header; a cell that is missing reads as empty."""
    return iter(Rows(schema, rows))


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
