"""Tables of documents: `suggest`, `import` and `cite` use their heads, scales and units."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cited_documents
from cited_documents import SCHEMA, Cited, write_package
from documents_made import html, html_table, pdf
from pincite.cli import main
from pincite.seeds.seed_files import VOCABULARY

pytestmark = pytest.mark.usefixtures("read_here")

SALES = [["Firm", "2023", "2024"], ["Tern Marine", "1,100", "1,204"], ["Gull Works", "7", "12"]]
STAFF = [["Firm", "2023", "2024"], ["Tern Marine", "31", "35"], ["Gull Works", "35", "40"]]
ABOVE = "In millions of yen"
RECORDS = {
    "tern-2024": {"firm": "Tern Marine", "year": "2024", "money": "1204000000"},
    "gull-2023": {"firm": "Gull Works", "year": "2023", "staff": "35"},
    "gull-2024": {"firm": "Gull Works", "year": "2024", "money": "7000000"},
    "gull-made": {"firm": "Gull Works", "year": "2024", "staff": "12"},
}

Verb = Callable[..., tuple[int, str]]
Run = Callable[..., Verb]


def page(above: str = ABOVE) -> bytes:
    tables = f"<p>{above}</p>{html_table(SALES)}<p>More.</p><p>Staff</p>{html_table(STAFF)}"
    return html(f"<h1>Report</h1><p>A good year.</p>{tables}")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A package whose table has rows and no citations; runs a verb of it, gives code and output."""
    for name in ("money", "staff", "energy"):
        rule = {**SCHEMA[name]["citation"], "subject": "firm"}
        monkeypatch.setitem(cited_documents.SCHEMA, name, {**SCHEMA[name], "citation": rule})
    package = tmp_path / "package"

    def verb(*words: str) -> tuple[int, str]:
        capsys.readouterr()
        beside = ["-p", str(package)] + ([] if words[0] == "uncite" else ["-s", str(tmp_path)])
        code = main([*words, *beside, *([] if words[0] == "verify" else ["--no-build"])])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    def start(document: str, data: bytes, records: dict[str, Any] = RECORDS) -> Verb:
        empty = Cited("")
        empty.records = records
        (tmp_path / "empty.txt").write_text("")
        write_package(package, empty, tmp_path / "empty.txt", "en")
        for table in package.glob("*.csv"):
            if table.name != "figures.csv":
                head = table.read_text(encoding="utf-8").partition("\n")[0]
                table.write_text(head + "\n", encoding="utf-8")
        (package / VOCABULARY).parent.mkdir(parents=True)
        (package / VOCABULARY).write_text("vocabulary,phrase,code,language\n")
        (tmp_path / document).write_bytes(data)
        assert verb("new-source", str(tmp_path / document), "--id", "doc")[0] == 0
        return verb

    return start


def cited(tmp_path: Path) -> set[tuple[str, str, str, str]]:
    file = tmp_path / "package" / "seeds" / "doc" / "citations" / "figures.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = csv.DictReader(opened)
        return {(r["record_id"], r["field"], r["part"], r["quote"]) for r in rows}


def test_suggest_binds_numbers_by_their_heads_and_quotes_the_scale(
    run: Run, tmp_path: Path
) -> None:
    verb = run("page.html", page())
    code, out = verb("suggest", "figures", "--source", "doc", "--write")
    assert code == 1
    rows = cited(tmp_path)
    assert {row for row in rows if row[0] == "tern-2024"} == {
        ("tern-2024", "firm", "", "Tern Marine"),
        ("tern-2024", "year", "", "2024"),
        ("tern-2024", "money", "scale", "millions of yen"),
        ("tern-2024", "money", "", "1,204"),
    }
    assert ("gull-2023", "staff", "", "35") in rows  # and not that of Tern Marine
    refused = {("gull-2024", "money"), ("gull-made", "staff")}
    assert not refused & {row[:2] for row in rows}
    assert "money = 7000000  (its column, row or caption is of another date)" in out
    assert "unsure: gull-made staff = 12" in out
    assert "heads this number, and no part" in out  # they are millions


