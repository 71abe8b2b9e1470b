"""Scripts that write words without blanks: Han, Kana, Thai and others of South East Asia."""

from __future__ import annotations

import re

_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f"  # Kana
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
)
_WIDE = "\u3000-\u303f\uff00-\uff65\uffa0-\uffef"  # punctuation and digits of full width
_LETTER = re.compile(f"[{_UNSPACED}]")
_ALONE = re.compile(f"[{_UNSPACED}{_WIDE}]")
_WORD = re.compile(rf"(?P<unspaced>[{_UNSPACED}]+)|[^\W{_UNSPACED}]+")
FIRST = "\u0e00"  # no character before it is of such a script
CHARACTERS_A_WORD = 2


def is_unspaced(char: str) -> bool:
    """Whether a character belongs to a script without blanks between words."""
    return char >= FIRST and _LETTER.match(char) is not None


def stands_alone(char: str) -> bool:
    """Whether a character is a step of its own: one of such a script, or one of full width."""
    return char >= FIRST and _ALONE.match(char) is not None


def count_words(text: str) -> int:
    """Number of words: runs of letters, digits and underscores (a hyphen parts two words).

    In scripts without blanks every two characters of a run count as a word, and so does one left
    over.
    """
    return sum(
        -(-len(match[0]) // CHARACTERS_A_WORD) if match["unspaced"] else 1
        for match in _WORD.finditer(text)
    )
