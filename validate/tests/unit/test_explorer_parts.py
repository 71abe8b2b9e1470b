"""The explorer's parts: escaping, words, steps of a derivation, spans."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from pincite.citations import Cell, Citation, Evidence
from pincite.explorer.article import segments
from pincite.explorer.html import LONGEST, anchor, direction, join, seen, tag, web_link
from pincite.explorer.pictures.drawing import lines_of
from pincite.explorer.words import KINDS, METHODS, grouped, spaced, steps
from pincite.grammar import METHODS as ALL_METHODS
from pincite.grammar import Phrases, date_words
from pincite.package import CitationRule, Convention
from pincite.text import Span, SpanIndex


class Reader(HTMLParser):
    """What a parser makes of a piece of HTML: its tags, its attributes, its text."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data


HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp;amp; &#60;",
    "</style></script><!--",
    "javascript:alert(1)",
    "a\x00b\x1b[31m\x7f",
    "\u202egnp.exe\u2066\u200f",
    "\ufeffx\u2028y\ue000\uffff",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    html = tag("p", text, title=text, id=text)
    assert "\x00" not in html
    assert "\u202e" not in html
    read = Reader(html)
    assert read.said == seen(text)
    assert read.tags == [("p", {"title": seen(text), "id": seen(text)})]


@given(st.text())
def test_every_text_reads_back(text: str) -> None:
    read = Reader(tag("p", text, title=text))
    assert read.said.replace("\r", "\n") == seen(text).replace("\r", "\n")
    assert [name for name, _ in read.tags] == ["p"]
    assert read.tags[0][1]["title"] == seen(text)


def test_what_hides_is_shown_and_scripts_keep_their_joiners() -> None:
    assert seen("a\u202eb\x00") == "a\\u202eb\\x00"
    assert seen("می\u200cخواهم 👩\u200d👧") == "می\u200cخواهم 👩\u200d👧"
    assert seen("x" * (LONGEST + 1)) == "x" * LONGEST + f"… ({LONGEST + 1:,} characters)"
    assert direction("שלום") == direction("سلام") == "auto"
    assert direction("旭化成") is direction("abc") is None


def test_markup_is_not_escaped_twice_and_nothing_is_nothing() -> None:
    assert join(tag("b", "<"), None, ["x", Markup("<i>")]) == "<b>&lt;</b>x<i>"
    assert tag("td", "x", class_=None, hidden=True) == "<td hidden>x"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//x", "http:///x", ""])
def test_only_web_addresses_are_links(url: str) -> None:
    assert "<a" not in web_link(url, "text")
    assert web_link("https://example.org/a?b=\"'", "t").startswith('<a href="https://example.org/a')


