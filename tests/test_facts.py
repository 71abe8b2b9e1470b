"""The table of facts, the code lists and the outside findings of the released package."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pincite.checks import validate_package
from support import ROOT, copy_package, read_rows, replace_once

FACTS = read_rows(ROOT / "data/facts.csv")
CORROBORATIONS = read_rows(ROOT / "data/corroborations.csv")


def fact(identifier: str) -> dict[str, str]:
    (found,) = (row for row in FACTS if row["fact_id"] == identifier)
    return found


def test_a_fact_repeats_its_cell_and_its_citation() -> None:
    tables = {row["fact_id"].split("/")[0] for row in FACTS}
    assert tables == {"funding", "funding_participants", "market_shares", "milestones"}
    citations = {
        (row["table"], row["record_id"], row["field"]): row
        for row in reversed(read_rows(ROOT / "data/citations.csv"))
        if row["part"] == "value"
    }
    looked_at = 0
    for row in FACTS:
        table, record, field = row["fact_id"].split("/")
        cells = next(
            r for r in read_rows(ROOT / f"data/{table}.csv") if next(iter(r.values())) == record
        )
        assert row["value"] == cells[field]
        cited = citations[table, record, field]
        assert [row[n] for n in ("quote", "start", "end")] == [
            cited[n] for n in ("quote", "start", "end")
        ]
        looked_at += 1
    assert looked_at == len(FACTS) > 30


def test_the_hazards_of_the_article_hold_in_the_facts() -> None:
    """Planned is not paid, "etc." is open, about is about, and the year is not printed."""
    amount = fact("funding/meti-solid-state/amount")
    assert (amount["value"], amount["unit"], amount["status"]) == ("1600000000", "JPY", "planned")
    assert amount["time_edtf"] == "XXXX-05"
    assert amount["attribution"] == "unnamed_media"
    assert fact("funding/meti-solid-state/participants_complete")["value"] == "false"
    share = fact("market_shares/japan-lithium-batteries/share_percent")
    assert (share["value"], share["unit"], share["qualifier"]) == ("15", "%", "about")
    assert share["best_verdict"] != "agrees"
    year = fact("funding/meti-solid-state/start_anchored_edtf")
    assert (year["best_verdict"], year["agreeing_groups"]) == ("conflicts", "0")
    assert int(year["differing_groups"]) >= 2
    assert fact("milestones/iec-standard-application/kind")["status"] == "considered"
    money = [row for row in FACTS if row["fact_id"].endswith("/receives_money")]
    assert Counter(row["value"] for row in money) == {"unknown": 9, "no": 1}


def test_groups_count_re_tellings_once() -> None:
    groups = defaultdict(set)
    for row in CORROBORATIONS:
        if (row["table"], row["field"], row["verdict"]) == ("funding", "amount", "agrees"):
            groups[row["record_id"]].add(row["independence_group"])
    amount = fact("funding/meti-solid-state/amount")
    assert amount["agreeing_groups"] == str(len(groups["meti-solid-state"])) == "1"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("1600000000,,JPY", "1600000001,,JPY", "value"),
        ("planned,unnamed_media,1.6 b", "disbursed,unnamed_media,1.6 b", "status"),
        ("conflicts,0,2", "agrees,2,0", "best_verdict"),
    ],
)  # fmt: skip
def test_a_changed_fact_is_an_issue(old: str, new: str, field: str, tmp_path: Path) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    replace_once(path / "data/facts.csv", old, new)
    issues = validate_package(path).errors
    assert {issue.code for issue in issues} == {"record-differs"}
    assert field in {issue.place.field for issue in issues}


def test_a_fact_left_out_or_made_up_is_an_issue(tmp_path: Path) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    file = path / "data/facts.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    made_up = lines[-1].replace("-production/kind", "-production/title")
    file.write_text("".join([*lines[:1], *lines[2:], made_up]), encoding="utf-8")
    issues = validate_package(path).errors
    assert [issue.code for issue in issues] == ["record-differs"] * 2
    assert "missing" in issues[0].message
    assert "no cell" in issues[1].message


def test_the_facts_are_counted_as_compared() -> None:
    stage = validate_package(ROOT).stages[-1]
    assert stage.counts["facts compared"] == len(FACTS)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda facts: facts[0].update(table="fundng"), "is not another table"),
        (lambda facts: facts[0].update(table="facts"), "is not another table"),
        (lambda facts: facts[0]["fields"].append("amuont"), "no field “amuont”"),
        (lambda facts: facts[0].update(subjct="x"), "not known here"),
        (lambda facts: facts[0].pop("subject"), "subject"),
        (lambda facts: facts.clear(), "at least 1"),
    ],
)
def test_declarations_that_lead_nowhere_are_faults(
    change: Callable[[Any], Any], says: str, tmp_path: Path
) -> None:
    path = copy_package(ROOT, tmp_path / "package")
    file = path / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    change(descriptor["resources"][0]["facts"])
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    issues = validate_package(path).errors
    assert any(says in issue.message for issue in issues), [i.message for i in issues]


def test_codes_say_what_the_schemas_say() -> None:
    codes = {(row["vocabulary"], row["code"]): row for row in read_rows(ROOT / "data/codes.csv")}
    where: dict[str, str] = {}
    for row in codes.values():
        where |= dict.fromkeys(row["used_in"].split("; "), row["vocabulary"])
        assert not row["broader"] or (row["vocabulary"], row["broader"]) in codes
    looked_at = 0
    for file in sorted((ROOT / "schemas").glob("*.schema.json")):
        table = file.name.removesuffix(".schema.json")
        for field in json.loads(file.read_text(encoding="utf-8")).get("fields", ()):
            name = f"{table}.{field['name']}"
            if name not in where:
                continue
            for category in field["categories"]:
                row = codes[where[name], category["value"]]
                assert row["label_en"] in (category["label"], "No hedge"), name
                looked_at += 1
    assert looked_at > 100


def test_each_named_firm_was_looked_for_in_both_reports() -> None:
    found = defaultdict(set)
    for row in CORROBORATIONS:
        if (row["table"], row["field"]) == ("funding_participants", "organisation_id"):
            found[row["record_id"]].add(row["independence_group"])
    firms = {f"meti-solid-state-{number}" for number in range(1, 10)}
    assert {key: groups for key, groups in found.items() if groups != {"nikkei-2018", "nedo"}} == {}
    assert found.keys() == firms


def test_no_outside_number_without_what_it_is_of() -> None:
    for row in CORROBORATIONS:
        if row["field"] == "share_percent" and row["found_value"]:
            assert row["found_edtf"], row["corroboration_id"]
            assert row["found_scope"], row["corroboration_id"]
        if row["verdict"] == "agrees" and row["field"] == "amount" and row["found_unit"]:
            assert (row["found_value"], row["found_unit"]) == ("1600000000", "JPY")


def test_the_first_screen_of_the_readme_says_what_the_facts_say() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    first = readme[: readme.index("## Set up")]
    amount, share = (
        fact(name)
        for name in (
            "funding/meti-solid-state/amount",
            "market_shares/japan-lithium-batteries/share_percent",
        )
    )
    assert f"**{amount['quote']}**, {amount['status']}" in first
    assert f"**{share['qualifier']} {share['value']} %**" in first
    assert f"in {share['time_edtf']}" in first
    assert f"**{fact('milestones/sony-first-mass-production/kind')['time_edtf']}**" in first
    assert fact("funding/meti-solid-state/start_edtf")["quote"] in first
    assert "no year is printed" in first
    assert "nine named firms and others" in first
    groups = {
        row["independence_group"]
        for row in CORROBORATIONS
        if row["field"] == "start_anchored_edtf" and row["found_edtf"].startswith("2018")
    }
    assert len(groups) == 2
    assert "two groups say 2018" in first
