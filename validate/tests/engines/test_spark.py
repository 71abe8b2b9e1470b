"""Spark scans the splits of tables: the report is that of one process."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

import pincite.spark
from corpus import plant_fault, write_package
from pincite.checks import Options, validate_package
from pincite.spark import SparkEngine, staying
from pincite.tables import passes
from pincite.tables.splits.scanning import Packed, Scanned, Task, scan_packed
from two_tables import report, write_parts, write_two

if "PINCITE_ENGINES" not in os.environ:  # .ci/run sets it, so that nothing is passed over there
    pytest.importorskip("pyspark")
import cloudpickle
from pyspark.sql import SparkSession


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two cores of this machine, four attempts at each task."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # workers do not find this file
    built = SparkSession.builder.master("local[2,4]").appName("pincite")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "2",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.wholeStage": "false",
        "spark.driver.memory": "1g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.python.worker.faulthandler.enabled": "false",
    }.items():
        built = built.config(name, value)
    session = built.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


@pytest.fixture(autouse=True)
def _small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also small tables are sieved and split."""
    monkeypatch.setattr(passes, "MIN_BLOCKS", 0)


class Counting(SparkEngine):
    """It counts splits."""

    count = 0

    def scan(self, task: Task, splits: Any) -> Iterator[Scanned]:
        self.count += len(splits)
        return super().scan(task, splits)


def test_the_report_is_that_of_one_process(spark: SparkSession, tmp_path: Path) -> None:
    package = write_two(tmp_path, 500, "\r\n")
    engine = Counting(spark, 1_500)
    assert report(package, engine) == report(package)
    assert engine.count > 20
    engine.close()


def test_the_function_takes_what_validate_takes(spark: SparkSession, tmp_path: Path) -> None:
    package = write_two(tmp_path, 300)
    found = pincite.spark.validate(spark, package, split=5_000, skip=["unique-key"])
    assert found.to_dict() == pincite.validate(package, skip=["unique-key"]).to_dict()
    assert found.skipped["unique-key"] > 0


def test_row_groups_of_parquet_are_splits(spark: SparkSession, tmp_path: Path) -> None:
    package = write_parts(tmp_path, Random(5), 0.1)
    engine = Counting(spark, 100)
    assert report(package, engine) == report(package)
    assert engine.count > 5
    engine.close()


def test_many_keys_stay_on_the_cluster(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tables that refer to each other and to themselves, one of composite keys, one whole."""
    monkeypatch.setattr(staying, "MOST_SENT", 0)
    package = write_two(tmp_path, 400)
    engine = Counting(spark, 1_500)
    whole = report(package)
    assert report(package, engine) == whole
    assert "it looks like" in whole
    assert len(engine._lasting) >= 2
    engine.close()
    parts, engine = write_parts(tmp_path, Random(5), 0.1), Counting(spark, 100)
    assert report(parts, engine) == report(parts)
    assert len(engine._lasting) >= 2
    engine.close()


@pytest.mark.parametrize("most_sent", [0, 2**25])
def test_records_that_hide_where_they_begin(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most_sent: int
) -> None:
    """What the driver has to read itself is compared with the rows of the cluster."""
    monkeypatch.setattr(staying, "MOST_SENT", most_sent)
    package = write_two(tmp_path, 400)
    lines = (tmp_path / "two.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    lines[40] = 'k7,0,p1,1,"' + "".join(lines[1:30]).replace('"', "'") + '"\n'
    lines[150] = 'k8,1,p1,1,"x"y\n'
    lines[160:160] = [lines[5], 'k9,1,p1,1,"open and\n']
    (tmp_path / "two.csv").write_text("".join(lines), encoding="utf-8")
    assert report(package, SparkEngine(spark, 1_200)) == report(package)


def cited(folder: Path, engine: Any = None) -> dict[str, Any]:
    """The report of a package with citations, a fault among them."""
    options = Options(engine=engine)
    found = validate_package(folder / "package", sources=folder / "texts", options=options)
    return {**found.to_dict(), "seconds": 0}


class Looking(SparkEngine):
    """It sends shares of 200 citations, and counts them."""

    citations = 200
    count = 0

    def run(self, task: Any, shares: Any) -> Iterator[Any]:
        for found in super().run(task, shares):
            self.count += found is not None
            yield found


def test_citations_are_looked_at_in_shares_and_a_killed_worker_is_no_loss(
    spark: SparkSession, tmp_path: Path
) -> None:
    write_package(tmp_path / "package", tmp_path / "texts", 30)
    plant_fault(tmp_path / "package")
    marker = tmp_path / "killed"

    class Killing(Looking):
        look = staticmethod(killed_once(str(marker)))

    whole = cited(tmp_path)
    assert len(whole["issues"]) > 0
    for engine in (Looking(spark), Killing(spark)):
        assert cited(tmp_path, engine) == whole
        assert engine.count > 25
    assert marker.exists()


def killed_once(marker: str) -> Any:
    """Work whose process is killed where no file says that this happened already."""

    def work(packed: Packed, split: Any, *lacks: Any) -> Any:
        import os
        import signal
        from pathlib import Path

        is_late = getattr(split, "begin", 9_999) > 3_000
        if is_late and not Path(marker).exists():
            Path(marker).touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return scan_packed(packed, split, *lacks)

    return work


def test_a_worker_that_is_killed_is_no_loss(spark: SparkSession, tmp_path: Path) -> None:
    package = write_two(tmp_path, 300)
    marker = tmp_path / "killed"

    class Killing(SparkEngine):
        work = staticmethod(killed_once(str(marker)))

    assert report(package, Killing(spark, 1_500)) == report(package)
    assert marker.exists()
