"""Hedges, rates and denials of a value: what attaches to it by structure, not by distance."""

from __future__ import annotations

import re

from pincite.grammar.words import Hedge
from pincite.neighbours.lexicon import ELIDED, OPENERS, Lexicon
from pincite.neighbours.quoted import (
    LONGEST,
    NEAR,
    WORD,
    Quoted,
)
from pincite.neighbours.view import Finding, View, cropped, unknown
from pincite.text.joining import BREAK

_GAP = re.compile(r"([\s(\[\"“”’)]*,?[\s(\[\"“–—]*)")
_DOUBT = re.compile(r"[\s(\[]*\?+[)\]]")
_FIRST = re.compile(r"[^\s,;:!?()\[\]]+")
_LAST = re.compile(rf"\s*(?:[,;:!?)\].{BREAK}—–]|$|in\b|im\b|en\b)")
_NEXT_NUMBER = re.compile(rf"[,;:!?(){BREAK}—–|]|\.(?:\s|$)|\d")
_CLAUSE_BEFORE = re.compile(rf"[,;:!?()\[\]{BREAK}—–|]|\.\s")
_CLAUSE_BEHIND = re.compile(rf"[,;:!?{BREAK}]|\.(?:\s|$)")
_YEAR_BEHIND = re.compile(r"\s[12]\d{3}(?!\d)")
_IN_BRACKETS = re.compile(r"\s?[(\[](?:in\s)?(?:(±|\+/[-−]|[~≈])|([^\s\d()\[\]]+)[)\]])")
_BRACKETED = re.compile(r"\s?[(\[]([^()\[\]\d]{1,40})[)\]]")
_BRACKET = re.compile(r"\s?\([^()]{1,40}\)\s")
FALSE_THAT = re.compile(
    r"\b(?:false|untrue|wrong|not true|myth|lie|hoax|fallacy|fiction|legend|misconception|nonsense"
    r"|falsch|unwahr|erfunden|mythos|märchen|lüge|irrtum|gerücht|unsinn|legende"
    r"|faux|inexact|mythe|mensonge|légende|rumeur|falso|mentira|mito|bulo|leyenda|rumor)"
    r",? (?:that|dass|daß|(?:de )?que)\b[^.;:!?]*$"
)
_LAST_WORDS = 8  # of the clause before a comma, among which its verb is
_OPENS_AN_INTERVAL = re.compile(r"\b(?:from|von|vom|ab)\s(?:the\s|dem\s)?$")
GOES_ON = frozenset({"on", "an"})
_GOES_ON = re.compile(
    rf"\s(?:{'|'.join(sorted(GOES_ON))})\b(?!\s(?:the|a|der|die|das|den|dem|einer|einem)\b)"
)
_PAST_NOUN = re.compile(r"(?:\s[^\W\d_][\w'’-]*){1,3},\s")
_UNIT_BEHIND = re.compile(
    r"\s(?:(?:the|der|die|das|den|le|la|el)\s|l['’])([^\W\d_]+)(?=[\s.,;:!?)]|$)"
)
_WHEN = frozenset(
    "nach seit vor in innerhalb während für for after since within during in over après depuis"
    " pendant en dans durant tras durante desde hace".split()
)
_TIMES = frozenset(
    "tag tage tagen woche wochen monat monate monaten jahr jahre jahren stunde stunden minuten"
    " day days week weeks month months year years hour hours minutes jour jours semaine semaines"
    " mois an ans heure heures minute día días semana mes meses año años hora horas minutos".split()
)
_THOUSANDS = re.compile(r"\s[(\[]?['’]?000s?\b")
LETTERS = re.compile(r"[^\W\d_][\w'’-]*")
_OR = frozenset({"or", "oder", "ou", "o", "u"})
_AND = frozenset({"and", "und", "et", "y", "e"})
# "no debt and 30 boats": these deny the noun behind them, and not what "and" adds
_NO = frozenset(
    "no kein keine keinen keinem keiner keines aucun aucune nul nulle ningún ninguna"
    " ninguno".split()
)
_PARTITIVE = frozenset(
    "some few several many einige wenige mehrere viele etliche algunos algunas varios muchos pocos"
    " plusieurs quelques".split()
)
# A share of what there is: "almost all of the 300 seats", "jedes zehnte der 400 Häuser"
_SHARES = _PARTITIVE | frozenset(
    "all most half third thirds quarter quarters fifth fifths tenth tenths each one none any part"
    " majority rest remainder alle hälfte drittel viertel fünftel zehntel zweite dritte vierte"
    " fünfte zehnte teil mehrheit tous toutes moitié tiers quart cinquième dixième partie plupart"
    " reste majorité chacun chacune aucun aucune todos todas mitad tercio cuarto quinto décimo"
    " décima parte mayoría resto ninguno ninguna".split()
)
_WHOLE = frozenset(
    "the its their these those his her der dieser seiner ihrer des los las sus".split()
)
_OF = frozenset("of de del der dieser seiner ihrer deren von".split())
_ARTICLES = frozenset({"the", "its", "their", "his", "her"})
_YEAR_OF = re.compile(r"\s[^\W\d_]{3,}")  # what the year belongs to
_OF_MONEY = frozenset("le la les l' l’ el los las der die das den the".split())
_AT = frozenset({"at", "auf", "à", "en"})
_PER = (("per",), ("par",), ("por",))
_JOINS = _OR | {"and", "und", "et", "y", "e"}


