"""German words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="de",
    hedges=(
        *hedges("about", "rund, etwa, circa, ca., ungefähr"),
        *hedges("at_least", "mindestens, wenigstens, nicht weniger als"),
        *hedges("at_most", "höchstens, bis zu, maximal, nicht mehr als"),
        *hedges("more_than", "mehr als"),
        *hedges("less_than", "weniger als"),
    ),
)
