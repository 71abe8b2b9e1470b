"""The one word that is directly beside a value: harmless, changing, or not understood."""

from __future__ import annotations

import re
from itertools import islice

from pincite.neighbours.lexicon import ELIDED, FRACTIONS, OPENERS, Lexicon
from pincite.neighbours.quoted import (
    NEXT,
    VOWELS,
    Quoted,
)
from pincite.neighbours.view import Finding, cropped, unknown
from pincite.text.joining import BREAK

_IN_BRACKETS = re.compile(r"^\s\([^)]{0,20}\d[^)]{0,20}\)(?=\s)")
_OF_YEARS = frozenset("in since of by during from im seit von en depuis de desde".split())
# "$5 million Canadian", "5 millions de dollars australiens": beginnings, for their many endings
_NATIONS = tuple(
    "canad austral néo-zél neozel hongkong singap taiwan taïwan taiwán mexic mexiq argentin chilen"
    " chilien colombi suiz suiss belg egip égypt egypt liban leban syri siri namib jamai jamaï fidj"
    " fiji zimbab urugu domini filip philipp american américain estadoun ture turc turk irlan irish"
    " maltes bahame baham barbad guyan trinid liberia brunei".split()
)
_DAY_OR_YEAR = re.compile(r"\d{1,2}(?:[-–]\d{1,2})?|[12]\d{3}")
_CAPITALS = frozenset(("K", "M", "B", "T", "MM", "Mn", "Md", "Mds", "Bn", "Tn"))
_YEARS = frozenset("years jahre jahren ans années años".split())
_BEFORE_NUMBERS = frozenset(
    "für mit die der den ersten letzten alle allen aller weitere weiteren".split()
)
_NUMBERED = frozenset("number numbers no nos nummer numéro número".split())
_CURRENCY = re.compile(r"[A-Z]{1,3}")
_CENTS = re.compile(r"\d{2}(?![\d.,]*\d)")
_VERBS = frozenset({"won"})  # "she has won six": written so, it is seldom money


def may_say_behind(lexicon: Lexicon, token: str) -> bool:
    """Whether `word_behind` may find something where a token is directly behind a value.

    A date of four digits asks more of it: see `is_plain_behind`.
    """
    first = NEXT.match(token)
    if first is None or token[:1] == "(":
        return token[:1] == "("
    word = first[0]
    plain = word.rstrip(".")
    if word.lower() in lexicon.begins_names or plain.lower() in lexicon.begins_names:
        return True
    if lexicon.is_function(plain):
        return False
    forms = (word, plain, plain.split("-")[0])
    return (
        plain[:1].isdigit()
        or plain.lower() in lexicon.words.points
        or _says_more(lexicon, word)
        or lexicon.is_unit(plain)
        or lexicon.is_month(plain)
        or any(lexicon.what_number(form) for form in forms)
        or _may_abbreviate(lexicon, word)
    )


def is_plain_behind(lexicon: Lexicon, token: str) -> bool:
    """Whether a token behind four digits leaves them a year, whatever is before them."""
    first = NEXT.match(token)
    return first is None or lexicon.is_function(first[0].rstrip("."))


def word_behind(quoted: Quoted) -> Finding | None:
    """What the word directly behind the quote does to it."""
    view, lexicon = quoted.view, quoted.lexicon
    behind = _IN_BRACKETS.sub("", view.behind) if view.behind[1:2] == "(" else view.behind
    if not behind.startswith(" "):
        return None
    first = NEXT.match(behind, 1)
    if first is None:
        return None
    if quoted.is_open_right and not (quoted.is_date and not quoted.core[-1:].isdigit()):
        words = [match[0] for match in islice(NEXT.finditer(behind[:80]), 3)]
        for count in (3, 2):
            phrase = " ".join(words[:count])
            if len(words) >= count and phrase in behind and (what := lexicon.what_number(phrase)):
                return _is_part(quoted, phrase, what)
    word = first[0]
    plain = word.rstrip(".")
    if lexicon.is_function(plain):
        return None
    if quoted.method.startswith("percent") and plain.lower() in lexicon.words.points:
        return cropped(word, "the value is of points, not of percent")
    if quoted.is_open_right:
        return _unit_behind(quoted, word, behind[first.end() :])
    if quoted.method == "quantity" and lexicon.is_unit(plain):
        return cropped(word, "the unit goes on")
    if quoted.is_money and (found := _more_money(quoted, word)):
        return found
    return _abbreviation(quoted, word, behind[first.end() :], is_open=False)


