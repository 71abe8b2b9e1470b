"""Reports are safe and bounded: severities in every form, foreign text as data, many issues."""

from __future__ import annotations

import json
import re
import sys
import time
import unicodedata

import pytest
from junitparser import Failure, JUnitXml

import pincite
from pincite.render import FORMATS, render
from pincite.render.data import _HIDDEN
from pincite.render.services import MAX_COMMANDS
from pincite.render.text import MAX_GROUPS
from pincite.report import MAX_TEXT, Issue, Place, Report, Stage
from pincite.report.visible import difference, is_hidden, show_apart, visible, visible_line

ODD = "::error::x\n ::set-output name=a::b\r##[group]y ##vso[task]z\x1b[2J\u202e\u2028\u009b\ufeff"
NAME = "::stop-commands::x"


def issue(code: str, text: str = "", line: int = 1) -> Issue:
    return Issue(code, Place(f"{text}d.csv", line, text, text), f"m {text}", text, text, text)


def report(*issues: Issue, name: str = "p") -> Report:
    return Report(name, "1.0.0", (Stage("tables", {"tables": 1}, issues=issues),), "folder")


@pytest.mark.parametrize("form", FORMATS)
def test_no_form_lets_a_package_command_a_log(form: str) -> None:
    codes = ("type-error", "unknown-property", "profile-unread")
    text = render(report(*(issue(code, ODD) for code in codes), name=NAME), form)
    commands = re.findall(r"(?m)^\s*::(.*?)[ :]", text)
    assert set(commands) <= ({"error", "warning", "notice"} if form == "github" else set())
    assert not re.search(r"##[A-Za-z]*\[", text)
    assert not [char for char in text if is_hidden(char) and char not in "\n\t"]
    assert text.count("type-error") >= 1


def test_json_readers_get_the_very_text() -> None:
    found = json.loads(render(report(issue("type-error", ODD)), "json"))["issues"][0]
    assert (found["found"], found["message"]) == (ODD, f"m {ODD}")


def test_the_hidden_characters_of_json_are_those_of_unicode() -> None:
    hidden = {chr(code) for code in range(sys.maxunicode + 1) if is_hidden(chr(code))}
    hidden = {char for char in hidden if ord(char) >= 0x20}  # below, JSON escapes all
    assert {char for char in hidden if not _HIDDEN.fullmatch(char)} == set()
    assert _HIDDEN.fullmatch("a") is None
    assert len(hidden) > 2000


def test_sarif_has_no_links_and_no_placeholders_of_a_package() -> None:
    text = "[here](https://evil.example) {0} \\["
    run = json.loads(render(report(issue("type-error", text)), "sarif"))["runs"][0]
    message = run["results"][0]["message"]["text"]
    assert "\\[here\\](https://evil.example) {{0}} \\\\\\[" in message
    assert not re.search(r"(?<!\\)\[", message.replace("\\\\", ""))


def test_severities_in_every_form() -> None:
    mixed = report(issue("type-error"), issue("unknown-property"), issue("profile-unread"))
    assert mixed.summary == "1 error · 1 warning · 1 note"
    data = json.loads(render(mixed, "json"))
    assert sorted(i["severity"] for i in data["issues"]) == ["error", "note", "warning"]
    assert data["stats"]["errors"] == data["stats"]["warnings"] == data["stats"]["notes"] == 1
    assert (len(data["errors"]), len(data["warnings"])) == (1, 1)
    results = json.loads(render(mixed, "sarif"))["runs"][0]["results"]
    assert sorted(result["level"] for result in results) == ["error", "note", "warning"]
    assert re.findall("(?m)^::([a-z]+) ", render(mixed, "github")) == ["error", "warning", "notice"]
    (suite,) = JUnitXml.fromstring(render(mixed, "junit").encode())
    assert [isinstance(r, Failure) for case in suite for r in case.result] == [True]
    assert (suite.tests, suite.failures) == (3, 1)
    lines = [line.split("  ")[0] for line in render(mixed, "text").splitlines() if "d.csv" in line]
    assert sorted(lines) == ["error", "note", "warning"]
    assert not mixed.valid
    assert report(issue("unknown-property"), issue("profile-unread")).valid


def many(number: int) -> Report:
    return report(*(issue("type-error", "x", line) for line in range(number)))


def test_many_issues_are_grouped_in_text_and_cut_in_commands() -> None:
    found = many(20_000)
    text = render(found, "text")
    assert "20,000 errors, the first 3 are:" in text
    assert len(text) < 1500
    commands = render(found, "github").splitlines()
    assert len(commands) == MAX_COMMANDS + 2
    assert commands[-2] == "stopped after 1,000 of 20,000 issues; --json lists all"
    groups = report(*(issue("type-error", f"{n}-", n) for n in range(500)))
    assert render(groups, "text").count("fix:") == MAX_GROUPS
    assert "... and 400 more; --json lists all" in render(groups, "text")


