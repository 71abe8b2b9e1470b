r"""Patterns: regular expressions that are matched as a whole, in bounded time.

Source of the rule: Table Schema 2.0, "pattern": XML Schema syntax. It is read as Python's `re`
reads it, with `\i` and `\c` written out. What cannot explode runs in `re`; all else in the engine
of pydantic-core, Rust's `regex`, whose time is linear in the text. Look-around and back-references,
which that engine lacks, are refused where `re` could explode on them.

For Rust a pattern is written anew: classes such as `\d` differ between engines, `.` and `$` too.
Anchors inside of groups, as in the French schema of charging points,
`(?:(?:^|,)(^[A-Z]{2}$|none))+$`, become `\A` and `\z`. polars reads the same patterns.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from re import _constants as op  # type: ignore[attr-defined]
from typing import Any

from pincite.report.expressions import lazy
from pincite.types.pattern_cost import (
    MAX_STEPS,
    REPEATS,
    Cost,
    cost_of,
    is_deterministic,
    parse,
    size_of,
)

MAX_RUST_STEPS = 200_000_000  # parts of a pattern times characters of a text, at worst


class BadPattern(Exception):
    """A pattern that cannot be compiled, or not be matched in bounded time."""


class Matcher:
    """Says whether a pattern matches a text; a text longer than `longest` is not tried.

    `test` says so of texts that are not longer.
    """

    def __init__(self, test: Callable[[str], Any], longest: int | None = None):
        self.test = test
        self.longest = longest

    def __call__(self, text: str) -> bool:
        """Whether the text matches; False for one that is too long."""
        if self.longest is not None and len(text) > self.longest:
            return False
        return bool(self.test(text))


@lru_cache(maxsize=1000)
def compile_pattern(text: str) -> Matcher:
    """A function that says whether the pattern matches a whole text; raises BadPattern."""
    spelt, classes = _spelt(text)
    pattern, parsed = _parsed(spelt)
    if classes:
        return _linear(spelt, "whole", classes) or _only_by_rust()
    if is_deterministic(parsed):
        return Matcher(pattern.fullmatch)
    cost = cost_of(parsed)
    if cost is not None and cost.power < 2:
        return Matcher(pattern.fullmatch)
    return _linear(spelt, "whole") or _by_re(pattern.fullmatch, cost, 0)


@lru_cache(maxsize=1000)
def compile_search(text: str) -> Matcher:
    """A function that says whether the pattern matches anywhere in a text; raises BadPattern.

    Looking for a match costs a power of the text's length more than a match from its beginning.
    """
    text, classes = _spelt(text)
    pattern, parsed = _parsed(text)
    if classes:
        return _linear(text, "anywhere", classes) or _only_by_rust()
    cost = cost_of(parsed)
    is_anchored = text.startswith("^") and "|" not in text
    power = None if cost is None else cost.power + (not is_anchored)
    if (power is not None and power < 2) or (is_anchored and is_deterministic(parsed)):
        return Matcher(pattern.search)
    return _linear(text, "anywhere") or _by_re(pattern.search, cost, int(not is_anchored))


_PROPERTY = lazy(r"\\([pP])\{(\^?)([A-Za-z0-9_ =-]+)\}|\\([pP])([A-Z])")
_POSIX = lazy(r"\[:\^?[a-z]+:\]")
_SUBTRACTED = lazy(r"-\[[^\[\]]*\]\]")
_NAMES = {"i": "_:A-Za-z", "c": "-._:A-Za-z0-9"}  # \i and \c of XML Schema, of ASCII
_TOKEN = lazy(r"\\[pP](?:\{[^}]*\}|[A-Z])|\\.|\[:\^?[a-z]+:\]|\(\?<(?=[A-Za-z_])|-\[|.", re.DOTALL)


def _spelt(text: str) -> tuple[str, dict[int, str]]:
    r"""A pattern as `re` reads it, and the classes that it lacks by the letters in their places.

    `\i` and `\c` of XML Schema are written out, `(?<name>` is `(?P<name>`. Classes of Unicode and
    of POSIX (`\p{L}`, `[[:alpha:]]`) become letters of the private planes, which only the text for
    Rust's engine turns back; Python would read the latter as a set of these signs.
    """
    found: list[str] = []
    classes: dict[int, str] = {}
    in_class, begun = False, 0
    free = (code for code in range(0xF0000, 0x10FFFD) if chr(code) not in text)
    for number, token in enumerate(_TOKEN.findall(text)):
        is_posix = in_class and _POSIX.fullmatch(token)
        if is_posix or _PROPERTY.fullmatch(token):
            code = next(free)
            classes[code] = token
            found.append(chr(code))
        elif token[0] == "\\" and token[1:] in _NAMES:
            found.append(_NAMES[token[1:]] if in_class else f"[{_NAMES[token[1:]]}]")
        elif token == "(?<" and not in_class:
            found.append("(?P<")
        elif token == "-[" and in_class and _SUBTRACTED.search(text):
            raise BadPattern("takes one class from another, which is not read here: write it out")
        else:
            if not in_class and token[0] == "[":
                in_class, begun = True, number + 1
            elif in_class and token == "^" and number == begun:
                begun += 1
            elif in_class and token == "]" and number > begun:
                in_class = False
            found.append(token)
    return "".join(found), classes


def python_spelling(text: str) -> str | None:
    r"""A pattern as `re` reads it; None where it has classes such as `\p{L}`, which that lacks."""
    spelt, classes = _spelt(text)
    return None if classes else spelt


def _only_by_rust() -> Matcher:
    raise BadPattern(
        "has a class such as \\p{L} that is not known, or beside look-around or a back-reference,"
        " which cannot be read together"
    )


def _parsed(text: str) -> tuple[re.Pattern[str], Any]:
    try:
        with warnings.catch_warnings():  # [[:digit:]] is a set of these signs, then "]"
            warnings.simplefilter("ignore", FutureWarning)
            return re.compile(text), parse(text)
    except (re.error, RecursionError, OverflowError) as error:
        raise BadPattern(f"is not a regular expression: {error}") from error


def _by_re(test: Callable[[str], Any], cost: Cost | None, more: int) -> Matcher:
    """A pattern that only `re` reads, on texts that are short enough for its cost."""
    if cost is None:
        raise BadPattern("could take for ever to match: repeat no part that repeats itself")
    power = max(1, cost.power + more)
    return Matcher(test, int((MAX_STEPS / cost.ways) ** (1 / power)))


def _linear(spelt: str, where: str, classes: Mapping[int, str] | None = None) -> Matcher | None:
    """The pattern in linear time, or None where the engine cannot have it.

    Raises BadPattern where it is too large: its parts are written out as often as they repeat.
    """
    portable = portable_pattern(spelt, is_whole=where == "whole", is_exact=True)
    if portable is None:
        return None
    for code, written in (classes or {}).items():
        class_ = f"[{written}]" if written[0] == "[" else written
        portable = portable.replace(_char(code), class_)
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    whole = rf"\A(?:{portable})\z" if where == "whole" else portable
    try:
        schema = core_schema.str_schema(pattern=whole, regex_engine="rust-regex")
        validator = SchemaValidator(schema)
    except SchemaError as error:
        if "size limit" in str(error) or "too big" in str(error):
            raise BadPattern("is too large: write fewer or smaller repetitions") from error
        return None
    # a lone surrogate, so a byte that was not of the file's encoding, matches nothing there
    return Matcher(validator.isinstance_python, MAX_RUST_STEPS // max(1, size_of(parse(spelt))))


@lru_cache(maxsize=256)
def begins_with_ink(text: str | None) -> bool:
    """Whether all that a pattern matches is known to begin with a letter, digit or ASCII sign."""
    ranges = None if text is None or portable_pattern(text) is None else _first_ranges(text)
    return ranges is not None and all(0x20 < first <= last < 0x7F for first, last in ranges)


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


def _first_ranges(text: str) -> list[tuple[int, int]] | None:
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
