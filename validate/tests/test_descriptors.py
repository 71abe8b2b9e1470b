"""Thousands of changed descriptors: frictionless, the official profiles and pincite compared.

Where either of them says invalid, pincite does too, and the other way round, but for the
differences listed here; docs/differences.md gives their reasons. PINCITE_DESCRIPTORS sets how
many changes are left out: with 1, all run.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import dplib
import frictionless
import pytest
from jsonschema import Draft7Validator

from descriptors import BASES, V2, Case, cases
from pincite.checks import validate_package
from pincite.descriptor.documents import BadDeclaration
from pincite.package import open_package
from support import ROOT

STRIDE = int(os.environ.get("PINCITE_DESCRIPTORS", "97"))
PROFILES = Path(dplib.__file__).parent / "profiles"
OFFICIAL = {
    base: Draft7Validator(
        json.loads((PROFILES / version / "datapackage.json").read_text(encoding="utf-8")),
        format_checker=Draft7Validator.FORMAT_CHECKER,
    )
    for base, version in (("version 1", "1.0"), ("version 2", "2.0"))
}


class Difference(NamedTuple):
    """Where one side says invalid and the other does not: a pattern, and a case that shows it.

    The pattern is one of paths of our faults, or for what we accept of `path change`.
    """

    pattern: str
    path: str
    change: str
    base: str = "version 2"


FIELD = r"resources\.schema\.fields"
STRICTER: dict[str, Difference] = {
    "A misspelt name that carries checks": Difference(
        r"(.*\.)?(RENAMED|constrants|feilds|primarykey)$",
        "resources/0/schema/fields/0",
        "added constrants",
    ),
    "A property of another level": Difference(
        r"(.*\.)?(missingValues|primaryKey|required|unique|pattern|enum|minimum)$",
        "resources/1/schema/fields/3",
        "added minimum",
    ),
    "A literal that is not of its field's type": Difference(
        FIELD + r"\.(constraints\.(enum|(exclusiveM|m)(in|ax)imum)|example)",
        "resources/0/schema/fields/3/constraints/minimum",
        'became "x"',
    ),
    "A pattern that is not a regular expression": Difference(
        FIELD + r"\.constraints\.pattern",
        "resources/0/schema/fields/1/constraints/pattern",
        'became "("',
    ),
    "A constraint of a field without a type": Difference(
        FIELD + r"\.constraints\.(pattern|m..Length)", "resources/0/schema/fields/0/type", "removed"
    ),
    "A key that names no field": Difference(
        r"resources\.schema\.(uniqueKeys|foreignKeys)",
        "resources/0/schema/uniqueKeys/1/0",
        'became "zzz"',
    ),
    "A format that no cell can have": Difference(
        FIELD + r"\.format", "resources/0/schema/fields/6/format", 'became "YYYY-MM-DD"'
    ),
    "Categories of other types, or repeated": Difference(
        FIELD + r"\.categories", "resources/1/schema/fields/3/type", 'became "number"'
    ),
    "A missing value that is repeated": Difference(
        r"resources\.schema\.(fields\.)?missingValues",
        "resources/0/schema/fields/10/missingValues",
        'became ["", ""]',
    ),
    "A name that cannot be seen": Difference(
        r"resources\.(schema\.fields\.)?name", "resources/1/schema/fields/3/name", 'became " "'
    ),
    "A file that is not there": Difference(
        r"\$schema|(resources\.)?profile|resources\.(schema|dialect)$",
        "resources/0/schema",
        'became "schemas/none.json"',
    ),
    "A path that is not inside the package": Difference(
        r"image|(licenses|sources|contributors|resources)\.path|resources\.(licenses|sources)\.path",
        "resources/0/path",
        'became "a/.hidden/b.csv"',
    ),
    "A dialect that no file can have": Difference(
        r"resources\.dialect\.(delimiter|commentChar|quoteChar|escapeChar)|.*\.decimalChar",
        "resources/0/dialect/quoteChar",
        'became "zzz"',
    ),
    "A size that is not a whole number": Difference(
        r"resources\.bytes", "resources/2/bytes", "became 1.0"
    ),
    "An rdfType that is not a URI": Difference(
        FIELD + r"\.rdfType", "resources/0/schema/fields/0/rdfType", 'became "Code"'
    ),
    "A homepage that no browser opens": Difference(
        r"homepage$", "homepage", 'became "git+https://example.org/a.git"'
    ),
}
LENIENT: dict[str, Difference] = {
    "An optional text that is empty": Difference(
        r'.* became (""|null)$',
        "resources/2/mediatype",
        'became ""',
    ),
    "The field type list": Difference(
        r".*/type became \"list\"", "resources/0/schema/fields/16/type", 'became "list"'
    ),
    "fieldsMatch as a text": Difference(
        r".*/schema added fieldsMatch", "resources/1/schema", 'added fieldsMatch "subset"'
    ),
    "The constraint jsonSchema": Difference(
        r".*/constraints became .*jsonSchema",
        "resources/0/schema/fields/13/constraints",
        'became {"jsonSchema": {"type": "object"}}',
    ),
    "A custom property named type": Difference(
        r"( |.*/(schema|dialect) )added type", "", "added type"
    ),
    "Custom properties of a dialect": Difference(
        r".*/dialect added (_cache|constrants)", "resources/0/dialect", "added _cache"
    ),
    "A URL with letters beyond ASCII": Difference(
        r".*homepage became", "homepage", 'became "https://ex\\u00e4mple.org"'
    ),
    "A source or contributor without title": Difference(
        r"(sources|contributors)", "sources/0/title", "removed", "version 1"
    ),
    "A dialect of version 1 without all of its parts": Difference(
        r".*/dialect(/(delimiter|doubleQuote) removed| became)",
        "resources/0/dialect/delimiter",
        "removed",
        "version 1",
    ),
    "A reference to its own table without a name": Difference(
        r".*/reference/resource removed",
        "resources/0/schema/foreignKeys/0/reference/resource",
        "removed",
        "version 1",
    ),
}


RESOURCE = {"name": "a", "path": "a.csv"}
EXCLUSIVE = {"name": "n", "type": "integer", "constraints": {"exclusiveMinimum": 1}}
LISTED = {"name": "n", "type": "number", "groupChar": ",", "example": "1,000"}
UNTYPED = {
    "name": "a",
    "type": "table",
    "data": [["n"], [1]],
    "schema": {"fields": [{"name": "n"}]},
}
FILES: dict[str, tuple[bool, dict[str, Any]]] = {  # whether we accept it, and the package's files
    "A key that is repeated": (
        False,
        {
            "datapackage.json": '{"title": "a", "title": "b", "resources": ['
            + json.dumps(RESOURCE)
            + "]}"
        },
    ),
    "A number that is not JSON": (
        False,
        {"datapackage.json": '{"x:n": NaN, "resources": [' + json.dumps(RESOURCE) + "]}"},
    ),
    "A schema file with its own version": (
        True,
        {
            "datapackage.json": {"resources": [{**RESOURCE, "schema": "s.json"}]},
            "s.json": {
                "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
                "fields": [EXCLUSIVE],
            },
        },
    ),
    "Data as text with its format": (
        True,
        {"datapackage.json": {"resources": [{"name": "a", "format": "csv", "data": "a\n1\n"}]}},
    ),
    "An example in the form of its field": (
        True,
        {"datapackage.json": {"resources": [{**RESOURCE, "schema": {"fields": [LISTED]}}]}},
    ),
    "A field without a type": (
        True,
        {"datapackage.json": {"$schema": V2, "resources": [UNTYPED]}},
    ),
    "A profile in the package": (
        True,
        {
            "datapackage.json": {"profile": "profile.json", "resources": [RESOURCE]},
            "profile.json": {"type": "object", "required": ["resources"]},
        },
    ),
}


class Verdicts(NamedTuple):
    """What is wrong with a descriptor: by frictionless, by the profile, and our paths."""

    frictionless: str
    profile: bool
    ours: list[str]

    @property
    def agree(self) -> bool:
        return (bool(self.frictionless) or self.profile) == bool(self.ours)


def judge(case: Case, folder: Path) -> Verdicts:
    descriptor = case.make()
    try:
        report = frictionless.Package.validate_descriptor(descriptor)
        theirs = "" if report.valid else "invalid"
    except Exception:  # it breaks down on much of what is wrong
        theirs = "crash"
    is_invalid = not OFFICIAL[case.base].is_valid(case.make())
    return Verdicts(theirs, is_invalid, fault_paths(folder, case.make()))


def fault_paths(folder: Path, descriptor: Any) -> list[str]:
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    try:
        open_package(folder)
    except BadDeclaration as bad:
        return [f.path for faults in bad.files.values() for f in faults if f.is_error]
    return []


def explanations(case: Case, verdicts: Verdicts) -> Iterator[str]:
    """The differences that explain a disagreement; for what we refuse, each path needs one."""
    if verdicts.ours:
        renamed = re.escape(case.change.removeprefix("misspelt "))
        for path in {re.sub(r"\[\d+\]", "", path) for path in verdicts.ours}:
            names = [
                name
                for name, difference in STRICTER.items()
                if re.match(difference.pattern.replace("RENAMED", renamed), path)
            ]
            assert names, f"{case}: nobody else minds {path}"
            yield from names
    else:
        text = f"{'/'.join(map(str, case.path))} {case.change}"
        for name, difference in LENIENT.items():
            if re.match(difference.pattern, text):
                yield name


def test_changed_descriptors_get_the_same_verdict(tmp_path: Path) -> None:
    counts: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for case in islice(cases(), 0, None, STRIDE):
        verdicts = judge(case, tmp_path)
        counts["cases"] += 1
        if verdicts.agree:
            counts[f"{'invalid' if verdicts.ours else 'valid'} to both sides"] += 1
        counts["frictionless broke down"] += verdicts.frictionless == "crash"
        if not verdicts.agree:
            names = list(explanations(case, verdicts))
            assert names, f"{case}: {verdicts}"
            counts["refused by us only" if verdicts.ours else "accepted by us only"] += 1
            used.update(names)
    print(dict(counts), dict(used))
    assert counts["invalid to both sides"] > counts["cases"] / 3
    if STRIDE == 1:
        assert set(used) == {*STRICTER, *LENIENT}


def test_there_are_thousands_of_changes() -> None:
    number = sum(1 for _ in cases())
    print(f"{number} changed descriptors")
    assert number > 10_000


@pytest.mark.parametrize("name", [*STRICTER, *LENIENT])
def test_each_difference_shows_in_its_case(name: str, tmp_path: Path) -> None:
    difference = {**STRICTER, **LENIENT}[name]
    case = next(
        case
        for case in cases()
        if case.base == difference.base
        and "/".join(map(str, case.path)) == difference.path
        and case.change == difference.change
    )
    verdicts = judge(case, tmp_path)
    assert not verdicts.agree
    assert bool(verdicts.ours) == (name in STRICTER)
    assert name in explanations(case, verdicts)


@pytest.mark.parametrize("name", FILES)
def test_each_difference_of_files_shows_in_its_package(name: str, tmp_path: Path) -> None:
    is_accepted, files = FILES[name]
    for file, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (tmp_path / file).write_text(text, encoding="utf-8")
    (tmp_path / "a.csv").write_text("n\n2\n", encoding="utf-8")
    source = str(tmp_path / "datapackage.json")
    report = frictionless.validate(source, type="package").to_descriptor()
    assert report["valid"] != is_accepted
    assert validate_package(tmp_path).valid == is_accepted


def test_a_field_without_a_type_is_a_string_in_version_1(tmp_path: Path) -> None:
    descriptor = {"resources": [UNTYPED]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    source = str(tmp_path / "datapackage.json")
    (task,) = frictionless.validate(source, type="package").to_descriptor()["tasks"]
    assert [error["type"] for error in task["errors"]] == ["type-error"]
    assert [issue.code for issue in validate_package(tmp_path).issues] == ["type-error"]


def test_the_bases_are_valid_to_all(tmp_path: Path) -> None:
    for base, descriptor in BASES.items():
        verdicts = judge(Case(base, (), "none", lambda: descriptor), tmp_path)  # noqa: B023
        assert verdicts == ("", False, [])


def test_the_differences_are_those_that_are_written_down() -> None:
    text = (ROOT / "validate/docs/differences.md").read_text(encoding="utf-8")
    part = text.split("## Descriptors\n")[1].split("\n## ")[0]
    written = [
        re.findall(r"^- \*\*(.+?)\.\*\*", some, re.MULTILINE) for some in part.split("\n### ")[1:]
    ]
    assert written == [list(STRICTER), list(LENIENT), list(FILES)]
