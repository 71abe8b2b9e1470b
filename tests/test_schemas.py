"""The schemas: complete, one meaning for each name, and valid by the official profiles."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from stdnum import isin, lei
from stdnum.jp import cn

from pincite.package import Field, Package, open_package
from pincite.types.json_schemas import compile_schema
from support import GOLDEN, ROOT, read_rows

PACKAGE: Package = open_package(ROOT)
FIELDS: list[tuple[str, Field]] = [
    (resource.name, field)
    for resource in PACKAGE.tables
    if resource.schema is not None
    for field in resource.schema.fields
]
ARTICLE_TABLES = {
    "organisations",
    "funding",
    "funding_participants",
    "market_shares",
    "milestones",
    "statements",
}


def test_there_are_all_tables_and_all_their_fields() -> None:
    assert len(PACKAGE.tables) == 17
    assert len(FIELDS) == 179


def faults_of(field: Field) -> Iterator[str]:
    """What a field lacks: a description, constraints, labels, or a group in its pattern."""
    for key in ("title", "description", "example"):
        if field.descriptor.get(key) in (None, ""):
            yield f"lacks {key}"
    is_free = field.type == "boolean" or field.descriptor.get("format") == "uri"
    constraints = set(field.constraints) - {"required", "unique"}
    if not (constraints or is_free):
        yield "could be anything"
    if field.type == "string" and not is_free:
        for bound in ("minLength", "maxLength"):
            if not constraints & {"enum", "pattern", bound}:
                yield f"has no {bound}"
    if "enum" in field.constraints:
        values = [item["value"] for item in field.descriptor["categories"]]
        if values != field.constraints["enum"]:
            yield "has other categories than its enum"
        if not all(item["label"] for item in field.descriptor["categories"]):
            yield "has a category without a label"
    yield from faults_of_pattern(field)


def faults_of_pattern(field: Field) -> Iterator[str]:
    pattern = field.constraints.get("pattern", "")
    outside = re.sub(r"\([^()]*(\([^()]*(\([^()]*\)[^()]*)*\)[^()]*)*\)", "", pattern)
    if "|" in outside:
        yield "has an alternation without a group"


def test_a_field_is_described_constrained_and_labelled() -> None:
    faults = {f"{table}.{field.name}": list(faults_of(field)) for table, field in FIELDS}
    assert {name: found for name, found in faults.items() if found} == {}
    kinds = Counter("enum" in field.constraints for _, field in FIELDS)
    assert min(kinds[True], kinds[False]) > 20


def test_a_field_that_lacks_something_is_found() -> None:
    bare = Field("a", "string", {"name": "a", "constraints": {"pattern": "a|b"}}, None)
    found = list(faults_of(bare))
    assert "lacks title" in found
    assert "has an alternation without a group" in found


def test_one_name_has_one_meaning_everywhere() -> None:
    meanings: dict[str, set[tuple[Any, ...]]] = defaultdict(set)
    for _, field in FIELDS:
        data = field.descriptor
        first_sentence = str(data["description"]).split(". ")[0].rstrip(".")
        if field.name in ("kind", "title", "value"):  # of each table: a shared sentence is empty
            first_sentence = ""
        meanings[field.name].add((data["title"], field.type, data.get("rdfType"), first_sentence))
    assert {name: found for name, found in meanings.items() if len(found) > 1} == {}
    assert len(meanings) > 70


@pytest.mark.parametrize("suffix", ["_edtf", "_id", "_stated", "_percent", "_qualifier"])
def test_a_suffix_says_what_the_field_is(suffix: str) -> None:
    found = [field for _, field in FIELDS if field.name.endswith(suffix)]
    assert found
    for field in found:
        assert field.type == ("number" if suffix == "_percent" else "string")
        assert field.is_edtf == (suffix == "_edtf")


def test_the_every_cell_rule_covers_the_tables_of_the_article() -> None:
    for resource in PACKAGE.tables:
        assert resource.schema is not None
        uncovered = {f.name for f in resource.schema.fields if f.citation is None}
        if resource.name in ARTICLE_TABLES:
            assert uncovered == set(resource.schema.primary_key)
        elif resource.name == "sources":
            assert {f.name for f in resource.schema.cited_fields} == {
                "dateline_stated",
                "dateline_edtf",
            }
        else:
            assert not resource.schema.cited_fields


def official_profile(name: str) -> dict[str, Any]:
    """A profile of the standard, from the package that ships it."""
    text = files("dplib").joinpath(f"profiles/2.0/{name}.json").read_text(encoding="utf-8")
    profile: dict[str, Any] = json.loads(text)
    return profile


def inlined(package: Package) -> dict[str, Any]:
    descriptor = json.loads(json.dumps(package.descriptor, default=str))
    for item in descriptor["resources"]:
        if isinstance(item.get("schema"), str):
            item["schema"] = json.loads((package.root / item["schema"]).read_text(encoding="utf-8"))
            del item["schema"]["$schema"]
    return descriptor  # type: ignore[no-any-return]


def test_the_inlined_descriptor_is_valid_by_the_official_profile() -> None:
    validator = Draft7Validator(official_profile("datapackage"), format_checker=FormatChecker())
    descriptor = inlined(PACKAGE)
    assert [error.message for error in validator.iter_errors(descriptor)] == []
    descriptor["resources"][0]["schema"]["fields"][0]["constraints"]["required"] = "yes"
    assert list(validator.iter_errors(descriptor)), "the profile checked nothing"


@pytest.mark.parametrize("name", [r.name for r in PACKAGE.resources if r.records])
def test_record_schemas_are_json_schemas_and_can_fail(name: str) -> None:
    resource = next(r for r in PACKAGE.resources if r.name == name)
    assert resource.records is not None
    schema = json.loads((ROOT / resource.records["schema"]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    records = json.loads((ROOT / resource.path).read_text(encoding="utf-8"))
    assert records
    for record in records:
        assert list(validator.iter_errors(record)) == []
        for key in record:
            assert list(validator.iter_errors({k: v for k, v in record.items() if k != key}))
            assert list(validator.iter_errors({**record, key: {"not": ["this"]}}))


@pytest.mark.parametrize("name", ["uri", "date-time", "date"])
def test_formats_that_are_used_are_really_checked(name: str) -> None:
    good = {"uri": "https://example.org/a", "date-time": "2021-11-17T08:00:00Z"}
    checked = compile_schema({"format": name}, has_formats=True)
    assert list(checked.errors("not one \\ of these"))
    assert not list(checked.errors(good.get(name, "2021-11-17")))


def test_identifiers_have_valid_check_digits() -> None:
    checks = {"jp_corporate_number": cn.is_valid, "isin": isin.is_valid, "lei": lei.is_valid}
    rows = read_rows(ROOT / "data/organisation_identifiers.csv")
    tried = dict.fromkeys(checks, 0)
    for row in rows:
        if row["scheme"] in checks:
            tried[row["scheme"]] += 1
            assert checks[row["scheme"]](row["value"]), row
    assert all(number > 2 for number in tried.values()), tried


PATTERNS = {
    "edinet": r"E[0-9]{5}",
    "tse": r"[0-9]{4}",
    "ror": r"0[a-z0-9]{6}[0-9]{2}",
    "isni": r"[0-9]{15}[0-9X]",
    "crossref_funder": r"[0-9]{9,12}",
    "wikidata": r"Q[0-9]+",
    "country": r"[A-Z]{2}",
    "homepage": r"(https?://)?[a-z0-9.-]+(/.*)?",
}


def test_identifiers_have_the_form_of_their_scheme() -> None:
    rows = read_rows(ROOT / "data/organisation_identifiers.csv")
    for scheme, pattern in PATTERNS.items():
        found = [row["value"] for row in rows if row["scheme"] == scheme]
        assert found, scheme
        assert [value for value in found if not re.fullmatch(pattern, value)] == []


def test_the_golden_package_needs_no_schema_file_of_ours() -> None:
    golden = open_package(GOLDEN)
    assert all(
        resource.schema is not None and resource.schema.path is None for resource in golden.tables
    )
