"""How much of a source is published, and what of it no citation and no note covers.

The limits are those of docs/convention.md; all but the sentence limit need offsets and quotes
only, so they hold without the text too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from pincite.citations import Evidence
from pincite.grammar import language_of
from pincite.report import Issue, Place
from pincite.text import Span, SpanIndex, count_words, merge, paragraphs, sentences
from pincite.text.mentions import ANY_LANGUAGE, Mention, Names, find_mentions
from pincite.text.spans import WORD

QUOTE_WORDS = 12
RUN_WORDS = 25
RUN_GAP = 3
UNION_PERCENT = 45
REPORT_WORDS = 12  # of the sources that a report shows besides quotes: it may be in public logs
NOTE_CODE_POINTS = 120  # of a note without a quote, which publishes nothing but covers its span


# What an issue shows of a source that its package does not publish. A stranger's pull request may
# choose spans, prefixes and vocabularies, so all issues together get one allowance.
_PRIVATE = {
    "quote-differs": "expected",
    "context-differs": "expected",
    "quote-cropped": "expected",
    "neighbour-not-understood": "expected",
    "longer-phrase": "expected",
    "subject-elsewhere": "found",
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
            yield issue.replace(**hidden)


_REASON = f"a report shows at most {REPORT_WORDS} words of the sources besides quotes"


def has_no_limits(evidence: Evidence, source: str) -> bool:
    """Whether the package declares that a source's text may be reprinted."""
    return declared_of(evidence, source, "quote_limits") == "none"


def declared_of(evidence: Evidence, source: str, name: str) -> str:
    """What holds for a source: its own cell in that column, else what the package declares."""
    record = evidence.tables[evidence.convention.sources].find(source)
    own = "" if record is None else record.cells.get(name, "")
    return own or str(getattr(evidence.convention, name))


def check_limits(evidence: Evidence, only: Collection[str] | None = None) -> Iterator[Issue]:
    """Issues of quotes that are too long, and of sources of which too much is published.

    Of these sources `only`, None for all.
    """
    yield from _check_quotes(evidence, evidence.transcripts if only is None else only)
    yield from _check_notes(evidence)
    table = evidence.tables[evidence.convention.sources]
    for number, source in enumerate(table.keys):
        if only is None or source in only:
            place = Place(table.path, table.line(number), source)
            yield from _check_source(evidence, source, place)


def keeps_limits(evidence: Evidence, source: str) -> bool:
    """Whether `check_limits` finds nothing wrong with a source and its quotes."""
    faults = (*source_faults(evidence, source), *_check_source(evidence, source, Place("")))
    return not faults


def source_faults(evidence: Evidence, source: str) -> Iterator[tuple[Span, str, str]]:
    """The quotes of a source that are too long or a whole sentence, each with the code for it."""
    if has_no_limits(evidence, source):
        return
    yield from _quote_faults(_quotes(evidence, source), evidence.transcripts[source].text)


def _check_quotes(evidence: Evidence, sources: Iterable[str]) -> Iterator[Issue]:
    """Issues of each citation and note whose quote is too long or a whole sentence."""
    faults = {
        (source, span, quote): fault
        for source in sources
        for span, quote, fault in source_faults(evidence, source)
    }
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


def _quote_faults(
    quotes: Iterable[tuple[Span, str]], text: str | None
) -> Iterator[tuple[Span, str, str]]:
    sentence_at = _sentence_finder(text)
    for span, quote in quotes:
        if len(quote) > QUOTE_WORDS and count_words(quote) > QUOTE_WORDS:
            yield span, quote, "quote-too-long"
        elif sentence_at(span):
            yield span, quote, "sentence-quoted"


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
    if has_no_limits(evidence, source):
        return
    transcript = evidence.transcripts[source]
    union = span_union(evidence, source)
    published = sum(span.end - span.start for span in union)
    length = transcript.length or 0
    if published * 100 > UNION_PERCENT * length:
        message = (
            f"{published} of {length} code points are published, the limit is {UNION_PERCENT} %"
        )
        yield Issue("union-too-large", place, message, str(published))
    for run, text in transcript.runs(union, RUN_GAP):
        words = count_words(text) if len(text) > RUN_WORDS else 0
        if words > RUN_WORDS:
            message = f"the quotes from {run.start} to {run.end} run on for {words} words"
            yield Issue("run-too-long", place, message, str(words), str(RUN_WORDS))


def published_length(evidence: Evidence, source: str) -> int:
    """How many code points of a source the package's quotes publish."""
    return sum(span.end - span.start for span in span_union(evidence, source))


