"""Verdicts on a Spark frame of cases: every worker calls `verify_batches`; no rule is here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from pincite.proof.case_frames import COLUMNS, name_unknown, verify_batches
from pincite.report.extras import library, require


def verify(cases: Any, *, sources: str | Path | None = None) -> Any:
    """The verdicts on a Spark DataFrame of cases, a row for each, as a Spark DataFrame.

    The columns are those of `pincite.verify_cases`; the rows come in no order, so give each case
    an `id`. Cases of one source go to one worker, which reads its text once, from the folder
    `sources`: a path that every worker finds. Nothing runs before the verdicts are asked for; a
    case that is not well formed ends the job then. Raises MissingLibrary without pyspark or
    pyarrow.
    """
    require("spark", "pincite.spark.verify")
    functions = library("pyspark.sql.functions")
    name_unknown(cases.columns)
    if "source" in cases.columns:
        keys = [functions.col(name) for name in ("source", "text") if name in cases.columns]
        key = functions.coalesce(*keys)
        cases = cases.repartition(key).sortWithinPartitions(key)
    own = dict(cases.dtypes).get("id")
    found = COLUMNS if own is None else {"id": own, **COLUMNS}
    listed = ", ".join(f"`{name}` {kind}" for name, kind in found.items())
    return cases.mapInArrow(partial(verify_batches, sources=sources), listed)
