"""The release: a valid package in every format its readers use, reproducible byte for byte.

Nothing is written unless the package is valid and every format could be made.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pincite.checks import Given, refused_report, validate_package
from pincite.descriptor.documents import BadDeclaration
from pincite.package import Package, open_package
from pincite.releases.artefacts import write_artefacts
from pincite.releases.content import Files, read_content
from pincite.releases.folder import check_target, write_folder
from pincite.report import CannotRun, Report, counted
from pincite.seeds import with_stale
from pincite.versions import CHANGELOG, check_step

__all__ = ["Release", "release_package"]


@dataclass(frozen=True, repr=False)
class Release:
    """What was written, by name; no files where the report finds the package invalid.

    `not_stated` names what only the owner knows and the descriptor does not say: a homepage, say.
    """

    out: Path
    report: Report
    files: Files
    not_stated: tuple[str, ...] = ()

    def __repr__(self) -> str:
        files = counted(len(self.files), "files")
        return f"<pincite release in {self.out}: {files}, {self.report.summary}>"


def release_package(
    package: Given = ".",
    *,
    out: str | Path = "dist",
    sources: str | Path | None = None,
    since: str | Path | Package | None = None,
) -> Release:
    """Validate a package, opened or at a path, and write its release to a folder, whole or not.

    The release is made of the very bytes that were validated: each file is opened once.
    `sources` is the folder with the texts of its sources, `since` the release before, a folder or
    zip file. Raises CannotRun where the package cannot be opened or released, where its version or
    changelog does not say what changed, and where `out` is neither empty nor a release of ours.
    """
    target = Path(os.path.abspath(out))  # noqa: PTH100 - a link is refused, not followed
    check_target(target)
    try:
        opened = open_package(package)
    except BadDeclaration as bad:
        return Release(target, refused_report(package, bad), {})
    opened.files.seal()
    report = _refusing_stale(validate_package(opened, sources=sources, after=with_stale))
    if not report.valid:
        return Release(target, report, {})
    content = read_content(opened, report, None if sources is None else Path(sources))
    _check_version(opened, since)
    files = write_artefacts(content)
    _check_zip(content.details.name, files)
    _check_unchanged(opened)
    write_folder(target, files)
    return Release(Path(out), report, files, content.details.not_stated)


def _refusing_stale(report: Report) -> Report:
    """The report with stale tables as errors: what is released is what the seeds give."""
    stages = [
        stage.replace(
            issues=tuple(
                issue.replace(code="build-stale") if issue.code == "tables-stale" else issue
                for issue in stage.issues
            ),
        )
        for stage in report.stages
    ]
    return report.replace(stages=tuple(stages))


def _check_unchanged(package: Package) -> None:
    """Raise CannotRun where a file that is not kept in memory changed since it was validated."""
    changed = package.files.changed()
    if changed:
        raise CannotRun(
            f"{', '.join(changed)}: changed while the release was made, so that what was validated"
            " is not what would be released; nothing was written, run it again"
        )


def _check_version(package: Package, since: str | Path | Package | None) -> None:
    """Raise CannotRun where the version is too small a step, or lacks its entry in a changelog."""
    files = package.files
    changelog = files.read_text(CHANGELOG) if files.is_there(CHANGELOG) else None
    problems = check_step(since, package, changelog)
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
