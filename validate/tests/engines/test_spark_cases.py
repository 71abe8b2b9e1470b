"""Spark judges cases as one process does: of texts in its rows, and of files that workers open."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow
import pytest

import pincite
import pincite.spark

if "PINCITE_ENGINES" not in os.environ:  # .ci/run sets it, so that nothing is passed over there
    pytest.importorskip("pyspark")
from pyspark.errors import PythonException
from pyspark.sql import SparkSession

TYPES = "id long, source string, quote string, method string, language string, start long"
TEXT = "Mill {0} sold {1}% of it in {2}, nearly €{0} million, and {1} boats."


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two cores of this machine; batches of seven cases."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    built = SparkSession.builder.master("local[2]").appName("cases")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "3",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "7",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }.items():
        built = built.config(name, value)
    session = built.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def write_cases(folder: Path, count: int) -> list[dict[str, Any]]:
    """So many sources with four cases each; those of a source are not together."""
    cases: list[dict[str, Any]] = []
    for number in range(count):
        share, year = number % 90 + 5, 1950 + number
        text = TEXT.format(number, share, year)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        for quote, method in (
            (f"{share}%", "percent"),
            (str(year), "date"),
            (f"€{number} million", "amount"),
            (f"{share}%", "count"),
        ):
            case = {"source": f"{number}.txt", "quote": quote, "method": method, "language": "en"}
            cases.append({**case, "start": text.index(quote)})
    spread = [case for first in range(4) for case in cases[first::4]]
    return [{"id": number, **case} for number, case in enumerate(spread)]


def test_the_verdicts_are_those_of_one_process(spark: SparkSession, tmp_path: Path) -> None:
    cases = write_cases(tmp_path, 60)
    alone = pincite.verify_cases(pyarrow.Table.from_pylist(cases), sources=tmp_path).to_pylist()
    frame = spark.createDataFrame([tuple(case.values()) for case in cases], TYPES)
    found = pincite.spark.verify(frame, sources=tmp_path)
    rows = sorted((row.asDict() for row in found.collect()), key=lambda row: int(row["id"]))
    assert rows == alone
    assert {row["verdict"] for row in rows} == {"proved", "cropped", "not_understood"}
    assert len(rows) == 240


def test_texts_may_be_in_the_rows(spark: SparkSession) -> None:
    case = {"text": TEXT.format(7, 8, 1999), "quote": "8%", "method": "percent", "language": "en"}
    types = "id long, text string, quote string, method string, language string"
    frame = spark.createDataFrame([(number, *case.values()) for number in range(20)], types)
    found = pincite.spark.verify(frame).collect()
    assert {(row["verdict"], row["value"]) for row in found} == {("proved", "8")}
    assert {row["id"] for row in found} == {*range(20)}


def test_a_source_that_is_not_there_ends_the_job(spark: SparkSession, tmp_path: Path) -> None:
    cases = write_cases(tmp_path, 2)
    (tmp_path / "1.txt").unlink()
    frame = spark.createDataFrame([tuple(case.values()) for case in cases], TYPES)
    with pytest.raises(PythonException, match="has no file 1"):
        pincite.spark.verify(frame, sources=tmp_path).collect()
