"""`pincite explain`."""

from __future__ import annotations

import argparse

from pincite.report import CannotRun


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which code."""
    command.add_argument("code", metavar="CODE", nargs="?", help="the code (default: list all)")


def run(options: argparse.Namespace) -> int:
    """Print the paragraph of a code, or the list of all codes."""
    from difflib import get_close_matches

    from pincite.report.codes import CODES, paragraph

    if options.code is None:
        print("\n".join(f"{code:<22} {meaning.title}" for code, meaning in CODES.items()))
        return 0
    if options.code not in CODES:
        near = get_close_matches(options.code, CODES, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        raise CannotRun(f"{options.code}: no such issue code{hint}")
    print(paragraph(options.code))
    return 0
