"""What a newcomer was told too little of: each refusal says which cell, why and what next."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pincite.text.mentions import find_mentions
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


def test_cite_says_what_it_leaves_unchecked_and_what_no_field_holds(desk: Desk) -> None:
    desk.begin(*FIELDS, text="Up to 500 people work here.\n\nExactly 20 people left.\n")
    schema = desk.package / "schemas/firms.schema.json"
    data = json.loads(schema.read_text(encoding="utf-8"))
    code, out, err = desk.cite("a", "staff", "Up to 500")
    assert code == 0, err
    assert "whose it is was not checked: name is empty" in out
    assert "no field holds it" not in out  # staff_qualifier does
    assert desk.run("uncite", "firms", "a", "staff")[0] == 0
    data["fields"] = [f for f in data["fields"] if f["name"] != "staff_qualifier"]
    for asked in data["fields"]:
        asked.get("citation", {}).pop("qualifier", None)
    data["rules"] = []
    schema.write_text(json.dumps(data), encoding="utf-8")
    code, out, err = desk.cite("a", "staff", "Up to 500", "--dry-run")
    assert (code, "the words say at_most, and no field holds it" in out) == (0, True), (out, err)
    assert desk.cite("a", "name", "people", "--occurrence", "1", "--code", "a")[0] == 0
    code, out, err = desk.cite("a", "staff", "20", "--dry-run")
    assert "note:" not in out


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ("18/02/2020,", "row 1, begun: “18/02/2020”: not a date in EDTF; expected 2020-02-18"),
        ("3.4.2020,", "expected 2020-03-04 or 2020-04-03"),
        ("spring,", "expected such as 2020-02-18"),
        ("2020-02-30,", "not a date in EDTF"),
        (",10.4%", "row 1, share: “10.4%”: a percent is a plain number: 10.4, not 10.4%"),
        (",10.4 %", "a percent is a plain number: 10.4, not 10.4 %"),
        ("2020-02-18,10.4", ""),
        ("2020-02,", ""),
    ],
)
def test_cells_that_cannot_be_adopted_are_named_with_what_is_expected(
    desk: Desk, cells: str, says: str
) -> None:
    desk.begin("id", "begun:date", "share:percent")
    file = desk.folder / "firms.csv"
    file.write_text(f"id,begun,share\na,{cells}\n", encoding="utf-8")
    code, out, err = desk.run("adopt", str(file))
    assert (code, says in out) == (1 if says else 0, True), (out, err)


def suggested(desk: Desk, text: str, *, row: str) -> dict[str, Any]:
    desk.begin("id", "name:text", "place:own", "staff:count@name", text=text)
    file = desk.folder / "firms.csv"
    file.write_text(f"id,name,place,staff\n{row}\n", encoding="utf-8")
    assert desk.run("adopt", str(file))[0] == 0
    _, out, err = desk.run("suggest", "firms", "--source", "t", "--json")
    assert out, err
    return next(cell for cell in json.loads(out)["cells"] if cell["field"] == "staff")


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ("In 2020, ERM’s Dolphyn had 70 workers.", "d,Dolphyn,,70", ""),
        ("In Danville, Virginia, Acme has 70 workers.", 'a,Acme,"Danville, Virginia",70', ""),
        ("In Danville, Virginia, Acme has 70 workers.", "a,Acme,,70", "Danville"),
        ("The Danville mill, which owns Acme, has 70.", 'a,Acme,"Danville, Virginia",70', "meant"),
        ("At Acme’s Berlin works are 70 workers.", "a,Acme,,70", "“Berlin” may be meant"),
    ],
)
def test_names_of_a_row_and_owners_are_not_strangers(
    desk: Desk, text: str, row: str, says: str
) -> None:
    cell = suggested(desk, text + "\n", row=row)
    assert says in (cell["why"] or ""), cell
    assert (cell["state"] == "sure") == (says == ""), cell


def test_phrases_are_kept_where_another_row_is_given_up(desk: Desk) -> None:
    desk.begin(*FIELDS, "motto:text", text=TEXT + "\nWe sail at dawn.\n")
    found = desk.imports(
        {"record": "acme", "field": "name", "quote": "Acme Ltd", "code": "acme"},
        {"record": "acme", "field": "motto", "quote": "We sail at dawn."},
        {"record": "acme", "field": "staff", "quote": "120", "value": 120},
    )
    assert "sentence-quoted" in found.pop(("acme", "motto"))["reason"]
    assert {row["verdict"] for row in found.values()} == {"proved"}, found


def test_a_name_is_mentioned_without_its_genitive() -> None:
    text = "Then ERM’s Dolphyn and L’Oréal met O'Brien at Levi's."
    names = [found.text for found in find_mentions(text) if found.kind == "name"]
    assert names == ["ERM", "Dolphyn", "L’Oréal", "O'Brien", "Levi"]
