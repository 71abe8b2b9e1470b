"""What touches a quote: signs, letters and digits without a blank, and signs across one.

The same in every script. Nothing that touches a number is harmless but punctuation, brackets,
quotation marks, and a dash before a word.
"""

from __future__ import annotations

import re
import unicodedata

from pincite.neighbours.view import Finding, View, cropped, unknown
from pincite.text import is_unspaced

SIGNS = frozenset("%‰‱°′″*†‡#§@^~±/\\&_％／＋－～〜＃＊＆…‥·")
HARMLESS = frozenset("|=")
HYPHENS = frozenset("-‐‑−－")
DASHES = frozenset("–—―‒")
INSIDE = frozenset(".,'’·・:．，：٫٬")
NUMERALS = frozenset("〇零一二三四五六七八九十百千万億兆萬亿两兩")
MARKS = frozenset("\"'”’“‘″′")


def is_sign(char: str) -> bool:
    """Whether a character is a sign that may belong to a number."""
    if char == "" or char in HARMLESS:
        return False
    return char in SIGNS or char in HYPHENS or unicodedata.category(char)[0] == "S"


def is_numeral(char: str) -> bool:
    """Whether a character is a digit or a Han numeral."""
    return char != "" and (char.isnumeric() or char in NUMERALS)


def touching(view: View, *, is_number: bool) -> Finding | None:
    """What touches the quote on either side."""
    if view.is_cut:
        return cropped(view.behind[:1], "a mark of the quote's last letter is cut off")
    return _left(view, is_number=is_number) or _right(view, is_number=is_number)


def _is_word(char: str) -> bool:
    return char.isalnum() and not is_unspaced(char)


def _left(view: View, *, is_number: bool) -> Finding | None:
    char, first, before = view.before[-1:], view.quote[:1], view.before
    if char == "" or char in " \u2029":
        return None
    if _is_word(char):
        if _is_word(first) or is_sign(first) or (is_number and not is_unspaced(first)):
            return cropped(last_word(before), "the quote begins inside a word or number")
        return None  # another script: "A社は約5億円"
    if char in INSIDE and first.isdigit() and before[-2:-1].isnumeric():
        return cropped(last_word(before), "the quote begins inside a number")
    if not is_number:
        return None
    if (
        char in ".,'’"
        and first.isdigit()
        and (before[-2:-1].isalpha() or before[-2:-1] in ("", " "))
    ):
        return unknown(last_word(before), "it touches the number") if char != "," else None
    if char in DASHES:
        return _dash_before(before)
    if is_sign(char):
        if _is_emphasis(view):
            return None
        return cropped(last_word(before), "a sign touches the quote")
    return None


def _dash_before(before: str) -> Finding | None:
    """A dash between words is harmless; one behind a number or a blank is a range or a minus."""
    char = before[-2:-1]
    if char == "" or char in " \u2029" or is_numeral(char) or char in "%％)€$£¥":
        return cropped(last_word(before), "a dash touches the number: a range or a minus")
    return None


def _is_emphasis(view: View) -> bool:
    """Whether the same asterisks or lines are on both sides, as in Markdown, or ``quotes''."""
    if view.before.endswith("``"):
        return True
    left = re.search(r"(?:^|[\s(\"“„])(\*{1,3}|_{1,2}|`)$", view.before)
    return left is not None and view.behind.startswith(left[1])


def _right(view: View, *, is_number: bool) -> Finding | None:
    char, last, behind = view.behind[:1], view.quote[-1:], view.behind
    if char == "" or char in " \u2029":
        return None
    if _is_word(char):
        if _is_word(last) or (is_number and (not is_unspaced(last) or is_numeral(last))):
            return cropped(first_word(behind), "the quote ends inside a word or number")
        return None
    following = behind[1:2]
    ends_in_digit = last.isnumeric()
    if char in INSIDE and following.isdigit() and (ends_in_digit or last in NUMERALS):
        return cropped(first_word(behind), "the number goes on")
    if not is_number:
        return None
    if char in ".'’:" and following.isalpha() and not is_unspaced(following):
        return unknown(first_word(behind), "it touches the number")
    if char in HYPHENS:
        return cropped(first_word(behind), "a hyphen joins it to what follows")
    if char in DASHES:
        return _dash_behind(behind)
    if char == "?":
        return unknown(first_word(behind), "it puts the value in doubt")
    is_opening = char in "“‘" and following.isalnum()
    if char in MARKS and ends_in_digit and not is_opening and not _is_quoted(view, char):
        return unknown(first_word(behind), "a mark touches the number, such as that of inches")
    if is_sign(char):
        return (
            None if _is_emphasis(view) else cropped(first_word(behind), "a sign touches the quote")
        )
    return None


