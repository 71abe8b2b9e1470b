"""What a newcomer asks, answered by clicking: four questions about the real package."""

from __future__ import annotations

from pathlib import Path

import pytest

from browser.conftest import OpenPage, panel

pytest.importorskip("playwright")

from playwright.sync_api import expect


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_where_does_the_amount_come_from(page_file: Path, open_page: OpenPage, size: str) -> None:
    page = open_page(page_file, size=size)
    page.locator("#facts").get_by_role("link", name="1.6 billion yen").click()
    found = panel(page)
    expect(found.locator("q")).to_have_text("1.6 billion yen")
    steps = found.locator("ol > li").all_text_contents()
    assert steps == [
        "“1.6” is the number 1.6",
        "“billion” is 10⁹",
        "“yen” is JPY",
        "1.6 × 10⁹ JPY = 1,600,000,000 JPY",
    ]
    found.get_by_role("link", name="161–176").click()
    card = panel(page)
    expect(card).to_have_attribute("id", "s1:161-176")
    card.get_by_role("link", name="Currency").click()
    expect(panel(page).locator("q")).to_have_text("1.6 billion yen")
    assert page.url.endswith("#funding/meti-solid-state/currency")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_is_the_share_exact_and_of_what(page_file: Path, open_page: OpenPage, size: str) -> None:
    page = open_page(page_file, size=size)
    page.get_by_role("navigation").get_by_role("link", name="Pictures").click()
    picture = page.locator("[id='picture:share']")
    for part in ("Product as stated: lithium batteries", "Market scope: World market"):
        expect(picture.locator("svg").get_by_text(part)).to_be_visible()
    expect(picture.locator("svg").get_by_text("Metric: Not stated in the source")).to_be_visible()
    picture.locator("svg").get_by_text("about 15").click()
    said = panel(page)
    expect(said.locator("q")).to_have_text("about 15%")
    expect(said).to_contain_text("The hedge “about” says that the number is not exact")
    expect(said.get_by_role("listitem").filter(has_text="Agrees in part")).to_have_count(5)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_which_report_disagrees_about_the_year(
    page_file: Path, open_page: OpenPage, size: str
) -> None:
    page = open_page(page_file, size=size)
    disputes = page.locator("#disputes")
    expect(disputes.get_by_role("heading")).to_have_text("Where other sources disagree")
    expect(page.locator("#facts")).to_contain_text("Disputed: Amount (1 of 7 findings: 16")
    expect(disputes).to_contain_text("so its May is May 2018")
    reports = disputes.locator("p", has_text="Conflicts").filter(
        has_text="Start, counted from the dateline"
    )
    named = reports.locator("small a").all_text_contents()
    assert named == ["US Embassy Tokyo, translating Nikkei", "electrive", "Green Car Congress"]
    reports.first.get_by_role("link", name="Start, counted from the dateline").click()
    said = panel(page)
    expect(said.locator("li", has_text="Conflicts")).to_have_count(3)
    expect(said).to_contain_text("“this year” is counted from 17 November 2021")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_which_organisations_are_named_only_here(
    page_file: Path, open_page: OpenPage, size: str
) -> None:
    page = open_page(page_file, size=size)
    card = page.locator("#only-here")
    expect(card.get_by_role("heading")).to_have_text("Named only in the source")
    assert card.get_by_role("link").all_text_contents() == ["JFD"]
    expect(card).to_contain_text("Organisations, 1 of 13")
    card.get_by_role("link", name="JFD").click()
    expect(panel(page)).to_contain_text("Referred to by")
    page.locator("[id='organisations/jfd/name'] > a").click()
    expect(panel(page)).to_contain_text("No row of Organisation identifiers fits")
