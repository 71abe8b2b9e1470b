"""Spreadsheets in OpenDocument: types, repetitions, notes, merged cells, faults, hostile files."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.report import Report
from table_writers import NAMES, ods_cell, write_ods, write_ods_content

SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "name", "type": "string"},
        {"name": "at", "type": "time"},
    ]
}
HEAD = "<table:table-row>" + "".join(map(ods_cell, ("id", "name", "at"))) + "</table:table-row>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def read(path: Path, **options: Any) -> list[list[Any]]:
    (table,) = pincite.open(path, schema=SCHEMA, **options).values()
    return [list(record.values()) for record in table]


def check(path: Path, **options: Any) -> Report:
    return pincite.validate(path, schema=SCHEMA, **options)


def test_cells_are_read_as_they_are_typed(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    note = "<office:annotation><text:p>a note</text:p></office:annotation>"
    spaced = f"<text:p>a<text:s text:c='2'/>b<text:tab/>c</text:p><text:p>d</text:p>{note}"
    text = f"<table:table-cell office:value-type='string'>{spaced}</table:table-cell>"
    time = "<table:table-cell office:value-type='time' office:time-value='PT10H30M05S'/>"
    percent = "<table:table-cell office:value-type='percentage' office:value='3'/>"
    write_ods_content(
        path, {"A": HEAD + row(percent, text, time) + row(ods_cell("4"), ods_cell(7))}
    )
    (issue,) = check(path).errors  # a number in a field of texts
    assert (issue.code, issue.place.row, issue.place.field) == ("type-error", 3, "name")
    write_ods_content(path, {"A": HEAD + row(percent, text, time) + row(ods_cell("4"))})
    found = read(path)
    assert found[0][:2] == [3, "a  b\tc\nd"]
    assert found[0][2].isoformat() == "10:30:05"
    assert found[1] == [4, None, None]


def test_repeated_rows_and_cells_are_there_as_often_as_they_say(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    blank = '<table:table-cell table:number-columns-repeated="16000"/>'
    twice = ods_cell("x").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
    )
    rows = HEAD + row(ods_cell(1), twice, blank, more='table:number-rows-repeated="3"')
    rows += row(blank, more='table:number-rows-repeated="2"') + row(ods_cell("y"))
    rows += row(blank, more='table:number-rows-repeated="1000000"')
    write_ods_content(path, {"A": rows})
    report = check(path)
    assert report.stages[1].counts["rows"] == 6
    found = [(issue.code, issue.place.row) for issue in report.errors]
    assert found == [
        *(("type-error", number) for number in (2, 3, 4)),
        *(("blank-row", number) for number in (5, 6)),
        ("type-error", 7),
    ]


def test_errors_and_formulas_without_a_value_are_errors(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    wrong = f"<table:table-cell {calc} office:value-type='string' calcext:value-type='error'>"
    wrong += "<text:p>#N/A</text:p></table:table-cell>"
    formula = "<table:table-cell table:formula='of:=[.A1]+1'/>"
    write_ods_content(path, {"A": HEAD + row(wrong, ods_cell("a")) + row(formula, ods_cell("b"))})
    issues = check(path).errors
    assert [issue.code for issue in issues] == ["type-error", "type-error"]
    assert "#N/A" in issues[0].message
    assert "formula without its value" in issues[1].message


def test_merged_cells_are_named(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    wide = ods_cell("a").replace(
        "<table:table-cell", '<table:table-cell table:number-columns-spanned="2"'
    )
    cells = (
        ods_cell(1)
        + wide
        + "<table:covered-table-cell><text:p>x</text:p></table:covered-table-cell>"
    )
    write_ods_content(path, {"A": HEAD + row(cells)})
    (issue,) = check(path).issues
    assert (issue.code, issue.found) == ("merged-cells", "B2:C2")


def test_a_sheet_is_chosen_by_name_or_number_and_the_first_is_said(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    sheets = {"One": HEAD + row(ods_cell(1)), "Two": HEAD + row(ods_cell(2)) + row(ods_cell(3))}
    write_ods_content(path, sheets)
    report = check(path)
    assert "t: only the first of 2 sheets was read: “One”, “Two”" in report.stages[1].remarks[0]
    assert [record[0] for record in read(path, dialect={"sheetName": "Two"})] == [2, 3]
    assert [record[0] for record in read(path, dialect={"sheetNumber": 2})] == [2, 3]
    assert check(path, dialect={"sheetNumber": 2}).stages[1].remarks == ()
    (issue,) = check(path, dialect={"sheetName": "Three"}).errors
    assert (issue.code, "“One”, “Two”" in issue.message) == ("dialect-error", True)


BOMB = "<!DOCTYPE x [<!ENTITY a '" + "a" * 1000 + "'>]>"
WIDE = ods_cell(1).replace(" ", ' table:number-columns-repeated="16000" ', 1)
MAY = "<table:table-cell office:value-type='date' office:date-value='May'/>"


def repeated(times: str, cell: str = ods_cell(1)) -> str:
    return row(cell, more=f'table:number-rows-repeated="{times}"')


HOSTILE: dict[str, tuple[str, str]] = {  # the file of the archive, and what is in it
    "a zip without content": ("other.xml", ""),
    "no XML": ("content.xml", "<a"),
    "a document type": ("content.xml", f"{BOMB}<a>&a;</a>"),
    "encrypted": ("content.xml", "\x00\x01\x02"),
    "too many repeated cells": ("rows", repeated("1000000", WIDE)),
    "no number": ("rows", repeated("-1")),
    "a million digits": ("rows", repeated("9" * 10**6)),
    "no date": ("rows", row(MAY)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_one_issue(name: str, tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    inner, text = HOSTILE[name]
    if inner == "rows":
        write_ods_content(path, {"A": HEAD + text})
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(inner, text)
    (issue,) = check(path).errors
    assert issue.code == "source-error", issue
    assert len(issue.message) < 400


def test_a_file_that_extracts_to_too_much_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", f"<a {NAMES}>" + " " * 105_000_000 + "</a>")
    (issue,) = check(path).errors
    assert "extracts to too many bytes" in issue.message


def test_blank_rows_at_the_end_are_not_there(tmp_path: Path) -> None:
    write_ods(tmp_path / "t.ods", ["id", "name", "at"], [[1, "a", None], [None, None, None]])
    assert check(tmp_path / "t.ods").valid
