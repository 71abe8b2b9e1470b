"""A table's rows for those who read it: faults are errors, and files are as the package states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, counted
from pincite.report.visible import visible
from pincite.tables.content import Content, TableFault, check_stated, name_of
from pincite.tables.reader import NATIVE, READABLE, OpenTable, Part, RawRow, is_table, kind_of

Field = Mapping[str, Any]


class CannotRead(CannotRun):
    """A table, or a cell of it, cannot be read as its schema says; `issue` is the fault as data."""

    def __init__(self, issue: Issue):
        found = f": “{visible(issue.found)}”" if issue.found is not None else ""
        super().__init__(f"{issue.place}{found}: {issue.message}")
        self.issue = issue


def tables_of(package: Package) -> dict[str, Resource]:
    """The resources that are tables, by name."""
    return {resource.name: resource for resource in package.resources if is_table(resource)}


def open_table(package: Package, resource: Resource, *, verify: bool) -> OpenTable:
    """A table, whose stated hash and size are compared with `verify`.

    Raises CannotRead for a file that is missing, changed, of no format that is read here, or
    whose header is not that of the schema.
    """
    if kind_of(resource) not in (*READABLE, NATIVE):
        known = ", ".join(READABLE)
        found = f"{name_of(resource)}: {kind_of(resource)!r}"
        raise CannotRun(f"{found} is not read here; what is read: {known}")
    with _translate_errors(resource):
        table = OpenTable(package, resource)
    if verify:
        verify_content(resource, table.content)
    _check_part(table, table.first)
    return table


def parts_of(table: OpenTable) -> Iterator[Part]:
    """The parts of a table; raises CannotRead for one whose header is not that of the first."""
    with _translate_errors(table.resource):
        for part in table.parts():
            _check_part(table, part)
            yield part


def rows_of(table: OpenTable, part: Part) -> Iterator[RawRow]:
    """The rows of a part, each as wide as the header, no blank line.

    Raises CannotRead for a row that is not.
    """
    with _translate_errors(table.resource):
        for row in part.rows:
            _check_text(table, part)
            _check_row(row, table.fields)
            yield row
        _check_text(table, part)


def all_rows(package: Package, resource: Resource, *, verify: bool) -> Iterator[RawRow]:
    """The rows of a table, read exactly; raises CannotRead."""
    table = open_table(package, resource, verify=verify)
    for part in parts_of(table):
        yield from rows_of(table, part)


def fields_of(table: OpenTable) -> list[Field]:
    """The fields of the columns, each with the missing values that apply to it."""
    missing = table.schema.get("missingValues", ("",))
    return [{"missingValues": missing, **field} for field in table.fields]


def _check_part(table: OpenTable, part: Part) -> None:
    for issue in (*part.label_issues(part.label_faults), *table.column_issues(part)):
        if issue.severity == "error":
            raise CannotRead(issue)
    _check_text(table, part)


def _check_text(table: OpenTable, part: Part) -> None:
    """Raise CannotRead where bytes that were read are not text."""
    for issue in table.encoding_issues(part):
        raise CannotRead(issue)


def _check_row(row: RawRow, fields: Sequence[Field]) -> None:
    if row.fault is not None:
        raise CannotRead(Issue("source-error", row.place, row.fault))
    if not row.cells:
        raise CannotRead(Issue("blank-row", row.place, "the row is blank"))
    found, width = len(row.cells), len(fields)
    if found != width:
        code = "missing-cell" if found < width else "extra-cell"
        name = fields[found]["name"] if found < width else None
        place = row.cell_place(min(found, width) + 1, name, None)
        raise CannotRead(Issue(code, place, f"the row has {counted(found, 'cells')}, not {width}"))


@contextmanager
def _translate_errors(resource: Resource) -> Iterator[None]:
    """Turn a fault of a file into CannotRead, which names the file."""
    try:
        yield
    except TableFault as fault:
        raise CannotRead(fault.issue(name_of(resource))) from fault


def verify_content(resource: Resource, content: Content) -> None:
    """Compare stated hash and size with the bytes; raises CannotRead where they differ."""
    for issue in check_stated(resource, content, {}):
        raise CannotRead(issue)
