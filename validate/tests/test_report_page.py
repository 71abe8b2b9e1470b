"""The report as a page: what it says is what the run found, and nothing in it takes effect."""

from __future__ import annotations

import csv
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.checks import validate_package
from pincite.explorer.report_page import report_page
from pincite.package import Package, TableOptions, open_package
from support import GOLDEN, copy_package, run_command

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer"},
    {"name": "port", "type": "string", "constraints": {"enum": ["Kiel", "Oslo"]}},
    {"name": "built", "type": "date", "title": "When <b>it</b> was built"},
    {"name": "length", "type": "number", "constraints": {"minimum": 0}},
]
EVIL = "<script>alert(1)</script>\u202e\x1b[31m\"'"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    schema = {"fields": FIELDS, "primaryKey": ["id"]}
    resource = {"name": "boats", "path": "boats.csv", "schema": schema, "title": EVIL}
    descriptor = {"name": "fleet", "title": f"Fleet {EVIL}", "resources": [resource]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    with (tmp_path / "boats.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(["id", "port", "built", "length"])
        for number in range(60):
            port = "Kiel" if number % 3 else "Oslo"
            rows.writerow([number, port, f"19{number % 40 + 50}-05-04", number / 2])
        rows.writerow([60, EVIL, "4.5.2021", "-1"])
        rows.writerow([61, "Rome", "n/a", "3"])
        rows.writerow([62, "Rome", "n/a", "4"])
        rows.writerow([63, "Rome", "n/a", "five words and many more of them than a quote may have"])
        rows.writerow([63, "Rome", "", ""])
    return tmp_path


class Seen(HTMLParser):
    """The texts of a page in order, its tags, and the addresses and ids that it has."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())


def page_of(target: Path, **options: Any) -> tuple[str, pincite.Report]:
    opened: list[Package] = []
    report = validate_package(target, seen=opened.append, **options)
    return report_page([(report, opened[0] if opened else None)]), report


def test_the_page_says_what_the_run_found(package: Path) -> None:
    html, report = page_of(package)
    seen = Seen(html)
    assert f"Not valid : {report.summary}." in seen.text
    looked = report.stages[1]
    assert f"{looked.counts['rows']} rows, {looked.counts['cells']} cells" in seen.text
    assert "boats.csv : 65 rows, 4 columns" in seen.text
    assert looked.resources[0].rows == 65
    groups = re.findall(r"class=\"sev\">(\w+)</span> <code>([a-z-]+)</code>", html)
    codes = {issue.code for issue in report.issues}
    assert {code for _, code in groups} == codes
    assert "“Rome” 4 times" in seen.text
    assert "3 missing" not in seen.text
    assert "4 of another type (6.2 %)" in seen.text  # dates: one of another form and three n/a


def test_an_issue_is_shown_with_the_cells_around_it(package: Path) -> None:
    html, _ = page_of(package)
    part = html[html.index("primary-key") :]
    table = part[part.index("<table") : part.index("</table>")]
    rows = [re.findall(r"<t[hd][^>]*>([^<]*)", row) for row in table.split("<tr")[1:]]
    assert rows[0][:3] == ["Line", "id", "port"]
    assert [row[:3] for row in rows[1:]] == [["65", "63", "Rome"], ["66", "63", "Rome"]]
    assert table.count('class="here"') == 3  # the row, its cell and the label


def test_what_is_hostile_takes_no_effect(package: Path) -> None:
    html, _ = page_of(package)
    seen = Seen(html)
    assert "script" not in seen.tags
    assert {"\u202e", "\x1b"} & set(html) == set()
    assert "\\u202e" in seen.text
    assert "When <b>it</b> was built" in seen.text
    assert "b" in seen.tags  # ours
    assert html.count("<b>") == seen.tags.count("b")
    assert [link for link in seen.links if not link.startswith("#")] == []
    assert len(seen.ids) == len(set(seen.ids))
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert "url(" not in html
    assert "@import" not in html


def test_no_cell_is_shown_with_more_words_than_a_quote_may_have(package: Path) -> None:
    words = " ".join(f"word{number}" for number in range(40))
    with (package / "boats.csv").open("a", encoding="utf-8") as file:
        file.write(f"70,Kiel,1990-01-01,{words}\n71,{words},1990-01-01,2\n")
    html, report = page_of(package)
    assert any("word39" in (issue.found or "") for issue in report.issues)
    assert "word11…" in html
    assert "word12" not in html


def test_an_equal_package_gives_an_equal_page(package: Path) -> None:
    assert page_of(package)[0] == page_of(package)[0]


def test_verb_and_option_write_the_same_page(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    code, out, err = run_command(capsys, "report")
    assert (code, err) == (1, "written: report.html\n")
    assert out == f"fleet: not valid, {pincite.validate('.').summary}\n"
    written = Path("report.html").read_text(encoding="utf-8")
    code, out, _ = run_command(capsys, "validate", "--html", "other.html")
    assert (code, "type-error" in out) == (1, True)
    assert Path("other.html").read_text(encoding="utf-8") == written
    assert run_command(capsys, "report", "--html")[0] == 1  # its own page is written anew
    assert json.loads(run_command(capsys, "report", "--json")[1])["valid"] is False


def test_a_page_of_somebody_else_is_not_overwritten(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    Path("report.html").write_text("<title>Mine</title>", encoding="utf-8")
    code, out, err = run_command(capsys, "report")
    assert (code, out) == (2, "")
    assert "report.html: exists and is not such a result" in err
    assert run_command(capsys, "validate", "--html", "boats.csv")[0] == 2
    assert Path("report.html").read_text(encoding="utf-8") == "<title>Mine</title>"


def test_only_what_was_asked_for_is_summarised(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    Path("more.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert run_command(capsys, "report", "--limit-rows", "5")[0] == 0
    seen = Seen(Path("report.html").read_text(encoding="utf-8"))
    assert "5 rows, 4 columns; only the first rows were read" in seen.text
    assert run_command(capsys, "report", "boats.csv", "more.csv", "--html", "tables.html")[0] == 0
    text = Seen(Path("tables.html").read_text(encoding="utf-8")).text
    assert "boats.csv : 65 rows, 4 columns" in text
    assert "more.csv : 1 row, 2 columns" in text
    assert "has no schema, so only its form was checked" in text


def test_packages_of_every_kind_have_a_page(tmp_path: Path) -> None:
    html, report = page_of(GOLDEN)
    assert report.valid
    assert "Valid" in html
    assert {issue.code for issue in report.issues} == {"quotes-unread"}
    assert "<code>quotes-unread</code>" in html
    assert html.count('class="columns"') == len(open_package(GOLDEN).tables)
    broken = copy_package(GOLDEN, tmp_path / "broken")
    (broken / "datapackage.json").write_text('{"name": "x", "resources": 3}', encoding="utf-8")
    html, report = page_of(broken)
    assert not report.valid
    assert "Not valid" in html
    assert 'class="columns"' not in html


def test_a_faulty_declaration_hides_no_sound_table(package: Path) -> None:
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"].append({"name": "bad", "path": "b.csv", "schema": {"fields": 3}})
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    html, report = page_of(package)
    assert report.stages[1].resources[0].rows == 65
    assert "65 rows, 4 columns" in html


def test_ids_are_unique_where_packages_and_columns_have_the_same_names(package: Path) -> None:
    twice = package / "twice.csv"
    twice.write_text("a,a\n1,x\n", encoding="utf-8")
    runs = []
    for target in (package, package, twice):
        opened: list[Package] = []
        report = validate_package(target, seen=opened.append, bare=TableOptions())
        runs.append((report, opened[0]))
    seen = Seen(report_page(runs))
    assert len(seen.ids) == len(set(seen.ids)) > 10
    assert {link[1:] for link in seen.links} <= set(seen.ids)
    assert {"column/boats/port", "column/1/boats/port", "column/2/twice/a"} <= set(seen.ids)
