"""How long `pincite validate` takes, beside frictionless and polars, in one run.

    python tests/benchmarks/validation.py [--sizes tiny,1M,dirty] [--runs 3]

Sizes: tiny (40 rows), 10k, 100k, 1M, 10M, and dirty (1M rows, 0.1 % of the cells wrong, all
reported). Each is a package of two tables, the same for the same size, written into a temporary
folder. Every figure is a whole process, from start to exit, as the operating system accounts it:
the median of some runs, the commands in turn, so that ratios survive a machine whose speed drifts.
Python keeps its bytecode, as of an installed program, even if PYTHONDONTWRITEBYTECODE is set.
`polars` reads the same files into types and checks nothing. Frictionless runs once at 1M and 10M.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

SIZES = {"tiny": 30, "10k": 10**4, "100k": 10**5, "1M": 10**6, "10M": 10**7, "dirty": 10**6}
CURRENCIES = ["CHF", "EUR", "GBP", "SEK", "USD"]
STATES = ["open", "granted", "paid", "refused"]
KINDS = ["authority", "charity", "company", "school", "other"]
WORDS = 'harbour, ferry "quay" naïve tide 潮 buoy mooring lock sluice pier Łódź dredge'.split()
WRONG = ["", "x", "-1", "1e5", "NaN", " 12 ", "1_000", "2021-02-30", "１２", "p-none", '"', "a,b"]


def text(**constraints: Any) -> dict[str, Any]:
    return {"type": "string", "constraints": {"required": True, **constraints}}


PARTIES = {
    "fields": [
        {"name": "party_id", **text(pattern="^[a-z0-9-]+$")},
        {"name": "name", **text(unique=True, maxLength=120)},
        {"name": "kind", **text(enum=KINDS)},
        {"name": "country", **text(pattern="^[A-Z]{2}$")},
        {"name": "since", "type": "year", "constraints": {"minimum": 1800, "maximum": 2030}},
        {"name": "page", "type": "string", "format": "uri"},
    ],
    "primaryKey": ["party_id"],
}
GRANTS = {
    "fields": [
        {"name": "grant_id", **text(pattern="^g-[0-9]{10}$")},
        {"name": "party_id", **text()},
        {"name": "amount", "type": "number", "constraints": {"required": True, "minimum": 0}},
        {"name": "currency", **text(enum=CURRENCIES)},
        {
            "name": "announced",
            "type": "date",
            "constraints": {"required": True, "minimum": "1990-01-01"},
        },
        {"name": "begins", "type": "yearmonth"},
        {"name": "state", **text(enum=STATES)},
        {"name": "remark", "type": "string", "constraints": {"maxLength": 500}},
        {"name": "share", "type": "number", "constraints": {"minimum": 0, "maximum": 100}},
    ],
    "primaryKey": ["grant_id"],
    "foreignKeys": [
        {"fields": ["party_id"], "reference": {"resource": "parties", "fields": ["party_id"]}}
    ],
}
TYPES = {"number": "Float64", "date": "Date"}


def quoted(cell: str) -> str:
    if any(char in cell for char in '",\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def party_rows(rows: int) -> Iterator[list[str]]:
    for number in range(rows):
        since = str(1850 + number % 170) if number % 5 else ""
        page = f"https://www.party{number}.example.org/about?id={number}"
        name = f"Société {number}, Ltd" if number % 3 else f"Party {number}"
        yield [f"p-{number:08}", name, KINDS[number % 5], "GB", since, page]


def grant_rows(rows: int, *, is_dirty: bool) -> Iterator[list[str]]:
    chance = random.Random(20261124)
    remarks = [" ".join(chance.choices(WORDS, k=chance.randint(2, 9))) for _ in range(20_000)]
    remarks[::400] = [remark.replace(" ", "\n", 1) for remark in remarks[::400]]
    days = [(date(1990, 1, 1) + timedelta(days=day)).isoformat() for day in range(12_000)]
    parties = max(rows // 100, 10)
    for number in range(rows):
        row = [
            f"g-{number * 7919 % rows:010}",
            f"p-{chance.randrange(parties):08}",
            f"{chance.random() * 50_000:.2f}",
            CURRENCIES[number * 31 % 5],
            days[chance.randrange(12_000)],
            days[number % 12_000][:7] if number % 3 else "",
            STATES[number * 17 % 4],
            remarks[chance.randrange(20_000)],
            f"{chance.random() * 100:.1f}" if number % 4 else "",
        ]
        if is_dirty and chance.random() < 0.009:
            row[chance.randrange(9)] = chance.choice(WRONG)
            if chance.random() < 0.05:
                row = row[:-1] if chance.random() < 0.5 else [*row, "more"]
        yield row


def write_table(path: Path, schema: Mapping[str, Any], rows: Iterator[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(field["name"] for field in schema["fields"]) + "\n")
        file.writelines(",".join(map(quoted, row)) + "\n" for row in rows)


def write_package(folder: Path, rows: int, *, is_dirty: bool) -> Path:
    """The two tables and their descriptor; dialect and encoding are declared."""
    folder.mkdir()
    write_table(folder / "parties.csv", PARTIES, party_rows(max(rows // 100, 10)))
    write_table(folder / "grants.csv", GRANTS, grant_rows(rows, is_dirty=is_dirty))
    dialect = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"{name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "dialect": dialect | {"header": True, "headerRows": [1]},
            "schema": schema,
        }
        for name, schema in (("parties", PARTIES), ("grants", GRANTS))
    ]
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"name": "grants", "resources": resources}), encoding="utf-8")
    return descriptor


def polars_read(descriptor: Path) -> str:
    """A program that reads the files into types."""
    resources = json.loads(descriptor.read_text(encoding="utf-8"))["resources"]
    lines = ["import polars as pl"]
    for resource in resources:
        types = ", ".join(
            f"{field['name']!r}: pl.{TYPES.get(field['type'], 'String')}"
            for field in resource["schema"]["fields"]
        )
        path = str(descriptor.with_name(resource["path"]))
        scan = f"pl.scan_csv({path!r}, schema={{{types}}})"
        lines.append(f"{scan}.select(pl.all().null_count()).collect(engine='streaming')")
    return "\n".join(lines)


ALL_ERRORS = (
    "import sys, frictionless; r = frictionless.validate(sys.argv[1], limit_errors=10**9);"
    "print(sum(len(t.errors) for t in r.tasks))"
)


def commands(descriptor: Path, size: str) -> dict[str, list[str]]:
    package, python = str(descriptor), sys.executable
    found = {"pincite": [python, "-m", "pincite", "validate", package]}
    found["polars"] = [python, "-c", polars_read(descriptor)]
    found["frictionless"] = [python, "-m", "frictionless", "validate", package, "--json"]
    if size == "dirty":
        found["pincite"].append("--json")
        found["frictionless"] = [python, "-c", ALL_ERRORS, package]
        del found["polars"]  # it refuses what is not of its type
    return found


class Figure(NamedTuple):
    wall: float
    cpu: float
    mebibytes: float


def measure(command: list[str]) -> Figure:
    """Run a command; its output goes nowhere. Exits where it dies of a signal."""
    null = os.open(os.devnull, os.O_RDWR)
    begun = time.perf_counter()
    actions = [(os.POSIX_SPAWN_DUP2, null, number) for number in (1, 2)]
    surroundings = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    pid = os.posix_spawn(command[0], command, surroundings, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    os.close(null)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"failed: {' '.join(command)[:200]}")
    wall = time.perf_counter() - begun
    return Figure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def bench(folder: Path, size: str, runs: int) -> None:
    descriptor = write_package(folder / size, SIZES[size], is_dirty=size == "dirty")
    named = commands(descriptor, size)
    measure(named["pincite"])  # warm
    figures: dict[str, list[Figure]] = {name: [] for name in named}
    for run in range(runs):
        for name, command in named.items():
            is_slow = name == "frictionless" and SIZES[size] >= 10**6
            if run == 0 or not is_slow:
                figures[name].append(measure(command))
    middle = {
        name: Figure(*(statistics.median(column) for column in zip(*found, strict=True)))
        for name, found in figures.items()
    }
    ours = middle["pincite"]
    print(f"{size}: {SIZES[size]:,} rows, {(folder / size / 'grants.csv').stat().st_size:,} bytes")
    for name, figure in middle.items():
        print(
            f"  {name:<13} wall {figure.wall:8.3f} s  cpu {figure.cpu:8.3f} s"
            f"  peak {figure.mebibytes:6.0f} MiB  ({len(figures[name])} runs)"
        )
    for name, figure in middle.items():
        if name != "pincite":
            wall, cpu = ours.wall / figure.wall, ours.cpu / figure.cpu
            print(
                f"  pincite takes {wall:.3f} of {name}'s wall time and {cpu:.3f} of its cpu"
                f" ({1 / wall:.1f} and {1 / cpu:.1f} times as fast)"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="tiny,100k,1M,dirty", help=f"of {', '.join(SIZES)}")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            bench(Path(folder), size, options.runs)


if __name__ == "__main__":
    main()
