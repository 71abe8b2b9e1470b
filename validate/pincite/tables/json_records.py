"""Rows of JSON tables: arrays of arrays, or of objects, in a file or in the descriptor.

Rows are the items of the array, from 1; an array of arrays has its header in the first, an array of
objects has keys. An object's members have no order (RFC 8259), and one that is left out says
nothing: its cell is missing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from pincite.report.frozen import Frozen
from pincite.tables.content import TableFault
from pincite.tables.csv_records import Record
from pincite.tables.dialect import Dialect

MAX_CELLS = 20_000_000  # of objects of which none has the keys of the others


class JsonTable(Frozen):
    """The items of a table; `keys` are those of objects, in order of appearance, else None.

    `pointer` leads from the document to the array (RFC 6901).
    """

    items: list[Any]
    keys: list[str] | None
    pointer: str


def parse_json_table(data: bytes, encoding: str) -> Any:
    """The JSON value in some bytes, its numbers exact.

    Raises TableFault `source-error` and `encoding-error`.
    """
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"byte {error.start} of the file is not {encoding}: {error.reason}"
        raise TableFault("encoding-error", message) from error
    try:
        return json.loads(
            text,
            parse_float=Decimal,
            parse_constant=refuse_constant,
            object_pairs_hook=whole_object,
        )
    except TableFault:
        raise
    except (ValueError, ArithmeticError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise TableFault("source-error", f"not JSON: {error}", line) from error


def refuse_constant(name: str) -> Any:
    """Raise TableFault for NaN and its like."""
    raise TableFault("source-error", f"not JSON: {name}; a value that is missing is null")


def whole_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; raises TableFault where it has a key twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise TableFault("source-error", f"an object has the key “{twice}” twice")
    return found


def json_table(value: Any, dialect: Dialect) -> JsonTable:
    """The table in a JSON value, where the dialect's `property` says; raises TableFault."""
    pointer = ""
    for name in _steps(value, dialect.json_property):
        value = value.get(name) if isinstance(value, dict) else None
        pointer += "/" + name.replace("~", "~0").replace("/", "~1")
    if not isinstance(value, list):
        where = f" at {pointer}" if pointer else ""
        raise TableFault("source-error", f"a JSON table is an array of arrays or objects{where}")
    _check_items(value, dialect.item_type)
    if not value or not isinstance(value[0], dict):
        return JsonTable(value, None, pointer)
    if dialect.item_keys:
        return JsonTable(value, list(dialect.item_keys), pointer)
    keys = dict.fromkeys(key for item in value if isinstance(item, dict) for key in item)
    members = sum(len(item) for item in value if isinstance(item, dict))
    if len(keys) * len(value) > max(MAX_CELLS, 100 * members):
        message = f"{len(value):,} objects with {len(keys):,} different keys: they are not a table"
        raise TableFault("source-error", message)
    return JsonTable(value, list(keys), pointer)


def _steps(value: Any, stated: str | None) -> list[str]:
    """The keys that lead to the table; a key that has a point itself is one step."""
    if not stated:
        return []
    return [stated] if isinstance(value, dict) and stated in value else stated.split(".")


def _check_items(items: list[Any], stated: str | None) -> None:
    """Raise TableFault where the first item is not of the dialect's `itemType`."""
    first = items[0] if items else None
    kind = "object" if isinstance(first, dict) else "array" if isinstance(first, list) else None
    if stated and kind and kind != stated:
        message = f"the dialect's itemType is {stated}, and the items are {kind}s: state “{kind}”"
        raise TableFault("dialect-error", message)


def array_records(table: JsonTable) -> Iterator[Record]:
    """The items of an array of arrays, header and comments included."""
    for number, item in enumerate(table.items):
        if isinstance(item, list):
            yield Record(number, 0, item)
        else:
            yield Record(number, 0, [], "the item is not an array, as others are")


def object_records(table: JsonTable, keys: Sequence[str]) -> Iterator[Record]:
    """The items of an array of objects, as cells in the order of the keys."""
    for number, item in enumerate(table.items):
        if isinstance(item, dict):
            yield Record(number, 0, [item.get(key) for key in keys])
        else:
            yield Record(number, 0, [], "the item is not an object, as others are")
