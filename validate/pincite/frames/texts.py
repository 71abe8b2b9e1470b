"""The texts of a table's cells, by column: by Arrow's CSV reader where that is exact.

Arrow and the reader of `tables` cut regular CSV alike; `_is_regular` and `_may_be_blank` look for
what is not: text behind a closing quote, a quoted cell without an end, and blank lines. Such files,
and those that Arrow refuses, are read again row by row, which is exact and says what is wrong. A
file with quotes is one block: where two blocks meet inside of a quoted cell, pyarrow 26 loses a
line feed behind a carriage return. Both ways are compared in `tests/test_load_exact.py`.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from typing import Any

from pincite.frames.fields import Column
from pincite.frames.source import rows_of
from pincite.report import CannotRun
from pincite.report.extras import library
from pincite.tables.reader import OpenTable, Part
from pincite.types.boolean import BOOLEAN

BLOCK = 2**24  # bytes that Arrow parses at a time; few chunks keep the later steps cheap
_LARGEST_BLOCK = 2**31 - 2
_DELIMITERS = (",", ";", "\t", "|")


def read_texts(table: OpenTable, part: Part, columns: Sequence[Column]) -> list[Any]:
    """The cells of each column: a ChunkedArray of texts, or a list where cells are JSON values."""
    if is_plain(table):
        found = _by_arrow(table, part, columns)
        if found is not None:
            return found
    return read_exactly(table, part, columns)


def is_plain(table: OpenTable) -> bool:
    """Whether a table is in files of CSV in UTF-8, without comments."""
    dialect = table.dialect
    return (
        table.has_text
        and "data" not in table.resource.descriptor
        and dialect.delimiter in _DELIMITERS
        and (dialect.quote_char, dialect.double_quote, dialect.escape_char) == ('"', True, None)
        and not (dialect.comment_rows or dialect.comment_char or dialect.skip_initial_space)
        and dialect.null_sequence is None
        and not dialect.changes_rows
        and table.encoding == "utf-8"
    )


def read_exactly(table: OpenTable, part: Part, columns: Sequence[Column]) -> list[Any]:
    """The cells of each column, row by row; raises CannotRead for rows that are wrong."""
    arrow = library("pyarrow")
    cells: list[list[Any]] = [[] for _ in columns]
    appends = [column.append for column in cells]
    for row in rows_of(table, part):
        for append, cell in zip(appends, row.cells, strict=True):
            append(cell)
    return [_texts(arrow, column, part) if table.has_text else column for column in cells]


def _texts(arrow: Any, cells: list[Any], part: Part) -> Any:
    try:
        return arrow.chunked_array([arrow.array(cells, arrow.string())])
    except UnicodeEncodeError as error:
        raise CannotRun(
            f"{part.path}: holds half of a surrogate pair, which is not text"
        ) from error


def shared_missing(columns: Sequence[Column]) -> frozenset[str] | None:
    """The missing values of all columns, or None where they differ."""
    found = {column.missing for column in columns}
    return found.pop() if len(found) == 1 else None


def _by_arrow(table: OpenTable, part: Part, columns: Sequence[Column]) -> list[Any] | None:
    """The columns as Arrow cuts them, or None where it cannot, or might cut otherwise."""
    arrow, csv = library("pyarrow"), library("pyarrow.csv")
    # Arrow wants a row before those that it reads, or it takes a byte order mark there for one
    data = memoryview(table.content.read(part.path))[part.offset - part.last_label_bytes :]
    coded, plain = arrow.dictionary(arrow.int32(), arrow.string()), arrow.string()
    names = [f"f{number}" for number in range(len(columns))]
    missing = shared_missing(columns)
    has_quotes = _quotes(data)
    if bytes(data[:3]) == codecs.BOM_UTF8 or (has_quotes and len(data) > _LARGEST_BLOCK):
        return None
    if has_quotes and not _is_regular(data, table.dialect.delimiter):
        return None
    try:
        found = csv.read_csv(
            arrow.BufferReader(arrow.py_buffer(data)),
            read_options=csv.ReadOptions(
                autogenerate_column_names=True,
                skip_rows_after_names=int(part.last_label_bytes > 0),
                block_size=max(BLOCK, len(data) + 1) if has_quotes else BLOCK,
            ),
            parse_options=csv.ParseOptions(
                delimiter=table.dialect.delimiter,
                newlines_in_values=has_quotes,
                ignore_empty_lines=False,
            ),
            convert_options=csv.ConvertOptions(
                column_types={
                    name: coded if has_few_texts(column) else plain
                    for name, column in zip(names, columns, strict=True)
                },
                null_values=sorted(missing or ()),
                strings_can_be_null=bool(missing),
                quoted_strings_can_be_null=True,
            ),
        )
    except arrow.ArrowInvalid:
        return None
    is_whole = found.num_columns == len(columns) and not _may_be_blank(found.columns)
    return list(found.columns) if is_whole else None


def _quotes(data: memoryview) -> bool:
    return re.search(b'"', data) is not None


def _is_regular(data: memoryview, delimiter: str) -> bool:
    """Whether each quote opens a cell, closes one, or is doubled inside of one."""
    mark = re.escape(delimiter).encode()
    cell = rb'(?:\A|(?<=[%b\r\n]))"(?:[^"]++|"")*+"(?=[%b\r\n]|\Z)' % (mark, mark)
    return re.fullmatch(rb'(?:[^"]++|%b)*+' % cell, data) is not None


def has_few_texts(column: Column) -> bool:
    """Whether the cells of a column repeat few texts, by its declaration."""
    return column.is_categorical or column.kind is BOOLEAN


def _may_be_blank(found: Sequence[Any]) -> bool:
    """Whether some row is empty: Arrow reads a blank line as a row of empty cells."""
    compute = library("pyarrow.compute")
    empty = None
    for column in found:
        texts = column.cast("string") if has_codes(column) else column
        is_empty = compute.equal(compute.fill_null(compute.binary_length(texts), 0), 0)
        empty = is_empty if empty is None else compute.and_(empty, is_empty)
        if not compute.any(empty).as_py():
            return False
    return len(found[0]) > 0


def has_codes(column: Any) -> bool:
    """Whether a column holds codes with a dictionary of its texts."""
    return bool(library("pyarrow").types.is_dictionary(column.type))
