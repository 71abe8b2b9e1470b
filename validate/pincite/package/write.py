"""Writing: texts with one fixed form, and files that are never half written."""

from __future__ import annotations

import contextlib
import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pincite.report import CannotRun


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV with LF line ends, quotes only where needed, and no trailing blank line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def json_text(value: Any) -> str:
    """JSON with two spaces of indentation, keys in the given order, and a final line end."""
    return json.dumps(value, indent=2, ensure_ascii=False, default=_number) + "\n"


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    if value == value.to_integral_value():
        return int(value)
    if Decimal(repr(float(value))) != value:
        raise CannotRun(f"{value}: JSON readers would round this number")
    return float(value)


def write_files(root: Path, texts: Mapping[str, str]) -> None:
    """Write texts to package-relative paths: all beside first, then renamed into place.

    Raises CannotRun, with every old file still whole, where one cannot be written.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for relative, text in texts.items():
            target = root / relative
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.new")
            staged.append((beside, target))
            beside.write_text(text, encoding="utf-8", newline="\n")
        for beside, target in staged:
            beside.replace(target)
    except OSError as error:
        raise CannotRun(f"{error.filename}: cannot be written: {error.strerror}") from error
    finally:
        for beside, _ in staged:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
