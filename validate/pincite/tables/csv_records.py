"""Records of delimited text: the one place where bytes are cut into cells.

Source of the rules: RFC 4180 and Table Dialect 2.0. A quote that opens a cell must be closed, and
behind the closing quote only a delimiter or a line end may be: `a,"x"y` is not a record. A cell
may hold line ends if it is quoted. A quote inside an unquoted cell is a character like others.

A stretch of text is read without knowing where it begins: numbers and lines count from 0, and
whoever knows where the stretch begins adds that.
"""

import codecs
import csv
import io
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import IO, Any, NamedTuple

from pincite.report import CannotRun
from pincite.report.expressions import lazy
from pincite.tables.content import TableFault
from pincite.tables.dialect import Dialect

MAX_CELL = 2**28  # characters of one cell; a file whose quote never ends is one long cell
_ENDS = ("\n", "\r")
NOT_DECODED = lazy("[\udc80-\udcff]")
_LINE_END = lazy("\r\n|\r|\n")
_limit_lock = threading.Lock()


class Record(NamedTuple):
    """One record: its number and the line it begins on, both from 0, its cells, or its fault.

    A record with a fault has no cells, and its line is the one on which the faulty cell begins.
    """

    number: int
    line: int
    cells: list[Any]
    fault: str | None = None


class TextRecords:
    """The records of a delimited text; blank lines are records without cells.

    `encoding` is a name by `codec_name`, and the file is read behind its byte order mark. Bytes
    that are not of the encoding do not stop it: they read as lone surrogates, and `bad_line` is
    the first line that has one. Lines that begin with the dialect's `commentChar` are passed over
    uncut, quotes and all; they count as records. `bytes` are those up to the end of the last
    record, while `counts_bytes` is set.
    """

    def __init__(
        self, file: IO[bytes], encoding: str, dialect: Dialect, *, counts_bytes: bool = False
    ):
        self.bad_line: int | None = None
        self.counts_bytes = counts_bytes
        self.bytes = 0
        self._line = self._number = 0  # of the next record
        self._dialect = dialect
        self._encoding = encoding
        self._pending: list[str] = []  # lines of the record that is being read
        self._text = io.TextIOWrapper(file, self._encoding, "surrogateescape", newline="")
        self._source = self._lines()
        self._reader = _reader(self._source, dialect)

    def _lines(self) -> Iterator[str]:
        comment, pending = self._dialect.comment_char, self._pending
        for number, line in enumerate(self._text):
            if not line.isascii() and self.bad_line is None and NOT_DECODED.search(line):
                self.bad_line = number
            if comment and not pending and line.startswith(comment):
                self._line += 1
                self._number += 1
                self.bytes += self._size(line) if self.counts_bytes else 0
                continue
            pending.append(line)
            yield line

    def __iter__(self) -> Iterator[Record]:
        """All records. Raises TableFault for text that cannot be decoded at all."""
        null, quote = self._dialect.null_sequence, self._dialect.quote_char
        half = quote * 2 if quote and not self._dialect.double_quote else None
        while True:
            try:
                for cells in self._reader:
                    if half and half in (text := "".join(self._pending)):
                        begin, end = _open_cell(text, self._dialect)
                        if end is not None:  # Python's reader takes such a quote for a character
                            yield self._behind_quote(text, begin, end)
                            self._pending.clear()
                            continue
                    if null is not None:
                        cells = [None if cell == null else cell for cell in cells]  # noqa: PLW2901
                    yield self._record(cells)
                    self._pending.clear()
                return
            except csv.Error as error:
                yield self._record_again() if "field limit" in str(error) else self._faulty(error)
                self._pending.clear()
            except UnicodeError as error:
                message = f"from here on the text is not {self._encoding}: {error}"
                raise TableFault("encoding-error", message, self._line) from error

    @property
    def lines(self) -> int:
        """Lines up to the end of the record that was given last."""
        return self._line

    def _record(self, cells: list[Any], fault: str | None = None, line: int = 0) -> Record:
        found = Record(self._number, self._line + line, cells, fault)
        self._number += 1
        self._line += len(self._pending)
        if self.counts_bytes:
            self.bytes += self.bytes_read
        return found

    def _record_again(self) -> Record:
        """The record whose cell is longer than Python's csv takes where nobody asks for more."""
        begun = list(self._pending)
        reader = _reader(chain(begun, self._source), self._dialect)
        try:
            with _generous_limit():
                return self._record(next(reader))
        except csv.Error as error:
            if "field limit" in str(error):
                message = f"a cell of more than {MAX_CELL:,} characters"
                raise TableFault("source-error", message, self._line) from error
            return self._faulty(error)

    def _faulty(self, error: csv.Error) -> Record:
        """The record that cannot be cut, at the cell that is to blame."""
        text = "".join(self._pending)
        begin, end = _open_cell(text, self._dialect)
        line = len(_LINE_END.findall(text[:begin]))
        if end is None:
            return self._record([], "a quoted cell begins here and does not end", line)
        if "expected after" in str(error):
            return self._behind_quote(text, begin, end)
        return self._record([], f"not a record: {error}", line)

    def _behind_quote(self, text: str, begin: int, end: int) -> Record:
        """The record that has text behind the closing quote of a cell."""
        line = len(_LINE_END.findall(text[:begin]))
        below = len(_LINE_END.findall(text[begin:end]))
        far = f" {below} lines below" if below > 1 else " one line below" if below else ""
        skipped = "; the lines between were not looked at" if below else ""
        fault = (
            f"a quoted cell begins here, and text follows its closing quote{far}: a quote inside"
            f" of a quoted cell is written twice{skipped}"
        )
        return self._record([], fault, line)

    @property
    def bytes_read(self) -> int:
        """Bytes of the record that was given last."""
        return sum(map(self._size, self._pending))

    def _size(self, line: str) -> int:
        if line.isascii() and self._encoding == "utf-8":
            return len(line)
        return len(line.encode(self._encoding, "surrogateescape"))

    def close(self) -> None:
        """Let go of the file, which stays open; it may be closed already."""
        if not self._text.closed:
            self._text.detach()


