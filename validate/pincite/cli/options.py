"""The parser of the command line: the verbs, and the arguments that several of them share."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pincite.report import CannotRun
from pincite.report.visible import visible, without_credentials

if TYPE_CHECKING:
    from pincite.files.addresses import Network
    from pincite.package.bare import TableOptions

VERBS = {  # name: the module of its functions NAME_arguments and run_NAME, and what it is for
    "init": ("starting", "make a package: descriptor, schemas, first files"),
    "add-table": ("starting", "add a table to the package"),
    "adopt": ("starting", "take a table with its rows in"),
    "set-package": ("starting", "change title, version, licence and the like of the package"),
    "describe": ("suggesting", "make schemas and a descriptor from tables, with the evidence"),
    "validate": ("packages", "check packages or tables, and prove cells"),
    "report": ("packages", "check them, and write a page with what each column holds"),
    "extract": ("rows", "write the rows of a table, or those that are valid or not"),
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
    "note": ("keeping", "say why no cell rests on a passage"),
    "phrase": ("keeping", "change or remove a phrase of a vocabulary"),
    "rename": ("keeping", "give a record another key"),
    "set-source": ("keeping", "change what is declared of a source"),
    "suggest": ("suggesting", "find a table's values in a text, and propose citations"),
    "import": ("importing", "make citations of what a program or model extracted"),
    "schema": ("importing", "give the JSON Schema or models of a table's records, with quotes"),
    "export": ("evidence", "give the citations as Web Annotations or PROV"),
    "explain": ("packages", "say what an issue code means"),
}

TEXTS = "texts"  # the folder of a package for the texts of its sources, kept out of git by init

_EPILOG = """exit codes: 0 no errors, 1 errors found, 2 could not run

examples:
  pincite init grants --table grants id amount:money start:date   a new package
  pincite new-source texts/a.txt --id a     add a text to it
  pincite cite grants ferries amount "2 million euros" --source a   cite a cell
  pincite validate                          check the package in this folder
  pincite validate --sources texts/         compare every quote with its source too
  pincite validate data.csv --schema s.json check a table that has no package
  pincite describe data.csv -o data.schema.json   make its schema
  pincite validate --format github          show issues on their lines in a pull request
  pincite release --out dist                write it in every format, with checksums
  pincite trace grants                      where does every cell of the table grants come from?
  pincite diff release-1.0.0.zip .          what changed, and is the new version number enough?
  pincite locate texts/a.txt "15 percent"   offset of a phrase, for a citation row
  pincite suggest grants --source a --write find the cells of a table in a text, cite what is sure
  pincite import jsonl found.jsonl          cite what a program or model extracted, if it proves
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


