"""What the words beside a number do to it, language by language, as data.

A language is a module here, found by the first part of a BCP 47 tag. One entry feeds two readers:
the grammar reads a quoted hedge that has a qualifier ("about 15%"), and the guard refuses a quote
with an unquoted one beside it. They cannot drift apart.

In scripts with blanks phrases are in lower case and match whole words; in scripts without, they
match wherever they are directly beside the quote, unless a look-alike does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import import_module

TAGS = ("de", "en", "es", "fr", "ja", "zh")
SCOPES = ("walks", "beside", "opens", "ends", "closes", "clause")
KINDS = ("any", "dates", "numbers")

# What heads print for a scale directly beside a sign or code of money: "€m", "EUR k", "T€"
SHORT_SCALES = (
    "k K m M mm MM mn Mn mln Mln MLN mil mio Mio MIO bn Bn BN b B tn T th Th tsd Tsd TSD md Md mrd Mrd"
    " mill Mill '000 ’000 1000 1,000 1.000 000"
).split()
MONEY_SIGNS = (
    "€ £ ¥ ₩ ₹ US$ C$ A$ HK$ NZ$ S$ R$ $ EUR USD GBP JPY CHF CNY RMB CAD AUD NZD SEK NOK DKK ISK PLN"
    " CZK HUF RON BGN INR KRW BRL MXN ARS CLP COP ZAR HKD SGD TWD THB IDR MYR PHP VND RUB UAH TRY ILS"
    " AED SAR EGP NGN KES DEM DM FRF ESP ITL ATS NLG BEF Euro Euros euro euros"
).split()


@dataclass(frozen=True)
class Hedge:
    """A phrase that makes a value less than exact, or another one.

    `qualifier` is what it says of the value where a quote holds it; None where the grammar has no
    qualifier for it, so that it can only crop. `scope` says how near it is: `walks` over
    transparent words, `beside` only right next to the value, `opens` only as the first words of the
    clause ("in Rome, say 40"; but "they say 40% left"), `ends` beside and at the end of a clause,
    `closes` at the end of the clause, up to a few words away ("400 seats minimum"), and `clause` (behind a value) anywhere up to the next comma or number.
    `of` says which values it concerns.
    """

    phrase: str
    qualifier: str | None = None
    scope: str = "walks"
    of: str = "any"


@dataclass(frozen=True)
class Words:
    """The word tables of one language; what is in none of them is a plain word.

    In scripts with blanks:

    - `function` words are harmless beside a number, whatever another table says of them;
    - `transparent` ones are walked over in search of a hedge, `date_transparent` ones before dates;
    - `hedges` are before a value and `behind` behind it, and have a qualifier; `vague` and
      `vague_behind` only crop: what they say of a value has no qualifier;
    - `negations` deny a value of their clause, unless they are part of `not_negating` or are
      before one of `but`; `denials` do so from behind;
    - `labels` make a number a name ("room 15"), `date_labels` make a year a part of itself;
    - `numbers` are magnitudes, units, money and numerals that CLDR lacks, `money` the money of
      them; `plain` words are homonyms of those that are none behind a whole value;
    - `abbreviations` are short words known to be harmless;
    - behind `determiners` a label is a plain word ("week 15", but "last week 15 left");
    - `contractions` are articles run into a preposition: "cerca del 15 %" is "cerca de";
    - `links` join two ends of a range, `openings` begin one whose ends "and" may join;
    - `means` behind "per" name a means and no rate ("per bank transfer");
    - `numerals` are spelt numbers, `points` make a percentage something else;
    - `doubts` in a bracket behind a value make it less than certain ("(estimated)");
    - `adverbs` are harmless before a value; another one of its form is not understood there;
    - `estimates` are verbs that estimate what they put "at" a value;
    - `deniers` deny the clause behind their comma ("er bestreitet, ... zu haben");
    - behind "and", `resumes` begin a new statement, which no denial before it reaches;
    - behind `counting` verbs and `quantifying` words four digits and a plural are a count, not a
      year ("has 2019 seats", "de 1765 habitants");
    - `look_alikes` hold a hedge's words without being one ("a day later" is not "a day");
    - `scales` are what heads of tables print in brackets or behind "in" ("in thousands"), and
      `scale_names` are names that such a word is a part of ("Thousand Oaks", 千葉).

    In scripts without blanks:

    - `counters` say what is counted, `particles` end what is said of a number;
    - `between` may be between a hedge and its number, and `verbs` between it and one that has a
      qualifier (最多占);
    - `look_alikes` hold a hedge's characters without being one (条約, a treaty, is not "about").
    """

    tag: str
    function: frozenset[str] = frozenset()
    transparent: frozenset[str] = frozenset()
    date_transparent: frozenset[str] = frozenset()
    hedges: tuple[Hedge, ...] = ()
    behind: tuple[Hedge, ...] = ()
    vague: tuple[Hedge, ...] = ()
    vague_behind: tuple[Hedge, ...] = ()
    negations: frozenset[str] = frozenset()
    not_negating: tuple[str, ...] = ()
    but: frozenset[str] = frozenset()
    denials: tuple[str, ...] = ()
    labels: frozenset[str] = frozenset()
    date_labels: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()
    money: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    determiners: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    contractions: Mapping[str, str] = field(default_factory=dict)
    links: frozenset[str] = frozenset()
    openings: frozenset[str] = frozenset()
    numerals: frozenset[str] = frozenset()
    doubts: frozenset[str] = frozenset()
    deniers: frozenset[str] = frozenset()
    estimates: frozenset[str] = frozenset()
    adverbs: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    quantifying: frozenset[str] = frozenset()
    resumes: frozenset[str] = frozenset()
    points: frozenset[str] = frozenset()
    means: frozenset[str] = frozenset()
    scales: frozenset[str] = frozenset()
    scale_names: tuple[str, ...] = ()
    counters: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    between: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
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


def _qualifiers(found: tuple[Hedge, ...], *, is_date: bool) -> Mapping[str, str]:
    """The qualifiers of a table; those of dates are for dates, all others for numbers."""
    kept = (hedge for hedge in found if (hedge.of == "dates") == is_date)
    return {hedge.phrase: hedge.qualifier for hedge in kept if hedge.qualifier}


def hedges(
    qualifier: str | None, phrases: str, scope: str = "walks", of: str = "any"
) -> tuple[Hedge, ...]:
    """The hedges of a list, see `listed`; a kind of value in place of the scope is its `of`."""
    if scope in KINDS:
        scope, of = "walks", scope
    if scope not in SCOPES or of not in KINDS:
        raise ValueError(f"{scope!r} of {of!r}: allowed are {SCOPES} of {KINDS}")
    return tuple(Hedge(phrase, qualifier, scope, of) for phrase in listed(phrases))


def listed(phrases: str) -> tuple[str, ...]:
    """The phrases of a list that is parted by commas; line ends are blanks."""
    return tuple(found for phrase in phrases.split(",") if (found := " ".join(phrase.split())))


def joined(first: str, last: str) -> tuple[str, ...]:
    """Each phrase of one list before each of another one."""
    return tuple(f"{one} {other}" for one in listed(first) for other in listed(last))


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is parted by blanks."""
    return frozenset(words.split())


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
