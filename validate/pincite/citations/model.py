"""Cells, citations and notes as values, and as maps over the tables of a package.

Nothing is modelled before it is asked for. Maps, so that a test can change one cell or citation
and ask again about that cell alone.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter, le
from typing import NamedTuple

from pincite.tables.text_table import Table
from pincite.text import Span


class Cell(NamedTuple):
    """A cell by its table, record key and field."""

    table: str
    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One row of the citations table; `line` is its physical line, 0 where it has none yet."""

    cell: Cell
    seq: int
    part: str
    source: str
    span: Span
    quote: str
    method: str
    value: str
    note: str
    line: int = 0
    prefix: str = ""
    suffix: str = ""

    @property
    def passage(self) -> tuple[Span, str]:
        """What the citation publishes and where: its quote with prefix and suffix."""
        start, end = self.span
        span = Span(start - len(self.prefix), end + len(self.suffix))
        return span, self.prefix + self.quote + self.suffix

    @classmethod
    def from_cells(cls, cells: Mapping[str, str], line: int) -> Citation:
        """Model a row whose cells are valid by the citations schema."""
        return cls(
            cell=Cell(cells["table"], cells["record_id"], cells["field"]),
            seq=int(cells["seq"]),
            part=cells["part"],
            source=cells["source_id"],
            span=Span(int(cells["start"]), int(cells["end"])),
            quote=cells["quote"],
            method=cells["method"],
            value=cells["value"],
            note=cells["note"],
            line=line,
            prefix=cells.get("prefix", ""),
            suffix=cells.get("suffix", ""),
        )

    @property
    def cells(self) -> dict[str, str]:
        """The row of the citations table that says the same."""
        return {
            "table": self.cell.table,
            "record_id": self.cell.record,
            "field": self.cell.field,
            "seq": str(self.seq),
            "part": self.part,
            "source_id": self.source,
            "start": str(self.span.start),
            "end": str(self.span.end),
            "quote": self.quote,
            "method": self.method,
            "value": self.value,
            "note": self.note,
            "prefix": self.prefix,
            "suffix": self.suffix,
        }


class Note(NamedTuple):
    """One row of the notes table, as far as offsets and limits need it."""

    record: str
    source: str
    span: Span
    quote: str
    line: int


COLUMNS = tuple(
    "table record_id field seq part source_id start end quote method value note".split()
)
Numbers = Mapping[str, "int | list[int]"]
_NONE: Numbers = {}
_NO_RECORDS: Mapping[str, int] = {}
_BARE: Mapping[str, str] = {}


class TableCells(Mapping[Cell, str]):
    """The text of every cell that takes a citation, looked up in its table."""

    def __init__(self, tables: Mapping[str, Table]) -> None:
        self._tables = {
            table.name: (table, tuple(field.name for field in table.schema.cited_fields))
            for table in tables.values()
            if table.schema.cited_fields
        }

    def tables(self) -> Iterator[tuple[str, Table, list[tuple[int, str]]]]:
        """The tables by name, with the places of their cited fields in a row."""
        for name, (table, fields) in self._tables.items():
            yield name, table, [(table.schema.names.index(field), field) for field in fields]

    def fields(self, table: str, record: str) -> Collection[str]:
        """The fields of a record that take a citation; none where there is no such record."""
        found, fields = self._tables.get(table, (None, ()))
        return fields if found is not None and found.holds(record) else ()

    def __getitem__(self, cell: Cell) -> str:
        table, fields = self._tables[cell[0]]
        record = table.find(cell[1]) if cell[2] in fields else None
        if record is None:
            raise KeyError(cell)
        return record.cells[cell[2]]

    def __contains__(self, cell: object) -> bool:
        if not isinstance(cell, Cell) or cell.table not in self._tables:
            return False
        table, fields = self._tables[cell.table]
        return cell.field in fields and table.holds(cell.record)

    def __iter__(self) -> Iterator[Cell]:
        for name, (table, fields) in self._tables.items():
            for key in table.keys:
                for field in fields:
                    yield Cell(name, key, field)

    def __len__(self) -> int:
        return sum(len(table.records) * len(fields) for table, fields in self._tables.values())


