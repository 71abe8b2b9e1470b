"""How much of a source is published: word, sentence, run and union limits.

The limits are those of schemas/CITATIONS.md; all but the sentence limit need offsets and quotes
only, so they hold without the text too.
"""

from __future__ import annotations

from collections.abc import Iterator

from pincite.evidence import Evidence
from pincite.report import Issue, Place
from pincite.text import Span, count_words, merge, sentences

QUOTE_WORDS = 12
RUN_WORDS = 25
RUN_GAP = 3
UNION_PERCENT = 45
NOTE_CODE_POINTS = 120  # of a note without a quote, which publishes nothing but covers its span


def check_limits(evidence: Evidence) -> Iterator[Issue]:
    """Issues of quotes that are too long, and of sources of which too much is published."""
    for place, source, span, quote in _quotes(evidence):
        words = count_words(quote)
        if words > QUOTE_WORDS:
            message = f"the quote has {words} words, at most {QUOTE_WORDS} are allowed"
            yield Issue("quote-too-long", place, message, str(words), str(QUOTE_WORDS))
            continue
        text = evidence.transcripts[source].text
        if text is not None and any(
            _carries_words(text, sentence) and span.holds(sentence) for sentence in sentences(text)
        ):
            message = "the quote is a whole sentence"
            yield Issue("sentence-quoted", place, message, quote=quote)
    yield from _check_notes(evidence)
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        place = Place(table.path, record.line, record.key)
        yield from _check_source(evidence, record.key, place)


def _check_notes(evidence: Evidence) -> Iterator[Issue]:
    table = evidence.tables.get(evidence.convention.notes or "")
    for note in evidence.notes:
        length = note.span.end - note.span.start
        if table is not None and length > NOTE_CODE_POINTS:
            place = Place(table.path, note.line, note.record, "end")
            message = f"the note spans {length} code points, at most {NOTE_CODE_POINTS} are allowed"
            yield Issue("note-too-long", place, message, str(length), str(NOTE_CODE_POINTS))


def _check_source(evidence: Evidence, source: str, place: Place) -> Iterator[Issue]:
    transcript = evidence.transcripts[source]
    union = span_union(evidence, source)
    published = published_length(evidence, source)
    length = transcript.length or 0
    if published * 100 > UNION_PERCENT * length:
        message = (
            f"{published} of {length} code points are published, the limit is {UNION_PERCENT} %"
        )
        yield Issue("union-too-large", place, message, str(published))
    for run, text in transcript.runs(union, RUN_GAP):
        words = count_words(text)
        if words > RUN_WORDS:
            message = f"the quotes from {run.start} to {run.end} run on for {words} words"
            yield Issue("run-too-long", place, message, str(words), str(RUN_WORDS))


def published_length(evidence: Evidence, source: str) -> int:
    """How many code points of a source the package's quotes publish."""
    return sum(span.end - span.start for span in span_union(evidence, source))


def span_union(evidence: Evidence, source: str) -> list[Span]:
    """The spans of a source whose words the package publishes, merged."""
    length = evidence.transcripts[source].length
    return merge(
        span
        for _, name, span, quote in _quotes(evidence)
        if name == source and span.end - span.start == len(quote) and span.end <= (length or 0)
    )


def _quotes(evidence: Evidence) -> Iterator[tuple[Place, str, Span, str]]:
    for citation in evidence.all_citations:
        if count_words(citation.quote) and citation.source in evidence.transcripts:
            yield evidence.place_of(citation), citation.source, *citation.passage
    table = evidence.tables.get(evidence.convention.notes or "")
    for note in evidence.notes:
        if count_words(note.quote) and table is not None:
            place = Place(table.path, note.line, note.record, "quote")
            yield place, note.source, note.span, note.quote


def _carries_words(text: str, sentence: Span) -> bool:
    return any(char.isalpha() for char in text[sentence.start : sentence.end])
