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
NEGATIONS = frozenset(
    "not no never without neither nor hardly cannot nobody none nothing refused refuses denied"
    " denies failed fails".split()
)
HEDGES_BEFORE = NEGATIONS | frozenset(
    "about around approximately roughly some nearly almost over under above below exceeding least"
    " most than circa ca approx barely just only up mid late early before after since until till by"
    " between less more fewer half end beginning close estimated much many maximum minimum"
    " upwards exceeded exceeds exceed nearing".split()
)
_LATER = "|".join(
    [*MONTHS, "this", "next", "last", "now", "today", "present", "early", "late", r"\d"]
)
HEDGE_BEHIND = re.compile(
    r"[\s,]*\(?(?:or\s+(?:so|more|less|above|below|over|under|later|earlier|higher|lower|fewer)\b"
    r"|at\s+(?:most|least|the\s+(?:earliest|latest))|less\b|more\b|plus\b|minus\b|onwards?\b)"
    rf"|\s*(?:to|until|till|through|or)\s+(?:{_LATER})|\s?[-–/~…+]\s*(?:\d|plus\b)|\s?\+"
)
RATE_BEHIND = re.compile(r"\s*(?:/|per\b|(?:a|an|each|every)\s+\w+|annually\b|yearly\b|monthly\b)")
SIGN_BEFORE = re.compile(r"[-−–~≈<>≤≥±/…+]\s*$")
DIGITS_BEFORE = re.compile(r"\d[\s'’.,]?$")
DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th|\.)?\s+$")
ABBREVIATED = re.compile(r"\b(ca|approx|est|c)\.\s*$", re.IGNORECASE)
CONTRACTED = re.compile(r"n['’]t\s*(?:\w+\s*)?$")
_EDGE = " \t,;:.!?()[]\"'“”‘’"


def check_cropping(evidence: Evidence, citation: Citation, place: Place) -> Iterator[Issue]:
    """Issues where a quote is cut inside a word or number, or words next to it change it."""
    if not citation.quote:
        return
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
    before = transcript.slice(Span(lefts[-1], span.start)) or ""
    far = transcript.edges(span.end, 1, REACH + 2)  # a comma or bracket may stand between
    behind = transcript.slice(Span(span.end, far[-1])) or ""
    if _is_changed(method, quote, before, behind):
        return before + quote + behind
    if method not in GRAMMAR_METHODS:
        return None
    own = _reading(method, quote)
    for left in lefts:
        for right in rights:
            phrase = (transcript.slice(Span(left, right)) or "").strip(_EDGE)
            if _reading(method, phrase) not in (None, own):
                return phrase
    return None


def _is_changed(method: str, quote: str, before: str, behind: str) -> bool:
    """Whether the words next to a quote change it, without being read as a whole with it."""
    if _is_cut(quote, before, behind):
        return True
    if method not in GRAMMAR_METHODS:
        return method == "term" and _is_negated(before)
    is_rate = method in ("amount", "percent") and RATE_BEHIND.match(behind)
    return bool(is_rate or _hedges_before(before, quote) or HEDGE_BEHIND.match(behind))


def _reading(method: str, phrase: str) -> Quantity | str | None:
    try:
        return read_date(phrase) if method == "date" else read_quantity(phrase)
    except NotUnderstood:
        return None


def _is_cut(quote: str, before: str, behind: str) -> bool:
    """Whether the quote begins or ends inside a word or number."""
    inside_word = before[-1:].isalnum() and quote[:1].isalnum()
    inside_word = inside_word or (behind[:1].isalnum() and quote[-1:].isalnum())
    is_parted = quote[:1].isdigit() and bool(DIGITS_BEFORE.search(before))
    return inside_word or is_parted


def _is_negated(before: str) -> bool:
    words = re.findall(r"[^\W\d_]+", before.lower())
    return bool(CONTRACTED.search(before)) or any(word in NEGATIONS for word in words)


def _hedges_before(before: str, quote: str) -> bool:
    before = ABBREVIATED.sub("about ", before)
    if quote[:1].isdigit() and SIGN_BEFORE.search(before):
        return True
    if quote[:1].isalpha() and DAY_BEFORE.search(before):
        return True
    clause = re.split(r"[.;:!?,)]", before)[-1]
    since_number = re.split(r"\S*\d\S*", clause)[-1]  # a hedge before a number is that number's
    words = re.findall(r"[^\W\d_]+", since_number.lower())
    has_range = bool(re.search(r"\d\S*\s+(?:to|and|or)\s*$", before))
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
