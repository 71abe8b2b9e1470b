"""The words beside a quote, in scripts with blanks between words.

Hedges attach by structure, not by distance: from the number to the left over transparent words
only. What stands directly beside the number is understood as harmless, understood as changing, or
not understood.
"""

from __future__ import annotations

from pincite.neighbours import glued
from pincite.neighbours.beside import word_before, word_behind
from pincite.neighbours.finding import Finding
from pincite.neighbours.hedging import denied, hedged_before, hedged_behind, term_denied
from pincite.neighbours.quoted import Quoted
from pincite.neighbours.ranges import broken_number, in_range, number_beside, shares_unit

__all__ = ["Quoted", "look", "term_denied"]


def look(quoted: Quoted) -> Finding | None:
    """What beside the quote keeps it from proving its value; None where all is harmless."""
    view = quoted.view
    return (
        glued.touching(view, is_number=True)
        or broken_number(quoted)
        or number_beside(quoted)
        or glued.across_blank(view, left=quoted.is_open_left, right=quoted.is_open_right)
        or hedged_before(quoted)
        or hedged_behind(quoted)
        or in_range(quoted)
        or denied(quoted)
        or word_behind(quoted)
        or word_before(quoted)
        or shares_unit(quoted)
    )
