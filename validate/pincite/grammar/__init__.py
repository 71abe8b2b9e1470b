"""From a quote to a value: a closed grammar for each language, vocabularies, and nothing else.

A phrase that is not wholly understood is refused; the grammar never guesses. Its rules are in
`languages/`, and with all their examples in docs/grammar.md; what a package adds is in its
phrases table.
"""

from pincite.grammar.dates import FiscalYear
from pincite.grammar.derive import (
    DERIVED_METHODS,
    EVIDENCE_METHODS,
    GRAMMAR_METHODS,
    METHODS,
    NUMBER_METHODS,
    Phrases,
    Settings,
    derive,
    read_date,
)
from pincite.grammar.edtf import bounds, date_words
from pincite.grammar.language import (
    LANGUAGES,
    Language,
    Reading,
    language_of,
    read_parts,
    read_phrase,
    read_printed,
    read_quantity,
    readable_kinds,
)
from pincite.grammar.quantity import Quantity
from pincite.grammar.rules import NotUnderstood, Rule

__all__ = [
    "DERIVED_METHODS",
    "EVIDENCE_METHODS",
    "GRAMMAR_METHODS",
    "LANGUAGES",
    "METHODS",
    "NUMBER_METHODS",
    "FiscalYear",
    "Language",
    "NotUnderstood",
    "Phrases",
    "Quantity",
    "Reading",
    "Rule",
    "Settings",
    "bounds",
    "date_words",
    "derive",
    "language_of",
    "read_date",
    "read_parts",
    "read_phrase",
    "read_printed",
    "read_quantity",
    "readable_kinds",
]
