"""Spans count code points, astral ones too; sentences, mentions and transcripts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.grammar import language_of
from pincite.text import (
    Span,
    Transcript,
    count_words,
    find_all,
    first_step,
    merge,
    paragraphs,
    sentences,
)
from pincite.text.mentions import find_mentions, find_phrases

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
    english = language_of("en")
    assert english is not None
    found = find_mentions(text, ["Toyota"], english.signs)
    assert [f"{mention.kind} {mention.text}" for mention in found] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Die Werft zahlte im Mai 2020 zwei Prozent.", ["date Mai 2020", "number zwei"]),
        ("de", "Das Dorf liegt bei ABB.", ["name ABB"]),
        ("ja", "昨年6月に三億円と４０％を得た。", ["date 昨年6月", "number 三億", "number ４０"]),
        ("zh", "去年有三成，第二名。", ["date 去年", "number 三", "number 第二"]),
        ("fr", "Hier Jean paya 3 euros.", ["date Hier", "name Jean", "number 3"]),
    ],
)
def test_mentions_of_other_languages(language: str, text: str, expected: list[str]) -> None:
    known = language_of(language)
    found = find_mentions(text) if known is None else find_mentions(text, (), known.signs)
    assert [f"{mention.kind} {mention.text}" for mention in found] == expected


def test_words_are_counted_in_scripts_without_blanks_too() -> None:
    assert count_words("a well-known yard, 3.5 %") == 6
    assert count_words("同社は約16億円を投じる") == 2 + 1 + 3
    assert count_words("トヨタ") == 2
    assert count_words("。、「」") == 0


def test_sentences_of_other_languages_end_where_they_end() -> None:
    def split(text: str) -> list[str]:
        return [text[span.start : span.end] for span in sentences(text)]

    assert split("一つ目です。二つ目。") == ["一つ目です。", "二つ目。"]
    german = "Am 4. März 2020 kamen 3 Mio. Euro. Über Nacht war alles weg."
    assert split(german) == [german[:34], german[35:]]
    assert split("It ended in 2016. Then 3 left.") == ["It ended in 2016.", "Then 3 left."]


def test_phrases_are_found_as_words_where_a_script_has_words() -> None:
    assert find_phrases("They replan it.", ["plan"]) == []
    assert find_phrases("同社は投資する", ["投資", "融資"]) == ["投資"]


def test_edges_go_by_words_and_by_characters() -> None:
    latin = Transcript.of_text("a bc def gh")
    assert latin.edges(5, -1, 2) == [5, 2, 0]
    japanese = Transcript.of_text("同社は約16億円")
    assert japanese.edges(6, -1, 1) == [6, 4]
    assert japanese.edges(4, -1, 2) == [4, 3, 2, 1, 0]


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("or so, 5 ", ["or", " so,", " 5", " "]),
        (" 約5億円 ", [" 約", "5", "億", "円", " "]),
        ("５km、a", ["５", "km", "、", "a"]),
        ("", []),
    ],
)
def test_a_text_is_taken_apart_by_its_steps(text: str, steps: list[str]) -> None:
    found = []
    while text:
        found.append(first_step(text))
        text = text[len(found[-1]) :]
    assert found == steps
    assert first_step("") == ""
