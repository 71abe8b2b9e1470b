"""Columns: what the cells of a column have in common, found block by block in bounded memory.

A table is read once: blocks of plain text at once, all else row after row.

Each distinct text is looked at once, as long as it is remembered. The forms that the first texts
could be of are dropped one by one; those that are left at the end are of all cells.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Any

from pincite.tables.content import TableFault
from pincite.tables.inference.forms import MARKS, NUMBERS, Form, forms_of, value_of
from pincite.tables.passes import Counts, Plan, compile_readers, missing_of
from pincite.tables.reader import OpenTable, ignore, kind_of
from pincite.tables.sieves.blocks import BlockScan, Layout, Sifted, layout_of, recoded
from pincite.tables.sieves.columns import cut_records
from pincite.tables.typed_cells import CellError
from pincite.types import DEFAULT
from pincite.types.string import STRING

MOST_KNOWN = 100_000  # texts of one column that are remembered
MOST_CHARACTERS = 2**23  # of them
MOST_COUNTED = 100  # different texts that are counted one by one
EXAMPLES = 3
FIRSTS = 20  # different texts of a column that say what nearly all of them could be
NEARLY, LEAST = 98, 20  # percent of a column's cells that are of its type, and cells, at least
MOSTLY = 80  # percent from which on it is said what most cells of a text column are
ROWS, CELLS = 2_000, 500_000  # that are turned into columns at once
ALL_KNOWN = 3_000_000  # texts that are remembered of all columns together
LEAST_KNOWN = 200  # of one
MOST_PAIRS = 20_000  # first rows that are kept, to look for keys of several columns
LONGEST = 4_000  # characters of a text up to which it could be anything but a text
_CODES = re.compile(r"^\s*(?:[+-]?0[0-9]|[+-]?[0-9]{19}|\+[0-9]{7})", re.MULTILINE)


def are_few(number: int, total: int) -> bool:
    """Whether so few cells of a column are wrong that they are faults, and the type is right."""
    return total >= LEAST and 100 * number <= (100 - NEARLY) * total


class Column:
    """One column; `add` its cells in order.

    `empty` counts cells without any text, `marks` the texts that may mean no value. `known` are the
    other texts, all of them while `is_whole`. `forms` are those that all of them are of; None while
    there is none. `counts` says how often each occurs, None where they are too many. `kinds`
    counts the values of files that know types, by the name of their Python type.
    """

    def __init__(self, label: str, *, room: int = MOST_KNOWN, wants_bounds: bool = False):
        self.label = label
        self.cells = 0
        self.empty = 0
        self.marks: Counter[str] = Counter()
        self.known: set[str] = set()
        self.is_whole = True
        self.is_unique = True
        self.forms: Sequence[Form] | None = None
        self.counts: Counter[str] | None = Counter()
        self.kinds: Counter[str] = Counter()
        self.samples: list[Any] = []  # values of the kinds, some of them
        self.firsts: list[str] = []  # different texts as they came
        self.has_strays = False  # nearly all cells are of one form: see `without`
        self.odd = ""  # a text for which the column holds no numbers though it looks like them
        self.shortest, self.longest = -1, 0
        self.bounds: tuple[str, str] | None = None  # the texts of the least and the greatest value
        self._is_alive: list[bool] = []
        self._wants_bounds = wants_bounds
        self._room, self._characters = room, min(MOST_CHARACTERS, 100 * room)

    @property
    def examples(self) -> list[str]:
        """Some of its texts."""
        return self.firsts[:EXAMPLES]

    @property
    def filled(self) -> int:
        """Cells with a value, or with a text other than the marks."""
        return self.cells - self.empty - self.marks.total()

    @property
    def distinct(self) -> int:
        """How many different texts are known, marks included."""
        return len(self.known) + len(self.marks)

    def add(self, cells: Sequence[Any], *, is_text: bool = True) -> None:
        """Look at the next cells: texts, or what a file that knows types holds."""
        self.cells += len(cells)
        if not is_text:
            cells = self._without_values(cells)
        fresh = set(cells)
        if len(fresh) < len(cells):
            self.is_unique = False
        if "" in fresh:
            fresh.discard("")
            self.empty += cells.count("")
        if marks := fresh & MARKS:
            fresh -= marks
            self.marks.update({mark: cells.count(mark) for mark in marks})
        if self.counts is not None:
            self._count(cells)
        new = fresh - self.known
        if len(new) < len(fresh):
            self.is_unique = False
        if new:
            self._look_at(new, cells)

    def _count(self, cells: Sequence[str]) -> None:
        assert self.counts is not None
        self.counts.update(cells)
        if len(self.counts) > MOST_COUNTED:
            self.counts = None

    def _without_values(self, cells: Sequence[Any]) -> list[str]:
        """The texts among the cells; values are counted by their types."""
        texts: list[str] = []
        for cell in cells:
            if cell is None:
                self.empty += 1
            elif isinstance(cell, str) and not isinstance(cell, CellError):
                texts.append(cell)
            else:
                self._add_value(cell)
        return texts

    def _add_value(self, cell: Any) -> None:
        kind = kind_of_value(cell)
        self.kinds[kind] += 1
        if len(self.samples) < EXAMPLES and cell not in self.samples:
            self.samples.append(cell)
        if kind in ("list", "dict", "CellError"):
            self.is_unique = False
            return
        text = f"\0{cell!r}"
        if self.is_unique and text in self.known:
            self.is_unique = False
        elif self.is_unique:
            self._remember({text})

    def _remember(self, new: set[str]) -> None:
        size = sum(map(len, new)) if self.longest > 100 else 100 * len(new)
        if len(self.known) + len(new) > self._room or size > self._characters:
            self.is_whole = False
        else:
            self.known |= new
            self._characters -= size if self.longest > 100 else 0

    def _look_at(self, new: set[str], cells: Sequence[str]) -> None:
        if len(self.firsts) < FIRSTS:
            for cell in cells:
                if cell in new and cell not in self.firsts:
                    self.firsts.append(cell)
                    if len(self.firsts) == FIRSTS:
                        break
        longest = max(map(len, new))
        self.longest = max(self.longest, longest)
        shortest = min(map(len, new))
        self.shortest = shortest if self.shortest < 0 else min(self.shortest, shortest)
        self._remember(new)
        if self.forms is None:
            first = self.examples[0]
            self.forms = forms_of(first) if len(first) <= LONGEST else ()
            self._is_alive = [True] * len(self.forms)
        if self.forms:
            self._narrow(new)
        if self._wants_bounds and self.forms:
            self._measure(new)

    def _narrow(self, new: set[str]) -> None:
        """Drop the forms that some new texts are not of.

        Texts of a narrower form, which was asked already, are of the wider ones too.
        """
        assert self.forms is not None
        wrong: list[set[str] | None] = []
        has_numbers = len(self.forms) >= len(NUMBERS) and self.forms[0] is NUMBERS[0]
        for at, form in enumerate(self.forms):
            if not self._is_alive[at]:
                wrong.append(None)
                continue
            narrower = wrong[form.parent] if form.parent is not None and has_numbers else None
            found = form.wrong(new if narrower is None else narrower)
            wrong.append(found)
            if found:
                self._is_alive[at] = False
        if has_numbers and any(self._is_alive[: len(NUMBERS)]):
            self._look_for_codes(new)
        if not any(self._is_alive):
            self.forms, self._is_alive = (), []

    def _look_for_codes(self, new: set[str]) -> None:
        """Digits with leading zeros, and more of them than numbers have, are codes."""
        if _CODES.search("\n".join(new)) is not None:
            found = [text for text in new if is_code(text)]
            if found:
                self.odd = min(found)
                self._is_alive[: len(NUMBERS)] = [False] * len(NUMBERS)

    @property
    def alive(self) -> list[Form]:
        """The forms that are left, the plainest first."""
        pairs = zip(self.forms or (), self._is_alive, strict=True)
        return [form for form, is_alive in pairs if is_alive]

    def majority(self) -> tuple[Form, set[str], int, int] | None:
        """The form that most texts are of where not all are of one, and those that are not.

        With them the number of their cells and of all filled ones; of different texts where cells
        are not counted. None where no form has most of them.
        """
        if self.kinds or self.odd or self.alive or not self.firsts or self.filled < LEAST:
            return None
        short = [text for text in self.firsts if len(text) <= LONGEST]
        forms = {form.text: form for text in short for form in forms_of(text)}
        best: tuple[Form, set[str]] | None = None
        for form in forms.values():
            if form.type is STRING or 2 * len(form.wrong(self.firsts)) > len(self.firsts):
                continue
            wrong = form.wrong(self.known)
            if best is None or len(wrong) < len(best[1]):
                best = form, wrong
        if best is None:
            return None
        form, wrong = best
        counts = self.counts or dict.fromkeys(self.known, 1)
        number, total = sum(counts[text] for text in wrong), sum(counts[t] for t in self.known)
        is_most = 100 * number <= (100 - MOSTLY) * total
        return (form, wrong, number, total) if is_most else None

    def without(self, strays: set[str]) -> Column:
        """The column with the forms of all its texts but some; its counts stay those of all."""
        found = Column(self.label, room=self._room, wants_bounds=self._wants_bounds)
        found.firsts = [text for text in self.firsts if text not in strays]
        found._look_at(self.known - strays, found.firsts)
        found.cells, found.empty, found.marks = self.cells, self.empty, self.marks
        found.known, found.counts, found.is_whole = self.known, self.counts, self.is_whole
        found.is_unique, found.has_strays = self.is_unique, True
        found.bounds = found.bounds if self.is_whole else None
        return found

    def _measure(self, new: set[str]) -> None:
        """Keep the texts of the least and greatest value, by the plainest form that is left."""
        alive = self.alive
        if not alive or not alive[0].type.is_ordered:
            self.bounds = None
            return
        form, texts = alive[0], [*new, *(self.bounds or ())]
        self.bounds = extremes(form, texts)


def extremes(form: Form, texts: Sequence[str]) -> tuple[str, str] | None:
    """The texts of the least and the greatest value; None where some have no order."""
    compare = form.type.compare
    least = most = None
    for text in sorted(texts):
        value = value_of(form, text)
        if value is None or compare(value, value) is None:
            continue
        if least is None or most is None:
            least = most = (value, text)
            continue
        low, high = compare(value, least[0]), compare(value, most[0])
        if low is None or high is None:
            return None
        least = (value, text) if low < 0 else least
        most = (value, text) if high > 0 else most
    return None if least is None or most is None else (least[1], most[1])


def is_code(text: str) -> bool:
    """Whether digits are not meant as a number: zeros before them, or too many of them."""
    digits = text.strip().lstrip("+-")
    if len(digits) > 1 and digits[0] == "0" and digits[1] in "0123456789":
        return True
    is_long = len(digits) > 18 and digits.isdigit()
    is_call = text.startswith("+") and len(digits) >= 8 and digits.isdigit()
    return is_long or is_call


_KINDS: Mapping[type, str] = {
    bool: "bool", int: "int", float: "real", Decimal: "real", dt.date: "date", dt.time: "time",
    dt.timedelta: "span", list: "list", tuple: "list", dict: "dict", bytes: "bytes",
    CellError: "CellError",
}  # fmt: skip


def kind_of_value(value: Any) -> str:
    """What a value of a file that knows types is, in a word."""
    if isinstance(value, CellError):
        return "CellError"
    if isinstance(value, dt.datetime):
        is_day = value.time() == dt.time() and value.tzinfo is None
        return "midnight" if is_day else "datetime"
    return _KINDS.get(type(value), type(value).__name__)


@dataclass
class Scanned:
    """The columns of a table, how many rows it has, and its first rows.

    `fault` is what ended the reading early.
    """

    columns: list[Column]
    rows: int
    first: list[Sequence[Any]]
    fault: TableFault | None = None


def scan(table: OpenTable, labels: Sequence[str], *, wants_bounds: bool = False) -> Scanned:
    """Read a table, of as many columns as it has labels; cells behind them are left out."""
    width = len(labels)
    room = max(LEAST_KNOWN, min(MOST_KNOWN, ALL_KNOWN // max(1, width)))
    columns = [Column(label, room=room, wants_bounds=wants_bounds) for label in labels]
    collector = _Collector(columns, is_text=table.has_text)
    fault = None
    try:
        layout = _layout(table, width)
        if layout is None:
            _row_by_row(table, collector)
        else:
            _by_blocks(table, collector, layout)
    except TableFault as error:
        fault = error
    finally:
        table.close()
    collector.flush()
    return Scanned(columns, collector.rows, collector.first, fault)


class _Collector:
    """A sieve (see `Sieve`) that doubts nothing but ragged rows, and keeps what it sees."""

    name = "columns"
    secret: bytes | None = None
    block = 2**18

    def __init__(self, columns: list[Column], *, is_text: bool):
        self.columns = columns
        self.rows = 0
        self.first: list[Sequence[Any]] = []
        self.layout: Layout | None = None
        self._is_text = is_text
        self._waiting: list[Sequence[Any]] = []
        self._most_first = min(MOST_PAIRS, ALL_KNOWN // max(1, len(columns)))

    def take(self, rows: Sequence[Sequence[Any]]) -> None:
        """Look at rows that are as wide as the table, when there are enough of them."""
        self._waiting += rows
        number = len(self._waiting)
        if number >= ROWS or number * len(self.columns) >= CELLS:
            self.flush()

    def take_later(self, row: Sequence[Any]) -> None:
        """Look at a row of any width; one without a value is left out."""
        width = len(self.columns)
        empty = "" if self._is_text else None
        cells = [empty if cell is None else cell for cell in row[:width]]
        if len(cells) < width:
            cells += [empty] * (width - len(cells))
        if any(cell not in ("", None) for cell in cells):
            self.take([cells])

    def flush(self) -> None:
        """Look at the rows that wait."""
        rows, self._waiting = self._waiting, []
        self.rows += len(rows)
        if len(self.first) < self._most_first:
            self.first += rows[: self._most_first - len(self.first)]
        if rows:
            for column, cells in zip(self.columns, zip(*rows, strict=True), strict=True):
                column.add(cells, is_text=self._is_text)

    def sift(self, chunk: bytes, *, is_last: bool) -> Sifted:
        """See `Sieve.sift`."""
        assert self.layout is not None
        cut = cut_records(chunk, self.layout, is_last=is_last)
        width = len(self.columns)
        rows = cut.rows
        doubted = [at for at, row in enumerate(rows) if len(row) != width]
        if width == 1:
            doubted += [at for at, row in enumerate(rows) if row == [""]]
        if doubted:
            gone = set(doubted)
            self.take([row for at, row in enumerate(rows) if at not in gone])
        else:
            self.take(rows)
        return Sifted(cut.size, len(rows), cut.lines, cut.places(sorted(doubted)), [])

    def places(self, chunk: bytes, at: Sequence[int], *, is_last: bool) -> Any:
        """See `Sieve.places`."""
        assert self.layout is not None
        return cut_records(chunk, self.layout, is_last=is_last).places(at)

    def hashes_of(self, key: int, keys: Sequence[Sequence[Any]]) -> Sequence[int]:
        """See `Sieve.hashes_of`; there are no keys."""
        del key
        return [0 for _ in keys]

    def keep(self, rows: Sequence[Sequence[Any]]) -> None:
        """See `Sieve.keep`: these rows were read exactly."""
        for row in rows:
            self.take_later(row)

    def fresh(self) -> _Collector:
        """See `Sieve.fresh`; what was seen is kept."""
        return self

    @property
    def held(self) -> list[Any]:
        """See `Sieve.held`; there are no keys."""
        return []

    def unite(self, held: Sequence[Any]) -> None:
        """See `Sieve.unite`; there are no keys."""
        del held

    def repeated(self, hashes: Sequence[Any]) -> set[int]:
        """See `Sieve.repeated`; there are no keys."""
        del hashes
        return set()


def _layout(table: OpenTable, width: int) -> Layout | None:
    """How a sieve would read the table, or None where rows are read one by one."""
    is_plain = (
        kind_of(table.resource) in ("csv", "tsv")
        and "data" not in table.resource.descriptor
        and (table.encoding == "utf-8" or len(table.content.paths) == 1)
        and width > 0
        and not table.dialect.skips_blank_rows
    )
    return layout_of(table.dialect, width) if is_plain else None


def _by_blocks(table: OpenTable, collector: _Collector, layout: Layout) -> None:
    text = None
    if table.encoding != "utf-8":
        with table.content.open(table.content.paths[0]) as stream:
            text = recoded(stream, table.encoding)
        if text is None:
            _row_by_row(table, collector)
            return
    collector.layout = layout
    plan = _plan(table, layout.width)
    for _ in BlockScan(table, collector, plan, Counts(), ignore, text).findings():
        pass


def _plan(table: OpenTable, width: int) -> Plan:
    """The rules of a table of which nothing is known but its width: every text is a value."""
    fields = tuple({"name": f"column{at}", "type": DEFAULT} for at in range(1, width + 1))
    schema = {"fields": fields}
    missing = tuple(missing_of(field, schema) for field in fields)
    return Plan(fields, compile_readers(fields, schema, table.cell_reader), missing)


def _row_by_row(table: OpenTable, collector: _Collector) -> None:
    for row in _rows(table):
        collector.take_later(row)


def _rows(table: OpenTable) -> Iterator[Sequence[Any]]:
    for part in table.parts():
        for row in part.rows:
            if row.fault is None:
                yield row.cells


def first_rows(table: OpenTable, most: int) -> list[Sequence[Any]]:
    """The first rows of a table; it is closed then."""
    try:
        return [*islice(_rows(table), most)]
    finally:
        table.close()
