"""How much of a source is published: word, sentence, run and union limits.

The limits are those of schemas/CITATIONS.md; all but the sentence limit need offsets and quotes
only, so they hold without the text too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from pincite.citations import Evidence
from pincite.report import Issue, Place
from pincite.text import Span, count_words, merge, sentences
from pincite.text.spans import WORD

QUOTE_WORDS = 12
RUN_WORDS = 25
RUN_GAP = 3
UNION_PERCENT = 45
REPORT_WORDS = 12  # of the sources that a report shows besides quotes: it may stand in public logs
NOTE_CODE_POINTS = 120  # of a note without a quote, which publishes nothing but covers its span


# What an issue shows of a source that its package does not publish. A stranger's pull request may
# choose spans, prefixes and vocabularies, so all issues together get one allowance.
_PRIVATE = {
    "quote-differs": "expected",
    "context-differs": "expected",
    "quote-cropped": "expected",
    "longer-phrase": "expected",
    "absence-unproved": "quote",
    "mention-uncovered": "quote",
}


def withhold(issues: Iterable[Issue]) -> Iterator[Issue]:
    """The issues, with at most REPORT_WORDS words of the sources besides the package's quotes."""
    left = REPORT_WORDS
    for issue in issues:
        name = _PRIVATE.get(issue.code)
        text = None if name is None else getattr(issue, name)
        if not name or not text:
            yield issue
            continue
        is_wider = name == "expected" and issue.quote and issue.quote in text
        cost = count_words(text) - (count_words(issue.quote or "") if is_wider else 0)
        if cost <= left:
            left -= max(cost, 1)
            yield issue
        else:
            message = f"{issue.message}; its words are not shown: {_REASON}"
            hidden: dict[str, Any] = {name: None, "message": message}
            yield replace(issue, **hidden)


_REASON = f"a report shows at most {REPORT_WORDS} words of the sources besides quotes"


def check_limits(evidence: Evidence) -> Iterator[Issue]:
    """Issues of quotes that are too long, and of sources of which too much is published."""
    yield from _check_quotes(evidence)
    yield from _check_notes(evidence)
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        place = Place(table.path, record.line, record.key)
        yield from _check_source(evidence, record.key, place)


def _check_quotes(evidence: Evidence) -> Iterator[Issue]:
    """Issues of each citation and note whose quote is too long or a whole sentence."""
    faults: dict[tuple[str, Span, str], str] = {}
    for source, transcript in evidence.transcripts.items():
        sentence_at = _sentence_finder(transcript.text)
        for span, quote in _quotes(evidence, source):
            if len(quote) > QUOTE_WORDS and count_words(quote) > QUOTE_WORDS:
                faults[source, span, quote] = "quote-too-long"
            elif sentence_at(span):
                faults[source, span, quote] = "sentence-quoted"
    if not faults:
        return
    for citation in evidence.all_citations:
        code = faults.get((citation.source, *citation.passage))
        if code is not None:
            yield _quote_issue(code, evidence.place_of(citation), citation.passage[1])
    table = evidence.tables.get(evidence.convention.notes or "")
    for note in evidence.notes:
        code = faults.get((note.source, note.span, note.quote))
        if code is not None and table is not None:
            place = Place(table.path, note.line, note.record, "quote")
            yield _quote_issue(code, place, note.quote)


def _quote_issue(code: str, place: Place, quote: str) -> Issue:
    if code == "sentence-quoted":
        return Issue(code, place, "the quote is a whole sentence", quote=quote)
    words = count_words(quote)
    message = f"the quote has {words} words, at most {QUOTE_WORDS} are allowed"
    return Issue(code, place, message, str(words), str(QUOTE_WORDS))


def _sentence_finder(text: str | None) -> Callable[[Span], bool]:
    """Whether a span holds a whole sentence with letters in it; never without the text."""
    if text is None:
        return lambda _: False
    found = [sentence for sentence in sentences(text) if _carries_words(text, sentence)]
    starts = [sentence.start for sentence in found]

    def holds_one(span: Span) -> bool:
        first = bisect_left(starts, span.start)
        return first < len(found) and found[first].end <= span.end

    return holds_one


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
    length = evidence.transcripts[source].length or 0
    return merge(
        span
        for span, quote in _quotes(evidence, source)
        if span.end - span.start == len(quote) and span.end <= length
    )


def _quotes(evidence: Evidence, source: str) -> Iterator[tuple[Span, str]]:
    """The quotes of a source that hold a word, of citations (each once) and of notes."""
    for span, quote in evidence.passages.get(source, ()):
        if _has_word(quote):
            yield span, quote
    for note in evidence.notes_of.get(source, ()):
        if _has_word(note.quote):
            yield note.span, note.quote


def _has_word(quote: str) -> bool:
    return WORD.search(quote) is not None or count_words(quote) > 0


def _carries_words(text: str, sentence: Span) -> bool:
    return any(char.isalpha() for char in text[sentence.start : sentence.end])
