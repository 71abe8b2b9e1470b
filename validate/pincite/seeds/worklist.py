"""The work list of an import: what did not prove, a row each, for a person to decide.

As CSV or JSON it can be corrected and imported again.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pincite.files.write import csv_text, json_text, write_files
from pincite.proof.claimed import text_of_value
from pincite.report import CannotRun
from pincite.seeds.outcomes import Outcome

COLUMNS = (
    *("table", "record", "field", "source", "quote", "value", "start", "end", "prefix", "suffix"),
    *("method", "note", "code", "part", "number", "verdict", "reason", "nearest"),
)
ENDINGS = (".csv", ".json")


def check_name(path: Path) -> None:
    """Raise CannotRun where a work list must not be written: another ending, or another's file."""
    if path.suffix.lower() not in ENDINGS:
        raise CannotRun(f"{path}: the name of a work list ends in .csv or .json")
    head = _head(path) if path.exists() else ""
    if head.strip() not in ("", "[]") and "verdict" not in head:
        raise CannotRun(f"{path}: exists and is not a work list: choose another name")


def _head(path: Path) -> str:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(4096)
    except OSError as error:
        raise CannotRun(f"{path}: cannot be read: {error.strerror}") from error


def work_list(outcomes: Sequence[Outcome]) -> list[dict[str, Any]]:
    """The rows of what did not prove, as JSON types."""
    found = []
    for outcome in outcomes:
        if outcome.is_proved:
            continue
        claim = outcome.claim
        row = {
            **{name: getattr(claim, name) for name in COLUMNS[:13]},
            "part": "" if claim.part == "value" else claim.part,
            "number": claim.number,
            "verdict": outcome.verdict,
            "reason": outcome.reason,
            "nearest": outcome.nearest,
        }
        found.append({name: value for name, value in row.items() if value not in (None, "")})
    return found


def write_work_list(path: Path, outcomes: Sequence[Outcome]) -> None:
    """Write the work list, also an empty one, so that an old one does not stay."""
    check_name(path)
    rows = work_list(outcomes)
    if path.suffix.lower() == ".json":
        text = json_text(rows)
    else:
        text = csv_text(COLUMNS, ([_cell(row.get(name, "")) for name in COLUMNS] for row in rows))
    write_files(path.parent, {path.name: text})


def _cell(value: Any) -> str:
    """A value as the text of a cell; what no cell of ours can hold, as JSON."""
    text = text_of_value(value)
    return json_text(value, indent=None).strip() if text is None else text
