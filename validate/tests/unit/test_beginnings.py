"""What is found where words may begin is what the patterns find alone, in every language."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from re import _parser  # type: ignore[attr-defined] # the parts that a pattern is compiled of

import pytest

from pincite.grammar import LANGUAGES, language_of
from pincite.text import Signs, Span, mentions, sentences
from pincite.text.beginnings import MOST, Beginnings, beginnings, fold
from pincite.text.spans import ABBREVIATION, LONGEST_ABBREVIATION
from unit.test_neighbourhoods import sentences as written

TEXTS = 300  # made for each language
STRANGE = "ıſİKµＡß２٣²’'“”-./:\n\r\t。！？」 A a É é 今 三 "


@cache
def signs_of(tag: str) -> Signs:
    language = language_of(tag)
    assert language is not None
    return language.signs


def texts(tag: str) -> Iterator[str]:
    """Sentences, phrases of the rules and strange signs, joined, cut and changed at random."""
    language, draw = language_of(tag), random.Random(tag)
    assert language is not None
    pieces = [text for _, _, text, _, _ in written(tag)]
    pieces += [phrase for rule in language.rules for phrase, _ in rule.examples]
    pieces += [
        "2011-11",
        "12/2011-05-06",
        "No. 3 Jan",
        "z. B. Er",
        "am 4. März",
        "ERM's A’s O’Neil",
    ]
    for _ in range(TEXTS):
        text = draw.choice((" ", ". ", "", "-", "\n")).join(
            draw.choices(pieces, k=draw.randrange(9))
        )
        for _ in range(draw.randrange(6)):
            at = draw.randrange(len(text) + 1)
            text = text[:at] + draw.choice(STRANGE) + text[at + draw.randrange(2) :]
        yield draw.choice((str, str, str.upper, str.title, str.lower))(text)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_match_is_found_where_it_begins(tag: str) -> None:
    signs, found, tried = signs_of(tag), 0, 0
    assert signs.beginnings.are_known
    for text in texts(tag):
        digits = [Span(*match.span()) for match in re.finditer(r"\d[\d.,:/-]*\d|\d", text)]
        each = signs.beginnings.in_text(text, digits)
        for pattern, starts in zip((signs.numbers, signs.dates), each, strict=True):
            expected = [Span(*match.span()) for match in pattern.finditer(text)]
            assert mentions._spans(pattern, text, starts) == expected, text
            found += len(expected)
            tried += len(starts or ())
            assert (starts is None) == ("İ" in text)
    assert found > 80
    assert tried < 40 * found


@pytest.mark.parametrize("tag", LANGUAGES)
def test_mentions_and_sentences_are_those_of_plain_patterns(
    tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [*texts(tag)]
    found = [(sentences(text), mentions.find_mentions(text, (), signs_of(tag))) for text in made]
    monkeypatch.setattr(mentions, "_DIGITS", re.compile(r"\d[\d.,:/-]*\d|\d"))
    capitals = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ](?:[\w&-]|[’'](?!s\b))*")
    monkeypatch.setattr(mentions, "_CAPITALISED", capitals)
    monkeypatch.setattr(Beginnings, "in_text", lambda *_: (None, None))
    end = re.compile(r"[.!?][\"'”’“»)]*\s+(?=[\"'“‘„«(]?[^\Wa-zß-öø-ÿ_])|[。！？]+[」』”’）]*\s*")
    monkeypatch.setattr("pincite.text.spans.SENTENCE_END", end)
    monkeypatch.setattr("pincite.text.spans.LONGEST_ABBREVIATION", 1000)
    for text, (cut, listed) in zip(made, found, strict=True):
        assert sentences(text) == cut, text
        assert mentions.find_mentions(text, (), signs_of(tag)) == listed, text
    assert sum(len(cut) for cut, _ in found) > 2 * TEXTS
    assert {mention.kind for _, listed in found for mention in listed} == {"name", "number", "date"}


def test_an_abbreviation_is_no_longer_than_is_looked_back() -> None:
    assert _parser.parse(ABBREVIATION.pattern).getwidth()[1] == LONGEST_ABBREVIATION


def test_characters_that_a_pattern_takes_for_one_are_folded_to_one() -> None:
    everything = "".join(map(chr, range(0x110000)))
    letters: set[str] = set()
    for tag in LANGUAGES:
        for pattern in (signs_of(tag).numbers, signs_of(tag).dates):
            letters |= set("".join(beginnings(list(_parser.parse(pattern.pattern)))[0]))
    letters = {letter for letter in letters if letter.isalpha()}
    either = re.compile(f"[{''.join(sorted(letters))}]", re.IGNORECASE)
    alike = either.findall(everything)
    assert len(alike) > len(letters) > 40
    for char in alike:
        assert char == "İ" or fold(char) in {fold(letter) for letter in letters}, char


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\b(?:one|two)\b", {"one", "two"}),
        (r"th(?:ree|ird)|four", {"three", "third", "four"}),
        (r"millions?(?!\w)x*", {"million", "millions"}),
        (r"a(?:b|c\w)d", {"ab", "ac"}),
        (r"第?[一二]+", {"第一", "第二", "一", "二"}),
        (r"\b\d{4}-", {"\0"}),
        (r"\d{4}-", {""}),
        (r"x\d", {"x"}),
        (r"\w+", {""}),
        (r"x*y", {""}),
        (r"(?!)", set()),
    ],
)
def test_beginnings_of_a_pattern(pattern: str, expected: set[str]) -> None:
    assert beginnings(list(_parser.parse(pattern)))[0] == expected


def test_a_pattern_whose_beginnings_are_not_known_is_asked_itself() -> None:
    assert Beginnings([re.compile(r"x*y")]).in_text("xy", ()) == [None]
    digits = [Span(0, 7), Span(11, 12)]
    both = Beginnings([re.compile(r"\b\d{4}x?"), re.compile(r"\bon")])
    assert both.in_text("12/2011 on 7", digits) == [[0, 3, 8, 11], [8]]
    assert Beginnings([re.compile(r"\b'x"), re.compile("y")]).in_text("a'xy", ()) == [[1, 3]] * 2
    assert Beginnings([re.compile(r"\b'x")]).in_text("a'x", ()) == [[1]]
    assert Beginnings([re.compile(r"\bon")]).in_text("on son “on”", ()) == [[0, 8]]
    listed = [f"{number:04}" for number in range(MOST + 9)]
    assert Beginnings([re.compile("|".join(listed[9:]))]).are_known
    assert not Beginnings([re.compile("|".join(listed))]).are_known
    assert Beginnings([re.compile(r"(?!)"), re.compile("on")]).in_text("one ON", ()) == [[0, 4]] * 2
