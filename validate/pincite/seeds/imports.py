"""Importing claims: each is looked for in its source's text, and written where it proves.

A quote is looked for by its offset, whose unit is found by comparing; else by its words. What
proves becomes a citation, all else keeps its reason, and nothing is dropped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from pincite.citations import Cell, declared_currencies
from pincite.descriptor.shape import meant
from pincite.grammar import DERIVED_METHODS, NotUnderstood, Phrases
from pincite.package import CitationRule, Schema
from pincite.proof.claimed import (
    Differs,
    FieldReading,
    Quoted,
    TextAtHand,
    judge_places,
    text_of_value,
)
from pincite.proof.heads import find_parts, with_sign
from pincite.report import CannotRun
from pincite.seeds.claimed_names import ClaimedNames, cell_of
from pincite.seeds.editor import SeedEditor
from pincite.seeds.outcomes import OF_CODES, UNITS, Claim, Outcome, start_of
from pincite.seeds.proving import Judged, prove
from pincite.seeds.request import CitationRequest, spelt_cell
from pincite.seeds.seed_files import percent_note
from pincite.text import Span
from pincite.text.spans import place_in
from pincite.types.any import ANY
from pincite.types.boolean import BOOLEAN


def import_claims(
    editor: SeedEditor, claims: Iterable[Claim], *, units: str | None = None
) -> list[Outcome]:
    """Put the rows of all claims that prove on the editor; says what became of every one.

    `units` are what offsets count: `code-points`, `utf-16` or `utf-8`; None is whichever fits the
    most quotes of a source.
    """
    return _Import(editor, units).run(list(claims))


@dataclass
class _Import:
    """Claims on their way to outcomes."""

    editor: SeedEditor
    units: str | None
    texts: dict[str, TextAtHand | str] = field(default_factory=dict)  # or why there is none
    found_units: dict[str, str] = field(default_factory=dict)
    phrases: Phrases = field(default_factory=lambda: Phrases({}))  # with those of the claims

    def run(self, claims: list[Claim]) -> list[Outcome]:
        """The outcomes of all claims, in order."""
        claims = [self._spelt(claim) for claim in claims]
        names = ClaimedNames(self.editor, claims)
        self.phrases = names.phrases
        self._find_units(claims)
        found = [self._best(claim, names) for claim in claims]
        found = [*self._with_their_records(found)]
        found, beside = _with_parts_of_file(found)
        at = [
            number
            for number, outcome in enumerate(found)
            if outcome.verdict == "proved" and number not in beside
        ]
        # new phrases first: other rows of the file may rest on them, in whatever order they are
        at.sort(key=lambda number: not found[number].claim.code)
        requests = [self._request(found[number]) for number in at]
        for number, judged in zip(at, prove(self.editor, requests), strict=True):
            found[number] = _outcome(found[number], judged)
        for number, of in beside.items():  # the scale or unit of a number is written with it
            verdict, part = found[of].verdict, found[number]
            if found[of].is_proved:
                found[number] = replace(part, verdict=verdict, value=part.quote)
            else:
                found[number] = replace(part, verdict="refused", reason="its number is not proved")
        return found

    def _spelt(self, claim: Claim) -> Claim:
        """The claim with its cell as the tables spell it, or with the fault of its cell."""
        if claim.fault:
            return claim
        schema = self._schema(claim.table)
        if schema is None:
            names = [
                t.name for t in self.editor.package.tables if t.schema and t.schema.cited_fields
            ]
            return replace(
                claim, fault=_unknown("no table with citations is named", claim.table, names)
            )
        rule = self._rule(claim)
        if rule is None:
            names = [f.name for f in schema.cited_fields]
            what = f"{claim.table} has no field that takes a citation and is named"
            return replace(claim, fault=_unknown(what, claim.field, names))
        if claim.source not in self.editor.seeds and claim.source in self._of_files:
            claim = replace(claim, source=self._of_files[claim.source])
        if claim.source not in self.editor.seeds:
            fault = _unknown("no source is named", claim.source, list(self.editor.seeds))
            return replace(claim, fault=fault)
        try:
            cell = spelt_cell(Cell(claim.table, claim.record, claim.field), schema)
        except CannotRun as error:
            return replace(claim, fault=str(error))
        fault = self._wrong_value(claim, schema)
        return replace(claim, record=cell.record, fault=fault)

    @cached_property
    def _of_files(self) -> dict[str, str]:
        """The sources by the names of their files, by which a pipeline may know them."""
        seeds = self.editor.seeds.values()
        files = Counter(seed.record.get("file_name", "") for seed in seeds)
        named = ((seed.record.get("file_name", ""), seed.source) for seed in seeds)
        return {file: source for file, source in named if files[file] == 1}

    def _wrong_value(self, claim: Claim, schema: Schema) -> str:
        """Why a field cannot hold what is claimed; empty where it can, or nothing is claimed."""
        if claim.value is None:
            return ""
        text, asked = text_of_value(claim.value), schema.field(claim.field)
        kind = asked.type if asked is not None else "any"
        if text is None or (isinstance(claim.value, bool) and kind not in (BOOLEAN.name, ANY.name)):
            name = type(claim.value).__name__
            return f"the value is of the wrong type: {name}, and the field is of type {kind}"
        faults = schema.readers[claim.field].read(text)[1] if text else ()
        why = (percent_note(text or "") or faults[0].message) if faults else ""
        return f"the field cannot hold “{text}”: {why}" if faults else ""

    def _schema(self, table: str) -> Schema | None:
        resource = self.editor.package.table(table)
        schema = None if resource is None else resource.schema
        return schema if schema is not None and schema.cited_fields else None

    def _rule(self, claim: Claim) -> CitationRule | None:
        schema = self._schema(claim.table)
        asked = None if schema is None else schema.field(claim.field)
        return None if asked is None else asked.citation

    def text(self, source: str) -> TextAtHand | str:
        """A source's text, or why it cannot be compared."""
        if source not in self.texts:
            try:
                self.texts[source] = TextAtHand(
                    self.editor.text_of(source), self.editor.places_of(source)
                )
            except CannotRun as error:
                self.texts[source] = str(error)
        return self.texts[source]

    def _find_units(self, claims: Sequence[Claim]) -> None:
        """By source, the unit in which most offsets fit; a person's word counts more."""
        fits: dict[str, Counter[str]] = {}
        for claim in claims:
            at_hand = self.text(claim.source) if claim.start is not None and not claim.fault else ""
            for unit in ("code-points", *UNITS):
                if isinstance(at_hand, str):
                    break
                is_there = start_of(at_hand.text, claim, unit) is not None
                fits.setdefault(claim.source, Counter())[unit] += is_there
        for source, counts in fits.items():
            self.found_units[source] = self.units or counts.most_common(1)[0][0]

    def _best(self, claim: Claim, names: ClaimedNames) -> Outcome:
        """The outcome of a claim by the first of its quotes that proves it, else by the first."""
        first = self._judged(claim, names)
        if first.is_proved or not claim.others or claim.fault:
            return first
        rest = (self._judged(replace(claim, quote=one), names) for one in claim.others)
        return next((outcome for outcome in rest if outcome.is_proved), first)

    def _judged(self, claim: Claim, names: ClaimedNames) -> Outcome:
        """The verdict on a claim by its text alone."""
        rule = self._rule(claim)
        at_hand = "" if claim.fault else self.text(claim.source)
        if claim.fault or rule is None or isinstance(at_hand, str):
            return Outcome(claim, "refused", claim.fault or str(at_hand))
        if claim.method == "written":
            return Outcome(claim, "proved", method="written", quote=claim.quote)
        spans, respelt, fault = self._spans(claim, at_hand)
        if not spans:
            near = at_hand.nearest(claim.quote)
            shown = at_hand.text[near.start : near.end] if near else ""
            return Outcome(claim, "not_found", fault, span=near, nearest=shown)
        quote = at_hand.text[spans[0].start : spans[0].end]
        outcome = Outcome(claim, span=spans[0], quote=quote, respelt=respelt)
        spans, outcome, parts = self._with_parts(outcome, rule, at_hand, spans, names)
        if outcome.verdict:
            return outcome
        if claim.method not in (None, *DERIVED_METHODS) or claim.part != "value" or claim.code:
            return self._by_hand(outcome, spans)
        reading = replace(self._reading(claim, rule, names.anchor(claim)), parts=parts)
        claimed = None if claim.value is None else text_of_value(claim.value)
        known, whose = names.of(claim, rule)
        quoted = Quoted(quote, claimed, claim.method, known, whose)
        verdict, method = judge_places(at_hand, spans, reading, quoted)
        span = spans[0] if verdict.start is None else Span(verdict.start, verdict.end or 0)
        nearest = "" if verdict.verdict == "proved" else _around(at_hand, span)
        reason = "" if verdict.verdict == "proved" else verdict.reason
        if verdict.verdict == "not_understood" and "term" in rule.methods and rule.vocabulary:
            reason += '; the row may carry "code": the quote then becomes a phrase for it'
        if span != spans[0] and span not in spans:  # a phrase within the quote says it
            quote = at_hand.text[span.start : span.end]
            outcome = replace(outcome, quote=quote, respelt="more words around it")
        found = replace(outcome, verdict=verdict.verdict, value=verdict.value or "", span=span)
        return replace(found, method=method, reason=reason, nearest=nearest)

    def _with_parts(
        self,
        outcome: Outcome,
        rule: CitationRule,
        at_hand: TextAtHand,
        spans: list[Span],
        names: ClaimedNames,
    ) -> tuple[list[Span], Outcome, Mapping[str, str]]:
        """The parts of a number, by what the file says of them, the seeds, or else its heads."""
        claim = outcome.claim
        if not rule.parts or claim.part != "value" or claim.method not in (None, *DERIVED_METHODS):
            return spans, outcome, {}
        said = {**self.editor.parts_of(Cell(*cell_of(claim))), **names.parts(claim)}
        if said.keys() >= {*rule.parts}:
            return spans, outcome, said
        reading = self._reading(claim, rule, None)
        claimed = None if claim.value is None else text_of_value(claim.value)
        places = at_hand.places_in_original

        def reads(number: str, parts: Mapping[str, str]) -> str | None:
            try:
                return replace(reading, parts=parts).value_of(number, claimed, claim.method)[1]
            except (NotUnderstood, Differs):
                return None

        why = "its scale or unit is not cited: give a row with the same cell and part"
        why = why if len(spans) == 1 else _several(spans)
        if places is not None and len(spans) == 1 and places.table(spans[0]) is not None:
            found, why = find_parts(
                places, at_hand.text, spans[0], reading.language, rule.parts, reads
            )
            quoted = [(name, at_hand.text[o.start : o.end], o.start) for name, o in found.items()]
            if found:
                outcome = replace(outcome, parts=tuple(quoted))
                return spans, outcome, {name: words for name, words, _ in quoted}
        return spans, replace(outcome, verdict="ambiguous", reason=why), {}

    @staticmethod
    def _by_hand(outcome: Outcome, spans: Sequence[Span]) -> Outcome:
        """A claim that says itself by which method it holds; only its place may be unclear."""
        method = outcome.claim.method or ("term" if outcome.claim.code else "")
        if len(spans) == 1 or method == "term":  # a name is the same name wherever it is
            return replace(outcome, verdict="proved", method=method)
        return replace(outcome, verdict="ambiguous", reason=_several(spans))

    def _reading(self, claim: Claim, rule: CitationRule, anchor: str | None) -> FieldReading:
        record = self.editor.seeds[claim.source].record
        schema = self._schema(claim.table)
        reader = None if schema is None else schema.readers[claim.field]
        currencies = declared_currencies(record.get("currencies", ""))
        language = record.get("language", "")
        read = FieldReading.read if reader is None else reader.read
        return FieldReading(rule, language, self.phrases, currencies, anchor, read)

    def _spans(self, claim: Claim, at_hand: TextAtHand) -> tuple[list[Span], str, str]:
        """The places of a claim's quote, how the text spells it, and why there are none."""
        if not claim.quote.strip():
            return self._cells(claim, at_hand, self._rule(claim))
        if claim.start is not None:
            unit = self.found_units.get(claim.source, "code-points")
            start = start_of(at_hand.text, claim, unit)
            if start is not None:
                return [Span(start, start + len(claim.quote))], "", ""
        spans, respelt = at_hand.places(claim.quote)
        text = at_hand.text
        beside = [
            span
            for span in spans
            if text.endswith(claim.prefix, 0, span.start)
            and text.startswith(claim.suffix, span.end)
        ]
        if spans and not beside:
            return [], "", "the quote is there, but not between that prefix and suffix"
        if claim.place and beside:
            beside = at_hand.on(claim.place, beside)
            if len(beside) != 1:
                known = at_hand.places_in_original is not None
                why = "not on that page or in that cell" if known else "the source has no map"
                why = "more than once in that place" if beside else why
                return [], "", f"the quote is there, but {why}"
        if claim.start is not None and len(beside) > 1:
            at = ", ".join(str(span.start) for span in beside[:5])
            return [], "", f"a different text is at {claim.start}; the quote is at {at}"
        return beside, respelt, "" if spans else "the quote is not in the text"

    @staticmethod
    def _cells(
        claim: Claim, at_hand: TextAtHand, rule: CitationRule | None
    ) -> tuple[list[Span], str, str]:
        """The one cell that a claim without a quote names by its place; money with its sign."""
        if not claim.place.keys() & {"row", "column"}:
            return [], "", "the claim has no quote, and no place that names a row or a column"
        if at_hand.places_in_original is None:
            return [], "", "the claim has a place and no quote, but the source has no map"
        found = at_hand.places_in_original.cells_at(claim.place, at_hand.transcript.slice)
        if len(found) == 1 and rule is not None and {"amount", "currency"} & {*rule.methods}:
            return [with_sign(at_hand.text, found[0])], "", ""
        if len(found) == 1:
            return found, "", ""
        cells = "no cell is" if not found else f"{len(found)} cells are"
        return [], "", f"{cells} at that place: name the page or table, the row and the column"

    @staticmethod
    def _request(outcome: Outcome) -> CitationRequest:
        claim = outcome.claim
        value = text_of_value(claim.value) or ""
        return CitationRequest(
            Cell(claim.table, claim.record, claim.field),
            outcome.quote or claim.quote,
            claim.source,
            start=None if outcome.span is None else outcome.span.start,
            part=claim.part,
            method=outcome.method or claim.method,
            note=claim.note,
            value=value if claim.method == "judged" else "",
            code=claim.code,
            parts=outcome.parts,
        )

    def _with_their_records(self, found: Sequence[Outcome]) -> Iterator[Outcome]:
        """Outcomes, of repeated quotes those chosen that share a sentence with their record's.

        Only where the record's other quotes lie in one sentence, and the quote once in it. A field
        that declares a subject has been decided by that already.
        """
        homes: dict[tuple[str, str, str], set[Span]] = {}
        for outcome in found:
            at_hand = self.text(outcome.claim.source) if outcome.verdict == "proved" else ""
            if isinstance(at_hand, TextAtHand) and outcome.span is not None:
                spans, _ = at_hand.places(outcome.claim.quote)
                sentence = place_in(at_hand.sentences, outcome.span)
                if len(spans) == 1 and sentence is not None:
                    homes.setdefault(_record_of(outcome), set()).add(sentence)
        for outcome in found:
            at_hand = self.text(outcome.claim.source)
            shared = homes.get(_record_of(outcome), set())
            is_repeated = isinstance(at_hand, TextAtHand) and outcome.claim.start is None
            is_repeated = is_repeated and not outcome.claim.place
            if is_repeated and outcome.verdict == "proved" and isinstance(at_hand, TextAtHand):
                spans, _ = at_hand.places(outcome.claim.quote)
                yield _chosen(outcome, spans, shared, self._rule)
            else:
                yield outcome


