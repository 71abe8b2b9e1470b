"""The build: seeds, written by people, become the tables, JSON copies and generated documents.

Nothing is written unless everything could be compiled, and nothing that people wrote is lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pincite.files.reading import read_text
from pincite.files.write import name_before, write_files
from pincite.package import Package, open_package
from pincite.report import CannotRun, Issue, Place, Report, Stage
from pincite.seeds.compile import compile_tables
from pincite.seeds.generate import compare_files, generate_tables, generate_texts
from pincite.seeds.protect import lost_rows
from pincite.seeds.seed_files import FOLDER
from pincite.tables.text_table import Table

__all__ = ["build_package", "with_stale"]


def build_package(
    path: str | Path | Package = ".",
    *,
    check: bool = False,
    force: bool = False,
    before: Mapping[str, Table] | None = None,
) -> Report:
    """Compile a package's seeds and write the generated files; with `check`, only compare them.

    Rows that no seed gives and no build wrote are issues, and nothing is written; with `force`
    they are dropped, and each file that held some is kept beside, as `NAME.before`. `before` are
    the tables that the seeds gave before they were changed. Raises CannotRun where the package
    cannot be opened or its files not be written.
    """
    package = open_package(path)
    if package.convention is None:
        raise CannotRun(
            f"{package.name}: the descriptor declares no citation convention, so nothing to build"
        )
    compiled = compile_tables(package, package.convention)
    stages = [Stage("compile", compiled.counts, issues=compiled.issues)]
    if compiled.issues:
        name = "compare" if check else "write"
        stages.append(Stage(name, skipped=True))
        return Report(package.name, package.version, tuple(stages), package.root.as_posix())
    texts = generate_texts(package, compiled.tables)
    if check:
        issues = tuple(compare_files(package, texts))
        stages.append(Stage("compare", {"files": len(texts)}, issues=issues))
    else:
        lost = tuple(lost_rows(package, package.convention, compiled.tables, before))
        stages.append(_write(package, texts, lost, force=force))
    return Report(package.name, package.version, tuple(stages), package.root.as_posix())


def _write(
    package: Package, texts: Mapping[str, str], lost: tuple[Issue, ...], *, force: bool
) -> Stage:
    """Write the files, unless that would lose rows; what is dropped by force is kept beside."""
    if lost and not force:
        return Stage("write", issues=lost)
    kept = {}
    for name in dict.fromkeys(issue.place.file for issue in lost):
        beside = name_before(name, lambda other: package.path_of(other).exists())
        kept[beside] = read_text(package.path_of(name), name)
    write_files(package.root, {**kept, **texts})
    remarks = tuple(f"rows that no seed gives are kept in {name}" for name in kept)
    return Stage("write", {"files": len(texts)}, remarks)


def with_stale(report: Report, package: Package) -> Report:
    """A report on a package, with warnings where its seeds give other tables than it holds.

    They join the stage of the copies, which tables are of seeds; like it, they come only where
    nothing else was wrong.
    """
    if not report.valid or package.convention is None:
        return report
    *stages, copies = report.stages
    stale = check_build(package)
    return report.replace(stages=(*stages, copies.replace(issues=(*copies.issues, *stale))))


def check_build(package: Package) -> tuple[Issue, ...]:
    """What a build of an opened package would find or change, as warnings; none in a zip file.

    A package without seeds has nothing to compare. Only tables and their copies count.
    """
    convention = package.convention
    if convention is None or package.home is None or not package.path_of(FOLDER).is_dir():
        return ()
    try:
        compiled = compile_tables(package, convention)
        found = list(compiled.issues)
        if not found:
            found = list(compare_files(package, generate_tables(package, compiled.tables)))
    except CannotRun as error:
        return (Issue("tables-stale", Place(FOLDER), f"the seeds cannot be read: {error}"),)
    counts = Counter(issue.place.file for issue in found)
    firsts = {issue.place.file: issue for issue in reversed(found)}
    return tuple(
        Issue(
            "tables-stale",
            firsts[file].place,
            firsts[file].message + (f"; {number - 1:,} more in this file" if number > 1 else ""),
            firsts[file].found,
            firsts[file].expected,
        )
        for file, number in counts.items()
    )
