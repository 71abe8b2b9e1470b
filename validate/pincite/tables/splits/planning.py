"""Where a table is split: at ends of lines that look like ends of records.

Whether a line end is inside of a quoted cell cannot be told without reading all that is before it.
A few lines tell it with near certainty: read as if they began outside of quotes, or inside, one of
both gives rows with as many cells as the table has columns. The scans prove it: a split is taken
only where the one before has ended where it begins (`merging.py`), so a wrong guess costs time.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import IO

from pincite.tables.csv_records import csv_lines
from pincite.tables.parts import Part
from pincite.tables.sieves.blocks import Layout
from pincite.tables.splits.scanning import Split, Task

WINDOW = 2**14  # bytes that a guess looks at, and eight times as many, up to
MAX_WINDOW = 2**20
MAX_ROWS = 200  # rows of a window that are counted
MIN_OVERRUN = 2**20  # bytes behind its end that a record of a split may always have


def plan_splits(task: Task, parts: Sequence[Part], step: int) -> list[Split]:
    """The splits of a table, in the order of its records, each of about `step` bytes.

    `parts` are those of the table, opened. Every part has a split at least.
    """
    found: list[Split] = []
    for number, part in enumerate(parts):
        size = task.size(number)
        begins = [part.offset]
        if size >= part.offset + 2 * step:
            with task.open(number) as stream:
                begins += _begins(stream, task.layout, range(part.offset + step, size, step))
        ends = [*begins[1:], None]
        overrun = max(step, MIN_OVERRUN)
        for begin, end in zip(begins, ends, strict=True):
            is_far = end is not None and end + overrun < size
            found.append(Split(number, begin, end, end + overrun if end and is_far else None))
    return found


def _begins(stream: IO[bytes], layout: Layout, targets: Sequence[int]) -> Iterator[int]:
    """Where records seem to begin behind each of some bytes, increasing."""
    last = 0
    for target in targets:
        if target >= last:
            found = record_begin(stream, layout, target)
            if found is not None:
                yield found
                last = found + 1


def record_begin(stream: IO[bytes], layout: Layout, target: int) -> int | None:
    """The first byte behind `target` at which a record seems to begin; None where none is seen."""
    size = WINDOW
    while True:
        stream.seek(target)
        window = stream.read(size)
        guesses = [_guess(window, layout, is_inside) for is_inside in (False, True)]
        is_all = len(window) < size
        score, begin = max(guesses, key=lambda guess: guess[0])
        if begin is not None and (score > 0 or size >= MAX_WINDOW or is_all):
            is_end = is_all and begin == len(window)
            return None if is_end else target + begin
        if is_all or size >= MAX_WINDOW:
            return None
        size *= 8


def _guess(window: bytes, layout: Layout, is_inside: bool) -> tuple[int, int | None]:
    """Where a record begins, if the window begins inside of quotes or not, and how well it fits.

    The fit is the number of rows that have as many cells as the table has columns, less the others.
    """
    quote = (layout.dialect.quote_char or "").encode()
    if is_inside and not quote:
        return -1, None
    at = window.find(b"\n")
    known, quotes = 0, int(is_inside)
    while at >= 0:
        quotes += window.count(quote, known, at) if quote else 0
        if not quotes % 2:
            break
        known, at = at, window.find(b"\n", at + 1)
    if at < 0:
        return -1, None
    begin = at + 1
    whole = window[begin : window.rfind(b"\n") + 1].decode("utf-8", "replace")
    lines = [*islice(io.StringIO(whole, newline=""), MAX_ROWS)]
    rows, _ = csv_lines(lines, layout.dialect)
    fits = sum(len(row) == layout.width for row in rows)
    return 2 * fits - len(rows), begin
