"""The build: seeds, written by people, become the tables, JSON copies and generated documents.

Nothing is written unless everything could be compiled.
"""

from __future__ import annotations

from pathlib import Path

from pincite.files.write import write_files
from pincite.package import open_package
from pincite.report import CannotRun, Report, Stage
from pincite.seeds.compile import compile_tables
from pincite.seeds.generate import compare_files, generate_texts

__all__ = ["build_package"]


def build_package(path: str | Path = ".", *, check: bool = False) -> Report:
    """Compile a package's seeds and write the generated files; with `check`, only compare them.

    Raises CannotRun where the package cannot be opened or its files not be written.
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
        write_files(package.root, texts)
        stages.append(Stage("write", {"files": len(texts)}))
    return Report(package.name, package.version, tuple(stages), package.root.as_posix())
