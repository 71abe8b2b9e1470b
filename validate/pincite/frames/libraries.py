"""From an Arrow table to the libraries people work with, every type kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pincite.frames.fields import Column
from pincite.frames.options import library
from pincite.report import CannotRun
from pincite.types.integer import INTEGER
from pincite.types.list import LIST

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa


def to_pandas(table: pa.Table, columns: Sequence[Column]) -> pd.DataFrame:
    """A frame with nullable types; keys are columns, the index counts rows."""
    pandas = library("pandas")
    arrow = library("pyarrow")

    def dtype(kind: Any) -> Any:
        simple = {
            arrow.string(): pandas.StringDtype(),
            arrow.int64(): pandas.Int64Dtype(),
            arrow.float64(): pandas.Float64Dtype(),
            arrow.bool_(): pandas.BooleanDtype(),
        }
        is_decimal = arrow.types.is_decimal(kind)
        return pandas.ArrowDtype(kind) if is_decimal else simple.get(kind)

    frame = _with_dates(table).to_pandas(types_mapper=dtype)
    for column in columns:
        objects = _objects(table[column.name], column)
        if objects is not None:
            frame[column.name] = pandas.Series(objects, dtype=object, index=frame.index)
    return frame


def _with_dates(table: Any) -> Any:
    """Days as timestamps in seconds, which pandas has from year 1 to 9999."""
    arrow = library("pyarrow")
    for at, field in enumerate(table.schema):
        if field.type == arrow.date32():
            moments = table.column(at).cast(arrow.timestamp("s"))
            table = table.set_column(at, field.name, moments)
    return table


def _objects(array: Any, column: Column) -> list[Any] | None:
    """The Python objects of a column that pandas has no type for, or None where it has one."""
    if column.kind is LIST:
        found: list[Any] = array.to_pylist()
        return found
    if column.kind.holds_json:
        return [None if text is None else json.loads(text) for text in array.to_pylist()]
    return None


def to_polars(table: pa.Table, columns: Sequence[Column]) -> pl.DataFrame:
    """A frame with polars' own types; categories of texts are an Enum."""
    polars = library("polars")
    arrow = library("pyarrow")
    enums = {}
    for column in columns:
        if not column.is_categorical:
            continue
        at = table.schema.get_field_index(column.name)
        kind = table.schema.field(at).type.value_type
        table = table.set_column(at, column.name, table.column(at).cast(kind))
        if kind == arrow.string():
            enums[column.name] = polars.Enum(column.categories)
    frame: pl.DataFrame = polars.from_arrow(table).cast(enums)
    return frame


def to_duckdb(
    table: pa.Table, columns: Sequence[Column], connection: duckdb.DuckDBPyConnection, name: str
) -> duckdb.DuckDBPyRelation:
    """Create a table in a database, with descriptions as comments; the relation of it.

    Raises CannotRun where the database refuses, such as where it has a table of that name.
    """
    duckdb = library("duckdb")
    known = {column.name: column for column in columns}
    parts = [_selected(table.schema.field(at), known) for at in range(table.num_columns)]
    view = "pincite loads this"
    try:
        connection.register(view, table)
        try:
            connection.execute(
                f"CREATE TABLE {_name(name)} AS SELECT {', '.join(parts)} FROM {_name(view)}"
            )
        finally:
            connection.unregister(view)
        for field in table.schema:
            says = (field.metadata or {}).get(b"description", b"").decode()
            if says:
                at = f"{_name(name)}.{_name(field.name)}"
                connection.execute(f"COMMENT ON COLUMN {at} IS {_text(says)}")
        return connection.table(_name(name))
    except duckdb.Error as error:
        raise CannotRun(f"{name}: DuckDB refuses the table: {error}") from error


def _selected(field: Any, columns: dict[str, Column]) -> str:
    """A column as DuckDB selects it; categories of texts become an ENUM of all of them."""
    column = columns.get(field.name)
    if column is None or not column.is_categorical:
        return _name(field.name)
    if column.kind is INTEGER:
        return f"{_name(field.name)}::BIGINT AS {_name(field.name)}"
    values = ", ".join(map(_text, column.categories))
    return f"{_name(field.name)}::ENUM({values}) AS {_name(field.name)}"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
