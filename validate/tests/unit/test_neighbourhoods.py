"""Quotes in sentences of our own, in shapes that nobody had tried when they were written.

`neighbourhoods/` has a file for each language: under a heading with what is expected and the
method, a sentence a line, its quote in square brackets. A changed quote must not be proved, a
harmless one must.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pincite import verify
from pincite.grammar import LANGUAGES
from support import TOOL

FOLDER = TOOL / "tests/neighbourhoods"
DECLARED = {"元": "CNY", "$": "USD"}


def sentences(language: str) -> Iterator[tuple[str, str, str, int, str]]:
    """What is expected, the method, the text, where the quote begins, and the quote."""
    expected = method = ""
    for line in (FOLDER / f"{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            expected, method = line[3:].split()
            continue
        start, end = line.index("["), line.index("]") - 1
        text = line.replace("[", "", 1).replace("]", "", 1)
        yield expected, method, text, start, text[start:end]


@pytest.mark.parametrize("language", LANGUAGES)
def test_changed_quotes_are_refused_and_harmless_ones_are_proved(language: str) -> None:
    wrong, counts = [], {"changed": 0, "harmless": 0}
    for expected, method, text, start, quote in sentences(language):
        verdict = verify(
            text, quote, method=method, language=language, start=start, currencies=DECLARED
        )
        counts[expected] += 1
        if (verdict.verdict == "proved") != (expected == "harmless"):
            wrong.append((expected, text, quote, verdict.verdict, verdict.culprit))
    assert wrong == []
    assert counts["changed"] > 60
    assert counts["harmless"] > 10
