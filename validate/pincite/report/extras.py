"""The libraries of each extra, imported when they are needed; what to install where one is missing.

A message names the libraries themselves, not `pincite[EXTRA]`: that works however pincite itself
was installed, and before its name is on a package index, where anybody could take it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
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
    "spark": ("pyspark", "pyarrow", "pandas"),
    "dask": ("distributed",),
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


def load_named(option: str, named: str, kind: str) -> Any:
    """What is at `MODULE:NAME` or `FILE.py:NAME`, which an option has named; runs that module.

    `kind` is what a message calls the name, such as CLASS. Modules are looked for in the working
    directory too, or beside the file, but behind those that are installed: a folder with data takes
    no name from them. Raises CannotRun.
    """
    module, _, name = named.rpartition(":")
    if not module or not name:
        raise CannotRun(f"{option} {named}: give MODULE:{kind} or FILE.py:{kind}")
    is_file = module.endswith(".py")
    folder = str(Path(module).resolve().parent) if is_file else str(Path.cwd())
    if folder not in sys.path:
        sys.path.append(folder)  # and stays, for what is imported when a function is called
    try:
        return getattr(_run_file(Path(module)) if is_file else import_module(module), name)
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # what a module does when it is run is its own
        said = said_of(error)
        said = said if isinstance(error, ImportError) else f"{type(error).__name__}: {said}"
        raise CannotRun(f"{option} {named}: {' '.join(said.split())}") from error


def said_of(error: BaseException) -> str:
    """The text of what foreign code raised; empty where that code fails to make one."""
    try:
        return str(error)
    except KeyboardInterrupt:
        raise
    except BaseException:
        return ""


def _run_file(path: Path) -> Any:
    """The module in a file, whatever other modules have its name."""
    from importlib.util import module_from_spec, spec_from_file_location

    if not path.is_file():
        raise ImportError("there is no such file")
    spec = spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    before = sys.modules.get(path.stem)
    sys.modules[path.stem] = module  # classes look their annotations up there
    try:
        spec.loader.exec_module(module)
    finally:
        if before is not None:
            sys.modules[path.stem] = before
    return module
