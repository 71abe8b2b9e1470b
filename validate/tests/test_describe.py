"""`describe`: the result validates the file that it was made from, and says what it rests on."""

from __future__ import annotations

import json
import random
import sqlite3
import string
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.report import CannotRun
from support import run_command
from table_writers import write_jsonl, write_parquet, write_xlsx

MESSY = """Report of the ports

id;name;price;zip;when;open;code;share;n
1;Anna;1,50;01234;03.04.2020;ja;AA;12 %;5
2;Bert;2,75;10115;13.12.2021;nein;AB;5 %;NA
3;Cäsar;NA;80331;01.01.2022;ja;AC;7,5 %;7
"""


def schema_of(tmp_path: Path, text: str, encoding: str = "utf-8", **more: Any) -> dict[str, Any]:
    """The fields of a described text by their names, without the names."""
    file = tmp_path / "t.csv"
    file.write_bytes(text.encode(encoding))
    found = pincite.describe(file, **more)
    assert found.valid, [issue.summary for table in found.tables for issue in table.issues]
    fields = found.tables[0].schema["fields"]
    return {item.pop("name"): item for item in (dict(item) for item in fields)}


def column(tmp_path: Path, *cells: str, name: str = "x", **more: Any) -> dict[str, Any]:
    text = f"id,{name}\n" + "".join(f'{at},"{cell}"\n' for at, cell in enumerate(cells, 1))
    found: dict[str, Any] = schema_of(tmp_path, text, **more)[name]
    return found


def test_a_messy_file_is_described_and_validates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ports.csv").write_bytes(MESSY.encode("cp1252"))
    code, out, _ = run_command(capsys, "describe", "ports.csv", "-o", "datapackage.json")
    assert (code, "windows-1252 (likely)" in out, "primary key: id" in out) == (0, True, True)
    resource = json.loads(Path("datapackage.json").read_text())["resources"][0]
    assert resource["encoding"] == "windows-1252"
    assert resource["dialect"] == {"delimiter": ";", "headerRows": [3]}
    fields = {item.pop("name"): item for item in resource["schema"]["fields"]}
    number = {"type": "number", "decimalChar": ","}
    assert fields == {
        "id": {"type": "integer"},
        "name": {"type": "string"},
        "price": {**number, "missingValues": ["", "NA"]},
        "zip": {"type": "string"},
        "when": {"type": "date", "format": "%d.%m.%Y"},
        "open": {"type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
        "code": {"type": "string"},
        "share": {**number, "bareNumber": False},
        "n": {"type": "integer", "missingValues": ["", "NA"]},
    }
    code, out, _ = run_command(capsys, "validate")
    assert (code, "3 rows" in out) == (0, True), out


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["1", "-2", "30"], {"type": "integer"}),
        (["1", "2.50"], {"type": "number"}),
        (["1", "2,5"], {"type": "number", "decimalChar": ","}),
        (["1.234,5", "2,25"], {"type": "number", "groupChar": ".", "decimalChar": ","}),
        (["1,234,567", "12"], {"type": "integer", "groupChar": ","}),
        (["1,234.5", "12"], {"type": "number", "groupChar": ","}),
        (["1 234", "12"], {"type": "integer", "groupChar": " "}),
        (["$1,234.50", "$3"], {"type": "number", "groupChar": ",", "bareNumber": False}),
        (["1,234", "5,678"], {"type": "string"}),  # thousands, or decimals: nobody can tell
        (["192.168.100.100", "10.100.200.100"], {"type": "string"}),  # addresses
        (["1.234.567.890", "1.100.100"], {"type": "integer", "groupChar": "."}),
        (["007", "12"], {"type": "string"}),
        (["+4930123456", "+4930123457"], {"type": "string"}),
        (["12345678901234567890", "1"], {"type": "string"}),
        (["2020-01-05", "2021-12-31"], {"type": "date"}),
        (["5/6/2020", "13/6/2020"], {"type": "date", "format": "%d/%m/%Y"}),
        (["5/6/2020", "6/13/2020"], {"type": "date", "format": "%m/%d/%Y"}),
        (["5/6/2020", "6/7/2020"], {"type": "string"}),  # day or month first
        (["3 Mar 2020", "4 Apr 2021"], {"type": "date", "format": "%d %b %Y"}),
        (["2020-01-05T10:00:00Z"], {"type": "datetime"}),
        (["2020-01-05 10:00"], {"type": "datetime", "format": "%Y-%m-%d %H:%M"}),
        (["10:00:00"], {"type": "time"}),
        (["9:30", "10:00"], {"type": "time", "format": "%H:%M"}),
        (["2021-05", "2021-06"], {"type": "yearmonth"}),
        (["P1Y", "PT5M"], {"type": "duration"}),
        (["TRUE", "FALSE"], {"type": "boolean"}),
        (["yes", "no"], {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]}),
        (["a@b.org", "c@d.org"], {"type": "string", "format": "email"}),
        (["https://a.org/x"], {"type": "string", "format": "uri"}),
        (["a", "1"], {"type": "string"}),
        (["1", "n/a", "", "3"], {"type": "integer", "missingValues": ["", "n/a"]}),
        (["", ""], {"type": "any"}),
    ],
)
def test_types_by_their_cells(tmp_path: Path, cells: list[str], field: dict[str, Any]) -> None:
    assert column(tmp_path, *cells) == field


