"""Tables of others as they come: in what dialect and encoding they are, and which is their key."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pincite.files.reading import read_bytes
from pincite.files.write import csv_text
from pincite.package.bare import ending_of
from pincite.report import CannotRun, counted
from pincite.tables.csv_records import TextRecords
from pincite.tables.dialect import Dialect
from pincite.tables.formats import ALIASES, PLAIN, READABLE, TEXT, unread_format
from pincite.tables.inference.deciding import decide_cells
from pincite.tables.inference.dialects import dialect_of_text
from pincite.tables.inference.encodings import CERTAIN, encoding_of
from pincite.tables.inference.keys import keys_of


@dataclass(frozen=True)
class ForeignTable:
    """A table of a file: its header, its rows, and its text where that is plain CSV already."""

    file: Path
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain_text: str | None

    @property
    def text(self) -> str:
        """The table as plain CSV; byte for byte as it was, where it was such."""
        return self.plain_text or csv_text(self.header, self.rows)

    def column(self, number: int) -> list[str]:
        """The cells of a column."""
        return [row[number] for row in self.rows]


def read_foreign(
    file: Path, *, delimiter: str | None = None, encoding: str | None = None
) -> ForeignTable:
    """Read a delimited text; its delimiter is guessed where none is named.

    Raises CannotRun where the file is not such a text, or its header does not name columns.
    """
    _check_format(file)
    data = read_bytes(file, str(file))
    text = _decoded(file, data, encoding)
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    mark = _delimiter(plain, delimiter)
    records = [cells for cells in _cut(plain, mark, file) if cells]
    if not records:
        raise CannotRun(f"{file}: is empty: a table has at least a header")
    printed, *rows = records
    header = [" ".join(name.split()) for name in printed]  # a name has no line ends
    _check_header(file, header)
    for number, row in enumerate(rows, 2):
        if len(row) != len(header):
            raise CannotRun(
                f"{file}: record {number} has {counted(len(row), 'cells')},"
                f" the header {len(header)}" + ("" if len(header) > 1 else "; name its --delimiter")
            )
    is_plain = mark == "," and plain.endswith("\n") and header == printed
    return ForeignTable(file, tuple(header), tuple(map(tuple, rows)), plain if is_plain else None)


def _check_format(file: Path) -> None:
    """Raise CannotRun for a file of another format, by the ending of its name."""
    ending = ending_of(file.name)
    kind = ALIASES.get(ending, ending)
    is_packed = file.suffix.lower().removeprefix(".") not in (ending, "")
    if kind in (*TEXT, *PLAIN) and not is_packed:
        return
    if kind not in (*READABLE, *PLAIN):
        raise CannotRun(f"{file}: {unread_format(kind)}")
    raise CannotRun(
        f"{file}: is not delimited text, which is taken here: write it first with"
        f" `pincite extract {file} -o {file.name.split('.')[0]}.csv`"
    )


def _decoded(file: Path, data: bytes, encoding: str | None) -> str:
    if encoding is not None:
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeError) as error:
            raise CannotRun(f"{file}: is not {encoding}: {error}") from error
    found = encoding_of(io.BytesIO(data))
    if found.confidence != CERTAIN:
        raise CannotRun(f"{file}: {found.why}; name its --encoding, such as {found.name}")
    return data.decode(found.name)


def _delimiter(text: str, named: str | None) -> str:
    """The delimiter that was named, else the likeliest."""
    if named is None:
        return dialect_of_text(text).delimiter
    mark = {"tab": "\t", "\\t": "\t"}.get(named, named)
    if len(mark) != 1:
        raise CannotRun(f"--delimiter {named}: give one character, or tab")
    return mark


def _cut(text: str, delimiter: str, file: Path) -> list[list[str]]:
    data = io.BytesIO(text.encode("utf-8"))
    found: list[list[str]] = []
    for record in TextRecords(data, "utf-8", Dialect(delimiter=delimiter)):
        if record.fault is not None:
            raise CannotRun(f"{file}:{record.line + 1}: not a CSV record: {record.fault}")
        found.append(record.cells)
    return found


def _check_header(file: Path, header: Sequence[str]) -> None:
    blank = [number for number, name in enumerate(header, 1) if not name.strip()]
    if blank:
        raise CannotRun(f"{file}: column {blank[0]} has no name: the first row names the columns")
    twice = [name for name, number in Counter(header).items() if number > 1]
    if twice:
        raise CannotRun(f"{file}: two columns are called {twice[0]}")


def key_of(table: ForeignTable, named: Sequence[str] = ()) -> tuple[str, ...]:
    """The columns that name a row: those that were named, else the likeliest one.

    Empty where no column alone does. Raises CannotRun where the named ones do not.
    """
    if not named:
        columns = [table.column(at) for at in range(len(table.header))]
        fields = decide_cells(columns, table.header)
        keys = keys_of(fields, len(table.rows), table.rows, least=1)
        return next((key.fields for key in keys if len(key.fields) == 1), ())
    at = {name: number for number, name in enumerate(table.header)}
    for name in named:
        if name not in at:
            raise CannotRun(f"--key {name}: no such column; columns: {', '.join(table.header)}")
    found = [tuple(row[at[name]] for name in named) for row in table.rows]
    if len(set(found)) < len(found) or not all(all(key) for key in found):
        raise CannotRun(f"--key {','.join(named)}: two rows have the same key, or one has none")
    return tuple(named)
