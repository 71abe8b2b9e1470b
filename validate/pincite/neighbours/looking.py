"""The one question of this room: what beside a quote keeps it from proving a value?"""

from __future__ import annotations

from pincite.grammar import GRAMMAR_METHODS
from pincite.neighbours import glued, spaced, unspaced
from pincite.neighbours.finding import Finding, unknown
from pincite.neighbours.lexicon import Lexicon, lexicon_of
from pincite.neighbours.view import BREAK, View
from pincite.text import is_unspaced

UNSPACED = ("ja", "zh")
READ = GRAMMAR_METHODS | {"quantity"}
SENTENCE = ' .,;:!?()[]"“”„‘’«»‹›|=' + BREAK


def look(view: View, method: str, language: str) -> Finding | None:
    """What beside a quote keeps it from proving what its method reads; None where all is harmless.

    A language without word tables lets a number stand only between punctuation.
    """
    if method not in READ:
        return _cut(view) or _denied(view, method, language)
    lexicon = lexicon_of(language)
    if lexicon is None:
        return _alone(view)
    if lexicon.words.tag in UNSPACED:
        return unspaced.look(unspaced.Quoted(view, method, lexicon))
    return spaced.look(spaced.Quoted(view, method, lexicon))


def _cut(view: View) -> Finding | None:
    """A word that the quote cuts; runs of Katakana are words too."""
    found = glued.touching(view, is_number=False)
    for one, other in ((view.before[-1:], view.quote[:1]), (view.quote[-1:], view.behind[:1])):
        if one and other and all("ァ" <= char <= "ヿ" for char in (one, other)):
            return Finding("cropped", one + other, "the quote is cut inside a word")
    return found


def _denied(view: View, method: str, language: str) -> Finding | None:
    lexicon = lexicon_of(language)
    if method != "term" or lexicon is None:
        return None
    return _term_denied(view, lexicon)


def _term_denied(view: View, lexicon: Lexicon) -> Finding | None:
    if lexicon.words.tag in UNSPACED:
        return unspaced.term_denied(view, lexicon)
    return spaced.term_denied(view, lexicon)


def _alone(view: View) -> Finding | None:
    for text, char in (
        (view.before, view.before.rstrip(" ")[-1:]),
        (view.behind, view.behind.lstrip(" ")[:1]),
    ):
        if char and char not in SENTENCE and not is_unspaced(char):
            return unknown(
                text.strip().split(" ")[0 if text is view.behind else -1],
                "the language has no word tables",
            )
        if char and is_unspaced(char):
            return unknown(char, "the language has no word tables")
    return glued.touching(view, is_number=True)
