"""Accessibility by axe-core, and screenshots to look at: light and dark, desktop and phone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from browser.conftest import SCREENSHOTS, OpenPage

pytest.importorskip("playwright")

Views = dict[str, list[str] | None]
VIEWS: Views = {  # fragments, and the part of the page that they change: None for all of it
    "": None,
    "funding/meti-solid-state/start_anchored_edtf": ["td:target", ".close"],
    "s1:161-176": [".sources > div:target", ".close"],
}
MORE = (
    "facts",
    "pictures",
    "picture:parties",
    "picture:share",
    "passages",
    "organisations/",
    "statements/",
    "organisations/toyota",
    "checked",
)


@pytest.mark.parametrize("script", ["with-script", "without-script"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone", "wide"])
def test_axe_finds_no_violations(
    page_file: Path, golden_file: Path, open_page: OpenPage, scheme: str, size: str, script: str
) -> None:
    """Axe is a script: without ours, the page is one from which it was taken."""
    from axe_playwright_python.sync_playwright import Axe

    axe = Axe()
    files: list[tuple[Path, Views]] = [(page_file, VIEWS), (golden_file, {"s1:": None})]
    if script == "without-script":
        bare = page_file.parent / "bare" / "explorer.html"
        bare.parent.mkdir(exist_ok=True)
        html = page_file.read_text(encoding="utf-8")
        bare.write_text(
            re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL), encoding="utf-8"
        )
        files = [(bare, VIEWS)]
    for file, views in files:
        for view, parts in views.items():
            page = open_page(file, view, size=size, color_scheme=scheme)
            page.wait_for_timeout(100)
            is_alive = page.evaluate("document.documentElement.classList.contains('js')")
            assert is_alive == (script == "with-script")
            page.screenshot(path=picture_path(size, f"{scheme}-{script}", view))
            page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
            context = [[part] for part in parts] if parts else None
            found = axe.run(page, context=context, options={"resultTypes": ["violations"]}).response
            assert len(found["passes"]) > (5 if parts else 20)
            assert not [
                (item["id"], [node["html"][:120] for node in item["nodes"][:3]])
                for item in found["violations"]
            ]
            page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone", "wide"])
def test_screenshots_are_kept(page_file: Path, open_page: OpenPage, scheme: str, size: str) -> None:
    page = open_page(page_file, size=size, color_scheme=scheme)
    for view in MORE:
        page.evaluate("fragment => { location.hash = fragment }", view)
        page.screenshot(path=picture_path(size, scheme, view))
    assert len(list(SCREENSHOTS.glob(f"{size}-{scheme}-*.png"))) >= len(MORE)


def picture_path(size: str, scheme: str, view: str) -> Path:
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    name = view.strip("/").replace("/", "-").replace(":", "-")
    return SCREENSHOTS / f"{size}-{scheme}-{name or 'top'}.png"