def test_types_by_the_name_of_the_column(tmp_path: Path) -> None:
    assert column(tmp_path, "1999", "2020", name="birth_year") == {"type": "year"}
    assert column(tmp_path, "1.100.100", "2.1.1", name="version") == {"type": "string"}
    assert column(tmp_path, "1.10", "1.2", name="appVersion") == {"type": "string"}
    assert column(tmp_path, "1999", "2020", name="metres") == {"type": "integer"}
    assert column(tmp_path, "10115", "80331", name="zipCode") == {"type": "string"}
    assert column(tmp_path, "20200105", "20211231", name="date") == {
        "type": "date", "format": "%Y%m%d",
    }  # fmt: skip
    assert column(tmp_path, "20200105", "20211231", name="n") == {"type": "integer"}


def test_one_column_decides_for_another(tmp_path: Path) -> None:
    found = schema_of(tmp_path, "a;b\n1,5;1,234\n2,25;5,678\n")
    assert found["b"] == {"type": "number", "decimalChar": ","}
    found = schema_of(tmp_path, "a,b\n13/1/2020,1/2/2020\n1/1/2020,3/4/2020\n")
    assert found["b"] == {"type": "date", "format": "%d/%m/%Y"}


def test_semicolons_make_thousands_of_a_dot_possible(tmp_path: Path) -> None:
    """Where decimals have a comma, cells are parted by semicolons."""
    assert schema_of(tmp_path, "a;b\n1.100;x\n2.200;y\n")["a"] == {"type": "string"}
    told = pincite.describe(tmp_path / "t.csv").tables[0].fields[0]
    assert told.notes == ("“1.100” may be a decimal or have thousands",)
    assert schema_of(tmp_path, "a;b\n1.100;2.5\n2.200;3.5\n")["a"] == {"type": "number"}
    assert schema_of(tmp_path, "a;b\n1.100;2,5\n2.200;3,5\n")["a"] == {
        "type": "integer", "groupChar": ".",
    }  # fmt: skip
    assert schema_of(tmp_path, "a,b\n1.100,x\n2.200,y\n")["a"] == {"type": "number"}


def test_a_year_among_dates_is_no_fault(tmp_path: Path) -> None:
    days = [f"2020-01-{n % 28 + 1:02}" for n in range(60)]
    for coarse in ("2021", "2021-05"):
        found = schema_of(tmp_path, "when\n" + "\n".join([*days, coarse]) + "\n")
        assert found["when"] == {"type": "string"}
        (why,) = pincite.describe(tmp_path / "t.csv").tables[0].fields[0].notes
        assert why.endswith(f"not “{coarse}”, which may be a date without its day")


