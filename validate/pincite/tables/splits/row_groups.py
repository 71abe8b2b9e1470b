"""Parquet in splits: each is some row groups of a file, whose batches are looked at.

A row group is the least that can be read alone, so a file of one stays whole. In place of bytes a
split has row groups: `begin` and `end` are their numbers in the file, and where a piece begins.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import IO, Any

from pincite.tables.parquet_rows import ParquetRows, rows_of
from pincite.tables.parts import Part, RawRow
from pincite.tables.passes import Counts, Finding, Plan
from pincite.tables.reader import OpenTable
from pincite.tables.sieves import COLUMNS, sieve_named
from pincite.tables.sieves.batches import BatchSieve
from pincite.tables.sieves.blocks import Memory, Piece, RowScan
from pincite.tables.splits.references import near_plan
from pincite.tables.splits.scanning import Found, Scanned, Split, Task
from pincite.types import type_of
from pincite.types.any import ANY

CELL = 2  # bytes that a cell counts as, in however many it is stored: a split is a second of work


class GroupTask(Task):
    """A task (see Task) whose splits are row groups."""

    def __init__(self, table: OpenTable, plan: Plan, secret: bytes | None, most: int | None):
        """The secret is what the hashes of keys are made with; None is for that of this process."""
        # the sieve sifts nothing: it hashes keys, and keeps those that others refer to
        sieve = sieve_named(COLUMNS, None, near_plan(plan), secret)
        super().__init__(table, plan, None, sieve, most)
        kept = {column for on in plan.kept for column in on.columns}
        self.is_portable = self.is_portable and are_typed(table, kept)

    def _scanned(self, split: Split, plan: Plan, sieve: Any) -> Scanned:
        memory = Memory(len(plan.keys), Counts())
        assert split.end is not None  # see plan_groups
        with self.open(split.part) as stream:
            findings = GroupScan(0, sieve, plan, memory).findings(stream, split)
            return Found.of(findings, self._most).scanned(split.end, 0, memory, sieve)


class GroupScan(RowScan):
    """Scans the rows of some row groups, each of which is a piece."""

    def findings(self, stream: IO[bytes], split: Split) -> Iterator[Finding]:
        """All faults of cells and rows in their order, and of references; not of repeated keys."""
        parquet = ParquetRows(stream, "")
        batches = BatchSieve(self._plan, self._sieve.secret)
        for group in range(split.begin, split.end or 0):
            piece = Piece(Part(""), group, 0, self.number, parquet.groups[group])
            known = len(self._memory.pieces)
            self._memory.pieces.append(piece)
            try:
                for columns, rows in parquet.batches([group]):
                    yield from self._batch(piece.part, columns, rows, batches)
            finally:
                for parts in self._memory.hashes:  # one for the piece, of those of its batches
                    parts[known:] = [array("Q", chain.from_iterable(parts[known:]))]

    def _batch(
        self, part: Part, columns: Sequence[Sequence[Any]], rows: int, batches: BatchSieve
    ) -> Iterator[Finding]:
        first = self.number
        looked = batches.look(columns, rows, self._sieve.held)
        if looked is None:
            cells = enumerate(rows_of(columns, rows), first)
            yield from self.exactly([RawRow(number, None, row, part) for number, row in cells])
            return
        self._remember(looked.hashes, rows)
        self._memory.counts.cells += (rows - len(looked.doubted)) * len(columns)
        doubted = [
            RawRow(first + at, None, [column[at] for column in columns], part)
            for at in looked.doubted
        ]
        yield from self._judge(doubted, looked.doubted, looked.hashes)


def are_typed(table: OpenTable, columns: Iterable[int]) -> bool:
    """Whether the values of columns are of a type, which tells those that are equal.

    It is not so of fields that take any value, nor where the file's column has another type.
    """
    fields = table.read_fields
    return all(type_of(fields[column]) is not ANY for column in columns)


def can_split(table: OpenTable, plan: Plan) -> bool:
    """Whether the keys of a table, which must not repeat, can be compared by their hashes."""
    return are_typed(table, (column for key in plan.keys for column in key.on.columns))


def weights(table: OpenTable) -> list[list[int]]:
    """How much work each row group of each part is, in bytes; see CELL."""
    content, width = table.content, len(table.fields)
    found = []
    for path in content.paths:
        with content.open(path) as stream:
            groups = ParquetRows(stream, path).groups
        found.append([rows * width * CELL for rows in groups])
    return found


def plan_groups(parts: Sequence[Sequence[int]], step: int) -> list[Split]:
    """The splits of a table whose row groups are so much work, each of `step` or of one group.

    Every part has a split at least.
    """
    found: list[Split] = []
    for number, groups in enumerate(parts):
        begin, work = 0, 0
        for group, more in enumerate(groups):
            if work and work + more > step:
                found.append(Split(number, begin, group))
                begin, work = group, 0
            work += more
        found.append(Split(number, begin, len(groups)))
    return found


def group_rows(table: OpenTable, piece: Piece, at: Sequence[int]) -> list[RawRow]:
    """The rows of a row group at some indexes, read once more."""
    with table.content.open(piece.part.path) as stream:
        found = ParquetRows(stream, piece.part.path).some(piece.offset, at)
        pairs = zip(at, found, strict=True)
        return [RawRow(piece.number + index, None, cells, piece.part) for index, cells in pairs]
