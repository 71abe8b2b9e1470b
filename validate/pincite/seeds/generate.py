"""The texts of all generated files, and the comparison with those that are there.

Tables, JSON copies, record schemas, and the data dictionary: every table and field as Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pincite.files.markdown import markdown_code, markdown_prose, markdown_text
from pincite.files.write import csv_text, json_text
from pincite.package import Field, Package, Resource, listed
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import CannotRun, Issue, Place, counted
from pincite.seeds.seed_files import FOLDER, VOCABULARY
from pincite.tables.csv_records import parse_csv
from pincite.tables.record_schema import schema_of_copy
from pincite.tables.text_table import Record, Table, document, records_of

TITLE = "# Data dictionary\n"
MAX_SHOWN = 80  # characters of a line that differs
_HEAD = """# Data dictionary

Generated from the schemas in this folder by `pincite build`; edit those. {tables} tables,
{fields} fields. How a value follows from its passage: the citation convention of pincite.
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
    title = markdown_text(str(schema.descriptor.get("title", resource.name)))
    description = markdown_prose(str(schema.descriptor.get("description", "")))
    lines = [f"\n## {markdown_text(resource.name)}: {title}\n", description, ""]
    if schema.primary_key:
        lines.append(f"Primary key: {_codes(schema.primary_key)}.")
    keys = schema.descriptor.get("foreignKeys", ())
    lines += [f"{markdown_code(_fields(key))} {_target(resource, key)}." for key in keys]
    unique = schema.descriptor.get("uniqueKeys", ())
    lines += [f"Unique together: {_codes(listed(key))}." for key in unique]
    lines += ["", "| field | type | meaning | example | value from |", "|---|---|---|---|---|"]
    lines += [_row(field) for field in schema.fields]
    lines += [line for field in schema.fields for line in _categories(field)]
    return "\n".join(lines) + "\n"


def _codes(names: Iterable[str]) -> str:
    return ", ".join(map(markdown_code, names))


def _fields(key: Mapping[str, Any]) -> str:
    return ", ".join(listed(key["fields"]))  # one field may be a text alone


def _target(resource: Resource, key: Mapping[str, Any]) -> str:
    reference = key["reference"]
    target = reference.get("resource") or resource.name
    return f"refers to {markdown_code(f'{target}.{_fields(reference)}')}"


def _row(field: Field) -> str:
    data = field.descriptor
    required = " (required)" if field.is_required else ""
    kind = "string, EDTF" if field.is_edtf else field.type
    title = markdown_text(str(data.get("title", field.name)))
    cells = [
        markdown_code(field.name),
        kind + required,
        f"**{title}.** {markdown_prose(str(data.get('description', '')))}",
        markdown_code(str(data.get("example", ""))),
        _origin(field),
    ]
    # a bar ends a cell even within code (GFM 4.10)
    return "| " + " | ".join(re.sub(r"(?<!\\)\|", r"\\|", cell) for cell in cells) + " |"


def _origin(field: Field) -> str:
    rule = field.citation
    if rule is None:
        return ""
    vocabulary = f" ({rule.vocabulary})" if rule.vocabulary else ""
    subject = f", of {rule.subject}" if rule.subject else ""
    return ", ".join(rule.methods) + vocabulary + (", anchored" if rule.anchor else "") + subject


def _categories(field: Field) -> Iterator[str]:
    labels = "; ".join(map(_category, field.descriptor.get("categories", ())))
    if labels:
        yield f"\n{markdown_code(field.name)}: {labels}."


def _category(item: Any) -> str:
    """A category with its label; a value alone has none (Table Schema, "categories")."""
    if not isinstance(item, Mapping):
        return markdown_code(str(item))
    label = markdown_text(str(item.get("label", "")))
    return f"{markdown_code(str(item['value']))} {label}".rstrip()


