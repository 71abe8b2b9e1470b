"""Which cells the exact check has to look at: all but those that are plainly proved.

Most cells of a sound package rest on one quote that says what the cell says. The sieve sees from
the row of a citation that its value follows plainly from its quote, and marks the row; it
remembers what it learned of a quote for the next row. What is left is to compare the cell.
Cells that are not plain are checked exactly, as if their text were what their citations say. What
has a fault then is left to `check_cell`, which alone decides and words every fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from pincite.citations import Cell, CitedRows, Evidence, TableCells, derive_said
from pincite.citations.derivation import Said
from pincite.grammar import DERIVED_METHODS, NotUnderstood
from pincite.package import CitationRule
from pincite.proof.cells import check_cited
from pincite.proof.guards import check_longer_phrase, is_cropped
from pincite.report import Place
from pincite.report.progress import progress
from pincite.text import Span

STEP = 1000  # records between two looks at the progress bar
REMEMBERED = 2**14  # quotes; those of one record are together, so few suffice
LONGEST = 200  # code points of a phrase whose parts are looked up one by one
# What a guard says of one method holds for others that it asks less of (a test pins this down).
ASKS_MORE: Mapping[str, tuple[str, ...]] = {
    "currency": ("amount",),
    "qualifier": ("amount", "currency"),
    "verbatim": ("term", "amount", "currency", "qualifier", "percent", "date"),
}
_NOWHERE = Place("")
PLAIN, ANCHOR, FLAWLESS = 1, 2, 32
_ALL_PLAIN = bytes(mark for mark in range(256) if mark & (PLAIN | ANCHOR))


def suspects(evidence: Evidence, marks: Sequence[int] | None) -> Iterator[Cell]:
    """The cells that are not plainly proved, in order; all of them where the maps were changed.

    `marks` are those of the rows of the citations, see `Sieve`; None where nothing is known.
    """
    cells, citations = evidence.cells, evidence.citations
    if marks is None or not isinstance(cells, TableCells) or not isinstance(citations, CitedRows):
        yield from evidence.cells
        return
    with progress(len(cells), "cells") as advance:
        for name, table, fields in cells.tables():
            rules = [(at, field, evidence.rules[name, field]) for at, field in fields]
            for number, (key, row) in enumerate(zip(table.keys, table.rows, strict=True), 1):
                cited = citations.numbers(name, key)
                for at, field, rule in rules:
                    found = cited.get(field)
                    if found is None:
                        is_plain = _needs_none(rule, row[at])
                    else:
                        proof = _proof(citations, marks, found)
                        is_plain = proof is not None and citations.value(proof) == row[at]
                    if not is_plain:
                        yield Cell(name, key, field)
                if number % STEP == 0:
                    advance(STEP * len(fields))


def _proof(citations: CitedRows, marks: Sequence[int], found: int | list[int]) -> int | None:
    """The row whose value is proved to be that of the cell; None where nothing is known of it."""
    if isinstance(found, int) and marks[found] & PLAIN:
        return found
    numbers = [found] if isinstance(found, int) else found
    if len(numbers) == 2 and marks[numbers[1]] & ANCHOR:
        return numbers[0]
    if all(marks[number] & FLAWLESS for number in numbers) and citations.are_of_one_source(numbers):
        return next((n for n in numbers if citations.passage(n)[0] == "value"), None)
    return None


def _needs_none(rule: CitationRule, text: str) -> bool:
    """Whether a cell without citations has all that it needs."""
    if "position" in rule.methods or "external" in rule.methods:
        return False
    return text == "" or "written" in rule.methods


Held = dict[tuple[str, str], set[str]]  # phrases that are within others, by vocabulary and language


def mark_flawless(evidence: Evidence, citations: CitedRows, marks: bytearray) -> None:
    """Mark the rows of those cells that are not plain, and yet have no fault.

    That holds of a cell whose text is their value, and where all its citations are of one source,
    since only those of a source are surely looked at together.
    """
    if not marks.translate(None, _ALL_PLAIN):
        return
    for cell in citations:
        numbers = citations.of_cell(cell)
        is_plain = all(marks[number] & (PLAIN | ANCHOR) for number in numbers)
        if is_plain or (cell.table, cell.field) not in evidence.rules:
            continue
        group = citations[cell]
        text = next((citation.value for citation in group if citation.part == "value"), "")
        if not check_cited(evidence, cell, text, group):
            for number in numbers:
                marks[number] |= FLAWLESS


class Sieve:
    """Marks the rows of citations, by what is known of the quotes seen so far."""

    def __init__(self, evidence: Evidence, citations: CitedRows, held: Held) -> None:
        """`held` remembers for other sieves of the same phrases."""
        self._evidence = evidence
        self._citations = citations
        self._texts = {
            source: transcript.text
            for source, transcript in evidence.transcripts.items()
            if transcript.text is not None
        }
        self._derived: dict[tuple[int, str, str, str, str | None, str], str | None] = {}
        self._held = held
        self._quiet: dict[tuple[str, int, str], set[str]] = {}  # by place, of which methods

    def marks(self) -> bytearray:
        """A mark for each row of the citations.

        It has PLAIN where the value of the row follows plainly, from the row alone or from it and
        its anchor; and ANCHOR where it is the plain anchor of such a row.
        """
        marks = bytearray(len(self._citations.rows))
        later: list[tuple[CitationRule, int]] = []
        for rule, found in self._cited():
            if isinstance(found, list):
                if rule.anchor and self._is_anchored(rule, found):
                    marks[found[0]] |= PLAIN
                    marks[found[1]] |= ANCHOR
            elif not rule.anchor and self._citations.method(found) in ASKS_MORE:
                later.append((rule, found))
            elif not rule.anchor and self._is_proved(rule, found):
                marks[found] |= PLAIN
        for rule, number in later:
            if self._is_proved(rule, number):
                marks[number] |= PLAIN
        return marks

    def _cited(self) -> Iterator[tuple[CitationRule, int | list[int]]]:
        """The rules of the cells that rows cite, of fields without parts, and their rows."""
        for table, record in self._citations.records():
            for field, found in self._citations.numbers(table, record).items():
                rule = self._evidence.rules.get((table, field))
                if rule is not None and not rule.parts:
                    yield rule, found

    def _is_proved(
        self,
        rule: CitationRule,
        number: int,
        *,
        part: str = "value",
        seq: str = "1",
        anchor: str | None = None,
    ) -> bool:
        """Whether the value of a row follows plainly from its quote, and its anchor if any."""
        row = self._citations.texts(number)
        _, _, _, own_seq, own_part, source, start, _, quote, method, value, _ = row
        if own_seq != seq or own_part != part or not self._stands(row, number):
            return False
        if method not in rule.methods or method not in DERIVED_METHODS:
            return False
        if method != "verbatim" or value != quote:
            said = part, source, quote, method, value
            if self._value(rule, said, anchor) != value:
                return False
        return self._is_quiet(rule, number, (source, int(start), quote), method)

    def _stands(self, row: tuple[str, ...], number: int) -> bool:
        """Whether a quote without prefix and suffix is where its row says."""
        source, start, end, quote = row[5:9]
        whole, first = self._texts.get(source), int(start)
        if whole is None or first < 0 or not quote:
            return False
        if self._citations.context and self._citations.has_context(number):
            return False
        return int(end) - first == len(quote) and whole.startswith(quote, first)

    def _is_anchored(self, rule: CitationRule, numbers: list[int]) -> bool:
        """Whether the rows of a value and of its anchor, in this order, prove the value plainly."""
        if len(numbers) != 2:
            return False
        anchor = self._citations.value(numbers[1])
        return self._is_proved(rule, numbers[1], part="anchor", seq="2") and self._is_proved(
            rule, numbers[0], anchor=anchor
        )

    def _value(self, rule: CitationRule, said: Said, anchor: str | None) -> str | None:
        """What a quote gives; None where it is not understood."""
        part, source, quote, method, _ = said
        reads_alike = self._evidence.languages[source]
        if source in self._evidence.currencies:
            reads_alike = f"{reads_alike} {source}"  # what a sign of money is, each source declares
        key = (id(rule), reads_alike, method, quote, anchor, part)
        if key not in self._derived:
            if len(self._derived) > REMEMBERED:
                self._derived.clear()
            try:
                self._derived[key] = derive_said(self._evidence, rule, said, anchor)
            except NotUnderstood:
                self._derived[key] = None
        return self._derived[key]

    def _is_quiet(
        self, rule: CitationRule, number: int, place: tuple[str, int, str], method: str
    ) -> bool:
        """Whether no guard has anything to say of a quote that is where it is said to."""
        known = self._quiet.get(place)
        if known is None:
            if len(self._quiet) > REMEMBERED:
                self._quiet.clear()
            known = self._quiet[place] = set()
        elif method != "term":
            for other in (method, *ASKS_MORE.get(method, ())):
                if other in known:
                    return True
        source, start, quote = place
        span, note = Span(start, start + len(quote)), self._citations.texts(number)[-1]
        if is_cropped(self._evidence, source, span, method, note):
            return False
        known.add(method)
        if method != "term" or not self._has_longer(rule, source, quote):
            return True
        citation = self._citations.citation(number)
        return next(check_longer_phrase(self._evidence, rule, citation, _NOWHERE), None) is None

    def _has_longer(self, rule: CitationRule, source: str, quote: str) -> bool:
        """Whether a longer phrase of the vocabulary, of any code, holds this one."""
        key = (rule.vocabulary or "", self._evidence.languages[source])
        if key not in self._held:
            self._held[key] = held_phrases(self._evidence.phrases.of(*key))
        return quote in self._held[key]


def held_phrases(phrases: Collection[str]) -> set[str]:
    """The phrases that are within another one; all, where some are too long to look through."""
    if any(len(phrase) > LONGEST for phrase in phrases):
        return set(phrases)
    lengths = sorted({len(phrase) for phrase in phrases})
    found: set[str] = set()
    for phrase in phrases:
        for length in lengths:
            for at in range(len(phrase) - length + 1 if length < len(phrase) else 0):
                if phrase[at : at + length] in phrases:
                    found.add(phrase[at : at + length])
    return found
