"""`pincite import`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pincite.cli.options import (
    dry_run_option,
    json_option,
    package_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import exclusive, print_json
from pincite.report.visible import visible


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which extractor's file, for which source, by which mapping."""
    command.add_argument("extractor", choices=("langextract",), help="whose file it is")
    command.add_argument("file", metavar="FILE", type=Path, help="JSON Lines of documents")
    command.add_argument("--source", metavar="S", required=True, help="the source's name")
    says = "JSON: class of extraction to {table, record, fields, where, values}"
    command.add_argument("--map", metavar="MAP", type=Path, required=True, help=says)
    command.add_argument("--document", metavar="ID", help="its id, if the file holds several")
    command.add_argument(
        "--units",
        choices=("code-points", "utf-16", "utf-8"),
        default="code-points",
        help="what the file's offsets count (default: code-points)",
    )
    package_option(command, takes_zip=False)
    sources_option(command)
    dry_run_option(command)
    json_option(command)


@exclusive
def run(options: argparse.Namespace) -> int:
    """Write the rows that prove, say why the others do not; 1 where there are any."""
    from pincite.seeds.editor import SeedEditor
    from pincite.seeds.extractions import import_extractions, read_langextract, read_mapping

    editor = SeedEditor.open(options.package, sources_folder(options))
    extractions = read_langextract(options.file, options.document)
    rules = read_mapping(options.map)
    outcomes = import_extractions(editor, options.source, extractions, rules, units=options.units)
    if not options.dry_run:
        editor.write()
    proved = [outcome for outcome in outcomes if outcome.is_proved]
    if options.json:
        rows = [outcome.to_dict() for outcome in outcomes]
        print_json({"written": not options.dry_run and bool(proved), "rows": rows})
    else:
        for outcome in outcomes:
            what = "proved" if outcome.is_proved else "not proved"
            cell = " ".join(outcome.cell) if outcome.cell else outcome.extraction.name
            says = f"= {outcome.value}" if outcome.is_proved else f"({outcome.reason})"
            print(visible(f"{what}: {cell} {says}  “{outcome.extraction.text}”"))
        state = "would be written" if options.dry_run else "written"
        print(f"{len(proved)} of {len(outcomes)} citations {state}")
    return 0 if len(proved) == len(outcomes) else 1
