"""Coverage: every number, date and name of a source lies in a citation or a note."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from pincite.citations import Evidence
from pincite.grammar import language_of
from pincite.report import Issue, Place
from pincite.text import Span, merge
from pincite.text.mentions import ANY_LANGUAGE, Mention, find_mentions
from pincite.text.spans import WORD

REMEMBERED = 2**18  # words that begin no name
LONGEST = 64  # code points of a word whose parts are looked up one by one


def check_coverage(evidence: Evidence) -> Iterator[Issue]:
    """Issues of the mentions that nothing covers, for each source whose text is at hand."""
    table = evidence.tables[evidence.convention.sources]
    coverage = Coverage(evidence)
    for record in table.records:
        for mention in coverage.uncovered(record.key):
            place = Place(table.path, record.line, record.key)
            message = f"{mention.kind} at {mention.span.start} lies in no citation and no note"
            yield Issue("mention-uncovered", place, message, quote=mention.text)


class Coverage:
    """What the citations and notes of a package cover of its sources."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._names: dict[str, Names] = {}

    def uncovered(self, source: str) -> list[Mention]:
        """The mentions of a source that no citation and no note covers; none without the text."""
        covered = covered_spans(self._evidence, source)
        starts = [span.start for span in covered]
        return [
            mention
            for mention in self.mentions(source)
            if not any(
                span.holds(mention.span)  # of spans apart only the last one before it can
                for span in covered[: bisect_right(starts, mention.span.start)][-1:]
            )
        ]

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
        return find_mentions(text, self._names[language].perhaps_in(text), signs)


class Names:
    """Names by their first word, so that a text is not searched for each of very many."""

    def __init__(self, names: Iterable[str]) -> None:
        self._wordless: set[str] = set()
        self._by_word: dict[str, set[str]] = {}
        self._barren: set[str] = set()
        for name in names:
            word = WORD.search(name)
            if word is None:
                self._wordless.add(name)
            else:
                self._by_word.setdefault(word.group(), set()).add(name)
        self._lengths = sorted({len(word) for word in self._by_word})

    def perhaps_in(self, text: str) -> list[str]:
        """The names that may stand in a text; those that are left out do not.

        Where a name stands, its first word is a word of the text or a part of one.
        """
        if len(self._barren) > REMEMBERED:
            self._barren.clear()
        found = set(self._wordless)
        for word in {*WORD.findall(text)} - self._barren:
            names = [self._by_word[part] for part in self._parts(word)]
            found.update(*names)
            if not names:
                self._barren.add(word)
        return sorted(found)

    def _parts(self, word: str) -> set[str]:
        """The first words of names that are a part of a word."""
        if len(word) > LONGEST:
            return {part for part in self._by_word if part in word}
        parts = {
            word[at : at + length]
            for length in self._lengths
            for at in range(len(word) - length + 1)
        }
        return parts & self._by_word.keys()


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
