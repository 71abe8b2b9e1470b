"""Hedges, rates and denials of a value: what attaches to it by structure, not by distance."""

from __future__ import annotations

import re

from pincite.grammar.words import Hedge
from pincite.neighbours.lexicon import Index, Lexicon
from pincite.neighbours.quoted import (
    LONGEST,
    NEAR,
    WORD,
    Quoted,
)
from pincite.neighbours.view import BREAK, Finding, View, cropped, unknown


def hedged_before(quoted: Quoted) -> Finding | None:
    """A hedge before the quote, with nothing but transparent words between."""
    lexicon, words = quoted.lexicon, quoted.before
    lower = [word.lower() for word in words]
    transparent = lexicon.words.transparent
    if quoted.is_date:
        transparent = transparent | lexicon.words.date_transparent
    for at, word in enumerate(lower):
        for phrase, hedge in lexicon.before.get(word, ()):
            if hedge.of not in ("any", quoted.of) or (hedge.scope == "beside" and at > 0):
                continue
            if len(phrase) == 1 and word in ("or", "oder", "ou", "o", "u") and at + 1 == len(words):
                continue  # it begins the clause: "most of it, or 74%, is"
            if tuple(reversed(lower[at : at + len(phrase)])) == phrase:
                found = " ".join(reversed(words[: at + len(phrase)]))
                return cropped(found, f"“{hedge.phrase}” before the quote changes what it says")
        if word not in transparent and words[at] not in lexicon.everywhere["codes"]:
            break
    return None


def hedged_behind(quoted: Quoted) -> Finding | None:
    """A hedge or rate behind the quote: beside it, or in its clause where it is a sure one."""
    behind, index = quoted.behind, quoted.lexicon.behind
    match = re.match(r"([\s(\[\"“”’)]*,?[\s(\[\"“–—]*)", behind)
    gap = match[1] if match else ""
    if doubt := re.match(r"[\s(\[]*\?+[)\]]", behind):
        return unknown(doubt[0], "it puts the value in doubt")
    found = _phrase_at(
        quoted, index, behind, len(gap), crossed="," in gap or "(" in gap or "–" in gap
    )
    if found:
        return found
    clause = re.split(rf"[,;:!?(){BREAK}—–|]|\.(?:\s|$)|\d", behind, maxsplit=1)[0]
    for count, word in enumerate(WORD.finditer(clause)):
        for phrase, hedge in index.get(word[0].rstrip("."), ()):
            if hedge.scope != "clause" or hedge.of not in ("any", quoted.of) or count > NEAR:
                continue
            if re.compile(rf"{re.escape(hedge.phrase)}(?!\w)").match(clause, word.start()):
                if phrase == ("per",) and _is_means(quoted, clause, word.end()):
                    continue
                return cropped(clause[: word.start() + len(hedge.phrase)], _rates(hedge))
    return None


def _rates(hedge: Hedge) -> str:
    return f"“{hedge.phrase}” behind the quote changes what it says"


def _is_means(quoted: Quoted, text: str, at: int) -> bool:
    word = WORD.search(text, at)
    return word is not None and word[0].rstrip(".") in quoted.lexicon.words.means


def _phrase_at(
    quoted: Quoted, index: Index, behind: str, at: int, *, crossed: bool
) -> Finding | None:
    first = re.compile(r"[^\s,;:!?()\[\]]+").match(behind, at)
    if first is None:
        return None
    for phrase, hedge in (*index.get(first[0], ()), *index.get(first[0].rstrip("."), ())):
        if hedge.of not in ("any", quoted.of):
            continue
        if not re.compile(rf"{re.escape(hedge.phrase)}(?!\w)").match(behind, at):
            continue
        end = at + len(hedge.phrase)
        is_last = (
            re.compile(rf"\s*(?:[,;:!?)\].{BREAK}—–]|$|in\b|im\b|en\b)").match(behind, end)
            is not None
        )
        needs_end = hedge.scope == "ends" or (
            crossed and phrase[0] not in ("or", "and", "oder", "und", "ou", "o", "y", "et")
        )
        if needs_end and not is_last:
            continue
        if phrase == ("per",) and _is_means(quoted, behind, end):
            continue
        return cropped(behind[:end], _rates(hedge))
    return None


def denied(quoted: Quoted) -> Finding | None:
    """A denial in the clause of the quote."""
    words = quoted.lexicon.words
    before = re.split(rf"[;:!?()\[\]{BREAK}—–|]|,|\.\s", quoted.view.before.lower())[-1]
    for phrase in words.not_negating:
        if phrase in before:
            before = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", before)
    for phrase in quoted.lexicon.words.qualifiers:
        if phrase in before:
            before = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ", before)
    tokens = re.findall(r"[^\W\d_][\w'’-]*", before)
    for at, token in enumerate(tokens):
        if token in words.but:
            tokens = tokens[at + 1 :]
            break
    near = tokens[-NEAR:] if quoted.is_date else tokens[-2 * LONGEST :]
    denial = next((token for token in reversed(near) if token in words.negations), None)
    if denial is not None:
        return cropped(denial, f"“{denial}” denies what the quote says")
    clause = re.split(rf"[,;:!?{BREAK}]|\.(?:\s|$)", quoted.behind, maxsplit=1)[0]
    for phrase in words.denials:
        at = clause.find(phrase)
        if at >= 0 and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", clause):
            if quoted.is_date and len(clause[:at].split()) > 1 and " " not in phrase:
                continue
            if " " not in phrase and len(clause[:at].split()) > NEAR:
                continue
            return cropped(phrase, f"“{phrase}” denies what the quote says")
    return None


def term_denied(view: View, lexicon: Lexicon) -> Finding | None:
    """A denial beside a term."""
    words = re.findall(r"[^\W\d_][\w'’]*", view.before[-80:].split(BREAK)[-1].lower())[-2:]
    for word in words:
        if word in lexicon.words.negations:
            return cropped(word, f"“{word}” denies what the quote says")
    behind = re.split(rf"[,;:!?{BREAK}]|\.(?:\s|$)", view.behind[:80].lower(), maxsplit=1)[0]
    near = " ".join(behind.split()[:4])
    for phrase in lexicon.words.denials:
        if re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", near):
            return cropped(phrase, f"“{phrase}” denies what the quote says")
    return None
