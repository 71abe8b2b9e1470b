"""Record-aligned blocks of large delimited files, for the fast pass; needs numpy.

A block is regular (RFC 4180): each quote opens a cell, closes one or is doubled inside one, and no
carriage return stands alone outside of quotes. There csv readers cannot differ about cells. What is
not regular is left to the exact reader, record by record.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from pincite.tables.dialect import Dialect

_LF, _CR = 10, 13
Positions: TypeAlias = "np.ndarray[Any, np.dtype[np.int64]]"
Bytes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint8]]"


class Layout(NamedTuple):
    """How records fall into cells: the bytes that delimit and quote, and the columns."""

    delimiter: int
    quote: int | None
    width: int

    @property
    def prefix(self) -> bytes:
        """A header record of our own, which stands before the records of every block."""
        return bytes([self.delimiter]).join(b"%d" % n for n in range(self.width)) + b"\n"


def layout_of(dialect: Dialect, width: int) -> Layout | None:
    """The layout of a plain dialect, or None where records may fall otherwise."""
    quote = dialect.quote_char
    chars = [dialect.delimiter, *([quote] if quote else [])]
    is_plain = (
        all(len(c) == 1 and c.isascii() and not c.isalnum() and c not in "\r\n" for c in chars)
        and len(set(chars)) == len(chars)
        and dialect.double_quote
        and dialect.escape_char is None
        and not dialect.skip_initial_space
        and dialect.null_sequence is None
        and dialect.comment_char is None
        and not dialect.comment_rows
    )
    return (
        Layout(ord(dialect.delimiter), ord(quote) if quote else None, width) if is_plain else None
    )


def line_ends(data: bytes) -> int:
    """How many physical lines end in some bytes: at a line feed, a carriage return, or both."""
    feeds = data.count(b"\n")
    return feeds + data.count(b"\r") - data.count(b"\r\n") if b"\r" in data else feeds


@dataclass(frozen=True)
class Block:
    """Whole records behind the layout's prefix; every record ends with a line feed.

    `size` is theirs in bytes; `quotes` and `returns` are positions in `data`, of quotes and of
    carriage returns outside of them.
    """

    data: bytes
    size: int
    layout: Layout
    quotes: Positions
    returns: Positions

    @property
    def _raw(self) -> Bytes:
        return np.frombuffer(self.data, np.uint8)

    @property
    def overhead(self) -> int:
        """Bytes that are no part of a cell: quotes, and carriage returns before line feeds."""
        return len(self.quotes) - int(np.count_nonzero(self._doubled)) + len(self.returns)

    @cached_property
    def _doubled(self) -> Any:
        """For each opening quote, whether it is the second of a doubled quote."""
        opens, closes = self.quotes[0::2], self.quotes[1::2]
        found = np.zeros(len(opens), bool)
        found[1:] = opens[1:] == closes[: len(opens) - 1] + 1
        return found

    @cached_property
    def _feeds(self) -> Positions:
        found: Positions = np.flatnonzero(self._raw == _LF)
        return found

    @cached_property
    def bounds(self) -> tuple[Positions, Positions]:
        """Where each record begins and ends in `data`, its line end left out."""
        feeds = self._feeds[~_inside(self._feeds, self.quotes)]
        starts, ends = feeds[:-1] + 1, feeds[1:]
        return starts, ends - (self._raw[ends - 1] == _CR) * (ends > starts)

    @property
    def lines(self) -> int:
        """How many physical lines end in the records."""
        return line_ends(self.data) - 1

    def lines_before(self, positions: Positions) -> Positions:
        """Physical lines of the block that end before each of some positions."""
        found = np.searchsorted(self._feeds, positions) - 1
        if b"\r" in self.data:
            returns = np.flatnonzero(self._raw[:-1] == _CR)
            alone = returns[self._raw[returns + 1] != _LF]
            found = found + np.searchsorted(alone, positions)
        return found

    def cell_bytes(self) -> Positions:
        """For each record, the bytes that its cells have together, if it has them all."""
        starts, ends = self.bounds
        opens = np.searchsorted(self.quotes, starts)
        quotes = np.searchsorted(self.quotes, ends) - opens
        second = np.concatenate(([0], np.cumsum(self._doubled)))
        doubled = second[(opens + quotes) // 2] - second[opens // 2]
        found: Positions = ends - starts - (quotes - doubled) - (self.layout.width - 1)
        return found


def _inside(positions: Positions, quotes: Positions) -> Any:
    """For each position, whether it lies inside of quotes."""
    return (np.searchsorted(quotes, positions) & 1).astype(bool)


def cut_block(chunk: bytes, layout: Layout, *, is_last: bool) -> Block:
    """The whole and regular records at the beginning of some bytes, which begin with a record.

    None where the first one is not regular, or longer than the bytes. `is_last` says that the file
    ends with them, so that a record may lack its line end.
    """
    prefix = layout.prefix
    added = is_last and bool(chunk) and chunk[-1] != _LF
    data = prefix + chunk + b"\n" if added else prefix + chunk
    raw = np.frombuffer(data, np.uint8)
    marks = survey(raw, layout, has_returns=b"\r" in chunk)
    cut = _last_record(data, len(prefix), marks)
    size = cut - len(prefix) - (1 if added and cut == len(data) else 0)
    quotes, returns = marks.quotes[marks.quotes < cut], marks.returns[marks.returns < cut]
    return Block(data[:cut] if size > 0 else b"", max(size, 0), layout, quotes, returns)


def _last_record(data: bytes, begin: int, marks: Marks) -> int:
    """Behind the last regular line feed that is not inside of quotes, else `begin`."""
    at = data.rfind(b"\n", begin, marks.regular)
    while at >= 0:
        before = int(np.searchsorted(marks.quotes, at))
        if not before & 1:
            return at + 1
        at = data.rfind(b"\n", begin, int(marks.quotes[before - 1]))
    return begin


class Marks(NamedTuple):
    """Positions of quotes and of carriage returns outside of them; all is regular up to one."""

    quotes: Positions
    returns: Positions
    regular: int


def survey(raw: Bytes, layout: Layout, *, has_returns: bool) -> Marks:
    """The marks of some bytes that begin with a record."""
    end = len(raw)
    faults = [end]
    quotes: Positions = np.empty(0, np.int64)
    if layout.quote is not None:
        quotes = np.flatnonzero(raw == layout.quote)
        opens, closes = quotes[0::2], quotes[1::2]
        before = raw[opens - 1]
        fits = (before == layout.delimiter) | (before == _LF)
        fits[1:] |= opens[1:] == closes[: len(opens) - 1] + 1
        faults += opens[~fits][:1].tolist()
        padded = np.minimum(closes + 1, end - 1)
        behind = raw[padded]
        returns = (behind == _CR) & (raw[np.minimum(closes + 2, end - 1)] == _LF)
        fits = (behind == layout.delimiter) | (behind == _LF) | returns | (closes + 1 >= end)
        count = min(len(closes), len(opens) - 1)
        fits[:count] |= closes[:count] + 1 == opens[1 : count + 1]
        faults += closes[~fits][:1].tolist()
    outer: Positions = np.empty(0, np.int64)
    if has_returns:
        outer = np.flatnonzero(raw == _CR)
        outer = outer[~_inside(outer, quotes)]
        faults += outer[raw[np.minimum(outer + 1, end - 1)] != _LF][:1].tolist()
    return Marks(quotes, outer, min(faults))
