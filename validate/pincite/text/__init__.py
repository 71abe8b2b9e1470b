"""Texts of sources: spans, words, sentences, and what is known of a text from its quotes alone."""

from pincite.text.mentions import Signs
from pincite.text.scripts import count_words, is_unspaced
from pincite.text.spans import Span, SpanIndex, find_all, merge, paragraphs, sentences
from pincite.text.transcript import Transcript

__all__ = [
    "Signs",
    "Span",
    "SpanIndex",
    "Transcript",
    "count_words",
    "find_all",
    "is_unspaced",
    "merge",
    "paragraphs",
    "sentences",
]
