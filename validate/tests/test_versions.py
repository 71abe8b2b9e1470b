"""What changed between two versions, which step it demands, and whether the number says it."""

from __future__ import annotations

import copy
import csv
import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from pincite.versions import COLUMNS, Step, check_step, compare_packages
from pincite.versions.difference import REASONS, Change, Difference, Version
from support import GOLDEN, ROOT, run_command
from test_archives import zip_of

DESCRIPTOR: dict[str, Any] = {
    "name": "p",
    "version": "1.2.3",
    "title": "P",
    "resources": [
        {
            "name": "parties",
            "path": "parties.csv",
            "schema": {
                "fields": [
                    {"name": "id", "type": "string", "constraints": {"required": True}},
                    {"name": "size", "type": "integer", "constraints": {"minimum": 5}},
                    {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
                    {"name": "day", "type": "date", "constraints": {"maximum": "2021-01-01"}},
                ],
                "primaryKey": ["id"],
            },
        },
        {
            "name": "grants",
            "path": "grants.csv",
            "schema": {
                "fields": [{"name": "party", "type": "string"}, {"name": "sum", "type": "number"}],
                "foreignKeys": [
                    {"fields": ["party"], "reference": {"resource": "parties", "fields": ["id"]}}
                ],
            },
        },
        {"name": "note", "path": "note.txt"},
    ],
}
FILES = {
    "parties.csv": "id,size,kind,day\nx,9,a,2020-01-01\ny,7,b,\nz,6,b,\n",
    "grants.csv": "party,sum\nx,1\nx,1\ny,2\n",
    "note.txt": "one",
}

Edit = Callable[[dict[str, Any], dict[str, str]], Any]


def write(folder: Path, edit: Edit | None = None) -> Path:
    descriptor, files = copy.deepcopy(DESCRIPTOR), dict(FILES)
    if edit is not None:
        edit(descriptor, files)
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return folder


def schema(descriptor: dict[str, Any], at: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = descriptor["resources"][at]["schema"]
    return found


def constrain(at: int, **constraints: Any) -> Edit:
    return lambda descriptor, _: schema(descriptor)["fields"][at].update(constraints=constraints)


def replace(file: str, old: str, new: str) -> Edit:
    def edit(_: dict[str, Any], files: dict[str, str]) -> None:
        assert files[file].count(old) == 1
        files[file] = files[file].replace(old, new)

    return edit


def add_field(descriptor: dict[str, Any], files: dict[str, str]) -> None:
    schema(descriptor, 1)["fields"].append({"name": "new"})
    files["grants.csv"] = "party,sum,new\nx,1,\nx,1,\ny,2,\n"


def remove_field(descriptor: dict[str, Any], files: dict[str, str]) -> None:
    del schema(descriptor, 1)["fields"][1]
    files["grants.csv"] = "party\nx\nx\ny\n"


def reorder(descriptor: dict[str, Any], files: dict[str, str]) -> None:
    schema(descriptor, 1)["fields"].reverse()
    files["grants.csv"] = "sum,party\n1,x\n1,x\n2,y\n"


def add_resource(descriptor: dict[str, Any], _: dict[str, str]) -> None:
    descriptor["resources"].append({"name": "more", "path": "note.txt"})


def move(descriptor: dict[str, Any], files: dict[str, str]) -> None:
    descriptor["resources"][1]["path"] = "elsewhere.csv"
    files["elsewhere.csv"] = files["grants.csv"]


def one_key(keys: list[dict[str, Any]]) -> Edit:
    return lambda descriptor, _: schema(descriptor, 1).update(foreignKeys=keys)


SELF = {"fields": ["party"], "reference": {"resource": "parties", "fields": ["kind"]}}

EDITS: dict[str, tuple[Edit, str, list[str]]] = {
    "nothing": (lambda *_: None, "NONE", []),
    "another path": (move, "NONE", []),
    "a cell": (replace("parties.csv", "x,9", "x,8"), "PATCH", ["cell changed"]),
    "a title": (lambda d, _: d.update(title="Q"), "PATCH", ["metadata changed"]),
    "a file": (replace("note.txt", "one", "two"), "PATCH", ["file changed"]),
    "a row more": (replace("parties.csv", "z,6,b,\n", "z,6,b,\nw,6,b,\n"), "MINOR", ["row added"]),
    "a row less": (replace("parties.csv", "z,6,b,\n", ""), "MINOR", ["row removed"]),
    "a needed row less": (
        replace("parties.csv", "y,7,b,\n", ""), "MAJOR", ["referenced row removed"]),
    "another key": (
        replace("parties.csv", "z,6", "q,6"), "MINOR", ["row removed", "row added"]),
    "a row of no key": (
        replace("grants.csv", "y,2", "y,3"), "MINOR", ["row removed", "row added"]),
    "a twin row less": (replace("grants.csv", "x,1\nx,1", "x,1"), "MINOR", ["row removed"]),
    "a resource more": (add_resource, "MINOR", ["resource added"]),
    "a resource less": (lambda d, _: d["resources"].pop(), "MAJOR", ["resource removed"]),
    "another name": (lambda d, _: d.update(name="q"), "MAJOR", ["package renamed"]),
    "a field more": (add_field, "MAJOR", ["field added"]),
    "a field less": (remove_field, "MAJOR", ["field removed"]),
    "another order": (reorder, "MAJOR", ["fields re-ordered"]),
    "another type": (
        lambda d, _: schema(d)["fields"][1].update(type="number"), "MAJOR", ["type changed"]),
    "another missing value": (
        lambda d, _: schema(d, 1)["fields"][1].update(missingValues=["-"]), "MAJOR",
        ["missing values changed"]),
    "another primary key": (
        lambda d, _: schema(d).update(primaryKey=["id", "size"]), "MAJOR", ["key changed"]),
    "required": (constrain(1, minimum=5, required=True), "MAJOR", ["constraint tightened"]),
    "not required": (constrain(0), "MINOR", ["constraint loosened"]),
    "a lower minimum": (constrain(1, minimum=4), "MINOR", ["constraint loosened"]),
    "a higher minimum": (constrain(1, minimum=6), "MAJOR", ["constraint tightened"]),
    "an earlier last day": (constrain(3, maximum="2020-12-31"), "MAJOR", ["constraint tightened"]),
    "a later last day": (constrain(3, maximum="2021-01-02"), "MINOR", ["constraint loosened"]),
    "a code more": (constrain(2, enum=["a", "b", "c"]), "MINOR", ["constraint loosened"]),
    "a code less": (constrain(2, enum=["b"]), "MAJOR", ["constraint tightened"]),
    "codes swapped": (constrain(2, enum=["b", "a"]), "NONE", []),
    "a pattern": (constrain(2, enum=["a", "b"], pattern="."), "MAJOR", ["constraint tightened"]),
    "no foreign key": (
        lambda d, _: schema(d, 1).pop("foreignKeys"), "MINOR", ["constraint loosened"]),
    "another reference": (one_key([SELF]), "MINOR", ["reference changed"]),
    "a unique key": (
        lambda d, _: schema(d).update(uniqueKeys=[["size"]]), "MAJOR", ["constraint tightened"]),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_each_change_demands_its_step(tmp_path: Path, name: str) -> None:
    edit, step, kinds = EDITS[name]
    difference = compare_packages(write(tmp_path / "old"), write(tmp_path / "new", edit))
    assert sorted(change.what for change in difference.changes) == sorted(kinds)
    assert difference.step.name == step
    needed = {"NONE": "1.2.3", "PATCH": "1.2.4", "MINOR": "1.3.0", "MAJOR": "2.0.0"}
    assert str(difference.needed) == needed[step]
    assert (difference.problem is None) == (step == "NONE")
    assert difference.problem is None or needed[step] in difference.problem
    for number, is_enough in ((needed[step], True), ("9.0.0", True), ("1.0.0", False)):

        def numbered(d: dict[str, Any], files: dict[str, str], number: str = number) -> None:
            edit(d, files)
            d["version"] = number

        found = compare_packages(tmp_path / "old", write(tmp_path / "numbered", numbered))
        assert (found.problem is None) == is_enough, number


def test_every_kind_of_change_is_provoked() -> None:
    assert {kind for _, _, kinds in EDITS.values() for kind in kinds} == set(REASONS)


def test_cells_are_told_by_key_with_both_texts(tmp_path: Path) -> None:
    edit = replace("parties.csv", "x,9,a,2020-01-01", "x,8,,2020-01-01")
    difference = compare_packages(write(tmp_path / "old"), write(tmp_path / "new", edit))
    assert [str(change) for change in difference.changes] == [
        "PATCH  cell changed  parties x size: 9 -> 8",
        "PATCH  cell changed  parties x kind: a -> (empty)",
    ]


VERSIONS = (
    "1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11".split()
)
VERSIONS += "1.0.0-rc.1 1.0.0 1.0.1 1.2.0 1.10.0 2.0.0".split()


def test_versions_are_in_the_order_of_the_standard() -> None:
    found = [Version(text) for text in VERSIONS]
    assert all(earlier < later for earlier, later in pairwise(found))
    assert Version("1.0.0+a") == Version("1.0.0+b")
    for text in ("1.0", "v1.0.0", "01.0.0", "1.0.0-", "1.0.0-01", "1.0.0 ", "١.0.0", ""):
        assert Version.of(text) is None, text
    steps = [str(Version("0.3.1").after(step.name)) for step in Step]
    assert steps == ["0.3.1", "0.3.2", "0.4.0", "0.4.0"]
    assert str(Version("1.0.0-rc.1").after("PATCH")) == "1.0.0"


def test_a_release_is_refused_for_its_number_or_its_changelog(tmp_path: Path) -> None:
    old = write(tmp_path / "old")
    log = "# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-11-24\n\n## 1.2.2\n\nFirst.\n"
    new = write(tmp_path / "new", add_field)
    too_small, empty = check_step(old, new, log)
    assert "a MAJOR change needs at least 2.0.0" in too_small
    assert empty == "the entry for 1.2.3 in CHANGELOG.md is empty"
    log = "## [1.2.3]\n\n- Something.\n"
    assert check_step(None, new, log) == []
    log = "## 1.2.30\n\n- Something.\n"
    assert "has no entry for 1.2.3" in check_step(old, old, log)[0]
    unnumbered = write(tmp_path / "unnumbered", lambda d, _: d.pop("version"))
    assert "has no version: it needs one" in check_step(None, unnumbered)[0]
    assert "no version number" in str(compare_packages(unnumbered, old).problem)


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = str(write(tmp_path / "old")), str(write(tmp_path / "new", add_field))
    file = tmp_path / "out/changes.csv"
    code, out, _ = run_command(capsys, "diff", old, new, "--out", str(file))
    assert code == 1
    assert "MAJOR  field added  grants new\n" in out
    assert out.endswith("something changed: a MAJOR change needs at least 2.0.0\n")
    with file.open(encoding="utf-8", newline="") as lines:
        (row,) = list(csv.DictReader(lines))
    assert tuple(row) == COLUMNS
    assert (row["table"], row["field"], row["step"]) == ("grants", "new", "MAJOR")
    code, out, _ = run_command(capsys, "diff", old, new, "--json")
    found = json.loads(out)
    assert (code, found["step"], found["needed"], found["enough"]) == (1, "MAJOR", "2.0.0", False)
    assert found["changes"] == [row]
    assert run_command(capsys, "diff", old, old)[0] == 0
    code, _, err = run_command(capsys, "diff", old, str(tmp_path / "nowhere"))
    assert code == 2
    assert "nowhere" in err


def test_a_zip_and_its_folder_are_one_version(tmp_path: Path) -> None:
    difference = compare_packages(zip_of(tmp_path / "p.zip"), GOLDEN)
    assert difference.changes == ()
    assert difference.name


def test_the_columns_of_changes_are_documented() -> None:
    text = (ROOT / "validate/docs/versions.md").read_text(encoding="utf-8")
    for column in COLUMNS:
        assert f"`{column}`" in text, column
    for what, reason in REASONS.items():
        assert f"| {what} | " in text, what
        assert reason


def test_changes_are_counted_by_kind_in_order_of_the_kinds() -> None:
    changes = tuple(Change(Step.PATCH, what) for what in ("row", "cell", "row", "field"))
    counts = Difference("p", None, None, changes).counts
    assert list(counts.items()) == [("cell", 1), ("field", 1), ("row", 2)]
