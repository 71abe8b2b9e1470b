"""Reports for where people look, each read by a program that is not ours."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from sarif.loader import load_sarif_file

from pincite.checks import validate_package
from pincite.cli import main
from pincite.render import FORMATS, render
from pincite.report import Issue, Place, Report, Stage
from pincite.report.codes import CODES
from support import GOLDEN, ROOT, copy_package, replace_once


@pytest.fixture
def report(tmp_path: Path) -> Report:
    package = copy_package(GOLDEN, tmp_path / "package")
    replace_once(package / "data/grants.csv", "2500000", "2500001")
    replace_once(package / "data/parties.csv", "shipowner", "shipyard")
    return validate_package(package)


HOSTILE = 'x\n::error file=a::b\r%0A, "<&>\x00\x1b\ud83d ]]> \u202e'


@pytest.fixture
def hostile() -> Report:
    place = Place("data/a b,c:d.csv", 3, HOSTILE, HOSTILE)
    issue = Issue("cell-differs", place, HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    return Report("p", None, (Stage("citations", {"cells": 1}, issues=(issue,)),), "some/folder")


def test_github_commands_name_file_and_line(report: Report) -> None:
    lines = render(report, "github").splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("::error file=")
    assert "data/grants.csv,line=2,title=cell-differs::" in lines[0]
    assert "%0Aexpected: “2500000”%0A" in lines[0]
    assert lines[2].startswith("::notice file=")
    assert lines[3].startswith("2 errors · 1 note: descriptor passed")


def test_github_commands_cannot_be_injected(hostile: Report) -> None:
    first, *rest = render(hostile, "github").encode("utf-8", "replace").decode().split("\n")
    assert first.startswith("::error file=some/folder/data/a b%2Cc%3Ad.csv,line=3,title=")
    assert rest == ["1 error: citations failed", ""]


def test_sarif_is_read_by_sarif_tools(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.sarif"
    path.write_text(render(report, "sarif"), encoding="utf-8")
    loaded = load_sarif_file(str(path))
    records = loaded.get_records()
    assert [record["Severity"] for record in records] == ["error", "error", "note"]
    assert {record["Line"] for record in records[:2]} == {2, 4}
    assert all("cell-differs" in record["Code"] for record in records[:2])


def test_junit_is_read_by_junitparser(report: Report) -> None:
    suites = list(JUnitXml.fromstring(render(report, "junit").encode("utf-8")))
    assert [suite.name for suite in suites] == [stage.name for stage in report.stages]
    results = [result for suite in suites for case in suite for result in case.result]
    assert sum(isinstance(result, Failure) for result in results) == 2
    assert sum(isinstance(result, Skipped) for result in results) == 1
    assert not any(isinstance(result, Error) for result in results)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_json_forms_hold_what_was_found(hostile: Report, form: str) -> None:
    assert json.loads(render(hostile, form))
    assert "\\u001b" in render(hostile, "json")


def test_junit_holds_what_xml_can_hold(hostile: Report) -> None:
    (suite,) = JUnitXml.fromstring(render(hostile, "junit").encode("utf-8"))
    (case,) = suite
    assert "\\x00" in case.name


def test_the_command_line_prints_each_form(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
    printed = {}
    for form in FORMATS:
        assert main(["validate", str(GOLDEN), "--format", form]) == 0
        printed[form] = capsys.readouterr().out
    assert len(set(printed.values())) == len(FORMATS) == 5
    assert main(["validate", str(GOLDEN), "--json"]) == 0
    again = capsys.readouterr().out
    assert without_seconds(again) == without_seconds(printed["json"])


def without_seconds(text: str) -> str:
    return re.sub(r'"seconds": [0-9.e-]+', '"seconds": 0', text)


def test_explain_says_what_every_code_means(capsys: pytest.CaptureFixture[str]) -> None:
    for code, meaning in CODES.items():
        assert main(["explain", code]) == 0
        out = capsys.readouterr().out
        assert code in out
        assert meaning.fix in out
    assert main(["explain"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(CODES)
    assert main(["explain", "cell-difers"]) == 2
    assert "did you mean cell-differs" in capsys.readouterr().err


@pytest.mark.long
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.citation-file-format", "CITATION.cff"),
        ("vendor.citation-file-format", "validate/CITATION.cff"),
        ("vendor.github-actions", "action.yml"),
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
        ("vendor.github-workflows", ".github/workflows/release.yml"),
        ("vendor.github-workflows", ".github/workflows/publish.yml"),
        ("vendor.github-workflows", ".github/workflows/pages.yml"),
        ("vendor.github-workflows", ".github/workflows/code-mutants.yml"),
    ],
)
def test_actions_workflows_and_citation_files_are_valid(schema: str, file: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_pre_commit_manifest_is_valid() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
