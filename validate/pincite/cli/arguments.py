"""The parser of the command line: the verbs, and the arguments of the one that is asked for."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any

from pincite.cli.verbs import VERBS

_EPILOG = """exit codes: 0 nothing found, 1 issues found, 2 could not run

examples:
  pincite validate                          check the package in this folder
  pincite validate --sources texts/         compare every quote with its source too
  pincite validate --format github          show issues on their lines in a pull request
  pincite release --out dist                write it in every format, with checksums
  pincite trace grants                      where does every cell of the table grants come from?
  pincite diff release-1.0.0.zip .          what changed, and is the new version number enough?
  pincite locate texts/a.txt "15 percent"   offset of a phrase, for a citation row
"""


class ShowVersion(argparse.Action):
    """Print the version and stop; the version is read only when asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        """Print `pincite VERSION`."""
        from pincite import __version__

        print(f"pincite {__version__}")
        parser.exit()


def module_of(verb: str) -> str:
    """The name of a verb's module: no hyphens, and no keyword of Python."""
    name = verb.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    """A parser that knows all verbs by name, and the arguments of the verb in `arguments`."""
    top = argparse.ArgumentParser(
        prog="pincite",
        description="Build, validate and prove data packages whose cells cite their passages.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument("--version", action=ShowVersion, nargs=0, help="print the version")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for name, says in VERBS.items():
        description = f"{says[0].upper()}{says[1:]}."
        command = commands.add_parser(name, help=says, description=description)
        if name == asked:
            verb = import_module(f"pincite.cli.verbs.{module_of(name)}")
            verb.add_arguments(command)
            command.set_defaults(run=verb.run)
    return top
