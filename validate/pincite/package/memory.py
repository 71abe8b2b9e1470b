"""Packages in memory: a descriptor as a dict, tables as rows or as frames of a library."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pincite.files.reading import parse_json
from pincite.files.write import json_as_read
from pincite.report import CannotRun
from pincite.report.extras import require
from pincite.report.frozen import Frozen

# What a resource says of its file, which rows from elsewhere are not.
_OF_FILE = "path data url hash bytes compression encoding dialect format mediatype scheme".split()


class NativeTable(Frozen):
    """A table of native values: the labels of its columns, and its rows, which can be read again.

    Values are those of the library: `CellReader.read_native` reads them. With `is_keyed` the rows
    were dicts: a field that none of them has is a field without values.
    """

    labels: tuple[str, ...]
    read: Callable[[], Iterable[Sequence[Any]]]
    is_keyed: bool = False

    def rows(self) -> Iterator[Sequence[Any]]:
        """The rows from the first."""
        return iter(self.read())


def native_table(found: Any) -> NativeTable | None:
    """An Arrow, pandas or polars frame as a native table; None for what is not one.

    Whatever gives an Arrow stream (`__arrow_c_stream__`), as DuckDB's relations do, is taken
    too, where pyarrow is installed. A named index of pandas counts as columns.
    """
    library = type(found).__module__.partition(".")[0]
    if library == "pandas" and hasattr(found, "itertuples"):
        return _of_pandas(found)
    if library == "polars" and hasattr(found, "collect_schema"):
        frame = found.collect() if hasattr(found, "collect") else found
        return NativeTable(tuple(frame.columns), frame.iter_rows)
    if hasattr(found, "__arrow_c_stream__"):
        return _of_arrow(found)
    return None


def _of_pandas(frame: Any) -> NativeTable:
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    frame = frame.reset_index(level=named) if named else frame
    labels = tuple(map(str, frame.columns))
    return NativeTable(labels, lambda: frame.itertuples(index=False, name=None))


def _of_arrow(found: Any) -> NativeTable:
    require("arrow", f"a {type(found).__name__}")
    import pyarrow

    try:
        table = found if isinstance(found, pyarrow.Table) else pyarrow.table(found)
    except pyarrow.ArrowInvalid as error:
        raise CannotRun(f"a {type(found).__name__} is not a table: give a frame") from error

    def rows() -> Iterator[Sequence[Any]]:
        for batch in table.to_batches(max_chunksize=10_000):
            yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)

    return NativeTable(tuple(table.column_names), rows)


def is_tables(found: Mapping[Any, Any]) -> bool:
    """Whether a dict is tables by name, without a descriptor: frames, or lists of rows."""
    return bool(found) and "resources" not in found and all(map(_is_table, found.values()))


def _is_table(found: Any) -> bool:
    is_rows = isinstance(found, list) and all(isinstance(row, dict | list) for row in found[:1])
    return is_rows or native_table(found) is not None


def split_tables(
    descriptor: Mapping[str, Any], tables: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, NativeTable]]:
    """A descriptor as JSON would hold it, and the native tables of its resources by their names.

    `tables` take the place of what the resources of these names hold. Raises CannotRun for a
    name that no resource has, and for what JSON has no form for.
    """
    if is_tables(descriptor):
        tables = {**descriptor, **tables}
        descriptor = {"resources": [{"name": name, "type": "table"} for name in tables]}
    items = descriptor.get("resources")
    items = list(items) if isinstance(items, list | tuple) else items
    names = [item.get("name") for item in items or () if isinstance(item, Mapping)]
    for name in tables:
        if name not in names:
            known = ", ".join(map(str, names)) or "none"
            raise CannotRun(f"tables: there is no resource {name!r}; resources: {known}")
    native: dict[str, NativeTable] = {}
    if isinstance(items, list):
        items = [_resource(item, tables, native) for item in items]
        descriptor = {**descriptor, "resources": items}
    return as_json(descriptor, "the descriptor"), native


def _resource(item: Any, tables: Mapping[str, Any], native: dict[str, NativeTable]) -> Any:
    """A resource whose native rows were taken out, so that it can be JSON."""
    if not isinstance(item, Mapping):
        return item
    name = item.get("name")
    if isinstance(name, str) and name in tables:
        item = {key: value for key, value in item.items() if key not in _OF_FILE}
        item |= {"data": tables[name], "type": "table"}
    data = item.get("data")
    found = native_table(data)
    if found is None and isinstance(data, list | tuple) and not _is_json(data):
        found = _of_rows(data)
    if found is None or not isinstance(name, str):
        return item
    native[name] = found
    return {**item, "data": []}


def _is_json(rows: Sequence[Any]) -> bool:
    try:
        json.dumps(rows, default=_decimal, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return False
    return True


def _decimal(value: object) -> int:
    if isinstance(value, Decimal) and value.is_finite():
        return 0  # which JSON can hold; only the form of the rows is of interest here
    raise TypeError


def _of_rows(rows: Sequence[Any]) -> NativeTable:
    """Rows of Python values: dicts, of which a missing key is a missing value, or sequences.

    The first sequence is the header, as it is where rows are in a descriptor.
    """
    if rows and all(isinstance(row, Mapping) for row in rows):
        labels = tuple(dict.fromkeys(str(key) for row in rows for key in row))
        return NativeTable(
            labels, lambda: ([row.get(name) for name in labels] for row in rows), True
        )
    if rows and all(isinstance(row, list | tuple) for row in rows):
        return NativeTable(tuple(map(str, rows[0])), lambda: rows[1:])
    raise CannotRun("rows of a table are all dicts, or all lists of which the first is the header")


def as_json(value: Any, name: str) -> dict[str, Any]:
    """What reading the value from a JSON file would give: exact numbers, lists, string keys."""
    try:
        text = json_as_read(value)
        text.encode()  # raises for half of a surrogate pair
        found, is_odd = parse_json(text, name)
    except (TypeError, ValueError, RecursionError) as error:
        raise CannotRun(f"{name} has no form in JSON: {error}") from error
    if is_odd:
        raise CannotRun(f"{name} has no form in JSON: it holds NaN or Infinity")
    found_dict: dict[str, Any] = found
    return found_dict
