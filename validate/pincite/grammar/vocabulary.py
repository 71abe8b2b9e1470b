"""Which words the phrases of a language are made of: what no rule can read is seen at a glance.

A guard reads the words beside a quote with it, and hardly any of them belong to a phrase, or begin
or end one. The words are taken from the rules and slots themselves, so this never says no of one
that a rule reads.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product

from pincite.grammar.language import language_of
from pincite.grammar.rules import Slot
from pincite.text import is_unspaced
from pincite.text.beginnings import Chars, edge, may_be_empty

_RUN = re.compile(r"[^\W\d_]+")
_ITEM = re.compile(r"<(?P<slot>[a-z]+)[0-9]?>|(?P<mark>[\[\]()|])|(?P<text>[^<\[\]()|]+)")
_LOOKS = re.compile(r"\(\?<?[=!](?:\[[^\]]*\]|[^()\[\]])*\)")  # they take no character
_TOKEN = re.compile(
    r"(?P<group>\(\?(?:P<\w+>|[a-z]*:))|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])"
    r"|(?P<any>\\[wWDS]|\.)|\\[a-zA-Z]|\\\W|(?P<maybe>[?*]|\{0?,)|(?P<letter>[^\W\d_])|(?s:.)"
)
_RANGE = re.compile(r"(.)-(.)")
_DATES = "point"  # a slot whose text is what the other rules of dates read


@lru_cache(maxsize=4096)
def may_hold(language: str, kinds: tuple[str, ...], text: str) -> bool:
    """Whether a phrase that is read as one of the kinds could hold the letters of a text.

    `text` is whole words. True says little; False says that no such phrase holds it.
    """
    known = language_of(language)
    if known is None:
        return False
    found = _vocabulary(known.tag, kinds)
    if found is None:
        return True
    plain = text if text.isascii() else unicodedata.normalize("NFC", text)
    return all(found.holds(run.lower()) for run in _RUN.findall(plain))


def could_read(language: str, kinds: tuple[str, ...], phrase: str) -> bool:
    """Whether a whole phrase begins and ends as one that is read as one of the kinds.

    True says little; False says that no rule of these kinds reads it.
    """
    known = language_of(language)
    if known is None or not phrase:
        return False
    found = _vocabulary(known.tag, kinds)
    if found is None or not found.is_spaced:
        return True
    plain = phrase if phrase.isascii() else known.plain(phrase)
    if plain[:1] == "(" and "date" in kinds:
        return True  # it is read without brackets around it
    return _edge(known.tag, kinds, plain.partition(" ")[0], 1) and _edge(
        known.tag, kinds, plain.rpartition(" ")[2], -1
    )


@lru_cache(maxsize=4096)
def _edge(tag: str, kinds: tuple[str, ...], word: str, side: int) -> bool:
    """Whether a phrase can begin with a word (`side` 1), or end with it (-1)."""
    found = _vocabulary(tag, kinds)
    if found is None or not word:
        return True
    char = word[0 if side > 0 else -1]
    if not char.isalnum():
        signs = found.opening if side > 0 else found.closing
        return signs is None or char in signs
    runs = _RUN.findall(word)
    if not char.isalpha() or not runs:
        return True
    run = runs[0 if side > 0 else -1].lower()
    return found.opens(run) if side > 0 else found.closes(run)


@dataclass
class Vocabulary:
    """The runs of letters that words are made of, each with the slots that it may be of.

    `alone` are words by themselves. Slots side by side glue words: five + km. Then a run ends at
    a slot's `right` edge, begins at another's `left`, or is the whole of those between.
    Of a phrase, `firsts` and `lasts` are the slots at its ends, `opening` and `closing` the signs.
    """

    is_spaced: bool
    firsts: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    opening: Chars = frozenset()
    closing: Chars = frozenset()
    alone: set[str] = field(default_factory=set)
    left: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    right: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    whole: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    beside: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, slot: str, phrase: str) -> None:
        """Add what a slot may hold."""
        for match in _RUN.finditer(phrase.lower()):
            run = match[0]
            if not self.is_spaced or is_unspaced(run[0]):
                self.alone.update(run)
            self.alone.add(run)
            if match.start() == 0:
                self.left[run].add(slot)
            if match.end() == len(phrase):
                self.right[run].add(slot)
            if run == phrase.lower():
                self.whole[run].add(slot)

    def holds(self, run: str) -> bool:
        """Whether a run of letters is a word, or words that are glued."""
        if run in self.alone or not self.is_spaced:
            return run in self.alone or all(char in self.alone for char in run)
        ends: dict[int, set[str]] = {}
        for end in range(1, len(run)):
            after = set(self.right.get(run[:end], ()))
            for start, slots in ends.items():
                after |= self._joined(slots, self.whole.get(run[start:end], ()))
            if after:
                ends[end] = after
        return any(self._joined(slots, self.left.get(run[at:], ())) for at, slots in ends.items())

    def opens(self, run: str) -> bool:
        """Whether a phrase can begin with a run of letters."""
        starts = (self.left.get(run[:end], set()) for end in range(1, len(run) + 1))
        return any(not self.firsts.isdisjoint(slots) for slots in starts) and self.holds(run)

    def closes(self, run: str) -> bool:
        """Whether a phrase can end with a run of letters."""
        ends = (self.right.get(run[start:], set()) for start in range(len(run)))
        return any(not self.lasts.isdisjoint(slots) for slots in ends) and self.holds(run)

    def _joined(self, slots: Iterable[str], others: Iterable[str]) -> set[str]:
        return {other for other in others if any(other in self.beside[slot] for slot in slots)}


@lru_cache
def _vocabulary(tag: str, kinds: tuple[str, ...]) -> Vocabulary | None:
    """The words of such phrases; None where any word may be one.

    Regions write numbers in other ways, but no other words.
    """
    language = language_of(tag)
    if language is None:
        return None
    found = Vocabulary(is_spaced=tag not in ("ja", "zh"))
    names: set[str] = set()
    texts_of: dict[str, str] = {}
    beside: set[tuple[str, str]] = set()
    maybe = {
        name
        for name, slot in language.slots.items()
        if slot.vocabulary is None and may_be_empty(slot.pattern)
    }
    for form in (rule.form for rule in language.rules if rule.kind in kinds):
        items = list(_items(form))
        names |= {name for name, text in items if name and not text} - {_DATES}
        for name, text in items:
            found.add(name, text)
        texts_of |= {name: text for name, text in items if text}
        ends = _Form(items, maybe)
        found.firsts |= ends.first
        found.lasts |= ends.last
        beside |= ends.pairs
    for side, slots in ((0, found.firsts), (-1, found.lasts)):
        slots.discard(_DATES)  # what the other rules read, whose ends are among these
        signs = [
            frozenset({texts_of[name][side]}) if name in texts_of
            else _signs(language.slots[name], side) for name in slots
        ]  # fmt: skip
        every = None if None in signs else frozenset().union(*filter(None, signs))
        found.opening, found.closing = (
            (every, found.closing) if side == 0 else (found.opening, every)
        )
    for name in names:
        texts = list(_of_slot(language.slots[name]))
        if None in texts:
            return None
        for phrase in filter(None, texts):
            found.add(name, phrase)
    # A number in words goes on with another of its words.
    beside |= {(name, name) for name in names if language.slots[name].vocabulary is None}
    for one, other in beside:
        firsts, seconds = (names if name == _DATES else {name} for name in (one, other))
        for first in firsts:
            found.beside[first] |= seconds
    return found


def _items(form: str) -> Iterator[tuple[str, str]]:
    """The slots, marks and texts of a form: name and text; of marks without a name."""
    for match in _ITEM.finditer(form):
        if match["slot"]:
            yield match["slot"], ""
        elif match["mark"]:
            yield "", match["mark"]
        else:
            yield f"={match['text']}", match["text"]


class _Form:
    """Which items of a form may be side by side, and which may be at its ends.

    Items named in `maybe` may be of no character.
    """

    def __init__(self, items: list[tuple[str, str]], maybe: set[str]) -> None:
        self._items = items
        self._maybe = maybe
        self._at = 0
        self.pairs: set[tuple[str, str]] = set()
        self.first, self.last, _ = self._choice()

    def _choice(self) -> tuple[set[str], set[str], bool]:
        first, last, may_be_none = self._sequence()
        while self._at < len(self._items) and self._items[self._at] == ("", "|"):
            self._at += 1
            more = self._sequence()
            first, last, may_be_none = first | more[0], last | more[1], may_be_none or more[2]
        return first, last, may_be_none

    def _sequence(self) -> tuple[set[str], set[str], bool]:
        first: set[str] = set()
        last: set[str] = set()
        is_none = True
        while self._at < len(self._items) and self._items[self._at][1] not in ("]", ")", "|"):
            name, text = self._items[self._at]
            self._at += 1
            if name:
                found = {name}, {name}, name in self._maybe
            else:
                found = self._choice()
                self._at += 1  # the bracket that closes it
                found = found[0], found[1], found[2] or text == "["
            self.pairs |= set(product(last, found[0]))
            first |= found[0] if is_none else set()
            last = found[1] | last if found[2] else found[1]
            is_none = is_none and found[2]
        return first, last, is_none


def _of_slot(slot: Slot) -> Iterable[str | None]:
    return _of_pattern(slot.pattern) if slot.vocabulary is None else slot.vocabulary


def _of_pattern(pattern: str) -> Iterator[str | None]:
    """The letters that are together in a pattern; None where it takes any letter."""
    run = ""
    for match in _TOKEN.finditer(_LOOKS.sub("", pattern)):
        if match["letter"]:
            run += match["letter"]
            continue
        if match["maybe"] and run:  # the last letter may be missing
            yield run[-1]
            run = run[:-1]
        if run:
            yield run
            run = ""
        if match["any"] or (match["set"] and match["set"].startswith("[^")):
            yield None
        elif match["set"]:
            yield from _of_set(match["set"][1:-1])
    if run:
        yield run


def _of_set(text: str) -> Iterator[str | None]:
    for low, high in _RANGE.findall(text):
        yield from filter(_RUN.match, map(chr, range(ord(low), ord(high) + 1)))
    if re.search(r"\\[wWDS]", text):
        yield None
    yield from filter(_RUN.match, re.sub(r"\\[a-z]", "", text))


def _signs(slot: Slot, side: int) -> Chars:
    """What may be the first character of a slot (`side` 0), or its last (-1)."""
    if slot.vocabulary is not None:
        return frozenset(text[side] for text in slot.vocabulary if text)
    return edge(slot.pattern)[side]
