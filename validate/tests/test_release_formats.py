"""The formats of a release on a table of every type: exact values, declared limits, no formulas."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pincite.releases import release_package
from pincite.report import CannotRun

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"required": True, "minimum": 1}},
    {"name": "part", "type": "string", "constraints": {"required": True, "pattern": "[A-Z]{2}"}},
    {"name": "price", "type": "number", "title": "Price", "description": "What it\ncosts."},
    {"name": "long", "type": "number"},
    {"name": "huge", "type": "integer"},
    {"name": "odd", "type": "number"},
    {"name": "flag", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"name": "day", "type": "date"},
    {"name": "moment", "type": "datetime"},
    {"name": "clock", "type": "time"},
    {"name": "year", "type": "year"},
    {"name": "month", "type": "yearmonth"},
    {"name": "size", "type": "string", "constraints": {"enum": ["S", "M", "it's L"]}},
    {"name": "text", "type": "string", "constraints": {"maxLength": 40}},
    {"name": "list", "type": "array"},
    {"name": "up", "type": "integer"},
]
ROWS = [
    [
        *("1", "AB", "0.10", "12345678901234567890.5", "99999999999999999999", "NaN", "yes"),
        *("1899-12-31", "2024-02-29T12:00:00Z", "23:59:59", "2016", "2024-02", "it's L"),
        *('=HYPERLINK("x")', "[1, 2]", ""),
    ],
    [
        *("2", "CD", "15", "-1.25", "-1", "0.1", "no"),
        *("2024-02-29", "2024-02-29T12:00:00+09:00", "00:00:00", "1991", "1991-01", "S"),
        *("NA", "[]", "1"),
    ],
    ["3", "EF", *[""] * 10, "", "+1 @-", "", "2"],
]
SCHEMA = {
    "fields": FIELDS,
    "primaryKey": ["id"],
    "uniqueKeys": [["part"]],
    "foreignKeys": [{"fields": ["up"], "reference": {"resource": "", "fields": ["id"]}}],
}
OTHER = {
    "fields": [{"name": "a", "type": "integer"}, {"name": "part", "type": "string"}],
    "primaryKey": ["a"],
    "foreignKeys": [{"fields": ["part"], "reference": {"resource": "things", "fields": ["part"]}}],
}


def write_package(folder: Path, schema: dict[str, Any] = SCHEMA, **more: Any) -> Path:
    """A package of two tables without citations; one row of the first has nothing in most cells."""
    folder.mkdir()
    resources = [
        {"name": name, "type": "table", "path": f"{name}.csv", "schema": table}
        for name, table in (("things", schema), ("history", OTHER))
    ]
    descriptor = {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"}
    stated = {
        "name": "shop",
        "version": "1.0.0",
        "created": "2024-05-06T00:00:00Z",
        "licenses": [{"name": "CC0-1.0"}],
    }
    everything = {**descriptor, **stated, **more, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(everything), encoding="utf-8")
    header = [field["name"] for field in schema["fields"]]
    with (folder / "things.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *ROWS])
    (folder / "history.csv").write_text("a,part\n1,AB\n2,AB\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a release."""
    folder = tmp_path_factory.mktemp("formats")
    release = release_package(write_package(folder / "shop"), out=folder / "dist")
    assert release.report.issues == []
    return dict(release.files)


def test_parquet_keeps_every_value(files: dict[str, bytes]) -> None:
    table = pq.read_table(io.BytesIO(files["things.parquet"]))
    types = {field.name: str(field.type) for field in table.schema}
    assert types == {
        "id": "int64",
        "part": "string",
        "price": "decimal128(38, 2)",
        "long": "decimal128(38, 2)",
        "huge": "string",
        "odd": "double",
        "flag": "bool",
        "day": "date32[day]",
        "moment": "timestamp[us, tz=UTC]",
        "clock": "time64[us]",
        "year": "int64",
        "month": "string",
        "size": "dictionary<values=string, indices=int32, ordered=0>",
        "text": "string",
        "list": "string",
        "up": "int64",
    }
    first, second, third = table.to_pylist()
    assert first["price"] == Decimal("0.10")
    assert first["long"] == Decimal("12345678901234567890.5")
    assert first["huge"] == "99999999999999999999"
    assert first["odd"] != first["odd"]
    assert (first["flag"], second["flag"], third["flag"]) == (True, False, None)
    assert first["day"] == date(1899, 12, 31)
    assert second["moment"] == datetime(2024, 2, 29, 3, tzinfo=UTC)
    assert first["clock"] == time(23, 59, 59)
    assert (second["text"], first["month"], third["up"]) == ("NA", "2024-02", 2)
    assert set(third) - {"id", "part", "text", "up"} == {k for k, v in third.items() if v is None}
    assert table.column("size").chunk(0).dictionary.to_pylist() == ["S", "M", "it's L"]
    assert table.schema.field("price").metadata[b"description"] == b"What it\ncosts."
    assert [field.name for field in table.schema if not field.nullable] == ["id", "part"]
    assert json.loads(table.schema.metadata[b"tableschema"])["uniqueKeys"] == [["part"]]
    assert isinstance(table.schema, pa.Schema)


def test_sqlite_keeps_every_value(files: dict[str, bytes]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["shop.sqlite"])
        first, second, _ = connection.execute("SELECT * FROM things").fetchall()
    assert first[:4] == (1, "AB", 0.1, "12345678901234567890.5")
    assert first[4:8] == ("99999999999999999999", "NaN", 1, "1899-12-31")
    assert first[8:12] == ("2024-02-29T12:00:00Z", "23:59:59", 2016, "2024-02")
    assert second[8] == "2024-02-29T03:00:00Z"
    assert second[13] == "NA"


