"""The crop guard: which neighbours of a quote change what it says."""

from __future__ import annotations

import pytest

from pincite.checks.citations.guards import cropping_culprit
from pincite.text import Span, Transcript

CROPPED = [
    ("percent", "it fell to [15%] or so"),
    ("percent", "nearly [15%] of it"),
    ("percent", "not [15%] of it"),
    ("percent", "about [15%] in 2016"),
    ("percent", "from 10 to [15%] of it"),
    ("percent", "10-[15%] of it"),
    ("amount", "cost 1.[6 billion yen] more"),
    ("amount", "at least [2 million euros] more"),
    ("amount", "[2 million euros] to 3 million euros"),
    ("amount", "[€2.5] million, he said"),
    ("date", "since [1991] they"),
    ("date", "from late [May this year] on"),
    ("date", "in May [2018] they"),
    ("date", "from [2016] to 2018"),
    ("amount", "it cost 1 [500 euros] then"),
    ("amount", "it cost 1\u202f[500 euros] then"),
    ("amount", "it cost 1'[500 euros] then"),
    ("amount", "some 3/[4 million euros] then"),
    ("amount", "it gave [1.6 billion yen] a year"),
    ("amount", "it gave [1.6 billion yen] per vehicle"),
    ("percent", "10/[15%] of it"),
    ("percent", "10…[15%] of it"),
    ("percent", "fell −[15%] then"),
    ("percent", "fell ~[15%] then"),
    ("percent", "≤ [15%] of it"),
    ("percent", "close to [15%] of it"),
    ("percent", "an estimated [15%] of it"),
    ("percent", "as much as [15%] of it"),
    ("percent", "exceeded [15%] of it"),
    ("percent", "took [15%] at most"),
    ("percent", "took [15%] (or more)"),
    ("percent", "took [15%]+ of it"),
    ("percent", "took [15%], or so"),
    ("date", "on the 5th [June 2023] they"),
    ("date", "from [June 2023] onwards"),
    ("date", "in [2016]/17 they"),
    ("date", "ca. [2016] they"),
    ("term", "they won't [plan] it"),
    ("term", "it isn’t [plan] A"),
    ("term", "they cannot [plan] it"),
    ("term", "they have not yet [plan] it"),
    ("term", "nobody will [plan] it"),
    ("term", "they refused to [plan] it"),
    ("term", "they did not [plan] it"),
    ("term", "they re[plan] it"),
]
WHOLE = [
    ("percent", "has dropped to [about 15%] in 2016"),
    ("percent", "from [15%], or nothing"),
    ("amount", "will invest [1.6 billion yen] in the"),
    ("date", "that [from May this year], the ministry"),
    ("date", "about 15% [in 2016]."),
    ("date", "money [from June this year] to the yards"),
    ("term", "they [plan] it"),
    ("verbatim", "nearly [15%] of it"),
]


def culprit(method: str, marked: str) -> str | None:
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    return cropping_culprit(Transcript.of_text(text), method, Span(start, end))


@pytest.mark.parametrize(("method", "marked"), CROPPED)
def test_a_cropped_quote_is_seen(method: str, marked: str) -> None:
    assert culprit(method, marked) is not None


@pytest.mark.parametrize(("method", "marked"), WHOLE)
def test_a_whole_quote_is_left_alone(method: str, marked: str) -> None:
    assert culprit(method, marked) is None


def test_without_the_text_the_guard_sees_what_other_quotes_cover() -> None:
    known = Transcript.of_quotes([(0, "about 15%"), (6, "15%")])
    assert cropping_culprit(known, "percent", Span(6, 9)) == "about 15%"
    assert cropping_culprit(Transcript.of_quotes([(6, "15%")]), "percent", Span(6, 9)) is None
