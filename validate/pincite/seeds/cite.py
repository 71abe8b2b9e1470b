"""Citing: seed rows that are written only if the package still builds and the cells are proved."""

from __future__ import annotations

from pathlib import Path

from pincite.report import CannotRun, Issue
from pincite.seeds.editor import Desk
from pincite.seeds.request import Cited, Citing


def cite(
    path: str | Path, citing: Citing, *, sources: Path | None = None, dry_run: bool = False
) -> Cited:
    """Append the seed row of one citation; `sources` is the folder of the sources' texts.

    Raises CannotRun, and writes nothing, where the row would not build or its cell not be proved.
    """
    desk = Desk.open(path, sources)
    cited = desk.add(citing)
    faults = desk.faults([cited])
    if faults:
        raise CannotRun(refusal(faults[0]))
    value = desk.value_of(citing)
    if not dry_run:
        desk.write()
    return Cited(citing, cited.file, cited.line, cited.method, cited.span, value)


def refusal(fault: Issue) -> str:
    """Why a row is not written, in one line."""
    found = f"; found: {fault.found}" if fault.found else ""
    expected = f"; expected: {fault.expected}" if fault.expected else ""
    fix = "cite it first, with --part anchor" if fault.code == "anchor-missing" else fault.fix
    would = f"not written, for the package would have a fault: {fault.code}: {fault.message}"
    return f"{would}{found}{expected}; {fix}"
