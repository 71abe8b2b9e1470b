"""Joins along foreign keys, evidence, zip files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.report import CannotRun
from support import GOLDEN
from test_archives import zip_of

TABLES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "parties": ("party_id,name,parent_id\nb,Bay,\na,Alder,b\nc,Cove,b\n", [
        {"fields": ["parent_id"], "reference": {"fields": ["party_id"]}},
    ]),
    "grants": ("grant_id,donor_id,taker_id,name\n2,a,,two\n1,a,c,one\n3,b,a,three\n", [
        {"fields": "donor_id", "reference": {"resource": "parties", "fields": "party_id"}},
        {"fields": ["taker_id"], "reference": {"resource": "parties", "fields": ["party_id"]}},
    ]),
    "years": ("party_id,year\na,2020\na,2021\nb,2020\n", [
        {"fields": ["party_id"], "reference": {"resource": "parties", "fields": ["party_id"]}},
    ]),
    "sums": ("party,year,sum\na,2021,5\na,2020,4\nb,,9\n", [
        {"fields": ["party", "year"],
         "reference": {"resource": "years", "fields": ["party_id", "year"]}},
    ]),
}  # fmt: skip


@pytest.fixture
def tables(tmp_path: Path) -> Any:
    resources = []
    for name, (text, keys) in TABLES.items():
        (tmp_path / f"{name}.csv").write_text(text)
        fields = [
            {"name": label, "type": "integer" if label in ("year", "sum") else "string"}
            for label in text.split("\n", 1)[0].split(",")
        ]
        schema = {"fields": fields, "foreignKeys": keys}
        resources.append({"name": name, "path": f"{name}.csv", "schema": schema})
    (tmp_path / "datapackage.json").write_text(json.dumps({"resources": resources}))
    return pincite.open(tmp_path)


def rows(frame: Any) -> list[list[Any]]:
    return [[None if cell is pincite_na(cell) else cell for cell in row] for row in frame.values]


def pincite_na(cell: Any) -> Any:
    import pandas as pd

    return cell if pd.isna(cell) else None


def test_a_key_of_several_fields(tables: Any) -> None:
    frame = tables.join("sums", "years")
    assert list(frame) == ["party", "year", "sum", "party_id"]
    assert rows(frame) == [["a", 2021, 5, "a"], ["a", 2020, 4, "a"], ["b", None, 9, None]]
    assert str(frame["year"].dtype) == "Int64"


@pytest.mark.usefixtures("tables")
def test_nothing_refers_to_nothing(tmp_path: Path) -> None:
    """pandas joins a missing key with a missing one; SQL and Table Schema do not."""
    years = tmp_path / "years.csv"
    years.write_text(years.read_text() + "b,\n")
    frame = pincite.open(tmp_path).join("sums", "years")
    assert rows(frame) == [["a", 2021, 5, "a"], ["a", 2020, 4, "a"], ["b", None, 9, None]]


def test_a_table_that_refers_to_itself(tables: Any) -> None:
    frame = tables.join("parties", "parties")
    assert list(frame) == [
        "party_id", "name", "parent_id",
        "parties.party_id", "parties.name", "parties.parent_id",
    ]  # fmt: skip
    assert list(frame["parties.name"].fillna("-")) == ["-", "Bay", "Bay"]


def test_two_keys_between_two_tables_must_be_chosen_from(tables: Any) -> None:
    words = r"2 foreign keys join grants and parties: choose one, on='donor_id', on='taker_id'"
    with pytest.raises(CannotRun, match=words):
        tables.join("grants", "parties")
    takers = tables.join("grants", "parties", on="taker_id")
    assert list(takers["grant_id"]) == ["2", "1", "3"]
    assert list(takers["parties.name"].fillna("-")) == ["-", "Cove", "Alder"]
    donors = tables.join("grants", "parties", on=["donor_id"])
    assert list(donors["parties.name"]) == ["Alder", "Alder", "Bay"]
    with pytest.raises(CannotRun, match="has the fields name; keys: on='donor_id'"):
        tables.join("grants", "parties", on="name")


def test_from_the_table_that_is_referred_to(tables: Any) -> None:
    frame = tables.join("parties", "years")
    assert rows(frame[["party_id", "year"]]) == [
        ["b", 2020], ["a", 2020], ["a", 2021], ["c", None],
    ]  # fmt: skip


def test_tables_without_a_key_between_them(tables: Any) -> None:
    with pytest.raises(CannotRun, match="no foreign key is declared between grants and sums"):
        tables.join("grants", "sums")


def test_evidence_of_a_cell() -> None:
    package = pincite.open(GOLDEN)
    (trace,) = package.trace("grants", "electric-ferries", "amount")
    assert (trace.text, trace.method) == ("2500000", "amount")
    assert "about 2.5 million euros" in str(trace)
    assert package.trace("grants", ["electric-ferries"], "amount") == [trace]
    with pytest.raises(CannotRun, match=r'has no record \["a", "ü"\]'):
        package.trace("grants", ("a", "ü"))
    with pytest.raises(CannotRun, match="has no record x"):
        package.trace("grants", "x")


def test_a_zip_file_is_a_package_too(tmp_path: Path) -> None:
    with pincite.open(zip_of(tmp_path / "p.zip")) as package:
        frame = package["grants"].to_pandas()
    assert frame.equals(pincite.open(GOLDEN)["grants"].to_pandas())
    with pytest.raises(CannotRun, match="cannot be read"):
        package["grants"].to_pandas()
