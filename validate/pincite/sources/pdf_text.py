"""From the characters of a page and their boxes to lines, blanks, tabs, and tables told by columns.

Gaps are measured in heights of the character boxes. Nothing is unwrapped: a line of the page is a
line of the text, and a printed hyphen stays. What only a gap says is marked: `seams`, `inferred`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import NamedTuple, Protocol

from pincite.sources.grid import Grid, GridCell, is_number
from pincite.sources.limits import check_text
from pincite.sources.made import Made
from pincite.sources.writer import clean, is_whole

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

WIDE = 0.8  # a gap that parts columns
PARTS = 0.35  # a gap that parts words, whatever PDFium says
TOUCHES = 0.12  # a gap that parts nothing
OVERLAP = 0.35  # of the lower box: on the same line
SMALLER = 0.86  # a box of another font size
PARAGRAPH = 0.9  # a gap between lines that parts paragraphs
ENDS = 2.5  # a gap between lines that ends a table
MOST_LOOSE = 2  # lines of one piece in a row within a table, such as wrapped words of a header


class Glyph(NamedTuple):
    """A character of a page: its number there, its box, and whether PDFium guessed it."""

    number: int
    char: str
    box: Box
    is_guess: bool


class Asks(Protocol):
    """What the page is asked about a character, where the box does not tell."""

    def quarter(self, index: int) -> int:
        """How many quarters of a turn it is rotated."""

    def origin(self, index: int) -> tuple[float, float]:
        """Where it sits on its baseline."""


class Piece(NamedTuple):
    """A stretch of a line without a wide gap."""

    start: int
    end: int
    box: Box


class Typesetter:
    """Sets characters one after the other; what parts two of them follows from their boxes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pages: list[list[float]] = []
        self.runs: list[list[object]] = []
        self.seams: list[int] = []
        self.boundaries: set[int] = set()
        self.changed: Counter[str] = Counter()
        self.grids: list[Grid] = []
        self.size = (0.0, 0.0)
        self.firsts: list[tuple[int, Box, float]] = []  # of each piece: a glyph, its box and height
        self._lines: list[list[Piece]] = []
        self._open: list[float] | None = None  # the box of the piece that is open
        self._start = 0
        self._last: Glyph | None = None
        self._turn = 0
        self._raised = 0.0  # the height of what a superscript is beside
        self._is_mixed = False  # the line has characters that are written from the right
        self._white = ""  # white space since the last character
        self._page = 0
        self._first_part = 0  # of the page that is open

    def begin_page(self, number: int, size: tuple[float, float]) -> None:
        """Begin a page; a form feed parts it from the page before."""
        if self.length:
            self._put("\n\f")
        self._page, self.size = number, size
        self._lines, self.firsts, self._last, self._white = [[]], [], None, ""
        self._turn, self._raised, self._is_mixed = 0, 0.0, False
        self._first_part = len(self.parts)
        self.pages.append([self.length, self.length, round(size[0], 1), round(size[1], 1)])

    def end_page(self) -> None:
        """End a page: its last piece, its tables."""
        self._close_piece()
        self.pages[-1][1] = self.length
        self._find_tables()

    def set(self, glyph: Glyph, ask: Asks) -> None:
        """Set one character."""
        if glyph.is_guess or (glyph.char.isspace() and glyph.char not in "\u00a0\u202f\u2009"):
            self._white += glyph.char if glyph.is_guess else "_"  # a printed blank is not a guess
            return
        char = clean(glyph.char, self.changed)
        if not char:
            return
        if char == "\ufffd":
            self.changed["character without a meaning"] += 1
        if self._last is not None:
            self._part(self._last, glyph, ask)
        if self._open is None:
            self._start, self._open = self.length, list(glyph.box)
            self.firsts.append(
                (
                    glyph.number,
                    glyph.box,
                    _turned(glyph.box, self._turn)[3] - _turned(glyph.box, self._turn)[1],
                )
            )
        else:
            box = self._open
            left, bottom, right, top = glyph.box
            box[:] = [min(box[0], left), min(box[1], bottom), max(box[2], right), max(box[3], top)]
        self._put(char)
        self._last, self._white = glyph, ""

    def made(self, extractor: str, version: str) -> Made:
        """The text and its map."""
        text = "".join(self.parts).rstrip("\n\f\t ") + "\n"
        bounds = self.boundaries.union(*(grid.boundaries(text) for grid in self.grids))
        return Made(
            text=text,
            extractor=extractor,
            version=version,
            changed=dict(sorted(self.changed.items())),
            seams=[seam for seam in self.seams if seam < len(text)],
            pages=[
                [min(one, len(text)), min(end, len(text)), *size] for one, end, *size in self.pages
            ],
            runs=self.runs,
            tables=[grid.to_dict(text) for grid in self.grids],
            boundaries=sorted(bound for bound in bounds if 0 < bound < len(text)),
        )

    def _put(self, text: str) -> None:
        if not text:
            return
        self.parts.append(text)
        self.length += len(text)
        check_text(self.length)

    def _close_piece(self) -> None:
        if self._open is not None and self.length > self._start:
            box = [round(side, 1) for side in self._open]
            self.runs.append([self._start, self.length, self._page, box])
            left, bottom, right, top = self._open
            self._lines[-1].append(Piece(self._start, self.length, (left, bottom, right, top)))
        self._open = None

    def _part(self, last: Glyph, glyph: Glyph, ask: Asks) -> None:
        """Put what parts two characters: nothing, a blank, a tab, a line end or a blank line."""
        one, other = last.box, glyph.box
        if self._turn:
            one, other = _turned(one, self._turn), _turned(other, self._turn)
        elif one[1] == other[1] and one[3] == other[3] and not (self._raised or self._is_mixed):
            gap = (other[0] - one[2]) / max(one[3] - one[1], 0.1)
            if -0.5 < gap < TOUCHES and not self._white:
                return  # by far the most: the next letter of a word
        if not _on_one_line(one, other):
            self._turn = ask.quarter(glyph.number)
            one, other = _turned(last.box, self._turn), _turned(glyph.box, self._turn)
        height = max(min(one[3] - one[1], other[3] - other[1]), 0.1)
        gap = other[0] - one[2]
        self._is_mixed = self._is_mixed or _is_right_to_left(last.char, glyph.char)
        if not _on_one_line(one, other) or (gap < -2 * height and not self._is_mixed):
            self._new_line(one, other)
        elif self._is_mixed:  # numbers jump over words: only PDFium knows what is beside what
            self._put(" " if self._white else "")
        elif gap > WIDE * height:
            self._close_piece()
            self._put("\t")
            self._raised = 0.0
        else:
            self._put(self._raise(last, glyph, ask) or self._blank(last, glyph, gap / height))

    def _blank(self, last: Glyph, glyph: Glyph, gap: float) -> str:
        """A blank, or nothing: what is printed counts, then the gap, then what PDFium says."""
        is_printed = "_" in self._white
        is_unsure = TOUCHES < gap <= PARTS and not is_printed
        found = " " if is_printed or gap > PARTS or (self._white and gap > TOUCHES) else ""
        if is_unsure and last.char.isdigit() and glyph.char.isdigit():
            self.seams.append(self.length + len(found))
        return found

    def _new_line(self, one: Box, other: Box) -> None:
        self._close_piece()
        self._is_mixed = False
        height = max(min(one[3] - one[1], other[3] - other[1]), 0.1)
        falls = one[1] - other[3]
        is_above = other[1] > one[3]
        self._put("\n\n" if is_above or falls > PARAGRAPH * height else "\n")
        is_off = falls > ENDS * height or other[1] - one[3] > ENDS * height
        self._lines += [[], []] if is_off else [[]]
        self._raised = 0.0

    def _raise(self, last: Glyph, glyph: Glyph, ask: Asks) -> str:
        """The sign before a superscript or subscript, a blank behind one that touches a digit."""
        one, other = _turned(last.box, self._turn), _turned(glyph.box, self._turn)
        before, now = one[3] - one[1], other[3] - other[1]
        if self._raised and now > self._raised * SMALLER:
            self._raised = 0.0
            return " " if last.char.isdigit() and glyph.char.isdigit() else ""
        if self._raised or now <= 0 or before <= 0:
            return ""
        if now < SMALLER * before:
            rise = self._rise(last, glyph, ask)
            if rise > 0.12 * before or rise < -0.08 * before:
                self._raised = before
                sign = "^" if rise > 0 else "_"
                self.changed["superscript" if rise > 0 else "subscript"] += 1
                is_mark = last.char.isdigit() and not glyph.char.isdigit()
                if sign == "^" and (is_mark or is_whole("".join(self.parts[-24:]))):
                    self.boundaries.add(self.length)
                return sign
        elif before < SMALLER * now and last.char.isdigit() and glyph.char.isdigit():
            return " "  # a small digit before a large one, such as the number of a footnote
        return ""

    def _rise(self, last: Glyph, glyph: Glyph, ask: Asks) -> float:
        """How far a character sits above the baseline of the one before."""
        (x, y), (u, v) = ask.origin(last.number), ask.origin(glyph.number)
        one, other = _turned((x, y, x, y), self._turn), _turned((u, v, u, v), self._turn)
        return other[1] - one[1]

    def _find_tables(self) -> None:
        """Runs of lines in columns: each at least two pieces, with numbers in two of them."""
        block: list[list[Piece]] = []
        text = "".join(self.parts[self._first_part :])
        begin = self.length - len(text)
        loose = 0
        for line in [*self._lines, [], []]:
            loose = loose + 1 if len(line) == 1 else 0
            if len(line) > 1 or (block and 0 < loose <= MOST_LOOSE):
                block.append(line)
            elif block:
                self._table(block, text, begin)
                block = []

    def _table(self, lines: list[list[Piece]], text: str, begin: int) -> None:
        while lines and len(lines[-1]) < 2:
            lines = lines[:-1]
        rows = _rows([piece for line in lines for piece in line])
        numbered = [
            row
            for row in rows
            if any(is_number(text[piece.start - begin : piece.end - begin]) for piece in row)
        ]
        bands = _bands([piece for row in numbered for piece in row])
        if len(numbered) < 2 or len(bands) < max(map(len, rows)):
            return  # no table, or one whose columns cannot be told
        pieces = [piece for row in rows for piece in row]
        start, end = min(piece.start for piece in pieces), max(piece.end for piece in pieces)
        grid = Grid("inferred", start, end)
        grid.rows = [
            [cell for piece in row if (cell := _cell_of(piece, number, bands)) is not None]
            for number, row in enumerate(rows)
        ]
        self.grids.append(grid)


