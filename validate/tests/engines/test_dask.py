"""Dask scans the splits of tables as an executor: the report is that of one process."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from pathlib import Path
from random import Random
from typing import Any

import pytest

import pincite
from corpus import plant_fault, write_package
from pincite.checks import Options, validate_package
from pincite.tables import passes
from pincite.tables.splits.engines import Jobs
from two_tables import report, write_parts, write_two

if "PINCITE_ENGINES" not in os.environ:  # .ci/run sets it, so that nothing is passed over there
    pytest.importorskip("distributed")
from distributed import Client, LocalCluster


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """Two workers of this machine, each a process."""
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster) as found,
    ):
        yield found


class Split(Jobs):
    """Splits of so many bytes, however small the table is."""

    count, bytes_each = 0, 4_000

    def step(self, size: int) -> int:
        return min(self.bytes_each, size)

    def scan(self, task: Any, splits: Any) -> Any:
        self.count += len(splits)
        return super().scan(task, splits)


class Killing(Executor):
    """Gives its work to Dask, one of whose workers is killed in the middle of it."""

    def __init__(self, client: Client):
        self.executor = client.get_executor(pure=False)
        self.pids = [*client.run(os.getpid).values()]
        self.given = 0

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.given += 1
        if self.given == 10:
            os.kill(self.pids[0], signal.SIGKILL)
        found: Future[Any] = self.executor.submit(fn, *args, **kwargs)
        return found


@pytest.mark.filterwarnings("error:.*scanned here:RuntimeWarning")
def test_the_report_is_that_of_one_process(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "MIN_BLOCKS", 0)
    package = write_two(tmp_path, 2_000)
    engine = Split(1, client.get_executor(pure=False))
    assert report(package, engine) == report(package)
    assert engine.count > 25


@pytest.mark.filterwarnings("error:.*scanned here:RuntimeWarning")
def test_a_worker_that_is_killed_is_no_loss(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes, "MIN_BLOCKS", 0)
    package = write_two(tmp_path, 2_000)
    killing = Killing(client)
    assert report(package, Split(1, killing)) == report(package)
    assert killing.given > 25
    assert {*client.run(os.getpid).values()} != {*killing.pids}


@pytest.mark.filterwarnings("error:.*scanned here:RuntimeWarning")
def test_row_groups_of_parquet_are_splits(client: Client, tmp_path: Path) -> None:
    package = write_parts(tmp_path, Random(5), 0.1)
    engine = Split(1, client.get_executor(pure=False))
    engine.bytes_each = 100
    assert report(package, engine) == report(package)
    assert engine.count > 5


@pytest.mark.filterwarnings("error:.*looked at here:RuntimeWarning")
def test_citations_are_looked_at_in_shares(client: Client, tmp_path: Path) -> None:
    write_package(tmp_path / "package", tmp_path / "texts", 30)
    plant_fault(tmp_path / "package")

    class Looking(Jobs):
        def share(self, count: int) -> int:
            return min(count, 200)

    found = []
    for engine in (None, Looking(1, Killing(client))):
        options = Options(engine=engine)
        given = tmp_path / "package"
        report = validate_package(given, sources=tmp_path / "texts", options=options)
        found.append({**report.to_dict(), "seconds": 0})
    assert found[0] == found[1]
    assert len(found[0]["issues"]) > 0


def test_an_executor_is_an_argument(client: Client, tmp_path: Path) -> None:
    package = write_two(tmp_path, 100)
    found = pincite.validate(package, executor=client.get_executor(pure=False))
    assert found.to_dict() == pincite.validate(package).to_dict()
