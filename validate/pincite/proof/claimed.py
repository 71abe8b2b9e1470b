"""A value with its quote, as a program or a language model gives it: does the quote say so?

The method is the one of the field that gives the value claimed. Of several places of a quote those
count whose sentence names the record's subject, where one is known; they must all prove the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any

from pincite.citations import derive_parted
from pincite.grammar import DERIVED_METHODS, GRAMMAR_METHODS, NotUnderstood, Phrases, derive
from pincite.grammar.numbers import plain_digits
from pincite.grammar.readable import KINDS_OF, readable_phrases
from pincite.package import CitationRule
from pincite.proof.guards import find_neighbour
from pincite.proof.heads import bound_by_heads
from pincite.proof.strangers import turned_away, with_strangers
from pincite.proof.subjects import is_of_one, subject_fault
from pincite.proof.verdict import Verdict
from pincite.sources.source_map import Places
from pincite.text import Span, Transcript, find_all, sentences
from pincite.text.anchoring import nearest_place, normal, normalised_places, what_differs
from pincite.text.binding import Sentence, find_names
from pincite.text.spans import place_in, words_at

# Quotes for a whole record, as Instructor's CitationMixin and others ask for them.
QUOTE_LISTS = ("substring_quotes", "substring_quote", "supporting_quotes", "quotes", "evidence")
MOST_NAMED = 5  # places of a quote that a reason lists


def text_of_value(value: Any) -> str | None:
    """A claimed value as the text of a cell; None for what no cell holds, such as a list."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float | Decimal):
        exact = Decimal(repr(value)) if isinstance(value, float) else value
        return plain_digits(exact) if exact.is_finite() else None
    return value.isoformat() if isinstance(value, date) else None


@dataclass(frozen=True)
class FieldReading:
    """How the quotes of one field are read in one language, and how its values compare.

    `read` gives a cell's text as its field types it, and whether the field can hold it.
    """

    rule: CitationRule
    language: str
    phrases: Phrases = field(default_factory=lambda: Phrases({}))
    currencies: Mapping[str, str] = field(default_factory=dict)
    anchor: str | None = None  # the date that a relative one counts from, in EDTF
    read: Callable[[str], tuple[Any, Sequence[Any]]] = lambda text: (text, ())
    parts: Mapping[str, str] = field(default_factory=dict)  # quotes of the scale and the unit

    def same(self, one: str, two: str) -> bool:
        """Whether two cells hold one value: 1250.0 is 1250."""
        return one == two or self.read(one)[0] == self.read(two)[0] is not None

    def value_of(self, quote: str, claimed: str | None, method: str | None) -> tuple[str, str]:
        """The method that the quote is read by, and the value that it gives.

        Raises NotUnderstood where no method of the field reads it, or where several give different
        values and none is claimed; Differs where what it says is not what is claimed.
        """
        found: dict[str, str] = {}
        reasons: list[str] = []
        methods = [m for m in self.rule.methods if m in DERIVED_METHODS]
        for name in methods if method is None else [method]:
            try:
                found[name] = self._derive(name, quote)
            except NotUnderstood as error:
                reasons.append(str(error))
        if not found:
            raise NotUnderstood("; ".join(reasons) or "no method of the field takes a quote")
        if claimed is None:
            if len(set(found.values())) > 1:
                says = ", ".join(f"{name} gives {value}" for name, value in found.items())
                raise NotUnderstood(f"say by which method it is read: {says}")
            return next(iter(found.items()))
        for name, value in found.items():
            if self._agrees(name, value, claimed):
                return name, value
        raise Differs(next(iter(found.items())))

    def _derive(self, method: str, quote: str) -> str:
        def read(phrase: str) -> str:
            return derive(
                method,
                phrase,
                phrases=self.phrases,
                vocabulary=self.rule.vocabulary,
                language=self.language,
                settings=self.rule.settings(self.currencies, self.anchor),
            )

        return derive_parted(read, quote, self.parts)

    def _agrees(self, method: str, value: str, claimed: str) -> bool:
        if method == "verbatim":  # models give a wording in other blanks and quotation marks
            return normal(value).strip() == normal(claimed).strip()
        return self.same(value, claimed)


