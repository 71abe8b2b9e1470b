"""French words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="fr",
    hedges=(
        *hedges("about", "environ, près de, autour de, aux alentours de"),
        *hedges("at_least", "au moins, au minimum"),
        *hedges("at_most", "au plus, au maximum, jusqu'à"),
        *hedges("more_than", "plus de"),
        *hedges("less_than", "moins de"),
    ),
)
