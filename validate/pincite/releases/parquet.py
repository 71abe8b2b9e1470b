"""Parquet: one file a table, with dictionaries for enums and the texts of the fields as metadata.

Numbers are decimals as exact as the table needs; integers are 64 bit and nullable. The texts of
tables and fields are in the metadata of the Arrow schema, with the whole Table Schema.
"""

from __future__ import annotations

import io
import json
from typing import Any

from pincite.releases.content import Content, Files, TypedTable
from pincite.releases.typed_columns import Column
from pincite.report.extras import library
from pincite.types.arrow import arrow_type


def parquet_files(content: Content, _: Files) -> Files:
    """A Parquet file for each table."""
    parquet = library("pyarrow.parquet")
    files = {}
    for table in content.tables:
        out = io.BytesIO()
        parquet.write_table(
            arrow_table(content, table),
            out,
            compression="zstd",
            version="2.6",
            use_dictionary=True,
            write_statistics=True,
        )
        files[f"{table.name}.parquet"] = out.getvalue()
    return files


def arrow_table(content: Content, table: TypedTable) -> Any:
    """A table as Arrow, with its metadata."""
    arrow = library("pyarrow")
    fields = [
        arrow.field(
            column.name,
            _type(arrow, column),
            nullable=not column.field.is_required,
            metadata={"title": column.title, "description": column.description},
        )
        for column in table.columns
    ]
    arrays = [
        _array(arrow, column, field.type)
        for column, field in zip(table.columns, fields, strict=True)
    ]
    details = content.details
    schema = {key: value for key, value in table.schema.descriptor.items() if key != "$schema"}
    metadata = {
        "title": table.title,
        "description": table.description,
        "package": details.name,
        "version": details.version,
        "licence": details.licences[0].name if details.licences else "",
        "tableschema": json.dumps(schema, ensure_ascii=False, default=str),
    }
    return arrow.Table.from_arrays(arrays, schema=arrow.schema(fields, metadata=metadata))


def _type(arrow: Any, column: Column) -> Any:
    if column.codes:
        return arrow.dictionary(arrow.int32(), arrow.string())
    return arrow_type(arrow, column.stored)


def _array(arrow: Any, column: Column, kind: Any) -> Any:
    if not column.codes:
        return arrow.array(column.values, kind)
    number = {code: index for index, code in enumerate(column.codes)}
    indices = [None if value is None else number[value] for value in column.values]
    codes = arrow.array(column.codes, arrow.string())
    return arrow.DictionaryArray.from_arrays(arrow.array(indices, arrow.int32()), codes)
