"""`pincite new-source`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pincite.cli.options import dry_run_option, json_option, package_option
from pincite.cli.output import exclusive, print_json
from pincite.report import CannotRun
from pincite.report.visible import visible


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Which file, under which name."""
    command.add_argument("file", metavar="FILE", type=Path, help="the text, UTF-8; stays there")
    command.add_argument("--id", metavar="ID", required=True, help="the source's name: a slug")
    command.add_argument("--language", metavar="TAG", default="en", help="BCP 47 (default: en)")
    command.add_argument(
        "--set",
        metavar="COLUMN=TEXT",
        action="append",
        default=[],
        help="another column of the sources table; can be repeated",
    )
    package_option(command, takes_zip=False)
    dry_run_option(command)
    json_option(command)


@exclusive
def run(options: argparse.Namespace) -> int:
    """Write the files, and list them."""
    from pincite.seeds.new_source import new_source

    for item in options.set:
        if "=" not in item:
            raise CannotRun(f"--set {item}: give COLUMN=TEXT")
    columns = dict(item.split("=", 1) for item in options.set)
    texts = new_source(
        options.package,
        options.file,
        options.id,
        language=options.language,
        columns=columns,
        dry_run=options.dry_run,
    )
    if options.json:
        print_json({"source": options.id, "files": list(texts), "written": not options.dry_run})
        return 0
    state = "would be written" if options.dry_run else "written"
    for name in texts:
        print(visible(f"{state}: {name}"))
    return 0
