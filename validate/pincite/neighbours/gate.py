"""One look at the words beside a quote, which says which guards can find anything there.

Most neighbourhoods hold nothing that a guard knows, and to ask each guard costs more than all else.
Each word is looked up once in the tables and patterns of the guards, and remembered; what a guard
needs to find anything is the bits of these words. So the gate may send to a guard in vain, but
never past one that would find something (`tests/unit/test_gate.py`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from functools import cache, cached_property, reduce
from operator import or_

from pincite.grammar.words.comparing import comparing_of
from pincite.grammar.words.unreal import unreal_of
from pincite.neighbours import hedging, ranges
from pincite.neighbours.lexicon import REMEMBERED, Lexicon, lexicon_of
from pincite.neighbours.needed import END, needed
from pincite.neighbours.quoted import Quoted
from pincite.neighbours.view import View
from pincite.text.spans import FIRST

ALWAYS, NUMBER_BESIDE, HEDGED_BEHIND, RANGE, DENIED, SHARED, COMPARED, UNREAL = (
    1 << n for n in range(8)
)
EVERYTHING = 2**8 - 1

LONGEST = 64  # characters of a word; a longer one may hide where the next one is
BEFORE, BEHIND = 240, 160  # characters that guards look at
NEAR = 8  # words that numbers and their links to the quote are among

_DIGIT, _NUMERAL, _NUMBER_WORD, _MONTH, _NOW, _ONE, _UNIT, _ON, _SCALE = (1 << n for n in range(9))
_HEDGE, _NEGATION, _DENIER, _DENIAL = (1 << n for n in range(9, 13))
_FIRST_FREE = 13
_LETTERS = re.compile(r"[^\W\d_]+")
_RUNS = re.compile(r"[^\W_]+")
_MARKS = ',.;:!?()[]"“”„'
_JOINTS = re.compile(r"(['’-])")


class Bits(dict[str, int]):
    """What is known of each word of one language; a word is what blanks are around."""

    def __init__(self, look: Callable[[str], int]) -> None:
        super().__init__()
        self._look = look

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        core = word.strip(_MARKS)  # what parts words says nothing of a word
        if core != word:
            self[word] = found = self[core]
            return found
        self[word] = found = -1 if len(word) > LONGEST else self._look(word)
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
        self._parts: list[tuple[int, frozenset[str]]] = []
        behind = (patterns.difference, patterns.undone, patterns.refused)
        before = (patterns.difference_before, patterns.claimed, patterns.several)
        self._behind = [self._needs(pattern) for pattern in behind]
        self._counted = self._needs(patterns.counted)
        self._before = [self._needs(pattern) for pattern in before]
        self._unreal = [self._needs(pattern) for pattern in unreal_of(words.tag).patterns]
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
        around = far_before | far_behind
        if "?" in view.behind[:BEHIND] or any(around & bits == bits for bits in self._unreal):
            found |= UNREAL
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
            for run in _RUNS.findall(word.lower())
            for phrase in self._hedges.get(run, ())
        )

    def _may_compare(self, quoted: Quoted, before: int, behind: int) -> bool:
        return (
            any(before & needs == needs for needs in self._before)
            or any(behind & needs == needs for needs in self._behind)
            or (quoted.method == "count" and behind & self._counted == self._counted)
        )

    @cached_property
    def _runs(self) -> Mapping[str, int]:
        """The bits of runs of letters and digits that say something, in lower case."""
        lexicon, words = self.lexicon, self.lexicon.words
        months = {name.lower().rstrip(".") for name in lexicon.months}
        units = lexicon.cldr["units"] | lexicon.everywhere["units"]
        tables: tuple[tuple[int, Iterable[str]], ...] = (
            (_NUMERAL, (run for word in words.numerals for run in _LETTERS.findall(word))),
            (_NUMBER_WORD, words.numbers),
            (_MONTH, months),
            (_NOW, ranges.NOW),
            (_ONE, ranges.ONES),
            (_ON, hedging.GOES_ON),
            (_UNIT, units),
            (_HEDGE, self._hedges),
            (_DENIAL, self._denials),
            (_NEGATION, words.negations),
            (_DENIER, words.deniers),
            *((bit, map(str.strip, filter(_is_whole, parts))) for bit, parts in self._parts),
        )
        found: dict[str, int] = defaultdict(int)
        for bit, table in tables:
            for word in table:
                found[word] |= bit
        return dict(found)

    @cached_property
    def _in_runs(self) -> tuple[re.Pattern[str], Sequence[tuple[int, Sequence[str]]]]:
        """A pattern of what says something as a part of a run, and these parts by their bits."""
        parts = [(bit, [p for p in found if not _is_whole(p)]) for bit, found in self._parts]
        listed = sorted({part for _, found in parts for part in found if not part.isdigit()})
        return re.compile("|".join(map(re.escape, listed)) or "(?!)"), parts

    def _bits(self, word: str) -> int:
        """The bits of a word: of its runs, of its digits, and of a denial joined to others."""
        lower = word.lower()
        if word.isalpha() and max(word) < FIRST:
            return self._of_run(lower)
        found = 0
        for run in {*_RUNS.findall(lower), *_LETTERS.findall(lower)}:
            found |= self._of_run(run)
        if any(map(str.isnumeric, word)):
            found |= _DIGIT | (_SCALE if "000" in word else 0)
        for bit, digits in self._digits:
            if any(digit in word for digit in digits):
                found |= bit
        negations = self.lexicon.words.negations
        if any(not negations.isdisjoint(_pieces(one)) for one in hedging.LETTERS.findall(lower)):
            found |= _NEGATION
        return found

    @cached_property
    def _digits(self) -> Sequence[tuple[int, Sequence[str]]]:
        """What says something in any place of a word, by its bits."""
        found = [(bit, sorted(filter(str.isdigit, parts))) for bit, parts in self._parts]
        return [(bit, digits) for bit, digits in found if digits]

    def _of_run(self, run: str) -> int:
        found = self._runs.get(run, 0)
        pattern, by_bit = self._in_runs
        text = f"{END}{run}{END}"
        if pattern.search(text) is not None:
            for bit, parts in by_bit:
                if any(part in text for part in parts):
                    found |= bit
        return found


def _is_whole(part: str) -> bool:
    """Whether a part of a pattern is a whole word."""
    return part.startswith(END) and part.endswith(END)


def _pieces(word: str) -> set[str]:
    """The parts of a word between its hyphens and apostrophes, alone and together.

    A phrase that denies nothing is taken out of a text before denials are looked for, and what is
    left of a word begins or ends at one of them.
    """
    parts = _JOINTS.split(word)
    size = range(len(parts) + 1)
    return {"".join(parts[start:end]) for start in size for end in size if start < end}


def _by_rarest(phrases: Iterable[str], common: Set[str]) -> Mapping[str, tuple[str, ...]]:
    """Phrases by one word of each: the one in the fewest of them."""
    runs = {phrase: _RUNS.findall(phrase) for phrase in phrases}
    count = Counter(run for found in runs.values() for run in set(found))
    by_word: dict[str, list[str]] = defaultdict(list)
    for phrase, found in sorted(runs.items()):
        ranked = sorted(found, key=lambda run: (run in common, count[run], -len(run), run))
        by_word[ranked[0]].append(phrase)
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
