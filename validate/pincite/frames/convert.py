"""From the texts of a column to its typed Arrow array.

Each type has a quick way for its plain spelling, guarded so that it reads nothing that the
standard does not; everything else goes, text by distinct text, through the reader of `cells`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.frames.fields import Column
from pincite.frames.texts import has_codes
from pincite.report.extras import library
from pincite.types import Kind, NoPlace, Type
from pincite.types.arrow import arrow_array
from pincite.types.date import DATE
from pincite.types.datetime import DATETIME
from pincite.types.integer import INTEGER
from pincite.types.list import item_type
from pincite.types.number import NUMBER
from pincite.types.string import STRING
from pincite.types.year import YEAR
from pincite.types.yearmonth import YEARMONTH


class BadCells(Exception):
    """Cells of a column are not of its type: their texts or JSON values, and the reader's note."""

    def __init__(self, column: Column, cells: Sequence[Any], note: str):
        super().__init__(note)
        self.column = column
        self.cells = cells
        self.note = note


def convert(cells: Any, column: Column, *, is_exact: bool = False) -> Any:
    """The typed array of a column's cells; with `is_exact` without the quick ways.

    Raises BadCells for cells of another type, and for values that Arrow cannot hold.
    """
    if isinstance(cells, list):
        return _by_distinct(cells, column)
    texts = _without_missing(cells, column)
    if column.is_categorical or has_codes(texts):
        return _by_code(texts, column)
    if column.kind is STRING:
        return texts
    found_quick = _decimal if column.is_decimal else _QUICK.get(column.kind)
    quick = None if is_exact or not column.is_plain else found_quick
    found = None if quick is None else quick(texts)
    return _by_code(texts, column) if found is None else found


def _without_missing(texts: Any, column: Column) -> Any:
    if has_codes(texts) or not column.missing:
        return texts
    arrow, compute = library("pyarrow"), library("pyarrow.compute")
    if column.missing == {""}:
        is_missing = compute.equal(compute.binary_length(texts), 0)
    else:
        is_missing = compute.is_in(texts, value_set=arrow.array(sorted(column.missing)))
    if not compute.any(is_missing).as_py():
        return texts
    return compute.if_else(is_missing, arrow.scalar(None, arrow.string()), texts)


def _by_code(texts: Any, column: Column) -> Any:
    """Read each distinct text once, by the exact reader."""
    arrow = library("pyarrow")
    coded = texts if has_codes(texts) else texts.dictionary_encode()
    coded = coded.unify_dictionaries()
    known = coded.chunk(0).dictionary.to_pylist() if coded.num_chunks else []
    values = _values(known, column)
    if column.is_categorical:
        codes = arrow.array(values, arrow.int32())
        return _as_categories([codes.take(chunk.indices) for chunk in coded.chunks], column)
    built = _build(values, known, column)
    return arrow.chunked_array([built.take(c.indices) for c in coded.chunks], built.type)


def _by_distinct(cells: list[Any], column: Column) -> Any:
    """Read JSON values, which need not be texts, one by one."""
    arrow = library("pyarrow")
    values = _values(cells, column)
    if column.is_categorical:
        return _as_categories([arrow.array(values, arrow.int32())], column)
    return arrow.chunked_array([_build(values, cells, column)])


def _as_categories(codes: Sequence[Any], column: Column) -> Any:
    arrow = library("pyarrow")
    is_integer = column.kind is INTEGER
    known = arrow.array(column.categories, arrow.int64() if is_integer else arrow.string())
    kind = arrow.dictionary(arrow.int32(), known.type, column.is_ordered)
    chunks = [
        arrow.DictionaryArray.from_arrays(part, known, ordered=column.is_ordered) for part in codes
    ]
    return arrow.chunked_array(chunks, kind)


def _values(cells: Sequence[Any], column: Column) -> list[Any]:
    """The value of each cell, or its place among the categories; raises BadCells."""
    found: list[Any] = []
    bad: list[Any] = []
    note = ""
    places = {value: place for place, value in enumerate(column.categories)}
    for cell in cells:
        value, faults = column.reader.read(cell)
        if faults:
            note = note or faults[0].message  # of the first bad cell, as the error's place is
            bad.append(cell)
        elif column.is_categorical and value is not None:
            value = places.get(value)
            if value is None:
                note = note or f"must be one of: {', '.join(map(str, column.categories))}"
                bad.append(cell)
        elif column.kind.keeps_text and value is not None:
            value = cell if isinstance(cell, str) else _compact_json(cell, column)
        found.append(value)
    if bad and column.options.errors == "raise":
        raise BadCells(column, bad, note)
    return found


def _compact_json(cell: Any, column: Column) -> str:
    def exact(number: object) -> int | float:
        if not isinstance(number, Decimal):
            raise TypeError(f"{type(number).__name__} has no JSON form")
        if number == number.to_integral_value():
            return int(number)
        if Decimal(repr(float(number))) != number:
            raise BadCells(column, [cell], f"JSON readers would round {number}")
        return float(number)

    return json.dumps(cell, ensure_ascii=False, default=exact)


