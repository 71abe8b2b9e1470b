"""Where the start of `pincite` goes: the modules that a run imports, and what each of them takes.

    python tests/benchmarks/start_up.py [--runs 10] [--top 30] [-- --help]

Without words behind `--` a package of 40 rows is validated. The figures are those of Python's own
`-X importtime`, the least of all runs, in milliseconds: of a module alone, and with what it imports
first. They are of the clock, and somewhat more than without the profile.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from validation import SIZES, measure, write_package


class Module(NamedTuple):
    """The microseconds of a module, alone and with those that it was the first to import."""

    alone: int
    whole: int


def imports(command: list[str]) -> dict[str, Module]:
    """What a run of Python imports, in the order in which it is done."""
    program = [command[0], "-X", "importtime", *command[1:]]
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    done = subprocess.run(
        program, env=surroundings, capture_output=True, check=False, encoding="utf-8"
    )
    found: dict[str, Module] = {}
    for line in done.stderr.splitlines():
        alone, _, rest = line.removeprefix("import time:").partition("|")
        whole, _, name = rest.partition("|")
        if alone.strip().isdecimal():
            found[name.strip()] = Module(int(alone), int(whole))
    if not found:
        sys.exit(f"no imports: {done.stderr[-500:]}")
    return found


def show(command: list[str], runs: int, top: int) -> None:
    """Print the figures of a command."""
    measure(command)  # warm
    cpu = min(measure(command).cpu for _ in range(runs))
    least: dict[str, Module] = {}
    for _ in range(runs):
        for name, module in imports(command).items():
            known = least.get(name, module)
            least[name] = Module(min(known.alone, module.alone), min(known.whole, module.whole))
    ours = [module.alone for name, module in least.items() if name.split(".")[0] == "pincite"]
    total = sum(module.alone for module in least.values())
    print(
        f"{cpu * 1000:.0f} ms of cpu without the profile; {os.getloadavg()[0]:.1f} processes wait"
    )
    print(
        f"{len(least)} modules, {total / 1000:.1f} ms; ours {len(ours)}, {sum(ours) / 1000:.1f} ms"
    )
    print("  alone   whole")
    for name, module in sorted(least.items(), key=lambda item: -item[1].alone)[:top]:
        print(f"{module.alone / 1000:7.1f} {module.whole / 1000:7.1f}  {name}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--top", type=int, default=30, help="modules that are shown")
    parser.add_argument("words", nargs="*", help="of another command than validate")
    options = parser.parse_args()
    program = [sys.executable, "-m", "pincite"]
    with tempfile.TemporaryDirectory() as folder:
        words = options.words
        if not words:
            descriptor = write_package(Path(folder) / "tiny", SIZES["tiny"], is_dirty=False)
            words = ["validate", str(descriptor)]
        show([*program, *words], options.runs, options.top)


if __name__ == "__main__":
    main()
