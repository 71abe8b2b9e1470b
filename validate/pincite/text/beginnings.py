r"""Where a match of a pattern may begin: a choice of words, looked for in one pass.

A pattern such as `\b(?:one|two|...)\b` tries each of its words in every place of a text. The
beginnings of what it matches are taken from the pattern itself, so they miss none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from re import _parser  # type: ignore[attr-defined] # the parts that a pattern is compiled of
from typing import Any

from pincite.text.spans import Span

MOST = 1000  # beginnings of a pattern
Chars = frozenset[str] | None  # None for any
_NUMBER = "\0"  # in the place of a digit
_FOLDED = {"ı": "i", "ſ": "s"}  # equal to a pattern that ignores case; others by their lower case
_GAP = "[^0-9a-z_à-öø-ÿ]"  # what is between words is among these
_RUN = re.compile(r"\d+")


class Beginnings:
    """Texts that every match of some patterns begins with, taken from the patterns.

    A choice of words is tried in every place of a text; one pattern of their letters, one after
    the other, goes through it for all of them.
    """

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        parsed = [list(_parser.parse(one.pattern, one.flags)) for one in patterns]
        each = [beginnings(items)[0] for items in parsed]
        self._with_digits = [_NUMBER in texts for texts in each]
        texts = set().union(*each) - {_NUMBER}
        folded = {text: fold(text) for text in texts}
        self.are_known = "" not in texts and all(len(f) == len(t) for t, f in folded.items())
        # where words begin, a search goes from gap to gap instead of from letter to letter
        is_word = all(text[0].isalnum() for text in texts - {""})
        gap = _GAP if is_word and all(map(_begins_a_word, parsed)) else ""
        self._lead = " " if gap else ""
        self._search = re.compile(gap + _choice({*folded.values()}) if texts else "(?!)").search

    def in_text(self, text: str, digits: Iterable[Span]) -> list[list[int] | None]:
        """All places where a match of each pattern may begin, ascending; None where not known.

        `digits` are spans that begin and end with a digit; all digits of the text are in them.
        """
        folded = fold(text)
        if not self.are_known or len(folded) != len(text):
            return [None] * len(self._with_digits)
        found: list[int] = []
        folded = self._lead + folded  # so that each place is that of the gap before it
        match = self._search(folded)
        while match is not None:
            found.append(match.start())
            match = self._search(folded, match.start() + 1)
        with_digits = {*found}
        for span in digits if any(self._with_digits) else ():
            with_digits.add(span.start)
            if not text[span.start : span.end].isdecimal():
                with_digits.update(match.start() for match in _RUN.finditer(text, *span))
        return [sorted(with_digits) if numbers else found for numbers in self._with_digits]


def fold(text: str) -> str:
    """A text in one case: texts that a pattern takes for the same are the same then."""
    text = text.lower()
    for char, other in _FOLDED.items():
        text = text.replace(char, other)
    return text


def _begins_a_word(items: Sequence[Any]) -> bool:
    """Whether all that the parts of a pattern match begins where a word does."""
    for operation, argument in items[:1]:
        if str(operation) == "SUBPATTERN":
            return _begins_a_word(list(argument[-1]))
        if str(operation) == "BRANCH":
            return all(_begins_a_word(list(part)) for part in argument[1])
        return str(operation) == "FAILURE" or str(argument) == "AT_BOUNDARY"
    return False


def beginnings(items: Sequence[Any], *, is_at_end: bool = False) -> tuple[set[str], bool]:
    """The beginnings of what the parts of a pattern match, and whether these are all of it.

    An empty text is among them where nothing is known. A digit is only known as a pattern's first
    character that no other is beside: where a word ends before it (`is_at_end`).
    """
    texts = {""}
    for operation, argument in items:
        name = str(operation)
        if name == "FAILURE" or (name == "ASSERT_NOT" and not argument[1]):
            return set(), True
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            is_at_end = is_at_end or str(argument) == "AT_BOUNDARY"
            continue
        more, is_whole = _of_part(name, argument, is_at_end=is_at_end and texts == {""})
        if len(texts) * len(more) > MOST:
            return texts, False
        texts = {one + other for one in texts for other in more}
        if not is_whole:
            return texts, False
    return texts, True


def _of_part(name: str, argument: Any, *, is_at_end: bool) -> tuple[set[str], bool]:
    if name in ("LITERAL", "IN"):
        items = argument if name == "IN" else [(name, argument)]
        return _of_set(items, is_at_end=is_at_end)
    if name == "SUBPATTERN":
        return beginnings(list(argument[-1]), is_at_end=is_at_end)
    if name == "BRANCH":
        found = [beginnings(list(part), is_at_end=is_at_end) for part in argument[1]]
        return set().union(*(texts for texts, _ in found)), all(whole for _, whole in found)
    if name == "MAX_REPEAT":
        least, most, part = argument
        texts, is_whole = beginnings(list(part), is_at_end=is_at_end)
        if least:
            return texts, is_whole and most == 1
        if is_whole and most == 1:
            return texts | {""}, True
    return {""}, False


def _of_set(items: Sequence[Any], *, is_at_end: bool) -> tuple[set[str], bool]:
    if len(items) == 1 and str(items[0][1]) == "CATEGORY_DIGIT":
        return {_NUMBER if is_at_end else ""}, False
    chars = _chars_of(items)
    return ({""}, False) if chars is None else ({*chars}, True)


def _choice(texts: Iterable[str]) -> str:
    """A pattern of a choice of texts, by their letters one after the other; of two the shorter."""
    rests: dict[str, list[str]] = defaultdict(list)
    for text in texts:
        rests[text[:1]].append(text[1:])
    if "" in rests:
        return ""
    parts = [re.escape(one) + _choice(rest) for one, rest in sorted(rests.items())]
    return parts[0] if len(parts) == 1 else f"(?:{'|'.join(parts)})"


def edge(pattern: str) -> tuple[Chars, Chars]:
    """The first and the last characters of what a pattern matches, but digits; None for any.

    Of what may be empty, those where it is not.
    """
    parts = list(_parser.parse(pattern))
    return _edge_of(parts, 0)[0], _edge_of(parts, -1)[0]


def may_be_empty(pattern: str) -> bool:
    """Whether a pattern may match no character."""
    return bool(_parser.parse(pattern).getwidth()[0] == 0)


def _edge_of(items: list[tuple[Any, Any]], side: int) -> tuple[Chars, bool]:
    """The characters at an end of parts of a pattern, and whether these may be of none."""
    found: frozenset[str] = frozenset()
    for operation, argument in items if side == 0 else reversed(items):
        name = str(operation)
        signs: Chars
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        if name == "LITERAL":
            signs, is_maybe = frozenset({chr(argument)}), False
        elif name == "IN":
            signs, is_maybe = _chars_of(argument, but_digits=True), False
        elif name == "BRANCH":
            parts = [_edge_of(list(part), side) for part in argument[1]]
            each = [part[0] for part in parts]
            signs = None if None in each else frozenset().union(*filter(None, each))
            is_maybe = any(part[1] for part in parts)
        elif name in ("SUBPATTERN", "ATOMIC_GROUP"):
            inner = argument[-1] if name == "SUBPATTERN" else argument
            signs, is_maybe = _edge_of(list(inner), side)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            signs, is_maybe = _edge_of(list(argument[2]), side)
            is_maybe = is_maybe or argument[0] == 0
        else:  # any character, or one that is not in a set
            return None, True
        if signs is None:
            return None, True
        found |= signs
        if not is_maybe:
            return found, False
    return found, True


def _chars_of(items: Sequence[Any], *, but_digits: bool = False) -> Chars:
    """The characters of a set, which may be told without its digits."""
    found: set[str] = set()
    for operation, argument in items:
        name = str(operation)
        if name == "LITERAL":
            found.add(chr(argument))
        elif name == "RANGE" and argument[1] - argument[0] < MOST:
            found.update(map(chr, range(argument[0], argument[1] + 1)))
        elif not (but_digits and str(argument) == "CATEGORY_DIGIT"):
            return None
    return frozenset(found)
