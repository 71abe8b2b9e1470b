"""The map of a text, read and checked: where in the original document a passage is."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pincite.files.reading import SourceFile, parse_json
from pincite.report import CannotRun
from pincite.sources.limits import DOCLING, DOCX, HTML, MARKDOWN, PDF
from pincite.sources.made import MAP, RULE, map_name
from pincite.text import Span
from pincite.text.anchoring import normal

PLACE: dict[str, Any] = {"page": int, "table": int, "row": int | str, "column": int | str}
MAX_BYTES = 256 * 2**20  # of a map
_PARTS_AT = "|^"  # what is beside a boundary in the text itself, or white space


@dataclass(frozen=True)
class Cell:
    """A cell of a table in a document: which table, row and column, from 1, and its headers."""

    table: int
    row: int
    column: int
    row_headers: tuple[Span, ...]
    column_headers: tuple[Span, ...]
    is_inferred: bool


@dataclass(frozen=True)
class Spot:
    """Where a passage is in the original: its page and box, or its element, and its cell."""

    page: int | None = None
    box: tuple[float, ...] = ()
    path: str | None = None
    cell: Cell | None = None

    def fits(self, place: Mapping[str, Any], known: Callable[[Span], str | None]) -> bool:
        """Whether this is the page, table, row and column of a place; those it names.

        A row or column is its number, or the words of one of its headers.
        """
        cell = self.cell
        if "page" in place and place["page"] != self.page:
            return False
        if place.keys() <= {"page"}:
            return True
        if cell is None or place.get("table", cell.table) != cell.table:
            return False
        return _is(place.get("row"), cell.row, cell.row_headers, known) and _is(
            place.get("column"), cell.column, cell.column_headers, known
        )

    def words(self, known: Callable[[Span], str | None]) -> str:
        """The place in words: "page 3, table 2, row “Tern”, column “2024”".

        `known` gives the words of a header where they may be shown; else its number is.
        """
        found = [] if self.page is None else [f"page {self.page}"]
        cell = self.cell
        if cell is not None:
            row = _named(cell.row_headers, known) or str(cell.row)
            column = _named(cell.column_headers, known) or str(cell.column)
            perhaps = "probably " if cell.is_inferred else ""
            found += [f"table {cell.table}", f"{perhaps}row {row}", f"{perhaps}column {column}"]
        if not found and self.path:
            found.append(self.path)
        return ", ".join(found)


def place_faults(place: Any) -> list[str]:
    """What is wrong with a place as a program gives it: numbers from 1, or words of headers."""
    if not isinstance(place, Mapping):
        return ["place is an object with page, table, row, column"]
    faults = [f"place has no {name}" for name in place if name not in PLACE]
    for name in place.keys() & PLACE.keys():
        if not isinstance(place[name], PLACE[name]) or isinstance(place[name], bool):
            what = "a whole number" if PLACE[name] is int else "a whole number or a header's words"
            faults.append(f"{name} of a place is {what}")
    return faults


def _is(
    asked: Any, number: int, headers: tuple[Span, ...], known: Callable[[Span], str | None]
) -> bool:
    if asked is None or asked == number:
        return True
    words = [known(header) or "" for header in headers]
    return isinstance(asked, str) and normal(asked).strip() in [normal(w).strip() for w in words]


def _named(headers: tuple[Span, ...], known: Callable[[Span], str | None]) -> str:
    words = [known(header) for header in headers]
    said = [" ".join(word.split()) for word in words if word]
    return " / ".join(f"“{word[:60]}”" for word in said) if len(said) == len(headers) else ""


class Places:
    """The map of one text. The numbers in it are checked when it is made; see `read_places`."""

    def __init__(self, found: Mapping[str, Any], length: int) -> None:
        self.map = found
        self.runs: list[list[Any]] = found.get("runs", [])
        self.boundaries: tuple[int, ...] = tuple(found.get("boundaries", ()))
        self._starts = [run[0] for run in self.runs]
        self._cells = sorted(
            (cell[0], cell[1], number, cell, table.get("by") == "inferred")
            for number, table in enumerate(found.get("tables", ()), 1)
            for cell in table["cells"]
        )
        self._cell_starts = [cell[0] for cell in self._cells]
        self._length = length
        self._by_words: dict[int, defaultdict[str, list[Span]]] = {}

    @property
    def entries(self) -> int:
        """How many runs and cells the map has."""
        return len(self.runs) + len(self._cells)

    @property
    def original(self) -> Mapping[str, Any]:
        """Name, media type, size and digest of the original."""
        return dict(self.map["original"])

    def crosses_seam(self, span: Span) -> bool:
        """Whether digits of two elements meet within a passage: they may be two numbers."""
        return any(span.start < seam < span.end for seam in self.map.get("seams", ()))

    def is_struck(self, span: Span) -> bool:
        """Whether the document strikes a passage out, or a part of it."""
        return any(
            span.start < end and start < span.end for start, end in self.map.get("struck", ())
        )

    def spot(self, span: Span) -> Spot:
        """Where a passage begins in the original, and its cell."""
        page, path = None, None
        box: tuple[float, ...] = ()
        at = bisect_right(self._starts, span.start) - 1
        if at >= 0 and self.runs[at][1] > span.start:
            run = self.runs[at]
            if len(run) == 4:
                page, box = run[2], tuple(float(side) for side in run[3])
            else:
                path = self.map["paths"][run[2]]
        return Spot(page, box, path, self._cell(span))

    def headings(self, span: Span) -> tuple[Span, ...]:
        """The headers and the caption of the cell that holds a passage, in the text."""
        return (*self.headers(span), *self.caption(span))

    def headers(self, span: Span) -> tuple[Span, ...]:
        """The headers of the row and the column of the cell that holds a passage."""
        cell = self._cell(span)
        return () if cell is None else (*cell.row_headers, *cell.column_headers)

    def caption(self, span: Span) -> tuple[Span, ...]:
        """The caption of the table whose cell holds a passage."""
        cell = self._cell(span)
        found = None if cell is None else self.map["tables"][cell.table - 1].get("caption")
        return _spans([found]) if found else ()

    def corner(self, span: Span) -> list[Span]:
        """The cells that are left in the rows of a cell's column headers, and head no numbers."""
        cell = self._cell(span)
        if cell is None:
            return []
        rows = {head.row for one in cell.column_headers if (head := self._cell(one))}
        first = self._first_column(cell)
        return [
            span
            for row in sorted(rows)
            for span, column in self._rows.get((cell.table, row), ())
            if column <= first
        ]

    @cached_property
    def _rows(self) -> dict[tuple[int, int], list[tuple[Span, int]]]:
        """The cells of each row of each table, with their columns."""
        found: dict[tuple[int, int], list[tuple[Span, int]]] = {}
        for start, end, table, (_, _, row, column, *_), _ in self._cells:
            found.setdefault((table, row), []).append((Span(start, end), column))
        return found

    def is_inferred(self, span: Span) -> bool:
        """Whether a passage is in a table whose rows and columns only boxes tell."""
        cell = self._cell(span)
        return cell is not None and cell.is_inferred

    def cells_at(self, place: Mapping[str, Any], known: Callable[[Span], str | None]) -> list[Span]:
        """The cells of a place that names a row or a column, as spans of the text."""
        table, row, column = (place.get(name) for name in ("table", "row", "column"))
        pools = [
            self._headed(known, at)[normal(name).strip()]
            for at, name in ((4, row), (5, column))
            if isinstance(name, str)
        ]
        if isinstance(table, int) and isinstance(row, int):
            pools.append([span for span, _ in self._rows.get((table, row), ())])
        found = min(pools, key=len) if pools else [Span(cell[0], cell[1]) for cell in self._cells]
        return [span for span in found if self.spot(span).fits(place, known)]

    def _headed(self, known: Callable[[Span], str | None], at: int) -> defaultdict[str, list[Span]]:
        """The cells by the words of their row headers, or of their column headers."""
        if at not in self._by_words:
            words: dict[tuple[int, int], str] = {}
            found: defaultdict[str, list[Span]] = defaultdict(list)
            for start, end, _, cell, _ in self._cells:
                for first, last in cell[at]:
                    if (first, last) not in words:
                        words[first, last] = normal(known(Span(first, last)) or "").strip()
                    found[words[first, last]].append(Span(start, end))
            self._by_words[at] = found
        return self._by_words[at]

    def is_part_of(self, part: Span, value: Span) -> bool:
        """Whether a scale or unit in a table can be that of a number in it.

        It is in a header of the number, in its row, in the caption, or in a cell of the first
        columns that heads no numbers; in the header of another column it is another number's.
        """
        own, other = self._cell(value), self._cell(part)
        if own is None or other is None or any(h.holds(part) for h in self.headings(value)):
            return True
        return other.row == own.row or other.column <= self._first_column(own)

    def _first_column(self, cell: Cell) -> int:
        """The last of the columns that head the rows: those of a cell's own row headers."""
        return min((self._column_of(header) for header in cell.row_headers), default=1)

    def _column_of(self, header: Span) -> int:
        cell = self._cell(header)
        return 1 if cell is None else cell.column

    def table(self, span: Span) -> Span | None:
        """The table whose cell holds a passage, in the text."""
        cell = self._cell(span)
        if cell is None:
            return None
        table = self.map["tables"][cell.table - 1]
        return Span(table["start"], table["end"])

    def _cell(self, span: Span) -> Cell | None:
        """The innermost cell that holds a passage; of several that it reaches over, the widest.

        A sign in a cell before its number ("$") is quoted with it.
        """
        at = bisect_right(self._cell_starts, span.end - 1)
        held: list[tuple[int, int]] = []
        reached: list[tuple[int, int]] = []
        for number in range(max(0, at - 200), at):
            start, end = self._cells[number][:2]
            if start <= span.start and span.end <= end:
                held.append((end - start, number))
            elif end > span.start:
                reached.append((start - end, number))
        if not held and not reached:
            return None
        _, _, table, (_, _, row, column, left, above), inferred = self._cells[
            min(held or reached)[1]
        ]
        return Cell(table, row, column, _spans(left), _spans(above), inferred)

    def selectors(self, spot: Spot) -> list[dict[str, Any]]:
        """The place as selectors of the Web Annotation model, 4.2, of the original.

        What Docling exported has none: the original is then its file, not the document of pages.
        """
        if self.original["media_type"] == DOCLING:
            return []
        if spot.page is not None:
            view = ""
            pages = self.map.get("pages", [])
            if spot.box and spot.page <= len(pages):
                left, bottom, right, top = spot.box
                height = float(pages[spot.page - 1][3])
                sides = (left, height - top, right - left, top - bottom)
                view = "&viewrect=" + ",".join(f"{side:.1f}" for side in sides)
            return [
                {
                    "type": "FragmentSelector",
                    "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
                    "value": f"page={spot.page}{view}",
                }
            ]
        if spot.path:
            return [{"type": "XPathSelector", "value": spot.path}]
        return []


