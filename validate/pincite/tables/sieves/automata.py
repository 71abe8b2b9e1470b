r"""Patterns as automata over bytes, for the native sieve to run over cells.

A pattern is read by Python's own parser, made into a graph of places, each with the bytes that lead
on from it, and that into an automaton whose states are sets of places (the subset construction:
Hopcroft, Motwani and Ullman, "Introduction to Automata Theory", 2.3.5). What it takes is valid for
certain, not the other way round: `\d` and `\w` are of ASCII here, while `\s` is all that Python's
is. Text is UTF-8 and known to be; ranges of characters become ranges of its bytes.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from pincite.types.pattern_cost import REPEATS, parse

MAX_PLACES = 20_000  # of a graph
MAX_STATES = 3_000  # of an automaton, each of which takes 512 bytes
DEAD, ALL = 0, 1  # the states that no text leaves: one takes nothing, the other everything
_LAST = 0x10FFFF
Range = tuple[int, int]


class TooLarge(Exception):
    """An automaton would have too many states."""


class NotRegular(Exception):
    """A pattern has a part that no automaton has here, as look-around."""


class Automaton(NamedTuple):
    """For each state the 256 next ones, and whether a text may end there; the first state."""

    rows: list[list[int]]
    accepts: list[bool]
    start: int

    @property
    def table(self) -> bytes:
        """The next states, two bytes each, in the machine's order."""
        return array("H", [state for row in self.rows for state in row]).tobytes()


def automaton_of(languages: Sequence[str], texts: Iterable[str], wrong: Iterable[str]) -> Automaton:
    """What takes texts that match all of some patterns, or are among some, and are not `wrong`.

    Raises TooLarge and NotRegular.
    """
    known = sorted(texts)
    found: Automaton | None = None
    for language in languages:
        graph = _Graph()
        other = _determinate(graph, [graph.pattern(language), *graph.texts(known)])
        found = other if found is None else _both(found, other, is_not=False)
    if found is None:
        graph = _Graph()
        found = _determinate(graph, [*graph.texts(known)])
    refused = [text for text in wrong if _takes(found, text)]
    if refused:
        graph = _Graph()
        found = _both(found, _determinate(graph, [*graph.texts(refused)]), is_not=True)
    return found


def _takes(automaton: Automaton, text: str) -> bool:
    state = automaton.start
    for byte in text.encode("utf-8", "surrogatepass"):
        state = automaton.rows[state][byte]
    return automaton.accepts[state]


class _Graph:
    """Places: `steps` are the bytes that lead on from each, `skips` what follows without a byte."""

    def __init__(self) -> None:
        self.steps: list[list[tuple[int, int, int]]] = [[]]
        self.skips: list[list[int]] = [[]]

    def place(self) -> int:
        if len(self.steps) >= MAX_PLACES:
            raise TooLarge
        self.steps.append([])
        self.skips.append([])
        return len(self.steps) - 1

    def texts(self, texts: Iterable[str]) -> Iterator[int]:
        """Some texts, as a tree from place 0; the places where they end."""
        root = self.place()
        self.skips[0].append(root)
        tree: dict[tuple[int, int], int] = {}
        for text in texts:
            at = root
            for byte in text.encode("utf-8", "surrogatepass"):
                if (at, byte) not in tree:
                    tree[at, byte] = self.place()
                    self.steps[at].append((byte, byte, tree[at, byte]))
                at = tree[at, byte]
            yield at

    def pattern(self, text: str) -> int:
        """A pattern from place 0; the place where it ends."""
        parsed = parse(text)
        if parsed.state.flags & ~_UNICODE:
            raise NotRegular
        begin = self.place()
        self.skips[0].append(begin)
        return self._sequence(list(parsed), begin, is_first=True, is_last=True)

    def _sequence(self, items: list[Any], at: int, *, is_first: bool, is_last: bool) -> int:
        for number, (kind, value) in enumerate(items):
            first, last = is_first and not number, is_last and number == len(items) - 1
            at = self._item(kind, value, at, is_first=first, is_last=last)
        return at

    def _item(self, kind: Any, value: Any, at: int, *, is_first: bool, is_last: bool) -> int:
        if kind is op.AT:
            begins = value in (op.AT_BEGINNING, op.AT_BEGINNING_STRING)
            ends = value in (op.AT_END, op.AT_END_STRING)
            if (begins and is_first) or (ends and is_last):
                return at  # a whole match begins and ends there anyway
            raise NotRegular
        if kind is op.BRANCH:
            end = self.place()
            for branch in value[1]:
                found = self._sequence(list(branch), at, is_first=is_first, is_last=is_last)
                self.skips[found].append(end)
            return end
        if kind is op.SUBPATTERN and not value[1] and not value[2]:
            return self._sequence(list(value[3]), at, is_first=is_first, is_last=is_last)
        if kind in REPEATS:
            least, most, body = value
            return self._repeat(least, most, body, at)
        return self._characters(_ranges(kind, value), at)

    def _repeat(self, least: int, most: Any, body: Any, at: int) -> int:
        items = list(body)
        for _ in range(least):
            at = self._sequence(items, at, is_first=False, is_last=False)
        if most is op.MAXREPEAT:
            loop = self.place()
            self.skips[at].append(loop)
            if len(items) == 1 and items[0][0] in _SETS and self._bytes_of(items[0], loop):
                return loop
            end = self._sequence(items, loop, is_first=False, is_last=False)
            self.skips[end].append(loop)
            return loop
        end = self.place()
        for _ in range(most - least):
            self.skips[at].append(end)
            at = self._sequence(items, at, is_first=False, is_last=False)
        self.skips[at].append(end)
        return end

    def _bytes_of(self, item: Any, loop: int) -> bool:
        """Whether a loop over characters is one over bytes, since all beyond ASCII belong to it."""
        ranges = _ranges(*item)
        if not ranges or ranges[-1][1] != _LAST or ranges[-1][0] > 0x80:
            return False
        self.steps[loop] += [(low, min(high, 0xFF), loop) for low, high in ranges]
        return True

    def _characters(self, ranges: Sequence[Range], at: int) -> int:
        end = self.place()
        for low, high in ranges:
            for sequence in _utf_8_ranges(low, high):
                before = at
                for first, last in sequence[:-1]:
                    behind = self.place()
                    self.steps[before].append((first, last, behind))
                    before = behind
                self.steps[before].append((*sequence[-1], end))
        return end


