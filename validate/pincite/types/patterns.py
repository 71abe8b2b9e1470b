r"""Patterns: regular expressions that are matched as a whole, in bounded time.

Source of the rule: Table Schema 2.0, "pattern": XML Schema syntax. Python's `re` reads it, with
`\i` and `\c` written out. A pattern on which backtracking could explode is matched by RE2, whose
time is linear; one that RE2 lacks (look-around, back-references) is refused where it is unsafe.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

MOST_STEPS = 10_000_000  # of backtracking, at worst, that one cell may cost
MANY = 16  # so many more repetitions at most than at least count as unbounded
MOST_OPTIONS = 8  # parts that may be there or not, each of which doubles the ways to match

_SPACES = (
    r"\t-\r\x1c-\x20\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
)
_EXACT = {
    op.CATEGORY_DIGIT: r"\p{Nd}",
    op.CATEGORY_NOT_DIGIT: r"\P{Nd}",
    op.CATEGORY_WORD: r"\p{L}\p{N}_",
    op.CATEGORY_SPACE: _SPACES,
}
_ASCII = {
    op.CATEGORY_DIGIT: "0-9",
    op.CATEGORY_WORD: "A-Za-z0-9_",
    op.CATEGORY_SPACE: r"\t-\r\x20",
}
_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)


class BadPattern(Exception):
    """A pattern that cannot be compiled, or not be matched in bounded time."""


class _NotPortable(Exception):
    """The pattern has a part that other engines lack or read otherwise."""


def compile_pattern(text: str) -> Callable[[str], bool]:
    """A function that says whether the pattern matches a whole text; raises BadPattern."""
    spelt = text.replace(r"\i", "[_:A-Za-z]").replace(r"\c", "[-._:A-Za-z0-9]")
    try:
        pattern, parsed = re.compile(spelt), _parser.parse(spelt)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadPattern(f"is no regular expression: {error}") from error
    exponent = _exponent(parsed)
    if exponent is not None and exponent < 2:
        return lambda cell: pattern.fullmatch(cell) is not None
    linear = _linear(spelt)
    if linear is not None:
        return linear
    if exponent is None:
        raise BadPattern("could take for ever to match: repeat no part that repeats itself")
    longest = int(MOST_STEPS ** (1 / exponent))
    return lambda cell: len(cell) <= longest and pattern.fullmatch(cell) is not None


def power_of(text: str) -> int | None:
    """The power of a text's length that backtracking on a pattern may cost.

    None where it could explode, and for what is no pattern.
    """
    try:
        return _exponent(_parser.parse(text))
    except (re.error, RecursionError, OverflowError):
        return None


def _linear(spelt: str) -> Callable[[str], bool] | None:
    """The pattern for RE2, or None where RE2 cannot have it."""
    portable = portable_pattern(spelt, is_exact=True)
    if portable is None:
        return None
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        compiled = re2.compile(portable, options)
    except re2.error:
        return None

    def matches(cell: str) -> bool:
        try:
            return compiled.fullmatch(cell) is not None
        except UnicodeEncodeError:  # a byte that was not of the file's encoding
            return False

    return matches


@lru_cache(maxsize=256)
def portable_pattern(text: str, *, is_exact: bool = False) -> str | None:
    r"""The pattern as RE2 and Rust's regex read it, or None where they could read it otherwise.

    Unless `is_exact`, `\d`, `\w` and `\s` are of ASCII alone, so that what it matches the pattern
    matches too, though not the reverse.
    """
    try:
        parsed = _parser.parse(text)
    except (re.error, RecursionError, OverflowError):
        return None
    if parsed.state.flags & ~re.UNICODE:
        return None
    try:
        return _sequence(_without_anchors(list(parsed)), _EXACT if is_exact else _ASCII)
    except (_NotPortable, RecursionError):
        return None


def begins_with_ink(text: str | None) -> bool:
    """Whether all that a pattern matches is known to begin with a letter, digit or ASCII sign."""
    if text is None or portable_pattern(text) is None:
        return False
    items = _without_anchors(list(_parser.parse(text)))
    while items and items[0][0] in _REPEATS and items[0][1][0] > 0:
        items = list(items[0][1][2])
    kind, value = items[0] if items else (op.ANY, None)
    parts: Any = value if kind is op.IN else [(kind, value)]
    ranges = [part if kind is op.RANGE else (part, part) for kind, part in parts]
    is_known = all(kind in (op.LITERAL, op.RANGE) for kind, _ in parts)
    return is_known and all(0x20 < first <= last < 0x7F for first, last in ranges)


def _without_anchors(items: list[Any]) -> list[Any]:
    """The items without ^ at the beginning and $ at the end, which a whole match implies."""
    if items and items[0] == (op.AT, op.AT_BEGINNING):
        items = items[1:]
    return items[:-1] if items and items[-1] == (op.AT, op.AT_END) else items


def _sequence(items: Sequence[Any], categories: Any) -> str:
    return "".join(_item(kind, value, categories) for kind, value in items)


def _item(kind: Any, value: Any, categories: Any) -> str:
    found = None
    if kind is op.LITERAL:
        found = _char(value)
    elif kind is op.NOT_LITERAL:
        found = f"[^{_char(value)}]"
    elif kind is op.ANY:
        found = r"[^\n]"
    elif kind is op.IN:
        found = _set(value, categories)
    elif kind is op.BRANCH:
        found = f"(?:{'|'.join(_sequence(branch, categories) for branch in value[1])})"
    elif kind is op.SUBPATTERN and not value[1] and not value[2]:
        found = f"(?:{_sequence(value[3], categories)})"
    elif kind in _REPEATS:
        least, most, body = value
        limit = "" if most is op.MAXREPEAT else str(most)
        found = f"(?:{_sequence(body, categories)}){{{least},{limit}}}"
    if found is None:
        raise _NotPortable
    return found


def _set(parts: Sequence[Any], categories: Any) -> str:
    is_negated = parts[0][0] is op.NEGATE
    found = []
    for kind, value in parts[1:] if is_negated else parts:
        if kind is op.LITERAL:
            found.append(_char(value))
        elif kind is op.RANGE:
            found.append(f"{_char(value[0])}-{_char(value[1])}")
        elif (
            kind is op.CATEGORY and value in categories and (not is_negated or categories is _EXACT)
        ):
            found.append(categories[value])
        else:
            raise _NotPortable
    return f"[{'^' if is_negated else ''}{''.join(found)}]"


def _char(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:
        raise _NotPortable
    return f"\\x{{{code:x}}}"


def _exponent(items: Sequence[Any]) -> int | None:
    """The power of a cell's length that matching may cost; None where it could be exponential."""
    total, options = 0, 0
    for kind, value in items:
        if kind in (*_REPEATS, op.POSSESSIVE_REPEAT):
            least, most, body = value
            inner = _exponent(body)
            if inner is None or (most > 1 and _varies(body)):
                return None
            total += inner + (most - least > MANY)
            options += 0 < most - least <= MANY
        else:
            for branch in _branches(kind, value):
                inner = _exponent(branch)
                if inner is None:
                    return None
                total += inner
            options += kind is op.BRANCH
            total += kind is op.GROUPREF
    return None if options > MOST_OPTIONS else total


def _branches(kind: Any, value: Any) -> Iterator[Sequence[Any]]:
    """The sequences that an item holds."""
    if kind is op.BRANCH:
        yield from value[1]
    elif kind is op.SUBPATTERN:
        yield value[3]
    elif kind in (op.ASSERT, op.ASSERT_NOT):
        yield value[1]
    elif kind is op.ATOMIC_GROUP:
        yield value
    elif kind is op.GROUPREF_EXISTS:
        yield from (part for part in value[1:] if part is not None)


def _varies(items: Sequence[Any]) -> bool:
    """Whether a sequence can match in more than one way."""
    for kind, value in items:
        if kind is op.BRANCH:
            return True
        if kind in (*_REPEATS, op.POSSESSIVE_REPEAT) and value[0] != value[1]:
            return True
        if kind in (*_REPEATS, op.POSSESSIVE_REPEAT) and _varies(value[2]):
            return True
        if any(_varies(branch) for branch in _branches(kind, value)):
            return True
    return False
