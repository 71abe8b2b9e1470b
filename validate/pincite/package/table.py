"""Tables as text: records of cells with the physical line each begins on.

Cells stay text here; typing belongs to the schema, judging to the checks.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pincite.package.descriptor import Package, Resource
from pincite.package.files import read_text
from pincite.package.schema import Schema
from pincite.report import CannotRun

csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Record:
    """One record: the physical line it begins on (1 is the header's), its key, its cells."""

    line: int
    key: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A table's records in file order."""

    name: str
    path: str
    schema: Schema
    records: tuple[Record, ...]

    def find(self, key: str) -> Record | None:
        """The record with a key, or None."""
        return next((record for record in self.records if record.key == key), None)

    def where(self, cells: Mapping[str, str]) -> list[Record]:
        """The records whose cells have all of these values."""
        wanted = cells.items()
        return [record for record in self.records if wanted <= record.cells.items()]


def read_table(package: Package, resource: Resource) -> Table:
    """Read a CSV table of a package; raises CannotRun where the file cannot be read as one."""
    if resource.schema is None:
        raise CannotRun(f"{resource.name}: the resource has no schema, so it is no table")
    text = read_text(package.path_of(resource.path), resource.path)
    rows = parse_csv(text, resource.path)
    header = next(rows, (1, []))[1]
    if tuple(header) != resource.schema.names:
        names = ", ".join(resource.schema.names)
        raise CannotRun(f"{resource.path}:1: the header must be: {names}")
    schema = resource.schema
    return Table(resource.name, resource.path, schema, tuple(records_of(schema, rows)))


def records_of(schema: Schema, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Record]:
    """Records of rows without their header; a cell that is missing reads as empty."""
    for line, row in rows:
        cells = dict(zip(schema.names, row + [""] * (len(schema.names) - len(row)), strict=False))
        yield Record(line, schema.key_of(cells), cells)


def parse_csv(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows of a comma-separated text with the physical line each begins on, blank lines left out.

    Raises CannotRun with `name` for quotes that do not end.
    """
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    begin = 1
    try:
        for row in reader:
            if row:
                yield begin, row
            begin = reader.line_num + 1
    except csv.Error as error:
        raise CannotRun(f"{name}:{begin}: not a CSV record: {error}") from error