def _more_money(quoted: Quoted, word: str) -> Finding | None:
    """What goes on behind whole money: cents, another name of it, a magnitude."""
    lexicon, lower = quoted.lexicon, word.rstrip(".").lower()
    if lower.startswith(_NATIONS) or word.rstrip(".") in _CAPITALS:
        return cropped(word, "the word before it says which money, or how much of it")
    if _CENTS.match(word):
        return cropped(word, "the decimals follow the currency")
    if word in lexicon.everywhere["codes"]:
        return cropped(word, "another currency follows")
    if lower in lexicon.cldr["magnitudes"]:
        return cropped(word, "a magnitude follows the quote")
    return None


def _says_more(lexicon: Lexicon, word: str) -> bool:
    """Whether a word may go on behind whole money: what `_more_money` looks for."""
    lower = word.rstrip(".").lower()
    return (
        lower.startswith(_NATIONS)
        or word.rstrip(".") in _CAPITALS
        or _CENTS.match(word) is not None
        or word in lexicon.everywhere["codes"]
        or lower in lexicon.cldr["magnitudes"]
    )


def _unit_behind(quoted: Quoted, word: str, rest: str) -> Finding | None:
    lexicon = quoted.lexicon
    plain = word.rstrip(".")
    if quoted.is_date:
        if lexicon.is_month(plain) or not quoted.core[-1:].isdigit():
            return cropped(word, "the date goes on") if lexicon.is_month(plain) else None
        if not quoted.is_digits_alone:
            return _abbreviation(quoted, word, rest, is_open=False)
        is_dated = bool(quoted.before) and quoted.before[0].lower() in _OF_YEARS
        is_named = lexicon.is_money(plain) or lexicon.is_unit(plain)
        if plain.lower() in _YEARS:
            return cropped(word, "it is a number of years")
        if plain.lower() in lexicon.words.plain and (is_dated or not is_named):
            return None
        if counted := _is_counted(quoted, word):
            return counted
    elif lexicon.is_month(plain) and _DAY_OR_YEAR.fullmatch(quoted.core):
        return cropped(word, "the number is part of a date")
    for form in (word, plain, plain.split("-")[0]):
        if len(form) > 1 and lexicon.is_function(form):
            break
        if what := lexicon.what_number(form):
            return _is_part(quoted, word, what)
    return _abbreviation(quoted, word, rest, is_open=True)


def _is_counted(quoted: Quoted, word: str) -> Finding | None:
    """Four digits that count what follows: "has 2019 seats", "die ersten 1000 Bäume"."""
    words, lexicon = quoted.lexicon.words, quoted.lexicon
    before = quoted.before[0].lower() if quoted.before else ""
    if words.tag == "de":
        is_after = before in _BEFORE_NUMBERS or (not quoted.is_bare_year)
        is_noun = word[:1].isupper() and not lexicon.is_function(word) and len(word) > 3
    else:
        is_after = before in words.counting | words.quantifying
        is_noun = re.fullmatch(r"[a-zà-ÿ]+[sx]\.?", word) is not None
    if is_after and is_noun and not lexicon.is_function(word):
        return unknown(word, "four digits before what may be counted are not read as a year")
    return None


def _is_part(quoted: Quoted, word: str, what: str) -> Finding:
    return cropped(word, f"{what} follows the {'year' if quoted.is_date else 'number'}")


