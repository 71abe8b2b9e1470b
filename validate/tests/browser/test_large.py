"""Ten thousand rows: how big the page is, and that it can be used."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from browser.conftest import OpenPage, panel
from browser.large import write_large_package
from pincite.explorer import content
from pincite.explorer.content import DETAILED
from pincite.explorer.page import page as page_of
from pincite.package import open_package
from pincite.report import Report

pytest.importorskip("playwright")

from playwright.sync_api import expect

ROWS = 10_000


@pytest.fixture(scope="module")
def large_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a large package; the validator has benchmarks of its own and is left out."""
    package, _ = write_large_package(tmp_path_factory.mktemp("large"), ROWS)
    report = Report("ledger", "1.0.0", ())
    found = content.open_content(open_package(package), report, None)
    began = time.perf_counter()
    html = page_of(found)
    took = time.perf_counter() - began
    print(f"{ROWS:,} rows: {len(html):,} bytes in {took:.1f} s")
    assert len(html) < 4_000_000
    assert took < 20
    file = tmp_path_factory.mktemp("page") / "explorer.html"
    file.write_text(html, encoding="utf-8", newline="\n")
    return file


def test_ten_thousand_rows_can_be_used(large_file: Path, open_page: OpenPage) -> None:
    began = time.perf_counter()
    page = open_page(large_file)
    rows = page.get_by_role("region", name="Gifts").locator("tbody tr")
    expect(page.get_by_text(f"{ROWS:,} of {ROWS:,} rows, the first 500 shown")).to_be_visible()
    page.get_by_label("Filter Gifts").fill("gift-0990")
    expect(page.get_by_text(f"10 of {ROWS:,} rows")).to_be_visible()
    page.get_by_label("Filter Gifts").fill("")
    page.get_by_label("Sort by Amount").click()
    page.get_by_label("Sort by Amount").click()
    assert "97,500,000" in (rows.first.text_content() or "")
    page.get_by_role("button", name="Show 500 more").click()
    expect(page.get_by_text("the first 1,000 shown")).to_be_visible()
    page.get_by_label("Filter Gifts").fill("gift-00000")
    page.locator("[id='gifts/gift-00000/amount'] > a").click()
    expect(panel(page)).to_contain_text("1.5 × 10⁶ EUR = 1,500,000 EUR")
    print(f"load, filter, sort twice, open: {time.perf_counter() - began:.1f} s")
    assert time.perf_counter() - began < 60


def test_a_link_to_a_row_that_is_not_laid_out_shows_it(
    large_file: Path, open_page: OpenPage
) -> None:
    page = open_page(large_file, f"gifts/gift-{ROWS - 1:05d}")
    expect(page.get_by_text(f"Firm {ROWS - 1:05d}")).to_be_in_viewport()


def test_rows_without_evidence_say_where_it_is(large_file: Path, open_page: OpenPage) -> None:
    page = open_page(large_file)
    expect(page.get_by_text("pincite trace gifts RECORD")).to_be_visible()
    assert page.locator("td > div").count() == DETAILED * 4
