"""Patterns: matched as a whole, in bounded time, and the same by every engine."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import polars as pl
import pytest

from pincite.types.pattern_cost import is_deterministic, parse
from pincite.types.patterns import BadPattern, compile_pattern, compile_search, portable_pattern
from pincite.types.string import PLAIN_FORMS

PATTERNS = [
    "[a-z0-9-]+",
    "g-[0-9]{3}",
    "x|y",
    "^(a|b)*$",
    "(a|ab)+c?",
    r"\d{2}-\d{2}",
    r"\w+\s\w*",
    r"[^a\d]+",
    r".{2,4}",
    "(?:[A-Z]{2};)*[A-Z]{2}",
    "a{1,30}b{0,2}",
    r"[é-ü]?漢+",
    r"\.\*\[\]",
    "",
]
LETTERS = "ab cxyABZ019-;.*[]_éü漢\n٣"


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fail where the body runs for ever; no measure of speed."""

    def stop(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def texts(seed: int) -> list[str]:
    random = Random(seed)
    return ["".join(random.choices(LETTERS, k=random.randint(0, 6))) for _ in range(3000)]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_all_engines_match_the_same(pattern: str) -> None:
    matches = compile_pattern(pattern)
    cells = [*texts(1), "ab c", "g-019", "x", "xQ", "AB;ZA", "01-90", "漢漢", ".*[]"]
    expected = [re.fullmatch(pattern, cell) is not None for cell in cells]
    assert [matches(cell) for cell in cells] == expected
    assert any(expected)
    portable = portable_pattern(pattern)
    if portable is not None:
        column = pl.Series(cells).str.contains(f"^(?:{portable})$").to_list()
        pairs = [*zip(column, expected, strict=True)]
        assert not any(ours and not theirs for ours, theirs in pairs)  # it may doubt, never err
        ascii_alike = [
            ours == theirs
            for cell, (ours, theirs) in zip(cells, pairs, strict=True)
            if cell.isascii()
        ]
        assert all(ascii_alike)
        assert len(ascii_alike) > 300


EXPLOSIVE = {
    "(a+)+b": "a" * 60,
    "(a|a)*b": "a" * 60,
    "(a|aa)+": "a" * 60 + "b",
    "(.*)*x": "y" * 100,
    "(x+x+)+y": "x" * 60,
    "a?" * 40 + "a" * 40: "a" * 40,
    "(a{0,20}){20}b": "a" * 200,
    ".*,.*,.*,.*;": "," * 200_000,
    r"(\d+\s?)*x": "1 " * 50_000,
}


@pytest.mark.parametrize("pattern", EXPLOSIVE)
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    cell = EXPLOSIVE[pattern]
    with at_most(20):
        found = compile_pattern(pattern)(cell)
        assert found == (pattern.startswith("a?"))


@pytest.mark.parametrize("pattern", ["(?=(a+)+$)b", r"((a|b)+)+\1", "(?<!(a*)*)b"])
def test_what_no_engine_matches_in_bounded_time_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["(", "[z-a]", "a{2,1}", "*", r"\8", "(" * 20_000])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern):
        compile_pattern(pattern)


def test_look_around_is_matched_where_it_is_harmless() -> None:
    matches = compile_pattern("(?!http)[a-z]+")
    assert [matches("https"), matches("ftp")] == [False, True]


HOSTILE = {
    "(a?a?a?a?a?a?a?a?)" * 4 + "a{32}": "a" * 32 + "b",
    "a{0,16}" * 8 + "b": "a" * 128,
    "(a|a)*b": "a" * 60,
    "(a|b|ab)*c": "ab" * 60,
    "(?:a?b?)*c": "ab" * 60,
    "((a{1,20}){1,20}){1,20}b": "a" * 300,
}


@pytest.mark.parametrize("pattern", HOSTILE)
def test_options_multiply_over_groups_and_are_matched_in_linear_time(pattern: str) -> None:
    with at_most(5):
        assert not compile_pattern(pattern)(HOSTILE[pattern])


