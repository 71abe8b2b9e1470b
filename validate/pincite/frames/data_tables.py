"""The tables of a package as people meet them, each in the library that they work with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, Unpack

from pincite.frames import libraries as frames
from pincite.frames.fields import Column
from pincite.frames.libraries import find_key, join_frames
from pincite.frames.options import Options, ReadOptions
from pincite.frames.source import all_rows, tables_of, verify_content
from pincite.frames.table import arrow_table, read_records
from pincite.package import Package, Resource
from pincite.report import CannotRun, counted
from pincite.report.extras import require
from pincite.report.visible import visible

if TYPE_CHECKING:
    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa
    from pydantic import BaseModel

    from pincite.grammar import Phrases
    from pincite.package import Schema


MAX_NAMED = 12  # tables that the short form of a package names


class DataTable:
    """A table of a package; nothing is read before it is asked for.

    Iterating gives records as dicts of exact Python values; len() counts them.
    """

    def __init__(self, package: Package, resource: Resource, *, verify: bool):
        self._package = package
        self._resource = resource
        self._verify = verify
        self._length: int | None = None

    @property
    def name(self) -> str:
        """The table's name."""
        return self._resource.name

    @property
    def schema(self) -> Mapping[str, Any]:
        """The Table Schema, as it is; without fields where the table has none."""
        return self._resource.schema.descriptor if self._resource.schema else {"fields": []}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field["name"] for field in self.schema["fields"])

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The names of the key's fields; none where there is no key."""
        return self._resource.schema.primary_key if self._resource.schema else ()

    @property
    def model(self) -> type[BaseModel]:
        """A pydantic model of one record, made from the schema; needs one.

        `table.model.model_validate(record)` for a record that iterating gives, or one of JSON.
        """
        from pincite.frames.models import record_model

        if self._resource.schema is None:
            raise CannotRun(f"{self.name}: the table has no schema, so there is no model of it")
        return record_model(self._resource.schema, self.name)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return read_records(self._package, self._resource, verify=self._verify)

    def __len__(self) -> int:
        if self._length is None:
            rows = all_rows(self._package, self._resource, verify=self._verify)
            self._length = sum(1 for _ in rows)
        return self._length

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        key = f", key {', '.join(self.primary_key)}" if self.primary_key else ""
        path = self._resource.path or "inline"
        fields = counted(len(self.names), "fields")
        return f"<pincite table {visible(f'{self.name}: {fields}{key}, {path}')}>"

    def _repr_html_(self) -> str:
        from pincite.report.notebook import html_table

        rows = (
            (
                field["name"],
                field.get("type", "any"),
                "yes" if field["name"] in self.primary_key else "",
                field.get("title") or field.get("description") or "",
            )
            for field in self.schema["fields"]
        )
        caption = f"{self.name}: {counted(len(self.names), 'fields')}"
        return html_table(caption, ("field", "type", "key", "title"), rows, len(self.names))

    def to_arrow(self, **options: Unpack[ReadOptions]) -> pa.Table:
        """An Arrow table; titles and descriptions are metadata of its fields."""
        table: pa.Table = self._read("arrow", options)[0]
        return table

    def to_pandas(self, **options: Unpack[ReadOptions]) -> pd.DataFrame:
        """A pandas frame with nullable types; keys are columns, not the index."""
        return frames.to_pandas(*self._read("pandas", options))

    def to_polars(self, **options: Unpack[ReadOptions]) -> pl.DataFrame:
        """A polars frame."""
        return frames.to_polars(*self._read("polars", options))

    def to_duckdb(
        self,
        connection: duckdb.DuckDBPyConnection,
        name: str | None = None,
        **options: Unpack[ReadOptions],
    ) -> duckdb.DuckDBPyRelation:
        """Create the table in a DuckDB database, under its own name or another; the relation."""
        table, columns = self._read("duckdb", options)
        return frames.to_duckdb(table, columns, connection, name or self.name)

    def _read(self, extra: str, options: ReadOptions) -> tuple[Any, list[Column]]:
        require(extra)
        choices = Options(**options)
        return arrow_table(self._package, self._resource, choices, verify=self._verify)


def quoting_of(table: DataTable) -> tuple[Schema, Phrases]:
    """How quotes for a table's fields are read: its schema, and the package's phrases.

    Raises CannotRun for a table whose cells take no citations.
    """
    from pincite.citations.gather import table_of
    from pincite.grammar import Phrases

    schema, package = table._resource.schema, table._package
    convention = package.convention
    if schema is None or convention is None or not schema.cited_fields:
        raise CannotRun(f"{table.name}: its cells take no citations, so no quote can be checked")
    resource = package.table(convention.phrases)
    phrases = () if resource is None else table_of(package, resource).records
    return schema, Phrases.of_rows(record.cells for record in phrases)


