"""`pincite validate`."""

from __future__ import annotations

import argparse

from pincite.cli.options import (
    maps_option,
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

    command.add_argument(
        "--skip", metavar="CODE", action="append", default=[], help="leave out issues of a code"
    )
    command.add_argument(
        "--pick", metavar="CODE", action="append", default=[], help="only issues of a code"
    )
    command.add_argument(
        "--no-declared-skips",
        action="store_true",
        help="report what the package itself wants left out, by its property checks",
    )
    command.add_argument(
        "--strict", action="store_true", help="warnings count too, and what the package skips"
    )
    maps_option(command)


def run(options: argparse.Namespace) -> int:
    """Validate, show the report; 1 where it has errors, and 1 for warnings if it is strict."""
    from pincite.checks import Options, validate_package

    report = validate_package(
        options.package,
        sources=sources_folder(options),
        options=Options(
            most_issues=options.limit_errors if options.limit_errors > 0 else None,
            skip=tuple(options.skip),
            pick=tuple(options.pick),
            takes_skips=not (options.strict or options.no_declared_skips),
        ),
        maps=dict(options.map),
    )
    return show_report(report, options)