@pytest.mark.parametrize(
    "pattern",
    ["(?=" + "(a?a?a?a?a?a?a?a?)" * 4 + "a{32}$)a*", "(?!" + "a{0,16}" * 8 + "b)a*"],
)
def test_what_explodes_within_a_look_ahead_is_refused(pattern: str) -> None:
    with pytest.raises(BadPattern, match="for ever"):
        compile_pattern(pattern)


def test_a_pattern_too_large_for_the_engine_is_refused() -> None:
    with at_most(10), pytest.raises(BadPattern, match="too large"):
        compile_pattern("((a{1,1000}){1,1000}){1,1000}b")


DETERMINISTIC = ["(a|ab)*", "[a-z0-9]+(-[a-z0-9]+)*", "(?:[A-Z]{2};)*", "(a|b)*c", "a{2,}b"]
NOT = ["(a+)+", "(a|a)*", "a*a", "(a*)*", "(?:a?b?)*", ".*x"]


def test_a_pattern_is_deterministic_if_no_character_has_two_ways_on() -> None:
    assert all(is_deterministic(parse(pattern)) for pattern in DETERMINISTIC)
    assert not any(is_deterministic(parse(pattern)) for pattern in NOT)


def test_anchors_in_groups_are_those_of_the_whole_text() -> None:
    matches = compile_pattern("(?:(?:^|,)(^[A-Z]{2}[A-Z0-9]{4,33}$|none))+$")
    found = [matches(text) for text in ("FRA12P12", "none", "none,none", "xx", "none,FRA12P12", "")]
    assert found == [True, True, True, False, False, False]


def test_a_class_of_posix_warns_nobody() -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        matches = compile_pattern("[[:digit:]]+")
    assert (matches("12"), matches("1:]"), compile_pattern("[^[:space:]_]+")("a b")) == (
        True,
        False,
        False,
    )


def random_pattern(random: Random, depth: int) -> str:
    chance = random.random()
    if depth == 0 or chance < 0.3:
        atoms = ["a", "b", "[ab]", "[^a]", ".", "ab", r"\d", r"\w", "a?", "b*", "^", "$", "(?=a)"]
        return random.choice(atoms)
    if chance < 0.55:
        return random_pattern(random, depth - 1) + random_pattern(random, depth - 1)
    if chance < 0.7:
        return f"({random_pattern(random, depth - 1)}|{random_pattern(random, depth - 1)})"
    marks = ["*", "+", "?", "{2}", "{0,3}", "{1,20}", "*?"]
    return f"({random_pattern(random, depth - 1)}){random.choice(marks)}"


def test_the_two_engines_agree_on_random_patterns_and_texts() -> None:
    random, compared, in_rust = Random(11), 0, 0
    cells = ["", "a", "b", "ab", "ba", "aab", "abab", "1a_", "c", "aaaa", "a b", "ab" * 4]
    with at_most(60):
        for _ in range(1500):
            pattern = random_pattern(random, random.randint(1, 4))
            try:
                expected = re.compile(pattern)
            except re.error:
                continue
            for make, method in ((compile_pattern, "fullmatch"), (compile_search, "search")):
                try:
                    matches = make(pattern)
                except BadPattern:
                    continue
                in_rust += matches.longest is not None
                for cell in cells:
                    found = getattr(expected, method)(cell) is not None
                    assert matches(cell) == found, (pattern, cell)
                    compared += 1
    assert compared > 10_000
    assert in_rust > 200


def test_a_cell_with_bytes_that_are_no_text_matches_nothing_in_rust() -> None:
    assert not compile_pattern("(.*)*x")("\udcffx")


def test_plain_forms_are_of_their_format() -> None:
    import uuid

    from rfc3986 import uri_reference
    from rfc3986.validators import Validator

    uris = ["http://a.org", "https://a.b.org:80/x", "http://a.org/a%20b", "http://a.org/x?y=1#z"]
    plain = [uri for uri in uris if re.fullmatch(PLAIN_FORMS["uri"], uri)]
    assert plain == [uris[0], uris[3]]
    for uri in plain:
        Validator().require_presence_of("scheme", "host").validate(uri_reference(uri))
    assert re.fullmatch(PLAIN_FORMS["uuid"], str(uuid.UUID(int=7)))
