"""The libraries of each extra, imported when they are needed; what to install where one is missing.

A message names the libraries themselves, not `pincite[EXTRA]`: that works however pincite itself
was installed, and before its name is on a package index, where anybody could take it.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from pincite.report import CannotRun

# Those of pyproject.toml; a test compares them.
EXTRAS = {
    "arrow": ("pyarrow",),
    "pandas": ("pandas", "pyarrow"),
    "polars": ("polars", "pyarrow"),
    "duckdb": ("duckdb", "pyarrow"),
    "release": ("pyarrow", "xlsxwriter"),
    "yaml": ("ruamel.yaml",),
    "zst": ("zstandard",),
    "parquet": ("pyarrow",),
    "xlsx": ("openpyxl",),
    "html": ("selectolax",),
    "pdf": ("pypdfium2",),
}


class MissingLibrary(CannotRun, ImportError):
    """A library that a reader or a release needs is not installed; the message says what to do."""


def require(extra: str, why: str = "") -> None:
    """Import the libraries of an extra; raises MissingLibrary where one is not installed.

    `why` is put before the message, such as "pincite release".
    """
    for name in EXTRAS[extra]:
        try:
            import_module(name)
        except ImportError as error:
            what = f"{why} needs {name}, which" if why else name
            message = f"{what} is not installed: pip install {' '.join(EXTRAS[extra])}"
            raise MissingLibrary(message, name=name) from error


def library(name: str) -> Any:
    """A library, or a module of one, that `require` has found."""
    return import_module(name)