def span_union(evidence: Evidence, source: str) -> Sequence[Span]:
    """The spans of a source whose words the package publishes, merged."""
    if source not in evidence.unions:
        length = evidence.transcripts[source].length or 0
        evidence.unions[source] = merge(
            span
            for span, quote in _quotes(evidence, source)
            if span.end - span.start == len(quote) and span.end <= length
        )
    return evidence.unions[source]


def _quotes(evidence: Evidence, source: str) -> Iterator[tuple[Span, str]]:
    """The quotes of a source that hold a word, of citations (each once) and of notes."""
    yield from (one for one in evidence.passages.get(source, ()) if _has_word(one[1]))
    for note in evidence.notes_of.get(source, ()):
        if _has_word(note.quote):
            yield note.span, note.quote


def _has_word(quote: str) -> bool:
    return quote[:1].isalnum() or WORD.search(quote) is not None or count_words(quote) > 0


def _carries_words(text: str, sentence: Span) -> bool:
    return any(map(str.isalpha, text[sentence.start : sentence.end]))


def check_coverage(evidence: Evidence, only: Collection[str] | None = None) -> Iterator[Issue]:
    """Issues of the mentions that nothing covers, for each source whose text is at hand.

    Of these sources `only`, None for all.
    """
    table = evidence.tables[evidence.convention.sources]
    coverage = Coverage(evidence)
    for number, source in enumerate(table.keys):
        if only is not None and source not in only:
            continue
        for mention in coverage.uncovered(source):
            place = Place(table.path, table.line(number), source)
            message = f"{mention.kind} at {mention.span.start} lies in no citation and no note"
            yield Issue("mention-uncovered", place, message, quote=mention.text)


class Coverage:
    """What the citations and notes of a package cover of its sources."""

    def __init__(self, evidence: Evidence, names: dict[str, Names] | None = None) -> None:
        """`names` remembers those of a language, for others with the same phrases."""
        self._evidence = evidence
        self._names = {} if names is None else names

    def uncovered(self, source: str) -> list[Mention]:
        """The mentions of a source that no citation and no note covers; none without the text."""
        if declared_of(self._evidence, source, "coverage_scope") == "none":
            return []
        covered = covered_spans(self._evidence, source)
        starts = [span.start for span in covered]
        found = []
        for mention in self.in_scope(source):
            at = bisect_right(starts, mention.span.start) - 1  # of spans apart only it can hold it
            if at < 0 or covered[at].end < mention.span.end:
                found.append(mention)
        return found

    def in_scope(self, source: str) -> list[Mention]:
        """The mentions of a source that its declared scope wants covered."""
        looked_at, mentions = self._scope(source), self.mentions(source)
        if looked_at is None:
            return mentions
        return [one for one in mentions if any(part.holds(one.span) for part in looked_at)]

    def _scope(self, source: str) -> list[Span] | None:
        """The paragraphs whose mentions are asked for; None for all."""
        scope = declared_of(self._evidence, source, "coverage_scope")
        if scope != "cited_paragraphs":
            return [] if scope == "none" else None
        cited = SpanIndex(self._evidence.quoted.get(source, ()))
        text = self._evidence.transcripts[source].text or ""
        return [paragraph for paragraph in paragraphs(text) if cited.over(paragraph)]

    def mentions(self, source: str) -> list[Mention]:
        """All numbers, dates and names of a source whose text is at hand."""
        text = self._evidence.transcripts[source].text
        if text is None:
            return []
        language = self._evidence.languages[source]
        if language not in self._names:
            self._names[language] = Names(known_names(self._evidence, language))
        known = language_of(language)
        signs = ANY_LANGUAGE if known is None else known.signs
        return find_mentions(text, self._names[language], signs)


def known_names(evidence: Evidence, language: str) -> list[str]:
    """The phrases that name records: those of vocabularies whose fields are foreign keys."""
    names: set[str] = set()
    for (table, name), rule in evidence.rules.items():
        keys = evidence.tables[table].schema.descriptor.get("foreignKeys", ())
        if rule.vocabulary and any(name in key["fields"] for key in keys):
            names.update(evidence.phrases.of(rule.vocabulary, language))
    return sorted(names)


def covered_spans(evidence: Evidence, source: str) -> list[Span]:
    """What quotes and notes of a source cover, merged over the blanks between them."""
    spans = list(evidence.quoted.get(source, ()))
    spans += [note.span for note in evidence.notes_of.get(source, ())]
    return merge(spans, gap=1)
