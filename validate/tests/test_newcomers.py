"""What a newcomer was told too little of: each refusal says which cell, why and what next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support import read_rows, run_command

pytestmark = pytest.mark.usefixtures("no_sources")
TEXT = """Acme Ltd has 120 employees. Acme Ltd is in Danville, Virginia.

Bolt Inc, which Acme Ltd bought, has 90 employees.

ERM’s Dolphyn has 70 employees. Corvo has 33 employees.
"""
FIELDS = ("id", "name:term", "staff:count@name")


class Desk:
    """A package of one table and one source, and its verbs."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.package, self.capsys = folder, folder / "package", capsys

    def begin(self, *fields: str, text: str = TEXT) -> Desk:
        words = ("init", str(self.package), "--table", "firms", *fields)
        assert run_command(self.capsys, *words)[0] == 0
        (self.package / "texts/t.txt").write_text(text, encoding="utf-8")
        file = str(self.package / "texts/t.txt")
        code, _, err = self.run("new-source", file, "--id", "t", "--language", "en")
        assert code == 0, err
        return self

    def run(self, verb: str, *words: str) -> tuple[int, str, str]:
        return run_command(self.capsys, verb, *words, "-p", str(self.package))

    def cite(self, record: str, field: str, *words: str) -> tuple[int, str, str]:
        return self.run("cite", "firms", record, field, *words, "--source", "t")

    def imports(self, *rows: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
        file = self.folder / "found.json"
        rows_of_t = [{"table": "firms", "source": "t", **row} for row in rows]
        file.write_text(json.dumps(rows_of_t), encoding="utf-8")
        _, out, err = self.run("import", "json", str(file), "--json")
        assert out, err
        return {(row["record"], row["field"]): row for row in json.loads(out)["rows"]}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_fault_of_another_cell_is_named_with_the_way_out(desk: Desk) -> None:
    desk.begin(*FIELDS)
    assert desk.cite("dolphyn", "name", "Dolphyn", "--code", "dolphyn")[0] == 0
    assert desk.cite("dolphyn", "staff", "70")[0] == 0
    code, _, err = desk.cite("erm", "name", "ERM", "--code", "erm")  # whose 70 is it now?
    assert code == 2
    assert "subject-elsewhere: firms dolphyn staff: " in err
    assert "`pincite uncite firms dolphyn staff`" in err
    assert "`pincite cite ... --replace`" in err
    assert desk.run("uncite", "firms", "dolphyn", "staff")[0] == 0
    assert desk.cite("erm", "name", "ERM", "--code", "erm")[0] == 0


def test_a_second_value_is_refused_with_the_way_out(desk: Desk) -> None:
    desk.begin("id", "name:term", "staff:count")
    assert desk.cite("acme", "staff", "120")[0] == 0
    code, _, err = desk.cite("acme", "staff", "90")
    assert (code, "citations-disagree: firms acme staff: " in err) == (2, True)
    assert "`pincite uncite firms acme staff`" in err
    assert desk.cite("acme", "staff", "90", "--replace")[0] == 0


def test_what_is_found_is_the_name_that_makes_it_doubtful(desk: Desk) -> None:
    desk.begin("id", "name:text", "staff:count@name")
    assert desk.cite("acme", "name", "Acme Ltd", "--occurrence", "1")[0] == 0
    assert desk.cite("bolt", "name", "Bolt Inc")[0] == 0
    code, _, err = desk.cite("acme", "staff", "90")
    assert (code, "found: Bolt Inc; expected: Acme Ltd" in err) == (2, True), err


def test_phrases_of_a_file_are_in_force_for_its_other_rows(desk: Desk) -> None:
    desk.begin(*FIELDS)
    found = desk.imports(
        {"record": "corvo", "field": "staff", "quote": "33 employees", "value": 33},
        {"record": "bolt", "field": "staff", "quote": "120 employees", "value": 120},
        {"record": "acme", "field": "name", "quote": "Acme Ltd", "code": "acme"},
        {"record": "bolt", "field": "name", "quote": "Bolt Inc", "code": "bolt"},
        {"record": "corvo", "field": "name", "quote": "Corvo", "code": "corvo"},
        {"record": "corvo-2", "field": "name", "quote": "Corvo"},
        {"record": "x", "field": "name", "quote": "Dolphyn"},
    )
    wrong = found.pop(("bolt", "staff"))
    assert wrong["verdict"] == "wrong"
    assert (
        "the nearest name of the sentence is another (Acme Ltd); the subject is bolt"
        in (wrong["reason"])
    )
    unknown = found.pop(("x", "name"))
    assert (unknown["verdict"], '"code"' in unknown["reason"]) == ("not_understood", True)
    assert {key: row["verdict"] for key, row in found.items()} == dict.fromkeys(found, "proved")
    phrases = read_rows(desk.package / "schemas/vocabularies/phrases.csv")
    assert {row["code"] for row in phrases} == {"acme", "bolt", "corvo"}
