"""Texts of a package in the Markdown that we write: titles as they are, no HTML, no odd links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pincite.files.markdown import (
    markdown_cell,
    markdown_code,
    markdown_link,
    markdown_prose,
    markdown_text,
)


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("Grants to ferries, 2021", "Grants to ferries, 2021"),
        ("file_name and _emphasis_", r"file_name and \_emphasis\_"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("a | b", r"a \| b"),
        ("[click](javascript:alert(1))", r"\[click\](javascript:alert(1))"),
        ("# not a heading\n## nor this", r"\# not a heading ## nor this"),
        ("1. not a list", r"1\. not a list"),
        ("2021 is a year", "2021 is a year"),
        ("- no item", r"\- no item"),
        ("`code` *strong* ~~gone~~ \\", r"\`code\` \*strong\* \~\~gone\~\~ \\"),
        ("R&D &lt; &#60;", "R&D &amp;lt; &amp;#60;"),
        ("left\u202eright\x1b[2J", r"left\\u202eright\\x1b\[2J"),
    ],
)
def test_a_title_shows_as_it_is(title: str, written: str) -> None:
    assert markdown_text(title) == written


@pytest.mark.parametrize(
    ("description", "written"),
    [
        ("One *word*,\n\nand [a link](https://example.org/a).", None),
        ("See <https://example.org/a?b=c>.", None),
        ("[data](data/a.csv) and [mail](mailto:a@example.org)", None),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)>"),
        ("[x](javascript:alert(1))", r"[x\](javascript:alert(1))"),
        ("[x]( <JavaScript:alert(1)>)", r"[x\]( &lt;JavaScript:alert(1)>)"),
        ("[x]: data:text/html,a", r"[x\]: data:text/html,a"),
        ("<https://example.org/><script>", "<https://example.org/>&lt;script>"),
    ],
)
def test_a_description_keeps_its_markdown_but_no_html(
    description: str, written: str | None
) -> None:
    assert markdown_prose(description) == (description if written is None else written)


def test_cells_code_and_links() -> None:
    assert markdown_cell("a | b\nand c \\| d") == r"a \| b and c \| d"
    assert markdown_code("a`b") == "``a`b``"
    assert markdown_code("`") == "`` ` ``"
    assert markdown_code("plain") == "`plain`"
    assert markdown_link("a_b", "data/a (1).csv") == "[a_b](data/a%20%281%29.csv)"


@given(st.text())
def test_no_text_becomes_a_second_line_or_a_tag(text: str) -> None:
    written = markdown_text(text)
    assert not {"\n", "\r", "<"} & set(written)
    assert "<" not in markdown_cell(text).replace("<https://", "").replace("<http://", "").replace(
        "<mailto:", ""
    )
