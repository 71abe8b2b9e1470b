"""pincite: build, validate and prove data packages whose cells cite their passages.

The names below are the public interface; everything else may move between versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pincite.report import CannotRun, Issue, Place, Report

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pincite.frames import DataPackage
    from pincite.grammar import FiscalYear
    from pincite.proof.verdict import Verdict

__all__ = [
    "CannotRun",
    "Issue",
    "Place",
    "Report",
    "Verdict",
    "__version__",
    "build_package",
    "open",
    "validate_package",
    "verify",
]

if TYPE_CHECKING:
    __version__: str


def __getattr__(name: str) -> object:
    """The version and the verdict's class, only when they are asked for: start-up counts."""
    if name == "Verdict":
        from pincite.proof.verdict import Verdict

        return Verdict
    if name != "__version__":
        raise AttributeError(f"module 'pincite' has no attribute {name!r}")
    from importlib.metadata import version

    return version("pincite")


def verify(  # noqa: PLR0913 - what a quote is said to prove, each by its name
    text: str,
    quote: str,
    *,
    method: str,
    language: str,
    value: str | None = None,
    qualifier: str | None = None,
    unit: str | None = None,
    start: int | None = None,
    prefix: str | None = None,
    suffix: str | None = None,
    currencies: Mapping[str, str] | None = None,
    anchor: str | None = None,
    bound: str | None = None,
    fiscal_year: FiscalYear | Mapping[str, str | int] | None = None,
) -> Verdict:
    """Whether a quote of a text proves a value, and which: no package, no files, no state.

    See `pincite.proof.verdict.verify`. Raises ValueError for a method or bound that there is not.
    """
    from pincite.proof import verdict

    return verdict.verify(
        text,
        quote,
        method=method,
        language=language,
        value=value,
        qualifier=qualifier,
        unit=unit,
        start=start,
        prefix=prefix,
        suffix=suffix,
        currencies=currencies,
        anchor=anchor,
        bound=bound,
        fiscal_year=fiscal_year,
    )


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
