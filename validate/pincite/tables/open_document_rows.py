"""Rows of a sheet of a spreadsheet in OpenDocument (ISO/IEC 26300), with the types of its cells.

It is XML in a zip file, read as a stream by the standard library's expat; a document type, which
such files have not, is refused, so that no entity is expanded. Cells that are repeated are counted:
a small file may not make millions up. A formula has the value that was computed when it was saved.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import IO, Any
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from pincite.files.reading import extraction_limit
from pincite.report.expressions import lazy
from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect
from pincite.tables.sheets import (
    MAX_COLUMNS,
    MAX_ROWS,
    choose_sheet,
    sheet_records,
    sheet_remark,
)
from pincite.tables.typed_cells import CellError, NoValue

CONTENT = "content.xml"
MAX_REPEATED = 10_000_000  # cells that repetitions make
MAX_MERGED = 100  # ranges of merged cells that are told
_STEP = 2**16
_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = (f"{_NAMES}{name}:1.0 " for name in ("table", "text", "office"))
_ERROR = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_SPAN = lazy(r"PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?")
_WHOLE = lazy(r"-?[0-9]{1,18}")


class OpenDocumentRows:
    """A sheet of a spreadsheet: its rows, and the ranges of its merged cells. Raises TableFault."""

    def __init__(self, stream: IO[bytes], size: int, dialect: Dialect):
        try:
            self._archive = ZipFile(stream)
            extracted = sum(entry.file_size for entry in self._archive.infolist())
            if extracted > extraction_limit(size):
                raise TableFault("source-error", "the workbook extracts to too many bytes")
            names = _Names()
            for _ in self._events(names):
                pass
        except (BadZipFile, KeyError, OSError) as error:
            reason = f"not a spreadsheet (.ods) that can be read: {error}"
            raise TableFault("source-error", reason) from error
        self.names = names.found
        self._wanted = choose_sheet(names.found, dialect)
        self._skips_blank = dialect.skips_blank_rows
        self.remark = sheet_remark(names.found, dialect)
        self.merged: list[str] = []  # the first ranges, such as A2:A5, as rows are read

    def records(self) -> Iterator[Record]:
        """The rows, numbered from 0."""
        sheet = _Sheet(self._wanted, self.merged)
        return sheet_records(self._events(sheet), skips_blank=self._skips_blank)

    def _events(self, handler: _Handler) -> Iterator[Any]:
        """What a handler finds, while the file is read."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = handler.start
        parser.EndElementHandler = handler.end
        parser.CharacterDataHandler = handler.text
        parser.StartDoctypeDeclHandler = _refuse
        try:
            with self._archive.open(CONTENT) as stream:
                while step := stream.read(_STEP):
                    parser.Parse(step)
                    yield from handler.take()
                parser.Parse(b"", True)
        except (expat.ExpatError, BadZipFile, EOFError, ValueError, RuntimeError) as error:
            reason = f"not a spreadsheet (.ods) that can be read: {error}"
            raise TableFault("source-error", reason) from error
        yield from handler.take()


def _refuse(*_: Any) -> None:
    raise TableFault("source-error", "a document type in the spreadsheet is not read")


