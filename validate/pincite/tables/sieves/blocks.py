"""A table read block by block: through a sieve, and what that doubts through the exact pass.

A sieve takes a block of bytes and gives back how many of them are whole and regular records, which
of those are suspect, and hashes of their keys. Irregular stretches are read record by record.
"""

import codecs
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
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
    """What chooses the rows that the exact pass looks at; `block` bytes are read at a time.

    `secret` is what the hashes of keys are made with; None is for that of this process.
    """

    name: str
    secret: bytes | None

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

    def fresh(self) -> "Sieve":
        """A sieve of the same rules that has kept no key yet."""
        ...

    @property
    def held(self) -> list[Any]:
        """The keys that were kept, for each that the plan wants kept."""
        ...

    def unite(self, held: Sequence[Any]) -> None:
        """Keep what another sieve of the same rules holds."""
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
    """Records that were read exactly, their bytes and lines, and what ended them, if anything.

    `is_cut` says that another record follows, which goes on beyond what may be read.
    """

    rows: list[RawRow]
    bytes: int
    lines: int
    fault: TableFault | None
    is_cut: bool = False


class Memory:
    """What was looked at: counts, pieces, and for each key the hashes of each piece's records."""

    def __init__(self, keys: int, counts: Counts):
        self.counts = counts
        self.pieces: list[Piece] = []
        self.hashes: list[list[Hashes]] = [[] for _ in range(keys)]


class Stretch(NamedTuple):
    """A stretch of a part: where its first record begins, and the number of that record.

    It goes up to the byte `end`, or the end of the file. A record that goes on up to the byte
    `limit` is not looked at.
    """

    part: Part
    at: Position
    number: int
    end: int | None = None
    limit: int | None = None


class RowScan:
    """Judges rows exactly; `memory` gets what it looked at, `number` is that of the next row."""

    def __init__(self, number: int, sieve: Sieve, plan: Plan, memory: Memory):
        self.number = number
        self._sieve = sieve
        self._plan = plan
        self._memory = memory

    def exactly(self, rows: Sequence[RawRow]) -> Iterator[Finding]:
        """All faults of rows and of their references, in their order; not of repeated keys."""
        hashes = [array("Q", bytes(8 * len(rows))) for _ in self._plan.keys]
        self._remember(hashes, len(rows))
        yield from self._judge(rows, range(len(rows)), hashes)

    def _remember(self, hashes: Sequence[Hashes], rows: int) -> None:
        for known, part in zip(self._memory.hashes, hashes, strict=True):
            known.append(part)
        self._memory.counts.rows += rows
        self.number += rows

    def _judge(
        self, rows: Sequence[RawRow], at: Sequence[int], hashes: Sequence[Hashes]
    ) -> Iterator[Finding]:
        """What the exact pass says of some rows; their keys' hashes are put right, and kept."""
        reads = [read_row(row, self._plan.readers) for row in rows]
        for row, read in zip(rows, reads, strict=True):
            self._memory.counts.cells += len(row.cells)
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