def _rows(pieces: list[Piece]) -> list[list[Piece]]:
    """Pieces of a table row by row from above, each row from the left: by boxes, not by order."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: -(one.box[1] + one.box[3])):
        if rows and _on_one_line(rows[-1][0].box, piece.box):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.box[0]) for row in rows]


def _cell_of(piece: Piece, row: int, bands: list[tuple[float, float]]) -> GridCell | None:
    """A piece as a cell of the columns that it lies over."""
    over = [
        at for at, (left, right) in enumerate(bands) if piece.box[0] < right and left < piece.box[2]
    ]
    if not over:
        return None
    return GridCell(piece.start, piece.end, colspan=over[-1] - over[0] + 1, row=row, col=over[0])


def _turned(box: Box, turn: int) -> Box:
    """A box as it is when the text is turned upright."""
    left, bottom, right, top = box
    if turn == 1:
        return bottom, -right, top, -left
    if turn == 2:
        return -right, -top, -left, -bottom
    if turn == 3:
        return -top, left, -bottom, right
    return box


def _on_one_line(one: Box, other: Box) -> bool:
    lower = min(one[3] - one[1], other[3] - other[1])
    return min(one[3], other[3]) - max(one[1], other[1]) > OVERLAP * lower


def _is_right_to_left(one: str, other: str) -> bool:
    return any(unicodedata.bidirectional(char) in ("R", "AL", "AN") for char in one + other)


def _bands(pieces: list[Piece]) -> list[tuple[float, float]]:
    """The columns: stretches of the page's width that pieces share."""
    found: list[list[float]] = []
    for left, right in sorted((piece.box[0], piece.box[2]) for piece in pieces):
        if found and left < found[-1][1]:
            found[-1][1] = max(found[-1][1], right)
        else:
            found.append([left, right])
    return [(left, right) for left, right in found]
