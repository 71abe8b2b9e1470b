"""The JSON report has all that frictionless' report has: the same names, the same values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import frictionless
import pytest

from support import run_command

pytestmark = pytest.mark.usefixtures("no_sources")

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SAME = "rowNumber fieldNumber fieldName cell cells labels label rowNumbers tags".split()
KEYS = "fieldNames fieldCells referenceName referenceFieldNames".split()


def write(folder: Path, tables: dict[str, tuple[str, dict[str, Any]]]) -> Path:
    resources = []
    for name, (text, schema) in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8", newline="")
        dialect = {"delimiter": ",", "quoteChar": '"', "skipInitialSpace": False}
        path = {"path": f"{name}.csv", "format": "csv", "encoding": "utf-8"}
        resources.append(
            {"name": name, "type": "table", **path, "dialect": dialect, "schema": schema}
        )
    descriptor = {"$schema": PROFILE, "name": "p", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def dirty_package(folder: Path) -> Path:
    grants = {
        "fields": [
            {"name": "id", "type": "integer"},
            {"name": "n", "type": "string", "constraints": {"unique": True, "enum": ["a", "b"]}},
            {"name": "x", "type": "integer", "constraints": {"required": True}},
        ],
        "primaryKey": ["id"],
        "foreignKeys": [{"fields": ["id"], "reference": {"resource": "parties", "fields": ["k"]}}],
    }
    text = "id,n,x\n1,a,\n1,b,5,z\n2,a\n,q,9\n3,b,4\n4,c,y\n"
    parties = {"fields": [{"name": "k", "type": "integer"}]}
    labels = {"fields": [{"name": name, "type": "string"} for name in "abc"]}
    return write(
        folder,
        {
            "parties": ("k\n3\n", parties),
            "grants": (text, grants),
            "labels": ("a,a,\n1,2,3\n", labels),
            "more": ("a,b,c,d\n1,2,3,4\n", labels),
        },
    )


def reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Any, Any]:
    package = dirty_package(folder)
    theirs = frictionless.validate(str(package / "datapackage.json")).to_descriptor()
    _, out, _ = run_command(capsys, "validate", str(package), "--json")
    return theirs, json.loads(out)


def order(error: dict[str, Any]) -> tuple[Any, ...]:
    return (error.get("rowNumber") or 0, error.get("fieldNumber") or 0, error["type"])


def test_every_key_of_their_report_is_in_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    theirs, ours = reports(tmp_path, capsys)
    assert theirs.keys() <= ours.keys()
    assert theirs["stats"].keys() <= ours["stats"].keys()
    for name in ("tasks", "errors", "warnings"):
        assert theirs["stats"][name] == ours["stats"][name]
    looked_at = 0
    for their_task, our_task in zip(theirs["tasks"], ours["tasks"], strict=True):
        assert their_task.keys() <= our_task.keys()
        assert their_task["stats"].keys() <= our_task["stats"].keys()
        for name in ("name", "type", "valid", "place", "labels"):
            assert their_task[name] == our_task[name]
        for name in ("errors", "fields", "rows", "bytes"):
            assert their_task["stats"][name] == our_task["stats"][name]
        pairs = zip(
            sorted(their_task["errors"], key=order),
            sorted(our_task["errors"], key=order),
            strict=True,
        )
        for their_error, our_error in pairs:
            looked_at += 1
            assert their_error.keys() <= our_error.keys(), their_error["type"]
            for name in ("type", *SAME, *KEYS):
                if name in their_error:
                    expected = their_error[name]
                    if name == "cell" and expected == "None":  # of a cell that is not there
                        expected = ""
                    assert our_error[name] == expected, (their_error["type"], name)
    assert looked_at == theirs["stats"]["errors"] >= 15


def test_errors_of_the_descriptor_stand_at_the_top(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write(tmp_path, {"t": ("a\n1\n", {"fields": [{"name": "a", "type": "thing"}]})})
    code, out, _ = run_command(capsys, "validate", str(package), "--json")
    report = json.loads(out)
    assert (code, report["tasks"], len(report["errors"])) == (1, [], 1)
    assert report["errors"][0]["type"] == "field-error"
