"""The convention's text is enough: its smallest package, written from the text alone, validates."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from pincite.checks import validate_package
from pincite.descriptor.declarations import CONVENTION, RULES, citation
from pincite.grammar import LANGUAGES, METHODS, language_of
from pincite.grammar.quantity import QUALIFIERS
from support import ROOT, replace_once

TEXT = (ROOT / "validate/docs/convention.md").read_text(encoding="utf-8")
SMALLEST = TEXT.split("## The smallest package")[1]


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", SMALLEST, re.DOTALL)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "boat"
    folder.mkdir()
    (descriptor,) = blocks("json")
    (folder / "datapackage.json").write_text("{" + descriptor + "}", encoding="utf-8")
    names = ("boats", "sources", "phrases", "citations")
    for name, text in zip(names, blocks("csv"), strict=True):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    (text,) = blocks("text")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/note.txt").write_text(text.rstrip("\n"), encoding="utf-8")
    return folder


def test_the_smallest_package_proves_whole(package: Path) -> None:
    report = validate_package(package, sources=package.parent / "texts")
    assert report.issues == []
    assert report.valid
    counts = next(stage.counts for stage in report.stages if stage.name == "citations")
    assert (counts["cells"], counts["quotes compared"]) == (1, 1)


@pytest.mark.parametrize(
    ("file", "find", "replacement", "code"),
    [
        ("boats.csv", "900", "901", "cell-differs"),
        ("citations.csv", "14,23", "13,22", "quote-differs"),
        ("citations.csv", "boats,first", "boats,second", "citation-target"),
        ("sources.csv", ",en,", ",sv,", "phrase-not-understood"),
    ],
)
def test_the_smallest_package_fails_where_it_is_broken(
    package: Path, file: str, find: str, replacement: str, code: str
) -> None:
    replace_once(package / file, find, replacement)
    found = {i.code for i in validate_package(package, sources=package.parent / "texts").issues}
    assert code in found


def test_the_text_names_all_that_the_code_knows() -> None:
    listed = set(re.findall(r"`([a-zA-Z_]+)`", TEXT))
    assert listed >= METHODS
    assert RULES.keys() <= listed
    assert set(QUALIFIERS) <= listed
    assert {*citation().required, *citation().optional} <= listed
    assert {*CONVENTION.required, *CONVENTION.optional} - {"convention"} <= listed
    for tag in LANGUAGES:
        language = language_of(tag)
        assert language is not None
        assert language.name in TEXT


def test_the_tables_of_rules_and_properties_give_their_keys() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \|([^|]*)\|", TEXT, re.MULTILINE))
    for name, shape in RULES.items():
        keys = set(re.findall(r"`(\w+)`", rows[name]))
        everywhere = {"rule", "says", "reason", "severity"}
        assert keys == ({*shape.required, *shape.optional} - everywhere), name


def test_the_columns_of_the_parts_are_those_of_the_smallest_package() -> None:
    header = next(csv.reader(io.StringIO(blocks("csv")[3])))
    assert all(f"`{name}`" in TEXT for name in header)
    descriptor = json.loads("{" + blocks("json")[0] + "}")
    assert [resource["name"] for resource in descriptor["resources"]][1:] == [
        "sources",
        "phrases",
        "citations",
    ]
