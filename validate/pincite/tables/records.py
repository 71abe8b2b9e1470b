"""Rows of a table with their record number and physical line; cells are text or JSON values."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import IO, Any, NamedTuple

from pincite.tables.content import Content, TableFault
from pincite.tables.dialect import Dialect

MAX_CELL = 2**28  # characters of one cell; a file whose quote never ends is one long cell
csv.field_size_limit(MAX_CELL)
_ENDS = ("\n", "\r")
_NOT_DECODED = re.compile("[\udc80-\udcff]")


class RawRow(NamedTuple):
    """One row: its number among all records from 1, the line it begins on, its cells."""

    number: int
    line: int | None
    cells: list[Any]


class TextRecords:
    """The records of a delimited text, with the physical line each begins on.

    `encoding` is a name by `codec_name`, and the file stands behind its byte order mark. Bytes
    that are not of the encoding do not stop it: they read as lone surrogates, and `bad_line` is
    the first line that has one.
    """

    def __init__(self, file: IO[bytes], encoding: str, dialect: Dialect, *, line: int = 1):
        self.bad_line: int | None = None
        self.line = line
        self._first = line
        self._dialect = dialect
        self._encoding = encoding
        self._pending: list[str] = []  # lines of the record that is being read
        self._text = io.TextIOWrapper(file, self._encoding, "surrogateescape", newline="")
        self._reader = _reader(self._lines(), dialect)

    def _lines(self) -> Iterator[str]:
        for number, line in enumerate(self._text, self._first):
            if not line.isascii() and self.bad_line is None and _NOT_DECODED.search(line):
                self.bad_line = number
            self._pending.append(line)
            yield line

    def __iter__(self) -> Iterator[tuple[int, list[Any]]]:
        """Pairs of line and cells. Raises TableFault for a quoted cell without an end."""
        null, self._first = self._dialect.null_sequence, self.line
        try:
            for cells in self._reader:
                line = self.line
                if cells and (not self._pending[-1].endswith(_ENDS) or cells[-1].endswith(_ENDS)):
                    self._refuse_open_quotes(line)
                self.line = self._first + self._reader.line_num
                if null is not None:
                    cells = [None if cell == null else cell for cell in cells]  # noqa: PLW2901
                yield line, cells
                self._pending.clear()
        except csv.Error as error:
            raise TableFault("source-error", f"not a record: {error}", self.line) from error
        except UnicodeError as error:
            message = f"from line {self.line} on the text is not {self._encoding}: {error}"
            raise TableFault("encoding-error", message, self.line) from error

    @property
    def bytes_read(self) -> int:
        """Bytes of the record that was given last."""
        return sum(len(line.encode(self._encoding, "surrogateescape")) for line in self._pending)

    def close(self) -> None:
        """Let go of the file, which stays open."""
        self._text.detach()

    def _refuse_open_quotes(self, line: int) -> None:
        """Raise TableFault where the record, perhaps the last one, ends inside of quotes."""
        try:
            list(_reader(iter(self._pending), self._dialect, is_strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                message = "a quoted cell begins here and does not end"
                raise TableFault("source-error", message, line) from error


def codec_name(encoding: str) -> str:
    """Python's name of an encoding, that of UTF-8 with a byte order mark being UTF-8's.

    Raises TableFault for one that is not known or does not encode text.
    """
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # raises for codecs that are not of text
    except (LookupError, ValueError) as error:
        message = f"{encoding} is no encoding of text that is known here"
        raise TableFault("encoding-error", message) from error
    return "utf-8" if name == "utf-8-sig" else name


def pass_mark(file: IO[bytes], encoding: str) -> int:
    """Go behind UTF-8's byte order mark, if the file begins with one; the bytes passed over."""
    size = len(codecs.BOM_UTF8)
    if encoding == "utf-8" and file.read(size) == codecs.BOM_UTF8:
        return size
    file.seek(0)
    return 0


def _reader(lines: Iterator[str], dialect: Dialect, *, is_strict: bool = False) -> Any:
    try:
        return csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote_char,
            quoting=csv.QUOTE_MINIMAL if dialect.quote_char else csv.QUOTE_NONE,
            doublequote=dialect.double_quote,
            escapechar=dialect.escape_char,
            skipinitialspace=dialect.skip_initial_space,
            strict=is_strict,
        )
    except (TypeError, ValueError) as error:
        raise TableFault("dialect-error", f"no text has this dialect: {error}") from error


def json_rows(content: Content, dialect: Dialect, encoding: str) -> Iterator[RawRow]:
    """Rows of JSON files: arrays of arrays, or of objects whose keys become the header.

    An object's missing key gives an empty cell, a key that the first object lacks an extra one.
    Raises TableFault `source-error` and `encoding-error`.
    """
    for file in content.files:
        yield from inline_rows(_json_value(content, file, encoding), dialect)


def _json_value(content: Content, file: Path, encoding: str) -> Any:
    name = codec_name(encoding)
    try:
        text = content.read(file).decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not {encoding}: {error.reason}"
        raise TableFault("encoding-error", message) from error
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise TableFault("source-error", f"not JSON: {error}", line) from error


def inline_rows(value: Any, dialect: Dialect) -> Iterator[RawRow]:
    """Rows of a JSON value, as `json_rows`."""
    for name in (dialect.json_property or "").split(".") if dialect.json_property else ():
        value = value.get(name) if isinstance(value, dict) else None
    if not isinstance(value, list):
        raise TableFault("source-error", "a JSON table is an array of arrays or of objects")
    if not value or not isinstance(value[0], dict):
        for number, row in enumerate(value, 1):
            if not isinstance(row, list):
                raise TableFault("source-error", f"row {number} is no array")
            yield RawRow(number, None, row)
        return
    keys = list(dialect.item_keys or value[0])
    yield RawRow(1, None, keys)
    for number, item in enumerate(value, 2):
        if not isinstance(item, dict):
            raise TableFault("source-error", f"row {number} is no object")
        extra = [item[key] for key in item if key not in keys]
        yield RawRow(number, None, [*(item.get(key) for key in keys), *extra])
