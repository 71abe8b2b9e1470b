"""Cells, citations and notes as values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from pincite.text import Span


class Cell(NamedTuple):
    """A cell by its table, record key and field."""

    table: str
    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One row of the citations table; `line` is its physical line, 0 where it has none yet."""

    cell: Cell
    seq: int
    part: str
    source: str
    span: Span
    quote: str
    method: str
    value: str
    note: str
    line: int = 0


class Note(NamedTuple):
    """One row of the notes table, as far as offsets and limits need it."""

    record: str
    source: str
    span: Span
    quote: str
    line: int
