"""From a quote to a value: a closed grammar and the vocabularies, and nothing else.

A phrase that is not wholly understood is refused; the grammar never guesses. What it knows is
listed in `phrases.rules`; what a package adds stands in its phrases table.
"""

from pincite.phrases.dates import read_date
from pincite.phrases.derive import (
    DERIVED_METHODS,
    EVIDENCE_METHODS,
    GRAMMAR_METHODS,
    METHODS,
    derive,
)
from pincite.phrases.edtf import bounds
from pincite.phrases.quantity import Quantity, read_quantity
from pincite.phrases.rules import NotUnderstood, Rule
from pincite.phrases.vocabulary import Phrases

__all__ = [
    "DERIVED_METHODS",
    "EVIDENCE_METHODS",
    "GRAMMAR_METHODS",
    "METHODS",
    "NotUnderstood",
    "Phrases",
    "Quantity",
    "Rule",
    "bounds",
    "derive",
    "read_date",
    "read_quantity",
]
