"""The explorer's page and pictures as a whole: what they hold, their bytes, what they refuse."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from pincite.checks import validate_package
from pincite.package import open_package
from pincite.report import CannotRun
from pincite.tracing import open_evidence
from support import (
    GOLDEN,
    GOLDEN_SOURCES,
    ROOT,
    copy_package,
    explorer_html,
    explorer_pictures,
    replace_once,
    run_command,
)


class Page(HTMLParser):
    """The ids, fragments, attributes and text of a page."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.ids: list[str] = []
        self.fragments: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        given = dict(attrs)
        self.attributes |= given.keys()
        if "id" in given:
            self.ids.append(given["id"] or "")
        if (given.get("href") or "").startswith("#"):
            self.fragments.add((given["href"] or "")[1:])

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def html() -> str:
    return explorer_html(ROOT)


def test_the_page_is_small_and_one_file(html: str) -> None:
    assert len(html.encode()) < 360_000
    assert len(gzip.compress(html.encode(), 9)) < 65_000
    assert not re.search(r"<(link|img|iframe|object|embed|base|form)\b", html)
    assert not re.search(r"\b(src|srcset|action|formaction|ping)=", html)
    assert "url(" not in html
    assert "@import" not in html


def test_the_script_can_be_read_in_one_sitting() -> None:
    files = (ROOT / "validate/pincite/explorer/assets").glob("*.js")
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) <= 300


