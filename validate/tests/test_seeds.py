"""Changes of seeds: each fails the build or shows in the files that it gives."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from pincite.package import open_package
from pincite.report import CannotRun
from pincite.seeds import build_package
from pincite.seeds.compile import compile_tables
from support import ROOT, copy_package, run_command

STRIDE = 61  # every so many cells: a build for each cell would take minutes


def seed_files() -> list[Path]:
    files = [*(ROOT / "seeds").rglob("*.csv"), ROOT / "schemas/vocabularies/phrases.csv"]
    return sorted(path.relative_to(ROOT) for path in files)


@pytest.mark.long
def test_a_change_of_a_seed_cell_fails_the_build_or_changes_its_output(tmp_path: Path) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    package = open_package(path)
    assert package.convention is not None
    before = compile_tables(package, package.convention).tables
    outcomes: Counter[str] = Counter()
    number = 0
    for name in seed_files():
        original = (path / name).read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(original)))
        for row in rows[1:]:
            for at, cell in enumerate(row):
                number += 1
                if number % STRIDE:
                    continue
                row[at] = cell[:-1] + "7" if cell.isdigit() and cell[-1] != "7" else cell + "1"
                out = io.StringIO(newline="")
                csv.writer(out, lineterminator="\n").writerows(rows)
                (path / name).write_text(out.getvalue(), encoding="utf-8")
                row[at] = cell
                compiled = compile_tables(open_package(path), package.convention)
                changed = bool(compiled.issues) or compiled.tables != before
                assert changed, f"{name}: {row}: column {at} has no effect"
                outcomes["fails" if compiled.issues else "changes"] += 1
        (path / name).write_text(original, encoding="utf-8")
    print(dict(outcomes))
    assert outcomes["fails"] > 20
    assert outcomes["changes"] > 20


def test_a_changed_offset_is_named_by_the_check(tmp_path: Path) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    seeds = path / "seeds/japan-solid-state-push/citations/funding.csv"
    text = seeds.read_text(encoding="utf-8")
    seeds.write_text(text.replace("amount,,1.6 billion yen,161", "amount,,1.6 billion yen,162"))
    issues = build_package(path, check=True).issues
    places = {(issue.place.file, issue.place.record, issue.place.field) for issue in issues}
    key = '["funding", "meti-solid-state", "amount", "1"]'
    assert ("data/citations.csv", key, "start") in places
    assert ("data/citations.csv", key, "end") in places


def test_a_source_record_that_is_broken_is_named(tmp_path: Path) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    (path / "seeds/japan-solid-state-push/source.json").write_text("{}")
    with pytest.raises(CannotRun, match=r"source\.json"):
        build_package(path)


def test_an_unknown_key_of_a_source_record_is_named(tmp_path: Path) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    source = path / "seeds/japan-solid-state-push/source.json"
    source.write_text(source.read_text(encoding="utf-8").replace('"title"', '"titel"'))
    with pytest.raises(CannotRun, match="titel"):
        build_package(path)


@pytest.mark.parametrize(
    ("name", "says"), [("notes.txt", "is a file"), ("empty", "is not a source")]
)
def test_what_is_no_source_is_said_to_be_none(
    name: str, says: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = package / "seeds" / name
    if name.endswith(".txt"):
        stray.write_text("x", encoding="utf-8")
    else:
        stray.mkdir()
    code, _, err = run_command(capsys, "build", str(package))
    assert (code, f"seeds/{name}: {says}" in err) == (2, True)
