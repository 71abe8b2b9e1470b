"""A table in splits: the same report as one process gives, whatever is in it.

Random dirty tables fall into splits of some dozen bytes, in threads and, packed, as they would be
sent to other machines. PINCITE_SPLITS sets the number of cases.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passes_taken import SIEVES, take_pass
from pincite.checks import Options, validate_package
from pincite.package import open_package
from pincite.report import CannotRun
from pincite.tables.splits import engines, planning
from pincite.tables.splits.engines import Jobs
from pincite.tables.splits.scanning import Scanned, Split, Task
from test_differential import write_package
from test_sieves import random_package, table_bytes
from two_tables import report, same, write_two

CASES = int(os.environ.get("PINCITE_SPLITS", "40"))
seen: Counter[str] = Counter()


class Small(Jobs):
    """Jobs whose splits are small, however small the table is."""

    def __init__(self, bytes_each: int, executor: Executor | None = None):
        super().__init__(2, executor)
        self.bytes_each = bytes_each
        self.splits: list[int] = []

    def step(self, size: int) -> int:
        return min(self.bytes_each, size)

    def scan(self, task: Task, splits: Sequence[Split]) -> Iterator[Scanned]:
        self.splits.append(len(splits))
        seen["splits"] += len(splits)
        return super().scan(task, splits)


class Packing(Executor):
    """An executor that does at once what it is given, as another process would: from bytes."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        import pickle

        done: Future[Any] = Future()
        try:
            work = pickle.loads(pickle.dumps((fn, args, kwargs)))
            found = work[0](*work[1], **work[2])
            done.set_result(pickle.loads(pickle.dumps(found)))
        except Exception as error:
            done.set_exception(error)
        return done


@pytest.mark.filterwarnings("error::RuntimeWarning")
@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=True))
def test_splits_say_what_one_process_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, random: Random
) -> None:
    package = random_package(random, tmp_path)
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    for table in descriptor["resources"]:
        if random.random() < 0.4:
            fields = table["schema"]["fields"]
            more = table_bytes(random, fields, random.randint(0, 12))
            (tmp_path / "more.csv").write_bytes(more)
            table["path"] = ["t.csv", "more.csv"]
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    monkeypatch.setattr(planning, "MIN_OVERRUN", random.choice([20, 2**20]))
    by = random.choice(SIEVES)
    take_pass(monkeypatch, by, random.choice([24, 200]))
    executor = None if by != "columns" and random.random() < 0.5 else Packing()
    engine = Small(random.choice([13, 40, 150]), executor)
    found = json.loads(same(package, engine, random.choice([None, None, 1, 3])))
    seen.update(issue["code"] for issue in found[0]["issues"])
    seen["clean"] += not found[0]["issues"]


