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
