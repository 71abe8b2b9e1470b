"""The one question of this room: what beside a quote keeps it from proving a value?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from pincite.grammar import GRAMMAR_METHODS
from pincite.neighbours import gate, glued, unspaced, unspaced_gate
from pincite.neighbours.beside import address, adverb_before, word_before, word_behind
from pincite.neighbours.compared import compared, unreal
from pincite.neighbours.gate import gate_of
from pincite.neighbours.hedging import denied, hedged_before, hedged_behind, term_denied
from pincite.neighbours.lexicon import Lexicon, lexicon_of
from pincite.neighbours.quoted import Quoted
from pincite.neighbours.ranges import (
    broken_number,
    date_as_number,
    in_range,
    number_beside,
    ordinal,
    shares_unit,
)
from pincite.neighbours.unspaced_gate import unspaced_gate_of
from pincite.neighbours.view import Finding, View, unknown
from pincite.text import is_unspaced
from pincite.text.joining import BREAK

UNSPACED = ("ja", "zh")
_APART = frozenset(("", " ", BREAK))
FEW = 500  # quotes of a language; to learn its gate takes the time of looking at so many without
SENTENCE = ' .,;:!?()[]"“”„‘’«»‹›|=' + BREAK


def look(view: View, method: str, language: str) -> tuple[Finding | None, bool]:
    """What beside a quote keeps it from proving what its method reads; None where all is harmless.

    Second, whether a phrase that is wider than the quote may be read. A language without word
    tables lets a number be only between punctuation.
    """
    if method not in GRAMMAR_METHODS:
        return _cut(view) or _denied(view, method, language), False
    lexicon = lexicon_of(language)
    if lexicon is None:
        return _alone(view), True
    if lexicon.words.tag in UNSPACED:
        return _look_unspaced(unspaced.Quoted(view, method, lexicon))
    return _look_spaced(Quoted(view, method, lexicon))


def readable(view: View, language: str) -> View:
    """A view without the words that only look like part of its number: 附近, 条約."""
    lexicon = lexicon_of(language)
    if lexicon is None or lexicon.words.tag not in UNSPACED:
        return view
    alike = lexicon.words.look_alikes
    for link in lexicon.words.between:  # 条约于1960年
        rest = view.before.removesuffix(link)
        if rest != view.before and rest.endswith(alike) and rest[-1] not in "年月日週周":
            return view._replace(before=BREAK)
    if view.before.endswith(alike) and view.before[-1] not in "年月日週周":  # 今年 dates a day
        view = view._replace(before=BREAK)
    return view._replace(behind=BREAK) if view.behind.startswith(alike) else view


def _cut(view: View) -> Finding | None:
    """A word that the quote cuts; runs of Katakana are words too."""
    if _is_apart(view):
        return None
    found = glued.touching(view, is_number=False)
    for one, other in ((view.before[-1:], view.quote[:1]), (view.quote[-1:], view.behind[:1])):
        if one and other and all("ァ" <= char <= "ヿ" for char in (one, other)):
            return Finding("cropped", one + other, "the quote is cut inside a word")
    return found


def _is_apart(view: View) -> bool:
    """Whether nothing touches a quote but a blank, an end, or a mark behind it and a blank."""
    left, right = view.before[-1:], view.behind[:1]
    if view.is_cut or left not in _APART:
        return False
    return right in _APART or (right in ",.;" and view.behind[1:2] in _APART)


def _denied(view: View, method: str, language: str) -> Finding | None:
    lexicon = lexicon_of(language)
    if method != "term" or lexicon is None:
        return None
    return _term_denied(view, lexicon)


def _term_denied(view: View, lexicon: Lexicon) -> Finding | None:
    if lexicon.words.tag in UNSPACED:
        return unspaced.term_denied(view, lexicon)
    tag = lexicon.words.tag
    is_asked = not _pays(tag) or gate_of(tag).may_deny_term(view)
    return term_denied(view, lexicon) if is_asked else None


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


_looked: Counter[str] = Counter()


def _pays(tag: str) -> bool:
    """Whether so many quotes of a language were looked at that its gate pays."""
    _looked[tag] += 1
    return _looked[tag] > FEW


def _look_spaced(quoted: Quoted) -> tuple[Finding | None, bool]:
    """What beside the quote keeps it from proving its value, and whether it may be read wider."""
    tag = quoted.lexicon.words.tag
    stirred = gate_of(tag).stirred(quoted) if _pays(tag) else gate.EVERYTHING
    if stirred & ~gate.WIDER:
        for needs, guard in GUARDS:
            if stirred & needs:
                found = guard(quoted)
                if found is not None:
                    return found, False
    return None, stirred & gate.WIDER != 0


def _look_unspaced(quoted: unspaced.Quoted) -> tuple[Finding | None, bool]:
    tag = quoted.words.tag
    stirred = unspaced_gate_of(tag).stirred(quoted) if _pays(tag) else unspaced_gate.ALL
    for needs, guard in unspaced.GUARDS:
        if stirred & needs:
            found = guard(quoted)
            if found is not None:
                return found, False
    return None, stirred & unspaced_gate.WIDER != 0


def _touching(quoted: Quoted) -> Finding | None:
    return glued.touching(quoted.view, is_number=True)


def _across_blank(quoted: Quoted) -> Finding | None:
    return glued.across_blank(quoted.view, left=quoted.is_open_left, right=quoted.is_open_right)


def _compared(quoted: Quoted) -> Finding | None:
    before = quoted.view.before[-gate.BEFORE :].lower()
    return compared(before, quoted.behind, quoted.method, quoted.lexicon.words.tag)


def _unreal(quoted: Quoted) -> Finding | None:
    view = quoted.view
    before, behind = view.before[-gate.BEFORE :].lower(), view.behind[: gate.BEHIND].lower()
    return unreal(before, behind, quoted.method, quoted.lexicon.words.tag)


# The first that finds something is told; each with what must be beside the quote for that.
GUARDS: tuple[tuple[int, Callable[[Quoted], Finding | None]], ...] = (
    (gate.TOUCHING, _touching),
    (gate.BROKEN, broken_number),
    (gate.NUMBER, date_as_number),
    (gate.NUMBER_BESIDE, number_beside),
    (gate.RANK, ordinal),
    (gate.ACROSS, _across_blank),
    (gate.HEDGED_BEFORE, hedged_before),
    (gate.HEDGED_BEHIND, hedged_behind),
    (gate.RANGE, in_range),
    (gate.DENIED, denied),
    (gate.WORD_BEHIND, word_behind),
    (gate.WORD_BEFORE, word_before),
    (gate.ADVERB, adverb_before),
    (gate.RANK, address),
    (gate.SHARED, shares_unit),
    (gate.COMPARED, _compared),
    (gate.UNREAL, _unreal),
)
