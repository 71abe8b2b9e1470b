"""Packages that are not written here: the same (type, row, field) as frictionless, or a reason.

The packages and data files of frictionless' own tests lie in its source distribution, not in what
is installed: with PINCITE_FRICTIONLESS_DATA naming their folder (`data/` of the unpacked sdist),
all of them are compared.
"""

from __future__ import annotations

import copy
import csv
import json
import os
import shutil
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import frictionless
import pytest

from other_packages import (
    CAMERA_TABLES,
    CAMERAS,
    COUNTRIES,
    COUNTRY_TABLES,
    Tables,
    write_other,
)
from pincite.checks import validate_package
from pincite.report import CannotRun
from support import run_command

Verdict = Counter[tuple[str, int | None, int | None]]
_data = os.environ.get("PINCITE_FRICTIONLESS_DATA")
needs_data = pytest.mark.skipif(
    _data is None, reason="PINCITE_FRICTIONLESS_DATA names no folder data/ of frictionless' sdist"
)
OTHERS: dict[str, tuple[dict[str, Any], Tables]] = {
    "country codes": (COUNTRIES, COUNTRY_TABLES),
    "camera traps": (CAMERAS, CAMERA_TABLES),
}


def theirs(descriptor: Path) -> Verdict:
    report = frictionless.validate(
        str(descriptor), type="package", limit_errors=10**6
    ).to_descriptor()
    errors = report["errors"] + [error for task in report["tasks"] for error in task["errors"]]
    return Counter(
        (e["type"], e.get("rowNumber", 1 if "labels" in e else None), e.get("fieldNumber"))
        for e in errors
    )


def ours(descriptor: Path) -> Verdict:
    return Counter(
        (issue.code, issue.place.row, issue.place.column)
        for issue in validate_package(descriptor).issues
    )


@pytest.mark.parametrize("name", OTHERS)
def test_a_package_of_others_is_valid_to_both(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_other(tmp_path, *OTHERS[name])
    assert not theirs(package / "datapackage.json")
    code, out, _ = run_command(capsys, "validate", str(package))
    assert code == 0, out
    assert f"{len(OTHERS[name][1])} tables" in out


SPOILT = (
    "",
    "NaN",
    "n/a",
    "x",
    "-1",
    "0",
    "1.5",
    "999",
    "2021-01-02",
    "true",
    "AXO",
    "d1",
    " d1",
    "m",
)


@pytest.mark.long
@pytest.mark.parametrize("name", OTHERS)
def test_spoilt_packages_of_others_have_the_same_faults(name: str, tmp_path: Path) -> None:
    descriptor, tables = OTHERS[name]
    random, seen = Random(5), Verdict()
    for _ in range(24):
        spoilt = copy.deepcopy(tables)
        for _ in range(random.randint(1, 5)):
            rows = spoilt[random.choice(sorted(spoilt))]
            row = random.choice(rows)
            choice = random.random()
            if choice < 0.8:
                row[random.randrange(len(row))] = random.choice(SPOILT)
            elif choice < 0.9:
                rows.append(list(row))
            else:
                row.append("z") if choice < 0.95 else row.pop()
        package = write_other(tmp_path, descriptor, spoilt) / "datapackage.json"
        expected, found = theirs(package), ours(package)
        assert without_half_keys(found) == without_half_keys(expected), spoilt
        seen += expected
    print(name, sum(seen.values()), "faults", dict(Counter(code for code, _, _ in seen.elements())))
    assert len({code for code, _, _ in seen}) >= 6
    assert sum(seen.values()) > 50


def without_half_keys(found: Verdict) -> Verdict:
    """Without faults of primary keys, which for us have a value in each part."""
    return Verdict({entry: n for entry, n in found.items() if entry[0] != "primary-key"})


def test_schemas_of_others_show_their_faults_in_their_own_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package = write_other(tmp_path, CAMERAS, CAMERA_TABLES)
    for name, old, new in (
        ("media", '"primaryKey": "mediaID"', '"primarykey": "mediaID"'),
        ("observations", '"minimum": 1', '"minimum": "one"'),
        ("deployments", '"boolean"', '"bool"'),
    ):
        file = package / f"{name}-table-schema.json"
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    descriptor = package / "datapackage.json"
    text = descriptor.read_text(encoding="utf-8").replace(
        '"media.csv"', '"media.csv", "dialect": "d.json"'
    )
    descriptor.write_text(text.replace("ada@example.org", "ada"), encoding="utf-8")
    (package / "d.json").write_text('{\n "delimiter": ",",\n "header": 1\n}', encoding="utf-8")
    code, out, _ = run_command(capsys, "validate", str(package))
    assert code == 1
    assert "schema-error  media-table-schema.json:1  field primarykey" in out
    assert "field-error  observations-table-schema.json:1  field fields[7].constraints.min" in out
    assert "field-error  deployments-table-schema.json:1  field fields[9].type" in out
    assert "package-error  datapackage.json:1  field contributors[0].email" in out
    assert "dialect-error  d.json:3  field header" in out
    assert out.endswith("5 errors\n")


def test_a_profile_in_the_network_is_named_and_a_local_one_applied(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    address = "https://example.org/camtrap-dp-profile.json"
    package = write_other(tmp_path, {**CAMERAS, "profile": address}, CAMERA_TABLES)
    code, out, _ = run_command(capsys, "validate", str(package))
    assert (code, f"the profile {address}" in out) == (0, True)
    profile = {
        "allOf": [
            {"$ref": "https://specs.frictionlessdata.io/schemas/data-package.json"},
            {"required": ["project", "license"], "properties": {"id": {"maxLength": 3}}},
        ]
    }
    (package / "profile.json").write_text(json.dumps(profile), encoding="utf-8")
    write_other(tmp_path, {**CAMERAS, "profile": "profile.json"}, CAMERA_TABLES)
    code, out, _ = run_command(capsys, "validate", str(package))
    assert code == 1
    assert "package-error  datapackage.json:1  field id" in out
    assert "'license' is a required property" in out
    assert out.endswith("2 errors\n")


EXPLAINED_PACKAGES = {  # of the sdist, with what explains the difference
    "datapackage.json": "frictionless may lack its extra for Excel",
    "geopoint/datapackage.json": "empty e-mail addresses and paths",
    "invalid/datapackage.json": "of a blank row only that is said",
    "invalid/datapackage_no_foreign_key.json": "of a blank row only that is said",
    "issue-494.package.json": "an address in the network",
    "jsonl.datapackage.json": "frictionless may lack its extra for JSON",
    "ndjson.datapackage.json": "frictionless may lack its extra for JSON",
    "issue-1293/datapackage.json": "frictionless may lack its extra for JSON",
    "multiple-folders.package.json": "frictionless guesses the delimiter, which is not declared",
    "ods.datapackage.json": "frictionless lacks its extra for ODS; we do not read the format",
    "package-with-fields-993.json": "a package needs resources, and has none",
    "package-with-pipeline.json": "sqlite:// is no address of the standard",
    "package-with-pipeline-multiple-tables-to-write.json": "as the one before",
}


@needs_data
def test_the_packages_of_frictionless(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(str(_data))
    monkeypatch.chdir(folder.parent)
    compared = agreed = 0
    for path in sorted(folder.rglob("*.json")):
        try:
            value = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            continue
        if not isinstance(value, dict) or "resources" not in value:
            continue
        compared += 1
        try:
            is_same = theirs(path) == ours(path)
        except CannotRun:
            is_same = False
        agreed += is_same
        name = path.relative_to(folder).as_posix()
        assert is_same or name in EXPLAINED_PACKAGES, name
    print(f"{compared} packages, {agreed} with the same faults")
    assert compared > 30


STOPPED = Verdict([("encoding-error", None, None)])
EXPLAINED_FILES = {
    "capital-invalid.csv none": "without a schema frictionless infers types from a sample",
    "table-infer-increase-limit.csv none": "without a schema frictionless infers types",
    "issue-493.csv integer": "digits with underscores",
}


@needs_data
def test_the_data_files_of_frictionless(tmp_path: Path) -> None:
    folder = Path(str(_data))
    compared = agreed = faults = 0
    for path in sorted([*folder.rglob("*.csv"), *folder.rglob("*.tsv")]):
        if path.stat().st_size < 200_000:
            for kind in ("none", "integer", "string"):
                descriptor = one_table(tmp_path / "one", path, kind)
                expected, found = theirs(descriptor), ours(descriptor)
                if expected == STOPPED:  # it reads no further, we do
                    found &= STOPPED
                compared, faults = compared + 1, faults + sum(expected.values())
                agreed += expected == found
                name = f"{path.relative_to(folder).as_posix()} {kind}"
                assert expected == found or name in EXPLAINED_FILES, name
    print(f"{compared} tables, {agreed} with the same faults, {faults} faults")
    assert compared > 300


def one_table(folder: Path, path: Path, kind: str) -> Path:
    """A package of one data file, with all that frictionless might guess declared."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(path, folder / f"t{path.suffix}")
    delimiter = "\t" if path.suffix == ".tsv" else ","
    resource: dict[str, Any] = {
        "name": "t",
        "type": "table",
        "path": f"t{path.suffix}",
        "format": path.suffix[1:],
        "encoding": "utf-8",
        "dialect": {
            "delimiter": delimiter,
            "quoteChar": '"',
            "lineTerminator": "\n",
            "skipInitialSpace": False,
            "header": True,
            "headerRows": [1],
        },
    }
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    header = next(csv.reader(text.splitlines(), delimiter=delimiter), [])
    names: list[str] = []
    for number, label in enumerate(header):
        name = label.strip() or f"field{number}"
        names.append(f"{name}-{number}" if name in names else name)
    if names and kind != "none":
        resource["schema"] = {"fields": [{"name": name, "type": kind} for name in names]}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "resources": [resource],
    }
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder / "datapackage.json"
