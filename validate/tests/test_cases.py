"""Each case folder provokes exactly the issue that its name says, where expected.csv says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.checks import validate_package
from pincite.report import Report
from pincite.report.codes import CODES
from pincite.seeds import build_package
from support import (
    CASES,
    GOLDEN,
    GOLDEN_SOURCES,
    OTHER_PACKAGES,
    OTHER_SOURCES,
    copy_package,
    read_rows,
    replace_once,
)

EXPECTED = read_rows(CASES / "expected.csv")


def run(command: str, package: Path, sources: Path = GOLDEN_SOURCES) -> Report:
    if command == "build":
        return build_package(package, check=True)
    if command == "write":
        return build_package(package)
    return validate_package(package, sources=sources if command == "validate" else None)


def prepared(case: str, folder: Path) -> tuple[Path, Path, list[dict[str, str]]]:
    """A copy of the package that a case changes, its sources, and the changes.

    It is the golden one, or one of the other packages where the first edit names it.
    """
    edits = read_rows(CASES / "invalid" / case / "edits.csv")
    if edits[0]["file"] == "PACKAGE":
        source = OTHER_PACKAGES / edits[0]["replace"]
        return copy_package(source, folder), OTHER_SOURCES, edits[1:]
    return copy_package(GOLDEN, folder), GOLDEN_SOURCES, edits


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda row: row["case"])
def test_case_gives_exactly_its_issue(expected: dict[str, str], tmp_path: Path) -> None:
    package, sources, edits = prepared(expected["case"], tmp_path / "package")
    for edit in edits:
        file = package / edit["file"]
        if edit["find"] == "NEW FILE":
            file.parent.mkdir(exist_ok=True)
            file.write_text(edit["replace"], encoding="utf-8")
        elif edit["replace"] == "DELETE":
            file.unlink()
        elif edit["replace"] == "BYTE FF":
            file.write_bytes(file.read_bytes().replace(edit["find"].encode(), b"\xff"))
        else:
            replace_once(file, edit["find"], edit["replace"])
    issues = run(expected["command"], package, sources).errors
    found = [
        (i.code, i.place.file, i.place.line, i.place.record, i.place.field or None) for i in issues
    ]
    assert found == [
        (
            expected["case"].split("__")[0],
            expected["file"],
            int(expected["line"]) if expected["line"] else None,
            expected["record"] or None,
            expected["field"] or None,
        )
    ], "\n".join(f"{issue.place}: {issue.code}: {issue.message}" for issue in issues)


def test_every_case_is_expected_and_every_code_has_a_case() -> None:
    folders = {path.name for path in (CASES / "invalid").iterdir()}
    assert folders == {row["case"] for row in EXPECTED}
    errors = {code for code, meaning in CODES.items() if meaning.severity == "error"}
    # a column of Parquet, which no text can be: test_table_formats.py; and what a caller's own
    # functions find: test_python_checks.py
    others = {"citations-unchecked", "column-type", "check-error", "check-failed"}
    assert {name.split("__")[0] for name in folders} == errors - others


@pytest.mark.parametrize("command", ["validate", "validate-without-text", "build"])
def test_the_unchanged_package_has_no_issue(command: str) -> None:
    report = run(command, GOLDEN)
    assert report.errors == []
    assert report.valid