# What a word before a value may be to `hedged_before`.
HEDGES, ENDS_HEDGE, IN_HEDGE, PASSED, PASSED_FOR_DATES, ESTIMATES = (1 << n for n in range(6))


def role_before(lexicon: Lexicon, token: str) -> int:
    """What a token before a value may be: a hedge, the end of one, the word before that, passed.

    Where the clause does not go on before it, it ends a hedge of one word at most.
    """
    if token[-1:] in OPENERS:
        return HEDGES if token else 0
    core, goes_on = lexicon.tokens[token]
    word = core.lower()
    forms = {word, _without_article(lexicon, word)} - {""}
    phrases = [phrase for form in forms for phrase, _ in lexicon.before.get(form, ())]
    found = HEDGES if any(len(phrase) == 1 for phrase in phrases) else 0
    found |= ESTIMATES if word in _AT else 0
    found |= 0 if forms.isdisjoint(lexicon.within_hedges) else IN_HEDGE
    if not goes_on:
        return found
    found |= ENDS_HEDGE if phrases else 0
    words = lexicon.words
    found |= PASSED if word in words.transparent or core in lexicon.everywhere["codes"] else 0
    return found | (PASSED_FOR_DATES if word in words.date_transparent else 0)


def hedged_before(quoted: Quoted) -> Finding | None:
    """A hedge before the quote, with nothing but transparent words between."""
    lexicon, words = quoted.lexicon, quoted.before
    if quoted.method == "count" and _is_whole(words):
        return None
    lower: list[str] = []
    parts: list[str] = []
    for at, printed in enumerate(words):
        word = printed.lower()
        part = _without_article(lexicon, word)
        hedges = lexicon.before.get(part, ()) or lexicon.before.get(word, ())
        if hedges and not lower:
            lower = [word.lower() for word in words]
            parts = [_without_article(lexicon, word) for word in lower]
        for phrase, hedge in hedges:
            end = at + len(phrase)
            if hedge.of not in ("any", quoted.of) or (hedge.scope == "beside" and at > 0):
                continue
            if hedge.scope == "opens" and end < len(words):
                continue
            if at > 0 and word in _PARTITIVE and _OF & {*parts[:at]}:
                continue  # "some of the 300 seats" are 300 seats
            if word == "les" and phrase == ("dans", "les") and _is_small(quoted):
                continue  # "dans les deux cas"
            if len(phrase) == 1 and word in _OR and end == len(words):
                continue  # it begins the clause: "most of it, or 74%, is"
            if any(tuple(reversed(said[at:end])) == phrase for said in (lower, parts)):
                found = " ".join(reversed(words[: at + len(phrase)]))
                return cropped(found, f"“{hedge.phrase}” before the quote changes what it says")
        if word in _ARTICLES and quoted.is_bare_year and _YEAR_OF.match(quoted.view.behind):
            break  # "since the 1997 handover"
        is_passed = word in lexicon.words.transparent or printed in lexicon.everywhere["codes"]
        if not is_passed and not (quoted.is_date and word in lexicon.words.date_transparent):
            break
    return _estimated(quoted)


