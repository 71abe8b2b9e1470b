"""A split: records of a table that begin in a range of bytes of one file, and the scan of it.

A scan needs a task, which says what is to be known of the table, and can be sent to another process
or machine. It does not know where its records are in the table: numbers and lines count from 0, and
`merging.py` adds what lies before.
"""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterable, Sequence
from copy import copy
from typing import IO, Any, NamedTuple

from pincite.tables.content import TableFault
from pincite.tables.parts import Part, RawRow
from pincite.tables.passes import Counts, Finding, Plan, compile_readers
from pincite.tables.reader import OpenTable, ignore
from pincite.tables.row_check import Fault, Reference, Uniqueness, is_far
from pincite.tables.sieves import sieve_named
from pincite.tables.sieves.blocks import (
    Hashes,
    Memory,
    Position,
    Stretch,
    StretchScan,
)
from pincite.tables.splits.references import (
    Far,
    Lacks,
    can_be_far,
    far_references,
    known_references,
    lacks_of,
    near_plan,
)


class Split(NamedTuple):
    """Records of a part, by its number from 0, that begin from one byte up to another, or its end.

    A record that goes on up to the byte `limit` is left out: a split may begin inside of a quoted
    cell, and would take the rest of the file for one record.
    """

    part: int
    begin: int
    end: int | None = None
    limit: int | None = None


class Row(NamedTuple):
    """A row that has a fault; number and line count from the beginning of its split."""

    number: int
    line: int | None
    cells: list[Any]
    fault: str | None


class Scanned(NamedTuple):
    """What a scan of a split found.

    `end` is the byte where the next record begins. `faults` are those of rows, by their index in
    `rows`; `hashes` are those of each key by piece, a piece being its first byte, the lines and
    records before it, and its bytes. `held` are the keys that others refer to. `stopped` is what
    a TableFault had to say that ended it; `is_cut` says that there were more faults than wanted.
    """

    end: int
    counts: tuple[int, int]  # rows, cells
    lines: int
    rows: Sequence[Row]
    faults: Sequence[tuple[int, Fault]]
    pieces: Sequence[tuple[int, int, int, int]]
    hashes: Sequence[Sequence[Hashes]]
    held: Sequence[Any]
    bad_line: int | None
    stopped: tuple[str, str, int | None] | None = None
    is_cut: bool = False


class Task:
    """What a scan has to know of its table: files, schema, dialect, keys, and keys of others."""

    def __init__(self, table: OpenTable, plan: Plan, layout: Any, sieve: Any, most: int | None):
        """At most `most` faults of a split are wanted, None for all; Parquet has no layout.

        `sieve` is that of `near_plan` of the plan, for references to far keys are not sent.
        """
        content = table.content
        self.locations = tuple(content.location(path) for path in content.paths)
        self.layout = layout
        self._most = most
        self.sieve_name: str = sieve.name
        self._secret: bytes | None = sieve.secret
        self._schema = table.schema, tuple(table.read_fields), table.cell_reader
        self._sieve: Any = sieve
        self._content: Any = content
        references = tuple(reference.without_hints() for reference in plan.references)
        whole = Plan(plan.fields, plan.readers, plan.missing, plan.keys, references, plan.kept)
        self.far = far_references(plan)  # in the process that merges; others do not have their keys
        self.kept = len(plan.kept)
        self.is_portable = can_be_far(plan)
        self._references = references
        self._plan: Any = near_plan(whole)

    def __getstate__(self) -> dict[str, Any]:
        """For another process, which makes readers and sieve itself."""
        plan: Plan = self._plan
        keys = tuple(Uniqueness(key.code, key.on) for key in plan.keys)
        bare = Plan(plan.fields, (), plan.missing, keys, plan.references, plan.kept)
        references = tuple(map(_sent, self._references))
        sent = {"_plan": bare, "_references": references, "far": [], "_sieve": None}
        return {**vars(self), **sent, "_content": None}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        bare: Plan = self._plan
        schema, fields, reader = self._schema
        readers = compile_readers(fields, schema, reader)
        self._plan = Plan(bare.fields, readers, bare.missing, bare.keys, bare.references, bare.kept)
        self._sieve = self._sieve_of(self._plan)

    def _sieve_of(self, plan: Plan) -> Any:
        return sieve_named(self.sieve_name, self.layout, plan, self._secret)

    @property
    def sieve(self) -> Any:
        """What scans copy, and results are merged with."""
        return self._sieve

    def size(self, part: int) -> int:
        """The bytes of a part, by its number."""
        location = self.locations[part]
        assert location is not None  # see can_split
        return location.size

    def open(self, part: int) -> IO[bytes]:
        """The bytes of a part, by its number. Raises CannotRun for a file that has changed."""
        if self._content is not None:
            stream: IO[bytes] = self._content.open(self._content.paths[part])
            return stream
        location = self.locations[part]
        assert location is not None  # see can_split
        return location.open()

    def scan(self, split: Split, lacks: Lacks | None = None) -> Scanned:
        """See `scan_split`; `lacks` are keys that far ones lack, none for a scan without these.

        Where they are not given they are asked for, which only the process that merges can do.
        """
        first = self._scanned(split, self._plan, self._sieve.fresh())
        own = first.held[self.kept :]
        if lacks is None:
            lacks = lacks_of(self.far, own)
        if not any(lacks):
            return first
        known = known_references(self._references, own, lacks)
        plan = self._plan.replace(references=known)
        return self._scanned(split, plan, self._sieve_of(plan))

    def _scanned(self, split: Split, plan: Plan, sieve: Any) -> Scanned:
        """What one scan of a split finds; the sieve has kept nothing yet."""
        part = Part("")
        counts = Counts()
        memory = Memory(len(plan.keys), counts)
        stretch = Stretch(part, Position(split.begin, 0), 0, split.end, split.limit)
        scan = StretchScan(stretch, self.layout.dialect, sieve, plan, memory, ignore)
        with self.open(split.part) as stream:
            found = Found.of(scan.findings(_limited(stream, split.limit)), self._most)
        return found.scanned(scan.at.offset, scan.at.line, memory, sieve, part.bad_line)


