"""English words beside a number."""

from __future__ import annotations

from pincite.grammar.words import Words, hedges

WORDS = Words(
    tag="en",
    hedges=(
        *hedges(
            "about",
            "about, around, approximately, approx., approx, roughly, some, circa, ca., ca, c.,"
            " an estimated, in the region of, of the order of, in the order of, on the order of",
        ),
        *hedges("nearly", "nearly, almost, just under, just below, just shy of"),
        *hedges(
            "at_least",
            "at least, no less than, no fewer than, not less than, not fewer than, a minimum of",
        ),
        *hedges(
            "at_most",
            "at most, up to, no more than, not more than, as much as, as many as, a maximum of,"
            " not exceeding, at the most",
        ),
        *hedges(
            "more_than",
            "more than, in excess of, upwards of, just over, slightly over, slightly more than,"
            " a little over, a little more than, well over, greater than, exceeding, just above",
        ),
        *hedges("more_than", "over, above", "beside"),
        *hedges("less_than", "less than, fewer than, slightly less than, well under, lower than"),
        *hedges("less_than", "under, below", "beside"),
        *hedges("about", "about, around, circa, ca., ca, c., approximately, roughly", "dates"),
        *hedges("early", "early, the beginning of, the start of, beginning of, start of", "dates"),
        *hedges("mid", "mid, the middle of, middle of", "dates"),
        *hedges("late", "late, the end of, end of, end, year-end", "dates"),
        *hedges("not_before", "no earlier than, not earlier than, not before", "dates"),
        *hedges("not_after", "no later than, not later than, at the latest by", "dates"),
    ),
    behind=(
        *hedges("at_least", "or more, or above, or higher, at least", "beside"),
        *hedges("at_most", "or less, or fewer, or below, or lower, at most, at the most", "beside"),
        *hedges("about", "or so", "beside"),
        *hedges("not_before", "at the earliest", "dates"),
        *hedges("not_after", "at the latest", "dates"),
    ),
)
