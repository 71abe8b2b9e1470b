"""The citations stage on packages of growing size, beside polars merely reading the same files.

Run `python tests/benchmarks/citations.py` (sources: 100, 1,000 and 10,000; about a million
citations at the last), with `--jobs 2` for two processes that look at them. Each measurement is a
process of its own; everything runs side by side, once, on a package that is written for it and
deleted again. A fault is planted at the end, and has to be found.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus import plant_fault, write_package

SIZES = (100, 1000, 10_000)


def main() -> None:
    """Print a line for each size, or measure one thing for the process that asks."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sources", type=int, nargs="+", default=SIZES)
    options.add_argument("--jobs", type=int, default=1)
    options.add_argument("--measure", nargs=2, metavar=("WHAT", "FOLDER"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.measure:
        what, folder = chosen.measure
        print(json.dumps(MEASURES[what](Path(folder), chosen.jobs)))
        return
    print("sources citations | polars reads  wall   cpu  MiB | pincite proves  wall    cpu  MiB"
          " | jobs   cpu  MiB | us/citation | ratio wall  cpu | load")  # fmt: skip
    seen: list[dict[str, Any]] = []
    for sources in chosen.sources:
        with tempfile.TemporaryDirectory() as folder:
            write_package(Path(folder) / "package", Path(folder) / "texts", sources)
            seen.append(measure_size(sources, folder, chosen.jobs))
    if len(seen) > 1:
        few, many = seen[0], seen[-1]
        more = many["counts"]["citations"] - few["counts"]["citations"]
        each = (many["mib"] - few["mib"]) * 2**20 / more
        print(f"{each:.0f} bytes for each citation more")


def measure_size(sources: int, folder: str, jobs: int) -> dict[str, Any]:
    """Print the line of one size; fail where the package is not proved, or a fault not found."""
    reads, proves = measure("polars", folder), measure("pincite", folder, jobs)
    counts = proves["counts"]
    assert proves["issues"] == []
    assert counts["quotes compared"] == counts["citations"] == reads["citations"] > 100 * sources
    assert counts["sources compared"] == sources
    each = 1e6 * (proves["cpu"] + proves["jobs cpu"]) / counts["citations"]
    ratios = proves["wall"] / reads["wall"], proves["cpu"] / reads["cpu"]
    print(
        f"{sources:7} {counts['citations']:9} |             {figures(reads)} |"
        f"               {figures(proves)} |"
        f" {jobs:4} {proves['jobs cpu']:5.1f} {proves['jobs mib']:4.0f} | {each:11.1f} |"
        f"     {ratios[0]:6.1f} {ratios[1]:4.1f} | {os.getloadavg()[0]:4.1f}",
        flush=True,
    )
    if sources == min(SIZES):
        plant_fault(Path(folder) / "package")
        assert measure("pincite", folder)["issues"] == ["value-differs"]
    return proves


def figures(measured: dict[str, Any]) -> str:
    return f"{measured['wall']:6.2f} {measured['cpu']:6.2f} {measured['mib']:4.0f}"


def measure(what: str, folder: str, jobs: int = 1) -> dict[str, Any]:
    command = [sys.executable, __file__, "--measure", what, folder, "--jobs", str(jobs)]
    done = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def taken(wall: float, cpu: float) -> dict[str, float]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"wall": perf_counter() - wall, "cpu": process_time() - cpu, "mib": peak}


def measure_polars(folder: Path, _: int) -> dict[str, Any]:
    """Read the tables as text with polars, and nothing else."""
    import polars

    begun = perf_counter(), process_time()
    frames = {
        path.stem: polars.read_csv(path, infer_schema=False)
        for path in sorted((folder / "package/data").glob("*.csv"))
    }
    return {"citations": frames["citations"].height, **taken(*begun)}


def measure_pincite(folder: Path, jobs: int) -> dict[str, Any]:
    """Read the tables, derive and compare every citation, with guards, limits and coverage.

    Of jobs, `mib` is the memory of the process that merges, `jobs mib` that of the largest other.
    """
    from pincite.package import open_package
    from pincite.proof import check_citations
    from pincite.tables.splits.engines import Jobs

    begun = perf_counter(), process_time()
    package = open_package(folder / "package")
    with Jobs(jobs) as engine:
        stage = check_citations(package, folder / "texts", engine if jobs != 1 else None)
    codes = [issue.code for issue in stage.issues]
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = {"jobs cpu": others.ru_utime + others.ru_stime, "jobs mib": others.ru_maxrss / 1024}
    return {"counts": dict(stage.counts), "issues": codes, **used, **taken(*begun)}


MEASURES = {"polars": measure_polars, "pincite": measure_pincite}

if __name__ == "__main__":
    main()