def test_the_bytes_depend_on_nothing_but_the_package(html: str, tmp_path: Path) -> None:
    copy = copy_package(ROOT, tmp_path / "elsewhere")
    code = "import pincite; print(pincite.open('elsewhere').explore(), end='')"
    odd = {
        "TZ": "Pacific/Chatham",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONIOENCODING": "utf-8",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy.parent, env={**os.environ, **odd},
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout == html


def test_every_link_leads_somewhere_and_every_cell_has_its_panel(html: str) -> None:
    page = Page(html)
    assert len(page.ids) == len(set(page.ids))
    assert page.fragments - set(page.ids) == {"-"}
    evidence = open_evidence(ROOT, None)
    filled = {"/".join(cell) for cell, text in evidence.cells.items() if text}
    assert len(filled) > 300
    assert filled <= set(page.ids)
    passages = {identifier for identifier in page.ids if re.match(r"s1:\d", identifier)}
    spans = {f"s1:{c.span.start}-{c.span.end}" for c in evidence.all_citations if c.quote}
    assert spans <= passages


def test_the_policy_allows_the_style_and_script_inside_and_nothing_else(html: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    said = policy[1].replace("&#39;", "'")
    for name in ("style", "script"):
        (inner,) = re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        digest = b64encode(sha256(inner.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in said
    assert said.startswith("default-src 'none'")
    assert "unsafe" not in said
    assert not any(name == "style" or name.startswith("on") for name in Page(html).attributes)


def test_quotes_are_no_running_text(html: str) -> None:
    article = (GOLDEN_SOURCES / "marrow-bay.txt").read_text(encoding="utf-8")
    released = Page(explorer_html(GOLDEN)).text
    own = Page(explorer_html(GOLDEN, sources=GOLDEN_SOURCES)).text
    sentence = "Old engines smoke, they said, but old engines start"
    assert sentence in article
    assert sentence in own
    assert "For your own machine only." in own
    assert sentence not in released
    assert "For your own machine only." not in released
    assert "For your own machine only." not in html


def test_a_source_of_another_digest_is_not_shown(tmp_path: Path) -> None:
    text = (GOLDEN_SOURCES / "marrow-bay.txt").read_text(encoding="utf-8")
    (tmp_path / "marrow-bay.txt").write_text(text + "More.", encoding="utf-8")
    page = Page(explorer_html(GOLDEN, sources=tmp_path)).text
    assert "Not valid: 1 error" in page
    assert "Nobody laughed" not in page


def test_pictures_are_as_committed() -> None:
    drawn = explorer_pictures(ROOT)
    kept = {path.name: path.read_bytes() for path in (ROOT / "data/pictures").iterdir()}
    assert drawn.keys() == kept.keys() == {"timeline.svg", "parties.svg", "share.svg"}
    changed = [name for name, text in drawn.items() if text.encode() != kept[name]]
    assert not changed, f"{changed}: run `pincite explore --pictures data/pictures`"


def test_pictures_are_drawings_with_words() -> None:
    for text in (*explorer_pictures(ROOT).values(), *explorer_pictures(GOLDEN).values()):
        root = ElementTree.fromstring(text)
        name = "{http://www.w3.org/2000/svg}"
        assert root.tag == f"{name}svg"
        for part in ("title", "desc", "style"):
            assert (root.findtext(f"{name}{part}") or "").strip()
        assert root.findall(f".//{name}text")
        assert not root.findall(f".//{name}a")
        assert "prefers-color-scheme:dark" in text


def drawn(name: str) -> tuple[str, str]:
    """A picture as SVG, and all its texts as one."""
    svg = explorer_pictures(ROOT)[name]
    space = "{http://www.w3.org/2000/svg}"
    texts = (text.text or "" for text in ElementTree.fromstring(svg).iter(f"{space}text"))
    return svg, " ".join(texts)


def test_the_timeline_draws_what_is_not_known() -> None:
    """The article prints no year: no point; the anchored reading is hollow, and 2018 faces it."""
    svg, said = drawn("timeline.svg")
    for part in (
        "1991, as printed",
        "May, year not stated, as printed",
        "no year is printed",
        "May 2021, counted from the dateline",
        "May 2018: electrive; US Embassy Tokyo, translating Nikkei",
        "June 2018: Green Car Congress",
        "(Considered, not decided)",
        "no date stated",
    ):
        assert part in said
    assert [svg.count(f'class="{name}"') for name in ("mk", "rd", "to against")] == [1, 1, 2]
    assert svg.count('class="face"') == 2
    assert svg.count('class="cut"') == 1


def test_the_share_has_a_halo_and_what_cannot_be_compared_is_apart() -> None:
    svg, said = drawn("share.svg")
    assert svg.count('class="halo"') == 2
    assert said.index("about 15") < said.index("not comparable") < said.index("41 % of vehicle")
    assert "more than 20 % of vehicle batteries, 2016" in said


def test_parties_stand_in_three_groups_with_an_open_end() -> None:
    svg, said = drawn("parties.svg")
    for group in ("Car maker Toyota Honda Nissan", "Battery maker Panasonic GS Yuasa"):
        assert group in said
    assert "Maker of materials Toray Asahi Kasei Mitsui Chemicals Mitsubishi Chemicals" in said
    assert svg.count('class="bx open"') == 1
    for name in ("timeline.svg", "parties.svg", "share.svg"):
        width = re.search(r'viewBox="-16 -16 (\d+) ', drawn(name)[0])
        assert width is not None
        assert int(width[1]) <= 410  # readable at 320 pixels: letters of 13 shrink to 10 at most


def test_the_outline_says_which_paragraphs_it_knows(html: str) -> None:
    (outline,) = re.findall(r'<svg [^>]*class="bars">.*?</svg>', html)
    assert outline.count('class="b u"') > 0
    assert outline.count('class="b"') > outline.count('class="b u"')
    assert "paragraph breaks are not known without the text" in html


def test_a_paragraph_that_was_not_searched_is_not_said_to_be_searched(html: str) -> None:
    released, own = Page(html).text, Page(explorer_html(GOLDEN, sources=GOLDEN_SOURCES)).text
    assert "no quote was compared with it and no paragraph was searched" in released
    assert released.count("the paragraph was not searched for this page") == 14
    assert "For this page the paragraph" not in released
    assert "proved" not in released
    assert "For this page the paragraph" in own
    assert "not searched" not in own


def test_no_sign_of_mathematics_stands_for_a_verdict(html: str) -> None:
    cell = re.search(r'<td id="funding/meti-solid-state/amount".*?<div>', html)
    assert cell is not None
    assert "1,600,000,000\u00a0JPY</a>" in cell[0]
    assert ">Agrees " in cell[0]
    for text in (Page(html).text, *explorer_pictures(ROOT).values()):
        assert not set("≈≠≃≅∼") & set(text)


def test_values_are_beside_the_sentences_of_the_text() -> None:
    own = explorer_html(GOLDEN, sources=GOLDEN_SOURCES)
    notes = re.findall(r'<span class="beside".*?</span></span>', own)
    assert len(notes) == 3
    assert 'class="beside"' not in explorer_html(GOLDEN)
    amount = next(note for note in notes if "2,500,000" in note)
    assert 'href="#grants/electric-ferries/amount"' in amount


def test_with_the_text_at_hand_a_panel_shows_the_sentence() -> None:
    own = explorer_html(GOLDEN, sources=GOLDEN_SOURCES)
    assert re.search(r"<q>[^<]+<mark>[^<]+</mark>[^<]+</q>", own)
    assert "<q>" in explorer_html(GOLDEN)
    assert not re.search(r"<q>[^<]*<mark>", explorer_html(GOLDEN))


HOSTILE = '<script>document.title="hacked"</script>"\'&amp; javascript:alert(1) \u202egnp\x01 עברית'


def hostile_package(folder: Path) -> Path:
    """The golden package with hostile titles, names, keys and cells."""
    package = copy_package(GOLDEN, folder)
    descriptor = package / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    data |= {"title": HOSTILE, "description": HOSTILE, "contributors": [{"title": HOSTILE}]}
    data["licenses"] = [{"name": "CC0-1.0", "title": HOSTILE, "path": "javascript:alert(1)"}]
    for resource in data["resources"]:
        resource |= {"title": HOSTILE, "description": HOSTILE}
        for field in resource.get("schema", {}).get("fields", ()):
            field |= {"title": HOSTILE, "description": HOSTILE}
    for picture in data["explorer"]["pictures"]:
        picture["title"] = HOSTILE
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    replace_once(package / "data/grants.csv", "Money for ferries with batteries", quoted)
    replace_once(
        package / "data/party_names.csv", "Fennel Yards plc,our own invention", f"{quoted},{quoted}"
    )
    return package


def test_hostile_values_change_nothing(tmp_path: Path) -> None:
    html = explorer_html(hostile_package(tmp_path / "package"))
    assert html.count("<script>") == 1
    assert "\u202e" not in html
    assert "\x01" not in html
    page = Page(html)
    assert "hacked" in page.text
    assert "Not valid" in page.text
    assert not any(name == "style" or name.startswith("on") for name in page.attributes)
    assert not re.search(r'href="?javascript', html)


def test_an_invalid_package_says_so(package: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace_once(package / "data/grants.csv", "2500000", "2500001")
    code, out, _ = run_command(capsys, "explore", str(package), "--out", str(package / "x.html"))
    assert code == 1
    assert "1 error · 1 note: see `pincite validate`" in out
    assert "cell-differs" in Page((package / "x.html").read_text(encoding="utf-8")).text


def test_the_command_writes_page_and_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PINCITE_SOURCES", str(GOLDEN_SOURCES))  # does not count here
    monkeypatch.chdir(tmp_path)
    assert run_command(capsys, "explore", str(GOLDEN))[0] == 0
    page = tmp_path / "explorer.html"
    assert page.read_text(encoding="utf-8") == explorer_html(GOLDEN)
    page.unlink()
    assert run_command(capsys, "explore", str(GOLDEN), "--pictures", "drawn/here")[0] == 0
    assert sorted(path.name for path in (tmp_path / "drawn/here").iterdir()) == sorted(
        explorer_pictures(GOLDEN)
    )
    assert not page.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--out", "page.json"),
        ("--out", "datapackage"),
        ("--sources", "no-such-folder"),
        ("--out", "file/explorer.html"),
        ("--pictures", "file"),
    ],
)
def test_what_cannot_be_written_is_refused(
    arguments: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, err = run_command(capsys, "explore", str(GOLDEN), *arguments)
    assert (code, err.count("\n")) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


CARD = {"table": "grants", "field": "amount", "title": "{title}", "says": "It is {status}."}


def change(*path: Any, to: Any) -> Callable[[dict[str, Any]], None]:
    def apply(explorer: dict[str, Any]) -> None:
        parent: Any = explorer
        for step in path[:-1]:
            parent = parent[step]
        parent[path[-1]] = to

    return apply


@pytest.mark.parametrize(
    ("apply", "field", "says"),
    [
        (change("picture", to=[]), "explorer.picture", "did you mean pictures?"),
        (change("pictures", 0, "kind", to="map"), "explorer.pictures[0]", "one of: timeline"),
        (change("pictures", 0, "events", 0, "dates", 0, "feild", to="x"), None, "not known here"),
        (change("pictures", 0, "events", 0, "table", to="gifts"), None, "there is no table"),
        (
            change("pictures", 0, "name", to="../x"),
            "explorer.pictures[0].name",
            "not a name such as",
        ),
        (change("pictures", 1, "name", to="dates"), None, "names two pictures"),
        (change("pictures", 1, "edges", 0, "line", to="wavy"), None, "one of: solid"),
        (change("pictures", 1, "edges", 0, "to", to="title"), None, "is not a foreign key"),
        (change("pictures", 1, "edges", 0, "group", to="knid"), None, "no field “knid”"),
        (
            change("cards", to=[{"table": "grants", "field": "x", "title": "", "says": ""}]),
            None,
            "x",
        ),
        (change("leave_out", to=["gifts"]), "explorer.leave_out[0]", "there is no table"),
        (change("missing", to={"gifts": "x"}), "explorer.missing.gifts", "there is no table"),
        (change("within", to={"gifts": "x"}), "explorer.within.gifts", "there is no table"),
        (change("within", to={"party_names": "name"}), "explorer.within.party_names", "no field"),
        (change("within", to={"party_names": "scheme"}), None, "is not a foreign key"),
        (change("within", to={"shares": "party_id"}), "explorer.within.shares", "have evidence"),
        (change("pictures", 2, "of", to=["market"]), "explorer.pictures[2]", "no field “market”"),
        (change("names", "parties", to="{nmae}"), "explorer.names.parties", "no field “nmae”"),
        (change("units", "grants", "amuont", to="%"), None, "no field “amuont”"),
        (change("verdicts", to={"notes": {"field": "kind"}}), "explorer.verdicts.notes", "tones"),
    ],
)
def test_declarations_that_lead_nowhere_are_faults(
    package: Path, apply: Callable[[dict[str, Any]], None], field: str | None, says: str
) -> None:
    descriptor = package / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    apply(data["explorer"])
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    (issue,) = validate_package(package).issues
    assert issue.code == "package-error"
    assert says in issue.message
    assert (issue.place.field or "").startswith(field or "explorer.")


@pytest.mark.parametrize("value", [7, [7], [{"title": 7}]])
@pytest.mark.parametrize("name", ["description", "licenses", "contributors", "created"])
def test_odd_metadata_is_refused_in_one_line(package: Path, name: str, value: Any) -> None:
    descriptor = package / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    data[name] = value
    data["resources"][1]["description"] = value
    data["resources"][1]["schema"]["fields"][0]["example"] = value
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CannotRun) as refused:
        explorer_html(package)
    assert "\n" not in str(refused.value)


def test_a_package_that_declares_nothing_has_a_page(package: Path) -> None:
    descriptor = package / "datapackage.json"
    data = json.loads(descriptor.read_text(encoding="utf-8"))
    del data["explorer"]
    descriptor.write_text(json.dumps(data), encoding="utf-8")
    assert open_package(package).descriptor.get("explorer") is None
    assert "No errors were found." in Page(explorer_html(package)).text
    assert explorer_pictures(package) == {}
