"""Verbs that write: one at a time, never over another's file, and also with nowhere to print."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from pincite.cli import main
from pincite.files.write import json_as_read, json_text
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


def test_a_result_replaces_an_older_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ["export", "annotations", str(GOLDEN), "--out", str(tmp_path / "a.jsonld")],
        ["diff", str(GOLDEN), str(GOLDEN), "--out", str(tmp_path / "changes.csv")],
    ):
        assert [run_command(capsys, *words)[0] for _ in range(2)] == [0, 0]


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
