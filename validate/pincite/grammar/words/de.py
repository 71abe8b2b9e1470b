"""German words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="de",
    hedges=(
        *hedges("about", "rund, etwa, circa, ca., ca, zirka, ungefähr, schätzungsweise, in etwa"),
        *hedges("nearly", "knapp, fast, beinahe, nahezu, annähernd"),
        *hedges("at_least", "mindestens, wenigstens, nicht weniger als, zumindest, mind."),
        *hedges("at_most", "höchstens, bis zu, maximal, nicht mehr als, max."),
        *hedges("more_than", "mehr als, gut, etwas mehr als, etwas über, deutlich mehr als"),
        *hedges("more_than", "über", "beside"),
        *hedges("less_than", "weniger als, etwas weniger als"),
        *hedges("less_than", "unter", "beside"),
        *hedges("about", "um, etwa, circa, ca., rund, ungefähr, um das Jahr", "dates"),
        *hedges("early", "anfang, beginn, zu beginn des, früh", "dates"),
        *hedges("mid", "mitte", "dates"),
        *hedges("late", "ende", "dates"),
        *hedges("not_before", "frühestens, nicht vor", "dates"),
        *hedges("not_after", "spätestens", "dates"),
    ),
    behind=(
        *hedges("at_least", "oder mehr, und mehr", "beside"),
        *hedges("at_most", "oder weniger", "beside"),
        *hedges("not_before", "frühestens", "dates"),
        *hedges("not_after", "spätestens", "dates"),
    ),
)
