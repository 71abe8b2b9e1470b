"""What the readers of documents make: the rule of the text, a test for each line of it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from documents_made import (
    TABLE,
    W,
    docx,
    docx_table,
    drawn_pdf,
    html,
    html_table,
    paragraph,
    pdf,
    run,
)
from pincite.report import CannotRun
from pincite.sources import grid
from pincite.sources.docx import read_docx
from pincite.sources.limits import DOCX, HTML, MARKDOWN, PDF
from pincite.sources.made import Made
from pincite.sources.making import make, read_document
from pincite.sources.markdown_tables import read_markdown
from pincite.sources.pdf import read_pdf
from pincite.sources.pdf_text import Glyph, Typesetter
from pincite.sources.web_page import read_html
from support import ROOT

VANISH = "<w:vanish/>"
RAISED = '<w:vertAlign w:val="superscript"/>'


def page(body: str, head: str = "") -> Made:
    return read_html(html(body, head), "page.html")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one\n  two</p>", "one two"),
        ("<p>5&nbsp;million 7\u202fkm</p>", "5\u00a0million 7\u202fkm"),
        ("<p>Millio&shy;nen\u200b</p>", "Millionen"),
        ("<p>a<br>b</p><div>c</div>d", "a\nb\n\nc\nd"),
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("<ul><li>5</li><li>million</li></ul>", "5\nmillion"),
        ("<p>1,204<sup>2</sup> and 10<sup>6</sup></p>", "1,204^2 and 10^6"),
        ("<p><sup>1</sup>25 km</p>", "^1 25 km"),
        ("<p>1,204<span style='vertical-align: super'>2</span></p>", "1,204^2"),
        ("<p>H<sub>2</sub>O</p>", "H_2O"),
        ("<p>7<sup>(</sup><sup>1</sup><sup>)</sup> 8</p>", "7^(1) 8"),
        ("<p>ﬁnal 1２</p>", "ﬁnal 1２"),
        ("<p>well-<br>known</p>", "well-\nknown"),
        ("<p>a<span style='display:none'>77</span><b hidden>8</b></p>", "a"),
        ("<p>a<b style='VISIBILITY : Hidden'>7</b><i hidden=until-found>8</i></p>", "a"),
        ("<p>a<span style='font-size:0'>7</span><b style='font-size:0.5em'>8</b></p>", "a8"),
        ("<div style='font-size: 0px;'>7<p style='font-size:9px'>8</p></div>", "8"),
        ("<p>a <b style='opacity:0'>7</b> <i aria-hidden=true>8</i></p>", "a 7 8"),
        ("<p class=sr-only>7</p><p style='position:absolute;left:-99em'>8</p>", "7\n\n8"),
        ("<p>a <del>7</del> <s>8</s></p>", "a 7 8"),
        ("<dialog>7</dialog><dialog open>8</dialog><details>9</details>", "8\n9"),
        ("<svg><title>7</title><text>8</text><text>9</text></svg>", "8 9"),
        ("<svg><defs><text>7</text></defs><text display=none>8</text><text>9</text></svg>", "9"),
        ("<p>a <meter>7 of 8</meter><progress>9</progress></p>", "a"),
        ("<p>€7\u200f million</p>", "€7 million"),
        ("<p>x<script>document.write(5)</script><style>p{}</style></p>", "x"),
        ("<pre>a  1\n b</pre>", "a  1\n b"),
        ("<math><mfrac><mn>1</mn><mn>2</mn></mfrac></math>", "1/2"),
        ("<math><msup><mi>x</mi><mn>2</mn></msup></math>", "x^2"),
        ("<p><ruby>東京<rt>とうきょう</rt></ruby></p>", "東京"),
        ("<details><summary>More</summary>5</details>", "More\n5"),
        ("<p>a\u2028b</p>", "a b"),
        ("<select><option>5<option selected>6<option>7</select>", "6"),
        ("<select><option>5<option>6</select>", "5"),
    ],
)
def test_html_follows_the_rule_of_the_text(body: str, text: str) -> None:
    assert page(body).text == text + "\n"


def test_what_is_changed_is_counted_and_numbers_left_out_are_listed() -> None:
    made = page(
        "<p>Mil&shy;lion 10<sup>6</sup><i hidden>77</i><img alt='fig 3'><input value=9></p>",
        "<title>Report of 1999</title>",
    )
    assert made.changed == {"soft hyphen": 1, "superscript": 1}
    assert {kind["why"]: kind["numbers"] for kind in made.left_out} == {
        "head of the page": ["1999"],
        "hidden": ["77"],
        "text in place of a picture": ["3"],
        "filled in a form": ["9"],
    }


def test_what_nobody_sees_is_listed_and_what_is_struck_out_is_marked() -> None:
    made = page(
        "<p>a<b style='font-size:0'>7</b> <s>8</s> <i style='text-decoration:line-through'>9</i>"
        " <i style='opacity:0'>10</i></p><svg><title>11</title></svg><dialog>12</dialog>"
    )
    assert made.text == "a 8 9 10\n"
    assert [made.text[start:end].strip() for start, end in made.struck] == ["8", "9"]
    assert {kind["why"]: kind["numbers"] for kind in made.left_out} == {
        "beside a picture": ["11"],
        "hidden": ["12", "7"],
    }
    assert made.warnings == [
        "2 passages struck out in the page and kept here; one that is cited needs a note",
        "transparent (opacity:0), and kept: 1 element",
    ]
    strike = paragraph("5 ", run("6", "<w:strike/>"), run("7", "<w:strike w:val='0'/>"))
    word = read_docx(docx(strike), "a.docx")
    assert [word.text[start:end].strip() for start, end in word.struck] == ["6"]


def test_digits_that_two_elements_part_are_a_seam() -> None:
    made = page("<p><b>1</b>2 km, <b>3</b> 4</p>")
    assert made.text == "12 km, 3 4\n"
    assert made.seams == [1]
    assert made.left_out == []


def test_a_footnote_mark_bounds_its_number_and_an_exponent_does_not() -> None:
    made = page("<p>12<sup><a href='#n'>2</a></sup> 10<sup>6</sup> 7<sup>a</sup> 1,204<sup>2</sup>")
    assert made.text == "12^2 10^6 7^a 1,204^2\n"
    assert made.boundaries == [2, 11, 19]


def cells_of(made: Made, table: int = 0) -> dict[str, tuple[Any, ...]]:
    text = made.text
    return {
        text[start:end]: (row, col, *([text[a:b] for a, b in heads] for heads in (left, above)))
        for start, end, row, col, left, above in made.tables[table]["cells"]
    }


WANTED = {"1,204": (2, 3, ["Tern"], ["2024"]), "12": (3, 3, ["Gull"], ["2024"])}


def test_cells_know_their_headers_in_every_format() -> None:
    rows = ["| " + " | ".join(row) + " |" for row in TABLE]
    pipes = "\n".join([rows[0], "|---|---|---|", *rows[1:]])
    made = {
        "html": page(html_table(TABLE, "Sales")),
        "docx": read_docx(docx(docx_table(TABLE)), "a.docx"),
        "pdf": read_pdf(pdf([["Sales of all", TABLE]]), "a.pdf"),
        "markdown": read_markdown(pipes + "\n\nend\n"),
    }
    for name, one in made.items():
        found = cells_of(one)
        assert {cell: found[cell] for cell in WANTED} == WANTED, name
        assert one.tables[0]["by"] == ("inferred" if name == "pdf" else "marked")


def test_rows_without_words_leave_no_line() -> None:
    made = page("<table><tr><td><td><tr><td>A<td>1<tr><td><td> <tr><td>B<td>2</table>")
    assert made.text == "A\t1\nB\t2\n"
    assert cells_of(made)["2"][:2] == (4, 2)


def test_spans_of_cells_reach_their_columns_and_rows() -> None:
    made = page(
        "<table><tr><th rowspan=2>Firm<th colspan=2>Sales<th>Staff<tr><th>2023<th>2024<th>2024"
        "<tr><td rowspan=2>Tern<td>1<td>2<td>30<tr><td>4<td>5<td>60</table>"
    )
    found = cells_of(made)
    assert found["2"] == (3, 3, ["Tern"], ["Sales", "2024"])
    assert found["5"] == (4, 3, ["Tern"], ["Sales", "2024"])
    assert found["60"] == (4, 4, ["Tern"], ["Staff", "2024"])


def test_a_cell_over_two_columns_has_the_heads_of_both_in_order() -> None:
    made = page(
        "<table><tr><th>Firm<th>2023<th>2024<tr><td rowspan=60>Tern<td colspan=2>1,204"
        + "<tr><td>7<td>8" * 59
        + "</table>"
    )
    found = cells_of(made)
    assert found["1,204"] == (2, 2, ["Tern"], ["2023", "2024"])
    assert found["8"] == (61, 3, ["Tern"], ["2024"])  # the last row of all
    assert found["2024"] == (1, 3, [], [])


def test_cells_that_reach_over_too_much_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    reaching = html("<table>" + "<tr><td rowspan=99>1<td>2" * 60 + "</table>")
    assert len(read_html(reaching, "page.html").tables[0]["cells"]) == 120
    monkeypatch.setattr(grid, "MAX_STEPS", 1_500)  # of 1,770 that reach from above
    with pytest.raises(CannotRun, match="reach over so many rows and columns"):
        read_html(reaching, "page.html")


def test_a_sign_in_a_cell_of_its_own_belongs_to_its_number() -> None:
    made = page("<table><tr><td>Loss<td>$<td>(5<td>)<td>7<td>million<td>8</table>")
    text = made.text
    assert text == "Loss\t$\t(5\t)\t7\tmillion\t8\n"
    within = [bound for bound in made.boundaries if bound > len("Loss\t")]
    assert within == [text.index("\t7"), text.index("7"), len(text) - 1]


@pytest.mark.parametrize("dash", ["-", "–", "—", "..", "n/a"])
def test_a_dash_for_no_value_is_not_the_sign_of_the_cell_beside_it(dash: str) -> None:
    row = f"<tr><td>Alpha<td>{dash}<td>903<td>{dash}"
    made = page(f"<table>{row}<tr><td>Beta<td>7<td>8<td>9</table>")
    number = made.text.index("903")
    assert {number, number + 3} <= set(made.boundaries)
    alone = page(f"<table>{row}</table>")  # here a dash may be a minus
    assert (number in alone.boundaries) == (dash in ("..", "n/a"))


def test_docx_takes_what_a_reader_sees_and_says_what_it_leaves_out() -> None:
    body = "".join(
        [
            paragraph("Sales 1,204", run("2", RAISED), " in 20", "24", run("88", VANISH)),
            paragraph(
                "<w:ins>" + run("new 5") + "</w:ins>",
                "<w:del><w:r><w:delText>old 4</w:delText></w:r></w:del>",
            ),
            paragraph("<w:sdt><w:sdtContent>" + run("control 6") + "</w:sdtContent></w:sdt>"),
            paragraph("&#x201C;7”"),
            paragraph(
                run("a")
                + "<w:r><w:br/></w:r>"
                + run("b")
                + "<w:r><w:noBreakHyphen/></w:r>"
                + run("c")
            ),
        ]
    )
    note = f"<w:footnotes {W}><w:footnote>{paragraph('Note 9')}</w:footnote></w:footnotes>"
    head = f"<w:hdr {W}>{paragraph('Page 3')}</w:hdr>"
    made = read_docx(docx(body, footnotes=note, header1=head), "a.docx")
    texts = ["Sales 1,204^2 in 2024", "new 5", "control 6", "“7”", "a\nb\u2011c", "Note 9"]
    assert made.text == "\n\n".join(texts) + "\n"
    assert {kind["why"]: kind["numbers"] for kind in made.left_out} == {
        "hidden": ["88"],
        "tracked deletion": ["4"],
        "page header": ["3"],
    }
    assert made.warnings == [
        "the document has tracked changes: 1 insertions are read as text, 1 deletions are left out"
    ]


def test_rows_of_docx_may_leave_out_columns_and_parts_have_other_names() -> None:
    cells = "<w:tc>" + paragraph("{}") + "</w:tc>"
    rows = f"<w:tr>{(cells * 3).format('Firm', '2023', '2024')}</w:tr>"
    rows += f"<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{cells.format('12')}</w:tr>"
    data = docx(f"<w:tbl>{rows}</w:tbl>")
    assert cells_of(read_docx(data, "a.docx"))["12"] == (2, 3, [], ["2024"])
    relation = "<Relationship Type='http://example.org/officeDocument' Target='{}'/>"
    for target, says in (("word/document2.xml", ""), ("word/none.xml", "it has no word/document")):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            new.writestr("word/document2.xml", old.read("word/document.xml"))
            new.writestr("_rels/.rels", relation.format(target))
        if says:
            with pytest.raises(CannotRun, match=says):
                read_docx(out.getvalue(), "a.docx")
        else:
            assert read_docx(out.getvalue(), "a.docx").text == "Firm\t2023\t2024\n12\n"


def test_merged_cells_of_docx_reach_down() -> None:
    merge = "<w:tcPr><w:vMerge w:val='{}'/></w:tcPr>"
    rows = (("restart", "Tern", "5"), ("continue", "", "6"))
    cells = "<w:tbl>{}</w:tbl>".format(
        "".join(
            f"<w:tr><w:tc>{merge.format(kind)}{paragraph(name)}</w:tc>"
            f"<w:tc>{paragraph(number)}</w:tc></w:tr>"
            for kind, name, number in rows
        )
    )
    assert cells_of(read_docx(docx(cells), "a.docx"))["6"] == (2, 2, ["Tern"], [])


def test_pdf_keeps_lines_hyphens_and_pages_and_marks_superscripts() -> None:
    words = "Sales: 1,204<super>2</super>, 10<super>6</super> in H<sub>2</sub>O."
    made = read_pdf(pdf([[words], ["Two"]]), "a.pdf")
    assert made.text == "Sales: 1,204^2, 10^6 in H_2O.\n\fTwo\n"
    assert [page[:2] for page in made.pages] == [[0, 29], [31, 34]]
    assert made.changed == {"superscript": 2, "subscript": 1}


def test_columns_of_a_pdf_are_parted_though_nothing_is_printed_between() -> None:
    made = read_pdf(drawn_pdf((72, 700, "Tern"), (172, 700, "3"), (192, 700, "0")), "a.pdf")
    assert made.text == "Tern\t3\t0\n"
    assert [run[:3] for run in made.runs] == [[0, 4, 1], [5, 6, 1], [7, 8, 1]]


class Upright:
    """What a page answers of characters that are upright, on one baseline."""

    def quarter(self, _: int) -> int:
        return 0

    def origin(self, _: int) -> tuple[float, float]:
        return 0.0, 0.0


def test_numbers_among_words_from_the_right_keep_their_order() -> None:
    """The file draws "שנת 12 טון" from the right: 12 is left of שנת, and its 1 left of its 2."""
    typesetter = Typesetter()
    typesetter.begin_page(1, (595.0, 842.0))
    places = [("ש", 90), ("נ", 84), ("ת", 78), (" ", 72), ("1", 60), ("2", 66), (" ", 54)]
    places += [("ט", 48), ("ו", 42), ("ן", 36)]
    for number, (char, left) in enumerate(places):
        box = (float(left), 700.0, left + 6.0, 712.0)
        typesetter.set(Glyph(number, char, box, char == " "), Upright())
    typesetter.end_page()
    assert typesetter.made("test", "1").text == "שנת 12 טון\n"


def test_markdown_stays_as_it_is_and_code_has_no_tables() -> None:
    text = "# Sales\r\n\r\n```\n| a | b |\n|---|---|\n| 1 | 2 |\n```\n\n- item 5\n"
    made = read_markdown(text)
    assert made.text == text
    assert made.tables == []
    assert made.boundaries == [7, text.index("- item"), len(text) - 1]


DOCUMENTS = {
    "page.html": html("<h1>A</h1>" + html_table(TABLE, "In thousands")),
    "a.pdf": pdf([["Sales", TABLE], ["More 5<super>2</super>"]]),
    "a.docx": docx(paragraph("Sales") + docx_table(TABLE)),
    "a.md": b"# A\n\n| x | y |\n|---|---|\n| 1 | 2 |\n",
}
TYPES = {"page.html": HTML, "a.pdf": PDF, "a.docx": DOCX, "a.md": MARKDOWN}


def test_two_runs_and_two_hash_seeds_give_the_same(tmp_path: Path) -> None:
    here = []
    for name, content in DOCUMENTS.items():
        path = tmp_path / name
        path.write_bytes(content)
        data, media_type = read_document(path)
        assert media_type == TYPES[name]
        here.append(make(data, media_type, "x").to_dict())
    program = (
        "import sys, json; from pathlib import Path; from pincite.sources.making import *;"
        "print(json.dumps([make(*read_document(Path(name)), 'x').to_dict()"
        " for name in sys.argv[1:]]))"
    )
    for seed in ("1", "2"):
        there = subprocess.run(
            [sys.executable, "-c", program, *(str(tmp_path / name) for name in DOCUMENTS)],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "validate"), "PATH": ""},
        ).stdout
        for name, found, expected in zip(DOCUMENTS, json.loads(there), here, strict=True):
            assert found == json.loads(json.dumps(expected)), (name, seed)


def test_a_plain_install_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax", None)
    with pytest.raises(CannotRun, match=r"pip install selectolax"):
        make(DOCUMENTS["page.html"], HTML, "page.html")
    assert make(DOCUMENTS["a.docx"], DOCX, "a.docx").text.startswith("Sales")


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("a.txt", b"<html> is how a page begins", "text/plain"),
        ("a.txt", b"A file of PDF begins with %PDF-", "text/plain"),
        ("a", b"\xef\xbb\xbf <!DOCTYPE html><p>5", HTML),
        ("a.txt", b"%PDF-1.7", PDF),
        ("a.pdf", b"junk", PDF),
        ("a.odt", b"PK\x03\x04", DOCX),
        ("a.MD", b"# A", MARKDOWN),
    ],
)
def test_the_kind_of_a_file(name: str, data: bytes, media_type: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert read_document(path)[1] == media_type
