"""The hazards of the article, in every file of a release: tables, page, pictures, metadata.

Planned is not paid; "etc." leaves the list open; about is about; the year is not printed; a
reading that others deny is not a fact.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

import pincite
from support import ROOT

NAME = "japan-solid-state-batteries"
AMOUNT = "funding/meti-solid-state/amount"
SHARE = "market_shares/japan-lithium-batteries/share_percent"
READING = "funding/meti-solid-state/start_anchored_edtf"
OPEN_LIST = "funding/meti-solid-state/participants_complete"
METADATA = ("zenodo.json", "croissant.json", "dataset.jsonld", "ro-crate-metadata.json")
Row = dict[str, Any]


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("release") / "dist"
    pincite.release(ROOT, folder)
    return folder


@pytest.fixture(scope="module")
def texts(release: Path) -> dict[str, str]:
    """Every text of the release by its name, those in the zip and the strings of the workbook."""
    found = {}
    for path in release.iterdir():
        if path.suffix not in (".parquet", ".sqlite", ".zip", ".xlsx"):
            found[path.name] = path.read_text(encoding="utf-8")
    with ZipFile(release / f"{NAME}.zip") as archive:
        for name in archive.namelist():
            if name.endswith((".csv", ".json", ".md", ".svg", ".cff")):
                found[f"zip/{name}"] = archive.read(name).decode()
    book = load_workbook(release / f"{NAME}.xlsx", read_only=True)
    for sheet in book.worksheets:
        cells = [str(x) for row in sheet.iter_rows(values_only=True) for x in row if x is not None]
        found[f"workbook/{sheet.title}"] = "\n".join(cells)
    return found


@cache
def workbook(path: Path) -> Any:
    return load_workbook(path)


def rows_of_the_workbook(release: Path, sheet: str) -> list[Row]:
    rows = list(workbook(release / f"{NAME}.xlsx")[sheet].iter_rows(values_only=True))
    return [dict(zip(rows[1], row, strict=True)) for row in rows[2:]]  # titles, then names


def rows_of_the_database(release: Path, table: str) -> list[Row]:
    with closing(sqlite3.connect(release / f"{NAME}.sqlite")) as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]


def rows_of_parquet(release: Path, table: str) -> list[Row]:
    found: list[Row] = pq.read_table(release / f"{table}.parquet").to_pylist()
    return found


READERS = [rows_of_the_workbook, rows_of_the_database, rows_of_parquet]


@pytest.mark.parametrize("read", READERS)
def test_the_tables_in_every_form(read: Any, release: Path) -> None:
    facts = {row["fact_id"]: row for row in read(release, "facts")}
    assert len(facts) > 30
    amount, share, reading = facts[AMOUNT], facts[SHARE], facts[READING]
    assert (str(amount["value"]), amount["unit"]) == ("1600000000", "JPY")
    assert (amount["status"], amount["time_edtf"]) == ("planned", "XXXX-05")
    assert (str(share["value"]), share["qualifier"], share["time_edtf"]) == ("15", "about", "2016")
    assert (reading["value"], reading["best_verdict"]) == ("2021-05", "conflicts")
    assert (int(reading["agreeing_groups"]), int(reading["differing_groups"])) == (0, 2)
    assert str(facts[OPEN_LIST]["value"]).lower() == "false"
    (funding,) = read(release, "funding")
    assert funding["start_edtf"] == "XXXX-05"
    assert funding["status"] == "planned"
    assert funding["participants_complete"] in (False, 0)
    (market,) = read(release, "market_shares")
    assert (float(market["share_percent"]), market["share_qualifier"]) == (15.0, "about")
    money = {row["receives_money"] for row in read(release, "funding_participants") if row["seq"]}
    assert money == {"unknown"}


def test_the_workbook_says_it_in_words_too(release: Path) -> None:
    book = workbook(release / f"{NAME}.xlsx")
    assert book.sheetnames[:2] == ["Read me", "facts"]
    (funding,) = rows_of_the_workbook(release, "funding")
    assert funding["status.label"] == "Planned or announced"
    (market,) = rows_of_the_workbook(release, "market_shares")
    assert market["share_qualifier.label"] == "About"
    assert isinstance(funding["start_edtf"], str)  # no spreadsheet made a day of it
    assert isinstance(market["period_edtf"], str)
    sheet = book["facts"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$1:$2"


def test_nothing_says_that_the_money_was_paid(texts: dict[str, str]) -> None:
    wrong = re.compile(r"\b(pays|has paid|have paid|invested|received|receives 1)\b")
    assert len(texts) > 60
    for name, text in texts.items():
        assert not wrong.search(text), (name, wrong.search(text))


def test_a_share_of_15_percent_is_about_everywhere(texts: dict[str, str]) -> None:
    looked_at = 0
    for name, text in texts.items():
        for match in re.finditer(r"\b15(\.0)?[ \u00a0]?%", text):
            if "storage batteries, 2020 (NHK)" in text[match.end() : match.end() + 60]:
                continue  # another figure, which its source does not hedge
            before = text[max(0, match.start() - 12) : match.start()].lower()
            assert before.endswith(("about ", "**about ")), (name, before)
            looked_at += 1
    assert looked_at > 20


def test_no_metadata_says_that_the_data_are_of_2021(texts: dict[str, str]) -> None:
    for name in METADATA:
        assert "2021-05" not in texts[name], name
    for name in ("croissant.json", "ro-crate-metadata.json"):
        assert '"temporalCoverage": "1991/2016"' in texts[name]
    assert '"dcterms:temporal": "1991/2016"' in texts["dataset.jsonld"]


@pytest.mark.parametrize("name", ["README.md", "CITATION.cff", *METADATA])
def test_descriptions_say_planned_and_about(name: str, texts: dict[str, str]) -> None:
    assert "1.6 billion yen planned" in texts[name]
    assert "about 15 %" in texts[name]
    assert "apparently machine-translated" in texts[name]


def test_the_claims_say_what_is_open(texts: dict[str, str]) -> None:
    graph = {node["@id"]: node for node in json.loads(texts["facts.jsonld"])["@graph"]}
    amount = graph[f"#{AMOUNT}"]
    assert amount["creativeWorkStatus"] == "Planned or announced"
    assert "Planned or announced" in amount["about"]["description"]
    assert "XXXX-05" in amount["about"]["description"]
    assert not {"startDate", "datePublished", "observationDate"} & amount["about"].keys()
    share = graph[f"#{SHARE}"]
    assert share["name"] == "Japan: Share: about 15 %"
    extra = {item["name"]: item["value"] for item in share["about"]["additionalProperty"]}
    assert extra["qualifier"].lower() == "about"
    assert share["about"]["observationDate"] == "2016"
    assert graph[f"#{READING}"]["comment"]["text"].startswith(
        "Independent groups of other sources: 0 agree, 2 differ"
    )
    assert graph[f"#{OPEN_LIST}"]["name"].endswith("false")


def test_the_registers_and_their_licences_are_named(texts: dict[str, str]) -> None:
    made_from = texts["README.md"].split("## Made from")[1]
    assert made_from.count("\n- ") == 8
    assert "Public Data License of Japan 1.0" in made_from
    crate = {node["@id"]: node for node in json.loads(texts["ro-crate-metadata.json"])["@graph"]}
    register = crate["https://github.com/ror-community/ror-records"]
    assert register["license"] == [{"@id": "https://ror.readme.io/docs/data-dump"}]
    assert '"schema:license"' in texts["dataset.jsonld"]


def test_page_and_pictures_leave_open_what_is_open(texts: dict[str, str]) -> None:
    page = texts["explorer.html"]
    assert re.search(r'id="funding/meti-solid-state/start_anchored_edtf" class="[^"]*\bdis\b', page)
    assert "May, year not stated" in page
    assert "nine named firms and others" in page
    assert "and others, not named" in page
    picture = texts["zip/data/pictures/share.svg"]  # the image that the descriptor names
    assert "about 15" in picture
    assert 'class="halo"' in picture


def test_annotations_and_provenance_keep_readings_apart(texts: dict[str, str]) -> None:
    for name in ("annotations.jsonld", "provenance.jsonld"):
        assert READING in texts[name]
        assert '"XXXX-05"' in texts[name]


def test_the_csvw_metadata_keep_dates_without_a_year_as_texts(texts: dict[str, str]) -> None:
    (name,) = (name for name in texts if name.endswith("csv-metadata.json"))
    tables = {table["url"]: table for table in json.loads(texts[name])["tables"]}
    funding = next(table for url, table in tables.items() if url.endswith("funding.csv"))
    columns = {column["name"]: column for column in funding["tableSchema"]["columns"]}
    datatype = columns["start_edtf"]["datatype"]
    assert (datatype if isinstance(datatype, str) else datatype["base"]) == "string"
