"""Which rules fit a phrase: the same ones as where every pattern is asked of every phrase."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import chain
from re import _parser  # type: ignore[attr-defined] # the parts that a pattern is compiled of
from typing import Any

import pytest

from pincite.grammar import LANGUAGES, Language, fitting
from pincite.grammar.fitting import Fitting, alike
from pincite.grammar.language import WHAT
from unit.test_vocabulary import known, made

ALL = tuple(WHAT)
DIGITS = set(range(ord("0"), ord("9") + 1))
NESTED = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT", "SUBPATTERN", "ASSERT", "ASSERT_NOT")
MADE = 12  # phrases of each rule, and as many of its examples, refusals and neighbours changed


@cache
def phrases(tag: str) -> tuple[str, ...]:
    """Examples, refusals, phrases made of the forms, and all of these changed at random."""
    language, draw = known(tag), random.Random(tag)
    found: list[str] = []
    for rule in language.rules:
        found += [phrase for phrase, _ in rule.examples]
        found += rule.refuses
        found += [phrase for phrase, _ in zip(made(language, rule), range(MADE), strict=False)]
    found += [changed(draw, *draw.sample(found, 2)) for _ in range(3 * len(language.rules))]
    return tuple(dict.fromkeys(language.plain(phrase) for phrase in found))


def changed(draw: random.Random, phrase: str, other: str) -> str:
    """A phrase with other digits, cut, doubled, in other letters, or with a part of another."""
    phrase = re.sub(r"[0-9]", lambda _: str(draw.randrange(10)), phrase)
    at, to = sorted(draw.choices(range(len(phrase) + 1), k=2))
    how = draw.randrange(7)
    if how < 3:
        return phrase
    return (
        phrase[:at] + phrase[to:],
        phrase[:to] + phrase[at:],
        phrase.upper() if at % 2 else phrase.lower(),
        phrase[:at] + other[: to - at] + phrase[to:],
    )[how - 3]


def asked_of_all(language: Language, phrase: str) -> list[tuple[str, dict[str, str]]]:
    found = []
    for rule in language.rules:
        match = language.patterns[rule.id].fullmatch(phrase)
        if match is not None:
            texts = {name: text for name, text in match.groupdict().items() if text is not None}
            found.append((rule.id, texts))
    return found


def fits(fitting: Fitting, kinds: tuple[str, ...], phrase: str) -> list[tuple[str, dict[str, str]]]:
    return [(fit.rule.id, fit.texts(phrase)) for fit in fitting.fits(kinds, phrase)]


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_phrase_fits_the_rules_that_fit_it_where_all_are_asked(tag: str) -> None:
    language, looked_at, none, unread = known(tag), 0, 0, 0
    asked = Fitting(language.rules, language.slots, language.patterns)
    kind_of = {rule.id: rule.kind for rule in language.rules}
    for phrase in phrases(tag):
        expected = asked_of_all(language, phrase)
        assert fits(asked, ALL, phrase) == expected, phrase
        for kind in ("amount", "date", "ordinal"):
            of_kind = [fit for fit in expected if kind_of[fit[0]] == kind]
            assert fits(asked, (kind,), phrase) == of_kind, phrase
        looked_at += len(expected)
        none += not expected
        hopeless = [fit for fit in asked.fits(ALL, phrase) if not fit.may_read]
        unread += len(hopeless)
        assert all(isinstance(language.reading(fit, phrase), str) for fit in hopeless)
    assert looked_at > 500
    assert none > 50
    assert unread > 10


@pytest.mark.parametrize("tag", LANGUAGES)
def test_digits_of_one_class_are_in_the_same_sets_of_every_pattern(tag: str) -> None:
    """A pattern that referred back to a group would tell digits apart that no set does."""
    language, sets = known(tag), 0
    asked = Fitting(language.rules, language.slots, language.patterns)
    asked.fits(ALL, "1")
    for rule in language.rules:
        shape: dict[int, int] = asked._of_kind[rule.kind]._shape
        for told in told_by(list(_parser.parse(language.patterns[rule.id].pattern))):
            sets += 1
            for digit in DIGITS:
                assert (digit in told) == (shape[digit] in told), (rule.id, chr(digit))
    assert sets > 200
    assert alike(["[0-9]{1,3}(?:,[0-9]{3})+"]) == "0000000000"
    assert alike(["0?[1-9]|1[0-2]"]) == "0123333333"


def told_by(items: list[Any]) -> Iterator[set[int]]:
    """The digits of each set and literal of a pattern."""
    for operation, argument in items:
        name = str(operation)
        assert "GROUPREF" not in name
        if name in ("LITERAL", "NOT_LITERAL"):
            yield {argument} & DIGITS
        elif name == "RANGE":
            yield set(range(argument[0], argument[1] + 1)) & DIGITS
        elif name == "IN":
            yield set().union(*told_by(argument))
        elif name == "BRANCH":
            yield from chain.from_iterable(told_by(list(part)) for part in argument[1])
        elif name in NESTED:
            yield from told_by(list(argument[-1]))
        else:
            assert name in ("CATEGORY", "NEGATE", "ANY", "AT", "FAILURE"), name


def test_what_is_remembered_is_bounded_and_forgotten_without_harm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fitting, "REMEMBERED", 3)
    language = known("en")
    asked = Fitting(language.rules, language.slots, language.patterns)
    for phrase in phrases("en")[:150]:
        assert fits(asked, ALL, phrase) == asked_of_all(language, phrase)
    sizes = [len(memo) for memo in asked._asked.values()]
    sizes += [len(group._found) for group in asked._of_kind.values()]
    sizes += [len(asked._clues._words), len(asked._clues._phrases)]
    assert len(sizes) == 1 + len(ALL) + 2
    assert max(sizes) <= 4


def test_patterns_that_cannot_fit_are_not_compiled() -> None:
    language = known("en")
    other = replace(language)
    assert other.fits(("date",), "in October this year")
    assert 0 < len(other.patterns) < 10