def test_a_schema_beside_is_not_asked(tmp_path: Path) -> None:
    for text in ("{", '{"fields": [{"name": "a", "type": "frog"}]}'):
        (tmp_path / "t.schema.json").write_text(text, encoding="utf-8")
        assert schema_of(tmp_path, "a\n1\n2\n") == {"a": {"type": "integer"}}


def test_a_mark_is_no_value_only_where_it_is_one(tmp_path: Path) -> None:
    """NA is Namibia among codes, and nothing among numbers."""
    rows = "".join(f"{code},{n},{text}\n" for code, n, text in [
        ("NA", 1, "N/A"), ("DE", "N/A", "long text"), ("FR", 3, "more")
    ])  # fmt: skip
    found = schema_of(tmp_path, "code,n,text\n" + rows)
    assert found["code"] == {"type": "string"}
    assert found["n"] == {"type": "integer", "missingValues": ["", "N/A"]}
    assert found["text"] == {"type": "string", "missingValues": ["", "N/A"]}


@pytest.mark.parametrize(
    ("cells", "stray", "kind"),
    [
        ([str(n) for n in range(200)], "x", "integer"),
        ([f"2020-01-{n % 28 + 1:02}" for n in range(60)], "2020-13-45", "date"),
        ([f"{n},5" for n in range(60)], "oops", "number"),
    ],
)
def test_a_stray_cell_is_a_fault_and_no_missing_value(
    tmp_path: Path, cells: list[str], stray: str, kind: str
) -> None:
    for at in (0, 30):
        given = [*cells[:at], stray, *cells[at:]]
        (tmp_path / "t.csv").write_text("n\n" + "".join(f'"{cell}"\n' for cell in given))
        found = pincite.describe(tmp_path / "t.csv")
        field = found.tables[0].fields[0]
        assert (found.valid, field.field["type"]) == (False, kind)
        assert "missingValues" not in field.field
        assert (
            field.why == f"{len(cells)} of {len(given)} filled cells; not “{stray}”, line {at + 2}"
        )
        assert [issue.place.line for issue in found.tables[0].issues] == [at + 2]


def test_a_stray_cell_is_told_beside_a_column_of_many(tmp_path: Path) -> None:
    """The faults of the column that is widened to text do not hide it."""
    rows = [f"{'x' if n == 7 else n},{'word' if n < 1200 else n}" for n in range(3000)]
    (tmp_path / "t.csv").write_text("n,m\n" + "\n".join(rows) + "\n")
    found = pincite.describe(tmp_path / "t.csv").tables[0]
    assert [item.field["type"] for item in found.fields] == ["integer", "string"]
    assert [issue.place.line for issue in found.issues] == [9]


def test_a_column_of_text_says_why_it_is_not_of_numbers(tmp_path: Path) -> None:
    cells = [*map(str, range(60)), "abc", "def"]
    (tmp_path / "t.csv").write_text("n\n" + "\n".join(cells) + "\n")
    found = pincite.describe(tmp_path / "t.csv")
    field = found.tables[0].fields[0]
    assert (found.valid, field.field["type"]) == (True, "string")
    assert field.why == "60 of 62 filled cells are of type integer; not “abc”, “def”"
    assert column(tmp_path, "1", "k.A.", "2", "不明") == {
        "type": "integer", "missingValues": ["", "k.A.", "不明"],
    }  # fmt: skip


def test_categories_need_cells_enough(tmp_path: Path) -> None:
    few = column(tmp_path, *["red", "blue"] * 3)
    many = column(tmp_path, *["red", "blue"] * 10)
    assert few == {"type": "string"}
    assert many == {"type": "string", "categories": ["blue", "red"]}


def test_constraints_only_where_they_are_asked_for(tmp_path: Path) -> None:
    text = "id,n,when,t\n" + "".join(f"A{i},{i * 1.5},2020-01-{i + 10},abc\n" for i in range(9))
    plain = schema_of(tmp_path, text)
    assert not any("constraints" in field for field in plain.values())
    found = schema_of(tmp_path, text, constraints=True)
    assert found["n"]["constraints"] == {"required": True, "minimum": 0.0, "maximum": 12.0}
    assert found["when"]["constraints"]["maximum"] == "2020-01-18"
    assert found["t"]["constraints"]["enum"] == ["abc"]
    assert found["id"]["constraints"] == {
        "required": True, "minLength": 2, "maxLength": 2, "unique": True,
    }  # fmt: skip


