"""What verbs that write seeds do at their end: they build, unless told not to."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from pincite.cli.output import say_next
from pincite.report import CannotRun
from pincite.report.visible import visible

if TYPE_CHECKING:
    from pincite.tables.text_table import Table


def build_option(command: argparse.ArgumentParser) -> None:
    """Whether the tables are written too."""
    command.add_argument(
        "--no-build", action="store_true", help="write the seeds only, not the tables"
    )


def tables_before(options: argparse.Namespace) -> Mapping[str, Table] | None:
    """The tables that the seeds give before a verb takes something out of them."""
    from pincite.seeds.compile import compile_tables
    from pincite.seeds.editor import open_seeds

    if options.no_build or options.dry_run:
        return None
    package, convention = open_seeds(options.package)
    return compile_tables(package, convention).tables


def build_after(options: argparse.Namespace, before: Mapping[str, Table] | None = None) -> None:
    """Build the package whose seeds were written; say so, on standard error, where it cannot be."""
    from pincite.seeds import build_package

    if getattr(options, "dry_run", False):
        return
    if options.no_build:
        say_next(options, "`pincite build` writes the tables")
        return
    try:
        report = build_package(options.package, before=before)
        problem = "" if report.valid else f"{report.errors[0].place}: {report.errors[0].message}"
        more = len(report.errors) - 1
    except CannotRun as error:
        problem, more = str(error), 0
    if problem:
        left = f" and {more} more" if more > 0 else ""
        print(visible(f"the tables were not built: {problem}{left}"), file=sys.stderr)
        say_next(options, "`pincite build` says all that is in the way")
    elif not options.json:
        print("built: the tables are what the seeds give")
