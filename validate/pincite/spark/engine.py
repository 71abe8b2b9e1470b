"""Splits of tables scanned by Spark, and repeated keys found by its shuffle.

There is nothing of a rule here: workers call `scan_packed`, the driver merges what they found. The
hashes of keys stay on the cluster; only the places of those that more than one row has come back.
So do keys that other tables refer to, where they are many (`staying.py`).
"""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from pincite.report.extras import require
from pincite.spark.cited import SparkShares
from pincite.spark.staying import ClusterKeys, kept_keys, lacks, learn_hints, results_of
from pincite.spark.workers import COLUMNS, scanner_of
from pincite.tables.row_check import Key
from pincite.tables.sieves.blocks import Again, Memory, Piece, Sieve
from pincite.tables.splits.scanning import Packed, Scanned, Split, Task, scan_packed

SPLIT = 2**25  # bytes of a split


class Elsewhere(NamedTuple):
    """In place of the hashes of a piece: which rows of the cluster hold them."""

    split: int
    first: int
    rows: int


class SparkEngine(SparkShares):
    """An `Engine` (see splits/engines.py) by a SparkSession; `close` lets go of what it kept."""

    work = staticmethod(scan_packed)  # what workers call for a split

    def __init__(self, spark: Any, split: int = SPLIT):
        """A split has about `split` bytes. Raises MissingLibrary without pyspark or pyarrow."""
        require("spark", "pincite.spark")
        self._session = spark
        self._split = split
        self._rows: Any = None  # of the table that is being scanned, kept on the cluster
        self._lasting: list[Any] = []  # and of earlier ones, whose keys are there
        self._is_far = False
        self._untaken: set[int] = set()  # splits whose results were not merged

    def close(self) -> None:
        """Let the cluster forget all tables."""
        for rows in [self._rows, *self._lasting]:
            if rows is not None:
                rows.unpersist()
        self._rows, self._lasting = None, []

    def step(self, size: int) -> int:
        """See Engine."""
        return min(self._split, size)

    def scan(self, task: Task, splits: Sequence[Split]) -> Iterator[Scanned]:
        """See Engine."""
        if self._rows is not None and not self._is_far:
            self._rows.unpersist()
        packed, count = Packed.of(task), len(splits)
        rows = [(number, pickle.dumps(tuple(split))) for number, split in enumerate(splits)]
        frame = self._session.createDataFrame(rows, "split int, work binary")
        frame = frame.repartitionByRange(count, "split")
        self._rows = frame.mapInArrow(scanner_of(packed, self.work), COLUMNS).persist()
        results = results_of(self._rows)
        if task.far:
            again = lacks(task.far, self._rows, task.kept).join(frame, "split")
            scanner = scanner_of(packed, self.work, len(task.far))
            results |= results_of(again.mapInArrow(scanner, COLUMNS))
            learn_hints(task.far, [results[split].faults for split in range(count)])
        helds = kept_keys(self._rows, task)
        self._is_far, self._untaken = helds is None, {*range(count)}
        if self._is_far:
            self._lasting.append(self._rows)
        for split in range(count):
            result, held = results[split], (split, helds and helds.pop(split))
            yield result._replace(
                hashes=[_elsewhere(split, result)] * len(result.hashes), held=held
            )

    def unite(self, sieve: Sieve, held: Any) -> None:
        """See Engine."""
        if isinstance(held, tuple):
            self._untaken.discard(held[0])
            held = held[1]
        if held:
            sieve.unite(held)

    def held(self, sieve: Sieve) -> Sequence[Container[Key]]:
        """See Engine."""
        keys, given = enumerate(sieve.held), (self._session, self._rows, self._untaken)
        return [ClusterKeys(*given, *key) for key in keys] if self._is_far else sieve.held

    def places(self, sieve: Sieve, memory: Memory) -> Iterable[Again]:
        """See Engine: the records whose keys have a hash that others have, by a shuffle."""
        del sieve
        for key, parts in enumerate(memory.hashes):
            yield _by_piece(self._repeated(key, parts), memory.pieces, parts)

    def _repeated(self, key: int, parts: Sequence[Any]) -> dict[int, list[int]]:
        """The records whose hash of a key is there more than once, by their split.

        Those of a piece that the driver has read are by -1 less the number of the piece.
        """
        taken = {part.split for part in parts if isinstance(part, Elsewhere)}
        own = [
            (hashed, -1 - number, at)
            for number, part in enumerate(parts)
            if not isinstance(part, Elsewhere)
            for at, hashed in enumerate(array("q", part.tobytes()))
        ]
        listed = ", ".join(map(str, sorted(taken))) or "null"
        mine = f"key = {key} and hash <> 0 and split in ({listed})"
        rows = self._rows.filter(mine).select("hash", "split", "at")
        if own:
            more = self._session.createDataFrame(own, "hash long, split int, at long")
            rows = rows.union(more.filter("hash <> 0"))
        again = rows.groupBy("hash").count().filter("count > 1").select("hash")
        found: dict[int, list[int]] = defaultdict(list)
        for row in rows.join(again, "hash", "left_semi").select("split", "at").collect():
            found[row["split"]].append(row["at"])
        return found


def _elsewhere(split: int, result: Scanned) -> list[Elsewhere]:
    """Where the hashes of each piece of a split are; a piece has the number of its first record."""
    begins = [number for _, _, number, _ in result.pieces]
    ends = chain(begins[1:], [result.counts[0]])
    return [Elsewhere(split, begin, end - begin) for begin, end in zip(begins, ends, strict=True)]


def _by_piece(
    found: dict[int, list[int]], pieces: Sequence[Piece], parts: Sequence[Any]
) -> Iterator[tuple[Piece, list[int]]]:
    """The pieces in their order, each with the indexes of its records that were found."""
    ordered = {split: sorted(at) for split, at in found.items()}
    for number, (piece, part) in enumerate(zip(pieces, parts, strict=True)):
        split, first, count = part if isinstance(part, Elsewhere) else (-1 - number, 0, len(part))
        at = ordered.get(split, [])
        begin, end = bisect_left(at, first), bisect_left(at, first + count)
        if begin < end:
            yield piece, [place - first for place in at[begin:end]]
