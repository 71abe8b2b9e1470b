"""The gate before a wider reading: it says no of a word only where no rule can read it."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator

import pytest

from pincite.grammar import (
    GRAMMAR_METHODS,
    LANGUAGES,
    Language,
    NotUnderstood,
    Rule,
    language_of,
    read_phrase,
    readable_kinds,
)
from pincite.grammar.vocabulary import could_read, may_hold

KINDS = sorted({readable_kinds(method) for method in GRAMMAR_METHODS})
MADE = 40  # phrases of each rule, its examples' parts at random


def known(tag: str) -> Language:
    language = language_of(tag)
    assert language is not None
    return language


@pytest.mark.parametrize("tag", LANGUAGES)
def test_a_phrase_that_is_read_is_never_said_to_be_unreadable(tag: str) -> None:
    language, looked_at = known(tag), 0
    for rule in language.rules:
        for phrase in (*(phrase for phrase, _ in rule.examples), *made(language, rule)):
            for kinds in KINDS:
                if rule.kind in kinds and is_read(tag, kinds, phrase):
                    looked_at += 1
                    assert may_hold(tag, kinds, phrase), (rule.id, phrase)
                    assert could_read(tag, kinds, phrase), (rule.id, phrase)
    assert looked_at > 1000


def made(language: Language, rule: Rule) -> Iterator[str]:
    """Phrases of a rule's form with parts that its language's examples hold."""
    parts: dict[str, list[str]] = parts_of(language)
    draw = random.Random(rule.id)
    for _ in range(MADE):
        form = rule.form
        while (choice := re.sub(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)", one_of(draw), form)) != form:
            form = choice
        names = re.findall(r"<([a-z]+)[0-9]?>", form)
        if all(parts[name] for name in names):
            yield re.sub(r"<([a-z]+)[0-9]?>", lambda match: str(draw.choice(parts[match[1]])), form)


def one_of(draw: random.Random) -> Callable[[re.Match[str]], str]:
    def chosen(match: re.Match[str]) -> str:
        """One of the parts of a bracket; of one that may be missing, sometimes none."""
        if match[1] is not None:
            return str(draw.choice(("", draw.choice(match[1].split("|")))))
        return str(draw.choice(match[2].split("|")))

    return chosen


def parts_of(language: Language) -> dict[str, list[str]]:
    """The texts of each slot in the examples of all rules, and some of those that it lists."""
    found: dict[str, set[str]] = defaultdict(set)
    for rule in language.rules:
        for phrase, _ in rule.examples:
            match = language.patterns[rule.id].fullmatch(language.plain(phrase))
            for name, text in (match.groupdict() if match else {}).items():
                if text:
                    found[name.rstrip("2")].add(text)
    for name, slot in language.slots.items():
        found[name].update(list(slot.vocabulary or ())[:30])
    return defaultdict(list, {name: sorted(texts) for name, texts in found.items()})


def is_read(tag: str, kinds: tuple[str, ...], phrase: str) -> bool:
    try:
        read_phrase(tag, kinds, phrase)
    except NotUnderstood:
        return False
    return True


@pytest.mark.parametrize("tag", LANGUAGES)
def test_no_slot_is_empty(tag: str) -> None:
    """Else the words on its sides would be glued, which the gate does not know."""
    for name, slot in known(tag).slots.items():
        assert not re.fullmatch(slot.pattern, ""), name


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "company profits shareholders bank"),
        ("de", "Unternehmen Gewinn Aktionäre Straße"),
        ("fr", "entreprise bénéfice actionnaires"),
        ("es", "empresa beneficio accionistas"),
        ("ja", "株 書 読 新"),
        ("zh", "股 书 读 员"),
    ],
)
def test_words_that_no_rule_reads_are_seen(tag: str, words: str) -> None:
    for word in words.split():
        assert not may_hold(tag, readable_kinds("amount"), word), word
        assert not may_hold(tag, readable_kinds("date"), word), word


def test_glued_words_are_words() -> None:
    assert may_hold("de", readable_kinds("amount"), "fünfhundertdreißig")
    assert may_hold("en", readable_kinds("amount"), "fivekm")
    assert may_hold("es", readable_kinds("date"), "de\u0301cada")  # decomposed
    assert not may_hold("en", readable_kinds("amount"), "fivecompany")
