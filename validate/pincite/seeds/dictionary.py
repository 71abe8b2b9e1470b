"""The data dictionary: every table and field of a package as Markdown, from the schemas alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.package import Field, Package, Resource

TITLE = "# Data dictionary\n"
_HEAD = """# Data dictionary

Generated from the schemas in this folder by `pincite build`; edit those. {tables} tables,
{fields} fields. How a value follows from its passage: [CITATIONS.md](CITATIONS.md).
"""


def dictionary_text(package: Package) -> str:
    """Markdown with one section for each table."""
    fields = sum(len(resource.schema.fields) for resource in package.tables if resource.schema)
    head = _HEAD.format(tables=len(package.tables), fields=fields)
    return head + "".join(_section(resource) for resource in package.tables)


def _section(resource: Resource) -> str:
    schema = resource.schema
    if schema is None:
        return ""
    title = schema.descriptor.get("title", resource.name)
    lines = [f"\n## {resource.name}: {title}\n", str(schema.descriptor.get("description", "")), ""]
    lines.append(f"Primary key: {', '.join(f'`{name}`' for name in schema.primary_key)}.")
    keys = schema.descriptor.get("foreignKeys", ())
    lines += [f"`{', '.join(key['fields'])}` refers to {_target(resource, key)}." for key in keys]
    unique = schema.descriptor.get("uniqueKeys", ())
    lines += [f"Unique together: {', '.join(f'`{name}`' for name in key)}." for key in unique]
    lines += ["", "| field | type | meaning | example | value from |", "|---|---|---|---|---|"]
    lines += [_row(field) for field in schema.fields]
    lines += [line for field in schema.fields for line in _categories(field)]
    return "\n".join(lines) + "\n"


def _target(resource: Resource, key: Mapping[str, Any]) -> str:
    reference = key["reference"]
    return f"`{reference.get('resource', resource.name)}.{', '.join(reference['fields'])}`"


def _row(field: Field) -> str:
    data = field.descriptor
    required = " (required)" if field.is_required else ""
    kind = "string, EDTF" if field.is_edtf else field.type
    cells = [
        f"`{field.name}`",
        kind + required,
        f"**{data.get('title', field.name)}.** {data.get('description', '')}",
        f"`{data.get('example', '')}`",
        _origin(field),
    ]
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _origin(field: Field) -> str:
    rule = field.citation
    if rule is None:
        return ""
    vocabulary = f" ({rule.vocabulary})" if rule.vocabulary else ""
    return ", ".join(rule.methods) + vocabulary + (", anchored" if rule.anchor else "")


def _categories(field: Field) -> Iterator[str]:
    categories = field.descriptor.get("categories")
    if categories:
        labels = "; ".join(f"`{item['value']}` {item['label']}" for item in categories)
        yield f"\n`{field.name}`: {labels}."
