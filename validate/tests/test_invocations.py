"""The commonest command lines of frictionless' documents, and ours: the same verdict on each."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support import TOOL, run_command

FILES = {
    "good.csv": "id,name\n1,a\n2,b\n",
    "bad.csv": "id,name\n1,a\nx,b\n\n3\n",
    "tables/a.csv": "id,name\n1,a\n",
    "tables/b.csv": "id,name\n1,a,c\n",
    "semi.csv": "id;name\n1;a\n",
    "latin.csv": "id,name\n1,é\n",
    "schema.json": json.dumps(
        {"fields": [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]}
    ),
    "schema.yaml": "fields:\n- {name: id, type: integer}\n- {name: name, type: string}\n",
    "broken.schema.json": json.dumps({"fields": [{"name": "id", "type": "intger"}]}),
    "dialect.json": json.dumps({"csv": {"delimiter": ";"}}),
    "lines.jsonl": '{"id": 1, "name": "a"}\n{"id": 2, "name": "b"}\n',
}
ITEMS = [
    {"name": "good", "path": "good.csv", "schema": "schema.json"},
    {"name": "bad", "path": "bad.csv", "schema": "schema.json"},
]
NAMES = {  # of the documents, and here
    "table.csv": "bad.csv",
    "s.json": "schema.json",
    "d.json": "dialect.json",
    "x": "good",
    "*.csv": "tables/a.csv tables/b.csv",
}
OTHER = {  # tables that a line is about; all others are about one with errors
    "--dialect": "semi.csv",
    "--encoding": "latin.csv",
    "--json": "good.csv",
}


def documented() -> list[tuple[str, str]]:
    """The lines of the table in formats.md: theirs and ours, with names of files that are here."""
    text = (TOOL / "docs/formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `frictionless validate ([^`]+)` \| (.+) \|$", text, re.MULTILINE)
    found = []
    for theirs, ours in rows:
        if "://" in theirs:  # compared in tests/test_addresses.py, which has a server
            continue
        match = re.fullmatch(r"`pincite validate ([^`]+)`", ours)
        own = theirs if match is None and ours.startswith("the same") else match and match[1]
        assert own, ours
        pair = []
        for line in (theirs, own):
            words = line.split()
            other = next((table for option, table in OTHER.items() if option in words), None)
            names = NAMES | ({"table.csv": other} if other else {})
            pair.append(" ".join(names.get(word, word) for word in words))
        found.append((pair[0], pair[1]))
    return found


LINES: list[tuple[str, str]] = [  # theirs, ours, besides those of the documents
    ("good.csv", "good.csv"),
    ("good.csv --schema schema.json", "good.csv --schema schema.json"),
    ("bad.csv --schema schema.yaml", "bad.csv --schema schema.yaml"),
    ("bad.csv --schema schema.json --pick-errors type-error",
     "bad.csv --schema schema.json --pick type-error"),
    ("bad.csv --schema schema.json --pick-errors row-count",
     "bad.csv --schema schema.json --pick row-count"),
    ("bad.csv --schema schema.json --limit-rows 1", "bad.csv --schema schema.json --limit-rows 1"),
    ("broken.schema.json", "broken.schema.json"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        encoding = "latin-1" if name == "latin.csv" else "utf-8"
        (tmp_path / name).write_text(text, encoding=encoding)
    text = json.dumps({"name": "p", "resources": ITEMS})
    for name in ("datapackage.json", "datapackage.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.long
@pytest.mark.parametrize(("theirs", "ours"), [*documented(), *LINES], ids=str)
def test_a_line_of_theirs_has_one_of_ours_with_the_same_verdict(
    theirs: str, ours: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = [sys.executable, "-m", "frictionless", "validate", *theirs.split()]
    done = subprocess.run(program, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode in (0, 1), done.stdout[-2000:] + done.stderr[-2000:]
    assert not done.stderr
    assert run_command(capsys, "validate", *ours.split())[0] == done.returncode


def test_the_documents_have_the_commonest_lines() -> None:
    """And the lines that are run have both verdicts, else the comparison would say little."""
    lines = [theirs for theirs, _ in documented()]
    assert len(lines) >= 14
    options = {word for line in lines for word in line.split() if word.startswith("--")}
    assert options >= {
        *("--schema", "--dialect", "--encoding", "--json", "--pick-errors", "--skip-errors"),
        *("--limit-errors", "--limit-rows", "--resource-name"),
    }
    assert {"datapackage.json", "datapackage.yaml"} <= set(lines)


def test_the_valid_rows_are_those_of_frictionless(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["bad.csv", "--schema", "schema.json", "--valid"]
    program = [sys.executable, "-m", "frictionless", "extract", *words, "--csv"]
    done = subprocess.run(program, cwd=folder, capture_output=True, check=True, text=True)
    code, out, _ = run_command(capsys, "extract", *words)
    assert code == 0
    assert out.splitlines() == done.stdout.splitlines() == ["id,name", "1,a"]


HEAVY = "polars pyarrow pandas numpy duckdb openpyxl xlsxwriter zstandard ruamel sqlite3 zipfile"


def test_a_plain_run_imports_nothing_heavy(folder: Path) -> None:
    program = (
        "import sys; from pincite.cli import main;"
        " main(['validate', 'good.csv', '--schema', 'schema.json']);"
        f" print([name for name in '{HEAVY}'.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=True
    )
    assert "0 issues" in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"
