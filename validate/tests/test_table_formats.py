"""The same table says the same in every format, at the same places; and what only some can say."""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import lzma
import random
import zipfile
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

import pincite
from table_writers import WRITERS, write_csv, write_parquet, write_sqlite, write_xlsx

SCHEMA: dict[str, Any] = {
    "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 3}},
        {"name": "code", "type": "string", "constraints": {"pattern": "[a-c]{1,3}"}},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "size", "type": "number", "constraints": {"maximum": 9.5, "unique": True}},
        {"name": "open", "type": "boolean"},
        {"name": "day", "type": "date", "constraints": {"minimum": "2021-02-01"}},
        {"name": "at", "type": "datetime"},
    ],
    "primaryKey": ["id"],
    "uniqueKeys": [["code", "kind"]],
}
LABELS = [field["name"] for field in SCHEMA["fields"]]
VALUES: dict[str, Callable[[random.Random], Any]] = {
    "id": lambda chance: chance.randint(0, 40),
    "code": lambda chance: chance.choice(["a", "ab", "abc", "abcd", "x", "é\n,"]),
    "kind": lambda chance: chance.choice(["a", "b", "c"]),
    "size": lambda chance: Decimal(chance.randint(0, 44)) / 4,
    "open": lambda chance: chance.choice([True, False]),
    "day": lambda chance: dt.date(2021, chance.randint(1, 12), chance.randint(1, 28)),
    "at": lambda chance: dt.datetime(2021, 5, chance.randint(1, 28), 10, chance.randint(0, 59)),
}
Found = set[tuple[str, int | None, int | None]]


def random_rows(chance: random.Random, wrong: Sequence[str] = ()) -> list[list[Any]]:
    rows = []
    for _ in range(chance.randint(1, 25)):
        row = [None if chance.random() < 0.1 else make(chance) for make in VALUES.values()]
        for at, name in enumerate(LABELS):
            if name in wrong and chance.random() < 0.05:
                row[at] = "wrong"
        rows.append(row)
    return rows


def found(report: pincite.Report, first: int) -> Found:
    """Code, record from 1 and column of each issue; `first` is the row number of the first record.

    That a column is of another type is told once by Parquet, so it is not compared.
    """
    assert report.stages[1].counts["tables"] == 1, report.issues
    return {
        (issue.code, (issue.place.row or 0) - first + 1, issue.place.column)
        for issue in report.errors
    }


@pytest.mark.parametrize("number", range(25))
def test_the_same_table_has_the_same_issues_in_every_format(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    wrong = ["id", "size", "open", "day", "at"] if number % 2 else []
    rows = random_rows(chance, wrong)
    looked_at = 0
    expected: Found = set()
    for name, write in WRITERS.items():
        if name == "parquet" and any("wrong" in row for row in rows):
            continue  # a column has one type
        path = tmp_path / f"t.{name}"
        if name == "parquet" and any(all(row[at] is None for row in rows) for at in range(7)):
            continue  # nor has a column of nulls one
        write(path, LABELS, rows)
        report = pincite.validate(path, schema=SCHEMA)
        assert report.stages[1].counts["rows"] == len(rows)
        issues = found(report, 2 if name in ("csv", "xlsx", "ods") else 1)
        expected = issues if name == "csv" else expected
        assert issues == expected, name
        looked_at += len(issues)
    assert looked_at > 0


def test_every_format_is_opened_with_its_types(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        [3, "a", "b", Decimal("0.25"), True, dt.date(2021, 3, 4), dt.datetime(2021, 3, 4, 5, 6)],
        [4, None, None, None, None, None, None],
    ]
    for name, write in WRITERS.items():
        write(tmp_path / f"t.{name}", LABELS, rows)
        package = pincite.open(tmp_path / f"t.{name}", schema=SCHEMA)
        assert [list(record.values()) for record in package["t"]] == rows, name
        frame = package["t"].to_polars()
        assert list(map(list, frame.rows())) == [
            [float(v) if isinstance(v, Decimal) else v for v in row] for row in rows
        ], name
        assert len(package["t"]) == 2


@pytest.mark.parametrize("name", [name for name in WRITERS if name != "csv"])
def test_labels_are_compared_in_every_format(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / f"t.{name}", ["id", "x"], [[3, "a"]])
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "y", "type": "string"}]}
    codes = {issue.code for issue in pincite.validate(tmp_path / f"t.{name}", schema=schema).errors}
    # an object has keys in no order: a key that is not known is one more column
    assert codes == ({"extra-label"} if name == "jsonl" else {"incorrect-label"})


