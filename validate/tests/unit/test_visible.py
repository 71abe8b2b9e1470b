"""Characters that cannot be seen, and letters beyond U+FFFF, are written as escapes."""

from __future__ import annotations

import pytest

from pincite.report.visible import show_apart, visible


@pytest.mark.parametrize(
    ("one", "spelt"),
    [
        ("a\u00e9", r"a\u00e9"),
        ("\uffff", r"\uffff"),
        ("\U00010000", r"\U00010000"),
        ("\U0001f600", r"\U0001f600"),
    ],
)
def test_texts_that_look_alike_are_spelt_out(one: str, spelt: str) -> None:
    assert show_apart(one, f"{one} ") == (f"“{spelt}”", f"“{spelt} ”")


def test_what_cannot_be_seen_is_escaped_and_the_rest_is_not() -> None:
    assert visible("naïve 字 🛥") == "naïve 字 🛥"
    assert visible("a\u202eb\u2028c\x1b[2J") == r"a\u202eb\u2028c\x1b[2J"
