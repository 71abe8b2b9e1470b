"""The validator: descriptor, tables, records, citations and JSON copies, in this order.

A stage runs only where the stages before it found nothing, so that one fault is one issue.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from time import perf_counter

from pincite.checks.declared import declaration_issues
from pincite.descriptor.documents import BadDeclaration
from pincite.package import Package, open_package
from pincite.report import CannotRun, Report, Stage
from pincite.tables.text_table import Table

__all__ = ["validate_package"]

Tables = Callable[[], Mapping[str, Table]]

STAGES = ("descriptor", "tables", "records", "citations", "copies")


MOST_ISSUES = 100_000  # of one table that are reported, unless the caller says otherwise


def validate_package(
    path: str | Path = ".",
    *,
    sources: str | Path | None = None,
    most_issues: int | None = MOST_ISSUES,
) -> Report:
    """Validate a package; `sources` is the folder that holds the texts of its sources.

    Of each table at most `most_issues` are reported; None is for all.
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
    stages = tuple(_stages(package, texts, most_issues))
    seconds = round(perf_counter() - begun, 3)
    return Report(package.name, package.version, stages, package.folder.as_posix(), seconds)


def _stages(package: Package, sources: Path | None, most_issues: int | None) -> list[Stage]:
    tables = cache(lambda: _read_tables(package))
    steps: tuple[Callable[[], Stage], ...] = (
        lambda: _descriptor(package),
        lambda: _tables(package, most_issues),
        lambda: _records(package, tables),
        lambda: _citations(package, tables, sources),
        lambda: _copies(package, tables),
    )
    stages: list[Stage] = []
    for name, step in zip(STAGES, steps, strict=True):
        sound = all(stage.status == "passed" for stage in stages)
        stages.append(step() if sound else Stage(name, skipped=True))
    return stages


def _read_tables(package: Package) -> Mapping[str, Table]:
    from pincite.citations import read_tables

    return read_tables(package)


# Each stage is imported when it runs, and not at all where the package has nothing for it.


def _descriptor(package: Package) -> Stage:
    from pincite.checks.descriptor import check_descriptor

    return check_descriptor(package)


def _tables(package: Package, most_issues: int | None) -> Stage:
    from pincite.checks.tables import check_tables

    return check_tables(package, most_issues=most_issues)


def _records(package: Package, tables: Tables) -> Stage:
    has_rules = any(table.schema and table.schema.rules for table in package.tables)
    if not has_rules and not package.has_copies:
        return Stage("records")
    from pincite.checks.records import check_records

    return check_records(package, tables())


def _citations(package: Package, tables: Tables, sources: Path | None) -> Stage:
    if package.convention is None:
        return Stage("citations", remarks=("the package declares no citations",))
    from pincite.proof import check_citations

    return check_citations(package, tables(), sources)


def _copies(package: Package, tables: Tables) -> Stage:
    if not package.has_copies:
        return Stage("copies")
    from pincite.checks.copies import check_copies

    return check_copies(package, tables())