@pytest.mark.parametrize(
    ("above", "why"),
    [
        ("Sales by firm", "no head of it, and no line above its table"),
        ("In millions of yen, except per share", "“millions of yen” at 25 is not of all numbers"),
        (
            "Millions of yen, thousands of yen",
            "“thousands of yen” at 39 or “Millions of yen” at 22",
        ),
    ],
)
def test_suggest_asks_where_a_scale_is_not_plain(above: str, why: str, run: Run) -> None:
    verb = run("page.html", page(above))
    found = json.loads(verb("suggest", "figures", "--source", "doc", "--json")[1])
    states = {(c["record"], c["field"]): (c["state"], c["why"]) for c in found["cells"]}
    state, said = states["tern-2024", "money"]
    assert state == "missing"
    assert why in said


def test_suggest_leaves_the_columns_of_a_pdf_to_people(run: Run) -> None:
    verb = run("a.pdf", pdf([["Report", ABOVE, SALES]]))
    found = json.loads(verb("suggest", "figures", "--source", "doc", "--json")[1])
    cells = {(cell["record"], cell["field"]): cell for cell in found["cells"]}
    assert cells["tern-2024", "money"]["state"] == "unsure"
    assert "are inferred" in cells["tern-2024", "money"]["candidates"][0]["doubt"]
    assert "another date" in cells["gull-2024", "money"]["candidates"][0]["doubt"]


def claim(field: str, record: str = "gull-x", **said: Any) -> dict[str, Any]:
    return {"table": "figures", "record": record, "field": field, "source": "doc", **said}


GULL = {"table": 1, "row": "Gull Works", "column": "2024"}
CLAIMS = [
    ([claim("money", place=GULL, value=12000000)], ["proved"]),
    ([claim("money", place=GULL)], ["proved"]),
    ([claim("money", place=GULL, value=12)], ["wrong|ambiguous"]),
    ([claim("money", place=GULL, value=12000)], ["wrong|ambiguous"]),  # thousands
    ([claim("money", place={"row": "Gull Works", "column": "2024"})], ["not_found"]),
    ([claim("money", place={"table": 1, "row": "Gull Works", "column": "2025"})], ["not_found"]),
    ([claim("money", place={"table": 1})], ["not_found"]),
    ([claim("money")], ["not_found"]),
    ([claim("staff", place=GULL)], ["not_understood"]),  # twelve millions
    ([claim("staff", place={**GULL, "table": 2})], ["proved"]),
    (  # the row of another firm
        [
            claim("money", place={"table": 1, "row": "Tern Marine", "column": "2024"}),
            claim("firm", quote="Gull Works", place={"table": 1, "row": 3, "column": 1}),
        ],
        ["wrong"],
    ),
    (  # the file has the scale in another row
        [
            claim("money", place=GULL, value=12000000),
            claim("money", quote="millions of yen", part="scale"),
        ],
        ["proved", "proved"],
    ),
    (
        [
            claim("money", place=GULL, value=13000000),
            claim("money", quote="millions of yen", part="scale"),
        ],
        ["wrong", "refused"],
    ),
]


def test_import_takes_a_cell_in_place_of_a_quote(run: Run, tmp_path: Path) -> None:
    verb, file = run("page.html", page()), tmp_path / "claims.json"
    for claims, verdicts in CLAIMS:
        file.write_text(json.dumps(claims), encoding="utf-8")
        found = json.loads(verb("import", "json", str(file), "--dry-run", "--json")[1])["rows"]
        for row, verdict in zip(found, verdicts, strict=False):
            assert row["verdict"] in verdict.split("|"), (claims, row["reason"])
    file.write_text(json.dumps(CLAIMS[0][0]), encoding="utf-8")
    assert verb("import", "json", str(file))[0] == 0
    assert cited(tmp_path) == {
        ("gull-x", "money", "scale", "millions of yen"),
        ("gull-x", "money", "", "12"),
    }


FILING = [["", "2023", "", "2024", ""], ["Sales", "$", "1,100", "$", "1,204"]]


