"""Rows against their fields: cells, ragged and blank rows, and the keys of their values.

It alone decides and words what is wrong with a cell, row or key; a sieve only chooses rows. A
key looks at one row at a time and keeps what it has seen; nothing else has state between rows.
"""

import json
from collections.abc import Container, Iterator, Mapping, Sequence, Set
from operator import itemgetter
from typing import Any, NamedTuple

from pincite.package import listed
from pincite.report.frozen import Frozen
from pincite.report.visible import disguised, plainer
from pincite.tables.reader import RawRow
from pincite.types import CellReader
from pincite.types.base import hash_key


class Fault(NamedTuple):
    """What is wrong in a row: issue code, column number from 1 or None, field name, cell, note.

    `details` are those of an Issue.
    """

    code: str
    column: int | None
    field: str
    cell: str | None
    note: str
    details: Mapping[str, Any] | None = None


class ReadRow(NamedTuple):
    """A row's typed values by column, its faults, and whether it has no key to be looked at.

    `bad` are the columns, from 0, whose cell has a value that is not of its type.
    """

    values: list[Any]
    faults: list[Fault]
    is_blank: bool
    bad: frozenset[int] = frozenset()


_BLANK = Fault("blank-row", None, "", None, "the row holds no value")


def _blank(cells: Sequence[Any], width: int) -> Fault:
    """The fault of a row without a value in the columns of the header; it may have some behind."""
    behind = [at for at, cell in enumerate(cells[width:], width + 1) if cell not in (None, "")]
    if not behind:
        return _BLANK
    note = f"no column of the header has a value here; column {behind[0]}, behind them, has one"
    return _BLANK._replace(note=note)


MAX_EXTRA = 100  # extra cells of one row that are told; a row of a million would be as many issues


def read_row(row: RawRow, readers: Sequence[CellReader]) -> ReadRow:
    """Read the cells of a row; a cell that is not there reads as missing.

    A row without any value is blank, and only that is said of it. So it is with a row that could
    not be cut into cells.
    """
    cells, width = row.cells, len(readers)
    if row.fault is not None:
        return ReadRow([None] * width, [Fault("source-error", None, "", None, row.fault)], True)
    if len(cells) != width:
        cells = [*cells[:width], *[None] * (width - len(cells))]
    results = [reader.read(cell) for reader, cell in zip(readers, cells, strict=True)]
    values = [value for value, _ in results]
    is_faulty = len(row.cells) != width or any(map(itemgetter(1), results))
    is_blank = bool(width) and values.count(None) == width
    if is_blank and not any(_is_type_fault(faults) for _, faults in results):
        return ReadRow(values, [_blank(row.cells, width)], True)
    if not is_faulty:
        return ReadRow(values, [], False)
    bad = frozenset([at for at, (_, faults) in enumerate(results) if _is_type_fault(faults)])
    return ReadRow(values, [*_faults(row.cells, readers, results)], False, bad)


def _is_type_fault(faults: Any) -> bool:
    return bool(faults) and any(fault.kind == "type" for fault in faults)


def _faults(cells: Sequence[Any], readers: Sequence[CellReader], results: Any) -> Iterator[Fault]:
    width = len(readers)
    for column, (reader, (_, faults)) in enumerate(zip(readers, results, strict=True), 1):
        for fault in faults:
            code = "type-error" if fault.kind == "type" else "constraint-error"
            cell = cells[column - 1] if column <= len(cells) else None
            text = "" if cell is None else str(cell)
            details = {"note": fault.note}
            yield Fault(code, column, reader.name, text, fault.message, details)
    rest = len(cells) - width - MAX_EXTRA
    for column, cell in enumerate(cells[width : width + MAX_EXTRA], width + 1):
        is_last = rest > 0 and column == width + MAX_EXTRA
        more = f", nor {rest:,} more that this row has cells for" if is_last else ""
        yield Fault("extra-cell", column, "", str(cell), f"the header has no such column{more}")
    for column, reader in enumerate(readers[len(cells) :], len(cells) + 1):
        yield Fault("missing-cell", column, reader.name, None, "the row ends before this column")


Key = tuple[Any, ...]
MAX_HINTS = 20  # rows of a foreign key for which a key is looked for that looks the same


def key_of(values: Sequence[Any], columns: Sequence[int]) -> Key:
    """A row's key; NaN equals nothing, the members of an object have no order."""
    keys = [values[column] for column in columns]
    return tuple([key if type(key) is str else _comparable(key) for key in keys])


def _comparable(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True, default=repr)
    return hash_key(value)


class KeyColumns(Frozen):
    """The columns of a key, from 0, and the names of their fields."""

    columns: tuple[int, ...]
    fields: tuple[str, ...]

    def fault(self, code: str, note: str, **details: Any) -> Fault:
        """A fault of the key; that of a unique field is its cell's."""
        column = self.columns[0] + 1 if code == "unique-error" else None
        stated = {"fieldNames": list(self.fields), **details}
        return Fault(code, column, ", ".join(self.fields), None, note, stated)


