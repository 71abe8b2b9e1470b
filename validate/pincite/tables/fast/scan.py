"""The fast pass over a table: block by block through a sieve, suspects to the exact pass.

A sieve takes a block of bytes and gives back how many of them are whole and regular records, which
of those are suspect, and hashes of their keys. What it passes is clean for certain; it knows no
words for faults. What is not regular is read exactly, record by record, until it is regular again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from typing import IO, Any, NamedTuple, Protocol, TypeAlias

import numpy as np

from pincite.tables.content import TableFault
from pincite.tables.csv_records import TextRecords, line_ends
from pincite.tables.passes import Counts, Finding, Plan
from pincite.tables.reader import OpenTable, Part, RawRow
from pincite.tables.row_check import read_row

Hashes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint64]]"
BUCKET = 2_000_000  # hashes that are sorted at a time
BLOCK = 8 * 2**20  # most bytes read at a time; fits the caches of today's processors
MIN_BLOCK = 2**17  # where stops are many, shorter blocks are read, since each stop costs one
RUN = 4  # records that are read exactly where a block is not regular; more each time in a row
MAX_RUN = 65_536


class Suspects(NamedTuple):
    """Records of a block: their indexes, where they begin and end in it, the lines before them.

    All are arrays of integers; a record's line end is not part of it.
    """

    at: Any
    begins: Any
    ends: Any
    lines: Any


class Sifted(NamedTuple):
    """What a sieve says of a block: bytes consumed, records and lines in them, which are suspect.

    `hashes` are those of each key of the plan by record, 0 for a key that clashes with none. No
    bytes are consumed where the first record is not regular, or longer than the block.
    """

    consumed: int
    records: int
    lines: int
    suspects: Suspects
    hashes: Sequence[Hashes]


class Sieve(Protocol):
    """What chooses the rows that the exact pass looks at; `kept` are keys for other tables."""

    @property
    def kept(self) -> Sequence[Any]:
        """The keys that other tables refer to, for each key that the plan wants kept."""
        ...

    @property
    def keys(self) -> Sequence[Any]:
        """What hashes the keys that must not repeat, for each of the plan's."""
        ...

    def sift(self, chunk: bytes, *, is_last: bool) -> Sifted:
        """Look at the regular records at the beginning of some bytes, which begin with a record.

        `is_last` says that the file ends with them. The keys of all that is not suspect are kept.
        """
        ...

    def places(self, chunk: bytes, at: Any, *, is_last: bool) -> Suspects:
        """Where the records of some indexes are in bytes that were sifted before."""
        ...

    def learn(self, rows: Sequence[Sequence[Any]]) -> None:
        """Prepare answers for the values of rows that are to be read exactly."""
        ...


class _Position(NamedTuple):
    """A place in a file, as the bytes and lines before it."""

    offset: int
    line: int


class Piece(NamedTuple):
    """What was looked at at once: the bytes and lines before it, its first record, its bytes.

    It has no bytes where it was read record by record.
    """

    part: Part
    offset: int
    line: int
    number: int
    size: int


