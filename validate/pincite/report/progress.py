"""A progress bar on standard error: only on a terminal, only for work that takes long.

Carriage returns and blanks alone draw and erase it, so that it needs no library and works on
consoles that know no escape sequences (those of Windows before 10).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from pincite.report.visible import visible

DELAY = 1.0  # seconds of work before a bar appears
INTERVAL = 0.1  # seconds between two drawings: a terminal over a slow line must not slow the work
WIDTH = 30  # characters of the bar itself
MAX_LABEL = 30  # so that label, bar and percentage stay on one line of 80 characters
Advance = Callable[[int], None]


@contextmanager
def progress(total: int, label: str) -> Iterator[Advance]:
    """Give a function to call with the number of steps done; it shows the label and a bar."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda _: None
        return
    bar = _Bar(total, label)
    try:
        yield bar.advance
    finally:
        bar.erase()


class _Bar:
    """A bar that appears when the work has taken some time, and goes when it is done."""

    def __init__(self, total: int, label: str) -> None:
        self._total, self._label = max(total, 1), visible(label)[:MAX_LABEL]
        self._done = 0
        self._next = monotonic() + DELAY
        self._shown = 0  # characters that are on the line now

    def advance(self, steps: int) -> None:
        self._done += steps
        now = monotonic()
        if now < self._next:
            return
        self._next = now + INTERVAL
        share = min(self._done / self._total, 1.0)
        bar = "#" * int(share * WIDTH)
        line = f"{self._label}  [{bar:<{WIDTH}}] {share:4.0%}"
        self._write(f"\r{line}")
        self._shown = len(line)

    def erase(self) -> None:
        if self._shown:
            self._write(f"\r{' ' * self._shown}\r")
            self._shown = 0

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