def _abbreviation(quoted: Quoted, word: str, rest: str, *, is_open: bool) -> Finding | None:
    """An abbreviation that nobody knows may be a unit or a magnitude."""
    plain = word.rstrip(".")
    lower = plain.lower()
    known = quoted.lexicon.words.abbreviations
    if lower in known or f"{lower}." in known or plain[:1].isdigit():
        return None
    letters = [char for char in lower if char.isalpha()]
    has_point = word.endswith(".") and len(plain) <= 4 and re.match(r"\s[^\W\dA-ZÄÖÜ]", rest)
    is_short = len(letters) <= 2 or not VOWELS & set(letters) or "." in plain or has_point
    is_capital = plain.isupper() and len(plain) <= 5
    if is_open and (is_short or is_capital or any(char in plain for char in "²³/")):
        return unknown(word, "it may be a unit or a magnitude that nobody declared")
    if not is_open and is_short and not plain[:1].isupper():
        return unknown(word, "it is not understood beside a value")
    return None


def _may_abbreviate(lexicon: Lexicon, word: str) -> bool:
    """Whether `_abbreviation` may find something in a word, whatever is beside it."""
    plain = word.rstrip(".")
    lower = plain.lower()
    known = lexicon.words.abbreviations
    if lower in known or f"{lower}." in known:
        return False
    letters = [char for char in lower if char.isalpha()]
    is_short = len(letters) <= 2 or not VOWELS & set(letters) or "." in plain
    is_marked = (word.endswith(".") and len(plain) <= 4) or any(char in plain for char in "²³/")
    return is_short or is_marked or (plain.isupper() and len(plain) <= 5)


_ADVERB = {"en": "ly", "fr": "ment", "es": "mente"}
_ADDRESS = re.compile(
    r"\s[A-Z]\w+\s(?:Street|St\b|Road|Rd\b|Avenue|Ave\b|Lane|Drive|Square|Boulevard|Terrace)"
)
_STREET = re.compile(r"[A-ZÄÖÜ]\w*(?:straße|strasse|gasse|allee|weg|platz|damm|ufer)")


def may_be_adverb(lexicon: Lexicon, word: str) -> bool:
    """Whether `adverb_before` may find something where a word is directly before a value."""
    ending = _ADVERB.get(lexicon.words.tag)
    return ending is not None and word.endswith(ending)


def adverb_before(quoted: Quoted) -> Finding | None:
    """An adverb that nobody knows, directly before a value: it may be a hedge."""
    words = quoted.lexicon.words
    ending, word = _ADVERB.get(words.tag), quoted.before[0] if quoted.before else ""
    if ending is None or not word.endswith(ending) or not word.islower():
        return None
    is_beside = quoted.view.before[-1:] == " " and (
        quoted.is_open_left or quoted.core[:1] in "€$£¥"
    )
    if not is_beside or word in words.adverbs or quoted.lexicon.is_function(word):
        return None
    return unknown(word, "the adverb is not understood before a value")


def address(quoted: Quoted) -> Finding | None:
    """The number of a house: "12 Main Street", "Hauptstraße 12"."""
    if quoted.method not in ("count", "ordinal") or not quoted.core.isdecimal():
        return None
    street = _ADDRESS.match(quoted.view.behind)
    if street is None and quoted.lexicon.words.tag == "de" and quoted.before:
        street = _STREET.fullmatch(quoted.before[0])
    return street and cropped(street[0], "the number is that of a house")


def _directly_before(text: str) -> str:
    """The word that a text ends with, without what opens it; empty where it says nothing."""
    token = text.rpartition(" ")[2].rpartition(BREAK)[2].lstrip(OPENERS)
    word = ELIDED.sub("", token)
    return word if word and (word[-1].isalnum() or word[-1] in ".$€£¥") else ""


def may_say_before(lexicon: Lexicon, token: str) -> bool:
    """Whether `word_before` may find something where a token is directly before a value."""
    word = _directly_before(token)
    if not word:
        return False
    plain, lower = word.rstrip("."), word.lower()
    if not lexicon.says_before.isdisjoint((lower, plain.lower())) or word[-1] in "$€£¥":
        return True
    if _CURRENCY.fullmatch(plain) or lexicon.is_month(plain):
        return True
    if lexicon.is_function(plain):
        return False
    return lexicon.is_money(word) or lexicon.is_money(plain) or _says_what(lexicon, word)


