"""The files of an opened package: each is opened once, and all that is read comes from there.

Two readers of one package thus see the same bytes, and a release is made of the very bytes that
were validated. A file of up to 16 MB is kept; a larger one keeps its descriptor and is read again
through it. `Files.of_folder`, `Files.of_zip` and `Files.of_bytes` make the same thing.
"""

from __future__ import annotations

import hashlib
import io
import os
import threading
import weakref
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pincite.files.reading import check_path, inside, parse_whole_json, utf_8_text
from pincite.report import CannotRun

KEPT_FILE = 16 * 2**20  # bytes of a file that is kept in memory
KEPT_ALL = 256 * 2**20  # bytes that all kept files may have together; the others keep descriptors
MAX_OPEN = 200  # files that may keep a descriptor: many systems allow 256 to a process
_STEP = 2**20
_BUFFER = 2**18


class Files:
    """The files of a package by package-relative POSIX path; see the module's text.

    Every method that takes a path raises CannotRun, with the path, for one that leads out of the
    package and for what cannot be read as a regular file. Threads may share an object.
    """

    def __init__(self, place: _Folder | _Memory):
        self._place = place
        self._opened: dict[object, _File] = {}
        self._by_path: dict[str, _File] = {}
        self._budget = _Budget()
        self._lock = threading.RLock()
        self._is_sealed = False

    @classmethod
    def of_folder(cls, root: Path, descriptor: str | None = None) -> Files:
        """The files in a folder; links are followed where they stay inside.

        The descriptor may have any name and be a link to anywhere: the user has named it.
        """
        return cls(_Folder(root, descriptor))

    @classmethod
    def of_bytes(cls, files: Mapping[str, bytes]) -> Files:
        """Files that exist in memory only, by their paths."""
        return cls(_Memory({_normal(path): _Kept(data) for path, data in files.items()}))

    def read(self, path: str) -> bytes:
        """All bytes of a file."""
        return self._file(path).read()

    def read_text(self, path: str) -> str:
        """The UTF-8 text of a file with its line ends as they are; a byte order mark stays."""
        return utf_8_text(self.read(path), path)

    def read_json(self, path: str) -> Any:
        """The JSON value in a file, its numbers exact; raises CannotRun with the faulty line."""
        return parse_whole_json(self.read_text(path), path)

    def open(self, path: str) -> IO[bytes]:
        """A stream of a file's bytes that can seek; each has its own position."""
        return self._file(path).stream()

    def size(self, path: str) -> int:
        """The number of bytes of a file."""
        return self._file(path).size

    def digest(self, path: str, algorithm: str = "sha256") -> str:
        """The hexadecimal digest of a file; raises ValueError for an unknown algorithm."""
        return self._file(path).digest(algorithm)

    def is_there(self, path: str) -> bool:
        """Whether there is a regular file at a path inside the package; opens nothing."""
        if _normal(path) in self._by_path:
            return True
        try:
            found = self._place.find(path)
        except CannotRun:
            return False
        return not isinstance(found, Path) or _is_file(found)

    def check(self, path: str) -> None:
        """Raise CannotRun where a path leads out of the package; a file need not be there."""
        self._place.check(path)

    def names_in(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted; "." is the package's own."""
        return sorted(self._place.names_in(folder))

    def seal(self) -> None:
        """Take the digest of every file that is not kept, so that `changed` compares it."""
        with self._lock:
            self._is_sealed = True
            for file in self._opened.values():
                file.seal()

    def changed(self) -> list[str]:
        """The paths whose bytes are no longer those that were opened, as far as that is known.

        Kept files cannot change. Others are compared by digest if sealed, else by size and time.
        """
        return sorted(path for path, file in self._by_path.items() if file.is_changed())

    def close(self) -> None:
        """Close the descriptors; nothing can be read from a large file afterwards."""
        for file in self._opened.values():
            file.close()

    def _file(self, path: str) -> _File:
        with self._lock:
            name = _normal(path)
            known = self._by_path.get(name)
            if known is None:
                source = self._place.find(path)
                key = _identity(source)
                known = self._opened.get(key)
                if known is None:
                    known = self._opened[key] = _File.of(source, path, self._budget)
                    if self._is_sealed:
                        known.seal()
                self._by_path[name] = known
            return known


class _Budget:
    """What the kept files of one package may still take, and which of the others are open."""

    def __init__(self) -> None:
        self.bytes = KEPT_ALL
        self.open: list[_Handle] = []

    def admit(self, handle: _Handle) -> None:
        """Let a file keep its descriptor; the one that has had it for longest may lose its own."""
        self.open.append(handle)
        if len(self.open) > MAX_OPEN:
            self.open.pop(0).park()


class _Kept:
    """Bytes in memory, as a source of a file."""

    def __init__(self, data: bytes):
        self.data = data


class _Folder:
    """A folder as the place of files; `descriptor` is found by name, even if it is a link."""

    def __init__(self, root: Path, descriptor: str | None):
        self.root, self.descriptor = root, descriptor

    def check(self, path: str) -> None:
        self.find(path)

    def find(self, path: str) -> Path:
        return self.root / path if path == self.descriptor else inside(self.root, path)

    def names_in(self, folder: str) -> list[str]:
        found = inside(self.root, folder)
        return [path.name for path in found.iterdir() if _is_file(path)] if found.is_dir() else []


class _Memory:
    """Files that are in memory, under the rules of paths that files in a folder have."""

    def __init__(self, known: Mapping[str, _Kept]):
        self.known = known

    def check(self, path: str) -> None:
        check_path(path)

    def find(self, path: str) -> _Kept:
        self.check(path)
        found = self.known.get(_normal(path))
        if found is None:
            raise CannotRun(f"{path}: cannot be read: there is no such file")
        return found

    def names_in(self, folder: str) -> list[str]:
        inner = PurePosixPath(folder)
        paths = map(PurePosixPath, self.known)
        return [path.name for path in paths if path.parent == inner]


class _File:
    """One opened file: its bytes, or a descriptor that is read at positions."""

    def __init__(self, name: str, data: bytes | None, handle: _Handle | None, size: int):
        self.name, self.size = name, size
        self._data, self._handle = data, handle
        self._digests: dict[str, str] = {}
        self._sealed: str | None = None

    @classmethod
    def of(cls, source: _Kept | Path, name: str, budget: _Budget) -> _File:
        """Open a file, or take what is in memory."""
        if isinstance(source, _Kept):
            return cls(name, source.data, None, len(source.data))
        try:
            handle = _Handle(source, name)
            if handle.size > min(KEPT_FILE, budget.bytes):
                budget.admit(handle)
                return cls(name, None, handle, handle.size)
            with io.BufferedReader(_Positioned(handle), _BUFFER) as stream:
                data = stream.read()
            handle.park()
        except OSError as error:
            raise CannotRun(f"{name}: cannot be read: {error.strerror or error}") from error
        budget.bytes -= len(data)
        return cls(name, data, None, len(data))

    def read(self) -> bytes:
        if self._data is not None:
            return self._data
        with self.stream() as stream:
            return stream.read()

    def stream(self) -> IO[bytes]:
        if self._handle is None:
            return io.BytesIO(self._data or b"")
        return io.BufferedReader(_Positioned(self._handle), _BUFFER)

    def digest(self, algorithm: str) -> str:
        if algorithm not in self._digests:
            self._digests[algorithm] = self._computed(algorithm)
        return self._digests[algorithm]

    def _computed(self, algorithm: str) -> str:
        try:
            found = hashlib.new(algorithm, self._data or b"", usedforsecurity=False)
            if self._handle is not None:
                with self.stream() as stream:
                    while step := stream.read(_STEP):
                        found.update(step)
            return found.hexdigest()
        except TypeError as error:  # shake_128 and its like have no fixed length
            raise ValueError(f"unsupported hash type {algorithm}") from error

    def seal(self) -> None:
        if self._handle is not None and self._sealed is None:
            self._sealed = self._computed("sha256")

    def is_changed(self) -> bool:
        if self._handle is None:
            return False
        return self._handle.is_changed() or (
            self._sealed is not None and self._sealed != self._computed("sha256")
        )

    def close(self) -> None:
        if self._handle is not None:
            self._handle.close()


class _Handle:
    """A regular file held open, closed with the object; reads do not move each other."""

    def __init__(self, path: Path, name: str):
        self._path, self._name = path, name
        self._lock = threading.Lock()
        self._is_closed = False
        self._file: IO[bytes] | None = self._open()
        self._state = _state(self._file)

    @property
    def size(self) -> int:
        """The file's size when it was opened."""
        return self._state[0]

    def _open(self) -> IO[bytes]:
        if self._path.exists() and not _is_file(self._path):
            raise CannotRun(f"{self._name}: is not a regular file")
        file = open(self._path, "rb", buffering=0, opener=_opener)  # noqa: SIM115
        weakref.finalize(self, file.close)
        return file

    def read_at(self, buffer: Any, position: int) -> int:
        """Fill a buffer from a position; the number of bytes, 0 at the end."""
        with self._lock:  # Windows has no positioned read, and another thread may park the file
            if self._is_closed:
                raise CannotRun(f"{self._name}: the package is closed; open it again to read it")
            if self._file is None:
                self._file = self._open()
                self._check_same(self._file)
            self._file.seek(position)
            return self._file.readinto(buffer) or 0  # type: ignore[attr-defined]

    def _check_same(self, file: IO[bytes]) -> None:
        if _state(file) != self._state:
            raise CannotRun(f"{self._name}: has changed while it was read; run again")

    def is_changed(self) -> bool:
        """Whether the file has another size or time than when it was opened."""
        with self._lock:
            return self._file is not None and _state(self._file) != self._state

    def park(self) -> None:
        """Give the descriptor back; the next read opens the file again, if it is still the same."""
        with self._lock:
            if self._file is not None:
                self._file.close()
                self._file = None

    def close(self) -> None:
        """Close the file for good."""
        self.park()
        self._is_closed = True


def _opener(path: str, flags: int) -> int:
    """Open without waiting: what was a file a moment ago may now be a pipe that nobody fills."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _state(file: IO[bytes]) -> tuple[int, ...]:
    """What tells one state of a file from another without reading it."""
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev


class _Positioned(io.RawIOBase):
    """A raw stream over a handle, with a position of its own."""

    def __init__(self, handle: _Handle):
        self._handle, self._position = handle, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        number = self._handle.read_at(memoryview(buffer).cast("B"), self._position)
        self._position += number
        return number

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._handle.size}
        target = start[whence] + offset
        if target < 0:
            raise ValueError(f"negative seek position {target}")
        self._position = target
        return target

    def tell(self) -> int:
        return self._position


def _normal(path: str) -> str:
    """One text for all spellings of a path: `./a//b` is `a/b`."""
    return path if "://" in path else PurePosixPath(path).as_posix()


def _identity(source: _Kept | Path) -> object:
    """What is the same for two paths that lead to one file, such as a link and its target."""
    return id(source) if isinstance(source, _Kept) else source.resolve()


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that the system cannot have
        return False
