"""French words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="fr",
    hedges=(
        *hedges(
            "about",
            "environ, à peu près, approximativement, autour de, aux alentours de, de l'ordre de,"
            " de l’ordre de, aux environs de, quelque",
        ),
        *hedges("nearly", "presque, près de, pas loin de, à peine moins de"),
        *hedges("at_least", "au moins, au minimum, pas moins de, un minimum de, minimum"),
        *hedges(
            "at_most", "au plus, au maximum, jusqu'à, jusqu’à, pas plus de, un maximum de, maximum"
        ),
        *hedges("more_than", "plus de, plus d', plus d’, un peu plus de, supérieur à"),
        *hedges("less_than", "moins de, moins d', moins d’, un peu moins de, inférieur à"),
        *hedges("about", "vers, environ, autour de, aux alentours de, circa", "dates"),
        *hedges("early", "début, au début de, au début du, le début de, tout début", "dates"),
        *hedges("mid", "mi, milieu, au milieu de", "dates"),
        *hedges("late", "fin, à la fin de, la fin de, à la fin du", "dates"),
        *hedges("not_before", "au plus tôt en, au plus tôt, pas avant", "dates"),
        *hedges("not_after", "au plus tard en, au plus tard", "dates"),
    ),
    behind=(
        *hedges("at_least", "au moins, au minimum, ou plus, minimum", "beside"),
        *hedges("at_most", "au plus, au maximum, ou moins, maximum", "beside"),
        *hedges("about", "environ", "beside"),
        *hedges("not_before", "au plus tôt", "dates"),
        *hedges("not_after", "au plus tard", "dates"),
    ),
)
