"""A report in colour: the same words, styled; none where a terminal or a person wants none."""

from __future__ import annotations

import re

import pytest

from pincite.render.text import coloured, print_coloured

REPORT = """a-package 1.0.0
  descriptor  ok
              1 resource
  tables      FAILED
  records     not run: fix the errors above first

error  type-error  data/a.csv:2
    the cell is not a number
    found:    “x”

1 error
"""


def test_the_words_are_those_of_the_report() -> None:
    styled = coloured(REPORT)
    assert re.sub(r"\x1b\[[0-9;]*m", "", styled) == REPORT
    assert "  descriptor  \x1b[32mok\x1b[0m\n" in styled
    assert "  tables      \x1b[1;31mFAILED\x1b[0m\n" in styled
    assert "\x1b[1;31m1 error\x1b[0m\n" in styled
    assert "\x1b[1;32m0 issues\x1b[0m" in coloured("0 issues\n")


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_who_wants_no_colour_gets_none(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    print_coloured(REPORT)
    assert "\x1b[" in capsys.readouterr().out
    monkeypatch.setenv(name, value)
    print_coloured(REPORT)
    assert capsys.readouterr().out == REPORT