@given(st.lists(st.text(), min_size=2, max_size=3), st.lists(st.text(), min_size=2, max_size=3))
def test_anchors_tell_apart_what_differs(one: list[str], other: list[str]) -> None:
    plain = [[part.encode("utf-8", "replace") for part in parts] for parts in (one, other)]
    assert (anchor(*one) == anchor(*other)) == (plain[0] == plain[1])
    assert not set(anchor(*one)) & set(" \"'<>\n")


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("1991", "1991"),
        ("2021-05", "May 2021"),
        ("2021-11-17", "17 November 2021"),
        ("XXXX-05", "May, year not stated"),
        ("XXXX", "year not stated"),
        ("2023-33", "quarter 1 of 2023"),
        ("XXXX-41", "second half, year not stated"),
        ("199X", "the 1990s"),
        ("18XX", "century 1800 to 1899"),
        ("XXXX-XX-15", "day 15, month not stated"),
        ("../2030", "until 2030"),
        ("1991-05/..", "from May 1991 on"),
        ("2020-04/2021-03", "April 2020 to March 2021"),
        ("2021-13", "2021-13"),
        ("soon", "soon"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


def test_numbers_in_groups() -> None:
    assert [grouped(text) for text in ("2775", "10000", "-1600000000", "12345.5", "1e9")] == [
        "2775",
        "10,000",
        "-1,600,000,000",
        "12,345.5",
        "1e9",
    ]
    assert spaced("share_percent") == "Share percent"


def derived(method: str, quote: str, value: str, anchored: str | None = None) -> list[str]:
    cell = Cell("t", "r", "f")
    rule = CitationRule((method,), vocabulary="act", default="none")
    group = [Citation(cell, 1, "value", "s", Span(0, len(quote)), quote, method, value, "")]
    if anchored:
        group.append(Citation(cell, 2, "anchor", "s", Span(50, 60), anchored, "date", anchored, ""))
    phrases = Phrases.of_rows(
        [{"vocabulary": "act", "language": "en", "phrase": "gave", "code": "gift"}]
    )
    evidence = Evidence(
        convention=Convention("citations", "sources", "phrases", None),
        tables={}, cells={}, rules={}, citations={}, notes=(), phrases=phrases,
        languages={"s": "en"}, transcripts={}, files=None,
    )  # fmt: skip
    return list(steps(evidence, rule, tuple(group)))


@pytest.mark.parametrize(
    ("method", "quote", "value", "expected"),
    [
        ("amount", "about 2,500 euros", "2500", ["“2,500” is the number 2500", "“euros” is EUR"]),
        ("amount", "JPY 300 bn", "300000000000", ["“bn” is 10⁹", "300 × 10⁹ JPY = 300,000,000"]),
        ("currency", "1.6 billion yen", "JPY", ["“yen” is the currency JPY (ISO 4217)"]),
        ("percent", "about 15%", "15", ["“15” is the number 15", "says that the number is not"]),
        ("qualifier", "at least 3 million euros", "at_least", ["“at least” says that it may be"]),
        ("qualifier", "15%", "none", ["The quote has no hedge: none"]),
        ("date", "in 1991", "1991", ["“1991” is the year", "That is 1991 (in EDTF 1991)"]),
        ("date", "from May this year", "XXXX-05", ["“this year” names no year: its digits stay X"]),
        ("term", "gave", "gift", ["The word list “act” reads these words as gift"]),
        ("absent", "", "none", ["“gave”", "was not searched", "keeps its default: none"]),
    ],
)  # fmt: skip
def test_steps_name_what_the_grammar_read(
    method: str, quote: str, value: str, expected: list[str]
) -> None:
    said = derived(method, quote, value)
    for part in expected:
        assert any(part in step for step in said), said


def test_steps_count_from_the_anchor() -> None:
    said = derived("date", "from May this year", "2021-05", "2021-11-17")
    assert said[1] == "“this year” is counted from 17 November 2021"
    assert said[-1] == "That is May 2021 (in EDTF 2021-05)"


def test_a_quote_that_nobody_understands_has_no_steps() -> None:
    assert derived("amount", "virtually 2 million euros", "2000000") == []
    assert derived("verbatim", "x", "x") == []


def test_every_method_is_explained_and_has_a_kind() -> None:
    assert METHODS.keys() == KINDS.keys() == ALL_METHODS


SPANS = st.builds(
    lambda start, size: Span(start, start + size), st.integers(0, 60), st.integers(1, 20)
)


@given(st.lists(SPANS), SPANS)
def test_the_index_finds_what_overlaps(spans: list[Span], asked: Span) -> None:
    assert SpanIndex(spans).over(asked) == sorted(span for span in spans if span.overlaps(asked))


@given(st.lists(SPANS), st.lists(SPANS))
def test_segments_part_a_span_and_know_their_depth(
    passages: list[Span], marked: list[Span]
) -> None:
    whole = Span(10, 50)
    found = list(segments(whole, SpanIndex(passages), SpanIndex(marked)))
    assert [span for piece in found for span in range(*piece.span)] == list(range(*whole))
    for piece in found:
        here = [span for span in passages if span.overlaps(piece.span)]
        assert all(span.holds(piece.span) for span in here)
        assert (piece.passage is None) == (not here)
        if piece.passage is not None:
            assert piece.passage.end - piece.passage.start == min(b - a for a, b in here)


def test_labels_are_cut_into_lines() -> None:
    assert lines_of("one two three", 70) == ["one two", "three"]
    assert lines_of("word " * 40, 70, most=2)[-1].endswith("…")