class DataTables(Mapping[str, DataTable]):
    """The tables of an opened package: a mapping by their names, in the descriptor's order."""

    def __init__(self, package: Package, *, verify: bool):
        self._package = package
        self._resources = tables_of(package)
        self._verify = verify

    @property
    def name(self) -> str:
        """The package's name."""
        return self._package.name

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the tables, in order."""
        return tuple(self._resources)

    @property
    def version(self) -> str | None:
        """The package's version, where it states one."""
        return self._package.version

    @property
    def descriptor(self) -> Mapping[str, Any]:
        """The descriptor, as it is."""
        return self._package.descriptor

    def __getitem__(self, name: str) -> DataTable:
        if name not in self._resources:
            known = ", ".join(self._resources) or "none"
            raise KeyError(f"there is no table {name!r}; tables: {known}")
        return DataTable(self._package, self._resources[name], verify=self._verify)

    def __iter__(self) -> Iterator[str]:
        return iter(self._resources)

    def __len__(self) -> int:
        return len(self._resources)

    def __repr__(self) -> str:
        version = f" {self.version}" if self.version else ""
        names = list(self.names[:MAX_NAMED])
        names += [f"and {len(self) - MAX_NAMED} more"] if len(self) > MAX_NAMED else []
        text = f"{self.name}{version}: {counted(len(self), 'tables')}: {', '.join(names)}"
        return f"<pincite package {visible(text)}>"

    def _repr_html_(self) -> str:
        from pincite.report.notebook import html_table

        rows = (
            (name, len(table.names), ", ".join(table.primary_key), table._resource.path or "inline")
            for name, table in self.items()
        )
        version = f" {self.version}" if self.version else ""
        caption = f"{self.name}{version}: {counted(len(self), 'tables')}"
        return html_table(caption, ("table", "fields", "key", "file"), rows, len(self))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the files of the package; nothing can be read from them afterwards."""
        self._package.files.close()

    def verify(self) -> None:
        """Compare every stated hash and size with its file; raises CannotRun where one differs."""
        from pincite.tables.content import TableFault, open_content

        for resource in self._package.resources:
            try:
                content = open_content(self._package, resource)
            except TableFault as fault:
                raise CannotRun(str(fault)) from fault
            verify_content(resource, content)

    def to_arrow(self, **options: Unpack[ReadOptions]) -> dict[str, pa.Table]:
        """All tables as Arrow tables, by name."""
        return {name: self[name].to_arrow(**self._own(name, options)) for name in self}

    def to_pandas(self, **options: Unpack[ReadOptions]) -> dict[str, pd.DataFrame]:
        """All tables as pandas frames, by name."""
        return {name: self[name].to_pandas(**self._own(name, options)) for name in self}

    def to_polars(self, **options: Unpack[ReadOptions]) -> dict[str, pl.DataFrame]:
        """All tables as polars frames, by name."""
        return {name: self[name].to_polars(**self._own(name, options)) for name in self}

    def to_duckdb(
        self, connection: duckdb.DuckDBPyConnection, **options: Unpack[ReadOptions]
    ) -> dict[str, duckdb.DuckDBPyRelation]:
        """Create all tables in a DuckDB database; their relations, by name."""
        return {name: self[name].to_duckdb(connection, **self._own(name, options)) for name in self}

    def _own(self, name: str, options: ReadOptions) -> ReadOptions:
        """The options for one of several tables, of which each has its own fields."""
        names = self[name].names
        as_text = [field for field in options.get("as_text", ()) if field in names]
        return {**options, "as_text": as_text}

    def join(
        self,
        left: str,
        right: str,
        *,
        on: str | Sequence[str] | None = None,
        **options: Unpack[ReadOptions],
    ) -> pd.DataFrame:
        """The records of a table, each with the records of another that a foreign key joins to it.

        Every record of `left` is kept. `on` names the key's fields where several keys join the
        tables. Columns of `right` whose name `left` has too are called `<right>.<column>`.
        Raises CannotRun where no foreign key, or more than one, joins them.
        """
        schemas = {name: self[name].schema for name in (left, right)}
        key = find_key(schemas, left, right, on)
        given, wanted = self._own(left, options), self._own(right, options)
        return join_frames(
            self[left].to_pandas(**given), self[right].to_pandas(**wanted), key, right
        )
