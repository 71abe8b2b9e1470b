"""The files of a resource: found, opened as what they hold, compared with stated hash and size.

This is the only module of the room that touches files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO

from pincite.files.reading import copy_within, extraction_limit
from pincite.files.store import KEPT_FILE, Files
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place

COMPRESSIONS = ("gz",)
_FOREIGN = ("zip", "bz2", "xz", "zst", "7z", "tar", "lz4", "br")


class TableFault(Exception):
    """A file cannot be read as its resource says; `code` is the issue's.

    `path` is the file's where it is not the resource's first. `line` and `row` are where it shows;
    from 1, or from 0 where the reader of a stretch raises it, which does not know its beginning.
    """

    def __init__(self, code: str, message: str, line: int | None = None, *, row: int | None = None):
        super().__init__(message)
        self.code = code
        self.line = line
        self.row = row
        self.path: str | None = None

    def issue(self, path: str) -> Issue:
        """The fault as an issue; `path` is that of the resource's first file."""
        place = Place(self.path or path, self.line, row=self.row)
        return Issue(self.code, place, str(self).removeprefix(f"{place.file}: "))


class Content:
    """A resource's files by their paths, in order."""

    def __init__(self, files: Files, paths: Sequence[str], compression: object):
        self.paths = tuple(paths)
        self._files = files
        self._compression = compression
        self._extracted: dict[str, bytes] = {}

    @property
    def size(self) -> int:
        """Bytes of all files as they are stored."""
        return sum(map(self._files.size, self.paths))

    def digest(self, algorithm: str) -> str:
        """Digest of all files as they are stored; raises TableFault for an unknown algorithm."""
        import hashlib

        try:
            if len(self.paths) == 1:
                return self._files.digest(self.paths[0], algorithm)
            found = hashlib.new(algorithm, usedforsecurity=False)
            for path in self.paths:
                with self._files.open(path) as stream:
                    while step := stream.read(2**20):
                        found.update(step)
            return found.hexdigest()
        except (ValueError, TypeError) as error:
            message = f"{algorithm} is not a hash algorithm that is known here"
            raise TableFault("hash-count", message) from error

    def open(self, path: str) -> IO[bytes]:
        """A stream of what a file holds, decompressed, that one can seek in.

        Raises TableFault for what cannot be read or cannot be extracted within bounds.
        """
        try:
            if path in self._extracted:
                return io.BytesIO(self._extracted[path])
            return self._gunzip(path) if self._is_gzip(path) else self._files.open(path)
        except CannotRun as error:
            raise TableFault("scheme-error", str(error)) from error

    def read(self, path: str) -> bytes:
        """All that a file holds, decompressed; raises TableFault."""
        if not self._is_gzip(path):
            return self._files.read(path)
        with self.open(path) as stream:
            return stream.read()

    def _is_gzip(self, path: str) -> bool:
        stated = "" if self._compression in (None, "no") else self._compression
        ending = path.rpartition(".")[2].lower()
        if stated not in ("", *COMPRESSIONS) or (not stated and ending in _FOREIGN):
            known = ", ".join(COMPRESSIONS)
            message = (
                f"the compression {str(stated or ending)!r} is not read here, only {known}: unpack"
                " the file, or compress it with gzip"
            )
            raise TableFault("compression-error", message)
        return bool(stated) or ending == "gz"

    def _gunzip(self, path: str) -> IO[bytes]:
        import tempfile
        import zlib
        from gzip import BadGzipFile, GzipFile

        out: IO[bytes] = tempfile.SpooledTemporaryFile(KEPT_FILE)  # noqa: SIM115 - the caller's
        try:
            with self._files.open(path) as stored, GzipFile(fileobj=stored) as source:
                limit = extraction_limit(self._files.size(path))
                size = copy_within(source, out, limit)  # type: ignore[arg-type]
        except (BadGzipFile, EOFError, zlib.error) as error:
            out.close()
            message = f"not a whole gzip file: {error}"
            raise TableFault("compression-error", message) from error
        except CannotRun as error:
            out.close()
            raise TableFault("compression-error", str(error)) from error
        out.seek(0)
        if size > KEPT_FILE:
            return out
        self._extracted[path] = out.read()
        out.close()
        return io.BytesIO(self._extracted[path])


def open_content(package: Package, resource: Resource) -> Content:
    """The files of a resource; raises TableFault where one is missing or not a regular file."""
    paths = paths_of(resource)
    for path in paths:
        try:
            package.files.size(path)
        except CannotRun as error:
            raise TableFault("scheme-error", str(error)) from error
    return Content(package.files, paths, resource.descriptor.get("compression"))


def check_stated(resource: Resource, content: Content, digests: dict[str, str]) -> Iterator[Issue]:
    """Issues of a resource's stated `hash` and `bytes`; `digests` gets what is computed.

    Source of the rule: Data Resource 2.0; a hash without an algorithm's name is MD5, and both are
    of the file as it is stored.
    """
    stated = resource.descriptor.get("hash")
    if isinstance(stated, str) and stated:
        algorithm, _, digest = stated.rpartition(":")
        try:
            found = content.digest(algorithm or "md5")
        except TableFault as fault:
            yield Issue(fault.code, Place(name_of(resource)), str(fault), found=stated)
        else:
            digests[algorithm or "md5"] = found
            if found != digest.lower():
                message = "the file has another digest than the descriptor states"
                yield Issue("hash-count", Place(name_of(resource)), message, found, digest)
    size = resource.descriptor.get("bytes")
    if isinstance(size, int) and size != content.size:
        message = "the file has another size than the descriptor states"
        place = Place(name_of(resource))
        yield Issue("byte-count", place, message, str(content.size), str(size))


def paths_of(resource: Resource) -> list[str]:
    """The paths of a resource's files; none for inline data."""
    path = resource.descriptor.get("path", [])
    return [path] if isinstance(path, str) else list(path)


def name_of(resource: Resource) -> str:
    """What an issue calls the file of a resource: its first path, or the resource's name."""
    return resource.path or f"(resource {resource.name})"
