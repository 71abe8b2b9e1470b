"""SQL from schemas: keys only where they hold, patterns as far as GLOB can say them, bounds."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pincite.checks import validate_package
from pincite.package import open_package
from pincite.releases.content import Content, read_content
from pincite.releases.sqlite import create_table, database, literal, quoted

Tables = dict[str, tuple[str, dict[str, Any]]]


def content(folder: Path, tables: Tables) -> Content:
    """What a release of some tables is made from."""
    resources = []
    for name, (text, schema) in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "shop",
        "version": "1.0.0",
        "created": "2024-05-06T00:00:00Z",
        "licenses": [{"name": "CC0-1.0"}],
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    report = validate_package(folder)
    assert report.valid, report.issues
    return read_content(open_package(folder), report, None)


def statement(folder: Path, name: str, tables: Tables) -> str:
    found = content(folder, tables)
    table = found.table(name)
    assert table is not None
    return create_table(found, table)


def field(name: str, kind: str = "string", **constraints: Any) -> dict[str, Any]:
    return {"name": name, "type": kind, "constraints": constraints}


def refers(target: str) -> dict[str, Any]:
    return {"fields": ["part"], "reference": {"resource": target, "fields": ["part"]}}


@pytest.mark.parametrize("repeats", [False, True])
def test_a_foreign_key_is_declared_only_where_its_target_is_a_key(
    tmp_path: Path, repeats: bool
) -> None:
    """SQLite refuses rows for a foreign key whose target repeats; Table Schema does not."""
    parts = "part,size\na,1\n" + ("a,2\n" if repeats else "b,2\n")
    tables: Tables = {
        "parts": (parts, {"fields": [field("part"), field("size", "integer")]}),
        "orders": (
            "id,part\n1,a\n",
            {"fields": [field("id"), field("part")], "foreignKeys": [refers("parts")]},
        ),
    }
    found = content(tmp_path, tables)
    orders, target = found.table("orders"), found.table("parts")
    assert orders is not None
    assert target is not None
    declared = 'FOREIGN KEY ("part") REFERENCES "parts" ("part")' in create_table(found, orders)
    assert declared is not repeats
    assert ('UNIQUE ("part")' in create_table(found, target)) is not repeats
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database(found))
        assert connection.execute("SELECT count(*) FROM parts").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_keys_are_said_once(tmp_path: Path) -> None:
    schema = {
        "fields": [field("part", unique=True), field("size", "integer", required=True)],
        "primaryKey": ["part", "size"],
        "uniqueKeys": [["size"]],
    }
    made = statement(tmp_path, "parts", {"parts": ("part,size\na,1\n", schema)})
    assert 'PRIMARY KEY ("part", "size")' in made
    assert made.count("UNIQUE") == 2
    assert '"size" INTEGER NOT NULL' in made


@pytest.mark.parametrize(
    ("pattern", "condition"),
    [
        ("[A-Z]{2}", "\"v\" GLOB '[A-Z][A-Z]'"),
        ("[a-z]x{3}", "\"v\" GLOB '[a-z]xxx'"),
        ("[a-c]+", "\"v\" NOT GLOB '*[^abc]*'"),
        ("(?:a|b)", ""),
        ("a.b", ""),
        (r"[0-9]\.[0-9]", "\"v\" NOT GLOB '*[^.0123456789]*'"),
        (r"\d", ""),
        (r"a(-b)?", "\"v\" NOT GLOB '*[^ab-]*'"),
    ],
)
def test_patterns_are_said_as_far_as_glob_can(tmp_path: Path, pattern: str, condition: str) -> None:
    schema = {"fields": [field("v", pattern=pattern)]}
    made = statement(tmp_path, "t", {"t": ("v\n", schema)})
    assert condition in made
    assert ("GLOB" in made) is bool(condition)


def test_bounds_and_codes(tmp_path: Path) -> None:
    schema = {
        "fields": [
            field("n", "integer", minimum=1, exclusiveMaximum="10"),
            field("x", "number", maximum="2.50", exclusiveMinimum="0.5"),
            field("s", minLength=1, maxLength=3),
            field("c", enum=["it's", "b"], required=True),
            field("d", "date", minimum="2020-01-01"),
            field("f", "boolean"),
        ]
    }
    made = statement(tmp_path, "t", {"t": ("n,x,s,c,d,f\n1,2.5,abc,b,2020-01-01,true\n", schema)})
    for condition in (
        '"n" >= 1', '"n" < 10', '"x" <= 2.50', '"x" > 0.5', 'length("s") >= 1',
        'length("s") <= 3', "\"c\" IN ('it''s', 'b')", '"f" IN (0, 1)',
        "typeof(\"c\") IN ('text')", "typeof(\"n\") IN ('integer', 'null')",
    ):  # fmt: skip
        assert f"CHECK ({condition})" in made, condition
    assert '"d" >=' not in made  # dates are text here, and no bound of theirs is said


def test_names_and_texts_of_any_kind_stay_what_they_are() -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        for text in ('a"b', "it's", "x; DROP TABLE t; --", ""):
            query = f"SELECT {literal(text)} AS {quoted(text)}"
            found = connection.execute(query)
            assert found.description[0][0] == text
            assert found.fetchone() == (text,)


def test_a_table_is_described_by_resource_or_schema_or_title(tmp_path: Path) -> None:
    schema = {"fields": [field("v")]}
    found = content(
        tmp_path,
        {
            "a": ("v\n", {**schema, "description": "By its schema."}),
            "b": ("v\n", {**schema}),
        },
    )
    assert [table.description for table in found.tables] == ["By its schema.", "b"]
    assert [table.title for table in found.tables] == ["a", "b"]
