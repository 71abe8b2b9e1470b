"""pincite: build, validate and prove data packages whose cells cite their passages.

The names below are the public interface; everything else may move between versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.report import CannotRun, Issue, Place, Report

if TYPE_CHECKING:
    from pathlib import Path

    from pincite.frames import DataPackage

__all__ = [
    "CannotRun",
    "Issue",
    "Place",
    "Report",
    "__version__",
    "build_package",
    "open",
    "validate_package",
]

if TYPE_CHECKING:
    __version__: str


def __getattr__(name: str) -> str:
    """The version, read only when it is asked for: start-up counts."""
    if name != "__version__":
        raise AttributeError(f"module 'pincite' has no attribute {name!r}")
    from importlib.metadata import version

    return version("pincite")


def validate_package(package: str = ".", *, sources: str | None = None) -> Report:
    """Validate the data package at a folder or descriptor path; `sources` is a folder of texts.

    Raises CannotRun where there is nothing to validate, such as a missing descriptor.
    """
    from pincite import checks

    return checks.validate_package(package, sources=sources)


def build_package(package: str = ".", *, check: bool = False) -> Report:
    """Compile the package's seeds into its tables; with `check`, compare only and write nothing.

    Raises CannotRun where there is nothing to build.
    """
    from pincite import seeds as build

    return build.build_package(package, check=check)


def open(path: str | Path = ".", *, verify: bool = True) -> DataPackage:  # noqa: A001
    """Open the data package at a folder, descriptor or zip file, to read its tables.

    With `verify`, the hashes and sizes that the descriptor states are compared with the files
    that are read. Raises CannotRun for what is no data package.
    """
    from pincite.frames import open_data

    return open_data(path, verify=verify)
