"""Compressed files of tables: gzip, bzip2, xz, Zstandard, and a file in a zip archive.

A file is extracted whole, within bounds, so that it can be read more than once.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import IO, Any

from pincite.files.reading import copy_within
from pincite.report import CannotRun
from pincite.report.extras import require

FOREIGN = ("7z", "tar", "lz4", "br")  # endings of what is not read
_STEP = 2**11  # bytes of a Zstandard file at a time, of which each may become a thousand kilobytes
MAX_WINDOW = 2**27  # bytes that a Zstandard file may ask for (its own default limit)


class NotWhole(Exception):
    """A compressed file cannot be extracted; the message says why, for people."""


def _gzip(stored: IO[bytes], innerpath: str | None) -> Any:
    from gzip import GzipFile

    del innerpath
    return GzipFile(fileobj=stored)


def _bzip2(stored: IO[bytes], innerpath: str | None) -> Any:
    from bz2 import BZ2File

    del innerpath
    return BZ2File(stored)


def _xz(stored: IO[bytes], innerpath: str | None) -> Any:
    from lzma import LZMAFile

    del innerpath
    return LZMAFile(stored)


def _zstandard(stored: IO[bytes], innerpath: str | None) -> Any:
    del innerpath
    require("zst")
    return io.BufferedReader(_Frames(stored), 2**20)


class _Frames(io.RawIOBase):
    """The frames of a Zstandard file; the library's own stream is silent where one is cut off."""

    def __init__(self, stored: IO[bytes]):
        from zstandard import ZstdDecompressor

        self._stored = stored
        self._unpacker = ZstdDecompressor(max_window_size=MAX_WINDOW)
        self._frame: Any = None
        self._out = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._out:
            step = self._stored.read(_STEP)
            if not step and self._frame is not None:
                raise EOFError("it ends in the middle of a frame")
            if not step:
                return 0
            self._unpack(step)
        size = min(len(buffer), len(self._out))
        buffer[:size], self._out = self._out[:size], self._out[size:]
        return size

    def _unpack(self, step: bytes) -> None:
        parts = []
        while step:
            self._frame = self._frame or self._unpacker.decompressobj()
            parts.append(self._frame.decompress(step))
            step = self._frame.unused_data if self._frame.eof else b""
            self._frame = None if self._frame.eof else self._frame
        self._out = memoryview(b"".join(parts))


def _zip(stored: IO[bytes], innerpath: str | None) -> Any:
    """The file in the archive that `innerpath` names, or the only one."""
    from zipfile import ZipFile

    archive = ZipFile(stored)
    names = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    if innerpath is None and len(names) != 1:
        found = ", ".join(sorted(names)[:10]) or "no file"
        raise NotWhole(f"the archive holds {found}: state which as the resource's innerpath")
    name = names[0] if innerpath is None else innerpath
    if name not in names:
        raise NotWhole(f"the archive holds no file {name!a}")
    return archive.open(name)


_OPENERS: Mapping[str, Callable[[IO[bytes], str | None], Any]] = {
    "gz": _gzip,
    "bz2": _bzip2,
    "xz": _xz,
    "zst": _zstandard,
    "zip": _zip,
}
NAMES = {"gz": "gzip", "bz2": "bzip2", "xz": "xz", "zst": "Zstandard", "zip": "zip"}
COMPRESSIONS = tuple(_OPENERS)


def extract(
    kind: str, stored: IO[bytes], target: IO[bytes], limit: int, innerpath: str | None
) -> int:
    """Copy what a compressed file holds, at most `limit` bytes; the size. Raises NotWhole."""
    with _faults(kind), ExitStack() as stack:
        source = stack.enter_context(_OPENERS[kind](stored, innerpath))
        return copy_within(source, target, limit)


@contextmanager
def _faults(kind: str) -> Iterator[None]:
    """Turn what a library raises for a broken file into NotWhole."""
    try:
        yield
    except (NotWhole, MemoryError):
        raise
    except CannotRun as error:
        raise NotWhole(str(error)) from error
    except Exception as error:  # zlib.error, LZMAError, BadZipFile, OSError, ... by the library
        if type(error).__module__.startswith("pincite"):
            raise
        raise NotWhole(f"not a whole {NAMES[kind]} file: {error}") from error
