"""Tables as text: records of cells with the physical line each begins on.

Cells stay text here; typing belongs to the schema, judging to the checks.
"""

from __future__ import annotations

import csv
import io
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any, overload

from pincite.files.reading import read_text
from pincite.package.descriptor import Package, Resource
from pincite.package.schema import Schema
from pincite.report import CannotRun

csv.field_size_limit(2**31 - 1)

SHARED = 2**16  # texts that are remembered, so that neighbours with the same cell share one


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the physical line it begins on (1 is the header's), its key, its cells."""

    line: int
    key: str
    cells: Mapping[str, str]


class Rows(Sequence[Record]):
    """The records of a file, kept as rows; each becomes a Record when it is asked for."""

    def __init__(self, schema: Schema, rows: Iterable[tuple[int, Sequence[str]]]) -> None:
        self._schema = schema
        self._names = schema.names
        self.lines = array("L")
        self.cells: list[tuple[str, ...]] = []
        width = len(self._names)
        known: dict[str, str] = {}
        for line, found in rows:
            row = found if len(found) == width else [*found, *[""] * width][:width]
            if len(known) > SHARED:
                known.clear()
            self.lines.append(line)
            self.cells.append(tuple(map(known.setdefault, row, row)))

    def __len__(self) -> int:
        return len(self.cells)

    @overload
    def __getitem__(self, at: int) -> Record: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Record]: ...
    def __getitem__(self, at: int | slice) -> Record | Sequence[Record]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        cells = dict(zip(self._names, self.cells[at], strict=True))
        return Record(self.lines[at], self._schema.key_of(cells), cells)


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

    def holds(self, key: str) -> bool:
        """Whether there is a record with a key."""
        return key in self._numbers

    def where(self, cells: Mapping[str, str]) -> list[Record]:
        """The records whose cells have all of these values."""
        if not cells:
            return list(self.records)
        names = tuple(cells)
        if not set(names) <= set(self.schema.names):
            return []
        if names not in self._groups:
            self._groups[names] = self._grouped(names)
        found = self._groups[names].get(tuple(cells.values()), ())
        return [self.records[number] for number in found]

    @cached_property
    def rows(self) -> Sequence[tuple[str, ...]]:
        """The cells of each record in the schema's order; quicker than by records."""
        if isinstance(self.records, Rows):
            return self.records.cells
        names = self.schema.names
        return [tuple([record.cells.get(name, "") for name in names]) for record in self.records]

    def texts(self, *names: str) -> Iterable[tuple[str, ...]]:
        """The cells of two or more columns, row by row."""
        return map(itemgetter(*map(self.schema.names.index, names)), self.rows)

    def line(self, number: int) -> int:
        """The physical line of the record of a number, from 0."""
        records = self.records
        return records.lines[number] if isinstance(records, Rows) else records[number].line

    @cached_property
    def keys(self) -> Sequence[str]:
        """The keys of all records, in file order."""
        if len(self.schema.primary_key) == 1 and isinstance(self.records, Rows):
            at = self.schema.names.index(self.schema.primary_key[0])
            return [row[at] for row in self.rows]
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
        for number, texts in enumerate(self.texts(*names, names[0])):
            groups.setdefault(texts[:-1], []).append(number)
        return groups


def read_table(package: Package, resource: Resource) -> Table:
    """Read a CSV table of a package; raises CannotRun where the file cannot be read as one."""
    if resource.schema is None:
        raise CannotRun(f"{resource.name}: the resource has no schema, so it is no table")
    rows = parse_csv(read_text(package.path_of(resource.path), resource.path), resource.path)
    header = next(rows, (1, []))[1]
    if tuple(header) != resource.schema.names:
        names = ", ".join(resource.schema.names)
        raise CannotRun(f"{resource.path}:1: the header must be: {names}")
    return Table(resource.name, resource.path, resource.schema, Rows(resource.schema, rows))


def records_of(schema: Schema, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Record]:
    """Records of rows without their header; a cell that is missing reads as empty."""
    return iter(Rows(schema, rows))


def parse_csv(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a comma-separated text with the physical line each begins on, blank lines left out.

    Raises CannotRun with `name` for quotes that do not end.
    """
    data = io.BytesIO(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
    del text  # a StringIO, or this beside its bytes, would need several times the file's size
    lines: Any = io.TextIOWrapper(data, "utf-8", "surrogatepass", newline="")
    reader = csv.reader(lines, strict=True)
    begin = 1
    try:
        for row in reader:
            if row:
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise CannotRun(f"{name}:{begin}: not a CSV record: {error}") from error
