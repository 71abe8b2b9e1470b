"""One column of a block at a time: which of its texts are wrong.

A column of few distinct texts is checked by the exact reader, text by text; one of many by its
rule, and by the reader where the rule doubts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import polars as pl

from pincite.tables.fast.rules import certain, is_cheap, is_free
from pincite.types import CellReader

FEW = 0.25  # share of distinct texts up to which a column is looked at text by text
MOST_KNOWN = 500_000  # clean texts that are remembered


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
            self.by_text = texts.n_unique() < FEW * len(texts)

    def wrong_texts(self, distinct: pl.Series) -> list[str]:
        """Those of some distinct texts that the reader refuses."""
        new = (
            distinct.filter(~distinct.is_in(self._known.implode()))
            if len(self._known)
            else distinct
        )
        wrong = self._refused(new.to_list())
        if len(self._known) < MOST_KNOWN and len(new) > len(wrong):
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
