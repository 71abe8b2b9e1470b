"""The same table in every format that is read: CSV, JSON Lines, Parquet, workbooks, SQLite."""

from __future__ import annotations

import csv
import datetime as dt
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

Table = tuple[Sequence[str], Sequence[Sequence[Any]]]  # labels, and rows of values or None


def text_of(value: Any) -> str:
    """A value as CSV has it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value)


def write_csv(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(labels)
        for row in rows:
            texts = list(map(text_of, row))
            file.write("\r\n" if not any(texts) and len(texts) == 1 else "")
            if any(texts) or len(texts) > 1:
                writer.writerow(texts)


def write_jsonl(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return float(value)
        return value.isoformat() if isinstance(value, dt.date) else value

    lines = (
        json.dumps(dict(zip(labels, map(plain, row), strict=True)), ensure_ascii=False)
        for row in rows
    )
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def write_parquet(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {
        label: pa.array([float(v) if isinstance(v, Decimal) else v for v in values])
        for label, *values in zip(labels, *rows, strict=True)
    }
    pq.write_table(pa.table(columns), path, row_group_size=7)


def write_xlsx(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(labels))
    for row in rows:
        sheet.append([float(v) if isinstance(v, Decimal) else v for v in row])
    book.save(path)


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def ods_cell(value: Any) -> str:
    """A cell of a spreadsheet in OpenDocument."""
    kind, stated = "string", ""
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, bool):
        kind, stated = "boolean", f'office:boolean-value="{text_of(value)}"'
    elif isinstance(value, int | float | Decimal):
        kind, stated = "float", f'office:value="{value}"'
    elif isinstance(value, dt.date):
        kind, stated = "date", f'office:date-value="{value.isoformat()}"'
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text_of(value).split("\n"))
    return f'<table:table-cell office:value-type="{kind}" {stated}>{lines}</table:table-cell>'


def write_ods_content(path: Path, sheets: Mapping[str, str]) -> None:
    """Write a spreadsheet of sheets whose rows are given as XML."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{rows}</table:table>'
        for name, rows in sheets.items()
    )
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    text = f"<office:document-content {NAMES}>{body}</office:document-content>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def write_ods(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    lines = (
        f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>"
        for row in (labels, *rows)
    )
    write_ods_content(path, {"Sheet": "".join(lines)})


def write_sqlite(path: Path, labels: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    def plain(value: Any) -> Any:
        if isinstance(value, Decimal):
            return float(value)
        return value.isoformat() if isinstance(value, dt.date) else value

    path.unlink(missing_ok=True)
    base = sqlite3.connect(path)
    columns = ", ".join(f'"{label}"' for label in labels)
    base.execute(f"CREATE TABLE t ({columns})")
    marks = ", ".join("?" * len(labels))
    base.executemany(f"INSERT INTO t VALUES ({marks})", [list(map(plain, row)) for row in rows])
    base.commit()
    base.close()


WRITERS: Mapping[str, Callable[[Path, Sequence[str], Sequence[Sequence[Any]]], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
    "ods": write_ods,
    "sqlite": write_sqlite,
}