class Parser(argparse.ArgumentParser):
    """A parser that says which verb or option was perhaps meant."""

    def parse_verb(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The parsed arguments of a verb; stops with exit code 2 where they cannot be read."""
        if not arguments:  # a list of the verbs says more than that one is missing
            self.print_help(sys.stderr)
            self.exit(2)
        asked = _asked(arguments)
        if asked is not None and asked not in VERBS:
            from difflib import get_close_matches

            near = get_close_matches(asked, VERBS, n=3)
            hint = f"did you mean {', '.join(near)}?" if near else f"they are {', '.join(VERBS)}"
            self.error(f"{shown(asked)} is not a command; {hint}")
        options, rest = self.parse_known_args(arguments)
        if rest:
            options.parser.error(_unknown(rest, options.parser))
        named = getattr(options, "named_package", None)
        if named is not None:
            if options.package not in (None, named):
                options.parser.error(f"two packages: {options.package} and -p {named}")
            options.package = named
        if getattr(options, "package", ".") is None:
            options.package = "."
        return options


def shown(text: str) -> str:
    """An argument as a message shows it."""
    return f"“{visible(text)}”"


def _asked(arguments: Sequence[str]) -> str | None:
    return next((word for word in arguments if not word.startswith("-")), None)


def _unknown(rest: Sequence[str], command: argparse.ArgumentParser) -> str:
    from difflib import get_close_matches

    known = [name for action in command._actions for name in action.option_strings]
    near = get_close_matches(rest[0].split("=")[0], known, n=1)
    hint = f"; did you mean {near[0]}?" if near else ""
    return f"unknown here: {' '.join(map(shown, rest))}{hint}"


def _columns() -> int:
    """The width of the terminal, as `shutil` finds it, which loads libraries for compression."""
    stated = os.environ.get("COLUMNS", "")
    if stated.isdecimal() and int(stated) > 0:
        return int(stated)
    try:
        return os.get_terminal_size().columns or 80
    except OSError:
        return 80


def parser(arguments: Sequence[str]) -> Parser:
    """A parser that knows all verbs by name, and the arguments of the verb in `arguments`."""
    width = _columns() - 2  # as argparse has it, which would look for it at each argument
    top = Parser(
        prog="pincite",
        description="Build, validate and prove data packages whose cells cite their passages.",
        epilog=_EPILOG,
        formatter_class=partial(argparse.RawDescriptionHelpFormatter, width=width),
    )
    is_long = "--verbose" in arguments
    says = "print the version; with --verbose also by what large tables are looked at"
    top.add_argument("-V", "--version", action=ShowVersion, nargs=0, const=is_long, help=says)
    top.add_argument("--verbose", action="store_true", help=argparse.SUPPRESS)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    asked = _asked(arguments)
    is_alone = bool(arguments) and arguments[0] == asked  # nothing is said of the others then
    for name, (module, says) in VERBS.items():
        if is_alone and asked in VERBS and name != asked:
            continue
        description = f"{says[0].upper()}{says[1:]}."
        shape = partial(argparse.HelpFormatter, width=width)
        command = commands.add_parser(
            name, help=says, description=description, formatter_class=shape
        )
        if name == asked:
            verbs = import_module(f"pincite.cli.{module}")  # only when asked for: start-up counts
            function = name.replace("-", "_")
            getattr(verbs, f"{function}_arguments")(command)
            command.set_defaults(run=getattr(verbs, f"run_{function}"), parser=command)
    return top


def package_argument(command: argparse.ArgumentParser, *, takes_zip: bool = True) -> None:
    """The package as an argument, and as the option that all verbs have."""
    says = _package(takes_zip)
    command.add_argument("package", metavar="PACKAGE", nargs="?", default=None, help=says)
    command.add_argument(
        "-p", "--package", metavar="PACKAGE", dest="named_package", help="the same as an option"
    )


def package_option(command: argparse.ArgumentParser, *, takes_zip: bool = True) -> None:
    """The package as an option, for verbs with their own arguments."""
    says = _package(takes_zip)
    command.add_argument("-p", "--package", metavar="PACKAGE", default=".", help=says)


def _package(takes_zip: bool) -> str:
    forms = "folder, datapackage.json or zip file" if takes_zip else "folder or datapackage.json"
    return f"{forms} (default: this folder)"


def number_from_0(text: str) -> int:
    """A number of things, for an argument."""
    return _number(text, 0, "a whole number, 0 or more")


def number_from_1(text: str) -> int:
    """The number of a thing among others, for an argument."""
    return _number(text, 1, "a whole number, 1 or more")


def jobs(text: str) -> int:
    """How many jobs are to run at once, for an argument; 0 is for one on each core."""
    return 0 if text == "auto" else _number(text, 0, "auto, or a whole number, 0 or more")


def _number(text: str, least: int, wanted: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = least - 1
    if number < least:
        raise argparse.ArgumentTypeError(f"must be {wanted}, is {shown(text)}")
    return number


def sources_option(command: argparse.ArgumentParser) -> None:
    """The folder of the sources' texts."""
    command.add_argument(
        "-s",
        "--sources",
        metavar="DIR",
        type=Path,
        help="folder with the texts of the sources (default: $PINCITE_SOURCES, else the package's"
        f" folder {TEXTS}/, if it holds any)",
    )


def sources_folder(options: argparse.Namespace) -> Path | None:
    """The folder of sources that the option or the environment names, or the package's own."""
    if options.sources is not None:
        return Path(options.sources)
    folder = os.environ.get("PINCITE_SOURCES")
    if folder:
        return Path(folder)
    own = package_folder(options) / TEXTS
    return own if own.is_dir() and any(own.iterdir()) else None


def package_folder(options: argparse.Namespace) -> Path:
    """The folder of the package that a verb is about; of a zip file a folder with nothing in it."""
    package = Path(getattr(options, "package", "."))
    is_descriptor = package.suffix == ".json" and package.is_file()
    return package.parent if is_descriptor else package


def addresses_options(command: argparse.ArgumentParser) -> None:
    """What is read of data, schemas and profiles that lie at addresses."""
    group = command.add_argument_group("what lies at addresses")
    group.add_argument(
        "--map",
        metavar="URL=FILE",
        action="append",
        type=_map,
        default=[],
        help="read a local copy of what is at an address",
    )
    which = group.add_mutually_exclusive_group()
    which.add_argument(
        "--fetch",
        action="store_true",
        help="fetch it over http or https, keep it, and lock it in datapackage.lock.json",
    )
    which.add_argument(
        "--locked", action="store_true", help="read what is locked, and open no connection"
    )
    group.add_argument(
        "--allow-private",
        metavar="HOST",
        action="append",
        default=[],
        help="a host, with its port or without, that may be in a private network or this machine",
    )


def network_of(options: argparse.Namespace) -> Network:
    """What the options of `addresses_options` permit."""
    from pincite.files.addresses import Network

    return Network(options.fetch, options.locked, tuple(options.allow_private))


def _map(text: str) -> tuple[str, str]:
    url, equals, file = text.rpartition("=")
    if not equals or "://" not in url or not file:
        raise argparse.ArgumentTypeError(
            f"{without_credentials(text)!r} does not have the form URL=FILE"
        )
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
    from pincite.package.bare import TableOptions

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
    form = command.add_mutually_exclusive_group()
    form.add_argument(
        "-f",
        "--format",
        choices=("text", "json", "github", "sarif", "junit"),
        default="text",
        help="form of the report (default: text)",
    )
    form.add_argument("--json", action="store_true", help="the same as --format json")


def jobs_option(command: argparse.ArgumentParser, what: str) -> None:
    """How many jobs there are; `what` says what they do."""
    command.add_argument(
        "-j", "--jobs", metavar="N", type=jobs, default=1, help=f"{what} (default: 1)"
    )


def json_option(command: argparse.ArgumentParser) -> None:
    """JSON in place of text."""
    command.add_argument("--json", action="store_true", help="print JSON for programs")


def cell_arguments(command: argparse.ArgumentParser, field: str = "name of the field") -> None:
    """A cell by its table, record and field."""
    command.add_argument("table", metavar="TABLE", help="name of the table")
    says = "key of the record; of a composite key the JSON array of its texts"
    command.add_argument("record", metavar="RECORD", help=says)
    command.add_argument("field", metavar="FIELD", help=field)


def dry_run_option(command: argparse.ArgumentParser) -> None:
    """Show what would be done."""
    command.add_argument("--dry-run", action="store_true", help="check and show, write nothing")
