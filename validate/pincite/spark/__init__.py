"""pincite on a Spark cluster: `validate` for packages, `verify` for cases.

It needs pyspark 4 (`pip install pyspark pyarrow`), pincite on every worker, and files that every
worker finds by their path.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pincite.report import MAX_ISSUES, Report
from pincite.spark.cases import verify
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

    Delimited tables of more than `split` bytes are scanned in splits of about so many; all else is
    looked at where this is called. The other arguments are those of `pincite.validate`. Raises
    CannotRun where there is nothing to validate, and MissingLibrary without pyspark or pyarrow.
    """
    from pincite.checks import Options, validate_package

    engine = SparkEngine(spark, split)
    options = Options(None, most_issues, tuple(skip), tuple(pick), engine=engine)
    try:
        return validate_package(package, sources=sources, options=options)
    finally:
        engine.close()
