"""Shares of citations, looked at by Spark: tasks that say what is plainly proved.

There is nothing of a rule here: workers call `scan_packed`, the driver decides by what they found.
A share goes to a worker with its rows; the texts of its sources are opened where the worker is.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from pincite.report.extras import library
from pincite.tables.splits.scanning import Packed, scan_packed

SHARE = 2**13  # citations of a share
SHARES_OF_CORE = 4  # shares of a job for each core: the driver holds the rows of so many


class SparkShares:
    """The part of an `Engine` (see splits/engines.py) that looks at citations."""

    look = staticmethod(scan_packed)  # what workers call for a share
    citations = SHARE
    _session: Any

    def share(self, count: int) -> int:
        """See Engine."""
        return min(self.citations, count)

    def run(self, task: Any, shares: Iterable[Any]) -> Iterator[Any]:
        """See Engine."""
        most = SHARES_OF_CORE * self._session.sparkContext.defaultParallelism
        looker = looker_of(Packed.of(task), self.look)
        left = iter(shares)
        while some := [*islice(left, most)]:
            rows = [(number, pickle.dumps(share)) for number, share in enumerate(some)]
            frame = self._session.createDataFrame(rows, "share int, work binary")
            frame = frame.repartitionByRange(len(rows), "share")
            found = frame.mapInArrow(looker, "share int, found binary").collect()
            for row in sorted(found, key=lambda row: int(row["share"])):
                yield pickle.loads(row["found"])


def looker_of(packed: Packed, work: Callable[[Packed, Any], Any]) -> Callable[..., Any]:
    """A function for `mapInArrow`: from shares to what was found in them."""

    def looker(batches: Iterable[Any]) -> Iterator[Any]:
        arrow = library("pyarrow")
        schema = arrow.schema([("share", arrow.int32()), ("found", arrow.binary())])
        for batch in batches:
            for row in batch.to_pylist():
                found = pickle.dumps(work(packed, pickle.loads(row["work"])))
                columns = [[row["share"]], [found]]
                yield arrow.RecordBatch.from_arrays(
                    [
                        arrow.array(one, kind)
                        for one, kind in zip(columns, schema.types, strict=True)
                    ],
                    schema=schema,
                )

    return looker
