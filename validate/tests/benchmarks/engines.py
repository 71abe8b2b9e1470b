"""One process, two jobs, Dask and Spark over the same tables: wall time, processor time, memory.

    python tests/benchmarks/engines.py [--sizes 1M,10M] [--ways one,jobs,dask,spark] [--dirty]
        [--folder FOLDER]

It needs the extras spark and dask, Java 17, and Linux. Packages are those of validation.py. Every
figure is a whole run, session and all, with the processor time of all processes that it started;
`inside` is the wall time of the validation alone, and memory the most that all had together. The
reports must be equal, or it stops.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from validation import SIZES, write_package

SUBREAPER = 36  # of prctl: processes whose parent is gone come to this one to be waited for
SAMPLES = 0.25  # seconds between two looks at the memory
HEAD = "import hashlib, json, sys, time, pincite, pincite.spark\npackage = sys.argv[1]\n"
TAIL = """
seconds = time.perf_counter() - begun
issues = json.dumps(report.to_dict()["issues"]).encode()
print("SAID", seconds, len(report.issues), hashlib.md5(issues).hexdigest(), more)
"""
ONE = """
begun, more = time.perf_counter(), ""
report = pincite.validate(package, jobs={jobs})
"""
DASK = """
from distributed import Client, LocalCluster
with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
    with Client(cluster) as client:
        begun, more = time.perf_counter(), ""
        report = pincite.validate(package, executor=client.get_executor(pure=False))
"""
SPARK = """
from pyspark.sql import SparkSession
built = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
built = built.config("spark.sql.shuffle.partitions", "8").config("spark.driver.memory", "2g")
built = built.config("spark.driver.host", "127.0.0.1").config("spark.log.level", "OFF")
spark = built.getOrCreate()
begun = time.perf_counter()
report = pincite.spark.validate(spark, package)
store = spark.sparkContext._jsc.sc().statusStore().executorList(False).apply(0)
more = f"{store.totalShuffleWrite():,} bytes shuffled"
"""
WAYS = {"one": ONE.format(jobs=1), "jobs": ONE.format(jobs=2), "dask": DASK, "spark": SPARK}
MAIN = "if __name__ == '__main__':\n"


class Figure(NamedTuple):
    wall: float
    inside: float
    cpu: float
    mebibytes: float
    issues: int
    digest: str
    more: str


def children(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text(encoding="ascii").split():
                yield from children(int(child))
    except OSError:  # it has ended
        return


def memory(pid: int) -> float:
    """MiB of a process and all that it started, what they share counted once."""
    found = 0
    for one in children(pid):
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found / 1024


def measure(way: str, package: Path, folder: Path) -> Figure:
    """Run one way as a program; stops where it fails."""
    program = folder / f"run_{way}.py"
    body = (WAYS[way] + TAIL).replace("\n", "\n    ")
    program.write_text(HEAD + MAIN + body, encoding="utf-8")
    most, is_done = [0.0], threading.Event()
    environment = {**os.environ, "PYSPARK_PYTHON": sys.executable}
    begun = time.perf_counter()
    with (folder / "said").open("w+", encoding="utf-8") as said:
        command = [sys.executable, str(program), str(package)]
        done = subprocess.Popen(command, stdout=said, stderr=subprocess.DEVNULL, env=environment)

        def look() -> None:
            while not is_done.wait(SAMPLES):
                most[0] = max(most[0], memory(done.pid))

        looking = threading.Thread(target=look)
        looking.start()
        _, status, used = os.wait4(done.pid, 0)
        wall = time.perf_counter() - begun
        is_done.set()
        looking.join()
        cpu = used.ru_utime + used.ru_stime + sum(rest())
        said.seek(0)
        words = next((line for line in said if line.startswith("SAID")), "").split(maxsplit=4)
    if status or len(words) < 4:
        sys.exit(f"{way} failed: {program}")
    more = words[4].strip() if len(words) > 4 else ""
    return Figure(wall, float(words[1]), cpu, most[0], int(words[2]), words[3], more)


def rest() -> Iterator[float]:
    """The processor time of processes that were left behind, when they have ended."""
    while True:
        try:
            _, _, used = os.wait4(-1, 0)
        except ChildProcessError:
            return
        yield used.ru_utime + used.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", default="1M", help=f"of {', '.join(SIZES)}")
    parser.add_argument("--ways", default=",".join(WAYS))
    parser.add_argument("--folder", type=Path, help="keep the packages there, for another run")
    parser.add_argument("--dirty", action="store_true", help="0.1 % of the cells are wrong")
    options = parser.parse_args()
    ctypes.CDLL(None).prctl(SUBREAPER, 1)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for size in options.sizes.split(","):
            package = (options.folder or folder) / f"{size}{'-dirty' * options.dirty}"
            if not package.exists():
                write_package(package, SIZES[size], is_dirty=options.dirty)
            for table in package.glob("*.csv"):
                table.read_bytes()  # all find the files in the system's memory
            print(f"{size}: {SIZES[size]:,} rows, load {os.getloadavg()[0]:.1f}", flush=True)
            digests = set()
            for way in options.ways.split(","):
                found = measure(way, package, folder)
                digests.add((found.issues, found.digest))
                print(
                    f"  {way:<6} wall {found.wall:7.2f} s  inside {found.inside:7.2f} s"
                    f"  cpu {found.cpu:7.2f} s  {found.mebibytes:6.0f} MiB  {found.issues} issues"
                    f"  load {os.getloadavg()[0]:.1f}  {found.more}",
                    flush=True,
                )
            if len(digests) != 1:
                sys.exit("the reports differ")


if __name__ == "__main__":
    main()
