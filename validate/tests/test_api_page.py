"""The page of the Python interface: its examples run, and it names all that is public."""

from __future__ import annotations

import inspect
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.proof.verdict import METHODS, VERDICTS
from pincite.report.notebook import MAX_ROWS, html_table, html_text
from support import ROOT

PATH = ROOT / "validate/docs/api.md"
PAGE = PATH.read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def test_every_example_runs_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    assert len(EXAMPLES) > 12
    names: dict[str, Any] = {}
    for number, example in enumerate(EXAMPLES):
        assert "assert" in example or "verify()" in example, example
        exec(compile(example, f"{PATH.name}, example {number}", "exec"), names)
    assert names["release"].files  # the release example has really released


def test_examples_change_nothing_in_the_repository() -> None:
    given = (
        "git",
        "status",
        "--porcelain",
        "--",
        "validate/tests/golden",
        "validate/tests/packages",
    )
    done = subprocess.run(given, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this copy is not a git repository")
    assert not [line for line in done.stdout.splitlines() if line.startswith("??")]


def test_every_public_name_is_in_an_example_or_named() -> None:
    used = "\n".join(EXAMPLES)
    types = {"ReadOptions"}  # only for annotations
    for name in pincite.__all__:
        assert f"`{name}" in PAGE or f"pincite.{name}" in PAGE, name
        assert name in types or f"pincite.{name}" in used, name


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "open": pincite.open,
    "validate": pincite.validate,
    "describe": pincite.describe,
    "DataPackage.validate": pincite.DataPackage.validate,
    "build": pincite.build,
    "DataPackage.explore": pincite.DataPackage.explore,
    "DataPackage.release": pincite.DataPackage.release,
    "DataPackage.trace": pincite.DataPackage.trace,
    "verify": pincite.verify,
    "verify_batches": pincite.verify_batches,
    "verify_cases": pincite.verify_cases,
    "check": pincite.check,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_option_is_described(name: str) -> None:
    options = set(inspect.signature(FUNCTIONS[name]).parameters) - {"self", "text", "quote"}
    assert options
    for option in options:
        assert re.search(rf"`[^`\n]*\b{option}\b[^`\n]*`", PAGE), option
    for option in pincite.ReadOptions.__annotations__:
        assert f"| `{option}` |" in PAGE


def test_the_methods_and_verdicts_of_verify_are_listed() -> None:
    (methods,) = re.findall(r"\| `method` \| (.*) \|", PAGE)
    assert set(re.findall(r"`(\w+)`", methods)) == set(METHODS)
    for verdict in VERDICTS:
        assert f"`{verdict}`" in PAGE


def test_the_first_paragraph_says_for_whom_the_page_is() -> None:
    assert PAGE.splitlines()[2].startswith("For programmers")


BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>&\"'\u202e"
FIELDS = [{"name": f"f{number}", "type": "integer", "title": BAD} for number in range(50)]
HOSTILE = {
    "name": "h",
    "title": BAD,
    "resources": [
        {"name": "t", "schema": {"fields": FIELDS}, "data": [{"f0": BAD, "f1": BAD}] * 500}
    ],
}


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_pieces_for_notebooks_are_escaped_and_small() -> None:
    package = pincite.open(HOSTILE)
    report = pincite.validate(HOSTILE)
    assert len(report.errors) == 1000
    for shown in (package, package["t"], report):
        html = shown._repr_html_()
        reader = Tags()
        reader.feed(html)
        assert reader.tags <= {"table", "caption", "thead", "tbody", "tr", "th", "td", "strong"}
        assert reader.attributes <= {"style", "scope", "colspan"}
        assert "\u202e" not in html
        assert html.count("<tr>") <= 2 * (MAX_ROWS + 2)
        assert len(html) < 30_000
    assert "... and 980 more" in report._repr_html_()
    assert "... and 30 more" in package["t"]._repr_html_()
    assert "&lt;script&gt;" in report._repr_html_()


def test_cells_of_pieces_for_notebooks_are_shortened() -> None:
    assert len(html_text("x" * 10_000)) < 300
    html = html_table("c", ("a",), ([n] for n in range(3)), 3)
    assert html.count("<td") == 3
    assert "more" not in html


def test_short_forms_are_short_and_hide_nothing(tmp_path: Path) -> None:
    report = pincite.validate(HOSTILE)
    package = pincite.open(HOSTILE)
    assert repr(report) == "<pincite report h: not valid, 1,000 errors>"
    golden = pincite.open(ROOT / "validate/tests/golden/package")
    (trace,) = golden.trace("grants", "electric-ferries", "amount")
    release = pincite.Release(tmp_path, report, {"a.parquet": b"x" * 10_000})
    shown = [report, report.issues[0], report.stages[0], package, package["t"], golden]
    for each in (*shown, trace, release, golden.diff(golden)):
        text = repr(each)
        assert text.startswith("<pincite ")
        assert len(text) < 400, text
        assert text.isprintable(), text
