"""Versions: what changed between two of them, and whether the number says it.

Source of the rules: the recipe "Data Package Version" of the Data Package standard.
"""

from __future__ import annotations

import re
from pathlib import Path

from pincite.package import Package, open_package
from pincite.versions.changes import declaration_changes, row_changes
from pincite.versions.difference import COLUMNS, Change, Difference, Step, Version

CHANGELOG = "CHANGELOG.md"

__all__ = [
    "CHANGELOG",
    "COLUMNS",
    "Change",
    "Difference",
    "Step",
    "Version",
    "changelog_problem",
    "check_step",
    "compare_packages",
]


def compare_packages(old: str | Path | Package, new: str | Path | Package) -> Difference:
    """What changed from one version of a package to another; each opened, a folder or a zip file.

    Raises CannotRun where a package, or a table of it, cannot be read.
    """
    old, new = open_package(old), open_package(new)
    changes = (*declaration_changes(old, new), *row_changes(old, new))
    versions = Version.of(old.version), Version.of(new.version)
    return Difference(new.name, *versions, changes)


def check_step(
    old: str | Path | Package | None, new: str | Path | Package, changelog: str | None = None
) -> list[str]:
    """Why the package `new` must not be released yet, a line for each reason; none, if it may.

    `old` is the release before it, a folder or zip file, or None for the first one; `changelog`
    is a text in Markdown that must have an entry for the version, where it is given. Raises
    CannotRun where something cannot be read.
    """
    package = open_package(new)
    version = Version.of(package.version)
    problems: list[str] = []
    if version is None:
        stated = "no version" if package.version is None else f"the version {package.version!r}"
        problems.append(f"the package has {stated}: it needs one of the form MAJOR.MINOR.PATCH")
    elif old is not None:
        problem = compare_packages(old, package).problem
        problems += [] if problem is None else [problem]
    if changelog is not None and version is not None:
        problem = changelog_problem(changelog, str(version))
        problems += [] if problem is None else [problem]
    return problems


def changelog_problem(text: str, version: str) -> str | None:
    """Why a changelog has no entry for a version, or None: a heading with text below it."""
    heading = re.compile(rf"^##\s+\[?v?{re.escape(version)}\]?(?:\s.*)?$", re.MULTILINE)
    match = heading.search(text)
    if match is None:
        return f"{CHANGELOG} has no entry for {version}: write what changed under '## {version}'"
    entry = re.split(r"^##\s", text[match.end() :], maxsplit=1, flags=re.MULTILINE)[0]
    return None if entry.strip() else f"the entry for {version} in {CHANGELOG} is empty"
