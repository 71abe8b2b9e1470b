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

from pincite.grammar import GRAMMAR_METHODS, readable_kinds
from pincite.grammar.vocabulary import could_read, may_hold
from pincite.grammar.words.comparing import comparing_of
from pincite.grammar.words.unreal import unreal_of
from pincite.neighbours import beside, glued, hedging, ranges
from pincite.neighbours.compared import ASKS
from pincite.neighbours.lexicon import OPENERS, REMEMBERED, Lexicon, lexicon_of
from pincite.neighbours.needed import END, needed
from pincite.neighbours.quoted import Quoted
from pincite.neighbours.view import View
from pincite.text.joining import BREAK
from pincite.text.spans import FIRST

TOUCHING, BROKEN, NUMBER, RANK, ACROSS, HEDGED_BEFORE, WORD_BEHIND = (1 << n for n in range(7))
WORD_BEFORE, ADVERB, NUMBER_BESIDE, HEDGED_BEHIND, RANGE, DENIED, SHARED, COMPARED, UNREAL = (
    1 << n for n in range(7, 16)
)
WIDER = 1 << 16  # a wider phrase may be read, see `pincite.proof.guards`
EVERYTHING = 2**17 - 1

LONGEST = 64  # characters of a word; a longer one may hide where the next one is
BEFORE, BEHIND = 240, 160  # characters that guards look at
OF_TERMS = 80  # characters beside a term among which a denial of it is
NEAR = 8  # words that numbers and their links to the quote are among
MARKS = frozenset(("", ",", ".", ";"))  # what may touch the end of a quote and says nothing

_DIGIT, _NUMERAL, _NUMBER_WORD, _MONTH, _NOW, _ONE, _UNIT, _ON, _SCALE = (1 << n for n in range(9))
_HEDGE, _NEGATION, _DENIER, _DENIAL, _LINK = (1 << n for n in range(9, 14))
_NUMBERS = _DIGIT | _NUMERAL | _NUMBER_WORD | _MONTH | _NOW
_OF_HEDGES = _SCALE | _ON | _UNIT
_FIRST_FREE = 14
# Of the words directly beside a quote: bits above those of the guards that they stir
_ENDS_HEDGE, _IN_HEDGE, _PASSED, _PASSED_FOR_DATES, _NO_YEAR = (1 << n for n in range(17, 22))
_HELD = 1 << 22  # and the two above it: a phrase of these kinds may hold the word
_ROLES = (
    (hedging.ENDS_HEDGE, _ENDS_HEDGE),
    (hedging.IN_HEDGE, _IN_HEDGE),
    (hedging.PASSED, _PASSED),
    (hedging.PASSED_FOR_DATES, _PASSED_FOR_DATES),
)
_KINDS = sorted({readable_kinds(method) for method in GRAMMAR_METHODS})
_WIDEST = max(_KINDS, key=len)  # it has the kinds of all others
_HELD_FOR = {m: _HELD << _KINDS.index(readable_kinds(m)) for m in GRAMMAR_METHODS}
_LETTERS = re.compile(r"[^\W\d_]+")
_RUNS = re.compile(r"[^\W_]+")
_HELD_FOR_ALL = sum({*_HELD_FOR.values()})
_DIGIT_AT_END = re.compile(r"\d\W*$")
_MARKS = ',.;:!?()[]"“”„'
_JOINTS = re.compile(r"(['’-])")


class Bits(dict[str, int]):
    """What is known of each word of one language; a word is what blanks are around.

    Words with other marks around them are one word, but where what touches them counts too.
    """

    def __init__(self, look: Callable[[str], int], *, marks: str = _MARKS) -> None:
        super().__init__()
        self._look = look
        self._marks = marks

    def __missing__(self, word: str) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        core = word.strip(self._marks) if self._marks else word
        if core != word:
            self[word] = found = self[core]
            return found
        self[word] = found = -1 if len(word) > LONGEST else self._look(word)
        return found


class _Silence:
    """Whether words far from a quote say nothing, by bits that most words have none of.

    Words that were found to say nothing are asked for together, which is quicker than one by one.
    """

    def __init__(self, bits: Bits, mask: int) -> None:
        self._bits = bits
        self._mask = mask
        self._known: set[str] = set()

    def __call__(self, words: list[str]) -> bool:
        if self._known.issuperset(words):
            return True
        new = {*words} - self._known
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        bits, mask = self._bits, self._mask
        silent = [word for word in new if not bits[word] & mask]
        self._known.update(silent)
        return len(silent) == len(new)


