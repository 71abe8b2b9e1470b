"""Coverage: every number, date and name of a source lies in a citation or a note."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.evidence import Evidence
from pincite.phrases import language_of
from pincite.report import Issue, Place
from pincite.text import Span, merge
from pincite.text.mentions import ANY_LANGUAGE, Mention, find_mentions


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
    return [
        mention
        for mention in mentions(evidence, source)
        if not any(span.holds(mention.span) for span in covered)
    ]


def mentions(evidence: Evidence, source: str) -> list[Mention]:
    """All numbers, dates and names of a source whose text is at hand."""
    text = evidence.transcripts[source].text
    if text is None:
        return []
    known = language_of(evidence.languages[source])
    signs = ANY_LANGUAGE if known is None else known.signs
    return find_mentions(text, known_names(evidence, source), signs)


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
    spans = [c.span for c in evidence.all_citations if c.quote and c.source == source]
    spans += [note.span for note in evidence.notes if note.source == source]
    return merge(spans, gap=1)