def scan_split(task: Task, split: Split) -> Scanned:
    """What is wrong in the records of a split, and what is to be known of them for the whole table.

    Raises CannotRun where a file has changed since the table was opened.
    """
    return task.scan(split)


class Packed(NamedTuple):
    """A task to be sent, and a token by which a process knows that it has it already."""

    token: bytes
    data: bytes

    @classmethod
    def of(cls, task: Any) -> Packed:
        """Pack a task: it has a method `scan` from a piece of work to what was found."""
        return cls(os.urandom(16), pickle.dumps(task, pickle.HIGHEST_PROTOCOL))


_tasks: dict[bytes, Any] = {}  # of this process: to make a sieve takes longer than a small split
MAX_TASKS = 4


def _sent(reference: Reference) -> Reference:
    """A reference as it is sent, without far keys."""
    sent = copy(reference)
    if is_far(reference.held):
        sent.held = Far()
    return sent


def scan_packed(packed: Packed, piece: Any, *more: Any) -> Any:
    """Scan a split, or another piece of work, in a process that may not know the task yet.

    `more` is given to the task too, see Task.scan.

    Raises CannotRun, OSError and ImportError where the files or the sieve are not there.
    """
    task = _tasks.get(packed.token)
    if task is None:
        task = pickle.loads(packed.data)
        while len(_tasks) >= MAX_TASKS:
            _tasks.pop(next(iter(_tasks)), None)
        _tasks[packed.token] = task
    return task.scan(piece, *more)


class Found:
    """Faults and their rows, each row once, and what ended the scan that found them."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._faults: list[tuple[int, Fault]] = []
        self._last: RawRow | None = None
        self._stopped: tuple[str, str, int | None] | None = None
        self._is_cut = False

    @classmethod
    def of(cls, findings: Iterable[Finding], most: int | None) -> Found:
        """All that a scan finds, but for what follows one more fault than `most`."""
        found = cls()
        try:
            for finding in findings:
                found._add(finding)
                if most is not None and len(found._faults) > most:
                    found._is_cut = True
                    break
        except TableFault as fault:
            found._stopped = fault.code, str(fault), fault.line
        return found

    def _add(self, finding: Finding) -> None:
        row = finding.row
        if row is not self._last:
            self._rows.append(Row(row.number, row.line, row.cells, row.fault))
            self._last = row
        self._faults.append((len(self._rows) - 1, finding.fault))

    def scanned(
        self, end: int, lines: int, memory: Memory, sieve: Any, bad_line: int | None = None
    ) -> Scanned:
        """The result of the scan, see Scanned; `memory` and `sieve` are what it used."""
        counts = memory.counts.rows, memory.counts.cells
        pieces = [(piece.offset, piece.line, piece.number, piece.size) for piece in memory.pieces]
        found = self._rows, self._faults, pieces, memory.hashes, sieve.held
        return Scanned(end, counts, lines, *found, bad_line, self._stopped, self._is_cut)


def _limited(stream: IO[bytes], limit: int | None) -> IO[bytes]:
    return stream if limit is None else io.BufferedReader(_Limited(stream, limit), 2**16)


class _Limited(io.RawIOBase):
    """The first bytes of a stream."""

    def __init__(self, stream: IO[bytes], limit: int):
        self._stream, self._limit = stream, limit

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        data = self._stream.read(max(0, min(len(view), self._limit - self._stream.tell())))
        view[: len(data)] = data
        return len(data)
