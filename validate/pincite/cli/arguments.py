"""The arguments of every verb, with their help and examples."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from pincite.cli import verbs

_EPILOG = """exit codes: 0 nothing found, 1 issues found, 2 could not run

examples:
  pincite validate                          check the package in this folder
  pincite validate --sources texts/         compare every quote with its source too
  pincite validate --format github          show issues on their lines in a pull request
  pincite trace grants                      where does every cell of the table grants come from?
  pincite locate texts/a.txt "15 percent"   offset of a phrase, for a citation row
"""


def parser() -> argparse.ArgumentParser:
    """The parser for all verbs."""
    top = argparse.ArgumentParser(
        prog="pincite",
        description="Build, validate and prove data packages whose cells cite their passages.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=verbs.ShowVersion, nargs=0, help="print the version")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    command = _add(commands, "validate", verbs.validate, "check a package and prove its cells")
    _package(command)
    _sources(command)
    _format(command)

    command = _add(
        commands, "build", verbs.build, "compile seeds/ into the tables and their copies"
    )
    _package(command)
    command.add_argument("--check", action="store_true", help="compare only, write nothing")
    _format(command)

    command = _add(commands, "trace", verbs.trace, "show where cells come from")
    command.add_argument("table", metavar="TABLE", help="name of the table")
    command.add_argument("record", metavar="RECORD", nargs="?", help="key of the record")
    command.add_argument("field", metavar="FIELD", nargs="?", help="name of the field")
    _package_option(command)
    _sources(command)
    _json(command)

    command = _add(commands, "locate", verbs.locate, "find a phrase's offset in a source")
    command.add_argument("source", metavar="SOURCE", help="a text file, or a source of the package")
    command.add_argument("phrase", metavar="PHRASE", help="the phrase, code point for code point")
    _package_option(command)
    _sources(command)
    _json(command)

    command = _add(commands, "coverage", verbs.coverage, "list what no citation or note covers")
    _package(command)
    _sources(command)
    _json(command)

    command = _add(commands, "explain", verbs.explain, "say what an issue code means")
    command.add_argument("code", metavar="CODE", nargs="?", help="the code (default: list all)")
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], int], says: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name, help=says, description=f"{says[0].upper()}{says[1:]}."
    )
    command.set_defaults(run=run)
    return command


def _package(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "package",
        metavar="PACKAGE",
        nargs="?",
        default=".",
        help="folder or datapackage.json (default: this folder)",
    )


def _package_option(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-p",
        "--package",
        metavar="PACKAGE",
        default=".",
        help="folder or datapackage.json (default: this folder)",
    )


def _sources(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-s",
        "--sources",
        metavar="DIR",
        type=Path,
        help="folder with the texts of the sources (default: $PINCITE_SOURCES)",
    )


def _format(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-f",
        "--format",
        choices=("text", "json", "github", "sarif", "junit"),
        default="text",
        help="form of the report (default: text)",
    )
    command.add_argument("--json", action="store_true", help="the same as --format json")


def _json(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="print JSON for programs")
