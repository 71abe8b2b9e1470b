"""What a column holds is what counting all its cells at once gives; estimates are near."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.tables import column_summary
from pincite.tables.column_summary import ColumnCounter, ColumnSummary
from pincite.tables.typed_cells import TypedReader
from pincite.types import CellReader

CELLS = st.one_of(
    st.none(), st.sampled_from(["", "7", "07", "-3", "x", " 9", "1e3", "120"]), st.text(max_size=3)
)


def summary(
    cells: Sequence[Any], field: dict[str, Any], reader: type[CellReader] = CellReader
) -> ColumnSummary:
    field = {"name": "f", **field}
    counter = ColumnCounter("f", reader(field, [""]), field, has_text=reader is CellReader)
    for at in range(0, len(cells), 3):
        counter.add(cells[at : at + 3])
    return counter.summary()


@given(st.lists(CELLS, max_size=40), st.sampled_from([2, 2_000]))
def test_the_counts_are_those_of_the_reader(cells: list[str | None], most: int) -> None:
    field = {"type": "integer", "constraints": {"minimum": 0}}
    before, column_summary.MOST_CELLS = column_summary.MOST_CELLS, most
    try:
        found = summary(cells, field)
    finally:
        column_summary.MOST_CELLS = before
    reader = CellReader({"name": "f", **field}, [""])
    readings = [(cell, *reader.read(cell)) for cell in cells]
    values = [(cell, value) for cell, value, _ in readings if value is not None]
    kinds = Counter(fault.kind for _, _, faults in readings for fault in faults)
    assert found.rows == len(cells)
    assert (found.wrong, found.broken) == (kinds["type"], kinds["minimum"])
    assert found.filled == len(values)
    assert found.distinct == len({cell for cell, _ in values})
    assert found.is_exact
    ends = sorted(value for _, value in values)
    assert (found.low, found.high) == ((str(ends[0]), str(ends[-1])) if ends else ("", ""))
    texts = [cell for cell, _ in values]
    assert found.examples == list(dict.fromkeys(texts))[:5]
    if most > 40:
        assert dict(found.values) == Counter(texts)


def test_many_different_cells_are_estimated_and_little_is_kept() -> None:
    field = {"name": "f", "type": "string"}
    counter = ColumnCounter("f", CellReader(field, [""]), field)
    for block in range(0, 60_000, 2_000):
        counter.add([f"text {number % 40_000}" for number in range(block, block + 2_000)])
    assert len(counter._hashes) == len(counter._held) == column_summary.MOST_HASHES
    assert counter._cells is None
    assert not counter._reader._known
    found = counter.summary()
    assert (found.filled, found.is_exact, found.values) == (60_000, False, [])
    assert abs(found.distinct / 40_000 - 1) < 4 * column_summary.ESTIMATE_ERROR
    assert (found.is_length, found.low, found.high) == (True, "6", "10")


def test_long_cells_are_not_kept() -> None:
    cells = [f"{number}" * 50_000 for number in range(10)]
    found = summary(cells, {"type": "string"})
    assert (found.distinct, found.values, found.high) == (10, [], "50000")
    assert max(map(len, found.examples)) < 300


@pytest.mark.parametrize(
    ("kind", "cells", "low", "high"),
    [
        ("number", ["1.50", "NaN", "-2", "INF"], "-2", "1.5"),
        ("date", ["2021-05-04", "1999-01-01"], "1999-01-01", "2021-05-04"),
        ("yearmonth", ["2021-05", "1999-12"], "1999-12", "2021-05"),
        ("time", ["10:00:00", "09:30:00"], "09:30:00", "10:00:00"),
        ("boolean", ["true", "false"], "", ""),
        ("duration", ["P1M", "P30D"], "", ""),
    ],
)
def test_the_range_is_that_of_the_type(kind: str, cells: list[str], low: str, high: str) -> None:
    found = summary(cells, {"type": kind})
    assert (found.filled, found.low, found.high) == (len(cells), low, high)
    assert bool(found.undecided) == (kind == "duration")
    assert found.not_finite == (2 if kind == "number" else 0)


def test_values_of_files_that_know_types_are_told_apart() -> None:
    cells = [1, 1.0, True, float("nan"), float("nan"), None, Decimal("2.50"), "3", "x"]
    found = summary(cells, {"type": "number"}, TypedReader)
    assert (found.missing, found.wrong, found.not_finite) == (1, 2, 2)
    assert (found.distinct, found.low, found.high) == (5, "1", "3")
    nested = summary([{"a": 1}, {"a": 1}, [2]], {"type": "object"}, TypedReader)
    assert (nested.values, nested.wrong) == ([('{"a": 1}', 2)], 1)
