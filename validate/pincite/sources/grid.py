"""A table of a document as a grid: which cell is in which row and column, under which headers.

The grid is made as HTML says (Living Standard, 4.9.12): spans push later cells to the right.
Headers are those that the document marks; else the rows without numbers that it begins with (a
year is not a number there), and the first cell with letters to the left.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

MAX_SPAN = 1000  # as HTML has it
MAX_HEADER_ROWS = 6
MAX_SLOTS = 2_000_000  # of one table: rows and columns that spans fill
_AROUND = " \t\n\u00a0\u202f$€£¥%()[]+-–−.,'’*†‡^"
_NUMBER = re.compile(r"[\d.,'’\u00a0\u202f\u2009 ]+")
_YEAR = re.compile(r"(?:1[89]|20|21)\d\d(?:[/–-]\d{2,4})?")
_OPEN, _CLOSE = "($€£¥[<>≥≤≈~+±−", ")%]‰*†‡"  # signs of the number behind, or before
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
        """The table as the map holds it: offsets only, never words. Empty cells are left out."""
        self._settle(text)
        self._place()
        heads = self._header_rows(text)
        cells = []
        for row in self.rows:
            for cell in row:
                if text[cell.start : cell.end].strip():
                    found = [cell.start, cell.end, cell.row + 1, cell.col + 1]
                    cells.append(
                        [
                            *found,
                            self._row_headers(cell, text),
                            self._col_headers(cell, text, heads),
                        ]
                    )
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
        on. So does a single word between, which may be a hedge.
        """
        self._settle(text)
        found: set[int] = set()
        for row in self.rows:
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
                if not is_beside or not _belong(left, right, is_first=at == 0):
                    found |= {one.end, other.start}
        return found

    def _settle(self, text: str) -> None:
        """Leave white space at the ends of cells out of them."""
        for row in self.rows:
            for cell in row:
                cell.start, cell.end = _stripped(text, cell.start, cell.end)

    def _place(self) -> None:
        """Give each cell its row and column; those of inferred tables have theirs."""
        if self.by == "inferred":
            return
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(self.rows):
            col = 0
            for cell in row:
                while (number, col) in taken:
                    col += 1
                cell.row, cell.col = number, col
                cell.colspan = max(1, min(cell.colspan, MAX_SPAN))
                cell.rowspan = max(1, min(cell.rowspan, MAX_SPAN, len(self.rows) - number))
                if cell.rowspan > 1 and len(taken) < MAX_SLOTS:
                    for down in range(1, cell.rowspan):
                        taken.update((number + down, col + right) for right in range(cell.colspan))
                col += cell.colspan

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

    def _col_headers(self, cell: GridCell, text: str, heads: Sequence[int]) -> list[list[int]]:
        found: list[list[int]] = []
        last: int | None = None
        for number in reversed([head for head in heads if head < cell.row]):
            if last is not None and number != last - 1:
                break  # a block of headers farther up is of other rows
            last = number
            for other in self.rows[number]:
                reaches = other.col < cell.col + cell.colspan
                if reaches and cell.col < other.col + other.colspan and other is not cell:
                    span = [other.start, other.end]
                    if text[other.start : other.end].strip() and span not in found:
                        found.insert(0, span)
        return found if cell.row not in heads else []

    def _row_headers(self, cell: GridCell, text: str) -> list[list[int]]:
        left = [other for other in self.rows[cell.row] if other.col < cell.col]
        left += [
            other
            for row in self.rows[max(0, cell.row - 50) : cell.row]
            for other in row
            if other.rowspan > 1 and other.row + other.rowspan > cell.row and other.col < cell.col
        ]
        marked = [other for other in left if other.is_header and other.scope != "col"]
        worded = [
            other
            for other in sorted(left, key=lambda one: one.col)
            if re.search(r"[^\W\d_]", text[other.start : other.end])
        ]
        chosen = marked or worded[:1]
        if not chosen and left:  # a year at the head of its row
            first = min(left, key=lambda one: one.col)
            chosen = [first] if _YEAR.fullmatch(text[first.start : first.end].strip()) else []
        return [
            [one.start, one.end]
            for one in sorted(chosen, key=lambda one: one.col)
            if text[one.start : one.end].strip()
        ]


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
