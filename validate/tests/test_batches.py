"""Batches of Parquet, looked at by column: the same report as that of the exact pass, row by row.

Random columns of many Arrow types under random fields, with blank rows, values at bounds and
beyond, and cells that no field takes. PINCITE_BATCHES sets the number of cases.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pincite.tables import parquet_rows, passes
from pincite.tables.row_check import KeyColumns, Reference, Uniqueness
from pincite.tables.sieves import batches
from pincite.tables.typed_cells import TypedReader
from two_tables import report

CASES = int(os.environ.get("PINCITE_BATCHES", "30"))
DAY = dt.date(2001, 2, 3)
TEXTS = [
    "a",
    "b",
    "",
    " ",
    "NA",
    "5",
    "-1",
    "1.0",
    "NaN",
    "2001-02-03",
    "x\ny",
    "潮",
    "true",
    "2001",
]
VALUES: dict[Any, Callable[[Random], Any]] = {
    pa.int64(): lambda r: r.choice([0, 1, 5, -1, 10**15, 2**62, r.randrange(9)]),
    pa.int8(): lambda r: r.randrange(-3, 9),
    pa.float64(): lambda r: r.choice([0.0, -0.0, 0.1, 5.0, 5.5, float("nan"), float("inf"), 1e300]),
    pa.float32(): lambda r: r.choice([0.1, 5.0, 4.9999995, float("nan"), -1.5]),
    pa.decimal128(9, 2): lambda r: Decimal(r.randrange(-300, 900)).scaleb(-2),
    pa.bool_(): lambda r: r.random() < 0.5,
    pa.date32(): lambda r: DAY + dt.timedelta(r.randrange(-2, 3)),
    pa.date64(): lambda r: DAY + dt.timedelta(r.randrange(2)),
    pa.timestamp("us"): lambda r: dt.datetime(2001, 2, 3, r.choice([0, 0, 4])),
    pa.timestamp("ns", "UTC"): lambda r: r.choice([10**18, 10**18 + 1, 86_400 * 10**9]),
    pa.time64("ns"): lambda r: r.choice([0, 1, 10**9]),
    pa.duration("us"): lambda r: dt.timedelta(0, r.randrange(3)),
    pa.string(): lambda r: r.choice(TEXTS),
    pa.large_string(): lambda r: r.choice(TEXTS[:4]),
    pa.dictionary(pa.int32(), pa.string()): lambda r: r.choice(TEXTS),
    pa.binary(): lambda r: r.choice([b"", b"a"]),
    pa.list_(pa.int64()): lambda r: [1] * r.randrange(3),
}
TYPES = (
    "string any integer number boolean date datetime time year yearmonth duration array object"
).split()
BOUNDS: dict[str, list[Any]] = {
    "integer": [0, 5, "1"],
    "number": ["0.1", 5, 0],
    "date": ["2001-02-03"],
    "year": [2001],
    "datetime": ["2001-02-03T00:00:00"],
}
seen: Counter[str] = Counter()


def field_of(random: Random, name: str) -> dict[str, Any]:
    kind = random.choice([*TYPES, "integer", "number", "number", "date", "string"])
    limits: dict[str, Any] = {}
    if random.random() < 0.3:
        limits["required"] = random.random() < 0.8
    if kind in BOUNDS and random.random() < 0.6:
        for bound in random.sample(["minimum", "maximum", "exclusiveMinimum"], 1):
            limits[bound] = random.choice(BOUNDS[kind])
    if kind == "string" and random.random() < 0.5:
        limits.update(random.choice([{"pattern": "[a-z]"}, {"maxLength": 2}, {"minLength": 1}]))
    if kind in ("string", "integer", "number") and random.random() < 0.2:
        limits["enum"] = ["5", "1", "0"] if kind == "string" else [5, 0]
    if kind in ("string", "integer", "number", "date", "year") and random.random() < 0.15:
        limits["unique"] = True
    found: dict[str, Any] = {"name": name, "type": kind}
    if random.random() < 0.3:
        found["missingValues"] = random.choice([["", "NA", "NaN"], ["5", "0"], []])
    return {**found, "constraints": limits} if limits else found


def write(folder: Path, random: Random) -> Path:
    width, rows = random.choice([1, 2, 4]), random.choice([3, 30, 60])
    fields = [field_of(random, f"c{number}") for number in range(width)]
    blank = [random.random() < 0.1 for _ in range(rows)]
    empty = random.choice([0, 0.2])
    table = {}
    for field in fields:
        kind = random.choice([*VALUES])
        kept = random.choice([1, 3])  # some columns hold few values
        pool = [VALUES[kind](random) for _ in range(rows if kept == 1 else 2)]
        cells = [
            None if is_blank or random.random() < empty else random.choice(pool)
            for is_blank in blank
        ]
        plain = pa.string() if pa.types.is_dictionary(kind) else kind
        column = pa.array(cells, plain)
        table[field["name"]] = column.dictionary_encode() if plain != kind else column
    for path in ("a.parquet", "b.parquet"):
        pq.write_table(pa.table(table), folder / path, row_group_size=random.choice([7, 100]))
    schema: dict[str, Any] = {"fields": fields}
    names = [field["name"] for field in fields if field["type"] not in ("array", "object")]
    if names and random.random() < 0.4:
        schema["primaryKey"] = random.sample(names, min(len(names), random.choice([1, 2])))
    if names and random.random() < 0.4:
        to = {"resource": "", "fields": [random.choice(names)]}
        schema["foreignKeys"] = [{"fields": [random.choice(names)], "reference": to}]
    resource = {"name": "t", "path": ["a.parquet", "b.parquet"], "schema": schema}
    descriptor = json.dumps({"name": "n", "resources": [resource]})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    return folder


def test_batches_say_what_the_exact_pass_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(29)
    look = batches.BatchSieve.look

    def counted(self: Any, columns: Any, rows: int, kept: Any) -> Any:
        found = look(self, columns, rows, kept)
        seen["passed"] += 0 if found is None else rows - len(found.doubted)
        seen["doubted"] += 0 if found is None else len(found.doubted)
        seen["not looked at"] += found is None
        return found

    monkeypatch.setattr(batches.BatchSieve, "look", counted)
    for _ in range(CASES):
        package = write(tmp_path, random)
        monkeypatch.setattr(parquet_rows, "BATCH", random.choice([5, 10_000]))
        most = random.choice([None, None, 2])
        monkeypatch.setattr(passes, "MIN_BLOCKS", 10**12)
        exact = report(package, most=most)
        monkeypatch.setattr(passes, "MIN_BLOCKS", 0)
        assert report(package, most=most) == exact
        seen.update(issue["code"] for issue in json.loads(exact)[0]["issues"])
    for code in "type-error constraint-error blank-row primary-key foreign-key issues-cut".split():
        assert seen[code] >= 3, seen
    assert seen["column-type"] > 5
    assert seen["passed"] > 3 * CASES
    assert min(seen["doubted"], seen["not looked at"]) > CASES / 4


def test_long_numbers_are_in_no_set() -> None:
    """Their hashes are the number modulo 2**61 - 1: as many as one likes can have the same."""
    fields = ({"name": "a"}, {"name": "b", "type": "number"})
    readers = passes.compile_readers(fields, {}, TypedReader)
    plan = passes.Plan(fields, readers, (("",), ("",)))
    long = [Decimal(number * (2**61 - 1)) for number in range(7, 10)]
    assert len(set(map(hash, long))) == 1
    sieve = batches.BatchSieve(plan, None)
    assert sieve.look([long, long], 3, ()) is None
    assert sieve.look([["x", "y", "z"], long], 3, ()) == ([], [])  # it has no bounds to keep
    on = KeyColumns((1,), ("b",))
    held = Reference(on, "t", ["b"], {(Decimal(1),)})
    for more in (
        {"keys": (Uniqueness("unique-key", on),)},
        {"references": (held,)},
        {"kept": (on,)},
    ):
        found = batches.BatchSieve(plan.replace(**more), None)
        assert found.look([["x", "y", "z"], long], 3, [set()] * ("kept" in more)) is None
        some = [Decimal(number) for number in range(3)]
        assert found.look([["x", "y", "z"], some], 3, [set()] * ("kept" in more)) is not None
