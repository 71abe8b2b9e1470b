"""The validator: descriptor, tables, records, citations, in this order.

A stage runs only where the stages before it found nothing, so that one fault is one issue.
"""

from __future__ import annotations

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
    return Report(package.name, package.version, tuple(_stages(package, Path(path), folder)))


def _stages(package: Package, path: Path, sources: Path | None) -> list[Stage]:
    from pincite.checks.citations import check_citations
    from pincite.checks.descriptor import check_descriptor
    from pincite.checks.evidence import read_tables
    from pincite.checks.records import check_records
    from pincite.checks.tables import check_tables, run_frictionless

    verdict = run_frictionless(package, path)
    stages = [check_descriptor(package, verdict), check_tables(package, verdict)]
    if stages[0].issues:
        stages[1] = Stage("tables", skipped=True)
    later = ("records", "citations")
    if any(stage.status != "passed" for stage in stages):
        return [*stages, *(Stage(name, skipped=True) for name in later)]
    tables = read_tables(package)
    stages.append(check_records(package, tables))
    if stages[-1].issues:
        return [*stages, Stage("citations", skipped=True)]
    return [*stages, check_citations(package, tables, sources)]
