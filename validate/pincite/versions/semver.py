"""Version numbers by Semantic Versioning 2.0: order, and the next one of a step."""

from __future__ import annotations

import re
from functools import total_ordering
from typing import Any

_NUMBER = r"(0|[1-9][0-9]*)"
_PART = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_VERSION = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-({_PART}(?:\.{_PART})*))?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


@total_ordering
class Version:
    """A version number; builds of one version are equal."""

    def __init__(self, text: str):
        match = _VERSION.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no version of the form MAJOR.MINOR.PATCH")
        self.text = text
        self.core = int(match[1]), int(match[2]), int(match[3])
        self.candidate = tuple(match[4].split(".")) if match[4] else ()

    @classmethod
    def of(cls, text: object) -> Version | None:
        """The version that a text states, or None."""
        return cls(text) if isinstance(text, str) and _VERSION.fullmatch(text) else None

    def __str__(self) -> str:
        return self.text

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._order == other._order

    def __lt__(self, other: Version) -> bool:
        return self._order < other._order

    def __hash__(self) -> int:
        return hash(self._order)

    @property
    def _order(self) -> tuple[Any, ...]:
        """Candidates come before their version; their numbers count and come before words."""
        parts = tuple(
            (0, int(part), "") if part.isdigit() else (1, 0, part) for part in self.candidate
        )
        return self.core, not parts, parts

    def after(self, step: str) -> Version:
        """The least version that says a step.

        Before 1.0.0 a MAJOR change raises the second number: anything may change there
        (Semantic Versioning 2.0, rule 4), but not without a sign.
        """
        major, minor, patch = self.core
        if step == "MAJOR" and major:
            return Version(f"{major + 1}.0.0")
        if step in ("MAJOR", "MINOR"):
            return Version(f"{major}.{minor + 1}.0")
        if step == "PATCH" and not self.candidate:
            return Version(f"{major}.{minor}.{patch + 1}")
        return Version(f"{major}.{minor}.{patch}") if step == "PATCH" else self