def _is_whole(words: list[str]) -> bool:
    """Whether what is before says a share of the things that the number counts."""
    if not words or words[0].lower() not in _WHOLE:
        return False
    before = [word.lower() for word in words[1:3]]
    if before[:1] in (["of"], ["de"]):
        del before[0]
    elif words[0].lower() not in _OF and words[0].lower() != "des":
        return False
    return before != [] and before[0] in _SHARES


def _estimated(quoted: Quoted) -> Finding | None:
    """A verb that estimates what it puts "at" the value."""
    words, estimates = quoted.before, quoted.lexicon.words.estimates
    if quoted.is_date or not words or words[0].lower() not in _AT:
        return None
    verb = next((word.lower() for word in words if word.lower() in estimates), None)
    if verb is None:
        return None
    return cropped(verb, f"“{verb}” says that the value is an estimate")


def _without_article(lexicon: Lexicon, word: str) -> str:
    """A word without the article that is run into it: "del" is "de", "d'environ" is "environ"."""
    return lexicon.words.contractions.get(word) or ELIDED.sub("", word)


def _is_small(quoted: Quoted) -> bool:
    first = quoted.core.split(" ")[0].lower()
    return first in quoted.lexicon.words.numerals or len(first) == 1


def hedged_behind(quoted: Quoted) -> Finding | None:
    """A hedge or rate behind the quote: beside it, or in its clause where it is a sure one."""
    behind = quoted.behind
    if doubt := _DOUBT.match(behind):
        return unknown(doubt[0], "it puts the value in doubt")
    if scale := _scale_behind(quoted):
        return scale
    opening = quoted.is_date and _OPENS_AN_INTERVAL.search(quoted.view.before[-20:].lower())
    if opening and _GOES_ON.match(behind):
        return cropped(opening[0], f"“{opening[0].strip()}” opens an interval")
    gap = _GAP.match(behind)
    at = 0 if gap is None else gap.end()
    is_crossed = any(sign in behind[:at] for sign in ",(–)")
    return (
        _phrase_at(quoted, at, is_crossed=is_crossed)
        or _past_bracket(quoted)
        or _past_noun(quoted)
        or _in_clause(quoted)
    )


def _past_bracket(quoted: Quoted) -> Finding | None:
    """A hedge behind a bracket: "in 1921 (the year of the flood) or later"."""
    bracket = _BRACKET.match(quoted.behind)
    return bracket and _phrase_at(quoted, bracket.end(), is_crossed=False)


def _past_noun(quoted: Quoted) -> Finding | None:
    """A hedge at the end, behind what is counted and a comma: "20 people, if that."."""
    noun = _PAST_NOUN.match(quoted.behind)
    if noun is None or quoted.is_date:
        return None
    first = _FIRST.match(quoted.behind, noun.end())
    for _, hedge in quoted.lexicon.behind.get(first[0].rstrip(".") if first else "", ()):
        is_last = _LAST.match(quoted.behind, noun.end() + len(hedge.phrase)) is not None
        is_sure = hedge.scope == "closes" and hedge.of != "dates" and is_last
        if is_sure and _stands(quoted.behind, hedge.phrase, noun.end()):
            return cropped(hedge.phrase, _changes(hedge))
    return None


def _scale_behind(quoted: Quoted) -> Finding | None:
    """A scale or tolerance of the value: "(thousand)", "'000", "(± 5%)"."""
    view, lexicon = quoted.view, quoted.lexicon
    unit = _UNIT_BEHIND.match(quoted.behind) if quoted.is_money else None
    if unit and lexicon.is_unit(unit[1]) and unit[1].lower() not in lexicon.words.plain:
        return cropped(unit[0], "the value is so much for each")
    if thousands := _THOUSANDS.match(view.behind):
        return cropped(thousands[0], "a magnitude follows the quote")
    if (bracket := _BRACKETED.match(view.behind.lower())) and not quoted.is_date:
        doubt = next((w for w in LETTERS.findall(bracket[1]) if w in lexicon.words.doubts), None)
        if doubt is not None:
            return cropped(bracket[0], f"“{doubt}” makes the value less than certain")
    found = _IN_BRACKETS.match(view.behind)
    if found is None:
        return None
    if found[1]:
        return cropped(found[0], "a tolerance of the value follows it")
    word = found[2].rstrip(".").lower()
    is_open = quoted.is_open_right and not quoted.is_date
    if is_open and not lexicon.is_function(word) and word in lexicon.cldr["magnitudes"]:
        return cropped(found[0], "a magnitude follows the quote")
    return None


