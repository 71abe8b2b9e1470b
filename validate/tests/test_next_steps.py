"""What a person is told: next steps, places of a phrase with their words, strays among the seeds.

A schema with a field that no method can give has one answer in every verb.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pincite
from pincite.report import CannotRun
from pincite.text import Span, around, count_words
from support import GOLDEN_SOURCES, run_command

pytestmark = pytest.mark.usefixtures("no_sources")
TEXTS = ("--sources", str(GOLDEN_SOURCES))


def declare(package: Path, kind: str, methods: str, **more: object) -> None:
    """One more cited field of grants, `odd`."""
    file = package / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    (grants,) = (table for table in descriptor["resources"] if table["name"] == "grants")
    citation = {"methods": methods.split(), **more}
    grants["schema"]["fields"].append({"name": "odd", "type": kind, "citation": citation})
    file.write_text(json.dumps(descriptor), encoding="utf-8")


def odd_faults(package: Path) -> list[str]:
    issues = pincite.validate(package).issues
    return [issue.message for issue in issues if "the field odd" in issue.message]


NEVER = [
    ("time", "amount", "external, judged, term, verbatim, written"),
    ("object", "verbatim", "external, judged, term, written"),
    ("array", "percent count", "external, judged, term, written"),
    ("geojson", "date", "external, judged, term, written"),
    ("geopoint", "amount", "external, judged, term, verbatim, written"),
    ("list", "count", "external, judged, term, verbatim, written"),
    ("datetime", "date", "external, term, verbatim, written"),
    ("duration", "count", "external, judged, term, verbatim, written"),
    ("boolean", "count", "external, judged"),
    ("integer", "currency", "amount, count"),
    ("date", "percent", "date, external, term"),
]


@pytest.mark.parametrize(("kind", "methods", "allowed"), NEVER, ids=lambda value: value[:12])
def test_a_field_that_no_method_can_give_is_named(
    package: Path, kind: str, methods: str, allowed: str
) -> None:
    declare(package, kind, methods)
    (message,) = odd_faults(package)
    assert f"is of type {kind}, and {', '.join(sorted(methods.split()))} never give" in message
    assert f"use one of the methods {allowed}" in message
    assert "or change the type" in message


GIVEN = [
    ("time", "verbatim"),
    ("list", "verbatim"),
    ("boolean", "judged"),
    ("geojson", "term"),
    ("object", "written"),
    ("datetime", "amount verbatim"),
    ("year", "date"),
    ("yearmonth", "date"),
    ("date", "date"),
    ("integer", "date"),
    ("year", "count"),
    ("any", "amount"),
    ("string", "percent"),
    ("integer", "ordinal"),
]


@pytest.mark.parametrize(("kind", "methods"), GIVEN)
def test_a_field_that_some_method_can_give_is_not(package: Path, kind: str, methods: str) -> None:
    declare(package, kind, methods, **({"vocabulary": "place"} if methods == "term" else {}))
    assert not odd_faults(package)


@pytest.mark.parametrize(
    "verb",
    [
        ("build",),
        ("cite", "grants", "night", "odd", "5 million", "--source", "marrow-bay"),
        ("suggest", "grants", "--source", "marrow-bay"),
        ("schema", "grants", "--with-quotes"),
        ("trace", "grants"),
    ],
    ids=lambda verb: verb[0],
)
def test_every_verb_says_the_same_of_such_a_field(
    capsys: pytest.CaptureFixture[str], package: Path, verb: tuple[str, ...]
) -> None:
    declare(package, "time", "amount")
    before = sorted(path for path in package.rglob("*"))
    code, out, err = run_command(capsys, *verb, "-p", str(package))
    assert (code, out) == (2, "")
    assert "the field odd is of type time, and amount never gives a value of it" in err
    assert sorted(path for path in package.rglob("*")) == before


NEXT: list[tuple[tuple[str, ...], str]] = [
    (("trace", "grants", "-p", "{package}"), "pincite explore"),
    (("locate", "{text}", "Marrow", "-p", "{package}"), "pincite cite"),
    (("locate", "{text}", "nowhere at all", "-p", "{package}"), "letter for letter"),
    (("export", "annotations", "{package}"), "pincite release"),
    (("explore", "{package}", "--out", "{out}.html"), "in a browser"),
    (("diff", "{package}", "{package}"), "--since"),
    (("explain",), "pincite explain CODE"),
    (("explain", "cell-uncited"), "pincite validate"),
    (("verify", "{cases}"), "not proved"),
]


@pytest.fixture
def names(package: Path, tmp_path: Path) -> dict[str, Path]:
    """The files that NEXT names."""
    case = {"text": "It cost nearly €5 million.", "quote": "€5 million", "method": "amount"}
    cases = tmp_path / "cases.jsonl"
    cases.write_text(json.dumps({**case, "language": "en"}), encoding="utf-8")
    text = GOLDEN_SOURCES / "marrow-bay.txt"
    return {"package": package, "text": text, "out": tmp_path / "page", "cases": cases}


@pytest.mark.parametrize(("verb", "step"), NEXT, ids=lambda value: value[0])
@pytest.mark.parametrize("is_seen", [True, False])
def test_verbs_that_show_say_on_a_terminal_what_follows(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    names: dict[str, Path],
    *,
    verb: tuple[str, ...],
    step: str,
    is_seen: bool,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_seen)
    words = [word.format(**names) for word in verb]
    _, out, err = run_command(capsys, *words)
    assert "next:" not in out
    assert ("next: " in err, step in err) == (is_seen, is_seen)
    if verb[0] in ("trace", "locate", "diff", "verify"):
        assert "next:" not in run_command(capsys, *words, "--json")[2]


def test_places_of_a_phrase_are_shown_with_the_words_around_them(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    text = (GOLDEN_SOURCES / "marrow-bay.txt").read_text(encoding="utf-8")
    phrase = "e"
    assert text.count(phrase) > 10
    words = ("grants", "electric-ferries", "title", phrase, "--source", "marrow-bay")
    code, _, err = run_command(capsys, "cite", *words, "-p", str(package), *TEXTS)
    assert (code, err.count("start "), "more (`pincite locate` has all)" in err) == (2, 10, True)
    first = text.index(phrase)
    assert f"“{around(text, Span(first, first + len(phrase)), 12)}”" in err


HARBOUR = "港の工事は二〇二七年に始める計画だと会社が昨日の朝に発表した。"


@pytest.mark.parametrize(
    ("text", "phrase", "shown"),
    [
        ("1 2 3 4 5 6 7 8 X nine ten.", "X", "...3 4 5 6 7 8 X nine ten."),
        ("Above.\nX at the beginning\nbelow", "X", "X at the beginning"),
        ("X 1 2 3 4 5 6 7 8", "X", "X 1 2 3 4 5 6..."),
        ("X", "X", "X"),
        (HARBOUR, "計画", f"...{HARBOUR[2:-3]}..."),
    ],
    ids=["in front", "line", "behind", "alone", "without blanks"],
)  # fmt: skip
def test_words_around_a_passage(text: str, phrase: str, shown: str) -> None:
    at = text.index(phrase)
    found = around(text, Span(at, at + len(phrase)), 12)
    assert found == shown
    assert count_words(found) <= 12 + count_words(phrase)


STRAYS: dict[str, tuple[str, ...]] = {
    "seeds/todo.txt": ("is a file", "a folder for each source", "pincite new-source", "move it"),
    "seeds/draft/notes.csv": ("no source.json", "pincite new-source", "move it"),
    "seeds/marrow-bay/todo.txt": ("citations, notes.csv, source.json", "move it"),
    "seeds/marrow-bay/citations/todo.txt": ("TABLE.csv", "move it"),
    "seeds/reference/todo.csv": ("not the name of a table", "rename it, or move it"),
}


@pytest.mark.parametrize("stray", STRAYS)
@pytest.mark.parametrize("verb", [pincite.build, lambda where: pincite.build(where, check=True)])
def test_a_stray_file_among_the_seeds_is_named_with_what_to_do(
    package: Path, stray: str, verb: Callable[[Path], object]
) -> None:
    (package / stray).parent.mkdir(exist_ok=True)
    (package / stray).write_text("mine", encoding="utf-8")
    with pytest.raises(CannotRun) as refused:
        verb(package)
    named = stray if not stray.startswith("seeds/draft") else "seeds/draft"
    assert str(refused.value).startswith(named)
    assert all(part in str(refused.value) for part in STRAYS[stray])


@pytest.mark.parametrize("name", ["README.md", "readme", "README.txt", ".gitkeep", "notes.bak"])
def test_a_readme_and_leftovers_are_no_strays(package: Path, name: str) -> None:
    (package / "seeds" / name).write_text("mine", encoding="utf-8")
    assert pincite.build(package, check=True).valid
