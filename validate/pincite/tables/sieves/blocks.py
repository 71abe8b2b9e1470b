"""A table read block by block: through a sieve, and what that doubts through the exact pass.

A sieve takes a block of bytes and gives back how many of them are whole and regular records, which
of those are suspect, and hashes of their keys. Irregular stretches are read record by record.
"""

import codecs
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from io import BytesIO, TextIOWrapper
from typing import IO, Any, NamedTuple, Protocol

from pincite.files.store import KEPT_FILE
from pincite.tables.content import TableFault
from pincite.tables.csv_records import TextRecords, line_ends
from pincite.tables.dialect import Dialect
from pincite.tables.passes import Counts, Finding, Plan
from pincite.tables.reader import OpenTable, Part, RawRow
from pincite.tables.row_check import read_row

MIN_BLOCK = 2**14  # where stops are many, shorter blocks are read, since each stop costs one
RUN = 4  # records that are read exactly where a block is not regular; more each time in a row
MAX_RUN = 65_536
BUCKET = 2_000_000  # hashes that are looked at together
Hashes = Any  # array("Q"), one for each record; 0 for a key that clashes with none


class Layout(NamedTuple):
    """How records fall into cells: the dialect, and how many columns there are."""

    dialect: Dialect
    width: int


def layout_of(dialect: Dialect, width: int) -> Layout | None:
    """The layout of a plain dialect, or None where records may fall otherwise."""
    quote = dialect.quote_char
    chars = [dialect.delimiter, *([quote] if quote else [])]
    is_plain = (
        all(len(c) == 1 and c.isascii() and not c.isalnum() and c not in "\r\n" for c in chars)
        and len(set(chars)) == len(chars)
        and dialect.double_quote
        and dialect.escape_char is None
        and not dialect.skip_initial_space
        and dialect.null_sequence is None
        and dialect.comment_char is None
        and not dialect.comment_rows
    )
    return Layout(dialect, width) if is_plain else None


class Suspect(NamedTuple):
    """A record of a block: its index, where it begins and ends in it, the lines before it.

    Its line end is not part of it.
    """

    at: int
    begin: int
    end: int
    line: int


class Sifted(NamedTuple):
    """What a sieve says of a block: bytes consumed, records and lines in them, which are suspect.

    `hashes` are those of each key of the plan by record. No bytes are consumed where the first
    record is not regular, or longer than the block.
    """

    consumed: int
    records: int
    lines: int
    suspects: Sequence[Suspect]
    hashes: Sequence[Hashes]


class Sieve(Protocol):
    """What chooses the rows that the exact pass looks at; `block` bytes are read at a time."""

    @property
    def block(self) -> int:
        """The most bytes that are to be read at a time."""
        ...

    def sift(self, chunk: bytes, *, is_last: bool) -> Sifted:
        """Look at the regular records at the beginning of some bytes, which begin with a record.

        `is_last` says that the file ends with them. The keys of all that is not suspect are kept.
        """
        ...

    def places(self, chunk: bytes, at: Sequence[int], *, is_last: bool) -> Sequence[Suspect]:
        """Where the records of some indexes, in their order, are in bytes that were sifted."""
        ...

    def hashes_of(self, key: int, keys: Sequence[Sequence[Any]]) -> Sequence[int]:
        """The hashes of a key of the plan, by its number, where the exact pass read its values."""
        ...

    def keep(self, rows: Sequence[Sequence[Any]]) -> None:
        """Keep the keys of rows that were read exactly, for the tables that refer to them."""
        ...

    def repeated(self, hashes: Sequence[Hashes]) -> set[int]:
        """The hashes that more than one row has."""
        ...


class Position(NamedTuple):
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


class Run(NamedTuple):
    """Records that were read exactly, their bytes and lines, and what ended them, if anything."""

    rows: list[RawRow]
    bytes: int
    lines: int
    fault: TableFault | None