_UNICODE = 32
_SETS = (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN)
_BLANKS: tuple[Range, ...] = (
    *((0x09, 0x0D), (0x1C, 0x20), (0x85, 0x85), (0xA0, 0xA0), (0x1680, 0x1680)),
    *((0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F), (0x205F, 0x205F), (0x3000, 0x3000)),
)  # what Python takes for a blank
_DIGITS: tuple[Range, ...] = ((0x30, 0x39),)
_WORD: tuple[Range, ...] = ((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A))


def _ranges(kind: Any, value: Any) -> tuple[Range, ...]:
    """The characters that an item takes, some of them where the pattern's are more."""
    if kind is op.LITERAL:
        return ((value, value),)
    if kind is op.NOT_LITERAL:
        return _others([(value, value)])
    if kind is op.ANY:
        return _others([(10, 10)])
    if kind is not op.IN:
        raise NotRegular
    is_negated = value[0][0] is op.NEGATE
    found: list[Range] = []
    for part, given in value[is_negated:]:
        if part is op.LITERAL:
            found.append((given, given))
        elif part is op.RANGE:
            found.append((given[0], given[1]))
        elif part is op.CATEGORY and given in _EXACT:
            found += _EXACT[given]
        elif part is op.CATEGORY and given in _SOME and not is_negated:
            found += _SOME[given]
        else:
            raise NotRegular
    return _others(found) if is_negated else _joined(found)