def test_keys_and_references_with_their_evidence(tmp_path: Path) -> None:
    (tmp_path / "countries.csv").write_text("code,name\nDE,Germany\nFR,France\nIT,Italy\n")
    rows = "".join(f"{n},{'DE FR IT'.split()[n % 3]},{n % 3}\n" for n in range(9))
    (tmp_path / "cities.csv").write_text("city_id,country_code,size\n" + rows)
    found = pincite.describe([tmp_path / "countries.csv", tmp_path / "cities.csv"])
    first, second = found.tables
    assert (first.schema["primaryKey"], second.schema["primaryKey"]) == (["code"], ["city_id"])
    assert second.schema["foreignKeys"] == [
        {"fields": ["country_code"], "reference": {"resource": "countries", "fields": ["code"]}}
    ]
    assert second.references[0].why == "all 3 different values are among the 3 of countries.code"
    assert found.valid


def test_a_key_of_two_columns(tmp_path: Path) -> None:
    rows = "".join(f"2{y:03},{c},{y * 7 % 5}.5\n" for y in range(6) for c in ("DE", "FR"))
    (tmp_path / "t.csv").write_text("year,country,value\n" + rows)
    assert pincite.describe(tmp_path / "t.csv").tables[0].schema["primaryKey"] == [
        "year", "country",
    ]  # fmt: skip


def test_a_key_with_a_duplicate_is_told_and_no_other_is_made_up(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"K{n:04},{n * 7 % 11}.{n},2020-01-{n:02}" for n in range(1, 21)]
    rows[7] = rows[1].replace("2020", "2021")
    (tmp_path / "t.csv").write_text("Kunden-Nr,Umsatz,Datum\n" + "\n".join(rows) + "\n")
    code, out, _ = run_command(capsys, "describe", str(tmp_path / "t.csv"))
    assert code == 0
    assert "Kunden-Nr would be a key but for “K0002” (line 3 and line 9)" in out
    assert "primary key" not in out
    assert "Umsatz, " not in out


ROWS: list[list[Any]] = [["id", "name", "n", "ok"], [1, "a", 1.5, True], [2, "b", 2.25, False]]
TYPES = {"id": "integer", "name": "string", "n": "number", "ok": "boolean"}


def test_other_formats_keep_their_types(tmp_path: Path) -> None:
    objects = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    (tmp_path / "a.json").write_text(json.dumps(objects))
    write_jsonl(tmp_path / "b.jsonl", ROWS[0], ROWS[1:])
    write_xlsx(tmp_path / "c.xlsx", ROWS[0], ROWS[1:])
    write_parquet(tmp_path / "d.parquet", ROWS[0], ROWS[1:])
    looked_at = 0
    for name in ("a.json", "b.jsonl", "c.xlsx", "d.parquet"):
        found = pincite.describe(tmp_path / name)
        assert found.valid, name
        fields = found.tables[0].schema["fields"]
        assert {item["name"]: item["type"] for item in fields} == TYPES, name
        looked_at += 1
    assert looked_at == 4


def test_a_stray_text_among_typed_values_is_a_fault(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[at, "x" if at == 7 else 2 * at] for at in range(60)]
    write_jsonl(tmp_path / "a.jsonl", ["id", "n"], rows)
    write_xlsx(tmp_path / "b.xlsx", ["id", "n"], rows)
    for name, place in (("a.jsonl", "line 8"), ("b.xlsx", "row 9")):
        found = pincite.describe(tmp_path / name)
        item = found.tables[0].fields[1]
        assert (found.valid, item.field["type"]) == (False, "integer"), name
        assert item.why == f"59 of 60 filled cells; not “x”, {place}"


