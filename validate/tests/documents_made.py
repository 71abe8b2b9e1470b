"""Small documents of our own writing, made anew for each test: pages, PDF files, Word files."""

from __future__ import annotations

import io
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
