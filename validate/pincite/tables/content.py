"""The bytes of a resource: found, measured, decompressed within bounds, decoded."""

from __future__ import annotations

import codecs
import hashlib
import io
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from gzip import BadGzipFile, GzipFile
from typing import Any

from pincite.package import Package
from pincite.package.files import read_bytes
from pincite.report import CannotRun

MAX_BYTES = 8 * 2**30  # of one decompressed file: what a hostile archive may unfold to
_STEP = 2**20


class TableFault(Exception):
    """A file cannot be read as its resource says; `code` is the issue's, `line` where it shows."""

    def __init__(self, code: str, message: str, line: int | None = None):
        super().__init__(message)
        self.code = code
        self.line = line


@dataclass(frozen=True)
class Content:
    """A resource's files as they are stored, in order; `data` is what they hold, decompressed."""

    stored: tuple[bytes, ...]
    data: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Bytes of all files as they are stored."""
        return sum(map(len, self.stored))

    def digest(self, algorithm: str) -> str:
        """Digest of all files as they are stored; raises TableFault for an unknown algorithm."""
        try:
            found = hashlib.new(algorithm, usedforsecurity=False)
            for part in self.stored:
                found.update(part)
            return found.hexdigest()
        except (ValueError, TypeError) as error:
            message = f"{algorithm} is no hash algorithm that is known here"
            raise TableFault("hash-count", message) from error

    def texts(self, encoding: str) -> list[str]:
        """The decoded files, without byte order marks; raises TableFault `encoding-error`."""
        try:
            name = codecs.lookup(encoding).name
        except LookupError as error:
            raise TableFault("encoding-error", f"{encoding} is no encoding known here") from error
        try:
            return [part.decode("utf-8-sig" if name == "utf-8" else name) for part in self.data]
        except UnicodeDecodeError as error:
            message = f"byte {error.start} is not {encoding}: {error.reason}"
            raise TableFault("encoding-error", message) from error


def read_content(package: Package, descriptor: Mapping[str, Any], paths: Sequence[str]) -> Content:
    """Read the files of a resource; raises TableFault for what is missing or does not unfold."""
    stored = tuple(_read(package, path) for path in paths)
    compression = descriptor.get("compression")
    data = tuple(
        _gunzip(part) if path.endswith(".gz") or compression == "gz" else part
        for path, part in zip(paths, stored, strict=True)
    )
    return Content(stored, data)


def _read(package: Package, path: str) -> bytes:
    try:
        return read_bytes(package.path_of(path), path)
    except CannotRun as error:
        raise TableFault("scheme-error", str(error)) from error


def _gunzip(data: bytes) -> bytes:
    out = io.BytesIO()
    try:
        with GzipFile(fileobj=io.BytesIO(data)) as file:
            while step := file.read(_STEP):
                out.write(step)
                if out.tell() > MAX_BYTES:
                    raise TableFault("compression-error", f"unfolds to over {MAX_BYTES} bytes")
    except (BadGzipFile, EOFError, zlib.error) as error:
        raise TableFault("compression-error", f"not a whole gzip file: {error}") from error
    return out.getvalue()
