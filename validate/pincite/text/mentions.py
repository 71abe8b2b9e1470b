"""Numbers, dates and names that a text mentions: what citations and notes have to cover.

Finds too much rather than too little. What numbers and dates look like without digits is the
language's own. Names are capitalised words that begin no sentence, acronyms, and the phrases that
the caller knows as names. Scripts without capitals yield names only by known phrases.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pincite.text.spans import Span, find_all, is_unspaced, merge, sentences

_DIGITS = re.compile(r"\d[\d.,:/-]*\d|\d")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-ÞŒ](?:[\w&-]|[’'](?!s\b))*")  # the name of "ERM’s" is ERM


@dataclass(frozen=True)
class Signs:
    """What a language writes numbers and dates with, beside digits.

    In some languages names alone have capitals; in German every noun has one.
    """

    numbers: re.Pattern[str] = re.compile(r"(?!)")
    dates: re.Pattern[str] = re.compile(r"\b\d{4}-\d{2}(?:-\d{2})?\b")
    names_have_capitals: bool = True


ANY_LANGUAGE = Signs()


@dataclass(frozen=True, order=True)
class Mention:
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
    text: str, names: Iterable[str] = (), signs: Signs = ANY_LANGUAGE
) -> list[Mention]:
    """All mentions in a text, in order; `names` are phrases known to name something."""
    dates = [Span(*match.span()) for match in signs.dates.finditer(text)]
    ends = [date.end for date in dates]  # ascending
    numbers = [
        span
        for pattern in (_DIGITS, signs.numbers)
        for span in (Span(*match.span()) for match in pattern.finditer(text))
        if not any(date.holds(span) for date in _from(dates, bisect_left(ends, span.end)))
    ]
    found = [Mention(span, "date", text[span.start : span.end]) for span in dates]
    found += [Mention(span, "number", text[span.start : span.end]) for span in numbers]
    for span in _name_spans(text, names, signs):
        if not any(date.overlaps(span) for date in _from(dates, bisect_right(ends, span.start))):
            found.append(Mention(span, "name", text[span.start : span.end]))
    return sorted(found)


def _from(dates: list[Span], at: int) -> list[Span]:
    """The first date that ends behind something: no other may hold or touch it."""
    return dates[at : at + 1]


def _name_spans(text: str, names: Iterable[str], signs: Signs) -> list[Span]:
    openings = {_first_letter(text, sentence) for sentence in sentences(text)}
    spans = []
    for match in _CAPITALISED.finditer(text):
        rest = match[0][1:]
        is_acronym = not rest.islower() and any(map(str.isupper, rest))
        if is_acronym or (signs.names_have_capitals and match.start() not in openings):
            spans.append(Span(*match.span()))
    for name in names:
        spans += [Span(start, start + len(name)) for start in find_all(text, name)]
    return merge(spans, gap=1)


def _first_letter(text: str, sentence: Span) -> int:
    match = re.compile(r"\w").search(text, sentence.start, sentence.end)
    return match.start() if match else sentence.start