class _PhrasesOf(dict[str, tuple[str, ...]]):
    """The phrases of which a word, as printed, is the rarest one."""

    def __init__(self, by_word: Mapping[str, tuple[str, ...]]) -> None:
        super().__init__()
        self._by_word = by_word

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        lower = word.lower()
        runs = {*_RUNS.findall(lower), *_LETTERS.findall(lower)}  # "annually3", of a footnote
        self[word] = found = tuple(p for run in runs for p in self._by_word.get(run, ()))
        return found


class Gate:
    """The gate of one language in a script with blanks."""

    def __init__(self, lexicon: Lexicon) -> None:
        words, patterns = lexicon.words, comparing_of(lexicon.words.tag)
        self.lexicon = lexicon
        self.bits = Bits(self._bits)
        self._run_bits = Bits(self._of_run, marks="")
        self._beside_before = Bits(self._bits_before, marks="")
        self._beside_behind = Bits(self._bits_behind, marks="")
        self._hedges = _by_rarest(
            {hedge.phrase for hedge in (*words.behind, *words.vague_behind)},
            common=words.function | words.transparent | words.links,
        )
        self._phrases = _PhrasesOf(self._hedges)
        self._denials = _by_rarest(words.denials, common=words.function)
        self._parts: list[tuple[int, frozenset[str]]] = []
        behind = (patterns.difference, patterns.undone, patterns.refused)
        before = (patterns.difference_before, patterns.claimed, patterns.several)
        self._behind = [self._needs(pattern) for pattern in behind]
        self._counted = self._needs(patterns.counted)
        self._needs_words = all((*self._behind, self._counted))
        self._before = [self._needs(pattern) for pattern in before]
        self._unreal = [self._needs(pattern) for pattern in unreal_of(words.tag).patterns]
        self._false = self._needs(hedging.FALSE_THAT)
        self._between = self._needs(ranges.BETWEEN)
        self._is_always_unreal = 0 in self._unreal  # where a pattern needs no word
        both = reduce(or_, map(self._rarest, self._unreal), 0)
        far_before = reduce(or_, map(self._rarest, (self._false, self._between)), both)
        self._says_nothing_before = _Silence(self.bits, far_before | _NEGATION | _DENIER)
        far_behind = reduce(or_, map(self._rarest, (*self._behind, self._counted)), both)
        self._says_nothing_behind = _Silence(self.bits, far_behind | _HEDGE | _DENIAL)

    def _rarest(self, needs: int) -> int:
        """Of the bits that a pattern needs, that of the words with the fewest function words."""
        function = self.lexicon.words.function
        common = [
            (sum(word.strip() in function for word in words) / max(1, len(words)), bit)
            for bit, words in self._parts
            if bit & needs
        ]
        return min(common)[1] if common else -1  # of a pattern that needs none, no word is silent

    def _needs(self, pattern: re.Pattern[str]) -> int:
        """The bits that a text must have for a pattern to fit it, one for each set of words."""
        bits = 0
        for words in needed(pattern):
            bit = 1 << (_FIRST_FREE + len(self._parts))
            self._parts.append((bit, words))
            bits |= bit
        return bits

    def stirred(self, quoted: Quoted) -> int:
        """The guards that may find something beside a quote; 0 where all is harmless."""
        view, bits, is_date = quoted.view, self.bits, quoted.is_date
        before, behind = view.before[-BEFORE:].split(" "), view.behind[:BEHIND].split(" ")
        left = [bits[word] for word in before[-NEAR:]]
        right = [bits[word] for word in behind[:NEAR]]
        near_before, near_behind = reduce(or_, left), reduce(or_, right)
        found = self._beside(quoted, before, behind)
        if (near_before | near_behind) & _NUMBERS or (not is_date and " " in view.quote):
            found |= self._numbers(quoted, left, right, behind[0])
        far_before = far_behind = 0
        if not (self._says_nothing_before(before) and self._says_nothing_behind(behind)):
            far_before, far_behind = self._all(before), self._all(behind)
            found |= self._far(quoted, far_before, far_behind, behind)
        if (near_behind & _OF_HEDGES and reduce(or_, right[:4]) & _OF_HEDGES) or _is_bracketed(
            view
        ):
            found |= HEDGED_BEHIND
        if quoted.method in ("count", "ordinal"):
            near = near_before | near_behind
            found |= RANK | (SHARED if near & (_DIGIT | _NUMERAL | _ONE) else 0)
        if not is_date and self._may_compare(quoted, near_before, far_behind):
            found |= COMPARED
        is_asked = any(sign in view.behind[:BEHIND] for sign in ASKS)
        return found | (UNREAL if is_asked or self._is_always_unreal else 0)

    def _far(self, quoted: Quoted, before: int, behind: int, words: list[str]) -> int:
        """The guards that may find something in the sentence of a quote."""
        found = RANGE if quoted.is_date and before & self._between == self._between else 0
        if behind & _HEDGE and self._is_hedged(quoted.view.behind[:BEHIND], words):
            found |= HEDGED_BEHIND
        is_denied = before & (_NEGATION | _DENIER) or behind & _DENIAL
        if is_denied or before & self._false == self._false:
            found |= DENIED
        around = before | behind
        return found | (UNREAL if any(around & bits == bits for bits in self._unreal) else 0)

    def may_deny_term(self, view: View) -> bool:
        """Whether a denial may be beside a term."""
        before, behind = view.before[-OF_TERMS:].split(" "), view.behind[:OF_TERMS].split(" ")
        return not (self._says_nothing_before(before) and self._says_nothing_behind(behind))

    def _numbers(self, quoted: Quoted, left: list[int], right: list[int], mark: str) -> int:
        """The guards that may find another number, month or end of a range near the quote."""
        near = reduce(or_, left[-6:]) | reduce(or_, right[:6])
        is_number = near & _DIGIT or (quoted.is_date and near & _MONTH)
        found = NUMBER_BESIDE if is_number else 0
        return found | (RANGE if self._may_range(quoted, left, right, mark) else 0)

    def _all(self, words: Iterable[str]) -> int:
        """The bits of several words."""
        bits = self.bits
        return reduce(or_, [bits[word] for word in words])

    def _beside(self, quoted: Quoted, before: list[str], behind: list[str]) -> int:
        """The guards that may find something in what is directly beside a quote."""
        view, is_date = quoted.view, quoted.is_date
        found = TOUCHING | WIDER if view.is_cut else 0
        found |= BROKEN if view.is_broken else 0
        found |= NUMBER if quoted.method in ("count", "quantity") else 0
        held = _HELD_FOR[quoted.method]
        touches = before[-1]
        if touches == "" and len(before) > 1:
            bits = self._beside_before[before[-2]]
            found |= bits & EVERYTHING | (WIDER if bits & held else 0)
            passed = _PASSED | (_PASSED_FOR_DATES if is_date else 0)
            at = len(before) - 2
            while bits & (_ENDS_HEDGE | passed) and at > 0:
                at -= 1
                previous = self._beside_before[before[at]]
                if bits & _ENDS_HEDGE and previous & _IN_HEDGE:
                    found |= HEDGED_BEFORE
                bits = previous if bits & passed else 0
                found |= bits & HEDGED_BEFORE
        elif touches and touches[-1] != BREAK:
            found |= TOUCHING | HEDGED_BEFORE | WIDER
        mark = behind[0]
        if mark in MARKS:
            bits = self._beside_behind[behind[1]] if len(behind) > 1 else 0
            found |= WIDER if bits & held or (mark and self._may_close(quoted, mark)) else 0
            if mark == "":
                found |= bits & EVERYTHING
                is_year = is_date and _DIGIT_AT_END.search(view.quote) is not None
                found |= WORD_BEHIND if is_year and bits & _NO_YEAR else 0
            elif mark == "." and self.lexicon.words.tag == "de":
                found |= RANK
        elif mark[0] != BREAK:
            found |= TOUCHING | WIDER
        return found

    def _may_close(self, quoted: Quoted, mark: str) -> bool:
        """Whether a phrase may end with the last word of the quote and a mark."""
        last = quoted.view.quote.rpartition(" ")[2]
        return could_read(self.lexicon.words.tag, readable_kinds(quoted.method), last + mark)

    def _may_range(self, quoted: Quoted, left: list[int], right: list[int], mark: str) -> bool:
        near_before, near_behind = reduce(or_, left), reduce(or_, right)
        near = near_before | near_behind
        if quoted.is_date:
            may = near & (_DIGIT | _MONTH) or near_behind & _NOW
        else:
            is_spelt = near & _NUMERAL or near_before & _NUMBER_WORD
            may = near & _DIGIT or is_spelt or ranges.may_be_change(quoted)
        if not may:
            return False
        if mark == "," and near_behind & _DIGIT:
            return True
        linked = reduce(or_, left[-4:]) | reduce(or_, right[:6])
        if quoted.is_date:
            linked |= self.bits[quoted.view.quote.partition(" ")[0]]
        return bool(linked & _LINK)

    def _is_hedged(self, behind: str, words: Iterable[str]) -> bool:
        """Whether a whole phrase is there, of those whose rarest word is."""
        text, of_words = behind.lower(), self._phrases
        return any(phrase in text for word in words for phrase in of_words[word])

    def _may_compare(self, quoted: Quoted, before: int, behind: int) -> bool:
        """Whether a pattern of comparing may fit; those behind need a word that says something."""
        for needs in self._before:
            if before & needs == needs:
                return True
        if behind == 0 and self._needs_words:
            return False
        if quoted.method == "count" and behind & self._counted == self._counted:
            return True
        return any(behind & needs == needs for needs in self._behind)

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
            (_LINK, ranges.range_words(words)),
            *((bit, map(str.strip, filter(_is_whole, parts))) for bit, parts in self._parts),
        )
        found: dict[str, int] = defaultdict(int)
        for bit, table in tables:
            for word in table:
                found[word] |= bit
        return dict(found)

    @cached_property
    def _in_runs(self) -> tuple[Sequence[int], Mapping[str, int]]:
        """What says something as a part of a run: its lengths, and its bits."""
        found: dict[str, int] = defaultdict(int)
        for bit, parts in self._parts:
            for part in parts:
                if not _is_whole(part) and not part.isdigit():
                    found[part] |= bit
        return sorted({*map(len, found)}), dict(found)

    def _bits(self, word: str) -> int:
        """The bits of a word: of its runs, of its digits, and of a denial joined to others."""
        lower = word.lower()
        if lower.isalpha() and max(word) < FIRST:
            return self._run_bits[lower]
        found = 0
        for run in {*_RUNS.findall(lower), *_LETTERS.findall(lower)}:
            found |= self._run_bits[run]
        if any(map(str.isnumeric, word)):
            found |= _DIGIT | (_SCALE if "000" in word else 0)
        if not ranges.JOINING.isdisjoint(word):
            found |= _LINK
        for bit, digits in self._digits:
            if any(digit in word for digit in digits):
                found |= bit
        negations = self.lexicon.words.negations
        is_joined = _JOINTS.search(lower) is not None
        if is_joined and any(
            not negations.isdisjoint(_pieces(one)) for one in hedging.LETTERS.findall(lower)
        ):
            found |= _NEGATION
        return found

    def _bits_before(self, token: str) -> int:
        """The bits of a word directly before a quote, as printed."""
        if token == "":
            return 0
        lexicon = self.lexicon
        role = hedging.role_before(lexicon, token)
        found = HEDGED_BEFORE if role & (hedging.HEDGES | hedging.ESTIMATES) else 0
        for own, bit in _ROLES:
            found |= bit if role & own else 0
        found |= ACROSS if glued.may_cross_before(token) else 0
        found |= WORD_BEFORE if beside.may_say_before(lexicon, token) else 0
        is_adverb = beside.may_be_adverb(lexicon, lexicon.tokens[token][0])
        found |= ADVERB if is_adverb or token[-1] in OPENERS else 0
        return found | self._held(token.rpartition(BREAK)[2])

    def _bits_behind(self, token: str) -> int:
        """The bits of a word directly behind a quote, as printed."""
        if token == "":
            return 0
        lexicon = self.lexicon
        found = ACROSS if glued.may_cross_behind(token) else 0
        found |= WORD_BEHIND if beside.may_say_behind(lexicon, token) else 0
        found |= 0 if beside.is_plain_behind(lexicon, token) else _NO_YEAR
        return found | self._held(token.partition(BREAK)[0])

    def _held(self, token: str) -> int:
        """The kinds of phrases that may hold a word, as bits."""
        tag = self.lexicon.words.tag
        if token and max(token) >= FIRST:
            return _HELD_FOR_ALL  # of a script without blanks each character is read by itself
        if not may_hold(tag, _WIDEST, token):
            return 0
        return sum(_HELD << at for at, kinds in enumerate(_KINDS) if may_hold(tag, kinds, token))

    @cached_property
    def _digits(self) -> Sequence[tuple[int, Sequence[str]]]:
        """What says something in any place of a word, by its bits."""
        found = [(bit, sorted(filter(str.isdigit, parts))) for bit, parts in self._parts]
        return [(bit, digits) for bit, digits in found if digits]

    def _of_run(self, run: str) -> int:
        found = self._runs.get(run, 0)
        lengths, parts = self._in_runs
        text = f"{END}{run}{END}"
        for length in lengths:
            for at in range(len(text) - length + 1):
                found |= parts.get(text[at : at + length], 0)
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
