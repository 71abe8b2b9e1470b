"""Documents that give no text: one clear answer each, within bounds, and nothing is written."""

from __future__ import annotations

import io
import os
import re
import shutil
import zipfile
import zlib
from pathlib import Path

import pytest

from documents_made import W, docx, drawn_pdf, html, paragraph, pdf
from pincite.report import CannotRun
from pincite.sources.limits import DOCX, HTML, MAX_DEPTH, PDF
from pincite.sources.making import make, read_document
from support import cpu_seconds

MOST_SECONDS = 30  # of the processor, for any of these


def refusal(path: Path) -> str:
    started = cpu_seconds()
    with pytest.raises(CannotRun) as caught:
        make(*read_document(path), path.name)
    assert cpu_seconds() - started < MOST_SECONDS
    says = str(caught.value)
    assert "\n" not in says
    assert len(says) < 300
    return says


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def scan() -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for _ in range(2):
        canvas.rect(72, 72, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def deep_docx() -> bytes:
    return docx("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)


def bomb_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w:document>" + b" " * 50_000_000)
    return out.getvalue()


def entity_docx() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entity = '<!DOCTYPE a [<!ENTITY b "5"><!ENTITY c "&b;&b;">]>'
        archive.writestr("word/document.xml", f"{entity}<w:document {W}>&c;</w:document>")
    return out.getvalue()


REFUSED = {
    "scan.pdf": (scan, "no text on pages 1 to 2: they are pictures"),
    "locked.pdf": (lambda: drawn_pdf((72, 700, "5"), encrypt="secret"), "is encrypted"),
    "broken.pdf": (lambda: b"%PDF-1.7\n1 0 obj <<", "is not a PDF file, or is broken"),
    "cut.pdf": (lambda: pdf([["One"]])[:300], "is not a PDF file, or is broken"),
    "script.html": (
        lambda: html("<div id=app></div><script>show(5)</script>"),
        "made by 1 script, which pincite does not run",
    ),
    "empty.html": (lambda: html(""), "the page has no text: it is empty"),
    "deep.html": (lambda: html("<div>" * 100_000), f"at most {MAX_DEPTH}"),
    "deep-inline.html": (
        lambda: html("<b><i>" * 1_000),
        f"(?:at most|more than) {MAX_DEPTH}",
    ),
    "attributes.html": (
        lambda: html("<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">5"),
        "more than 1,000 attributes of one element",
    ),
    "elements.html": (lambda: html("<p>" * 500_001), "more than 500,000 elements"),
    "options.html": (lambda: html("<option>5" * 20_001), "more than 20,000 options"),
    "turned.html": (lambda: html("<p>\u202e5102</p>"), r"override U\+202E"),
    "bdo.html": (lambda: html("<p><bdo dir=rtl>5102</bdo>"), "overrides the direction"),
    "bdo-style.html": (
        lambda: html("<p style='unicode-bidi:bidi-override;direction:rtl'>5102"),
        "overrides the direction",
    ),
    "lies.html": (
        lambda: "<meta charset=utf-8><p>für 5 €".encode("cp1252"),
        "is not UTF-8, and it declares utf-8. Say which it is with --encoding",
    ),
    "lies-too.html": (
        lambda: (
            "<meta charset=shift_jis><p>für 5 € \x81".encode("latin-1", "replace") + b"\xfd\xff"
        ),
        "it declares cp932, but byte",
    ),
    "silent.html": (lambda: "<p>für 5".encode("cp1252"), "declares no encoding"),
    "deep.docx": (deep_docx, f"nested more than {MAX_DEPTH} deep"),
    "bomb.docx": (bomb_docx, "unpacks to more than"),
    "entities.docx": (entity_docx, "document type"),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "is encrypted, or of an old"),
    "cut.docx": (lambda: docx(paragraph("One"))[:200], "is not a Word file"),
    "other.docx": (lambda: b"PK\x03\x04", "is not a Word file"),
    "letter.txt": (lambda: rb"{\rtf1\ansi 5}", "is RTF: save it as .docx"),
    "page.mht": (lambda: b"From: <Saved by a browser>\r\n", "is MHTML: save the page as HTML"),
    "latin.txt": (lambda: "für 5".encode("cp1252"), "byte 1 is not UTF-8"),
    "picture.docx": (lambda: docx("<w:p/>"), "the document has no text"),
}


APART = ("deep", "bomb", "attributes", "elements", "options")  # in the process that bounds them


@pytest.mark.parametrize("name", [name for name in REFUSED if name.startswith(APART)])
def test_what_would_take_much_is_refused_with_one_clear_line(name: str, tmp_path: Path) -> None:
    made, says = REFUSED[name]
    assert re.search(says, refusal(file(tmp_path, name, made())))


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("name", [name for name in REFUSED if not name.startswith(APART)])
def test_it_is_refused_with_one_clear_line(name: str, tmp_path: Path) -> None:
    made, says = REFUSED[name]
    assert re.search(says, refusal(file(tmp_path, name, made())))


def test_pages_of_many_attributes_options_and_cells_are_read_in_seconds() -> None:
    started = cpu_seconds()
    page = "<select>" + "<option>5" * 2_000 + "</select>"
    page += ("<p " + " ".join(f"a{n}=1" for n in range(999)) + ">5</p>") * 20
    page += "<script>" + "if (a<b && c) d = 5; " * 2_000 + "</script><!--> <br/>"
    page += "<table><tr><td>1" + "<td rowspan=1000 colspan=1000>1" * 50 + "<tr><td>1" * 200
    made = make(html(page), HTML, "page.html")
    assert cpu_seconds() - started < 5
    assert made.text.startswith("5\n\n5\n\n5")
    (table,) = made.tables
    assert [cell[2:4] for cell in table["cells"][-2:]] == [[200, 1], [201, 1]]


def test_a_link_in_place_of_the_folder_of_originals_is_refused(tmp_path: Path) -> None:
    from pincite.cli import main
    from support import GOLDEN, copy_package

    package, texts = copy_package(GOLDEN, tmp_path / "package"), tmp_path / "texts"
    texts.mkdir()
    (tmp_path / "elsewhere").mkdir()
    document = file(tmp_path, "page.html", html("<p>5"))
    command = ["new-source", str(document), "--id", "doc", "-p", str(package), "-s", str(texts)]
    (texts / "originals").symlink_to(tmp_path / "elsewhere")
    assert main(command) == 2
    assert not list((tmp_path / "elsewhere").iterdir())
    assert [path.name for path in texts.iterdir()] == ["originals"]
    (texts / "originals").unlink()
    assert main(command) == 0


@pytest.mark.parametrize(("ending", "size"), [(".html", 200), (".pdf", 200), (".docx", 60)])
def test_a_file_that_is_too_large_is_not_read(ending: str, size: int, tmp_path: Path) -> None:
    path = tmp_path / f"large{ending}"
    with path.open("wb") as opened:
        os.truncate(opened.fileno(), size * 2**20)
    assert "bytes; at most" in refusal(path)


def test_a_bomb_in_a_pdf_ends_only_the_process_that_reads_it(tmp_path: Path) -> None:
    squeeze = zlib.compressobj(9)
    block = b" " * 2**20
    once = b"".join(squeeze.compress(block) for _ in range(96)) + squeeze.flush()
    twice = zlib.compress(once, 9)
    body = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >> stream\n" % len(twice)
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [4 0 R 4 0 R 4 0 R] >>",
        body + twice + b"\nendstream",
    ]
    text = b"%PDF-1.7\n" + b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, 1)
    )
    path = file(tmp_path, "bomb.pdf", text + b"trailer << /Root 1 0 R >>\n%%EOF")
    assert path.stat().st_size < 10_000
    assert "bomb.pdf: " in refusal(path)