def test_the_random_tables_were_split_and_showed_faults() -> None:
    print(dict(seen))
    for code in "type-error constraint-error blank-row primary-key issues-cut".split():
        assert seen[code] >= 1, code
    assert seen["splits"] > 4 * CASES


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("by", SIEVES[:2])
def test_two_tables_in_13_splits_with_references_and_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str, ends: str
) -> None:
    package = write_two(tmp_path, 800, ends)
    take_pass(monkeypatch, by)
    size = (tmp_path / "two.csv").stat().st_size
    engine = Small(size // 13 + 1, Packing())
    issues = json.loads(same(package, engine))[0]["issues"]
    assert max(engine.splits) >= 13
    assert len(engine.splits) == 4  # both tables, and each for its keys or what it needs of them
    codes = Counter(issue["code"] for issue in issues)
    for code in "foreign-key primary-key unique-key type-error missing-cell extra-cell".split():
        assert codes[code] >= 5, code
    hints = [issue for issue in issues if "it looks like" in issue["message"]]
    assert 20 <= len(hints) < codes["foreign-key"]  # the first 20 of a reference alone
    assert len({issue["file"] for issue in issues}) == 4


def lines_of(rows: int, odd: Mapping[int, str]) -> str:
    return "a,b\n" + "".join(
        odd.get(number, f"r{number},n{number % 9}\n") for number in range(rows)
    )


ODD = {
    "a table inside of a cell": {50: '"' + "x,y\n" * 400 + '",n\n'},
    "a cell longer than a split may read": {9: '"' + "long\n" * 900 + '",n\n', 10: "r9,n\n"},
    "quotes inside of cells": {number: f'r{number},5" of\n' for number in range(0, 400, 3)},
    "stray quotes": {number: f'r{number},"x"y\n' for number in range(7, 400, 40)},
    "a quote that is never closed": {310: 'r310,"open\n'},
    "bytes that are not UTF-8": {77: "r77,\udcff\n", 300: "r300,\udcff\n"},
    "carriage returns": {60: "r60,a\rr61,b\n", 61: '"r\r",n\r\n'},
    "blank lines": dict.fromkeys(range(0, 400, 30), "\n" * 7),
    "nothing but quotes": dict.fromkeys(range(100, 300), '"""","\n""\n"\n'),
}


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("name", ODD)
def test_what_hides_where_records_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fields = [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]
    package = write_package(tmp_path, {"fields": fields, "primaryKey": ["a"]}, "")
    data = lines_of(400, ODD[name]).encode("utf-8", "surrogateescape")
    (tmp_path / "t.csv").write_bytes(data)
    monkeypatch.setattr(planning, "MIN_OVERRUN", 64)
    monkeypatch.setattr(planning, "WINDOW", 48)
    for by in SIEVES[:2]:
        take_pass(monkeypatch, by, 64)
        for size in (60, 200, 700):
            same(package, Small(size, Packing()))


def test_a_worker_that_is_lost_costs_time_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = write_two(tmp_path, 400)
    take_pass(monkeypatch, SIEVES[-1])
    whole = report(package)
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert report(package, Small(2_000, pool)) == whole  # in another process, and all is well
        broken = Small(2_000, _Killing(pool, after=3))
        with pytest.warns(RuntimeWarning, match="scanned here"):
            assert report(package, broken) == whole


class _Killing(Executor):
    """Gives work to a pool, whose process is killed in the middle of it."""

    def __init__(self, pool: ProcessPoolExecutor, after: int):
        self.pool, self.left = pool, after

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.left -= 1
        if self.left == 0:
            return self.pool.submit(os._exit, 9)
        return self.pool.submit(fn, *args, **kwargs)


def test_jobs_of_this_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads by the native sieve, processes by that of columns; small tables stay whole."""
    package = write_two(tmp_path, 400)
    for by, pools in zip(SIEVES[:2], ({"processes"}, {"threads"}), strict=False):
        take_pass(monkeypatch, by)
        whole = report(package)
        with Small(4_000) as jobs:
            assert report(package, jobs) == whole
            assert jobs._own.keys() == pools
    options = Options(most_issues=None, jobs=2)
    assert validate_package(package, options=options).to_dict() == json.loads(whole)[0]
    with Jobs(2) as jobs:
        assert [jobs.step(size) for size in (10**4, 10**8)] == [2**22, 10**8 // 8 + 1]
        report(package, jobs)
        assert not jobs._own
    assert [Jobs(1, Packing()).step(size) for size in (10**4, 10**9)] == [2**24, 2**24]
    for wrong in (-1, 2.5, "3", True, None):
        with pytest.raises(ValueError, match="give a whole number from 0 on"):
            Options(jobs=wrong)  # type: ignore[arg-type]
    assert Jobs(0)._jobs == engines.cores()


def test_a_program_that_would_begin_again_in_each_process_is_told_so(tmp_path: Path) -> None:
    package = write_two(tmp_path, 400)
    program = tmp_path / "program.py"
    program.write_text(
        "import pincite, pincite.tables.passes, pincite.tables.sieves as sieves\n"
        "from pincite.tables.splits import engines\n"
        "sieves.sieve_of_machine = lambda: 'columns'\n"
        "engines.MIN_SPLIT, pincite.tables.passes.MIN_BLOCKS = 4_000, 0\n"
        f"print(len(pincite.validate({str(package)!r}, jobs=2).issues))\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, program], capture_output=True, text=True, check=False, timeout=100
    )
    assert done.stdout == f"{len(validate_package(package).issues)}\n"  # once
    assert "validate behind `if __name__" in done.stderr
    assert "were scanned here" in done.stderr


def test_a_file_that_changes_meanwhile_is_told(tmp_path: Path) -> None:
    package = write_two(tmp_path, 100)
    location = open_package(package).files.location("two.csv")
    assert location is not None
    with location.open() as stream:
        assert stream.read(2) == b"id"
    (tmp_path / "two.csv").write_text("id\n", encoding="utf-8")
    with pytest.raises(CannotRun, match="changed"):
        location.open()
