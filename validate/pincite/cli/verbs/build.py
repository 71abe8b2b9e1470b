"""`pincite build`."""

from __future__ import annotations

import argparse

from pincite.cli.options import package_argument, report_option
from pincite.cli.output import show_report


def add_arguments(command: argparse.ArgumentParser) -> None:
    """Package, whether to write, and the form of the report."""
    package_argument(command, takes_zip=False)
    command.add_argument("--check", action="store_true", help="compare only, write nothing")
    report_option(command)


def run(options: argparse.Namespace) -> int:
    """Build, show the report; 1 where it has issues."""
    from pincite.seeds import build_package

    return show_report(build_package(options.package, check=options.check), options)
