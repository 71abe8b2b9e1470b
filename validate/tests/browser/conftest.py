"""A real browser for the explorer's page: Debian's Chromium, from file://, without a network.

These tests run where PINCITE_BROWSER=1 asks for them; a missing browser is then a failure.
Screenshots go to build/screenshots.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from support import GOLDEN, GOLDEN_SOURCES, ROOT, explorer_html

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = os.environ.get("PINCITE_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
SCREENSHOTS = ROOT / "build/screenshots"
SIZES = {"desktop": (1366, 900), "phone": (390, 844), "wide": (1920, 1080)}

OpenPage = Callable[..., "Page"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the browser alone unless it is asked for."""
    if os.environ.get("PINCITE_BROWSER") == "1":
        return
    reason = "the browser runs apart: PINCITE_BROWSER=1 python -m pytest tests/browser"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    assert Path(CHROMIUM).exists(), f"{CHROMIUM} is not there: apt-get install chromium"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the real package, as it is released."""
    file = tmp_path_factory.mktemp("page") / "explorer.html"
    file.write_text(explorer_html(ROOT), encoding="utf-8", newline="\n")
    return file


@pytest.fixture(scope="session")
def golden_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the golden package with the text of its source."""
    file = tmp_path_factory.mktemp("golden") / "explorer.html"
    file.write_text(explorer_html(GOLDEN, sources=GOLDEN_SOURCES), encoding="utf-8", newline="\n")
    return file


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens a file; at the end nothing but that file was asked for and nothing went wrong."""
    contexts, asked, wrong = [], [], []

    def open_it(file: Path, fragment: str = "", *, size: str = "desktop", **options: Any) -> Page:
        width, height = SIZES[size]
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        context.set_offline(True)
        context.route(lambda url: not url.startswith("file:"), lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(f"{file.as_uri()}#{fragment}" if fragment else file.as_uri())
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert asked
    assert {url.split("#")[0].rsplit("/", 1)[1] for url in asked} == {"explorer.html"}, asked
    assert all(url.startswith("file:") for url in asked)
    assert not wrong, wrong


def panel(page: Page) -> Any:
    """The one panel that is open."""
    from playwright.sync_api import expect

    found = page.locator("td > div:visible, th > div:visible, .sources > div[id]:visible")
    expect(found).to_have_count(1)
    return found
