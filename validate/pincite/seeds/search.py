"""A table's values looked for in one text, which is read once: where each cell may come from.

A candidate is a phrase that gives the cell's value by a method of its field. What speaks for it is
asked of the proof: the words beside it, whose value it is, and here also of which date it is.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pincite.citations import Evidence, derive_parted
from pincite.grammar import (
    GRAMMAR_METHODS,
    NUMBER_METHODS,
    NotUnderstood,
    bounds,
    derive,
    read_date,
    read_quantity,
)
from pincite.grammar.readable import KINDS_OF, Readable, readable_phrases, widest
from pincite.package import CitationRule, Field
from pincite.proof.guards import find_neighbour
from pincite.proof.heads import find_parts, levels, with_sign
from pincite.proof.strangers import (
    denied,
    others_of,
    stranger,
    turned_to,
    unreal,
    with_strangers,
)
from pincite.proof.subjects import Subjects, is_of_one, subject_fault
from pincite.sources.source_map import Places
from pincite.tables.text_table import Record, Table
from pincite.text import Span, paragraphs, sentences
from pincite.text.binding import Named, Sentence, find_names
from pincite.text.spans import WORD, place_in, words_at

_OF_PLACE = re.compile(r"\b(?:in|near|bei|en|à)\s$", re.IGNORECASE)
YEARS = (1500, 2100)  # four bare digits between them may be a year and no count


Parted = tuple[tuple[str, str, int], ...]  # the scale and unit of a number: name, quote, offset


@dataclass(frozen=True)
class Candidate:
    """A phrase that gives a cell's value: where it is, and what speaks for and against it.

    `whose` is `named` where the sentence binds it to the record's subject, `nobody` where it names
    none, `other` where it names another, empty where no subject is known. `dates` is `fits`,
    `other` or empty in the same way. `doubt` says why it may not be what the cell rests on.
    """

    span: Span
    quote: str
    method: str
    whose: str = ""
    dates: str = ""
    doubt: str = ""
    is_clean: bool = True
    parts: Parted = ()

    @property
    def rank(self) -> tuple[Any, ...]:
        """What is likelier comes first."""
        whose = ("named", "nobody", "", "other").index(self.whose)
        dates = ("fits", "", "other").index(self.dates)
        return (not self.is_clean, whose, dates, self.doubt != "", self.span)

    def to_dict(self) -> dict[str, Any]:
        """The candidate as JSON types."""
        return {
            "start": self.span.start,
            "end": self.span.end,
            "quote": self.quote,
            "method": self.method,
            "parts": {name: {"quote": words, "start": at} for name, words, at in self.parts},
            "subject": self.whose or None,
            "dates": self.dates or None,
            "doubt": self.doubt or None,
        }


Found = list[tuple[Span, str]]  # where a value is, and the method that reads it there


@dataclass
class TextSearch:
    """One source's text and one table: what the text says, by the table's fields."""

    evidence: Evidence
    table: Table
    source: str
    subject: str | None
    refused: dict[str, list[str]] = field(default_factory=dict)  # why phrases give no value
    parts: dict[tuple[str, Span], Parted] = field(default_factory=dict)  # of numbers, by field
    _values: dict[str, dict[Any, Found]] = field(default_factory=dict)
    _clean: dict[tuple[Span, str], str] = field(default_factory=dict)
    _named: dict[tuple[Span, str, tuple[Span, ...]], Sentence] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The whole text."""
        return self.evidence.transcripts[self.source].text or ""

    @cached_property
    def language(self) -> str:
        """The text's language."""
        return self.evidence.languages[self.source]

    @cached_property
    def phrases(self) -> tuple[Readable, ...]:
        """All that the grammar reads in the text."""
        methods = {m for f in self.table.schema.cited_fields for m in f.citation.methods}  # type: ignore[union-attr]
        kinds = {kind for m in methods & GRAMMAR_METHODS for kind in KINDS_OF.get(m, (m,))}
        kinds |= {"count"} if self.in_document is not None else set()  # bare numbers of tables
        return readable_phrases(self.text, self.language, sorted(kinds | {"date"}))

    @cached_property
    def in_document(self) -> Places | None:
        """The map of the text, where it has one."""
        return self.evidence.places.get(self.source)

    @cached_property
    def subjects(self) -> Subjects:
        """What sentences say of whom."""
        return Subjects(self.evidence)

    @cached_property
    def subject_fields(self) -> set[str]:
        """The fields that say whose the values of others are."""
        return {f.citation.subject for f in self.table.schema.cited_fields if f.citation}  # type: ignore[misc]

    def key(self, name: str, text: str) -> Any:
        """A cell as its field types it, so that 1250.0 is 1250; else its text."""
        value = self.table.schema.readers[name].read(text)[0]
        return text if value is None else value

    def values(self, asked: Field) -> dict[Any, Found]:
        """Where the text says which value of a field by a method of the grammar."""
        if asked.name not in self._values:
            found: dict[Any, Found] = defaultdict(list)
            rule = asked.citation
            settings = rule.settings(self.evidence.currencies.get(self.source)) if rule else None
            if rule is not None and rule.parts:
                for method in rule.methods:
                    if method in NUMBER_METHODS:
                        self._read_in_tables(asked, rule, method, found)
                settings = None
            for method in rule.methods if rule and settings else ():
                if method not in GRAMMAR_METHODS:
                    continue
                kinds = KINDS_OF.get(method, (method,))
                for phrase in self.phrases:
                    if phrase.kind in kinds:
                        try:
                            text = derive(
                                method,
                                phrase.text,
                                phrases=self.evidence.phrases,
                                vocabulary=None,
                                language=self.language,
                                settings=settings,  # type: ignore[arg-type]
                            )
                        except NotUnderstood as error:
                            self.refused.setdefault(asked.name, []).append(str(error))
                            continue
                        found[self.key(asked.name, text)].append((phrase.span, method))
            self._values[asked.name] = found
        return self._values[asked.name]

    def _read_in_tables(
        self, asked: Field, rule: CitationRule, method: str, found: dict[Any, Found]
    ) -> None:
        """Note what numbers in tables say with the scale and the unit that their heads give."""
        settings = rule.settings(self.evidence.currencies.get(self.source))
        places, known = self.in_document, {}

        def read(phrase: str) -> str:
            return derive(
                method,
                phrase,
                phrases=self.evidence.phrases,
                vocabulary=None,
                language=self.language,
                settings=settings,
            )

        def reads(number: str, parts: Mapping[str, str]) -> str | None:
            try:
                return derive_parted(read, number, parts)
            except NotUnderstood:
                return None

        for bare in dict.fromkeys(p.span for p in self.phrases if p.kind == "count"):
            span = with_sign(self.text, bare) if method == "amount" else bare
            if places is None or not (heads := levels(places, self.text, bare)):
                continue
            key = repr((heads, span == bare))  # the numbers of a column have the same heads
            if key not in known:
                known[key] = find_parts(places, self.text, span, self.language, rule.parts, reads)
            parts, why = known[key]
            said = {name: self.text[one.start : one.end] for name, one in parts.items()}
            value = reads(self.text[span.start : span.end], said) if parts else None
            if value is None:
                self.refused.setdefault(asked.name, []).extend([why] if why else [])
                continue
            found[self.key(asked.name, value)].append((span, method))
            self.parts[asked.name, span] = tuple(
                (name, said[name], one.start) for name, one in parts.items()
            )

    def places(self, asked: Field, text: str) -> Found:
        """Where the text gives the value of a cell, by any method of its field."""
        rule = asked.citation
        found = [*self.values(asked).get(self.key(asked.name, text), ())]
        if rule is not None and "verbatim" in rule.methods:
            found += [(span, "verbatim") for span in words_at(self.text, text)]
        if rule is not None and rule.vocabulary is not None and "term" in rule.methods:
            codes = self.evidence.phrases.of(rule.vocabulary, self.language)
            for phrase in (phrase for phrase, code in codes.items() if code == text):
                found += [(span, "term") for span in words_at(self.text, phrase)]
        return [*dict.fromkeys(found)]

    def candidate(self, record: Record, asked: Field, span: Span, method: str) -> Candidate:
        """The candidate that a place is for a record's cell, with what speaks against it."""
        quote = self.text[span.start : span.end]
        beside = self._beside(span, method)
        whose, why = self._whose(record, asked, span, method)
        dates = "" if method == "date" else self.dates(record, span)
        doubt = beside or why
        if not doubt and dates == "other":
            is_headed = self.in_document is not None and self.in_document.table(span) is not None
            where = "its column, row or caption is" if is_headed else "the sentence speaks"
            doubt = f"{where} of another date"
        if not doubt and dates == "fits" and self._is_inferred(span):
            doubt = "the columns of this table are inferred: look whether it is of that date"
        if not doubt and method == "count" and self._may_be_year(quote):
            doubt = "it may be a year"
        parts = self.parts.get((asked.name, span), ())
        return Candidate(span, quote, method, whose, dates, doubt, not beside, parts)

    def _is_inferred(self, span: Span) -> bool:
        return self.in_document is not None and self.in_document.is_inferred(span)

    def _beside(self, span: Span, method: str) -> str:
        """Why the words beside a quote change it; empty where they do not."""
        if (span, method) not in self._clean:
            transcript = self.evidence.transcripts[self.source]
            found = find_neighbour(transcript, method, span, self.language)
            self._clean[span, method] = "" if found is None else found.why or found.culprit
        return self._clean[span, method]

    def _whose(self, record: Record, asked: Field, span: Span, method: str) -> tuple[str, str]:
        own = asked.citation.subject if asked.citation else None
        subject = own or self.subject
        if asked.name == subject or asked.name in self.subject_fields:
            return "named", ""
        if subject is None:
            return "", "whose value it is cannot be seen: the field declares no subject"
        whose = record.cells.get(subject, "")
        if not whose:
            return "", f"the record's {subject} is empty"
        bound = self.subjects.binding(self.table, subject, self.source, span)
        quote = self.text[span.start : span.end]
        fault = subject_fault(bound, whose, is_one=is_of_one(method, quote))
        if fault is None:
            return "named", self._doubts(record, subject, span)
        return ("other" if bound.perhaps else "nobody"), fault

    def _doubts(self, record: Record, subject: str, span: Span) -> str:
        """Why a quote that the proof binds to the subject may still be another's, or nobody's."""
        sentence = self._head_of(subject, span)
        if sentence is not None:
            rest = self.text[sentence.start : sentence.end].replace(record.cells[subject], "", 1)
            more = [word for word in WORD.findall(rest) if word[0].isupper()]
            whole = self.text[sentence.start : sentence.end]
            return f"its head is “{whole}”, which may be another one" if more else ""
        sentence = place_in(self.sentences, span) or span
        own = self._own_places(record, subject, sentence)
        key = (sentence, subject, own)
        if key not in self._named:
            known = self.subjects.sentence(self.table, subject, self.source, sentence).named
            taken = [*self._spans, *own]
            self._named[key] = with_strangers(self.text, sentence, known, self.language, taken)
        named = self._named[key]
        other = stranger(named, span, record.cells[subject]) or turned_to(self.text, named, span)
        if other:
            return f"“{other}” may be meant, which no row has as its {subject}"
        word = unreal(self.text, sentence, self.language)
        word = word or others_of(self.text, span, named, self.language)
        word = word or denied(self.text, span, self.language)
        return f"the sentence says “{word}”" if word else ""

    def _head_of(self, subject: str, span: Span) -> Span | None:
        """The header of a number in a table that names whose it is."""
        if self.in_document is None or self.in_document.is_inferred(span):
            return None
        heads = self.in_document.headers(span)
        words = " ".join(self.text[head.start : head.end] for head in heads)
        known = self.subjects.names_in(self.table, subject, self.source, words)
        return next((head for head in heads if find_names(self.text, head, known)), None)

    def _own_places(self, record: Record, subject: str, sentence: Span) -> tuple[Span, ...]:
        """Where a sentence names places that the record's own cells name: "in Danville, Virginia".

        Only behind a word of place: an owner that the record names may still be who is meant.
        """
        said = self.text[sentence.start : sentence.end]
        names = {
            part.strip()
            for name, cell in record.cells.items()
            for part in (cell.split(",") if name != subject and "," in cell else [cell])
            if name != subject and part.strip()[:1].isupper()
        }
        spans = sorted({span for name in names if name in said for span in words_at(said, name)})
        found: list[Span] = []
        for span in spans:
            is_next = bool(found) and said[found[-1].end : span.start] == ", "
            if is_next or _OF_PLACE.search(said, 0, span.start):
                found.append(span)
        return tuple(Span(sentence.start + s.start, sentence.start + s.end) for s in found)

    def _may_be_year(self, quote: str) -> bool:
        if not (quote.isascii() and quote.isdecimal() and len(quote) == 4):
            return False
        return YEARS[0] <= int(quote) <= YEARS[1]

    @cached_property
    def _spans(self) -> list[Span]:
        """The amounts and dates of the text, whose codes, units and months are not names."""
        return [p.span for p in self.phrases if p.kind in ("amount", "quantity", "date")]

    @cached_property
    def sentences(self) -> Sequence[Span]:
        """The sentences of the text."""
        return sentences(self.text)

    @cached_property
    def _paragraphs(self) -> Sequence[Span]:
        return paragraphs(self.text)

    @cached_property
    def _dated(self) -> list[tuple[Span, str]]:
        """The dates of the text that have a year, the widest of each place."""
        found = []
        for phrase in widest(p for p in self.phrases if p.kind == "date"):
            try:
                date = read_date(phrase.text, language=self.language)
                bounds(date)
            except (NotUnderstood, ValueError):
                continue
            if "XXXX" not in date:
                found.append((phrase.span, date))
        return found

    def dates(self, record: Record, span: Span) -> str:
        """Whether a quote is of one of the record's dates: `fits`, `other`, empty if unsaid."""
        own = self.dates_of(record)
        if not own:
            return ""
        if self.in_document is not None and self.in_document.table(span) is not None:
            return self._dates_of_heads(self.in_document, span, own)
        sentence = place_in(self.sentences, span) or span
        named = [
            Named(at, frozenset({date}), date)
            for at, date in self._dated
            if sentence.holds(at) and not at.overlaps(span)
        ]
        said = Sentence(self.text, sentence, named).bind(span).perhaps if named else frozenset()
        if not said:
            paragraph = place_in(self._paragraphs, span) or sentence
            before = [
                date
                for at, date in self._dated
                if paragraph.start <= at.start and at.end <= sentence.start
            ]
            said = frozenset(before[-1:])
        if not said:
            return ""
        return "fits" if all(_is_one_of(date, own) for date in said) else "other"

    def _dates_of_heads(self, places: Places, span: Span, own: Sequence[str]) -> str:
        """Whether the headers of a number, or else the caption, state one of some dates."""
        for heads in (places.headers(span), places.caption(span)):
            said = [date for at, date in self._dated for head in heads if head.holds(at)]
            if said:
                return "fits" if any(_is_one_of(date, own) for date in said) else "other"
        return ""

    def dates_of(self, record: Record) -> list[str]:
        """The dates that a record holds."""
        return [record.cells[name] for name in self._date_fields if record.cells.get(name)]

    @cached_property
    def _date_fields(self) -> list[str]:
        schema = self.table.schema
        found = []
        for asked in schema.fields:
            methods = asked.citation.methods if asked.citation else ()
            texts = {record.cells.get(asked.name, "") for record in self.table.records} - {""}
            is_key = asked.name in schema.primary_key or not asked.citation
            if "date" in methods or asked.is_edtf or (is_key and _are_dates(texts)):
                found.append(asked.name)
        return found


def hedge_of(quote: str, method: str, language: str) -> str:
    """The hedge that a number's phrase states; empty where it states none, or is a range."""
    if method not in NUMBER_METHODS:
        return ""
    try:
        found = read_quantity(quote, language, (method,)).qualifier
    except NotUnderstood:
        return ""
    return "" if found in ("none", "between") else found


def _are_dates(texts: Iterable[str]) -> bool:
    """Whether all texts of a column are years or dates; an empty column holds none."""
    found = list(texts)
    return bool(found) and all(_is_date(text) for text in found)


def _is_date(text: str) -> bool:
    if not text[:4].isdecimal() or not YEARS[0] <= int(text[:4]) <= YEARS[1]:
        return False
    try:
        bounds(text)
    except ValueError:
        return False
    return True


def _is_one_of(date: str, own: Sequence[str]) -> bool:
    """Whether a date lies in one of a record's, or holds it: 12 May 2021 and 2021."""
    first, last = bounds(date)
    for text in own:
        try:
            early, late = bounds(text)
        except ValueError:
            continue
        if (early <= first and last <= late) or (first <= early and late <= last):
            return True
    return False
