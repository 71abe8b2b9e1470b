"""Printing what a verb found: reports in their form, JSON for programs."""

from __future__ import annotations

import argparse
import io
import sys
from typing import Any

from pincite.report import Report


def show_report(report: Report, options: argparse.Namespace) -> int:
    """Print a report in the form asked for; the exit code: 0 valid, 1 not."""
    from pincite.render import render

    form = "json" if options.json else options.format
    text = render(report, form)
    if form == "text" and sys.stdout.isatty():
        from pincite.render.colour import print_coloured

        print_coloured(text)
    elif form == "text":
        print(text, end="")
    else:
        print_utf_8(text)
    return 0 if report.valid else 1


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    from pincite.files.write import json_text

    print_utf_8(json_text(value))


def print_utf_8(text: str) -> None:
    """Print for programs: JSON (RFC 8259) and our XML are UTF-8, whatever the locale."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    print(text, end="")
