"""References to keys that an engine keeps elsewhere: the report is that of one process.

An engine of this file keeps all keys from the scans, as Spark does those that are many.
"""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from passes_taken import SIEVES, take_pass
from pincite.tables.row_check import key_of
from pincite.tables.splits import planning
from pincite.tables.splits.references import NEVER, can_be_far, encoded, hint_keys, own_keys
from pincite.tables.splits.scanning import Packed, Scanned, Split, Task, scan_packed
from test_sieves import random_package
from test_splits import Small
from two_tables import same, write_parts, write_two

seen: Counter[str] = Counter()


class Keys:
    """Keys that nobody may look at but by asking; how often it was asked is counted."""

    is_far = True

    def __init__(self, held: Any):
        self._encoded = {encoded(key) for key in own_keys(held)} - {NEVER}
        self._known: dict[bytes, bool] = {}

    def __contains__(self, key: object) -> bool:
        assert isinstance(key, tuple)
        seen["one"] += encoded(key) not in self._known
        return not self.lacking({encoded(key)})

    def lacking(self, keys: Iterable[bytes]) -> set[bytes]:
        seen["asked"] += 1
        keys = {*keys}
        self._known.update(dict.fromkeys(keys, True))
        return keys - self._encoded


class Far(Small):
    """Splits scanned from bytes; the keys that others refer to stay here."""

    def scan(self, task: Task, splits: Sequence[Split]) -> Iterator[Scanned]:
        self.splits.append(len(splits))
        self.is_portable = task.is_portable
        packed = Packed.of(task)
        results = []
        for split in splits:
            found = pickle.loads(pickle.dumps(scan_packed(packed, split, ())))
            own = found.held[task.kept :]
            assert len(own) == len(task.far)
            lacks = [
                reference.held.lacking({encoded(key) for key in own_keys(held)})  # type: ignore[attr-defined]
                for reference, held in zip(task.far, own, strict=True)
            ]
            if any(lacks):
                seen["again"] += 1
                found = pickle.loads(pickle.dumps(scan_packed(packed, split, lacks)))
            results.append(found)
        for reference in task.far:
            faults = [result.faults for result in results]
            reference.held.lacking(hint_keys(reference, faults))  # type: ignore[attr-defined]
        seen["far"] += len(task.far)
        yield from results

    def held(self, sieve: Any) -> Sequence[Container[Any]]:
        return [*map(Keys, sieve.held)] if self.is_portable else sieve.held


def test_keys_are_equal_where_their_bytes_are() -> None:
    values: list[Any] = [None, "", "a", "1", "1.0", "-", "A", "é", "e\u0301", "\ud800", "s", "12e3"]
    values += [0, -0.0, 1, True, 1.0, 1.5, -1, 10, 100, 10**15, 10**15 + 1, 10**40, 12_000, "n"]
    values += [Decimal(text) for text in "0 1 1.0 1.50 1E+2 100 1E+15 1E-7 Infinity -1 0.1".split()]
    values += [
        0.1,
        float("inf"),
        Decimal(10) ** 40,
        Decimal("1000000000000001.0"),
        12345678901234567890,
    ]
    values += ["1e40", "1e15"]
    keys = [key_of([value], [0]) for value in values]
    keys += [key_of([one, other], [0, 1]) for one, other in product(values[:14], repeat=2)]
    equal = 0
    for one, other in product(keys, repeat=2):
        assert (one == other) == (encoded(one) == encoded(other)), (one, other)
        equal += one == other
    assert equal > len(keys) + 30
    for odd in (Decimal("NaN"), dt.date(2001, 2, 3)):
        assert encoded(key_of([odd], [0])) == NEVER == encoded(key_of([1, odd], [0, 1]))
    assert [*own_keys({(None,), (None, None), (None, 1), (2,)})] != []


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_random_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(23)
    monkeypatch.setattr(planning, "MIN_OVERRUN", 20)
    while seen["far"] < 10:
        package = random_package(random, tmp_path)
        if "foreignKeys" not in (package / "datapackage.json").read_text(encoding="utf-8"):
            continue
        take_pass(monkeypatch, random.choice(SIEVES), random.choice([24, 200]))
        found = json.loads(same(package, Far(random.choice([13, 40])), random.choice([None, 3])))
        seen.update(issue["code"] for issue in found[0]["issues"])
        seen["not far"] += 1
    assert min(seen["foreign-key"], seen["again"], seen["not far"]) > 2, seen


@pytest.mark.filterwarnings("error::RuntimeWarning")
@pytest.mark.parametrize("by", SIEVES[:2])
def test_two_tables_that_refer_to_each_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """The zipped table is not split, and so it is read twice; no key is asked alone."""
    package = write_two(tmp_path, 800)
    take_pass(monkeypatch, by)
    seen.clear()
    issues = json.loads(same(package, Far(2_000)))[0]["issues"]
    hints = Counter(issue["file"] for issue in issues if "it looks like" in issue["message"])
    assert hints.keys() >= {"one.csv", "parties.csv", "zipped.csv.gz"}
    assert seen["far"] >= 3
    assert seen["again"] > 10
    assert seen["one"] == 0


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_row_groups_and_text_refer_to_each_other(tmp_path: Path) -> None:
    seen.clear()
    random = Random(7)
    for _ in range(4):
        same(write_parts(tmp_path, random, 0.2), Far(60))
    assert seen["far"] > 3
    assert seen["again"] > 5


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_keys_of_any_type_do_not_stay_elsewhere(tmp_path: Path) -> None:
    days = [dt.date(2001, 2, 3 + number) for number in range(6)]
    for name, some in (("a", days), ("b", [*days, dt.date(1999, 1, 1)])):
        pq.write_table(pa.table({"day": some}), tmp_path / f"{name}.parquet", row_group_size=2)
    fields = [{"name": "day"}]
    key = {"fields": ["day"], "reference": {"resource": "a", "fields": ["day"]}}
    tables = [("a", {"fields": fields}), ("b", {"fields": fields, "foreignKeys": [key]})]
    resources = [{"name": n, "path": f"{n}.parquet", "schema": schema} for n, schema in tables]
    descriptor = json.dumps({"name": "n", "resources": resources})
    (tmp_path / "datapackage.json").write_text(descriptor, encoding="utf-8")
    engine = Far(1)
    assert same(tmp_path, engine).count('"foreign-key"') >= 1
    assert len(engine.splits) >= 2


def test_keys_that_bytes_cannot_tell_apart_do_not_stay_elsewhere() -> None:
    from pincite.tables.passes import Plan
    from pincite.tables.row_check import KeyColumns

    for kind, can in (("string", True), ("integer", True), ("number", True), ("date", False)):
        plan = Plan(({"name": "a", "type": kind},), (), (("",),), kept=(KeyColumns((0,), ("a",)),))
        assert can_be_far(plan) == can
