"""A table's files: their bytes, as stated in the descriptor, and which field each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from pincite.codes import CODES
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place
from pincite.tables.content import Content, TableFault, open_content
from pincite.tables.dialect import Dialect
from pincite.tables.header import match_labels
from pincite.tables.opening import READABLE, OpenTable, dialect_of, is_table, kind_of
from pincite.tables.records import RawRow
from pincite.tables.stated import check_content, name_of, paths_of
from pincite.visible import visible

Field = Mapping[str, Any]


class CannotRead(CannotRun):
    """A table, or a cell of it, cannot be read as its schema says; `issue` is the fault as data."""

    def __init__(self, issue: Issue):
        place = issue.place
        row = f"  row {place.row}" if place.line is None and place.row is not None else ""
        found = f": “{visible(issue.found)}”" if issue.found is not None else ""
        super().__init__(f"{place}{row}{found}: {issue.message}")
        self.issue = issue


def tables_of(package: Package) -> dict[str, Resource]:
    """The resources that are tables, by name."""
    return {resource.name: resource for resource in package.resources if is_table(resource)}


@dataclass(frozen=True)
class Part:
    """One file of a table, as a resource of its own; `fields` are those of its columns."""

    path: str
    package: Package
    resource: Resource
    fields: Sequence[Field]

    @cached_property
    def data(self) -> bytes:
        """The file's bytes, decompressed; raises CannotRead."""
        with _told(self.path):
            content = open_content(self.package, self.resource.descriptor, [self.path])
            return content.read(content.files[0])

    @cached_property
    def dialect(self) -> Dialect:
        """How the file's text falls into rows and cells."""
        return dialect_of(self.package, self.resource)

    @cached_property
    def is_json(self) -> bool:
        """Whether cells are JSON values."""
        return kind_of(self.resource) == "json"

    def rows(self) -> Iterator[RawRow]:
        """The rows of content, exactly: each as wide as the header, no blank line.

        Raises CannotRead for a row that is not.
        """
        with _told(self.path):
            table = _open(self.package, self.resource)
            for row in table.rows:
                _check_text(table)
                self._check_width(row)
                yield row

    def _check_width(self, row: RawRow) -> None:
        place = Place(self.path, row.line, row=row.number)
        if not row.cells:
            raise CannotRead(Issue("blank-row", place, "the row is blank"))
        if len(row.cells) != len(self.fields):
            code = "missing-cell" if len(row.cells) < len(self.fields) else "extra-cell"
            message = f"the row has {len(row.cells)} cells, not {len(self.fields)}"
            raise CannotRead(Issue(code, place, message))


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Turn a fault of a file into CannotRead, which names the file."""
    try:
        yield
    except TableFault as fault:
        message = str(fault).removeprefix(f"{path}: ")
        raise CannotRead(Issue(fault.code, Place(path, fault.line), message)) from fault


def _open(package: Package, resource: Resource) -> OpenTable:
    table = OpenTable(package, resource)
    _check_text(table)
    return table


def _check_text(table: OpenTable) -> None:
    """Raise TableFault where bytes that were read are no text."""
    if table.bad_line is not None:
        raise TableFault("encoding-error", f"bytes that are not {table.encoding}", table.bad_line)


def open_parts(package: Package, resource: Resource, *, verify: bool) -> list[Part]:
    """The files of a table, whose stated hash and size are compared with `verify`.

    Raises CannotRead for a file that is missing, changed, of no format that is read here, or
    whose header is not that of the schema.
    """
    if kind_of(resource) not in READABLE:
        known = ", ".join(READABLE)
        raise CannotRun(f"{name_of(resource)}: {kind_of(resource)!r} is read by none of: {known}")
    paths = paths_of(resource)
    with _told(name_of(resource)):
        content = open_content(package, resource.descriptor, paths)
        if verify:
            verify_content(resource, content)
    alone = [
        replace(resource, path=path, descriptor={**resource.descriptor, "path": path})
        for path in paths
    ]
    parts = [_part(package, one) for one in alone or [resource]]
    for part in parts[1:]:
        if [field["name"] for field in part.fields] != [f["name"] for f in parts[0].fields]:
            message = f"its columns are not those of {parts[0].path}"
            raise CannotRead(Issue("incorrect-label", Place(part.path, 1), message))
    return parts


def verify_content(resource: Resource, content: Content) -> None:
    """Compare stated hash and size with the bytes; raises CannotRead where they differ."""
    for issue in check_content(resource, content, {}):
        raise CannotRead(issue)


def _part(package: Package, resource: Resource) -> Part:
    path = name_of(resource)
    with _told(path):
        table = _open(package, resource)
    labels, schema = table.labels, table.schema
    if table.dialect.header and not labels and kind_of(resource) != "json":
        raise CannotRead(Issue("source-error", Place(path), "the table is empty, without a header"))
    columns = match_labels(labels or [], schema)
    for fault in columns.faults:
        place = Place(path, 1, field=fault.field or fault.label or None, column=fault.column)
        found = fault.label or None
        raise CannotRead(Issue(fault.code, place, CODES[fault.code].means, found))
    missing = schema.get("missingValues", ("",))
    fields = [{"missingValues": missing, **field} for field in columns.fields]
    return Part(path, package, resource, fields)