BAD_ROWS = {
    "key twice": "INSERT INTO things (id, part) VALUES (1, 'XY')",
    "unique key twice": "INSERT INTO things (id, part) VALUES (9, 'AB')",
    "required": "INSERT INTO things (id) VALUES (9)",
    "below the minimum": "INSERT INTO things (id, part) VALUES (0, 'XY')",
    "another type": "INSERT INTO things (id, part) VALUES ('x', 'XY')",
    "pattern": "INSERT INTO things (id, part) VALUES (9, 'Xy')",
    "pattern's length": "INSERT INTO things (id, part) VALUES (9, 'XYZ')",
    "enum": "INSERT INTO things (id, part, size) VALUES (9, 'XY', 'XL')",
    "too long": "INSERT INTO things (id, part, text) VALUES (9, 'XY', printf('%.41c', 'x'))",
    "boolean": "INSERT INTO things (id, part, flag) VALUES (9, 'XY', 2)",
    "own reference": "INSERT INTO things (id, part, up) VALUES (9, 'XY', 77)",
    "reference": "INSERT INTO history VALUES (9, 'QQ')",
}


@pytest.mark.parametrize("statement", BAD_ROWS.values(), ids=BAD_ROWS)
def test_sqlite_refuses_what_the_schema_refuses(files: dict[str, bytes], statement: str) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["shop.sqlite"])
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("INSERT INTO things (id, part, size, up) VALUES (8, 'ZZ', 'M', 1)")
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute(statement)


def test_the_workbook_holds_no_formula(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(files["shop.xlsx"])) as book:
        sheets = {name: book.read(name).decode() for name in book.namelist() if "/sheet" in name}
        texts = book.read("xl/sharedStrings.xml").decode()
        styles = book.read("xl/styles.xml").decode()
        assert {entry.date_time[:3] for entry in book.infolist()} == {(1980, 1, 1)}
    assert len(sheets) == 4
    assert not any("<f>" in sheet or "<f " in sheet for sheet in sheets.values())
    assert '=HYPERLINK("x")' in texts
    guarded = [n for n, xf in enumerate(xfs(styles)) if 'quotePrefix="1"' in xf]
    things = sheets["xl/worksheets/sheet2.xml"]
    assert f'r="N3" s="{guarded[0]}"' in things
    assert f'r="N5" s="{guarded[0]}"' in things
    assert f'r="N4" s="{guarded[0]}"' not in things
    assert "12345678901234567890.5" in texts  # a number would be rounded


def xfs(styles: str) -> list[str]:
    """The formats of cells, in order."""
    (part,) = re.findall(r"<cellXfs.*?</cellXfs>", styles, re.DOTALL)
    return re.findall(r"<xf .*?/?>", part)


def test_a_package_without_citations_has_no_views(files: dict[str, bytes]) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(files["shop.sqlite"])
        kinds = connection.execute("SELECT DISTINCT type FROM sqlite_master").fetchall()
    assert ("view",) not in kinds
    with zipfile.ZipFile(io.BytesIO(files["shop.zip"])) as archive:
        assert "derives" not in archive.read("README.md").decode()


UNFIT: dict[str, tuple[dict[str, Any], str]] = {
    "no name": ({"name": None}, "a release needs name: "),
    "no version, no day": ({"version": None, "created": None}, "needs version, created: "),
    "no licence": ({"licenses": None}, "a release needs licenses: "),
    "a name with a slash": ({"name": "a/b"}, "cannot be the name of a file"),
}


@pytest.mark.parametrize(("change", "says"), UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_released_is_said(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    package = write_package(tmp_path / "shop", **change)
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    kept = {name: value for name, value in descriptor.items() if value is not None}
    (package / "datapackage.json").write_text(json.dumps(kept), encoding="utf-8")
    with pytest.raises(CannotRun, match=says):
        release_package(package, out=tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_columns_whose_names_differ_in_case_are_said(tmp_path: Path) -> None:
    fields = [{**field, "name": "PART"} if field["name"] == "text" else field for field in FIELDS]
    package = write_package(tmp_path / "shop", {**SCHEMA, "fields": fields})
    with pytest.raises(CannotRun, match="things: SQLite refuses the table: duplicate column"):
        release_package(package, out=tmp_path / "dist")


def test_a_table_that_is_no_plain_csv_is_said(tmp_path: Path) -> None:
    package = write_package(tmp_path / "shop")
    text = (package / "datapackage.json").read_text(encoding="utf-8")
    changed = text.replace('"path": "history.csv"', '"path": "history.csv", "dialect": {}')
    (package / "datapackage.json").write_text(changed, encoding="utf-8")
    with pytest.raises(CannotRun, match="history: only plain CSV tables"):
        release_package(package, out=tmp_path / "dist")


def test_titles_are_texts_in_the_documents_of_a_release(tmp_path: Path) -> None:
    title = "<img src=x onerror=alert(1)> | [x](javascript:alert(1))"
    schema = {**SCHEMA, "title": title, "description": "<script>1</script>"}
    more = {
        "title": title,
        "description": title,
        "contributors": [{"title": f"{title}\n# Heading", "roles": ["creator"]}],
    }
    package = write_package(tmp_path / "package", schema, **more)
    made = release_package(package, out=tmp_path / "dist").files
    with zipfile.ZipFile(io.BytesIO(made["shop.zip"])) as archive:
        documents = [archive.read(name).decode() for name in ("README.md", "schemas/README.md")]
    for document in documents:
        assert "&lt;img" in document
        assert "<img" not in document
        assert "<script" not in document
        assert "[x](javascript:" not in document
    assert "\n# Heading" not in documents[0]
