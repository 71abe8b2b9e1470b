"""Programs that are not ours open the release: every row and cell, types, texts, notes, digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from matrix import Row, show
from readings import CLIENTS, Client, Tables, differing, expected_tables, read, unfold

from pincite.releases import release_package
from support import ROOT

DESCRIPTOR = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
ROWS = {"funding": 1, "funding_participants": 10, "organisations": 13, "citations": 241}
_read: dict[str, dict[str, Any]] = {}


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of this package."""
    out = tmp_path_factory.mktemp("release") / "dist"
    assert release_package(ROOT, out=out).files
    return out


@pytest.fixture(scope="session")
def unfolded(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its unfolded data package."""
    return unfold(release, tmp_path_factory.mktemp("unfolded"))


@pytest.fixture(scope="session")
def expected() -> Tables:
    """The tables as they are."""
    return expected_tables()


def facts_of(name: str, release: Path, unfolded: Path) -> dict[str, Any]:
    """What a client prints, read once; skips where the client is not installed."""
    client = next(client for client in CLIENTS if client.name == name)
    if client.command() is None:
        pytest.skip(f"{name} is not installed: python tests/clients/environments.py FOLDER")
    if name not in _read:
        _read[name] = read(client, release, unfolded)
    return _read[name]


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_the_client_reads_every_row_and_cell(
    client: Client, release: Path, unfolded: Path, expected: Tables
) -> None:
    tables = facts_of(client.name, release, unfolded)["tables"]
    assert differing(client, tables, expected) == []
    if not tables:  # it reads metadata; its facts are below
        return
    for name, rows in ROWS.items():
        if name in tables:
            assert len(tables[name]) - 1 == rows
    header, row = tables["funding"]
    assert dict(zip(header, row, strict=True))["amount"] == "1600000000"


def test_frictionless_looked_at_every_table(release: Path, unfolded: Path) -> None:
    for name, version in (("frictionless 5.21", "5.21."), ("frictionless 5.18.1", "5.18.1")):
        facts = facts_of(name, release, unfolded)
        assert facts["checked"] == 17
        assert facts["version"].startswith(version)


TYPES = {
    "pyarrow": {
        "amount": "decimal128(38, 0)",
        "status": "dictionary<values=string, indices=int32, ordered=0>",
        "participants_complete": "bool",
        "start_edtf": "string",
    },
    "polars": {
        "amount": "Decimal(precision=38, scale=0)",
        "status": "Categorical",
        "participants_complete": "Boolean",
        "start_edtf": "String",
    },
    "DuckDB": {
        "amount": "DECIMAL(38,0)",
        "status": "VARCHAR",
        "participants_complete": "BOOLEAN",
        "start_edtf": "VARCHAR",
    },
    "pandas": {"amount": "object", "status": "category", "participants_complete": "bool"},
}


@pytest.mark.parametrize("name", TYPES)
def test_parquet_has_the_types_of_the_schema(name: str, release: Path, unfolded: Path) -> None:
    types = facts_of(name, release, unfolded)["types"]["funding"]
    assert {field: types[field] for field in TYPES[name]} == TYPES[name]


@pytest.mark.parametrize("name", ["pyarrow", "Datasette"])
def test_texts_of_fields_are_those_of_the_schema(name: str, release: Path, unfolded: Path) -> None:
    texts = facts_of(name, release, unfolded)["texts"]
    assert len(texts) == 17
    for resource in DESCRIPTOR["resources"]:
        if resource.get("type") == "table":
            assert texts[resource["name"]][""] == resource["description"]
            schema = json.loads((ROOT / resource["schema"]).read_text(encoding="utf-8"))
            for field in schema["fields"]:
                assert field["description"] in texts[resource["name"]][field["name"]]


def test_the_views_hold_each_citation_once(release: Path, unfolded: Path) -> None:
    views = facts_of("SQLite", release, unfolded)["views"]
    counts = [len(rows) - 1 for name, rows in views.items() if name.endswith("_citations")]
    assert (len(counts), sum(counts)) == (7, ROWS["citations"])


def test_a_view_joins_facts_with_what_others_say(release: Path, unfolded: Path) -> None:
    header, *rows = facts_of("SQLite", release, unfolded)["views"]["facts_corroborations"]
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert len(found) > 20
    tenfold = [
        row
        for row in found
        if row["fact_id"].endswith("/amount") and row["other_verdict"] == "conflicts"
    ]
    assert [row["value"] for row in tenfold] == ["1600000000"]
    assert tenfold[0]["other_found_value"] == 16 * 10**9


def test_the_workbook_opens_on_a_read_me_and_the_facts(
    release: Path, unfolded: Path, expected: Tables
) -> None:
    found = facts_of("openpyxl", release, unfolded)
    assert found["first"] == ["Read me", "facts"]
    assert found["read_me"][0][0] == DESCRIPTOR["title"]
    assert {row[0] for row in found["read_me"]} > set(expected)
    titles, names, *rows = found["facts"]
    row = dict(zip(names, next(r for r in rows if r[0].endswith("/amount")), strict=True))
    assert titles[names.index("quote")] == "Quote"
    assert (row["value"], row["value_label"], row["status"]) == ("1600000000", None, "planned")
    assert row["best_verdict.label"] == "Agrees"
    paper = found["paper"]
    assert len(paper) == len(expected) + 2
    assert {tuple(setup[:4]) for setup in paper.values()} == {("landscape", 1, 0, True)}
    assert {paper[name][4] for name in expected} == {"$1:$2"}


def test_the_guide_is_a_dataset_card(release: Path, unfolded: Path) -> None:
    found = facts_of("huggingface_hub", release, unfolded)
    card = found["card"]
    assert card["license"] == "cc-by-4.0"
    assert card["language"] == ["en"]
    assert card["configs"][0] == {
        "config_name": "facts",
        "data_files": "facts.parquet",
        "default": True,
    }
    assert len(card["configs"]) == len(expected_tables())
    for path in release.glob("[!S]*"):
        assert f"`{path.name}`" in found["text"] or path.suffix in (".parquet", ".md")


def test_facts_are_claims_that_say_what_is_open(
    release: Path, unfolded: Path, expected: Tables
) -> None:
    found = facts_of("rdflib, facts", release, unfolded)
    assert len(found["claims"]) == len(expected["facts"]) - 1
    quotes = {quote for _, quote in found["claims"]}
    assert {"1.6 billion yen", "about 15%", "etc."} <= quotes
    assert found["grants"] == [
        [
            "1600000000",
            "JPY",
            "qualifier: No hedge in the source; status: Planned or announced; time: XXXX-05",
        ]
    ]
    assert found["observations"] == [["15", "%", "2016"]]
    assert found["hedges"] == ["About"]


def test_the_quote_is_a_note_on_its_cell(release: Path, unfolded: Path, expected: Tables) -> None:
    facts = facts_of("openpyxl", release, unfolded)
    assert facts["dictionary"] == sum(len(rows[0]) for rows in expected.values())
    assert facts["notes"]["funding"]["C3"].startswith("“1.6 billion yen”\n")
    header = expected["citations"][0]
    cells = {tuple(row[:3]) for row in expected["citations"][1:]}
    assert header[:3] == ["table", "record_id", "field"]
    assert sum(map(len, facts["notes"].values())) == len(cells)


def test_metadata_states_title_and_the_digests_of_the_files(release: Path, unfolded: Path) -> None:
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in release.iterdir()
    }
    crate = facts_of("roc-validator", release, unfolded)
    graph = facts_of("rdflib", release, unfolded)
    assert crate["title"] == graph["title"] == graph["name"] == DESCRIPTOR["title"]
    assert crate["checks"] > 20
    assert crate["files"] == {name: digests[name] for name in crate["files"]}
    assert graph["files"] == {name: digests[name] for name in graph["files"]}
    assert len(set(crate["about"].values())) == len(crate["about"])  # each its own description
    assert set(digests) - set(crate["files"]) == {"SHA256SUMS", "ro-crate-metadata.json"}
    assert len(graph["files"]) == len(digests) - 4  # neither itself nor what is made after it


def test_every_citation_is_an_annotation(release: Path, unfolded: Path, expected: Tables) -> None:
    facts = facts_of("rdflib, citations", release, unfolded)
    header, *rows = expected["citations"]
    cited = [dict(zip(header, row, strict=True)) for row in rows]
    quoted = sorted([c["quote"], int(c["start"]), int(c["end"])] for c in cited if c["quote"])
    assert facts["annotations"] == len(cited) == ROWS["citations"]
    assert facts["quotes"] == quoted
    assert facts["derived"] > 200


def test_the_citation_file_says_what_the_descriptor_says(release: Path, unfolded: Path) -> None:
    facts = facts_of("check-jsonschema", release, unfolded)
    assert facts["title"] == DESCRIPTOR["title"]
    assert facts["version"] == DESCRIPTOR["version"]
    assert facts["license"] == DESCRIPTOR["licenses"][0]["name"]


def test_the_matrix_fails_where_nobody_notices(capsys: pytest.CaptureFixture[str]) -> None:
    names = tuple(client.name for client in CLIENTS)
    noticed = Row("a.zip", "flipped cell", validate=True, checksum=True, noticed=names, asked=19)
    missed = Row("b.zip", "deleted row", validate=False, checksum=False, noticed=(), asked=2)
    assert show([noticed]) == 0
    assert show([noticed, missed]) == 1
    assert "noticed by nobody: b.zip: deleted row" in capsys.readouterr().out
