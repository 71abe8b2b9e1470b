"""The rows of a table in memory: the first ones as they are, the many behind them packed.

A million rows of citations as Python has them take 0.6 kB each. Packed they take some 40 bytes: in
each column of a block, a text is held once, and each cell in one byte says which it is.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, repeat
from typing import Any, overload

BLOCK = 2**7  # rows that are packed together, less than 256
KEPT = 64 * BLOCK  # rows that are kept as they are, whole blocks: so many are not packed at all
HELD = 2**6  # blocks whose texts are held, for rows are asked for one after the other
REPEATED = 0.8  # a column with fewer different texts than so many of its cells holds each once

Row = tuple[str, ...]


class PackedRows(Sequence[Row]):
    """Rows of one width, in order; more can be appended."""

    def __init__(self) -> None:
        self._kept: list[Row] = []
        self._known: dict[str, str] = {}  # texts of kept rows, so that equal cells share one
        self._blocks: list[bytes] = []
        self._open: list[Row] = []
        blocks = self._blocks  # not self: what refers to itself is freed late
        self._loaded = lru_cache(HELD)(lambda number: marshal.loads(blocks[number]))
        self._touched = -1  # the block that the last row was of
        self._last: tuple[int | None, list[Row]] = (None, [])  # rows by their number // BLOCK

    def append(self, row: Sequence[str]) -> None:
        """Add a row."""
        if len(self._kept) < KEPT:
            self._kept.append(tuple(map(self._known.setdefault, row, row)))
            return
        self._known.clear()
        self._open.append(tuple(row))
        if len(self._open) == BLOCK:
            self._blocks.append(_pack(self._open))
            self._open.clear()

    @property
    def as_they_are(self) -> Sequence[Row]:
        """The rows without their packing where all are kept: a list says quicker what is where."""
        return self if self._blocks or self._open else self._kept

    def columns(self, *at: int) -> Iterator[Row]:
        """The cells of some columns, row by row; quicker than whole rows."""
        for row in self._kept:
            yield tuple([row[place] for place in at])
        for block in self._blocks:
            packed = marshal.loads(block)
            yield from zip(*[_cells(packed[place]) for place in at], strict=False)
        for row in self._open:
            yield tuple([row[place] for place in at])

    def __len__(self) -> int:
        return len(self._kept) + BLOCK * len(self._blocks) + len(self._open)

    def __iter__(self) -> Iterator[Row]:
        yield from self._kept
        for block in self._blocks:
            yield from _rows(marshal.loads(block))
        yield from self._open

    @overload
    def __getitem__(self, at: int) -> Row: ...
    @overload
    def __getitem__(self, at: slice) -> list[Row]: ...
    def __getitem__(self, at: int | slice) -> Row | list[Row]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(len(self)))]
        number, rows = self._last
        if at // BLOCK == number:  # as most often, for rows are asked for one after the other
            return rows[at % BLOCK]
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        if at < len(self._kept):
            return self._kept[at]
        block = (at - KEPT) // BLOCK
        if block == len(self._blocks):
            return self._open[at % BLOCK]
        columns = self._loaded(block)
        if block != self._touched:  # rows may be asked for in no order
            self._touched = block
            return tuple([_cell(column, at % BLOCK) for column in columns])
        rows = _rows(columns)
        self._last = at // BLOCK, rows
        return rows[at % BLOCK]


def _pack(rows: Sequence[Row]) -> bytes:
    """A block: of each column its one text, or its texts and which each cell has, or its cells."""
    packed: list[Any] = []
    for cells in zip(*rows, strict=True):
        texts = dict.fromkeys(cells)
        if len(texts) == 1:
            packed.append(cells[0])
        elif len(texts) <= REPEATED * len(cells):
            numbers = dict(zip(texts, range(len(texts)), strict=True))
            packed.append((bytes(map(numbers.__getitem__, cells)), (*texts,)))
        else:
            packed.append((None, cells))
    return marshal.dumps(packed)


def _cells(column: Any) -> Iterator[str]:
    """The cells of a packed column, without end where all are one text."""
    if isinstance(column, str):
        return repeat(column)
    numbers, texts = column
    return iter(texts) if numbers is None else map(texts.__getitem__, numbers)


def _cell(column: Any, at: int) -> str:
    """A cell of a packed column."""
    if isinstance(column, str):
        return column
    numbers, texts = column
    found: str = texts[at if numbers is None else numbers[at]]
    return found


def _rows(columns: Any) -> list[Row]:
    """The rows of a block, from its columns."""
    return [*islice(zip(*map(_cells, columns), strict=False), BLOCK)]
