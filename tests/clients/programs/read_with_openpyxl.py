"""openpyxl: the sheets of the workbook; no cell may be a formula; notes are counted."""

import sys

import openpyxl
from facts import file, show

workbook = openpyxl.load_workbook(file(".xlsx"))
tables, notes = {}, {}
for sheet in workbook.worksheets:
    if any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row):
        sys.exit(f"{sheet.title}: holds a formula")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    if sheet.title == "dictionary":
        dictionary = len(rows) - 1
        continue
    tables[sheet.title] = rows
    found = [cell for row in sheet.iter_rows() for cell in row if cell.comment]
    notes[sheet.title] = {cell.coordinate: cell.comment.text for cell in found}
show(tables, notes=notes, dictionary=dictionary, title=workbook.properties.title)
