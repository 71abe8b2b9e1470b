"""The explorer's page of packages without citations: rows, fields and issues, and no claim more."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import pincite
from support import GOLDEN, run_command
from test_report_page import EVIL, Seen

CLAIMS = re.compile(
    r"\b(?:prov\w+|evidence|passages?|quotes?|cited|sources?|rests?)\b", re.IGNORECASE
)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    boats = {
        "primaryKey": "id",
        "fields": [
            {"name": "id", "type": "string"},
            {"name": "port", "type": "string", "description": "Where it lies."},
            {"name": "length", "type": "number"},
        ],
        "foreignKeys": [{"fields": "port", "reference": {"resource": "ports", "fields": "code"}}],
    }
    ports = {"primaryKey": ["code"], "fields": [{"name": "code"}, {"name": "home"}]}
    descriptor: dict[str, Any] = {
        "name": "fleet",
        "title": f"Fleet {EVIL}",
        "version": "2.0.0",
        "licenses": [{"name": "CC0-1.0", "path": "https://example.com/cc0"}],
        "resources": [
            {"name": "boats", "path": "boats.csv", "schema": boats, "description": EVIL},
            {"name": "ports", "path": "ports.csv", "schema": ports},
            {"name": "notes", "path": "notes.md"},
        ],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    rows = "".join(f"b{n},{'KI' if n % 2 else 'OS'},{n / 2}\n" for n in range(700))
    (tmp_path / "boats.csv").write_text(f"id,port,length\n{rows}", encoding="utf-8")
    text = "code,home\nKI,https://example.com/kiel\nOS,javascript:alert(1)\n"
    (tmp_path / "ports.csv").write_text(text, encoding="utf-8")
    (tmp_path / "notes.md").write_text("notes\n", encoding="utf-8")
    return tmp_path


def test_the_page_shows_rows_fields_and_how_to_cite(package: Path) -> None:
    html = pincite.open(package).explore()
    seen = Seen(html)
    assert "Valid : 0 issues." in seen.text
    assert html.count('id="row/boats/b') == 500
    assert "The page shows the first 500 rows; the file has all." in seen.text
    assert "700 rows, 3 columns" in seen.text
    assert "Where it lies." in seen.text
    assert '<a href="#row/ports/KI">KI</a>' in html
    assert '<a href="https://example.com/kiel">' in html
    assert "notes.md" in seen.text
    assert "Version 2.0.0" in seen.text
    assert 'id="issues"' not in html  # there are none, so there is no part for them
    assert len(seen.ids) == len(set(seen.ids))
    targets = {link[1:] for link in seen.links if link.startswith("#")}
    assert targets <= set(seen.ids)
    assert len(targets) > 5


def test_the_page_claims_nothing_that_was_not_checked(package: Path) -> None:
    seen = Seen(pincite.open(package).explore())
    shown = [text for text in seen.texts if "addEventListener" not in text and "{" not in text]
    assert len(shown) > 1000
    assert [text for text in shown if CLAIMS.search(text)] == []


def test_what_is_hostile_takes_no_effect(package: Path) -> None:
    html = pincite.open(package).explore()
    seen = Seen(html)
    assert "<script>alert" not in html
    assert {"\u202e", "\x1b"} & set(html) == set()
    assert not any(link.startswith("javascript") for link in seen.links)
    assert seen.tags.count("script") == 2  # ours, and the description for programs
    assert pincite.open(package).explore() == html


def test_issues_are_part_of_the_page(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    with (package / "boats.csv").open("a", encoding="utf-8") as file:
        file.write("b1,XX,long\n")
    code, out, err = run_command(capsys, "explore")
    assert (code, err) == (1, "")
    assert "3 errors: see `pincite validate`" in out
    html = Path("explorer.html").read_text(encoding="utf-8")
    assert "Not valid : 3 errors." in Seen(html).text
    codes = re.findall(r"class=\"sev\">error</span> <code>([a-z-]+)</code>", html)
    assert sorted(codes) == ["foreign-key", "primary-key", "type-error"]


def test_of_a_faulty_descriptor_the_sound_tables_are_shown(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"][0]["schema"]["fields"][2]["type"] = "nmber"
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    assert run_command(capsys, "explore")[0] == 1
    html = Path("explorer.html").read_text(encoding="utf-8")
    assert "<code>field-error</code>" in html
    assert "row/ports/KI" in html
    assert "row/boats/b1" not in html
    (package / "datapackage.json").write_text("{}", encoding="utf-8")
    code, _, err = run_command(capsys, "explore")
    assert (code, "lacks resources" in err) == (2, True)


def test_a_table_without_a_package_has_a_page_too(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    assert run_command(capsys, "explore", "ports.csv")[0] == 0
    assert "KI" in Path("explorer.html").read_text(encoding="utf-8")


def test_what_needs_citations_is_refused_with_the_reason(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    code, _, err = run_command(capsys, "explore", "--sources", str(package))
    assert (code, "declares no citations" in err) == (2, True)
    code, _, err = run_command(capsys, "explore", "--pictures", "drawn")
    assert (code, "declares no citations" in err) == (2, True)
    bare = {"name": "none", "resources": [{"name": "a", "path": "notes.md"}]}
    (package / "datapackage.json").write_text(json.dumps(bare), encoding="utf-8")
    code, _, err = run_command(capsys, "explore")
    assert (code, "has no table that can be shown" in err) == (2, True)
    assert not Path("explorer.html").exists()


def test_a_package_with_citations_has_its_own_page() -> None:
    assert CLAIMS.search(pincite.open(GOLDEN).explore())


def test_a_page_of_somebody_else_is_not_overwritten(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    policy = """<meta http-equiv="Content-Security-Policy" content="default-src 'self'">"""
    for mine in ("<title>Mine</title>", policy, "<title>Report on Mine</title>"):
        for verb in (("explore", "-o"), ("report", "--html")):
            Path("mine.html").write_text(mine, encoding="utf-8")
            code, _, err = run_command(capsys, *verb, "mine.html")
            assert (code, "exists and is not such a result" in err) == (2, True)
            assert Path("mine.html").read_text(encoding="utf-8") == mine
    assert run_command(capsys, "explore")[0] == run_command(capsys, "explore")[0] == 0
