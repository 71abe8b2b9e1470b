"""A table's files: their bytes, as stated in the descriptor, and which field each column holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pincite.checks.tables import (
    any_schema,
    dialect_of,
    is_table,
    kind_of,
    raw_rows,
    split_header,
)
from pincite.checks.tables.files import check_content, name_of, paths_of
from pincite.checks.tables.header import match_labels
from pincite.codes import CODES
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place
from pincite.tables import Content, Dialect, RawRow, TableFault, read_content
from pincite.text import visible

READABLE = ("csv", "tsv", "json")
_HEAD = 2**16  # bytes in which a header is looked for before a whole file is decoded

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
    """One file of a table; `fields` are those of its columns."""

    path: str
    content: Content
    resource: Resource
    dialect: Dialect
    fields: Sequence[Field]

    @property
    def data(self) -> bytes:
        """The file's bytes, decompressed; empty for inline data."""
        return self.content.data[0] if self.content.data else b""

    @cached_property
    def is_json(self) -> bool:
        """Whether cells are JSON values."""
        return kind_of(self.resource) == "json"

    def rows(self) -> Iterator[RawRow]:
        """The rows of content, exactly: each as wide as the header, no blank line.

        Raises CannotRead for a row that is not.
        """
        try:
            _, rows = split_header(
                raw_rows(self.resource, self.content, self.dialect), self.dialect
            )
            for row in rows:
                self._check_width(row)
                yield row
        except TableFault as fault:
            raise CannotRead(Issue(fault.code, Place(self.path, fault.line), str(fault))) from fault

    def _check_width(self, row: RawRow) -> None:
        place = Place(self.path, row.line, row=row.number)
        if not row.cells:
            raise CannotRead(Issue("blank-row", place, "the row is blank"))
        if len(row.cells) != len(self.fields):
            code = "missing-cell" if len(row.cells) < len(self.fields) else "extra-cell"
            message = f"the row has {len(row.cells)} cells, not {len(self.fields)}"
            raise CannotRead(Issue(code, place, message))


def open_parts(package: Package, resource: Resource, *, verify: bool) -> list[Part]:
    """The files of a table, whose stated hash and size are compared with `verify`.

    Raises CannotRead for a file that is missing, changed, of no format that is read here, or
    whose header is not that of the schema.
    """
    if kind_of(resource) not in READABLE:
        known = ", ".join(READABLE)
        raise CannotRun(f"{name_of(resource)}: {kind_of(resource)!r} is read by none of: {known}")
    paths = paths_of(resource)
    try:
        content = read_content(package, resource.descriptor, paths)
        dialect = dialect_of(package, resource)
        if verify:
            verify_content(resource, content)
        if not paths:
            return [_part(name_of(resource), content, resource, dialect)]
        pieces = zip(paths, content.stored, content.data, strict=True)
        parts = [
            _part(path, Content((stored,), (data,)), resource, dialect)
            for path, stored, data in pieces
        ]
    except TableFault as fault:
        place = Place(name_of(resource), fault.line)
        message = str(fault).removeprefix(f"{place.file}: ")
        raise CannotRead(Issue(fault.code, place, message)) from fault
    for part in parts[1:]:
        if [field["name"] for field in part.fields] != [f["name"] for f in parts[0].fields]:
            message = f"its columns are not those of {parts[0].path}"
            raise CannotRead(Issue("incorrect-label", Place(part.path, 1), message))
    return parts


def verify_content(resource: Resource, content: Content) -> None:
    """Compare stated hash and size with the bytes; raises CannotRead where they differ."""
    for issue in check_content(resource, content):
        raise CannotRead(issue)


def _part(path: str, content: Content, resource: Resource, dialect: Dialect) -> Part:
    labels = _labels(resource, content, dialect)
    if dialect.header and not labels and kind_of(resource) != "json":
        raise CannotRead(Issue("source-error", Place(path), "the table is empty, without a header"))
    schema = resource.schema.descriptor if resource.schema else any_schema(labels)
    columns = match_labels(labels or [], schema)
    for fault in columns.faults:
        place = Place(path, 1, field=fault.field or fault.label or None, column=fault.column)
        found = fault.label or None
        raise CannotRead(Issue(fault.code, place, CODES[fault.code].means, found))
    missing = schema.get("missingValues", ("",))
    fields = [{"missingValues": missing, **field} for field in columns.fields]
    return Part(path, content, resource, dialect, fields)


def _labels(resource: Resource, content: Content, dialect: Dialect) -> list[str] | None:
    """The labels, from the file's first bytes where these hold them; None where it has none."""
    if content.data and len(content.data[0]) > _HEAD and kind_of(resource) != "json":
        head = content.data[0][: content.data[0].rfind(b"\n", 0, _HEAD) + 1]
        try:
            part = Content((head,), (head,))
            return split_header(raw_rows(resource, part, dialect), dialect)[0]
        except TableFault:  # the header is longer, or the text is wrong: let the whole file tell
            pass
    return split_header(raw_rows(resource, content, dialect), dialect)[0]
