"""Fields that declare a subject: does the sentence of each value name whose value it is?

Only sources whose text is at hand are looked at: without it nobody knows the sentence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from pincite.citations import Cell, Citation, Evidence
from pincite.grammar import GRAMMAR_METHODS
from pincite.proof.heads import bound_by_heads
from pincite.report import Issue, Place
from pincite.tables.text_table import Record, Table
from pincite.text import Span, sentences
from pincite.text.binding import Binding, Sentence, find_names
from pincite.text.mentions import Names

Codes = Mapping[str, str]  # of names


@dataclass
class Subjects:
    """The subjects of a package's values, and how many of them were found.

    `named` counts the values whose sentence names the subject, `by_note` those whose sentence
    names nobody, so that a person's note is taken for it.
    """

    evidence: Evidence
    named: int = 0
    by_note: int = 0
    _starts: dict[str, list[Span]] = field(default_factory=dict)
    _bound: dict[tuple[str, Span, str], Sentence] = field(default_factory=dict)
    _names: dict[tuple[str, str], tuple[Codes, Names]] = field(default_factory=dict)

    def issues_of(self, cell: Cell) -> Iterator[Issue]:
        """Issues of one cell's citations whose sentence does not name the record's subject."""
        rule = self.evidence.rules.get((cell.table, cell.field))
        table = self.evidence.tables[cell.table]
        record = table.find(cell.record)
        if rule is not None and rule.subject is not None and record is not None:
            for citation in self._citations(table, record, cell.field):
                yield from self._check(table, record, rule.subject, citation)

    def issues(self, faulty: Collection[Place]) -> Iterator[Issue]:
        """Issues of the values whose sentence does not name their record's subject.

        Citations at `faulty` places have another fault already, and are left out, as are the
        values of a subject whose own citation is at fault.
        """
        for table in self.evidence.tables.values():
            for cited in table.schema.cited_fields:
                subject = cited.citation.subject if cited.citation else None
                if subject is None:
                    continue
                for record in table.records:
                    for citation in self._citations(table, record, cited.name):
                        places = (*self._places(table, record, subject), citation)
                        if not any(self.evidence.place_of(one) in faulty for one in places):
                            yield from self._check(table, record, subject, citation)

    def _citations(self, table: Table, record: Record, name: str) -> Iterator[Citation]:
        """The citations that can be checked of a cell whose record has a subject."""
        for citation in self.evidence.citations.get(Cell(table.name, record.key, name), ()):
            if citation.part == "value" and self._is_there(citation):
                yield citation

    def _places(self, table: Table, record: Record, subject: str) -> tuple[Citation, ...]:
        return self.evidence.citations.get(Cell(table.name, record.key, subject), ())

    def _check(
        self, table: Table, record: Record, subject: str, citation: Citation
    ) -> Iterator[Issue]:
        whose = record.cells.get(subject, "")
        if not whose:  # nobody is named, so nobody can be mistaken for somebody else
            return
        said = self._fault(table, record, subject, citation)
        if said is not None:
            message, found = said
            place = self.evidence.place_of(citation)
            yield Issue("subject-elsewhere", place, message, found, whose, citation.quote)

    def _is_there(self, citation: Citation) -> bool:
        """Whether the quote is where it is said to, in a text that is at hand."""
        transcript = self.evidence.transcripts.get(citation.source)
        if transcript is None or transcript.text is None or not citation.quote:
            return False
        return transcript.slice(citation.span) == citation.quote

    def _fault(
        self, table: Table, record: Record, subject: str, citation: Citation
    ) -> tuple[str, str | None] | None:
        """What is wrong with a value's subject, and the name that is nearer; counts what is not."""
        whose = record.cells[subject]
        if self._heads_another(table, record, citation):  # of its number's table, not a sentence
            self.named += 1
            return None
        bound = self.binding(table, subject, citation.source, citation.span)
        if not bound.perhaps and citation.note:
            self.by_note += 1
            return None
        fault = subject_fault(bound, whose, is_one=is_of_one(citation.method, citation.quote))
        self.named += fault is None
        return None if fault is None else (fault, bound.other(whose))

    def binding(self, table: Table, subject: str, source: str, quote: Span) -> Binding:
        """What the headers or the sentence of a quote bind it to, of the names of a field."""
        text = self.evidence.transcripts[source].text or ""
        places = self.evidence.places.get(source)
        heads = () if places is None else places.headers(quote)
        words = " ".join(text[head.start : head.end] for head in heads)
        known = self.names_in(table, subject, source, words) if words else {}
        found = bound_by_heads(places, text, quote, known)
        return found or self.sentence(table, subject, source, quote).bind(quote)

    def names_in(self, table: Table, subject: str, source: str, words: str) -> Codes:
        """The codes of those names of subjects that may be in some words of a source."""
        codes, names = self._known(table, subject, source)
        return {name: codes[name] for name in names.found_in(words)}

    def _heads_another(self, table: Table, record: Record, citation: Citation) -> bool:
        """Whether a citation is of a header of a number that the record cites, such as its year."""
        places = self.evidence.places.get(citation.source)
        return places is not None and any(
            head.holds(citation.span)
            for cited in table.schema.cited_fields
            for other in self._citations(table, record, cited.name)
            if other.source == citation.source and not places.is_inferred(other.span)
            for head in places.headers(other.span)
        )

    def sentence(self, table: Table, subject: str, source: str, quote: Span) -> Sentence:
        """The sentence that a quote lies in, with the names of the field `subject` in it."""
        text = self.evidence.transcripts[source].text or ""
        span = self._sentence(source, text, quote)
        kind = f"{table.name} {subject}"
        key = (source, span, kind)
        if key not in self._bound:
            known = self.names_in(table, subject, source, text[span.start : span.end])
            self._bound[key] = Sentence(text, span, find_names(text, span, known))
        return self._bound[key]

    def _sentence(self, source: str, text: str, span: Span) -> Span:
        """The sentence that a quote lies in, or the quote, where it lies in none."""
        if source not in self._starts:
            self._starts[source] = sentences(text)
        found = self._starts[source]
        at = bisect_right(found, span.start, key=lambda sentence: sentence.start) - 1
        return found[at] if at >= 0 and found[at].holds(span) else span

    def _known(self, table: Table, subject: str, source: str) -> tuple[Codes, Names]:
        """The names that subjects have in a source's language, by code, ready to be looked for.

        Those of the vocabulary; of a field without one, the cells of its column.
        """
        language = self.evidence.languages[source]
        key = (f"{table.name} {subject}", language)
        if key not in self._names:
            rule = self.evidence.rules.get((table.name, subject))
            if rule is not None and rule.vocabulary is not None:
                codes = self.evidence.phrases.of(rule.vocabulary, language)
            else:
                cells = {record.cells[subject] for record in table.records}
                codes = {cell: cell for cell in cells if cell}
            self._names[key] = (codes, Names(codes))
        return self._names[key]


def subject_fault(bound: Binding, whose: str, *, is_one: bool) -> str | None:
    """Why a quote is not bound to the name of a code; None where it is. See `is_of_one`."""
    if not bound.perhaps:
        return "the sentence does not name the subject"
    if whose not in bound.perhaps:
        return "the nearest name of the sentence is another"
    if (is_one and len(bound.perhaps) > 1) or whose not in bound.nearest:
        return "the sentence may say this of another name"
    return None


def is_of_one(method: str, quote: str) -> bool:
    """Whether a quote is of one subject: a number or date of two may be each one's, or both's."""
    return method in GRAMMAR_METHODS or any(char.isdigit() for char in quote)