def _chosen(outcome: Outcome, spans: Sequence[Span], shared: set[Span], rule_of: Any) -> Outcome:
    """Of a quote that is there several times, the place that is the record's; else ambiguous."""
    rule: CitationRule | None = rule_of(outcome.claim)
    is_bound = rule is not None and rule.subject is not None
    is_narrowed = outcome.span not in spans
    if len(spans) < 2 or is_bound or is_narrowed or outcome.claim.prefix or outcome.claim.suffix:
        return outcome
    here = [span for span in spans if any(home.holds(span) for home in shared)]
    if len(shared) == 1 and len(here) == 1:
        return replace(outcome, span=here[0])
    if outcome.method in ("verbatim", "term"):
        return replace(outcome, span=(here or spans)[0])
    return replace(outcome, verdict="ambiguous", reason=_several(spans), value="")


def _several(spans: Sequence[Span]) -> str:
    at = ", ".join(str(span.start) for span in spans[:5])
    return f"the quote is there {len(spans)} times, at {at}: say which by start, prefix or suffix"


def _record_of(outcome: Outcome) -> tuple[str, str, str]:
    return outcome.claim.table, outcome.claim.record, outcome.claim.source


def _unknown(what: str, name: str, names: Sequence[str]) -> str:
    listed = ", ".join(names[:20]) + (" ..." if len(names) > 20 else "")
    return f"{what} {name or '(none named)'}{meant(name, names)}; known: {listed}"


