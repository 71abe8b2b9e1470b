"""Each file of a package is opened once, whatever is done with it, and never read by its path."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite import releases
from pincite.files import store
from support import GOLDEN, GOLDEN_SOURCES, ROOT, copy_package
from test_archives import zip_of

# Counts the opens of files below a folder, by path; os.open and open() raise the same event.
HOOK = """
import collections, json, os, sys
import pincite
from pincite.files import store
folder, counts, found = os.path.realpath(sys.argv[1]), collections.Counter(), {}
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        if os.path.commonpath([path, folder]) == folder:
            counts[os.path.relpath(path, folder)] += 1
sys.addaudithook(hook)
sources, out = sys.argv[2:4]
for name, (package, kept_file, program) in json.loads(sys.argv[4]).items():
    store.KEPT_FILE = kept_file or store.KEPT_FILE
    counts.clear()
    exec(program)
    found[name] = dict(counts)
print(json.dumps(found))
"""
VERBS = {
    "validate": "pincite.validate(package, sources=sources)",
    "explore": "pincite.explore(package)",
    "trace": "pincite.trace(package, 'grants')",
    "read": "[[t.to_pandas(), t.to_polars(), list(t)] for t in pincite.open(package).values()]",
    "all of one": "p = pincite.open(package); p.validate(sources=sources); p.trace('grants');"
    " p.explore(); p.to_arrow(); p.verify(); p.diff(p)",
    "release": "assert pincite.release(package, out, sources=sources).files",
    "command line": "from pincite.cli import main; main(['validate', package, '-s', sources])",
}


LARGE = ("validate", "read")  # with files that are too large to be kept


@pytest.fixture(scope="module")
def opens(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str]]:
    """What each verb opens below a folder, one after the other in one process."""
    folder = tmp_path_factory.mktemp("opens")
    package, file = released(folder / "package"), zip_of(folder / "p.zip")
    runs: dict[str, tuple[str, int, str]]
    runs = {verb: (str(package), 0, program) for verb, program in VERBS.items()}
    runs["zip"] = (str(file), 0, VERBS["validate"])
    runs |= {f"large: {verb}": (str(package), 100, VERBS[verb]) for verb in LARGE}
    out = tmp_path_factory.mktemp("out") / "out"
    arguments = [str(folder), str(GOLDEN_SOURCES), str(out), json.dumps(runs)]
    done = subprocess.run(
        [sys.executable, "-c", HOOK, *arguments], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found.keys() == runs.keys()
    return {name: Counter(counts) for name, counts in found.items()}


def released(folder: Path) -> Path:
    copy_package(GOLDEN, folder)
    file = folder / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**descriptor, "created": "2026-01-02T03:04:05Z"}), encoding="utf-8")
    return folder


@pytest.mark.parametrize("verb", VERBS)
def test_each_file_is_opened_once(verb: str, opens: dict[str, Counter[str]]) -> None:
    counts = opens[verb]
    assert counts["package/datapackage.json"] == 1
    assert counts["package/data/grants.csv"] == 1
    assert len(counts) >= 10
    assert set(counts.values()) == {1}, counts - Counter(dict.fromkeys(counts, 1))


@pytest.mark.parametrize("verb", LARGE)
def test_a_large_file_is_opened_once_too(verb: str, opens: dict[str, Counter[str]]) -> None:
    counts = opens[f"large: {verb}"]
    assert counts["package/data/grants.csv"] == 1
    assert set(counts.values()) == {1}


def test_a_zip_file_is_opened_once(opens: dict[str, Counter[str]]) -> None:
    assert opens["zip"] == {"p.zip": 1}


def test_an_opened_package_outlives_its_folder(tmp_path: Path) -> None:
    """No reader goes back to a path, native ones included, which the audit hook cannot see."""
    folder = released(tmp_path / "package")
    expected = pincite.release(folder, tmp_path / "a", sources=GOLDEN_SOURCES)
    assert expected.files
    opened = pincite.open(folder)
    assert opened.validate(sources=GOLDEN_SOURCES).valid
    for name in opened:
        opened[name].to_polars()
    documents = [path for path in folder.rglob("*") if path.suffix == ".md"]
    shutil.move(folder, tmp_path / "elsewhere")
    for path in documents:  # which only the release reads
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(tmp_path / "elsewhere" / path.relative_to(folder), path)
    assert opened.to_pandas().keys() == opened.keys()
    assert opened.release(tmp_path / "b", sources=GOLDEN_SOURCES).files == expected.files


def test_a_release_fails_where_a_large_file_changed_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = released(tmp_path / "package")
    grants = folder / "data/grants.csv"
    text, state = grants.read_text(encoding="utf-8"), grants.stat()
    write = releases.write_artefacts  # type: ignore[attr-defined]

    def changed_meanwhile(content: Any) -> Any:
        files = write(content)
        with grants.open("r+", encoding="utf-8") as file:
            file.write(text.replace("about 2.5", "about 3.5"))
        os.utime(grants, ns=(state.st_atime_ns, state.st_mtime_ns))
        return files

    monkeypatch.setattr(releases, "write_artefacts", changed_meanwhile)
    monkeypatch.setattr(store, "KEPT_FILE", 100)
    with pytest.raises(pincite.CannotRun, match=r"data/grants\.csv: changed while the release was"):
        pincite.release(folder, tmp_path / "out", sources=GOLDEN_SOURCES)
    assert not (tmp_path / "out").exists()


def test_nothing_of_the_code_opens_a_file_of_a_package_by_its_path() -> None:
    """`path_of` is for what is written; the seeds, which people edit meanwhile, may read so."""
    found = {
        path.relative_to(ROOT / "validate/pincite").as_posix()
        for path in (ROOT / "validate/pincite").rglob("*.py")
        if ".path_of(" in path.read_text(encoding="utf-8")
    }
    assert {name for name in found if not name.startswith(("seeds/", "render/"))} == set()
