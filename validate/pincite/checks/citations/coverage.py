"""Coverage: every number, date and name of a source lies in a citation or a note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from pincite.evidence import Evidence
from pincite.report import Issue, Place
from pincite.text import Span, merge
from pincite.text.mentions import Mention, find_mentions


def check_coverage(evidence: Evidence) -> Iterator[Issue]:
    """Issues of the mentions that nothing covers, for each source whose text is at hand."""
    table = evidence.tables[evidence.convention.sources]
    for record in table.records:
        for mention in uncovered(evidence, record.key):
            place = Place(table.path, record.line, record.key)
            message = f"{mention.kind} at {mention.span.start} lies in no citation and no note"
            yield Issue("mention-uncovered", place, message, quote=mention.text)


def uncovered(evidence: Evidence, source: str) -> list[Mention]:
    """The mentions of a source that no citation and no note covers; none without the text."""
    text = evidence.transcripts[source].text
    if text is None:
        return []
    covered = covered_spans(evidence, source)
    starts = [span.start for span in covered]
    return [
        mention
        for mention in mentions(evidence, source)
        if not any(
            span.holds(mention.span)  # of spans apart only the last one before it can
            for span in covered[: bisect_right(starts, mention.span.start)][-1:]
        )
    ]


def mentions(evidence: Evidence, source: str) -> list[Mention]:
    """All numbers, dates and names of a source whose text is at hand."""
    text = evidence.transcripts[source].text
    return [] if text is None else find_mentions(text, known_names(evidence, source))


def known_names(evidence: Evidence, source: str) -> list[str]:
    """The phrases that name records: those of vocabularies whose fields are foreign keys."""
    names: set[str] = set()
    for (table, name), rule in evidence.rules.items():
        keys = evidence.tables[table].schema.descriptor.get("foreignKeys", ())
        if rule.vocabulary and any(name in key["fields"] for key in keys):
            names.update(evidence.phrases.of(rule.vocabulary, evidence.languages[source]))
    return sorted(names)


def covered_spans(evidence: Evidence, source: str) -> list[Span]:
    """What quotes and notes of a source cover, merged over the blanks between them."""
    spans = [span for span, _ in evidence.quotes.get(source, ())]
    spans += [note.span for note in evidence.notes_of.get(source, ())]
    return merge(spans, gap=1)
