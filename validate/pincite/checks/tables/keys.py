"""Keys: primary, unique and foreign, over the typed values of all rows of a table.

A key looks at one row at a time and keeps what it has seen; nothing else has state between rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

Values = Mapping[str, Any]
Key = tuple[Any, ...]


class KeyFault(NamedTuple):
    """What a row does wrong with a key: issue code, the fields of it, and how."""

    code: str
    fields: tuple[str, ...]
    note: str


def key_of(values: Values, fields: Sequence[str]) -> Key:
    """A row's key; lists and objects are compared by their text, NaN equals nothing."""
    return tuple(_comparable(values.get(name)) for name in fields)


def _comparable(value: Any) -> Any:
    if isinstance(value, list | dict):
        return repr(value)
    is_nan = isinstance(value, Decimal) and value.is_nan()
    return object() if is_nan else value


class Uniqueness:
    """One key that must not repeat: the primary key, a unique field, or one of uniqueKeys."""

    def __init__(self, code: str, fields: Sequence[str], *, is_required: bool = False):
        self.code = code
        self.fields = tuple(fields)
        self._is_required = is_required
        self._seen: dict[Key, int] = {}

    def check(self, number: int, values: Values) -> Iterator[KeyFault]:
        """Faults of one row. A primary key has no empty part; other keys with one never clash."""
        key = key_of(values, self.fields)
        if None in key:
            if self._is_required:
                pairs = zip(self.fields, key, strict=True)
                empty = ", ".join(name for name, part in pairs if part is None)
                extent = "no value" if set(key) == {None} else f"a part without a value: {empty}"
                yield KeyFault(self.code, self.fields, f"the primary key has {extent}")
            return
        earlier = self._seen.get(key)
        self._seen[key] = number
        if earlier is not None:
            note = f"the same as in the row at position {earlier}"
            yield KeyFault(self.code, self.fields, note)


class Reference:
    """One foreign key: the keys that the referenced table holds, and the rows that need them."""

    def __init__(self, fields: Sequence[str], target: str, held: frozenset[Key]):
        self.fields = tuple(fields)
        self.target = target
        self._held = held

    def check(self, values: Values) -> Iterator[KeyFault]:
        """Faults of one row; a key that is empty in all its parts refers to nothing."""
        key = key_of(values, self.fields)
        if any(part is not None for part in key) and key not in self._held:
            shown = ", ".join(map(str, key))
            note = f"“{shown}” is not among the records of {self.target}"
            yield KeyFault("foreign-key", self.fields, note)


def uniqueness(schema: Mapping[str, Any], names: frozenset[str]) -> list[Uniqueness]:
    """The keys of a schema whose fields the data has: unique fields, primary key, uniqueKeys."""
    keys = [
        Uniqueness("unique-error", [field["name"]])
        for field in schema["fields"]
        if field.get("constraints", {}).get("unique")
    ]
    primary = schema.get("primaryKey", ())
    primary = [primary] if isinstance(primary, str) else primary
    if primary:
        keys.append(Uniqueness("primary-key", primary, is_required=True))
    keys += [Uniqueness("unique-key", fields) for fields in schema.get("uniqueKeys", ())]
    return [key for key in keys if names.issuperset(key.fields)]
