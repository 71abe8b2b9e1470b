"""The page of verbs is what the parser says; and the page on any package runs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import pytest

from pincite.cli.options import VERBS, parser
from support import GOLDEN, TOOL, run_command
from test_guides import _BLOCK
from test_ten_minutes import steps

PAGE = TOOL / "docs/verbs.md"
HEAD = """# The verbs

For people at a command line who look for an option. Made of the parser itself: `pincite VERB
--help` says the same. Every verb that is about a package takes it by `-p PACKAGE`; without one it
is this folder. Exit codes: 0 done and nothing found, 1 issues found, 2 could not run.
"""


def page() -> str:
    return HEAD + "".join(f"\n{section(name)}" for name in VERBS)


def section(name: str) -> str:
    top = parser([name])
    (commands,) = [a for a in top._actions if isinstance(a, argparse._SubParsersAction)]
    verb: argparse.ArgumentParser = commands.choices[name]
    lines = [f"## {name}", "", clean(verb.description or ""), ""]
    rows = list(arguments(verb))
    if rows:
        lines += ["| argument | |", "|---|---|", *rows, ""]
    return "\n".join(lines)


def arguments(verb: argparse.ArgumentParser) -> Iterator[str]:
    for action in verb._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        metavar = action.metavar
        shown = " ".join(metavar) if isinstance(metavar, tuple) else metavar
        if action.choices:
            shown = shown or " or ".join(map(str, action.choices))
        takes = action.nargs != 0
        names = ", ".join(action.option_strings)
        words = f"{names} {shown or action.dest.upper()}".strip() if takes else names
        yield f"| `{words}` | {clean(action.help or '')} |"


def clean(text: str) -> str:
    return " ".join(text.replace("%%", "%").replace("|", "\\|").split())


def test_the_page_of_verbs_is_what_the_parser_says() -> None:
    assert PAGE.read_text("utf-8") == page(), "run `python validate/tests/test_verbs_page.py`"
    assert len(VERBS) > 20


def test_every_argument_is_described() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.endswith("|  |")] == []


def test_the_page_on_any_package_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
    monkeypatch.chdir(tmp_path)
    Path("boats.csv").write_text("id;name;length\n1;Swift;12.5\n2;Heron;9\n", encoding="utf-8")
    text = (
        (TOOL / "docs/any-package.md")
        .read_text(encoding="utf-8")
        .replace("PACKAGE\n", f"{GOLDEN}\n")
    )
    ran = 0
    for _, language, block in _BLOCK.findall(text):
        for command, shown in steps(block) if language == "console" else ():
            verb, *words = command.split()
            if verb == "cd":
                monkeypatch.chdir(words[0])
                continue
            code, out, err = run_command(capsys, *words)
            assert code == 0, (command, out, err)
            assert all(line in out + err for line in shown), (command, out, err)
            ran += 1
    assert ran == 8


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
