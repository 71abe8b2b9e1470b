r"""Patterns: regular expressions that are matched as a whole, in bounded time.

Source of the rule: Table Schema 2.0, "pattern": XML Schema syntax. It is read as Python's `re`
reads it, with `\i` and `\c` written out. What cannot explode runs in `re`; all else in the engine
of pydantic-core, Rust's `regex`, whose time is linear in the text. Look-around and back-references,
which that engine lacks, are refused where `re` could explode on them.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from pincite.types.pattern_cost import MAX_STEPS, Cost, cost_of, is_deterministic, parse, size_of
from pincite.types.pattern_rust import portable_pattern

__all__ = ["BadPattern", "begins_with_ink", "compile_pattern", "compile_search", "portable_pattern"]

MAX_RUST_STEPS = 200_000_000  # parts of a pattern times characters of a text, at worst


class BadPattern(Exception):
    """A pattern that cannot be compiled, or not be matched in bounded time."""


class Matcher:
    """Says whether a pattern matches a text; a text longer than `longest` is not tried."""

    def __init__(self, test: Callable[[str], Any], longest: int | None = None):
        self._test = test
        self.longest = longest

    def __call__(self, text: str) -> bool:
        """Whether the text matches; False for one that is too long."""
        if self.longest is not None and len(text) > self.longest:
            return False
        return bool(self._test(text))


@lru_cache(maxsize=1000)
def compile_pattern(text: str) -> Matcher:
    """A function that says whether the pattern matches a whole text; raises BadPattern."""
    spelt = text.replace(r"\i", "[_:A-Za-z]").replace(r"\c", "[-._:A-Za-z0-9]")
    pattern, parsed = _parsed(spelt)
    if is_deterministic(parsed):
        return Matcher(pattern.fullmatch)
    cost = cost_of(parsed)
    if cost is not None and cost.power < 2:
        return Matcher(pattern.fullmatch)
    return _linear(spelt, "whole") or _by_re(pattern.fullmatch, cost, 0)


@lru_cache(maxsize=1000)
def compile_search(text: str) -> Matcher:
    """A function that says whether the pattern matches anywhere in a text; raises BadPattern.

    Looking for a match costs a power of the text's length more than a match from its beginning.
    """
    pattern, parsed = _parsed(text)
    cost = cost_of(parsed)
    is_anchored = text.startswith("^") and "|" not in text
    power = None if cost is None else cost.power + (not is_anchored)
    if (power is not None and power < 2) or (is_anchored and is_deterministic(parsed)):
        return Matcher(pattern.search)
    return _linear(text, "anywhere") or _by_re(pattern.search, cost, int(not is_anchored))


def _parsed(text: str) -> tuple[re.Pattern[str], Any]:
    try:
        with warnings.catch_warnings():  # [[:digit:]] is a set of these signs, then "]"
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(text), parse(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadPattern(f"is not a regular expression: {error}") from error


def _by_re(test: Callable[[str], Any], cost: Cost | None, more: int) -> Matcher:
    """A pattern that only `re` reads, on texts that are short enough for its cost."""
    if cost is None:
        raise BadPattern("could take for ever to match: repeat no part that repeats itself")
    power = max(1, cost.power + more)
    return Matcher(test, int((MAX_STEPS / cost.ways) ** (1 / power)))


def _linear(spelt: str, where: str) -> Matcher | None:
    """The pattern in linear time, or None where the engine cannot have it.

    Raises BadPattern where it is too large: its parts are written out as often as they repeat.
    """
    portable = portable_pattern(spelt, is_whole=where == "whole", is_exact=True)
    if portable is None:
        return None
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    whole = rf"\A(?:{portable})\z" if where == "whole" else portable
    try:
        schema = core_schema.str_schema(pattern=whole, regex_engine="rust-regex")
        validator = SchemaValidator(schema)
    except SchemaError as error:
        if "size limit" in str(error) or "too big" in str(error):
            raise BadPattern("is too large: write fewer or smaller repetitions") from error
        return None
    # a lone surrogate, so a byte that was not of the file's encoding, matches nothing there
    return Matcher(validator.isinstance_python, MAX_RUST_STEPS // max(1, size_of(parse(spelt))))


@lru_cache(maxsize=256)
def begins_with_ink(text: str | None) -> bool:
    """Whether all that a pattern matches is known to begin with a letter, digit or ASCII sign."""
    from pincite.types.pattern_rust import first_ranges

    ranges = None if text is None or portable_pattern(text) is None else first_ranges(text)
    return ranges is not None and all(0x20 < first <= last < 0x7F for first, last in ranges)
