"""A workbook for people: a sheet about the package, the dictionary, and a sheet for each table.

Texts are written as texts, never as formulas, and those that a spreadsheet would take for one when
they are edited carry the mark that keeps them text. The quote that a cell rests on is a note on it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime
from math import isfinite
from typing import Any

from pincite.citations import Cell
from pincite.releases.content import Content, Files, TypedTable, needed
from pincite.releases.typed_columns import Column, Kind, iso_text, number_text
from pincite.report import CannotRun

FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a leap day that never was
EXACT_DIGITS = 15  # of a number in a spreadsheet, which is a double: 2**53 has 16 digits
MAX_ROWS, MAX_COLUMNS, MAX_TEXT = 1_048_576, 16_384, 32_767
# OWASP, "CSV Injection": what a spreadsheet takes for a formula when the cell is edited
_FORMULA = re.compile(r"[=+\-@\t\r\n|%]")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}


def xlsx_files(content: Content, _: Files) -> Files:
    """The workbook; raises CannotRun for what no spreadsheet can hold."""
    writer = needed("xlsxwriter")
    out = io.BytesIO()
    with writer.Workbook(out, _OPTIONS) as workbook:
        details = content.details
        day = datetime.fromisoformat(details.date) if details.date else datetime(1980, 1, 1)
        authors = "; ".join(person.title for person in details.authors)
        workbook.set_properties({"title": details.title, "author": authors, "created": day})
        sheets = Sheets(workbook)
        sheets.add("dictionary", list(_dictionary(content)))
        for table in content.tables:
            _check_size(table)
            sheet = sheets.add(table.name, list(_rows(table)))
            for row, column, note in _notes(content, table):
                options = {"x_scale": 2.5, "author": authors}
                _check(sheet.write_comment(row, column, note, options), f"a note of {table.name}")
    return {f"{content.details.name}.xlsx": out.getvalue()}


class Sheets:
    """The sheets of a workbook, each with a heading that stays in view."""

    def __init__(self, workbook: Any):
        self._workbook = workbook
        self._names: set[str] = set()
        self._head = workbook.add_format({"bold": True, "bottom": 1})
        self._text = workbook.add_format({"num_format": "@"})
        self._guarded = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self._dates = workbook.add_format({"num_format": "yyyy-mm-dd"})

    def add(self, name: str, rows: list[list[Any]]) -> Any:
        """Add a sheet of a heading and rows of values."""
        sheet = self._workbook.add_worksheet(self._free(name))
        for column, title in enumerate(rows[0]):
            sheet.write_string(0, column, title, self._head)
            longest = max(len(str(row[column])) for row in rows)
            sheet.set_column(column, column, min(max(longest + 2, 8), 60))
        for number, row in enumerate(rows[1:], 1):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)
        return sheet

    def _free(self, name: str) -> str:
        """A name that a sheet may have and none has yet."""
        short, number = _FORBIDDEN.sub("_", name)[:31], 2  # ECMA-376: 31 characters at most
        while short.lower() in {*self._names, "history"}:  # a name that spreadsheets reserve
            short, number = f"{short[:27]}_{number}", number + 1
        self._names.add(short.lower())
        return short

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._dates)
        elif value is not None:
            is_risky = _FORMULA.match(value)
            form = self._guarded if is_risky else self._text
            _check(sheet.write_string(row, column, value, form), f"a text of {sheet.name}")


def _dictionary(content: Content) -> Iterator[list[Any]]:
    """A row for each field: table, field, type, whether required, meaning, codes."""
    yield ["table", "field", "title", "type", "required", "description", "codes", "key"]
    for table in content.tables:
        for column in table.columns:
            field = column.field
            yield [
                table.name,
                column.name,
                column.title,
                "string, EDTF" if field.is_edtf else field.type,
                field.is_required,
                column.description,
                "; ".join(column.codes),
                column.name in table.schema.primary_key,
            ]


def _rows(table: TypedTable) -> Iterator[list[Any]]:
    yield list(table.schema.names)
    columns = [[_value(column, value) for value in column.values] for column in table.columns]
    yield from map(list, zip(*columns, strict=True))


def _value(column: Column, value: Any) -> Any:
    """What a cell of the sheet holds: numbers and dates only where they stay exact."""
    if value is None or column.kind in (Kind.TEXT, Kind.BOOLEAN):
        return value
    if column.kind is Kind.DATE:
        return value if value >= FIRST_DAY else iso_text(value)
    if column.kind in (Kind.DATETIME, Kind.TIME):
        return iso_text(value)
    digits = re.sub(r"[^0-9]", "", f"{value:f}" if column.kind is Kind.DECIMAL else repr(value))
    if len(digits.strip("0")) > EXACT_DIGITS or not isfinite(value):
        return number_text(value)
    return int(value) if value == int(value) else float(value)


def _check_size(table: TypedTable) -> None:
    if table.rows >= MAX_ROWS or len(table.columns) > MAX_COLUMNS:
        raise CannotRun(f"{table.name}: has more rows or columns than a spreadsheet holds")


def _check(status: int, what: str) -> None:
    """XlsxWriter refuses what is too long by a number alone."""
    if status:
        raise CannotRun(
            f"{what} is longer than the {MAX_TEXT:,} characters of a spreadsheet's cell"
        )


def _notes(content: Content, table: TypedTable) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of the notes: each citation's quote, source, offsets and method."""
    if content.evidence is None:
        return
    for row, record in enumerate(table.table.records, 1):
        for column, name in enumerate(table.schema.names):
            cited = content.evidence.citations.get(Cell(table.name, record.key, name), ())
            lines = [
                f"{f'“{item.quote}”' if item.quote else 'No phrase says otherwise'}\n"
                f"{item.source} {item.span.start}-{item.span.end}, {item.method}"
                f"{f'. {item.note}' if item.note else ''}"
                for item in cited
            ]
            if lines:
                yield row, column, "\n\n".join(lines)
