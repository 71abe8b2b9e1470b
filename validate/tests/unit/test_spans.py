"""A citation's span is inside of its source, and its quote is what stands there."""

from __future__ import annotations

import pytest

from pincite.proof.sources import span_issues
from pincite.report import Place
from pincite.text import Span, Transcript

TEXT = "The pier is new."


@pytest.mark.parametrize(
    ("start", "end", "quote", "code"),
    [
        (4, 8, "pier", None),
        (12, 16, "new.", None),  # the last code point is inside
        (12, 17, "", "offset-outside"),  # one behind it is not
        (8, 8, "", "offset-outside"),
        (9, 8, "", "offset-outside"),
        (-1, 3, "", "offset-outside"),
        (0, 1, "", None),
        (4, 8, "piers", "quote-length"),
        (4, 8, "Pier", "quote-differs"),
    ],
)
def test_a_span_is_inside_and_its_quote_is_there(
    start: int, end: int, quote: str, code: str | None
) -> None:
    found = span_issues(Place("c.csv"), Span(start, end), quote, Transcript.of_text(TEXT))
    assert [issue.code for issue in found] == ([] if code is None else [code])


def test_without_the_text_two_quotes_of_one_place_may_disagree() -> None:
    known = Transcript.of_quotes([(4, "pier"), (4, "pier")])
    found = list(span_issues(Place("c.csv"), Span(4, 8), "boat", known))
    assert [issue.code for issue in found] == ["quotes-disagree"]
    assert list(span_issues(Place("c.csv"), Span(90, 94), "boat", known)) == []
