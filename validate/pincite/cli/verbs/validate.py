"""`pincite validate`."""

from __future__ import annotations

import argparse

from pincite.cli.options import (
    number_from_0,
    package_argument,
    report_option,
    sources_folder,
    sources_option,
)
from pincite.cli.output import show_report


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Package, sources and the form of the report."""
    package_argument(command)
    sources_option(command)
    report_option(command)
    command.add_argument(
        "--limit-errors",
        metavar="N",
        type=number_from_0,
        default=100_000,
        help="most issues of one table that are reported, 0 for all (default: 100000)",
    )


def run(options: argparse.Namespace) -> int:
    """Validate, show the report; 1 where it has issues."""
    from pincite.checks import validate_package

    report = validate_package(
        options.package,
        sources=sources_folder(options),
        most_issues=options.limit_errors if options.limit_errors > 0 else None,
    )
    return show_report(report, options)
