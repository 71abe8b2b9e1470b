"""What a column holds: how many values, how many different ones, from where to where, examples.

Memory is bounded for each column, whatever the number of rows: a column of few different cells is
counted cell by cell, and of one with many the number of different cells is an estimate that says
so. Cells are read by their field, so that the numbers are those of the validator.
"""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import blake2b
from typing import Any

from pincite.tables.histogram import Bar, DayBins, NumberBins
from pincite.tables.typed_cells import cell_text
from pincite.types import CellReader

MOST_CELLS = 2_000  # different cells of a column that are counted one by one
MOST_CHARACTERS = 200_000  # of these cells together
MOST_HASHES = 2_048  # that the estimate of different cells keeps: it is off by some 2 %
ESTIMATE_ERROR = 0.022  # one standard error of it: 1 / sqrt(MOST_HASHES - 2)
MOST_SHOWN = 200  # characters of a cell that are kept to be shown
EXAMPLES = 5
_SPACE = 2**64


@dataclass(eq=False, repr=False)
class ColumnSummary:
    """What a column holds, of so many rows.

    `filled` are values of the field's type, `broken` those of them that break a constraint,
    `wrong` are cells that are not of the type, and `missing` have no value. `distinct` counts the
    different filled cells as they are written, and is an estimate unless `is_exact`. `values` are
    filled cells with their number, the commonest first, where all were counted. `low` and `high`
    are the least and the greatest value, or the shortest and longest length in characters where
    `is_length`.
    """

    name: str
    declared: Mapping[str, Any]
    missing: int = 0
    wrong: int = 0
    filled: int = 0
    broken: int = 0
    not_finite: int = 0
    distinct: int = 0
    is_exact: bool = True
    low: str = ""
    high: str = ""
    is_length: bool = False
    undecided: str = ""
    bars: list[Bar] = field(default_factory=list)
    values: list[tuple[str, int]] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows the column has."""
        return self.missing + self.wrong + self.filled


class ColumnCounter:
    """Takes the cells of a column, some thousands at a time, and gives its summary at the end."""

    def __init__(
        self, name: str, reader: CellReader, field: Mapping[str, Any], *, has_text: bool = True
    ):
        self._has_text = has_text
        self.found = ColumnSummary(name, field)
        self._reader = reader
        reader.most_known = 0  # each different cell of a block is read once anyway
        self._kind = reader.type
        self._cells: dict[Any, tuple[Any, int]] | None = {}
        self._characters = 0
        self._hashes: list[int] = []  # negative, so that the largest is at the top
        self._held: set[int] = set()
        self._numbers = NumberBins() if self._kind.is_number else None
        self._days = DayBins() if self._kind.is_in_time else None
        self._low: Any = None
        self._high: Any = None

    def add(self, cells: Sequence[Any]) -> None:
        """Count cells: texts, values, or None where a row has none."""
        if self._has_text:
            blocks = [(cell, cell, number) for cell, number in Counter(cells).items()]
        else:
            keys = [_key(cell) for cell in cells]
            some = dict(zip(keys, cells, strict=True))
            blocks = [(key, some[key], number) for key, number in Counter(keys).items()]
        for key, cell, number in blocks:
            if self._cells is None:
                self._count(cell, number)
                continue
            known = self._cells.get(key)
            if known is None:
                self._characters += len(cell) if isinstance(cell, str) else len(str(cell))
                self._cells[key] = cell, number
                if len(self._cells) > MOST_CELLS or self._characters > MOST_CHARACTERS:
                    self._give_up()
            else:
                self._cells[key] = cell, known[1] + number

    def _give_up(self) -> None:
        """Count no longer cell by cell."""
        cells, self._cells = self._cells or {}, None
        for cell, number in cells.values():
            self._count(cell, number)

    def summary(self) -> ColumnSummary:
        """What the column holds; nothing can be added afterwards."""
        found, cells = self.found, self._cells
        if cells is not None:
            values = [
                (self._shown(cell), number)
                for cell, number in cells.values()
                if self._count(cell, number)
            ]
            found.values = sorted(values, key=lambda pair: (-pair[1], pair[0]))
        found.distinct = self._estimate()
        found.is_exact = len(self._hashes) < MOST_HASHES
        if found.is_length:
            found.low, found.high = str(self._low), str(self._high)
        elif self._low is not None and not found.undecided:
            low, high = self._kind.text_of(self._low), self._kind.text_of(self._high)
            found.low, found.high = cut(low), cut(high)
        bins = self._numbers or self._days
        found.bars = bins.bars() if bins is not None else []
        return found

    def _count(self, cell: Any, number: int) -> bool:
        """Count a cell so many times; whether it has a value of the field's type."""
        found = self.found
        value, faults = self._reader.read(cell)
        if any(fault.kind == "type" for fault in faults):
            found.wrong += number
            return False
        if value is None:
            found.missing += number
            return False
        found.filled += number
        found.broken += number if faults else 0
        self._remember(cell)
        if self._kind.is_number and isinstance(value, Decimal) and not value.is_finite():
            found.not_finite += number
        else:
            self._measure(value, number)
        return True

    def _remember(self, cell: Any) -> None:
        """Take a filled cell into the estimate, and the first ones as examples."""
        text = cell if isinstance(cell, str) else repr(_key(cell))
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        number = int.from_bytes(digest, "big")
        if number in self._held:
            return
        if len(self.found.examples) < EXAMPLES:
            self.found.examples.append(self._shown(cell))
        if len(self._hashes) < MOST_HASHES:
            heapq.heappush(self._hashes, -number)
            self._held.add(number)
        elif number < -self._hashes[0]:
            self._held.discard(-heapq.heapreplace(self._hashes, -number))
            self._held.add(number)

    def _estimate(self) -> int:
        """How many different cells there were: from where the smallest hashes end (KMV)."""
        if len(self._hashes) < MOST_HASHES:
            return len(self._hashes)
        return round((MOST_HASHES - 1) * _SPACE / -self._hashes[0])

    def _measure(self, value: Any, number: int) -> None:
        """Take a value into the range and the histogram."""
        if self._numbers is not None:
            self._numbers.add(value, number)
        elif self._days is not None:
            self._days.add(self._kind.text_of(value), number)
        if self._kind.is_ordered:
            self._order(value)
        elif isinstance(value, str):
            self.found.is_length = True
            length = len(value)
            self._low = length if self._low is None else min(self._low, length)
            self._high = length if self._high is None else max(self._high, length)

    def _order(self, value: Any) -> None:
        if self._low is None:
            self._low = self._high = value
            return
        below, above = self._kind.compare(value, self._low), self._kind.compare(value, self._high)
        if below is None or above is None:
            self.found.undecided = self._kind.undecided(value, self._low)
            return
        self._low = value if below < 0 else self._low
        self._high = value if above > 0 else self._high

    def _shown(self, cell: Any) -> str:
        return cut(cell_text(self._kind, cell))


def cut(text: str) -> str:
    """A text that is kept to be shown: its beginning, if it is long."""
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}…"


def _is_plain(cell: Any) -> bool:
    return cell is None or type(cell) is str


def _key(cell: Any) -> Any:
    """What tells a cell from others: 1, 1.0 and true are three, NaN is one."""
    if _is_plain(cell):
        return cell
    if isinstance(cell, list | dict):
        return type(cell).__name__, json.dumps(cell, sort_keys=True, default=repr)
    return type(cell).__name__, str(cell)
