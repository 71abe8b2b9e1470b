"""The release: a valid package in every format its readers use, reproducible byte for byte.

Nothing is written unless the package is valid and every format could be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pincite.checks import validate_package
from pincite.package import open_package
from pincite.release.artefacts import write_artefacts
from pincite.release.content import Files, read_content
from pincite.release.folder import check_target, write_folder
from pincite.report import Report

__all__ = ["Release", "release_package"]


@dataclass(frozen=True)
class Release:
    """What was written, by name; without files where the report says that the package is invalid."""

    out: Path
    report: Report
    files: Files


def release_package(
    path: str | Path = ".", *, out: str | Path = "dist", sources: str | Path | None = None
) -> Release:
    """Validate a package and write its release to a folder, whole or not at all.

    `sources` is the folder with the texts of its sources. Raises CannotRun where the package
    cannot be opened or released, and where `out` is neither empty nor an earlier release.
    """
    target = Path(out)
    check_target(target)
    report = validate_package(path, sources=sources)
    if not report.valid:
        return Release(target, report, {})
    texts = None if sources is None else Path(sources)
    content = read_content(open_package(path), report, texts)
    files = write_artefacts(content)
    write_folder(target, files)
    return Release(target, report, files)
