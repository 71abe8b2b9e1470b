"""Rows of a table with their places, and the parts of a table: its files, or its inline data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pincite.report import Issue, Place
from pincite.report.codes import CODES
from pincite.report.visible import difference, shortened
from pincite.tables.header import LabelFault
from pincite.tables.typed_cells import ColumnType

AROUND = 10  # what a report writes around a cell
MAX_SHOWN = 2_000  # characters of the cells of a row that go into each of its issues


class RawRow:
    """One row: its number in the table, the line it begins on, its cells, its part, its fault.

    Numbers and lines are from 1; in the first part the number is that of the record in the file.
    Cells are texts, or JSON values.
    """

    __slots__ = ("cells", "fault", "line", "number", "part")

    def __init__(
        self,
        number: int,
        line: int | None,
        cells: list[Any],
        part: Part,
        fault: str | None = None,
    ):
        self.number = number
        self.line = line
        self.cells = cells
        self.part = part
        self.fault = fault

    @property
    def place(self) -> Place:
        """Where the row is: file, line, its number in the file, JSON pointer."""
        return self.cell_place(None, None, None)

    def cell_place(self, column: int | None, field: str | None, record: str | None) -> Place:
        """The place of a cell, whose column is from 1; of the row where that is None."""
        part, number = self.part, self.number - self.part.shift
        pointer = part.pointer(number)
        if pointer is not None and column is not None:
            pointer += f"/{part.member(column)}"
        return Place(part.path, self.line, record, field, number, column, pointer)


class Part:
    """One file of a table, or its inline data, opened behind its header; `rows` come once.

    `offset` and `lines` are how many bytes and lines its text has before the first row of content.
    `shift` is what a row's number in the table is above its number in the file, `read` how many
    rows of the file were read. `label_faults` are those of a later part's header; `note` is what
    is to be said of a part without one, `remark` of which rows were read.
    """

    array: str | None = None  # JSON pointer to the array of rows
    labels: list[str] | None = None
    header: Sequence[RawRow] = ()
    rows: Iterator[RawRow]
    shift: int = 0
    offset: int = 0
    lines: int = 0
    last_label_bytes: int = 0  # of the last row of the header, which ends at `offset`
    read: int = 0
    bad_line: int | None = None  # the first with bytes that are not of the encoding
    label_faults: Sequence[LabelFault] = ()
    note: str | None = None
    remark: str = ""
    is_keyed: bool = False  # its rows are objects, whose members have no order
    is_labelled: bool = False  # its format names the columns, so no row is a header
    types: Sequence[ColumnType] = ()
    merged: Sequence[str] = ()
    previous: Part | None = None

    def __init__(self, path: str):
        self.path = path
        self.rows = iter(())

    @property
    def before(self) -> int:
        """The number in the table of the last row before the first one of content."""
        return self.shift + (self.header[-1].number if self.header else 0)

    def follow(self, previous: Part) -> None:
        """Take the place behind a part whose rows were read."""
        self.previous, self.shift = previous, 0
        self.shift = previous.shift + previous.read - self.before

    def pointer(self, number: int) -> str | None:
        """The JSON pointer of the item of a number, where the part is JSON."""
        return None if self.array is None else f"{self.array}/{number - 1}"

    def member(self, column: int) -> str:
        """The last step of a JSON pointer to a cell: a key, or the place in an array."""
        if self.header or self.labels is None:
            return str(column - 1)
        labels = self.labels
        key = labels[column - 1] if column <= len(labels) else str(column - 1)
        return key.replace("~", "~0").replace("/", "~1")

    def position(self, number: int) -> str:
        """How a row of a number in the table is named: by its number, and its file if another."""
        part = self
        while part.previous is not None and number <= part.before:
            part = part.previous
        return f"{number - part.shift}" + ("" if part is self else f" of {part.path}")

    def label_issues(self, faults: Sequence[LabelFault]) -> Iterator[Issue]:
        """The issues of wrong labels, in the header's row."""
        row = self.header[0] if self.header else None
        for fault in faults:
            place = Place(
                self.path,
                row.line if row else None,
                field=fault.field or shortened(fault.label, MAX_SHOWN) or None,
                row=row.number if row else None,
                column=fault.column,
            )
            details = {
                "labels": shown_cells(self.labels or ()),
                "rowNumbers": [row.number for row in self.header],
                "label": shortened(fault.label, MAX_SHOWN),
                "fieldName": fault.field,
                "fieldNumber": fault.column,
            }
            expected = fault.field if fault.code == "incorrect-label" else None
            yield Issue(fault.code, place, _says(fault), fault.label, expected, details=details)


def _says(fault: LabelFault) -> str:
    """What is wrong with a label, by its column, because two labels can look the same."""
    says = {
        "extra-label": f"column {fault.column} is not a field of the schema",
        "blank-label": f"column {fault.column} has no name",
        "duplicate-label": f"column {fault.column} has the name of an earlier one",
        "missing-label": "no column has the name of this field",
        "incorrect-label": f"column {fault.column} does not have the name of its field",
    }.get(fault.code, CODES[fault.code].means)
    apart = difference(fault.label, fault.field) if fault.code == "incorrect-label" else ""
    return says + (f": {apart}" if apart else "") + (f" ({fault.note})" if fault.note else "")


def shown_cells(cells: Sequence[Any]) -> list[str]:
    """The first cells of a row as texts, for an issue: a row of a megabyte may have many issues."""
    rest = MAX_SHOWN - AROUND * len(cells)
    if rest >= 0 and all(type(cell) is str for cell in cells) and sum(map(len, cells)) <= rest:
        return [*cells]
    found: list[str] = []
    left = MAX_SHOWN
    for cell in cells:
        if left <= 0:
            break
        text = "" if cell is None else cell if isinstance(cell, str) else str(cell)
        found.append(shortened(text, left))
        left -= len(text) + AROUND
    return found
