"""The side of the sources: the article with its cited spans, or its outline drawn to scale.

Quotes show on a click, never one after another. Without the text a paragraph's bounds are known
only where a citation covers the whole of it; the stretches between are drawn as what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup

from pincite.citations import Cell, Citation
from pincite.explorer.content import Content
from pincite.explorer.findings import note_html
from pincite.explorer.html import direction, join, shape, tag
from pincite.explorer.words import field_title, record_name, shortened, table_title, value_words
from pincite.proof.coverage import published_length
from pincite.text import Span, SpanIndex, paragraphs

LINE, ROWS = 100, 150  # code points of a row of the outline, unless that gives more rows
HEIGHT, GAP = 9, 4
DEPTHS = (None, None, "h2", "h3")  # the look of one, two and more passages over one place
IN_MARGIN = 9  # values beside a sentence
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
    """A stretch of a source that starts on its own row; `is_known`: it is one paragraph."""

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


def source_section(content: Content) -> Markup:
    """All sources, each as article or outline, and the cards of their passages."""
    table = content.tables[content.evidence.convention.sources]
    parts = [_source(content, record.key) for record in table.records]
    return tag("section", tag("h2", "What was read"), *parts, id="passages", class_="sources")


def _source(content: Content, source: str) -> Markup:
    transcript = content.evidence.transcripts[source]
    length = transcript.length or 0
    spans = content.passage_index.get(source) or SpanIndex([])
    marked = SpanIndex(content.marked.get(source, []))
    covered = sum(span.end - span.start for span in marked.spans)
    quoted = published_length(content.evidence, source)
    share = [f"{100 * part / max(length, 1):.1f} %" for part in (quoted, covered)]
    name = record_name(content, content.evidence.convention.sources, source)
    language = content.evidence.languages.get(source)
    says = (
        f"{length:,} characters. The package prints {share[0]} of them in its quotes; with places "
        f"that it only points at, {share[1]} are covered. "
        "The darker a place, the more passages share it. Choose one to see what rests on it."
    )
    text = transcript.text
    if text is None:
        body = tag("div", outline(content, source, length, spans, marked), class_="outline")
        says += " The text itself is not part of the package: this is its outline, to scale."
        if any(not block.is_known for block in blocks(content, source, length)):
            says += " Where the bars are cut up, paragraph breaks are not known without the text."
    else:
        parts = [
            _paragraph(content, source, text, span, spans, marked) for span in paragraphs(text)
        ]
        body = tag("div", *parts, class_="article", lang=language, dir="auto")
    cards = (_card(content, source, span) for span in content.passages.get(source, {}))
    return join(
        tag("h3", name, id=content.source_anchor(source)),
        tag("p", says, class_="says"),
        body,
        cards,
    )


def _paragraph(
    content: Content, source: str, text: str, span: Span, passages: SpanIndex, marked: SpanIndex
) -> Markup:
    """A paragraph with its passages marked; beside each sentence the values that rest on it."""
    parts: list[Markup | str | None] = []
    starts = {sentence.start for sentence in content.sentences[source].over(span)}
    cuts = sorted({span.start, span.end} | {at for at in starts if span.start < at < span.end})
    for start, end in pairwise(cuts):
        parts.append(_margin(content, source, Span(start, end)))
        for piece in segments(Span(start, end), passages, marked):
            words = text[piece.span.start : piece.span.end]
            if piece.passage is None:
                parts.append(tag("mark", words) if piece.depth else words)
            else:
                where = f"#{content.passage_anchor(source, piece.passage)}"
                parts.append(tag("a", words, href=where, class_=f"h h{piece.depth}"))
    return tag("p", *parts)


def _margin(content: Content, source: str, sentence: Span) -> Markup | None:
    """What was made of the sentence, for its margin: values, and our own summaries of it.

    Of a value that several records share, the first is linked and the others are counted.
    """
    found = _values_of(content, source, sentence)
    items = [
        join(
            tag("b", title),
            " ",
            tag("a", words, href=f"#{content.anchor(*cells[0])}"),
            f" (and {len(cells) - 1} more)" if len(cells) > 1 else None,
        )
        for (title, words), cells in found.items()
    ]
    items += list(_summaries(content, source, sentence))
    if not items:
        return None
    more = [join(f"and {len(items) - IN_MARGIN} more")] if len(items) > IN_MARGIN else []
    lines = [tag("span", item) for item in (*items[:IN_MARGIN], *more)]
    return tag("span", *lines, class_="beside", role="note", aria_label="Made of this sentence")


def _values_of(content: Content, source: str, sentence: Span) -> dict[tuple[str, str], list[Cell]]:
    """Cells by title and words whose passage begins in a sentence: facts, if they are declared."""
    found: dict[tuple[str, str], list[Cell]] = {}
    passages = content.passages.get(source, {})
    for span in (content.passage_index.get(source) or SpanIndex([])).over(sentence):
        begins = span.start >= sentence.start
        for cell in [c.cell for c in passages[span] if c.part == "value" and begins]:
            table, record = content.tables[cell.table], content.record(cell.table, cell.record)
            field = table.schema.field(cell.field)
            if record is None or field is None or not content.is_fact(cell):
                continue
            words = shortened(value_words(content, table, field, record))
            same = found.setdefault((field_title(field), words), [])
            same += [] if cell in same else [cell]
    return found


def _summaries(content: Content, source: str, sentence: Span) -> Iterator[Markup]:
    """Our own words on a place that begins in the sentence."""
    for (name, key), (where, span) in content.places.items():
        record, table = content.record(name, key), content.tables[name]
        if where != source or record is None or not sentence.start <= span.start < sentence.end:
            continue
        for field in table.schema.cited_fields:
            if field.citation and "written" in field.citation.methods and record.cells[field.name]:
                link = f"#{content.anchor(name, key, field.name)}"
                yield tag("a", record.cells[field.name], href=link)
                break


def _card(content: Content, source: str, span: Span) -> Markup:
    """The panel of a passage: its quote, the cells that rest on it, its neighbours, its notes."""
    citations = content.passages[source][span]
    notes = content.notes_on(source, span)
    quotes = [citation.quote for citation in citations if citation.quote]
    quotes += [note.quote for note in notes if note.quote and note.span == span]
    quote = quotes[0] if quotes else None
    title = f"{span.start}–{span.end}"
    parts: list[Markup] = [tag("b", title)]
    if quote:
        language = content.evidence.languages.get(source)
        foreign = language if language != "en" else None
        parts.append(tag("q", quote, lang=foreign, dir=direction(quote)))
    else:
        parts.append(tag("p", class_="o"))
    if citations:
        parts.append(tag("ul", *_resting(content, citations)))
    if notes:
        items = (tag("li", note_html(content, note, {span}, 70)) for note in notes)
        parts += [tag("h3", "Notes"), tag("ul", *items)]
    others = [other for other in content.passage_index[source].over(span) if other != span]
    if others:
        links = [
            tag("a", f"{o.start}–{o.end}", href=f"#{content.passage_anchor(source, o)}")
            for o in others
        ]
        joined = [join(", " if number else None, link) for number, link in enumerate(links)]
        parts.append(tag("p", "Overlaps ", *joined, class_="o"))
    return tag("div", *parts, id=content.passage_anchor(source, span))


def _resting(content: Content, citations: list[Citation]) -> Iterator[Markup]:
    """The cells that cite a passage, record by record."""
    by_record: dict[tuple[str, str], list[Cell]] = {}
    for citation in citations:
        cells = by_record.setdefault(citation.cell[:2], [])
        if citation.cell not in cells:
            cells.append(citation.cell)
    by_table: dict[str, list[Markup]] = {}
    for (name, key), cells in by_record.items():
        links = [_cell_link(content, cell) for cell in cells]
        known = shortened(record_name(content, name, key), 24)
        joined = [join(", " if number else " ", link) for number, link in enumerate(links)]
        by_table.setdefault(name, []).append(join(known, *joined))
    for name, items in by_table.items():
        found = [join("; " if number else None, item) for number, item in enumerate(items)]
        yield tag("li", f"{table_title(content, content.tables[name])}: ", *found)


def _cell_link(content: Content, cell: Cell) -> Markup:
    field = content.tables[cell.table].schema.field(cell.field)
    title = field_title(field) if field else cell.field
    return tag("a", title, href=f"#{content.anchor(*cell)}")
