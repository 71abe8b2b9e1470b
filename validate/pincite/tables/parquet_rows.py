"""Rows of a Parquet file, a batch of a row group after the other, with the types of its columns."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import IO, Any

from pincite.report.extras import library, require
from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.typed_cells import BYTES, SPAN, ColumnType
from pincite.types import Kind
from pincite.types.duration import Duration
from pincite.types.moments import read_iso

BATCH = 10_000  # rows in memory at a time
NANOSECONDS = 10**9


class ParquetRows:
    """A Parquet file: its columns' names and types, and its rows. Raises TableFault."""

    def __init__(self, stream: IO[bytes], name: str):
        require("parquet", name)
        parquet = library("pyarrow.parquet")
        with _faults():
            self._file = parquet.ParquetFile(stream)
            schema = self._file.schema_arrow
        self.labels = list(schema.names)
        self.types = [ColumnType(_kind(column), str(column)) for column in schema.types]

    @property
    def groups(self) -> list[int]:
        """How many rows each row group has, as the file says."""
        metadata = self._file.metadata
        return [metadata.row_group(at).num_rows for at in range(metadata.num_row_groups)]

    def records(self) -> Iterator[Record]:
        """The rows, numbered from 0."""
        number = 0
        for columns, rows in self.batches(range(len(self.groups))):
            for cells in rows_of(columns, rows):
                yield Record(number, 0, cells)
                number += 1

    def batches(self, groups: Iterable[int]) -> Iterator[tuple[list[list[Any]], int]]:
        """The cells of some row groups, in their order: by column, and how many rows they are.

        A batch has rows of one group alone, so that one that is broken spoils no other.
        """
        with _faults():
            for group in groups:
                for batch in self._file.iter_batches(batch_size=BATCH, row_groups=[group]):
                    yield [_cells(column) for column in batch.columns], batch.num_rows

    def some(self, group: int, at: Sequence[int]) -> Iterator[list[Any]]:
        """The cells of those rows of a row group whose indexes are given in their order."""
        first, known = 0, 0
        for columns, rows in self.batches([group]):
            last = bisect_left(at, first + rows, known)
            for index in at[known:last]:
                yield [column[index - first] for column in columns]
            first, known = first + rows, last


def rows_of(columns: Sequence[Sequence[Any]], rows: int) -> Iterator[list[Any]]:
    """Rows of cells by column; there may be some even without columns."""
    return map(list, zip(*columns, strict=True) if columns else [()] * rows)


@contextmanager
def _faults() -> Iterator[None]:
    arrow = library("pyarrow")
    try:
        yield
    except (arrow.ArrowException, OSError, ValueError, OverflowError) as error:
        message = f"not a Parquet file that can be read: {' '.join(str(error).split())[:300]}"
        raise TableFault("source-error", message) from error


def _kind(column: Any) -> str:
    types = library("pyarrow.types")
    if types.is_dictionary(column):
        return _kind(column.value_type)
    tests = {
        Kind.TEXT: (types.is_string, types.is_large_string),
        Kind.BOOLEAN: (types.is_boolean,),
        Kind.INTEGER: (types.is_integer,),
        Kind.REAL: (types.is_floating, types.is_decimal),
        Kind.DATE: (types.is_date,),
        Kind.DATETIME: (types.is_timestamp,),
        Kind.TIME: (types.is_time,),
        SPAN: (types.is_duration,),
        BYTES: (types.is_binary, types.is_large_binary, types.is_fixed_size_binary),
    }
    return next((kind for kind, are in tests.items() if any(is_(column) for is_ in are)), "nested")


def _cells(column: Any) -> list[Any]:
    """The values of a column as Python has them, none of them rounded.

    Nanoseconds are told by their texts; a float of 32 bits is the shortest number that it can mean,
    as it is in CSV.
    """
    arrow, types = library("pyarrow"), library("pyarrow.types")
    if types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if types.is_float32(column.type) or types.is_float16(column.type):
        texts = column.cast(arrow.float32()).cast(arrow.string()).to_pylist()
        return [None if text is None else _number(text) for text in texts]
    if types.is_temporal(column.type) and getattr(column.type, "unit", "") == "ns":
        return _moments(column)
    found: list[Any] = column.to_pylist()
    return found


def _moments(column: Any) -> list[Any]:
    """Moments, times and durations of nanoseconds, which Python has none of."""
    arrow, types = library("pyarrow"), library("pyarrow.types")
    kind = column.type
    if types.is_duration(kind):
        plain, build = arrow.duration("us"), _duration
    elif types.is_time(kind):
        plain, build = arrow.time64("us"), _same
    else:
        zone = "Z" if kind.tz else ""
        plain = arrow.timestamp("us", kind.tz)
        column_texts = arrow.timestamp("ns")
        build = lambda text: read_iso(f"{text[:10]}T{text[11:]}{zone}")  # noqa: E731
    try:
        found: list[Any] = column.cast(plain).to_pylist()
    except arrow.ArrowInvalid:  # some have more than six digits of a second
        bare = column.cast(arrow.int64()) if types.is_duration(kind) else column
        bare = column.cast(column_texts) if types.is_timestamp(kind) else bare
        texts = bare.cast(arrow.string()).to_pylist()
        return [None if text is None else build(text) for text in texts]
    return found


def _same(text: str) -> Any:
    return text


def _duration(text: str) -> Any:
    return Duration(0, Decimal(text).scaleb(-9))


def _number(text: str) -> Any:
    return float(text) if text in ("nan", "inf", "-inf") else Decimal(text)
