"""A whole table by its splits: what a pass over it asks of an engine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from copy import copy
from itertools import islice

from pincite.report.progress import Advance
from pincite.tables.content import TableFault
from pincite.tables.parts import Part
from pincite.tables.passes import Counts, Finding, Plan
from pincite.tables.reader import OpenTable
from pincite.tables.row_check import Uniqueness
from pincite.tables.sieves import has_texts, sieve_for
from pincite.tables.sieves.blocks import Layout
from pincite.tables.splits.engines import Engine
from pincite.tables.splits.merging import Merged, TooMany, merge
from pincite.tables.splits.planning import plan_splits
from pincite.tables.splits.scanning import Scanned, Split, Task

SECRET = 32  # bytes of what the hashes of keys are made with


def can_split(table: OpenTable, plan: Plan, engine: Engine) -> bool:
    """Whether a table is large enough for splits, not compressed, and its keys can be sent."""
    content = table.content
    return (
        table.encoding == "utf-8"
        and engine.step(content.size) < content.size
        and all(content.location(path) is not None for path in content.paths)
        and has_texts(plan)
    )


class SplitScan:
    """Scans a table by an engine; `held` are the keys that others refer to, when it is done."""

    def __init__(
        self, table: OpenTable, plan: Plan, layout: Layout, engine: Engine, most: int | None
    ):
        """At most `most` faults are wanted, None for all."""
        keys = tuple(Uniqueness(key.code, key.on) for key in plan.keys)
        references = tuple(map(copy, plan.references))  # what they remember is of this scan
        self._plan = plan.replace(keys=keys, references=references)
        self._sieve = sieve_for(layout, self._plan, os.urandom(SECRET))
        self._table = table
        self._engine = engine
        self._most = most
        self._task = Task(table, self._plan, layout, self._sieve, most)
        self.parts: list[Part] = []
        self.held = self._sieve.held

    def findings(self, counts: Counts, advance: Advance) -> Iterator[Finding]:
        """All faults, as BlockScan gives them. Raises TooMany before any, for more than wanted."""
        opened, fault = self._opened()
        splits = plan_splits(self._task, opened, self._engine.step(self._table.content.size))
        merged = Merged(self._table, self._plan, self._sieve, counts, opened)
        merged.places, merged.parts = self._engine.places, self.parts
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


def _told(splits: list[Split], results: Iterator[Scanned], advance: Advance) -> Iterator[Scanned]:
    """The results, each told to the progress bar."""
    for split, result in zip(splits, results, strict=True):
        advance(max(0, result.end - split.begin))
        yield result
