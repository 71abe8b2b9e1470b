"""Small documents of our own writing, made anew for each test: pages, PDF files, Word files."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

TABLE = [["Firm", "2023", "2024"], ["Tern", "1,100", "1,204"], ["Gull", "(7)", "12"]]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def html(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def html_table(rows: list[list[str]], caption: str = "") -> str:
    first, *rest = rows
    head = "".join(f"<th>{cell}</th>" for cell in first)
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rest)
    return f"<table><caption>{caption}</caption><tr>{head}</tr>{lines}</table>"


def pdf(pages: list[list[Any]], **options: Any) -> bytes:
    """A PDF file; a page is a list of paragraphs (texts) and tables (lists of rows)."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    style, out, flow = getSampleStyleSheet()["Normal"], io.BytesIO(), []
    for page in pages:
        for item in page:
            is_table = isinstance(item, list)
            flow.append(Table(item, colWidths=90) if is_table else Paragraph(item, style))
        flow.append(PageBreak())
    SimpleDocTemplate(out, pagesize=A4, invariant=1, **options).build(flow)
    return out.getvalue()


def drawn_pdf(*marks: tuple[float, float, str], **options: Any) -> bytes:
    """A PDF file of one page with words at places, in points from below on the left."""
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, **options)
    for x, y, words in marks:
        canvas.drawString(x, y, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def docx(body: str, **parts: str) -> bytes:
    """A Word file of a body in WordprocessingML; `parts` are other files, by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        for name, text in parts.items():
            archive.writestr(f"word/{name}.xml", text)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def docx_table(rows: list[list[str]]) -> str:
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def docling(*items: dict[str, Any], sizes: tuple[int, ...] = (800,), **parts: Any) -> bytes:
    """A document as Docling exports it; items are of `docling_text` and `docling_table`.

    `sizes` are the heights of its pages; `parts` are other keys of it, or the same ones.
    """
    found: dict[str, Any] = {"schema_name": "DoclingDocument", "version": "1.6.0", "name": "own"}
    kinds: dict[str, list[dict[str, Any]]] = {"texts": [], "tables": [], "groups": []}
    body = []
    for item in items:
        kind = "tables" if "data" in item else "texts"
        reference = {"$ref": f"#/{kind}/{len(kinds[kind])}"}
        body.append(reference)
        kinds[kind].append({"self_ref": reference["$ref"], "children": [], **item})
    pages = {
        str(number): {"size": {"width": 600.0, "height": float(height)}, "page_no": number}
        for number, height in enumerate(sizes, 1)
    }
    root = {"self_ref": "#/body", "children": body, "name": "_root_", "label": "unspecified"}
    return json.dumps(found | {"body": root, "pages": pages} | kinds | parts).encode()


def docling_text(words: str, label: str = "text", page: int = 1, **keys: Any) -> dict[str, Any]:
    place = {"page_no": page, "bbox": docling_box(), "charspan": [0, len(words)]}
    return {"label": label, "prov": [place], "orig": words, "text": words, **keys}


def docling_box(origin: str = "BOTTOMLEFT") -> dict[str, Any]:
    """A box from 50 to 300 to the right and from 700 to 720 up from the origin."""
    low, high = (700.0, 720.0) if origin == "BOTTOMLEFT" else (720.0, 700.0)
    return {"l": 50.0, "t": high, "r": 300.0, "b": low, "coord_origin": origin}


def docling_table(rows: list[list[str]], page: int = 1, **keys: Any) -> dict[str, Any]:
    """A table whose first row heads its columns but for the corner, which is not marked."""
    cells = [
        {
            "row_span": 1,
            "col_span": 1,
            "start_row_offset_idx": row,
            "end_row_offset_idx": row + 1,
            "start_col_offset_idx": column,
            "end_col_offset_idx": column + 1,
            "text": words,
            "column_header": row == 0 and column > 0,
            "row_header": row > 0 and column == 0,
            "row_section": False,
            "bbox": docling_box("TOPLEFT"),
        }
        for row, line in enumerate(rows)
        for column, words in enumerate(line)
    ]
    data = {"table_cells": cells, "num_rows": len(rows), "num_cols": len(rows[0])}
    place = {"page_no": page, "bbox": docling_box(), "charspan": [0, 0]}
    return {"label": "table", "prov": [place], "captions": [], "data": data, **keys}
