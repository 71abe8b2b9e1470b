"""The validator: descriptor, tables, records, citations and JSON copies, in this order.

A stage runs only where the stages before it found nothing, so that one fault is one issue.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from time import perf_counter

from pincite.checks.declared import declaration_issues
from pincite.package import BadDeclaration, Package, open_package
from pincite.report import CannotRun, Report, Stage

__all__ = ["validate_package"]

STAGES = ("descriptor", "tables", "records", "citations", "copies")


def validate_package(path: str | Path = ".", *, sources: str | Path | None = None) -> Report:
    """Validate a package; `sources` is the folder that holds the texts of its sources.

    Raises CannotRun for what cannot be opened, and where `sources` is no folder.
    """
    begun = perf_counter()
    texts = None if sources is None else Path(sources)
    if texts is not None and not texts.is_dir():
        raise CannotRun(f"{texts}: there is no such folder of sources")
    try:
        package = open_package(path)
    except BadDeclaration as bad:
        skipped = (Stage(name, skipped=True) for name in STAGES[1:])
        stage = Stage("descriptor", issues=declaration_issues(bad))
        folder = Path(path)
        folder = folder.parent if folder.suffix == ".json" else folder
        return Report(folder.resolve().name, None, (stage, *skipped), folder.as_posix())
    stages = tuple(_stages(package, texts))
    seconds = round(perf_counter() - begun, 3)
    return Report(package.name, package.version, stages, package.folder.as_posix(), seconds)


def _stages(package: Package, sources: Path | None) -> list[Stage]:
    from pincite.checks.citations import check_citations
    from pincite.checks.copies import check_copies
    from pincite.checks.descriptor import check_descriptor
    from pincite.checks.records import check_records
    from pincite.checks.tables import check_tables
    from pincite.evidence import read_tables

    tables = cache(lambda: read_tables(package))
    steps: tuple[Callable[[], Stage], ...] = (
        lambda: check_descriptor(package),
        lambda: check_tables(package),
        lambda: check_records(package, tables()),
        lambda: check_citations(package, tables(), sources),
        lambda: check_copies(package, tables()),
    )
    stages: list[Stage] = []
    for name, step in zip(STAGES, steps, strict=True):
        sound = all(stage.status == "passed" for stage in stages)
        stages.append(step() if sound else Stage(name, skipped=True))
    return stages
