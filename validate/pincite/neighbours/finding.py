"""What a look at the neighbours of a quote finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What stands beside a quote and keeps it from proving a value, and why.

    `cropped` where it is understood and changes the value, `not_understood` where nobody can tell.
    """

    verdict: str
    culprit: str
    why: str


def cropped(culprit: str, why: str) -> Finding:
    """What is understood as changing the value."""
    return Finding("cropped", culprit.strip(), why)


def unknown(culprit: str, why: str) -> Finding:
    """What is not understood."""
    return Finding("not_understood", culprit.strip(), why)
