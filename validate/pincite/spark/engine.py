"""Splits of tables scanned by Spark, and repeated keys found by its shuffle.

There is nothing of a rule here: workers call `scan_packed`, the driver merges what they found. The
hashes of keys stay on the cluster; only the places of those that more than one row has come back.
"""

from __future__ import annotations

import pickle
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from pincite.report.extras import library, require
from pincite.spark.cited import SparkShares
from pincite.tables.sieves.blocks import Again, Memory, Piece, Sieve
from pincite.tables.splits.scanning import Packed, Scanned, Split, Task, scan_packed

SPLIT = 2**25  # bytes of a split
COLUMNS = "split int, key int, at long, hash long, found binary"
_FOUND = -1  # in place of a key: the row holds what was found, without the hashes


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
        super().__init__(spark)
        self._spark = spark
        self._split = split
        self._rows: Any = None  # of the table that is being scanned, kept on the cluster

    def close(self) -> None:
        """Let the cluster forget the last table."""
        if self._rows is not None:
            self._rows.unpersist()
            self._rows = None

    def step(self, size: int) -> int:
        """See Engine."""
        return min(self._split, size)

    def scan(self, task: Task, splits: Sequence[Split]) -> Iterator[Scanned]:
        """See Engine."""
        self.close()
        rows = [(number, pickle.dumps(tuple(split))) for number, split in enumerate(splits)]
        frame = self._spark.createDataFrame(rows, "split int, work binary")
        frame = frame.repartitionByRange(len(rows), "split")
        self._rows = frame.mapInArrow(scanner_of(Packed.of(task), self.work), COLUMNS).persist()
        found = self._rows.filter(f"key = {_FOUND}").select("split", "found").collect()
        for row in sorted(found, key=lambda row: int(row["split"])):
            result: Scanned = pickle.loads(row["found"])
            yield result._replace(hashes=[_elsewhere(row["split"], result)] * len(result.hashes))

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
            more = self._spark.createDataFrame(own, "hash long, split int, at long")
            rows = rows.union(more.filter("hash <> 0"))
        again = rows.groupBy("hash").count().filter("count > 1").select("hash")
        found: dict[int, list[int]] = defaultdict(list)
        for row in rows.join(again, "hash", "left_semi").select("split", "at").collect():
            found[row["split"]].append(row["at"])
        return found


def scanner_of(packed: Packed, work: Callable[[Packed, Split], Scanned]) -> Callable[..., Any]:
    """A function for `mapInArrow`: from splits to what was found in them."""

    def scanner(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for row in batch.to_pylist():
                yield from _batches(row["split"], work(packed, Split(*pickle.loads(row["work"]))))

    return scanner


def _batches(split: int, result: Scanned) -> Iterator[Any]:
    """What was found in a split as Arrow: a row without its hashes, then a row for each hash."""
    arrow = library("pyarrow")
    names = ["split", "key", "at", "hash", "found"]
    kinds = [arrow.int32(), arrow.int32(), arrow.int64(), arrow.int64(), arrow.binary()]
    schema = arrow.schema([*zip(names, kinds, strict=True)])
    bare = pickle.dumps(result._replace(hashes=[()] * len(result.hashes)))
    values = zip([split, _FOUND, 0, 0, bare], kinds, strict=True)
    columns = [arrow.array([value], kind) for value, kind in values]
    yield arrow.RecordBatch.from_arrays(columns, schema=schema)
    for key, parts in enumerate(result.hashes):
        hashes = arrow.py_buffer(b"".join(part.tobytes() for part in parts))
        rows = hashes.size // 8
        columns = [
            arrow.repeat(arrow.scalar(split, kinds[0]), rows),
            arrow.repeat(arrow.scalar(key, kinds[1]), rows),
            arrow.array(array("q", range(rows)), kinds[2]),
            arrow.Array.from_buffers(kinds[3], rows, [None, hashes]),
            arrow.nulls(rows, kinds[4]),
        ]
        yield arrow.RecordBatch.from_arrays(columns, schema=schema)


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
