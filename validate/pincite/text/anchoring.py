"""Finding a quote again in another edition of its text: re-flowed, re-encoded or edited.

Exact matches first, told apart by what stands beside them and by the order of the quotes. What
matches only after normalising, or nearly, is a guess, and is said to be one.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pincite.text.spans import Span, find_all

CONTEXT = 24  # code points on each side that tell occurrences apart, where the old text is at hand
LEAST_RATIO = 0.75  # of what may be called nearly the same
SURE = ("exact", "context", "order")


@dataclass(frozen=True, order=True)
class Anchor:
    """A quote where it stood: its old start, and what stood directly before and behind it."""

    start: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Found:
    """Where an anchor stands now, and how that was found; no span where it was not.

    `exact`, `context` and `order` are sure; `normalised` and `fuzzy` are to be confirmed by hand.
    """

    how: str
    span: Span | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the very quote stands there, and no other place can be meant."""
        return self.how in SURE


def find_again(anchors: Sequence[Anchor], text: str) -> dict[Anchor, Found]:
    """Where each anchor stands in a new text."""
    unique = sorted(set(anchors))
    places = {anchor: find_all(text, anchor.quote) if anchor.quote else [] for anchor in unique}
    sure: dict[Anchor, Found] = {}
    for anchor, starts in places.items():
        fits = [start for start in starts if _fits(anchor, start, text)]
        if len(starts) == 1:
            sure[anchor] = _at("exact", anchor, starts[0])
        elif len(fits) == 1 and (anchor.prefix or anchor.suffix):
            sure[anchor] = _at("context", anchor, fits[0])
    fixed = _in_order(sure)
    result = dict(sure)
    for anchor in unique:
        if anchor not in sure:
            between = _between(anchor, fixed, places[anchor])
            if len(between) == 1:
                result[anchor] = _at("order", anchor, between[0])
            else:
                result[anchor] = _guess(anchor, text, has_places=bool(places[anchor]))
    return result


def _at(how: str, anchor: Anchor, start: int) -> Found:
    return Found(how, Span(start, start + len(anchor.quote)))


def _fits(anchor: Anchor, start: int, text: str) -> bool:
    """Whether prefix and suffix stand beside a place, blanks and forms of letters aside."""
    end = start + len(anchor.quote)
    before = text[max(0, start - 2 * len(anchor.prefix) - 8) : start]
    behind = text[end : end + 2 * len(anchor.suffix) + 8]
    return normal(before).endswith(normal(anchor.prefix)) and normal(behind).startswith(
        normal(anchor.suffix)
    )


def _in_order(sure: dict[Anchor, Found]) -> list[tuple[int, int]]:
    """Old and new starts of sure anchors; none of those whose order has changed."""
    pairs = sorted((a.start, found.span.start) for a, found in sure.items() if found.span)
    news = [new for _, new in pairs]
    highest = [-1, *accumulate(news, max)]  # of those before each
    lowest = [*accumulate(reversed(news), min)][::-1]  # of each and those behind it
    return [
        pair for at, pair in enumerate(pairs) if highest[at] <= pair[1] and pair[1] == lowest[at]
    ]


def _between(anchor: Anchor, fixed: list[tuple[int, int]], starts: list[int]) -> list[int]:
    """The places between the sure anchors that stood before and behind; none without both."""
    at = bisect_left(fixed, (anchor.start, -1))
    if at in (0, len(fixed)):
        return []
    low, high = fixed[at - 1][1], fixed[at][1]
    return [start for start in starts if low <= start <= high]


def _guess(anchor: Anchor, text: str, *, has_places: bool) -> Found:
    if has_places:
        return Found("ambiguous")
    if not anchor.quote:
        return Found("lost")
    return _normalised(anchor.quote, text) or _nearly(anchor.quote, text) or Found("lost")


def normal(text: str) -> str:
    """A text with blanks of any kind as one, compatibility forms composed, no marks of order."""
    return "".join(char for char, _ in _normal(text))


@lru_cache(maxsize=4)  # a new text is asked about once for each quote that it has lost
def _normal(text: str) -> list[tuple[str, int]]:
    """The normalised characters, each with the offset that it comes from."""
    found: list[tuple[str, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        for char in unicodedata.normalize("NFKC", text[at:end]):
            is_blank = char.isspace()
            if unicodedata.category(char) == "Cf" or (is_blank and found and found[-1][0] == " "):
                continue
            found.append((" " if is_blank else _PLAIN.get(char, char), at))
        at = end
    return found


_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}


def _normalised(quote: str, text: str) -> Found | None:
    """The one place where the quote stands but for blanks, forms of letters and typography."""
    found = _normal(text)
    wanted = normal(quote)
    places = find_all("".join(char for char, _ in found), wanted) if wanted else []
    if len(places) != 1:
        return None
    start, stop = places[0], places[0] + len(wanted)
    end = found[stop][1] if stop < len(found) else len(text)
    inside = text[found[start][1] : end]
    kept = len(inside.rstrip()) if not quote[-1:].isspace() else len(inside)
    return Found("normalised", Span(found[start][1], found[start][1] + kept))


def _nearly(quote: str, text: str) -> Found | None:
    """The place that shares the longest run with the quote, where they are much alike."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, text, quote, autojunk=False)
    run = matcher.find_longest_match()
    start = max(0, run.a - run.b)
    window = text[start : start + len(quote)]
    start += len(window) - len(window.lstrip())
    span = Span(start, start + len(window.strip()))
    ratio = SequenceMatcher(None, text[span.start : span.end], quote, autojunk=False).ratio()
    return Found("fuzzy", span) if run.size > 1 and ratio >= LEAST_RATIO else None


def near_places(text: str, quote: str) -> list[tuple[Span, str]]:
    """Where a quote stands but for typography, and what differs there."""
    found = _normalised(quote, text)
    return [] if found is None or found.span is None else [(found.span, "other typography")]
