"""Who catches a wrong cell? The table in validate/README.md, as far as its tools are at hand."""

from __future__ import annotations

import pytest
import wrong_cells
from environments import python_of

from support import ROOT

README = (ROOT / "validate/README.md").read_text(encoding="utf-8")


def columns(table: str) -> dict[str, list[str]]:
    """The cells of each column below its name; versions are left out."""
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in table.splitlines()
        if line.startswith("|") and not line.startswith("|---")
    ]
    return {head.split()[0]: list(cells) for head, *cells in zip(*rows, strict=True)}


def stated() -> dict[str, list[str]]:
    return columns(README.split("## Who catches a wrong cell?")[1].split("\n## ")[0])


def test_pincite_tells_every_wrong_cell_from_the_right_one() -> None:
    asked, found = wrong_cells.verdicts(None)
    (passed,) = found.values()
    assert len(asked) == len(wrong_cells.STORIES) * len(wrong_cells.KINDS) == 42
    assert passed == [wrong_cells.KINDS[case["kind"]] for case in asked]
    assert stated()["pincite"] == columns(wrong_cells.table())["pincite"]


PYTHON = python_of("provers")


@pytest.mark.skipif(not PYTHON, reason="no environment `provers`: see environments.py")
def test_the_table_of_the_readme_was_measured() -> None:
    measured = columns(wrong_cells.table(str(PYTHON)))
    assert len(measured) == 7, "a tool is missing"
    assert measured == stated()
