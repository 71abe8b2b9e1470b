"""A file that is held open, stretches of it, and where another process finds it."""

import io
import os
import threading
import weakref
from pathlib import Path
from typing import IO, Any

from pincite.report import CannotRun
from pincite.report.frozen import Frozen


class Location(Frozen):
    """Where a file is on this machine, and what tells its state: its size, and time in ns."""

    path: str
    size: int
    time: int

    def open(self) -> IO[bytes]:
        """The file, opened again. Raises CannotRun where it is no longer the same."""
        file = Path(self.path).open("rb")  # noqa: SIM115 - the caller's
        found = os.fstat(file.fileno())
        if (found.st_size, found.st_mtime_ns) != (self.size, self.time):
            file.close()
            raise CannotRun(f"{self.path}: has changed while it was read; run again")
        return file


class Handle:
    """A regular file held open, closed with the object; reads do not move each other.

    It is opened by its path, or is given, unbuffered, as one that has no path.
    """

    def __init__(self, name: str, path: Path | None, file: IO[bytes] | None = None):
        self._name, self._path = name, path
        self._lock = threading.Lock()
        self._is_closed = False
        self._file = self._open() if file is None else file
        self._state = _state(self._file)

    @property
    def size(self) -> int:
        """The file's size when it was opened."""
        return self._state[0]

    @property
    def time(self) -> int:
        """When the file was changed last, in nanoseconds."""
        return self._state[1]

    def _open(self) -> IO[bytes] | None:
        if self._path is None:
            return None
        if self._path.exists() and not is_file(self._path):
            raise CannotRun(f"{self._name}: is not a regular file")
        file = self._path.open("rb", buffering=0)
        weakref.finalize(self, file.close)
        return file

    def read_at(self, buffer: Any, position: int) -> int:
        """Fill a buffer from a position; the number of bytes, 0 at the end."""
        with self._lock:  # Windows has no positioned read, and another thread may park the file
            if self._is_closed:
                raise CannotRun(f"{self._name}: the package is closed; open it again to read it")
            if self._file is None:
                self._file = self._open()
                if _state(self._file) != self._state:
                    raise CannotRun(f"{self._name}: has changed while it was read; run again")
            self._file.seek(position)  # type: ignore[union-attr]
            return self._file.readinto(buffer) or 0  # type: ignore[union-attr]

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


def _state(file: IO[bytes] | None) -> tuple[int, ...]:
    """What tells one state of a file from another without reading it."""
    if file is None:
        return ()
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev


class Stretch(io.RawIOBase):
    """A raw stream over a stretch of a file that is held open, with its own position."""

    def __init__(self, handle: Handle, start: int, size: int):
        self._handle, self._start, self._size = handle, start, size
        self._position = 0

    def readable(self) -> bool:
        """Yes."""
        return True

    def seekable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer from the position on; the number of bytes."""
        left = max(0, self._size - self._position)
        wanted = memoryview(buffer).cast("B")[:left]
        number = self._handle.read_at(wanted, self._start + self._position) if left else 0
        self._position += number
        return number

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        """Set the position; raises ValueError for one before the beginning."""
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}
        target = start[whence] + offset
        if target < 0:
            raise ValueError(f"negative seek position {target}")
        self._position = target
        return target

    def tell(self) -> int:
        """The position."""
        return self._position


def is_file(path: Path) -> bool:
    """Whether there is a regular file at a path."""
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that the system cannot have
        return False