class StretchScan(RowScan):
    """Scans the records that begin in a stretch.

    `at` is where the next record begins. `gave_up` says that this is one which goes on up to the
    limit.
    """

    def __init__(
        self,
        stretch: Stretch,
        dialect: Dialect,
        sieve: Sieve,
        plan: Plan,
        memory: Memory,
        advance: Callable[[int], object],
    ):
        super().__init__(stretch.number, sieve, plan, memory)
        self.at = stretch.at
        self.gave_up = False
        self._stretch = stretch
        self._dialect = dialect
        self._advance = advance

    def findings(self, stream: IO[bytes]) -> Iterator[Finding]:
        """All faults of cells and rows in their order, and of references; not of repeated keys."""
        block, end, limit = self._sieve.block, self._stretch.end, self._stretch.limit
        size, run = block, RUN
        while not self.gave_up and (end is None or self.at.offset < end):
            stream.seek(self.at.offset)
            wanted = size if end is None else min(size, end - self.at.offset)
            chunk = stream.read(wanted)
            if not chunk:
                return
            sifted = self._sieve.sift(chunk, is_last=len(chunk) < wanted)
            begin = self.at.offset
            if sifted.consumed:
                piece = self._piece(sifted.consumed)
                self.at = Position(begin + sifted.consumed, self.at.line + sifted.lines)
                yield from self._block(piece, chunk, sifted)
            # A record that is not regular ends a block early, and more may follow: to read a
            # long block behind each of them would be to read the file many times over.
            is_whole = 2 * sifted.consumed > len(chunk)
            size = min(2 * size, block) if is_whole else min(max(size // 2, MIN_BLOCK), block)
            if not is_whole:
                run = RUN if sifted.consumed else min(2 * run, MAX_RUN)
                done = read_run(self._piece(0), stream, self._dialect, run, end, limit)
                self.at = Position(self.at.offset + done.bytes, self.at.line + done.lines)
                self.gave_up = done.is_cut
                yield from self.exactly(done.rows)
                if done.fault is not None:
                    raise done.fault
            self._advance(self.at.offset - begin)

    def _piece(self, size: int) -> Piece:
        piece = Piece(self._stretch.part, self.at.offset, self.at.line, self.number, size)
        self._memory.pieces.append(piece)
        return piece

    def _block(self, piece: Piece, chunk: bytes, sifted: Sifted) -> Iterator[Finding]:
        self._remember(sifted.hashes, sifted.records)
        suspects = sifted.suspects
        self._memory.counts.cells += (sifted.records - len(suspects)) * len(self._plan.fields)
        if suspects:
            rows = cut_suspects(piece, chunk, suspects, self._dialect)
            yield from self._judge(rows, [found.at for found in suspects], sifted.hashes)


def read_run(
    piece: Piece,
    stream: IO[bytes],
    dialect: Dialect,
    most: int,
    end: int | None = None,
    limit: int | None = None,
) -> Run:
    """Records from where a piece begins, read exactly, at most so many."""
    rows: list[RawRow] = []
    stream.seek(piece.offset)
    records = TextRecords(stream, "utf-8", dialect, counts_bytes=True)
    fault, is_cut, size, lines = None, False, 0, 0
    try:
        for number, line, cells, note in records:
            if limit is not None and piece.offset + records.bytes >= limit:
                is_cut = True
                break
            size, lines = records.bytes, records.lines
            own_line = piece.line + line + 1
            rows.append(RawRow(piece.number + number, own_line, cells, piece.part, note))
            if len(rows) == most or (end is not None and piece.offset + size >= end):
                break
    except TableFault as error:
        error.path, error.line = piece.part.path, piece.line + (error.line or 0) + 1
        fault, size, lines = error, records.bytes, records.lines
    finally:
        bad, part = records.bad_line, piece.part
        if bad is not None and part.bad_line is None and not (is_cut and bad >= lines):
            part.bad_line = piece.line + bad + 1
        records.close()
    return Run(rows, size, lines, fault, is_cut)


def cut_suspects(
    piece: Piece, chunk: bytes, suspects: Sequence[Suspect], dialect: Dialect
) -> list[RawRow]:
    """Some records of a block, as the exact reader gives them."""
    texts = [chunk[found.begin : found.end] for found in suspects]
    lines = [piece.line + found.line + 1 for found in suspects]
    _look_for_bad_bytes(piece.part, texts, lines)
    records = TextRecords(BytesIO(b"\n".join([*texts, b""])), "utf-8", dialect)
    return [
        RawRow(piece.number + found.at, line, record.cells, piece.part, record.fault)
        for found, line, record in zip(suspects, lines, records, strict=True)
    ]


def _look_for_bad_bytes(part: Part, texts: Sequence[bytes], lines: Sequence[int]) -> None:
    for text, line in zip(texts, lines, strict=True):
        if part.bad_line is not None:
            return
        if not text.isascii():
            try:
                text.decode("utf-8")
            except UnicodeDecodeError as error:
                part.bad_line = line + line_ends(text[: error.start])


Again = Iterator[tuple[Piece, Sequence[int]]]  # pieces in their order, indexes of their records


def repeated_places(sieve: Sieve, memory: Memory) -> Iterator[Again]:
    """For each key of the plan, the records whose key more than one row may have."""
    for parts in memory.hashes:
        again = sieve.repeated(parts)
        yield _places(again, memory.pieces, parts) if again else iter(())


def _places(again: set[int], pieces: Sequence[Piece], parts: Sequence[Hashes]) -> Again:
    for piece, part in zip(pieces, parts, strict=True):
        at = [index for index, found in enumerate(part) if found in again]
        if at:
            yield piece, at


Reread = Callable[[Piece, Sequence[int]], Sequence[RawRow]]  # records of a piece


def repeated_findings(plan: Plan, places: Iterable[Again], again: Reread) -> Iterator[Finding]:
    """The faults of keys that more than one row has: the exact pass over those rows alone."""
    for key, found in zip(plan.keys, places, strict=True):
        for piece, at in found:
            for row in again(piece, at):
                values = read_row(row, plan.readers).values
                for fault in key.repeated(row, values):
                    yield Finding(row, fault)


def read_again(
    table: OpenTable, sieve: Sieve, recoded: IO[bytes] | None, piece: Piece, at: Sequence[int]
) -> Sequence[RawRow]:
    """The records of a piece at some indexes, read once more."""
    with open_part(table, piece.part, recoded) as stream:
        if not piece.size:
            rows = read_run(piece, stream, table.dialect, at[-1] + 1).rows
            return [rows[index] for index in at]
        stream.seek(piece.offset)
        chunk = stream.read(piece.size)
    found = sieve.places(chunk, at, is_last=True)
    return cut_suspects(piece, chunk, found, table.dialect)


def open_part(
    table: OpenTable, part: Part, recoded: IO[bytes] | None = None
) -> AbstractContextManager[IO[bytes]]:
    """The bytes of a part, or those of the only one that was `recoded`, which stays open."""
    return table.content.open(part.path) if recoded is None else nullcontext(recoded)


class BlockScan:
    """Scans the parts of one table, which `parts` then holds, one after the other."""

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
        self._advance = advance
        self._memory = Memory(len(plan.keys), counts)

    def findings(self) -> Iterator[Finding]:
        """All faults: those of cells and rows in their order, then those of repeated keys."""
        try:
            for part in self._table.parts():
                self.parts.append(part)
                with open_part(self._table, part, self._recoded) as stream:
                    yield from self._part(part, stream)
        except TableFault:
            yield from self._repeated()
            raise
        else:
            yield from self._repeated()

    def _part(self, part: Part, stream: IO[bytes]) -> Iterator[Finding]:
        offset = part.offset if self._recoded is None else _behind_lines(stream, part.lines)
        stretch = Stretch(part, Position(offset, part.lines), part.before + 1)
        dialect, sieve, plan = self._table.dialect, self._sieve, self._plan
        scan = StretchScan(stretch, dialect, sieve, plan, self._memory, self._advance)
        yield from scan.findings(stream)
        part.read = scan.number - 1 - part.shift

    def _repeated(self) -> Iterator[Finding]:
        places = repeated_places(self._sieve, self._memory)
        again = partial(read_again, self._table, self._sieve, self._recoded)
        yield from repeated_findings(self._plan, places, again)


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
