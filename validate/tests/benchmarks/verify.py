"""`pincite verify` and `pincite.verify_cases` on cases that vary, and where their time goes.

Run `python tests/benchmarks/verify.py`. Texts are one sentence with a case each, or of some 3 kB
with twenty cases each, in the rows or in files; names, numbers and the words between them vary as
in `tests/corpus.py`. One in twenty values is wrong, one in thirty quotes is not there. Times are of
the processor, for one core; every run is a process of its own and counts no import. The parts:
what reads the quote, what looks beside it, and all that is around the two, by leaving one out.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import timeit
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus import MONTHS, SYLLABLES

SHAPES = ("short", "long", "files")
WAYS = ("lines", "frame")
PARTS = ("guards", "reading", "judging")
QUOTES_OF_TEXT = 20
QUALIFIERS = {"": "none", "about ": "about", "at least ": "at_least"}
MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9}


def some_words(chance: random.Random) -> Callable[[int], str]:
    """What gives so many words, each of three syllables, and up to four more."""
    words = sorted({"".join(chance.choices(SYLLABLES, k=3)) for _ in range(6000)})
    # behind money, "Namibian" or "Syrian" says whose money it is
    words = [word for word in words if word[:4] not in ("nami", "siri")]
    return lambda least: " ".join(chance.choices(words, k=least + chance.randrange(5)))


def stated(chance: random.Random, some: Callable[[int], str]) -> dict[str, Any]:
    """A quote with the method that reads it and what it says."""
    kind = chance.randrange(6)
    if kind == 0:
        share = f"{chance.randint(1, 99)}.{chance.randint(1, 9)}"
        return {"quote": share + "%", "method": "percent", "value": share}
    if kind == 1:
        hedge, magnitude = chance.choice(list(QUALIFIERS)), chance.choice(list(MAGNITUDES))
        tenths = chance.randint(11, 9999)
        value = str(tenths * 10 ** (MAGNITUDES[magnitude] - 1))
        quote = f"{hedge}{tenths / 10:.1f} {magnitude} euros"
        stated = {"value": value, "qualifier": QUALIFIERS[hedge], "unit": "EUR"}
        return {"quote": quote, "method": "amount", **stated}
    if kind == 2:
        month, year = chance.randrange(12), chance.randint(1950, 2030)
        quote = f"{chance.randint(1, 28)} {MONTHS.split()[month]} {year}"
        return {
            "quote": quote,
            "method": "date",
            "value": f"{year}-{month + 1:02d}-{quote.split()[0]:0>2}",
        }
    if kind == 3:
        month, year = chance.randrange(12), chance.randint(1950, 2030)
        return {
            "quote": f"in {MONTHS.split()[month]} {year}",
            "method": "date",
            "value": f"{year}-{month + 1:02d}",
        }
    if kind == 4:
        number = chance.randint(1000, 999_999)
        return {"quote": f"{number:,}", "method": "count", "value": str(number)}
    quote = some(2)
    return {"quote": quote, "method": "verbatim", "value": quote}


BEHIND = {"count": " people"}


def sentence(chance: random.Random, some: Callable[[int], str]) -> tuple[str, dict[str, Any]]:
    """A sentence and a case of it, without its text."""
    case = stated(chance, some)
    before = f"{some(3).capitalize()}é {some(3)} "
    behind = f"{BEHIND.get(case['method'], '')} {some(3)}, {some(4)}. "
    case["start"] = len(before)
    whole = before + case["quote"] + behind
    if chance.randrange(20) == 0:
        case["value"] += "1"
    if chance.randrange(30) == 0:
        case["quote"] = case["quote"][:-1] + "~"
        del case["start"]
    return whole, case


def cases_of(shape: str, count: int, folder: Path) -> Iterator[dict[str, Any]]:
    """So many cases; of the shape `files` their texts are written into the folder."""
    chance = random.Random(19)
    some = some_words(chance)
    made = 0
    while made < count:
        parts, found = [], []
        length = 0
        for _ in range(1 if shape == "short" else QUOTES_OF_TEXT):
            whole, case = sentence(chance, some)
            filler = "" if shape == "short" else f"{some(4).capitalize()}.\n"
            if "start" in case:
                case["start"] += length
            parts += [whole, filler]
            length += len(whole) + len(filler)
            found.append(case)
        text = "".join(parts)
        where = {"text": text}
        if shape == "files":
            where = {"source": f"{made}.txt"}
            (folder / where["source"]).write_text(text, encoding="utf-8")
        for case in found:
            yield {"id": f"c{made}", **where, "language": "en", **case}
            made += 1


def by_lines(path: Path, sources: Path, answers: Path) -> None:
    """The verdicts of the verb, in a file."""
    from pincite.cli import main

    stream = contextlib.redirect_stderr(io.StringIO())
    with answers.open("w", encoding="utf-8") as out, contextlib.redirect_stdout(out), stream:
        main(["verify", str(path), "--json", "--sources", str(sources)])


def leave_out(parts: Sequence[str]) -> None:
    """Put nothing in the place of some parts, so that the difference is what they cost."""
    from pincite.proof import cases, verdict

    if "guards" in parts:
        vars(verdict)["find_neighbour"] = lambda *_: None
    if "reading" in parts:
        vars(verdict)["read_claim"] = lambda quote, claim: (
            claim.value or quote,
            claim.qualifier,
            claim.unit,
        )
    if "judging" in parts:
        same = verdict.Verdict("proved", "7", "none", "%", 0, 2, None, "the quote says 7 %")
        vars(cases)["verdict_on"] = lambda *_: same


def measure(folder: Path, way: str, left_out: Sequence[str]) -> dict[str, Any]:
    """Seconds of one run behind a short one, which imports and compiles, and what it found."""
    leave_out(left_out)
    path, answers = folder / "cases.jsonl", folder / "answers.jsonl"
    with path.open(encoding="utf-8") as file:
        first = "".join(islice(file, 100))
    (folder / "first.jsonl").write_text(first, encoding="utf-8")
    by_lines(folder / "first.jsonl", folder, answers)
    if way == "lines":
        wall, cpu = perf_counter(), process_time()
        by_lines(path, folder, answers)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        found = [json.loads(line)["verdict"] for line in answers.read_text("utf-8").splitlines()]
    else:
        import pyarrow

        import pincite

        lines = path.read_text(encoding="utf-8").splitlines()
        table = pyarrow.Table.from_pylist([json.loads(line) for line in lines])
        pincite.verify_cases(table[:100], sources=folder)
        wall, cpu = perf_counter(), process_time()
        verdicts = pincite.verify_cases(table, sources=folder)
        wall, cpu = perf_counter() - wall, process_time() - cpu
        found = verdicts["verdict"].to_pylist()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": wall, "cpu": cpu, "mib": peak, "found": Counter(found)}


def apart(folder: Path, way: str, left_out: Sequence[str]) -> dict[str, Any]:
    """What `measure` gives in a process of its own."""
    command = [sys.executable, __file__, "--measure", str(folder), way, *left_out]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Print a line for each shape and way, or measure one for the process that asks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cases", type=int, default=20_000, help="of each shape")
    options.add_argument("--measure", nargs="+", help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.measure:
        folder, way, *left_out = chosen.measure
        print(json.dumps(measure(Path(folder), way, left_out)))
        return
    print(f"load {os.getloadavg()[0]:.1f}; us of the processor for a case; {yardstick()}")
    print("texts  way    cases/s     us = guards + reading + judging + rest    wall s  MiB")
    for shape in SHAPES:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            lines = map(json.dumps, cases_of(shape, chosen.cases, folder))
            (folder / "cases.jsonl").write_text("\n".join(lines), encoding="utf-8")
            for way in WAYS:
                print(shape.ljust(6), told(folder, way, chosen.cases), flush=True)


def yardstick() -> str:
    """How quick the machine is in this minute: it takes up to twice as long when it is shared."""
    line = json.dumps({"text": "word " * 30, "quote": "12%", "method": "percent", "start": 30})
    each = (
        min(timeit.repeat(lambda: json.loads(line), number=10_000, repeat=5, timer=process_time))
        * 100
    )
    return f"json.loads of {len(line)} characters takes {each:.1f} us"


def told(folder: Path, way: str, count: int) -> str:
    """The line of one way; what each part costs is what a run without it saves."""
    whole = apart(folder, way, ())
    found = whole["found"]
    assert sum(found.values()) == count
    assert all(found.get(verdict, 0) > count / 100 for verdict in ("proved", "wrong", "not_found"))
    left = [whole["cpu"]]
    left += [apart(folder, way, PARTS[: at + 1])["cpu"] for at in range(len(PARTS))]
    parts = [1e6 * (one - other) / count for one, other in pairwise([*left, 0.0])]
    each = " + ".join(
        f"{part:{len(name)}.1f}" for part, name in zip(parts, (*PARTS, "rest"), strict=True)
    )
    rate = count / whole["cpu"]
    return (
        f"{way:6} {rate:7,.0f} {1e6 / rate:6.1f} = {each} {whole['wall']:9.2f} {whole['mib']:4.0f}"
    )


if __name__ == "__main__":
    main()
