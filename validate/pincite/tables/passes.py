"""The rows of a table against its schema: the plan, the exact pass, and when a sieve is taken.

The exact pass looks at every row, one after the other, in plain Python. It is the whole validator
for small tables, and decides about the rows that a sieve chooses.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.report.frozen import Frozen
from pincite.report.progress import Advance
from pincite.tables.reader import OpenTable, Part, RawRow, kind_of
from pincite.tables.row_check import (
    Fault,
    Key,
    KeyColumns,
    ReadRow,
    Reference,
    Uniqueness,
    is_far,
    key_of,
    read_row,
)
from pincite.types import CellReader

if TYPE_CHECKING:
    from pincite.tables.splits.engines import Engine

MIN_BLOCKS = 100_000  # bytes from which on a sieve repays the compiling of its rules
MAX_COLUMNS = 2_000


class Finding(NamedTuple):
    """A fault and the row that it is in."""

    row: RawRow
    fault: Fault


class Counts:
    """What a scan looked at."""

    rows: int = 0
    cells: int = 0


class Plan(Frozen):
    """A schema compiled for the columns that a file really has.

    Fields and readers by column, keys and references; `kept` are keys that others refer to.
    """

    fields: tuple[Mapping[str, Any], ...]
    readers: tuple[CellReader, ...]
    missing: tuple[tuple[str, ...], ...]
    keys: tuple[Uniqueness, ...] = ()
    references: tuple[Reference, ...] = ()
    kept: tuple[KeyColumns, ...] = ()

    def key_faults(self, read: ReadRow) -> Iterator[Fault]:
        """The faults of a row's keys, but for those that show when other rows are known."""
        if read.is_blank:
            return
        for key in self.keys:
            yield from key.empty(read.values, read.bad)
        for reference in self.references:
            yield from reference.check(read.values, read.bad)


def positions_of(fields: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """The column of each field name, from 0; of a name that repeats, the last."""
    return {field["name"]: column for column, field in enumerate(fields)}


def missing_of(field: Mapping[str, Any], schema: Mapping[str, Any]) -> tuple[str, ...]:
    """The texts that mean no value in a field: its own, else the schema's."""
    stated = field.get("missingValues", schema.get("missingValues", ("",)))
    return tuple(item["value"] if isinstance(item, Mapping) else item for item in stated)


def compile_readers(
    fields: Sequence[Mapping[str, Any]],
    schema: Mapping[str, Any],
    reader: type[CellReader] = CellReader,
) -> tuple[CellReader, ...]:
    """A reader for each column, such as that of the values of a library; raises BadField."""
    return tuple(reader(field, missing_of(field, schema)) for field in fields)


def scan_rows(
    rows: Iterable[RawRow], plan: Plan, counts: Counts, kept: list[set[Key]]
) -> Iterator[Finding]:
    """All faults of the rows, in their order; `kept` gets the keys that the plan wants kept."""
    has_keys = bool(plan.keys or plan.references)
    for row in rows:
        read = read_row(row, plan.readers)
        counts.rows += 1
        counts.cells += len(row.cells)
        for fault in read.faults:
            yield Finding(row, fault)
        for on, held in zip(plan.kept, kept, strict=True):
            held.add(key_of(read.values, on.columns))
        if has_keys and not read.is_blank:
            for key in plan.keys:
                for fault in key.repeated(row, read.values):
                    yield Finding(row, fault)
            for fault in plan.key_faults(read):
                yield Finding(row, fault)


class Pass:
    """One scan of one table; `held` are the keys that other tables refer to, when it is done.

    `parts` are those that were read, `is_whole` tells whether all of their rows could be cut. An
    `engine` may scan it in splits; `most` is how many findings will be asked for, None for all.
    """

    is_whole = True

    def __init__(
        self,
        table: OpenTable,
        plan: Plan,
        advance: Advance,
        most_rows: int | None = None,
        engine: "Engine | None" = None,
        most: int | None = None,
    ):
        self.table = table
        self.plan = plan
        self.advance = advance
        self.most_rows = most_rows
        self.engine = engine
        self.most = most
        self.counts = Counts()
        self.held: list[Container[Key]] = []
        self.parts: list[Part] = []

    @property
    def is_limited(self) -> bool:
        """Whether rows may have been left unread, because only so many were asked for."""
        return self.most_rows is not None and self.counts.rows >= self.most_rows

    def findings(self) -> Iterator[Finding]:
        """All faults of the rows."""
        layout = self._layout() if self._is_plain else None
        for finding in self._looked(layout):
            self.is_whole &= finding.fault.code != "source-error"
            yield finding

    @property
    def _is_plain(self) -> bool:
        """Whether all rows are looked at, and are as they are cut."""
        return self.most_rows is None and not self.table.dialect.changes_rows

    def _exactly(self) -> Iterator[Finding]:
        kept: list[set[Key]] = [set() for _ in self.plan.kept]
        self.table.advance = self.advance
        for part in self.table.parts():
            self.parts.append(part)
            left = None if self.most_rows is None else self.most_rows - self.counts.rows
            rows = part.rows if left is None else islice(part.rows, left)
            yield from scan_rows(rows, self.plan, self.counts, kept)
            if self.is_limited:
                break
        self.held = [*kept]

    def _looked(self, layout: Any) -> Iterator[Finding]:
        """The findings in splits where that can be done, else by a sieve or the exact pass."""
        is_parquet = kind_of(self.table.resource) == "parquet" and self._is_plain
        if is_parquet or (self.engine is not None and layout is not None):
            from pincite.tables.splits.engines import split_scan
            from pincite.tables.splits.merging import TooMany

            scan = split_scan(self.table, self.plan, layout, self.engine, self.most)
            if scan is not None:
                first, bad_line = self.table.first, self.table.first.bad_line
                try:
                    self.parts = scan.parts
                    yield from scan.findings(self.counts, self.advance)
                except TooMany:  # one process says which are the first
                    self.counts, first.bad_line, self.parts = Counts(), bad_line, []
                else:
                    self.held = [*scan.held]
                    return
        if any(is_far(reference.held) for reference in self.plan.references):
            from pincite.tables.splits.references import resolved

            self.plan = resolved(self.table, self.plan)
        yield from self._exactly() if layout is None else self._sifted(layout)

    def _sifted(self, layout: Any) -> Iterator[Finding]:
        from pincite.tables.sieves import sieve_for
        from pincite.tables.sieves.blocks import BlockScan, recoded

        text = None
        if self.table.encoding != "utf-8":
            with self.table.content.open(self.table.content.paths[0]) as stream:
                text = recoded(stream, self.table.encoding)
            if text is None:
                yield from self._exactly()
                return
        sieve = sieve_for(layout, self.plan)
        scan = BlockScan(self.table, sieve, self.plan, self.counts, self.advance, text)
        self.parts = scan.parts
        yield from scan.findings()
        self.held = [*sieve.held]

    def _layout(self) -> Any:
        """How a sieve would read the table, or None where the exact pass is to do it."""
        table, width = self.table, len(self.plan.fields)
        is_plain = (
            kind_of(table.resource) in ("csv", "tsv")
            and "data" not in table.resource.descriptor
            and (table.encoding == "utf-8" or len(table.content.paths) == 1)
            and 0 < width <= MAX_COLUMNS
            and table.content.size >= MIN_BLOCKS
        )
        if not is_plain:
            return None
        from pincite.tables.sieves.blocks import layout_of

        return layout_of(table.dialect, width)
