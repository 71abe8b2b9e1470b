"""A table of a document as a grid: which cell is in which row and column, under which headers.

The grid is made as HTML says (Living Standard, 4.9.12): spans push later cells to the right.
Headers are those that the document marks; else the rows without numbers that it begins with (a
year is not a number there), and the first cell with letters to the left.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pincite.sources.limits import Refused

MAX_SPAN = 1000  # as HTML has it
MAX_HEADER_ROWS = 6  # without marks
MAX_HEADERS = 20  # rows of headers above a cell that head it, the nearest
MAX_STEPS = 20_000_000  # of one table: cells and headers that are looked at
_AROUND = " \t\n\u00a0\u202f$€£¥%()[]+-–−.,'’*†‡^"
_NUMBER = re.compile(r"[\d.,'’\u00a0\u202f\u2009 ]+")
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d(?:[/–-]\d{2,4})?")
_OPEN, _CLOSE = "($€£¥[<>≥≤≈~+±−", ")%]‰*†‡"  # signs of the number behind, or before
_DASHES = frozenset("- \u2010 \u2013 \u2014 \u2015 --".split())
_NO_VALUE = frozenset(".. ... \u2026 n/a n.a. na".split())
_MARKS = re.compile(r"[^\w]{1,3}|[+±<>≥≤≈~]?")


@dataclass
class GridCell:
    """A cell: its span in the text, how far it reaches, and what the document says of it."""

    start: int
    end: int
    rowspan: int = 1
    colspan: int = 1
    is_header: bool = False
    scope: str = ""
    row: int = 0
    col: int = 0


@dataclass
class Grid:
    """A table while it is read: rows of cells, and how many of the rows are marked as headers."""

    by: str = "marked"  # or ruled, tagged, inferred: how its cells were told
    start: int = 0
    end: int = 0
    caption: tuple[int, int] | None = None
    rows: list[list[GridCell]] = field(default_factory=list)
    header_rows: set[int] = field(default_factory=set)

    def to_dict(self, text: str) -> dict[str, Any]:
        """The table as the map holds it: offsets only, never words. Empty cells are left out.

        Raises Refused for a table whose spans or headers are far more than anybody reads.
        """
        self._settle(text)
        cells = [
            [cell.start, cell.end, cell.row + 1, cell.col + 1, left, above]
            for cell, left, above in _Heads(self, self._header_rows(text), text).cells()
            if text[cell.start : cell.end].strip()
        ]
        start, end = _stripped(text, self.start, self.end)
        made: dict[str, Any] = {"by": self.by, "start": start, "end": end}
        if self.caption is not None:
            first, last = _stripped(text, *self.caption)
            made |= {"caption": [first, last]} if first < last else {}
        return made | {"cells": cells}

    def boundaries(self, text: str) -> set[int]:
        """The offsets of its cells that nothing reads across.

        A cell with a sign alone ("$", "(", "%") belongs to the number beside it, and a word or
        two behind a number may be its unit or scale: there no boundary is set, so the guards read
        on. So does a single word between, which may be a hedge. A dash alone in a column of numbers
        says that there is no value, and belongs to nothing; elsewhere it may be a minus.
        """
        self._settle(text)
        found: set[int] = set()
        numbers = self._columns_of_numbers(text)
        for row in self.rows:
            void = {
                cell.start
                for at, cell in enumerate(row)
                if (word := text[cell.start : cell.end].lower()) in _NO_VALUE
                or (at in numbers and word in _DASHES)
            }
            full = [cell for cell in row if text[cell.start : cell.end].strip()]
            if not full:
                continue
            found |= {full[0].start, full[-1].end}
            for at, (one, other) in enumerate(pairwise(full)):
                left, right = text[one.start : one.end], text[other.start : other.end]
                is_beside = (
                    text[one.end : other.start].strip(" |") in ("", "\t")
                    and "\n" not in (text[one.end : other.start])
                )
                is_void = {one.start, other.start} & void
                if is_void or not is_beside or not _belong(left, right, is_first=at == 0):
                    found |= {one.end, other.start}
        return found

    def _columns_of_numbers(self, text: str) -> set[int]:
        """The columns, from 0, in which some row has a digit; none where cells span several."""
        is_plain = all(cell.rowspan == cell.colspan == 1 for row in self.rows for cell in row)
        if not is_plain or len({len(row) for row in self.rows}) > 1:
            return set()
        return {
            at
            for row in self.rows
            for at, cell in enumerate(row)
            if any(char.isdigit() for char in text[cell.start : cell.end])
        }

    def _settle(self, text: str) -> None:
        """Leave white space at the ends of cells out of them."""
        for row in self.rows:
            for cell in row:
                cell.start, cell.end = _stripped(text, cell.start, cell.end)

    def _header_rows(self, text: str) -> list[int]:
        """The rows that head the columns: marked ones, else leading rows without numbers."""
        marked = [
            number
            for number, row in enumerate(self.rows)
            if number in self.header_rows or _is_all_headers(row, text)
        ]
        if marked:
            return marked
        leading: list[int] = []
        for number, row in enumerate(self.rows[: MAX_HEADER_ROWS + 1]):
            words = [text[cell.start : cell.end] for cell in row]
            if any(is_number(word) for word in words):
                return leading
            leading.append(number)
        return []  # no row of numbers follows


Spans = list[list[int]]


class _Heads:
    """One pass over the rows of a table: where each cell is, and which cells head it."""

    def __init__(self, grid: Grid, heads: Sequence[int], text: str) -> None:
        self.grid, self.heads, self.text = grid, set(heads), text
        self.reaching: list[GridCell] = []  # cells of rows above that reach into the row, by column
        self.steps = 0

    def cells(self) -> Iterator[tuple[GridCell, Spans, Spans]]:
        """Each cell with the headers of its row and those of its columns, as spans."""
        above: list[list[GridCell]] = []  # the rows of headers directly above, from the lowest
        for number, printed in enumerate(self.grid.rows):
            self.reaching = [one for one in self.reaching if one.row + one.rowspan > number]
            self._count(len(self.reaching) + len(printed))
            if self.grid.by != "inferred":
                self._place(number, printed)
            row = sorted(printed, key=lambda cell: cell.col)
            if number in self.heads:
                yield from ((cell, [], []) for cell in row)
                is_next = number - 1 in self.heads
                above = [row, *above][:MAX_HEADERS] if is_next else [row]
            else:
                lefts = self._row_headers(row)
                starts = [[other.col for other in head] for head in above]
                for cell, left in zip(row, lefts, strict=True):
                    yield cell, left, self._column_headers(cell, above, starts)
            down = [cell for cell in row if cell.rowspan > 1]
            if down:
                self.reaching = sorted([*self.reaching, *down], key=lambda cell: cell.col)

    def _count(self, steps: int) -> None:
        self.steps += steps
        if self.steps > MAX_STEPS:
            raise Refused(
                "a table has cells that reach over so many rows and columns that it cannot be read"
                " in a minute. Save the part of the page that you cite"
            )

    def _place(self, number: int, row: Sequence[GridCell]) -> None:
        """Give the cells of a row their columns: those that no cell from above reaches into."""
        column, at, reaching = 0, 0, self.reaching
        below = len(self.grid.rows) - number
        for cell in row:
            while at < len(reaching) and reaching[at].col <= column:
                column = max(column, reaching[at].col + reaching[at].colspan)
                at += 1
            cell.row, cell.col = number, column
            cell.colspan = max(1, min(cell.colspan, MAX_SPAN))
            cell.rowspan = max(1, min(cell.rowspan, MAX_SPAN, below))
            column += cell.colspan

    def _column_headers(
        self, cell: GridCell, above: Sequence[Sequence[GridCell]], starts: Sequence[Sequence[int]]
    ) -> Spans:
        """The headers of the columns of a cell, from above, each once."""
        found: Spans = []
        for head, columns in zip(above, starts, strict=True):
            at = max(0, bisect_right(columns, cell.col) - 1)
            row: Spans = []
            while at < len(head) and head[at].col < cell.col + cell.colspan:
                other, at = head[at], at + 1
                if other.col + other.colspan > cell.col and other.start < other.end:
                    row.append([other.start, other.end])
            self._count(1 + len(row))
            found = row + found
        return found

    def _row_headers(self, row: Sequence[GridCell]) -> list[Spans]:
        """The headers of the row of each of its cells: those to the left that are marked.

        Else the first cell to the left with letters; else a year at the head of the row.
        """
        found: list[Spans] = []
        marked: Spans = []
        worded: Spans = []
        first: GridCell | None = None
        at = 0
        left = sorted([*self.reaching, *row], key=lambda cell: cell.col) if self.reaching else row
        for cell in row:
            while at < len(left) and left[at].col < cell.col:
                one = left[at]
                first, at = first or one, at + 1
                words = self.text[one.start : one.end]
                if one.is_header and one.scope != "col" and words:
                    marked.append([one.start, one.end])
                if not worded and re.search(r"[^\W\d_]", words):
                    worded = [[one.start, one.end]]
            chosen = marked or worded
            if not chosen and first is not None:
                words = self.text[first.start : first.end]
                chosen = [[first.start, first.end]] if _YEAR.fullmatch(words) else []
            self._count(len(chosen))
            found.append([*chosen])
        return found


def _is_all_headers(row: Sequence[GridCell], text: str) -> bool:
    """Whether a row of several cells has header cells and empty ones alone."""
    full = [cell for cell in row if text[cell.start : cell.end].strip()]
    return len(row) > 1 and bool(full) and all(cell.is_header for cell in full)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    words = text[start:end]
    first = start + len(words) - len(words.lstrip())
    return first, max(first, start + len(words.rstrip()))


def is_number(text: str) -> bool:
    """Whether a cell holds a number and nothing else, and not a year."""
    bare = text.strip(_AROUND)
    return _NUMBER.fullmatch(bare) is not None and _YEAR.fullmatch(bare) is None


def _belong(left: str, right: str, *, is_first: bool) -> bool:
    """Whether two cells side by side may be one number with its sign, unit or hedge."""
    left, right = left.strip(), right.strip()
    has_digit = any(char.isdigit() for char in left), any(char.isdigit() for char in right)
    if has_digit in ((True, True), (False, False)):
        return False
    word = right if has_digit[0] else left
    if _MARKS.fullmatch(word):
        return word[:1] not in (_OPEN if has_digit[0] else _CLOSE)
    words = len(word.split())
    return words <= 2 if has_digit[0] else (words == 1 and not is_first)
