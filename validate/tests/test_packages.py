"""Two packages of our own writing on other subjects: nothing of them is known to the code.

`valley-trams` (English and German) and `tea-gardens` (Japanese and Chinese) have tables, parts and
keys of their own names, composite keys, several sources and several citations for a cell.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pincite.checks import validate_package
from pincite.grammar import DERIVED_METHODS
from pincite.grammar.quantity import QUALIFIERS
from pincite.proof.classes import CLASSES
from pincite.report import Report
from pincite.seeds import build_package
from support import OTHER_PACKAGES, OTHER_SOURCES, copy_package, read_rows

NAMES = sorted(path.name for path in OTHER_PACKAGES.iterdir() if path.name != "sources")
FORMS = {  # a form of EDTF, and how many cells of both packages must have it at least
    "day": r"\d{4}-\d\d-\d\d",
    "month": r"\d{4}-(0\d|1[0-2])",
    "year": r"\d{4}",
    "quarter": r"\d{4}-3[3-6]",
    "half-year": r"\d{4}-4[01]",
    "fiscal year": r"\d{4}-04/\d{4}-03",
    "decade": r"\d{3}X",
    "interval": r"\d{4}/\d{4}",
    "open end": r"[\d-]+/\.\.",
    "open start": r"\.\./[\d-]+",
    "relative": r"XXXX.*",
}


def counts(report: Report) -> dict[str, int]:
    return dict(next(stage.counts for stage in report.stages if stage.name == "citations"))


@pytest.mark.parametrize("name", NAMES)
def test_a_package_is_built_byte_for_byte_from_its_seeds(name: str, tmp_path: Path) -> None:
    package = copy_package(OTHER_PACKAGES / name, tmp_path / name)
    files = [*package.glob("data/*"), package / "schemas/README.md"]
    before = {file: file.read_bytes() for file in files}
    assert len(before) >= 8
    for file in files:
        file.unlink()
    assert build_package(package).valid
    assert {file: file.read_bytes() for file in [*package.glob("data/*"), files[-1]]} == before


@pytest.mark.parametrize("name", NAMES)
def test_a_package_proves_whole_with_its_texts_and_says_so_without(name: str) -> None:
    proved = validate_package(OTHER_PACKAGES / name, sources=OTHER_SOURCES)
    assert proved.issues == []
    assert proved.valid
    found = counts(proved)
    assert found["quotes compared"] == found["quotes"] > 80
    assert found["sources compared"] == found["sources"] == 2
    assert found["cells"] == sum(found.get(name, 0) for name in CLASSES)
    assert found["derived by the grammar"] > 20
    unread = validate_package(OTHER_PACKAGES / name)
    assert unread.valid
    assert counts(unread) == found | {
        "quotes compared": 0,
        "note quotes compared": 0,
        "absences proved": 0,
        "silence compared": 0,
        "silence not compared": found["absent"],
        "sources compared": 0,
    }


def test_the_packages_cover_every_method_qualifier_and_form_of_date() -> None:
    assert NAMES == ["tea-gardens", "valley-trams"]
    evidence = [
        row
        for name, part in (("tea-gardens", "proofs"), ("valley-trams", "evidence"))
        for row in read_rows(OTHER_PACKAGES / name / "data" / f"{part}.csv")
    ]
    methods = {row["method"] for row in evidence}
    assert methods == DERIVED_METHODS | {"absent", "judged"}
    assert {row["value"] for row in evidence if row["method"] == "qualifier"} == set(QUALIFIERS)
    assert {row["value"] for row in evidence if row["method"] == "currency"} >= {"EUR", "USD"}
    assert any(row["value"].startswith("-") for row in evidence if row["method"] == "amount")
    dates = [row["value"] for row in evidence if row["method"] == "date"]
    missing = [
        name for name, form in FORMS.items() if not any(re.fullmatch(form, date) for date in dates)
    ]
    assert missing == []
    quotes = " ".join(row["quote"] for row in evidence)
    for part in ("1,234,567", "1.234.567", "250 000", "１万", "億", "亿"):
        assert part in quotes
    assert any(row["seq"] == "2" and row["part"] == "value" for row in evidence)
    assert any(row["prefix"] or row["suffix"] for row in evidence)
    assert any(row["record_id"].startswith("[") for row in evidence)
