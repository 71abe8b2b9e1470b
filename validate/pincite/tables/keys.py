"""Keys: primary, unique and foreign, over the typed values of all rows of a table.

A key looks at one row at a time and keeps what it has seen; nothing else has state between rows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence, Set
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.package import listed
from pincite.tables.reader import RawRow
from pincite.tables.row_check import Fault

Key = tuple[Any, ...]


def key_of(values: Sequence[Any], columns: Sequence[int]) -> Key:
    """A row's key; lists and objects are compared by their text, NaN equals nothing."""
    return tuple([_comparable(values[column]) for column in columns])


def _comparable(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, int):
        return value if -MAX_PLAIN < value < MAX_PLAIN else _long_number(Decimal(value))
    if isinstance(value, Decimal):
        return _long_number(value)
    return repr(value) if isinstance(value, list | dict) else value


MAX_PLAIN = 10**15


def _long_number(value: Decimal) -> Any:
    """A number, as a text where it has more than 15 digits; NaN as what equals nothing.

    The hash of a number is the number modulo 2**61 - 1, so that a file of long numbers can be
    written that all have one hash: 20,000 would take as long as 20,000 squared. Texts are hashed
    with a secret. Equal integers and decimals give equal keys, whatever their zeros.
    """
    if value.is_nan():
        return object()
    sign, digits, exponent = value.as_tuple()
    if len(digits) <= 15 or not isinstance(exponent, int):
        return value
    text = "".join(map(str, digits)).lstrip("0")
    plain = text.rstrip("0")
    if len(plain) <= 15:
        return value
    return f"{'-' * sign}{plain}e{exponent + len(text) - len(plain)}"


class KeyColumns(NamedTuple):
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


class Reference:
    """One foreign key: the keys that the referenced table holds, and the rows that need them."""

    def __init__(self, on: KeyColumns, target: str, fields: Sequence[str], held: Container[Key]):
        self.on = on
        self.held = held
        self._target = target
        self._fields = list(fields)

    def check(self, values: Sequence[Any], bad: Set[int]) -> Iterator[Fault]:
        """Faults of one row; a key that is empty in all its parts refers to nothing.

        Nothing is said of a key with a `bad` cell, whose fault is told already.
        """
        key = key_of(values, self.on.columns)
        is_empty = all(part is None for part in key)
        if not is_empty and key not in self.held and not bad & set(self.on.columns):
            parts = [values[column] for column in self.on.columns]
            cells = ["" if part is None else str(part) for part in parts]
            yield self.on.fault(
                "foreign-key",
                f"“{', '.join(cells)}” is not among the records of {self._target}"
                f" ({', '.join(self._fields)})",
                fieldCells=cells,
                referenceName=self._target,
                referenceFieldNames=self._fields,
            )


def key_columns(fields: Sequence[str], positions: Mapping[str, int]) -> KeyColumns | None:
    """Where the fields of a key stand in the data, or None where one is not there."""
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