def _dash_behind(behind: str) -> Finding | None:
    rest = behind.lstrip("".join(DASHES) + " ")
    if rest == "" or rest[:1].isnumeric() or is_sign(rest[:1]) or rest[:1] in DASHES:
        return cropped(first_word(behind), "a dash touches the number: a range")
    return None


def _is_quoted(view: View, char: str) -> bool:
    """Whether a quotation mark behind the quote closes one that was opened before it."""
    if view.behind.startswith("''") and re.search("``|''", view.before[-200:]):
        return True
    openers = {'"': '"', "”": "“„”", "“": "„", "’": "‘’", "'": "'", "‘": "‚"}.get(char, "")
    return any(mark in view.before[-200:] for mark in openers)


_APART_BEFORE = frozenset(".,;:!?)]\"”’'“«»")
_APART_BEHIND = frozenset("(\"“‘'«[„")


def may_cross_before(token: str) -> bool:
    """Whether `across_blank` may find something where a token is before the quote."""
    return not (token[-1:].isalnum() or token[-1:] in _APART_BEFORE)


def may_cross_behind(token: str) -> bool:
    """Whether `across_blank` may find something where a token is behind the quote."""
    return not (token[:1].isalnum() or token[:1] in _APART_BEHIND)


def across_blank(view: View, *, left: bool, right: bool) -> Finding | None:
    """Signs that a blank parts from the quote."""
    before, behind = view.before, view.behind
    if before.endswith(" "):
        found = _sign_before(before.rstrip(), is_open_left=left)
        if found:
            return found
    return _sign_behind(view, behind.lstrip(), is_open=right) if behind.startswith(" ") else None


def _sign_before(before: str, *, is_open_left: bool) -> Finding | None:
    char = before[-1:]
    previous = before[:-1].rstrip()[-1:]
    if char in DASHES or char in HYPHENS:
        if is_numeral(previous) or previous in "%％€$£¥" or (previous == "" and is_open_left):
            return cropped(last_word(before), "a dash before the number: a range or a minus")
        if is_open_left and (char in HYPHENS or previous in ("", "\u2029", ":", "(")):
            return unknown(last_word(before), "it may be a minus or a dash")
        return None
    if char in "&·" or char == "" or (char == "…" and previous.isalpha()):
        return None
    if char == "*" and previous in ("", "\u2029", "("):
        return None
    if is_sign(char) and not (char in "%‰％" and not is_open_left):
        return cropped(last_word(before), "a sign is before the quote")
    return None


def _sign_behind(view: View, behind: str, *, is_open: bool) -> Finding | None:
    char = behind[:1]
    if char == "" or char in "&…" or re.match(r"/[A-Z][\w ]*/", behind):  # /PRNewswire/
        return None
    if char in DASHES or char in HYPHENS:
        rest = re.match(r"[-‐‑−–—―]\s*(?:[€$£¥]\s?)?(\d)", behind)
        if rest is not None and view.quote[-1:] != ")":
            return cropped(first_word(behind), "a dash and a number: a range")
        return (
            None
            if char in DASHES or behind[1:2] == " "
            else unknown(first_word(behind), "a hyphen follows the quote")
        )
    if char in "$€£¥₩₹" and not is_open:
        return None
    if is_sign(char):
        return cropped(first_word(behind), "a sign follows the quote")
    return None


def last_word(text: str) -> str:
    """The last of the words of a text, with all that touches it."""
    return text.rstrip().split(" ")[-1]


def first_word(text: str) -> str:
    """The first of the words of a text, with all that touches it."""
    return text.lstrip().split(" ")[0]
