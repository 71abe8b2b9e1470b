"""The parser of the command line: the verbs, and the arguments that several of them share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from pincite.package.bare import TableOptions
from pincite.report import CannotRun

VERBS = {  # name: the module of its functions NAME_arguments and run_NAME, and what it is for
    "validate": ("packages", "check packages or tables, and prove cells"),
    "build": ("packages", "compile seeds/ into the tables and their copies"),
    "release": ("packages", "write the package in every format, checked and reproducible"),
    "trace": ("evidence", "show where cells come from"),
    "explore": ("evidence", "make a page that shows the tables beside their passages"),
    "verify": ("verdicts", "say which quotes prove their values, a case a line"),
    "locate": ("evidence", "find a phrase's offset in a source"),
    "diff": ("packages", "say what changed between two versions"),
    "reanchor": ("citing", "find the quotes of a source again in a new edition of its file"),
    "coverage": ("evidence", "list what no citation or note covers"),
    "new-source": ("sourcing", "add a source to the seeds: a text or a document"),
    "source": ("sourcing", "make the texts of documents again and compare"),
    "cite": ("citing", "write a citation of a cell, checked"),
    "uncite": ("citing", "take a citation of a cell back"),
    "suggest": ("suggesting", "find a table's values in a text, and propose citations"),
    "import": ("importing", "make citations of what a program or model extracted"),
    "schema": ("importing", "give the JSON Schema or models of a table's records, with quotes"),
    "export": ("evidence", "give the citations as Web Annotations or PROV"),
    "explain": ("packages", "say what an issue code means"),
}

_EPILOG = """exit codes: 0 no errors, 1 errors found, 2 could not run

examples:
  pincite validate                          check the package in this folder
  pincite validate --sources texts/         compare every quote with its source too
  pincite validate data.csv --schema s.json check a table that has no package
  pincite validate --format github          show issues on their lines in a pull request
  pincite release --out dist                write it in every format, with checksums
  pincite trace grants                      where does every cell of the table grants come from?
  pincite diff release-1.0.0.zip .          what changed, and is the new version number enough?
  pincite locate texts/a.txt "15 percent"   offset of a phrase, for a citation row
"""


class ShowVersion(argparse.Action):
    """Print the version and stop; the version is read only when asked for.

    `const` says whether more is to be told.
    """

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print `pincite VERSION`, and by what large tables are looked at."""
        from pincite import __version__

        print(f"pincite {__version__}")
        if self.const:
            from pincite.tables.sieves import description

            print(f"Python {sys.version.partition(' ')[0]}")
            print(f"large tables: {description()}")
        parser.exit()


def parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """A parser that knows all verbs by name, and the arguments of the verb in `arguments`."""
    top = argparse.ArgumentParser(
        prog="pincite",
        description="Build, validate and prove data packages whose cells cite their passages.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    is_long = "--verbose" in arguments
    says = "print the version; with --verbose also by what large tables are looked at"
    top.add_argument("--version", action=ShowVersion, nargs=0, const=is_long, help=says)
    top.add_argument("--verbose", action="store_true", help=argparse.SUPPRESS)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    is_alone = bool(arguments) and arguments[0] == asked  # nothing is said of the other verbs then
    for name, (module, says) in VERBS.items():
        if is_alone and asked in VERBS and name != asked:
            continue
        description = f"{says[0].upper()}{says[1:]}."
        command = commands.add_parser(name, help=says, description=description)
        if name == asked:
            verbs = import_module(f"pincite.cli.{module}")  # only when asked for: start-up counts
            function = name.replace("-", "_")
            getattr(verbs, f"{function}_arguments")(command)
            command.set_defaults(run=getattr(verbs, f"run_{function}"))
    return top


def package_argument(command: argparse.ArgumentParser, *, takes_zip: bool = True) -> None:
    """The package as an argument."""
    says = _package(takes_zip)
    command.add_argument("package", metavar="PACKAGE", nargs="?", default=".", help=says)


def package_option(command: argparse.ArgumentParser, *, takes_zip: bool = True) -> None:
    """The package as an option, for verbs with their own arguments."""
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


def maps_option(command: argparse.ArgumentParser) -> None:
    """Local copies of what is at addresses."""
    command.add_argument(
        "--map",
        metavar="URL=FILE",
        action="append",
        type=_map,
        default=[],
        help="read a local copy of the schema, dialect or profile at an address",
    )


def _map(text: str) -> tuple[str, str]:
    url, equals, file = text.rpartition("=")
    if not equals or "://" not in url or not file:
        raise argparse.ArgumentTypeError(f"{text!r} does not have the form URL=FILE")
    return url, file


def table_options(command: argparse.ArgumentParser) -> None:
    """What a package says of its tables, for tables without one."""
    group = command.add_argument_group("tables without a package")
    group.add_argument(
        "--schema",
        metavar="FILE",
        help="their Table Schema, JSON or YAML (default: the file "
        "NAME.schema.json or .yaml beside NAME.csv)",
    )
    group.add_argument("--dialect", metavar="FILE", help="their Table Dialect, JSON or YAML")
    group.add_argument("--delimiter", metavar="CHAR", help="what parts their cells (default: ,)")
    group.add_argument("--sheet", metavar="NAME", help="sheet of a workbook: its name or number")
    group.add_argument("--encoding", metavar="NAME", help="their encoding (default: utf-8)")
    group.add_argument(
        "--input-format",
        metavar="NAME",
        help="csv, tsv, json, jsonl, ... (default: by the ending of the name)",
    )


def table_options_of(options: argparse.Namespace) -> TableOptions:
    """What the options of `table_options` say; raises CannotRun where two of them say it twice."""
    dialect: dict[str, Any] = {}
    if options.delimiter is not None:
        dialect["delimiter"] = "\t" if options.delimiter == "\\t" else options.delimiter
    if options.sheet is not None:
        is_number = options.sheet.isascii() and options.sheet.isdigit()
        key = "sheetNumber" if is_number else "sheetName"
        dialect[key] = int(options.sheet) if is_number else options.sheet
    if dialect and options.dialect:
        raise CannotRun("--delimiter and --sheet are part of a dialect: leave out one of them")
    return TableOptions(
        options.schema, options.dialect or dialect or None, options.encoding, options.input_format
    )


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
