"""From an Arrow table to the libraries people work with, types kept; frames joined along keys."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pincite.frames.fields import Column
from pincite.package import listed
from pincite.report import CannotRun
from pincite.report.extras import library
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


Schemas = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class ForeignKey:
    """A foreign key between two tables: the fields on the left side and those on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    declared_in: str

    def __str__(self) -> str:
        fields = self.left if self.declared_in == "left" else self.right
        return fields[0] if len(fields) == 1 else f"({', '.join(fields)})"


def find_key(schemas: Schemas, left: str, right: str, on: str | Sequence[str] | None) -> ForeignKey:
    """The one foreign key between two tables, or that whose fields are `on`.

    Raises CannotRun where there is none, and where there are several to choose from.
    """
    found = [*_declared_keys(schemas, left, right, "left")]
    found += [] if left == right else _declared_keys(schemas, right, left, "right")
    known = ", ".join(f"on={_python(key)}" for key in found) or "there is none"
    if on is not None:
        fields = (on,) if isinstance(on, str) else tuple(on)
        declared = [k for k in found if (k.left if k.declared_in == "left" else k.right) == fields]
        if len(declared) != 1:
            said = f"no foreign key between {left} and {right} has the fields {', '.join(fields)}"
            raise CannotRun(f"{said}; keys: {known}")
        return declared[0]
    if not found:
        raise CannotRun(f"no foreign key is declared between {left} and {right}")
    if len(found) > 1:
        raise CannotRun(f"{len(found)} foreign keys join {left} and {right}: choose one, {known}")
    return found[0]


def _python(key: ForeignKey) -> str:
    fields = key.left if key.declared_in == "left" else key.right
    return repr(fields[0]) if len(fields) == 1 else repr(list(fields))


def _declared_keys(schemas: Schemas, table: str, other: str, side: str) -> list[ForeignKey]:
    """The foreign keys of a table that refer to another; without a resource, to itself."""
    found = []
    for key in schemas[table].get("foreignKeys", ()):
        reference = key["reference"]
        if (reference.get("resource") or table) != other:
            continue
        own, theirs = tuple(listed(key["fields"])), tuple(listed(reference["fields"]))
        pair = (own, theirs) if side == "left" else (theirs, own)
        found.append(ForeignKey(*pair, side))
    return found


def join_frames(
    left: pd.DataFrame, right: pd.DataFrame, key: ForeignKey, name: str
) -> pd.DataFrame:
    """Every row of the left frame, in order, with what it refers to; nothing refers to nothing.

    Columns of the right frame that the left one has too are called `<table>.<column>`.
    """
    pandas = library("pandas")
    shared = [a for a, b in zip(key.left, key.right, strict=True) if a == b]
    names = {
        column: f"{name}.{column}"
        for column in right.columns
        if column in left.columns and column not in shared
    }
    clash = sorted({*names.values()} & {*left.columns, *right.columns})
    if clash:
        raise CannotRun(f"the joined column would be called {clash[0]}, but there is such a column")
    right = right.dropna(subset=list(key.right)).rename(columns=names)
    theirs = [names.get(column, column) for column in key.right]
    for ours, column in zip(key.left, theirs, strict=True):
        if left[ours].dtype != right[column].dtype:
            left = left.assign(**{ours: left[ours].astype("string")})
            right = right.assign(**{column: right[column].astype("string")})
    return pandas.merge(left, right, how="left", left_on=list(key.left), right_on=theirs)
