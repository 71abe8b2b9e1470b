"""The page of the released package: the facts first, the hazards of the article, its counts."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from pincite.checks import validate_package
from pincite.proof.classes import CLASSES
from support import (
    ARTICLE_SOURCES,
    ROOT,
    explorer_html,
    explorer_pictures,
    needs_article,
    read_rows,
)
from test_explorer import Page


@pytest.fixture(scope="module")
def html() -> str:
    return explorer_html(ROOT)


def test_what_is_planned_is_not_paid_and_an_open_list_is_open(html: str) -> None:
    """The tables say planned and incomplete: so do picture, its words and README."""
    (funding,) = read_rows(ROOT / "data/funding.csv")
    assert (funding["status"], funding["participants_complete"]) == ("planned", "false")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    picture = ElementTree.fromstring(explorer_pictures(ROOT)["parties.svg"])
    name = "{http://www.w3.org/2000/svg}"
    drawn = [text.text or "" for text in picture.iter(f"{name}text")]
    assert "and others, not named" in drawn
    said = (readme, Page(html).text, " ".join(drawn), picture.findtext(f"{name}desc") or "")
    for text in said:
        assert "plans to pay" in text
        assert re.search(r"others,\s+not\s+named", text)
        assert not re.search(r"\bpays\b", text)


def test_the_facts_come_first_and_say_what_the_tables_say(html: str) -> None:
    """Who pays how much for what, whether it has happened, what is disputed, how sure each is."""
    start = html[html.index("<main") :]
    assert start.index('id="facts"') < start.index('id="disputed"') < start.index('id="pictures"')
    text = Page(start[: start.index('id="disputed"')]).text
    (row,) = read_rows(ROOT / "data/funding.csv")
    (share,) = read_rows(ROOT / "data/market_shares.csv")
    for said in (row["amount_stated"], share["share_stated"], row["start_stated"], "1991"):
        assert said in text
    for said in ("Planned or announced", "Considered, not decided", "Has happened"):
        assert said in text
    firms = [r for r in read_rows(ROOT / "data/funding_participants.csv") if r["role"] != "funder"]
    assert len(firms) == 9
    assert "nine named firms and others" in text
    assert "Disputed: Amount (1 of 7 findings: 16,000,000,000 JPY)" in text
    assert "Start, counted from the dateline (3 of 3 findings: May 2018; June 2018)" in text
    assert "could not be identified" in text
    assert text.count("How sure?") == 4
    assert (
        "no other source agrees fully; independent groups of other sources: Agrees in part 4"
        in text
    )
    assert len(html[: html.index('id="disputed"')].encode()) < 30_000  # and what comes before it


def test_an_empty_cell_says_why_it_is_empty(html: str) -> None:
    assert html.count("<td><small>Not stated in the source</small>") >= 8
    assert html.count("<td><small>Named, but not identified</small>") == 3
    assert "<td><small>Does not apply</small>" in html


def test_the_page_counts_as_the_report_and_the_release_do(html: str) -> None:
    counts = next(s.counts for s in validate_package(ROOT).stages if s.name == "citations")
    said = Page(html[html.index('id="checked"') :]).text
    looked_at = [name for name in CLASSES if counts.get(name)]
    assert len(looked_at) > 6
    for name in looked_at:
        shown = {"judged": f"{counts[name]} judged by", "silence not compared": "14 silence not"}
        assert shown.get(name, f"{counts[name]} {name}") in said, name
    assert f"What the {counts['cells']} filled cells" in said


def test_an_organisation_has_one_card_with_its_identifiers_and_where_they_were_seen(
    html: str,
) -> None:
    rows = [
        row
        for row in read_rows(ROOT / "data/organisation_identifiers.csv")
        if row["organisation_id"] == "toyota"
    ]
    start = html.index('<th id="organisations/toyota"')
    card = html[start : html.index("<td", start)]
    assert len(rows) > 8
    for row in rows:
        assert row["value"].split("//")[-1].rstrip("/") in Page(card).text
    assert card.count("EDINET code list of 2021-01-20") == 1  # five of them, said once
    assert 'href="https://github.com/sanpei/getEdinetData"' in card
    assert "Referred to by" in card
    assert 'id="organisation_identifiers/' not in html


@needs_article
def test_the_margin_of_the_article_shows_its_facts_and_our_summaries() -> None:
    own = explorer_html(ROOT, sources=ARTICLE_SOURCES)
    notes = [Page(note).text for note in re.findall(r'<span class="beside".*?</span></span>', own)]
    first = next(note for note in notes if "1,600,000,000" in note)
    for said in (
        "Planned or announced",
        "Start May, year not stated",
        "Start, counted from the dateline May 2021",
    ):
        assert said in first
    assert any("Japan's plan to break out" in note for note in notes)


def test_a_reading_that_only_others_contradict_does_not_look_like_a_fact(html: str) -> None:
    classes = dict(re.findall(r'<td id="funding/meti-solid-state/(\w+)" class="([^"]*)"', html))
    assert "dis" in classes["start_anchored_edtf"].split()
    assert "dis" not in classes["amount"].split()


@needs_article
def test_no_thirteen_words_of_the_article_stand_on_the_page(html: str) -> None:
    assert ARTICLE_SOURCES is not None
    (article,) = ARTICLE_SOURCES.glob("*.txt")
    words = re.findall(r"\w+", article.read_text(encoding="utf-8").lower())
    runs = {tuple(words[at : at + 13]) for at in range(len(words) - 12)}
    shown = re.findall(r"\w+", Page(html).text.lower())
    assert len(shown) > 5000
    assert not [run for at in range(len(shown)) if (run := tuple(shown[at : at + 13])) in runs]
