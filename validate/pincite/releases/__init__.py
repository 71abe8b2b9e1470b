"""The release: a valid package in every format its readers use, reproducible byte for byte.

Nothing is written unless the package is valid and every format could be made.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pincite.checks import validate_package
from pincite.package import Package, open_package
from pincite.releases.artefacts import write_artefacts
from pincite.releases.content import Files, read_content
from pincite.releases.folder import check_target, write_folder
from pincite.report import CannotRun, Report
from pincite.versions import check_step

__all__ = ["Release", "release_package"]

CHANGELOG = "CHANGELOG.md"


@dataclass(frozen=True)
class Release:
    """What was written, by name; no files where the report finds the package invalid."""

    out: Path
    report: Report
    files: Files


def release_package(
    path: str | Path = ".",
    *,
    out: str | Path = "dist",
    sources: str | Path | None = None,
    since: str | Path | None = None,
) -> Release:
    """Validate a package and write its release to a folder, whole or not at all.

    `sources` is the folder with the texts of its sources, `since` the release before, a folder or
    zip file. Raises CannotRun where the package cannot be opened or released, where its version or
    changelog does not say what changed, and where `out` is neither empty nor a release of ours.
    """
    target = Path(os.path.abspath(out))  # noqa: PTH100 - a link is refused, not followed
    check_target(target)
    report = validate_package(path, sources=sources)
    if not report.valid:
        return Release(target, report, {})
    texts = None if sources is None else Path(sources)
    package = open_package(path)
    content = read_content(package, report, texts)
    _check_version(package, path, since)
    files = write_artefacts(content)
    _check_zip(content.details.name, files)
    write_folder(target, files)
    return Release(Path(out), report, files)


def _check_version(package: Package, path: str | Path, since: str | Path | None) -> None:
    """Raise CannotRun where the version is too small a step, or lacks its entry in a changelog."""
    changelog = package.root / CHANGELOG
    problems = check_step(since, path, changelog if changelog.is_file() else None)
    if problems:
        raise CannotRun("; ".join(problems))


def _check_zip(name: str, files: Files) -> None:
    """Validate the zip as its readers will; raises CannotRun where it has issues."""
    with tempfile.TemporaryDirectory(prefix="pincite-") as folder:
        file = Path(folder) / f"{name}.zip"
        file.write_bytes(files[file.name])
        issues = validate_package(file).errors
    if issues:
        raise CannotRun(f"{file.name}: would not be valid: {issues[0].place}: {issues[0].message}")