def word_before(quoted: Quoted) -> Finding | None:
    """What the word directly before the quote does to it."""
    view, lexicon = quoted.view, quoted.lexicon
    if not view.before.endswith(" "):
        return None
    word = _directly_before(view.before.rstrip())
    if not word:
        return None
    plain, lower = word.rstrip("."), word.lower()
    if quoted.is_date:
        return _before_date(quoted, word)
    if quoted.method == "ordinal" and (lower in lexicon.words.numerals or lower in FRACTIONS):
        return cropped(word, "the ordinal is part of a fraction")
    if not quoted.is_open_left:
        # "A £5 deal" begins a sentence; where A$ is meant, nothing parts the letter from the sign
        if quoted.core[:1] in "$¥£" and _CURRENCY.fullmatch(plain) and plain != "A":
            return cropped(word, "it says which currency the sign means")
        return None
    if len(plain) == 1 and lexicon.is_function(plain):
        return None
    if plain == "A" and "a" in lexicon.words.function and len(quoted.before) == 1:
        return None  # it begins the sentence
    return _named(quoted, word, plain)


def _named(quoted: Quoted, word: str, plain: str) -> Finding | None:
    """What makes a number that begins the quote a name, money, or part of a longer number."""
    lexicon, lower, labels = quoted.lexicon, word.lower(), quoted.lexicon.words.labels
    is_label = lower in labels or plain.lower() in labels
    if is_label and (quoted.is_open_right or quoted.method in ("count", "ordinal")):
        if _is_determined(quoted) and plain.lower() not in _NUMBERED:
            return None
        return cropped(word, f"“{word}” makes the number a name")
    if lexicon.is_function(plain):
        return None
    is_verb = lower in _VERBS and lower == word
    if not is_verb and (lexicon.is_money(word) or lexicon.is_money(plain)):
        return cropped(word, "a currency is before the number")
    if plain.lower() in lexicon.words.numerals:
        return cropped(word, "a number word is before the number")
    if lexicon.is_month(plain) and _DAY_OR_YEAR.fullmatch(quoted.core):
        return cropped(word, "the number is part of a date")
    if word.endswith(".") and word.lower() not in lexicon.dotted:
        return None
    return _short_before(quoted, word)


def _is_determined(quoted: Quoted) -> bool:
    """Whether the label is a plain word: "last week 15 left" is not "week 15"."""
    words = quoted.before[1:2]
    return bool(words) and words[0].lower() in quoted.lexicon.words.determiners


def _short_before(quoted: Quoted, word: str) -> Finding | None:
    if _says_what(quoted.lexicon, word):
        return unknown(word, "it may say what the number is")
    return None


def _says_what(lexicon: Lexicon, word: str) -> bool:
    """Whether a word is so short that it may be a label of a number."""
    plain = word.rstrip(".")
    known = lexicon.words.abbreviations
    if plain.lower() in known or word.lower() in known or any(char.isdigit() for char in plain):
        return False
    return not VOWELS & set(plain.lower()) or len(plain) <= 1 or "." in plain


def _before_date(quoted: Quoted, word: str) -> Finding | None:
    lexicon, plain = quoted.lexicon, word.rstrip(".")
    lower = plain.lower()
    if lexicon.is_function(quoted.core.split(" ")[0]):
        return None
    if lower in lexicon.words.date_labels or word.lower() in lexicon.words.date_labels:
        return cropped(word, f"“{word}” makes the date another one")
    if not quoted.core[:1].isdigit():
        return None
    if lexicon.is_month(plain):
        return cropped(word, "the month is cut off")
    if not quoted.is_bare_year:
        return None
    if plain.lower() in lexicon.words.labels and not lexicon.is_function(plain):
        return cropped(word, f"“{word}” makes the number a name")
    if (lexicon.is_money(word) and not lexicon.is_function(plain)) or word[-1] in "$€£¥":
        return cropped(word, "a currency is before the number")
    if lexicon.is_function(plain):
        return None
    return _short_before(quoted, word)
