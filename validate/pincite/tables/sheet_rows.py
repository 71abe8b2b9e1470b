"""Rows of a sheet of a workbook (Office Open XML, ECMA-376), with the types of its cells.

A formula has the value that was computed when the workbook was saved. An error is an error, not an
empty cell. Rows are numbered as in the sheet; blank rows at its end, which formats leave behind,
and blank cells at the end of a row are not there.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from zipfile import ZipFile

from pincite.files.reading import extraction_limit
from pincite.report.extras import library, require
from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect
from pincite.tables.typed_cells import CellError

MAX_MERGED = 100  # ranges of merged cells that are told
MAX_BLANK = 100_000  # blank rows in a row, behind which a sheet is at its end
_STEP = 2**16
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z0-9:]{5,30})"')


class SheetRows:
    """A sheet of a workbook: its rows, and the ranges of its merged cells. Raises TableFault."""

    def __init__(self, stream: IO[bytes], size: int, dialect: Dialect, name: str):
        require("xlsx", name)
        with _faults():
            self._archive = ZipFile(stream)
            extracted = sum(entry.file_size for entry in self._archive.infolist())
            if extracted > extraction_limit(size):
                raise TableFault("source-error", "the workbook extracts to too many bytes")
            with warnings.catch_warnings():  # on parts of a workbook that no cell is in
                warnings.simplefilter("ignore")
                load = library("openpyxl").load_workbook
                book = load(stream, read_only=True, data_only=True, keep_links=False)
            self._sheet = _sheet(book, dialect)

    @property
    def merged(self) -> list[str]:
        """The first ranges of merged cells, such as A2:A5."""
        path = self._sheet._worksheet_path
        found: list[str] = []
        with _faults(), self._archive.open(path) as part:
            tail = b""
            while len(found) < MAX_MERGED and (step := part.read(_STEP)):
                data = tail + step
                ends = [match.end() for match in _MERGED.finditer(data)]
                found += [match[1].decode() for match in _MERGED.finditer(data)]
                tail = data[max(ends, default=max(0, len(data) - 200)) :][-200:]
        return found[:MAX_MERGED]

    def records(self) -> Iterator[Record]:
        """The rows, numbered from 0."""
        blank = 0
        with _faults(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for number, row in enumerate(self._sheet.iter_rows()):
                cells = [_cell(cell) for cell in row]
                while cells and cells[-1] is None:
                    cells.pop()
                if not cells:
                    blank += 1
                    if blank > MAX_BLANK:
                        return
                    continue
                for before in range(number - blank, number):
                    yield Record(before, 0, [])
                blank = 0
                yield Record(number, 0, cells)


def _cell(cell: Any) -> Any:
    """The value of a cell: None where it is empty, CellError where it is an error."""
    value = cell.value
    if value is None or value == "":
        return None
    return CellError(value) if cell.data_type == "e" else value


def _sheet(book: Any, dialect: Dialect) -> Any:
    """The sheet that the dialect names, by name or number from 1; the first one by default."""
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    names = ", ".join(f"“{name}”" for name in list(sheets)[:20])
    if dialect.sheet_name is not None:
        if dialect.sheet_name not in sheets:
            message = f"the workbook has no sheet “{dialect.sheet_name}”; its sheets: {names}"
            raise TableFault("dialect-error", message)
        return sheets[dialect.sheet_name]
    number = dialect.sheet_number or 1
    if number > len(sheets):
        message = f"the workbook has no sheet {number}; its sheets: {names}"
        raise TableFault("dialect-error", message)
    return list(sheets.values())[number - 1]


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what the library raises for a broken workbook into TableFault."""
    try:
        yield
    except (TableFault, GeneratorExit, MemoryError):
        raise
    except Exception as error:  # KeyError, BadZipFile, ParseError, ...: not all are known
        reason = " ".join(str(error).split())[:300] or type(error).__name__
        message = f"not a workbook (.xlsx) that can be read: {reason}"
        raise TableFault("source-error", message) from error
