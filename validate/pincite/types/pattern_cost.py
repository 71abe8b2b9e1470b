"""What backtracking on a pattern may cost, from its parse tree.

Two sufficient reasons that it cannot explode. A pattern is deterministic if after each character
at most one of its places can take the next one (Brüggemann-Klein and Wood, "One-unambiguous
regular languages", 1998): then there is nothing to go back to. Else the ways to match a text are
counted: options multiply, also over groups, and each unbounded repetition adds a power.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

from pincite.report.frozen import Frozen

MAX_STEPS = 10_000_000  # of backtracking, at worst, that one cell may cost
MAX_WAYS = 256  # to match one text, beside those of unbounded repetitions
MANY = 16  # so many more repetitions at most than at least count as unbounded
MAX_PLACES = 300  # of a pattern, repetitions written out, that is looked at for determinism
REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)
_ALL_REPEATS = (*REPEATS, op.POSSESSIVE_REPEAT)
_ASSERTIONS = (op.ASSERT, op.ASSERT_NOT)
_LAST = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]


class Cost(Frozen):
    """At most `ways` times the `power`-th power of a text's length."""

    power: int
    ways: int


_DEAR = Cost(1, 1)


class _NotDeterministic(Exception):
    """Two places could take the same character, or the pattern is too large to tell."""


def parse(text: str) -> Any:
    """The parse tree of Python's own parser; raises re.error, RecursionError, OverflowError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return _parser.parse(text)


def size_of(items: Sequence[Any]) -> int:
    """How many places a pattern has, its repetitions written out."""
    total = 0
    for kind, value in items:
        if kind in _ALL_REPEATS:
            least, most, body = value
            total += max(1, least, 0 if most is op.MAXREPEAT else most) * size_of(body)
        else:
            total += max(1, sum(size_of(branch) for branch in _branches(kind, value)))
    return total


def cost_of(items: Sequence[Any]) -> Cost | None:
    """The cost of a match from one place of a text; None where it could be exponential."""
    power, ways, peak = 0, 1, 0
    for kind, value in items:
        found = _repeat_cost(value) if kind in _ALL_REPEATS else _group_cost(kind, value)
        if found is None:
            return None
        if kind in _ASSERTIONS:  # looked at once wherever it is reached, never gone back into
            peak = max(peak, power + found.power)
            continue
        power += found.power
        ways *= found.ways
        if ways > MAX_WAYS:
            return None
    return Cost(max(power, peak), ways)


def _repeat_cost(value: Any) -> Cost | None:
    least, most, body = value
    inner = cost_of(body)
    if inner is None or (most > 1 and (inner.ways > 1 or inner.power)):
        return None  # a part that repeats itself, or has options, is repeated
    if most - least > MANY:
        return Cost(inner.power + 1, inner.ways)
    return Cost(inner.power, inner.ways + (most - least))


def _group_cost(kind: Any, value: Any) -> Cost | None:
    costs = [cost_of(branch) for branch in _branches(kind, value)]
    if None in costs:
        return None
    known = [cost for cost in costs if cost is not None]
    power = max((cost.power for cost in known), default=0) + (kind is op.GROUPREF)
    return Cost(power, max(1, sum(cost.ways for cost in known)))


def _branches(kind: Any, value: Any) -> Iterator[Sequence[Any]]:
    """The sequences that an item holds."""
    if kind is op.BRANCH:
        yield from value[1]
    elif kind is op.SUBPATTERN:
        yield value[3]
    elif kind in _ASSERTIONS:
        yield value[1]
    elif kind is op.ATOMIC_GROUP:
        yield value
    elif kind is op.GROUPREF_EXISTS:
        yield from (part for part in value[1:] if part is not None)


class _Part(Frozen):
    """A part of the automaton: its first and last places, and whether it may be empty."""

    first: frozenset[int]
    last: frozenset[int]
    may_be_empty: bool


_EMPTY = _Part(frozenset(), frozenset(), True)


class _Places:
    """The position automaton of a pattern (Glushkov): which place may follow which."""

    def __init__(self, flags: int):
        self.ranges: list[Ranges] = []
        self.follow: list[set[int]] = []
        self._ignores_case = bool(flags & re.IGNORECASE)

    def sequence(self, items: Sequence[Any]) -> _Part:
        """The part of a sequence of items."""
        found = _EMPTY
        for kind, value in items:
            found = self._joined(found, self._item(kind, value))
        return found

    def _joined(self, left: _Part, right: _Part) -> _Part:
        self._connect(left.last, right.first)
        return _Part(
            left.first | right.first if left.may_be_empty else left.first,
            left.last | right.last if right.may_be_empty else right.last,
            left.may_be_empty and right.may_be_empty,
        )

    def _connect(self, places: frozenset[int], following: frozenset[int]) -> None:
        """Let some places follow others; a second way to do so, as in (a+)+, is one too many."""
        for place in places:
            if self.follow[place] & following:
                raise _NotDeterministic
            self.follow[place] |= following

    def _item(self, kind: Any, value: Any) -> _Part:
        if kind in REPEATS:
            return self._repeated(*value)
        if kind is op.BRANCH:
            parts = [self.sequence(branch) for branch in value[1]]
            if sum(part.may_be_empty for part in parts) > 1:  # Python reads a|a as a(?:|)
                raise _NotDeterministic
            return _Part(
                frozenset().union(*(part.first for part in parts)),
                frozenset().union(*(part.last for part in parts)),
                any(part.may_be_empty for part in parts),
            )
        if kind is op.SUBPATTERN and not value[1] and not value[2]:
            return self.sequence(value[3])
        if kind is op.AT or (kind in _ASSERTIONS and (cost_of(value[1]) or _DEAR).power == 0):
            return _EMPTY
        ranges = _ranges_of(kind, value)
        if ranges is None or len(self.ranges) >= MAX_PLACES:
            raise _NotDeterministic
        self.ranges.append(_with_cases(ranges) if self._ignores_case else ranges)
        self.follow.append(set())
        only = frozenset([len(self.ranges) - 1])
        return _Part(only, only, False)

    def _repeated(self, least: int, most: Any, body: Sequence[Any]) -> _Part:
        """The body as often as it must be there, then a loop, or options within options."""
        found = _EMPTY
        for _ in range(least if most is not op.MAXREPEAT else max(0, least - 1)):
            found = self._joined(found, self._one(body))
        if most is op.MAXREPEAT:
            part = self._one(body)
            self._connect(part.last, part.first)
            again = part if least else part.replace(may_be_empty=True)
            return self._joined(found, again)
        options = [self._one(body) for _ in range(most - least)]
        nested = _EMPTY
        for part in reversed(options):
            nested = self._joined(part, nested).replace(may_be_empty=True)
        return self._joined(found, nested)

    def _one(self, body: Sequence[Any]) -> _Part:
        part = self.sequence(body)
        if part.may_be_empty:  # it may be there in two ways: empty, or not at all
            raise _NotDeterministic
        return part


def is_deterministic(parsed: Any) -> bool:
    """Whether a pattern never has two ways to go on; then matching it is linear in the text."""
    places = _Places(parsed.state.flags)
    try:
        whole = places.sequence(parsed)
    except (_NotDeterministic, RecursionError):
        return False
    choices = {frozenset(following) for following in places.follow} | {whole.first}
    return all(_are_apart([places.ranges[place] for place in choice]) for choice in choices)


def _are_apart(sets: Sequence[Ranges]) -> bool:
    """Whether no two of some sets of characters share one; a set's own ranges may overlap."""
    ends = sorted((first, last, at) for at, ranges in enumerate(sets) for first, last in ranges)
    until, of = -1, -1
    for first, last, at in ends:
        if first <= until and at != of:
            return False
        if last > until:
            until, of = last, at
    return True