def csv_rows(lines: Sequence[str], dialect: Dialect) -> tuple[list[list[str]], int]:
    """The records of some lines, and how many lines they are, as `csv_lines` has them."""
    reader = _reader(iter(lines), dialect)
    try:
        return [*reader], reader.line_num
    except csv.Error:
        rows, ends = csv_lines(lines, dialect)
        return rows, ends[-1] if ends else 0


def csv_lines(lines: Sequence[str], dialect: Dialect) -> tuple[list[list[str]], list[int]]:
    """The records of some lines, and how many lines there are up to the end of each.

    They end before the first that is not a record, or goes on behind the lines.
    """
    rows: list[list[str]] = []
    ends: list[int] = []
    reader = _reader(iter(lines), dialect)
    try:
        for row in reader:
            rows.append(row)
            ends.append(reader.line_num)
    except csv.Error:
        del rows[len(ends) :]
    return rows, ends


def parse_csv(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Records of a comma-separated text with the line each begins on, from 1; no blank lines.

    Raises CannotRun with `name` and the line of a record that cannot be cut.
    """
    data = io.BytesIO(text.removeprefix("\ufeff").encode("utf-8", "surrogatepass"))
    del text  # a StringIO, or this beside its bytes, would need several times the file's size
    for _, line, cells, fault in TextRecords(data, "utf-8", Dialect()):
        if fault is not None:
            raise CannotRun(f"{name}:{line + 1}: not a CSV record: {fault}")
        if cells:
            yield line + 1, cells


@contextmanager
def _generous_limit() -> Iterator[None]:
    """Let Python's csv take long cells for a moment: its limit is one for the whole process.

    It is not set at import, since that would change it for the program that uses this library.
    """
    with _limit_lock:
        before = csv.field_size_limit()
        csv.field_size_limit(max(before, MAX_CELL))
        try:
            yield
        finally:
            csv.field_size_limit(before)


def _open_cell(text: str, dialect: Dialect) -> tuple[int, int | None]:
    """Where the first quoted cell begins that is not closed as it should be.

    With it, where text follows its closing quote; None where it has no closing quote.
    """
    quote, at = dialect.quote_char or "", 0
    escape = re.escape(dialect.escape_char) if dialect.escape_char else "(?!)"
    delimiter = re.escape(dialect.delimiter)
    mark = re.escape(quote) or "(?!)"
    doubled = f"{mark}{mark}" if dialect.double_quote else "(?!)"
    blank = " *" if dialect.skip_initial_space else ""
    quoted = re.compile(f"{blank}{mark}(?:{escape}.|{doubled}|(?!{mark}).)*+({mark})?", re.DOTALL)
    bare = re.compile(f"(?:{escape}.|(?!{delimiter}|[\r\n]).)*+", re.DOTALL)
    behind = re.compile(f"{delimiter}|\r\n|[\r\n]|\\Z")
    while at < len(text):
        cell = quoted.match(text, at)
        if cell is None:
            end = bare.match(text, at).end()  # type: ignore[union-attr]
        elif cell[1] is None:
            return at, None
        else:
            end = cell.end()
        mark_behind = behind.match(text, end)
        if mark_behind is None:
            return at, end
        at = max(mark_behind.end(), at + 1)
    return 0, None


def line_ends(data: bytes) -> int:
    """How many physical lines end in some bytes: at a line feed, a carriage return, or both."""
    feeds = data.count(b"\n")
    return feeds + data.count(b"\r") - data.count(b"\r\n") if b"\r" in data else feeds


def codec_name(encoding: str) -> str:
    """Python's name of an encoding, that of UTF-8 with a byte order mark being UTF-8's.

    Raises TableFault for one that is not known or does not encode text.
    """
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)  # raises for codecs that are not of text
    except (LookupError, ValueError) as error:
        message = f"{encoding} is not an encoding of text that is known here"
        raise TableFault("encoding-error", message) from error
    return "utf-8" if name == "utf-8-sig" else name


_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def pass_mark(file: IO[bytes], encoding: str) -> int:
    """Go behind UTF-8's byte order mark, if the file begins with one; the bytes passed over.

    Raises TableFault for a file that begins as one of another encoding than is declared.
    """
    begin = file.read(64)
    found = marked_encoding(begin)
    if found is not None and not _is_such(encoding, *found):
        raise _undeclared(found[0])
    is_marked = encoding == "utf-8" and begin.startswith(codecs.BOM_UTF8)
    size = len(codecs.BOM_UTF8) if is_marked else 0  # Python's UTF-16 and UTF-32 read their marks
    file.seek(size)
    return size


def _is_such(encoding: str, found: str, has_mark: bool) -> bool:
    if has_mark:
        return encoding.replace("_", "-").startswith(found)
    return encoding.startswith(("utf-16", "utf_16", "utf-32", "utf_32"))


def marked_encoding(begin: bytes) -> tuple[str, bool] | None:
    """The encoding that the first 64 bytes of a file say for certain, and whether by a mark.

    Without a mark, every other byte is zero: ASCII text in UTF-16. None where they say nothing.
    """
    for mark, name in _MARKS:
        if begin.startswith(mark):
            return name, True
    pairs = len(begin) // 2
    halves = begin[0 : 2 * pairs : 2], begin[1 : 2 * pairs : 2]
    for zeros, texts, name in (
        (halves[1], halves[0], "utf-16-le"),
        (halves[0], halves[1], "utf-16-be"),
    ):
        if pairs >= 4 and not any(zeros) and all(texts):
            return name, False
    return None


def _undeclared(name: str) -> TableFault:
    message = f"the file begins as {name.upper()}: declare the resource's encoding as “{name}”"
    return TableFault("encoding-error", message, 1)


def _reader(lines: Iterator[str], dialect: Dialect) -> Any:
    """Python's reader; strict, so that it refuses what RFC 4180 does not allow behind a quote."""
    try:
        return csv.reader(
            lines,
            delimiter=dialect.delimiter,
            quotechar=dialect.quote_char,
            quoting=csv.QUOTE_MINIMAL if dialect.quote_char else csv.QUOTE_NONE,
            doublequote=dialect.double_quote,
            escapechar=dialect.escape_char,
            skipinitialspace=dialect.skip_initial_space,
            strict=True,
        )
    except (TypeError, ValueError) as error:
        raise TableFault("dialect-error", f"no text has this dialect: {error}") from error
