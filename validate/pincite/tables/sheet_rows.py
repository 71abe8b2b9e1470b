"""Rows of a sheet of a workbook (Office Open XML, ECMA-376), with the types of its cells.

A formula has the value that was computed when the workbook was saved; libraries save none, and that
is an error. An error is an error, not an empty cell. Rows are numbered as in the sheet; blank rows
at its end, which formats leave behind, and blank cells at the end of a row are not there.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any
from zipfile import ZipFile

from pincite.files.reading import extraction_limit
from pincite.report.extras import library, require
from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect
from pincite.tables.sheets import MAX_ROWS, choose_sheet, sheet_records, sheet_remark
from pincite.tables.typed_cells import CellError, NoValue

MAX_MERGED = 100  # ranges of merged cells that are told
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
            sheets = list(book.worksheets)
            self.names = [str(sheet.title) for sheet in sheets]
            self._sheet = sheets[choose_sheet(self.names, dialect)]
        self.remark = sheet_remark(self.names, dialect)
        self._skips_blank = dialect.skips_blank_rows

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
        with _faults(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield from sheet_records(self._rows(), skips_blank=self._skips_blank)

    def _rows(self) -> Iterator[tuple[int, list[Any]]]:
        """The rows in the sheet: their numbers from 0, and cells up to the last with a value.

        The library's own rows are as wide as the widest one, which one stray cell in XFD makes
        16384 cells each, and leave out in silence what is out of order.
        """
        before = 0
        for number, found in _parser(self._sheet, self._archive).parse():
            if not before < number <= MAX_ROWS:
                message = f"row {number} of the sheet comes after row {before}; rows are in order"
                raise TableFault("source-error", f"{message}, and at most {MAX_ROWS}")
            before = number
            values = {cell["column"]: _value(cell) for cell in found}
            if len(values) < len(found):
                raise TableFault("source-error", f"row {number} of the sheet has a cell twice")
            values = {at: value for at, value in values.items() if value is not None}
            cells: list[Any] = [None] * max(values, default=0)
            for at, value in values.items():
                cells[at - 1] = value
            yield number - 1, cells


def _parser(sheet: Any, archive: ZipFile) -> Any:
    """The library's parser of a sheet, which reads a formula without its value as NoValue."""
    reader = library("openpyxl.worksheet._reader")
    book = sheet.parent
    parser = reader.WorkSheetParser(
        archive.open(sheet._worksheet_path),
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    parse_cell = parser.parse_cell

    def parse(element: Any) -> Any:
        cell = parse_cell(element)
        if cell["value"] is None:
            formula = element.find(reader.FORMULA_TAG)
            # t="str" with an empty <v> is the empty text, as IF(A2>1,"big","") has it
            is_text = element.get("t") == "str" and element.find(reader.VALUE_TAG) is not None
            if formula is not None and not is_text:
                cell["value"] = NoValue(f"={formula.text or '…'}")  # … where it is shared
        return cell

    parser.parse_cell = parse
    return parser


def _value(cell: Mapping[str, Any]) -> Any:
    """The value of a cell: None where it is empty, CellError where it is an error."""
    value = cell["value"]
    if value is None or value == "":
        return None
    return CellError(value) if cell["data_type"] == "e" else value


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
