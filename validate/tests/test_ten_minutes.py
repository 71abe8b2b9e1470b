"""The tutorial: its files are written, and every command of it is run, in its order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from support import TOOL, run_command
from test_guides import _BLOCK

pytestmark = pytest.mark.usefixtures("no_sources")
PAGE = (TOOL / "docs/ten-minutes.md").read_text(encoding="utf-8")


def steps(text: str) -> list[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is to show."""
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    return [(lines[0], lines[1:]) for part in parts if (lines := part.strip().split("\n"))[0]]


def test_every_command_gives_what_the_page_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    files = [(file, text) for file, _, text in _BLOCK.findall(PAGE) if file]
    assert len(files) == 5
    ran = until_released = 0
    for _, language, text in _BLOCK.findall(PAGE):
        if language != "console":
            continue
        for command, shown in steps(text):
            if command.startswith("cd "):
                monkeypatch.chdir(command[3:])
                for file, content in files:
                    if Path(file).parent.is_dir():
                        Path(file).write_text(content, encoding="utf-8")
                continue
            verb, *words = shlex.split(command)
            assert verb == "pincite"
            code, out, err = run_command(capsys, *words)
            wanted = re.fullmatch(r"\[exit (\d)\]", shown[-1]) if shown else None
            expected = int(wanted[1]) if wanted else 0
            if words[0] != "suggest":  # it is 1 where values are left
                assert code == expected, (command, out, err)
            for line in shown[:-1] if wanted else shown:
                assert line in out + err, (command, line, out, err)
            ran += 1
            until_released = until_released or (ran if words[0] == "release" else 0)
    assert 25 <= until_released <= 40
    assert ran > until_released
    assert len((tmp_path / "funding/data/rounds.csv").read_text().splitlines()) == 4


def test_nobody_edits_json_and_every_verb_of_the_page_exists() -> None:
    from pincite.cli.options import VERBS

    assert "```json" not in PAGE
    named = set(re.findall(r"`pincite ([a-z-]+)", PAGE))
    assert len(named) > 10
    assert named <= VERBS.keys()
