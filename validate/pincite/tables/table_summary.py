"""What a table holds, column by column, and the rows around those that somebody asks about.

One pass over the rows, through the reader that the validator has; memory does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from typing import Any, NamedTuple

from pincite.package import Package, Resource
from pincite.report.progress import Advance
from pincite.tables.column_summary import ColumnCounter, ColumnSummary, cut
from pincite.tables.content import TableFault, name_of
from pincite.tables.passes import compile_readers
from pincite.tables.reader import OpenTable, RawRow, ignore
from pincite.tables.typed_cells import cell_text

MOST_COLUMNS = 1_000  # of a table that are summarised
BLOCK = 2_000  # rows that are counted together
BLOCK_SIZE = 8_000_000  # characters of them


class ShownRow(NamedTuple):
    """A row as people are shown it: its number in the file, its line, its cells as short texts."""

    number: int
    line: int | None
    cells: tuple[str, ...]


class Around(NamedTuple):
    """A row with those before and behind it, where there are such."""

    before: ShownRow | None
    row: ShownRow
    after: ShownRow | None


@dataclass(eq=False, repr=False)
class TableSummary:
    """What a table holds.

    `paths` are its files. `rows` were counted, and `unread` of them cannot be cut into cells.
    `stopped` says why the rest of the table was not read, or is empty. `around` are the rows that
    were asked for, by file and number of the row, and by file and line below 0; `first` are the
    first rows of the table. `within` tells the table from those of other packages on a page.
    """

    resource: Resource
    paths: frozenset[str] = frozenset()
    labels: Sequence[str] = ()
    columns: list[ColumnSummary] = field(default_factory=list)
    columns_in_all: int = 0
    rows: int = 0
    unread: int = 0
    is_limited: bool = False
    stopped: str = ""
    around: dict[tuple[str, int], Around] = field(default_factory=dict)
    first: list[ShownRow] = field(default_factory=list)
    within: tuple[str, ...] = ()


def summarise(
    package: Package,
    resource: Resource,
    *,
    most_rows: int | None = None,
    wanted: Mapping[str, Set[int]] | None = None,
    first: int = 0,
    advance: Advance = ignore,
) -> TableSummary:
    """Read a table once and count what its columns hold.

    `wanted` are rows by file whose neighbours are kept: numbers of rows, or lines as negative
    numbers; of the `first` rows all are kept.
    """
    found = TableSummary(resource, frozenset([name_of(resource)]))
    try:
        table = OpenTable(package, resource)
    except TableFault as fault:
        found.stopped = _why(resource, fault)
        return found
    table.advance = advance
    fields = table.fields[:MOST_COLUMNS]
    found.paths |= frozenset(table.content.paths)
    found.columns_in_all = len(table.fields)
    found.labels = list(table.labels or [item["name"] for item in table.fields])
    readers = compile_readers(table.read_fields[:MOST_COLUMNS], table.schema, table.cell_reader)
    counters = [
        ColumnCounter(item["name"], reader, item, has_text=table.has_text)
        for item, reader in zip(fields, readers, strict=True)
    ]
    kinds = [reader.type for reader in readers]
    try:
        rows = _watched(_rows(table, found, most_rows), found, wanted or {}, first, kinds)
        for block in _blocks(rows, has_text=table.has_text):
            _count(block, counters)
    except TableFault as fault:
        found.stopped = _why(resource, fault)
    finally:
        table.close()
    found.columns = [counter.summary() for counter in counters]
    return found


def _why(resource: Resource, fault: TableFault) -> str:
    issue = fault.issue(name_of(resource))
    return f"{issue.place}: {issue.message}"


def _rows(table: OpenTable, found: TableSummary, most: int | None) -> Iterator[RawRow]:
    for part in table.parts():
        for row in part.rows:
            if most is not None and found.rows >= most:
                found.is_limited = True
                return
            found.rows += 1
            found.unread += row.fault is not None
            yield row


def _watched(
    rows: Iterator[RawRow],
    found: TableSummary,
    wanted: Mapping[str, Set[int]],
    first: int,
    kinds: Sequence[Any],
) -> Iterator[RawRow]:
    """The same rows; those that are asked for are kept with their neighbours."""
    before: RawRow | None = None
    waiting: list[tuple[str, int]] = []

    def shown(row: RawRow) -> ShownRow:
        pairs = zip_longest(kinds, row.cells[:MOST_COLUMNS])
        cells = tuple(cut(cell_text(kind, cell)) for kind, cell in pairs)
        return ShownRow(row.number - row.part.shift, row.line, cells)

    for row in rows:
        if waiting:
            for key in waiting:
                if row.part.path == key[0]:
                    found.around[key] = found.around[key]._replace(after=shown(row))
            waiting = []
        numbers = wanted.get(row.part.path)
        if numbers:
            keys = {row.number - row.part.shift, -(row.line or 0)} & numbers
            for number in keys:
                is_beside = before is not None and before.part is row.part
                earlier = shown(before) if before is not None and is_beside else None
                found.around[row.part.path, number] = Around(earlier, shown(row), None)
                waiting.append((row.part.path, number))
            before = row
        if len(found.first) < first:
            found.first.append(shown(row))
        yield row


def _blocks(rows: Iterator[RawRow], *, has_text: bool) -> Iterator[list[Sequence[Any]]]:
    """The cells of rows, some thousands together; fewer where they are long."""
    block: list[Sequence[Any]] = []
    size = 0
    for row in rows:
        block.append(row.cells if row.fault is None else ())
        size += sum(map(len, row.cells)) if has_text else len(row.cells)
        if len(block) >= BLOCK or size > BLOCK_SIZE:
            yield block
            block, size = [], 0
    if block:
        yield block


def _count(block: list[Sequence[Any]], counters: Sequence[ColumnCounter]) -> None:
    columns = islice(zip_longest(*block), len(counters))
    for counter, cells in zip_longest(counters, columns):
        counter.add([None] * len(block) if cells is None else cells)