_ASCII_SETS: Any = {
    op.CATEGORY_DIGIT: ((0x30, 0x39),),
    op.CATEGORY_WORD: ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)),
    op.CATEGORY_SPACE: ((0x09, 0x0D), (0x1C, 0x20)),
}
_NOT = {
    op.CATEGORY_NOT_DIGIT: op.CATEGORY_DIGIT,
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
}


def _ranges_of(kind: Any, value: Any) -> Ranges | None:
    """The characters that an item takes, rather too many than too few; None for other items."""
    if kind is op.LITERAL:
        return ((value, value),)
    if kind is op.NOT_LITERAL:
        return _complement(((value, value),))
    if kind is op.ANY:
        return ((0, _LAST),)
    if kind is not op.IN:
        return None
    is_negated = value[0][0] is op.NEGATE
    found: list[tuple[int, int]] = []
    for part, given in value[1:] if is_negated else value:
        if part is op.LITERAL:
            found.append((given, given))
        elif part is op.RANGE:
            found.append(given)
        elif is_negated:  # beyond ASCII it is left open what a class takes, so that [^\d] is all
            found += _ASCII_SETS.get(given, ())
        else:
            found += _category(given)
    return _complement(tuple(found)) if is_negated else tuple(found)


def _category(given: Any) -> Ranges:
    ascii_set: Ranges = _ASCII_SETS.get(given) or _complement(_ASCII_SETS[_NOT[given]])
    return (*ascii_set, (0x80, _LAST))


def _complement(ranges: Ranges) -> Ranges:
    found, begin = [], 0
    for first, last in sorted(ranges):
        if first > begin:
            found.append((begin, first - 1))
        begin = max(begin, last + 1)
    return (*found, (begin, _LAST)) if begin <= _LAST else tuple(found)


def _with_cases(ranges: Ranges) -> Ranges:
    """The ranges with the other case of ASCII letters; beyond ASCII anything may be a case."""
    found = [*ranges, (0x80, _LAST)]
    for first, last in ranges:
        for low, high, away in ((0x41, 0x5A, 32), (0x61, 0x7A, -32)):
            if max(first, low) <= min(last, high):
                found.append((max(first, low) + away, min(last, high) + away))
        if last >= 0x80:  # K, k, s and i have cases beyond ASCII
            found.append((0, 0x7F))
    return tuple(found)
