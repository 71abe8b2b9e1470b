"""Records one by one, as exact Python values: Decimal, date, list. Needs no other library."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pincite.frames.fields import columns_of
from pincite.frames.options import Options
from pincite.frames.source import CannotRead, open_parts
from pincite.package import Package, Resource
from pincite.report import Issue, Place


def read_records(package: Package, resource: Resource, *, verify: bool) -> Iterator[dict[str, Any]]:
    """The records of a table by field name; raises CannotRead at a cell that is not of its type."""
    for part in open_parts(package, resource, verify=verify):
        columns = columns_of(part.fields, Options())
        for row in part.rows():
            values = {}
            for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True), 1):
                value, faults = column.reader.read(cell)
                if faults:
                    place = Place(part.path, row.line, None, column.name, row.number, at)
                    raise CannotRead(Issue("type-error", place, faults[0].note, str(cell)))
                values[column.name] = value
            yield values
