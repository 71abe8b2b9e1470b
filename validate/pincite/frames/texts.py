"""The texts of a table's cells, by column: by Arrow's CSV reader where that is exact.

Arrow and Python's csv module cut plain CSV alike, but for what `_is_exact` looks for: a quoted
cell without an end, and blank lines. Such files, and those that Arrow refuses, are read again row
by row, which is exact and says what is wrong. A file with quotes is one block: where two blocks
meet inside of a quoted cell, pyarrow 26 loses a line feed behind a carriage return. Both ways are
compared in `tests/test_load_exact.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from pincite.frames.fields import Column
from pincite.frames.options import library
from pincite.frames.source import Part
from pincite.report import CannotRun
from pincite.tables.records import codec_name
from pincite.types.boolean import BOOLEAN

BLOCK = 2**24  # bytes that Arrow parses at a time; few chunks keep the later steps cheap
_LARGEST_BLOCK = 2**31 - 2
_DELIMITERS = (",", ";", "\t", "|")


def read_texts(part: Part, columns: Sequence[Column]) -> list[Any]:
    """The cells of each column: a ChunkedArray of texts, or a list where cells are JSON values."""
    if is_plain(part):
        found = _by_arrow(part, columns)
        if found is not None:
            return found
    return read_exactly(part, columns)


def is_plain(part: Part) -> bool:
    """Whether a file is CSV in UTF-8 with its header, if any, in the first row."""
    dialect, encoding = part.dialect, str(part.resource.descriptor.get("encoding", "utf-8"))
    return (
        not part.is_json
        and dialect.delimiter in _DELIMITERS
        and (dialect.quote_char, dialect.double_quote, dialect.escape_char) == ('"', True, None)
        and (not dialect.header or dialect.header_rows == (1,))
        and not (dialect.comment_rows or dialect.comment_char or dialect.skip_initial_space)
        and dialect.null_sequence is None
        and codec_name(encoding) == "utf-8"
    )


def read_exactly(part: Part, columns: Sequence[Column]) -> list[Any]:
    """The cells of each column, row by row; raises CannotRead for rows that are wrong."""
    arrow = library("pyarrow")
    cells: list[list[Any]] = [[] for _ in columns]
    appends = [column.append for column in cells]
    for row in part.rows():
        for append, cell in zip(appends, row.cells, strict=True):
            append(cell)
    return [column if part.is_json else _texts(arrow, column, part) for column in cells]


def _texts(arrow: Any, cells: list[Any], part: Part) -> Any:
    try:
        return arrow.chunked_array([arrow.array(cells, arrow.string())])
    except UnicodeEncodeError as error:
        raise CannotRun(f"{part.path}: holds half of a surrogate pair, which is no text") from error


def shared_missing(columns: Sequence[Column]) -> frozenset[str] | None:
    """The missing values of all columns, or None where they differ."""
    found = {column.missing for column in columns}
    return found.pop() if len(found) == 1 else None


def _by_arrow(part: Part, columns: Sequence[Column]) -> list[Any] | None:
    """The columns as Arrow cuts them, or None where it cannot, or might cut otherwise."""
    arrow, csv = library("pyarrow"), library("pyarrow.csv")
    coded, plain = arrow.dictionary(arrow.int32(), arrow.string()), arrow.string()
    names = [f"f{number}" for number in range(len(columns))]
    missing = shared_missing(columns)
    has_quotes = b'"' in part.data
    if has_quotes and len(part.data) > _LARGEST_BLOCK:
        return None
    try:
        table = csv.read_csv(
            arrow.BufferReader(part.data),
            read_options=csv.ReadOptions(
                autogenerate_column_names=True,
                skip_rows_after_names=int(part.dialect.header),
                block_size=max(BLOCK, len(part.data) + 1) if has_quotes else BLOCK,
            ),
            parse_options=csv.ParseOptions(
                delimiter=part.dialect.delimiter,
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
    is_whole = table.num_columns == len(columns)
    return table.columns if is_whole and _is_exact(part, table.columns, columns) else None


def has_few_texts(column: Column) -> bool:
    """Whether the cells of a column repeat few texts, by its declaration."""
    return column.is_categorical or column.kind is BOOLEAN


def _is_exact(part: Part, found: Sequence[Any], columns: Sequence[Column]) -> bool:
    return _is_closed(part, found[-1], columns[-1].missing) and not _may_be_blank(found)


def _is_closed(part: Part, last: Any, missing: Iterable[str]) -> bool:
    """Whether the last cell surely ends before the file does.

    A quoted cell without an end takes in all that follows, so its text ends with the file's last
    character, and never stands whole between a delimiter and the end of the file.
    """
    data = part.data
    if b'"' not in data or not len(last):
        return b'"' not in data
    cell = last[-1].as_py()
    texts = [*missing] if cell is None else [cell]
    if data.endswith((b"\n", b"\r")):
        return not any(text.endswith(("\n", "\r")) for text in texts)
    before = (part.dialect.delimiter.encode(), b"\n", b"\r")
    return any(data.endswith(mark + text.encode()) for mark in before for text in texts)


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
    """Whether a column stands as codes with a dictionary of its texts."""
    return bool(library("pyarrow").types.is_dictionary(column.type))