class _Handler:
    """Takes the events of a parser."""

    def start(self, name: str, given: Mapping[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Characters."""

    def take(self) -> Iterator[Any]:
        """What was found since the last call."""
        return iter(())


class _Names(_Handler):
    """The names of the sheets."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._depth = 0

    def start(self, name: str, given: Mapping[str, str]) -> None:
        if name == f"{_TABLE}table":
            if not self._depth:  # a table in a cell is part of that cell
                self.found.append(given.get(f"{_TABLE}name", ""))
            self._depth += 1

    def end(self, name: str) -> None:
        self._depth -= name == f"{_TABLE}table"


class _Sheet(_Handler):
    """The rows of one sheet: numbers from 0, and cells up to the last with a value."""

    def __init__(self, wanted: int, merged: list[str]) -> None:
        self._wanted, self._merged = wanted, merged
        self._rows: list[tuple[int, list[Any], int]] = []  # the number of the first, and how often
        self._stack: list[str] = []
        self._sheet = -1
        self._number = 0
        self._repeated = 0  # cells that were made by repetition
        self._row: list[Any] | None = None
        self._row_times = 1
        self._cell: Mapping[str, str] | None = None
        self._column = 0
        self._cell_depth = 0
        self._is_covered = False
        self._words: list[str] = []  # of the cell; a line end between its paragraphs
        self._takes_text = False

    def take(self) -> Iterator[tuple[int, list[Any]]]:
        found, self._rows = self._rows, []
        return ((number + at, row) for number, row, times in found for at in range(times))

    def start(self, name: str, given: Mapping[str, str]) -> None:
        self._stack.append(name)
        if self._cell is not None:
            self._inside(name, given)
        elif name == f"{_TABLE}table":
            self._sheet += 1
        elif self._sheet != self._wanted:
            return
        elif name == f"{_TABLE}table-row":
            self._row, self._column = [], 0
            self._row_times = _times(given, "number-rows-repeated", MAX_ROWS)
        elif self._row is not None and name in (_CELL, _COVERED):
            self._cell, self._cell_depth = given, len(self._stack)
            self._is_covered = name == _COVERED
            self._words = []

    def end(self, name: str) -> None:
        depth = len(self._stack)
        self._stack.pop()
        if self._cell is not None:
            if depth == self._cell_depth:
                self._close_cell()
            elif depth == self._cell_depth + 1:
                self._takes_text = False
        elif self._row is not None and name == f"{_TABLE}table-row":
            self._close_row()

    def text(self, text: str) -> None:
        if self._takes_text:
            self._words.append(text)

    def _inside(self, name: str, given: Mapping[str, str]) -> None:
        """An element in a cell: only its own paragraphs count, not those of notes and shapes."""
        if len(self._stack) == self._cell_depth + 1:
            self._takes_text = name == f"{_TEXT}p"
            if self._takes_text and self._words:
                self._words.append("\n")
        elif self._takes_text:
            blanks = {"s": " " * _times(given, "c", 10_000, _TEXT), "tab": "\t", "line-break": "\n"}
            self._words.append(blanks.get(name.removeprefix(_TEXT), ""))

    def _close_cell(self) -> None:
        given, self._cell = self._cell or {}, None
        assert self._row is not None
        times = _times(given, "number-columns-repeated", MAX_COLUMNS)
        value = None if self._is_covered else _value(given, "".join(self._words))
        self._note_merged(given)
        self._column += times
        if value is not None:
            lacks = self._column - times - len(self._row)
            self._row += [None] * lacks + [value] * times

    def _note_merged(self, given: Mapping[str, str]) -> None:
        wide = _times(given, "number-columns-spanned", MAX_COLUMNS)
        high = _times(given, "number-rows-spanned", MAX_ROWS)
        if wide * high > 1 and len(self._merged) < MAX_MERGED:
            first = f"{_letters(self._column)}{self._number + 1}"
            last = f"{_letters(self._column + wide - 1)}{self._number + high}"
            self._merged.append(f"{first}:{last}")

    def _close_row(self) -> None:
        row, self._row = self._row or [], None
        if self._column > MAX_COLUMNS or self._number + (self._row_times if row else 0) > MAX_ROWS:
            message = f"a sheet has at most {MAX_ROWS} rows and {MAX_COLUMNS} columns"
            raise TableFault("source-error", message)
        if row:
            self._repeated += (self._row_times - 1) * len(row) + len(row)
            if self._row_times > 1 and self._repeated > MAX_REPEATED:
                raise TableFault("source-error", "repetitions make too many cells")
            self._rows.append((self._number, row, self._row_times))
        self._number += self._row_times


_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"


def _times(given: Mapping[str, str], name: str, most: int, names: str = _TABLE) -> int:
    """A number that an attribute states, 1 by default."""
    text = given.get(names + name, "1")
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:10]) <= most:
        raise TableFault("source-error", f"“{text[:40]}” is not a number of cells")
    return int(text)


def _letters(column: int) -> str:
    """The name of a column, from 0: A, B, ..., AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _value(given: Mapping[str, str], text: str) -> Any:
    """The value of a cell: None where it is empty, CellError where it is an error."""
    kind = given.get(f"{_OFFICE}value-type")
    if given.get(_ERROR) == "error":
        return CellError(text or "error")
    if kind is None or kind == "void":
        formula = given.get(f"{_TABLE}formula")
        return NoValue(formula) if formula is not None and not text else text or None
    stated = given.get(f"{_OFFICE}{_STATED.get(kind, kind)}")
    if kind == "string":
        return (text if stated is None else stated) or None
    try:
        found = _READ[kind](stated or "")
    except (KeyError, ValueError, OverflowError):
        found = None
    if found is None:
        raise TableFault("source-error", f"a cell of type {kind} has the value “{stated}”")
    return found


def _number(text: str) -> int | float:
    return int(text) if _WHOLE.fullmatch(text) else float(text)


def _date(text: str) -> dt.date | dt.datetime:
    return dt.datetime.fromisoformat(text) if "T" in text else dt.date.fromisoformat(text)


def _time(text: str) -> dt.time | dt.timedelta | None:
    match: re.Match[str] | None = _SPAN.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(match[at] or 0) for at in (1, 2, 3))
    fraction = int((match[4] or "0")[:6].ljust(6, "0"))
    if hours < 24 and minutes < 60 and seconds < 60:
        return dt.time(hours, minutes, seconds, fraction)
    return dt.timedelta(hours=hours, minutes=minutes, seconds=seconds, microseconds=fraction)


def _boolean(text: str) -> bool | None:
    return {"true": True, "false": False}.get(text)


_STATED = {"string": "string-value", "date": "date-value", "time": "time-value"}
_STATED |= {"boolean": "boolean-value", "float": "value", "percentage": "value"}
_STATED |= {"currency": "value"}
_READ: Mapping[str, Any] = {
    "float": _number,
    "percentage": _number,
    "currency": _number,
    "date": _date,
    "time": _time,
    "boolean": _boolean,
}
