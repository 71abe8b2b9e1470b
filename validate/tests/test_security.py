"""SECURITY.md is true: no code and no network for a package, and the tests that it names exist."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pincite
from support import GOLDEN, GOLDEN_SOURCES, OTHER_PACKAGES, ROOT, copy_package

TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
WITHOUT_SOURCES = {name: text for name, text in os.environ.items() if name != "PINCITE_SOURCES"}
TRAP = "with open(__file__ + '.ran', 'w') as file:\n    file.write(__name__)\n"
NAMES = "json csv re jsonschema pydantic polars pyarrow markupsafe sitecustomize conftest pincite"
WATCH = """
import json, sys
seen = []
EVENTS = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec",
          "os.posix_spawn", "os.fork", "urllib.Request")
sys.addaudithook(lambda event, args: seen.append(event) if event in EVENTS else None)
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.1)
except OSError:
    pass
assert "socket.connect" in seen, "the watch sees nothing"
seen.clear()
from pincite.cli import main
for arguments in json.loads(sys.argv[1]):
    code = main(arguments)
    print("WATCHED", code, seen, file=sys.stderr)
"""


def test_modules_in_a_package_are_not_imported(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    for name in NAMES.split():
        (package / f"{name}.py").write_text(TRAP, encoding="utf-8")
    command = shutil.which("pincite", path=str(Path(sys.executable).parent))
    assert command is not None
    environment = {**WITHOUT_SOURCES, "PYTHONPATH": str(ROOT / "validate")}
    for verb in (["validate"], ["explore", "--out", str(tmp_path / "page.html")], ["build"]):
        done = subprocess.run(
            [command, *verb],
            cwd=package,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert not list(package.rglob("*.ran")), verb
    trap = [sys.executable, "json.py"]
    subprocess.run(trap, cwd=package, check=True)
    assert list(package.rglob("*.ran"))  # the trap works where it is run


def test_no_verb_connects_or_starts_a_program(tmp_path: Path) -> None:
    package = copy_package(GOLDEN, tmp_path / "package")
    descriptor = package / "datapackage.json"
    declared = json.loads(descriptor.read_text(encoding="utf-8"))
    declared["profile"] = "https://example.org/profile.json"
    declared["created"] = "2026-01-02T03:04:05Z"
    descriptor.write_text(json.dumps(declared), encoding="utf-8")
    runs = [
        ["validate", str(package), "--sources", str(GOLDEN_SOURCES)],
        ["explore", str(package), "--out", str(tmp_path / "page.html")],
        ["release", str(package), "--out", str(tmp_path / "dist")],
        ["validate", str(OTHER_PACKAGES / "tea-gardens")],
    ]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, json.dumps(runs)],
        env=WITHOUT_SOURCES,
        capture_output=True,
        text=True,
        check=False,
    )
    watched = re.findall(r"WATCHED (\d) (\[.*\])", done.stderr)
    assert watched == [("0", "[]")] * len(runs), (done.stdout, done.stderr)


def test_whether_an_issue_appears_says_whether_a_guess_was_right(tmp_path: Path) -> None:
    """The one hole that SECURITY.md names; if this fails, it is closed, and the text is wrong."""
    answers = []
    for guess in ("million", "billion"):
        package = copy_package(GOLDEN, tmp_path / guess)
        table = package / "data/citations.csv"
        text = table.read_text(encoding="utf-8")
        assert "about 2.5 million euros" in text
        guessed = text.replace("about 2.5 million euros", f"about 2.5 {guess} euros")
        table.write_text(guessed, encoding="utf-8")
        report = pincite.validate(package, sources=GOLDEN_SOURCES)
        answers.append("quote-differs" in {issue.code for issue in report.issues})
    assert answers == [False, True]
    assert "one bit for each guessed character" in TEXT


def test_the_tests_that_are_named_exist() -> None:
    named = set(re.findall(r"`(validate/tests/[\w/]+\.py)`", TEXT))
    assert len(named) > 10
    assert {name for name in named if not (ROOT / name).is_file()} == set()
