"""The tables stage: files, headers, cells, rows and keys of every resource, by the standard.

What this stage says, it says of (code, row number, column number) as frictionless 5.21 does,
wherever that is right; the differences are listed and tested in tests/test_differential.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pincite.cells import CellReader, compile_field
from pincite.checks.tables.files import check_content, name_of, paths_of
from pincite.checks.tables.header import LabelFault, match_labels
from pincite.checks.tables.keys import Key, KeyFault, Reference, key_of, uniqueness
from pincite.checks.tables.rows import ReadRow, RowFault, read_row
from pincite.codes import CODES
from pincite.package import Package, Resource
from pincite.package.files import read_json
from pincite.report import CannotRun, Issue, Place, Stage
from pincite.tables import (
    Content,
    Dialect,
    RawRow,
    TableFault,
    csv_rows,
    json_rows,
    read_content,
)
from pincite.tables.rows import inline_rows

READABLE = ("csv", "tsv", "json")


@dataclass
class Counts:
    """What was looked at."""

    tables: int = 0
    rows: int = 0
    cells: int = 0
    files: int = 0


@dataclass
class TableRun:
    """One pass over the resources of a package: what was found, and keys read for references."""

    package: Package
    counts: Counts = field(default_factory=Counts)
    held: dict[tuple[str, tuple[str, ...]], frozenset[Key] | None] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)

    def check(self, resource: Resource) -> Iterator[Issue]:
        """All issues of one resource."""
        try:
            content = read_content(self.package, resource.descriptor, paths_of(resource))
            if not is_table(resource):
                self.counts.files += 1
            elif kind_of(resource) in READABLE:
                yield from self._check_table(resource, content)
            else:
                self.unread.append(resource.name)
            yield from check_content(resource, content)
        except TableFault as fault:
            yield Issue(fault.code, Place(name_of(resource), fault.line), str(fault))

    def _check_table(self, resource: Resource, content: Content) -> Iterator[Issue]:
        self.counts.tables += 1
        schema = resource.schema.descriptor if resource.schema else {"fields": []}
        dialect = dialect_of(self.package, resource)
        labels, rows = split_header(raw_rows(resource, content, dialect), dialect)
        if labels is None and not rows_follow(rows):
            yield Issue("source-error", Place(name_of(resource)), "the table is empty")
            return
        columns = match_labels(labels or [], schema if resource.schema else any_schema(labels))
        for fault in columns.faults:
            yield self._label_issue(resource, fault, dialect)
        readers = compile_fields(columns.fields, schema)
        names = frozenset(reader.name for reader in readers)
        keys = uniqueness(schema, names)
        references = [
            ref for ref in self._references(resource, schema) if names.issuperset(ref.fields)
        ]
        before = self.counts.rows
        for row in rows:
            read = read_row(row, readers)
            self.counts.rows += 1
            self.counts.cells += len(row.cells)
            for row_fault in read.faults:
                yield self._row_issue(resource, row, row_fault)
            if not read.is_blank:
                yield from self._key_issues(resource, row, read, keys, references)
        yield from self._check_stated(resource, self.counts.rows - before, len(labels or ()))

    def _key_issues(
        self, resource: Resource, row: RawRow, read: ReadRow, keys: Any, references: Any
    ) -> Iterator[Issue]:
        for key in keys:
            for fault in key.check(row.number, read.values):
                is_cell = fault.code == "unique-error"
                column = list(read.values).index(fault.fields[0]) + 1 if is_cell else None
                yield self._key_issue(resource, row, fault, column)
        for reference in references:
            for fault in reference.check(read.values):
                yield self._key_issue(resource, row, fault)

    def _references(self, resource: Resource, schema: Mapping[str, Any]) -> Iterator[Reference]:
        for key in schema.get("foreignKeys", ()):
            fields = listed(key["fields"])
            target = key["reference"].get("resource") or resource.name
            wanted = tuple(listed(key["reference"]["fields"]))
            held = self._held(target, wanted)
            if held is not None:
                yield Reference(fields, target, held)

    def _held(self, target: str, fields: tuple[str, ...]) -> frozenset[Key] | None:
        """The keys of a table that others refer to, or None where it cannot be read."""
        if (target, fields) not in self.held:
            try:
                self.held[target, fields] = frozenset(self._read_keys(target, fields))
            except TableFault:  # said where the table itself is checked
                self.held[target, fields] = None
        return self.held[target, fields]

    def _read_keys(self, target: str, fields: tuple[str, ...]) -> Iterator[Key]:
        resource = self.package.table(target)
        if resource is None or resource.schema is None:
            return
        content = read_content(self.package, resource.descriptor, paths_of(resource))
        dialect = dialect_of(self.package, resource)
        labels, rows = split_header(raw_rows(resource, content, dialect), dialect)
        columns = match_labels(labels or [], resource.schema.descriptor)
        readers = compile_fields(columns.fields, resource.schema.descriptor)
        for row in rows:
            key = key_of(read_row(row, readers).values, fields)
            if any(part is not None for part in key):
                yield key

    def _check_stated(self, resource: Resource, rows: int, columns: int) -> Iterator[Issue]:
        for name, found, code in (("rows", rows, "row-count"), ("fields", columns, "field-count")):
            stated = resource.descriptor.get(name)
            if isinstance(stated, int) and stated and stated != found:
                message = f"the descriptor states another number of {name}"
                yield Issue(code, Place(name_of(resource)), message, str(found), str(stated))

    def _label_issue(self, resource: Resource, fault: LabelFault, dialect: Dialect) -> Issue:
        row = dialect.header_rows[0] if dialect.header_rows else None
        place = Place(
            name_of(resource), row, None, fault.field or fault.label or None, row, fault.column
        )
        return Issue(fault.code, place, CODES[fault.code].means, found=fault.label)

    def _row_issue(self, resource: Resource, row: RawRow, fault: RowFault) -> Issue:
        place = Place(
            name_of(resource),
            row.line,
            record_key(resource, row),
            fault.field or None,
            row.number,
            fault.column,
        )
        found = None if fault.code in ("blank-row", "missing-cell") else fault.cell
        return Issue(fault.code, place, fault.note, found=found)

    def _key_issue(
        self, resource: Resource, row: RawRow, fault: KeyFault, column: int | None = None
    ) -> Issue:
        name = ", ".join(fault.fields)
        place = Place(
            name_of(resource), row.line, record_key(resource, row), name, row.number, column
        )
        return Issue(fault.code, place, fault.note)


def check_tables(package: Package) -> Stage:
    """Issues of all resources, with the numbers of tables, rows, cells and files looked at."""
    run = TableRun(package)
    issues = [issue for resource in package.resources for issue in run.check(resource)]
    notes = [f"not looked at, for their format: {', '.join(run.unread)}"] if run.unread else []
    return Stage("tables", vars(run.counts), tuple(notes), tuple(issues))


def is_table(resource: Resource) -> bool:
    """Whether a resource is a table: it says so, it has a schema, or its file is delimited text."""
    stated = resource.descriptor.get("type"), resource.descriptor.get("profile")
    by_name = stated[0] == "table" or stated[1] == "tabular-data-resource"
    return by_name or resource.schema is not None or kind_of(resource) in ("csv", "tsv")


def kind_of(resource: Resource) -> str:
    """The format of a resource: as stated, else by its file name, else JSON for inline data."""
    if "data" in resource.descriptor:
        return "json"
    ending = resource.path.removesuffix(".gz").rpartition(".")[2]
    return str(resource.descriptor.get("format") or ending).lower().removeprefix(".")


def dialect_of(package: Package, resource: Resource) -> Dialect:
    """The dialect of a resource, which may stand in a file of its own."""
    dialect = resource.descriptor.get("dialect", {})
    if isinstance(dialect, str):
        dialect = read_json(package.path_of(dialect), dialect)
    if not isinstance(dialect, dict):
        raise CannotRun(f"the dialect of {resource.name} is no JSON object")
    return Dialect.of_resource(resource.descriptor, dialect)


def raw_rows(resource: Resource, content: Content, dialect: Dialect) -> Iterator[RawRow]:
    """The rows of a resource, header and comments included."""
    if "data" in resource.descriptor:
        return inline_rows(resource.descriptor["data"], dialect)
    texts = content.texts(str(resource.descriptor.get("encoding", "utf-8")))
    read = json_rows if kind_of(resource) == "json" else csv_rows
    return read(texts, dialect)


def split_header(
    rows: Iterator[RawRow], dialect: Dialect
) -> tuple[list[str] | None, Iterator[RawRow]]:
    """The labels, None where the data has no header, and the rows of content behind them."""
    content = (row for row in rows if not dialect.is_comment(row.number, row.cells))
    if not dialect.header or not dialect.header_rows:
        return None, content
    lists: list[list[str]] = []
    for row in content:
        if row.number in dialect.header_rows:
            lists.append(["" if cell is None else str(cell).strip() for cell in row.cells])
        if row.number >= dialect.header_rows[-1]:
            break
    return (join_labels(lists, dialect.header_join) if lists else None), content


def join_labels(lists: list[list[str]], join: str) -> list[str]:
    """Labels over several header rows, joined; a label that repeats the one above is not."""
    labels: list[list[str]] = []
    for cells in lists:
        for index, cell in enumerate(cells):
            if len(labels) <= index:
                labels.append([cell])
            elif labels[index][-1] != cell:
                labels[index].append(cell)
    return [join.join(parts) for parts in labels]


def rows_follow(rows: Iterator[RawRow]) -> bool:
    """Whether there is a row at all; for tables without a header."""
    return next(rows, None) is not None


def compile_fields(fields: list[Any], schema: Mapping[str, Any]) -> list[CellReader]:
    """The readers of the columns, with the schema's missing values."""
    missing = schema.get("missingValues", ("",))
    return [compile_field(item, missing) for item in fields]


def any_schema(labels: list[str] | None) -> dict[str, Any]:
    """A schema that takes everything, for a table that has none."""
    return {"fields": [{"name": label, "type": "any"} for label in labels or ()]}


def listed(fields: Any) -> list[str]:
    """The fields of a key, which version 1 may state as one name."""
    return [fields] if isinstance(fields, str) else list(fields)


def record_key(resource: Resource, row: RawRow) -> str | None:
    """A record's key as the other stages name it, where the schema has one."""
    schema = resource.schema
    if schema is None or not schema.primary_key or not any(row.cells):
        return None
    texts = ["" if cell is None else str(cell) for cell in row.cells]
    return schema.key_of(dict(zip(schema.names, texts, strict=False)))