def _spans(pairs: Any) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)


def read_places(file: SourceFile) -> tuple[Places | None, str | None]:
    """The map beside a text, or None where it has none; and what is wrong with it, if anything.

    A map that is at fault is not used.
    """
    path = file.path.with_name(map_name(file.path.name))
    try:
        if not path.is_file():
            return None, None
        if path.stat().st_size > MAX_BYTES:
            return None, f"{path.name} has more than {MAX_BYTES:,} bytes"
        found, is_odd = parse_json(path.read_text(encoding="utf-8"), path.name)
    except CannotRun as error:
        return None, str(error)
    except (OSError, UnicodeDecodeError) as error:
        return None, f"{path.name} cannot be read: {error}"
    try:
        fault = "a key twice" if is_odd else next(_faults(found, file), None)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        fault = f"a part that is missing or of another form ({type(error).__name__}: {error})"
    if fault is not None:
        return None, f"{path.name} has {fault}"
    return Places(found, len(file.text)), None


def _faults(found: Any, file: SourceFile) -> Iterator[str]:
    """What is wrong with a map, the first fault first."""
    if found["map"] != MAP or found["rule"] != RULE:
        yield f"map {found['map']} and rule {found['rule']}; read are map {MAP} and rule {RULE}"
    text, length = file.text, len(file.text)
    if found["text"]["sha256"] != file.sha256 or found["text"]["code_points"] != length:
        yield "the digest or length of another text"
    if found["original"]["media_type"] not in (HTML, PDF, DOCX, MARKDOWN, DOCLING):
        yield f"an original of type {found['original']['media_type']}"
    yield from _run_faults(found, length)
    for number, table in enumerate(found["tables"], 1):
        for start, end, row, column, left, above in table["cells"]:
            is_whole = all(type(one) is int and one > 0 for one in (row, column))
            spans = [(start, end), *left, *above]
            if not is_whole or not all(_is_inside(one, other, length) for one, other in spans):
                yield f"a cell of table {number} that is outside of the text"
    last = 0
    for bound in found["boundaries"]:
        if type(bound) is not int or not last < bound < length:
            yield f"boundaries that do not ascend within the text, at {bound}"
        if not any(char.isspace() or char in _PARTS_AT for char in text[bound - 1 : bound + 1]):
            yield f"a boundary inside of words, at {bound}"
        last = bound


def _run_faults(found: Any, length: int) -> Iterator[str]:
    for start, end in found.get("struck", ()):
        if not _is_inside(start, end, length):
            yield f"a struck passage outside of the text, at {start}"
    last = 0
    for run in found["runs"]:
        start, end = run[:2]
        if not _is_inside(start, end, length) or start < last:
            yield f"runs that overlap or leave the text, at {start}"
        is_page = len(run) == 4 and len(run[3]) == 4 and 0 < run[2] <= len(found["pages"])
        is_path = len(run) == 3 and type(run[2]) is int and 0 <= run[2] < len(found["paths"])
        if not (is_page or is_path):
            yield f"a run without a page or path, at {start}"
        last = end


def _is_inside(start: Any, end: Any, length: int) -> bool:
    return type(start) is int and type(end) is int and 0 <= start < end <= length
