"""The verb suggest: citations for a table that is there already."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from pincite.cli.building import build_after, build_option
from pincite.cli.options import json_option, package_option, sources_folder, sources_option
from pincite.cli.output import exclusive, print_json, say_next
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.seeds.choosing import Suggestion
    from pincite.seeds.suggest import Suggestions

MOST_LINES = 40  # cells of one state that are listed in text; --json lists them all


def suggest_arguments(command: argparse.ArgumentParser) -> None:
    """Which table, from which text."""
    command.add_argument("table", metavar="TABLE", help="a table of the package, with its rows")
    command.add_argument("--source", metavar="ID", required=True, help="the text to look in")
    command.add_argument(
        "--subject",
        metavar="FIELD",
        help="the field that says whose values a row holds, where the schema declares none",
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="write the citations that are sure: one place alone, bound to the row's subject, and"
        " proved",
    )
    build_option(command)
    package_option(command, takes_zip=False)
    sources_option(command)
    json_option(command)


@exclusive
def run_suggest(options: argparse.Namespace) -> int:
    """List what was found, with --write write what is sure; 1 where a cell is left."""
    from pincite.seeds.suggest import suggest

    found = suggest(
        options.package,
        options.table,
        options.source,
        sources=sources_folder(options),
        subject=options.subject,
    )
    found.prove()
    if options.write:
        found.editor.write()
    if options.json:
        print_json({**found.to_dict(), "written": found.written if options.write else 0})
    else:
        _show(found, is_written=options.write)
    if options.write and found.written:
        build_after(options)
    elif not options.write and found.written:
        say_next(options, f"--write takes the {found.written} that are sure")
    if found.left and (options.write or not found.written):
        say_next(options, 'cite what is left: `pincite cite TABLE RECORD FIELD "the words"`')
    return 1 if found.left else 0


def _show(found: Suggestions, *, is_written: bool) -> None:
    for state in ("unsure", "missing", "by hand"):
        cells = [cell for cell in found.cells if cell.state == state]
        for cell in cells[:MOST_LINES]:
            print("\n".join(map(visible, _lines(cell))))
        if len(cells) > MOST_LINES:
            print(f"... and {len(cells) - MOST_LINES} more {state}; --json lists them all")
    counts = " · ".join(f"{number} {state}" for state, number in found.counts.items() if number)
    whose = "" if found.is_declared else " (not declared: taken for it)"
    subject = f"subject: {found.subject}{whose}" if found.subject else "subject: not known"
    print(visible(f"{found.table} from {found.source}: {len(found.cells)} cells: {counts}"))
    print(visible(subject))
    if is_written:
        print(f"written: {found.written} citations")


def _lines(cell: Suggestion) -> list[str]:
    lines = [f"{cell.state}: {cell.cell.record} {cell.cell.field} = {cell.text}  ({cell.why})"]
    for one in cell.candidates[:3]:
        against = f"  ({one.doubt})" if one.doubt else ""
        lines.append(f"    “{one.quote}” at {one.span.start} [{one.method}]{against}")
    return lines
