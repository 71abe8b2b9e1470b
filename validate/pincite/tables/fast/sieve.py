"""The polars sieve: which records of a block are not clean for certain, and the hashes of keys.

A block is regular (RFC 4180): each quote opens a cell, closes one or is doubled inside one, and no
carriage return is alone outside of quotes. There csv readers cannot differ about cells.

A column of few distinct texts is checked by the exact reader, text by text; one of many by its
rule, and by the reader where the rule doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import polars as pl

from pincite.tables.csv_records import line_ends
from pincite.tables.dialect import Dialect
from pincite.tables.fast.rules import (
    KeptKeys,
    KeyHashes,
    ReferenceCheck,
    certain,
    doubtful_keys,
    is_cheap,
    is_free,
    is_missing,
)
from pincite.tables.fast.scan import Hashes, Sifted, Suspects
from pincite.tables.passes import Plan
from pincite.types import CellReader, type_of

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
        """A header record of our own, which is before the records of every block."""
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
        """Bytes that are not part of a cell: quotes, and carriage returns before line feeds."""
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


MAX_DISTINCT = 0.25  # share of distinct texts up to which a column is looked at text by text
MAX_KNOWN = 500_000  # clean texts that are remembered


class ColumnCheck:
    """Checks the cells of one field; it remembers clean texts, which decides about speed alone."""

    def __init__(
        self, name: str, field: Mapping[str, Any], missing: Sequence[str], reader: CellReader
    ):
        self.name = name
        self.is_free = is_free(field)
        self.rule = None if self.is_free else certain(field, missing, pl.col(name))
        self._is_cheap = is_cheap(field)
        self._reader = reader
        self._known = pl.Series(name, [], pl.String)
        self.by_text = self.rule is None

    def choose(self, texts: pl.Series) -> None:
        """Choose between texts and rule by the first block's column."""
        if self.rule is not None and not self._is_cheap and len(texts) >= 1000:
            self.by_text = texts.n_unique() < MAX_DISTINCT * len(texts)

    def wrong_texts(self, distinct: pl.Series) -> list[str]:
        """Those of some distinct texts that the reader refuses."""
        new = (
            distinct.filter(~distinct.is_in(self._known.implode()))
            if len(self._known)
            else distinct
        )
        wrong = self._refused(new.to_list())
        if len(self._known) < MAX_KNOWN and len(new) > len(wrong):
            self._known = pl.concat([self._known, new.filter(~new.is_in(wrong)) if wrong else new])
        return wrong

    def doubted_texts(self, texts: pl.Series, clean: pl.Series) -> list[str]:
        """Those of the texts that the rule doubts and the reader refuses."""
        return self._refused(texts.filter(~clean).unique().to_list())

    def _refused(self, texts: Iterable[str]) -> list[str]:
        read = self._reader.read
        return [text for text in texts if read(text)[1]]


def wrong_rows(frame: pl.DataFrame, checks: Sequence[ColumnCheck]) -> list[pl.Series]:
    """Masks of the rows that hold a wrong cell, one for each column that has any."""
    rules = [check for check in checks if not check.is_free and not check.by_text]
    texts = [check for check in checks if not check.is_free and check.by_text]
    masks = []
    if rules:
        clean = frame.select(
            check.rule.alias(check.name) for check in rules if check.rule is not None
        )
        for check in rules:
            if not clean[check.name].all():
                wrong = check.doubted_texts(frame[check.name], clean[check.name])
                masks += [frame[check.name].is_in(wrong)] if wrong else []
    for name, distinct in distinct_texts(frame, [check.name for check in texts]).items():
        check = next(check for check in texts if check.name == name)
        wrong = check.wrong_texts(distinct)
        masks += [frame[name].is_in(wrong)] if wrong else []
    return masks


