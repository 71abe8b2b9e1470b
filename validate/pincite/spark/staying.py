"""What stays on a Spark cluster of a scan: keys that are too many to be sent to all workers.

Which of some keys are not among them is a join by the keys themselves, as bytes. What is kept of a
split is one row of the cluster, the keys as its worker packed them; they are unpacked for a join.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from pincite.report.extras import library
from pincite.spark.workers import FOUND, KEPT, KEYS, unpack
from pincite.tables.row_check import Fault, Reference
from pincite.tables.splits.references import NEVER, encoded, hint_keys, own_keys
from pincite.tables.splits.scanning import Scanned, Task

MOST_SENT = 2**25  # bytes of packed keys; a worker holds some five times as many, each for itself


class ClusterKeys:
    """The keys of a table that others refer to, see FarKeys; the rows are those of its scan."""

    is_far = True

    def __init__(self, spark: Any, rows: Any, untaken: Collection[int], key: int, own: Any):
        """`untaken` are splits that do not count, `key` is the number of the key.

        `own` are the keys that the driver has read itself.
        """
        self._spark = spark
        self._frame = unpacked(rows, key).filter("octet_length(text) > 0")  # NEVER equals none
        if untaken:
            listed = ", ".join(map(str, sorted(untaken)))
            self._frame = self._frame.filter(f"split not in ({listed})")
        self._own = {encoded(item) for item in own_keys(own)} - {NEVER}
        self._known: dict[bytes, bool] = {}

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, tuple)
        text = encoded(key)
        return not self.lacking({text})

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        """See FarKeys."""
        keys = {*keys}
        asked = [(text,) for text in keys - self._own if text not in self._known]
        if asked:
            frame = self._spark.createDataFrame(asked, "text binary")
            lacks = {bytes(row["text"]) for row in self.without(frame).collect()}
            self._known.update((text, text not in lacks) for (text,) in asked)
        return {text for text in keys - self._own if not self._known[text]}

    def without(self, frame: Any) -> Any:
        """The rows of a frame whose `text` is not among the keys."""
        left = frame.join(self._frame.select("text"), "text", "left_anti")
        if not self._own:
            return left
        own = self._spark.createDataFrame([(text,) for text in self._own], "text binary")
        return left.join(own, "text", "left_anti")


def results_of(rows: Any) -> dict[int, Scanned]:
    """What was found in each split, without hashes and keys."""
    found = rows.filter(f"key = {FOUND}").select("split", "found").collect()
    return {row["split"]: pickle.loads(row["found"]) for row in found}


def kept_keys(rows: Any, task: Task) -> dict[int, list[Any]] | None:
    """What the sieve of each split has kept; None for keys that stay on the cluster."""
    found: dict[int, list[Any]] = defaultdict(task.sieve.fresh().held.copy)
    if not task.kept:
        return found
    kept = rows.filter(f"key <= {KEPT} and key > {KEPT - task.kept}")
    size = kept.selectExpr("sum(octet_length(found))").first()[0]
    if task.is_portable and size > MOST_SENT:
        return None
    for row in kept.select("split", "key", "found").collect():
        found[row["split"]][KEPT - row["key"]] = pickle.loads(row["found"])
    return found


def unpacked(rows: Any, key: int) -> Any:
    """The keys of a number that were kept of each split, as rows of `split` and `text`."""
    return rows.filter(f"key = {KEPT - key}").select("split", "found").mapInArrow(unpack, KEYS)


def lacks(far: Sequence[Reference], rows: Any, kept: int) -> Any:
    """The splits that have keys which far ones lack: rows of `split` and `lacks`, a list of pairs.

    A pair is the number of the reference and the key. The rows are those of the scan; what it kept
    for references comes behind so many other keys.
    """
    functions = library("pyspark.sql.functions")
    frames = [
        reference.held.without(unpacked(rows, kept + number))  # type: ignore[attr-defined]
        .select("split", functions.lit(number).alias("of"), "text")
        for number, reference in enumerate(far)
    ]  # fmt: skip
    found = frames[0]
    for frame in frames[1:]:
        found = found.union(frame)
    pair = functions.struct("of", "text")
    return found.groupBy("split").agg(functions.collect_list(pair).alias("lacks"))


def learn_hints(far: Sequence[Reference], faults: Sequence[Sequence[tuple[int, Fault]]]) -> None:
    """Ask at once for the keys that hints need; `faults` are those of splits, in their order."""
    for reference in far:
        reference.held.lacking(hint_keys(reference, faults))  # type: ignore[attr-defined]
