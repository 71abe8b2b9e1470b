"""One look at the characters beside a quote in Japanese or Chinese: which guards may find anything.

What a guard needs there is taken from its own tables and patterns: the characters that they begin
or end with. As the gate of scripts with blanks (`gate.py`), it may send to a guard in vain, but
never past one that would find something (`tests/unit/test_gate.py`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

from pincite.grammar import GRAMMAR_METHODS, readable_kinds
from pincite.grammar.vocabulary import may_hold
from pincite.neighbours import glued, unspaced
from pincite.neighbours.lexicon import Lexicon, lexicon_of
from pincite.neighbours.unspaced import (
    ACROSS,
    EVERYTHING,
    HEDGED_BEFORE,
    HEDGED_BEHIND,
    IN_BRACKET,
    LETTERS,
    NUMBER_BESIDE,
    RANGE,
    REST,
    TOUCHING,
    Quoted,
)
from pincite.text import is_unspaced
from pincite.text.beginnings import edge
from pincite.text.joining import BREAK

WIDER = EVERYTHING + 1  # a wider phrase may be read, see `pincite.proof.guards`
ALL = EVERYTHING | WIDER
_HELD = WIDER << 1  # and the two bits above it: a phrase of these kinds may hold the character
_KINDS = sorted({readable_kinds(method) for method in GRAMMAR_METHODS})
_HELD_FOR = {m: _HELD << _KINDS.index(readable_kinds(m)) for m in GRAMMAR_METHODS}
_HARMLESS = frozenset("、。（）「」『』" + BREAK)


class Flags(dict[str, int]):
    """The guards that one character stirs, each character looked at once."""

    def __init__(self, look: Callable[[str], int]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, char: str) -> int:
        self[char] = found = self._look(char)
        return found


class UnspacedGate:
    """The gate of one language in a script without blanks."""

    def __init__(self, lexicon: Lexicon) -> None:
        words, tag = lexicon.words, lexicon.words.tag
        self._tag = tag
        links = {link[-1:] for link in (*words.between, *words.verbs)}
        self._ends = lexicon.last_characters.keys() | links
        self._begins = lexicon.first_characters.keys() | set("、，,（(")
        denied = unspaced.DENIED_BEHIND[tag]
        self._hedges_before = [edge(unspaced.DENIED_BEFORE.pattern)[1]]
        hedges = (denied, unspaced.MULTIPLE_BEHIND, unspaced.PLANNED_BEHIND, *unspaced.VERBS_BEHIND)
        self._hedges_behind = [edge(one.pattern)[0] for one in hedges]
        self._range_before = [edge(unspaced.RANGE_BEFORE.pattern)[1]]
        behind = (unspaced.RANGE_BEHIND, unspaced.DATES_BEHIND)
        self._range_behind = [edge(one.pattern)[0] for one in behind]
        self.touching_before = Flags(_touching)
        self.touching_behind = Flags(_touching)
        self.before = Flags(self._before)
        self.behind = Flags(self._behind)
        self.held = Flags(self._held)

    def stirred(self, quoted: Quoted) -> int:
        """The guards that may find something beside a quote; `REST` is always asked."""
        view, before, behind = quoted.view, quoted.before, quoted.behind
        found = REST | (TOUCHING if view.is_cut else 0)
        found |= self.touching_before[view.before[-1:]] | self.touching_behind[view.behind[:1]]
        found |= self.before[before[-1:]] | self.behind[behind[:1]]
        if not quoted.is_date and unspaced.RATE.search(before) is not None:
            found |= HEDGED_BEFORE
        if quoted.method == "amount":
            found |= HEDGED_BEFORE  # one thing before it may be what it is paid for
        elif quoted.method == "count":
            found |= IN_BRACKET  # a ratio
        held = self.held[view.before.rstrip()[-1:]] | self.held[view.behind.lstrip()[:1]]
        return found | (WIDER if held & _HELD_FOR[quoted.method] else 0)

    def _before(self, char: str) -> int:
        if char == "":
            return 0
        found = NUMBER_BESIDE if glued.is_numeral(char) or char == "、" else 0
        if char in self._ends or _may_be(char, self._hedges_before):
            found |= HEDGED_BEFORE
        found |= RANGE if _may_be(char, self._range_before) else 0
        is_letter = (char.isascii() and not char.isdigit()) or char in "€£¥￥"
        return found | (LETTERS if is_letter else 0)

    def _behind(self, char: str) -> int:
        if char == "":
            return 0
        found = NUMBER_BESIDE if glued.is_numeral(char) or char == "、" else 0
        if char in self._begins or _may_be(char, self._hedges_behind):
            found |= HEDGED_BEHIND
        found |= IN_BRACKET if char in "(（" else 0
        return found | (RANGE if _may_be(char, self._range_behind) else 0)

    def _held(self, char: str) -> int:
        if char in ("", BREAK):
            return 0
        return sum(_HELD << at for at, k in enumerate(_KINDS) if may_hold(self._tag, k, char))


def _may_be(char: str, sets: list[frozenset[str] | None]) -> bool:
    """Whether a character is in one of some sets; digits are in all of them, and None holds any."""
    return char.isdigit() or any(chars is None or char in chars for chars in sets)


def _touching(char: str) -> int:
    """Whether a character may say something by touching a quote."""
    if char == " ":
        return ACROSS
    is_letter = is_unspaced(char) and unicodedata.category(char)[0] == "L" if char else True
    return 0 if is_letter or char in _HARMLESS else TOUCHING


@cache
def unspaced_gate_of(tag: str) -> UnspacedGate:
    """The gate of a language that has word tables."""
    lexicon = lexicon_of(tag)
    if lexicon is None:
        raise ValueError(f"{tag} has no word tables")
    return UnspacedGate(lexicon)
