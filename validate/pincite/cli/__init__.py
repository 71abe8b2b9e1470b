"""The command line: one verb for each thing pincite does; exit codes 0, 1 and 2.

0: done and nothing found; 1: issues found; 2: could not run. Results go to standard output,
reasons for not running to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from pincite.cli.options import parser
from pincite.report import CannotRun
from pincite.report.visible import visible

__all__ = ["main"]


def _nothing() -> TextIO:
    """A stream that takes everything, for a process that was started without one (pythonw)."""
    return Path(os.devnull).open("w", encoding="utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    sys.stdout = sys.stdout or _nothing()
    sys.stderr = sys.stderr or _nothing()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal without UTF-8 shows escapes
            stream.reconfigure(errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else list(arguments)
    options = parser(words).parse_verb(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except CannotRun as error:
        print(f"pincite: {visible(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # 128 and SIGPIPE, as of other programs: 0 would call the package valid
    except OSError as error:
        print(f"pincite: {error.filename or 'the output'}: {error.strerror}", file=sys.stderr)
        sys.stdout = None  # nothing more can be written to it
        return 2
    except KeyboardInterrupt:
        print("pincite: interrupted", file=sys.stderr)
        return 130
    except Exception as error:
        if os.environ.get("PINCITE_DEBUG"):
            raise
        reason = visible(f"{type(error).__name__}: {error}")
        print(
            f"pincite: this is a fault of pincite, not of the package: {reason}"
            " (PINCITE_DEBUG=1 shows where)",
            file=sys.stderr,
        )
        return 2
    return code
