"""Rows of a table with their record number and physical line; cells are text or JSON values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.tables.content import TableFault
from pincite.tables.dialect import Dialect

csv.field_size_limit(2**31 - 1)


class RawRow(NamedTuple):
    """One row: its number among all records from 1, the line it begins on, its cells."""

    number: int
    line: int | None
    cells: list[Any]


def csv_rows(texts: Iterable[str], dialect: Dialect) -> Iterator[RawRow]:
    """Rows of delimited texts in order; a later text's header rows are passed over.

    Raises TableFault for a dialect that the reader refuses, and for a quoted cell without an end.
    """
    number = 0
    for part, text in enumerate(texts):
        for own_number, (line, cells) in enumerate(_records(text, dialect), 1):
            if part and own_number < dialect.first_content_row:
                continue
            number += 1
            yield RawRow(number, line, _null(cells, dialect))


def _records(text: str, dialect: Dialect) -> Iterator[tuple[int, list[Any]]]:
    reader = _reader(text, dialect)
    line, held = 1, None
    for cells in reader:
        if held is not None:
            yield held
        held, line = (line, cells), reader.line_num + 1
    if held is not None:
        if len(held[1]) and _is_open(text, held[0], dialect):
            raise TableFault("source-error", "a quoted cell begins here and does not end", held[0])
        yield held


def _is_open(text: str, line: int, dialect: Dialect) -> bool:
    """Whether the last record, which begins on a line, ends inside of quotes."""
    if dialect.quote_char is None or dialect.quote_char not in text:
        return False
    last = "".join(io.StringIO(text, newline="").readlines()[line - 1 :])
    try:
        list(_reader(last, dialect, is_strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _reader(text: str, dialect: Dialect, *, is_strict: bool = False) -> Any:
    try:
        return csv.reader(
            io.StringIO(text, newline=""),
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


def _null(cells: list[Any], dialect: Dialect) -> list[Any]:
    if dialect.null_sequence is None:
        return cells
    return [None if cell == dialect.null_sequence else cell for cell in cells]


def json_rows(texts: Iterable[str], dialect: Dialect) -> Iterator[RawRow]:
    """Rows of JSON texts: arrays of arrays, or of objects whose keys become the header.

    An object's missing key gives an empty cell, a key that the first object lacks an extra one.
    Raises TableFault `source-error`.
    """
    for text in texts:
        try:
            value = json.loads(text, parse_float=Decimal)
        except (ValueError, ArithmeticError, RecursionError) as error:
            raise TableFault("source-error", f"not JSON: {error}") from error
        yield from inline_rows(value, dialect)


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
