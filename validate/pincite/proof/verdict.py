"""Whether one quote of one text proves a value: no package, no files, no state.

The same grammar and the same look at the neighbours that prove the cells of a package.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pincite.grammar import (
    GRAMMAR_METHODS,
    NUMBER_METHODS,
    FiscalYear,
    NotUnderstood,
    Phrases,
    derive,
    read_printed,
    read_quantity,
)
from pincite.grammar.dates import date_text
from pincite.proof.guards import find_neighbour
from pincite.proof.subjects import is_of_one, subject_fault
from pincite.text import Span, Transcript, find_all
from pincite.text.anchoring import normalised_places, what_differs
from pincite.text.binding import bind

METHODS = (*sorted(GRAMMAR_METHODS - {"currency", "unit"}), "verbatim")
_KNOWN = frozenset(METHODS)
VERDICTS = ("proved", "wrong", "not_found", "ambiguous", "cropped", "not_understood")
NO_PHRASES = Phrases({})


class Verdict(NamedTuple):
    """What one quote proves, or why it does not.

    `verdict` is one of `proved`, `wrong` (the value, qualifier, unit or subject stated is another),
    `not_found`, `ambiguous` (several places, which do not agree), `cropped` (what is beside
    the quote changes it) and `not_understood`. `value`, `qualifier` and `unit` are what the quote
    says, where it is understood; `start` and `end` are code points of the text. `culprit` is what
    is beside the quote, or the part that is not understood; `reason` is one sentence.
    """

    verdict: str
    value: str | None = None
    qualifier: str | None = None
    unit: str | None = None
    start: int | None = None
    end: int | None = None
    culprit: str | None = None
    reason: str = ""

    def to_dict(self) -> dict[str, str | int | None]:
        """The verdict as JSON types."""
        return self._asdict()


class Claim(NamedTuple):
    """What a quote is said to prove, and what is declared of it; see `verify`."""

    method: str
    language: str
    value: str | None
    qualifier: str | None
    unit: str | None
    currencies: Mapping[str, str] | None
    anchor: str | None
    bound: str | None
    fiscal_year: FiscalYear | None
    subject: str | Sequence[str] | None
    others: Sequence[str] | None


_SAID = 4  # the first fields of a verdict: places that agree in them prove the same
_PLAIN = (None,) * 4  # the last fields of most claims


def verify(  # noqa: PLR0913 - what a quote is said to prove, each by its name
    text: str | Transcript,
    quote: str,
    *,
    method: str,
    language: str,
    value: str | None = None,
    qualifier: str | None = None,
    unit: str | None = None,
    start: int | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    currencies: Mapping[str, str] | None = None,
    anchor: str | None = None,
    bound: str | None = None,
    fiscal_year: FiscalYear | Mapping[str, str | int] | None = None,
    subject: str | Sequence[str] | None = None,
    others: Sequence[str] = (),
) -> Verdict:
    """Whether a quote of a text proves a value, and which.

    `method` is one of `METHODS`, `language` a BCP 47 tag, `start` an offset in code points.
    `value` is compared where it is given, `qualifier` and `unit` too. Declared, not read, are
    `currencies` (`{"$": "USD"}`), `anchor` (the EDTF date that a relative date counts from),
    `bound` (`lower` or `upper` end of a range) and `fiscal_year` (its first `month`, and whether
    it is `namedBy` its `start` or `end`). With a `subject`, a name or several of one, the sentence
    must name it, and none of the `others` nearer; else the quote is `wrong` for it.

    A `text` may be a `Transcript` too, which knows where the cells of its tables end.

    Raises ValueError for an unknown method or bound, and for a value that is not a text.
    """
    for name, given in (("value", value), ("qualifier", qualifier), ("unit", unit)):
        if given is not None and not isinstance(given, str):
            raise ValueError(f'{name} is {given!r}, not a text: give it as a text, "{given}"')
    transcript = text if isinstance(text, Transcript) else _transcript_of(text)
    declared = (currencies, anchor, bound, fiscal_year, subject, others)
    claim = claim_of((method, language, value, qualifier, unit, *declared))
    return verdict_on(transcript, quote, claim, start, prefix, suffix)


_transcript_of = lru_cache(maxsize=2)(Transcript.of_text)  # many quotes of a text are asked for


def claim_of(stated: tuple[Any, ...]) -> Claim:
    """The claim that the arguments of `verify` make, in its order; raises ValueError as it does."""
    claim = tuple.__new__(Claim, stated)  # in a third of the time that Claim(*stated) takes
    if claim.method not in _KNOWN:
        raise ValueError(f"method {claim.method!r} is not one of {', '.join(METHODS)}")
    if stated[7:] == _PLAIN:
        return claim
    if claim.bound not in (None, "lower", "upper"):
        raise ValueError(f"bound {claim.bound!r} is not one of lower, upper")
    year = claim.fiscal_year
    return claim if year is None else claim._replace(fiscal_year=_fiscal_year(year))


def verdict_on(
    transcript: Transcript,
    quote: str,
    claim: Claim,
    start: int | None,
    prefix: str | None,
    suffix: str | None,
) -> Verdict:
    """The verdict on a quote of a text, wherever in it the quote is."""
    text = transcript.text or ""
    places = find_places(text, quote, start, prefix, suffix)
    if not places:
        return _not_found(text, quote, start, prefix or suffix)
    first = judge(transcript, Span(places[0], places[0] + len(quote)), quote, claim)
    for at in places[1:]:
        other = judge(transcript, Span(at, at + len(quote)), quote, claim)
        if other[:_SAID] != first[:_SAID]:  # the rest cannot change that
            starts = ", ".join(map(str, places[:5]))
            reason = f"the quote is at {starts}, which do not prove the same: say which by start"
            return Verdict("ambiguous", reason=reason)
    return first


def _fiscal_year(given: FiscalYear | Mapping[str, str | int]) -> FiscalYear:
    if isinstance(given, FiscalYear):
        return given
    named_by, month = given.get("namedBy", "start"), given.get("month")
    if named_by not in ("start", "end") or not isinstance(month, int) or not 1 <= month <= 12:
        raise ValueError("a fiscal year has a month from 1 to 12 and is namedBy its start or end")
    return FiscalYear(month, str(named_by))


def _names(subject: str | Sequence[str], others: Sequence[str] | None) -> dict[str, str]:
    """Whose name each is."""
    own = (subject,) if isinstance(subject, str) else subject
    return {**dict.fromkeys(others or (), "other"), **dict.fromkeys(own, "subject")}


def find_places(
    text: str, quote: str, start: int | None, prefix: str | None, suffix: str | None
) -> list[int]:
    """The offsets at which a quote is, with what is said to be beside it."""
    if not quote:
        return []
    if start is None:
        places = find_all(text, quote)
    else:
        places = [start] if start >= 0 and text.startswith(quote, start) else []
    if not (prefix or suffix):
        return places
    return [
        at
        for at in places
        if (not prefix or text.endswith(prefix, 0, at))
        and (not suffix or text.startswith(suffix, at + len(quote)))
    ]


def _not_found(text: str, quote: str, start: int | None, context: str | None) -> Verdict:
    if not quote:
        return Verdict("not_found", reason="the quote is empty")
    places = find_all(text, quote)
    if places and (start is not None or context):
        listed = ", ".join(str(at) for at in places[:5])
        there = "at that offset" if start is not None else "between that prefix and suffix"
        return Verdict("not_found", reason=f"the quote is not {there}, but at {listed}")
    near = normalised_places(quote, text)
    if not near:
        return Verdict("not_found", reason="the quote is not in the text")
    span = near[0]
    found = text[span.start : span.end]
    how = what_differs(found, quote)
    return Verdict(
        "not_found",
        start=span.start,
        end=span.end,
        culprit=found,
        reason=f"the text has it at {span.start} with {how}: quote it as the text has it",
    )


def judge(transcript: Transcript, span: Span, quote: str, claim: Claim) -> Verdict:
    """The verdict on one place of a quote."""
    start, end = span
    try:
        value, qualifier, unit = read_claim(quote, claim)
    except NotUnderstood as error:
        return Verdict("not_understood", None, None, None, start, end, quote, str(error))
    found = find_neighbour(transcript, claim.method, span, claim.language)
    if found is not None:
        why, culprit = found.why, found.culprit
        return Verdict(found.verdict, value, qualifier, unit, start, end, culprit, why)
    if (
        claim.value not in (None, value)
        or claim.qualifier not in (None, qualifier or "")
        or claim.unit not in (None, unit or "")
    ):
        differs = _difference(claim, value, qualifier, unit)
        return Verdict("wrong", value, qualifier, unit, start, end, quote, differs)
    if claim.subject is not None:
        names = _names(claim.subject, claim.others)
        bound_to = bind(transcript.text or "", span, names)
        is_one = is_of_one(claim.method, quote)
        if fault := subject_fault(bound_to, "subject", is_one=is_one):
            other = bound_to.other("subject")
            return Verdict("wrong", value, qualifier, unit, start, end, other, fault)
    says = f"{value} {unit}" if value and unit else value or unit or ""
    proved = ("proved", value, qualifier, unit, start, end, None, f"the quote says {says}")
    return tuple.__new__(Verdict, proved)  # as in claim_of


def _difference(claim: Claim, *read: str | None) -> str:
    """The first of value, qualifier and unit that a quote says otherwise than is claimed."""
    stated = (claim.value, claim.qualifier, claim.unit)
    name, text, said = next(
        found
        for found in zip(("value", "qualifier", "unit"), stated, read, strict=True)
        if found[1] not in (None, found[2] or "")
    )
    return f"the {name} of the quote is “{said}”, not “{text}”"


def read_claim(quote: str, claim: Claim) -> tuple[str, str | None, str | None]:
    """The value, qualifier and unit that a quote states; raises NotUnderstood.

    A range without a bound is both of its ends, `lower..upper`.
    """
    method, language = claim.method, claim.language
    if method == "verbatim":
        return quote, None, None
    if method in NUMBER_METHODS:
        quantity = read_quantity(quote, language, (method,))
        unit = claim.unit if method == "quantity" else None
        found = quantity.declared(claim.currencies or {}, unit)
        value = found.text if claim.bound is None else found.end(claim.bound)
        return value, found.qualifier, found.unit or None
    if method == "date":
        printed = read_printed(quote, language)
        value = date_text(printed, claim.anchor, claim.bound, claim.fiscal_year)
        return value, printed.qualifier, None
    value = derive(method, quote, phrases=NO_PHRASES, vocabulary=None, language=language)
    return value, None, None
