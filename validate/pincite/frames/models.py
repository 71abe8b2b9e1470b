"""Typed records for programs: a pydantic model made from a Table Schema.

Outside of the validator's path: `pincite validate` needs no model. What a cell may be is asked of
`types/`, so a record is a valid record of the table; rules between cells and keys are not checked.
"""

from __future__ import annotations

import keyword
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from pincite.package import Schema
from pincite.package.schema import Field
from pincite.tables.record_schema import value_schema
from pincite.types import CellReader

if TYPE_CHECKING:
    from pydantic import BaseModel


def record_model(schema: Schema, name: str) -> type[BaseModel]:
    """A model of one record of a table: an attribute for each field, by the field's name.

    A field whose name cannot be an attribute is `field_N` (N from 1) with its name as alias.
    Values may be texts of cells or Python values; JSON, and the JSON Schema of the model, are
    those of the package's JSON tables. Raises BadField for a field that cannot be compiled.
    """
    from pydantic import BaseModel, ConfigDict, create_model
    from pydantic import Field as Info

    fields: dict[str, Any] = {}
    for number, field in enumerate(schema.fields, 1):
        is_plain = field.name.isidentifier() and not keyword.iskeyword(field.name)
        is_free = is_plain and field.name[0] != "_" and not hasattr(BaseModel, field.name)
        title = str(field.descriptor.get("title") or field.name)
        about = str(field.descriptor.get("description", "")) or None
        default: Any = ... if field.is_required else None
        info = Info(default, alias=field.name, title=title, description=about)
        fields[field.name if is_free else f"field_{number}"] = (_annotation(field, schema), info)
    config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)
    return create_model(name, __config__=config, **fields)


def _annotation(field: Field, schema: Schema) -> Any:
    from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

    value = value_schema(field, schema)
    stated = value if field.is_required else {"anyOf": [value, {"type": "null"}]}
    return Annotated[
        Any,
        PlainValidator(_reader(schema.readers[field.name])),
        PlainSerializer(_writer(field), when_used="json-unless-none"),
        WithJsonSchema(stated),
    ]


def _reader(reader: CellReader) -> Callable[[Any], Any]:
    def read(cell: Any) -> Any:
        """The value of a text as a cell of a file, of anything else as Python has it."""
        value, faults = reader.read(cell) if isinstance(cell, str) else reader.read_native(cell)
        if faults:
            raise ValueError("; ".join(fault.message for fault in faults))
        return value

    return read


def _writer(field: Field) -> Callable[[Any], Any]:
    from pincite.tables.record_schema import plain_number

    def write(value: Any) -> Any:
        return plain_number(value) if field.kind.is_json_value else field.kind.text_of(value)

    return write
