"""The bar shows on a terminal, for long work, on standard error, and nowhere else."""

from __future__ import annotations

import io
import sys

import pytest

from pincite.report import progress as module
from pincite.report.progress import progress


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def terminal_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)


def shown(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, delay: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(module, "DELAY", delay)
    with progress(4, "cells [a]") as advance:
        for _ in range(4):
            advance(1)
    return stream.getvalue()


def test_long_work_on_a_terminal_shows_a_bar(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    drawn = shown(monkeypatch, Terminal(), -1)
    assert "cells [a]  [#######                       ]  25%" in drawn
    assert capsys.readouterr().out == ""


def test_short_work_and_other_streams_show_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(monkeypatch, Terminal(), 60) == ""
    assert shown(monkeypatch, io.StringIO(), -1) == ""


def test_a_dumb_terminal_and_controls_in_a_label_are_spared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("TERM", "dumb")
    assert shown(monkeypatch, Terminal(), -1) == ""
    monkeypatch.setenv("TERM", "xterm")
    stream = Terminal()
    with progress(1, "a\x1b[2Jb") as advance:
        advance(1)
    assert "\x1b" not in stream.getvalue()


def test_a_bar_is_taken_away_where_the_work_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(module, "DELAY", -1)

    def fail() -> None:
        with progress(2, "cells") as advance:
            advance(1)
            raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        fail()
    last = stream.getvalue().split("\r")[-2:]
    assert last[0]
    assert last[0].strip() == last[1] == ""  # blanks over the bar, the cursor before it
