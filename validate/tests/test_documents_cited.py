"""Cells that cite tables of documents: what proves, what is shown, which traps are caught."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pincite
from cited_documents import Cited, write_package, write_source
from documents_made import (
    docling,
    docling_table,
    docling_text,
    docx,
    docx_table,
    html,
    html_table,
    paragraph,
    pdf,
)
from pincite.cli import main
from pincite.exports import web_annotations
from pincite.seeds.seed_files import VOCABULARY
from pincite.tracing import open_evidence, trace_cells

pytestmark = pytest.mark.usefixtures("read_here")

ROWS = [
    ["Firm", "2023", "2024"],
    ["Tern Marine", "1,100", "1,204"],
    ["Gull Works", "7", "12"],
    ["Skua", "(9)", "30"],
]
ABOVE, BELOW = "In millions of yen", "In thousands of yen"
DOCUMENTS = {
    "page.html": html(
        f"<h1>Sales</h1><p>{ABOVE}</p>{html_table(ROWS)}<p>More</p><p>Other</p><p>{BELOW}</p>"
        + html_table([["Firm", "2023"], ["Tern", "5"]])
    ),
    "a.pdf": pdf([["Sales"], [ABOVE, ROWS]]),
    "a.json": docling(
        docling_text("Sales", "section_header"),
        docling_text(ABOVE, page=2),
        docling_table(ROWS, page=2),
        sizes=(800, 800),
    ),
    "a.docx": docx(paragraph(ABOVE) + docx_table(ROWS) + paragraph("More")),
    "a.md": "\n".join(
        [ABOVE, "", *("| " + " | ".join(row) + " |" for row in (ROWS[0], ["---"] * 3, *ROWS[1:]))]
    ).encode()
    + b"\n\nMore\n",
}
PLACES = {
    "page.html": "table 1, row “Tern Marine”, column “2024”",
    "a.pdf": "page 2, table 1, probably row “Tern Marine”, probably column “2024”",
    "a.json": "page 2, table 1, probably row “Tern Marine”, probably column “2024”",
    "a.docx": "table 1, row “Tern Marine”, column “2024”",
    "a.md": "table 1, row “Tern Marine”, column “2024”",
}


def sourced(folder: Path, name: str, *, scaled: bool = True) -> tuple[Cited, Path]:
    document = folder / name
    data = DOCUMENTS[name]
    document.write_bytes(data if scaled else data.replace(ABOVE.encode(), b"By firm"))
    text = write_source(document, folder / "texts")
    return Cited(text), folder / "texts"


def tern(cited: Cited, *, year: str = "2024", number: str = "1,204") -> Cited:
    """Tern's sales in 2024: a cell, its row, its column and the scale above the table."""
    cited.cite("tern", "firm", "Tern Marine", "Tern Marine")
    cited.cite("tern", "year", year, "2024" if year == "2024" else year)
    value = str(int(number.replace(",", "")) * 10**6)
    cited.cite("tern", "money", number, value)
    cited.cite("tern", "money", "millions of yen", value, part="scale")
    return cited


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_cell_its_headers_and_the_scale_above_prove_and_are_shown(
    name: str, tmp_path: Path
) -> None:
    cited, texts = sourced(tmp_path, name)
    report = tern(cited).validate(tmp_path / "package", texts)
    assert [issue.message for issue in report.errors] == []
    evidence = open_evidence(tmp_path / "package", texts)
    (trace,) = trace_cells(evidence, "figures", "tern", "money")
    assert trace.places[0] == PLACES[name]
    assert f"on: {PLACES[name]}" in str(trace)


