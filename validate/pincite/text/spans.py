"""Spans of code points, half-open, and the units of text; scripts without blanks between words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_WIDE = "\u3000-\u303f\uff00-\uff65\uffa0-\uffef"  # punctuation and digits of full width
_LETTER = re.compile(f"[{_UNSPACED}]")
_ALONE = re.compile(f"[{_UNSPACED}{_WIDE}]")
_WORD = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|[^\W{_UNSPACED}]+")
_STEP = re.compile(rf"\s*(?:[{_UNSPACED}{_WIDE}]|[^\s{_UNSPACED}{_WIDE}]*)")
FIRST = "\u0e00"  # no character before it is of such a script
CHARACTERS_A_WORD = 2


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script without blanks between words."""
    return char >= FIRST and _LETTER.match(char) is not None


def stands_alone(char: str) -> bool:
    """Whether a character is its own step: one of such a script, or one of full width."""
    return char >= FIRST and _ALONE.match(char) is not None


def first_step(text: str) -> str:
    """The blanks and the word that a text begins with."""
    match = _STEP.match(text)
    return "" if match is None else match[0]


def count_words(text: str) -> int:
    """Number of words: runs of letters, digits and underscores (a hyphen parts two words).

    In scripts without blanks every two characters count as one word, rounded up.
    """
    if text.isascii():
        return len(WORD.findall(text))
    return sum(
        -(-len(match[0]) // CHARACTERS_A_WORD) if match["unspaced"] else 1
        for match in _WORD.finditer(text)
    )


_PIECE = re.compile(rf"[{_UNSPACED}]{{1,{CHARACTERS_A_WORD}}}|[^\W{_UNSPACED}]+")
MOST_LOOKED_AT = 500  # code points on each side of a span


WORD = re.compile(r"\w+")
_LINE = re.compile(r"[^\n\r]+")
# Both begin with one set, so that a search goes from sign to sign.
SENTENCE_END = re.compile(
    r"[.!?。！？](?:(?<=[.!?])[\"'”’“»)]*\s+(?=[\"'“‘„«(]?[^\Wa-zß-öø-ÿ_])"
    r"|(?<=[。！？])[。！？]*[」』”’）]*\s*)"
)
ABBREVIATION = re.compile(
    r"\b(?:etc|e\.g|i\.e|vs|approx|Co|Ltd|Inc|Corp|No|Mr|Mrs|Ms|Dr|St"
    r"|z\.\s?B|d\.\s?h|bzw|usw|ca|Mio|Mrd|Bio|Nr|Prof)\.$"
)
LONGEST_ABBREVIATION = 7  # code points with its full stop
GERMAN_DAY = re.compile(r"\d{1,2}\.\s+(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)")


class Span(NamedTuple):
    """Code points from `start` up to, not including, `end`."""

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other span lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a code point."""
        return self.start < other.end and other.start < self.end


def find_all(text: str, phrase: str) -> list[int]:
    """Offsets of all occurrences of a non-empty phrase, overlapping ones too."""
    found, start = [], text.find(phrase)
    while start >= 0:
        found.append(start)
        start = text.find(phrase, start + 1)
    return found


def merge(spans: Iterable[Span], gap: int = 0) -> list[Span]:
    """The union of spans in order, joined where at most `gap` code points part them."""
    merged: list[Span] = []
    start = end = 0
    for span in sorted(spans):
        if not merged or span[0] - end > gap:
            start, end = span
            merged.append(span)
        elif span[1] > end:
            end = span[1]
            merged[-1] = Span(start, end)
    return merged


def paragraphs(text: str) -> list[Span]:
    """The lines of a text that hold a word, without their line ends."""
    return [
        Span(*match.span()) for match in _LINE.finditer(text) if WORD.search(text, *match.span())
    ]


def around(text: str, span: Span, most: int) -> str:
    """A span with the words beside it in its line, at most `most` in all, half on each side."""
    half, low, high = most // 2, span.start - MOST_LOOKED_AT, span.end + MOST_LOOKED_AT
    before = re.split(r"[\n\r]", text[max(low, 0) : span.start])[-1]
    behind = re.split(r"[\n\r]", text[span.end : high])[0]
    words = [match.start() for match in _PIECE.finditer(before)]
    start = words[-half] if len(words) > half else 0
    words = [match.end() for match in _PIECE.finditer(behind)]
    end = words[half - 1] if len(words) > half else len(behind)
    shown = f"{before[start:]}{text[span.start : span.end]}{behind[:end]}".strip()
    return f"{'...' if start else ''}{shown}{'...' if end < len(behind) else ''}"


def sentences(text: str) -> list[Span]:
    """The sentences of a text; a paragraph's end ends one, an abbreviation such as `etc.` does not.

    A sentence that does end in an abbreviation is joined with the next one.
    """
    return [*_cut(text)]


@lru_cache(maxsize=1)  # one text is cut by one check after the other
def _cut(text: str) -> Sequence[Span]:
    found = []
    for paragraph in paragraphs(text):
        start = paragraph.start
        for match in SENTENCE_END.finditer(text, paragraph.start, paragraph.end):
            if not _goes_on(text, start, match.start()):
                found.append(Span(start, match.start() + len(match[0].rstrip())))
                start = match.end()
        if start < paragraph.end:
            found.append(Span(start, paragraph.end))
    return found


def sentence_of(text: str, span: Span) -> Span | None:
    """The sentence that holds a span, None where none does; only the span's line is looked at."""
    start = 1 + max(text.rfind(sign, 0, span.start) for sign in "\n\r")
    ends = [at for sign in "\n\r" if (at := text.find(sign, span.start)) >= 0]
    for found in sentences(text[start : min(ends, default=len(text))]):
        if start + found.start <= span.start and span.end <= start + found.end:
            return Span(start + found.start, start + found.end)
    return None


def _goes_on(text: str, start: int, stop: int) -> bool:
    """Whether the full stop at an offset ends no sentence: an abbreviation, or "4. März"."""
    if text[stop] != ".":
        return False
    if ABBREVIATION.search(text, max(start, stop + 1 - LONGEST_ABBREVIATION), stop + 1):
        return True
    near = text[max(start, stop - 3) : stop]
    digits = len(near) - len(near.rstrip("0123456789"))
    return 0 < digits <= 2 and GERMAN_DAY.match(text, stop - digits) is not None


def place_in(spans: Sequence[Span], span: Span) -> Span | None:
    """The one of ascending spans that holds a span, such as its sentence; None where none does."""
    at = bisect_left(spans, (span.start + 1, 0)) - 1  # the last one that begins there or before
    return spans[at] if at >= 0 and spans[at].holds(span) else None


def words_at(text: str, phrase: str) -> list[Span]:
    """The places of a phrase as whole words; of scripts without blanks, all its places."""
    found = []
    for at in find_all(text, phrase) if phrase else ():
        end = at + len(phrase)
        if not (_glued(text[at - 1 : at], phrase[0]) or _glued(phrase[-1], text[end : end + 1])):
            found.append(Span(at, end))
    return found


def _glued(one: str, two: str) -> bool:
    alone = any(map(stands_alone, filter(None, (one, two))))
    return one.isalnum() and two.isalnum() and not alone


class SpanIndex:
    """Spans in order, asked for those that overlap another."""

    def __init__(self, spans: Iterable[Span]):
        self.spans = sorted(spans)
        self._longest = max((span.end - span.start for span in self.spans), default=0)

    def over(self, span: Span) -> list[Span]:
        """The spans that share a code point with this one, in order."""
        first = bisect_left(self.spans, (span.start - self._longest, 0))
        last = bisect_left(self.spans, (span.end, 0))
        return [other for other in self.spans[first:last] if other.overlaps(span)]
