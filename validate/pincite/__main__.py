"""Run the command line as a program: `pincite`, or `python -m pincite`."""

import atexit
import gc
import os
import sys
from contextlib import suppress

GARBAGE = 50_000  # objects between two searches for circles of them, which a short run has none of


def run() -> None:
    """Run the command line, and end the process with its exit code.

    It ends without taking its objects apart one by one, which took a tenth of a short run; what is
    registered with `atexit` is done, and what was printed is written.
    """
    gc.set_threshold(GARBAGE, 20, 100)
    from pincite.cli import main  # makes many objects, and no garbage

    code = main()
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
