"""pincite on a Spark cluster: `validate` for packages, `verify` for cases.

It needs pyspark 4 (`pip install pyspark pyarrow`), pincite on every worker, and files that every
worker finds by their path.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pincite.report import MAX_ISSUES, Report
from pincite.report.extras import library, require
from pincite.spark.engine import SPLIT, SparkEngine

__all__ = ["SparkEngine", "validate", "verify"]


def validate(  # noqa: PLR0913 - each is named by the caller
    spark: Any,
    package: Any = ".",
    *,
    sources: str | Path | None = None,
    most_issues: int | None = MAX_ISSUES,
    skip: Sequence[str] = (),
    pick: Sequence[str] = (),
    split: int = SPLIT,
) -> Report:
    """Validate a data package by a SparkSession: the report is that of `pincite.validate`.

    Delimited and Parquet tables of more than `split` bytes are scanned in splits of about so many,
    and many citations are looked at by their sources, with the texts in the folder `sources`, a
    path that every worker finds. All else is looked at where this is called. The other arguments
    are those of `pincite.validate`. Raises CannotRun where there is nothing to validate, and
    MissingLibrary without pyspark or pyarrow.
    """
    from pincite.checks import Options, validate_package

    engine = SparkEngine(spark, split)
    options = Options(None, most_issues, tuple(skip), tuple(pick), engine=engine)
    try:
        return validate_package(package, sources=sources, options=options)
    finally:
        engine.close()


def verify(cases: Any, *, sources: str | Path | None = None) -> Any:
    """The verdicts on a Spark DataFrame of cases, a row for each, as a Spark DataFrame.

    The columns are those of `pincite.verify_cases`; the rows come in no order, so give each case
    an `id`. Cases of one source go to one worker, which reads its text once, from the folder
    `sources`: a path that every worker finds. Nothing runs before the verdicts are asked for; a
    case that is not well formed ends the job then. Raises MissingLibrary without pyspark or
    pyarrow.
    """
    from pincite.proof.case_frames import COLUMNS, name_unknown, verify_batches

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
