"""How long a typed read of a large CSV file into pandas takes, beside two other ways.

    python tests/benchmarks/read_speed.py [--rows 1000000] [--runs 5]

Writes a package of one table (the same for the same number of rows) into a temporary folder, and
reads it in turn with `pincite.open` (hash verified, and not), with `pandas.read_csv` with the
pyarrow engine and the dtypes written by hand, and once with frictionless. Each read is a fresh
process; its time starts behind the imports. Prints medians, and the ratios to pandas and to
frictionless. The file has no line ends inside of quotes, since pandas' pyarrow engine refuses them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

CURRENCIES = ["CHF", "EUR", "GBP", "SEK", "USD"]
STATES = ["open", "granted", "paid", "refused"]
FIELDS: list[dict[str, Any]] = [
    {"name": "grant_id", "type": "string", "constraints": {"required": True}},
    {"name": "party_id", "type": "string", "constraints": {"required": True}},
    {"name": "amount", "type": "number", "constraints": {"minimum": 0}},
    {"name": "currency", "type": "string", "constraints": {"enum": CURRENCIES}},
    {"name": "announced", "type": "date"},
    {"name": "begins", "type": "yearmonth"},
    {"name": "state", "type": "string", "constraints": {"enum": STATES}},
    {"name": "parties", "type": "integer"},
    {"name": "remark", "type": "string"},
    {"name": "share", "type": "number"},
]
WORDS = "harbour, ferry “quay” naïve tide 潮 buoy mooring lock sluice pier Łódź dredge".split()


def write_package(folder: Path, rows: int) -> Path:
    """A package of one table without faults, its hash stated."""
    chance = random.Random(20261124)
    remarks = [" ".join(chance.choices(WORDS, k=chance.randint(2, 9))) for _ in range(20_000)]
    days = [(date(1990, 1, 1) + timedelta(days=day)).isoformat() for day in range(12_000)]
    path = folder / "grants.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field["name"] for field in FIELDS])
        for number in range(rows):
            writer.writerow(
                (
                    f"g-{number * 7919 % rows:010}",
                    f"party-{chance.randrange(rows // 100 + 1):08}",
                    f"{chance.random() * 50_000:.2f}",
                    CURRENCIES[chance.randrange(5)],
                    days[chance.randrange(12_000)],
                    days[chance.randrange(12_000)][:7] if number % 3 else "",
                    STATES[chance.randrange(4)],
                    number % 13 if number % 5 else "",
                    remarks[chance.randrange(20_000)] if number % 7 else "",
                    f"{chance.random() * 100:.1f}" if number % 4 else "",
                )
            )
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    resource = {
        "name": "grants",
        "type": "table",
        "path": "grants.csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "header": True},
        "hash": f"sha256:{digest}",
        "schema": {"fields": FIELDS, "primaryKey": ["grant_id"]},
    }
    descriptor = folder / "datapackage.json"
    descriptor.write_text(json.dumps({"name": "grants", "resources": [resource]}), encoding="utf-8")
    return descriptor


def by_pincite(descriptor: Path, *, verify: bool = True) -> Callable[[], Any]:
    """Our reader."""
    import pandas as pd
    import pyarrow.csv

    import pincite
    from pincite.frames import libraries as frames

    del pd, pyarrow, frames  # imported before the clock starts, as the others are

    def read() -> Any:
        return pincite.open(descriptor, verify=verify)["grants"].to_pandas()

    return read


def by_pandas(descriptor: Path) -> Callable[[], Any]:
    """What one writes by hand with the schema beside."""
    import pandas as pd
    import pyarrow.csv

    del pyarrow
    dtypes: dict[str, Any] = {
        "grant_id": "string",
        "party_id": "string",
        "amount": "Float64",
        "currency": pd.CategoricalDtype(CURRENCIES),
        "announced": "datetime64[s]",
        "begins": "string",
        "state": pd.CategoricalDtype(STATES),
        "parties": "Int64",
        "remark": "string",
        "share": "Float64",
    }
    path = descriptor.with_name("grants.csv")
    return lambda: pd.read_csv(
        path, engine="pyarrow", dtype=dtypes, keep_default_na=False, na_values=[""]
    )


def by_frictionless(descriptor: Path) -> Callable[[], Any]:
    """Its own reader for pandas."""
    import frictionless
    import pandas as pd

    del pd

    def read() -> Any:
        resource: Any = frictionless.Package(str(descriptor)).get_resource("grants")
        return resource.to_pandas()

    return read


READERS: dict[str, Callable[[Path], Callable[[], Any]]] = {
    "pincite": by_pincite,
    "pincite, verify=False": lambda descriptor: by_pincite(descriptor, verify=False),
    "pandas by hand": by_pandas,
    "frictionless": by_frictionless,
}


def measure(reader: str, descriptor: Path) -> dict[str, Any]:
    """Seconds and shape of one read in a fresh process."""
    command = [sys.executable, __file__, "--read", reader, str(descriptor)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{reader}: {done.stderr.strip().splitlines()[-1]}")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    """Measure, or with --read be the process that is measured."""
    parser = argparse.ArgumentParser(description="Time typed reads of one CSV file into pandas.")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5, help="of each, but for frictionless: one")
    parser.add_argument("--read", nargs=2, metavar=("READER", "DESCRIPTOR"), help="one read")
    options = parser.parse_args()
    if options.read:
        read = READERS[options.read[0]](Path(options.read[1]))
        begin, cpu = time.perf_counter(), time.process_time()
        frame = read()
        seconds, cpu = time.perf_counter() - begin, time.process_time() - cpu
        print(json.dumps({"seconds": seconds, "cpu": cpu, "rows": len(frame)}))
        return
    with tempfile.TemporaryDirectory() as folder:
        descriptor = write_package(Path(folder), options.rows)
        size = descriptor.with_name("grants.csv").stat().st_size
        print(f"{options.rows:,} rows, {len(FIELDS)} fields, {size / 1e6:.0f} MB")
        found: dict[str, list[dict[str, Any]]] = {reader: [] for reader in READERS}
        for run in range(options.runs):
            for reader in READERS:
                if reader != "frictionless" or run == 0:
                    found[reader].append(measure(reader, descriptor))
    median = {r: statistics.median(run["seconds"] for run in runs) for r, runs in found.items()}
    for reader, runs in found.items():
        if any(run["rows"] != options.rows for run in runs):
            raise SystemExit(f"{reader} did not read all rows")
        cpu = statistics.median(run["cpu"] for run in runs)
        print(f"{reader:<24}{median[reader]:8.3f} s  cpu {cpu:8.3f} s  median of {len(runs)}")
    for reader in ("pincite", "pincite, verify=False"):
        by_hand = median[reader] / median["pandas by hand"]
        faster = median["frictionless"] / median[reader]
        print(
            f"{reader}: {by_hand:.2f} times pandas by hand; frictionless takes {faster:.0f} times"
        )


if __name__ == "__main__":
    main()
