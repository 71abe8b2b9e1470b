"""What workbooks of every format have in common: which sheet is read, how rows are numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect

MAX_BLANK = 100_000  # blank rows in a row that are told one by one
MAX_ROWS = 2**20  # of a sheet, as spreadsheet programs have it; a number may not make more up
MAX_COLUMNS = 2**14
MAX_NAMED = 20  # sheets that a message names


def choose_sheet(names: Sequence[str], dialect: Dialect) -> int:
    """The sheet that the dialect names, by name or number from 1; the first one by default.

    Its place, from 0. Raises TableFault where there is none.
    """
    listed = _listed(names)
    if dialect.sheet_name is not None:
        if dialect.sheet_name not in names:
            message = f"the workbook has no sheet “{dialect.sheet_name}”; its sheets: {listed}"
            raise TableFault("dialect-error", message)
        return list(names).index(dialect.sheet_name)
    number = dialect.sheet_number or 1
    if number > len(names):
        message = f"the workbook has no sheet {number}; its sheets: {listed}"
        raise TableFault("dialect-error", message)
    return number - 1


def sheet_remark(names: Sequence[str], dialect: Dialect) -> str:
    """What is to be said where nobody chose one of several sheets; else an empty text."""
    is_chosen = dialect.sheet_name is not None or dialect.sheet_number is not None
    if is_chosen or len(names) < 2:
        return ""
    return (
        f"only the first of {len(names)} sheets was read: {_listed(names)}; --sheet names another"
    )


def _listed(names: Sequence[str]) -> str:
    more = ", ..." if len(names) > MAX_NAMED else ""
    return ", ".join(f"“{name}”" for name in names[:MAX_NAMED]) + more


def sheet_records(rows: Iterable[tuple[int, list[Any]]], *, skips_blank: bool) -> Iterator[Record]:
    """The rows of a sheet as records, with the blank ones between them.

    A row is given with its number, from 0; those at the end that have no cell are not there.
    """
    after = 0  # the number behind that of the last row with a value
    for number, cells in rows:
        if cells:
            if number - after > MAX_BLANK and not skips_blank:
                raise TableFault("source-error", _far(number + 1, number - after))
            for blank in range(after, number):
                yield Record(blank, 0, [])
            yield Record(number, 0, cells)
            after = number + 1


def _far(row: int, blank: int) -> str:
    """The message on a row behind so many blank ones; the rows behind it are not read."""
    return (
        f"row {row} of the sheet has a value behind {blank} blank rows; at most {MAX_BLANK} may be "
        "between two rows: delete the blank rows, or the stray cells behind them"
    )
