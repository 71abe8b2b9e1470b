"""Texts of sources: spans, words, sentences, and what is known of a text from its quotes alone."""

from pincite.text.source import SourceFile, find_source
from pincite.text.spans import Span, count_words, find_all, merge, paragraphs, sentences
from pincite.text.transcript import Transcript
from pincite.text.visible import visible

__all__ = [
    "SourceFile",
    "Span",
    "Transcript",
    "count_words",
    "find_all",
    "find_source",
    "merge",
    "paragraphs",
    "sentences",
    "visible",
]
