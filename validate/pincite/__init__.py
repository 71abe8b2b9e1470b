"""pincite: build, validate and prove data packages whose cells cite their passages.

The names below are the public interface; everything else may move between versions.
"""

from importlib.metadata import version as _version

from pincite.report import CannotRun, Issue, Place, Report

__all__ = ["CannotRun", "Issue", "Place", "Report", "__version__", "build", "validate"]

__version__ = _version("pincite")


def validate(package: str = ".", *, sources: str | None = None) -> Report:
    """Validate the data package at a folder or descriptor path; `sources` is a folder of texts.

    Raises CannotRun where there is nothing to validate, such as a missing descriptor.
    """
    from pincite.checks import validate_package

    return validate_package(package, sources=sources)


def build(package: str = ".", *, check: bool = False) -> Report:
    """Compile the package's seeds into its tables; with `check`, compare only and write nothing.

    Raises CannotRun where there is nothing to build.
    """
    from pincite.build import build_package

    return build_package(package, check=check)
