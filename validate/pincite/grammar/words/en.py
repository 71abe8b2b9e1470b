"""English words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="en",
    hedges=(
        *hedges("about", "about, around, approximately, roughly, some"),
        *hedges("at_least", "at least, no less than, no fewer than"),
        *hedges("at_most", "at most, up to, no more than"),
        *hedges("more_than", "more than"),
        *hedges("less_than", "less than, fewer than"),
    ),
)
