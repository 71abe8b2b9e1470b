"""Blocks as frames of text columns, and the records whose cells a frame does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from pincite.tables.fast.blocks import Block
from pincite.tables.fast.offsets import line_ends


def parse(block: Block, names: Sequence[str]) -> tuple[pl.DataFrame | None, bool]:
    """A block's columns as texts, and whether a record may have more cells than that.

    None where polars refuses the block, as it does bytes that are not UTF-8.
    """
    layout = block.layout
    if not block.size:
        return None, True
    for is_lenient in (False, True):
        try:
            frame = pl.read_csv(
                block.data,
                schema=dict.fromkeys(names, pl.String),
                separator=chr(layout.delimiter),
                quote_char=None if layout.quote is None else chr(layout.quote),
                empty_string_is_null=False,
                truncate_ragged_lines=is_lenient,
            )
        except pl.exceptions.PolarsError:
            continue
        return frame, is_lenient
    return None, True


def odd_rows(block: Block, frame: pl.DataFrame, may_have_more: bool) -> Any:
    """A mask of the rows whose cells are not those of the columns, empty where there are none.

    None where rows and records are not the same. The bytes of a record are those of its cells,
    delimiters and quotes; too few or too many cells show as a difference. The sum over all records
    suffices where none has too many, since then no two differences cancel.
    """
    lengths = pl.all().str.len_bytes()  # of a block, so that their sums fit 32 bits
    total = int(frame.select(pl.sum_horizontal(lengths.sum())).item()) if frame.height else 0
    begin = len(block.layout.prefix)
    separators = frame.height * block.layout.width  # the last is the line end
    size = total + separators + block.overhead
    is_whole = not may_have_more and len(block.data) - begin == size
    may_be_empty = block.layout.width == 1 and bool((frame.to_series(0) == "").any())
    if is_whole and not may_be_empty and not frame.is_empty():
        return np.empty(0, bool)
    starts, ends = block.bounds
    if len(starts) != frame.height:
        return None
    return (
        block.cell_bytes() != frame.select(pl.sum_horizontal(lengths)).to_series().to_numpy()
    ) | (starts == ends)


def bad_line(data: bytes, line: int) -> int | None:
    """The first line of a record that is not UTF-8, if any; `line` is the record's first."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return line + line_ends(data[: error.start])
    return None
