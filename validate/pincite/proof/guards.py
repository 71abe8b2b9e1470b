"""Guards around one quote: was something that changes its meaning cut off?

A guard sees as far as the transcript knows the neighbourhood: with the text always, without it
where another quote covers the neighbours. What hedges and negates is the language's own
(`phrases/languages/`); a language without a grammar has only the guard of words and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from pincite.citations import Citation, Evidence
from pincite.grammar import (
    GRAMMAR_METHODS,
    Guard,
    NotUnderstood,
    Reading,
    language_of,
    read_phrase,
    readable_kinds,
)
from pincite.package import CitationRule
from pincite.report import Issue, Place
from pincite.text import Span, Transcript, is_unspaced

REACH = 2  # words on each side
FAR = 4  # words on one side that may belong to a longer phrase: "2 million euros to"
SIGN_BEFORE = re.compile(r"[-−–~≈<>≤≥±/…+▲△～〜－]\s*$")
SIGNED = re.compile(r"[-−–+▲－~～〜]")
DIGITS_BEFORE = re.compile(r"\d[\s'’.,]?$")
DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}(?:st|nd|rd|th|\.)?\s+$")
RANGE_BEFORE = re.compile(r"[\d%][^\s,;:]*\s+(?:to|and|or|bis|und|oder)\s*$")
ABBREVIATED = re.compile(r"\b(ca|approx|est|c)\.\s*$", re.IGNORECASE)
NUMERALS = frozenset("〇零一二三四五六七八九十百千万億兆萬亿,.，．")
_EDGE = " \t,;:.!?()[]\"'“”‘’「」『』（）、。，：；！？"
_NO_GUARD = Guard()


def check_cropping(evidence: Evidence, citation: Citation, place: Place) -> Iterator[Issue]:
    """Issues where a quote is cut inside a word or number, or words next to it change it."""
    if not citation.quote:
        return
    transcript = evidence.transcripts[citation.source]
    language = evidence.languages[citation.source]
    culprit = cropping_culprit(transcript, citation.method, citation.span, language)
    if culprit is not None:
        message = "the words next to the quote change what it says"
        yield Issue("quote-cropped", place, message, citation.quote, culprit, citation.quote)


def cropping_culprit(
    transcript: Transcript, method: str, span: Span, language: str = "en"
) -> str | None:
    """The wider phrase that says something else than the span alone, or None."""
    quote = transcript.slice(span)
    if quote is None:
        return None
    lefts = transcript.edges(span.start, -1, REACH)
    rights = transcript.edges(span.end, 1, REACH)
    before = transcript.slice(Span(lefts[-1], span.start)) or ""
    far = transcript.edges(span.end, 1, FAR)  # a comma or bracket may stand between
    behind = transcript.slice(Span(span.end, far[-1])) or ""
    if _is_changed(method, language, quote, before, behind):
        return before + quote + behind
    if method not in GRAMMAR_METHODS:
        return None
    own = _reading(method, language, quote)
    seen = {quote}
    for left, right in _around(transcript, span, lefts, rights):
        wider = transcript.slice(Span(left, right)) or ""
        for phrase in (wider.strip(), wider.strip(_EDGE)):
            if phrase not in seen and _reading(method, language, phrase) not in (None, own):
                return phrase
            seen.add(phrase)
    return None


def _around(
    transcript: Transcript, span: Span, lefts: list[int], rights: list[int]
) -> Iterator[tuple[int, int]]:
    """Spans around one: by the near words of both sides, and by the far ones of either."""
    found = dict.fromkeys(product(lefts, rights))
    found |= {(left, span.end): None for left in transcript.edges(span.start, -1, FAR)}
    found |= {(span.start, right): None for right in transcript.edges(span.end, 1, FAR)}
    found.pop((span.start, span.end), None)
    yield from found


def _reading(method: str, language: str, phrase: str) -> Reading | None:
    """What a phrase says, also of another kind: "1,200" is no count where "euros" follows."""
    try:
        return read_phrase(language, readable_kinds(method), phrase)
    except NotUnderstood:
        return None


def _is_changed(method: str, language: str, quote: str, before: str, behind: str) -> bool:
    """Whether the words next to a quote change it, without being read as a whole with it."""
    if _is_cut(method, quote, before, behind):
        return True
    known = language_of(language)
    guard = _NO_GUARD if known is None else known.guard
    if method not in GRAMMAR_METHODS:
        return method == "term" and _is_negated(guard, before, behind)
    is_number = method not in ("date", "ordinal")
    is_rate = is_number and guard.rate_behind.match(behind)
    return bool(
        is_rate
        or _hedges_before(guard, before, quote, is_date=method == "date")
        or guard.hedged_behind.match(behind)
        or (method == "ordinal" and _last_word(before) in guard.fractions)
        or (is_number and _is_change(guard, method, language, quote, before))
    )


def _is_cut(method: str, quote: str, before: str, behind: str) -> bool:
    """Whether the quote begins or ends inside a word or number."""
    is_grammar = method in GRAMMAR_METHODS
    if _are_one(before[-1:], quote[:1], is_grammar) or _are_one(quote[-1:], behind[:1], is_grammar):
        return True
    is_behind_letter = before[-1:].isalnum() and not is_unspaced(before[-1:])
    if SIGNED.match(quote) and (is_behind_letter or _is_numeral(before[-1:])):
        return True
    return quote[:1].isdigit() and bool(DIGITS_BEFORE.search(before))


def _are_one(left: str, right: str, is_grammar: bool) -> bool:
    """Whether two neighbours belong to one word, or to one number.

    Scripts without blanks have no word ends to see, but runs of Katakana are words.
    """
    if not left or not right or not (left.isalnum() and right.isalnum()):
        return False
    if is_unspaced(left) or is_unspaced(right):
        is_katakana = all("ァ" <= char <= "ヿ" for char in (left, right))
        return is_katakana or (is_grammar and _is_numeral(left) and _is_numeral(right))
    return True


def _is_numeral(char: str) -> bool:
    return char != "" and (char.isdigit() or char in NUMERALS)


def _is_negated(guard: Guard, before: str, behind: str) -> bool:
    words = re.findall(r"[^\W\d_]+", before.lower())
    return (
        any(word in guard.negations for word in words)
        or bool(guard.negated_before.search(before))
        or bool(guard.negated_behind.match(behind))
    )


def _hedges_before(guard: Guard, before: str, quote: str, *, is_date: bool) -> bool:
    before = ABBREVIATED.sub("about ", before)
    if guard.hedged_before.search(before):
        return True
    if quote[:1].isdigit() and SIGN_BEFORE.search(before):
        return True
    if quote[:1].isalpha() and not is_unspaced(quote[:1]) and DAY_BEFORE.search(before):
        return True
    clause = re.split(r"[.;:!?,)]", before)[-1]
    since_number = re.split(r"\S*\d\S*", clause)[-1]  # a hedge before a number is that number's
    words = re.findall(r"[^\W\d_]+", since_number.lower())
    hedges = guard.hedges | (guard.date_hedges if is_date else frozenset())
    return bool(RANGE_BEFORE.search(before)) or any(word in hedges for word in words[-REACH:])


def _is_change(guard: Guard, method: str, language: str, quote: str, before: str) -> bool:
    """Whether a range is what something rose or fell from and to: "from 2 to 3 million"."""
    reading = _reading(method, language, quote)
    is_range = getattr(reading, "qualifier", None) == "between"
    return is_range and _last_word(before) in guard.changes


def _last_word(text: str) -> str:
    return text.lower().split()[-1] if text.strip() else ""


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
