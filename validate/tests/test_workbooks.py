"""Workbooks: sheets, errors, formulas and blank rows; nothing in them is passed over in silence."""

from __future__ import annotations

import datetime as dt
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import pincite
from support import run_command


def workbook(path: Path, rows: Sequence[Sequence[Any]], **sheets: Sequence[Sequence[Any]]) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for name, others in sheets.items():
        more = book.create_sheet(name)
        for row in others:
            more.append(list(row))
    book.save(path)
    return book


def test_sheets_are_found_by_name_and_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path, [["id"], ["x"]], second=[["id"], [1], [2]])
    schema = {"fields": [{"name": "id", "type": "integer"}]}
    assert not pincite.validate(path, schema=schema).valid
    for dialect in ({"sheetName": "second"}, {"sheetNumber": 2}, {"excel": {"sheet": 2}}):
        report = pincite.validate(path, schema=schema, dialect=dialect)
        assert report.valid
        assert report.stages[1].counts["rows"] == 2
    for dialect in ({"sheetName": "third"}, {"sheetNumber": 3}):
        (issue,) = pincite.validate(path, schema=schema, dialect=dialect).errors
        assert issue.code == "dialect-error"
        assert "“second”" in issue.message
    assert run_command(capsys, "validate", str(path), "--sheet", "second")[0] == 0
    assert run_command(capsys, "validate", str(path), "--sheet", "9")[0] == 1


def test_errors_and_merged_cells_are_told_apart_from_empty_ones(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = workbook(
        path, [["id", "name"], [1, "#N/A"], [2, None], [3, "a"], [None, None], [4, "b"]]
    )
    book.active.merge_cells("B4:B6")
    book.active["B2"].data_type = "e"
    book.save(path)
    fields = [{"name": "id", "type": "integer"}, {"name": "name", "type": "string"}]
    report = pincite.validate(path, schema={"fields": fields})
    assert [(i.code, i.place.row, i.place.column, i.found) for i in report.issues] == [
        ("merged-cells", None, None, "B4:B6"),
        ("type-error", 2, 2, "#N/A"),
        ("blank-row", 5, None, None),
    ]
    assert [issue.severity for issue in report.issues] == ["warning", "error", "error"]


def test_what_formats_leave_at_the_end_of_a_sheet_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = workbook(path, [["a", "b"], [1, 2], [3], [4, 5, 6]])
    book.active["D9"].number_format = "0.00"
    book.save(path)
    report = pincite.validate(path)
    assert [(i.code, i.place.row, i.place.column) for i in report.errors] == [("extra-cell", 4, 3)]
    assert report.stages[1].counts["rows"] == 3


def test_a_number_that_should_be_text_and_a_date_that_should_be_text_are_faults(
    tmp_path: Path,
) -> None:
    workbook(tmp_path / "t.xlsx", [["gene"], ["SEPT2"], [dt.datetime(2021, 9, 2)], [101]])
    schema = {"fields": [{"name": "gene", "type": "string"}]}
    report = pincite.validate(tmp_path / "t.xlsx", schema=schema)
    assert [(i.code, i.place.row) for i in report.errors] == [("type-error", 3), ("type-error", 4)]


def test_values_behind_many_blank_rows_are_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = workbook(path, [["a"], [1]])
    schema = {"fields": [{"name": "a", "type": "integer"}]}

    def errors(dialect: dict[str, Any]) -> list[tuple[str, int | None]]:
        report = pincite.validate(path, schema=schema, dialect=dialect)
        assert report.stages[1].counts["tables"] == 1
        return [(issue.code, issue.place.row) for issue in report.errors]

    book.active["A1002"] = "x"
    book.save(path)
    assert errors({}) == [*(("blank-row", row) for row in range(3, 1002)), ("type-error", 1002)]
    book.active["A1002"] = None
    book.active["A100010"] = "x"
    book.save(path)
    (issue,) = pincite.validate(path, schema=schema).errors
    assert issue.code == "source-error"
    assert "row 100010 of the sheet has a value behind 100007 blank rows" in issue.message
    assert errors({"skipBlankRows": True}) == [("type-error", 100010)]


@pytest.mark.parametrize("stray", ["XFD9000", "XFD1048576", "B1048576"])
def test_a_stray_cell_far_right_and_below_takes_no_time(stray: str, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    book = workbook(path, [["a", "b"], [1, 2]])
    book.active[stray] = 2
    book.save(path)
    before = time.process_time()
    report = pincite.validate(path)
    assert time.process_time() - before < 5  # 0.3 s alone; rows as wide as the sheet took minutes
    assert report.stages[1].counts["tables"] == 1
    expected = "blank-row" if stray == "XFD9000" else "source-error"
    assert {issue.code for issue in report.errors} == {expected}


def test_a_formula_without_its_value_is_not_an_empty_cell(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    workbook(path, [["a", "b"], ["=1+1", "x"], [3, '="y"'], [4, "z"]])
    schema = {"fields": [{"name": "a", "type": "integer"}, {"name": "b", "type": "string"}]}
    for report in (pincite.validate(path, schema=schema), pincite.validate(path)):
        assert [(i.code, i.place.row, i.place.column, i.found) for i in report.issues] == [
            ("type-error", 2, 1, "=1+1"),
            ("type-error", 3, 2, '="y"'),
        ]
        said = "a formula without its value: open and save the workbook in a spreadsheet program"
        assert all(said in issue.message for issue in report.issues)
    workbook(path, [["a", '="b"'], [1, "x"]])
    (issue,) = pincite.validate(path).issues
    assert (issue.code, issue.place.row, issue.place.column) == ("type-error", 1, 2)


def sheet_of(path: Path, rows: str) -> Path:
    """A workbook whose sheet has these rows in XML."""
    workbook(path, [["?"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = parts["xl/worksheets/sheet1.xml"].decode()
    begin, end = sheet.index("<sheetData>"), sheet.index("</sheetData>")
    parts["xl/worksheets/sheet1.xml"] = f"{sheet[:begin]}<sheetData>{rows}{sheet[end:]}".encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


HEADER = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c></row>'


def test_a_formula_has_the_value_that_was_saved(tmp_path: Path) -> None:
    rows = (
        '<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f t="shared" si="0"/><v></v></c><c r="B3"/></row>'
        '<row r="4"><c r="A4" t="b"><f>1=1</f><v>0</v></c></row>'
        '<row r="5"><c r="A5"><f t="shared" si="0"/></c></row>'
    )
    path = sheet_of(tmp_path / "t.xlsx", HEADER + rows)
    report = pincite.validate(path, schema={"fields": [{"name": "a", "type": "any"}]})
    assert [(issue.code, issue.place.row) for issue in report.issues] == [
        ("blank-row", 3),  # the empty text, as IF has it
        ("type-error", 5),
    ]
    assert report.stages[1].counts["rows"] == 4


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="1"><c r="A1"><v>3</v></c></row>', "row 1 "),
        ('<row r="999999999999"><c r="A2"><v>3</v></c></row>', "row 999999999999 "),
        ('<row r="2"><c r="A2"><v>3</v></c><c r="A2"><v>4</v></c></row>', "a cell twice"),
    ],
)
def test_rows_and_cells_out_of_order_are_refused(rows: str, said: str, tmp_path: Path) -> None:
    (issue,) = pincite.validate(sheet_of(tmp_path / "t.xlsx", HEADER + rows)).errors
    assert issue.code == "source-error"
    assert said in issue.message