def _joined(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Ranges in their order, those that touch as one."""
    found: list[Range] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def _others(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """All characters that are in none of some ranges."""
    found, at = [], 0
    for low, high in _joined(ranges):
        if at < low:
            found.append((at, low - 1))
        at = high + 1
    return (*found, (at, _LAST)) if at <= _LAST else tuple(found)


_EXACT = {op.CATEGORY_SPACE: _BLANKS, op.CATEGORY_NOT_SPACE: _others(_BLANKS)}
_SOME = {
    op.CATEGORY_DIGIT: _DIGITS,
    op.CATEGORY_WORD: _WORD,
    op.CATEGORY_NOT_DIGIT: ((0, 0x2F), (0x3A, 0x7F)),
    op.CATEGORY_NOT_WORD: ((0, 0x2F), (0x3A, 0x40), (0x5B, 0x5E), (0x60, 0x60), (0x7B, 0x7F)),
}
_LASTS = (0x7F, 0x7FF, 0xFFFF, _LAST)  # characters that one to four bytes are enough for


@lru_cache(maxsize=1000)
def _utf_8_ranges(low: int, high: int) -> tuple[tuple[Range, ...], ...]:
    """Sequences of ranges of bytes that are the UTF-8 of a range of characters."""
    size = next(size for size, last in enumerate(_LASTS, 1) if low <= last)
    if high > _LASTS[size - 1]:
        last = _LASTS[size - 1]
        return _utf_8_ranges(low, last) + _utf_8_ranges(last + 1, high)
    if low <= 0xD7FF < high:  # surrogates have no UTF-8
        return _utf_8_ranges(low, 0xD7FF) + _utf_8_ranges(0xD800, high)
    if 0xD800 <= low <= 0xDFFF:
        return _utf_8_ranges(0xE000, high) if high >= 0xE000 else ()
    for step in range(1, size):  # the bytes behind the first that differs must be a whole range
        mask = (1 << (6 * step)) - 1
        if low >> (6 * step) != high >> (6 * step):
            if low & mask:
                return _utf_8_ranges(low, low | mask) + _utf_8_ranges((low | mask) + 1, high)
            if high & mask != mask:
                begin = high & ~mask
                return _utf_8_ranges(low, begin - 1) + _utf_8_ranges(begin, high)
    pairs = zip(chr(low).encode(), chr(high).encode(), strict=True)
    return (tuple(pairs),)


def _determinate(graph: _Graph, ends: Sequence[int]) -> Automaton:
    """The automaton of a graph from place 0, which takes what leads to one of its ends."""
    wanted = frozenset(ends)
    closure = _closures(graph, wanted)
    numbers: dict[frozenset[int], int] = {frozenset(): 0}
    sets: list[frozenset[int]] = [frozenset()]

    def number(places: frozenset[int]) -> int:
        if places not in numbers:
            if len(sets) >= MAX_STATES:
                raise TooLarge
            numbers[places] = len(sets)
            sets.append(places)
        return numbers[places]

    start = number(closure(0))
    rows: list[list[int]] = [[0] * 256]
    while len(rows) < len(sets):
        row = [0] * 256
        for low, high, targets in _parts(graph, sets[len(rows)]):
            places = closure(targets[0]).union(*map(closure, targets[1:]))
            row[low : high + 1] = [number(places)] * (high + 1 - low)
        rows.append(row)
    accepts = [not wanted.isdisjoint(places) for places in sets]
    return _with_all(Automaton(rows, accepts, start))


def _closures(graph: _Graph, wanted: frozenset[int]) -> Callable[[int], frozenset[int]]:
    """A function that gives the places reached from one without a byte, those that matter."""
    reached: dict[int, frozenset[int]] = {}

    def closure(place: int) -> frozenset[int]:
        found = reached.get(place)
        if found is None:
            seen, left = {place}, [place]
            while left:
                new = set(graph.skips[left.pop()]) - seen
                seen |= new
                left += new
            found = frozenset(p for p in seen if graph.steps[p] or p in wanted)
            reached[place] = found
        return found

    return closure


def _parts(graph: _Graph, places: frozenset[int]) -> Iterator[tuple[int, int, list[int]]]:
    """The ranges of bytes that lead on from some places, none twice, and where to."""
    steps = [step for place in places for step in graph.steps[place]]
    if len(steps) == 1:
        yield steps[0][0], steps[0][1], [steps[0][2]]
        return
    borders = sorted({low for low, _, _ in steps} | {high + 1 for _, high, _ in steps})
    for low, behind in pairwise(borders):
        targets = [target for first, last, target in steps if first <= low and behind - 1 <= last]
        if targets:
            yield low, behind - 1, targets


def _with_all(found: Automaton) -> Automaton:
    """The same automaton, with state ALL for those from which every text is taken."""
    endless = {
        state
        for state, (row, accepts) in enumerate(zip(found.rows, found.accepts, strict=True))
        if accepts and set(row) == {state}
    }
    while True:
        more = {
            state
            for state, (row, accepts) in enumerate(zip(found.rows, found.accepts, strict=True))
            if accepts
            and state not in endless
            and endless.issuperset(set(row) - {state})
            and endless & set(row)
        }
        if not more:
            break
        endless |= more
    place = {DEAD: DEAD} | dict.fromkeys(endless, ALL)
    kept = [state for state in range(1, len(found.rows)) if state not in endless]
    place |= {state: number for number, state in enumerate(kept, 2)}
    rows = [[0] * 256, [ALL] * 256]
    rows += [[place[state] for state in found.rows[old]] for old in kept]
    accepts = [False, True, *(found.accepts[old] for old in kept)]
    return Automaton(rows, accepts, place[found.start])


def _both(one: Automaton, other: Automaton, *, is_not: bool) -> Automaton:
    """What takes the texts that both take, or, with `is_not`, the one and not the other."""
    numbers: dict[tuple[int, int], int] = {(0, 0): 0}
    pairs = [(0, 0)]
    rows: list[list[int]] = [[0] * 256]

    def number(first: int, second: int) -> int:
        pair = (first, second) if first != DEAD and (is_not or second != DEAD) else (0, 0)
        if pair not in numbers:
            if len(pairs) >= MAX_STATES:
                raise TooLarge
            numbers[pair] = len(pairs)
            pairs.append(pair)
        return numbers[pair]

    start = number(one.start, other.start)
    while len(rows) < len(pairs):
        first, second = pairs[len(rows)]
        rows.append([*map(number, one.rows[first], other.rows[second])])
    accepts = [one.accepts[a] and other.accepts[b] != is_not for a, b in pairs]
    accepts[0] = False
    return _with_all(Automaton(rows, accepts, start))
