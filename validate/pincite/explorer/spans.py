"""Finding the spans that overlap one among many."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from pincite.text import Span


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
