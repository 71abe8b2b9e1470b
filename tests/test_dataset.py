"""The released package as its readers use it: complete, consistent, nothing from outside."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest

from pincite.checks import validate_package
from pincite.package import open_package
from pincite.proof.classes import CLASSES
from pincite.seeds import build_package
from support import ARTICLE_SOURCES, ROOT, needs_article, read_rows

ARTICLE_TABLES = (
    "organisations funding funding_participants market_shares milestones statements".split()
)
ROWS = {
    "sources": 1,
    "organisations": 13,
    "funding": 1,
    "funding_participants": 10,
    "market_shares": 1,
    "milestones": 3,
    "statements": 21,
}


def test_generated_files_are_those_of_the_seeds() -> None:
    report = build_package(ROOT, check=True)
    assert report.valid, "run `pincite build`"
    assert report.stages[1].counts["files"] == 26


def test_the_package_is_valid_and_everything_was_looked_at() -> None:
    report = validate_package(ROOT, sources=ARTICLE_SOURCES)
    assert report.issues == []
    counts = {stage.name: stage.counts for stage in report.stages}
    assert counts["descriptor"]["schemas"] == counts["tables"]["tables"] == 17
    assert counts["tables"]["rows"] == sum(
        len(read_rows(path)) for path in (ROOT / "data").glob("*.csv")
    )
    assert counts["records"]["JSON files"] == counts["copies"]["JSON files"] == 4
    cited = counts["citations"]
    assert cited["citations"] == len(read_rows(ROOT / "data/citations.csv"))
    assert cited["cells"] == sum(cited.get(name, 0) for name in CLASSES)
    none = {"currency by declaration", "silence not compared", "uncited"}
    assert {name for name in CLASSES if not cited.get(name)} == none
    assert cited["subjects named"] > 50


@needs_article
def test_every_quote_is_compared_with_the_article() -> None:
    report = validate_package(ROOT, sources=ARTICLE_SOURCES)
    counts = next(stage.counts for stage in report.stages if stage.name == "citations")
    assert counts["quotes compared"] == counts["quotes"] > 200
    assert counts["note quotes compared"] == counts["note quotes"] > 10
    assert counts["absences proved"] == counts["absent"] > 10


@pytest.mark.parametrize("folder", [ROOT, ROOT.parent])
def test_frictionless_says_valid_from_here_and_from_elsewhere(folder: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "--json"]
    done = subprocess.run(
        [*command, str(ROOT / "datapackage.json")],
        cwd=folder,
        capture_output=True,
        check=False,
        text=True,
    )
    report = json.loads(done.stdout)
    tables = [task for task in report["tasks"] if task["type"] == "table"]
    assert report["valid"]
    assert len(tables) == 17
    assert all(task["stats"]["rows"] > 0 for task in tables)
    assert version("frictionless").startswith("5.21.")


def test_tables_have_their_rows() -> None:
    found = {name: len(read_rows(ROOT / f"data/{name}.csv")) for name in ROWS}
    assert found == ROWS


def test_every_empty_cell_of_the_article_tables_has_a_reason_and_only_those() -> None:
    """Optional remarks aside; the reasons are in a table, as each table would need many columns."""
    listed = {
        (row["table"], row["record_id"], row["field"]): row["missing_reason"]
        for row in read_rows(ROOT / "data/missing_values.csv")
    }
    empty = {
        (name, next(iter(row.values())), field)
        for name in [*ARTICLE_TABLES, "sources"]
        for row in read_rows(ROOT / f"data/{name}.csv")
        for field, text in row.items()
        if not text and (name, field) != ("organisations", "note")
    }
    assert listed.keys() == empty
    assert len(empty) > 60
    assert listed["organisations", "iec", "country"] == "not_applicable"
    assert listed["organisations", "jfd", "country"] == "not_resolved"
    assert listed["funding", "meti-solid-state", "end_edtf"] == "not_stated"


def test_contested_years_stand_in_corroborations_only() -> None:
    for name in [*ARTICLE_TABLES, "sources", "source_notes"]:
        for row in read_rows(ROOT / f"data/{name}.csv"):
            assert "2018" not in "".join(v for k, v in row.items() if k != "sha256"), (name, row)
    assert "2018" in (ROOT / "data/corroborations.csv").read_text(encoding="utf-8")


def test_the_years_that_the_article_prints_are_the_coverage() -> None:
    """2021 is the dateline and a reading that others contradict: no time that the data are of."""
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["schema:temporalCoverage"] == "1991/2016"
    years = {row["period_edtf"] for row in read_rows(ROOT / "data/market_shares.csv")}
    years |= {row["date_edtf"] for row in read_rows(ROOT / "data/milestones.csv")}
    assert {year for year in years if year.isdigit()} == {"1991", "2016"}


def test_united_nations_is_no_organisation() -> None:
    names = " ".join(
        f"{row['name']} {row['name_stated']}" for row in read_rows(ROOT / "data/organisations.csv")
    )
    assert "United Nations" not in names
    assert "Central Department" not in names


@pytest.mark.parametrize("name", ["organisations", "funding", "market_shares", "milestones"])
def test_the_json_table_is_the_csv_table(name: str) -> None:
    from_json = pd.read_json(ROOT / f"data/{name}.json", dtype=False)
    from_csv = pd.read_csv(ROOT / f"data/{name}.csv", dtype=str, keep_default_na=False)
    assert len(from_json) == len(from_csv) > 0
    for column in from_csv.columns:
        values = from_json[column].astype(object).where(from_json[column].notna(), "").tolist()
        plain = [re.sub(r"\.0$", "", str(value).lower()) for value in values]
        assert plain == [text.lower() for text in from_csv[column].tolist()], column


def test_every_corroboration_of_the_year_conflicts_with_the_anchored_reading() -> None:
    rows = read_rows(ROOT / "data/corroborations.csv")
    anchored = [row for row in rows if row["field"] == "start_anchored_edtf"]
    assert anchored
    assert {(row["verdict"], row["conflict_kind"]) for row in anchored} == {("conflicts", "date")}


def test_paths_of_the_descriptor_are_the_files_there_are() -> None:
    package = open_package(ROOT)
    named = {resource.path for resource in package.resources}
    assert named == {str(path.relative_to(ROOT)) for path in (ROOT / "data").glob("*.*")}


def test_the_descriptor_says_what_is_known_of_the_package() -> None:
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["id"].startswith("urn:uuid:")
    assert (ROOT / descriptor["image"]).is_file()
    assert (
        descriptor["schema:temporalCoverage"] == "1991/2016"
    )  # ISO 8601; no later year is printed
    assert "ISO 3166-1: JP" in descriptor["schema:spatialCoverage"]
    with (ROOT / "data/organisation_identifiers.csv").open(encoding="utf-8", newline="") as file:
        cited = {row["reference"].split(" ")[0] for row in csv.DictReader(file)}
    named = {
        item.get("path", "").removeprefix("https://github.com/") for item in descriptor["sources"]
    }
    licensed = [item for item in descriptor["sources"] if item.get("licenses")]
    assert len(licensed) == 5  # of the two others, and of the article, no licence was seen
    assert all(licence["path"].startswith("https:") for i in licensed for licence in i["licenses"])
    registers = {name for name in cited if not name.startswith("http")}
    known_only_here = {
        "IMI-Tool-Project/imi-enrichment-hojin",
        "relaton/relaton-iec",
        "usc-isi-i2/kgtk-search",
    }
    assert registers - named == known_only_here  # documents that quote a register, not registers