def _around(at_hand: TextAtHand, span: Span) -> str:
    """A passage with what is directly beside it, at most some words on each side."""
    text = at_hand.text
    before = text[max(0, span.start - 30) : span.start].rsplit("\n", 1)[-1]
    behind = text[span.end : span.end + 30].split("\n", 1)[0]
    return before + text[span.start : span.end] + behind


def _outcome(outcome: Outcome, judged: Judged) -> Outcome:
    """The outcome of a claim that the package has proved, or refused."""
    if judged.is_proved:
        verdict = "there" if judged.is_there else "proved"
        return replace(outcome, verdict=verdict, value=judged.value, method=judged.method)
    verdict = OF_CODES.get(judged.code, "refused")
    reason = f"{judged.code}: {judged.reason}" if judged.code else judged.reason
    return replace(outcome, verdict=verdict, reason=reason, value="")


def _with_parts_of_file(found: list[Outcome]) -> tuple[list[Outcome], dict[int, int]]:
    """Outcomes of numbers with the parts that the file has for them; and which part is of which."""
    values = {cell_of(o.claim): n for n, o in enumerate(found) if o.claim.part == "value"}
    beside = {
        number: values[cell_of(outcome.claim)]
        for number, outcome in enumerate(found)
        if outcome.claim.part in ("scale", "unit")
        and outcome.verdict == "proved"
        and cell_of(outcome.claim) in values
    }
    for number, of in beside.items():
        part = found[number]
        if part.span is not None:
            said = (part.claim.part, part.quote, part.span.start)
            found[of] = replace(found[of], parts=(*found[of].parts, said))
    return found, beside
