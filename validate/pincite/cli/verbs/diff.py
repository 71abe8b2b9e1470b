"""`pincite diff`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.cli.options import json_option
from pincite.cli.output import check_out, print_json
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.versions import Difference

MAX_SHOWN = 20  # changes of one kind and table that are printed; --out and --json have them all


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Two packages, and where all changes go."""
    command.description = (
        "Say what changed between two versions of a package, which step of Semantic Versioning that"
        " demands, and whether the new version's number is enough (exit code 0) or not (1)."
    )
    command.add_argument("old", metavar="OLD", help="the older package: a folder or zip file")
    command.add_argument("new", metavar="NEW", help="the newer one")
    command.add_argument(
        "-o", "--out", metavar="CSV", type=Path, help="write all changes to this CSV file"
    )
    json_option(command)


def run(options: argparse.Namespace) -> int:
    """Print the changes and the verdict; 1 where the new number is not enough."""
    from pincite.versions import COLUMNS, compare_packages

    if options.out is not None:
        check_out(options.out, (".csv",), ",".join(COLUMNS))
    difference = compare_packages(options.old, options.new)
    if options.out is not None:
        _write(options.out, difference)
    if options.json:
        print_json(difference.to_dict())
    else:
        print("\n".join(map(visible, _lines(difference))))
    return 0 if difference.problem is None else 1


def _write(file: Path, difference: Difference) -> None:
    from pincite.files.write import csv_text, write_files
    from pincite.versions import COLUMNS

    rows = [list(change.to_dict().values()) for change in difference.changes]
    write_files(file.parent, {file.name: csv_text(COLUMNS, rows)})


def _lines(difference: Difference) -> list[str]:
    lines = [f"{difference.name} {difference.old or '(none)'} -> {difference.new or '(none)'}"]
    shown: dict[tuple[str, str], int] = {}
    for change in sorted(difference.changes, key=lambda change: -change.step):
        kind = change.table, change.what
        shown[kind] = shown.get(kind, 0) + 1
        if shown[kind] <= MAX_SHOWN:
            lines.append(f"  {change}")
    for (table, what), number in shown.items():
        if number > MAX_SHOWN:
            lines.append(
                f"  and {number - MAX_SHOWN} more: {what} {table} (--out or --json shows all)"
            )
    counts = ", ".join(f"{number} {what}" for what, number in difference.counts.items())
    lines.append(counts or "nothing changed")
    reasons = sorted({(-c.step, f"  {c.step.name}: {c.reason}") for c in difference.changes})
    lines += [text for _, text in reasons]
    enough = f"{difference.new} is enough" if difference.problem is None else difference.problem
    return [*lines, f"step {difference.step.name}: {enough}"]
