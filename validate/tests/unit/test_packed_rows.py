"""Packed rows are the rows that were put in, whatever their cells are, in little memory."""

from __future__ import annotations

import gc
import tracemalloc
from random import Random

import pytest

from pincite.tables import packed_rows
from pincite.tables.packed_rows import BLOCK, PackedRows


def some_rows(count: int) -> list[tuple[str, ...]]:
    random = Random(2)
    odd = ["", "a\x1fb", "\n", "é", "東京", "\U0001f600", "x" * 300, "\x00"] * 8
    return [
        (
            "same",
            f"r{number // 9}",
            random.choice(odd),
            str(random.random()),
            odd[number // 200 % 8],
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [0, 5, BLOCK, BLOCK + 1, 2 * BLOCK, 71 * BLOCK + 7])
def test_rows_come_back_as_they_were(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "KEPT", BLOCK)
    rows = some_rows(count)
    packed = PackedRows()
    for row in rows:
        packed.append(row)
    assert len(packed) == count
    assert [*packed] == rows
    assert [*packed.as_they_are] == rows
    assert isinstance(packed.as_they_are, list) == (count <= BLOCK)
    assert [*packed.columns(3, 0)] == [(row[3], row[0]) for row in rows]
    order = [*range(count), *range(-count, 0)]
    Random(3).shuffle(order)
    assert [packed[at] for at in order] == [rows[at] for at in order]
    assert packed[3:-2] == rows[3:-2]
    assert packed[::-7] == rows[::-7]
    for beyond in (count, -count - 1):
        with pytest.raises(IndexError):
            packed[beyond]


def test_a_row_more_takes_few_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed_rows, "KEPT", BLOCK)
    gc.collect()
    tracemalloc.start()
    try:
        packed = PackedRows()
        for number in range(20_000):
            packed.append(["pledges", f"s{number // 15:06}", "amount", str(number), "in May", ""])
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert taken / len(packed) < 20


def test_rows_are_freed_at_once() -> None:
    """They hold no reference to themselves, for the collector rests during a proof."""
    gc.collect()
    gc.disable()
    try:
        packed = PackedRows()
        packed.append(("a",))
        del packed
        assert gc.collect() == 0
    finally:
        gc.enable()