@pytest.mark.parametrize("name", ["parquet", "xlsx", "ods", "sqlite", "jsonl"])
def test_a_package_names_the_formats_and_refers_across_them(name: str, tmp_path: Path) -> None:
    WRITERS[name](tmp_path / f"a.{name}", ["id"], [[1], [2], [2]])
    write_csv(tmp_path / "b.csv", ["of"], [[1], [3]])
    number = {"name": "id", "type": "integer"}
    schema = {
        "fields": [{"name": "of", "type": "integer"}],
        "foreignKeys": [{"fields": "of", "reference": {"resource": "a", "fields": "id"}}],
    }
    report = pincite.validate(
        {
            "resources": [
                {"name": "a", "path": f"a.{name}", "schema": {"fields": [number]}},
                {"name": "b", "path": "b.csv", "schema": schema},
            ]
        },
        folder=tmp_path,
    )
    assert [(issue.code, issue.place.line) for issue in report.errors] == [("foreign-key", 3)]
    assert report.stages[1].counts["rows"] == 5


# JSON Lines


def test_a_broken_line_is_one_fault_and_the_others_are_read(tmp_path: Path) -> None:
    text = '{"id": 1}\nnot\n\n{"id": "x"}\n[1]\n{"id": NaN}\n{"id": 1, "id": 2}\nnull\n{"id": 2}\n'
    (tmp_path / "t.jsonl").write_text(text, encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    report = pincite.validate(tmp_path / "t.jsonl", schema=schema)
    assert [(issue.code, issue.place.line) for issue in report.errors] == [
        ("source-error", 2),
        ("blank-row", 3),
        ("type-error", 4),
        ("source-error", 5),
        ("source-error", 6),
        ("source-error", 7),
        ("source-error", 8),
    ]


def test_lines_may_be_arrays_of_which_the_first_is_the_header(tmp_path: Path) -> None:
    text = '["id", "n"]\n[1, "a"]\n[2]\n'
    (tmp_path / "t.ndjson").write_text(text, encoding="utf-8")
    report = pincite.validate(tmp_path / "t.ndjson")
    assert [(issue.code, issue.place.line) for issue in report.errors] == [("missing-cell", 3)]


# Parquet


def test_a_column_of_another_type_is_told_once(tmp_path: Path) -> None:
    table = pa.table({"a": ["1", "x", None], "b": [1, 2, 3], "c": [b"1", b"2", b"3"]})
    pq.write_table(table, tmp_path / "t.parquet")
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "date"}, {"name": "c"}]
    report = pincite.validate(tmp_path / "t.parquet", schema={"fields": fields})
    assert [(i.code, i.place.field, i.place.row) for i in report.errors] == [
        ("column-type", "a", None),
        ("column-type", "b", None),
        ("column-type", "c", None),
        ("type-error", "a", 2),
    ]
    with pytest.raises(pincite.CannotRead):
        list(pincite.open(tmp_path / "t.parquet", schema={"fields": fields})["t"])


