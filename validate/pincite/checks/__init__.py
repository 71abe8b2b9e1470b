"""The validator: descriptor, tables, records, citations and JSON copies, in this order.

A stage runs only where the stages before it found nothing, so that one fault is one issue.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

from pincite.package import Package, open_package
from pincite.report import CannotRun, Report, Stage

__all__ = ["validate_package"]


def validate_package(path: str | Path = ".", *, sources: str | Path | None = None) -> Report:
    """Validate a package; `sources` is the folder that holds the texts of its sources.

    Raises CannotRun for what cannot be opened, and where `sources` is no folder.
    """
    folder = None if sources is None else Path(sources)
    if folder is not None and not folder.is_dir():
        raise CannotRun(f"{folder}: there is no such folder of sources")
    package = open_package(path)
    stages = tuple(_stages(package, Path(path), folder))
    return Report(package.name, package.version, stages, package.root.as_posix())


def _stages(package: Package, path: Path, sources: Path | None) -> list[Stage]:
    from pincite.checks.citations import check_citations
    from pincite.checks.copies import check_copies
    from pincite.checks.descriptor import check_descriptor
    from pincite.checks.records import check_records
    from pincite.checks.tables import check_tables, run_frictionless
    from pincite.evidence import read_tables

    verdict = run_frictionless(package, path)
    tables = cache(lambda: read_tables(package))
    steps: list[tuple[str, Callable[[], Stage]]] = [
        ("descriptor", lambda: check_descriptor(package, verdict)),
        ("tables", lambda: check_tables(package, verdict)),
        ("records", lambda: check_records(package, tables())),
        ("citations", lambda: check_citations(package, tables(), sources)),
        ("copies", lambda: check_copies(package, tables())),
    ]
    stages: list[Stage] = []
    for name, step in steps:
        sound = all(stage.status == "passed" for stage in stages)
        stages.append(step() if sound else Stage(name, skipped=True))
    return stages
