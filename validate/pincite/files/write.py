"""Writing: texts with one fixed form, and files that are never half written."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from pincite.files.reading import inside
from pincite.report import CannotRun

MAX_EXPONENT = 308  # of ten, in the double that most JSON readers make of a number (RFC 8259, 6)


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """CSV with LF line ends, quotes only where needed, and no trailing blank line."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def json_text(value: Any, *, indent: int | None = 2) -> str:
    """JSON with two spaces of indentation, keys in the given order, and a final line end.

    Raises CannotRun for a number that readers of JSON would not hold exactly.
    """
    return json.dumps(value, indent=indent, ensure_ascii=False, default=_number) + "\n"


def json_as_read(value: Any, like: str = "{\n  ") -> str:
    """JSON of a value that was read from JSON: every number stays what it was.

    It has the indentation, line ends and end of the text `like`; by default those of `json_text`.

    A custom property may be 1e999999999 or have thirty digits, which no number of Python's json
    module writes: a text that occurs nowhere else holds its place.
    """
    import secrets

    mark, numbers = secrets.token_hex(16), list[str]()

    def placed(number: object) -> int | float | str:
        try:
            return _number(number)
        except CannotRun:
            numbers.append(str(number))
            return f"{mark}{len(numbers) - 1}"

    first = re.match(r"\s*[\[{][ \t]*\r?\n([ \t]*)", like)
    packed = None if first or re.search(r'":\s', like) else (",", ":")
    indent = first[1] if first else None
    text = json.dumps(value, indent=indent, separators=packed, ensure_ascii=False, default=placed)
    text += "\n" if like[-1:] in "\n " else ""
    text = text.replace("\n", "\r\n") if "\r\n" in like else text
    return re.sub(f'"{mark}([0-9]+)"', lambda found: numbers[int(found[1])], text)


def _number(value: object) -> int | float:
    if not isinstance(value, Decimal):
        raise TypeError(f"{type(value).__name__} has no JSON form here")
    if not value.is_finite():
        raise CannotRun(f"{value}: has no form in JSON")
    if value.adjusted() > MAX_EXPONENT:  # 1e999999999 as an integer would be written for minutes
        raise CannotRun(f"{value:.5g}: JSON readers cannot hold so large a number; write a text")
    if value == value.to_integral_value():
        return int(value)
    if Decimal(repr(float(value))) != value:
        raise CannotRun(f"{value:.20g}: JSON readers would round this number; write it as a text")
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
                raise CannotRun(f"{target.name}: cannot be written: it is not a regular file")
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


def name_before(name: str, is_there: Callable[[str], bool]) -> str:
    """A free name for what a file was before it is replaced: NAME.before, NAME.before-2, ..."""
    number, beside = 1, f"{name}.before"
    while is_there(beside):
        number, beside = number + 1, f"{name}.before-{number + 1}"
    return beside


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


def write_bytes_whole(target: Path, data: bytes) -> None:
    """Write a file of bytes beside its place and rename it; one that is the same is left.

    Raises CannotRun where it cannot be written.
    """
    import tempfile

    try:
        if target.is_file() and target.read_bytes() == data:
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(target)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise CannotRun(f"{target}: cannot be written: {error.strerror}") from error
