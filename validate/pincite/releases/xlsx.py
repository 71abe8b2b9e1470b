"""A workbook for people: a read-me, a sheet for each table, and the dictionary.

A table has two heading rows, titles for people and names for programs, and beside each column of
codes one of their labels (`status.label`). On paper a sheet is as wide as a page, and its headings
are on every page.

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
from pincite.citations.facts import label_of
from pincite.releases.content import Content, Files, TypedTable
from pincite.releases.typed_columns import Column, Kind, iso_text, number_text
from pincite.report import CannotRun
from pincite.report.extras import library

FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count a leap day that never was
EXACT_DIGITS = 15  # of a number in a spreadsheet, which is a double: 2**53 has 16 digits
WIDEST = 60  # of a column, in characters; longer texts are wrapped
A4 = 9  # ECMA-376, ST_PaperSize
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
    writer = library("xlsxwriter")
    out = io.BytesIO()
    with writer.Workbook(out, _OPTIONS) as workbook:
        details = content.details
        day = datetime.fromisoformat(details.date) if details.date else datetime(1980, 1, 1)
        authors = "; ".join(person.title for person in details.authors)
        workbook.set_properties({"title": details.title, "author": authors, "created": day})
        sheets = Sheets(workbook)
        sheets.add_text("Read me", list(_read_me(content)))
        for table in content.tables:
            _check_size(table)
            sheet = sheets.add(table.name, list(_rows(table)), heads=2)
            for row, column, note in _notes(content, table):
                options = {"x_scale": 2.5, "author": authors}
                _check(sheet.write_comment(row, column, note, options), f"a note of {table.name}")
        sheets.add("dictionary", list(_dictionary(content)))
    return {f"{content.details.name}.xlsx": out.getvalue()}


class Sheets:
    """The sheets of a workbook, each with a heading that stays in view."""

    def __init__(self, workbook: Any):
        self._workbook = workbook
        self._names: set[str] = set()
        top = {"valign": "top", "text_wrap": True}
        self._head = workbook.add_format({**top, "bold": True})
        self._names_row = workbook.add_format(
            {"italic": True, "bottom": 1, "font_color": "#555555"}
        )
        self._text = workbook.add_format({**top, "num_format": "@"})
        self._guarded = workbook.add_format({**top, "num_format": "@", "quote_prefix": True})
        self._dates = workbook.add_format({**top, "num_format": "yyyy-mm-dd"})
        self._plain = workbook.add_format({"valign": "top"})

    def add(self, name: str, rows: list[list[Any]], heads: int = 1) -> Any:
        """Add a sheet of one or two heading rows and rows of values."""
        sheet = self._workbook.add_worksheet(self._free(name))
        for number, row in enumerate(rows[:heads]):
            for column, title in enumerate(row):
                sheet.write_string(number, column, title, self._names_row if number else self._head)
        for column in range(len(rows[0])):
            longest = max(len(str(row[column])) for row in rows)
            sheet.set_column(column, column, min(max(longest + 2, 8), WIDEST))
        for number, row in enumerate(rows[heads:], heads):
            for column, value in enumerate(row):
                self._write(sheet, number, column, value)
        sheet.freeze_panes(heads, 0)
        sheet.autofilter(heads - 1, 0, max(len(rows) - 1, heads), len(rows[0]) - 1)
        sheet.repeat_rows(0, heads - 1)
        self._for_paper(sheet)
        return sheet

    def add_text(self, name: str, rows: list[list[str]]) -> None:
        """Add a sheet to read: the first row is its title; two columns."""
        sheet = self._workbook.add_worksheet(self._free(name))
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 100)
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                is_head = not number or (len(row) == 1 and bool(text))
                form = self._head if is_head else self._text
                _check(sheet.write_string(number, column, text, form), f"a text of {sheet.name}")
        self._for_paper(sheet)

    def _for_paper(self, sheet: Any) -> None:
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&F, &A&RPage &P of &N")

    def _free(self, name: str) -> str:
        """A name that a sheet may have and none has yet."""
        short, number = _FORBIDDEN.sub("_", name)[:31], 2  # ECMA-376: 31 characters at most
        while short.lower() in {*self._names, "history"}:  # a name that spreadsheets reserve
            short, number = f"{short[:27]}_{number}", number + 1
        self._names.add(short.lower())
        return short

    def _write(self, sheet: Any, row: int, column: int, value: Any) -> None:
        if isinstance(value, bool):
            sheet.write_boolean(row, column, value, self._plain)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, self._plain)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, self._dates)
        elif value is not None:
            is_risky = _FORMULA.match(value)
            form = self._guarded if is_risky else self._text
            _check(sheet.write_string(row, column, value, form), f"a text of {sheet.name}")


def _read_me(content: Content) -> Iterator[list[str]]:
    """What the workbook is, how to read it, and its sheets."""
    details = content.details
    yield [details.title]
    yield ["What this is", details.description]
    yield ["Version", f"{details.version}, {details.date}".strip(", ")]
    yield ["Licence", "; ".join(f"{x.title} {x.url}".strip() for x in details.licences)]
    yield ["Cite as", details.citation]
    yield [""]
    yield ["How to read it"]
    yield ["Headings", "The first row says what a column is, the second its name in the files."]
    yield ["Codes", "A column NAME.label beside a column of codes says them in words."]
    if content.evidence is not None:
        yield ["Notes", "A red corner is a note: the quote that the cell rests on, and its place."]
    yield ["Dates", "Dates such as 2016 and XXXX-05 are texts in EDTF. X: not printed."]
    yield [""]
    yield ["Sheets"]
    yield from (
        [table.name, f"{table.description} Rows: {table.rows}."] for table in content.tables
    )
    yield ["dictionary", "What each field means."]


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
    columns = list(_columns(table))
    yield [title for title, _, _ in columns]
    yield [name for _, name, _ in columns]
    yield from map(list, zip(*(values for _, _, values in columns), strict=True))


def _columns(table: TypedTable) -> Iterator[tuple[str, str, list[Any]]]:
    """Title, name and values of each column of the sheet, those of labels included."""
    for column in table.columns:
        yield column.title, column.name, [_value(column, value) for value in column.values]
        if _has_labels(column):
            labels = [label_of(column.field, value) or value for value in column.values]
            yield f"{column.title}, in words", f"{column.name}.label", labels


def _has_labels(column: Column) -> bool:
    return column.kind is Kind.TEXT and any(
        value and label_of(column.field, value) not in (None, value) for value in column.values
    )


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
    if table.rows >= MAX_ROWS - 1 or 2 * len(table.columns) > MAX_COLUMNS:
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
    places = {name: place for place, (_, name, _) in enumerate(_columns(table))}
    for row, record in enumerate(table.table.records, 2):
        for name in table.schema.names:
            cited = content.evidence.citations.get(Cell(table.name, record.key, name), ())
            lines = [
                f"{f'“{item.quote}”' if item.quote else 'No phrase says otherwise'}\n"
                f"{item.source} {item.span.start}-{item.span.end}, {item.method}"
                f"{f'. {item.note}' if item.note else ''}"
                for item in cited
            ]
            if lines:
                yield row, places[name], "\n\n".join(lines)
