"""Keys: primary, unique and foreign, over the typed values of all rows of a table.

A key looks at one row at a time and keeps what it has seen; nothing else has state between rows.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pincite.package import listed
from pincite.tables.row_check import Fault

Key = tuple[Any, ...]


def key_of(values: Sequence[Any], columns: Sequence[int]) -> Key:
    """A row's key; lists and objects are compared by their text, NaN equals nothing."""
    return tuple([_comparable(values[column]) for column in columns])


def _comparable(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, list | dict):
        return repr(value)
    is_nan = isinstance(value, Decimal) and value.is_nan()
    return object() if is_nan else value


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

    def empty(self, values: Sequence[Any]) -> Iterator[Fault]:
        """The fault of a row whose primary key has an empty part; other keys may have one."""
        key = key_of(values, self.on.columns)
        if self.code == "primary-key" and None in key:
            pairs = zip(self.on.fields, key, strict=True)
            empty = ", ".join(name for name, part in pairs if part is None)
            extent = "no value" if set(key) == {None} else f"a part without a value: {empty}"
            yield self.on.fault(self.code, f"the primary key has {extent}")

    def repeated(self, number: int, values: Sequence[Any]) -> Iterator[Fault]:
        """The fault of a row whose key an earlier row has; rows must come in their order.

        Keys with an empty part never clash.
        """
        key = key_of(values, self.on.columns)
        if None in key:
            return
        earlier = self._seen.get(key)
        self._seen[key] = number
        if earlier is not None:
            note = f"the same as in the row at position {earlier}"
            yield self.on.fault(self.code, note)


class Reference:
    """One foreign key: the keys that the referenced table holds, and the rows that need them."""

    def __init__(self, on: KeyColumns, target: str, fields: Sequence[str], held: Container[Key]):
        self.on = on
        self.held = held
        self._target = target
        self._fields = list(fields)

    def check(self, values: Sequence[Any]) -> Iterator[Fault]:
        """Faults of one row; a key that is empty in all its parts refers to nothing."""
        key = key_of(values, self.on.columns)
        if any(part is not None for part in key) and key not in self.held:
            parts = [values[column] for column in self.on.columns]
            cells = ["" if part is None else str(part) for part in parts]
            yield self.on.fault(
                "foreign-key",
                f"“{', '.join(cells)}” is not among the records of {self._target}",
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
