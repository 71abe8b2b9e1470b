"""What the scans of splits found, as if one process had read the whole table.

A result is taken where the one before it ended where it begins. So, since the first begins where
the rows do, every split that is taken began at a record; what lies between is scanned here.
Numbers and lines are put right by what is before; what depends on other rows is decided here:
repeated keys, and the hints that only the first wrong references get.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from pincite.tables.content import TableFault
from pincite.tables.parts import Part, RawRow
from pincite.tables.passes import Counts, Finding, Plan
from pincite.tables.row_check import Fault, read_row
from pincite.tables.sieves.blocks import (
    Again,
    Memory,
    Piece,
    Position,
    Reread,
    Sieve,
    repeated_findings,
    repeated_places,
)
from pincite.tables.splits.scanning import Scanned, Split, Task, scan_split

Places = Callable[[Sieve, Memory], Iterable[Again]]
_KEY_FAULTS = ("primary-key", "foreign-key")  # of Plan.key_faults


class TooMany(Exception):
    """There are more faults than wanted: which are the first, one process is to say."""


def confirmed(
    task: Task, splits: Sequence[Split], results: Iterable[Scanned]
) -> Iterator[tuple[Split, Scanned]]:
    """The results of splits that begin at a record, and of what the others should have read."""
    last, at = -1, 0
    for split, result in zip(splits, results, strict=True):
        if split.part != last:
            last, at = split.part, split.begin
        if at < split.begin:  # a record went on for longer than a split may read
            between = Split(split.part, at, split.begin)
            found = scan_split(task, between)
            yield between, found
            at = found.end
        if at == split.begin:
            yield split, result
            at = result.end
        elif split.end is None or at < split.end:
            rest = Split(split.part, at, split.end)
            found = scan_split(task, rest)
            yield rest, found
            at = found.end


def unite(sieve: Sieve, held: Sequence[Any]) -> None:
    """Keep the keys that the sieve of a split has kept."""
    sieve.unite(held)


class Merged:
    """The findings of a table that was scanned in splits; `parts` holds those that were reached."""

    def __init__(
        self, plan: Plan, sieve: Sieve, counts: Counts, opened: Sequence[Part], again: Reread
    ):
        """`opened` are the parts of the table; `again` gives records that are read once more."""
        self.parts: list[Part] = []
        self.places: Places = repeated_places  # which records have keys that may repeat
        self.unite: Callable[[Sieve, Any], object] = unite  # takes what a result holds
        self._plan = plan
        self._sieve = sieve
        self._opened = opened
        self._again = again
        self._memory = Memory(len(plan.keys), counts)
        self._at = Position(0, 0)
        self._number = 0
        self._fault: TableFault | None = None

    def findings(
        self, results: Iterable[tuple[Split, Scanned]], fault: TableFault | None = None
    ) -> Iterator[Finding]:
        """All faults, as BlockScan gives them; raises `fault`, or that of a split, after them.

        Raises TooMany where a split has more faults than wanted.
        """
        self._fault = fault
        yield from self._in_order(self._of_rows(results), self._of_keys())
        if self._fault is not None:
            raise self._fault

    def _in_order(self, rows: Iterator[Finding], keys: Iterator[Finding]) -> Iterator[Finding]:
        """The faults of rows, and those of keys that repeat, which are known behind all rows."""
        yield from rows
        yield from keys

    def _of_rows(self, results: Iterable[tuple[Split, Scanned]]) -> Iterator[Finding]:
        number = -1
        for split, result in results:
            if split.part != number:
                self._begin(split.part)
                number = split.part
            yield from self._merge(self._opened[number], result)
            if result.stopped is not None:
                self._fault = self._stop(self._opened[number], result)
                break
        else:
            self._end()

    def _of_keys(self) -> Iterator[Finding]:
        places = self.places(self._sieve, self._memory)
        yield from repeated_findings(self._plan, places, self._again)

    def _begin(self, number: int) -> None:
        """Go on to a part, behind the one before."""
        self._end()
        part = self._opened[number]
        if self.parts:
            part.follow(self.parts[-1])
        self.parts.append(part)
        self._at = Position(part.offset, part.lines)
        self._number = part.before + 1

    def _end(self) -> None:
        if self.parts:
            self.parts[-1].read = self._number - 1 - self.parts[-1].shift

    def _merge(self, part: Part, result: Scanned) -> Iterator[Finding]:
        if result.is_cut:
            raise TooMany
        line, first = self._at.line, self._number
        if result.bad_line is not None and part.bad_line is None:
            part.bad_line = line + result.bad_line
        self._memory.pieces += [
            Piece(part, offset, line + lines, first + number, size)
            for offset, lines, number, size in result.pieces
        ]
        for known, more in zip(self._memory.hashes, result.hashes, strict=True):
            known.extend(more)
        self.unite(self._sieve, result.held)
        rows, cells = result.counts
        self._memory.counts.rows += rows
        self._memory.counts.cells += cells
        self._at = Position(result.end, line + result.lines)
        self._number += rows
        found = [
            RawRow(first + row.number, row.line and line + row.line, row.cells, part, row.fault)
            for row in result.rows
        ]
        faults: dict[int, list[Fault]] = {}
        for at, fault in result.faults:
            faults.setdefault(at, []).append(fault)
        for at, some in faults.items():
            for fault in self._with_hints(found[at], some):
                yield Finding(found[at], fault)

    def _with_hints(self, row: RawRow, faults: Sequence[Fault]) -> Sequence[Fault]:
        """The faults of a row; those of references that have hints left are worded again."""
        references = iter(self._plan.references)  # whose order their faults have
        found: list[Fault] = []
        for fault in faults:
            is_of = (item for item in references if item.is_of(fault))
            reference = next(is_of, None) if fault.code == "foreign-key" else None
            if reference is not None and reference.hints:
                fault = reference.fault(read_row(row, self._plan.readers).values)  # noqa: PLW2901
            found.append(fault)
        return found

    def _stop(self, part: Part, result: Scanned) -> TableFault:
        """What ended the scan of a split."""
        assert result.stopped is not None
        code, message, line = result.stopped
        found = TableFault(
            code, message, None if line is None else self._at.line - result.lines + line
        )
        found.path = part.path
        return found


class MergedInOrder(Merged):
    """The same in the order of the exact pass, in which a row has the faults of its keys too."""

    def _in_order(self, rows: Iterator[Finding], keys: Iterator[Finding]) -> Iterator[Finding]:
        """The faults of cells, then those of keys that a row repeats, then the others of keys."""
        stages = [(found, 2 * (found.fault.code in _KEY_FAULTS)) for found in rows]
        stages += [(found, 1) for found in keys]
        stages.sort(key=lambda staged: (staged[0].row.number, staged[1]))
        yield from (found for found, _ in stages)


def merge(
    merged: Merged,
    task: Task,
    splits: Sequence[Split],
    results: Iterable[Scanned],
    fault: TableFault | None = None,
) -> Iterator[Finding]:
    """All faults of a table whose splits were scanned, the results given in their order.

    `fault` is that of a part which could not be opened. Raises TableFault and TooMany, see Merged.
    """
    yield from merged.findings(confirmed(task, splits, results), fault)
