"""The validator: descriptor, tables, records, citations and JSON copies, in this order.

A stage runs only where the stages before it found nothing, so that one fault is one issue.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from pincite.checks.declared import declaration_issues
from pincite.descriptor.documents import BadDeclaration
from pincite.package import Package, open_package
from pincite.report import CannotRun, Report, Stage

__all__ = ["check_package", "refused_report", "validate_package"]

Given = str | Path | Package | Mapping[str, Any]
STAGES = ("descriptor", "tables", "records", "citations", "copies")
MOST_ISSUES = 100_000  # of one table that are reported, unless the caller says otherwise


def validate_package(
    package: Given = ".",
    *,
    sources: str | Path | None = None,
    tables: Mapping[str, Any] | None = None,
    folder: str | Path | None = None,
    most_issues: int | None = MOST_ISSUES,
) -> Report:
    """Validate a package; `sources` is the folder that holds the texts of its sources.

    The package, `tables` and `folder` are as `open_package` takes them. Of each table at most
    `most_issues` are reported; None is for all. Raises CannotRun for what cannot be opened, and
    where `sources` is not a folder.
    """
    begun = perf_counter()
    texts = None if sources is None else Path(sources)
    if texts is not None and not texts.is_dir():
        raise CannotRun(f"{texts}: there is no such folder of sources")
    try:
        opened = open_package(package, tables=tables, folder=folder)
    except BadDeclaration as bad:
        return refused_report(package, bad)
    return check_package(opened, sources=texts, most_issues=most_issues, begun=begun)


def refused_report(given: Given, bad: BadDeclaration) -> Report:
    """The report on a package whose declarations are faulty, so that it could not be opened."""
    skipped = (Stage(name, skipped=True) for name in STAGES[1:])
    stage = Stage("descriptor", issues=declaration_issues(bad))
    if isinstance(given, Package):
        return Report(given.name, given.version, (stage, *skipped), given.place)
    if isinstance(given, Mapping):
        return Report(str(given.get("name", "(in memory)")), None, (stage, *skipped))
    folder = Path(given)
    folder = folder.parent if folder.suffix == ".json" else folder
    return Report(folder.resolve().name, None, (stage, *skipped), folder.as_posix())


def check_package(
    package: Package,
    *,
    sources: Path | None = None,
    most_issues: int | None = MOST_ISSUES,
    begun: float | None = None,
) -> Report:
    """Validate an opened package. No stage runs twice: an opened package does not change."""
    begun = perf_counter() if begun is None else begun
    stages = tuple(_stages(package, sources, most_issues))
    seconds = round(perf_counter() - begun, 3)
    return Report(package.name, package.version, stages, package.place, seconds)


def _stages(package: Package, sources: Path | None, most_issues: int | None) -> list[Stage]:
    texts = None if sources is None else sources.resolve()
    steps: tuple[tuple[Callable[[], Stage], Hashable], ...] = (
        (lambda: _descriptor(package), None),
        (lambda: _tables(package, most_issues), most_issues),
        (lambda: _records(package), None),
        (lambda: _citations(package, sources), texts),
        (lambda: _copies(package), None),
    )
    stages: list[Stage] = []
    for name, (step, options) in zip(STAGES, steps, strict=True):
        sound = all(stage.status == "passed" for stage in stages)
        made = package.once(("stage", name, options), step) if sound else Stage(name, skipped=True)
        stages.append(made)
    return stages


# Each stage is imported when it runs, and not at all where the package has nothing for it.


def _descriptor(package: Package) -> Stage:
    from pincite.checks.descriptor import check_descriptor

    return check_descriptor(package)


def _tables(package: Package, most_issues: int | None) -> Stage:
    from pincite.checks.tables import check_tables

    return check_tables(package, most_issues=most_issues)


def _records(package: Package) -> Stage:
    has_rules = any(table.schema and table.schema.rules for table in package.tables)
    if not has_rules and not package.has_copies:
        return Stage("records")
    from pincite.checks.records import check_records
    from pincite.citations import read_tables

    return check_records(package, read_tables(package))


def _citations(package: Package, sources: Path | None) -> Stage:
    if package.convention is None:
        return Stage("citations", remarks=("the package declares no citations",))
    from pincite.proof import check_citations

    return check_citations(package, sources)


def _copies(package: Package) -> Stage:
    if not package.has_copies:
        return Stage("copies")
    from pincite.checks.copies import check_copies
    from pincite.citations import read_tables

    return check_copies(package, read_tables(package))
