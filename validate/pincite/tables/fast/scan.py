"""The fast pass over a table: block by block, doubtful rows to the exact pass, keys at the end."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import IO, Any, NamedTuple

import numpy as np
import polars as pl

from pincite.tables.content import Content, TableFault
from pincite.tables.dialect import Dialect
from pincite.tables.fast.blocks import BLOCK, Block, BlockReader, Layout
from pincite.tables.fast.columns import ColumnCheck, wrong_rows
from pincite.tables.fast.frames import bad_line, odd_rows, parse
from pincite.tables.fast.keys import KeyHashes
from pincite.tables.fast.offsets import OffsetReader
from pincite.tables.fast.relations import KeptKeys, ReferenceCheck, doubtful_keys
from pincite.tables.fast.rules import is_missing
from pincite.tables.keys import key_of
from pincite.tables.plan import Counts, Finding, Plan, ignore
from pincite.tables.records import RawRow, pass_mark
from pincite.tables.row_check import Fault, read_row
from pincite.types import type_of

RUN = 64  # records that are read exactly where a block is not regular; more each time
LONGEST_RUN = 65_536


class Piece(NamedTuple):
    """A part of a file that was looked at: where it begins, its first record, how it was read."""

    file: Path
    offset: int
    number: int
    is_block: bool


class FastScan:
    """Scans the files of one table; `kept` holds the keys that other tables refer to."""

    def __init__(
        self,
        content: Content,
        dialect: Dialect,
        layout: Layout,
        plan: Plan,
        counts: Counts,
        advance: Callable[[int], object] = ignore,
    ):
        kinds = [type_of(field).name for field in plan.fields]
        columns = zip(plan.fields, plan.missing, plan.readers, strict=True)
        self.bad_line: int | None = None
        self.kept = [KeptKeys(on, plan) for on in plan.kept]
        self._asides = {file: OffsetReader(content, file, dialect) for file in content.files}
        self._content = content
        self._layout = layout
        self._plan = plan
        self._counts = counts
        self._advance = advance
        self._names = [str(column) for column in range(layout.width)]
        self._checks = [ColumnCheck(str(at), *parts) for at, parts in enumerate(columns)]
        self._hashes = [KeyHashes(key.on, kinds) for key in plan.keys]
        self._references = [ReferenceCheck(reference, plan) for reference in plan.references]
        self._pieces: list[Piece] = []
        self._number = 1

    def findings(self) -> Iterator[Finding]:
        """All faults: those of cells and rows in their order, then those of repeated keys."""
        try:
            for file, aside in self._asides.items():
                with self._content.open(file) as stream:
                    yield from self._file(file, stream, aside)
        except TableFault:
            yield from self._repeated()
            raise
        else:
            yield from self._repeated()
        finally:
            for aside in self._asides.values():
                aside.close()

    def _file(self, file: Path, stream: IO[bytes], aside: OffsetReader) -> Iterator[Finding]:
        reader = BlockReader(stream, self._layout, BLOCK)
        offset = pass_mark(stream, "utf-8")
        offset += next((size for _, _, size, _ in aside.records(offset)), 0)  # the header
        self._number = max(self._number, 2)
        run = RUN
        with ThreadPoolExecutor(1) as pool:
            ahead = pool.submit(self._load, reader, offset)
            while (loaded := ahead.result()) is not None:
                block, frame, may_have_more = loaded
                offset, begin = block.offset + block.size, block.offset
                if block.size:
                    ahead = pool.submit(self._load, reader, offset)
                    self._pieces.append(Piece(file, begin, self._number, is_block=True))
                    odd = None if frame is None else odd_rows(block, frame, may_have_more)
                    yield from self._block(block, frame, odd, aside)
                    run = RUN if block.size > len(block.data) // 2 else run
                else:
                    self._pieces.append(Piece(file, begin, self._number, is_block=False))
                    for rows, size in self._run(aside, begin, run):
                        offset += size
                        yield from self._exactly(rows)
                    run = min(2 * run, LONGEST_RUN)
                    ahead = pool.submit(self._load, reader, offset)
                self._advance(offset - begin)

    def _load(
        self, reader: BlockReader, offset: int
    ) -> tuple[Block, pl.DataFrame | None, bool] | None:
        """Read and parse the block at an offset, beside the checks of the one before."""
        block = reader.read(offset)
        return None if block is None else (block, *parse(block, self._names))

    def _run(
        self, aside: OffsetReader, offset: int, most: int
    ) -> Iterator[tuple[list[RawRow], int]]:
        """Records that no block holds, read exactly; at most so many, and their bytes."""
        rows: list[RawRow] = []
        size, fault = 0, None
        try:
            for line, cells, length, bad_line in aside.records(offset):
                rows.append(RawRow(self._number + len(rows), line, cells))
                size += length
                self.bad_line = self.bad_line or bad_line
                if len(rows) == most:
                    break
        except TableFault as error:
            fault = error
        yield rows, size
        if fault is not None:
            raise fault

    def _exactly(self, rows: list[RawRow]) -> Iterator[Finding]:
        parts = [np.zeros(len(rows), np.uint64) for _ in self._hashes]
        for hashes, part in zip(self._hashes, parts, strict=True):
            hashes.parts.append(part)
        self._counts.rows += len(rows)
        self._number += len(rows)
        yield from self._judge(rows, np.arange(len(rows)), parts, rows)

    def _block(
        self, block: Block, frame: pl.DataFrame | None, odd: Any, aside: OffsetReader
    ) -> Iterator[Finding]:
        if frame is None or odd is None:
            rows = self._rows_of(block, np.arange(len(block.bounds[0])), aside)
            yield from self._exactly(rows)
            return
        if not self._pieces[1:]:
            for check in self._checks:
                check.choose(frame[check.name])
        parts = [hashes.add(frame) for hashes in self._hashes]
        look = odd if len(odd) else np.zeros(frame.height, bool)
        for mask in self._doubts(frame, parts):
            look |= mask
        whole = frame.filter(pl.Series(~odd)) if len(odd) and odd.any() else frame
        for kept in self.kept:
            kept.add(whole)
        at = np.flatnonzero(look)
        first = self._number
        self._number += frame.height
        self._counts.rows += frame.height
        self._counts.cells += (frame.height - len(at)) * self._layout.width
        if len(at):
            rows = self._rows_of(block, at, aside, first)
            odd_ones = [row for row, i in zip(rows, at, strict=True) if len(odd) and odd[i]]
            yield from self._judge(rows, at, parts, odd_ones)

    def _doubts(self, frame: pl.DataFrame, parts: Sequence[Any]) -> Iterator[Any]:
        """Masks of the rows that are not clean for certain."""
        for mask in wrong_rows(frame, self._checks):
            yield mask.to_numpy()
        for reference in self._references:
            yield from reference.wrong_rows(frame)
        for key, hashes in zip(self._plan.keys, parts, strict=True):
            yield from doubtful_keys(key, self._plan, frame, hashes)
        if not any(key.code == "primary-key" for key in self._plan.keys):
            fields = self._plan.fields
            if not any(field.get("constraints", {}).get("required") for field in fields):
                columns = zip(self._names, self._plan.missing, strict=True)
                empty = [is_missing(missing, pl.col(name)) for name, missing in columns]
                blank = frame.select(pl.all_horizontal(empty)).to_series()
                if blank.any():
                    yield blank.to_numpy()

    def _rows_of(
        self, block: Block, at: Any, aside: OffsetReader, first: int | None = None
    ) -> list[RawRow]:
        """The records of a block at some indexes, as the exact reader gives them."""
        starts, ends = block.bounds
        first_line = aside.line_at(block.offset)
        lines = first_line + block.lines_before(starts[at])
        behind = block.lines_before(np.array([len(block.data)]))
        aside.remember(block.offset + block.size, first_line + int(behind[0]))
        texts: list[str] = []
        for start, end in zip(starts[at].tolist(), ends[at].tolist(), strict=True):
            data = block.data[start:end]
            text = data.decode("utf-8", "surrogateescape")
            if self.bad_line is None and not text.isascii():
                self.bad_line = bad_line(data, int(lines[len(texts)]))
            texts.append(text)
        quote = None if self._layout.quote is None else chr(self._layout.quote)
        cells = csv.reader(
            texts,
            delimiter=chr(self._layout.delimiter),
            quotechar=quote,
            quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        )
        first = self._number if first is None else first
        numbers = (np.asarray(at) + first).tolist()
        return [RawRow(*row) for row in zip(numbers, lines.tolist(), cells, strict=True)]

    def _judge(
        self, rows: list[RawRow], at: Any, parts: Sequence[Any], odd: list[RawRow]
    ) -> Iterator[Finding]:
        """What the exact pass says of some rows; their keys' hashes are put right.

        Of odd rows the block's columns are not the cells, so that their kept keys come from here.
        """
        reads = [read_row(row, self._plan.readers) for row in rows]
        for reference in self._references:
            reference.learn([read.values for read in reads])
        for row, read in zip(rows, reads, strict=True):
            self._counts.cells += len(row.cells)
            for fault in chain(read.faults, () if read.is_blank else self._key_faults(read.values)):
                yield Finding(row, fault)
        for hashes, part in zip(self._hashes, parts, strict=True):
            columns = hashes.on.columns
            keys = [[None] if read.is_blank else key_of(read.values, columns) for read in reads]
            part[at] = hashes.hashes_of(keys)
        odd_numbers = {row.number for row in odd}
        values = [r.values for row, r in zip(rows, reads, strict=True) if row.number in odd_numbers]
        for kept in self.kept:
            kept.add_values(values)

    def _key_faults(self, values: Sequence[Any]) -> Iterator[Fault]:
        """The faults of a row's keys, but for repeated ones, which show when all rows are known."""
        for key in self._plan.keys:
            yield from key.empty(values)
        for reference in self._plan.references:
            yield from reference.check(values)

    def _repeated(self) -> Iterator[Finding]:
        """The faults of keys that more than one row has: the exact pass over those rows alone."""
        for key, hashes in zip(self._plan.keys, self._hashes, strict=True):
            again = hashes.repeated()
            if not len(again):
                continue
            for piece, part in zip(self._pieces, hashes.parts, strict=True):
                at = np.flatnonzero(np.isin(part, again))
                for row in self._rows_again(piece, at) if len(at) else ():
                    values = read_row(row, self._plan.readers).values
                    for fault in key.repeated(row.number, values):
                        yield Finding(row, fault)

    def _rows_again(self, piece: Piece, at: Any) -> list[RawRow]:
        """The records of a piece at some indexes, read once more."""
        aside = self._asides[piece.file]
        if piece.is_block:
            with self._content.open(piece.file) as stream:
                block = BlockReader(stream, self._layout, BLOCK).read(piece.offset)
            return [] if block is None else self._rows_of(block, at, aside, piece.number)
        wanted, rows = set(at.tolist()), []
        for index, (line, cells, _, _) in enumerate(aside.records(piece.offset)):
            if index in wanted:
                rows.append(RawRow(piece.number + index, line, cells))
            if len(rows) == len(wanted):
                break
        return rows
