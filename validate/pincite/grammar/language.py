"""What the grammar knows of a language: its slots and rules.

A language is a module in `languages/`, found by the first part of a BCP 47 tag and loaded when a
source is written in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib import import_module
from typing import Any

from pincite.grammar.dates import Point, Printed, printed_date
from pincite.grammar.fitting import Fit, Fitting
from pincite.grammar.quantity import KINDS, Quantity, quantity_of
from pincite.grammar.rules import (
    NotUnderstood,
    Rule,
    Slot,
    check_link,
    plain_phrase,
    without_blanks,
    without_brackets,
)
from pincite.text import Signs

LANGUAGES = ("de", "en", "es", "fr", "ja", "zh")
REMEMBERED = 2**12  # phrases: those of one source are together
Reading = Quantity | Printed
WHAT = {
    "amount": "an amount of money",
    "percent": "a percentage",
    "percentage_points": "percentage points",
    "count": "a count",
    "ordinal": "an ordinal",
    "quantity": "a quantity with a unit",
    "date": "a date",
}


class _Patterns(dict[str, re.Pattern[str]]):
    """Patterns by rule, compiled late: a language has some sixty, and a field needs a few."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._rules = {rule.id: rule for rule in language.rules}
        self._slots = language.slots

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = found = self._rules[name].pattern(self._slots)
        return found


@dataclass(frozen=True)
class Language:
    """A language's part of the grammar."""

    tag: str
    name: str
    slots: Mapping[str, Slot]
    rules: tuple[Rule, ...]
    signs: Signs
    regions: Mapping[str, Mapping[str, Slot]] = field(default_factory=dict)

    def plain(self, phrase: str) -> str:
        """A phrase as its rules read it: composed, with single blanks where they mean something."""
        found = plain_phrase(phrase)
        return without_blanks(found) if self.tag in ("ja", "zh") else found

    def of_region(self, region: str) -> Language:
        """The language as a region writes it: other signs for groups and decimals."""
        slots = self.regions.get(region)
        return self if slots is None else replace(self, slots={**self.slots, **slots}, regions={})

    @cached_property
    def patterns(self) -> Mapping[str, re.Pattern[str]]:
        """The patterns of the rules, by id; each is compiled when it is first asked for."""
        return _Patterns(self)

    def fits(self, kinds: tuple[str, ...], phrase: str) -> Sequence[Fit]:
        """The rules of some kinds that fit a whole phrase, in their order."""
        return self._fitting.fits(kinds, phrase)

    @cached_property
    def _fitting(self) -> Fitting:
        return Fitting(self.rules, self.slots, self.patterns)

    def reading(self, fit: Fit, phrase: str) -> Reading | str:
        """What a rule reads in a phrase that it fits; else why it is not understood.

        The quote of an amount is the quote of its currency and its qualifier: it is read once.
        """
        key = (fit.number, phrase)
        found = self._readings.get(key)
        if found is None:
            if len(self._readings) > REMEMBERED:
                self._readings.clear()
            try:
                found = self._read(fit.rule, fit.texts(phrase))
            except NotUnderstood as error:
                found = str(error)
            self._readings[key] = found
        return found

    @cached_property
    def _readings(self) -> dict[tuple[int, str], Reading | str]:
        return {}

    def _read(self, rule: Rule, texts: Mapping[str, str]) -> Reading:
        found = {name: self.meaning(name, text) for name, text in texts.items()}
        check_link(found)
        return printed_date(rule, found) if rule.kind == "date" else quantity_of(rule, found)

    def meaning(self, name: str, text: str) -> Any:
        """What the text of a slot means; raises NotUnderstood."""
        found = self._meanings.get((name, text))
        if found is None:
            if len(self._meanings) > REMEMBERED:
                self._meanings.clear()
            slot = name.rstrip("2")
            found = self._point(text) if slot == "point" else self.slots[slot].read(text)
            self._meanings[name, text] = found
        return found

    @cached_property
    def _meanings(self) -> dict[tuple[str, str], Any]:
        return {}

    def _point(self, text: str) -> Point:
        """The one date that a text states without a preposition or hedge; raises NotUnderstood."""
        points = set()
        reason = ""
        for fit in self.fits(("date",), text):
            if fit.rule.qualifier != "none" or fit.rule.is_hedged or "prep" in fit.texts(text):
                continue
            reading = self.reading(fit, text)
            if isinstance(reading, str):
                reason = f": {reading}"
            else:
                points |= set(reading.points) if isinstance(reading, Printed) else set()
        if len(points) != 1:
            raise NotUnderstood(f"“{text}” is not a date that can end an interval{reason}")
        return points.pop()


