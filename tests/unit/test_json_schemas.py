"""Patterns of JSON Schemas: found anywhere in a text, in bounded time or not at all."""

from __future__ import annotations

import re

import pytest

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
