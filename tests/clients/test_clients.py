"""Programs that are not ours open the release: every row and cell, types, texts, notes, digests."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from matrix import Row, show
from readings import CLIENTS, Client, Tables, differing, expected_tables, extract, read

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
def extracted(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of its extracted data package."""
    return extract(release, tmp_path_factory.mktemp("extracted"))


@pytest.fixture(scope="session")
def expected() -> Tables:
    """The tables as they are."""
    return expected_tables()


def facts_of(name: str, release: Path, extracted: Path) -> dict[str, Any]:
    """What a client prints, read once; skips where the client is not installed."""
    client = next(client for client in CLIENTS if client.name == name)
    if client.command() is None:
        pytest.skip(f"{name} is not installed: python tests/clients/environments.py FOLDER")
    if name not in _read:
        _read[name] = read(client, release, extracted)
    return _read[name]


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_the_client_reads_every_row_and_cell(
    client: Client, release: Path, extracted: Path, expected: Tables
) -> None:
    tables = facts_of(client.name, release, extracted)["tables"]
    assert differing(client, tables, expected) == []
    if not tables:  # it reads metadata; its facts are below
        return
    for name, rows in ROWS.items():
        if name in tables:
            assert len(tables[name]) - 1 == rows
    header, row = tables["funding"]
    assert dict(zip(header, row, strict=True))["amount"] == "1600000000"


def test_frictionless_looked_at_every_table(release: Path, extracted: Path) -> None:
    for name, version in (("frictionless 5.21", "5.21."), ("frictionless 5.18.1", "5.18.1")):
        facts = facts_of(name, release, extracted)
        assert facts["checked"] == 15
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
def test_parquet_has_the_types_of_the_schema(name: str, release: Path, extracted: Path) -> None:
    types = facts_of(name, release, extracted)["types"]["funding"]
    assert {field: types[field] for field in TYPES[name]} == TYPES[name]


@pytest.mark.parametrize("name", ["pyarrow", "Datasette"])
def test_texts_of_fields_are_those_of_the_schema(name: str, release: Path, extracted: Path) -> None:
    texts = facts_of(name, release, extracted)["texts"]
    assert len(texts) == 15
    for resource in DESCRIPTOR["resources"]:
        if resource.get("type") == "table":
            assert texts[resource["name"]][""] == resource["description"]
            schema = json.loads((ROOT / resource["schema"]).read_text(encoding="utf-8"))
            for field in schema["fields"]:
                assert field["description"] in texts[resource["name"]][field["name"]]


def test_the_views_hold_each_citation_once(release: Path, extracted: Path) -> None:
    views = facts_of("SQLite", release, extracted)["views"]
    assert len(views) == 7
    assert sum(views.values()) == ROWS["citations"]


def test_the_quote_is_a_note_on_its_cell(release: Path, extracted: Path, expected: Tables) -> None:
    facts = facts_of("openpyxl", release, extracted)
    assert facts["dictionary"] == sum(len(rows[0]) for rows in expected.values())
    assert facts["notes"]["funding"]["C2"].startswith("“1.6 billion yen”\n")
    header = expected["citations"][0]
    cells = {tuple(row[:3]) for row in expected["citations"][1:]}
    assert header[:3] == ["table", "record_id", "field"]
    assert sum(map(len, facts["notes"].values())) == len(cells)


def test_metadata_states_title_and_the_digests_of_the_files(release: Path, extracted: Path) -> None:
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in release.iterdir()
    }
    crate = facts_of("roc-validator", release, extracted)
    graph = facts_of("rdflib", release, extracted)
    assert crate["title"] == graph["title"] == graph["name"] == DESCRIPTOR["title"]
    assert crate["checks"] > 20
    assert crate["files"] == {name: digests[name] for name in crate["files"]}
    assert graph["files"] == {name: digests[name] for name in graph["files"]}
    assert set(digests) - set(crate["files"]) == {"SHA256SUMS", "ro-crate-metadata.json"}
    assert len(graph["files"]) == len(digests) - 3


def test_every_citation_is_an_annotation(release: Path, extracted: Path, expected: Tables) -> None:
    facts = facts_of("rdflib, citations", release, extracted)
    header, *rows = expected["citations"]
    cited = [dict(zip(header, row, strict=True)) for row in rows]
    quoted = sorted([c["quote"], int(c["start"]), int(c["end"])] for c in cited if c["quote"])
    assert facts["annotations"] == len(cited) == ROWS["citations"]
    assert facts["quotes"] == quoted
    assert facts["derived"] > 200


def test_the_citation_file_says_what_the_descriptor_says(release: Path, extracted: Path) -> None:
    facts = facts_of("check-jsonschema", release, extracted)
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
