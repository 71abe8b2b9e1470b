"""What verbs that write keep to: one writer at a time, and no file of somebody else overwritten."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from pincite.report import CannotRun

Run = Callable[[argparse.Namespace], int]


def alone(run: Run) -> Run:
    """A verb that waits until no other verb writes to the seeds of its package."""

    @wraps(run)
    def run_alone(options: argparse.Namespace) -> int:
        try:
            import fcntl
        except ImportError:  # only POSIX has it
            return run(options)
        folder = Path(options.package)
        folder = folder if folder.is_dir() else folder.parent
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            return run(options)  # which says what is wrong with the package
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            return run(options)
        finally:
            os.close(handle)

    return run_alone


def check_out(file: Path, endings: tuple[str, ...], sign: str) -> None:
    """Raise CannotRun where a result must not be written: another ending, or another's file.

    A file that is there is overwritten only if its beginning holds `sign`, as such results do.
    """
    if file.suffix.lower() not in endings:
        raise CannotRun(f"{file}: the name must end in {' or '.join(endings)}")
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            begins = stream.read(4096)
    except FileNotFoundError:
        return
    if sign not in begins:
        raise CannotRun(f"{file}: is there already and is no such result: choose another name")
