"""What verbs give: reports in their form, JSON for programs, files; one writer at a time.

No file of somebody else is overwritten.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import Any

from pincite.report import CannotRun, Report
from pincite.report.visible import visible


def show_report(report: Report, options: argparse.Namespace) -> int:
    """Print a report in the form asked for, and give its exit code."""
    from pincite.render import render_parts

    form = "json" if options.json else options.format
    parts = render_parts(report, form)
    if form == "text" and sys.stdout.isatty():
        from pincite.render.text import print_coloured

        print_coloured("".join(parts))
    else:
        print_parts(parts, is_utf_8=form != "text")
    return exit_code(report, is_strict=getattr(options, "strict", False))


def show_reports(reports: Sequence[Report], options: argparse.Namespace) -> int:
    """Print one report, or several: as text one after the other, for programs merged into one."""
    from pincite.render import merged

    form = "json" if options.json else options.format
    if len(reports) == 1:
        return show_report(reports[0], options)
    if form != "text":
        return show_report(merged(reports), options)
    codes = []
    for report in reports:
        codes.append(show_report(report, options))
        print()
    print(f"{len(reports)} reports: {codes.count(0)} without errors, {sum(codes)} with errors")
    return max(codes)


def exit_code(report: Report, *, is_strict: bool = False) -> int:
    """0 for a valid report, else 1; a strict one has no warnings either."""
    return int(not report.valid or (is_strict and report.counts["warning"] > 0))


def say_next(options: argparse.Namespace, *steps: str, only_seen: bool = False) -> None:
    """Say on standard error what may follow, to people: not beside JSON and forms for programs.

    With `only_seen` only on a terminal: of verbs whose results programs take as well.
    """
    is_for_programs = (
        getattr(options, "json", False) or getattr(options, "format", "text") != "text"
    )
    if is_for_programs or (only_seen and not sys.stderr.isatty()):
        return
    for step in filter(None, steps):
        sys.stdout.flush()
        print(visible(f"next: {step}"), file=sys.stderr)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    from pincite.files.write import json_text

    print_utf_8(json_text(value))


def print_utf_8(text: str) -> None:
    """Print for programs: JSON (RFC 8259) and our XML are UTF-8, whatever the locale."""
    print_parts([text], is_utf_8=True)


def print_parts(parts: Iterable[str], *, is_utf_8: bool) -> None:
    """Print texts one after the other, as UTF-8 whatever the locale, or as the terminal has it."""
    if is_utf_8 and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    for part in parts:
        sys.stdout.write(part)


Run = Callable[[argparse.Namespace], int]


def exclusive(run: Run) -> Run:
    """A verb that waits until no other verb writes to the seeds of its package."""

    @wraps(run)
    def run_alone(options: argparse.Namespace) -> int:
        folder = Path(options.package)
        with alone(folder if folder.is_dir() else folder.parent):
            return run(options)

    return run_alone


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock of a package's folder, once no other process or thread does.

    The lock is a file in the folder for temporary files: nothing is left behind in what people keep
    under version control. It is removed afterwards. Who waits for a file that is removed would get
    it while another one makes and gets a new one; so nobody waits for it. It is tried, and removed,
    only by the holder of a guard, which is one file for each user, and stays.
    """
    from filelock import FileLock, Timeout

    file = lock_file(folder)
    lock, guard = FileLock(file), FileLock(file.with_name(f"{file.name.rpartition('-')[0]}.lock"))
    while not lock.is_locked:
        with guard, suppress(Timeout):
            lock.acquire(blocking=False)
        if not lock.is_locked:
            time.sleep(0.05)
    try:
        yield
    finally:
        with guard:
            lock.release()
            with suppress(OSError):
                file.unlink(missing_ok=True)


def lock_file(folder: Path) -> Path:
    """The lock of a package's folder; a user's own, because nobody else may open it."""
    import hashlib
    import tempfile

    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:32]
    user = getattr(os, "getuid", int)()  # Windows has a temporary folder for each user
    return Path(tempfile.gettempdir()) / f"pincite-{user}-{name}.lock"


PICTURE_SIGN = 'role="img" class="picture">'
# how pages begin that were made here: a policy alone is in pages of others too
PAGE_SIGN = """content="default-src &#39;none&#39;; style-src &#39;sha256-"""


def _check_ending(file: Path, endings: tuple[str, ...]) -> None:
    if file.suffix.lower() not in endings:
        raise CannotRun(f"{file}: the name must end in {' or '.join(endings)}")


def force_option(command: argparse.ArgumentParser) -> None:
    """Replace a file of `check_new`."""
    command.add_argument(
        "--force",
        action="store_true",
        help="replace the file of --out; what it was is kept as NAME.before",
    )


def check_new(file: Path, endings: tuple[str, ...], *, force: bool) -> None:
    """Raise CannotRun where a result that tells nobody who made it would replace a file."""
    _check_ending(file, endings)
    if os.path.lexists(file) and not force:
        raise CannotRun(
            f"{file}: exists, and is not replaced: choose another name, or give --force, which"
            " keeps what it was as NAME.before"
        )


def write_new(file: Path, text: str) -> Path | None:
    """Write a result of `check_new`; gives the file that holds what was there before, if any was.

    Raises CannotRun where either cannot be written.
    """
    import shutil

    from pincite.files.write import name_before, write_files

    kept = None
    if file.is_file():
        kept = file.with_name(
            name_before(file.name, lambda name: os.path.lexists(file.with_name(name)))
        )
        try:
            shutil.copy2(file, kept)
        except OSError as error:
            raise CannotRun(f"{kept}: cannot be written: {error.strerror}") from error
    write_files(file.parent, {file.name: text})
    return kept


def check_page(file: Path, sign: str) -> None:
    """Raise CannotRun where a page must not be written: another ending, or another's file."""
    _check_ending(file, (".html", ".htm"))
    check_sign(file, sign)


def check_sign(file: Path, sign: str) -> None:
    """Raise CannotRun for a file whose beginning lacks the sign of results that are made here."""
    try:
        with file.open(encoding="utf-8", errors="replace") as stream:
            begins = stream.read(4096)  # the sign is in the first line or element
    except FileNotFoundError:
        return
    if sign not in begins:
        raise CannotRun(f"{file}: exists and is not such a result: choose another name")
