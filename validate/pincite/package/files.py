"""Reading files of a package: only from inside its folder, with one clear line on failure."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path, PurePosixPath
from typing import Any

from pincite.report import CannotRun


def inside(root: Path, relative: str) -> Path:
    """The file at a package-relative POSIX path; raises CannotRun where it leaves the package.

    Source of the rule: Data Package 2.0, "path": relative, no `..`; links are followed and
    must stay inside too.
    """
    pure = PurePosixPath(relative)
    if pure.is_absolute() or ".." in pure.parts or "://" in relative or "\\" in relative:
        raise CannotRun(f"{relative}: the path must be relative and stay inside the package")
    path = root / pure
    if not path.resolve().is_relative_to(root.resolve()):
        raise CannotRun(f"{relative}: the path leads outside the package through a link")
    return path


def read_text(path: Path, name: str) -> str:
    """The UTF-8 text of a file with its line ends as they are; raises CannotRun with `name`."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{name}: cannot be read: {error.strerror or error}") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRun(
            f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from error


def read_json(path: Path, name: str) -> Any:
    """The JSON value in a file; raises CannotRun with `name` and the line of the fault."""
    text = read_text(path, name)
    try:
        return json.loads(text, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise CannotRun(f"{name}:{error.lineno}: not JSON: {error.msg}") from error
    except RecursionError as error:
        raise CannotRun(f"{name}: the JSON is nested too deep") from error
