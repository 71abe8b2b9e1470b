"""Arguments that several verbs share, and what they stand for."""

from __future__ import annotations

import argparse
import os
from pathlib import Path


def package_argument(command: argparse.ArgumentParser, *, takes_zip: bool = True) -> None:
    """The package as an argument."""
    says = _package(takes_zip)
    command.add_argument("package", metavar="PACKAGE", nargs="?", default=".", help=says)


def package_option(command: argparse.ArgumentParser, *, takes_zip: bool = True) -> None:
    """The package as an option, for verbs with arguments of their own."""
    says = _package(takes_zip)
    command.add_argument("-p", "--package", metavar="PACKAGE", default=".", help=says)


def _package(takes_zip: bool) -> str:
    forms = "folder, datapackage.json or zip file" if takes_zip else "folder or datapackage.json"
    return f"{forms} (default: this folder)"


def number_from_0(text: str) -> int:
    """A number of things, for an argument; raises ValueError."""
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def sources_option(command: argparse.ArgumentParser) -> None:
    """The folder of the sources' texts."""
    command.add_argument(
        "-s",
        "--sources",
        metavar="DIR",
        type=Path,
        help="folder with the texts of the sources (default: $PINCITE_SOURCES)",
    )


def sources_folder(options: argparse.Namespace) -> Path | None:
    """The folder of sources that the option or the environment names."""
    if options.sources is not None:
        return Path(options.sources)
    folder = os.environ.get("PINCITE_SOURCES")
    return Path(folder) if folder else None


def report_option(command: argparse.ArgumentParser) -> None:
    """The form of a report."""
    command.add_argument(
        "-f",
        "--format",
        choices=("text", "json", "github", "sarif", "junit"),
        default="text",
        help="form of the report (default: text)",
    )
    command.add_argument("--json", action="store_true", help="the same as --format json")


def json_option(command: argparse.ArgumentParser) -> None:
    """JSON in place of text."""
    command.add_argument("--json", action="store_true", help="print JSON for programs")


def cell_arguments(command: argparse.ArgumentParser) -> None:
    """A cell by its table, record and field."""
    command.add_argument("table", metavar="TABLE", help="name of the table")
    says = "key of the record; of a composite key the JSON array of its texts"
    command.add_argument("record", metavar="RECORD", help=says)
    command.add_argument("field", metavar="FIELD", help="name of the field")


def dry_run_option(command: argparse.ArgumentParser) -> None:
    """Show what would be done."""
    command.add_argument("--dry-run", action="store_true", help="check and show, write nothing")
