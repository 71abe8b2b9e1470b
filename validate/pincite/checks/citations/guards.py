"""Guards around one quote: was something that changes its meaning cut off?

A guard sees as far as the transcript knows the neighbourhood: with the text always, without it
where another quote covers the neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pincite.evidence import Citation, Evidence
from pincite.package import CitationRule
from pincite.phrases import GRAMMAR_METHODS, NotUnderstood, Quantity, read_date, read_quantity
from pincite.phrases.dates import MONTHS
from pincite.report import Issue, Place
from pincite.text import Span, Transcript

REACH = 2  # words on each side
NEGATIONS = frozenset("not no never without neither nor hardly".split())
HEDGES_BEFORE = NEGATIONS | frozenset(
    "about around approximately roughly some nearly almost over under above below exceeding least"
    " most than circa ca approx barely just only up mid late early before after since until till by"
    " between less more fewer half end beginning".split()
)
_LATER = "|".join(
    [*MONTHS, "this", "next", "last", "now", "today", "present", "early", "late", r"\d"]
)
HEDGE_BEHIND = re.compile(
    r"\s*(?:or\s+(?:so|more|less|above|below|over|under|later|earlier)\b|plus\b|minus\b"
    rf"|(?:to|until|till|through|or)\s+(?:{_LATER})|[-–]\s*\d)"
)
_EDGE = " \t,;:.!?()[]\"'“”‘’"
_WORD = re.compile(r"[^\W\d_]+(?=[^\w]*$)")


def check_cropping(evidence: Evidence, citation: Citation, place: Place) -> Iterator[Issue]:
    """Issues where a quote is cut inside a word or number, or words next to it change it."""
    transcript = evidence.transcripts[citation.source]
    culprit = cropping_culprit(transcript, citation.method, citation.span)
    if culprit is not None:
        message = "the words next to the quote change what it says"
        yield Issue("quote-cropped", place, message, citation.quote, culprit, citation.quote)


def cropping_culprit(transcript: Transcript, method: str, span: Span) -> str | None:
    """The wider phrase that says something else than the span alone, or None."""
    quote = transcript.slice(span)
    if quote is None:
        return None
    lefts = transcript.edges(span.start, -1, REACH)
    rights = transcript.edges(span.end, 1, REACH)
    wide = transcript.slice(Span(lefts[-1], rights[-1]))
    before = transcript.slice(Span(lefts[-1], span.start)) or ""
    behind = transcript.slice(Span(span.end, rights[-1])) or ""
    if _is_cut(before, behind):
        return wide
    if method not in GRAMMAR_METHODS:
        return wide if method == "term" and _last_word(before) in NEGATIONS else None
    if _hedges_before(before) or HEDGE_BEHIND.match(behind):
        return wide
    own = _reading(method, quote)
    for left in lefts:
        for right in rights:
            phrase = (transcript.slice(Span(left, right)) or "").strip(_EDGE)
            if _reading(method, phrase) not in (None, own):
                return phrase
    return None


def _reading(method: str, phrase: str) -> Quantity | str | None:
    try:
        return read_date(phrase) if method == "date" else read_quantity(phrase)
    except NotUnderstood:
        return None


def _is_cut(before: str, behind: str) -> bool:
    """Whether the quote begins or ends inside a word or number."""
    return before[-1:].isalnum() or behind[:1].isalnum() or bool(re.search(r"\d[.,]$", before))


def _last_word(before: str) -> str:
    match = _WORD.search(before)
    return match.group().lower() if match else ""


def _hedges_before(before: str) -> bool:
    clause = re.split(r"[.;:!?,)]", before)[-1]
    since_number = re.split(r"\S*\d\S*", clause)[-1]  # a hedge before a number is that number's
    words = re.findall(r"[^\W\d_]+", since_number.lower())
    has_range = bool(re.search(r"\d\S*\s+(?:to|and|or)\s*$", before)) or before.endswith(
        ("-", "–", "−")
    )
    return has_range or any(word in HEDGES_BEFORE for word in words[-REACH:])


def check_longer_phrase(
    evidence: Evidence, rule: CitationRule, citation: Citation, place: Place
) -> Iterator[Issue]:
    """Issues where a longer phrase of the vocabulary, with another code, stands over the quote."""
    if citation.method != "term" or rule.vocabulary is None:
        return
    transcript = evidence.transcripts[citation.source]
    language = evidence.languages[citation.source]
    for phrase, at in evidence.phrases.longer(rule.vocabulary, language, citation.quote):
        start = citation.span.start - at
        if transcript.slice(Span(start, start + len(phrase))) == phrase:
            message = f"the longer phrase stands here and means another code of {rule.vocabulary}"
            yield Issue("longer-phrase", place, message, citation.quote, phrase, citation.quote)
