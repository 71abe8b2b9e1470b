"""Rows: cells against their fields, ragged and blank rows; the values go on to the keys.

The exact pass in plain Python: it alone decides and words what is wrong with a cell or row.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from pincite.cells import CellReader
from pincite.tables import RawRow


class RowFault(NamedTuple):
    """What is wrong in a row: issue code, column number from 1 or None, field name, cell, note."""

    code: str
    column: int | None
    field: str
    cell: str
    note: str


class ReadRow(NamedTuple):
    """A row's typed values by field, its faults, and whether it is blank."""

    values: dict[str, Any]
    faults: list[RowFault]
    is_blank: bool


def read_row(row: RawRow, readers: Sequence[CellReader]) -> ReadRow:
    """Read the cells of a row; a cell that is not there reads as missing.

    A row without any value is blank, and only that is said of it.
    """
    values: dict[str, Any] = {}
    faults: list[RowFault] = []
    is_blank = True
    for column, (reader, cell) in enumerate(zip_longest(readers, row.cells), 1):
        if reader is None:
            faults.append(
                RowFault("extra-cell", column, "", str(cell), "the header has no such column")
            )
            continue
        value, cell_faults = reader.read(cell)
        values[reader.name] = value
        is_blank = is_blank and value is None and not _is_type_fault(cell_faults)
        text = "" if cell is None else str(cell)
        for fault in cell_faults:
            code = "type-error" if fault.kind == "type" else "constraint-error"
            faults.append(RowFault(code, column, reader.name, text, fault.note))
    for column, reader in enumerate(readers[len(row.cells) :], len(row.cells) + 1):
        faults.append(
            RowFault("missing-cell", column, reader.name, "", "the row ends before this column")
        )
    if is_blank and readers:
        return ReadRow(
            values, [RowFault("blank-row", None, "", "", "the row holds no value")], True
        )
    return ReadRow(values, faults, False)


def _is_type_fault(faults: Collection[Any]) -> bool:
    return any(fault.kind == "type" for fault in faults)
