"""Spanish words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="es",
    hedges=(
        *hedges("about", "alrededor de, cerca de, aproximadamente, unos, unas"),
        *hedges("at_least", "al menos, por lo menos, como mínimo"),
        *hedges("at_most", "como máximo, hasta"),
        *hedges("more_than", "más de"),
        *hedges("less_than", "menos de"),
    ),
)
