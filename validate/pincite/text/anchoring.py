"""Finding a quote again in another edition of its text: re-flowed, re-encoded or edited.

Exact matches first, told apart by what is beside them and by the order of the quotes. What
matches only after normalising, or nearly, is a guess, and is said to be one.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from pincite.text.spans import Span, find_all

CONTEXT = 24  # code points on each side that tell occurrences apart, where the old text is at hand
LEAST_RATIO = 0.75  # of what may be called nearly the same
LIKE = 0.5  # of what a person may be shown as the nearest passage
SURE = ("exact", "context", "order")


@dataclass(frozen=True, order=True)
class Anchor:
    """A quote where it was: its old start, and what was directly before and behind it."""

    start: int
    quote: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Found:
    """Where an anchor is now, and how that was found; no span where it was not.

    `exact`, `context` and `order` are sure; `moved` (the quote is there alone, but beside other
    words than before), `normalised` and `fuzzy` are to be confirmed by hand.
    """

    how: str
    span: Span | None = None

    @property
    def is_sure(self) -> bool:
        """Whether the very quote is there, and no other place can be meant."""
        return self.how in SURE


def find_again(anchors: Sequence[Anchor], text: str) -> dict[Anchor, Found]:
    """Where each anchor is in a new text.

    One exact place is sure where what was beside the quote still is, or where it lies between
    such quotes in their old order. Elsewhere it may be a look-alike: it is `moved`.
    """
    unique = sorted(set(anchors))
    places = {anchor: find_all(text, anchor.quote) if anchor.quote else [] for anchor in unique}
    sure: dict[Anchor, Found] = {}
    for anchor, starts in places.items():
        fits = [start for start in starts if _fits(anchor, start, text)]
        if len(fits) == 1 and (anchor.prefix or anchor.suffix):
            sure[anchor] = _at("exact" if len(starts) == 1 else "context", anchor, fits[0])
    bare = [a for a, starts in places.items() if len(starts) == 1 and not (a.prefix or a.suffix)]
    loose = {anchor: _at("exact", anchor, places[anchor][0]) for anchor in bare}
    kept = set(_in_order(sure | loose)) if len(sure) + len(loose) > 1 else set()
    sure |= {  # of which only the order is known
        anchor: found
        for anchor, found in loose.items()
        if found.span is not None and (anchor.start, found.span.start) in kept
    }
    fixed = _in_order(sure)
    result = dict(sure)
    for anchor in unique:
        if anchor not in sure:
            between = _between(anchor, fixed, places[anchor])
            if len(between) == 1:
                how = "exact" if len(places[anchor]) == 1 else "order"
                result[anchor] = _at(how, anchor, between[0])
            elif len(places[anchor]) == 1:
                result[anchor] = _at("moved", anchor, places[anchor][0])
            else:
                result[anchor] = _guess(anchor, text, has_places=bool(places[anchor]))
    return result


def _at(how: str, anchor: Anchor, start: int) -> Found:
    return Found(how, Span(start, start + len(anchor.quote)))


def _fits(anchor: Anchor, start: int, text: str) -> bool:
    """Whether prefix and suffix are beside a place, blanks and forms of letters aside."""
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
    """The places between the sure anchors that were before and behind; none without both."""
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
    return _normalised(anchor.quote, text) or _nearly(anchor, text) or Found("lost")


def normal(text: str) -> str:
    """A text with blanks of any kind as one, compatibility forms composed, no marks of order."""
    found = _single(text)
    if found.isascii():
        return found
    if found.isprintable() and unicodedata.is_normalized("NFKC", found):  # no marks of order
        for sign, plain in _PLAIN.items():
            found = found.replace(sign, plain)
        return found
    is_composed = unicodedata.is_normalized("NFC", text)
    return _single((_BEYOND_ASCII if is_composed else _WITH_BASES).sub(_normal_run, text))


def _single(text: str) -> str:
    """A text with each run of blanks as one space."""
    found = " ".join(text.split())
    before, behind = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{found}{' ' * (behind and found != '')}"


_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_WITH_BASES = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")  # to which a mark at its beginning belongs


def _normal_run(match: re.Match[str]) -> str:
    return "".join(char for char, _ in _normal(match[0]))


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


_PLAIN = {"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"}
_LINES = re.compile(r"[^\n]*\n\s*|[^\n]+\Z")


@dataclass(frozen=True)
class Folded:
    """A text normalised line by line, so that an offset is looked for in one line only."""

    text: str
    raw: tuple[str, ...]
    starts: tuple[int, ...]  # of the lines, normalised
    raw_starts: tuple[int, ...]

    def offset(self, at: int) -> int:
        """The offset in the raw text of an offset in the normalised one."""
        line = max(0, bisect_right(self.starts, at) - 1)
        found = _normal(self.raw[line])
        inside = at - self.starts[line]
        return self.raw_starts[line] + (
            found[inside][1] if inside < len(found) else len(self.raw[line])
        )


_whole = lru_cache(maxsize=2)(normal)  # a text is asked about once for each quote that it lacks


@lru_cache(maxsize=2)
def _folded(text: str) -> Folded:
    raw = tuple(_LINES.findall(text))
    lines = [normal(line) for line in raw]
    starts = tuple(accumulate((len(line) for line in lines), initial=0))[:-1]
    raw_starts = tuple(accumulate((len(line) for line in raw), initial=0))[:-1]
    return Folded("".join(lines), raw, starts, raw_starts)


def _normalised(quote: str, text: str) -> Found | None:
    """The one place where the quote is but for blanks, forms of letters and typography."""
    spans = normalised_places(quote, text)
    return Found("normalised", spans[0]) if len(spans) == 1 else None


def normalised_places(quote: str, text: str) -> list[Span]:
    """The places where a quote is but for blanks, forms of letters and typography."""
    wanted = normal(quote).strip()
    if not wanted or wanted not in _whole(text):  # of which no offset is known
        return []
    folded = _folded(text)
    found = []
    for start in find_all(folded.text, wanted):
        first, last = folded.offset(start), folded.offset(start + len(wanted) - 1)
        end = last + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        found.append(Span(first, end))
    return found


def what_differs(found: str, quote: str) -> str:
    """In which ways the text of a place is another than a quote that it is the same as else."""
    ways = [name for name, fold in _FOLDS.items() if fold(found) != found or fold(quote) != quote]
    needed = []
    for name in ways:
        others = [_FOLDS[other] for other in ways if other != name]
        one, other = found, quote
        for fold in others:
            one, other = fold(one), fold(other)
        if one != other:
            needed.append(name)
    return ", ".join(needed or ways or ["another spelling"])


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_MARKS = str.maketrans(_PLAIN)
_FOLDS: dict[str, Callable[[str], str]] = {
    "letters in another Unicode form (NFC or NFD)": lambda t: unicodedata.normalize("NFC", t),
    "other blanks or line ends": lambda t: re.sub(r"\s+", " ", t).strip(),
    "soft hyphens or other invisible signs": lambda t: _INVISIBLE.sub("", t),
    "other quotation marks or dashes": lambda t: t.translate(_MARKS),
    "ligatures or letters of full width": lambda t: unicodedata.normalize("NFKC", t),
}


def nearest_place(quote: str, text: str) -> Span | None:
    """The place most like a quote that a text does not have; None where none is nearly like it."""
    found = _nearly(Anchor(0, quote), text, LIKE)
    return None if found is None else found.span


PIECE, PIECES, EACH = 8, 12, 40  # letters of a piece, pieces of a quote, places of each


def _nearly(anchor: Anchor, text: str, least: float = LEAST_RATIO) -> Found | None:
    """The place most like the quote, of those that share a piece of it; of equals the nearest."""
    from difflib import SequenceMatcher

    quote = anchor.quote
    best: tuple[float, int, Span] | None = None
    matcher = SequenceMatcher(None, "", quote, autojunk=False)
    for start in _candidates(quote, text):
        window = text[max(0, start) : max(0, start) + len(quote)]
        first = max(0, start) + len(window) - len(window.lstrip())
        span = Span(first, first + len(window.strip()))
        matcher.set_seq1(text[span.start : span.end])
        ratio = matcher.ratio() if matcher.quick_ratio() >= least else 0.0
        found = (ratio, -abs(span.start - anchor.start), span)
        if ratio >= least and (best is None or found > best):
            best = found
    return None if best is None else Found("fuzzy", best[2])


def _candidates(quote: str, text: str) -> list[int]:
    """Where the quote might begin: the starts that most of its pieces speak for."""
    size = max(2, min(PIECE, len(quote) // 4))
    step = max(1, (len(quote) - size) // PIECES)
    votes: Counter[int] = Counter()
    for offset in range(0, max(1, len(quote) - size + 1), step):
        piece, at = quote[offset : offset + size], -1
        for _ in range(EACH):
            at = text.find(piece, at + 1)
            if at < 0:
                break
            votes[at - offset] += 1
    near: Counter[int] = Counter()
    for start, count in votes.items():  # an insertion shifts the pieces behind it by a little
        near[start] = count + sum(votes[start + shift] for shift in range(-4, 5) if shift)
    return [start for start, _ in near.most_common(20)]
