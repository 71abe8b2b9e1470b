"""The neighbourhood of a quote as a reader sees it, and what a look at it finds."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.text import Span, Transcript
from pincite.text.joining import BREAK, INVISIBLE, LINE_END, joined

REACH = 600  # code points on each side; never the whole text


class View(NamedTuple):
    """A quote and what is before and behind it, each blank as one space.

    `is_cut` says that the quote ends inside a grapheme; `is_broken` that a line ends before it.
    """

    before: str
    quote: str
    behind: str
    is_cut: bool = False
    is_broken: bool = False


def view_of(transcript: Transcript, span: Span) -> View | None:
    """The view of a span; None where the transcript does not know what is there."""
    if transcript.flat is not None:
        return _flat_view(transcript, transcript.flat, span)
    quote = transcript.slice(span)
    if quote is None:
        return None
    before = transcript.beside(span.start, -REACH)
    behind = transcript.beside(span.end, REACH)
    may_hide = transcript.may_hide
    visible = INVISIBLE.sub("", behind[:8]) if may_hide else behind
    return View(
        joined(before, may_hide=may_hide),
        joined(quote, may_hide=may_hide),
        joined(behind, may_hide=may_hide),
        is_cut=behind[:1] != "" and _is_combined(visible[:1]),
        is_broken=_is_broken(before[-4:]),
    )


def _flat_view(transcript: Transcript, flat: str, span: Span) -> View | None:
    """The view of a span, quickly: the lines of the text were joined for all its quotes."""
    start, end = span
    if not 0 <= start <= end <= len(flat):
        return None
    low, high = transcript.low(start, REACH), transcript.high(end, REACH)
    before, quote, behind = flat[low:start], flat[start:end], flat[end:high]
    if BREAK in before or BREAK in behind or BREAK in quote:
        before, quote, behind = (part.replace(BREAK * 2, BREAK) for part in (before, quote, behind))
    return View(
        before,
        quote,
        behind,
        is_cut=_is_combined(behind[:1]),
        is_broken=_is_broken((transcript.text or "")[max(low, start - 4) : start]),
    )


def _is_broken(tail: str) -> bool:
    return tail[-1:].isspace() and LINE_END.search(tail) is not None


def _is_combined(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in ("Mn", "Mc", "Me")


@dataclass(frozen=True)
class Finding:
    """What is beside a quote and keeps it from proving a value, and why.

    `cropped` where it is understood and changes the value, `not_understood` where nobody can tell.
    """

    verdict: str
    culprit: str
    why: str


def cropped(culprit: str, why: str) -> Finding:
    """What is understood as changing the value."""
    return Finding("cropped", culprit.strip(), why)


def unknown(culprit: str, why: str) -> Finding:
    """What is not understood."""
    return Finding("not_understood", culprit.strip(), why)


class _Once:
    """A property that is made once; without the lock that the one of functools has in Python 3.11.

    A quote is looked at by one thread.
    """

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, quoted: Any, owner: type | None = None) -> Any:
        found = quoted.__dict__[self._name] = self._make(quoted)
        return found


if TYPE_CHECKING:
    once = property
else:
    once = _Once
