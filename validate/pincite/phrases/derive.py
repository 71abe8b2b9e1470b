"""The methods that turn a quote into a cell's text.

`absent`, `judged`, `external`, `written` and `position` take nothing from a quote; the citation
checks deal with them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from pincite.phrases.dates import read_date
from pincite.phrases.quantity import read_amount, read_percent, read_quantity
from pincite.phrases.rules import NotUnderstood
from pincite.phrases.vocabulary import Phrases

_READERS: Mapping[str, Callable[[str], str]] = {
    "verbatim": lambda quote: quote,
    "amount": lambda quote: read_amount(quote).text,
    "currency": lambda quote: read_amount(quote).unit,
    "percent": lambda quote: read_percent(quote).text,
    "qualifier": lambda quote: read_quantity(quote).qualifier,
}

GRAMMAR_METHODS = frozenset({"amount", "currency", "percent", "qualifier", "date"})
DERIVED_METHODS = frozenset({"verbatim", "term"}) | GRAMMAR_METHODS
EVIDENCE_METHODS = DERIVED_METHODS | {"absent", "judged"}
METHODS = EVIDENCE_METHODS | {"external", "written", "position"}


def derive(
    method: str,
    quote: str,
    *,
    phrases: Phrases,
    vocabulary: str | None,
    language: str,
    anchor: str | None = None,
) -> str:
    """The cell text that a quote gives by a derived method; raises NotUnderstood."""
    if method == "term":
        if vocabulary is None:
            raise NotUnderstood("the field names no vocabulary")
        return phrases.code(vocabulary, language, quote)
    if method in GRAMMAR_METHODS and language.split("-", maxsplit=1)[0] != "en":
        raise NotUnderstood(f"the grammar reads English, not {language}: no number or date of it")
    if method == "date":
        return read_date(quote, anchor)
    if method not in _READERS:
        raise NotUnderstood(f"method {method} takes no value from a quote")
    return _READERS[method](quote)
