"""Numbers, dates and names that a text mentions: what citations and notes have to cover.

Finds too much rather than too little. Names are capitalised words that begin no sentence,
acronyms, and the phrases that the caller knows as names. Scripts without capitals yield names
only by known phrases.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pincite.text.spans import Span, find_all, merge, sentences

_NUMBER_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve dozen twenty thirty forty fifty"
    " sixty seventy eighty ninety hundred thousand million billion trillion half third quarter"
    " first second fourth fifth double twice triple"
).split()
_NUMBER = re.compile(rf"\d[\d.,:/-]*\d|\d|\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE)
_MONTHS = "|".join(name for name in calendar.month_name if name)
_DATE = re.compile(
    rf"\b(?:{_MONTHS})\b(?:\s+\d{{1,2}}(?!\d))?(?:,?\s+(?:\d{{4}}|(?:this|last|next)\s+year))?"
    r"|\b(?:this|last|next)\s+(?:year|month|quarter|decade)\b|\b\d{4}-\d{2}(?:-\d{2})?\b"
)
_CAPITALISED = re.compile(r"\b[A-Z][\w&’'-]*")


@dataclass(frozen=True, order=True)
class Mention:
    """One mention: where it stands, its kind (number, date or name) and its text."""

    span: Span
    kind: str
    text: str


def find_phrases(text: str, phrases: Iterable[str]) -> list[str]:
    """The phrases that occur in a text as whole words, in upper or lower case."""
    return [
        phrase
        for phrase in sorted(phrases)
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE)
    ]


def find_mentions(text: str, names: Iterable[str] = ()) -> list[Mention]:
    """All mentions in a text, in order; `names` are phrases known to name something."""
    dates = [Span(*match.span()) for match in _DATE.finditer(text)]
    numbers = [
        span
        for span in (Span(*match.span()) for match in _NUMBER.finditer(text))
        if not any(date.holds(span) for date in dates)
    ]
    found = [Mention(span, "date", text[span.start : span.end]) for span in dates]
    found += [Mention(span, "number", text[span.start : span.end]) for span in numbers]
    for span in _name_spans(text, names):
        if not any(date.overlaps(span) for date in dates):
            found.append(Mention(span, "name", text[span.start : span.end]))
    return sorted(found)


def _name_spans(text: str, names: Iterable[str]) -> list[Span]:
    openings = {_first_letter(text, sentence) for sentence in sentences(text)}
    spans = []
    for match in _CAPITALISED.finditer(text):
        is_acronym = sum(char.isupper() for char in match.group()) > 1
        if match.start() not in openings or is_acronym:
            spans.append(Span(*match.span()))
    for name in names:
        spans += [Span(start, start + len(name)) for start in find_all(text, name)]
    return merge(spans, gap=1)


def _first_letter(text: str, sentence: Span) -> int:
    match = re.compile(r"\w").search(text, sentence.start, sentence.end)
    return match.start() if match else sentence.start
