"""Writing: texts with one fixed form, and files that are never half written."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pincite.files.reading import inside
from pincite.report import CannotRun


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV with LF line ends, quotes only where needed, and no trailing blank line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """JSON with two spaces of indentation, keys in the given order, and a final line end."""
    return json.dumps(value, indent=indent, ensure_ascii=False, default=_number) + "\n"


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    if not value.is_finite():
        raise CannotRun(f"{value}: has no form in JSON")
    if value == value.to_integral_value():
        return int(value)
    if Decimal(repr(float(value))) != value:
        raise CannotRun(f"{value}: JSON readers would round this number")
    return float(value)


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts to package-relative paths: all beside first, then renamed into place.

    Raises CannotRun where a path leaves the package or a file cannot be written; every file is
    then as it was before.
    """
    targets = {inside(root, relative): text for relative, text in texts.items()}
    staged: dict[Path, Path] = {}
    old: dict[Path, bytes | None] = {}
    current = str(root)
    try:
        for target, text in targets.items():
            current = target.name
            if target.exists() and not target.is_file():
                raise CannotRun(f"{target.name}: cannot be written: it is no regular file")
            target.parent.mkdir(parents=True, exist_ok=True)
            staged[target] = _stage(target, text)
        for target, beside in staged.items():
            current = target.name
            old[target] = target.read_bytes() if target.exists() else None
            beside.replace(target)
    except OSError as error:
        _restore(old)
        raise CannotRun(f"{current}: cannot be written: {error.strerror}") from error
    finally:
        for beside in staged.values():
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)


def _stage(target: Path, text: str) -> Path:
    """A new file beside the target, of a name that nobody foresaw, with the target's rights."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent)
    with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    beside = Path(name)
    beside.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
    return beside


def _restore(old: Mapping[Path, bytes | None]) -> None:
    for target, data in old.items():
        with contextlib.suppress(OSError):
            if data is None:
                target.unlink(missing_ok=True)
            else:
                target.write_bytes(data)
