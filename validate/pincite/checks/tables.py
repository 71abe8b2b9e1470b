"""The tables stage: files, headers, cells, rows and keys of every resource, by the standard.

What this stage says, it says of (code, row number, column number) as frictionless 5.21 does,
wherever that is right; the differences are listed and tested in tests/test_differential.py.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from pincite.package import Package, Resource, listed
from pincite.package.external import ExternalKey
from pincite.report import MAX_TEXT, Issue, Looked, Place, Stage, counted
from pincite.report.progress import Advance, progress
from pincite.report.visible import shortened
from pincite.tables.content import TableFault, check_stated, name_of, open_content
from pincite.tables.formats import unread_format
from pincite.tables.passes import (
    Finding,
    Pass,
    Plan,
    compile_readers,
    missing_of,
    positions_of,
)
from pincite.tables.reader import (
    NATIVE,
    READABLE,
    OpenTable,
    RawRow,
    ignore,
    is_table,
    kind_of,
    shown_cells,
)
from pincite.tables.row_check import Key, Reference, key_columns, uniqueness

if TYPE_CHECKING:
    from pincite.tables.splits.engines import Engine

__all__ = ["check_tables"]

DIAGNOSED = frozenset(  # codes whose issues may have one cause
    "source-error dialect-error encoding-error blank-header extra-label missing-label"
    " incorrect-label blank-label duplicate-label extra-cell missing-cell blank-row"
    " type-error".split()
)
PARTING = frozenset(";\t|,")  # what may part the columns of a table that seems to have one


class Totals:
    """What was looked at; a report counts what there was none of too."""

    def __init__(self) -> None:
        self.tables = self.rows = self.cells = self.files = 0


class TableRun:
    """One pass over the resources of a package: what was found, and keys read for references."""

    def __init__(
        self,
        package: Package,
        most_issues: int | None = None,
        advance: Advance = ignore,
        most_rows: int | None = None,
        engine: Engine | None = None,
    ):
        self.package = package
        self.most_issues = most_issues
        self.advance = advance
        self.most_rows = most_rows
        self.engine = engine
        self.counts = Totals()
        self.held: dict[tuple[str, tuple[str, ...]], Container[Key] | None] = {}
        self.looked: list[Looked] = []
        self.unread: list[str] = []
        self.is_diagnosing = True

    def check(self, resource: Resource) -> Iterator[Issue]:
        """All issues of one resource; one that names their cause in place of many."""
        found = [*self._check(resource)]
        if self.is_diagnosing and any(issue.code in DIAGNOSED for issue in found):
            from pincite.checks.diagnosis import diagnosed

            found = diagnosed(self.package, resource, found, self._check_again)
        yield from found
        labels = self.looked[-1].labels
        if len(labels) == 1 and resource.schema is None and PARTING & set(labels[0]):
            from pincite.checks.diagnosis import one_column

            yield from () if found else one_column(self.package, resource)

    def _check_again(self, resource: Resource) -> list[Issue]:
        """The issues of a resource as it would be declared otherwise; nothing else is changed."""
        run = TableRun(self.package, self.most_issues, ignore, self.most_rows)
        run.held, run.is_diagnosing = dict(self.held), False
        return [*run.check(resource)]

    def _check(self, resource: Resource) -> Iterator[Issue]:
        begun = perf_counter()
        is_read = is_table(resource) and kind_of(resource) in (*READABLE, NATIVE)
        looked = Looked(resource.name, "table" if is_read else "file", name_of(resource))
        try:
            if is_read:
                table = OpenTable(self.package, resource)
                content = table.content
                labels = tuple(shortened(label, MAX_TEXT) for label in table.labels or ())
                rows = self.counts.rows
                yield from self._check_table(table)
                fields = len(table.schema["fields"])
                looked = looked.replace(labels=labels, rows=self.counts.rows - rows, fields=fields)
            else:
                content = open_content(self.package, resource)
                self.counts.files += not is_table(resource)
                if is_table(resource):
                    message = unread_format(kind_of(resource))
                    yield Issue("format-error", Place(name_of(resource)), message)
            digests: dict[str, str] = {}
            yield from check_stated(resource, content, digests)
            looked = looked.replace(bytes=content.size, digests=digests)
        except TableFault as fault:
            yield fault.issue(name_of(resource))
        self.looked.append(looked.replace(seconds=round(perf_counter() - begun, 3)))

    def _check_table(self, table: OpenTable) -> Iterator[Issue]:
        self.counts.tables += 1
        resource = table.resource
        plan = self._plan(table)
        self.unread += [f"{resource.name}: {said}" for said in table.dialect.tolerances]
        self.unread += [f"{resource.name}: {table.first.remark}"] if table.first.remark else []
        if resource.native is not None:
            self.unread += _unread_rules(resource, plan)
        most = self.most_issues
        scan = Pass(table, plan, self.advance, self.most_rows, self.engine, most)
        issues = (row_issue(resource, finding) for finding in scan.findings())
        is_cut, stop = False, None
        try:
            yield from issues if most is None else islice(issues, most)
            is_cut = most is not None and next(issues, None) is not None
        except TableFault as fault:
            stop = fault
        for part in scan.parts:
            yield from part.label_issues(part.label_faults)
            yield from table.encoding_issues(part)
            yield from table.column_issues(part)
            if part.note:
                yield Issue("header-missing", Place(part.path), part.note)
        if stop is not None:
            raise stop
        if is_cut:
            message = f"stopped after {counted(most or 0, 'issues')} of this table"
            yield Issue("issues-cut", Place(name_of(resource)), message)
            return
        for on, held in zip(plan.kept, scan.held if not scan.is_limited else (), strict=False):
            self.held.setdefault((resource.name, on.fields), held if scan.is_whole else None)
        self.counts.rows += scan.counts.rows
        self.counts.cells += scan.counts.cells
        if scan.is_limited:
            rows = "row" if scan.counts.rows == 1 else f"{scan.counts.rows:,} rows"
            self.unread.append(f"{resource.name}: only its first {rows}")
            return
        yield from stated_issues(resource, scan.counts.rows, len(table.labels or ()))

    def _plan(self, table: OpenTable) -> Plan:
        schema, fields, positions = table.schema, table.fields, positions_of(table.fields)
        name = table.resource.name
        kept = [key_columns(names, positions) for names in self.package.referred.get(name, ())]
        return Plan(
            fields=fields,
            readers=compile_readers(table.read_fields, schema, table.cell_reader),
            missing=tuple(missing_of(item, schema) for item in fields),
            keys=tuple(uniqueness(schema, positions)),
            references=tuple(self._references(table, positions)),
            kept=tuple(on for on in kept if on is not None),
        )

    def _references(self, table: OpenTable, positions: Mapping[str, int]) -> Iterator[Reference]:
        for key in table.schema.get("foreignKeys", ()):
            on = key_columns(listed(key["fields"]), positions)
            target = key["reference"].get("resource") or table.resource.name
            held = self._held(target, tuple(listed(key["reference"]["fields"])))
            if on is not None and held is not None:
                yield Reference(on, target, listed(key["reference"]["fields"]), held)
        for external, package in self.package.external.get(table.resource.name, ()):
            on = key_columns(external.fields, positions)
            held = self._held_elsewhere(package, external)
            if on is not None and held is not None:
                name = f"{external.resource} of {package.name}"
                yield Reference(on, name, list(external.there), held)

    def _held_elsewhere(self, package: Package, key: ExternalKey) -> Container[Key] | None:
        """The keys of a table of another package, each read once; None where it cannot be read."""
        run = TableRun(package, engine=self.engine)
        what = ("keys", key.resource, key.there, self.engine)  # which may keep them, while it runs
        held = package.once(what, lambda: run._held(key.resource, key.there))
        said = "compared with" if held is not None else "not compared, for it cannot be read, with"
        self.unread.append(f"references {said} {key.resource} of {package.name}")
        return held

    def _held(self, target: str, fields: tuple[str, ...]) -> Container[Key] | None:
        """The keys of a table that others refer to, or None where it cannot be read."""
        if (target, fields) not in self.held:
            try:
                self.held[target, fields] = self._read_keys(target, fields)
            except TableFault:  # said where the table itself is checked
                self.held[target, fields] = None
        return self.held[target, fields]

    def _read_keys(self, target: str, fields: tuple[str, ...]) -> Container[Key] | None:
        resource = self.package.table(target)
        if resource is None:
            return None
        table = OpenTable(self.package, resource)
        columns = table.fields
        on = key_columns(fields, positions_of(columns))
        if on is None:
            return set()
        missing = tuple(missing_of(item, table.schema) for item in columns)
        readers = compile_readers(table.read_fields, table.schema, table.cell_reader)
        plan = Plan(columns, readers, missing, (), (), (on,))
        scan = Pass(table, plan, ignore, engine=self.engine)
        for _ in scan.findings():
            pass
        return scan.held[0] if scan.is_whole else None


def check_tables(
    package: Package,
    *,
    most_issues: int | None = None,
    most_rows: int | None = None,
    names: Sequence[str] = (),
    engine: Engine | None = None,
) -> Stage:
    """Issues of all resources, with the numbers of tables, rows, cells and files looked at.

    At most `most_issues` of each table are reported, and `most_rows` of it read; with `names`, of
    the resources of these names alone. An `engine` scans large tables in splits.
    """
    with progress(sum(table_sizes(package)), "tables") as advance:
        run = TableRun(package, most_issues, advance, most_rows, engine)
        wanted = [item for item in package.resources if not names or item.name in names]
        issues = [issue for resource in wanted for issue in run.check(resource)]
    counts, resources = vars(run.counts), tuple(run.looked)
    remarks = tuple(run.unread)
    return Stage("tables", counts, remarks, tuple(issues), resources=resources)


def _unread_rules(resource: Resource, plan: Plan) -> list[str]:
    """What is to be said of the rules on spelling, which values of a library have not."""
    readers = [reader for reader in plan.readers if reader.unread_rules]
    rules = "; ".join(f"{', '.join(reader.unread_rules)} of {reader.name}" for reader in readers)
    said = f"{resource.name}: not looked at, for values of a library have no spelling: {rules}"
    return [said] if rules else []


def table_sizes(package: Package) -> Iterator[int]:
    """Bytes of the files of each resource that there are."""
    for resource in package.resources:
        with suppress(TableFault, OSError):
            yield open_content(package, resource).size


def row_issue(resource: Resource, finding: Finding) -> Issue:
    """The issue of a finding, at its cell or row."""
    row, fault = finding
    place = row.cell_place(fault.column, fault.field or None, record_key(resource, row))
    details = {"cells": shown_cells(row.cells), **(fault.details or {})}
    found = fault.cell
    if fault.code == "unique-error" and fault.column is not None:
        found = str(row.cells[fault.column - 1])
    return Issue(fault.code, place, fault.note, found=found, details=details)


def record_key(resource: Resource, row: RawRow) -> str | None:
    """A record's key as the other stages name it, where the schema has one."""
    schema = resource.schema
    if schema is None or not schema.primary_key or not any(row.cells):
        return None
    cells = row.cells
    found = {
        name: "" if at >= len(cells) or cells[at] is None else str(cells[at])
        for name, at in schema.key_places
    }
    return schema.key_of(found)


def stated_issues(resource: Resource, rows: int, columns: int) -> Iterator[Issue]:
    """Issues of the numbers of rows and fields that a resource states."""
    for name, found, code in (("rows", rows, "row-count"), ("fields", columns, "field-count")):
        stated = resource.descriptor.get(name)
        if isinstance(stated, int) and stated and stated != found:
            message = f"the descriptor states another number of {name}"
            yield Issue(code, Place(name_of(resource)), message, str(found), str(stated))