def test_types_of_parquet_lose_nothing(tmp_path: Path) -> None:
    nanoseconds = pa.array([1, 10**9], pa.timestamp("ns"))
    table = pa.table(
        {
            "float": pa.array([0.1, None], pa.float32()),
            "nan": pa.array([float("nan"), None]),
            "exact": pa.array([Decimal("1.10"), None]),
            "word": pa.array(["a", "b"]).dictionary_encode(),
            "ns": nanoseconds,
            "day": pa.array([dt.date(2021, 3, 4), None]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    types = ["number", "number", "number", "string", "datetime", "date"]
    fields = [
        {"name": name, "type": kind} for name, kind in zip(table.column_names, types, strict=True)
    ]
    fields[1]["constraints"] = {"required": True}
    report = pincite.validate(tmp_path / "t.parquet", schema={"fields": fields})
    assert [(i.code, i.place.field, i.place.row) for i in report.errors] == [
        ("constraint-error", "nan", 2)  # null is missing, NaN is a number
    ]
    first = next(iter(pincite.open(tmp_path / "t.parquet", schema={"fields": fields})["t"]))
    assert (first["float"], first["exact"], first["word"]) == (Decimal("0.1"), Decimal("1.10"), "a")
    assert str(first["ns"]).replace(" ", "T").startswith("1970-01-01T00:00:00.000000001")


# SQLite


def test_a_table_of_a_database_is_named(tmp_path: Path) -> None:
    import sqlite3

    base = sqlite3.connect(tmp_path / "t.db")
    base.executescript(
        "CREATE TABLE a (id INTEGER PRIMARY KEY, ok); INSERT INTO a VALUES (1, 1), (2, 'x');"
        "CREATE TABLE b (id TEXT PRIMARY KEY) WITHOUT ROWID; INSERT INTO b VALUES ('z'), ('y');"
        "CREATE VIEW v AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)"
        " SELECT i FROM n;"
    )
    base.close()
    path = tmp_path / "t.db"
    (issue,) = pincite.validate(path).errors
    assert issue.code == "dialect-error"
    assert "“a”, “b”" in issue.message
    assert pincite.validate(path, dialect={"table": "b"}).valid
    assert [issue.code for issue in pincite.validate(path, dialect={"table": "v"}).errors] == [
        "dialect-error"
    ]
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "ok", "type": "boolean"}]}
    report = pincite.validate(path, schema=schema, dialect={"table": "a"})
    assert [(i.code, i.place.row) for i in report.errors] == [("type-error", 2)]


# Broken files, compressed ones, patterns


@pytest.mark.parametrize("ending", ["parquet", "xlsx", "ods", "sqlite", "jsonl"])
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00 no", b"PK\x03\x04 no", b"PAR1PAR1"])
def test_a_file_that_is_not_of_its_format_is_an_issue(
    ending: str, data: bytes, tmp_path: Path
) -> None:
    (tmp_path / f"t.{ending}").write_bytes(data)
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    report = pincite.validate(tmp_path / f"t.{ending}", schema=schema)
    if not (ending == "jsonl" and data == b""):  # no lines are no rows
        assert {issue.code for issue in report.errors} <= {"source-error", "encoding-error"}
        assert report.errors


