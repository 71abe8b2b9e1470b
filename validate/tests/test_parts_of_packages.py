"""Keys into other packages, one resource of a package, so many rows, and rows written out."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

import pincite
from support import GOLDEN, run_command
from table_writers import write_xlsx

NUMBER = {"name": "id", "type": "integer"}


def write(folder: Path, name: str, table: str, text: str, **schema: Any) -> None:
    """A package of one table."""
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / f"{table}.csv").write_text(text, encoding="utf-8")
    item = {"name": table, "path": f"{table}.csv", "schema": {"fields": [NUMBER], **schema}}
    value = {"name": name, "resources": [item]}
    (folder / name / "datapackage.json").write_text(json.dumps(value), encoding="utf-8")


def key(package: str, resource: str = "states", field: str = "id") -> dict[str, Any]:
    reference = {"package": package, "resource": resource, "fields": field}
    return {"foreignKeys": [{"fields": "id", "reference": reference}]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "other", "states", "id\n1\n2\n")
    write(tmp_path, "own", "cities", "id\n1\n3\n", **key("../other/datapackage.json"))
    return tmp_path


def said(report: pincite.Report) -> list[tuple[str, int | None]]:
    return [(issue.code, issue.place.line) for issue in report.issues]


def test_a_key_into_another_package_is_compared_where_both_are_named(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = pincite.validate("own", beside=["other"])
    assert said(report) == [("foreign-key", 3)]
    assert "“3” is not among the records of states of other" in report.issues[0].message
    assert report.stages[1].remarks == ("references compared with states of other",)
    for words in (["own", "other"], ["."]):
        code, out, _ = run_command(capsys, "validate", *words, "--json")
        assert code == 1
        assert [(i["code"], i["file"]) for i in json.loads(out)["issues"]] == [
            ("foreign-key", "own/cities.csv")
        ]
    assert folder.is_dir()


def test_a_package_that_was_not_named_is_not_read(folder: Path) -> None:
    report = pincite.validate("own")
    assert [issue.code for issue in report.issues] == ["external-reference"]
    assert report.valid
    assert [i.code for i in pincite.validate("own", beside=["own"]).issues] == [
        "external-reference"
    ]
    for stated in ("/etc/passwd", str(folder / "other"), "https://example.org/datapackage.json"):
        write(folder, "own", "cities", "id\n1\n", **key(stated))
        report = pincite.validate("own", beside=["other"])
        assert [issue.code for issue in report.issues] == ["external-reference"], stated


def test_a_package_at_an_address_or_inside(folder: Path) -> None:
    url = "https://example.org/datapackage.json"
    write(folder, "own", "cities", "id\n1\n3\n", **key(url))
    report = pincite.validate("own", maps={url: "other/datapackage.json"})
    assert said(report) == [("foreign-key", 3)]
    write(folder, "own/inner", "states", "id\n3\n")
    write(folder, "own", "cities", "id\n1\n3\n", **key("inner/datapackage.json"))
    assert said(pincite.validate("own")) == [("foreign-key", 2)]


def test_a_reference_that_leads_nowhere_is_a_fault(folder: Path) -> None:
    for stated in (key("../other", "towns"), key("../other", field="name")):
        write(folder, "own", "cities", "id\n1\n", **stated)
        report = pincite.validate("own", beside=["other"])
        assert [issue.code for issue in report.errors] == ["schema-error"]
    (folder / "other/datapackage.json").write_text("{", encoding="utf-8")
    write(folder, "own", "cities", "id\n1\n", **key("../other"))
    report = pincite.validate("own", beside=["other"])
    assert "cannot be opened" in report.issues[-1].message + report.issues[0].message
    assert not report.errors


# One resource, so many rows


def test_one_resource_of_a_package(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys, "validate", str(GOLDEN), "--resource", "grants", "--json")
    report = json.loads(out)
    assert code == 0
    assert [task["name"] for task in report["tasks"]] == ["grants"]
    assert "only a part" in report["stages"][3]["remarks"][0]
    assert report["stages"][3]["counts"] == {}
    code, _, err = run_command(capsys, "validate", str(GOLDEN), "--resource", "nothing")
    assert code == 2
    assert "resources: " in err


def test_references_of_one_resource_are_compared_with_whole_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n2\nx\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("id\n2\n3\n", encoding="utf-8")
    reference = {"fields": "id", "reference": {"resource": "a", "fields": "id"}}
    items = [
        {"name": "a", "path": "a.csv", "schema": {"fields": [NUMBER]}},
        {"name": "b", "path": "b.csv", "schema": {"fields": [NUMBER], "foreignKeys": [reference]}},
    ]
    text = json.dumps({"resources": items})
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    for words, codes in (
        (["--resource", "b"], ["foreign-key"]),
        (["--limit-rows", "1"], []),
        (["--limit-rows", "2"], ["foreign-key"]),
        (["--limit-rows", "3"], ["type-error", "foreign-key"]),
    ):
        code, out, _ = run_command(capsys, "validate", str(tmp_path), *words, "--json")
        said = json.loads(out)
        assert [issue["code"] for issue in said["issues"]] == codes
        assert code == int(bool(codes))
    assert said["stages"][1]["remarks"] == ["a: only its first 3 rows"]


# Rows written out


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    text = 'id,name\n1,"a, b"\nx,c\n3,d\n3,e\n'
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    fields = [NUMBER, {"name": "name", "type": "string"}]
    schema = {"fields": fields, "primaryKey": ["id"]}
    (tmp_path / "t.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ([], ['1,"a, b"', "x,c", "3,d", "3,e"]),
        (["--valid"], ['1,"a, b"', "3,d"]),
        (["--invalid"], ["x,c", "3,e"]),
        (["--valid", "--limit-rows", "1"], ['1,"a, b"']),
    ],
)
def test_rows_are_written_as_they_are(
    table: Path, capsys: pytest.CaptureFixture[str], words: list[str], rows: list[str]
) -> None:
    code, out, err = run_command(capsys, "extract", "t.csv", *words)
    assert code == 0
    assert out.splitlines() == ["id,name", *rows]
    assert err.startswith(str(len(rows)))
    run_command(capsys, "extract", "t.csv", *words, "-o", "out.csv")
    assert (table / "out.csv").read_text(encoding="utf-8") == out


def test_rules_are_not_looked_at_and_that_is_said(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rule = {"rule": "filled_together", "fields": ["id", "name"]}
    schema = {"fields": [NUMBER, {"name": "name", "type": "string"}], "rules": [rule]}
    (table / "t.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    _, _, err = run_command(capsys, "extract", "t.csv", "--valid")
    assert "rules between fields were not looked at" in err


def test_rows_of_other_formats_are_written_as_csv(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '{"id": 1, "ok": true, "n": [1, 2.5]}\n{"id": "x", "ok": null, "n": null}\n'
    (tmp_path / "t.jsonl").write_text(text, encoding="utf-8")
    code, out, _ = run_command(capsys, "extract", str(tmp_path / "t.jsonl"))
    assert code == 0
    assert out.splitlines()[0] == "id,ok,n"
    assert out.splitlines()[2] == "x,,"
    assert out.splitlines()[1].startswith("1,true,")


def test_what_is_not_of_single_rows_is_said(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (table / "t.csv").write_bytes(b"id,name\n1,\xff\n")
    code, out, err = run_command(capsys, "extract", "t.csv", "--valid")
    assert (code, out) == (1, "")
    assert "encoding-error" in err
    code, _, err = run_command(capsys, "extract", str(GOLDEN), "--valid")
    assert code == 2
    assert "--resource" in err
    code, out, _ = run_command(capsys, "extract", str(GOLDEN), "--resource", "grants", "--valid")
    assert code == 0
    assert len(out.splitlines()) > 1


# Tolerance by declaration


@pytest.mark.parametrize("stated", [{"caseSensitiveHeader": False}, {"headerCase": False}])
def test_labels_are_compared_without_case_where_that_is_declared(
    stated: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text("ID,Name\n1,a\nx,b\n", encoding="utf-8")
    schema = {"fields": [NUMBER, {"name": "name", "type": "string"}]}
    report = pincite.validate(tmp_path / "t.csv", schema=schema, dialect=stated)
    assert said(report) == [("type-error", 3)]
    assert "without letter case" in report.stages[1].remarks[0]
    assert {i.code for i in pincite.validate(tmp_path / "t.csv", schema=schema).errors} == {
        "incorrect-label",
        "type-error",
    }
    (tmp_path / "t.csv").write_text("ID,Name\n1,a\n", encoding="utf-8")
    rows = list(pincite.open(tmp_path / "t.csv", schema=schema, dialect=stated)["t"])
    assert rows == [{"id": 1, "name": "a"}]


def test_blank_rows_are_passed_over_where_that_is_declared(tmp_path: Path) -> None:
    text = "id,name\n1,a\n\n,\nx,b\n" + "".join(f"{n},c\n\n" for n in range(15_000))
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    schema = {"fields": [NUMBER, {"name": "name", "type": "string"}]}
    dialect = {"skipBlankRows": True}
    report = pincite.validate(tmp_path / "t.csv", schema=schema, dialect=dialect)
    assert said(report) == [("type-error", 5)]
    assert report.stages[1].counts["rows"] == 15_002
    assert "blank rows are passed over" in report.stages[1].remarks[0]
    assert not pincite.validate(tmp_path / "t.csv", schema=schema, skip=["type-error"]).valid
    frame = pincite.open(tmp_path / "t.csv", schema=schema, dialect=dialect)["t"]
    assert frame.to_polars(errors="null").height == 15_002


def test_blanks_are_left_out_where_that_is_declared(tmp_path: Path) -> None:
    text = " id ,name\n 1 , a \nx,b\n , \n" + "".join(f"{n} ,c \n" for n in range(15_000))
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    schema = {"fields": [NUMBER, {"name": "name", "constraints": {"enum": ["a", "b", "c"]}}]}
    dialect = {"trimCells": True}
    report = pincite.validate(tmp_path / "t.csv", schema=schema, dialect=dialect)
    assert said(report) == [("type-error", 3), ("blank-row", 4)]
    assert "blanks at the ends of cells are left out" in report.stages[1].remarks[0]
    both = {"trimCells": True, "skipBlankRows": True}
    assert said(pincite.validate(tmp_path / "t.csv", schema=schema, dialect=both)) == [
        ("type-error", 3)
    ]
    without = pincite.validate(tmp_path / "t.csv", schema=schema, most_issues=5)
    assert "constraint-error" in {issue.code for issue in without.errors}
    frame = pincite.open(tmp_path / "t.csv", schema=schema, dialect=both)["t"]
    assert frame.to_polars(errors="null")["name"].head(2).to_list() == ["a", "b"]
    assert not pincite.validate(tmp_path / "t.csv", schema=schema, dialect={"trimCells": 1}).valid


@pytest.mark.parametrize(
    ("stated", "text", "remark"),
    [
        ({"commentChar": "#"}, "id\n# x\n1\n", "rows that begin with # are left out"),
        ({"commentRows": [2]}, "id\nx\n1\n", "these rows are left out: 2"),
        ({"headerRows": [2]}, "about\nid\n1\n", "what is above is left out: 2"),
        ({"headerRows": [1, 2], "headerJoin": ""}, "i\nd\n1\n", "is in these rows, .*: 1, 2"),
        ({"skipInitialSpace": True}, "id\n1\n", "blanks behind a delimiter are left out"),
    ],
)
def test_what_the_switches_of_the_standard_leave_out_is_said(
    stated: dict[str, Any], text: str, remark: str, tmp_path: Path
) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    report = pincite.validate(tmp_path / "t.csv", schema={"fields": [NUMBER]}, dialect=stated)
    assert said(report) == []
    assert report.stages[1].counts["rows"] == 1
    assert re.search(remark, report.stages[1].remarks[0])
    plain = pincite.validate(tmp_path / "t.csv", schema={"fields": [NUMBER]})
    assert not any("left out" in remark for remark in plain.stages[1].remarks)


def test_what_is_read_is_not_replaced(
    table: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (table / "t.csv").read_bytes()
    write(tmp_path, "whole", "states", "id\n1\nx\n")
    for words in (
        ("t.csv", "t.csv"),
        (str(tmp_path / "whole"), str(tmp_path / "whole/states.csv")),
    ):
        code, _, err = run_command(capsys, "extract", words[0], "--valid", "-o", words[1])
        assert (code, "choose another name" in err) == (2, True)
    assert (table / "t.csv").read_bytes() == before
    assert (tmp_path / "whole/states.csv").read_text(encoding="utf-8") == "id\n1\nx\n"


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("t.jsonl", '{"id": 1}\n{"id":\nx\n{"id": 2}\n', "2 lines of .*t.jsonl .*: lines 2, 3;"),
        ("t.csv", 'id\n1\n"2"x\n2\n', "1 line of .*t.csv .*: line 3;"),
        ("t.json", '[{"id": 1}, 5, {"id": 2}]', "1 row of .*t.json .*: row 2;"),
    ],
)
@pytest.mark.parametrize("which", ["--valid", "--invalid"])
def test_no_row_is_lost_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, says: str, which: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    code, out, err = run_command(capsys, "extract", str(tmp_path / name), which)
    assert code == 1
    assert out.splitlines() == ["id", *(["1", "2"] if which == "--valid" else [])]
    assert re.search(says, err)


def test_a_file_that_is_there_is_replaced_with_force_only(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = "id,name\n7,by hand\n"
    (table / "out.csv").write_text(mine, encoding="utf-8")
    code, _, err = run_command(capsys, "extract", "t.csv", "-o", "out.csv")
    assert (code, "--force" in err) == (2, True)
    assert (table / "out.csv").read_text(encoding="utf-8") == mine
    assert run_command(capsys, "extract", "t.csv", "-o", "out.csv", "--force")[0] == 0
    assert "by hand" not in (table / "out.csv").read_text(encoding="utf-8")


def test_a_table_without_rows_is_said_to_have_none(
    table: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (table / "t.csv").write_text("id,name\n", encoding="utf-8")
    assert "1 table · 0 rows" in run_command(capsys, "validate", "t.csv")[1]


def test_two_forms_at_once_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_command(capsys, "validate", "t.csv", "--json", "-f", "sarif")
    assert (stopped.value.code, capsys.readouterr().out) == (2, "")


def test_a_date_of_a_workbook_without_a_time_is_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [[dt.datetime(2024, 1, 1)], [dt.datetime(2024, 1, 2, 9, 30)]]
    write_xlsx(tmp_path / "t.xlsx", ["day"], rows)
    _, out, _ = run_command(capsys, "extract", str(tmp_path / "t.xlsx"))
    assert out.splitlines()[:2] == ["day", "2024-01-01"]
    assert "09:30" in out.splitlines()[2]


@pytest.mark.parametrize(("form", "day"), [("%d.%m.%Y", "31.02.2016"), ("default", "2016-02-31")])
def test_a_day_that_no_calendar_has_is_said_to_be_none(form: str, day: str) -> None:
    field = {"name": "d", "type": "date", "format": form}
    for text, is_said in ((day, True), ("soon", False)):
        stated = {"name": "t", "data": [["d"], [text]], "schema": {"fields": [field]}}
        (issue,) = pincite.validate({"name": "p", "resources": [stated]}).errors
        assert ("there is no such day" in issue.message) == is_said
