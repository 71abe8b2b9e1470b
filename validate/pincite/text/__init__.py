"""Texts of sources: spans, words, sentences, and what is known of a text from its quotes alone."""

from pincite.text.mentions import Signs
from pincite.text.spans import (
    Span,
    SpanIndex,
    around,
    count_words,
    find_all,
    first_step,
    is_unspaced,
    merge,
    paragraphs,
    sentences,
    stands_alone,
)
from pincite.text.transcript import Transcript

__all__ = [
    "Signs",
    "Span",
    "SpanIndex",
    "Transcript",
    "around",
    "count_words",
    "find_all",
    "first_step",
    "is_unspaced",
    "merge",
    "paragraphs",
    "sentences",
    "stands_alone",
]
