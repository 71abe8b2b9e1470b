"""Which cells the exact check has to look at: all but those that are plainly proved.

Most cells of a sound package rest on one quote that says what the cell says. The sieve sees that
from the rows alone, and remembers what it learned of a quote for the next cell that rests on it.
Whatever is not plain is left to `check_cell`, which alone decides and words every fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pincite.citations import Cell, CitedRows, Evidence, TableCells, derive_citation
from pincite.grammar import DERIVED_METHODS, NotUnderstood
from pincite.package import CitationRule
from pincite.proof.guards import check_cropping, check_longer_phrase
from pincite.report import Place
from pincite.report.progress import progress

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


def suspects(evidence: Evidence) -> Iterator[Cell]:
    """The cells that are not plainly proved, in order; all of them where the maps were changed."""
    if not isinstance(evidence.citations, CitedRows) or not isinstance(evidence.cells, TableCells):
        yield from evidence.cells
        return
    cells, citations = evidence.cells, evidence.citations
    sieve = Sieve(evidence, citations)
    with progress(len(cells), "cells") as advance:
        for name, table, fields in cells.tables():
            rules = [(at, field, evidence.rules[name, field]) for at, field in fields]
            rules.sort(key=lambda found: ASKS_MORE.keys() & {*found[2].methods} != set())
            for number, (key, row) in enumerate(zip(table.keys, table.rows, strict=True), 1):
                cited = citations.numbers(name, key)
                for at, field, rule in rules:
                    if not sieve.is_plain(rule, row[at], cited.get(field)):
                        yield Cell(name, key, field)
                if number % STEP == 0:
                    advance(STEP * len(fields))


def _needs_none(rule: CitationRule, text: str) -> bool:
    """Whether a cell without citations has all that it needs."""
    if "position" in rule.methods or "external" in rule.methods:
        return False
    return text == "" or "written" in rule.methods


Derivation = tuple[CitationRule, str, str, str, str | None, str]


class Sieve:
    """What is known of the quotes seen so far."""

    def __init__(self, evidence: Evidence, citations: CitedRows) -> None:
        self._evidence = evidence
        self._citations = citations
        self._texts = {
            source: transcript.text
            for source, transcript in evidence.transcripts.items()
            if transcript.text is not None
        }
        self._derived: dict[tuple[int, str, str, str, str | None, str], str | None] = {}
        self._held: dict[tuple[str, str], set[str]] = {}
        self._quiet: dict[tuple[str, int, str, str], bool] = {}

    def is_plain(self, rule: CitationRule, text: str, found: int | list[int] | None) -> bool:
        """Whether a cell is plainly proved by the rows of its citations."""
        if found is None:
            return _needs_none(rule, text)
        if rule.parts:
            return False
        if rule.anchor:
            return isinstance(found, list) and self.is_anchored(rule, text, found)
        return isinstance(found, int) and self.is_proved(rule, text, found)

    def is_proved(
        self,
        rule: CitationRule,
        text: str,
        number: int,
        *,
        part: str = "value",
        seq: str = "1",
        anchor: str | None = None,
    ) -> bool:
        """Whether a row proves plainly the text of the cell that it cites, or of its anchor."""
        row = self._citations.texts(number)
        _, _, _, own_seq, own_part, source, start, _, quote, method, value, _ = row
        if value != text or own_seq != seq or own_part != part or not self._stands(row, number):
            return False
        if method not in rule.methods or method not in DERIVED_METHODS:
            return False
        if method != "verbatim" or value != quote:
            key = (rule, source, method, quote, anchor, part)
            if self._value(key, number) != value:
                return False
        return self._is_quiet(rule, number, (source, int(start), quote, method))

    def _stands(self, row: tuple[str, ...], number: int) -> bool:
        """Whether a quote without prefix and suffix is where its row says."""
        source, start, end, quote = row[5:9]
        whole, first = self._texts.get(source), int(start)
        if whole is None or first < 0 or not quote or self._citations.has_context(number):
            return False
        return int(end) - first == len(quote) and whole.startswith(quote, first)

    def is_anchored(self, rule: CitationRule, text: str, numbers: list[int]) -> bool:
        """Whether a value and its anchor, in this order, prove the text of a cell plainly."""
        if len(numbers) != 2:
            return False
        anchor = self._citations.texts(numbers[1])[10]
        return self.is_proved(rule, anchor, numbers[1], part="anchor", seq="2") and self.is_proved(
            rule, text, numbers[0], anchor=anchor
        )

    def _value(self, key: Derivation, number: int) -> str | None:
        """What a quote gives; None where it is not understood."""
        rule, source, method, quote, anchor, part = key
        reads_alike = self._evidence.languages[source]
        if source in self._evidence.currencies:
            reads_alike = f"{reads_alike} {source}"  # what a sign of money is, each source declares
        known = (id(rule), reads_alike, method, quote, anchor, part)
        if known not in self._derived:
            if len(self._derived) > REMEMBERED:
                self._derived.clear()
            citation = self._citations.citation(number)
            try:
                self._derived[known] = derive_citation(self._evidence, rule, citation, anchor)
            except NotUnderstood:
                self._derived[known] = None
        return self._derived[known]

    def _is_quiet(self, rule: CitationRule, number: int, key: tuple[str, int, str, str]) -> bool:
        """Whether no guard has anything to say of a quote that is where it is said to."""
        method = key[3]
        for other in (method, *ASKS_MORE.get(method, ())):
            if self._quiet.get((*key[:3], other), False) and method != "term":
                return True
        if len(self._quiet) > REMEMBERED:
            self._quiet.clear()
        citation = self._citations.citation(number)
        quiet = next(check_cropping(self._evidence, citation, _NOWHERE), None) is None
        self._quiet[key] = quiet
        if not quiet or method != "term" or not self._has_longer(rule, key[0], key[2]):
            return quiet
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
