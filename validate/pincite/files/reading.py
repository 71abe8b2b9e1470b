"""Reading files of a package: only from inside its folder, with one clear line on failure."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import product
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pincite.report import CannotRun
from pincite.report.expressions import lazy
from pincite.report.frozen import Frozen
from pincite.report.visible import without_credentials

MAX_EXTRACTED = 8 * 2**30  # bytes that one archive may extract to, within MAX_RATIO of its size
MAX_RATIO = 200
FREE_BYTES = 100 * 2**20  # what even a small archive may extract to
_STEP = 2**20
_HIGH, _LOW = r"\\u[dD][89abAB][0-9a-fA-F]{2}", r"\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_LONE_SURROGATE = lazy(rf"{_HIGH}(?!{_LOW})|(?<!{_HIGH}){_LOW}")


def check_path(relative: str) -> PurePosixPath:
    """A package-relative POSIX path; raises CannotRun where it leads out of the package.

    Source of the rule: Data Package 2.0, "path": relative, no `..`.
    """
    if "://" in relative:
        raise CannotRun(
            f"{without_credentials(relative)!a}: lies in the network; only files inside the package"
            " are read"
        )
    pure = PurePosixPath(relative)
    is_odd = not relative.isprintable() or not relative or "\\" in relative
    if pure.is_absolute() or ".." in pure.parts or is_odd:
        raise CannotRun(f"{relative!a}: the path must be relative and stay inside the package")
    return pure


def inside(root: Path, relative: str) -> Path:
    """The file at a package-relative path; raises CannotRun where it leaves the package.

    The rules are those of `check_path`; links are followed and must stay inside too.
    """
    path = root / check_path(relative)
    try:
        is_inside = path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError) as error:
        raise CannotRun(f"{relative}: the link leads in a circle") from error
    if not is_inside:
        raise CannotRun(f"{relative}: the path leads outside the package through a link")
    return path


def read_bytes(path: Path, name: str) -> bytes:
    """The bytes of a regular file; raises CannotRun with `name`, also for pipes and folders."""
    try:
        if path.exists() and not path.is_file():
            raise CannotRun(f"{name}: is not a regular file")
        return path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{name}: cannot be read: {error.strerror or error}") from error


def read_text(path: Path, name: str) -> str:
    """The UTF-8 text of a file with its line ends as they are; raises CannotRun with `name`."""
    return utf_8_text(read_bytes(path, name), name)


def utf_8_text(data: bytes, name: str) -> str:
    """Bytes as the UTF-8 text that they are; raises CannotRun with `name`."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRun(
            f"{name}: byte {error.start} is not UTF-8; save the file as UTF-8"
        ) from error


def read_json(path: Path, name: str) -> Any:
    """The JSON value in a file; raises CannotRun with `name` and the line of the fault."""
    return parse_whole_json(read_text(path, name), name)


def parse_whole_json(text: str, name: str) -> Any:
    """The JSON value in a text; raises CannotRun with `name`, also for repeated keys and NaN.

    Numbers are exact. A byte order mark is passed over (RFC 8259 lets a reader do so).
    """
    value, is_odd = parse_json(text.removeprefix("\ufeff"), name)
    if is_odd:
        raise CannotRun(f"{name}: an object has one key twice, or a number is NaN or Infinity")
    return value


def parse_json(text: str, name: str) -> tuple[Any, bool]:
    """The JSON value in a text, and whether it holds repeated keys, NaN or Infinity.

    Of a repeated key the last value counts. Raises CannotRun as `read_json`.
    """
    if _LONE_SURROGATE.search(text):
        raise CannotRun(f"{name}: holds half of a surrogate pair, which is not a character")
    odd: list[str] = []

    def whole(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            odd.append("a repeated key")
        return found

    def constant(token: str) -> None:
        odd.append(token)

    try:
        value = json.loads(
            text, parse_float=Decimal, object_pairs_hook=whole, parse_constant=constant
        )
    except json.JSONDecodeError as error:
        raise CannotRun(f"{name}:{error.lineno}: not JSON: {error.msg}") from error
    except RecursionError as error:
        raise CannotRun(f"{name}: the JSON is nested too deep") from error
    except (ValueError, ArithmeticError) as error:
        raise CannotRun(f"{name}: holds a number that is too long to read") from error
    return value, bool(odd)


def extraction_limit(stored: int) -> int:
    """How many bytes an archive of a size may extract to: hostile ones extract to far more."""
    return min(MAX_EXTRACTED, max(FREE_BYTES, MAX_RATIO * stored))


def copy_within(source: IO[bytes], target: IO[bytes], limit: int) -> int:
    """Copy a stream, at most `limit` bytes of it; the size. Raises CannotRun where it is longer."""
    size = 0
    while step := source.read(_STEP):
        size += len(step)
        if size > limit:
            raise CannotRun("extracts to too many bytes")
        target.write(step)
    return size


class SourceFile(Frozen):
    """A source's text as it is, and the digest of its bytes."""

    path: Path
    sha256: str
    text: str

    @property
    def line_count(self) -> int:
        """Number of lines; the last one counts with or without a line end."""
        return self.text.count("\n") + (not self.text.endswith("\n"))


def only_differs_in(file: SourceFile, sha256: str) -> str | None:
    """What alone makes a source's file another one than that of a digest; None where it is more.

    Git and editors change line ends, the byte order mark and the end of the last line.
    """
    import hashlib

    plain = file.text.removeprefix("\ufeff").replace("\r\n", "\n")
    for ends, last, mark in product(("\n", "\r\n"), (None, "", "\n"), ("", "\ufeff")):
        text = plain if last is None else plain.rstrip("\n") + last
        other = mark + text.replace("\n", ends)
        if hashlib.sha256(other.encode("utf-8")).hexdigest() == sha256:
            if other.replace("\r\n", "\n") == file.text.replace("\r\n", "\n"):
                return "line ends"
            is_mark = other.removeprefix("\ufeff") == file.text.removeprefix("\ufeff")
            return "the byte order mark" if is_mark else "line ends and what begins or ends it"
    return None


def find_source(folder: Path, file_name: str) -> SourceFile | None:
    """The source file of a name in a folder, or None; raises CannotRun where it is not UTF-8."""
    path = folder / Path(file_name).name
    if not file_name.isprintable() or not path.is_file():
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{path}: cannot be read: {error.strerror}") from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CannotRun(f"{path}: byte {error.start} is not UTF-8") from error
    import hashlib

    return SourceFile(path, hashlib.sha256(data).hexdigest(), text)
