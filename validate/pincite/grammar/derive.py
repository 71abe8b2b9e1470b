"""The methods that turn a quote into a cell's text.

`absent`, `judged`, `external`, `written` and `position` take nothing from a quote; the citation
checks deal with them.
"""

from __future__ import annotations

from pincite.grammar.dates import FiscalYear, date_text
from pincite.grammar.language import read_printed, read_quantity
from pincite.grammar.quantity import KINDS
from pincite.grammar.rules import NotUnderstood
from pincite.grammar.vocabulary import Phrases

NUMBER_METHODS = frozenset(KINDS)
GRAMMAR_METHODS = NUMBER_METHODS | {"currency", "qualifier", "date"}
DERIVED_METHODS = frozenset({"verbatim", "term"}) | GRAMMAR_METHODS
EVIDENCE_METHODS = DERIVED_METHODS | {"absent", "judged"}
METHODS = EVIDENCE_METHODS | {"external", "written", "position"}


def derive(  # noqa: PLR0913 - the settings of a field, each by its name
    method: str,
    quote: str,
    *,
    phrases: Phrases,
    vocabulary: str | None,
    language: str,
    anchor: str | None = None,
    bound: str | None = None,
    fiscal_year: FiscalYear | None = None,
) -> str:
    """The cell text that a quote gives by a derived method; raises NotUnderstood."""
    if method == "verbatim":
        return quote
    if method == "term":
        if vocabulary is None:
            raise NotUnderstood("the field names no vocabulary")
        return phrases.code(vocabulary, language, quote)
    if method == "date":
        return date_text(read_printed(quote, language), anchor, bound, fiscal_year)
    if method == "currency":
        return read_quantity(quote, language, ("amount",)).unit
    if method == "qualifier":
        return read_quantity(quote, language).qualifier
    if method in NUMBER_METHODS:
        return read_quantity(quote, language, (method,)).end(bound)
    raise NotUnderstood(f"method {method} takes no value from a quote")


def read_date(
    phrase: str,
    anchor: str | None = None,
    *,
    language: str = "en",
    fiscal_year: FiscalYear | None = None,
) -> str:
    """The date that a phrase states, in EDTF; `anchor` is an EDTF date with a year.

    Raises NotUnderstood, also for days that no calendar has.
    """
    return date_text(read_printed(phrase, language), anchor, None, fiscal_year)
