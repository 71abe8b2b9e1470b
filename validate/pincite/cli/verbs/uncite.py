"""`pincite uncite`."""

from __future__ import annotations

import argparse

from pincite.cli.options import cell_arguments, dry_run_option, json_option, package_option
from pincite.cli.output import exclusive, print_json
from pincite.report.visible import visible


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which citation of which cell."""
    cell_arguments(command)
    which = command.add_mutually_exclusive_group()
    which.add_argument("--seq", metavar="N", type=int, help="its number among those of the cell")
    which.add_argument("--all", action="store_true", help="all citations of the cell")
    package_option(command, takes_zip=False)
    dry_run_option(command)
    json_option(command)


@exclusive
def run(options: argparse.Namespace) -> int:
    """Remove the row, and show it."""
    from pincite.citations import Cell
    from pincite.seeds.editor import uncite

    cell = Cell(options.table, options.record, options.field)
    removed = uncite(
        options.package, cell, seq=options.seq, every=options.all, dry_run=options.dry_run
    )
    if options.json:
        print_json([row.to_dict() for row in removed])
        return 0
    state = "would be removed" if options.dry_run else "removed"
    for row in removed:
        words = row.row.cells["quote"] or row.row.cells["value"]
        print(visible(f"{state}: {row.row.file}:{row.row.line}  “{words}”"))
    return 0
