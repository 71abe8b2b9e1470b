"""What the grammar knows of a language: its slots and rules.

A language is a module in `languages/`, found by the first part of a BCP 47 tag and loaded when a
source is written in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from importlib import import_module
from typing import Any

from pincite.grammar.dates import Point, Printed, printed_date
from pincite.grammar.quantity import KINDS, Quantity, quantity_of
from pincite.grammar.rules import (
    Needs,
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
MANY = 200  # phrases; to ask whether each could fit costs more than a pattern
Reading = Quantity | Printed
Matcher = tuple[Rule, Callable[[str], re.Match[str] | None]]
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


class _SlotPatterns(dict[str, re.Pattern[str]]):
    """Patterns by slot in angles, compiled late."""

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        super().__init__()
        self._slots = slots

    def __missing__(self, name: str) -> re.Pattern[str]:
        self[name] = found = re.compile(self._slots[name[1:-1]].pattern)
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

    def readings(self, rule: Rule, phrase: str) -> Reading | None:
        """What a rule reads in a whole phrase, None where it does not fit; raises NotUnderstood."""
        match = self.match(rule, phrase)
        return None if match is None else self.reading(rule, match)

    def match(self, rule: Rule, phrase: str) -> re.Match[str] | None:
        """A rule's pattern against a whole phrase; it is compiled where it could fit."""
        could_fit = rule.id in self.patterns or self.could_fit(rule, phrase)
        return self.patterns[rule.id].fullmatch(phrase) if could_fit else None

    def could_fit(self, rule: Rule, phrase: str) -> bool:
        """Whether a phrase has what a rule's form needs; to compile a pattern takes milliseconds.

        What fits the whole form has a place where each of its slots fits.
        """
        return self._has(rule.needs, phrase)

    def _has(self, needs: Needs, phrase: str) -> bool:
        return any(all(self._has_one(need, phrase) for need in needed) for needed in needs)

    def _has_one(self, need: str | Needs, phrase: str) -> bool:
        if not isinstance(need, str):
            return self._has(need, phrase)
        if need[0] != "<":
            return need in phrase
        return self._slot_patterns[need].search(phrase) is not None

    @cached_property
    def _slot_patterns(self) -> Mapping[str, re.Pattern[str]]:
        return _SlotPatterns(self.slots)

    def reading(self, rule: Rule, match: re.Match[str]) -> Reading:
        """What a rule reads where its pattern fits; raises NotUnderstood."""
        found = {
            name: self.meaning(name, text)
            for name, text in match.groupdict().items()
            if text is not None
        }
        check_link(found)
        return printed_date(rule, found) if rule.kind == "date" else quantity_of(rule, found)

    def matchers(self, kinds: tuple[str, ...]) -> Sequence[Matcher]:
        """The rules of some kinds, each with the function that says whether it fits a phrase.

        Most phrases that a guard tries fit no rule, so that asking each rule is most of its work.
        """
        if kinds not in self._matchers:
            found: list[Matcher] = []
            for rule in self.rules:
                if rule.kind in kinds:
                    found.append((rule, self._later(rule, found, len(found))))
            self._matchers[kinds] = found
        return self._matchers[kinds]

    def _later(
        self, rule: Rule, matchers: list[Matcher], at: int
    ) -> Callable[[str], re.Match[str] | None]:
        """A matcher that compiles the pattern for the first phrase that could fit it.

        Where it is asked about many phrases it compiles it too, for then the pattern is cheaper.
        """
        asked = 0

        def fits(phrase: str) -> re.Match[str] | None:
            nonlocal asked
            asked += 1
            if asked < MANY and not self.could_fit(rule, phrase):
                return None
            fullmatch = self.patterns[rule.id].fullmatch
            matchers[at] = rule, fullmatch
            return fullmatch(phrase)

        return fits

    @cached_property
    def _matchers(self) -> dict[tuple[str, ...], Sequence[Matcher]]:
        return {}

    def meaning(self, name: str, text: str) -> Any:
        """What the text of a slot means; raises NotUnderstood."""
        slot = name.rstrip("2")
        return self._point(text) if slot == "point" else self.slots[slot].read(text)

    def _point(self, text: str) -> Point:
        """The one date that a text states without a preposition or hedge; raises NotUnderstood."""
        points = set()
        reason = ""
        for rule in self.rules:
            if rule.kind != "date" or rule.qualifier != "none" or rule.is_hedged:
                continue
            match = self.match(rule, text)
            if match is None or match.groupdict().get("prep"):
                continue
            try:
                reading = self.readings(rule, text)
            except NotUnderstood as error:
                reason = f": {error}"
            else:
                points |= set(reading.points) if isinstance(reading, Printed) else set()
        if len(points) != 1:
            raise NotUnderstood(f"“{text}” is not a date that can end an interval{reason}")
        return points.pop()


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


@lru_cache(maxsize=65536)
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
    readings: list[Reading] = []
    reasons: list[str] = []
    for rule, fits in known.matchers(kinds):
        match = fits(phrase)
        if match is not None:
            try:
                readings.append(known.reading(rule, match))
            except NotUnderstood as error:
                reasons.append(str(error))
    what = " or ".join(WHAT[kind] for kind in kinds)
    if not readings:
        reason = f": {reasons[0]}" if reasons else ""
        raise NotUnderstood(f"no rule reads “{phrase}” as {what} ({known.tag}){reason}")
    if any(reading != readings[0] for reading in readings):
        raise NotUnderstood(f"“{phrase}” reads as {what} in more than one way")
    return readings[0]


def read_parts(phrase: str, language: str, kinds: tuple[str, ...]) -> Mapping[str, tuple[str, Any]]:
    """The slots of the rule that reads a whole phrase, by name: text and meaning; else empty."""
    known = language_of(language)
    phrase = phrase if known is None else known.plain(phrase)
    for rule in known.rules if known is not None else ():
        match = known.match(rule, phrase) if known and rule.kind in kinds else None
        if match is not None and known is not None:
            try:
                known.readings(rule, phrase)
            except NotUnderstood:
                continue
            texts = {name: text for name, text in match.groupdict().items() if text is not None}
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
