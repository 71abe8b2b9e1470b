"""The text of a document while it is made: separators, what is dropped, and the place of pieces.

The rule of the text is in docs/sources.md. Readers of HTML and DOCX hand over pieces in
reading order; here blanks collapse, blocks become lines, and each piece gets its offsets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from pincite.sources.limits import Refused, check_text

NOTHING, BLANK, LINE, PARAGRAPH = range(4)  # what parts two pieces; the stronger one wins
_ENDS = {LINE: "\n", PARAGRAPH: "\n\n"}
WHITE = re.compile(r"[ \t\n\r\f]+")  # white space of HTML; a no-break space is none
_DROPPED = {
    "\u00ad": "soft hyphen",
    "\u200b": "zero width space",
    "\u2060": "word joiner",
    "\ufeff": "byte order mark",
    **dict.fromkeys("\u061c\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069", "bidi mark"),
}
_ODD = re.compile(
    "[\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029"
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]"
)
OVERRIDES = "\u202d\u202e"


def clean(text: str, changed: Counter[str]) -> str:
    """A text without invisible signs, each counted; what has no form becomes U+FFFD.

    Raises Refused for an override of the writing direction: digits then look like other digits.
    """
    if text.isascii() and text.isprintable():
        return text

    def instead(match: re.Match[str]) -> str:
        char = match[0]
        if char in OVERRIDES:
            raise Refused(
                f"the document holds the direction override U+{ord(char):04X}: digits behind it"
                " look other than they are. Remove it in the document"
            )
        if char in _DROPPED:
            changed[_DROPPED[char]] += 1
            return ""
        if char in "\u2028\u2029\x85":
            changed["line separator"] += 1
            return "\n"
        changed["control character"] += 1
        return "\ufffd"

    return _ODD.sub(instead, text)


_WHOLE = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,’']\d{3})+$|[%％]$")


def is_whole(text: str) -> bool:
    """Whether a text ends in a number that nobody raises to a power: "1,204", "35%".

    What is raised behind it is the mark of a note, and not an exponent.
    """
    return _WHOLE.search(text[-24:]) is not None


class Writer:
    """A text that grows piece by piece, with the offsets of each."""

    def __init__(self) -> None:
        self.length = 0
        self.last = ""  # the code point before, "" at the start
        self.changed: Counter[str] = Counter()
        self.runs: list[list[int]] = []  # start, end, number of the path
        self.paths: dict[str, int] = {}
        self.seams: list[int] = []
        self.boundaries: set[int] = set()
        self._parts: list[str] = []
        self._pending = NOTHING
        self._cell_at = -1  # where the cell that is open begins
        self._rows: list[int] = []  # how many parts there were where each open row began
        self._is_raised = False  # the last piece was a superscript or subscript
        self._raised_by = ""

    @property
    def text(self) -> str:
        """All that was written, with one line end at its end."""
        return "".join(self._parts).rstrip("\n\t ") + "\n"

    def separate(self, level: int) -> None:
        """Ask for a blank, a line end or a blank line before the next piece."""
        self._pending = max(self._pending, level)

    def flow(self, text: str, path: str, *, keeps_white: bool = False) -> None:
        """A piece of running text, its white space collapsed to blanks."""
        text = clean(text, self.changed)
        if keeps_white:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._write(text, path)
            return
        pieces = WHITE.split(text)
        if pieces[0] == "" and len(pieces) > 1:
            self.separate(BLANK)
        words = [piece for piece in pieces if piece]
        if words:
            self._write(" ".join(words), path)
        if pieces[-1] == "" and words:
            self.separate(BLANK)

    def raised(self, sign: str, *, is_mark: bool = False) -> None:
        """Begin a superscript `^` or a subscript `_`: it must not become part of a number.

        One that goes on where another ended, in an element of the same kind, needs no second sign.
        Nothing reads across a mark of a footnote.
        """
        if self._is_raised and self._pending == NOTHING and self._raised_by == sign:
            return
        self._raised_by = sign
        if self._pending == BLANK and self.last.isdigit():
            self._pending = NOTHING  # "10 6" would not be an exponent
        self.changed["superscript" if sign == "^" else "subscript"] += 1
        if is_mark or (sign == "^" and is_whole("".join(self._parts[-2:]))):
            self.bound()
        self._flush()
        self._append(sign)

    def end_raised(self) -> None:
        """End a superscript or subscript; a digit behind it is not joined to it."""
        self._is_raised = True

    def sign(self, char: str) -> None:
        """A sign for what is not text, such as the stroke of a fraction."""
        self._flush()
        self._append(char)

    def begin_row(self) -> None:
        """Begin a row of a table, on a new line."""
        self.separate(LINE)
        self._flush()
        self._rows.append(len(self._parts))

    def end_row(self) -> bool:
        """End a row; one without any words leaves no line. Whether it has left one."""
        begin = self._rows.pop()
        is_empty = all(part == "\t" for part in self._parts[begin:])
        if is_empty:
            self.length -= len(self._parts) - begin
            del self._parts[begin:]
            self.last = self._parts[-1][-1] if self._parts else ""
        else:
            self.separate(LINE)
        return not is_empty

    def begin_cell(self, *, is_first: bool) -> None:
        """Begin a cell: a tab parts it from the cell before."""
        self._pending = NOTHING
        if not is_first:
            self._append("\t")
        self._cell_at = self.length
        self._is_raised = False

    def end_cell(self) -> None:
        """End a cell: blanks at its end are none of it."""
        self._pending, self._cell_at = NOTHING, -1

    def bound(self, offset: int | None = None) -> None:
        """Nothing reads across this offset: of a cell, an item or a footnote mark."""
        self.boundaries.add(self.length if offset is None else offset)

    def _write(self, text: str, path: str) -> None:
        if not text:
            return
        joins = self._pending == NOTHING and self.last.isdigit() and text[0].isdigit()
        if joins and self._is_raised:
            self._append(" ")
            self.changed["blank behind a superscript"] += 1
        self._flush()
        if joins and not self._is_raised:
            self.seams.append(self.length)
        self._is_raised = False
        start = self.length
        self._append(text)
        number = self.paths.setdefault(path, len(self.paths))
        if self.runs and self.runs[-1][2] == number:
            self.runs[-1][1] = self.length
        else:
            self.runs.append([start, self.length, number])

    def _flush(self) -> None:
        pending, self._pending = self._pending, NOTHING
        if pending == NOTHING or not self.last or self.length == self._cell_at:
            return
        if pending == BLANK:
            if not self.last.isspace() or self.last in "\u00a0\u202f":
                self._append(" ")
            return
        ends = _ENDS[pending]
        tail = "".join(self._parts[-2:])[-2:]
        have = len(tail) - len(tail.rstrip("\n"))
        if have < len(ends):
            self._append(ends[have:])
        self._is_raised = False

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)
        self.last = text[-1]
        check_text(self.length)


def cut_to(items: Iterable[list[int]], length: int) -> list[list[int]]:
    """Runs of `start, end, path` that end within a text of a length."""
    return [
        [start, min(end, length), path] for start, end, path in items if start < min(end, length)
    ]