def test_programs_get_all_issues_fast() -> None:
    begun = time.process_time()
    found = many(5_000)
    assert len(json.loads(render(found, "json"))["issues"]) == 5_000
    assert len(json.loads(render(found, "sarif"))["runs"][0]["results"]) == 5_000
    assert time.process_time() - begun < 3  # 400,000 take about 80 times as long


def test_a_huge_cell_is_shortened_wherever_it_is_shown() -> None:
    found = issue("type-error", "x" * 1_000_000)
    for text in (found.message, found.found, found.expected, found.quote):
        assert text is not None
        assert len(text) < MAX_TEXT + 40
        assert text.endswith(" characters)")


@pytest.mark.parametrize(
    ("one", "other", "shown", "says"),
    [
        ("male ", "male", "“male ”", "blanks"),
        ("e\u0301", "é", "“e\\u0301”", "accents: the first is in form NFD"),
        ("Аnna", "Anna", "“\\u0410nna”", "U+0410 CYRILLIC CAPITAL LETTER A is not U+0041"),
        ("\ufeffid", "id", "“\\ufeffid”", "byte order mark"),
        ("a\u200bb", "ab", "“a\\u200bb”", "hidden"),
        ("ID", "id", "“ID”", "case"),
        ("a\u00a0b", "a b", "“a\\u00a0b”", "U+00A0 NO-BREAK SPACE is not U+0020"),
    ],
)
def test_what_looks_alike_is_told_apart(one: str, other: str, shown: str, says: str) -> None:
    assert show_apart(one, other)[0] == shown
    assert says in difference(one, other)
    assert difference(one, one) == difference(one, "something else") == ""


def test_visible_text_keeps_what_can_be_seen() -> None:
    text = "Zürich 東京 ##heading a::b"
    assert visible(text) == visible_line(text) == text
    assert unicodedata.category("\u202e") == "Cf"


ALIKE_FIELDS: list[dict[str, object]] = [
    {"name": "kind", "type": "string", "constraints": {"enum": ["male", "Zürich", "x "]}},
    {"name": "sum", "type": "integer"},
    {"name": "of", "type": "string"},
]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (("male ", "1", "a"), "it looks like “male”, but they differ in blanks at the ends"),
        (("x", "1", "a"), "it looks like “x ”, but they differ in blanks at the ends"),
        (("mаle", "1", "a"), "but U+0430 CYRILLIC SMALL LETTER A is not U+0061 LATIN"),
        (("Zu\u0308rich", "1", "a"), "but they differ in their accents: the first is in form NFD"),
        (("male", "３", "a"), "it looks like “3”, but U+FF13 FULLWIDTH DIGIT THREE is not"),
        (("male", "4\u200b", "a"), "it looks like “4”, but they differ in hidden characters"),
        (("male", "1", "\u00a0a"), "it looks like “a”, but they differ in blanks at the ends"),
        (("male", "1", "A"), "it looks like “a”, but they differ in case"),
    ],
)
def test_a_cell_that_only_looks_right_is_told_what_it_looks_like(
    row: tuple[str, str, str], says: str
) -> None:
    keys = {"fields": ["of"], "reference": {"resource": "keys", "fields": ["id"]}}
    names = [field["name"] for field in ALIKE_FIELDS]
    known = {"fields": [{"name": "id", "type": "string"}], "primaryKey": ["id"]}
    (found,) = pincite.validate(
        {
            "name": "p",
            "resources": [
                {"name": "keys", "schema": known, "data": [["id"], ["a"]]},
                {
                    "name": "rows",
                    "schema": {"fields": ALIKE_FIELDS, "foreignKeys": [keys]},
                    "data": [names, list(row)],
                },
            ],
        }
    ).errors
    assert says in found.message
    assert found.message.count(";") == 1


def test_a_name_that_only_looks_right_is_told_apart() -> None:
    fields = [{"name": "a", "type": "strіng"}, {"name": "b", "constraints": {"еnum": ["b"]}}]
    found = pincite.validate({"resources": [{"name": "t", "schema": {"fields": fields}}]}).errors
    says = "\n".join(issue.message for issue in found)
    assert "did you mean string? (U+0456 CYRILLIC SMALL LETTER BYELORUSSIAN-UKRAINIAN I is" in says
    assert "did you mean enum? (U+0435 CYRILLIC SMALL LETTER IE is not U+0065" in says
