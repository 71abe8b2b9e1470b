"""Files that the real langextract wrote, without a model: aligned and saved by its own code.

Its status is not to be relied on: it calls the same words fuzzy, and other blanks exact. Only the
text decides. Set PINCITE_LANGEXTRACT to a Python that has langextract, if this one has not.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from support import GOLDEN_SOURCES, read_rows, run_command

PYTHON = os.environ.get("PINCITE_LANGEXTRACT") or (
    sys.executable if find_spec("langextract") else ""
)
pytestmark = [
    pytest.mark.usefixtures("no_sources"),
    pytest.mark.skipif(
        not PYTHON, reason="langextract is not installed, and PINCITE_LANGEXTRACT names no Python"
    ),
]
TEXT = (
    "2025-02-11\nA gull 🛥 flew by. The Marrow Bay Council said it will give at least 3 million"
    " euros to Tern Marine for a night ferry, which the harbour has long been promised by it.\n"
)
GRANT = {"grant": "night-ferry"}
ANSWERS = [
    ("money", "at least 3 million euros", GRANT),
    ("status", "will give", GRANT),
    ("status", "will surely give it one day", GRANT),
    ("donor", "marrow bay council", GRANT),
    ("donor", "Marrow  Bay Council", GRANT),
    ("donor", "Marrow Bay Council", GRANT),
    ("money", "3 million euros to Fennel Yards", GRANT),
]
MAPPING = {
    name: {"table": "grants", "record": "{grant}", "fields": fields}
    for name, fields in (("money", ["amount"]), ("status", ["status"]), ("donor", ["donor_id"]))
}


def test_only_what_the_text_bears_out_becomes_a_citation(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "gull.txt").write_text(TEXT, encoding="utf-8")
    (texts / "marrow-bay.txt").write_bytes((GOLDEN_SOURCES / "marrow-bay.txt").read_bytes())
    answers, mapping, out = (tmp_path / name for name in ("answers.json", "map.json", "o.jsonl"))
    answers.write_text(json.dumps(ANSWERS), encoding="utf-8")
    mapping.write_text(json.dumps(MAPPING), encoding="utf-8")
    script = Path(__file__).parent / "write_langextract.py"
    command = [PYTHON, str(script), str(texts / "gull.txt"), str(answers), str(out)]
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONPATH"}
    subprocess.run(command, check=True, capture_output=True, env=environment)

    where = ("-p", str(package), "-s", str(texts))
    new = ("new-source", str(texts / "gull.txt"), "--id", "gull", "-p", str(package))
    assert run_command(capsys, *new)[0] == 0
    arguments = ("langextract", str(out), "--map", str(mapping), "--source", "gull", "--json")
    code, printed, err = run_command(capsys, "import", *arguments, *where)
    assert code == 1, err
    rows = json.loads(printed)["rows"]
    statuses = [
        extraction["alignment_status"] for extraction in json.loads(out.read_text())["extractions"]
    ]
    print(statuses)
    proved = [(row["quote"], row["field"], row["value"]) for row in rows if row["proved"]]
    assert proved == [
        ("at least 3 million euros", "amount", "3000000"),
        ("will give", "status", "planned"),
        ("Marrow  Bay Council", "donor_id", "council"),
        ("Marrow Bay Council", "donor_id", "council"),
    ]
    assert [row["written_as"] for row in rows if row["proved"]][2:] == ["Marrow Bay Council", None]
    assert len(rows) == len(ANSWERS)
    reasons = {row["quote"]: row["reason"] for row in rows if not row["proved"]}
    assert all("the quote is not in the text" in text for text in reasons.values())
    seeds = read_rows(package / "seeds/gull/citations/grants.csv")
    assert {(row["field"], row["quote"], int(row["start"])) for row in seeds} == {
        (field, text, TEXT.index(text)) for text, field, _ in proved if text in TEXT
    }
