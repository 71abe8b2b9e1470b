"""Hostile tables: a clear answer in bounded time and memory, by the exact and by the fast pass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from passes_taken import each_pass, take_pass
from pincite.checks import Options, validate_package
from pincite.render import FORMATS, render
from unit.test_patterns import at_most

FIELDS = [{"name": "a", "type": "string"}, {"name": "b", "type": "number"}]
MANY = 200_000

TABLES: dict[str, tuple[bytes, set[str]]] = {
    "NUL bytes": (b"a,b\n\x00,1\nx\x00y,2\n", set()),
    "a byte order mark": (b"\xef\xbb\xbfa,b\nx,1\n", set()),
    "mixed line ends": (b"a,b\r\nx,1\ny,2\rz,3\r\n", set()),
    "old line ends": (b"a,b\rx,1\ry,z\r", {"type-error"}),
    "a header alone": (b"a,b\n", set()),
    "a header without line end": (b"a,b", set()),
    "nothing": (b"", {"source-error"}),
    "line ends alone": (b"\n\n\n", {"blank-header"}),
    "an open quote": (b'a,b\nx,1\n"' + b"y,2\n" * MANY, {"source-error"}),
    "an open quote in the header": (b'a,"b\nx,1\n', {"source-error"}),
    "ragged rows": (b"a,b\nx\ny,1,2\n", {"missing-cell", "extra-cell"}),
    "a huge cell": (b"a,b\n" + b"x" * 5_000_000 + b",1\n", set()),
    "a huge quoted cell": (b'a,b\n"' + b"x\n" * 1_000_000 + b'",1\n', set()),
    "a number of a million digits": (b"a,b\nx," + b"9" * 1_000_000 + b"\n", {"type-error"}),
    "an exponent out of bounds": (b"a,b\nx,1e999999999\n", {"type-error"}),
    "a row of many cells": (b"a,b\n" + b"," * MANY + b"\n", {"blank-row"}),
    "bytes of no encoding": (bytes(range(128, 256)) * 9, {"encoding-error", "missing-label"}),
    "quotes alone": (b'a,b\n"""""","1"\n"""",1\n', set()),
    "text behind a quote": (b'a,b\n""x,1\ny,2\n', {"source-error"}),
    "half a character at the end": (b"a,b\nx,1\n\xe6\xbc", {"encoding-error", "missing-cell"}),
    "a lone surrogate in UTF-8": (b"a,b\n\xed\xa0\x80,1\n", {"encoding-error"}),
}


def write(folder: Path, content: bytes, *, name: str = "t.csv", **more: Any) -> Path:
    (folder / name).write_bytes(content)
    dialect = {"delimiter": ",", "quoteChar": '"'}
    schema = {"fields": FIELDS} | more
    resource = {"name": "t", "type": "table", "path": name, "schema": schema, "dialect": dialect}
    if name.endswith("json"):
        del resource["dialect"]
    descriptor = json.dumps({"name": "p", "resources": [resource]})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    return folder


@each_pass
@pytest.mark.parametrize("name", TABLES)
def test_a_hostile_table_gets_a_clear_answer(
    name: str, by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content, expected = TABLES[name]
    take_pass(monkeypatch, by)
    with at_most(30):
        report = validate_package(write(tmp_path, content))
        codes = {issue.code for issue in report.issues}
        assert expected <= codes
        assert bool(expected) == bool(codes)
        for form in FORMATS:
            assert render(report, form).encode("utf-8", "backslashreplace")


JSON: dict[str, tuple[bytes, set[str]]] = {
    "nested deep": (b"[" * 100_000, {"source-error"}),
    "an object": (b"{}", {"source-error"}),
    "a number of a million digits": (b"[[1" + b"0" * 1_000_000 + b"]]", {"source-error"}),
    "a huge exponent": (b'[["a","b"],["x",1e999999999]]', {"type-error"}),
    "rows of other kinds": (b'[["a","b"],{"a":1}]', {"source-error"}),
    "no JSON": (b"[[", {"source-error"}),
    "bytes of no encoding": (b'["\xff"]', {"encoding-error"}),
    "cells of every kind": (b'[["a","b"],[{"x":[1]},[[]]],[null,true]]', {"type-error"}),
}


@pytest.mark.parametrize("name", JSON)
def test_a_hostile_json_table_gets_a_clear_answer(name: str, tmp_path: Path) -> None:
    content, expected = JSON[name]
    with at_most(30):
        report = validate_package(write(tmp_path, content, name="t.json"))
        codes = {issue.code for issue in report.issues}
        assert expected <= codes


def test_tables_that_refer_to_each_other_in_a_circle(tmp_path: Path) -> None:
    def table(name: str, other: str) -> dict[str, Any]:
        reference = {"resource": other, "fields": ["k"]}
        keys = [{"fields": ["r"], "reference": reference}]
        schema = {"fields": [{"name": "k"}, {"name": "r"}], "foreignKeys": keys}
        (tmp_path / f"{name}.csv").write_text(f"k,r\n{name},{other}\n{name}2,x\n", encoding="utf-8")
        return {"name": name, "type": "table", "path": f"{name}.csv", "schema": schema}

    resources = [table("one", "two"), table("two", "one"), table("three", "three")]
    descriptor = json.dumps({"name": "p", "resources": resources})
    (tmp_path / "datapackage.json").write_text(descriptor, encoding="utf-8")
    issues = validate_package(tmp_path).issues
    assert [(i.code, i.place.file, i.place.row) for i in issues] == [
        ("foreign-key", f"{name}.csv", 3) for name in ("one", "three", "two")
    ]


def test_a_million_faults_are_cut_and_that_is_said(tmp_path: Path) -> None:
    package = write(tmp_path, b"a,b\n" + b"x,y\n" * 3000)
    report = validate_package(package, options=Options(most_issues=1000))
    assert len(report.errors) == 1000
    (cut,) = [issue for issue in report.issues if issue.severity == "note"]
    assert (cut.code, cut.message) == ("issues-cut", "stopped after 1,000 issues of this table")
    assert len(validate_package(package, options=Options(most_issues=None)).issues) == 3000
