"""Guards around one quote: was something that changes its meaning cut off?

A guard sees as far as the transcript knows the neighbourhood: with the text always, without it
where another quote covers the neighbours. What is beside the quote is looked at first
(`neighbours/`); last, the words around it are read with it, and must not say something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, product

from pincite.citations import Citation, Evidence
from pincite.grammar import (
    GRAMMAR_METHODS,
    NUMBER_METHODS,
    NotUnderstood,
    Reading,
    read_phrase,
    readable_kinds,
)
from pincite.grammar.dates import Printed
from pincite.grammar.vocabulary import could_read, may_hold
from pincite.neighbours import BREAK, Finding, View, look, readable, view_of
from pincite.package import CitationRule
from pincite.proof.heads import COUNTED, scale_before
from pincite.report import Issue, Place
from pincite.text import Span, Transcript, first_step, stands_alone

REACH = 2  # words on each side that are read with the quote
FAR = 4  # words on one side that may belong to a longer phrase: "2 million euros to"
STEPS_A_WORD = 3  # characters, in scripts without blanks
SCALED = "a scale of the numbers is told before it: the number is not whole without it"
_COUNTS_NOTHING = re.compile(
    r"\s?(?:[^\w\s%‰％]|$|\d|(?:in|im|en|and|und|et|y|for|at|on|after|auf|für|pour|por)\b"
    r"|[はがでとに])"
)
_EDGE = " \t,;:.!?()[]\"'“”‘’「」『』（）、。，：；！？"


def check_cropping(evidence: Evidence, citation: Citation, place: Place) -> Iterator[Issue]:
    """Issues where a quote is cut inside a word or number, or words next to it change it."""
    if not citation.quote:
        return
    source, quote = citation.source, citation.quote
    if fault := _printed_fault(evidence, source, citation.span, citation.note):
        yield Issue("neighbour-not-understood", place, fault[0], quote, fault[1])
        return
    language = evidence.languages[source]
    found = find_neighbour(evidence.transcripts[source], citation.method, citation.span, language)
    if found is None or (found.why == SCALED and _cites_scale(evidence, citation)):
        return
    if found.verdict == "cropped":
        code, message = "quote-cropped", "the words next to the quote change what it says"
    else:
        code, message = (
            "neighbour-not-understood",
            "the words next to the quote are not known",
        )
    yield Issue(code, place, message, quote, found.culprit, quote)


def is_cropped(evidence: Evidence, source: str, span: Span, method: str, note: str) -> bool:
    """Whether `check_cropping` finds something at a quote."""
    if _printed_fault(evidence, source, span, note):
        return True
    transcript, language = evidence.transcripts[source], evidence.languages[source]
    return find_neighbour(transcript, method, span, language) is not None


def _printed_fault(
    evidence: Evidence, source: str, span: Span, note: str
) -> tuple[str, str] | None:
    """How a document prints a quote that a person has to explain in a note, and which note."""
    places = evidence.places.get(source)
    if places is None or note:
        return None
    if places.crosses_seam(span):
        message = "digits of two elements meet in the quote: they may be two numbers"
        return message, "a note that says that they are printed as one"
    if places.is_struck(span):
        return "the document strikes these words out", "a note that says why they hold"
    return None


def _cites_scale(evidence: Evidence, citation: Citation) -> bool:
    """Whether a cell cites the scale of its number too, or a note says why it has none."""
    cited = evidence.citations.get(citation.cell, ())
    return citation.note != "" or any(one.part == "scale" for one in cited)


def find_neighbour(
    transcript: Transcript, method: str, span: Span, language: str = "en"
) -> Finding | None:
    """What beside a quote keeps it from proving what its method reads; None where all is harmless.

    None too where the transcript does not know the quote.
    """
    view = view_of(transcript, span)
    if view is None:
        return None
    if transcript.boundaries and method in NUMBER_METHODS and _is_loss(view):
        return Finding("cropped", "(", "brackets around a number in a table make it negative")
    found, may_be_wider = look(view, method, language)
    if found is None and may_be_wider:
        found = _wider(readable(view, language), method, language)
    if found is None and method in COUNTED:
        found = _scaled(view, language)
    return found


def _scaled(view: View, language: str) -> Finding | None:
    """A scale that running text tells before a number of digits alone that counts nothing."""
    if not view.quote[-1:].isdigit() or not _COUNTS_NOTHING.match(view.behind):
        return None
    scale = scale_before(view.before.rpartition(BREAK)[2], language)
    return None if scale is None else Finding("cropped", scale, SCALED)


def _is_loss(view: View) -> bool:
    """Whether brackets, and nothing but signs, are around a number up to the ends of its cell."""
    before, behind = view.before.split(BREAK)[-1], view.behind.split(BREAK)[0]
    is_bare = not any(char.isalnum() for char in before + behind)
    return is_bare and "(" in before and behind.lstrip().startswith(")")


def _wider(view: View, method: str, language: str) -> Finding | None:
    """A wider phrase that the grammar reads as something else than the quote alone."""
    if method not in GRAMMAR_METHODS:
        return None
    kinds = readable_kinds(method)
    before, behind = (
        _edges(text, side, language, kinds) for text, side in ((view.before, -1), (view.behind, 1))
    )
    if len(before) == len(behind) == 1:
        return None
    own: set[Reading | None] | None = None
    seen = {view.quote, view.quote.strip(_EDGE)}
    sides = [*product(before[: REACH + 1], behind[: REACH + 1])]
    sides += [(left, "") for left in before] + [("", right) for right in behind]
    for left, right in dict.fromkeys(sides):
        wider = left + view.quote + right
        for phrase in (wider.strip(), wider.strip(_EDGE)):
            if phrase in seen:
                continue
            seen.add(phrase)
            reading = _reading(kinds, language, phrase)
            if reading is None or reading == _own(method, language, view.quote):
                continue  # "40 boats" says what 40 says, which was read already
            own = own or _own_readings(method, kinds, language, view.quote)
            if not _says_the_same(reading, own):
                return Finding("cropped", phrase, f"“{phrase}” says something else")
    return None


def _own_readings(
    method: str, kinds: tuple[str, ...], language: str, quote: str
) -> set[Reading | None]:
    return {None, _reading(kinds, language, quote), _own(method, language, quote)}


def _says_the_same(reading: Reading | None, own: set[Reading | None]) -> bool:
    """Whether a wider phrase says no more than the quote; the weekday of a day adds nothing."""
    if reading in own:
        return True
    if not isinstance(reading, Printed) or reading.first is None or not reading.first.rest:
        return False
    return replace(reading, first=replace(reading.first, weekday=None)) in own


def _edges(text: str, side: int, language: str, kinds: tuple[str, ...]) -> list[str]:
    """What one, two and more words beside a quote are, nothing first.

    Of scripts without blanks three characters make a word, and each is a step. They end before a
    word that no phrase of the kinds can hold.
    """
    if BREAK in text:
        text = text.split(BREAK)[-1 if side < 0 else 0]
    text = text[-80:] if side < 0 else text[:80]
    pieces: list[str] = []
    left = FAR * STEPS_A_WORD
    while text and left > 0:
        piece = first_step(text[::-1] if side < 0 else text)
        left -= 1 if stands_alone(piece[-1]) else STEPS_A_WORD
        if not may_hold(language, kinds, piece[::-1] if side < 0 else piece):
            break
        pieces.append(piece)
        text = text[: -len(piece)] if side < 0 else text[len(piece) :]
    if side < 0:
        return ["", *(found[::-1] for found in accumulate(pieces))]
    return ["", *accumulate(pieces)]


def _own(method: str, language: str, quote: str) -> Reading | None:
    """What the quote says by its method alone: 1988 is a count too, though it may be a year."""
    if method not in NUMBER_METHODS:
        return None
    try:
        return read_phrase(language, (method,), quote)
    except NotUnderstood:
        return None


def _reading(kinds: tuple[str, ...], language: str, phrase: str) -> Reading | None:
    """What a phrase says, also of another kind: "1,200" is not a count where "euros" follows."""
    if not could_read(language, kinds, phrase):
        return None
    try:
        return read_phrase(language, kinds, phrase)
    except NotUnderstood:
        return None


def check_longer_phrase(
    evidence: Evidence, rule: CitationRule, citation: Citation, place: Place
) -> Iterator[Issue]:
    """Issues where a longer phrase of the vocabulary, with another code, covers the quote."""
    if citation.method != "term" or rule.vocabulary is None:
        return
    transcript = evidence.transcripts[citation.source]
    language = evidence.languages[citation.source]
    for phrase, at in evidence.phrases.longer(rule.vocabulary, language, citation.quote):
        start = citation.span.start - at
        if transcript.slice(Span(start, start + len(phrase))) == phrase:
            message = f"the longer phrase is here and means another code of {rule.vocabulary}"
            yield Issue("longer-phrase", place, message, citation.quote, phrase, citation.quote)