@pytest.mark.skipif(shutil.which("false") is None, reason="needs a program that fails")
def test_the_death_of_the_reader_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", shutil.which("false"))
    with pytest.raises(CannotRun, match="the program that reads application/pdf ended on it"):
        make(pdf([["One"]]), PDF, "a.pdf")


@pytest.mark.usefixtures("read_here")
def test_utf_8_comes_before_what_a_page_says_of_itself() -> None:
    made = make("<meta charset=iso-8859-1><p>für 5 €".encode(), HTML, "a.html")
    assert (made.text, made.encoding) == ("für 5 €\n", "utf-8")
    declared = make("<meta charset=iso-8859-1><p>für 5 €".encode("cp1252"), HTML, "a.html")
    assert (declared.text, declared.encoding) == ("für 5 €\n", "cp1252")
    said = make("<p>売上 5".encode("cp932"), HTML, "a.html", "shift_jis")
    assert (said.text, said.encoding) == ("売上 5\n", "cp932")
    marked = make("\ufeff<p>5 €".encode("utf-16-le"), HTML, "a.html")
    assert (marked.text, marked.encoding) == ("5 €\n", "utf-16-le")


@pytest.mark.usefixtures("read_here")
def test_pages_without_text_are_named() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for words in ("one", "", "three", "", ""):
        canvas.drawString(72, 700, words)
        canvas.showPage()
    canvas.save()
    made = make(out.getvalue(), PDF, "a.pdf")
    assert made.warnings == ["no text on pages 2, 4 to 5: pictures of text are not read"]
    assert made.text == "one\n\f\n\fthree\n"


@pytest.mark.long
def test_three_hundred_pages_take_seconds() -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for number in range(300):
        for line in range(45):
            words = f"Line {line} of page {number}: Tern Marine sold 1,204 boats for 35 per cent"
            canvas.drawString(72, 750 - 15 * line, words)
        canvas.showPage()
    canvas.save()
    started = cpu_seconds()
    made = make(out.getvalue(), PDF, "a.pdf")
    assert cpu_seconds() - started < MOST_SECONDS
    assert len(made.pages) == 300
    assert made.text.count("1,204 boats") == 300 * 45


@pytest.mark.usefixtures("read_here")
def test_words_outside_of_a_page_and_invisible_ones_are_said() -> None:
    made = make(drawn_pdf((72, 700, "seen"), (72, 2000, "unseen")), PDF, "a.pdf")
    assert made.warnings == ["outside of the page, and kept: 1 piece of text"]


def test_a_module_in_the_folder_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "pincite", "selectolax", "zipfile"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert make(docx(paragraph("One 5")), DOCX, "a.docx").text == "One 5\n"
    assert make(html("<p>One"), HTML, "a.html").text == "One\n"
