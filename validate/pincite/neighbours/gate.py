"""One look at the words beside a quote, which says which guards can find anything there.

Most neighbourhoods hold nothing that a guard knows, and to ask each guard costs more than all else.
Each word is looked up once in the tables and patterns of the guards, and remembered; what a guard
needs to find anything is the bits of these words. So the gate may send to a guard in vain, but
never past one that would find something (`tests/unit/test_gate.py`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache, reduce
from operator import or_

from pincite.grammar.words.comparing import comparing_of
from pincite.neighbours import hedging, ranges
from pincite.neighbours.lexicon import REMEMBERED, Lexicon, lexicon_of
from pincite.neighbours.needed import needed
from pincite.neighbours.quoted import Quoted
from pincite.neighbours.view import View

ALWAYS, NUMBER_BESIDE, HEDGED_BEHIND, RANGE, DENIED, SHARED, COMPARED = (1 << n for n in range(7))
EVERYTHING = 2**7 - 1

LONGEST = 64  # characters of a word; a longer one may hide where the next one is
BEFORE, BEHIND = 240, 160  # characters that guards look at
NEAR = 8  # words that numbers and their links to the quote are among

_DIGIT, _NUMERAL, _NUMBER_WORD, _MONTH, _NOW, _ONE, _UNIT, _ON, _SCALE = (1 << n for n in range(9))
_HEDGE, _NEGATION, _DENIER, _DENIAL = (1 << n for n in range(9, 13))
_FIRST_FREE = 13
_LETTERS = re.compile(r"[^\W\d_]+")
_RUNS = re.compile(r"[^\W_]+")
_WORDS = re.compile(r"\w+")
_JOINTS = re.compile(r"(['’-])")


class Bits(dict[str, int]):
    """What is known of each word of one language; a word is what blanks are around."""

    def __init__(self, look: Callable[[str], int]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = -1 if len(word) > LONGEST else self._look(word)
        return found


class Gate:
    """The gate of one language in a script with blanks."""

    def __init__(self, lexicon: Lexicon) -> None:
        words, patterns = lexicon.words, comparing_of(lexicon.words.tag)
        self.lexicon = lexicon
        self.bits = Bits(self._bits)
        self._hedges = _by_rarest(
            {hedge.phrase for hedge in (*words.behind, *words.vague_behind)},
            common=words.function | words.transparent | words.links,
        )
        self._denials = _by_rarest(words.denials, common=words.function)
        self._numerals = {run for word in words.numerals for run in _LETTERS.findall(word)}
        self._parts: list[tuple[int, frozenset[str]]] = []
        behind = (patterns.difference, patterns.undone, patterns.refused)
        before = (patterns.difference_before, patterns.claimed, patterns.several)
        self._behind = [self._needs(pattern) for pattern in behind]
        self._counted = self._needs(patterns.counted)
        self._before = [self._needs(pattern) for pattern in before]
        self._false = self._needs(hedging.FALSE_THAT)
        self._between = self._needs(ranges.BETWEEN)

    def _needs(self, pattern: re.Pattern[str]) -> int:
        """The bits that a text must have for a pattern to fit it, one for each set of words."""
        bits = 0
        for words in needed(pattern):
            bit = 1 << (_FIRST_FREE + len(self._parts))
            self._parts.append((bit, words))
            bits |= bit
        return bits

    def stirred(self, quoted: Quoted) -> int:
        """The guards that may find something beside a quote; without others but `ALWAYS`, none."""
        view, of = quoted.view, self.bits.__getitem__
        before, behind = view.before[-BEFORE:].split(" "), view.behind[:BEHIND].split(" ")
        near_before: int = reduce(or_, map(of, before[-NEAR:]), 0)
        far_before = reduce(or_, map(of, before[:-NEAR]), near_before)
        near_behind = reduce(or_, map(of, behind[:NEAR]), 0)
        far_behind = reduce(or_, map(of, behind[NEAR:]), near_behind)
        near = near_before | near_behind
        found = ALWAYS
        if near & _DIGIT or (near & _MONTH and quoted.is_date):
            found |= NUMBER_BESIDE | RANGE
        elif self._may_range(quoted, near_before, near_behind, far_before):
            found |= RANGE
        is_beside = near_behind & (_SCALE | _ON | _UNIT) or _is_bracketed(view)
        if is_beside or (far_behind & _HEDGE and self._is_hedged(view.behind[:BEHIND], behind)):
            found |= HEDGED_BEHIND
        is_denial = far_before & (_NEGATION | _DENIER) or far_behind & _DENIAL
        if is_denial or far_before & self._false == self._false:
            found |= DENIED
        if quoted.method in ("count", "ordinal") and near & (_DIGIT | _NUMERAL | _ONE):
            found |= SHARED
        if not quoted.is_date and self._may_compare(quoted, near_before, far_behind):
            found |= COMPARED
        return found

    def _may_range(self, quoted: Quoted, before: int, behind: int, far: int) -> bool:
        if quoted.is_date:
            return bool(behind & _NOW) or far & self._between == self._between
        is_spelt = (before | behind) & _NUMERAL or before & _NUMBER_WORD
        return bool(is_spelt) or ranges.may_be_change(quoted)

    def _is_hedged(self, behind: str, words: Iterable[str]) -> bool:
        """Whether a whole phrase is there, of those whose rarest word is."""
        text = behind.lower()
        return any(
            phrase in text
            for word in words
            if self.bits[word] & _HEDGE
            for run in ("", *_RUNS.findall(word.lower()))
            for phrase in self._hedges.get(run, ())
        )

    def _may_compare(self, quoted: Quoted, before: int, behind: int) -> bool:
        return (
            any(before & needs == needs for needs in self._before)
            or any(behind & needs == needs for needs in self._behind)
            or (quoted.method == "count" and behind & self._counted == self._counted)
        )

    def _bits(self, word: str) -> int:
        found = 0
        for bit, is_so in self._facts(word, word.lower()):
            if is_so:
                found |= bit
        return found

    def _facts(self, word: str, lower: str) -> Iterator[tuple[int, bool]]:
        lexicon, words, letters = self.lexicon, self.lexicon.words, _LETTERS.findall(lower)
        printed = _LETTERS.findall(word)
        yield _DIGIT, any(map(str.isnumeric, word))
        yield _SCALE, "000" in word
        yield _MONTH, any(map(lexicon.is_month, (*printed, *(f"{run}." for run in printed))))
        yield _NUMERAL, not self._numerals.isdisjoint(letters)
        yield _NUMBER_WORD, not words.numbers.isdisjoint(letters)
        yield _NOW, not ranges.NOW.isdisjoint(letters)
        yield _ONE, not ranges.ONES.isdisjoint(letters)
        yield _ON, not hedging.GOES_ON.isdisjoint(letters)
        yield _UNIT, any(map(lexicon.is_unit, letters))
        yield _HEDGE, any(run in self._hedges for run in ("", *_RUNS.findall(lower)))
        yield _DENIAL, any(run in self._denials for run in _WORDS.findall(lower))
        whole = hedging.LETTERS.findall(lower)
        yield _NEGATION, any(not words.negations.isdisjoint(_pieces(one)) for one in whole)
        yield _DENIER, not words.deniers.isdisjoint(whole)
        for bit, parts in self._parts:
            yield bit, any(part in lower for part in parts)


def _pieces(word: str) -> set[str]:
    """The parts of a word between its hyphens and apostrophes, alone and together.

    A phrase that denies nothing is taken out of a text before denials are looked for, and what is
    left of a word begins or ends at one of them.
    """
    parts = _JOINTS.split(word)
    size = range(len(parts) + 1)
    return {"".join(parts[start:end]) for start in size for end in size if start < end}


def _by_rarest(phrases: Iterable[str], common: Set[str]) -> Mapping[str, tuple[str, ...]]:
    """Phrases by one word of each: the one in the fewest of them; "" for those without a word."""
    runs = {phrase: _WORDS.findall(phrase) for phrase in phrases}
    count = Counter(run for found in runs.values() for run in set(found))
    by_word: dict[str, list[str]] = defaultdict(list)
    for phrase, found in sorted(runs.items()):
        ranked = sorted(found, key=lambda run: (run in common, count[run], -len(run), run))
        by_word[ranked[0] if ranked else ""].append(phrase)
    return {word: tuple(listed) for word, listed in by_word.items()}


def _is_bracketed(view: View) -> bool:
    sign = view.behind[:8].lstrip()[:1]
    return sign != "" and sign in "([?"


@cache
def gate_of(tag: str) -> Gate:
    """The gate of a language that has word tables."""
    lexicon = lexicon_of(tag)
    if lexicon is None:
        raise ValueError(f"{tag} has no word tables")
    return Gate(lexicon)