@lru_cache(maxsize=256)
def language_of(tag: str) -> Language | None:
    """The language of a BCP 47 tag such as `en` or `zh-Hant-TW`; None where there is no grammar.

    The region counts where it writes numbers in another way: `es-MX` has a decimal point.
    """
    name, *rest = tag.lower().split("-")
    if name not in LANGUAGES:
        return None
    region = next((part.upper() for part in rest if len(part) == 2 or part.isdecimal()), "")
    return _load(name, region)


@cache
def _load(name: str, region: str) -> Language:
    found = import_module(f"pincite.grammar.languages.{name}").LANGUAGE
    if not isinstance(found, Language):
        raise TypeError(f"pincite.grammar.languages.{name}.LANGUAGE is not a Language")
    return found.of_region(region) if region in found.regions else found


@lru_cache(maxsize=REMEMBERED)
def read_phrase(language: str, kinds: tuple[str, ...], phrase: str) -> Reading:
    """The one reading of a whole phrase as one of the kinds.

    Raises NotUnderstood where no rule reads it, where two read different things, and for a
    language without a grammar.
    """
    known = language_of(language)
    if known is None:
        raise NotUnderstood(f"the grammar reads {', '.join(LANGUAGES)}, not {language}")
    phrase = known.plain(phrase)
    if kinds == ("date",):
        phrase = without_brackets(phrase)
    fits = known.fits(kinds, phrase)
    found = [known.reading(fit, phrase) for fit in fits if fit.may_read]
    readings = [reading for reading in found if not isinstance(reading, str)]
    if len(readings) == 1:
        return readings[0]
    what = " or ".join(WHAT[kind] for kind in kinds)
    if not readings:
        reason = f": {known.reading(fits[0], phrase)}" if fits else ""
        raise NotUnderstood(f"no rule reads “{phrase}” as {what} ({known.tag}){reason}")
    if any(reading != readings[0] for reading in readings):
        raise NotUnderstood(f"“{phrase}” reads as {what} in more than one way")
    return readings[0]


def read_parts(phrase: str, language: str, kinds: tuple[str, ...]) -> Mapping[str, tuple[str, Any]]:
    """The slots of the rule that reads a whole phrase, by name: text and meaning; else empty."""
    known = language_of(language)
    phrase = phrase if known is None else known.plain(phrase)
    for fit in () if known is None else known.fits(kinds, phrase):
        if known is not None and not isinstance(known.reading(fit, phrase), str):
            texts = fit.texts(phrase)
            return {name: (text, known.meaning(name, text)) for name, text in texts.items()}
    return {}


@cache
def readable_kinds(method: str) -> tuple[str, ...]:
    """The kinds of phrases that could take the place of a phrase of a method.

    Bare numbers are read beside everything else only where they are asked for.
    """
    if method == "date":
        return ("date",)
    bare = ("count", "ordinal")
    return (*KINDS, "date") if method in bare else tuple(k for k in KINDS if k not in bare)


def read_quantity(phrase: str, language: str = "en", kinds: tuple[str, ...] = KINDS) -> Quantity:
    """The quantity that a phrase states; raises NotUnderstood."""
    reading = read_phrase(language, kinds, phrase)
    if not isinstance(reading, Quantity):
        raise NotUnderstood(f"“{phrase}” is not a quantity that can be read")
    return reading


def read_printed(phrase: str, language: str = "en") -> Printed:
    """The date or interval that a phrase states; raises NotUnderstood."""
    reading = read_phrase(language, ("date",), phrase)
    if not isinstance(reading, Printed):
        raise NotUnderstood(f"“{phrase}” is not a date that can be read")
    return reading
