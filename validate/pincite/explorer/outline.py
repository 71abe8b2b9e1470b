"""A source drawn to scale: rows of bars, with what citations and notes cover.

Without the text a paragraph's bounds are known only where a citation covers the whole of it;
the stretches between are drawn as what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from pincite.explorer.content import Content
from pincite.explorer.html import Markup, shape, tag
from pincite.explorer.spans import SpanIndex
from pincite.text import Span

LINE, ROWS = 100, 150  # code points of a row of the outline, unless that gives more rows
HEIGHT, GAP = 9, 4
DEPTHS = (None, None, "h2", "h3")  # the look of one, two and more passages over one place
DEEP = 3  # so many passages over one place and more look alike


class Segment(NamedTuple):
    """A stretch that the same passages cover: `depth` of them, the shortest is `passage`."""

    span: Span
    passage: Span | None
    depth: int


def segments(span: Span, passages: SpanIndex, marked: SpanIndex) -> Iterator[Segment]:
    """A span split where a passage begins or ends; `marked` are cited spans without a card."""
    over = passages.over(span)
    also = SpanIndex(marked.over(span))
    ends = {end for passage in (*over, *also.spans) for end in passage}
    cuts = {span.start, span.end} | {end for end in ends if span.start < end < span.end}
    index = SpanIndex(over)
    for start, end in pairwise(sorted(cuts)):
        piece = Span(start, end)
        here = index.over(piece)
        shortest = min(here, key=lambda passage: passage.end - passage.start, default=None)
        depth = len(here) or len(also.over(piece))
        yield Segment(piece, shortest, min(depth, DEEP))


class Block(NamedTuple):
    """A stretch of a source that starts on a row of its own; `is_known`: it is one paragraph."""

    span: Span
    is_known: bool


def blocks(content: Content, source: str, length: int) -> list[Block]:
    """The paragraphs that absences prove, and the stretches between them."""
    found, at = [], 0
    for span in sorted(content.absences.get(source, ())):
        if at <= span.start < span.end <= length:
            if span.start - at > 1:
                found.append(Block(Span(at, span.start), False))
            found.append(Block(span, True))
            at = span.end
    if length - at > 1:
        found.append(Block(Span(at, length), False))
    return found


def outline(
    content: Content, source: str, length: int, spans: SpanIndex, marked: SpanIndex
) -> Markup:
    """Rows of bars to scale, a block after the other, cited stretches marked and linked."""
    row = max(LINE, -(-length // ROWS))
    shapes: list[Markup] = []
    top = 0
    for block in blocks(content, source, length):
        lines = [
            Span(start, min(start + row, block.span.end))
            for start in range(block.span.start, block.span.end, row)
        ]
        for line in lines:
            shapes.append(_bar(line, line, row, top, "b" if block.is_known else "b u"))
            for piece in segments(line, spans, marked):
                if piece.depth:
                    bar = _bar(piece.span, line, row, top, DEPTHS[piece.depth])
                    shapes.append(_link(content, source, piece.passage, bar))
            top += HEIGHT + GAP
        top += HEIGHT
    title = f"Outline of the source, {row} characters in a row"
    return tag(
        "svg",
        *shapes,
        viewBox=f"0 0 1000 {max(top, 1)}",
        role="group",
        aria_label=title,
        class_="bars",
    )


def _bar(span: Span, line: Span, row: int, top: int, name: str | None) -> Markup:
    scale = 1000 / row
    x, width = (span.start - line.start) * scale, (span.end - span.start) * scale
    return shape("path", d=f"M{x:g} {top + HEIGHT // 2}h{width:g}", class_=name)


def _link(content: Content, source: str, passage: Span | None, bar: Markup) -> Markup:
    if passage is None:
        return bar
    where = f"#{content.passage_anchor(source, passage)}"
    return tag("a", bar, href=where, aria_label=f"{passage.start}–{passage.end}")