class Differs(Exception):
    """A quote says something else than what is claimed; `found` is the method and the value."""

    def __init__(self, found: tuple[str, str]) -> None:
        super().__init__(found[1])
        self.found = found


@dataclass(frozen=True)
class TextAtHand:
    """A text that many quotes are looked for in, with its map where it has one."""

    text: str
    places_in_original: Places | None = None

    @cached_property
    def transcript(self) -> Transcript:
        """The text as the guards see it."""
        found = self.places_in_original
        return Transcript.of_text(self.text, () if found is None else found.boundaries)

    def on(self, place: Mapping[str, Any], spans: Sequence[Span]) -> list[Span]:
        """Those passages that are on a page, or in a table, row or column of the original."""
        found = self.places_in_original
        if found is None:
            return []
        known = self.transcript.slice
        return [span for span in spans if found.spot(span).fits(place, known)]

    @cached_property
    def sentences(self) -> list[Span]:
        """Its sentences."""
        return sentences(self.text)

    def bound(self, span: Span, names: Mapping[str, str]) -> Any:
        """What the headers or the sentence of a quote bind it to."""
        found = bound_by_heads(self.places_in_original, self.text, span, names)
        if found is not None:
            return found
        sentence = place_in(self.sentences, span) or span
        return Sentence(self.text, sentence, find_names(self.text, sentence, names)).bind(span)

    def is_headed(self, span: Span, names: Mapping[str, str]) -> bool:
        """Whether the headers of a quote's cell, and not its sentence, say whose it is."""
        return bound_by_heads(self.places_in_original, self.text, span, names) is not None

    def turned_away(self, span: Span, claim: Quoted, language: str) -> str:
        """A name that no record has, if the sentence of a quote turns to it; else empty."""
        sentence = place_in(self.sentences, span) or span
        names = find_names(self.text, sentence, claim.names or {})
        named = with_strangers(self.text, sentence, names, language)
        return turned_away(self.text, named, span, claim.whose)

    def places(self, quote: str) -> tuple[list[Span], str]:
        """The places of a quote, and how the text differs where it has it in another spelling."""
        if not quote.strip():
            return [], ""
        exact = [Span(at, at + len(quote)) for at in find_all(self.text, quote)]
        if exact:
            return exact, ""
        near = normalised_places(quote, self.text)
        how = what_differs(self.text[near[0].start : near[0].end], quote) if near else ""
        return near, how

    def nearest(self, quote: str) -> Span | None:
        """The passage that is most like a quote which the text does not have."""
        return nearest_place(quote, self.text) if quote.strip() else None


@dataclass(frozen=True)
class Quoted:
    """What is claimed: a quote, perhaps its value, its method, and whose value it is.

    `names` are the codes of all names that are known, `whose` the code of the record's subject.
    """

    quote: str
    value: str | None = None
    method: str | None = None
    names: Mapping[str, str] | None = None
    whose: str = ""


def judge_places(
    at_hand: TextAtHand, spans: Sequence[Span], reading: FieldReading, claim: Quoted
) -> tuple[Verdict, str]:
    """The verdict of all places of a quote together, and the method that it is read by.

    A quote that says more than the value, such as a sentence, is narrowed to the one phrase in it
    that says the value claimed: then the verdict's place is that phrase.
    """
    words = at_hand.text[spans[0].start : spans[0].end]
    try:
        method, value = reading.value_of(words, claim.value, claim.method)
    except NotUnderstood as error:
        verdict = Verdict("not_understood", culprit=words, reason=str(error))
        wide = verdict._replace(start=spans[0].start, end=spans[0].end), ""
        return _narrowed(at_hand, spans, reading, claim) or wide
    except Differs as error:
        method, value = error.found
        inner = _narrowed(at_hand, spans, reading, claim) if method == "verbatim" else None
        reason = f"the quote says {value} ({method}), not {claim.value}"
        return inner or (Verdict("wrong", value, None, None, *spans[0], words, reason), method)
    return _of_places(at_hand, spans, reading, claim, (method, value)), method


def _of_places(
    at_hand: TextAtHand,
    spans: Sequence[Span],
    reading: FieldReading,
    claim: Quoted,
    said: tuple[str, str],
) -> Verdict:
    verdicts = [_at(at_hand, span, reading, claim, *said) for span in spans]
    named = [v for v in verdicts if v.verdict != "wrong"] or verdicts
    proved = [v for v in named if v.verdict != "ambiguous"]
    return _agreed(proved or named)