def _in_clause(quoted: Quoted) -> Finding | None:
    clause = _NEXT_NUMBER.split(quoted.behind, maxsplit=1)[0]
    previous = ""
    for count, word in enumerate(WORD.finditer(clause)):
        if count > NEAR or (count and word[0] in quoted.lexicon.words.numerals):
            break  # "15% of two or more kinds": the rest is said of another number
        for phrase, hedge in quoted.lexicon.behind.get(word[0].rstrip("."), ()):
            end = word.start() + len(hedge.phrase)
            if hedge.scope not in ("clause", "closes") or hedge.of not in ("any", quoted.of):
                continue
            if hedge.scope == "closes" and not _LAST.match(quoted.behind, end):
                continue
            is_rate = phrase not in _PER or not _is_means(quoted, clause, end)
            if phrase[0] in ("a", "an"):
                is_rate = _ends_a_rate(quoted, previous, clause[end:])
            if (
                is_rate
                and not _names_a_year(quoted.behind, end)
                and _stands(clause, hedge.phrase, word.start())
            ):
                return cropped(clause[:end], _changes(hedge))
        previous = word[0]
    return None


def _ends_a_rate(quoted: Quoted, previous: str, following: str) -> bool:
    """Whether "a year" is a rate: "for a year" is not, nor is "a year book"."""
    function = quoted.lexicon.words.function
    word = WORD.search(following)
    is_last = word is None or word.start() > 1 or word[0] in function
    return is_last and previous not in function


def _phrase_at(quoted: Quoted, at: int, *, is_crossed: bool) -> Finding | None:
    """A hedge right behind the quote; across a comma it ends its clause, but for "or" and "and"."""
    behind, index = quoted.behind, quoted.lexicon.behind
    first = _FIRST.match(behind, at)
    if first is None:
        return None
    for phrase, hedge in (*index.get(first[0], ()), *index.get(first[0].rstrip("."), ())):
        if hedge.of not in ("any", quoted.of) or not _stands(behind, hedge.phrase, at):
            continue
        end = at + len(hedge.phrase)
        if phrase[0] in _OF_MONEY and quoted.method in ("count", "ordinal", "quantity"):
            continue  # "2 fois le titre"; but "5 euros le titre"
        joins = phrase[0] in _JOINS and ")" not in behind[:at]
        needs_end = hedge.scope == "ends" or (is_crossed and not joins)
        if needs_end and not _LAST.match(behind, end):
            continue
        if _names_a_year(behind, end):
            continue
        if phrase not in _PER or not _is_means(quoted, behind, end):
            return cropped(behind[:end], _changes(hedge))
    return None


def _names_a_year(text: str, end: int) -> bool:
    """Whether a phrase of time goes on with the year it means: "im Jahr 2019" is not "yearly"."""
    return text[end - 1 : end].isalpha() and _YEAR_BEHIND.match(text, end) is not None


def _stands(text: str, phrase: str, at: int) -> bool:
    """Whether a phrase is in a text at an offset, and ends there as a word."""
    end = at + len(phrase)
    return text.startswith(phrase, at) and not text[end : end + 1].isalnum()


def _changes(hedge: Hedge) -> str:
    return f"“{hedge.phrase}” behind the quote changes what it says"


def _is_means(quoted: Quoted, text: str, at: int) -> bool:
    """Whether "per" is by means of something, or "par" by somebody: "per bank transfer"."""
    words = quoted.lexicon.words
    word = WORD.match(text, at + 1)
    if word is None:
        return False
    plain = word[0].rstrip(".")
    is_name = re.search(rf"\s{re.escape(plain.capitalize())}", quoted.view.behind) is not None
    return plain in words.means or plain in words.function or is_name


