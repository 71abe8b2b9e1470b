"""Which row names the columns, and that each row behind it is checked and read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pincite.checks import validate_package

FIELDS = [{"name": "name", "type": "string"}, {"name": "n", "type": "integer"}]
NO_HEADER: dict[str, dict[str, Any]] = {
    "header": {"dialect": {"header": False}},
    "headerRows": {"dialect": {"headerRows": []}},
    "version 1": {"dialect": {"csv": {"header": False}}},
}


def write(folder: Path, resource: dict[str, Any], schema: dict[str, Any], text: str) -> Path:
    """A package of one table, which is in a file unless the resource holds data."""
    if "data" not in resource:
        resource = {"path": "t.csv", **resource}
        (folder / "t.csv").write_text(text, encoding="utf-8")
    table = {"name": "t", "type": "table", **resource, "schema": {"fields": FIELDS, **schema}}
    descriptor = json.dumps({"name": "p", "resources": [table]})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    return folder


@pytest.mark.parametrize("resource", NO_HEADER.values(), ids=NO_HEADER)
def test_without_a_header_the_first_row_is_checked_too(
    resource: dict[str, Any], tmp_path: Path
) -> None:
    text = "x,bad\ny,2\nx,3\nz,4\n"
    keys = [{"fields": ["name"], "reference": {"resource": "", "fields": ["name"]}}]
    report = validate_package(
        write(tmp_path, resource, {"primaryKey": ["name"], "foreignKeys": keys}, text)
    )
    found = [(issue.code, issue.place.row, issue.place.field) for issue in report.issues]
    assert found == [("type-error", 1, "n"), ("primary-key", 3, "name")]
    assert report.stages[1].counts["rows"] == 4
