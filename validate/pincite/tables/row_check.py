"""Rows: cells against their fields, ragged and blank rows; the values go on to the keys.

It alone decides and words what is wrong with a cell or row; the fast pass only chooses rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from pincite.tables.reader import RawRow
from pincite.types import CellReader


class Fault(NamedTuple):
    """What is wrong in a row: issue code, column number from 1 or None, field name, cell, note.

    `details` are those of an Issue.
    """

    code: str
    column: int | None
    field: str
    cell: str | None
    note: str
    details: Mapping[str, Any] | None = None


class ReadRow(NamedTuple):
    """A row's typed values by column, its faults, and whether it has no key to be looked at.

    `bad` are the columns, from 0, whose cell has a value that is not of its type.
    """

    values: list[Any]
    faults: list[Fault]
    is_blank: bool
    bad: frozenset[int] = frozenset()


_BLANK = Fault("blank-row", None, "", None, "the row holds no value")
MAX_EXTRA = 100  # extra cells of one row that are told; a row of a million would be as many issues


def read_row(row: RawRow, readers: Sequence[CellReader]) -> ReadRow:
    """Read the cells of a row; a cell that is not there reads as missing.

    A row without any value is blank, and only that is said of it. So it is with a row that could
    not be cut into cells.
    """
    cells, width = row.cells, len(readers)
    if row.fault is not None:
        return ReadRow([None] * width, [Fault("source-error", None, "", None, row.fault)], True)
    if len(cells) != width:
        cells = [*cells[:width], *[None] * (width - len(cells))]
    results = [reader.read(cell) for reader, cell in zip(readers, cells, strict=True)]
    values = [value for value, _ in results]
    is_faulty = len(row.cells) != width or any(faults for _, faults in results)
    is_blank = bool(width) and values.count(None) == width
    if is_blank and not any(_is_type_fault(faults) for _, faults in results):
        return ReadRow(values, [_BLANK], True)
    if not is_faulty:
        return ReadRow(values, [], False)
    bad = frozenset([at for at, (_, faults) in enumerate(results) if _is_type_fault(faults)])
    return ReadRow(values, [*_faults(row.cells, readers, results)], False, bad)


def _is_type_fault(faults: Any) -> bool:
    return bool(faults) and any(fault.kind == "type" for fault in faults)


def _faults(cells: Sequence[Any], readers: Sequence[CellReader], results: Any) -> Iterator[Fault]:
    width = len(readers)
    for column, (reader, (_, faults)) in enumerate(zip(readers, results, strict=True), 1):
        for fault in faults:
            code = "type-error" if fault.kind == "type" else "constraint-error"
            cell = cells[column - 1] if column <= len(cells) else None
            text = "" if cell is None else str(cell)
            details = {"note": fault.note}
            yield Fault(code, column, reader.name, text, fault.message, details)
    rest = len(cells) - width - MAX_EXTRA
    for column, cell in enumerate(cells[width : width + MAX_EXTRA], width + 1):
        is_last = rest > 0 and column == width + MAX_EXTRA
        more = f", nor {rest:,} more that this row has cells for" if is_last else ""
        yield Fault("extra-cell", column, "", str(cell), f"the header has no such column{more}")
    for column, reader in enumerate(readers[len(cells) :], len(cells) + 1):
        yield Fault("missing-cell", column, reader.name, None, "the row ends before this column")
