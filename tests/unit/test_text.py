"""Spans count code points, astral ones too; sentences, mentions and transcripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.text import Span, Transcript, count_words, find_all, merge, paragraphs, sentences
from pincite.text.mentions import find_mentions

TEXTS = st.text(alphabet="ab .\n’é漢🛥", max_size=30)


@given(TEXTS, st.text(alphabet="ab ’漢🛥", min_size=1, max_size=3))
def test_each_occurrence_is_a_slice_and_none_is_missed(text: str, phrase: str) -> None:
    found = find_all(text, phrase)
    assert all(text[start : start + len(phrase)] == phrase for start in found)
    assert len(found) == sum(text.startswith(phrase, at) for at in range(len(text)))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=8), st.integers(0, 3))
def test_merged_spans_cover_the_same_and_keep_apart(pairs: list[tuple[int, int]], gap: int) -> None:
    spans = [Span(start, start + length) for start, length in pairs]
    merged = merge(spans, gap)
    covered = {at for span in spans for at in range(*span)}
    assert covered <= {at for span in merged for at in range(*span)}
    assert all(b.start - a.end > gap for a, b in pairwise(merged))
    if gap == 0:
        assert covered == {at for span in merged for at in range(*span)}


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_transcript_of_quotes_knows_what_the_text_says(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    known = Transcript.of_quotes([(start, text[start:end])], len(text))
    whole = Transcript.of_text(text)
    assert known.slice(Span(start, end)) == whole.slice(Span(start, end)) == text[start:end]
    assert known.char(end) is None


def test_edges_stop_at_the_line_and_begin_with_the_rest_of_a_word() -> None:
    text = "one two\nthree 1.6 billion yen, four"
    known = Transcript.of_text(text)
    start = text.index("6 billion")
    lefts = [text[edge:start] for edge in known.edges(start, -1, 3)]
    assert lefts == ["", "1.", "three 1."]
    end = text.index(" yen")
    assert [text[end:edge] for edge in known.edges(end, 1, 2)] == ["", " yen,", " yen, four"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("He makes boats, etc. Large ones too.", ["He makes boats, etc. Large ones too."]),
        ('A "shot." Then more.', ['A "shot."', "Then more."]),
        ("It is 1.6 billion. Yes.", ["It is 1.6 billion.", "Yes."]),
        ("2021-11-17\nNo stop at the end", ["2021-11-17", "No stop at the end"]),
        (">\n>\nText.", ["Text."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[span.start : span.end] for span in sentences(text)] == expected


def test_paragraphs_are_lines_with_words() -> None:
    assert paragraphs(">\na b\n\n c") == [Span(2, 5), Span(7, 9)]


@pytest.mark.parametrize(
    ("text", "number"), [("solid-state", 2), ("1.6 billion yen", 4), ("", 0), ("Japan’s", 2)]
)
def test_words_are_runs_of_letters_and_digits(text: str, number: int) -> None:
    assert count_words(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Then Acme Corp paid 3.5% in May 2020.",
            ["name Acme Corp", "number 3.5", "date May 2020"],
        ),
        (
            "They paid three million this year.",
            ["number three", "number million", "date this year"],
        ),
        ("Opening words are no names. But WHO is.", ["name WHO"]),
        ("On 2021-11-17 he left.", ["date 2021-11-17"]),
        ("Toyota leads.", ["name Toyota"]),
        ("Nothing here.", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    found = find_mentions(text, names=["Toyota"])
    assert [f"{mention.kind} {mention.text}" for mention in found] == expected
