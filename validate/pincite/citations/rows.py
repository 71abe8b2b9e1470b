"""Cells and citations as maps over their tables: nothing is modelled before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from operator import itemgetter

from pincite.citations.citation import Cell, Citation
from pincite.tables.text_table import Table
from pincite.text import Span

COLUMNS = tuple(
    "table record_id field seq part source_id start end quote method value note".split()
)
Numbers = Mapping[str, "int | list[int]"]
_NONE: Numbers = {}


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


class CitedRows(Mapping[Cell, tuple[Citation, ...]]):
    """The citations of every cited cell, modelled from their rows.

    Raises ValueError where a row's number is none.
    """

    def __init__(self, table: Table) -> None:
        self._table = table
        self._rows = table.rows
        self._names = table.schema.names
        self.context = [at for at, name in enumerate(self._names) if name in ("prefix", "suffix")]
        self.pick = itemgetter(*map(table.schema.names.index, COLUMNS))
        self._records: dict[tuple[str, str], list[int]] = {}
        self._last: tuple[tuple[str, str], Numbers] = (("", ""), _NONE)
        names = (*COLUMNS[:2], "seq", "start", "end")
        for number, (name, record, *numbers) in enumerate(table.texts(*names)):
            for text in numbers:
                int(text)
            self._records.setdefault((name, record), []).append(number)

    def numbers(self, table: str, record: str) -> Numbers:
        """The numbers of a record's rows by field: one, or several of them."""
        key = (table, record)
        if key == self._last[0]:
            return self._last[1]
        found: dict[str, int | list[int]] = {}
        for number in self._records.get(key, ()):
            field = self.pick(self._rows[number])[2]
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
            field: self.texts(found if isinstance(found, int) else found[0])[9]
            for field, found in self.numbers(table, record).items()
        }

    def texts(self, number: int) -> tuple[str, ...]:
        """The cells of a row in the order of COLUMNS."""
        texts: tuple[str, ...] = self.pick(self._rows[number])
        return texts

    def citation(self, number: int) -> Citation:
        """The citation that a row makes."""
        cells = dict(zip(self._names, self._rows[number], strict=True))
        return Citation.from_cells(cells, self._table.line(number))

    def has_context(self, number: int) -> bool:
        """Whether a row has a prefix or suffix."""
        row = self._rows[number]
        return any(row[at] for at in self.context)

    def __getitem__(self, cell: Cell) -> tuple[Citation, ...]:
        found = self.numbers(cell[0], cell[1])[cell[2]]  # KeyError where there is none
        numbers = [found] if isinstance(found, int) else found
        return tuple(self.citation(number) for number in numbers)

    def __iter__(self) -> Iterator[Cell]:
        for table, record in self._records:
            for field in self.numbers(table, record):
                yield Cell(table, record, field)

    def __len__(self) -> int:
        return sum(len(self.numbers(table, record)) for table, record in self._records)

    def all(self) -> Iterator[Citation]:
        """All citations, in the order of their rows."""
        return map(self.citation, range(len(self._rows)))

    def passages(self) -> dict[str, set[tuple[Span, str]]]:
        """What is published by source, each passage once: quotes with their prefix and suffix."""
        found: dict[str, set[tuple[str, str, str]]] = {}
        wide: dict[str, set[tuple[Span, str]]] = {}
        columns = self._table.texts("source_id", "start", "end", "quote")
        for number, (source, start, end, quote) in enumerate(columns):
            if self.context and self.has_context(number):
                wide.setdefault(source, set()).add(self.citation(number).passage)
            elif quote:
                found.setdefault(source, set()).add((start, end, quote))
        for source, quotes in found.items():
            spans = ((Span(int(start), int(end)), quote) for start, end, quote in quotes)
            wide.setdefault(source, set()).update(spans)
        return wide
