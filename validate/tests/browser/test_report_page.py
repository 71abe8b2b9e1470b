"""The page of a report in a browser: accessible, no wider than the screen, alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from browser.conftest import SCREENSHOTS, OpenPage
from pincite.checks import validate_package
from pincite.explorer.report_page import report_page
from pincite.package import Package

pytest.importorskip("playwright")

COLUMNS = 100


@pytest.fixture(scope="module")
def report_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of a table of 100 columns with faults of several kinds."""
    folder = tmp_path_factory.mktemp("wide")
    kinds = ("integer", "number", "date", "string")
    fields = [{"name": f"field_{n}", "type": kinds[n % 4]} for n in range(COLUMNS)]
    schema = {"fields": fields, "primaryKey": "field_0"}
    resource = {"name": "wide", "path": "wide.csv", "schema": schema}
    descriptor = {"name": "wide", "resources": [resource]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    lines = [",".join(field["name"] for field in fields)]
    for row in range(200):
        values = (str(row), f"{row / 7:.2f}", f"20{row % 90 + 10}-05-04", f"text {row % 5}")
        cells = [values[n % 4] if (row + n) % 9 else "" for n in range(COLUMNS)]
        if row % 50 == 3:
            cells[1] = "not a number, and long enough to need more than one line".replace(",", "")
        lines.append(",".join(cells))
    (folder / "wide.csv").write_text("\n".join([*lines, "1,2", ""]), encoding="utf-8")
    opened: list[Package] = []
    report = validate_package(folder, seen=opened.append)
    assert not report.valid
    file = folder / "explorer.html"
    file.write_text(report_page([(report, opened[0])]), encoding="utf-8", newline="\n")
    return file


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_axe_finds_no_violations(
    report_file: Path, open_page: OpenPage, scheme: str, size: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(report_file, size=size, color_scheme=scheme)
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"report-{size}-{scheme}.png")
    page.eval_on_selector_all("details", "all => all.forEach(one => one.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response
    assert len(found["passes"]) > 20
    assert [(item["id"], item["nodes"][0]["html"][:120]) for item in found["violations"]] == []


def test_a_field_of_an_issue_leads_to_its_column(report_file: Path, open_page: OpenPage) -> None:
    page = open_page(report_file, size="phone")
    page.locator(".issue a", has_text="field_1").first.click()
    column = page.locator("th:target")
    assert "field_1" in (column.text_content() or "")
    assert column.evaluate("one => one.getBoundingClientRect().top < innerHeight")
    assert page.locator(".columns tbody tr").count() == COLUMNS


def test_the_cell_of_an_issue_is_in_view_on_a_phone(tmp_path: Path, open_page: OpenPage) -> None:
    fields = [{"name": f"a rather long name of column {n}", "type": "string"} for n in range(9)]
    fields[7]["type"] = "integer"
    labels = [field["name"] for field in fields]
    resource = {"name": "t", "data": [labels, ["words"] * 9], "schema": {"fields": fields}}
    opened: list[Package] = []
    report = validate_package({"name": "p", "resources": [resource]}, seen=opened.append)
    (tmp_path / "explorer.html").write_text(report_page([(report, opened[0])]), encoding="utf-8")
    page = open_page(tmp_path / "explorer.html", size="phone")
    cell, label = (page.locator(f"{tag}.here").first.bounding_box() for tag in ("td", "th"))
    assert cell is not None
    assert label is not None
    assert cell["x"] + cell["width"] <= 390
    assert (label["x"], label["width"]) == (cell["x"], cell["width"])  # and stays above its cell
    assert page.locator("th.here").first.text_content() == "a rather long name of column 7"
