"""The files of an opened package: each is opened once, and all that is read comes from there.

Two readers of one package thus see the same bytes, and a release is made of the very bytes that
were validated. A file of up to 16 MB is kept; a larger one keeps its descriptor and is read again
through it. `Files.of_folder`, `Files.of_zip` and `Files.of_bytes` make the same thing.
"""

from __future__ import annotations

import io
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import IO, Any

from pincite.files.handles import Handle, Location, Stretch, is_file
from pincite.files.reading import check_path, inside, parse_whole_json, utf_8_text
from pincite.report import CannotRun
from pincite.report.frozen import Frozen

KEPT_FILE = 16 * 2**20  # bytes of a file that is kept in memory
KEPT_ALL = 256 * 2**20  # bytes that all kept files may have together; the others keep descriptors
MAX_MATCHING = 10_000  # files that one pattern may name
MAX_OPEN = 200  # files that may keep a descriptor: many systems allow 256 to a process
_STEP = 2**20
_BUFFER = 2**18


LookUp = Callable[[str], Path]


class Files:
    """The files of a package by package-relative POSIX path; see the module's text.

    Every method that takes a path raises CannotRun, with the path, for one that leads out of the
    package and for what cannot be read as a regular file. Threads may share an object.
    """

    def __init__(self, place: _Folder | _Memory | _Remote):
        self._place = place
        self._opened: dict[object, _File] = {}
        self._by_path: dict[str, _File] = {}
        self._budget = _Budget()
        self._lock = threading.RLock()
        self._is_sealed = self._is_closed = False
        self._look_up: LookUp | None = None

    @classmethod
    def of_folder(cls, root: Path, descriptor: str | None = None) -> Files:
        """The files in a folder; links are followed where they stay inside.

        The descriptor may have any name and be a link to anywhere: the user has named it.
        """
        return cls(_Folder(root, descriptor))

    @classmethod
    def of_bytes(cls, files: Mapping[str, bytes]) -> Files:
        """Files that exist in memory only, by their paths."""
        return cls.of_stored({path: Stored(data) for path, data in files.items()})

    @classmethod
    def of_stored(cls, files: Mapping[str, Stored]) -> Files:
        """Files that exist in memory, or in an archive that was extracted, by their paths."""
        return cls(_Memory({_normal(path): stored for path, stored in files.items()}))

    @classmethod
    def of_named(cls, files: Mapping[str, Stored | Path]) -> Files:
        """Files that the user has named one by one, which may lie anywhere; there are no others."""
        named = {_normal(path): found for path, found in files.items()}
        return cls(_Memory(named, are_named=True))

    @classmethod
    def of_address(cls, url: str, look_up: LookUp) -> Files:
        """The files beside a URL; `look_up` gives a local copy of what is at an address."""
        return cls(_Remote(url, look_up)).with_addresses(look_up)

    def with_addresses(self, look_up: LookUp) -> Files:
        """The same object, which reads at addresses too; `look_up` gives local copies."""
        self._look_up = look_up
        return self

    def _find(self, path: str) -> Stored | Path:
        is_address = "://" in path and self._look_up is not None
        return self._look_up(path) if is_address else self._place.find(path)  # type: ignore[misc]

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

    def location(self, path: str) -> Location | None:
        """Where another process finds a file; None for one in memory or in an archive."""
        return self._file(path).location

    def digest(self, path: str, algorithm: str = "sha256") -> str:
        """The hexadecimal digest of a file; raises ValueError for an unknown algorithm."""
        return self._file(path).digest(algorithm)

    def is_there(self, path: str) -> bool:
        """Whether there is a regular file at a path inside the package; opens nothing."""
        if _normal(path) in self._by_path:
            return True
        try:
            found = self._find(path)
        except CannotRun:
            return False
        return not isinstance(found, Path) or is_file(found)

    def check(self, path: str) -> None:
        """Raise CannotRun where a path leads out of the package; a file need not be there."""
        self._place.check(path)

    def names_in(self, folder: str) -> list[str]:
        """The names of the files in a folder, sorted; "." is the package's own."""
        return sorted(self._place.names_in(folder))

    def matching(self, pattern: str) -> list[str]:
        """The paths of the files that match a pattern, sorted; hidden files do not.

        `*`, `?` and `[]` match within one part of a path, as in a shell.
        """
        check_path(pattern)
        parts = PurePosixPath(pattern).parts
        return sorted(self._place.matching(parts))[:MAX_MATCHING]

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
        """Let go of all files; nothing can be read afterwards."""
        with self._lock:
            self._is_closed = True
            for file in self._opened.values():
                file.close()
            self._opened.clear()
            self._by_path.clear()

    def _file(self, path: str) -> _File:
        with self._lock:
            if self._is_closed:
                raise CannotRun(f"{path}: cannot be read: the package is closed; open it again")
            name = _normal(path)
            known = self._by_path.get(name)
            if known is None:
                source = self._find(path)
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
        self.open: list[Handle] = []

    def admit(self, handle: Handle) -> None:
        """Let a file keep its descriptor; the one that has had it for longest may lose its own."""
        self.open.append(handle)
        if len(self.open) > MAX_OPEN:
            self.open.pop(0).park()


class Stored(Frozen):
    """What is not in a folder: bytes in memory, or a stretch of a file that is held open."""

    data: bytes | None
    handle: Handle | None = None
    start: int = 0
    size: int = 0


