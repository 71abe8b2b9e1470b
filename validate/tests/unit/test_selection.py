"""Issues that a caller, or the package with a reason, wants left out of a report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pincite.checks import Options, validate_package
from pincite.report import CannotRun, Report
from pincite.report.codes import CODES, SKIPPABLE
from support import GOLDEN, copy_package, replace_once, run_command

pytestmark = pytest.mark.usefixtures("no_sources")
SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "n", "type": "string", "constraints": {"maxLength": 1}},
    ]
}


def write(folder: Path, **more: Any) -> Path:
    (folder / "t.csv").write_text("id,n\nx,a\n2,bb\n")
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": SCHEMA}
    descriptor = {"name": "p", "resources": [resource], **more}
    (folder / "datapackage.json").write_text(json.dumps(descriptor))
    return folder


def codes(report: Report) -> list[str]:
    return [issue.code for issue in report.issues]


def skipping(*codes: str) -> Options:
    return Options(skip=codes)


def test_what_is_skipped_is_counted_and_does_not_make_a_package_invalid(tmp_path: Path) -> None:
    package = write(tmp_path)
    assert codes(validate_package(package)) == ["type-error", "constraint-error"]
    report = validate_package(package, options=skipping("type-error"))
    assert (codes(report), report.valid) == (["constraint-error"], False)
    assert report.skipped == {"type-error": 1}
    assert report.summary == "1 error · skipped: 1 type-error"
    report = validate_package(package, options=skipping("type-error", "constraint-error"))
    assert (report.issues, report.valid) == ([], True)
    picked = validate_package(package, options=Options(pick=("type-error",)))
    assert codes(picked) == ["type-error"]
    assert picked.skipped == {"constraint-error": 1}


def test_codes_of_proofs_and_declarations_cannot_be_skipped(tmp_path: Path) -> None:
    package = write(tmp_path)
    assert len(SKIPPABLE) > 30
    for code in CODES:
        if code not in SKIPPABLE:
            with pytest.raises(CannotRun, match="cannot be skipped"):
                validate_package(package, options=skipping(code))
    assert {"quote-differs", "cell-uncited", "field-error", "seed-row"}.isdisjoint(SKIPPABLE)
    with pytest.raises(CannotRun, match="did you mean type-error"):
        validate_package(package, options=skipping("tpye-error"))


def test_a_package_skips_with_a_reason_unless_the_caller_is_strict(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    skip = [{"code": "constraint-error", "reason": "longer names came later"}]
    package = str(write(tmp_path, checks={"skip": skip}))
    arguments = ("validate", "--json", "--skip", "type-error", package)
    for more, expected in (
        ((), (0, {"type-error": 1, "constraint-error": 1})),
        (("--strict",), (1, {"type-error": 1})),
        (("--no-declared-skips",), (1, {"type-error": 1})),
    ):
        code, out, _ = run_command(capsys, *arguments, *more)
        assert (code, json.loads(out)["skipped"]) == expected


@pytest.mark.parametrize(
    ("checks", "is_valid"),
    [
        ({"skip": [{"code": "type-error"}]}, False),  # without a reason
        ({"skip": [{"code": "quote-differs", "reason": "no"}]}, False),
        ({"skip": [{"code": "tpye-error", "reason": "no"}]}, False),
        (["somebody's own property"], True),
        ({"rows": 5}, True),
    ],
)
def test_the_property_is_checked_and_others_of_its_name_are_not(
    tmp_path: Path, checks: Any, is_valid: bool
) -> None:
    report = validate_package(write(tmp_path, checks=checks))
    declared = [i for i in report.issues if (i.place.field or "").startswith("checks")]
    assert bool(declared) is not is_valid


def test_citations_are_not_called_valid_where_broken_tables_are_skipped(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    replace_once(package / "data/grants.csv", "2500000", "two million")
    report = validate_package(package, options=skipping("type-error"))
    assert not report.valid
    assert codes(report) == ["not-checked", "citations-unchecked"]  # copies are not run


def test_strict_counts_warnings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = write(tmp_path, source="somebody's own")
    (package / "t.csv").write_text("id,n\n1,a\n")
    assert run_command(capsys, "validate", str(package))[0] == 0
    code, out, _ = run_command(capsys, "validate", "--strict", str(package))
    assert (code, out.endswith("0 errors · 1 warning\n")) == (1, True)


def test_tables_with_sound_declarations_are_looked_at(tmp_path: Path) -> None:
    package = write(tmp_path)
    descriptor = json.loads((package / "datapackage.json").read_text())
    faulty = {"name": "u", "type": "table", "path": "t.csv", "schema": {"fields": []}}
    descriptor["resources"].insert(0, faulty)
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    report = validate_package(package)
    found = [(issue.code, issue.place.field) for issue in report.issues]
    assert found == [
        ("schema-error", "resources[0].schema.fields"),
        ("table-unread", "resources[0]"),
        ("type-error", "id"),
        ("constraint-error", "n"),
    ]
    assert [stage.status for stage in report.stages[2:]] == ["skipped"] * 3


def test_an_address_is_read_from_a_local_copy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "https://example.org/schemas/t.json?version=1"
    profile = "https://example.org/profile.json"
    package = write(tmp_path, profile=profile)
    descriptor = json.loads((package / "datapackage.json").read_text())
    descriptor["resources"][0]["schema"] = url
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    (report,) = [validate_package(package)]
    assert [issue.code for issue in report.issues] == ["profile-unread", "scheme-error"]
    assert f"--map {url}=FILE" in report.errors[0].message
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "t.json").write_text(json.dumps({**SCHEMA, "title": 5}))
    unread = {"$ref": "http://json-schema.example.org/geojson.json#/definitions/x"}
    (copies / "p.json").write_text(json.dumps({"required": ["id"], "properties": {"x": unread}}))
    maps: dict[str, str | Path] = {url: copies / "t.json", profile: str(copies / "p.json")}
    report = validate_package(package, maps=maps)
    found = [(issue.code, issue.place.file) for issue in report.issues]
    assert found == [
        ("package-error", "datapackage.json"),
        ("profile-unread", "datapackage.json"),
        ("schema-error", url),
    ]
    assert report.path_of(report.issues[2].place) == url
    code, _, err = run_command(capsys, "validate", str(package), "--map", f"{profile}=nowhere.json")
    assert (code, err) == (1, "")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"constrants": {"required": True}}, "field-error"),
        ({"constraint": {"required": True}}, "field-error"),
        ({"tpye": "integer"}, "field-error"),
        ({"required": True}, "field-error"),
        ({"constraints": {"reqired": True}}, "field-error"),
        ({"types": ["a", "b"]}, "unknown-property"),
        ({"formats": "a"}, "unknown-property"),
        ({"examples": ["a"]}, "unknown-property"),
        ({"titles": {"en": "a"}}, "unknown-property"),
        ({"format": ""}, "empty-property"),
        ({"title": ""}, "empty-property"),
        ({"x:examples": 1, "_tpye": 1, "title@en": "a", "source": "a", "note": "b"}, None),
    ],
)
def test_near_misses_of_a_field(tmp_path: Path, changed: dict[str, Any], code: str | None) -> None:
    (tmp_path / "t.csv").write_text("id\n1\n")
    field = {"name": "id", "type": "integer", **changed}
    if "tpye" in changed:
        del field["type"]
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": {"fields": [field]}}
    (tmp_path / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [resource]}))
    report = validate_package(tmp_path)
    found = {i.code for i in report.issues} - {"table-unread", "constraint-error"}
    assert found == ({code} if code else set())


@pytest.mark.parametrize(
    ("level", "name", "value", "code"),
    [
        ("schema", "primaryKeys", ["id"], "schema-error"),
        ("schema", "uniqueKey", ["id"], "schema-error"),
        ("resource", "missingValues", ["-"], "resource-error"),
        ("package", "foreignKeys", [], "package-error"),
        ("resource", "license", "CC0", "unknown-property"),
        ("resource", "media_type", "text/csv", "unknown-property"),
        ("resource", "paths", ["a"], "unknown-property"),
        ("package", "images", ["a"], "unknown-property"),
        ("package", "schema", "a", "unknown-property"),
        ("package", "homepage", "", "empty-property"),
        ("package", "image", None, "empty-property"),
        ("package", "homepage", "javascript:alert(1)", "package-error"),
        ("schema", "fieldsMatch", ["subset"], None),
        ("schema", "fieldsMatch", "subset", None),
    ],
)
def test_near_misses_of_the_other_levels(
    tmp_path: Path, level: str, name: str, value: Any, code: str | None
) -> None:
    (tmp_path / "t.csv").write_text("id\n1\n")
    schema: dict[str, Any] = {"fields": [{"name": "id", "type": "integer"}]}
    resource: dict[str, Any] = {"name": "t", "type": "table", "path": "t.csv", "schema": schema}
    package: dict[str, Any] = {"name": "p", "resources": [resource]}
    {"schema": schema, "resource": resource, "package": package}[level][name] = value
    (tmp_path / "datapackage.json").write_text(json.dumps(package))
    report = validate_package(tmp_path)
    assert {i.code for i in report.issues} - {"table-unread"} == ({code} if code else set())
    rows = sum(looked.rows or 0 for stage in report.stages for looked in stage.resources)
    is_read = report.valid or level == "package" or name in ("primaryKeys", "uniqueKey")
    assert rows == (1 if is_read else 0)  # a key that is lost changes nothing else


def test_a_table_is_looked_at_where_only_a_check_is_lost(tmp_path: Path) -> None:
    package = write(tmp_path)
    descriptor = json.loads((package / "datapackage.json").read_text())
    descriptor["resources"][0]["schema"]["fields"][0] |= {"pattern": "x", "contraints": {}}
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    report = validate_package(package)
    assert [issue.code for issue in report.errors[:2]] == ["field-error", "field-error"]
    assert report.stages[1].counts["rows"] > 0
    assert "table-unread" not in codes(report)
    descriptor["resources"][0]["missingValues"] = ["a"]  # cells would be read otherwise
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    assert validate_package(package).stages[1].status == "skipped"
