"""The conformance suite: its files are those of its sources, and its table of results is true."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conformance import FOLDER, STANDARD, SUITE, runner, texts
from conformance_cells import KNOWN, TYPES
from support import TOOL

RESULTS = (FOLDER / "results.md").read_text(encoding="utf-8")
RUN = runner()
CASES = {case["id"]: case for case in RUN.read_cases()}
ROWS = re.findall(r"(?m)^\| ([a-z-]+-[0-9]{3}) \|.* \| ([^|]+) \| ([^|]+) \|$", RESULTS)
STRIDE = 37


def test_the_files_are_those_of_the_sources() -> None:
    made = texts()
    on_disk = {f"cases/{path.name}" for path in (FOLDER / "cases").iterdir()}
    assert on_disk == made.keys()
    for name, text in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == text, (
            f"run tests/conformance.py: {name}"
        )
    assert len(CASES) == sum(map(len, SUITE.values())) > 800


def test_each_case_has_a_clause_and_a_package() -> None:
    pages = {"data-package", "data-resource", "glossary", "table-dialect", "table-schema"}
    clauses = set()
    for case in CASES.values():
        page, _, section = case["clause"].removeprefix(f"{STANDARD}/").partition("/#")
        assert page in pages
        assert section
        assert case["says"]
        assert "datapackage.json" in case["files"]
        assert not (case["valid"] and "rows" in case)
        clauses.add((page, section))
    assert len(clauses) > 60
    groups = [group for group in TYPES if group.wrong]
    assert len(groups) > 30


def test_pincite_answers_what_the_table_says() -> None:
    listed = {name: ours for name, ours, _ in ROWS if ours != "right"}
    found = {}
    for name, case in CASES.items():
        answer = RUN.ask(case, RUN.pincite)
        if not RUN.is_right(case, answer):
            found[name] = RUN.said(answer)
    assert found == listed
    assert f"| all | {len(CASES)} | {len(CASES) - len(found)} | " in RESULTS
    text = (TOOL / "docs/differences.md").read_text(encoding="utf-8")
    section = text.partition("## Where pincite is not as the text")[2]
    assert set(re.findall(r"`([a-z-]+-[0-9]{3})`", section)) == found.keys()
    cells = {name for name in found if name.startswith("types-")}
    assert len(cells) == len(KNOWN)


@pytest.mark.long
def test_frictionless_answers_what_the_table_says() -> None:
    listed = {name: theirs for name, _, theirs in ROWS if theirs != "right"}
    sample = [*CASES][::STRIDE]
    for name in sample:
        answer = RUN.ask(CASES[name], RUN.frictionless)
        is_right = RUN.is_right(CASES[name], answer)
        assert listed.get(name) == (None if is_right else RUN.said(answer)), name
    assert len(sample) > 20


@pytest.mark.long
@pytest.mark.parametrize(("name", "code"), [("keys", 1), ("foreign-keys", 0)])
def test_the_runner_runs_by_itself(name: str, code: int, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    for path in ("run.py", f"cases/{name}.json"):
        (tmp_path / path).write_bytes((FOLDER / path).read_bytes())
    done = subprocess.run(
        [sys.executable, "run.py", "pincite", "--json", "out.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    number = len(SUITE[name])
    assert f"{number - code} of {number} as the standard has it" in done.stdout
    assert len(json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))) == number
