"""What a language's words are to a number beside them: its own tables, and CLDR's."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from pincite.grammar.words import Hedge, Words, words_of
from pincite.text.joining import BREAK

REMEMBERED = 2**16  # words as printed
OPENERS = " ([{\"'“„‘‚«‹¿¡*_`"
ENDERS = ",;:!?)]}—–|" + BREAK
CLAUSE_END = re.compile(rf"[,;:!?()\[\]{BREAK}—–|]|\.(?=\s|$)|\s-\s")
ELIDED = re.compile(r"^(?:d|qu)['’](?=\w)")  # "d'environ"
FRACTIONS = frozenset(("a", "1", "2"))  # "a third", "2 thirds"
SHORT = 3  # letters of a symbol, which is told apart by its capitals
Index = Mapping[str, tuple[tuple[tuple[str, ...], Hedge], ...]]


@dataclass(frozen=True)
class Lexicon:
    """The words of a language, ready to be looked up."""

    words: Words
    cldr: Mapping[str, frozenset[str]]
    everywhere: Mapping[str, frozenset[str]]

    def is_function(self, word: str) -> bool:
        """Whether a word as written is a function word; a lone capital is a symbol."""
        known = self.words.function
        return word in known or word == "I" or (len(word) > 1 and word.lower() in known)

    def what_number(self, word: str) -> str | None:
        """What a word or short phrase adds to a number: a magnitude, unit or money; else None."""
        for name in ("magnitudes", "units", "currencies", "eras"):
            if word in self.cldr[name] or (len(word) > SHORT and word.lower() in self.cldr[name]):
                return _WHAT[name]
        lower = word.lower().rstrip(".") if len(word) > 2 else word.lower()
        if lower in self.words.money or word.lower() in self.words.money:
            return "money"
        if lower in self.words.numbers or word.lower() in self.words.numbers:
            return "a number word or unit"
        for name in ("magnitudes", "units", "signs", "codes"):
            if word in self.everywhere[name]:
                return _WHAT[name]
        return None

    def is_money(self, word: str) -> bool:
        """Whether a word names money."""
        lower = word.lower()
        return (
            lower in self.words.money
            or word in self.cldr["currencies"]
            or lower in self.cldr["currencies"]
            or word in self.everywhere["codes"]
            or word in self.everywhere["signs"]
        )

    def is_unit(self, word: str) -> bool:
        """Whether a word is a unit of measure, of this language or of all."""
        return (
            word in self.cldr["units"]
            or word.lower() in self.cldr["units"]
            or word in self.everywhere["units"]
        )

    def is_month(self, word: str) -> bool:
        """Whether a word as written names a month."""
        return word in self.months or word.rstrip(".") in self.months

    @cached_property
    def months(self) -> frozenset[str]:
        """The months, with and without the point of an abbreviation."""
        names = self.cldr["months"]
        return names | {name.rstrip(".") for name in names} | {name.capitalize() for name in names}

    @cached_property
    def begins_names(self) -> frozenset[str]:
        """The first words, in lower case, of what `what_number` knows of several words."""
        tables = [*self.cldr.values(), *self.everywhere.values(), self.words.money]
        names = (name for table in (*tables, self.words.numbers) for name in table if " " in name)
        return frozenset(name.split(" ")[0].lower() for name in names)

    @cached_property
    def says_before(self) -> frozenset[str]:
        """Words that may make a number behind them a name, or a part of a number."""
        words = self.words
        return words.labels | words.date_labels | words.numerals | FRACTIONS

    @cached_property
    def before(self) -> Index:
        """The hedges before a value, by their last word."""
        return _index((*self.words.hedges, *self.words.vague), at=-1)

    @cached_property
    def within_hedges(self) -> frozenset[str]:
        """The last word but one of each hedge before a value that has more than one."""
        listed = (phrase for entries in self.before.values() for phrase, _ in entries)
        return frozenset(phrase[-2] for phrase in listed if len(phrase) > 1)

    @cached_property
    def behind(self) -> Index:
        """The hedges behind a value, by their first word."""
        return _index((*self.words.behind, *self.words.vague_behind), at=0)

    @cached_property
    def denials(self) -> re.Pattern[str]:
        """What denies a value from behind."""
        return _any_of(self.words.denials)

    @cached_property
    def no_denials(self) -> re.Pattern[str]:
        """Phrases with a negation that deny nothing: "not only", "no less than"."""
        return _any_of((*self.words.not_negating, *self.words.qualifiers))

    @cached_property
    def deceptive(self) -> re.Pattern[str]:
        """Phrases that only look like hedges."""
        return _any_of(self.words.look_alikes)

    @cached_property
    def last_characters(self) -> Mapping[str, tuple[Hedge, ...]]:
        """The hedges before a value by their last character, longest first."""
        return _by_character((*self.words.hedges, *self.words.vague), at=-1)

    @cached_property
    def first_characters(self) -> Mapping[str, tuple[Hedge, ...]]:
        """The hedges behind a value by their first character, longest first."""
        return _by_character((*self.words.behind, *self.words.vague_behind), at=0)

    @cached_property
    def tokens(self) -> Tokens:
        """What is known of words as printed, each looked at once."""
        return Tokens(self.dotted)

    @cached_property
    def dotted(self) -> frozenset[str]:
        """Words that end in a point which ends no sentence."""
        words = self.words
        hedges = (hedge.phrase.split()[-1] for hedge in (*words.hedges, *words.vague))
        known = (*hedges, *words.abbreviations, *words.labels, *words.date_labels, *words.numbers)
        months = {name.lower() for name in self.cldr["months"]}
        magnitudes = {name.lower() for name in self.cldr["magnitudes"]}
        return frozenset(word for word in (*known, *months, *magnitudes) if word.endswith("."))


class Tokens(dict[str, tuple[str, bool]]):
    """Of a word as printed before a quote: its core, and whether its clause goes on before it.

    The core is empty where the clause ends behind the word.
    """

    def __init__(self, dotted: frozenset[str]) -> None:
        super().__init__()
        self._dotted = dotted

    def __missing__(self, token: str) -> tuple[str, bool]:
        if len(self) >= REMEMBERED:
            self.clear()
        core = token.lstrip(OPENERS)
        is_end = core == "" or core[-1] in ENDERS
        if is_end or (core[-1] == "." and ELIDED.sub("", core.lower()) not in self._dotted):
            found = "", False
        else:
            found = core, core == token and CLAUSE_END.search(core[:-1]) is None
        self[token] = found
        return found


_WHAT = {
    "magnitudes": "a magnitude",
    "units": "a unit",
    "currencies": "money",
    "signs": "money",
    "codes": "money",
    "eras": "an era",
}


def _index(found: Iterable[Hedge], at: int) -> Index:
    index: dict[str, list[tuple[tuple[str, ...], Hedge]]] = defaultdict(list)
    for hedge in found:
        words = tuple(hedge.phrase.split())
        index[words[at]].append((words, hedge))
    return {
        word: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for word, entries in index.items()
    }


def _by_character(found: Iterable[Hedge], at: int) -> Mapping[str, tuple[Hedge, ...]]:
    index: dict[str, list[Hedge]] = defaultdict(list)
    for hedge in sorted(found, key=lambda hedge: -len(hedge.phrase)):
        index[hedge.phrase[at]].append(hedge)
    return {char: tuple(hedges) for char, hedges in index.items()}


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern of whole words, the longest first; of none, it matches nothing."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    listed = "|".join(map(re.escape, longest_first)) or "(?!)"
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)")


@cache
def lexicon_of(tag: str) -> Lexicon | None:
    """The lexicon of a BCP 47 tag; None for a language without word tables."""
    words = words_of(tag)
    if words is None:
        return None
    return Lexicon(words, _table(words.tag), _table("any"))


@cache
def _table(name: str) -> Mapping[str, frozenset[str]]:
    """A table of names from CLDR, long ones in lower case too."""
    path = files("pincite.grammar.words") / "cldr" / f"{name}.json"
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: frozenset(words) | {word.lower() for word in words if len(word) > SHORT}
        for name, words in found.items()
        if name != "notice"
    }
