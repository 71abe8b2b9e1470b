"""Which rules of a language fit a phrase, and where in it their slots are.

Most phrases fit few rules, and most look like one before them: “€3.5 million”, “€4.1 million”. So
a rule is tried only where a phrase has what its form needs, and once for all phrases of one shape.
Both are taken from the forms and patterns themselves.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pincite.grammar.rules import ANYTHING, Needs, NotUnderstood, Rule, Slot

REMEMBERED = 2**12  # shapes of one group of rules; phrases of a kind have some dozens
LONGEST = 40  # letters of a word whose parts are looked up one by one
_DIGITS, _ANY = "0123456789", "0"
_HAS_DIGITS = frozenset(_DIGITS)
_ROUGH = str.maketrans(_DIGITS, _ANY * len(_DIGITS))
_COUNTED = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
_TELLING = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]|\\.|[0-9]")
_OF_DIGITS = re.compile(r"[\[\]{}0-9,?|-]+")  # a pattern that fits nothing without a digit
_RUN, _SIGN = re.compile(r"[^\W\d_]+"), re.compile(r"[^\w\s]")


class Fit(NamedTuple):
    """A rule that fits a phrase, and its slots: name with its number, start and end.

    It `may_read` the phrase, unless one of its texts without digits is not understood.
    """

    number: int
    rule: Rule
    slots: tuple[tuple[str, int, int], ...]
    may_read: bool

    def texts(self, phrase: str) -> dict[str, str]:
        """The texts of the slots by name."""
        return {name: phrase[start:end] for name, start, end in self.slots}


class Fitting:
    """The rules of a language, asked which of them fit a phrase."""

    def __init__(
        self,
        rules: Sequence[Rule],
        slots: Mapping[str, Slot],
        patterns: Mapping[str, re.Pattern[str]],
    ) -> None:
        self._rules, self._slots, self._patterns = rules, slots, patterns
        self._clues = Clues(slots)
        self._of_kind: dict[str, Group] = {}
        self._asked: dict[tuple[str, ...], dict[str, Asked]] = {}

    def fits(self, kinds: tuple[str, ...], phrase: str) -> Sequence[Fit]:
        """The rules of some kinds that fit a whole phrase, in their order."""
        asked = self._asked.get(kinds)
        if asked is None:
            asked = self._asked[kinds] = {}
        rough = phrase.translate(_ROUGH)
        known = asked.get(rough)
        if known is None:
            if len(asked) > REMEMBERED:
                asked.clear()
            known = asked[rough] = self._ask(kinds, rough)
        found, groups = known
        return _in_order(groups, phrase) if groups else found

    def _ask(self, kinds: tuple[str, ...], rough: str) -> Asked:
        each = map(self._group, dict.fromkeys(kinds))
        groups = [group for group in each if group.could_fit(rough)]
        if any(group.tells_digits for group in groups):
            return (), groups
        return _in_order(groups, rough), ()

    def _group(self, kind: str) -> Group:
        if kind not in self._of_kind:
            rules = [(at, rule) for at, rule in enumerate(self._rules) if rule.kind == kind]
            self._of_kind[kind] = Group(rules, self._slots, self._patterns, self._clues)
        return self._of_kind[kind]


def _in_order(groups: Sequence[Group], phrase: str) -> Sequence[Fit]:
    if len(groups) == 1:
        return groups[0].fits(phrase)
    return sorted((fit for group in groups for fit in group.fits(phrase)), key=_number)


def _number(fit: Fit) -> int:
    return fit.number


def alike(patterns: Iterable[str]) -> str:
    """Ten digits: in the place of each the first one that no pattern tells apart from it.

    A pattern sees a digit only as a member of its sets, or as the digit itself.
    """
    told: set[str] = set()
    for pattern in patterns:
        told.update(_TELLING.findall(_COUNTED.sub("", pattern)))
    seen: dict[tuple[bool, ...], str] = {}
    sets = [re.compile(one) for one in sorted(told) if one[0] != "\\"]
    return "".join(
        seen.setdefault(tuple(one.match(digit) is not None for one in sets), digit)
        for digit in _DIGITS
    )


class Group:
    """The rules of one kind, with those that fit the phrases seen so far, by their shapes."""

    def __init__(
        self,
        rules: Sequence[tuple[int, Rule]],
        slots: Mapping[str, Slot],
        patterns: Mapping[str, re.Pattern[str]],
        clues: Clues,
    ) -> None:
        self._slots, self._patterns, self._clues = slots, patterns, clues
        names = {name.rstrip("2") for _, rule in rules for name in rule.slots}
        texts = (re.escape(text) for _, rule in rules for text in rule.texts)
        table = alike([*(slots[name].pattern for name in sorted(names)), *texts])
        self._shape = str.maketrans(_DIGITS, table)
        self.tells_digits = table != _ANY * len(_DIGITS)
        self._rules = [(number, rule, tuple(clues.of_needs(rule.needs))) for number, rule in rules]
        self._found: dict[str, tuple[Fit, ...]] = {}

    def fits(self, phrase: str) -> tuple[Fit, ...]:
        """The rules that fit a phrase."""
        shape = phrase.translate(self._shape)
        found = self._found.get(shape)
        if found is None:
            if len(self._found) > REMEMBERED:
                self._found.clear()
            self._found[shape] = found = tuple(self._tried(shape))
        return found

    def _tried(self, shape: str) -> Iterator[Fit]:
        for number, rule in self.could_fit(shape):
            match = self._patterns[rule.id].fullmatch(shape)
            if match is not None:
                spans = ((name, *match.span(name)) for name in match.re.groupindex)
                slots = tuple(span for span in spans if span[1] >= 0)
                may_read = all(self._may_read(name, shape[at:end]) for name, at, end in slots)
                yield Fit(number, rule, slots, may_read)

    def _may_read(self, name: str, text: str) -> bool:
        """Whether a text of a slot may be understood; its digits may be other ones."""
        slot = self._slots[name.rstrip("2")]
        if slot.pattern == ANYTHING or not _HAS_DIGITS.isdisjoint(text):
            return True
        try:
            slot.read(text)
        except NotUnderstood:
            return False
        return True

    def could_fit(self, phrase: str) -> list[tuple[int, Rule]]:
        """The rules whose forms need nothing that a phrase has not; the others do not fit it."""
        found = self._clues.in_phrase(phrase)
        could = []
        for number, rule, needs in self._rules:
            for need in needs:
                if not found & need:
                    break
            else:
                could.append((number, rule))
        return could


# The fits of a phrase with one digit for all, or the groups to ask where a digit may matter.
Asked = tuple[Sequence[Fit], Sequence[Group]]


class Clues:
    """What is in every text of a slot, as bits: a bit that a phrase lacks, its slots lack too.

    Of listed words it is a sign, or their longest run of letters; one digit is as good
    as another. A slot of another pattern is looked for.
    """

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        self._slots = slots
        self._bits: dict[str, int] = {}
        self._next = 1
        self._parts: dict[str, int] = defaultdict(int)
        self._words: dict[str, int] = {}
        self._phrases: dict[str, int] = {}
        self._chars: dict[str, int] = defaultdict(int)
        self._always = self._common = 0
        self._searched: list[tuple[int, Callable[[str], re.Match[str] | None]]] = []

    def of_needs(self, needs: Needs) -> list[int]:
        """Sets of bits; a phrase that fits has at least one of each."""
        found = [[bits for part in parts for bits in self._of_part(part)] for parts in needs]
        if len(found) == 1:
            return sorted(found[0], key=self._says_less)
        if not all(found):
            return []
        united = 0
        for sets in found:
            united |= min(sets, key=self._says_less)
        return [united]

    def _says_less(self, bits: int) -> tuple[bool, int]:
        return bits & self._common != 0, bits.bit_count()

    def _of_part(self, part: str | Needs) -> list[int]:
        if not isinstance(part, str):
            return self.of_needs(part)
        if part not in self._bits:
            self._bits[part], self._next = self._next, self._next * 2
            self._words.clear()
            self._phrases.clear()
            if part[0] == "<":
                self._add_slot(self._slots[part[1:-1]], self._bits[part])
            else:
                self._add(part, self._bits[part])
        bit = self._bits[part]
        return [] if bit & self._always else [bit]

    def _add_slot(self, slot: Slot, bit: int) -> None:
        if slot.is_listed:
            for text in slot.vocabulary or ():
                self._add(text, bit)
        elif _OF_DIGITS.fullmatch(slot.pattern):
            self._chars[_ANY] |= bit
            self._common |= bit
        elif slot.pattern == ANYTHING or alike([slot.pattern]) != _ANY * len(_DIGITS):
            self._always |= bit
        else:
            self._searched.append((bit, re.compile(slot.pattern).search))
            self._common |= bit

    def _add(self, text: str, bit: int) -> None:
        lower = text.lower().translate(_ROUGH)
        run, signs = max(_RUN.findall(lower), key=len, default=""), _SIGN.findall(lower)
        if run and (len(run) > 2 or not signs):
            self._parts[run] |= bit
        elif signs or lower.strip():
            self._chars[signs[0] if signs else lower.strip()[0]] |= bit
        else:
            self._always |= bit

    def in_phrase(self, phrase: str) -> int:
        """The bits of what a phrase may have."""
        rough = phrase.translate(_ROUGH)
        known = self._phrases.get(rough)
        if known is not None:
            return known
        found, lower = self._always, rough.lower()
        for word in _RUN.findall(lower):
            bits = self._words.get(word)
            found |= self._of_word(word) if bits is None else bits
        for char in {*lower}:
            found |= self._chars.get(char, 0)
        for bit, search in self._searched:
            if search(rough) is not None:
                found |= bit
        if len(self._phrases) > REMEMBERED:
            self._phrases.clear()
        self._phrases[rough] = found
        return found

    def _of_word(self, word: str) -> int:
        if len(self._words) > REMEMBERED:
            self._words.clear()
        size, bits = len(word), 0
        if size > LONGEST:
            parts = {part for part in self._parts if part in word}
        else:
            parts = {word[at:end] for at in range(size) for end in range(at + 1, size + 1)}
        for part in parts:
            bits |= self._parts.get(part, 0)
        self._words[word] = bits
        return bits
