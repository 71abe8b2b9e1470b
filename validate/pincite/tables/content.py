"""The files of a resource: found, opened as what they hold, compared with stated hash and size.

This is the only module of the room that touches files.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, Any

from pincite.files.addresses import last_name
from pincite.files.handles import Location
from pincite.files.reading import extraction_limit
from pincite.files.store import KEPT_FILE, Files
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place
from pincite.tables.compressed import COMPRESSIONS, FOREIGN, NotWhole, extract

PATTERN = frozenset("*?[")  # a path with one of them is a pattern of paths


class TableFault(Exception):
    """A file cannot be read as its resource says; `code` is the issue's.

    `path` is the file's where it is not the resource's first. `line` and `row` are where it shows;
    from 1, or from 0 where the reader of a stretch raises it, which does not know its beginning.
    """

    def __init__(
        self,
        code: str,
        message: str,
        line: int | None = None,
        *,
        row: int | None = None,
        step: str | None = None,
    ):
        super().__init__(message)
        self.code = code
        self.line = line
        self.row = row
        self.step = step
        self.path: str | None = None

    def issue(self, path: str) -> Issue:
        """The fault as an issue; `path` is that of the resource's first file."""
        place = Place(self.path or path, self.line, row=self.row)
        message = str(self).removeprefix(f"{place.file}: ")
        return Issue(self.code, place, message, step=self.step)


class Content:
    """A resource's files by their paths, in order."""

    def __init__(self, files: Files, paths: Sequence[str], resource: Mapping[str, Any]):
        self.paths = tuple(paths)
        self._files = files
        self._compression = resource.get("compression")
        self._innerpath: str | None = resource.get("innerpath")
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
            kind = self._kind(path)
            return self._files.open(path) if kind is None else self._extract(path, kind)
        except CannotRun as error:
            raise TableFault("scheme-error", str(error), step=error.step) from error

    def location(self, path: str) -> Location | None:
        """Where another process finds what `open` gives; None where that is not a file."""
        return self._files.location(path) if self._kind(path) is None else None

    def read(self, path: str) -> bytes:
        """All that a file holds, decompressed; raises TableFault."""
        if self._kind(path) is None:
            return self._files.read(path)
        with self.open(path) as stream:
            return stream.read()

    def _kind(self, path: str) -> str | None:
        """How a file is compressed: as stated, else by the ending of its name."""
        stated = "" if self._compression in (None, "no") else str(self._compression)
        kind = stated or last_name(path).rpartition(".")[2].lower()
        if kind in COMPRESSIONS:
            return kind
        if stated or kind in FOREIGN:
            message = (
                f"the compression {kind!r} is not read here, only {', '.join(COMPRESSIONS)}:"
                " unpack the file"
            )
            raise TableFault("compression-error", message)
        return None

    def _extract(self, path: str, kind: str) -> IO[bytes]:
        import tempfile

        out: IO[bytes] = tempfile.SpooledTemporaryFile(KEPT_FILE)  # noqa: SIM115 - the caller's
        try:
            with self._files.open(path) as stored:
                limit = extraction_limit(self._files.size(path))
                size = extract(kind, stored, out, limit, self._innerpath)
        except NotWhole as error:
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
    paths = [path for stated in paths_of(resource) for path in _matching(package.files, stated)]
    for path in paths:
        try:
            package.files.size(path)
        except CannotRun as error:
            raise TableFault("scheme-error", str(error), step=error.step) from error
    return Content(package.files, paths, resource.descriptor)


def _matching(files: Files, path: str) -> list[str]:
    """The files that a pattern matches, sorted; a path that is not a pattern as it is."""
    if not PATTERN & set(path) or "://" in path or files.is_there(path):
        return [path]
    found = files.matching(path)
    if not found:
        raise TableFault("scheme-error", f"{path}: no file of the package has such a path")
    return found


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