def _build(values: list[Any], cells: Sequence[Any], column: Column) -> Any:
    try:
        return array_of(column.kind, values, column)
    except NoPlace as error:
        bad = [
            cells[at]
            for at, value in enumerate(values)
            if value is error.value or (isinstance(value, list) and error.value in value)
        ]
        raise BadCells(column, bad, str(error)) from error


def array_of(kind: Type, values: list[Any], column: Column) -> Any:
    """The array of values of a type, None where a cell is missing; raises NoPlace."""
    arrow = library("pyarrow")
    is_exact = column.options.decimals == "exact"
    stored = kind.stored(values, is_exact=is_exact)
    if stored.kind is not Kind.LIST:
        return arrow_array(arrow, stored)
    lengths = [None if value is None else len(value) for value in values]
    flat = [item for value in values if value is not None for item in value]
    items = array_of(item_type(column.descriptor), flat, column)
    return arrow.ListArray.from_arrays(_offsets(arrow, lengths), items)


def _offsets(arrow: Any, lengths: list[int | None]) -> Any:
    """Where each list begins among all items, None where there is no list."""
    found: list[int | None] = []
    at = 0
    for length in lengths:
        found.append(None if length is None else at)
        at += length or 0
    return arrow.array([*found, at], arrow.int32())


class _Guard(NamedTuple):
    """What the texts of a column must be made of before a quick way may read them."""

    letters: str
    lengths: frozenset[int] = frozenset()

    def lets_pass(self, texts: Any) -> bool:
        compute = library("pyarrow.compute")
        if self.lengths:
            lengths = set(compute.unique(compute.binary_length(texts)).to_pylist()) - {None}
            if not lengths <= self.lengths:
                return False
        letters = self.letters.encode()
        buffers = (chunk.buffers()[2] for chunk in texts.chunks)
        return not any(buffer.to_pybytes().translate(None, letters) for buffer in buffers if buffer)


def _cast(texts: Any, kind: Any) -> Any:
    """The texts cast by Arrow, or None where it refuses one."""
    arrow = library("pyarrow")
    try:
        return library("pyarrow.compute").cast(texts, kind)
    except (arrow.ArrowInvalid, arrow.ArrowNotImplementedError):
        return None


def _integer(texts: Any) -> Any:
    return _cast(texts, "int64") if _Guard("-0123456789").lets_pass(texts) else None


def _number(texts: Any) -> Any:
    found = _cast(texts, "double") if _Guard("-.0123456789").lets_pass(texts) else None
    compute = library("pyarrow.compute")
    is_sound = found is not None and compute.all(compute.is_finite(found)).as_py() is not False
    return found if is_sound else None


def _year(texts: Any) -> Any:
    return _cast(texts, "int64") if _Guard("0123456789", frozenset({4})).lets_pass(texts) else None


def _date(texts: Any) -> Any:
    guard = _Guard("-0123456789", frozenset({10}))
    return _from_year_1(_cast(texts, "date32")) if guard.lets_pass(texts) else None


def _datetime(texts: Any) -> Any:
    """Moments all without a zone, or all in UTC, written with Z."""
    arrow, compute = library("pyarrow"), library("pyarrow.compute")
    in_utc = compute.ends_with(texts, "Z")
    is_utc = bool(compute.any(in_utc).as_py())
    lengths = frozenset(length + is_utc for length in (19, *range(21, 27)))
    if is_utc and not compute.all(in_utc).as_py():
        return None
    if not _Guard("-:.TZ0123456789", lengths).lets_pass(texts):
        return None
    return _from_year_1(_cast(texts, arrow.timestamp("us", "UTC" if is_utc else None)))


def _decimal(texts: Any) -> Any:
    """Decimals of 38 digits with as many places as the text with the most has."""
    if not _Guard("-.0123456789").lets_pass(texts):
        return None
    arrow, compute = library("pyarrow"), library("pyarrow.compute")
    length, point = compute.binary_length(texts), compute.find_substring(texts, ".")
    is_whole = compute.less(point, 0)
    places = compute.subtract(compute.subtract(length, point), 1)
    scale = compute.max(compute.if_else(is_whole, 0, places)).as_py() or 0
    whole = compute.max(compute.if_else(is_whole, length, point)).as_py() or 0
    return _cast(texts, arrow.decimal128(38, scale)) if whole + scale <= 38 else None


def _from_year_1(moments: Any) -> Any:
    """The moments, or None where one lies before year 1, which the standard's calendar lacks."""
    if moments is None:
        return None
    arrow, compute = library("pyarrow"), library("pyarrow.compute")
    years = compute.min(compute.year(moments)) if len(moments) else arrow.scalar(1)
    return moments if years.as_py() is None or years.as_py() >= 1 else None


def _yearmonth(texts: Any) -> Any:
    compute = library("pyarrow.compute")
    is_month = compute.match_substring_regex(texts, r"^[0-9]{4}-(0[1-9]|1[0-2])$")
    return texts if compute.all(is_month).as_py() is not False else None


_QUICK: dict[Type, Callable[[Any], Any]] = {
    DATE: _date,
    DATETIME: _datetime,
    INTEGER: _integer,
    NUMBER: _number,
    YEAR: _year,
    YEARMONTH: _yearmonth,
}
