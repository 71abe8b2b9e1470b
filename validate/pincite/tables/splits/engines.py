"""A table by its splits, and what scans them: threads, processes of this machine, an executor.

The native sieve runs in threads, for it does not hold the interpreter's lock; the sieve of columns
in processes. An executor of any kind is given what it can send to wherever it works.
"""

from __future__ import annotations

import os
import warnings
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from copy import copy
from itertools import islice
from typing import Any, Protocol

from pincite.report import CannotRun
from pincite.report.progress import Advance
from pincite.tables import passes
from pincite.tables.content import TableFault
from pincite.tables.parts import Part, RawRow
from pincite.tables.passes import Counts, Finding, Plan
from pincite.tables.reader import OpenTable
from pincite.tables.row_check import Key, Uniqueness
from pincite.tables.sieves import NATIVE, has_texts, sieve_for
from pincite.tables.sieves.blocks import (
    Again,
    Layout,
    Memory,
    Piece,
    Sieve,
    read_again,
    repeated_places,
)
from pincite.tables.splits.merging import Merged, MergedInOrder, TooMany, merge
from pincite.tables.splits.planning import plan_splits
from pincite.tables.splits.references import near_plan
from pincite.tables.splits.scanning import Packed, Scanned, Split, Task, scan_packed

SECRET = 32  # bytes of what the hashes of keys are made with
MIN_SPLIT = 2**22  # bytes; smaller ones do not repay what it costs to plan and merge them
MIN_SENT = 2**24  # of those that an executor sends to another process, perhaps far away
MAX_SPLIT = 2**26
MIN_SHARE = 2**12  # citations
MIN_SHARED = 2**15  # citations: to look at fewer takes hardly longer than to start processes
MAX_SHARE = 2**13
SPLITS_OF_JOB = 4  # so many are planned for each: some take longer than others
WAITING = 4  # splits that may be under way, or done and not merged, for each job
MAX_JOBS = 1024
UNGUARDED = (
    "jobs that are processes begin by importing the program: validate behind"
    " `if __name__ == '__main__':`"
)
UNKNOWN_JOBS = 64  # of an executor that does not say how many it does at once