def test_all_sheets_of_a_workbook_that_hold_something(tmp_path: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.create_sheet("Ports").append(["id", "since"])
    book["Ports"].append([1, "NA"])
    book["Ports"].append([2, 2001])
    book.create_sheet("Boats").append(["boat", "ports_id"])
    book["Boats"].append(["Tern", 2])
    book["Boats"].append(["Quay", 1])
    book.save(tmp_path / "t.xlsx")
    found = pincite.describe(tmp_path / "t.xlsx")
    assert [table.name for table in found.tables] == ["ports", "boats"]
    assert found.tables[0].schema["fields"][1] == {
        "name": "since", "type": "integer", "missingValues": ["", "NA"],
    }  # fmt: skip
    assert found.tables[1].schema["foreignKeys"][0]["reference"]["resource"] == "ports"
    assert found.valid


def test_all_tables_of_a_database(tmp_path: Path) -> None:
    base = sqlite3.connect(tmp_path / "t.sqlite")
    base.execute("CREATE TABLE a (id INTEGER, name TEXT)")
    base.execute("INSERT INTO a VALUES (1, 'x'), (2, '2020-01-01')")
    base.execute("CREATE TABLE b (id INTEGER, a_id INTEGER)")
    base.execute("INSERT INTO b VALUES (1, 2), (2, 1), (3, 1)")
    base.commit()
    base.close()
    found = pincite.describe(tmp_path / "t.sqlite")
    assert [table.name for table in found.tables] == ["a", "b"]
    assert found.tables[1].schema["foreignKeys"][0]["reference"]["resource"] == "a"
    assert found.valid


def test_a_schema_beside_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("a;b\nx;1\ny;2\n")
    code, _, err = run_command(capsys, "describe", "t.csv", "-o", "t.schema.json")
    assert (code, "pincite validate t.csv --delimiter ';'" in err) == (0, True)
    code, out, _ = run_command(capsys, "validate", "t.csv", "--delimiter", ";")
    assert (code, "by the schema beside it" in out) == (0, True)
    Path("mine.json").write_text("{}")
    code, _, err = run_command(capsys, "describe", "t.csv", "-o", "mine.json")
    assert (code, "choose another name" in err, Path("mine.json").read_text()) == (2, True, "{}")


def test_no_descriptor_is_replaced_without_force(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text("id,b\nx,1\ny,2\n")
    mine = '{"$schema": "https://datapackage.org/profiles/2.0/datapackage.json", "title": "mine"}'
    out = Path("datapackage.json")
    out.write_text(mine)
    code, _, err = run_command(capsys, "describe", "t.csv", "-o", "datapackage.json")
    assert (code, "--force" in err, out.read_text()) == (2, True, mine)
    for beside in ("datapackage.json.before", "datapackage.json.before-2"):
        old = out.read_bytes()
        code, text, _ = run_command(capsys, "describe", "t.csv", "-o", str(out), "--force")
        assert (code, f"kept: {beside}" in text) == (0, True)
        assert Path(beside).read_bytes() == old
    assert json.loads(out.read_text())["resources"][0]["path"] == "t.csv"


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    for name, text in (("page.html", "<html><p>a, b</p>"), ("notes.txt", "a,b\n1,2\n")):
        (tmp_path / name).write_text(text)
    page, notes = (pincite.describe(tmp_path / name) for name in ("page.html", "notes.txt"))
    assert not page.valid
    assert "format 'html'" in page.tables[0].fault
    assert notes.valid
    assert notes.tables[0].rows == 1


def test_faults_of_the_file_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a,b\n1,2\n3,4,5\n6,7\n8,9\n")
    code, out, _ = run_command(capsys, "describe", str(file))
    assert (code, "extra-cell" in out, "3  b" in out or "integer" in out) == (1, True, True)
    for text in (b"", b"\n\n", b"\0\0\0", b'a,"b\n'):
        file.write_bytes(text)
        code, out, err = run_command(capsys, "describe", str(file))
        assert (code, "Traceback" in err) == (1, False), text
    assert run_command(capsys, "describe", str(tmp_path / "none.csv"))[0] == 2
    with pytest.raises(CannotRun):
        pincite.describe(tmp_path, folder=tmp_path / "deeper")


KINDS = (
    lambda r: str(r.randrange(10**6)),
    lambda r: f"{r.random() * 100:.2f}",
    lambda r: f"{r.randrange(10**4)},{r.randrange(100):02}",
    lambda r: f"{r.randrange(1, 29):02}.{r.randrange(1, 13):02}.20{r.randrange(10, 30)}",
    lambda r: f"20{r.randrange(10, 30)}-{r.randrange(1, 13):02}-{r.randrange(1, 29):02}",
    lambda r: f"{r.randrange(1, 13)}/{r.randrange(1, 29)}/20{r.randrange(10, 30)}",
    lambda r: r.choice(["yes", "no"]),
    lambda r: r.choice(["NA", "", "-", "7", "2.5"]),
    lambda r: "".join(r.choices(string.printable + "äß€漢\u00a0", k=r.randrange(8))),
    lambda r: r.choice(["007", "12", "+3", " 4", "1,234", "1.234", "5 %", "$5"]),
    lambda r: f"{r.randrange(24):02}:{r.randrange(60):02}",
    lambda r: r.choice(['{"a": 1}', "[1]", "P1D", "a@b.cc", "http://a/b", "NaN", "1e5", "INF"]),
)


def test_random_files_validate_with_what_is_found(tmp_path: Path) -> None:
    """Whatever is in the cells, the fields that are found take all of them."""
    import csv

    r, file, valid = random.Random(18), tmp_path / "t.csv", 0
    for number in range(40):
        kinds = r.choices(KINDS, k=r.randrange(2, 7))
        rows = [
            [f"r{at}", *(kind(r) if r.random() < 0.97 else r.choice(KINDS)(r) for kind in kinds)]
            for at in range(r.randrange(1, 40))
        ]
        with file.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=r.choice(",;\t"), lineterminator="\n")
            writer.writerows([["id", *(f"c{at}" for at in range(len(kinds)))], *rows])
        found = pincite.describe(file, constraints=number % 2 == 0, folder=tmp_path)
        table = found.tables[0]
        codes = {issue.code for issue in table.issues}
        assert not codes & {"type-error", "constraint-error", "primary-key", "unique-error"}
        again = pincite.validate(dict(found.descriptor), folder=tmp_path) if found.valid else None
        valid += again is not None and again.valid
        assert again is None or again.valid, (number, again.issues)
        if number % 4 == 0:
            twice = pincite.describe(file, constraints=number % 2 == 0, folder=tmp_path)
            assert json.dumps(twice.to_dict()) == json.dumps(found.to_dict())
    assert valid > 33


def test_init_takes_delimited_text_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("ev.jsonl").write_text('{"id": 1, "b": "x"}\n{"id": 2, "b": "y"}\n')
    Path("t.xlsx").write_bytes(b"PK")
    Path("page.html").write_text("<p>a, b</p>")
    for name in ("ev.jsonl", "t.xlsx"):
        code, _, err = run_command(capsys, "init", "p", "--plain", "--from", name)
        wanted = f"`pincite extract {name} -o {Path(name).stem}.csv`"
        assert (code, wanted in err, Path("p").exists()) == (2, True, False)
    code, _, err = run_command(capsys, "init", "p", "--plain", "--from", "page.html")
    assert (code, "format 'html'" in err, Path("p").exists()) == (2, True, False)
    assert run_command(capsys, "extract", "ev.jsonl", "-o", "ev.csv")[0] == 0
    assert run_command(capsys, "init", "p", "--plain", "--from", "ev.csv")[0] == 0
    assert pincite.validate("p").valid


def test_texts_of_a_typed_column_are_texts_whatever_they_look_like(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["2020-01-02", "1.5", 1], ["2021-03-04", "2", 2]]
    write_parquet(tmp_path / "days.parquet", ["day", "part", "number"], rows)
    found = pincite.describe(tmp_path / "days.parquet")
    assert found.valid
    fields = found.tables[0].schema["fields"]
    assert [field["type"] for field in fields] == ["string", "string", "integer"]
    assert found.tables[0].fields[0].why.startswith("the file holds it as text")
