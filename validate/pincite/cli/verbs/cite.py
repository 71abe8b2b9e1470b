"""`pincite cite`."""

from __future__ import annotations

import argparse

from pincite.cli.options import (
    cell_arguments,
    dry_run_option,
    json_option,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json
from pincite.report.visible import visible


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which cell rests on which phrase, and how."""
    cell_arguments(command)
    command.add_argument(
        "phrase",
        metavar="PHRASE",
        help="the passage, code point for code point; for method absent any words of the silent"
        " paragraph, for written the cell's own text",
    )
    command.add_argument("--source", metavar="S", required=True, help="the source's name")
    place = command.add_mutually_exclusive_group()
    place.add_argument("--start", metavar="N", type=int, help="offset of the phrase")
    place.add_argument("--occurrence", metavar="K", type=int, help="the K-th place of the phrase")
    command.add_argument("--part", choices=("value", "anchor"), default="value")
    command.add_argument("--method", metavar="M", help="default: the one that gives a value")
    command.add_argument("--value", default="", help="the cell's text, for method judged")
    command.add_argument("--note", default="", help="what a reader should know of it")
    command.add_argument(
        "--code", metavar="CODE", help="list the phrase in the field's vocabulary, for this code"
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run(options: argparse.Namespace) -> int:
    """Write the row, and show the value that it gives."""
    from pincite.citations import Cell
    from pincite.seeds.editor import cite
    from pincite.seeds.request import CitationRequest

    request = CitationRequest(
        cell=Cell(options.table, options.record, options.field),
        phrase=options.phrase,
        source=options.source,
        start=options.start,
        occurrence=options.occurrence,
        part=options.part,
        method=options.method,
        note=options.note,
        value=options.value,
        code=options.code,
    )
    cited = cite(options.package, request, sources=sources_folder(options), dry_run=options.dry_run)
    if options.json:
        print_json({**cited.to_dict(), "written": not options.dry_run})
        return 0
    name = options.field if options.part == "value" else f"{options.field} (anchor)"
    print(visible(f"{options.table} {options.record}"))
    print(visible(f"  {name} = {cited.value}   [{cited.method}]"))
    if cited.span is not None:
        span = f"{options.source} {cited.span.start}-{cited.span.end}"
        print(visible(f"      “{options.phrase}”  {span}"))
    state = "would be written to" if options.dry_run else "written to"
    print(visible(f"      {state} {cited.file}:{cited.line}"))
    return 0
