"""Printing what a verb found: reports in their form, JSON for programs."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable
from typing import Any

from pincite.report import Report


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


def exit_code(report: Report, *, is_strict: bool = False) -> int:
    """0 for a valid report, else 1; a strict one has no warnings either."""
    return int(not report.valid or (is_strict and report.counts["warning"] > 0))


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
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    for part in parts:
        sys.stdout.write(part)
