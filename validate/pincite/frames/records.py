"""Records one by one, as exact Python values: Decimal, date, list. Needs no other library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pincite.frames.fields import columns_of
from pincite.frames.options import Options
from pincite.frames.source import CannotRead, fields_of, open_table, parts_of, rows_of
from pincite.package import Package, Resource
from pincite.report import Issue


def read_records(package: Package, resource: Resource, *, verify: bool) -> Iterator[dict[str, Any]]:
    """The records of a table by field name; raises CannotRead at a cell that is not of its type."""
    table = open_table(package, resource, verify=verify)
    columns = columns_of(fields_of(table), Options(), is_native=resource.native is not None)
    for part in parts_of(table):
        for row in rows_of(table, part):
            values = {}
            for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True), 1):
                value, faults = column.reader.read(cell)
                if faults:
                    place = row.cell_place(at, column.name, None)
                    raise CannotRead(Issue("type-error", place, faults[0].message, str(cell)))
                values[column.name] = value
            yield values