class _Groups:
    """The numbers of rows by the groups that they are of, in few bytes for each."""

    def __init__(self, groups: Sequence[int], count: int) -> None:
        """`groups` says of each row which of `count` groups it is of."""
        starts = array("I", [0]) * (count + 1)
        for group in groups:
            starts[group + 1] += 1
        for group in range(count):
            starts[group + 1] += starts[group]
        self._starts = starts
        self.rows: Sequence[int] = range(len(groups))
        if all(map(le, groups, islice(groups, 1, None))):  # as most often: they are in order
            return
        free = starts[:]
        rows = self.rows = array("I", [0]) * len(groups)
        for number, group in enumerate(groups):
            rows[free[group]] = number
            free[group] += 1

    def of(self, group: int) -> Sequence[int]:
        """The rows of a group, ascending."""
        return self.rows[self._starts[group] : self._starts[group + 1]]

    def firsts(self) -> Iterator[int]:
        """The first row of each group; no group is empty."""
        return map(self.rows.__getitem__, self._starts[:-1])


class CitedRows(Mapping[Cell, tuple[Citation, ...]]):
    """The citations of every cited cell, modelled from their rows.

    Raises ValueError where a row's number is none.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self.rows = table.rows
        self._names = table.schema.names
        self.context = [at for at, name in enumerate(self._names) if name in ("prefix", "suffix")]
        places = [*map(self._names.index, COLUMNS)]
        is_plain = places == [*range(len(COLUMNS))]  # a part of a row is cut off in no time
        self.pick = itemgetter(slice(len(COLUMNS))) if is_plain else itemgetter(*places)
        self._passage = itemgetter(*places[4:8])
        self._made: tuple[int, Citation | None] = (-1, None)
        self._value = self._names.index("value")
        self._records: dict[str, dict[str, int]] = {}  # by table and key
        self._sources: dict[str, int] = {}
        kinds: dict[tuple[str, str], int] = {}  # by field and method
        of_record, self._of_source, self._of_kind = array("I"), array("I"), array("I")
        records = 0
        names = (*COLUMNS[:3], "method", "source_id", "seq", "start", "end")
        numbers: set[str] = set()
        for name, record, field, method, source, *texts in table.texts(*names):
            numbers.update(texts)
            group = self._records.setdefault(name, {}).setdefault(record, records)
            records += group == records
            of_record.append(group)
            self._of_source.append(self._sources.setdefault(source, len(self._sources)))
            self._of_kind.append(kinds.setdefault((field, method), len(kinds)))
        for text in numbers:
            int(text)
        self._by_record = _Groups(of_record, records)
        self._by_source = _Groups(self._of_source, len(self._sources))
        self._field_and_method, self._source_names = [*kinds], [*self._sources]
        self._last: tuple[tuple[str, str], Numbers] = (("", ""), _NONE)

    @property
    def sources(self) -> Collection[str]:
        """The sources that are cited, in the order of their first rows."""
        return self._sources

    def of_source(self, source: str) -> Sequence[int]:
        """The numbers of the rows that cite a source, ascending."""
        group = self._sources.get(source)
        return () if group is None else self._by_source.of(group)

    def records(self) -> Iterator[tuple[str, str]]:
        """The tables and keys of the cited records, in the order of their first rows."""
        for number in self._by_record.firsts():
            table, record, *_ = self.texts(number)
            yield table, record

    def of_record(self, table: str, record: str) -> Sequence[int]:
        """The numbers of the rows that cite a record, ascending."""
        group = self._records.get(table, _NO_RECORDS).get(record)
        return () if group is None else self._by_record.of(group)

    def numbers(self, table: str, record: str) -> Numbers:
        """The numbers of a record's rows by field: one, or several of them."""
        key = (table, record)
        if key == self._last[0]:
            return self._last[1]
        found: dict[str, int | list[int]] = {}
        names, kinds = self._field_and_method, self._of_kind
        for number in self.of_record(table, record):
            field = names[kinds[number]][0]
            other = found.get(field)
            if other is None:
                found[field] = number
            elif isinstance(other, int):
                found[field] = [other, number]
            else:
                other.append(number)
        self._last = (key, found)  # the cells of a record are asked for one after the other
        return found

    def methods(self, table: str, record: str) -> dict[str, str]:
        """The method of each field's first citation, of a record."""
        return {
            field: self.method(found if isinstance(found, int) else found[0])
            for field, found in self.numbers(table, record).items()
        }

    def method(self, number: int) -> str:
        """The method of a row."""
        return self._field_and_method[self._of_kind[number]][1]

    def value(self, number: int) -> str:
        """The value of a row."""
        return self.rows[number][self._value]

    def source(self, number: int) -> str:
        """The source of a row."""
        return self._source_names[self._of_source[number]]

    def are_of_one_source(self, numbers: Iterable[int]) -> bool:
        """Whether rows cite one source."""
        return len({self._of_source[number] for number in numbers}) == 1

    def having(self, column: str, texts: Collection[str]) -> set[int]:
        """The numbers of the rows that have one of some texts in a column."""
        found = enumerate(self._table.texts(column))
        return {number for number, (text,) in found if text in texts}

    def of_cell(self, cell: Cell) -> list[int]:
        """The numbers of the rows that cite a cell; raises KeyError where there is none."""
        found = self.numbers(cell[0], cell[1])[cell[2]]
        return [found] if isinstance(found, int) else found

    def texts(self, number: int) -> tuple[str, ...]:
        """The cells of a row in the order of COLUMNS."""
        texts: tuple[str, ...] = self.pick(self.rows[number])
        return texts

    def passage(self, number: int) -> tuple[str, ...]:
        """The part, source, start and end of a row."""
        texts: tuple[str, ...] = self._passage(self.rows[number])
        return texts

    def citation(self, number: int) -> Citation:
        """The citation that a row makes."""
        known, made = self._made
        if made is None or number != known:
            row = self.rows[number]
            name, record, field, seq, part, source, start, end, *texts = self.pick(row)
            quote, method, value, note = texts
            context = {self._names[at]: row[at] for at in self.context} if self.context else _BARE
            made = Citation(
                Cell(name, record, field),
                int(seq),
                part,
                source,
                Span(int(start), int(end)),
                quote,
                method,
                value,
                note,
                self._table.line(number),
                context.get("prefix", ""),
                context.get("suffix", ""),
            )
            self._made = (number, made)  # it is asked for by one check after the other
        return made

    def has_context(self, number: int) -> bool:
        """Whether a row has a prefix or suffix."""
        row = self.rows[number]
        return any(row[at] for at in self.context)

    def __getitem__(self, cell: Cell) -> tuple[Citation, ...]:
        return tuple(map(self.citation, self.of_cell(cell)))

    def __iter__(self) -> Iterator[Cell]:
        for table, record in self.records():
            for field in self.numbers(table, record):
                yield Cell(table, record, field)

    def __len__(self) -> int:
        return sum(len(self.numbers(table, record)) for table, record in self.records())

    def all(self) -> Iterator[Citation]:
        """All citations, in the order of their rows."""
        return map(self.citation, range(len(self.rows)))

    def passages_of(self, source: str) -> list[tuple[Span, str]]:
        """What is published of a source, each passage once: quotes with their prefix and suffix."""
        numbers = self.of_source(source)
        wide = {number for number in numbers if self.context and self.has_context(number)}
        texts = {self.texts(number)[6:9] for number in numbers if number not in wide}
        found = {(Span(int(start), int(end)), quote) for start, end, quote in texts if quote}
        return sorted(found.union(self.citation(number).passage for number in wide))

    def quoted_of(self, source: str) -> list[Span]:
        """The spans of the quotes of a source, without prefix and suffix."""
        texts = {self.texts(number)[6:9] for number in self.of_source(source)}
        return sorted({Span(int(start), int(end)) for start, end, quote in texts if quote})
