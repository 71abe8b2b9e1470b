"""openpyxl: the sheets of the workbook; no cell may be a formula; notes are counted."""

import sys

import openpyxl
from facts import file, show

workbook = openpyxl.load_workbook(file(".xlsx"))
first, second = workbook.sheetnames[:2]
tables, notes, paper = {}, {}, {}
for sheet in workbook.worksheets:
    if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
        sys.exit(f"{sheet.title}: holds a formula")
    setup = sheet.page_setup
    paper[sheet.title] = [setup.orientation, setup.fitToWidth or 1, setup.fitToHeight]
    paper[sheet.title] += [sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.print_title_rows]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    if sheet.title == "Read me":
        read_me = rows
        continue
    if sheet.title == "dictionary":
        dictionary = len(rows) - 1
        continue
    # a heading of titles, one of names; columns of labels are not in the files
    kept = [place for place, name in enumerate(rows[1]) if not name.endswith(".label")]
    tables[sheet.title] = [[row[place] for place in kept] for row in rows[1:]]
    if sheet.title == "facts":
        facts = rows
    found = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    notes[sheet.title] = {cell.coordinate: cell.comment.text for cell in found}
show(
    tables,
    notes=notes,
    dictionary=dictionary,
    title=workbook.properties.title,
    first=[first, second],
    paper=paper,
    read_me=read_me,
    facts=facts,
)
