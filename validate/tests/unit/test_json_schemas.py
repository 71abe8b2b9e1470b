"""Patterns of JSON Schemas: found anywhere in a text, in bounded time or not at all."""

from __future__ import annotations

import re

import pytest

from pincite.types import json_schemas
from pincite.types.json_schemas import BadSchema, compile_schema
from pincite.types.patterns import BadPattern, compile_search

TEXTS = ("", "a", "ab", "a-b", "xx!", "b a", "aab", "2021", "A", "a" * 30 + "!")


@pytest.mark.parametrize(
    "pattern",
    ["^a", "a$", "^a$", "a+b?", "[0-9]{4}", "^(?:[a-z0-9]+(-[a-z0-9]+)*)$", "(a|ab)*b", "x|^b", ""],
)
def test_a_pattern_is_found_as_python_finds_it(pattern: str) -> None:
    found = [compile_search(pattern)(text) for text in TEXTS]
    assert found == [re.search(pattern, text) is not None for text in TEXTS]


def test_a_pattern_that_explodes_is_matched_at_once_or_refused() -> None:
    search = compile_search("^(?:a+)+$")
    assert search("a" * 5000)
    assert not search("a" * 5000 + "!")
    with pytest.raises(BadPattern, match="for ever"):
        compile_search(r"(a+)+\1b")
    with pytest.raises(BadSchema, match="for ever"):
        compile_schema({"patternProperties": {r"^(a+)+\1$": True}})
    assert compile_schema({"patternProperties": {"^(a+)+$": False}}).is_valid({"a" * 900 + "!": 1})


def test_a_schema_says_what_it_said() -> None:
    schema = {"properties": {"a": {"pattern": "^(x|xy)*z$"}}}
    validator = compile_schema(schema)
    assert validator.is_valid({"a": "xyxz"})
    (error,) = validator.errors({"a": "xyx"})
    assert (error.message, list(error.absolute_path)) == (
        "'xyx' does not match '^(x|xy)*z$'",
        ["a"],
    )
    assert validator.is_valid({"a": 7})


def doubling(levels: int) -> dict[str, object]:
    """A schema of which each level refers to the next one twice."""
    definitions: dict[str, object] = {
        f"d{n}": {"allOf": [{"$ref": f"#/definitions/d{n + 1}"}] * 2} for n in range(levels)
    }
    definitions[f"d{levels}"] = {"type": "object"}
    return {"definitions": definitions, "$ref": "#/definitions/d0"}


UNUSABLE = [
    (doubling(30), "multiply"),
    ({"$ref": "#"}, "circle"),
    ({"$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"}, "circle"),
    ({"$ref": "#/$defs/nope"}, "leads nowhere"),
    ({"properties": {"a": {"$ref": "#/$defs/nope"}}}, "leads nowhere"),
    ({"properties": {"a": {"$dynamicRef": "http://localhost:9/x"}}}, "nothing is fetched"),
    ({"$id": "http://a.example/x.json", "items": {"$ref": "y.json"}}, "nothing is fetched"),
    ({"$id": "http://a.example/x.json", "items": {"$ref": "#/nope"}}, "leads nowhere"),
    ({"type": 3}, "not a JSON Schema"),
    ({"properties": {"a": {"pattern": "("}}}, "not a JSON Schema"),
]


@pytest.mark.parametrize(("schema", "words"), UNUSABLE, ids=lambda part: str(part)[:40])
def test_a_schema_that_cannot_be_used_says_why(schema: dict[str, object], words: str) -> None:
    with pytest.raises(BadSchema, match=words):
        compile_schema(schema)


def test_references_within_a_schema_hold() -> None:
    tree = {
        "$defs": {"t": {"properties": {"sub": {"$ref": "#/$defs/t"}, "n": {"type": "integer"}}}}
    }
    validator = compile_schema({**tree, "$ref": "#/$defs/t"})
    assert validator.is_valid({"sub": {"sub": {"n": 1}}})
    assert not validator.is_valid({"sub": {"sub": {"n": "x"}}})
    assert compile_schema(doubling(5)).is_valid({})
    meta = compile_schema({"$ref": "https://json-schema.org/draft/2020-12/schema"})
    assert meta.is_valid({"type": "object"})
    assert not meta.is_valid({"type": 3})


def test_a_schema_whose_parts_multiply_with_the_value_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(json_schemas, "MAX_STEPS", 20_000)
    part = {"properties": {"x": {"$ref": "#/$defs/a"}}}
    validator = compile_schema({"$defs": {"a": {"allOf": [part, part]}}, "$ref": "#/$defs/a"})
    assert validator.is_valid({"x": {"x": 1}})
    deep: object = 1
    for _ in range(40):
        deep = {"x": deep}
    assert "steps" in (validator.first_fault(deep) or "")


def test_unique_items_are_compared_by_hashes() -> None:
    validator = compile_schema({"uniqueItems": True})
    many = [{"a": number, "b": [number]} for number in range(6000)]
    assert validator.is_valid(many)
    assert not validator.is_valid([*many, {"b": [5], "a": 5}])
    assert validator.is_valid([1, True, "1", [1], {"a": 1}, None, 0, False])
    assert not validator.is_valid([1, 1.0])


def test_a_pattern_is_searched_in_linear_time() -> None:
    assert not compile_search("a*a*b")("a" * 100_000)
    assert compile_search("a*a*b")("a" * 1000 + "b!")


def test_additional_properties_are_named_as_they_were() -> None:
    closed = {"properties": {"a": {}}, "additionalProperties": False}
    assert "'b' was unexpected" in (compile_schema(closed).first_fault({"a": 1, "b": 2}) or "")
    typed = {"patternProperties": {"^x-": {}}, "additionalProperties": {"type": "integer"}}
    assert compile_schema(typed).is_valid({"x-a": "b", "c": 1})
    assert not compile_schema(typed).is_valid({"x-a": "b", "c": "d"})


def test_formats_of_records_are_checked_without_other_libraries() -> None:
    schema = {"properties": {"t": {"format": "date-time"}, "u": {"format": "uri"}}}
    validator = compile_schema(schema, has_formats=True)
    assert validator.is_valid({"t": "2021-01-02T03:04:05Z", "u": "https://a.example/"})
    assert not validator.is_valid({"t": "2021-01-02"})
    assert not validator.is_valid({"u": "no scheme"})