def compare_files(package: Package, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Issues of the files that differ from what the seeds give."""
    tables = {resource.path: resource for resource in package.tables}
    for name, text in texts.items():
        if not package.files.is_there(name):
            yield Issue("build-stale", Place(name), "the file is missing")
            continue
        found = package.files.read_text(name)
        if found == text:
            continue
        cells = list(_changed_cells(tables[name], found, text)) if name in tables else []
        yield from cells or [_changed_line(name, found, text)]


def _changed_cells(resource: Resource, found: str, expected: str) -> Iterator[Issue]:
    try:
        ours, theirs = _records(resource, expected), _records(resource, found)
    except CannotRun:
        return
    for key, record in ours.items():
        other = theirs.get(key)
        if other is None:
            message = "the seeds give this record, the file lacks it"
            yield Issue("build-stale", Place(resource.path, None, key), message)
            continue
        for name, value in record.cells.items():
            if other.cells[name] != value:
                place = Place(resource.path, other.line, key, name)
                message = "the seeds give another value"
                yield Issue("build-stale", place, message, other.cells[name], value)
    for key, other in theirs.items():
        if key not in ours:
            message = "the seeds give no such record"
            yield Issue("build-stale", Place(resource.path, other.line, key), message)


def _records(resource: Resource, text: str) -> dict[str, Record]:
    schema = resource.schema
    rows = parse_csv(text, resource.path)
    if schema is None or tuple(next(rows, (1, []))[1]) != schema.names:
        return {}
    return {record.key: record for record in records_of(schema, rows)}


def _changed_line(name: str, found: str, expected: str) -> Issue:
    if found.replace("\r\n", "\n").removeprefix("\ufeff") == expected:
        message = "the file has a byte order mark or other line ends than LF"
        return Issue("build-stale", Place(name), message)
    ours, theirs = expected.split("\n"), found.split("\n")
    for line, (left, right) in enumerate(zip(ours, theirs, strict=False), 1):
        if left != right:
            message = "the seeds and schemas give another text"
            return Issue("build-stale", Place(name, line), message, _short(right), _short(left))
    message = "the seeds and schemas give another length"
    return Issue(
        "build-stale",
        Place(name),
        message,
        counted(len(theirs), "lines"),
        counted(len(ours), "lines"),
    )


def _short(text: str) -> str:
    # a line of a JSON table can be megabytes; its beginning is enough to find it
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + "..."


DICTIONARY = "schemas/README.md"


def generate_texts(package: Package, tables: Mapping[str, Table]) -> dict[str, str]:
    """Text by package-relative path, in the order of the descriptor; the data dictionary last."""
    return {**generate_tables(package, tables), DICTIONARY: dictionary_text(package)}


def generate_tables(package: Package, tables: Mapping[str, Table]) -> dict[str, str]:
    """The texts of tables, their JSON copies, and the JSON Schemas of those."""
    texts: dict[str, str] = {}
    for table in tables.values():
        rows = [[record.cells[name] for name in table.schema.names] for record in table.records]
        _add(texts, table.path, csv_text(table.schema.names, rows))
    for resource in package.resources:
        settings = resource.records
        if settings is None:
            continue
        _add(texts, resource.path, json_text(document(package, tables, resource)))
        _add(texts, settings["schema"], json_text(schema_of_copy(package, resource)))
    _check_targets(package, [*texts, DICTIONARY])
    return texts


def _add(texts: dict[str, str], name: str, text: str) -> None:
    if name in texts:
        raise CannotRun(f"{name}: two resources would be written there")
    texts[name] = text


def _check_targets(package: Package, names: Iterable[str]) -> None:
    """Raise CannotRun where a generated file would replace one that people write."""
    root = package.root.resolve()
    by_hand = {DESCRIPTOR, VOCABULARY}
    by_hand |= {r.schema.path for r in package.tables if r.schema and r.schema.path}
    data = {resource.path for resource in package.resources}
    for name in names:
        path = package.path_of(name)
        real = str(path.resolve().relative_to(root).as_posix())
        is_ours = name in data or name.endswith(".record.schema.json") or name == DICTIONARY
        if real in by_hand or real.startswith(f"{FOLDER}/") or not is_ours:
            raise CannotRun(f"{name}: is written by people, so nothing may be generated there")
    files = package.files
    if files.is_there(DICTIONARY) and not files.read_text(DICTIONARY).startswith(TITLE):
        raise CannotRun(f"{DICTIONARY}: not a data dictionary of ours; rename it, and build again")