@pytest.mark.parametrize(
    ("above", "field", "verdict"),
    [
        ("The following table shows what all firms together have sold in both of these years, as"
         " they have reported it to us until now (in millions):", "money", "proved"),
        ("In 1990 some 5 million firms were asked, and millions of people answered them, as has"
         " been told by others before us, at length:", "money", "ambiguous"),
        ("In millions", "staff", "not_understood|cropped"),  # money is not a count
    ],
)  # fmt: skip
def test_import_takes_the_sign_of_money_that_is_in_a_cell_of_its_own(
    above: str, field: str, verdict: str, run: Run, tmp_path: Path
) -> None:
    table = html_table(FILING).replace("<th></th><th>2024", "<th colspan=2>2024")
    verb = run("page.html", html(f"<p>{above}</p>{table}"))
    file = tmp_path / "claims.json"
    place = {"table": 1, "row": "Sales", "column": 5}
    file.write_text(json.dumps([claim(field, place=place)]), encoding="utf-8")
    found = json.loads(verb("import", "json", str(file), "--dry-run", "--json")[1])["rows"][0]
    assert found["verdict"] in verdict.split("|"), found["reason"]
    if verdict == "proved":
        assert found["value"] == "1204000000"


def test_import_takes_places_from_csv_and_from_records(run: Run, tmp_path: Path) -> None:
    verb = run("page.html", page())
    table = tmp_path / "claims.csv"
    head = "table,record,field,source,place_table,place_row,place_column,value"
    row = "figures,gull-x,money,doc,1,Gull Works,2024,12000000"
    table.write_text(f"{head}\n{row}\n", encoding="utf-8")
    assert (
        "proved: figures gull-x money = 12000000"
        in verb("import", "csv", str(table), "--dry-run")[1]
    )
    records = tmp_path / "records.json"
    record = {"id": "gull-x", "money": {"value": 12000000, "place": GULL}}
    records.write_text(json.dumps({"records": [record]}), encoding="utf-8")
    words = ("import", "json", str(records), "--dry-run", "--table", "figures", "--source", "doc")
    assert "proved: figures gull-x money = 12000000" in verb(*words)[1]


def test_cite_takes_a_number_with_its_scale_and_says_how(run: Run) -> None:
    verb = run("page.html", page())
    number = ("cite", "figures", "tern-x", "money", "1,204", "--source", "doc")
    code, out = verb(*number)
    assert code == 2
    assert "its table says so: add --scale 'millions of yen'" in out
    assert verb(*number, "--scale", "thousands of yen")[0] == 2
    code, out = verb(*number, "--scale", "millions of yen")
    assert (code, "money = 1204000000" in out) == (0, True)
    wrong = ("cite", "figures", "tern-x", "staff", "30", "--part", "scale", "--unit", "km")
    assert "go with a number" in verb(*wrong, "--source", "doc")[1]
    code, out = verb("cite", "figures", "gull-x", "staff", "12", "--source", "doc")
    assert (code, "“millions” at 25 heads this number" in out) == (2, True)
    note = ("--note", "the table counts in single ones")
    assert verb("cite", "figures", "gull-x", "staff", "12", "--source", "doc", *note)[0] == 0


def test_cite_takes_the_unit_of_a_column(run: Run, tmp_path: Path) -> None:
    rows = [["Plant", "Output (GWh)", "Water (km)"], ["Tern Marine", "1,204", "7"]]
    records = {"tern": {"firm": "Tern Marine", "energy": "1204"}}
    verb = run("page.html", html(html_table(rows)), records)
    number = ("cite", "figures", "tern", "energy", "1,204", "--source", "doc")
    assert "add --unit GWh" in verb(*number)[1]
    assert verb(*number, "--unit", "km")[0] == 2  # of the column beside
    code, out = verb(*number, "--unit", "GWh")
    assert (code, "energy = 1204" in out) == (0, True)
    assert verb("uncite", "figures", "tern", "energy", "--all")[0] == 0
    assert verb("suggest", "figures", "--source", "doc", "--write")[0] == 0
    assert ("tern", "energy", "unit", "GWh") in cited(tmp_path)
