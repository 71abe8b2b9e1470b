"""Numbers of a document that its text lacks: listed, so that nothing is lost in silence.

They are counted apart from the walk that makes the text, from the bytes of the document.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pincite.sources.limits import MAX_LISTED

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_DIGITS = re.compile(r"\d+")
_NO_TEXT = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_DATA = re.compile(r"(?:^|>)([^<]+)")


def digits_of(texts: Iterable[str]) -> Counter[str]:
    """How often each run of digits is in some texts; "1,204" is two of them.

    Elements may part a number anywhere, so runs are what can be compared.
    """
    found: Counter[str] = Counter()
    for text in texts:
        found.update(_DIGITS.findall(text))
    return found


def digits_of_markup(source: str) -> Counter[str]:
    """The runs of digits between the tags of an HTML document, scripts and styles apart."""
    bare = _NO_TEXT.sub("<>", source)
    return digits_of(html.unescape(match[1]) for match in _DATA.finditer(bare))


def split_at(text: str, seams: Sequence[int]) -> list[str]:
    """A text cut where digits of two elements meet, so that their numbers are told apart."""
    cuts = [0, *seams, len(text)]
    return [text[one:other] for one, other in pairwise(cuts)]


class LeftOut:
    """The numbers of what is left out on purpose, by the reason."""

    def __init__(self) -> None:
        self.numbers: dict[str, Counter[str]] = {}
        self._digits: Counter[str] = Counter()

    def add(self, why: str, text: str) -> None:
        """Note what is left out; only its numbers are kept."""
        found = NUMBER.findall(text)
        if found:
            self.numbers.setdefault(why, Counter()).update(found)
            self._digits += digits_of([text])

    def close(self, original: Counter[str], made: Counter[str]) -> None:
        """Add the digits of the original that are neither in the text nor left out on purpose."""
        missing = original - made - self._digits
        if missing:
            self.numbers["not in the text"] = missing

    def to_list(self) -> list[dict[str, object]]:
        """Each reason with how many numbers, and the first of them."""
        return [
            {
                "why": why,
                "count": numbers.total(),
                "numbers": sorted(numbers.elements())[:MAX_LISTED],
            }
            for why, numbers in sorted(self.numbers.items())
        ]
