"""Fuzz the native sieve: any bytes, schemas and block sizes; it says what the exact pass says.

    python tests/fuzz/native.py [--seconds 60] [--seed 1]

Random tables of tests/test_sieves.py, with bytes changed, cut out and repeated at random, so that
quotes, line ends and UTF-8 break in every place; and blocks from 24 bytes to 64 kB. It is made for
a build with sanitizers, see docs/native.md. A finding becomes a case of tests/test_sieves.py.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))

from passes_taken import SIEVES, taken
from test_sieves import random_package, run, shown

SPLINTERS = [b'"', b'""', b",", b"\n", b"\r", b"\r\n", b"\xff", b"\xc3", b"\xe2\x82", b"\0"]
BLOCKS = (24, 64, 65, 127, 200, 4096, 2**16)


def broken(random: Random, text: bytes) -> bytes:
    """The bytes of a table with some of them changed."""
    for _ in range(random.choice([0, 0, 1, 3, 10])):
        at = random.randrange(len(text) + 1)
        shape = random.random()
        if shape < 0.5:
            text = text[:at] + random.choice(SPLINTERS) + text[at:]
        elif shape < 0.7:
            text = text[:at] + text[at + random.randrange(9) :]
        elif shape < 0.9:
            text = text[:at] + bytes([random.randrange(256)]) + text[at + 1 :]
        else:
            text += text[at : at + random.randrange(4_000)]
    return text


def main() -> None:
    """Compare until the time is over."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    begun, seen = time.monotonic(), Counter[str]()
    random = Random(options.seed)
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        while time.monotonic() - begun < options.seconds:
            state = random.getstate()
            package = random_package(random, Path(folder))
            file = Path(folder) / "t.csv"
            file.write_bytes(broken(random, file.read_bytes()))
            exact = run(package, patch, "exact")
            by, block = (
                random.choice(SIEVES[1:]),
                random.choice([24, 64, 65, 127, 200, 4096, 2**16]),
            )
            quick = run(package, patch, by, block)
            if shown(quick.issues) != shown(exact.issues):
                print(state, by, block, file.read_bytes(), package, file=sys.stderr)
                sys.exit(1)
            seen["tables"] += 1
            seen["issues"] += len(exact.issues)
    print(dict(seen), dict(taken))


if __name__ == "__main__":
    main()
