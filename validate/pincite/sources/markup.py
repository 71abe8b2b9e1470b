"""What a page may hold at most, counted in one pass over its markup before a parser sees it.

A parser's time grows with the square of some counts: of elements within each other, of attributes
of one tag, of options of one list. A page of our days has far less than these limits.
"""

from __future__ import annotations

import re

from pincite.sources.limits import (
    MAX_ATTRIBUTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_OPTIONS,
    Refused,
)

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSES_ITSELF = frozenset("p li dt dd tr td th option thead tbody tfoot".split())
_RAW = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|textarea|title)\b[^>]*>.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
# An attribute as the HTML standard reads it (13.2.5.32), each character looked at once.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_TAG = re.compile(
    rf"<(/?)([a-zA-Z][^\s/>]*+)((?:{_ATTRIBUTE}){{0,{MAX_ATTRIBUTES}}}+)({_ATTRIBUTE})?+([\s/]*+)"
)


def check_markup(source: str) -> None:
    """Raise Refused for a page that a parser would need minutes for.

    Elements that close themselves are not counted as nested.
    """
    depth, deepest, elements, options = 0, 0, 0, 0
    for match in _TAG.finditer(_RAW.sub("", source)):
        name = match[2].lower()
        if match[4]:
            raise _refusal("attributes of one element", MAX_ATTRIBUTES)
        if match[1]:
            depth -= depth > 0 and name not in _VOID and name not in _CLOSES_ITSELF
            continue
        elements += 1
        options += name == "option"
        if name in _VOID or name in _CLOSES_ITSELF or "/" in match[5]:
            continue
        depth += 1
        deepest = max(deepest, depth)
    if elements > MAX_ELEMENTS:
        raise _refusal("elements", MAX_ELEMENTS)
    if options > MAX_OPTIONS:
        raise _refusal("options of lists", MAX_OPTIONS)
    if deepest > 4 * MAX_DEPTH:  # unclosed inline tags count here and are shallow in the tree
        raise Refused(
            f"elements are nested {deepest:,} deep; at most {MAX_DEPTH} are read. Save the page"
            " from a browser, or cite another edition of it"
        )


def _refusal(what: str, most: int) -> Refused:
    return Refused(
        f"the page has more than {most:,} {what}; save the part of it that you cite as a page"
    )