def denied(quoted: Quoted) -> Finding | None:
    """A denial in the clause of the quote."""
    words = quoted.lexicon.words
    before = _CLAUSE_BEFORE.split(quoted.view.before[-240:].lower())[-1]
    tokens = LETTERS.findall(quoted.lexicon.no_denials.sub(" ", before))
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] in words.but:
            tokens = tokens[at + 1 :]
            break
    tokens = _since_and(tokens, words.resumes)
    near = tokens[-NEAR:] if quoted.is_date else tokens[-2 * LONGEST :]
    if quoted.lexicon.words.tag == "fr":
        near = _without_ne_que(near, quoted)
    if _says_when(quoted):
        near = near[-1:]
    denial = next((token for token in reversed(near) if token in words.negations), None)
    if denial is not None:
        return cropped(denial, f"“{denial}” denies what the quote says")
    if denier := _denier(quoted):
        return cropped(denier, f"“{denier}” denies what the quote says")
    if false := FALSE_THAT.search(quoted.view.before[-160:].lower()):
        return cropped(false[0], f"“{false[0]}” denies what the quote says")
    clause = _CLAUSE_BEHIND.split(quoted.behind, maxsplit=1)[0]
    found = quoted.lexicon.denials.search(clause)
    if found is None:
        return None
    distance = len(clause[: found.start()].split())
    if " " not in found[0] and distance > (1 if quoted.is_date or _says_when(quoted) else NEAR):
        return None
    return cropped(found[0], f"“{found[0]}” denies what the quote says")


def _says_when(quoted: Quoted) -> bool:
    """Whether it is a time that something took or was ago: "nach zwei Tagen", "for 3 years"."""
    before = [word.lower() for word in quoted.before[:2]]
    is_time = quoted.method == "quantity" and quoted.core.split(" ")[-1].lower() in _TIMES
    return is_time and bool({*before} & _WHEN)


def _without_ne_que(tokens: list[str], quoted: Quoted) -> list[str]:
    """The words without a "ne ... que", which means "only"."""
    at = next((at for at, token in enumerate(tokens) if token.startswith(("que", "qu'", "qu’"))), 0)
    is_beside = bool(quoted.before) and quoted.before[0].lower().startswith(("qu'", "qu’"))
    cut = len(tokens) if is_beside else at
    return [
        token
        for place, token in enumerate(tokens)
        if not (place < cut and token.startswith(("ne", "n'", "n’")) and len(token) < 8)
    ]


def _since_and(tokens: list[str], resumes: frozenset[str]) -> list[str]:
    """The words that a denial may reach: none before an "and" that begins a new statement."""
    for at in range(len(tokens) - 1, -1, -1):
        if tokens[at] in _AND and tokens[at + 1 : at + 2] and tokens[at + 1] in resumes:
            return tokens[at + 1 :]
        if tokens[at] in _AND:
            return [token for token in tokens[:at] if token not in _NO] + tokens[at:]
    return tokens


def _denier(quoted: Quoted) -> str | None:
    """What denies the clause behind its comma: "er bestreitet, 5 Euro erhalten zu haben"."""
    deniers = quoted.lexicon.words.deniers
    parts = re.split(r"[;:!?()]|\.\s|,", quoted.view.before[-240:].lower())
    if not deniers or len(parts) < 2 or "," not in quoted.view.before[-len(parts[-1]) - 1 :]:
        return None
    is_infinitive = re.search(r"\bzu\b|\w+zu\w+en\b", quoted.behind[:60]) is not None
    if not is_infinitive and not parts[-1].lstrip().startswith(("dass ", "daß ")):
        return None
    words = LETTERS.findall(parts[-2])[-_LAST_WORDS:]
    return next((word for word in reversed(words) if word in deniers), None)


def term_denied(view: View, lexicon: Lexicon) -> Finding | None:
    """A denial beside a term."""
    words = re.findall(r"[^\W\d_][\w'’]*", view.before[-80:].split(BREAK)[-1].lower())[-2:]
    for word in words:
        if word in lexicon.words.negations:
            return cropped(word, f"“{word}” denies what the quote says")
    behind = _CLAUSE_BEHIND.split(view.behind[:80].lower(), maxsplit=1)[0]
    found = lexicon.denials.search(" ".join(behind.split()[:NEAR]))
    return found and cropped(found[0], f"“{found[0]}” denies what the quote says")
