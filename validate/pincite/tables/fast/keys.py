"""Keys over columns: hashes that find repeated keys, and texts that foreign keys are looked up in.

A key's canonical text is the same for equal values and for them alone. Equal hashes are only a
reason to look: the exact pass compares the keys themselves. Nothing is claimed of keys over types
without a canonical text here; their tables are left to the exact pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import polars as pl

from pincite.tables.keys import KeyColumns
from pincite.types import TYPES

Hashes: TypeAlias = "np.ndarray[Any, np.dtype[np.uint64]]"
BUCKET = 2_000_000  # hashes that are sorted at a time


class KeyHashes:
    """The hash of every row's key, 8 bytes each; 0 where the row has none that could repeat."""

    def __init__(self, on: KeyColumns, kinds: Sequence[str]):
        self.on = on
        self._kinds = [kinds[column] for column in on.columns]
        self._names = [str(column) for column in on.columns]
        self.parts: list[Hashes] = []

    def add(self, frame: pl.DataFrame) -> Hashes:
        """Hash the keys of a block's rows; the hashes, which may be changed in place."""
        found = self._hash(frame)
        self.parts.append(found)
        return found

    def hashes_of(self, keys: Sequence[Sequence[Any]]) -> Hashes:
        """The hashes of keys that the exact pass read, 0 for those that equal nothing."""
        texts = [
            [TYPES[kind].text_of(part) for kind, part in zip(self._kinds, key, strict=True)]
            if all(part is not None and type(part) is not object for part in key)  # NaN is that
            else None
            for key in keys
        ]
        rows = [text or [""] * len(self._names) for text in texts]
        columns = {
            name: pl.Series(name, [_utf_8(row[at]) for row in rows], pl.String)
            for at, name in enumerate(self._names)
        }
        found = self._hash(pl.DataFrame(columns))
        found[[text is None for text in texts]] = 0
        return found

    def _hash(self, frame: pl.DataFrame) -> Hashes:
        names = self._names
        key = pl.col(names[0]) if len(names) == 1 else pl.struct(names)
        found: Hashes = frame.select(key.hash(seed=0)).to_series().to_numpy(writable=True)
        found[found == 0] = 1
        return found

    def repeated(self) -> Hashes:
        """The hashes that more than one row has, sorted."""
        total = sum(map(len, self.parts))
        bits = max(0, (total // BUCKET).bit_length())
        found = []
        for bucket in range(1 << bits):
            some = [
                part[part >> np.uint64(64 - bits) == bucket] if bits else part
                for part in self.parts
            ]
            hashes = np.concatenate([*some, np.empty(0, np.uint64)])
            hashes.sort()
            again = hashes[1:][hashes[1:] == hashes[:-1]]
            found.append(np.unique(again[again != 0]))
        return np.concatenate(found)


def _utf_8(text: str) -> str:
    """A text that polars takes: bytes that were not UTF-8 are spelt out."""
    return text if text.isascii() else text.encode("utf-8", "backslashreplace").decode("utf-8")


class TextKeys:
    """The texts of a column of strings that foreign keys refer to; a set that need not be one.

    Its answers are remembered; `learn` asks for many at once, which is as quick as asking for one.
    """

    def __init__(self) -> None:
        self._pieces: list[pl.Series] = []
        self._answers: dict[str, bool] = {}

    def add(self, texts: pl.Series) -> None:
        """Hold some more texts; they may be held already."""
        self._pieces.append(texts.unique().alias("text"))

    def add_texts(self, texts: Sequence[str]) -> None:
        """Hold some more texts, which may have bytes that are not UTF-8."""
        plain = [text for text in texts if _utf_8(text) == text]
        self.add(pl.Series("text", plain, pl.String))
        if len(plain) < len(texts):  # no column of texts can hold these, nor be asked for them
            self._answers |= {text: True for text in texts if _utf_8(text) != text}

    def lacking(self, texts: pl.Series) -> pl.Series:
        """Those of some distinct texts that are not held."""
        return texts.filter(~texts.is_in(self._whole().implode()))

    def learn(self, texts: Sequence[str]) -> None:
        """Remember which of the texts are held."""
        new = list({text for text in texts if text not in self._answers and _utf_8(text) == text})
        if new:
            lacking = set(self.lacking(pl.Series("text", new, pl.String)).to_list())
            self._answers |= {text: text not in lacking for text in new}

    def __contains__(self, key: object) -> bool:
        (text,) = key if isinstance(key, tuple) else (key,)
        if not isinstance(text, str):
            return False
        self.learn([text])
        return self._answers.get(text, False)

    def _whole(self) -> pl.Series:
        if len(self._pieces) != 1:
            empty = pl.Series("text", [], pl.String)
            self._pieces = [pl.concat([empty, *self._pieces]).unique()]
        return self._pieces[0]
