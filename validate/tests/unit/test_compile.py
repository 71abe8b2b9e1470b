"""Compiling seeds: anchors before values, one value a cell, rows complete for their method."""

from __future__ import annotations

from pathlib import Path

import pytest

from pincite.package import open_package
from pincite.report import CannotRun
from pincite.seeds.compile import Compiled, compile_tables
from support import replace_once

CITATIONS = "seeds/marrow-bay/citations"


def compiled(path: Path) -> Compiled:
    package = open_package(path)
    assert package.convention is not None
    return compile_tables(package, package.convention)


def cell(found: Compiled, table: str, record: str, field: str) -> str:
    row = found.tables[table].find(record)
    assert row is not None
    return row.cells[field]


def test_an_anchor_is_derived_first_wherever_it_stands(package: Path) -> None:
    """In the golden text the dateline stands before the date; here it is the other way round."""
    assert cell(compiled(package), "grants", "electric-ferries", "start_anchored_edtf") == "2024-06"
    rows = package / CITATIONS / "grants.csv"
    replace_once(rows, "anchor,2024-03-08,0,", "anchor,2024-03-08,900,")
    found = compiled(package)
    assert found.issues == ()
    assert cell(found, "grants", "electric-ferries", "start_anchored_edtf") == "2024-06"
    of_cell = [
        (row.cells["seq"], row.cells["part"])
        for row in found.tables["citations"].records
        if row.cells["field"] == "start_anchored_edtf"
    ]
    assert of_cell == [("1", "value"), ("2", "anchor")]


def test_a_field_that_wants_an_anchor_says_so(package: Path) -> None:
    rows = package / CITATIONS / "grants.csv"
    text = rows.read_text(encoding="utf-8")
    kept = [line for line in text.splitlines() if ",anchor," not in line]
    rows.write_text("\n".join(kept) + "\n", encoding="utf-8")
    codes = {issue.code for issue in compiled(package).issues}
    assert codes & {"anchor-missing", "phrase-not-understood"}


def test_two_citations_of_a_cell_must_give_one_value(package: Path) -> None:
    rows = package / CITATIONS / "grants.csv"
    line = "electric-ferries,amount,,about 2.5 million euros,52,,amount,,\n"
    replace_once(
        rows, line, line + line.replace("about 2.5 million euros,52", "2 million euros,400")
    )
    (issue,) = compiled(package).issues
    assert issue.code == "citations-disagree"
    assert "2000000 / 2500000" in issue.message
    assert issue.place.field == "amount"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (",amount,,about 2.5 million euros,52,,", ",amount,here,about 2.5 million euros,52,,",
         "part is value"),
        (",amount,,about 2.5 million euros,52,,", ",amount,,about 2.5 million euros,52,75,",
         "takes a quote and its start"),
        (",amount,,about 2.5 million euros,52,,", ",amount,,about 2.5 million euros,,,",
         "takes a quote and its start"),
        (",amount,,about 2.5 million euros,52,,amount,,", ",amount,,about 2.5 million euros,52,,"
         "amount,,2500000", "takes no value"),
        (",instrument,,,11,157,absent,,", ",instrument,,,11,,absent,,", "absent takes start"),
        (",instrument,,,11,157,absent,,", ",instrument,,,11,157,absent,,loan", "absent takes"),
        (",title,,,,,written,,Money for ferries with batteries", ",title,,,,,written,,",
         "written takes a value"),
        (",title,,,,,written,,Money for ferries with batteries", ",title,,,3,,written,,x",
         "written takes a value"),
    ],
)  # fmt: skip
def test_a_row_gives_what_its_method_takes_and_no_more(
    package: Path, old: str, new: str, message: str
) -> None:
    rows = package / CITATIONS / "grants.csv"
    replace_once(rows, old, new)
    issues = [issue for issue in compiled(package).issues if issue.code == "seed-row"]
    assert [message in issue.message for issue in issues] == [True]
    assert issues[0].place.file == f"{CITATIONS}/grants.csv"
    assert (issues[0].place.line or 0) > 1


def test_words_are_written_once_and_methods_are_those_of_the_field(package: Path) -> None:
    rows = package / CITATIONS / "grants.csv"
    text = rows.read_text(encoding="utf-8")
    rows.write_text(text + "electric-ferries,title,,,,,written,,Other words\n", encoding="utf-8")
    assert [issue.message for issue in compiled(package).issues] == [
        "these words are written twice"
    ]
    rows.write_text(text.replace(",52,,amount,,", ",52,,verbatim,,", 1), encoding="utf-8")
    assert "method-not-allowed" in {issue.code for issue in compiled(package).issues}
    rows.write_text(text.replace(",donor_id,", ",donator_id,"), encoding="utf-8")
    assert "citation-target" in {issue.code for issue in compiled(package).issues}


def test_a_judged_row_needs_its_note(package: Path) -> None:
    rows = package / CITATIONS / "parties.csv"
    replace_once(rows, "judged,It runs ferries.,shipowner", "judged,,shipowner")
    (issue,) = compiled(package).issues
    assert "judged takes a value and a note" in issue.message


def test_a_phrase_with_two_meanings_is_said_at_the_second(package: Path) -> None:
    phrases = package / "schemas/vocabularies/phrases.csv"
    lines = phrases.read_text(encoding="utf-8").splitlines()
    names = lines[0].split(",")
    again = dict(zip(names, lines[1].split(","), strict=True)) | {"code": "another"}
    phrases.write_text("\n".join([*lines, ",".join(again.values())]) + "\n", encoding="utf-8")
    issues = [issue for issue in compiled(package).issues if issue.code == "phrase-ambiguous"]
    assert [issue.place.line for issue in issues] == [len(lines) + 1]


def test_a_reference_row_whose_key_is_taken_would_be_lost(package: Path) -> None:
    (file,) = (package / "seeds/reference").glob("*.csv")
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    issues = [issue for issue in compiled(package).issues if issue.code == "primary-key"]
    assert [issue.place.line for issue in issues] == [len(lines) + 1]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda seeds: (seeds / "empty").mkdir(), "it has no source.json"),
        (
            lambda seeds: (seeds / "reference/other.csv").write_text("a\n1\n"),
            "not the name of a table",
        ),
        (lambda seeds: (seeds / "marrow-bay/extra.txt").write_text("x"), "extra.txt"),
        (lambda seeds: (seeds / "marrow-bay/citations/a.txt").write_text("x"), "TABLE.csv"),
    ],
)
def test_what_seeds_cannot_be_read_is_said(package: Path, make: object, message: str) -> None:
    assert callable(make)
    make(package / "seeds")
    with pytest.raises(CannotRun, match=message):
        compiled(package)
