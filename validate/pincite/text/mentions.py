"""Numbers, dates and names that a text mentions: what citations and notes have to cover.

Finds too much rather than too little. What numbers and dates look like without digits is the
language's own. Names are capitalised words that begin no sentence, acronyms, and the phrases that
the caller knows as names. Scripts without capitals yield names only by known phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pincite.text.beginnings import Beginnings
from pincite.text.spans import WORD, Span, find_all, is_unspaced, merge, sentences

_DIGITS = re.compile(r"\d(?:[\d.,:/-]*\d)?")
# It begins with its set and looks back then, so that a search goes from capital to capital.
_CAPITALISED = re.compile(  # the name of "ERM’s" is ERM
    r"[A-ZÀ-ÖØ-ÞŒ](?<!\w.)(?:[\w&-]|[’'](?!s\b))*"
)


@dataclass(frozen=True)
class Signs:
    """What a language writes numbers and dates with, beside digits.

    In some languages names alone have capitals; in German every noun has one.
    """

    numbers: re.Pattern[str] = re.compile(r"(?!)")
    dates: re.Pattern[str] = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
    names_have_capitals: bool = True

    @cached_property
    def beginnings(self) -> Beginnings:
        """Where a number in words or a date may begin."""
        return Beginnings((self.numbers, self.dates))


ANY_LANGUAGE = Signs()


class Mention(NamedTuple):
    """One mention: where it is, its kind (number, date or name) and its text."""

    span: Span
    kind: str
    text: str


def find_phrases(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that occur in a text as whole words, in upper or lower case.

    Scripts without blanks have no word ends to see: there a phrase occurs wherever it is.
    """
    return [
        phrase
        for phrase in sorted(phrases)
        if re.search(
            ("" if is_unspaced(phrase[:1]) else r"(?<!\w)")
            + re.escape(phrase)
            + ("" if is_unspaced(phrase[-1:]) else r"(?!\w)"),
            text,
            re.IGNORECASE,
        )
    ]


def find_mentions(
    text: str, names: Names | Iterable[str] = (), signs: Signs = ANY_LANGUAGE
) -> list[Mention]:
    """All mentions in a text, in order; `names` are phrases known to name something."""
    names = names if isinstance(names, Names) else Names(names)
    digits = [Span(*match.span()) for match in _DIGITS.finditer(text)]
    in_words, in_dates = signs.beginnings.in_text(text, digits)
    dates = _spans(signs.dates, text, in_dates)
    ends = [date.end for date in dates]  # ascending
    found = [Mention(span, "date", text[span.start : span.end]) for span in dates]
    for span in (*digits, *_spans(signs.numbers, text, in_words)):
        at = bisect_left(ends, span.end)  # the first date that ends behind it: no other holds it
        if at == len(dates) or dates[at].start > span.start:
            found.append(Mention(span, "number", text[span.start : span.end]))
    for span in _name_spans(text, names, signs):
        at = bisect_right(ends, span.start)
        if at == len(dates) or dates[at].start >= span.end:
            found.append(Mention(span, "name", text[span.start : span.end]))
    return sorted(found)


def _spans(pattern: re.Pattern[str], text: str, starts: Sequence[int] | None) -> list[Span]:
    """What a pattern finds in a text; `starts` are all places where it may, ascending."""
    if starts is None:
        return [Span(*match.span()) for match in pattern.finditer(text)]
    found: list[Span] = []
    end = 0
    for start in starts:
        match = pattern.match(text, start) if start >= end else None
        if match is not None:
            end = match.end()
            found.append(Span(start, end))
    return found


def _name_spans(text: str, names: Names, signs: Signs) -> list[Span]:
    openings = {_first_letter(text, sentence) for sentence in sentences(text)}
    spans = [span for span, _ in names.places_in(text)]
    for match in _CAPITALISED.finditer(text):
        is_inside = signs.names_have_capitals and match.start() not in openings
        if is_inside or _is_acronym(match[0][1:]):
            spans.append(Span(*match.span()))
    return merge(spans, gap=1)


def _is_acronym(rest: str) -> bool:
    return not rest.islower() and any(map(str.isupper, rest))


def _first_letter(text: str, sentence: Span) -> int:
    if text[sentence.start].isalnum():
        return sentence.start
    match = WORD.search(text, sentence.start, sentence.end)
    return match.start() if match else sentence.start


REMEMBERED = 2**13  # words, each with the names that begin in it
LONGEST = 64  # code points of a word whose parts are looked up one by one


class Names:
    """Names by their first word, so that a text is not searched for each of very many."""

    def __init__(self, names: Iterable[str]) -> None:
        self._wordless: list[str] = []
        self._by_word: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._in_word: dict[str, list[tuple[int, str]]] = {}
        for name in names:
            word = WORD.search(name)
            if word is None:
                self._wordless.append(name)
            else:
                self._by_word[word[0]].append((name, word.start()))
        self._lengths = sorted({len(word) for word in self._by_word})
        self._firsts = {word[0] for word in self._by_word}
        # what is left of a word from the first letter on that begins a name's first word
        piece = rf"[{''.join(sorted(self._firsts))}]\w*" if self._firsts else "(?!)"
        self._pieces = re.compile(piece).finditer

    def found_in(self, text: str) -> list[str]:
        """The names that are in a text, also as a part of its words."""
        return sorted({name for _, name in self.places_in(text)})

    def places_in(self, text: str) -> list[tuple[Span, str]]:
        """All places of the names in a text, overlapping ones too."""
        found = [
            (Span(at, at + len(name)), name)
            for name in self._wordless
            for at in (find_all(text, name) if name else ())
        ]
        for match in self._pieces(text):
            for offset, name in self._names_in(match[0]):
                at = match.start() + offset
                if at >= 0 and text.startswith(name, at):
                    found.append((Span(at, at + len(name)), name))
        return found

    def _names_in(self, word: str) -> list[tuple[int, str]]:
        """The names whose first word is in a word, each with the place where it would begin."""
        found = self._in_word.get(word)
        if found is None:
            found = [
                (at - before, name)
                for part, at in self._parts(word)
                for name, before in self._by_word[part]
            ]
            if len(self._in_word) > REMEMBERED:
                self._in_word.clear()
            if len(word) <= LONGEST:
                self._in_word[word] = found
        return found

    def _parts(self, word: str) -> Iterable[tuple[str, int]]:
        """The first words of names in a word, with their places."""
        if len(word) > LONGEST:
            return [(part, at) for part in self._by_word for at in find_all(word, part)]
        places = [at for at, char in enumerate(word) if char in self._firsts]
        parts = ((word[at : at + size], at) for at in places for size in self._lengths)
        return {found for found in parts if found[0] in self._by_word}
