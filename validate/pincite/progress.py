"""A progress bar on standard error: only on a terminal, only for work that takes long."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

DELAY = 1.0  # seconds of work before a bar appears
Advance = Callable[[int], None]


@contextmanager
def progress(total: int, says: str) -> Iterator[Advance]:
    """Give a function to call with the number of steps done; it shows `says` and a bar."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    bar = _Bar(total, says)
    try:
        yield bar.advance
    finally:
        bar.stop()


class _Bar:
    """A bar that appears when the work has taken some time, and goes when it is done."""

    def __init__(self, total: int, says: str) -> None:
        self._total, self._says = total, says
        self._done = 0
        self._begun = monotonic()
        self._shown: tuple[Progress, TaskID] | None = None

    def advance(self, steps: int) -> None:
        self._done += steps
        if self._shown is None and monotonic() - self._begun > DELAY:
            self._shown = _start(self._total, self._says)
        if self._shown is not None:
            bar, task = self._shown
            bar.update(task, completed=self._done)

    def stop(self) -> None:
        if self._shown is not None:
            self._shown[0].stop()


def _start(total: int, says: str) -> tuple[Progress, TaskID]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    task = bar.add_task(escape(says), total=total)
    bar.start()
    return bar, task
