"""Parquet in splits of row groups: the report is that of one process, in the same order."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pincite.tables import parquet_rows, passes
from pincite.tables.parquet_rows import ParquetRows
from pincite.tables.splits import row_groups
from test_splits import Packing, Small
from two_tables import columns, report, same, write_parts


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_row_groups_say_what_one_process_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random, seen = Random(19), Counter[str]()
    monkeypatch.setattr(parquet_rows, "BATCH", 3)
    for _ in range(10):
        package = write_parts(tmp_path, random, random.choice([0.02, 0.3]))
        engine = Small(random.choice([1, 150, 600]), Packing())
        issues = json.loads(same(package, engine, random.choice([None, None, 2])))[0]["issues"]
        seen.update(issue["code"] for issue in issues)
        seen["splits"] += sum(engine.splits)
        seen["repeated"] += sum("the same as in the row" in issue["message"] for issue in issues)
        seen["elsewhere"] += sum(".parquet" in issue["message"] for issue in issues)
    for code in "type-error constraint-error primary-key unique-key foreign-key issues-cut".split():
        assert seen[code] >= 1, seen
    assert seen["splits"] > 40
    assert min(seen["repeated"], seen["elsewhere"]) > 10


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_row_group_that_cannot_be_read_ends_the_table_where_it_does_for_one_process(
    tmp_path: Path,
) -> None:
    package = write_parts(tmp_path, Random(3), 0.1)
    table = columns(Random(5), 60, 0.1)
    pq.write_table(
        table, tmp_path / "a.parquet", row_group_size=10, compression="gzip", use_dictionary=False
    )
    data = bytearray((tmp_path / "a.parquet").read_bytes())
    column = pq.ParquetFile(tmp_path / "a.parquet").metadata.row_group(3).column(1)
    at = column.data_page_offset + 40
    data[at : at + 20] = bytes(20)
    for broken in ("a.parquet", "b.parquet"):
        (tmp_path / broken).write_bytes(data)
        found = json.loads(same(package, Small(1, Packing())))[0]["issues"]
        (fault,) = [issue for issue in found if issue["code"] == "source-error"]
        assert (fault["file"], "can be read" in fault["message"]) == (broken, True)
        rows = {issue["rowNumber"] or 0 for issue in found if issue["file"] == broken}
        assert max(rows) <= 30 < max(rows) + 10  # what is before it was looked at
        pq.write_table(table.slice(0, 20), tmp_path / "a.parquet", row_group_size=5)


def test_files_of_one_row_group_stay_whole_and_small_tables_too(tmp_path: Path) -> None:
    package = write_parts(tmp_path, Random(4), 0)
    table = columns(Random(6), 60, 0)
    for name, rows in (("a.parquet", 60), ("b.parquet", 60)):
        pq.write_table(table, tmp_path / name, row_group_size=rows)
    engine = Small(1, Packing())
    same(package, engine)
    assert {*engine.splits} == {2}  # one of each file
    engine = Small(10**9, Packing())
    same(package, engine)
    assert not engine.splits
    assert row_groups.plan_groups([[5, 5, 5, 9], [], [1]], 10) == [
        (0, 0, 2, None),
        (0, 2, 3, None),
        (0, 3, 4, None),
        (1, 0, 0, None),
        (2, 0, 1, None),
    ]


def test_keys_whose_values_have_no_type_are_compared_by_one_process(tmp_path: Path) -> None:
    """The column of `day` holds numbers, `x` takes what there is: 0 and -0 are the same."""
    table = pa.table({"day": [1, 2, 2, 3, None, 4], "x": [0.0, -0.0, 1.0, 5.0, 5.5, None]})
    pq.write_table(table, tmp_path / "t.parquet", row_group_size=2)
    fields = [{"name": "day", "type": "date"}, {"name": "x"}]
    for key in ({"primaryKey": "day"}, {"uniqueKeys": [["x"]]}):
        resource = {"name": "t", "path": "t.parquet", "schema": {"fields": fields, **key}}
        descriptor = json.dumps({"name": "n", "resources": [resource]})
        (tmp_path / "datapackage.json").write_text(descriptor, encoding="utf-8")
        engine = Small(1, Packing())
        assert "the same as in the row" in same(tmp_path, engine)
        assert not engine.splits


def test_processes_scan_row_groups(tmp_path: Path) -> None:
    package = write_parts(tmp_path, Random(8), 0.05)
    pq.write_table(columns(Random(2), 300, 0.05), tmp_path / "b.parquet", row_group_size=20)
    jobs = Small(600)
    with jobs:
        assert report(package, jobs) == report(package)
        assert jobs._own.keys() == {"processes"}
        assert max(jobs.splits) > 10


def test_some_rows_are_read_from_the_batches_that_hold_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pincite.tables.parquet_rows.BATCH", 7)
    pq.write_table(pa.table({"n": range(100)}), tmp_path / "n.parquet", row_group_size=40)
    with (tmp_path / "n.parquet").open("rb") as stream:
        rows = ParquetRows(stream, "n")
        assert rows.groups == [40, 40, 20]
        assert [*rows.some(1, [0, 6, 7, 8, 39])] == [[40], [46], [47], [48], [79]]
        assert [*rows.some(2, [])] == []
        batches = [(columns, count) for columns, count in rows.batches([2])]
        assert [count for _, count in batches] == [7, 7, 6]
        assert [cell for (cells,), _ in batches for cell in cells] == [*range(80, 100)]
        assert len([*rows.records()]) == 100
    assert passes.MIN_BLOCKS  # the sieves are not asked