def distinct_texts(frame: pl.DataFrame, names: Iterable[str]) -> dict[str, pl.Series]:
    """The distinct texts of some columns, found side by side."""
    names = list(dict.fromkeys(names))
    if not names:
        return {}
    found = frame.select(pl.col(name).unique().implode() for name in names)
    return {name: found[name][0] for name in names}


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


class PolarsSieve:
    """A sieve (see `pincite.tables.fast.scan`) that looks at columns of texts by polars."""

    def __init__(self, layout: Layout, plan: Plan):
        kinds = [type_of(field).name for field in plan.fields]
        columns = zip(plan.fields, plan.missing, plan.readers, strict=True)
        self.kept = [KeptKeys(on, plan) for on in plan.kept]
        self.keys = [KeyHashes(key.on, kinds) for key in plan.keys]
        self._layout = layout
        self._plan = plan
        self._names = [str(column) for column in range(layout.width)]
        self._checks = [ColumnCheck(str(at), *parts) for at, parts in enumerate(columns)]
        self._references = [ReferenceCheck(reference, plan) for reference in plan.references]
        self._has_begun = False

    def sift(self, chunk: bytes, *, is_last: bool) -> Sifted:
        """See `Sieve.sift`."""
        block = cut_block(chunk, self._layout, is_last=is_last)
        if not block.size:
            return Sifted(0, 0, 0, _places(block, np.empty(0, np.int64)), [])
        frame, may_have_more = parse(block, self._names)
        odd = None if frame is None else odd_rows(block, frame, may_have_more)
        if frame is None or odd is None:  # nothing is known of any record
            at = np.arange(len(block.bounds[0]))
            empty = [np.zeros(len(at), np.uint64) for _ in self.keys]
            return Sifted(block.size, len(at), block.lines, _places(block, at), empty)
        if not self._has_begun:
            self._has_begun = True
            for check in self._checks:
                check.choose(frame[check.name])
        hashes = [key.hash(frame) for key in self.keys]
        look = odd if len(odd) else np.zeros(frame.height, bool)
        for mask in self._doubts(frame, hashes):
            look |= mask
        whole = frame.filter(pl.Series(~odd)) if len(odd) and odd.any() else frame
        for kept in self.kept:
            kept.add(whole)
        places = _places(block, np.flatnonzero(look))
        return Sifted(block.size, frame.height, block.lines, places, hashes)

    def places(self, chunk: bytes, at: Any, *, is_last: bool) -> Suspects:
        """See `Sieve.places`."""
        return _places(cut_block(chunk, self._layout, is_last=is_last), at)

    def learn(self, rows: Sequence[Sequence[Any]]) -> None:
        """See `Sieve.learn`."""
        for reference in self._references:
            reference.learn(rows)

    def _doubts(self, frame: pl.DataFrame, parts: Sequence[Hashes]) -> Iterator[Any]:
        """Masks of the rows that are not clean for certain."""
        for mask in wrong_rows(frame, self._checks):
            yield mask.to_numpy()
        for reference in self._references:
            yield from reference.wrong_rows(frame)
        for key, hashes in zip(self._plan.keys, parts, strict=True):
            yield from doubtful_keys(key, self._plan, frame, hashes)
        if not any(key.code == "primary-key" for key in self._plan.keys):
            fields = self._plan.fields
            if not any(field.get("constraints", {}).get("required") for field in fields):
                columns = zip(self._names, self._plan.missing, strict=True)
                empty = [is_missing(missing, pl.col(name)) for name, missing in columns]
                blank = frame.select(pl.all_horizontal(empty)).to_series()
                if blank.any():
                    yield blank.to_numpy()


def _places(block: Block, at: Any) -> Suspects:
    """Where the records of some indexes are in the chunk that the block was cut from."""
    if not len(at):
        return Suspects(at, at, at, at)
    starts, ends = block.bounds
    begin = len(block.layout.prefix)
    return Suspects(at, starts[at] - begin, ends[at] - begin, block.lines_before(starts[at]))