class FastScan:
    """Scans the parts of one table, which `parts` then holds."""

    def __init__(
        self,
        table: OpenTable,
        sieve: Sieve,
        plan: Plan,
        counts: Counts,
        advance: Callable[[int], object],
    ):
        self.parts: list[Part] = []
        self._table = table
        self._sieve = sieve
        self._plan = plan
        self._counts = counts
        self._advance = advance
        self._pieces: list[Piece] = []
        self._hashes: list[list[Hashes]] = [[] for _ in plan.keys]
        self._number = 1

    def findings(self) -> Iterator[Finding]:
        """All faults: those of cells and rows in their order, then those of repeated keys."""
        try:
            for part in self._table.parts():
                self.parts.append(part)
                with self._table.content.open(part.path) as stream:
                    yield from self._part(part, stream)
                part.read = self._number - 1 - part.shift
        except TableFault:
            yield from self._repeated()
            raise
        else:
            yield from self._repeated()

    def _part(self, part: Part, stream: IO[bytes]) -> Iterator[Finding]:
        self._number = part.before + 1
        at, size, run = _Position(part.offset, part.lines), BLOCK, RUN
        with ThreadPoolExecutor(1) as pool:
            ahead = self._submit(pool, stream, at.offset, size)
            while (loaded := ahead.result()) is not None:
                chunk, sifted = loaded
                begin = at.offset
                if sifted.consumed:
                    piece = self._piece(part, at, sifted.consumed)
                    at = _Position(begin + sifted.consumed, at.line + sifted.lines)
                # A record that is not regular ends a block early, and more may follow: to read a
                # long block behind each of them would be to read the file many times over.
                is_whole = 2 * sifted.consumed > len(chunk)
                size = min(2 * size, BLOCK) if is_whole else min(max(size // 2, MIN_BLOCK), BLOCK)
                if is_whole:
                    ahead = self._submit(pool, stream, at.offset, size)
                if sifted.consumed:
                    yield from self._block(piece, chunk, sifted)
                if not is_whole:
                    run = RUN if sifted.consumed else min(2 * run, MAX_RUN)
                    done = self._run(self._piece(part, at, 0), stream, run)
                    at = _Position(at.offset + done.bytes, at.line + done.lines)
                    yield from self._exactly(done.rows)
                    if done.fault is not None:
                        raise done.fault
                    ahead = self._submit(pool, stream, at.offset, size)
                self._advance(at.offset - begin)

    def _piece(self, part: Part, at: _Position, size: int) -> Piece:
        piece = Piece(part, at.offset, at.line, self._number, size)
        self._pieces.append(piece)
        return piece

    def _submit(
        self, pool: ThreadPoolExecutor, stream: IO[bytes], offset: int, size: int
    ) -> Future[tuple[bytes, Sifted] | None]:
        """Read and sift the block at an offset, beside what is done with the one before."""

        def load() -> tuple[bytes, Sifted] | None:
            stream.seek(offset)
            chunk = stream.read(size)
            is_last = len(chunk) < size
            return (chunk, self._sieve.sift(chunk, is_last=is_last)) if chunk else None

        return pool.submit(load)

    def _run(self, piece: Piece, stream: IO[bytes], most: int) -> Run:
        """Records that no block holds, read exactly, at most so many."""
        rows: list[RawRow] = []
        stream.seek(piece.offset)
        records = TextRecords(stream, "utf-8", self._table.dialect, counts_bytes=True)
        fault = None
        try:
            for number, line, cells, note in records:
                own_line = piece.line + line + 1
                rows.append(RawRow(piece.number + number, own_line, cells, piece.part, note))
                if len(rows) == most:
                    break
        except TableFault as error:
            error.path, error.line = piece.part.path, piece.line + (error.line or 0) + 1
            fault = error
        finally:
            if records.bad_line is not None and piece.part.bad_line is None:
                piece.part.bad_line = piece.line + records.bad_line + 1
            records.close()
        return Run(rows, records.bytes, records.lines, fault)

    def _exactly(self, rows: list[RawRow]) -> Iterator[Finding]:
        hashes = [np.zeros(len(rows), np.uint64) for _ in self._hashes]
        self._remember(hashes, len(rows))
        yield from self._judge(rows, np.arange(len(rows)), hashes)

    def _block(self, piece: Piece, chunk: bytes, sifted: Sifted) -> Iterator[Finding]:
        self._remember(sifted.hashes, sifted.records)
        suspects = sifted.suspects
        self._counts.cells += (sifted.records - len(suspects.at)) * len(self._plan.fields)
        if len(suspects.at):
            yield from self._judge(self._cut(piece, chunk, suspects), suspects.at, sifted.hashes)

    def _remember(self, hashes: Sequence[Hashes], rows: int) -> None:
        for known, part in zip(self._hashes, hashes, strict=True):
            known.append(part)
        self._counts.rows += rows
        self._number += rows

    def _cut(self, piece: Piece, chunk: bytes, suspects: Suspects) -> list[RawRow]:
        """Some records of a block, as the exact reader gives them."""
        bounds = zip(suspects.begins.tolist(), suspects.ends.tolist(), strict=True)
        texts = [chunk[begin:end] for begin, end in bounds]
        lines = (suspects.lines + piece.line + 1).tolist()
        self._look_for_bad_bytes(piece.part, texts, lines)
        joined = BytesIO(b"\n".join([*texts, b""]))
        records = TextRecords(joined, "utf-8", self._table.dialect)
        numbers = (np.asarray(suspects.at) + piece.number).tolist()
        return [
            RawRow(number, line, record.cells, piece.part, record.fault)
            for number, line, record in zip(numbers, lines, records, strict=True)
        ]

    @staticmethod
    def _look_for_bad_bytes(part: Part, texts: Sequence[bytes], lines: Sequence[int]) -> None:
        for text, line in zip(texts, lines, strict=True):
            if part.bad_line is not None:
                return
            if not text.isascii():
                try:
                    text.decode("utf-8")
                except UnicodeDecodeError as error:
                    part.bad_line = line + line_ends(text[: error.start])

    def _judge(self, rows: list[RawRow], at: Any, hashes: Sequence[Hashes]) -> Iterator[Finding]:
        """What the exact pass says of some rows; their keys' hashes are put right, and kept."""
        reads = [read_row(row, self._plan.readers) for row in rows]
        values = [read.values for read in reads]
        self._sieve.learn(values)
        for row, read in zip(rows, reads, strict=True):
            self._counts.cells += len(row.cells)
            for fault in read.faults:
                yield Finding(row, fault)
            for fault in self._plan.key_faults(read):
                yield Finding(row, fault)
        for key, known, part in zip(self._plan.keys, self._sieve.keys, hashes, strict=True):
            columns = key.on.columns
            keys = [[read.values[column] for column in columns] for read in reads]
            part[at] = known.hashes_of(keys)
        for kept in self._sieve.kept:
            kept.add_values(values)

    def _repeated(self) -> Iterator[Finding]:
        """The faults of keys that more than one row has: the exact pass over those rows alone."""
        for key, parts in zip(self._plan.keys, self._hashes, strict=True):
            again = repeated_hashes(parts)
            if not len(again):
                continue
            for piece, part in zip(self._pieces, parts, strict=True):
                at = np.flatnonzero(np.isin(part, again))
                for row in self._rows_again(piece, at) if len(at) else ():
                    values = read_row(row, self._plan.readers).values
                    for fault in key.repeated(row, values):
                        yield Finding(row, fault)

    def _rows_again(self, piece: Piece, at: Any) -> list[RawRow]:
        """The records of a piece at some indexes, read once more."""
        with self._table.content.open(piece.part.path) as stream:
            if not piece.size:
                rows = self._run(piece, stream, int(at[-1]) + 1).rows
                return [rows[index] for index in at.tolist()]
            stream.seek(piece.offset)
            chunk = stream.read(piece.size)
        return self._cut(piece, chunk, self._sieve.places(chunk, at, is_last=True))


class Run(NamedTuple):
    """Records that were read exactly, their bytes and lines, and what ended them, if anything."""

    rows: list[RawRow]
    bytes: int
    lines: int
    fault: TableFault | None


def repeated_hashes(parts: Sequence[Hashes]) -> Hashes:
    """The hashes that more than one row has, sorted; 0 is none."""
    total = sum(map(len, parts))
    bits = max(0, (total // BUCKET).bit_length())
    found = []
    for bucket in range(1 << bits):
        some = [part[part >> np.uint64(64 - bits) == bucket] if bits else part for part in parts]
        hashes = np.concatenate([*some, np.empty(0, np.uint64)])
        hashes.sort()
        again = hashes[1:][hashes[1:] == hashes[:-1]]
        found.append(np.unique(again[again != 0]))
    return np.concatenate(found)
