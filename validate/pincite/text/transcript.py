"""What is known of a source's text: all of it, or only what the released quotes give away.

Guards that look around a quote ask the transcript, so that they work at both levels: with the
file every neighbour is known, without it those that another quote covers.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from pincite.text.joining import INVISIBLE, flat_of
from pincite.text.spans import Span, merge, stands_alone

STEPS_A_WORD = 3


class Transcript:
    """A source's known code points by offset; `text` is the whole text, where it is at hand.

    `boundaries` are ascending offsets that nothing reads across: where a table's cell, row or
    heading begins or ends. `length` is that of the text.
    """

    __slots__ = ("_flat", "_is_joined", "_may_hide", "boundaries", "known", "length", "text")

    def __init__(
        self,
        text: str | None = None,
        known: Mapping[int, str] = MappingProxyType({}),
        length: int | None = None,
        boundaries: tuple[int, ...] = (),
    ) -> None:
        self.text = text
        self.known = known
        self.length = length if text is None else len(text)
        self.boundaries = boundaries
        self._may_hide: bool | None = None if text is not None else True
        self._is_joined = text is None
        self._flat: str | None = None

    @classmethod
    def of_text(cls, text: str, boundaries: tuple[int, ...] = ()) -> Transcript:
        """Everything is known."""
        return cls(text, boundaries=boundaries)

    @classmethod
    def of_quotes(cls, quotes: Iterable[tuple[int, str]], length: int | None = None) -> Transcript:
        """Only quotes are known, each with its start; where they disagree most of them count."""
        votes: dict[int, Counter[str]] = defaultdict(Counter)
        for start, quote in quotes:
            for offset, char in enumerate(quote, start):
                votes[offset][char] += 1
        known = {offset: chars.most_common(1)[0][0] for offset, chars in votes.items()}
        return cls(known=known, length=length)

    @property
    def is_whole(self) -> bool:
        """Whether the whole text is at hand."""
        return self.text is not None

    @property
    def may_hide(self) -> bool:
        """Whether it may hold signs that a page does not show; looked at once for all quotes."""
        found = self._may_hide
        if found is None:
            text = self.text or ""
            found = not text.isascii() and INVISIBLE.search(text) is not None
            self._may_hide = found
        return found

    @property
    def flat(self) -> str | None:
        """The text with its lines joined and the same offsets, where it can be; see `flat_of`."""
        if not self._is_joined:
            self._flat = None if self.may_hide else flat_of(self.text or "")
            self._is_joined = True
        return self._flat

    def char(self, offset: int) -> str | None:
        """The code point at an offset, or None where it is not known or there is none."""
        if self.text is not None:
            return self.text[offset] if 0 <= offset < len(self.text) else None
        return self.known.get(offset)

    def slice(self, span: Span) -> str | None:
        """The code points of a span, or None where one of them is not known."""
        if self.text is not None:
            whole = 0 <= span.start <= span.end <= len(self.text)
            return self.text[span.start : span.end] if whole else None
        chars = [self.known.get(offset) for offset in range(span.start, span.end)]
        return None if None in chars else "".join(char for char in chars if char is not None)

    def beside(self, offset: int, reach: int) -> str:
        """The known code points from an offset to the right, or to the left by a negative reach.

        They end at a boundary, and at the first code point that is not known.
        """
        if reach < 0:
            low = self.low(offset, -reach)
            if self.text is not None:
                return self.text[low:offset]
            start = offset
            while start > low and start - 1 in self.known:
                start -= 1
            return "".join(self.known[place] for place in range(start, offset))
        high = self.high(offset, reach)
        if self.text is not None:
            return self.text[offset:high]
        end = offset
        while end < high and end in self.known:
            end += 1
        return "".join(self.known[place] for place in range(offset, end))

    def low(self, offset: int, reach: int) -> int:
        """The first offset to the left that is within reach and behind no boundary."""
        if not self.boundaries:
            return max(0, offset - reach)
        left = bisect_right(self.boundaries, offset)
        return max(0, offset - reach, self.boundaries[left - 1] if left else 0)

    def high(self, offset: int, reach: int) -> int:
        """The end of what is to the right within reach and before a boundary."""
        at = bisect_left(self.boundaries, offset)
        found = offset + reach
        return min(found, self.boundaries[at]) if at < len(self.boundaries) else found

    def edges(self, offset: int, step: int, words: int) -> list[int]:
        """Offsets reached by taking up to so many blank-separated words, with none first.

        `step` is -1 to go left from a span's start, 1 to go right from its end. A span that
        begins or ends inside a word meets the rest of it first. Of scripts without blanks three
        characters make a word, and each is a step. Only known code points of the same line are
        taken.
        """
        found, left = [offset], words * STEPS_A_WORD
        while left > 0:
            while (char := self._beside(offset, step)) is not None and char.isspace():
                offset += step
            if char is None:
                break
            if stands_alone(char):
                offset += step
                left -= 1
            else:
                offset = self._word_end(offset, step)
                left -= STEPS_A_WORD
            found.append(offset)
        return found

    def _word_end(self, offset: int, step: int) -> int:
        while (char := self._beside(offset, step)) is not None:
            if char.isspace() or stands_alone(char):
                break
            offset += step
        return offset

    def _beside(self, offset: int, step: int) -> str | None:
        at = offset if step > 0 else offset - 1
        if self.text is None:
            char = self.known.get(at)
        else:
            char = self.text[at] if 0 <= at < len(self.text) else None
        return None if char in ("\n", "\r") else char

    def runs(self, spans: Iterable[Span], gap: int) -> list[tuple[Span, str]]:
        """Runs of nearly touching spans with their text; unknown code points read as blanks."""
        return [
            (run, self.slice(run) or "".join(self.char(at) or " " for at in range(*run)))
            for run in merge(spans, gap)
        ]
