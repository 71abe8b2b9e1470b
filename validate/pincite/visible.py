"""Showing foreign text on a terminal: nothing in it may move the cursor or begin a line."""

from __future__ import annotations

import unicodedata

_HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Cs"}  # controls, direction marks, line separators, surrogates


def visible(text: str) -> str:
    """The text with every character that cannot be seen written as its escape sequence."""
    if text.isprintable():
        return text
    return "".join(
        char.encode("unicode_escape").decode("ascii")
        if unicodedata.category(char) in _HIDDEN
        else char
        for char in text
    )