def _narrowed(
    at_hand: TextAtHand, spans: Sequence[Span], reading: FieldReading, claim: Quoted
) -> tuple[Verdict, str] | None:
    """The verdict of the one phrase within a quote that says what is claimed; None without one.

    Of phrases that overlap, the shortest that proves; where several apart do, it is ambiguous.
    """
    if claim.value is None or len(spans) > MOST_NAMED:
        return None
    found: list[tuple[Span, Verdict, str]] = []
    for whole in spans:
        for span, method, value in _inside(at_hand.text, whole, reading, claim):
            verdict = _at(at_hand, span, reading, claim, method, value)
            found.append((span, verdict._replace(start=span.start, end=span.end), method))
    found.sort(key=lambda one: (one[1].verdict != "proved", one[0].end - one[0].start))
    apart: list[tuple[Span, Verdict, str]] = []
    for one in found:
        if not any(one[0].overlaps(other[0]) for other in apart):
            apart.append(one)
    proved = [one for one in apart if one[1].verdict == "proved"]
    if len(proved) > 1:
        at = ", ".join(str(span.start) for span, _, _ in proved[:MOST_NAMED])
        reason = f"the quote says it several times, at {at}: quote the words alone"
        return Verdict("ambiguous", reason=reason), proved[0][2]
    best = (proved or apart)[:1]
    return (best[0][1], best[0][2]) if best else None


def _inside(
    text: str, whole: Span, reading: FieldReading, claim: Quoted
) -> Iterator[tuple[Span, str, str]]:
    """The phrases within a span that give the value claimed, with method and value."""
    words, rule = text[whole.start : whole.end], reading.rule
    methods = rule.methods if claim.method is None else (claim.method,)
    kinds = {kind for m in methods if m in GRAMMAR_METHODS for kind in KINDS_OF.get(m, (m,))}
    places = [p.span for p in readable_phrases(words, reading.language, sorted(kinds))]
    if "verbatim" in methods:
        places += words_at(words, claim.value or "")
    if "term" in methods and rule.vocabulary is not None:
        for phrase, code in reading.phrases.of(rule.vocabulary, reading.language).items():
            places += words_at(words, phrase) if code == claim.value else []
    for place in dict.fromkeys(places):
        try:
            found = reading.value_of(words[place.start : place.end], claim.value, claim.method)
        except (NotUnderstood, Differs):
            continue
        yield Span(whole.start + place.start, whole.start + place.end), *found


def _at(
    at_hand: TextAtHand,
    span: Span,
    reading: FieldReading,
    claim: Quoted,
    method: str,
    value: str,
) -> Verdict:
    place = Verdict("proved", value, start=span.start, end=span.end, reason=f"it says {value}")
    if claim.names is not None and claim.whose:
        bound = at_hand.bound(span, claim.names)
        is_one = is_of_one(method, claim.quote)
        if fault := subject_fault(bound, claim.whose, is_one=is_one):
            other = bound.other(claim.whose)
            says = f" ({other})" if other else ""
            reason = f"whose value it is: {fault}{says}; the subject is {claim.whose}"
            return place._replace(verdict="wrong", culprit=other, reason=reason)
        if not at_hand.is_headed(span, claim.names) and (
            other := at_hand.turned_away(span, claim, reading.language)
        ):
            reason = f"whose value it is: the sentence turns to “{other}”, which no record names"
            return place._replace(verdict="ambiguous", culprit=other, reason=reason)
    found = find_neighbour(at_hand.transcript, method, span, reading.language)
    if found is not None:
        reason = f"what is beside it changes it: {found.why}"
        return place._replace(verdict=found.verdict, culprit=found.culprit, reason=reason)
    return place


def _agreed(verdicts: Sequence[Verdict]) -> Verdict:
    if len({verdict.verdict for verdict in verdicts}) == 1:
        return verdicts[0]
    at = ", ".join(str(verdict.start) for verdict in verdicts[:MOST_NAMED])
    reason = f"the quote is at {at}, which do not prove the same: say which by start"
    return Verdict("ambiguous", reason=reason)