class BlockScan:
    """Scans the parts of one table, which `parts` then holds."""

    def __init__(
        self,
        table: OpenTable,
        sieve: Sieve,
        plan: Plan,
        counts: Counts,
        advance: Callable[[int], object],
        recoded: IO[bytes] | None = None,
    ):
        """Scan a table of UTF-8, or of another encoding whose only file is `recoded`."""
        self.parts: list[Part] = []
        self._recoded = recoded
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
                with self._open(part) as stream:
                    yield from self._part(part, stream)
                part.read = self._number - 1 - part.shift
        except TableFault:
            yield from self._repeated()
            raise
        else:
            yield from self._repeated()

    def _part(self, part: Part, stream: IO[bytes]) -> Iterator[Finding]:
        self._number = part.before + 1
        block = self._sieve.block
        offset = part.offset if self._recoded is None else _behind_lines(stream, part.lines)
        at, size, run = Position(offset, part.lines), block, RUN
        while True:
            stream.seek(at.offset)
            chunk = stream.read(size)
            if not chunk:
                return
            sifted = self._sieve.sift(chunk, is_last=len(chunk) < size)
            begin = at.offset
            if sifted.consumed:
                piece = self._piece(part, at, sifted.consumed)
                at = Position(begin + sifted.consumed, at.line + sifted.lines)
                yield from self._block(piece, chunk, sifted)
            # A record that is not regular ends a block early, and more may follow: to read a
            # long block behind each of them would be to read the file many times over.
            is_whole = 2 * sifted.consumed > len(chunk)
            size = min(2 * size, block) if is_whole else min(max(size // 2, MIN_BLOCK), block)
            if not is_whole:
                run = RUN if sifted.consumed else min(2 * run, MAX_RUN)
                done = self._run(self._piece(part, at, 0), stream, run)
                at = Position(at.offset + done.bytes, at.line + done.lines)
                yield from self._exactly(done.rows)
                if done.fault is not None:
                    raise done.fault
            self._advance(at.offset - begin)

    def _open(self, part: Part) -> AbstractContextManager[IO[bytes]]:
        if self._recoded is None:
            return self._table.content.open(part.path)
        return nullcontext(self._recoded)

    def _piece(self, part: Part, at: Position, size: int) -> Piece:
        piece = Piece(part, at.offset, at.line, self._number, size)
        self._pieces.append(piece)
        return piece

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
        hashes = [array("Q", bytes(8 * len(rows))) for _ in self._hashes]
        self._remember(hashes, len(rows))
        yield from self._judge(rows, range(len(rows)), hashes)

    def _block(self, piece: Piece, chunk: bytes, sifted: Sifted) -> Iterator[Finding]:
        self._remember(sifted.hashes, sifted.records)
        suspects = sifted.suspects
        self._counts.cells += (sifted.records - len(suspects)) * len(self._plan.fields)
        if suspects:
            rows = self._cut(piece, chunk, suspects)
            yield from self._judge(rows, [found.at for found in suspects], sifted.hashes)

    def _remember(self, hashes: Sequence[Hashes], rows: int) -> None:
        for known, part in zip(self._hashes, hashes, strict=True):
            known.append(part)
        self._counts.rows += rows
        self._number += rows

    def _cut(self, piece: Piece, chunk: bytes, suspects: Sequence[Suspect]) -> list[RawRow]:
        """Some records of a block, as the exact reader gives them."""
        texts = [chunk[found.begin : found.end] for found in suspects]
        lines = [piece.line + found.line + 1 for found in suspects]
        self._look_for_bad_bytes(piece.part, texts, lines)
        records = TextRecords(BytesIO(b"\n".join([*texts, b""])), "utf-8", self._table.dialect)
        return [
            RawRow(piece.number + found.at, line, record.cells, piece.part, record.fault)
            for found, line, record in zip(suspects, lines, records, strict=True)
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

    def _judge(
        self, rows: list[RawRow], at: Sequence[int], hashes: Sequence[Hashes]
    ) -> Iterator[Finding]:
        """What the exact pass says of some rows; their keys' hashes are put right, and kept."""
        reads = [read_row(row, self._plan.readers) for row in rows]
        for row, read in zip(rows, reads, strict=True):
            self._counts.cells += len(row.cells)
            for fault in read.faults:
                yield Finding(row, fault)
            for fault in self._plan.key_faults(read):
                yield Finding(row, fault)
        for number, (key, part) in enumerate(zip(self._plan.keys, hashes, strict=True)):
            columns = key.on.columns
            keys = [[read.values[column] for column in columns] for read in reads]
            for index, found in zip(at, self._sieve.hashes_of(number, keys), strict=True):
                part[index] = found
        self._sieve.keep([read.values for read in reads])

    def _repeated(self) -> Iterator[Finding]:
        """The faults of keys that more than one row has: the exact pass over those rows alone."""
        for key, parts in zip(self._plan.keys, self._hashes, strict=True):
            again = self._sieve.repeated(parts)
            if not again:
                continue
            for piece, part in zip(self._pieces, parts, strict=True):
                if again.isdisjoint(part):
                    continue
                at = [index for index, found in enumerate(part) if found in again]
                for row in self._rows_again(piece, at):
                    values = read_row(row, self._plan.readers).values
                    for fault in key.repeated(row, values):
                        yield Finding(row, fault)

    def _rows_again(self, piece: Piece, at: Sequence[int]) -> list[RawRow]:
        """The records of a piece at some indexes, read once more."""
        with self._open(piece.part) as stream:
            if not piece.size:
                rows = self._run(piece, stream, at[-1] + 1).rows
                return [rows[index] for index in at]
            stream.seek(piece.offset)
            chunk = stream.read(piece.size)
        return self._cut(piece, chunk, self._sieve.places(chunk, at, is_last=True))


def recoded(stream: IO[bytes], encoding: str) -> IO[bytes] | None:
    """What a file holds as UTF-8, None where some bytes are not of its encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    from tempfile import SpooledTemporaryFile

    out: IO[bytes] = SpooledTemporaryFile(KEPT_FILE)  # noqa: SIM115 - the caller's
    try:
        while step := stream.read(2**20):
            out.write(decoder.decode(step).encode())
        out.write(decoder.decode(b"", final=True).encode())
    except UnicodeError:
        out.close()
        return None
    return out


def _behind_lines(stream: IO[bytes], lines: int) -> int:
    """Where a stream of UTF-8 is behind some lines, in bytes."""
    stream.seek(0)
    text = TextIOWrapper(stream, "utf-8", newline="")
    size = sum(len(text.readline().encode()) for _ in range(lines))
    text.detach()
    return size


def repeated_hashes(parts: Sequence[Hashes]) -> set[int]:
    """The hashes that more than one row has; 0 is none. Looked at in buckets, to bound memory."""
    mask = (1 << max(0, (sum(map(len, parts)) // BUCKET).bit_length())) - 1
    again: set[int] = set()
    for bucket in range(mask + 1):
        seen: set[int] = set()
        for part in parts:
            some = [found for found in part if found & mask == bucket] if mask else part
            fresh = set(some)
            if len(fresh) < len(some):
                again.update(found for found, times in Counter(some).items() if times > 1)
            again |= seen & fresh
            seen |= fresh
    return again - {0}
