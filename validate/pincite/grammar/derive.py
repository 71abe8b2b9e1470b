"""The methods that turn a quote into a cell's text, and the vocabularies that `term` looks in.

`absent`, `judged`, `external`, `written` and `position` take nothing from a quote; the citation
checks deal with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pincite.grammar.dates import FiscalYear, date_text
from pincite.grammar.language import read_printed, read_quantity
from pincite.grammar.quantity import KINDS
from pincite.grammar.rules import NotUnderstood

NUMBER_METHODS = frozenset(KINDS)
GRAMMAR_METHODS = NUMBER_METHODS | {"currency", "unit", "qualifier", "date"}
DERIVED_METHODS = frozenset({"verbatim", "term"}) | GRAMMAR_METHODS
EVIDENCE_METHODS = DERIVED_METHODS | {"absent", "judged"}
METHODS = EVIDENCE_METHODS | {"external", "written", "position"}


@dataclass(frozen=True)
class Phrases:
    """The codes by vocabulary, language and phrase."""

    codes: Mapping[tuple[str, str], Mapping[str, str]]

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, str]]) -> Phrases:
        """Model the rows of a phrases table; of two rows for one phrase the first one counts."""
        codes: dict[tuple[str, str], dict[str, str]] = {}
        for row in rows:
            vocabulary = codes.setdefault((row["vocabulary"], row["language"]), {})
            vocabulary.setdefault(row["phrase"], row["code"])
        return cls(codes)

    def joined(self, rows: Iterable[Mapping[str, str]]) -> Phrases:
        """These phrases and more of them; what a phrase means already stays."""
        more = Phrases.of_rows(rows).codes
        return Phrases(
            {key: {**more.get(key, {}), **self.of(*key)} for key in {**self.codes, **more}}
        )

    def of(self, vocabulary: str, language: str) -> Mapping[str, str]:
        """Code by phrase of one vocabulary in one language; empty where there is none."""
        return self.codes.get((vocabulary, language), {})

    def code(self, vocabulary: str, language: str, phrase: str) -> str:
        """The code of a whole phrase; raises NotUnderstood where the vocabulary lacks it."""
        try:
            return self.of(vocabulary, language)[phrase]
        except KeyError:
            raise NotUnderstood(
                f"“{phrase}” is not a phrase of the vocabulary {vocabulary} ({language})"
            ) from None

    def longer(self, vocabulary: str, language: str, phrase: str) -> list[tuple[str, int]]:
        """The phrases with another code that hold this one, each with the offset it is at."""
        entries = self.of(vocabulary, language)
        code = entries.get(phrase)
        found = []
        for other, other_code in entries.items():
            at = other.find(phrase)
            while at >= 0 and other_code != code:
                found.append((other, at))
                at = other.find(phrase, at + 1)
        return found


@dataclass(frozen=True)
class Settings:
    """What a field or its source declares of how phrases are read; a person's statements.

    `currencies` are ISO 4217 codes by the sign or word that several currencies share, `unit` the
    UCUM code in which a field holds its numbers, `qualified` whether a field beside a date holds
    its qualifier, so that "early 2024" may be read as 2024.
    """

    anchor: str | None = None
    bound: str | None = None
    fiscal_year: FiscalYear | None = None
    currencies: Mapping[str, str] = field(default_factory=dict)
    unit: str | None = None
    qualified: bool = False

    def beside(self, anchor: str | None, currencies: Mapping[str, str]) -> Settings:
        """The same with another anchor and other currencies."""
        return Settings(anchor, self.bound, self.fiscal_year, currencies, self.unit, self.qualified)


def derive(
    method: str,
    quote: str,
    *,
    phrases: Phrases,
    vocabulary: str | None,
    language: str,
    settings: Settings = Settings(),
) -> str:
    """The cell text that a quote gives by a derived method; raises NotUnderstood."""
    if method == "verbatim":
        return quote
    if method == "term":
        if vocabulary is None:
            raise NotUnderstood("the field names no vocabulary")
        return phrases.code(vocabulary, language, quote)
    if method == "date":
        return _date(quote, language, settings)
    if method in ("currency", "unit"):
        kind = "amount" if method == "currency" else "quantity"
        found = read_quantity(quote, language, (kind,))
        return found.declared(settings.currencies, settings.unit).unit
    if method == "qualifier":
        return _qualifier(quote, language)
    if method in NUMBER_METHODS:
        quantity = read_quantity(quote, language, (method,))
        return quantity.declared(settings.currencies, settings.unit).end(settings.bound)
    raise NotUnderstood(f"method {method} takes no value from a quote")


def _date(quote: str, language: str, settings: Settings) -> str:
    printed = read_printed(quote, language)
    if printed.qualifier != "none" and not settings.qualified:
        raise NotUnderstood(
            f"the phrase says “{printed.qualifier}” of its date: the field needs a field beside it"
            ' that holds this (its citation property "qualifier")'
        )
    return date_text(printed, settings.anchor, settings.bound, settings.fiscal_year)


def _qualifier(quote: str, language: str) -> str:
    """The qualifier of a number, else that of a date; raises NotUnderstood."""
    try:
        return read_quantity(quote, language).qualifier
    except NotUnderstood as error:
        try:
            return read_printed(quote, language).qualifier
        except NotUnderstood:
            raise error from None


def read_date(
    phrase: str,
    anchor: str | None = None,
    *,
    language: str = "en",
    fiscal_year: FiscalYear | None = None,
) -> str:
    """The date that a phrase states, in EDTF; `anchor` is an EDTF date with a year.

    Raises NotUnderstood, also for days that no calendar has.
    """
    return date_text(read_printed(phrase, language), anchor, None, fiscal_year)
