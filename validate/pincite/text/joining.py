"""A text as it is read on: without invisible signs, its lines joined, its blanks single."""

from __future__ import annotations

import re

BREAK = "\u2029"  # an end of a paragraph, a table's cell or the like: nothing is beside it
# Signs that a page does not show: soft hyphens, joiners, marks of order, variants of a letter.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0001-\U000e01ef]"
)
_LINE_ENDS = "\n\r\x85\u2028"
_LINE = f"[{_LINE_ENDS}]"  # a CR LF is one line end, see `joined`
_RULE = r"(?:[>*#|•]+|[-=_]{3,})?"  # a line of such marks alone parts what it is between
_NEXT = rf"[^\S\n\r]*{_RULE}[^\S\n\r]*{_LINE}"
# Quickly found, for it begins with one of four characters: blanks before it are not in it.
PARAGRAPH_END = re.compile(rf"{_LINE}(?:{_NEXT})+\s*")
HYPHENATED = re.compile(rf"[-\u2010](?<=[^\W\d_].){_LINE}\s*(?=[^\W\d_A-ZÀ-ÖØ-Þ])")
LINE_END = re.compile(_LINE)


def joined(text: str, *, may_hide: bool = True) -> str:
    """A text without invisible signs, its lines joined, its blanks single, its breaks marked."""
    if may_hide and not text.isascii():  # all that is invisible is beyond ASCII
        text = INVISIBLE.sub("", text)
    if text.isprintable() and "  " not in text:
        return text
    if not text.isprintable():
        text = text.replace("\r\n", "\n").replace(BREAK, "\n\n")
        before, *rest = PARAGRAPH_END.split(text)
        if rest:
            text = BREAK.join((before.rstrip(), *map(str.rstrip, rest[:-1]), rest[-1]))
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


def flat_of(text: str) -> str | None:
    """A text of which each slice is as `joined` makes it, with the same offsets; None for others.

    Its lines end with a line feed, an end of a paragraph is two of them, and two breaks here.
    """
    flat = text.replace("\n\n", BREAK * 2).replace("\n", " ")
    if "  " in flat or BREAK in text or not flat.replace(BREAK, "").isprintable():
        return None
    if flat == text:  # one line
        return text
    if ("-\n" in text or "\u2010\n" in text) and HYPHENATED.search(text):
        return None
    for end in PARAGRAPH_END.finditer(text):
        if end[0] != "\n\n" or text[: end.start()][-1:].isspace():
            return None
    return flat
