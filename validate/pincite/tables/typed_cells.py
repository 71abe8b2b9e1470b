"""Cells that have a type already: those of libraries, and those of files that know types.

Text in a cell of a workbook, a database or a Parquet file is read by the schema, as text in CSV is:
its missing values and its format hold there. What is not text is a value, and is taken as such.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite, isnan
from typing import Any

from pincite.report.frozen import Frozen
from pincite.types import CellFault, CellReader, Kind, type_of
from pincite.types.boolean import BOOLEAN

SPAN, BYTES = "span", "bytes"  # kinds of columns, which no library's column has here


class NativeReader(CellReader):
    """Reads the values that a library holds, typed already: a rule on spelling does not apply."""

    def read(self, cell: object) -> tuple[Any, tuple[CellFault, ...]]:
        """The value of a cell, None where it is missing or of another type, and its faults.

        A fault of the type names the library's: a date that a column holds as text looks right.
        """
        value, faults = self.read_native(cell)
        if not any(fault.kind == "type" for fault in faults):
            return value, faults
        held = f", not a value of type {type(cell).__name__}"
        return value, tuple(fault.replace(message=fault.message + held) for fault in faults)


class CellError(str):
    """A cell of a workbook that holds an error, such as #N/A, in place of a value."""

    __slots__ = ()

    @property
    def message(self) -> str:
        """What is wrong with the cell, and where it is not seen, what to do."""
        return f"holds the error {self} of the workbook, which is not a value"


class NoValue(CellError):
    """A cell of a workbook that holds a formula, whose value nothing has computed."""

    __slots__ = ()

    @property
    def message(self) -> str:
        """That it is a formula, and what computes its value."""
        return "is a formula without its value: open and save the workbook in a spreadsheet program"


class TypedReader(NativeReader):
    """Reads the cells of files that know types; text among them is read as text of CSV is."""

    def read(self, cell: object) -> tuple[Any, tuple[CellFault, ...]]:
        """As NativeReader, but for text, for NaN, which such a file holds on purpose, and errors.

        Numbers may be booleans, for SQLite has no others.
        """
        if isinstance(cell, CellError):
            return None, (CellFault("type", f'type is "{self.type.name}"', cell.message),)
        if isinstance(cell, str):
            return CellReader.read(self, cell)
        if isinstance(cell, float) and not isfinite(cell):
            return CellReader.read(self, "NaN" if isnan(cell) else "INF" if cell > 0 else "-INF")
        if self.type is BOOLEAN and type(cell) is int:
            return CellReader.read(self, str(cell))
        return super().read(cell)


class ColumnType(Frozen):
    """What a file says of a column: the kind of its values, and its type in the file's words."""

    kind: str
    shown: str


_SAMPLES: Mapping[str, Sequence[Any]] = {  # values of each kind; a field takes some of them or none
    Kind.INTEGER: (0, 1, 2001),
    Kind.REAL: (0.5, 1.0, Decimal(1)),
    Kind.BOOLEAN: (True, False),
    Kind.DATE: (dt.date(2001, 2, 3),),
    Kind.DATETIME: (dt.datetime(2001, 2, 3), dt.datetime(2001, 2, 3, tzinfo=dt.UTC)),
    Kind.TIME: (dt.time(1, 2, 3),),
    SPAN: (dt.timedelta(1),),
    BYTES: (b"",),
}


def column_fault(field: Mapping[str, Any], column: ColumnType) -> str | None:
    """Why a column's values cannot be of its field's type, or None.

    Nothing is said of nested columns: their values are looked at.
    """
    kind = type_of(field)
    if column.kind == Kind.TEXT:
        fits = kind.reads_native_text
    elif column.kind in _SAMPLES:
        reads = kind.native(field)
        fits = any(reads(sample) is not None for sample in _SAMPLES[column.kind])
    else:
        return None
    if fits:
        return None
    return f"the column holds values of type {column.shown}, and its field is of type {kind.name}"


def cell_text(kind: Any, cell: Any) -> str:
    """A cell as CSV has it: a text as it is, a value by its type, a nested one as JSON.

    `kind` is the type of its field, or None.
    """
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False, default=str)
    try:
        return str(kind.text_of(cell))
    except (AttributeError, TypeError, ValueError):
        return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
