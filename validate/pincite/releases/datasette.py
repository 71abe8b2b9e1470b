"""Datasette: titles, descriptions, licence and the texts of columns of the SQLite database."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pincite.files.write import json_text
from pincite.package import Field
from pincite.releases.content import Content, Files


def datasette_file(content: Content, _: Files) -> Files:
    """The metadata file, by its name; `datasette --metadata` reads it with the database."""
    return {f"{content.details.name}.datasette.json": json_text(_metadata(content)).encode()}


def _metadata(content: Content) -> dict[str, Any]:
    """Titles, descriptions, licence and the texts of columns, as Datasette reads them."""
    details = content.details
    licence = details.licences[0] if details.licences else None
    said = {
        "title": details.title,
        "description": details.description,
        "license": licence.title if licence else "",
        "license_url": licence.url if licence else "",
        "source": details.name,
        "source_url": details.homepage,
    }
    tables = {
        table.name: {
            "title": table.title,
            "description": table.description,
            "columns": {column.name: _text(column.field) for column in table.columns},
        }
        for table in content.tables
    }
    shown = {name: value for name, value in said.items() if value}
    return {**shown, "databases": {details.name: {"tables": tables}}}


def _text(field: Field) -> str:
    data: Mapping[str, Any] = field.descriptor
    return f"{data.get('title', field.name)}. {data.get('description', '')}".strip()
