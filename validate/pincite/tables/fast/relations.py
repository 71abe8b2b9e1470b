"""Keys of a block's rows: references, keys kept for others, keys that need a second look."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import Any

import polars as pl

from pincite.tables.fast.columns import distinct_texts
from pincite.tables.fast.keys import TextKeys
from pincite.tables.fast.rules import is_missing
from pincite.tables.keys import Key, KeyColumns, Reference, Uniqueness, key_of
from pincite.tables.plan import Plan
from pincite.types import type_of
from pincite.types.string import STRING


def holds_texts(on: KeyColumns, plan: Plan) -> bool:
    """Whether a key is one column whose values are its texts."""
    if len(on.columns) != 1:
        return False
    field = plan.fields[on.columns[0]]
    return type_of(field) is STRING and field.get("format", "default") in ("default", None)


class KeptKeys:
    """The keys of a table that other tables refer to; `held` answers for them."""

    def __init__(self, on: KeyColumns, plan: Plan):
        self._on = on
        self._plan = plan
        self._texts = TextKeys() if holds_texts(on, plan) else None
        self._keys: set[Key] = set()

    @property
    def held(self) -> TextKeys | set[Key]:
        """The keys, as a container."""
        return self._keys if self._texts is None else self._texts

    def add(self, frame: pl.DataFrame) -> None:
        """Keep the keys of a block's rows."""
        columns = self._on.columns
        if self._texts is not None:
            name, missing = str(columns[0]), self._plan.missing[columns[0]]
            found = frame[name].unique()
            self._texts.add(found.filter(~found.is_in(list(missing))))
            return
        readers = [self._plan.readers[column] for column in columns]
        for texts in frame.select(map(str, columns)).unique().iter_rows():
            values = [reader.read(text)[0] for reader, text in zip(readers, texts, strict=True)]
            self._keep(key_of(values, range(len(values))))

    def add_values(self, rows: Sequence[Sequence[Any]]) -> None:
        """Keep the keys of rows that were read exactly."""
        for values in rows:
            self._keep(key_of(values, self._on.columns))

    def _keep(self, key: Key) -> None:
        if all(part is None for part in key):
            return
        if self._texts is None:
            self._keys.add(key)
        else:
            self._texts.add_texts([key[0]])


class ReferenceCheck:
    """One foreign key over columns: the rows whose key is not held."""

    def __init__(self, reference: Reference, plan: Plan):
        self._reference = reference
        self._on = reference.on
        self._readers = [plan.readers[column] for column in self._on.columns]
        self._missing = set(plan.missing[self._on.columns[0]])
        self._texts: TextKeys | None = None
        if holds_texts(self._on, plan):
            self._texts = as_texts(reference.held)
        self._fine: set[tuple[str, ...]] = set()

    def learn(self, rows: Sequence[Sequence[Any]]) -> None:
        """Prepare answers for rows that are to be read exactly."""
        held = self._reference.held
        if isinstance(held, TextKeys) and len(self._on.columns) == 1:
            values = [values[self._on.columns[0]] for values in rows]
            held.learn([value for value in values if isinstance(value, str)])

    def wrong_rows(self, frame: pl.DataFrame) -> Iterator[Any]:
        """A mask of the rows whose key is not held, where there are any."""
        names = [str(column) for column in self._on.columns]
        if len(names) == 1:
            distinct = distinct_texts(frame, names)[names[0]]
            wrong = self._lacking(distinct)
            if wrong:
                yield frame[names[0]].is_in(wrong).to_numpy()
            return
        pairs = frame.select(names).unique()
        lacking = [texts for texts in pairs.iter_rows() if not self._is_held(texts)]
        if lacking:
            other = pl.DataFrame(lacking, schema=dict.fromkeys(names, pl.String), orient="row")
            found = frame.select(names).with_row_index("row").join(other, on=names, how="semi")
            mask = pl.zeros(frame.height, pl.Int8, eager=True).to_numpy(writable=True)
            mask[found["row"].to_numpy()] = 1
            yield mask.astype(bool)

    def _lacking(self, distinct: pl.Series) -> list[str]:
        if self._texts is not None:
            found = self._texts.lacking(distinct).to_list()
            return [text for text in found if text not in self._missing]
        return [text for text in distinct.to_list() if not self._is_held((text,))]

    def _is_held(self, texts: tuple[str, ...]) -> bool:
        if texts in self._fine:
            return True
        values = [reader.read(text)[0] for reader, text in zip(self._readers, texts, strict=True)]
        key = key_of(values, range(len(values)))
        is_held = all(part is None for part in key) or key in self._reference.held
        if is_held:
            self._fine.add(texts)
        return is_held


def as_texts(held: Container[Key]) -> TextKeys | None:
    """Keys of one text each, as a column."""
    if isinstance(held, TextKeys) or not isinstance(held, set | frozenset):
        return held if isinstance(held, TextKeys) else None
    texts = TextKeys()
    texts.add_texts([key[0] for key in held if isinstance(key[0], str)])
    return texts


def doubtful_keys(key: Uniqueness, plan: Plan, frame: pl.DataFrame, hashes: Any) -> Iterator[Any]:
    """Masks of rows whose key must be read exactly; rows without a key lose their hash."""
    for column in key.on.columns:
        name, field = str(column), plan.fields[column]
        empty = frame.select(is_missing(plan.missing[column], pl.col(name))).to_series()
        if empty.any():
            hashes[empty.to_numpy()] = 0
            if key.code == "primary-key":
                yield empty.to_numpy()
        pattern = type_of(field).canonical_pattern(field)
        if pattern:
            canonical = frame.select(pl.col(name).str.contains(pattern)).to_series()
            if not canonical.all():
                yield (~canonical).to_numpy()
