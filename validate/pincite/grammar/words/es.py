"""Spanish words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="es",
    hedges=(
        *hedges(
            "about",
            "alrededor de, aproximadamente, unos, unas, en torno a, cerca de, aproximadamente unos",
        ),
        *hedges("nearly", "casi, prácticamente"),
        *hedges("at_least", "al menos, por lo menos, como mínimo, no menos de, un mínimo de"),
        *hedges(
            "at_most", "como máximo, hasta, a lo sumo, no más de, un máximo de, como mucho"
        ),
        *hedges("more_than", "más de, algo más de, poco más de, por encima de, superior a"),
        *hedges("less_than", "menos de, algo menos de, poco menos de, por debajo de, inferior a"),
        *hedges("about", "hacia, alrededor de, en torno a, circa, sobre", "dates"),
        *hedges("early", "principios de, a principios de, comienzos de, a comienzos de, inicios de,"
            " a inicios de, principios del, a principios del", "dates"),
        *hedges("mid", "mediados de, a mediados de, mediados del, a mediados del", "dates"),
        *hedges("late", "finales de, a finales de, fines de, a fines de, finales del,"
            " a finales del", "dates"),
        *hedges("not_before", "no antes de, como pronto en", "dates"),
        *hedges("not_after", "a más tardar en, a más tardar, como tarde en", "dates"),
    ),
    behind=(
        *hedges("at_least", "como mínimo, o más, al menos, por lo menos", "beside"),
        *hedges("at_most", "como máximo, o menos, como mucho, a lo sumo", "beside"),
        *hedges("about", "aproximadamente", "beside"),
        *hedges("not_before", "como pronto", "dates"),
        *hedges("not_after", "a más tardar, como tarde, como muy tarde", "dates"),
    ),
)  # fmt: skip
