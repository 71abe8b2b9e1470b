r"""Patterns of Python's `re`, written so that the engines of Rust read them alike.

pydantic-core and polars use Rust's `regex`. Classes such as `\d` differ between engines, `.` and
`$` too, so all is written out. Anchors inside of groups, as in the French schema of charging
points, `(?:(?:^|,)(^[A-Z]{2}$|none))+$`, become `\A` and `\z`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from pincite.types.pattern_cost import REPEATS, parse

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
_NEGATED = {
    op.CATEGORY_NOT_WORD: op.CATEGORY_WORD,
    op.CATEGORY_NOT_SPACE: op.CATEGORY_SPACE,
}
_ANCHORS = {
    op.AT_BEGINNING: r"\A",
    op.AT_BEGINNING_STRING: r"\A",
    op.AT_END: r"\z",  # Python's matches before a last line feed too; texts of cells end at it
    op.AT_END_STRING: r"\z",
}


class _NotPortable(Exception):
    """The pattern has a part that other engines lack or read otherwise."""


@lru_cache(maxsize=256)
def portable_pattern(text: str, *, is_exact: bool = False, is_whole: bool = True) -> str | None:
    r"""The pattern as Rust's regex reads it, or None where it could read it otherwise.

    Unless `is_exact`, `\d`, `\w` and `\s` are of ASCII alone, so that what it matches the pattern
    matches too, though not the reverse. `is_whole`: it is to match a whole text, so that ^ at its
    beginning and $ at its end say nothing.
    """
    try:
        parsed = parse(text)
    except (re.error, RecursionError, OverflowError):
        return None
    if parsed.state.flags & ~re.UNICODE:
        return None
    items = _without_anchors(list(parsed)) if is_whole else list(parsed)
    try:
        return _sequence(items, _EXACT if is_exact else _ASCII)
    except (_NotPortable, RecursionError):
        return None


def first_ranges(text: str) -> list[tuple[int, int]] | None:
    """The ranges of characters that a match begins with, or None where they are not plain."""
    items = _without_anchors(list(parse(text)))
    while items and items[0][0] in REPEATS and items[0][1][0] > 0:
        items = list(items[0][1][2])
    kind, value = items[0] if items else (op.ANY, None)
    parts: Any = value if kind is op.IN else [(kind, value)]
    if not all(kind in (op.LITERAL, op.RANGE) for kind, _ in parts):
        return None
    return [part if kind is op.RANGE else (part, part) for kind, part in parts]


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
    elif kind is op.AT:
        found = _ANCHORS.get(value)
    elif kind is op.IN:
        found = _set(value, categories)
    elif kind is op.BRANCH:
        found = f"(?:{'|'.join(_sequence(branch, categories) for branch in value[1])})"
    elif kind is op.SUBPATTERN and not value[1] and not value[2]:
        found = f"(?:{_sequence(value[3], categories)})"
    elif kind in REPEATS:
        least, most, body = value
        limit = "" if most is op.MAXREPEAT else str(most)
        found = f"(?:{_sequence(body, categories)}){{{least},{limit}}}"
    if found is None:
        raise _NotPortable
    return found


def _set(parts: Sequence[Any], categories: Any) -> str:
    is_negated = parts[0][0] is op.NEGATE
    is_exact = categories is _EXACT
    found = []
    for kind, value in parts[1:] if is_negated else parts:
        if kind is op.LITERAL:
            found.append(_char(value))
        elif kind is op.RANGE:
            found.append(f"{_char(value[0])}-{_char(value[1])}")
        elif kind is op.CATEGORY and value in categories and (is_exact or not is_negated):
            found.append(categories[value])
        elif kind is op.CATEGORY and is_exact and value in _NEGATED:
            found.append(f"[^{categories[_NEGATED[value]]}]")
        else:
            raise _NotPortable
    return f"[{'^' if is_negated else ''}{''.join(found)}]"


def _char(code: int) -> str:
    if 0xD800 <= code <= 0xDFFF:
        raise _NotPortable
    return f"\\x{{{code:x}}}"
