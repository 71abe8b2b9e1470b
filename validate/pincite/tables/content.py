"""The files of a resource: found, measured, opened as what they hold, decompressed in bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from pincite.files.reading import copy_within, unfolding_limit
from pincite.package import Package
from pincite.report import CannotRun

_STEP = 2**20


class TableFault(Exception):
    """A file cannot be read as its resource says; `code` is the issue's, `line` where it shows."""

    def __init__(self, code: str, message: str, line: int | None = None):
        super().__init__(message)
        self.code = code
        self.line = line


class Content:
    """A resource's files, in order."""

    def __init__(self, files: Sequence[Path], compression: str | None):
        self.files = tuple(files)
        self._compression = compression

    @property
    def size(self) -> int:
        """Bytes of all files as they are stored."""
        return sum(file.stat().st_size for file in self.files)

    def digest(self, algorithm: str) -> str:
        """Digest of all files as they are stored; raises TableFault for an unknown algorithm."""
        import hashlib

        try:
            found = hashlib.new(algorithm, usedforsecurity=False)
            for file in self.files:
                with file.open("rb") as stream:
                    while step := stream.read(_STEP):
                        found.update(step)
            return found.hexdigest()
        except (ValueError, TypeError) as error:
            message = f"{algorithm} is no hash algorithm that is known here"
            raise TableFault("hash-count", message) from error

    def open(self, file: Path) -> IO[bytes]:
        """A stream of what a file holds, decompressed, that one can seek in.

        Raises TableFault for what cannot be read or does not unfold within bounds.
        """
        try:
            if file.name.endswith(".gz") or self._compression == "gz":
                return _gunzip(file)
            return file.open("rb")
        except OSError as error:
            raise TableFault("scheme-error", f"cannot be read: {error.strerror}") from error

    def read(self, file: Path) -> bytes:
        """All that a file holds, decompressed; raises TableFault."""
        with self.open(file) as stream:
            return stream.read()


def open_content(package: Package, descriptor: Mapping[str, Any], paths: Sequence[str]) -> Content:
    """The files of a resource; raises TableFault where one is missing or no regular file."""
    files = []
    for path in paths:
        try:
            file = package.path_of(path)
        except CannotRun as error:
            raise TableFault("scheme-error", str(error)) from error
        if not file.is_file():
            says = (
                "is no regular file" if file.exists() else "cannot be read: there is no such file"
            )
            raise TableFault("scheme-error", f"{path}: {says}")
        files.append(file)
    return Content(files, descriptor.get("compression"))


def _gunzip(file: Path) -> IO[bytes]:
    import tempfile
    import zlib
    from gzip import BadGzipFile, GzipFile

    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the caller closes it
    try:
        with GzipFile(file) as source:
            copy_within(source, out, unfolding_limit(file.stat().st_size))  # type: ignore[arg-type]
    except (BadGzipFile, EOFError, zlib.error) as error:
        out.close()
        raise TableFault("compression-error", f"not a whole gzip file: {error}") from error
    except CannotRun as error:
        out.close()
        raise TableFault("compression-error", str(error)) from error
    out.seek(0)
    return out