class Engine(Protocol):
    """What scans splits of tables, and looks at shares of citations."""

    def step(self, size: int) -> int:
        """How many bytes a split of a table of some bytes is to have; as many: it stays whole."""
        ...

    def scan(self, task: Task, splits: Sequence[Split]) -> Iterator[Scanned]:
        """The results of splits, in their order."""
        ...

    def places(self, sieve: Sieve, memory: Memory) -> Iterable[Again]:
        """For each key of the plan the records whose key may repeat, see `repeated_places`."""
        ...

    def unite(self, sieve: Sieve, held: Any) -> None:
        """Take the keys that others refer to, as a result holds them that is merged."""
        ...

    def held(self, sieve: Sieve) -> Sequence[Container[Key]]:
        """All of these keys, when the table is merged."""
        ...

    def share(self, count: int) -> int:
        """How many of so many citations a share is to have; as many: they stay whole."""
        ...

    def run(self, task: Any, shares: Iterable[Any]) -> Iterator[Any]:
        """The results of `task.scan` for shares, in their order."""
        ...


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):  # of a container these may be fewer than the machine has
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Jobs(AbstractContextManager["Jobs"]):
    """An engine of so many jobs at once, or of an executor, which is the caller's to shut down."""

    def __init__(self, jobs: int, executor: Executor | None = None):
        """0 jobs are one on each core."""
        self._jobs = min(jobs or cores(), MAX_JOBS)
        self._executor = executor
        self._own: dict[str, Executor] = {}
        if executor is not None:
            stated = getattr(executor, "_max_workers", None)
            self._jobs = stated if isinstance(stated, int) else UNKNOWN_JOBS

    def __exit__(self, *_: object) -> None:
        for pool in self._own.values():
            pool.shutdown(cancel_futures=True)

    def step(self, size: int) -> int:
        """See Engine; at least MIN_SPLIT or MIN_SENT, at most MAX_SPLIT."""
        if self._jobs < 2 and self._executor is None:
            return size
        least = MIN_SPLIT if self._executor is None else MIN_SENT
        return min(max(size // (SPLITS_OF_JOB * self._jobs) + 1, least), MAX_SPLIT)

    def scan(self, task: Task, splits: Sequence[Split]) -> Iterator[Scanned]:
        """See Engine. A split whose worker failed is scanned here, as all are for one job."""
        if self._jobs == 1 and self._executor is None:
            yield from map(task.scan, splits)
            return
        what = "splits were scanned"
        yield from self._results(task, splits, what, holds_no_lock=task.sieve_name == NATIVE)

    def share(self, count: int) -> int:
        """See Engine; at least MIN_SHARE, at most MAX_SHARE."""
        if (self._jobs < 2 and self._executor is None) or count <= MIN_SHARED:
            return count
        return min(max(count // (SPLITS_OF_JOB * self._jobs) + 1, MIN_SHARE), MAX_SHARE)

    def run(self, task: Any, shares: Iterable[Any]) -> Iterator[Any]:
        """See Engine. A share whose worker failed is looked at here."""
        yield from self._results(task, shares, "shares were looked at", holds_no_lock=False)

    def _results(
        self, task: Any, pieces: Iterable[Any], what: str, *, holds_no_lock: bool
    ) -> Iterator[Any]:
        """The results of `task.scan` for pieces, in their order."""
        submit = self._submitter(task, holds_no_lock)
        waiting: deque[tuple[Any, Future[Any]]] = deque()
        left = iter(pieces)
        lost = _Lost(what)
        try:
            while True:
                while len(waiting) < WAITING * self._jobs and (piece := next(left, None)):
                    waiting.append((piece, submit(piece)))
                if not waiting:
                    return
                piece, future = waiting.popleft()
                found = lost.result(future)
                yield task.scan(piece) if found is None else found
        finally:
            for _, future in waiting:
                future.cancel()
            lost.tell()

    def places(self, sieve: Sieve, memory: Memory) -> Iterable[Again]:
        """See Engine."""
        return repeated_places(sieve, memory)

    def unite(self, sieve: Sieve, held: Any) -> None:
        """See Engine."""
        sieve.unite(held)

    def held(self, sieve: Sieve) -> Sequence[Container[Key]]:
        """See Engine."""
        return sieve.held

    def _submitter(self, task: Any, holds_no_lock: bool) -> Callable[[Any], Future[Any]]:
        if self._executor is None and holds_no_lock:
            threads = self._pool("threads")
            return lambda piece: threads.submit(task.scan, piece)
        pool = self._executor or self._pool("processes")
        packed = Packed.of(task)
        return lambda piece: _submitted(pool, packed, piece)

    def _pool(self, kind: str) -> Executor:
        if kind not in self._own:
            if kind == "threads":
                self._own[kind] = ThreadPoolExecutor(self._jobs)
            else:
                from concurrent.futures import ProcessPoolExecutor
                from multiprocessing import current_process, get_context

                # a new process imports the program first, and would begin all of this again
                if getattr(current_process(), "_inheriting", False):
                    raise CannotRun(UNGUARDED)
                # not forked: another thread of the program may hold a lock that would stay locked
                context = get_context("spawn")
                self._own[kind] = ProcessPoolExecutor(self._jobs, context)
        return self._own[kind]


def _submitted(pool: Executor, packed: Packed, piece: Any) -> Future[Any]:
    """A task given to a pool; where the pool is broken, a future that says so."""
    try:
        return pool.submit(scan_packed, packed, piece)
    except RuntimeError as error:  # BrokenExecutor, or it was shut down
        failed: Future[Any] = Future()
        failed.set_exception(error)
        return failed


class _Lost:
    """Pieces of work whose worker failed: it was killed, has no such file, or lacks a library."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._pieces = 0
        self._first: BaseException | None = None

    def result(self, future: Future[Any]) -> Any:
        """What a future gives, or None where its worker failed."""
        try:
            return future.result()
        except CannotRun:  # the file has changed, which is so for all
            raise
        except Exception as error:
            self._pieces += 1
            self._first = self._first or error
            return None

    def tell(self) -> None:
        if self._pieces:
            first = f"{type(self._first).__name__}: {self._first}".partition("\n")[0]
            message = f"{self._pieces} {self._what} here, for their workers failed: {first}"
            warnings.warn(message, RuntimeWarning, stacklevel=2)


def split_scan(
    table: OpenTable, plan: Plan, layout: Layout | None, engine: Engine | None, most: int | None
) -> SplitScan | None:
    """A scan in splits; None for a small table, one that is compressed or has other keys.

    Without a layout the table is Parquet: it is scanned in this way even without an engine. At
    most `most` faults are wanted, None for all.
    """
    content = table.content
    is_local = any(content.location(path) is None for path in content.paths)
    if layout is None:
        return _group_scan(table, plan, None if is_local else engine, most)
    size, is_plain = content.size, table.encoding == "utf-8" and not is_local and has_texts(plan)
    if engine is None or not is_plain or engine.step(size) >= size:
        return None
    return SplitScan(table, plan, layout, engine, most)


def _group_scan(
    table: OpenTable, plan: Plan, engine: Engine | None, most: int | None
) -> SplitScan | None:
    from pincite.tables.splits.row_groups import can_split, plan_groups, weights

    if not has_texts(plan) or not can_split(table, plan):
        return None
    try:
        parts = weights(table)
    except TableFault:  # of a later part
        return None
    work = sum(map(sum, parts))
    if engine is not None and engine.step(work) < work:
        splits = plan_groups(parts, engine.step(work))
        if len(splits) > 1:
            return GroupScanner(table, plan, splits, engine, most)
    if not work or work < passes.MIN_BLOCKS:  # as of text
        return None
    return GroupScanner(table, plan, plan_groups(parts, MAX_SPLIT), None, most)


class SplitScan:
    """Scans a table by an engine."""

    merged: type[Merged] = Merged

    def __init__(
        self, table: OpenTable, plan: Plan, layout: Layout | None, engine: Engine, most: int | None
    ):
        """At most `most` faults are wanted, None for all."""
        keys = tuple(Uniqueness(key.code, key.on) for key in plan.keys)
        references = tuple(map(copy, plan.references))  # what they remember is of this scan
        self._plan = plan.replace(keys=keys, references=references)
        self._table = table
        self._engine = engine
        self._most = most
        self._task, self._sieve = self._begun(layout, os.urandom(SECRET))
        self.parts: list[Part] = []

    def _begun(self, layout: Any, secret: bytes) -> tuple[Task, Any]:
        """The task, and a sieve to merge with."""
        sieve = sieve_for(layout, near_plan(self._plan), secret)
        return Task(self._table, self._plan, layout, sieve, self._most), sieve

    @property
    def held(self) -> Sequence[Container[Key]]:
        """The keys that others refer to, when it is done."""
        return self._engine.held(self._sieve)[: len(self._plan.kept)]

    def _planned(self, opened: Sequence[Part]) -> list[Split]:
        step = self._engine.step(self._table.content.size)
        return plan_splits(self._task, opened, step)

    def _again(self, piece: Piece, at: Sequence[int]) -> Sequence[RawRow]:
        return read_again(self._table, self._sieve, None, piece, at)

    def findings(self, counts: Counts, advance: Advance) -> Iterator[Finding]:
        """All faults, as one process finds them; raises TooMany, before any, for too many."""
        opened, fault = self._opened()
        splits = self._planned(opened)
        merged = self.merged(self._plan, self._sieve, counts, opened, self._again)
        merged.places, merged.unite = self._engine.places, self._engine.unite
        merged.parts = self.parts
        results = _told(splits, self._engine.scan(self._task, splits), advance)
        found = merge(merged, self._task, splits, results, fault)
        if self._most is None:
            yield from found
            return
        first: list[Finding] = []
        stopped = None
        try:
            first.extend(islice(found, self._most + 1))
        except TableFault as error:
            stopped = error
        if len(first) > self._most:
            raise TooMany
        yield from first
        if stopped is not None:
            raise stopped

    def _opened(self) -> tuple[list[Part], TableFault | None]:
        """All parts that can be opened, and what is wrong with the next one."""
        opened: list[Part] = []
        try:
            opened.extend(self._table.parts())
        except TableFault as fault:
            return opened, fault
        return opened, None


class GroupScanner(SplitScan):
    """Scans Parquet by an engine, in the order of the exact pass, which one process takes."""

    merged = MergedInOrder

    def __init__(
        self,
        table: OpenTable,
        plan: Plan,
        splits: Sequence[Split],
        engine: Engine | None,
        most: int | None,
    ):
        """The splits are those of `plan_groups`; without an engine they are scanned here."""
        self._is_here = engine is None
        super().__init__(table, plan, None, engine or Jobs(1), most)
        self._splits = splits

    def _begun(self, layout: Any, secret: bytes) -> tuple[Task, Any]:
        from pincite.tables.splits.row_groups import GroupTask

        del layout
        # hashes of this process alone are quicker
        task = GroupTask(self._table, self._plan, None if self._is_here else secret, self._most)
        return task, task.sieve

    def _planned(self, opened: Sequence[Part]) -> list[Split]:
        return [split for split in self._splits if split.part < len(opened)]

    def _again(self, piece: Piece, at: Sequence[int]) -> Sequence[RawRow]:
        from pincite.tables.splits.row_groups import group_rows

        return group_rows(self._table, piece, at)


def _told(splits: list[Split], results: Iterator[Scanned], advance: Advance) -> Iterator[Scanned]:
    """The results, each told to the progress bar."""
    for split, result in zip(splits, results, strict=True):
        advance(max(0, result.end - split.begin))
        yield result
