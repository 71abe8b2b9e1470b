"""Verbs that write: one at a time, never over another's file, and also with nowhere to print."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest

from pincite.cli import main
from pincite.cli.output import alone, lock_file
from pincite.files.write import json_as_read, json_text, write_bytes_whole
from pincite.report import CannotRun
from support import GOLDEN, GOLDEN_SOURCES, read_rows, run_command

pytestmark = pytest.mark.usefixtures("no_sources")
PINCITE = [sys.executable, "-m", "pincite"]


def test_citations_written_at_once_are_all_written(package: Path) -> None:
    seeds = package / "seeds/marrow-bay/citations/grants.csv"
    rows = [row for row in read_rows(seeds) if row["method"] in ("verbatim", "amount", "term")]
    cited = [(row["record_id"], row["field"], row["quote"], row["start"]) for row in rows][:3]
    assert len(cited) == 3
    source = ["--source", "marrow-bay"]
    common = ["-p", str(package), "--sources", str(GOLDEN_SOURCES)]
    for record, field, _, _ in cited:
        assert main(["uncite", "grants", record, field, *common[:2]]) == 0
    running = [
        subprocess.Popen(
            [*PINCITE, "cite", "grants", record, field, quote, "--start", start, *source, *common]
        )
        for record, field, quote, start in cited
    ]
    assert [process.wait() for process in running] == [0] * len(running)
    written = {(row["record_id"], row["field"]) for row in read_rows(seeds)}
    assert {(record, field) for record, field, _, _ in cited} <= written


@pytest.mark.parametrize(
    "command",
    [
        ["export", "annotations", "{package}", "--out", "{package}/data/grants.csv"],
        ["export", "provenance", "{package}", "--out", "{package}/datapackage.json"],
        ["diff", "{package}", "{package}", "--out", "{package}/data/grants.csv"],
        ["diff", "{package}", "{package}", "--out", "{package}/datapackage.json"],
    ],
    ids=" ".join,
)
def test_a_result_is_not_written_over_a_file_of_the_package(
    command: list[str], package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [word.format(package=package) for word in command]
    before = Path(words[-1]).read_bytes()
    code, out, err = run_command(capsys, *words)
    assert (code, out) == (2, "")
    assert "choose another name" in err or "must end in" in err
    assert Path(words[-1]).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "name", "mine"),
    [
        (["export", "annotations", str(GOLDEN)], "a.jsonld", '{"@context": "mine"}'),
        (
            ["diff", str(GOLDEN), str(GOLDEN)],
            "c.csv",
            "table,record_id,field,what,old,new,step\nmy,own,,,,,\n",
        ),
        (["extract", str(GOLDEN), "--resource", "grants"], "g.csv", "grant_id\nmine\n"),
    ],
    ids=["export", "diff", "extract"],
)
def test_a_result_replaces_no_file_and_keeps_it_where_that_is_asked(
    words: list[str], name: str, mine: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing in such results says who made them, so one may be a person's."""
    file = tmp_path / name
    file.write_text(mine, encoding="utf-8")
    code, _, err = run_command(capsys, *words, "--out", str(file))
    assert (code, file.read_text(encoding="utf-8")) == (2, mine)
    assert "is not replaced: choose another name, or give --force" in err
    assert run_command(capsys, *words, "--out", str(file), "--force")[0] == 0
    assert file.read_text(encoding="utf-8") != mine
    assert (tmp_path / f"{name}.before").read_text(encoding="utf-8") == mine


def test_a_picture_replaces_those_that_were_made_here_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("explore", str(GOLDEN), "--pictures", str(tmp_path))
    assert [run_command(capsys, *words)[0] for _ in range(2)] == [0, 0]
    first, *others = sorted(tmp_path.iterdir())
    first.write_text("<svg>mine</svg>", encoding="utf-8")
    for other in others:
        other.unlink()
    code, _, err = run_command(capsys, *words)
    assert (code, "is not such a result" in err) == (2, True)
    assert [path.read_text(encoding="utf-8") for path in tmp_path.iterdir()] == ["<svg>mine</svg>"]


def test_one_writer_at_a_time_and_no_lock_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    count, inside, most = tmp_path / "count", [0], [0]
    count.write_text("0", encoding="utf-8")

    def add() -> None:
        for _ in range(3):
            with alone(tmp_path / "package"):
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                number = int(count.read_text(encoding="utf-8"))
                time.sleep(0.001)
                count.write_text(str(number + 1), encoding="utf-8")
                inside[0] -= 1

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (count.read_text(encoding="utf-8"), most[0]) == ("12", 1)
    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == 2  # the count and the guard, which is one for each user
    assert {re.sub("[0-9]+", "0", name) for name in left} == {"count", "pincite-0.lock"}


def test_a_verb_that_fails_leaves_no_lock_and_a_killed_one_is_no_hindrance(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    lock_file(package).write_bytes(b"")  # as a killed process leaves it
    assert main(["uncite", "grants", "nobody", "amount", "-p", str(package)]) == 2
    assert [path.name for path in tmp_path.glob("*.lock") if path == lock_file(package)] == []


def test_what_cannot_be_put_in_place_leaves_nothing_beside(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/mine").write_bytes(b"1")
    with pytest.raises(CannotRun, match="cannot be written"):
        write_bytes_whole(tmp_path / "there", b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_a_closed_output_is_no_fault() -> None:
    command = " ".join([*PINCITE, "validate", str(GOLDEN)])
    for closed in (">&-", ">/dev/null 2>&-"):
        done = subprocess.run(f"{command} {closed}", shell=True, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")


def test_numbers_of_a_descriptor_are_written_as_they_were_read() -> None:
    lines = ["{", '  "a": 1E+999999999,', '  "b": 0.12345678901234567890123,']
    text = "\n".join([*lines, '  "c": [', "    1E-999999999,", "    2", "  ]", "}", ""])
    value = json.loads(text, parse_float=Decimal)
    assert json_as_read(value) == text
    assert json_as_read([Decimal("1.50"), Decimal("2.0")]) == "[\n  1.5,\n  2\n]\n"
    for number in ("1E+999999999", "-1E+309", "1E-999999999"):
        with pytest.raises(CannotRun, match="JSON readers"):
            json_text(Decimal(number))
