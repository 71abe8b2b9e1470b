"""The page in a browser: links, panels, script and no script, keys, filter, sort, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from browser.conftest import OpenPage, panel
from support import GOLDEN_SOURCES, explorer_html
from test_explorer import hostile_package

pytest.importorskip("playwright")

from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

AMOUNT = "funding/meti-solid-state/amount"


def test_a_deep_link_opens_its_cell(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file, AMOUNT)
    expect(panel(page).locator(".v")).to_have_text("1,600,000,000 JPY")
    cell = page.locator(f"[id='{AMOUNT}'] > a")
    expect(cell).to_be_in_viewport()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_it_works_without_script(page_file: Path, open_page: OpenPage, size: str) -> None:
    page = open_page(page_file, size=size, java_script_enabled=False)
    expect(page.get_by_label("Filter", exact=False)).to_have_count(0)
    page.locator(f"[id='{AMOUNT}'] > a").click()
    expect(panel(page).locator("q")).to_have_text("1.6 billion yen")
    expect(page.locator(f"[id='{AMOUNT}'] > a")).to_be_in_viewport()
    panel(page).get_by_role("link", name="161–176").click()
    panel(page).get_by_role("link", name="149–176").click()
    expect(panel(page)).to_have_attribute("id", "s1:149-176")
    page.get_by_role("link", name="Close the panel").click()
    expect(page.locator("td > div:visible, .sources > div[id]:visible")).to_have_count(0)


def test_a_click_leaves_the_cell_where_it_is(page_file: Path, open_page: OpenPage) -> None:
    """The page makes room for the panel, and text above runs on: the cell stays under the hand."""
    page = open_page(page_file, "funding/")
    place = f"document.getElementById('{AMOUNT}').getBoundingClientRect().top"
    width = "document.querySelector('main').getBoundingClientRect().width"
    before, wide = page.evaluate(place), page.evaluate(width)
    page.locator(f"[id='{AMOUNT}'] > a").click()
    expect(panel(page)).to_be_visible()
    assert abs(page.evaluate(place) - before) < 2
    assert page.evaluate(width) < wide - 300
    page.keyboard.press("Escape")
    expect(page.locator("td > div:visible")).to_have_count(0)
    assert abs(page.evaluate(place) - before) < 2
    assert page.evaluate(width) == wide
    assert page.evaluate("document.activeElement.textContent") == "1,600,000,000\u00a0JPY"


def test_a_cell_at_the_right_edge_is_not_behind_its_panel(
    page_file: Path, open_page: OpenPage
) -> None:
    page = open_page(page_file, "organisations/")
    link = page.locator("[id='organisations/iec/note'] > a, [id='organisations/jfd/note'] > a")
    link.first.click()
    shown = panel(page).bounding_box()
    cell = link.first.bounding_box()
    assert shown is not None
    assert cell is not None
    assert cell["x"] + cell["width"] <= shown["x"]


def test_back_and_forward_follow_the_panels(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file, AMOUNT)
    panel(page).get_by_role("link", name="161–176").click()
    page.go_back()
    expect(panel(page)).to_contain_text("1.6 × 10⁹ JPY")
    page.go_forward()
    expect(panel(page)).to_have_attribute("id", "s1:161-176")


def test_foreign_keys_lead_to_their_records(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file, "funding/")
    page.locator("[id='funding/meti-solid-state/funder_id'] > a.k").click()
    assert page.url.endswith("#organisations/meti")
    expect(panel(page)).to_contain_text("Ministry of Economy, Trade and Industry")
    expect(panel(page).locator("dd").filter(has_text="055tm7f07")).to_be_visible()


def test_keys_move_between_cells_and_carry_the_panel(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file)
    page.locator("[id='organisations/honda/name'] > a").focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.parentNode.id") == "organisations/honda/name_as_of"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(panel(page).locator("q")).to_have_text("Honda")
    page.keyboard.press("ArrowDown")
    expect(panel(page)).to_contain_text("International Electrotechnical Commission")
    assert page.url.endswith("#organisations/iec/name_stated")


def test_filter_and_sort(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file)
    table = page.get_by_role("region", name="Organisations", exact=True).locator("tbody tr")
    expect(table).to_have_count(13)
    page.get_by_label("Filter Organisations", exact=True).fill("car maker")
    expect(page.get_by_text("3 of 13 rows")).to_be_visible()
    expect(table.locator("visible=true")).to_have_count(3)
    page.get_by_label("Filter Organisations", exact=True).fill("")
    expect(page.get_by_text("13 of 13 rows")).to_be_visible()
    section = page.get_by_role("region", name="Organisations", exact=True)
    section.get_by_label("Sort by Name as stated").click()
    head = section.locator("th", has_text="Name as stated").first
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert table.first.locator("th > a").text_content() == "Asahi Kasei"
    section.get_by_label("Sort by Name as stated").click()
    assert table.first.locator("th > a").text_content() == "Toyota"


def test_numbers_sort_as_numbers(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file)
    page.get_by_text("Show the 33 rows").click()
    section = page.get_by_role("region", name="Source notes", exact=True)
    section.get_by_label("Sort by Start").click()
    starts = section.locator("tbody tr td:nth-of-type(2)").all_text_contents()
    assert starts == sorted(starts, key=int)
    assert len(starts) == 33


def test_a_link_to_a_cell_is_copied(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file, AMOUNT, permissions=["clipboard-read", "clipboard-write"])
    panel(page).get_by_role("button", name="Copy link").click()
    expect(panel(page).get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url


def test_dark_and_light_differ(page_file: Path, open_page: OpenPage) -> None:
    papers = [
        open_page(page_file, color_scheme=scheme).evaluate(
            "getComputedStyle(document.body).backgroundColor"
        )
        for scheme in ("light", "dark")
    ]
    assert papers == ["rgb(250, 249, 246)", "rgb(21, 24, 29)"]


def test_it_prints_its_tables_and_not_its_tools(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file)
    page.emulate_media(media="print")
    for gone in ("nav", ".rail", ".tools"):
        expect(page.locator(gone).first).to_be_hidden()
    expect(page.get_by_text("1,600,000,000 JPY").first).to_be_visible()
    page.set_viewport_size({"width": 720, "height": 1000})  # about A4 within its margins
    widest = "Math.max(...[...document.querySelectorAll('table, svg')].map(e => e.scrollWidth))"
    assert page.evaluate(widest) <= 720
    assert len(page.pdf()) > 50_000


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_is_wider_than_the_window(page_file: Path, open_page: OpenPage, size: str) -> None:
    page = open_page(page_file, size=size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_text_shows_its_passages(golden_file: Path, open_page: OpenPage) -> None:
    page = open_page(golden_file)
    expect(page.get_by_text("For your own machine only.")).to_be_visible()
    expect(page.get_by_text("Nobody laughed.")).to_be_visible()
    page.locator(".article").get_by_text("Council", exact=True).click()
    expect(panel(page).locator("q")).to_have_text("Council")
    panel(page).get_by_role("link", name="Kind").click()
    assert page.url.endswith("#parties/council/kind")
    page.locator(".article .h2", has_text="Yards").click()
    panel(page).get_by_role("link", name="99–111").click()
    expect(panel(page).locator("q")).to_have_text("Fennel Yards")


def test_hostile_values_do_nothing(tmp_path: Path, open_page: OpenPage) -> None:
    file = tmp_path / "explorer.html"
    file.write_text(explorer_html(hostile_package(tmp_path / "package")), encoding="utf-8")
    page = open_page(file)
    assert page.title().startswith('<script>document.title="hacked"</script>')
    page.locator("[id='grants/electric-ferries/title'] > a").click()
    expect(panel(page).locator(".v")).to_contain_text('document.title="hacked"</script>')
    assert page.evaluate("document.scripts.length") == 3  # two are data
    expect(page.locator("td[dir=auto]").first).to_be_attached()


def test_the_policy_stops_what_is_not_ours(golden_file: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(golden_file.as_uri())
    page.evaluate(
        """() => {
            window.stopped = [];
            document.addEventListener("securitypolicyviolation", (event) => {
                window.stopped.push(event.effectiveDirective);
            });
            document.body.insertAdjacentHTML("beforeend", "<i id=red style='color:red'>x</i>");
            const script = document.createElement("script");
            script.textContent = "window.hacked = true";
            document.body.append(script);
        }"""
    )
    page.wait_for_function("window.stopped.length > 1")
    assert set(page.evaluate("window.stopped")) == {"style-src-attr", "script-src-elem"}
    assert page.evaluate("window.hacked") is None
    page.close()


def test_hidden_things_stay_hidden(golden_file: Path, open_page: OpenPage) -> None:
    page = open_page(golden_file)
    assert page.locator("td > div").count() > 20
    expect(page.locator("td > div:visible, .sources > div[id]:visible")).to_have_count(0)


def check_again(page: Page, file: Path | None = None) -> tuple[list[str], list[str]]:
    """Press `Check again`, with or without a text: what it says is fine, and what is not."""
    if file is None:
        page.click("#again button")
    else:
        page.set_input_files("#again input", file)
    page.wait_for_selector("#again li")
    if file is not None:
        page.wait_for_function("!document.querySelector('#again').innerText.includes('No file')")
    fine = page.locator("#again li.for").all_inner_texts()
    return fine, page.locator("#again li.against").all_inner_texts()


def test_the_page_checks_itself_again(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file)
    fine, wrong = check_again(page)
    assert wrong == []
    counts = [text.rpartition(": ")[2].rstrip(".").split(" of ") for text in fine]
    assert [found == wanted for found, wanted in counts] == [True] * 5
    least = (150, 150, 2, 80, 3)  # it looked at something
    assert all(int(found) >= number for (found, _), number in zip(counts, least, strict=True))
    says = page.inner_text("#again")
    assert "no quote was compared" in says
    assert "not repeated here" in says


def test_with_the_text_quotes_and_silence_are_compared(
    golden_file: Path, open_page: OpenPage, tmp_path: Path
) -> None:
    page = open_page(golden_file)
    text = GOLDEN_SOURCES / "marrow-bay.txt"
    fine, wrong = check_again(page, text)
    assert wrong == []
    assert "The file is the source" in fine[5]
    numbers = [int(line.rpartition(" of ")[2].rstrip(".")) for line in fine[6:]]
    assert min(numbers) > 0
    other = tmp_path / "other.txt"
    other.write_bytes(text.read_bytes().replace(b"e", b"o", 1))
    _, wrong = check_again(open_page(golden_file), other)
    assert "Not a source of this package" in wrong[0]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        ("td('amount').firstChild.textContent = '1,700,000,000 JPY'", 0),
        ("td('status').firstChild.textContent = 'Paid'", 0),
        ("td('amount').querySelector('q').textContent = '1.7 billion yen'", 2),
        ("td('status').querySelector('q').textContent = 'has paid'", 3),
    ],
)
def test_what_was_changed_is_found(
    page_file: Path, open_page: OpenPage, change: str, line: int
) -> None:
    page = open_page(page_file)
    find = "document.getElementById('funding/meti-solid-state/' + name)"
    page.evaluate(f"() => {{ const td = (name) => {find}; {change} }}")
    _, wrong = check_again(page)
    assert len(wrong) == 1
    assert wrong[0].startswith(("Cells", "Cells", "Numbers", "Codes")[line])
    assert "funding/meti-solid-state/" in wrong[0]


def test_a_quote_that_was_changed_is_found_with_the_text(
    golden_file: Path, open_page: OpenPage
) -> None:
    page = open_page(golden_file)
    page.evaluate("() => { document.querySelector('td > div q mark').textContent += ' x' }")
    text = GOLDEN_SOURCES / "marrow-bay.txt"
    _, wrong = check_again(page, text)
    assert any(line.startswith("Quotes that stand in the file") for line in wrong)


def test_a_cell_is_copied_as_a_citation(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file, AMOUNT)
    page.evaluate(
        "() => { navigator.clipboard.writeText = async (text) => { window.copied = text } }"
    )
    page.click("button:has-text('Copy as citation')")
    found = page.evaluate("window.copied")
    for part in (
        "1,600,000,000",
        "“1.6 billion yen”",
        "characters 161-176",
        "cb5443554f92",
        "version",
    ):
        assert part in found


def test_the_panel_shows_the_place_in_the_outline(page_file: Path, open_page: OpenPage) -> None:
    page = open_page(page_file, AMOUNT)
    small = page.locator("td:target svg.small")
    assert (
        small.get_attribute("aria-label") == "Characters 161 to 176 in the outline of the article"
    )
    assert small.locator(".lit").count() == 1