@pytest.mark.parametrize("name", ["page.html", "a.json"])
def test_the_verbs_cite_a_cell_with_its_scale_and_build_it(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    package, document = tmp_path / "package", tmp_path / name
    document.write_bytes(DOCUMENTS[name])
    empty = Cited("")
    empty.records = {"tern": dict.fromkeys(("firm", "year", "money"), "")}
    (tmp_path / "empty.txt").write_text("")
    write_package(package, empty, tmp_path / "empty.txt", "en")
    for table in package.glob("*.csv"):  # what is in them comes from the seeds alone
        table.write_text(table.read_text(encoding="utf-8").partition("\n")[0] + "\n")
    (package / VOCABULARY).parent.mkdir(parents=True)
    (package / VOCABULARY).write_text("vocabulary,phrase,code,language\n")
    base = ["-p", str(package), "-s", str(tmp_path)]
    assert main(["new-source", str(document), "--id", "doc", *base]) == 0
    text = (tmp_path / "doc.txt").read_text(encoding="utf-8")
    for cited in (
        ("money", "millions of yen", "--part", "scale"),
        ("money", "1,204"),  # before its headers, which are of the same paragraph as this cell
        ("year", "2024"),
        ("firm", "Tern Marine"),
    ):
        at = ["--start", str(text.index(cited[1]))]
        command = ["cite", "figures", "tern", *cited, "--source", "doc", *at, *base]
        assert main(command) == 0, capsys.readouterr().err
    assert "1204000000" in capsys.readouterr().out
    assert main(["build", str(package)]) == 0
    report = pincite.validate(package, sources=tmp_path)
    assert [str(issue) for issue in report.issues] == []
    rows = (package / "citations.csv").read_text(encoding="utf-8").splitlines()
    assert len(rows) == 1 + 4
    (trace,) = trace_cells(open_evidence(package, tmp_path), "figures", "tern", "money")
    assert trace.places[0] == PLACES[name]


def codes(report: Any) -> list[str]:
    return [issue.code for issue in report.errors]


@pytest.mark.parametrize("value", ["1204000000", ""])
def test_a_scale_without_its_number_is_a_fault(value: str, tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html")
    cited.cite("tern", "firm", "Tern Marine", "Tern Marine")
    cited.records["tern"]["money"] = value
    cited.cite("tern", "money", "millions of yen", value, part="scale")
    assert "cell-uncited" in codes(cited.validate(tmp_path / "package", texts))


def test_the_other_year_s_column_is_caught(tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html", scaled=False)
    year = cited.text.index("2023")
    cited.cite("tern", "year", "2023", "2023", at=year)
    cited.cite("tern", "firm", "Tern Marine", "Tern Marine")
    cited.cite("tern", "staff", "1,204", "1204")
    assert codes(cited.validate(tmp_path / "package", texts)) == ["paragraph-differs"]


def test_the_row_above_is_caught(tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html", scaled=False)
    cited.cite("gull", "firm", "Gull Works", "Gull Works")
    cited.cite("gull", "staff", "1,204", "1204")
    assert codes(cited.validate(tmp_path / "package", texts)) == ["paragraph-differs"]


def test_thousands_of_another_table_are_caught(tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html")
    cited.cite("tern", "money", "1,204", "1204000")
    cited.cite("tern", "money", "thousands of yen", "1204000", part="scale")
    found = cited.validate(tmp_path / "package", texts)
    assert codes(found) == ["paragraph-differs"]
    assert "is not in a head of the number, nor above its table" in found.errors[0].message


@pytest.mark.parametrize(
    ("scale", "code"), [("million yen", []), ("billion yen", ["paragraph-differs"])]
)
def test_the_scale_of_another_column_is_caught(scale: str, code: list[str], tmp_path: Path) -> None:
    rows = [["Firm", "Sales (million yen)", "Assets (billion yen)"], ["Tern", "1,204", "7"]]
    document = tmp_path / "page.html"
    document.write_bytes(html(html_table(rows)))
    cited = Cited(write_source(document, tmp_path / "texts"))
    value = str(1204 * 10 ** (6 if scale.startswith("m") else 9))
    cited.cite("tern", "money", "1,204", value)
    cited.cite("tern", "money", scale, value, part="scale")
    assert codes(cited.validate(tmp_path / "package", tmp_path / "texts")) == code


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ("Staff (thousands)", ["neighbour-not-understood"]),
        ("Staff in '000", ["neighbour-not-understood"]),
        ("Firms that sold over one million", []),
        ("Firms that sold 5 million", []),
        ("Staff", []),
    ],
)
def test_a_scale_in_a_head_is_not_left_out(head: str, code: list[str], tmp_path: Path) -> None:
    document = tmp_path / "page.html"
    document.write_bytes(html(html_table([["Firm", head], ["Tern", "1,204"]])))
    cited = Cited(write_source(document, tmp_path / "texts"))
    cited.cite("tern", "staff", "1,204", "1204")
    assert codes(cited.validate(tmp_path / "package", tmp_path / "texts")) == code
    cited.rows[0][-1] = "the report counts single people, as it says on its first page"
    assert codes(cited.validate(tmp_path / "package", tmp_path / "texts")) == []


def test_the_cell_beside_is_not_read_and_half_a_loss_is_refused(tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html", scaled=False)
    cited.cite("gull", "staff", "7\t12", "712")
    assert codes(cited.validate(tmp_path / "package", texts)) == ["phrase-not-understood"]
    cited = Cited(cited.text)
    cited.cite("skua", "staff", "9", "9", at=cited.text.index("(9)") + 1)
    assert codes(cited.validate(tmp_path / "package", texts)) == ["quote-cropped"]


@pytest.mark.parametrize(
    ("cell", "quote", "code"),
    [
        ("1,204<sup>2</sup>", "1,2042", None),  # it is not in the text
        ("1,204<sup>2</sup>", "1,204", ""),  # nobody squares a number with group signs
        ("10<sup>6</sup>", "10", "quote-cropped"),
        ("204<sup>2</sup>", "204", "quote-cropped"),  # an exponent, for all one knows
        ("1,204<sup><a href='#n'>2</a></sup>", "1,204", ""),  # a mark that links to a note
        ("1,204 <sup>a</sup>", "1,204", ""),
        ("1,204</td><td>million", "1,204", "quote-cropped"),  # its scale is in the next cell
        ("1,204</td><td>%", "1,204", "quote-cropped"),
        ("x</td><td>(</td><td>1,204</td><td>)", "1,204", "quote-cropped"),
        ("x</td><td>about</td><td>1,204", "1,204", "quote-cropped"),
        ("x</td><td>–</td><td>1,204", "1,204", "quote-cropped"),
        ("x</td><td>1,100</td><td>1,204", "1,204", ""),
        ("not before</td><td>1,204", "1,204", ""),  # words of the row's name
    ],
)
def test_what_is_around_a_number_in_a_table(
    cell: str, quote: str, code: str | None, tmp_path: Path
) -> None:
    document = tmp_path / "page.html"
    document.write_bytes(html(f"<table><tr><td>Tern</td><td>{cell}</td></tr></table><p>End"))
    cited = Cited(write_source(document, tmp_path / "texts"))
    if code is None:
        assert quote not in cited.text
        return
    cited.cite("tern", "staff", quote, quote.replace(",", ""))
    found = codes(cited.validate(tmp_path / "package", tmp_path / "texts"))
    assert found == ([code] if code else []), cited.text


def test_annotations_point_into_the_original_and_hold_no_words_of_headers(tmp_path: Path) -> None:
    for name, kind, begin in (
        ("page.html", "XPathSelector", "/html[1]/body[1]/table[1]"),
        ("a.pdf", "FragmentSelector", "page=2&viewrect="),
    ):
        folder = tmp_path / name.replace(".", "-")
        folder.mkdir()
        cited, texts = sourced(folder, name)
        cited.cite("tern", "staff", "1,204", "1204")
        cited.validate(folder / "package", texts)
        found = web_annotations(open_evidence(folder / "package", texts))
        (item,) = found["first"]["items"]
        text, original = item["target"]
        assert text["selector"][0]["type"] == "TextPositionSelector"
        assert original["source"].startswith("urn:sha256:")
        assert original["selector"]["type"] == kind
        assert original["selector"]["value"].startswith(begin)
        assert "Tern Marine" not in json.dumps(found)
        without = web_annotations(open_evidence(folder / "package", None))
        assert isinstance(without["first"]["items"][0]["target"], dict)


def test_a_number_across_a_seam_needs_a_note(tmp_path: Path) -> None:
    document = tmp_path / "page.html"
    document.write_bytes(html("<p>See <b>1.1</b><i>97</i>.</p>"))
    cited = Cited(write_source(document, tmp_path / "texts"))
    cited.cite("tern", "staff", "1.197", "1.197")
    report = cited.validate(tmp_path / "package", tmp_path / "texts")
    assert codes(report) == ["neighbour-not-understood"]
    assert "they may be two numbers" in report.errors[0].message
    cited.rows[0][-1] = "printed as one number"
    assert codes(cited.validate(tmp_path / "package", tmp_path / "texts")) == []


def test_a_number_that_is_struck_out_needs_a_note(tmp_path: Path) -> None:
    document = tmp_path / "page.html"
    document.write_bytes(html("<p>Tern employs <del>31</del> people.</p>"))
    cited = Cited(write_source(document, tmp_path / "texts"))
    cited.cite("tern", "staff", "31", "31")
    report = cited.validate(tmp_path / "package", tmp_path / "texts")
    assert codes(report) == ["neighbour-not-understood"]
    assert "strikes these words out" in report.errors[0].message
    cited.rows[0][-1] = "what the page said before"
    assert codes(cited.validate(tmp_path / "package", tmp_path / "texts")) == []


def test_a_report_names_places_with_published_words_alone(tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html", scaled=False)
    cited.cite("tern", "firm", "Tern Marine", "Tern Marine")
    cited.cite("tern", "staff", "1,204", "1205")
    (issue,) = cited.validate(tmp_path / "package", texts).errors
    assert issue.message.endswith("(table 1, row “Tern Marine”, column 3)")


def test_the_page_shows_the_place_where_the_map_is_at_hand(tmp_path: Path) -> None:
    import pincite

    cited, texts = sourced(tmp_path, "page.html", scaled=False)
    cited.cite("tern", "staff", "1,204", "1204")
    cited.validate(tmp_path / "package", texts)
    shown = "table 1, row “Tern Marine”, column “2024”"
    package = pincite.open(tmp_path / "package")
    assert shown in package.explore(sources=texts)
    assert shown not in package.explore()


FAULTS: dict[str, Any] = {
    "another text": lambda m: m["text"] | {"sha256": "0" * 64},
    "runs overlap": lambda _: [[0, 5, 0], [3, 9, 0]],
    "runs outside": lambda _: [[0, 10**6, 0]],
    "no such path": lambda _: [[0, 5, 999]],
    "cells outside": lambda m: [{**m["tables"][0], "cells": [[5, 10**6, 1, 1, [], []]]}],
    "a cell of words": lambda m: [{**m["tables"][0], "cells": [["a", 5, 1, 1, [], []]]}],
    "a boundary in a word": lambda _: [2],
    "boundaries unsorted": lambda m: [*m["boundaries"][::-1]],
    "struck outside": lambda _: [[3, 10**6]],
    "another rule": lambda _: 99,
}
KEYS = ["text", *["runs"] * 3, *["tables"] * 2, *["boundaries"] * 2, "struck", "rule"]


@pytest.mark.parametrize(("fault", "key"), [*zip(FAULTS, KEYS, strict=True)])
def test_a_map_at_fault_is_said_and_not_used(fault: str, key: str, tmp_path: Path) -> None:
    cited, texts = sourced(tmp_path, "page.html")
    path = texts / "doc.map.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    found[key] = FAULTS[fault](found)
    path.write_text(json.dumps(found), encoding="utf-8")
    cited.cite("tern", "firm", "Tern Marine", "Tern Marine")
    report = cited.validate(tmp_path / "package", texts)
    assert codes(report) == ["source-map"]
    evidence = open_evidence(tmp_path / "package", texts)
    assert evidence.places == {}
    assert evidence.transcripts["doc"].boundaries == ()


def test_new_source_and_source_check_by_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from support import GOLDEN, GOLDEN_SOURCES, copy_package

    package = copy_package(GOLDEN, tmp_path / "package")
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in GOLDEN_SOURCES.glob("marrow-bay.txt"):
        (texts / path.name).write_bytes(path.read_bytes())
    document = tmp_path / "report.html"
    document.write_bytes(html("<p>Tern 5<i hidden>77</i></p>", "<title>1999</title>"))
    base = ["-p", str(package), "-s", str(texts)]
    assert main(["new-source", str(document), "--id", "report", "--dry-run", *base]) == 0
    assert not (texts / "report.txt").exists()
    assert main(["new-source", str(document), "--id", "report", *base]) == 0
    out = capsys.readouterr().out
    assert "numbers that the text lacks (hidden): 77" in out
    assert "numbers that the text lacks (head of the page): 1999" in out
    assert (texts / "report.txt").read_text(encoding="utf-8") == "Tern 5\n"
    (original,) = (texts / "originals").iterdir()
    assert original.read_bytes() == document.read_bytes()
    assert not list(package.rglob("*.html"))
    assert main(["source", "check", *base]) == 0
    assert "report: same" in capsys.readouterr().out
    original.write_bytes(html("<p>Tern 6</p>"))
    assert main(["source", "check", "report", *base]) == 1
    assert "report: original-changed" in capsys.readouterr().out
    original.unlink()
    assert main(["source", "check", "report", *base]) == 1
    assert "report: original-missing" in capsys.readouterr().out


@pytest.mark.parametrize("name", DOCUMENTS)
def test_source_check_finds_each_kind_of_document_the_same(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from support import GOLDEN, copy_package

    package, document = copy_package(GOLDEN, tmp_path / "package"), tmp_path / name
    document.write_bytes(DOCUMENTS[name])
    base = ["-p", str(package), "-s", str(tmp_path)]
    assert main(["new-source", str(document), "--id", "doc", *base]) == 0
    capsys.readouterr()
    assert main(["source", "check", "doc", *base]) == 0
    assert "doc: same: the same " in capsys.readouterr().out


def test_a_text_that_another_version_makes_otherwise_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pincite.seeds import originals
    from pincite.sources.made import Made
    from support import GOLDEN, copy_package

    package = copy_package(GOLDEN, tmp_path / "package")
    document = tmp_path / "report.html"
    document.write_bytes(html("<p>Tern 5 and 6</p>"))
    base = ["-p", str(package), "-s", str(tmp_path)]
    assert main(["new-source", str(document), "--id", "report", *base]) == 0
    for text, state in (("Tern 5\nand 6\n", "reflowed"), ("Tern 5 and 7\n", "differs")):
        monkeypatch.setattr(
            originals, "make", lambda *_, text=text: Made(text, "selectolax", "9.9")
        )
        capsys.readouterr()
        assert main(["source", "check", "report", *base]) == 1
        assert f"report: {state}: " in capsys.readouterr().out


@pytest.mark.parametrize("name", ["page.html", "a.docx"])
def test_a_new_edition_of_a_document_is_reanchored(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from support import GOLDEN, GOLDEN_SOURCES, copy_package

    def edition(before: str) -> bytes:
        says = "In the year 2024, as the firm says in its report of that year, 35 per cent of"
        words = (before, f"{says} the cargo of Tern went by rail, and the rest of it by road.")
        if name == "page.html":
            return html("".join(f"<p>{one}</p>" for one in words))
        return docx("".join(map(paragraph, words)))

    package, texts = copy_package(GOLDEN, tmp_path / "package"), tmp_path / "texts"
    texts.mkdir()
    for path in GOLDEN_SOURCES.glob("*.txt"):
        (texts / path.name).write_bytes(path.read_bytes())
    old, new = tmp_path / name, tmp_path / f"new-{name}"
    old.write_bytes(edition("One."))
    new.write_bytes(edition("One and two, at length."))
    base = ["-p", str(package), "-s", str(texts)]
    assert main(["new-source", str(old), "--id", "doc", "--no-build", *base]) == 0
    claim = ["shares", "tern-2024", "share_percent", "35 per cent", "--source", "doc"]
    assert main(["cite", *claim, "--no-build", *base]) == 0
    assert main(["reanchor", "doc", str(new), "--write", "--no-build", *base]) == 0
    assert "1 exact" in capsys.readouterr().out
    text = (texts / "doc.txt").read_text(encoding="utf-8")
    assert text.startswith("One and two, at length.")
    seed = (package / "seeds/doc/citations/shares.csv").read_text(encoding="utf-8")
    assert f",35 per cent,{text.index('35 per cent')}," in seed
    assert len(list((texts / "originals").iterdir())) == 2
    assert main(["source", "check", "doc", *base]) == 0
    (texts / "doc.txt").write_text("Mine.", encoding="utf-8")
    assert main(["reanchor", "doc", str(old), "--write", "--no-build", *base]) == 2
    assert "is not the text that is cited" in capsys.readouterr().err


def test_import_and_verify_know_the_cells_of_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from support import GOLDEN, copy_package

    package = copy_package(GOLDEN, tmp_path / "package")
    document = tmp_path / "page.html"
    rows = [["Firm", "2023", "2024"], ["Tern", "31 per cent", "35 per cent"]]
    document.write_bytes(html(html_table([*rows, ["Gull", "35 per cent", "40 per cent"]])))
    base = ["-p", str(package), "-s", str(tmp_path)]
    assert main(["new-source", str(document), "--id", "doc", *base]) == 0
    claim = {"table": "shares", "record": "tern-2024", "field": "share_percent", "source": "doc"}
    claim |= {"quote": "35 per cent", "value": "35"}
    for place, says in (
        ({"table": 1, "row": "Tern", "column": "2024"}, "proved: "),
        ({"row": 2, "column": 3}, "proved: "),
        ({"table": 1}, "more than once in that place"),
        ({"row": "Tern", "column": "2023"}, "not on that page or in that cell"),
        ({"page": 1}, "not on that page or in that cell"),
        ({"sheet": 1}, "place has no sheet"),
        ({"row": 1.5}, "row of a place is a whole number or a header's words"),
        ("page 1", "place is an object"),
    ):
        file = tmp_path / "claims.json"
        file.write_text(json.dumps([claim | {"place": place}]), encoding="utf-8")
        capsys.readouterr()
        main(["import", "json", str(file), "--dry-run", *base])
        assert says in capsys.readouterr().out, place
    cases = tmp_path / "cases.jsonl"
    case = {"source": "doc.txt", "quote": "40 per cent", "method": "percent", "language": "en"}
    cases.write_text(json.dumps(case), encoding="utf-8")
    assert main(["verify", str(cases), "-s", str(tmp_path)]) == 0
