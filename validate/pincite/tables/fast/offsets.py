"""Lines and records at byte offsets of a UTF-8 file, read beside the blocks, when asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from pincite.tables.content import Content
from pincite.tables.dialect import Dialect
from pincite.tables.records import TextRecords

_STEP = 2**20


def line_ends(data: bytes) -> int:
    """How many physical lines end in some bytes: at a line feed, a carriage return, or both."""
    feeds = data.count(b"\n")
    return feeds + data.count(b"\r") - data.count(b"\r\n") if b"\r" in data else feeds


class OffsetReader:
    """Reads records from offsets on, and counts lines up to offsets, which it remembers."""

    def __init__(self, content: Content, file: Path, dialect: Dialect):
        self._content = content
        self._file = file
        self._dialect = dialect
        self._stream: IO[bytes] | None = None
        self._offsets, self._lines = [0], [1]

    def _open(self) -> IO[bytes]:
        if self._stream is None:
            self._stream = self._content.open(self._file)
        return self._stream

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._stream is not None:
            self._stream.close()

    def line_at(self, offset: int) -> int:
        """The physical line that begins at an offset, from 1; lines end as `csv` counts them."""
        at = bisect_right(self._offsets, offset) - 1
        counted, line = self._offsets[at], self._lines[at]
        if counted == offset:
            return line
        stream = self._open()
        stream.seek(counted)
        last = b""
        while counted < offset and (step := stream.read(min(_STEP, offset - counted))):
            counted += len(step)
            line += line_ends(step) - (last == b"\r" and step[:1] == b"\n")
            last = step[-1:]
        self.remember(offset, line)
        return line

    def remember(self, offset: int, line: int) -> None:
        """Take the line that begins at an offset from who has counted it."""
        at = bisect_right(self._offsets, offset)
        if self._offsets[at - 1] != offset:
            self._offsets.insert(at, offset)
            self._lines.insert(at, line)

    def records(self, offset: int) -> Iterator[tuple[int, list[Any], int, int | None]]:
        """Line, cells and bytes of each record from an offset on; the first line that is no UTF-8.

        Raises TableFault for a quoted cell without an end.
        """
        line = self.line_at(offset)
        stream = self._open()
        stream.seek(offset)
        records = TextRecords(stream, "utf-8", self._dialect, line=line)
        try:
            for begin, cells in records:
                yield begin, cells, records.bytes_read, records.bad_line
        finally:
            records.close()
