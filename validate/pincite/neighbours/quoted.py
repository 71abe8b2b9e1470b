"""A quote among its neighbours, in scripts with blanks between words."""

from __future__ import annotations

import re

from pincite.neighbours.lexicon import OPENERS, Lexicon
from pincite.neighbours.view import View, once

LONGEST = 12  # words that are walked over in search of a hedge
NEAR = 4  # words before a date, or behind a value, that may deny or rate it
WORD = re.compile(r"[^\W_](?:[\w'’./-]*[^\W_])?\.?")
NEXT = re.compile(r"[^\W_](?:[\w'’./²³-]*[\w²³])?\.?")
NUMBER = r"(?:[€$£¥]\s?)?[+−-]?\d[\d.,'’]*"
YEAR = re.compile(r"1\d{3}|20\d{2}")
FOUR_DIGITS = re.compile(r"[12]\d{3}")
VOWELS = frozenset("aeiouyäöüáàâéèêëíìîïóòôúùûœæ")


class Quoted:
    """A quote in its view, and what its own ends and its method say of its neighbours."""

    def __init__(self, view: View, method: str, lexicon: Lexicon) -> None:
        self.view = view
        self.method = method
        self.lexicon = lexicon
        self.is_date = method == "date"  # whether a date is read from it

    @property
    def of(self) -> str:
        """The kind of hedges that concern it."""
        return "dates" if self.is_date else "numbers"

    @once
    def core(self) -> str:
        """The quote without brackets and quotation marks around it."""
        return self.view.quote.strip(" ()[]\"“”„'‘’")

    @once
    def is_open_left(self) -> bool:
        """Whether a sign, label or money may belong to its beginning."""
        first = self.core.split(" ")[0].lower()
        return self.core[:1].isnumeric() or first in self.lexicon.words.numerals

    @once
    def is_open_right(self) -> bool:
        """Whether a magnitude or unit may follow its end."""
        last = self.core.split(" ")[-1]
        if self.core[-1:].isnumeric() or self.is_money:
            return self.core[-1:].isnumeric()
        if last.lower() in self.lexicon.words.numerals:
            return True
        cldr = self.lexicon.cldr["magnitudes"]
        return self.method == "count" and (last in cldr or last.lower() in cldr)

    @once
    def is_money(self) -> bool:
        """Whether it is read as money."""
        if self.method != "qualifier":
            return self.method in ("amount", "currency")
        is_signed = re.match(r"\D{0,20}[€$£¥]", self.core) is not None
        return is_signed or any(self.lexicon.is_money(word) for word in self.core.split(" "))

    @once
    def is_bare_year(self) -> bool:
        """Whether it is a date of four digits alone."""
        return self.is_date and FOUR_DIGITS.fullmatch(self.core) is not None

    @once
    def is_digits_alone(self) -> bool:
        """Whether it is a date of four digits, perhaps with a hedge: "rund 2000"."""
        hedge, _, year = self.core.lower().rpartition(" ")
        is_hedged = hedge in self.lexicon.words.qualifiers and FOUR_DIGITS.fullmatch(year)
        return self.is_bare_year or (self.is_date and bool(is_hedged))

    @once
    def before(self) -> list[str]:
        """The words of the clause before it, the nearest first."""
        found: list[str] = []
        known = self.lexicon.tokens
        tokens = self.view.before[-240:].rstrip(OPENERS).rsplit(" ", LONGEST)
        for token in tokens[: -LONGEST - 1 : -1]:
            core, goes_on = known[token]
            if core:
                found.append(core)
            if not goes_on:
                break
        return found

    @once
    def behind(self) -> str:
        """What follows, in lower case, without phrases that only look like hedges."""
        return self.lexicon.deceptive.sub("#", self.view.behind[:160].lower())