class _Folder:
    """A folder as the place of files; `descriptor` is found by name, even if it is a link."""

    def __init__(self, root: Path, descriptor: str | None):
        self.root, self.descriptor = root, descriptor
        self._known: dict[str, Path] = {}  # following links costs more than all else here

    def check(self, path: str) -> None:
        self.find(path)

    def find(self, path: str) -> Path:
        if path not in self._known:
            is_named = path == self.descriptor
            self._known[path] = self.root / path if is_named else inside(self.root, path)
        return self._known[path]

    def names_in(self, folder: str) -> list[str]:
        found = inside(self.root, folder)
        return [path.name for path in found.iterdir() if is_file(path)] if found.is_dir() else []

    def matching(self, parts: Sequence[str]) -> list[str]:
        found = [""]
        for number, part in enumerate(parts, 1):
            is_last = number == len(parts)
            inner = []
            for folder in found:
                names = (path.name for path in _entries(inside(self.root, folder or ".")))
                paths = (f"{folder}/{name}".lstrip("/") for name in names if _fits(name, part))
                inner += [path for path in paths if is_last == is_file(self.root / path)]
            found = inner
        return found


class _Memory:
    """Files that are in no folder, under the rules of paths that files in a folder have."""

    def __init__(self, known: Mapping[str, Stored | Path], *, are_named: bool = False):
        self.known = known
        self._are_named = are_named

    def check(self, path: str) -> None:
        if not (self._are_named and _normal(path) in self.known):
            check_path(path)

    def find(self, path: str) -> Stored | Path:
        self.check(path)
        found = self.known.get(_normal(path))
        if found is None:
            raise CannotRun(f"{path}: cannot be read: there is no such file")
        return found

    def names_in(self, folder: str) -> list[str]:
        inner = PurePosixPath(folder)
        paths = map(PurePosixPath, self.known)
        return [path.name for path in paths if path.parent == inner]

    def matching(self, parts: Sequence[str]) -> list[str]:
        known = ((path, PurePosixPath(path).parts) for path in self.known)
        same = ((path, names) for path, names in known if len(names) == len(parts))
        return [path for path, names in same if all(map(_fits, names, parts))]


class _Remote:
    """The files beside a URL, by the rules of paths that files in a folder have."""

    def __init__(self, url: str, look_up: LookUp):
        self._base, self._look_up = url, look_up

    def check(self, path: str) -> None:
        check_path(path)

    def find(self, path: str) -> Path:
        from urllib.parse import quote, urljoin

        self.check(path)
        return self._look_up(urljoin(self._base, quote(path)))

    def names_in(self, folder: str) -> list[str]:
        del folder
        return []

    def matching(self, parts: Sequence[str]) -> list[str]:
        raise CannotRun(f"{'/'.join(parts)}: at an address no files can be listed: name each")


class _File:
    """One opened file: its bytes, or a stretch of a file that is held open."""

    def __init__(self, name: str, stored: Stored):
        self.name, self._stored = name, stored
        self._data, self._handle = stored.data, stored.handle
        self.size = stored.size if stored.data is None else len(stored.data)
        self.location: Location | None = None
        self._digests: dict[str, str] = {}
        self._sealed: str | None = None

    @classmethod
    def of(cls, source: Stored | Path, name: str, budget: _Budget) -> _File:
        """Open a file, or take what is in memory."""
        if isinstance(source, Stored):
            return cls(name, source)
        try:
            handle = Handle(name, source)
            file = cls(name, Stored(None, handle, 0, handle.size))
            file.location = Location(str(source.resolve()), handle.size, handle.time)
            if handle.size > min(KEPT_FILE, budget.bytes):
                budget.admit(handle)
                return file
            data = file.read()
            handle.park()
        except OSError as error:
            raise CannotRun(f"{name}: cannot be read: {error.strerror or error}") from error
        budget.bytes -= len(data)
        kept = cls(name, Stored(data))
        kept.location = file.location
        return kept

    def read(self) -> bytes:
        if self._data is not None:
            return self._data
        with self.stream() as stream:
            return stream.read()

    def stream(self) -> IO[bytes]:
        if self._handle is None:
            return io.BytesIO(self._data or b"")
        return io.BufferedReader(Stretch(self._handle, self._stored.start, self.size), _BUFFER)

    def digest(self, algorithm: str) -> str:
        if algorithm not in self._digests:
            self._digests[algorithm] = self._computed(algorithm)
        return self._digests[algorithm]

    def _computed(self, algorithm: str) -> str:
        import hashlib

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


def _normal(path: str) -> str:
    """One text for all spellings of a path: `./a//b` is `a/b`."""
    return path if "://" in path else PurePosixPath(path).as_posix()


def _identity(source: Stored | Path) -> object:
    """What is the same for two paths that lead to one file, such as a link and its target."""
    if isinstance(source, Stored):
        return id(source)
    try:
        found = source.stat()
    except (OSError, ValueError):  # which opening it says in words
        return source
    return found.st_dev, found.st_ino


def _fits(name: str, pattern: str) -> bool:
    """Whether a name matches one part of a pattern; a hidden one does not."""
    from fnmatch import fnmatchcase

    return not name.startswith(".") and fnmatchcase(name, pattern)


def _entries(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []
