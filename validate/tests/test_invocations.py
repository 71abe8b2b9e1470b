"""The commonest command lines of frictionless' documents, and ours: the same verdict on each."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from support import run_command

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
LINES: list[tuple[str, str, int]] = [  # theirs, ours, exit code
    ("good.csv", "good.csv", 0),
    ("tables/b.csv", "tables/b.csv", 1),
    ("good.csv --schema schema.json", "good.csv --schema schema.json", 0),
    ("bad.csv --schema schema.json", "bad.csv --schema schema.json", 1),
    ("bad.csv --schema schema.yaml", "bad.csv --schema schema.yaml", 1),
    ("semi.csv --dialect dialect.json", "semi.csv --dialect dialect.json", 0),
    ("latin.csv --encoding latin-1", "latin.csv --encoding latin-1", 0),
    ("good.csv --json", "good.csv --json", 0),
    ("bad.csv --schema schema.json --json", "bad.csv --schema schema.json --json", 1),
    ("tables/a.csv tables/b.csv", "tables/a.csv tables/b.csv", 1),
    ("tables/*.csv", "tables/*.csv", 1),
    ("datapackage.json", "datapackage.json", 1),
    ("datapackage.yaml", "datapackage.yaml", 1),
    ("datapackage.json --resource-name good", "datapackage.json --resource good", 0),
    ("bad.csv --schema schema.json --pick-errors type-error",
     "bad.csv --schema schema.json --pick type-error", 1),
    ("bad.csv --schema schema.json --pick-errors row-count",
     "bad.csv --schema schema.json --pick row-count", 0),
    ("bad.csv --schema schema.json --limit-rows 1",
     "bad.csv --schema schema.json --limit-rows 1", 0),
    ("bad.csv --schema schema.json --limit-errors 1",
     "bad.csv --schema schema.json --limit-errors 1", 1),
    ("schema.json", "schema.json", 0),
    ("broken.schema.json", "broken.schema.json", 1),
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
@pytest.mark.parametrize(("theirs", "ours", "code"), LINES, ids=str)
def test_a_line_of_theirs_has_one_of_ours_with_the_same_verdict(
    theirs: str, ours: str, code: int, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = [sys.executable, "-m", "frictionless", "validate", *theirs.split()]
    done = subprocess.run(program, cwd=folder, capture_output=True, check=False, timeout=120)
    assert done.returncode == code, done.stdout[-2000:] + done.stderr[-2000:]
    assert run_command(capsys, "validate", *ours.split())[0] == code


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
