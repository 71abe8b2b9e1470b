"""What the words beside a number do to it, language by language, as data.

A language is a module here, found by the first part of a BCP 47 tag. One entry feeds two readers:
the grammar reads a quoted hedge that has a qualifier ("about 15%"), and the guard refuses a quote
with an unquoted one beside it. They cannot drift apart.

In scripts with blanks phrases are in lower case and match whole words; in scripts without, they
match wherever they stand directly beside the quote, unless a look-alike does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module

TAGS = ("de", "en", "es", "fr", "ja", "zh")
SCOPES = ("walks", "beside", "dates", "numbers", "clause")


@dataclass(frozen=True)
class Hedge:
    """A phrase that makes a value less than exact, or another one.

    `qualifier` is what it says of the value where a quote holds it; None where the grammar has no
    qualifier for it, so that it can only crop. `scope` says how near it stands: `walks` over
    transparent words, `beside` only right next to the value, `dates` and `numbers` walk too but
    concern values of that kind alone, and `clause` (behind a value) anywhere up to the next comma
    or number.
    """

    phrase: str
    qualifier: str | None = None
    scope: str = "walks"


@dataclass(frozen=True)
class Words:
    """The word tables of one language; what stands in none of them is a plain word.

    `function` words are harmless whatever another table says of them; `transparent` ones are
    walked over in search of a hedge, `date_transparent` ones before dates too. `numbers` are
    magnitudes, units, money and numerals that CLDR lacks. `labels` make a number a name ("room
    15"). `plain` words are homonyms of units that are no units behind a whole value ("15% of the
    night"). `counters` say what is counted, in scripts without blanks; `look_alikes` hold a
    hedge's characters without being one (a treaty, 条約, is not "about").
    """

    tag: str
    function: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    date_transparent: frozenset[str] = frozenset()
    hedges: tuple[Hedge, ...] = ()
    behind: tuple[Hedge, ...] = ()
    negations: frozenset[str] = frozenset()
    not_negating: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    range_links: tuple[str, ...] = ()
    range_openings: frozenset[str] = frozenset()
    rates: tuple[str, ...] = ()
    not_rates: frozenset[str] = frozenset()
    counters: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    look_alikes: tuple[str, ...] = ()

    @cached_property
    def qualifiers(self) -> Mapping[str, str]:
        """The qualifier by hedge, of hedges before a number that a quote may hold."""
        return _qualifiers(self.hedges, is_date=False)

    @cached_property
    def bounds(self) -> Mapping[str, str]:
        """The qualifier by hedge, of hedges behind a number that a quote may hold."""
        return _qualifiers(self.behind, is_date=False)

    @cached_property
    def date_qualifiers(self) -> Mapping[str, str]:
        """The qualifier by hedge, of hedges before a date that a quote may hold."""
        return _qualifiers(self.hedges, is_date=True)

    @cached_property
    def date_bounds(self) -> Mapping[str, str]:
        """The qualifier by hedge, of hedges behind a date that a quote may hold."""
        return _qualifiers(self.behind, is_date=True)


def _qualifiers(hedges: tuple[Hedge, ...], *, is_date: bool) -> Mapping[str, str]:
    """The qualifiers of a table; those of scope `dates` are for dates, all others for numbers."""
    found = (hedge for hedge in hedges if (hedge.scope == "dates") == is_date)
    return {hedge.phrase: hedge.qualifier for hedge in found if hedge.qualifier}


def hedges(qualifier: str | None, phrases: str, scope: str = "walks") -> tuple[Hedge, ...]:
    """The hedges of a list, see `listed`."""
    if scope not in SCOPES:
        raise ValueError(f"{scope!r} is not a scope: {', '.join(SCOPES)}")
    return tuple(Hedge(phrase, qualifier, scope) for phrase in listed(phrases))


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of a list that is parted by commas; line ends are blanks."""
    return tuple(found for phrase in phrases.split(",") if (found := " ".join(phrase.split())))


@cache
def words_of(tag: str) -> Words | None:
    """The word tables of a language's BCP 47 tag; None where there are none."""
    name = tag.split("-", maxsplit=1)[0].lower()
    if name not in TAGS:
        return None
    found = import_module(f"pincite.grammar.words.{name}").WORDS
    if not isinstance(found, Words):
        raise TypeError(f"pincite.grammar.words.{name}.WORDS is not a Words")
    return found
