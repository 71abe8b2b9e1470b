"""Scales in the heads of tables of documents, and what is no scale there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from cited_documents import Cited, write_source
from documents_made import html, html_table
from pincite import verify
from pincite.citations.derivation import derive_parted
from pincite.grammar import NotUnderstood, read_quantity
from pincite.proof.heads import find_parts, scale_before, scales_over
from pincite.sources.source_map import Places
from pincite.sources.web_page import read_html
from pincite.text import Span

_HEADS = {  # what scales all numbers of a table, and what does not, by language and place
    "en": {
        "above": ["Figures in millions.", "€m", "All amounts in EUR k", "in hundreds"],
        "row": ["Sales (k€)", "Sales (EUR k)", "$mm", "Sales (MM)", "Thousands", "(x10³)"],
        "column": ["(£m)", "2022, 1000 EUR", "2022 (tsd.)", "2022 M€"],
        "below": ["Figures in millions.", "* in thousands of euros", "(in thousands)"],
    },
    "de": {
        "above": ["Angaben in T€", "in TEUR"],
        "row": ["Umsatz (TEUR)", "in T€", "(Mill. Euro)"],
        "column": ["TDM"],
        "below": ["Tsd. Euro", "MEUR"],
    },
    "fr": {"above": ["En milliers d’euros"], "row": ["Ventes (k€)", "(M€)"]},
    "es": {"above": ["Miles de euros"], "row": ["Ventas (M€)", "Ventas (miles)"]},
    "ja": {"below": ["（単位：千円）"], "above": ["単位：百万円"], "row": ["千葉県（千人）"]},
    "zh": {"above": ["单位：千元"]},
}
_PLAIN_HEADS = {
    "en": {
        "above": ["Figures in euros", "Source: the office"],
        "row": ["Men (m)", "Weight (kg)", "Vitamin K", "over 5 M€", "Over $5 million"],
        "column": ["2024", "Size (m)", "Rainfall (mm)", "Salary ($)", "T", "Thousand Oaks"],
        "below": ["Firms with millions of customers report twice.", "Size in m"],
    },
    "de": {"row": ["Gewicht (t)", "in Euro"]},
    "fr": {"row": ["Longueur (m)", "Mille-feuille"]},
    "es": {"row": ["Longitud (m)"]},
    "ja": {
        "above": ["単位：円"],
        "below": ["出典：千葉県"],
        "column": ["千葉県"],
        "row": ["千代田区"],
    },
    "zh": {"row": ["万科集团"], "column": ["千岛湖"]},
}


def _headed(place: str, head: str) -> bytes:
    """A page of two tables; a number of the second one has the head."""
    rows = [["Firm", "2023", "2024"], ["Tern", "1,100", "1,204"]]
    rows[0][2] = head if place == "column" else rows[0][2]
    rows[1][0] = head if place == "row" else rows[1][0]
    lines = [f"<p>{head}</p>" if place == one else "" for one in ("above", "below")]
    before = html_table([["Firm", "2023"], ["Gull", "5"]])
    return html(f"{before}{lines[0]}{html_table(rows)}{lines[1]}<p>More</p>")


@pytest.mark.parametrize("is_scaled", [True, False])
@pytest.mark.parametrize("language", _HEADS)
def test_scales_in_heads_are_seen_and_units_are_not(language: str, is_scaled: bool) -> None:
    heads = (_HEADS if is_scaled else _PLAIN_HEADS)[language]
    looked = 0
    for place, listed in heads.items():
        for head in listed:
            made = read_html(_headed(place, head), "page.html")
            places = Places({"tables": made.tables, "runs": []}, len(made.text))
            start = made.text.index("1,204")
            found = scales_over(places, made.text, Span(start, start + 5), language)
            assert bool(found) == is_scaled, (place, head, found)
            looked += 1
    assert looked > 0


def test_a_scale_right_below_a_table_is_its_own(tmp_path: Path) -> None:
    document = tmp_path / "page.html"
    table = html_table([["Firm", "2024"], ["Tern", "1,204"]])
    document.write_bytes(html(f"{table}<p>Figures in millions of yen.</p><p>More</p>"))
    cited = Cited(write_source(document, tmp_path / "texts"))
    cited.cite("tern", "money", "1,204", "1204000000")
    cited.cite("tern", "money", "millions of yen", "1204000000", part="scale")
    assert cited.validate(tmp_path / "package", tmp_path / "texts").errors == []


@pytest.mark.parametrize(
    ("language", "number", "scale", "value"),
    [
        ("en", "1,204", "€m", "1204000000"),
        ("en", "1,204", "k€", "1204000"),
        ("en", "1,204", "EUR k", "1204000"),
        ("en", "1,204", "£ millions", "1204000000"),
        ("de", "1.204", "TEUR", "1204000"),
        ("fr", "1 204", "M€", "1204000000"),
        ("en", "1,204", "$mm", "1204000000"),
        ("en", "1,204", "US$ MM", "1204000000"),
        ("de", "1.204", "Mill. Euro", "1204000000"),
        ("de", "1.204", "Mn. €", "1204000000"),
    ],
)
def test_a_short_scale_is_read_with_its_number(
    language: str, number: str, scale: str, value: str
) -> None:
    def read(phrase: str) -> str:
        return read_quantity(phrase, language, ("amount",)).text

    assert derive_parted(read, number, {"scale": scale}) == value


def test_a_short_million_is_one_of_money_alone() -> None:
    def read(phrase: str) -> str:
        return read_quantity(phrase, "en", ("amount",)).text

    assert derive_parted(read, "1,204", {"scale": "mm", "unit": "$"}) == "1204000000"
    with pytest.raises(NotUnderstood):
        derive_parted(read, "1,204", {"scale": "mm", "unit": "m"})


def test_a_scale_is_found_for_a_number_in_a_line_below_its_table() -> None:
    def read(phrase: str) -> str:
        return read_quantity(phrase, "en", ("amount",)).text

    def reads(number: str, parts: Mapping[str, str]) -> str | None:
        try:
            return derive_parted(read, number, parts)
        except NotUnderstood:
            return None

    def parts(line: str) -> list[str]:
        table = html_table([["Firm", "2024"], ["Tern", "1,204"]])
        made = read_html(html(f"{table}<p>{line}</p><p>More</p>"), "page.html")
        places = Places({"tables": made.tables, "runs": []}, len(made.text))
        start = made.text.index("1,204")
        found, _ = find_parts(places, made.text, Span(start, start + 5), "en", ["scale"], reads)
        return [made.text[one.start : one.end] for one in found.values()]

    assert parts("Figures in millions of yen.") == ["millions of yen"]
    assert parts("One firm of a million yen reports twice.") == []


_TOLD = {  # what running text says that its numbers are in, and what only looks like it
    "en": [
        "Sales (in thousands of euros): 2022 ",
        "Revenue in EUR m, 2023: ",
        "All amounts in thousands. Equity: ",
        "Sales (US$ million): ",
        "Sales (in millions of Hong Kong dollars) were ",
    ],
    "de": ["Der Umsatz (in Mio. Euro) betrug ", "Angaben in Tausend Euro: Umsatz "],
    "fr": ["Ventes (en milliers d’euros) en 2022 : "],
    "es": ["Ventas (en miles de euros): "],
    "ja": ["単位：千円　売上高 ", "売上高（百万円）は"],
    "zh": ["单位：千元　销售额 ", "（单位：百万元）营业收入："],
}
_NOT_TOLD = {
    "en": [
        "It lives in thousands of homes. In 2022: ",
        "The shop (Thousand Oaks) sold ",
        "The sum (one million) for ",
        "The sum ($5 million) for ",
        "They came in thousands, and ",
    ],
    "de": ["Die Stadt (5 Mio. Einwohner) hat "],
    "fr": ["Le fonds (M. Dupont) compte "],
    "es": ["El pueblo (mil vecinos) tiene "],
    "ja": ["知事（千葉県）は", "千円（税込）で"],
    "zh": ["（一千人）共", "该校（千人计划）有"],
}


@pytest.mark.parametrize("language", _TOLD)
def test_running_text_tells_the_scale_of_its_numbers(language: str) -> None:
    told = [scale_before(text, language) for text in _TOLD[language]]
    assert None not in told
    assert [scale_before(text, language) for text in _NOT_TOLD[language]] == [None] * len(
        _NOT_TOLD[language]
    )


def test_a_number_proves_nothing_without_the_scale_that_its_text_tells() -> None:
    def proves(behind: str) -> str:
        text = f"Sales (in thousands of euros) were 5,120{behind}"
        return verify(text, "5,120", method="count", language="en").verdict

    assert [proves(behind) for behind in (".", " in 2022.", " staff.")] == [
        "cropped",
        "cropped",
        "proved",
    ]


def test_a_scale_that_running_text_tells_is_cited_as_a_part(tmp_path: Path) -> None:
    document = tmp_path / "page.html"
    document.write_bytes(html("<p>Sales of Tern (in thousands of euros) were 5,120 in 2022.</p>"))
    cited = Cited(write_source(document, tmp_path / "texts"))
    cited.cite("tern", "money", "5,120", "5120000")
    cited.cite("tern", "money", "thousands of euros", "5120000", part="scale")
    assert cited.validate(tmp_path / "package", tmp_path / "texts").errors == []
