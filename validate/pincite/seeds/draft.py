"""Drafts: what the build and the checks would say of seed files that are not written yet."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pincite.citations import Cell, gather_evidence
from pincite.package import Convention, Package, open_package
from pincite.proof import check_cell
from pincite.proof.limits import check_limits
from pincite.proof.passages import check_passages
from pincite.report import CannotRun, Issue, Place
from pincite.seeds.compile import Compiled, compile_tables


def open_seeds(path: str | Path) -> tuple[Package, Convention]:
    """The package at a path, to write seeds of; raises CannotRun where that makes no sense."""
    package = open_package(path)
    if package.unfolded is not None:
        raise CannotRun(f"{path}: is a zip file; unpack it, and name the folder")
    if package.convention is None:
        raise CannotRun(f"{package.name}: the descriptor declares no citation convention")
    return package, package.convention


def new_faults(
    package: Package,
    convention: Convention,
    texts: Mapping[str, str],
    cells: Collection[Cell],
    sources: Path | None,
) -> tuple[list[Issue], Compiled]:
    """What the build and the checks find wrong with cells only since some texts changed.

    Also gives the tables that the changed seeds make.
    """
    compiled = compile_tables(replace(package, drafts=texts), convention)
    found = list(_faults(compiled, convention, cells, sources))
    if not found:
        return [], compiled
    before = compile_tables(package, convention)
    known = {_identity(fault) for fault in _faults(before, convention, cells, sources)}
    return [fault for fault in found if _identity(fault) not in known], compiled


def _identity(issue: Issue) -> tuple[str, str | None, str | None]:
    return issue.code, issue.place.record, issue.place.field


def _faults(
    compiled: Compiled, convention: Convention, cells: Collection[Cell], sources: Path | None
) -> Iterator[Issue]:
    """The faults of cells, of the records they belong to, and of how much is published."""
    yield from compiled.issues
    evidence = gather_evidence(convention, compiled.tables, sources)
    for cell in cells:
        if cell not in evidence.cells:
            continue
        yield from check_cell(evidence, cell)
        schema = evidence.tables[cell.table].schema
        text = evidence.cells[cell]
        for fault in schema.readers[cell.field].read(text)[1] if text else ():
            place = Place(evidence.tables[cell.table].path, None, cell.record, cell.field)
            yield Issue("constraint-error", place, f"the field cannot hold it: {fault}", text)
    yield from check_limits(evidence)
    yield from check_passages(evidence)
