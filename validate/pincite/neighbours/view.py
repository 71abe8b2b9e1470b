"""The neighbourhood of a quote as a reader sees it, and what a look at it finds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from pincite.text import Span, Transcript
from pincite.text.transcript import INVISIBLE

REACH = 600  # code points on each side; never the whole text
BREAK = "\u2029"  # an end of a paragraph, a table's cell or the like: nothing is beside it
_LINE_ENDS = "\n\r\x85\u2028"
_LINE = f"[{_LINE_ENDS}]"  # a CR LF is one line end, see `joined`
_RULE = r"(?:[>*#|•]+|[-=_]{3,})?"  # a line of such marks alone parts what it is between
_NEXT = rf"[^\S\n\r]*{_RULE}[^\S\n\r]*{_LINE}"
PARAGRAPH = re.compile(rf"\s*(?:{_LINE}(?:{_NEXT})+|\u2029)\s*")
# Whether there is one: quickly found, for it begins with one of a few characters.
PARAGRAPH_END = re.compile(rf"[{_LINE_ENDS}{BREAK}](?:(?<={BREAK})|{_NEXT})")
HYPHENATED = re.compile(rf"[-\u2010](?<=[^\W\d_].){_LINE}\s*(?=[^\W\d_A-ZÀ-ÖØ-Þ])")
LINE_END = re.compile(_LINE)


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
        is_broken=before[-1:].isspace() and LINE_END.search(before[-4:]) is not None,
    )


def _is_combined(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in ("Mn", "Mc", "Me")


def joined(text: str, *, may_hide: bool = True) -> str:
    """A text without invisible signs, its lines joined, its blanks single, its breaks marked."""
    if may_hide and not text.isascii():  # all that is invisible is beyond ASCII
        text = INVISIBLE.sub("", text)
    if text.isprintable() and "  " not in text:
        return text
    if not text.isprintable():
        text = text.replace("\r\n", "\n")
        if PARAGRAPH_END.search(text):
            text = PARAGRAPH.sub(BREAK, text)
        if "-" in text or "\u2010" in text:
            text = HYPHENATED.sub("", text)
        flat = text.replace("\n", " ")
        if "  " not in flat and flat.isprintable():
            return flat
    return BREAK.join(map(_single, text.split(BREAK))) if BREAK in text else _single(text)


def _single(text: str) -> str:
    """A text with each run of blanks as one space."""
    found = " ".join(text.split())
    before, behind = text[:1].isspace(), text[-1:].isspace()
    return f"{' ' * before}{found}{' ' * (behind and found != '')}"


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
