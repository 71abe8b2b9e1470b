"""Attacks on meaning: what the proof catches, and what it names as beyond it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from forgery import (
    CONVENTION,
    EXPECTED_CELLS,
    Rows,
    as_tables,
    citations,
    cite,
    forge,
    record,
    wrong_expected_cells,
)
from pincite.checks import validate_package
from pincite.citations import gather_evidence
from pincite.proof.passages import check_vocabularies
from support import ARTICLE_SOURCES, ROOT, needs_article

PHRASE_KEY = ("vocabulary", "phrase", "language")
Attack = Callable[[Rows], None]
FUNDING, SHARE = "meti-solid-state", "japan-lithium-batteries"
SONY, IEC = "sony-first-mass-production", "iec-standard-application"


def crop_the_hedge(rows: Rows) -> None:
    fields = ("share_percent", "share_stated", "share_qualifier")
    for row, value in zip(
        citations(rows, "market_shares", SHARE, *fields), ("15", "15%", "none"), strict=True
    ):
        cite(row, "15%", 1940, value)
    record(rows, "market_shares", SHARE).update(share_stated="15%", share_qualifier="none")


def take_the_period_from_elsewhere(rows: Rows) -> None:
    for row, value in zip(
        citations(rows, "market_shares", SHARE, "period_stated", "period_edtf"),
        ("in 1991", "1991"),
        strict=True,
    ):
        cite(row, "in 1991", 1476, value)
    record(rows, "market_shares", SHARE).update(period_stated="in 1991", period_edtf="1991")


def switch_the_method(rows: Rows) -> None:
    (row,) = citations(rows, "funding", FUNDING, "status")
    row.update(method="judged", value="committed", note="They will surely do it.")
    record(rows, "funding", FUNDING).update(status="committed")
    drop_unused_phrases(rows)


def drop_the_anchor(rows: Rows) -> None:
    value, anchor = citations(rows, "funding", FUNDING, "start_anchored_edtf")
    rows["citations"].remove(anchor)
    value.update(value="XXXX-05")
    record(rows, "funding", FUNDING).update(start_anchored_edtf="XXXX-05")


def anchor_elsewhere(rows: Rows) -> None:
    value, anchor = citations(rows, "funding", FUNDING, "start_anchored_edtf")
    cite(anchor, "in 2016", 1944, "2016")
    value.update(value="2016-05")
    record(rows, "funding", FUNDING).update(start_anchored_edtf="2016-05")


def delete_a_date_with_its_citation(rows: Rows) -> None:
    delete_cells(rows, "funding", FUNDING, "start_edtf")


def delete_the_provider_with_its_citation(rows: Rows) -> None:
    delete_cells(rows, "market_shares", SHARE, "provider_id")


def delete_a_milestone_with_its_citations(rows: Rows) -> None:
    rows["milestones"].remove(record(rows, "milestones", SONY))
    for row in citations(rows, "milestones", SONY):
        rows["citations"].remove(row)
    for name in ("corroborations", "missing_values"):
        rows[name] = [row for row in rows[name] if row["record_id"] != SONY]
    drop_unused_phrases(rows)


def delete_a_cell_that_is_required(rows: Rows) -> None:
    delete_cells(rows, "market_shares", SHARE, "share_percent")


def delete_cells(rows: Rows, table: str, key: str, *fields: str) -> None:
    for row in citations(rows, table, key, *fields):
        rows["citations"].remove(row)
    record(rows, table, key).update(dict.fromkeys(fields, ""))
    drop_unused_phrases(rows)


def drop_unused_phrases(rows: Rows) -> None:
    evidence = gather_evidence(CONVENTION, as_tables(rows), None)
    unused = {issue.place.record for issue in check_vocabularies(evidence)}
    rows["phrases"] = [
        row
        for row in rows["phrases"]
        if json.dumps([row[name] for name in PHRASE_KEY], ensure_ascii=False) not in unused
    ]


def rename_the_source(rows: Rows) -> None:
    rows["sources"][0]["file_name"] = "gone.txt"


def crop_a_verbatim_amount(rows: Rows) -> None:
    (row,) = citations(rows, "funding", FUNDING, "amount_stated")
    cite(row, "6 billion yen", 163, "6 billion yen")
    record(rows, "funding", FUNDING).update(amount_stated="6 billion yen")


def crop_a_verbatim_share(rows: Rows) -> None:
    (row,) = citations(rows, "market_shares", SHARE, "share_stated")
    cite(row, "15%", 1940, "15%")
    record(rows, "market_shares", SHARE).update(share_stated="15%")


def crop_a_name(rows: Rows) -> None:
    (row,) = citations(rows, "organisations", "nissan", "name_stated")
    cite(row, "issa", 215, "issa")
    record(rows, "organisations", "nissan").update(name_stated="issa")


def find_silence_elsewhere(rows: Rows) -> None:
    (row,) = citations(rows, "funding", FUNDING, "instrument")
    row.update(start="1826", end="1952")


def deny_the_attribution(rows: Rows) -> None:
    key = "meti-solid-state-start"
    delete_cells(rows, "milestones", key, "attribution_stated")
    (row,) = citations(rows, "milestones", key, "attribution")
    row.update(start="1282", end="1825", quote="", method="absent", value="author")
    record(rows, "milestones", key).update(attribution="author")


def add_a_note(rows: Rows, key: str, start: int, end: int) -> None:
    note = {**rows["source_notes"][0], "source_note_id": key, "quote": ""}
    rows["source_notes"].append({**note, "start": str(start), "end": str(end)})


def cover_everything_with_a_note(rows: Rows) -> None:
    rows["source_notes"].append(
        {
            **rows["source_notes"][0],
            "source_note_id": "all",
            "start": "0",
            "end": "2775",
            "quote": "",
        }
    )


def swap_the_actor_in_its_sentence(rows: Rows) -> None:
    (actor,) = citations(rows, "milestones", IEC, "actor_id")
    (counterpart,) = citations(rows, "milestones", IEC, "counterpart_id")
    for field in ("start", "end", "quote", "value"):
        actor[field], counterpart[field] = counterpart[field], actor[field]
    record(rows, "milestones", IEC).update(actor_id="iec", counterpart_id="meti")


CAUGHT: dict[Attack, str] = {
    crop_the_hedge: "quote-cropped",
    take_the_period_from_elsewhere: "paragraph-differs mention-uncovered",
    switch_the_method: "method-not-allowed",
    drop_the_anchor: "anchor-missing",
    delete_a_date_with_its_citation: "record-rule",
    delete_the_provider_with_its_citation: "record-rule",
    delete_a_milestone_with_its_citations: "mention-uncovered",
    delete_a_cell_that_is_required: "constraint-error",
    rename_the_source: "source-missing",
    crop_a_verbatim_amount: "quote-cropped passage-differs",
    crop_a_verbatim_share: "passage-differs",
    crop_a_name: "quote-cropped subject-elsewhere",  # the list of names is broken too
    find_silence_elsewhere: "paragraph-differs",
    swap_the_actor_in_its_sentence: "subject-elsewhere",
    deny_the_attribution: "paragraph-differs",
    cover_everything_with_a_note: "note-too-long",
}


@needs_article
@pytest.mark.parametrize("attack", CAUGHT, ids=lambda attack: attack.__name__)
def test_an_attack_is_caught(attack: Attack, tmp_path: Path) -> None:
    report = validate_package(forge(tmp_path / "forged", attack), sources=ARTICLE_SOURCES)
    assert {issue.code for issue in report.issues} == set(CAUGHT[attack].split())


def change_phrase_citation_and_cell_together(rows: Rows) -> None:
    for row in rows["phrases"]:
        if (row["vocabulary"], row["phrase"]) == ("funding_status", "will invest"):
            row.update(code="committed")
    (row,) = citations(rows, "funding", FUNDING, "status")
    row.update(value="committed")
    record(rows, "funding", FUNDING).update(status="committed")


def leave_out_the_last_participant(rows: Rows) -> None:
    key = f"{FUNDING}-9"
    rows["funding_participants"].remove(record(rows, "funding_participants", key))
    for row in citations(rows, "funding_participants", key):
        rows["citations"].remove(row)
    rows["corroborations"] = [row for row in rows["corroborations"] if row["record_id"] != key]
    drop_unused_phrases(rows)


def allow_another_paragraph_by_a_note(rows: Rows) -> None:
    take_the_period_from_elsewhere(rows)
    for row in citations(rows, "market_shares", SHARE, "period_stated", "period_edtf"):
        row.update(note="see there")
    rows["source_notes"].append(
        {
            **rows["source_notes"][0],
            "source_note_id": "x",
            "start": "1944",
            "end": "1951",
            "quote": "",
        }
    )


BEYOND: dict[Attack, tuple[str, str, str]] = {
    change_phrase_citation_and_cell_together: ("funding", FUNDING, "status"),
    anchor_elsewhere: ("funding", FUNDING, "start_anchored_edtf"),
    leave_out_the_last_participant: ("funding_participants", f"{FUNDING}-9", "organisation_id"),
    allow_another_paragraph_by_a_note: ("market_shares", SHARE, "period_edtf"),
}


@needs_article
@pytest.mark.parametrize("attack", BEYOND, ids=lambda attack: attack.__name__)
def test_what_derivation_cannot_prove_double_entry_catches(attack: Attack, tmp_path: Path) -> None:
    path = forge(tmp_path / "forged", attack)
    report = validate_package(path, sources=ARTICLE_SOURCES)
    assert report.valid, [str(issue.place) for issue in report.issues]
    assert BEYOND[attack] in wrong_expected_cells(path)


def test_the_convention_names_what_derivation_cannot_prove() -> None:
    text = (ROOT / "validate/docs/convention.md").read_text(encoding="utf-8")
    section = text.split("## What a validator must not claim")[1]
    for words in ("actor", "phrase", "anchor", "complete", "note", "double entry"):
        assert words in section


def test_double_entry_holds_and_covers_its_three_tables() -> None:
    assert wrong_expected_cells(ROOT) == []
    listed = {(row["table"], row["record_id"], row["field"]) for row in EXPECTED_CELLS}
    assert len(listed) == len(EXPECTED_CELLS) > 70
    for table in ("funding", "market_shares", "milestones"):
        fields = {field for name, _, field in listed if name == table}
        header = (ROOT / f"data/{table}.csv").read_text(encoding="utf-8").split("\n", 1)[0]
        key, *others = header.split(",")
        assert fields == set(others) - {"title"}, f"{table}: title is written, the key is {key}"


@pytest.mark.long
@needs_article
def test_no_deleted_optional_cell_goes_unseen(tmp_path: Path) -> None:
    """Each optional cell, deleted with its citations: the validator or double entry sees it."""
    missed = []
    tried = 0
    seen: dict[str, list[str]] = {"validate": [], "double entry": []}

    def optional_cells(rows: Rows) -> list[tuple[str, str, str]]:
        return [
            (row["table"], row["record_id"], row["field"])
            for row in rows["citations"]
            if row["table"] in ("funding", "market_shares", "milestones")
            and row["field"] in OPTIONAL
            and row["seq"] == "1"
        ]

    cells: list[tuple[str, str, str]] = []
    forge(tmp_path / "list", lambda rows: cells.extend(optional_cells(rows)))
    for number, (table, key, field) in enumerate(cells):
        tried += 1

        def attack(rows: Rows, at: tuple[str, str, str] = (table, key, field)) -> None:
            delete_cells(rows, *at)

        path = forge(tmp_path / str(number), attack)
        valid = validate_package(path, sources=ARTICLE_SOURCES).valid
        if not valid:
            seen["validate"].append(f"{key} {field}")
        elif (table, key, field) in wrong_expected_cells(path):
            seen["double entry"].append(f"{key} {field}")
        else:
            missed.append((table, key, field))
    print(tried, seen)
    assert missed == []
    assert tried > 15
    assert len(seen["validate"]) > 10


OPTIONAL = (
    "start_stated start_edtf start_anchored_edtf purpose_stated attribution_stated direction"
    " provider_id counterpart_id date_stated date_edtf scope funding_id funding_relation"
).split()
