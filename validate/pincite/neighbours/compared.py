"""What makes a number a difference, one of several, a claim, or the subject of a denied verb."""

from __future__ import annotations

import re

from pincite.grammar.words.comparing import Comparing, comparing_of
from pincite.neighbours.view import Finding, cropped

# In German a comma is before a relative clause and behind it, so that no look crosses its end
_RELATIVE = re.compile(r"\b(?:that|which|who|whose|qui|que|quien)\b")
_WHEN = re.compile(
    r"\b(?:after|for|since|within|in|during|over|nach|seit|vor|binnen|während|après|depuis|pendant"
    r"|en|dans|durant|tras|durante|desde|hace)\s$"
)
_TOOK = ("了", "过", "過")  # 他拿了5亿元没有缴税: the number is the object of a verb before it
_WORTH = re.compile(r"\b(?:worth|valued at|wert von|valeur de|valor de)\s$")
_CLAUSE = re.compile(r"[,;:!?()\u2029—–]|\.\s")
_REACH = 120


def compared(
    before: str, behind: str, method: str, language: str, counter: str = ""
) -> Finding | None:
    """What the words beside a number say of it; both texts in lower case.

    `counter` is what counts the number, where it follows without a blank (5億円, but 40 | 人).
    """
    if method == "date" or (method not in _METHODS and not method.startswith("percent")):
        return None
    words, rest = comparing_of(language), behind.removeprefix(counter)
    if not method.startswith("percent"):
        if difference := _difference(words, before, rest, method):
            return cropped(
                difference, f"“{difference.strip()}” makes it a difference of two values"
            )
        if found := words.several.search(before[-_REACH:]):
            return cropped(found[0], "the value is that of each of several")
    if found := words.claimed.search(before[-_REACH:]):
        return cropped(found[0], f"“{found[0].strip()}” says that somebody claims the value")
    return _denied(words, before, rest, method)


_METHODS = frozenset(("amount", "count", "quantity", "qualifier", "currency"))


def _difference(words: Comparing, before: str, behind: str, method: str) -> str | None:
    found = words.difference.match(behind) or words.difference_before.search(before)
    if found is None and method == "count" and not words.adding & {*before.split()[-1:]}:
        found = words.counted.match(behind)
    return found and found[0]


def _denied(words: Comparing, before: str, behind: str, method: str) -> Finding | None:
    """A denied verb behind, whose subject is not the relative clause that the number is in."""
    if method == "quantity" and _WHEN.search(before[-_REACH:]):
        return None  # "for two years it was not paid"
    if before.endswith(_TOOK):
        return None
    clause = _CLAUSE.split(behind, maxsplit=1)[0]
    found = words.undone.match(clause)
    if found is None and method != "count" and not _WORTH.search(before[-_REACH:]):
        found = words.refused.match(clause)
    if found is None or _RELATIVE.search(_CLAUSE.split(before[-_REACH:])[-1]):
        return None
    return cropped(found[0], f"“{found[0].strip()}” denies what is said of the value")
