"""The README's snippets, one for each kind of user, run and give what they promise."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from support import ROOT, read_rows, run_command
from test_archives import zip_of

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_the_two_commands_are_there() -> None:
    commands = [block.strip() for block in blocks("sh") if block.startswith("python3 -m venv")]
    assert len(commands) == 2
    assert commands[0].endswith("pincite validate")
    assert "pytest" in commands[1]


def test_the_console_snippet_shows_what_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PINCITE_SOURCES", raising=False)
    (block,) = blocks("console")
    command, expected = block.removeprefix("$ pincite ").split("\n", 1)
    done = subprocess.run(
        [sys.executable, "-m", "pincite", *command.split()],
        cwd=ROOT,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout == expected


def test_the_tables_at_a_glance_have_their_rows() -> None:
    rows = dict(re.findall(r"^\| \[(\w+)\]\(data/\1\.csv\) \| (\d+) \|", README, re.MULTILINE))
    assert len(rows) == 17
    assert {name: len(read_rows(ROOT / f"data/{name}.csv")) for name in rows} == {
        name: int(number) for name, number in rows.items()
    }


PYTHON = {  # a word of the snippet: what must hold behind it, and what it must have printed
    "package.trace": (
        "assert len(facts) == 31 and str(facts['value'].dtype) == 'string'\n"
        "assert str(facts['differing_groups'].dtype) == 'Int64'\n"
        "assert str(funding['start_edtf'].dtype) == 'string'\n"
        "assert funding['amount'][0] == 1600000000\n"
        "assert str(funding['start_anchored_edtf_latest'][0].date()) == '2021-05-31'\n"
        "assert funding['start_edtf_latest'].isna().all()\n"
        "assert 'unspecified' in funding['instrument'].cat.categories",
        ["planned", "conflicts", "“1.6 billion yen”  japan-solid-state-push 161-176"],
    ),
    "import pandas": (
        "assert str(facts['time_edtf'].dtype) == str(facts['value'].dtype) == 'string'\n"
        "assert str(facts['start'].dtype) == 'Int64'\n"
        "assert pd.read_csv('data/market_shares.csv')['period_edtf'].dtype.kind == 'i'",
        ["about", "2016"],
    ),
    "import polars": (
        "assert facts.schema['differing_groups'] == pl.Int64 and len(facts) == 31",
        ["Amount", "conflicts"],
    ),
    "import duckdb": (
        "rows = connection.sql('SELECT amount FROM funding').fetchall()\n"
        "assert rows == [(1600000000.0,)]",
        ["1600000000", "planned"],
    ),
}


RUN = """
import json, sys
for name, program in json.loads(sys.argv[1]).items():
    print("BEGIN", name)
    exec(compile(program, name, "exec"), {"__name__": "__main__"})
"""


def test_python_snippets_run_and_keep_types() -> None:
    """Each with its own names, one after the other in one process."""
    assert len(blocks("python")) == len(PYTHON)
    programs = {}
    for word, (check, _) in PYTHON.items():
        (snippet,) = [block for block in blocks("python") if word in block]
        programs[word] = f"{snippet}\n{check}"
    done = subprocess.run(
        [sys.executable, "-W", "error::SyntaxWarning", "-c", RUN, json.dumps(programs)],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shown = done.stdout.split("BEGIN ")[1:]
    assert [text.split("\n")[0] for text in shown] == list(PYTHON)
    for (word, (_, printed)), output in zip(PYTHON.items(), shown, strict=True):
        for text in printed:
            assert text in output, word


def test_the_release_command_writes_the_database_that_the_sql_snippet_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    left_out = shutil.ignore_patterns(".*", "build", "dist", "validate")
    shutil.copytree(ROOT, tmp_path / "clone", ignore=left_out)
    monkeypatch.chdir(tmp_path / "clone")
    code, _, _ = run_command(capsys, "release", "--out", "dist")
    assert code == 0
    (snippet,) = blocks("sql")
    with closing(sqlite3.connect("dist/japan-solid-state-batteries.sqlite")) as connection:
        rows = connection.execute(snippet).fetchall()
    said = {(name, value, verdict) for name, value, verdict, *_ in rows}
    assert ("Amount", "1600000000", "conflicts") in said
    assert ("Start, counted from the dateline", "2021-05", "conflicts") in said
    assert len(rows) >= 5


def has_readr() -> bool:
    command = ["Rscript", "-e", "library(readr); library(jsonlite)"]
    is_there = shutil.which("Rscript") is not None
    return is_there and not subprocess.run(command, capture_output=True, check=False).returncode


def test_the_r_snippet_keeps_types() -> None:
    if not has_readr():
        pytest.skip("Rscript with readr and jsonlite is not installed")
    (snippet,) = blocks("r")
    check = (
        "stopifnot(is.character(facts$time_edtf), is.character(facts$value), nrow(facts) == 31,"
        " nrow(problems(facts)) == 0)"
    )
    done = subprocess.run(
        ["Rscript", "-e", f"{snippet}\n{check}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "about" in done.stdout


def test_the_commands_for_ci_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = [block.strip() for block in blocks("sh") if not block.startswith("python3 -m venv")]
    assert commands == [
        "frictionless validate datapackage.json",  # run by .ci/run, from two folders
        "pincite release --out dist",
        "pincite diff ../older-release.zip . --out changes.csv",
    ]
    package = tmp_path / "package"
    shutil.copytree(ROOT / "validate/tests/golden/package", package)
    zip_of(tmp_path / "older-release.zip")
    monkeypatch.chdir(package)
    code, out, _ = run_command(capsys, *commands[2].split()[1:])
    assert (code, "nothing changed" in out) == (0, True)
    assert (package / "changes.csv").read_text(encoding="utf-8").startswith("table,record_id,")


def test_the_command_for_tests_says_how_long_it_takes_and_shows_progress() -> None:
    (command,) = [block.strip() for block in blocks("sh") if "pytest" in block]
    assert command.endswith("-m pytest")
    assert "minute" in README[README.index("runs the tests") : README.index(command)]


def test_the_readme_stays_readable() -> None:
    assert len(README.splitlines()) <= 240
    for user in ("pandas", "polars", "DuckDB", "SQL", "R", "Spreadsheets"):
        assert f"\n### {user}\n" in README
    assert "\n## Validate in CI\n" in README