class Uniqueness:
    """One key that must not repeat: the primary key, a unique field, or one of uniqueKeys."""

    def __init__(self, code: str, on: KeyColumns):
        self.code = code
        self.on = on
        self._seen: dict[Key, int] = {}

    def empty(self, values: Sequence[Any], bad: Set[int]) -> Iterator[Fault]:
        """The fault of a row whose primary key has an empty part; other keys may have one.

        A part whose cell is `bad` has a value, if a wrong one: its fault is told already.
        """
        key = key_of(values, self.on.columns)
        if self.code == "primary-key" and None in key and not bad & set(self.on.columns):
            pairs = zip(self.on.fields, key, strict=True)
            empty = ", ".join(name for name, part in pairs if part is None)
            extent = "no value" if set(key) == {None} else f"a part without a value: {empty}"
            yield self.on.fault(self.code, f"the primary key has {extent}")

    def repeated(self, row: RawRow, values: Sequence[Any]) -> Iterator[Fault]:
        """The fault of a row whose key an earlier row has; rows must come in their order.

        Keys with an empty part never clash.
        """
        key = key_of(values, self.on.columns)
        if None in key:
            return
        earlier = self._seen.get(key)
        self._seen[key] = row.number
        if earlier is not None:
            note = f"the same as in the row at position {row.part.position(earlier)}"
            yield self.on.fault(self.code, note)


def is_far(held: Container[Key]) -> bool:
    """Whether keys are not in this process, see splits/references.py."""
    return bool(getattr(held, "is_far", False))


class Reference:
    """One foreign key: the keys that the referenced table holds, and the rows that need them."""

    def __init__(
        self,
        on: KeyColumns,
        target: str,
        fields: Sequence[str],
        held: Container[Key],
        hints: int = MAX_HINTS,
    ):
        self.on = on
        self.held = held
        self.hints = hints  # rows that are left for which a key is looked for
        self._target = target
        self._fields = list(fields)

    def without_hints(self) -> "Reference":
        """The same reference where only a stretch of the rows is known, not which are the first."""
        return Reference(self.on, self._target, self._fields, self.held, 0)

    def check(self, values: Sequence[Any], bad: Set[int]) -> Iterator[Fault]:
        """Faults of one row; a key that is empty in all its parts refers to nothing.

        Nothing is said of a key with a `bad` cell, whose fault is told already.
        """
        key = key_of(values, self.on.columns)
        is_empty = all(part is None for part in key)
        if not is_empty and key not in self.held and not bad & set(self.on.columns):
            yield self.fault(values)

    def fault(self, values: Sequence[Any]) -> Fault:
        """The fault of a row whose key is not held."""
        parts = [values[column] for column in self.on.columns]
        cells = ["" if part is None else str(part) for part in parts]
        note = f"“{', '.join(cells)}” is not among the records of {self._target}"
        return self.on.fault(
            "foreign-key",
            f"{note} ({', '.join(self._fields)}){self._disguised(key_of(values, self.on.columns))}",
            fieldCells=cells,
            referenceName=self._target,
            referenceFieldNames=self._fields,
        )

    def is_of(self, fault: Fault) -> bool:
        """Whether a fault is one of this reference."""
        stated = fault.details or {}
        return (
            fault.code == "foreign-key"
            and stated["fieldNames"] == list(self.on.fields)
            and stated["referenceName"] == self._target
            and stated["referenceFieldNames"] == self._fields
        )

    def _disguised(self, key: Key) -> str:
        """Which key a text looks like; asked for the first rows only, since it asks many keys."""
        (part,) = key if len(key) == 1 else (None,)
        if not isinstance(part, str) or not self.hints:
            return ""
        self.hints -= 1
        learn = getattr(self.held, "learn", None)
        if learn is not None:  # it asks elsewhere, and would for each text
            learn(plainer(part))
        return disguised(part, lambda text: (text,) in self.held)


def key_columns(fields: Sequence[str], positions: Mapping[str, int]) -> KeyColumns | None:
    """Where the fields of a key are in the data, or None where one is not there."""
    if not all(name in positions for name in fields):
        return None
    return KeyColumns(tuple(positions[name] for name in fields), tuple(fields))


def uniqueness(schema: Mapping[str, Any], positions: Mapping[str, int]) -> list[Uniqueness]:
    """The keys of a schema whose fields the data has: unique fields, primary key, uniqueKeys."""
    stated = [
        ("unique-error", [field["name"]])
        for field in schema["fields"]
        if field.get("constraints", {}).get("unique")
    ]
    primary = listed(schema.get("primaryKey", ()))
    stated += [("primary-key", primary)] if primary else []
    stated += [("unique-key", list(fields)) for fields in schema.get("uniqueKeys", ())]
    found = [(code, key_columns(fields, positions)) for code, fields in stated]
    return [Uniqueness(code, on) for code, on in found if on is not None]