@pytest.mark.parametrize("number", range(40))
def test_a_damaged_file_never_breaks_the_validator(number: int, tmp_path: Path) -> None:
    chance = random.Random(number)
    name = list(WRITERS)[1 + number % (len(WRITERS) - 1)]
    path = tmp_path / f"t.{name}"
    WRITERS[name](path, LABELS, random_rows(chance))
    data = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    path.write_bytes(data[: chance.randint(len(data) // 2, len(data))])
    report = pincite.validate(path, schema=SCHEMA)
    assert isinstance(report.valid, bool)


CSV = b"id,name\n1,a\nx,b\n"


def zipped(files: dict[str, bytes], path: Path) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["gz", "bz2", "xz", "zst", "zip"])
def test_compressed_tables_say_the_same(kind: str, tmp_path: Path) -> None:
    pack: dict[str, Callable[[bytes], bytes]] = {
        "gz": gzip.compress,
        "bz2": bz2.compress,
        "xz": lzma.compress,
        "zst": zstandard.compress,
        "zip": lambda data: zipped({"t.csv": data}, tmp_path / "made"),
    }
    schema = {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}
    path = tmp_path / f"t.csv.{kind}"
    path.write_bytes(pack[kind](CSV))
    report = pincite.validate(path, schema=schema)
    assert [(i.code, i.place.line) for i in report.errors] == [("type-error", 3)]
    other = {"name": "t", "path": "odd.bin", "format": "csv", "compression": kind, "schema": schema}
    (tmp_path / "odd.bin").write_bytes(pack[kind](CSV))
    report = pincite.validate({"resources": [other]}, folder=tmp_path)
    assert [(i.code, i.place.line) for i in report.errors] == [("type-error", 3)]
    (tmp_path / "odd.bin").write_bytes(pack[kind](CSV)[:-9])
    report = pincite.validate({"resources": [other]}, folder=tmp_path)
    assert [issue.code for issue in report.errors] == ["compression-error"]


def test_a_file_in_a_zip_is_named(tmp_path: Path) -> None:
    zipped({"a.csv": CSV, "in/b.csv": b"id\n1\n"}, tmp_path / "t.zip")
    item = {"name": "t", "path": "t.zip", "type": "table"}
    for inner, codes in (
        ("in/b.csv", []),
        ("c.csv", ["compression-error"]),
        (None, ["format-error"]),
    ):
        stated = item if inner is None else {**item, "innerpath": inner}
        report = pincite.validate({"resources": [stated]}, folder=tmp_path)
        assert [issue.code for issue in report.errors] == codes
    (issue,) = pincite.validate(tmp_path / "t.zip", format="csv").errors
    assert "state which as the resource's innerpath" in issue.message


def test_what_extracts_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pincite.files.reading.FREE_BYTES", 2**20)
    for kind, pack in (("bz2", bz2.compress), ("xz", lzma.compress), ("zst", zstandard.compress)):
        path = tmp_path / f"t.csv.{kind}"
        path.write_bytes(pack(b"a\n" * 2**20))
        assert [issue.code for issue in pincite.validate(path).errors] == ["compression-error"]


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_pattern_is_all_files_that_it_matches(name: str, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / f"d/year={number}").mkdir(parents=True)
        path = tmp_path / f"d/year={number}/part.{name}"
        WRITERS[name](path, ["id"], [[number], [7]])
    (tmp_path / "d/.hidden.csv").write_text("no", encoding="utf-8")
    schema = {"fields": [{"name": "id", "type": "integer"}], "primaryKey": ["id"]}
    item = {"name": "t", "path": f"d/*/part.{name}", "schema": schema}
    report = pincite.validate({"resources": [item]}, folder=tmp_path)
    assert [(i.code, i.place.file) for i in report.errors] == [
        ("primary-key", f"d/year=2/part.{name}")
    ]
    assert report.stages[1].counts["rows"] == 4
    nothing = pincite.validate({"resources": [{**item, "path": "*.nothing"}]}, folder=tmp_path)
    assert [issue.code for issue in nothing.errors] == ["scheme-error"]


def test_parts_of_a_table_have_the_same_columns(tmp_path: Path) -> None:
    write_parquet(tmp_path / "a.parquet", ["id", "n"], [[1, "a"]])
    write_parquet(tmp_path / "b.parquet", ["id", "m"], [[2, "b"]])
    fields = [{"name": "id", "type": "integer"}, {"name": "n", "type": "string"}]
    item = {"name": "t", "path": ["a.parquet", "b.parquet"], "schema": {"fields": fields}}
    report = pincite.validate({"resources": [item]}, folder=tmp_path)
    assert [(i.code, i.place.file) for i in report.errors] == [("incorrect-label", "b.parquet")]


def test_the_writers_write_what_the_tests_say(tmp_path: Path) -> None:
    write_xlsx(tmp_path / "t.xlsx", ["id"], [[1]])
    write_sqlite(tmp_path / "t.sqlite", ["id"], [[1]])
    for name in ("t.xlsx", "t.sqlite"):
        assert next(iter(pincite.open(tmp_path / name)["t"]))["id"] == 1


# What is said of tables that are not CSV


def test_of_several_sheets_the_first_is_said_to_be_read(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id"])
    book.create_sheet("Other").append(["id"])
    book.save(tmp_path / "t.xlsx")
    (said,) = [r for r in pincite.validate(tmp_path / "t.xlsx").stages[1].remarks if "sheet" in r]
    assert said == "t: only the first of 2 sheets was read: “Sheet”, “Other”; --sheet names another"
    report = pincite.validate(tmp_path / "t.xlsx", dialect={"sheetName": "Other"})
    assert not [remark for remark in report.stages[1].remarks if "sheet" in remark]


@pytest.mark.parametrize("name", ["csv", "xlsx", "ods"])
def test_advice_fits_the_format_and_values_behind_the_header_are_told(
    name: str, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [
        [1, None, None],
        [2, None, "x"],
        [None, None, "y"],
        [None, None, None],
        [3, None, None],
    ]
    WRITERS[name](tmp_path / f"t.{name}", ["id", "size"], rows)
    report = pincite.validate(tmp_path / f"t.{name}")
    issues = {issue.place.row: issue for issue in report.errors if issue.code != "missing-label"}
    extra, behind, blank = issues[3], issues[4], issues[5]
    assert (extra.code, "delimiter" in extra.fix) == ("extra-cell", name == "csv")
    assert (behind.code, blank.code) == ("blank-row", "blank-row")
    said = "no column of the header has a value here; column 3, behind them, has one"
    assert (behind.message, blank.message) == (said, "the row holds no value")
