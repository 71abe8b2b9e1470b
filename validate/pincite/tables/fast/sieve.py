"""The polars sieve: which records of a block are not clean for certain, and the hashes of keys.

A column of few distinct texts is checked by the exact reader, text by text; one of many by its
rule, and by the reader where the rule doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from pincite.tables.fast.blocks import Block, Layout, cut_block
from pincite.tables.fast.keys import (
    Hashes,
    KeptKeys,
    KeyHashes,
    ReferenceCheck,
    doubtful_keys,
)
from pincite.tables.fast.rules import certain, is_cheap, is_free, is_missing
from pincite.tables.fast.scan import Sifted, Suspects
from pincite.tables.passes import Plan
from pincite.types import CellReader, type_of

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
