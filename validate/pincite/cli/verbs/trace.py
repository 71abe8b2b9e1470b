"""`pincite trace`."""

from __future__ import annotations

import argparse

from pincite.cli.options import json_option, package_option, sources_folder, sources_option
from pincite.cli.output import print_json
from pincite.report.visible import visible


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which cells, of which package."""
    command.add_argument("table", metavar="TABLE", help="name of the table")
    command.add_argument("record", metavar="RECORD", nargs="?", help="key of the record")
    command.add_argument("field", metavar="FIELD", nargs="?", help="name of the field")
    package_option(command)
    sources_option(command)
    json_option(command)


def run(options: argparse.Namespace) -> int:
    """Print the evidence of the cells."""
    from pincite.tracing import open_evidence, trace_cells, trace_lines

    evidence = open_evidence(options.package, sources_folder(options))
    traces = trace_cells(evidence, options.table, options.record, options.field)
    if options.json:
        print_json([trace.to_dict() for trace in traces])
    else:
        print("\n".join(map(visible, trace_lines(traces))))
    return 0
