"""Documents that Docling exported as JSON: their text, pages and cells, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents_made import TABLE, docling, docling_box, docling_table, docling_text
from pincite.cli import main
from pincite.report import CannotRun
from pincite.sources.limits import DOCLING, PLAIN
from pincite.sources.made import Made, digest
from pincite.sources.making import make, map_of, media_type_of
from pincite.sources.source_map import Places, Spot
from pincite.text import Span

pytestmark = pytest.mark.usefixtures("read_here")


def read(data: bytes) -> Made:
    made = make(data, DOCLING, "own.json")
    assert made == make(data, DOCLING, "own.json")
    return made


def places(made: Made, data: bytes) -> Places:
    return Places(map_of(made, data, DOCLING, ("own.json", "own.txt"), {}), len(made.text))


def spot(made: Made, data: bytes, words: str) -> Spot:
    assert made.text.count(words) == 1
    at = made.text.index(words)
    return places(made, data).spot(Span(at, at + len(words)))


def test_items_become_lines_in_reading_order_and_know_their_page_and_box() -> None:
    caption = docling_text("Table 1: staff", "caption", page=2)
    table = docling_table(TABLE, page=2, captions=[{"$ref": "#/texts/2"}])
    items = (docling_text("Staff", "section_header"), docling_text("Tern grew."))
    data = docling(*items, table, caption, docling_text("Later.", page=2), sizes=(800, 900))
    made = read(data)
    rows = "\n".join("\t".join(row) for row in TABLE)
    assert made.text == f"Staff\n\nTern grew.\n\nTable 1: staff\n\n{rows}\n\nLater.\n"
    assert spot(made, data, "grew").page == 1
    assert spot(made, data, "grew").box == (50, 700, 300, 720)  # from below already
    found = spot(made, data, "1,204")
    assert (found.page, found.box) == (2, (50, 180, 300, 200))  # 900 less what is from above
    assert found.cell is not None
    assert (found.cell.row, found.cell.column, found.cell.is_inferred) == (2, 3, True)
    heads = (*found.cell.row_headers, *found.cell.column_headers)
    assert [made.text[span.start : span.end] for span in heads] == ["Tern", "2024"]
    (one,) = made.tables
    assert made.text[slice(*one["caption"])] == "Table 1: staff"
    assert made.left_out == []
    assert [page[2:] for page in made.pages] == [[600, 800], [600, 900]]
    # the original is the export, and not the document that has these pages
    assert places(made, data).selectors(found) == []


def test_a_text_over_two_pages_is_cut_where_docling_says() -> None:
    words = "It has 40 boats, and 60 sailors."
    there = {"page_no": 2, "bbox": docling_box(), "charspan": [17, len(words)]}
    text = docling_text(words)
    text["prov"] = [*text["prov"], there]
    text["prov"][0]["charspan"] = [0, 16]
    made = read(data := docling(text, sizes=(800, 800)))
    assert made.text == f"{words}\n"
    assert [spot(made, data, number).page for number in ("40", "60")] == [1, 2]
    there["charspan"] = [400, 500]
    made = read(data := docling(text, sizes=(800, 800)))
    assert spot(made, data, "60").page == 1
    assert any("1 text over several pages" in warning for warning in made.warnings)


def test_without_pages_the_item_itself_is_the_place() -> None:
    data = docling(docling_text("One.", prov=[]), docling_text("Two.", page=0), sizes=())
    made = read(data)
    assert spot(made, data, "Two") == Spot(path="#/texts/1")
    assert made.pages == []


def test_what_is_left_out_is_listed_with_its_numbers() -> None:
    head = docling_text("Page 12", "page_header", content_layer="furniture")
    item = docling_text("Boats", "list_item", orig="7. Boats", enumerated=True, marker="7.")
    lost = {**docling_text("91"), "self_ref": "#/texts/2"}
    document = json.loads(docling(head, item, lost))
    document["body"]["children"].pop()  # nothing leads to the third
    made = read(json.dumps(document).encode())
    assert made.text == "Boats\n"
    assert made.left_out == [
        {"why": "not in the text", "count": 2, "numbers": ["7", "91"]},
        {"why": "page header or footer", "count": 1, "numbers": ["12"]},
    ]
    assert "what Docling read" in made.warnings[0]


def test_raised_digits_rich_cells_and_sections_keep_their_numbers_apart() -> None:
    table = docling_table([*TABLE[:2], ["North", "", ""], TABLE[2]])
    table["data"]["table_cells"][5]["ref"] = {"$ref": "#/texts/2"}
    table["children"] = [{"$ref": "#/texts/2"}]
    texts = [docling_text("10"), docling_text("6", formatting={"script": "super"})]
    texts.append(docling_text("1,204"))
    group = {"label": "inline", "children": [{"$ref": "#/texts/0"}, {"$ref": "#/texts/1"}]}
    body = {"children": [{"$ref": "#/groups/0"}, {"$ref": "#/tables/0"}]}
    data = docling(table, texts=texts, groups=[group], body=body)
    made = read(data)
    rows = ["\t".join(row) for row in TABLE]
    assert made.text == "\n".join(["10^6", "", *rows[:2], "North\t\t", rows[2], ""])
    assert made.left_out == []
    found = spot(made, data, "12")
    assert found.cell is not None
    (head,) = found.cell.column_headers
    assert made.text[head.start : head.end] == "2024"  # and not the head of the section


def changed(**keys: Any) -> bytes:
    return docling(docling_text("One 1."), docling_table(TABLE), **keys)


def wide(name: str, number: Any) -> bytes:
    table = docling_table(TABLE)
    table["data"]["table_cells"][4][name] = number
    return docling(table)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b'{"a": 1}', "is JSON, but not a DoclingDocument"),
        (b"[" * 100_000, "nested too deep"),
        (b'{"schema_name": "DoclingDocument"', "not JSON"),
        (b'{"schema_name": "DoclingDocument", "body": 1, "body": 2}', "holds a key twice"),
        (b'{"schema_name": "DoclingDocument"}', "is not of the form of a DoclingDocument"),
        (changed(body={"children": [{"$ref": "#/texts/9"}]}), "#/texts/9"),
        (changed(body={"children": ["#/texts/0"]}), "is not of the form"),
        (changed(texts=[{"label": "text", "text": 7}]), "is not of the form"),
        (docling(docling_text("One", page=10**9)), "has page 1000000000"),
        (docling(docling_text(" ")), "has no text in lines or tables"),
        (docling(docling_text("1\u202e23")), "direction override"),
        (wide("start_row_offset_idx", 10**12), "start_row_offset_idx is 1000000000000"),
        (wide("start_col_offset_idx", "1"), "is not of the form"),
        (wide("bbox", {"l": 0}), "is not of the form"),
    ],
)
def test_what_is_not_of_the_form_is_refused_in_one_line(data: bytes, says: str) -> None:
    with pytest.raises(CannotRun) as caught:
        make(data, DOCLING, "own.json")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_circle_of_references_and_a_deep_tree_end() -> None:
    one, other = {"children": [{"$ref": "#/groups/1"}]}, {"children": [{"$ref": "#/groups/0"}]}
    body = {"children": [{"$ref": "#/groups/0"}, {"$ref": "#/texts/0"}]}
    assert read(docling(docling_text("1"), groups=[one, other], body=body)).text == "1\n"
    groups = [{"children": [{"$ref": f"#/groups/{number}"}]} for number in range(1, 5000)]
    groups.append({"children": [{"$ref": "#/texts/0"}]})
    assert read(docling(docling_text("1"), groups=groups, body=body)).text == "1\n"
    itself = docling_table(TABLE, captions=[{"$ref": "#/tables/0"}])
    assert read(docling(itself)).text.count("1,204") == 1


def test_the_export_is_known_by_its_first_key_or_its_name() -> None:
    own = docling(docling_text("1"))
    assert media_type_of(Path("own.json"), own) == DOCLING
    assert media_type_of(Path("own.docling.json"), b'{"body": {}}') == DOCLING
    assert media_type_of(Path("own.json"), b'{"body": {}}') == PLAIN


def test_new_source_import_with_a_place_and_source_check_take_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from support import GOLDEN, copy_package

    package = copy_package(GOLDEN, tmp_path / "package")
    rows = [["Firm", "2023", "2024"], ["Tern", "31 per cent", "35 per cent"]]
    table = docling_table([*rows, ["Gull", "35 per cent", "40 per cent"]], page=2)
    document = tmp_path / "report.json"
    document.write_bytes(docling(docling_text("Shares"), table, sizes=(800, 800)))
    base = ["-p", str(package), "-s", str(tmp_path)]
    assert main(["new-source", str(document), "--id", "doc", *base]) == 0
    said = capsys.readouterr().out
    assert "2 pages, 1 table (pincite-docling 1)" in said
    assert "what Docling read" in said
    claim = {"table": "shares", "record": "tern-2024", "field": "share_percent", "source": "doc"}
    claim |= {"quote": "35 per cent", "value": "35"}
    for place, says in (
        ({"page": 1}, "not on that page or in that cell"),
        ({"page": 2, "row": "Tern", "column": "2023"}, "not on that page or in that cell"),
        ({"page": 2, "row": "Tern", "column": "2024"}, "proved: "),
    ):
        file = tmp_path / "claims.json"
        file.write_text(json.dumps([claim | {"place": place}]), encoding="utf-8")
        main(["import", "json", str(file), "--dry-run", *base])
        assert says in capsys.readouterr().out
    assert main(["source", "check", "doc", *base]) == 0
    assert "doc: same: " in capsys.readouterr().out
    text = (tmp_path / "doc.txt").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "doc.map.json").read_text())["text"]["sha256"] == digest(text)
