"""What a rule of the grammar is: a pattern for the whole phrase, a reading, and its examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Reading = TypeVar("Reading")


class NotUnderstood(Exception):
    """The grammar or a vocabulary does not wholly understand a phrase; the message says why."""


@dataclass(frozen=True)
class Rule(Generic[Reading]):
    """One documented rule; `examples` (phrase, value) and `refuses` are run as tests."""

    id: str
    says: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str]], Reading]
    examples: tuple[tuple[str, str], ...]
    refuses: tuple[str, ...]


def apply_rules(rules: Sequence[Rule[Reading]], phrase: str, what: str) -> Reading:
    """The reading of the one rule that matches the whole phrase.

    Raises NotUnderstood where none does, or where two do and read different things.
    """
    readings = [
        rule.read(match) for rule in rules if (match := rule.pattern.fullmatch(phrase)) is not None
    ]
    if not readings:
        raise NotUnderstood(f"no rule reads “{phrase}” as {what}")
    if any(reading != readings[0] for reading in readings):
        raise NotUnderstood(f"“{phrase}” reads as {what} in more than one way")
    return readings[0]
