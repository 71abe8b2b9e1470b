"""Packages that were cited by hand before `suggest` was written: it finds their citations again."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from pincite.seeds.suggest import suggest
from support import GOLDEN, GOLDEN_SOURCES, OTHER_PACKAGES, OTHER_SOURCES, copy_package

pytestmark = pytest.mark.usefixtures("no_sources")
PACKAGES = (
    (GOLDEN, GOLDEN_SOURCES),
    (OTHER_PACKAGES / "tea-gardens", OTHER_SOURCES),
    (OTHER_PACKAGES / "valley-trams", OTHER_SOURCES),
)
BY_HAND = ("written", "absent", "judged")


def cited_by_hand(file: Path) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """The places that people cited, by record and field."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    with file.open(encoding="utf-8", newline="") as opened:
        for row in csv.DictReader(opened):
            if row["method"] not in BY_HAND and row["part"] != "anchor":
                start = int(row["start"])
                place = (start, start + len(row["quote"]))
                found.setdefault((row["record_id"], row["field"]), []).append(place)
    return found


@pytest.mark.long
def test_what_people_cited_is_proposed_first_and_nothing_else_is_sure(tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    for number, (original, sources) in enumerate(PACKAGES):
        package = copy_package(original, tmp_path / str(number))
        for file in sorted(package.glob("seeds/*/citations/*.csv")):
            truth, text = cited_by_hand(file), file.read_text(encoding="utf-8")
            if not truth:
                continue
            file.write_text(text.split("\n", 1)[0] + "\n", encoding="utf-8")  # nothing is cited
            found = suggest(package, file.stem, file.parent.parent.name, sources=sources)
            found.prove()
            file.write_text(text, encoding="utf-8")
            for cell in found.cells:
                places = truth.get((cell.cell.record, cell.cell.field), [])
                first = cell.candidates[0].span if cell.candidates else None
                is_right = any(first and first.start < e and s < first.end for s, e in places)
                counts["truth"] += bool(places)
                counts["first"] += is_right
                counts["sure"] += cell.state == "sure"
                assert cell.state != "sure" or is_right, cell
    assert counts["truth"] > 200
    assert counts["first"] >= 0.85 * counts["truth"]
    assert counts["sure"] >= 0.3 * counts["truth"]
