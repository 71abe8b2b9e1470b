"""What workers of Spark do: they scan splits, and unpack the keys that a scan has kept.

What was found in a split is rows of the cluster: one of the result without its hashes and keys, one
for each key that other tables refer to, packed, and one for each hash.
"""

from __future__ import annotations

import pickle
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pincite.report.extras import library
from pincite.tables.splits.references import encoded, own_keys
from pincite.tables.splits.scanning import Packed, Scanned, Split

COLUMNS = "split int, key int, at long, hash long, found binary"
KEYS = "split int, text binary"
FOUND = -1  # in place of a key: the row holds what was found
KEPT = -2  # the row holds the first key that others refer to; less for each more


def scanner_of(packed: Packed, work: Callable[..., Scanned], far: int = 0) -> Callable[..., Any]:
    """A function for `mapInArrow`: from splits to what was found in them.

    Its rows have the keys that far ones lack, for as many references as there are, see `lacks`; if
    there are none, references to far keys are left out.
    """

    def scanner(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            for row in batch.to_pylist():
                lacks: list[set[bytes]] = [set() for _ in range(far)]
                for item in row.get("lacks", ()):
                    lacks[item["of"]].add(item["text"])
                found = work(packed, Split(*pickle.loads(row["work"])), lacks)
                yield from _batches(row["split"], found, is_bare=bool(far))

    return scanner


def _batches(split: int, result: Scanned, *, is_bare: bool) -> Iterator[Any]:
    """What was found in a split as Arrow, without hashes and keys where they are known."""
    arrow = library("pyarrow")
    names = ["split", "key", "at", "hash", "found"]
    kinds = [arrow.int32(), arrow.int32(), arrow.int64(), arrow.int64(), arrow.binary()]
    schema = arrow.schema([*zip(names, kinds, strict=True)])
    bare = result._replace(hashes=[()] * len(result.hashes), held=())
    single = [(FOUND, bare)]
    single += [] if is_bare else [(KEPT - key, held) for key, held in enumerate(result.held)]
    for key, value in single:
        values = zip([split, key, 0, 0, pickle.dumps(value)], kinds, strict=True)
        columns = [arrow.array([value], kind) for value, kind in values]
        yield arrow.RecordBatch.from_arrays(columns, schema=schema)
    for key, parts in enumerate(() if is_bare else result.hashes):
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


def unpack(batches: Iterable[Any]) -> Iterator[Any]:
    """For `mapInArrow`: from rows of packed keys to a row for each, encoded."""
    arrow = library("pyarrow")
    schema = arrow.schema([("split", arrow.int32()), ("text", arrow.binary())])
    for batch in batches:
        for row in batch.to_pylist():
            texts = [encoded(key) for key in own_keys(pickle.loads(row["found"]))]
            split = arrow.repeat(arrow.scalar(row["split"], arrow.int32()), len(texts))
            columns = [split, arrow.array(texts, arrow.binary())]
            yield arrow.RecordBatch.from_arrays(columns, schema=schema)
