"""A new source: its record, measured from its file, and empty files to cite it in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pincite.files.reading import SourceFile, find_source
from pincite.files.write import json_text, write_files
from pincite.package import Convention, Package, Schema
from pincite.report import CannotRun
from pincite.seeds.editor import open_seeds
from pincite.seeds.request import header_text
from pincite.seeds.seed_files import CITATION_COLUMNS, FOLDER, IGNORED, REFERENCE

# no dot: `..` would lead out of seeds/, and what begins with one is hidden
_FOLDER_NAME = re.compile(r"[^\W_][\w-]*")


def new_source(
    path: str | Path,
    file: Path,
    source: str,
    *,
    language: str = "en",
    columns: Mapping[str, str] | None = None,
    dry_run: bool = False,
) -> dict[str, str]:
    """Write the seed files of a source that is in a file; returns their texts by path.

    `columns` are those of the sources table that nobody can measure, such as a title. Raises
    CannotRun where the source is there already or the sources table cannot hold the record.
    """
    package, convention = open_seeds(path)
    if not _FOLDER_NAME.fullmatch(source) or source in (REFERENCE, *IGNORED):
        raise CannotRun(f"{source}: a source is named in letters, digits and hyphens")
    if package.path_of(f"{FOLDER}/{source}").exists():
        raise CannotRun(f"{FOLDER}/{source}/: there is a source of this name already")
    found = find_source(file.parent, file.name)
    if found is None:
        raise CannotRun(f"{file}: no such file")
    resource = package.table(convention.sources)
    if resource is None or resource.schema is None or len(resource.schema.primary_key) != 1:
        raise CannotRun(f"{convention.sources}: the key of the sources must be one column")
    record = {resource.schema.primary_key[0]: source} | _measured(found, language)
    texts = _texts(package, convention, source, _joined(record, columns or {}), resource.schema)
    if not dry_run:
        write_files(package.root, texts)
    return texts


def _measured(file: SourceFile, language: str) -> dict[str, str | int]:
    return {
        "file_name": file.path.name,
        "language": language,
        "sha256": file.sha256,
        "code_points": len(file.text),
        "line_count": file.line_count,
    }


def _joined(measured: Mapping[str, str | int], columns: Mapping[str, str]) -> dict[str, str | int]:
    """The record of what is measured and what a person says; nobody may say what is measured."""
    taken = sorted(measured.keys() & columns.keys())
    if taken:
        raise CannotRun(f"{taken[0]}: is measured or has an option of its own, so do not --set it")
    return {**measured, **columns}


def _texts(
    package: Package,
    convention: Convention,
    source: str,
    record: Mapping[str, str | int],
    schema: Schema,
) -> dict[str, str]:
    _check_record(schema, record)
    ordered = {name: record[name] for name in schema.names if name in record}
    base = f"{FOLDER}/{source}"
    texts = {f"{base}/source.json": json_text(ordered)}
    for resource in package.tables:
        if resource.schema is not None and resource.schema.cited_fields:
            name = f"{base}/citations/{resource.name}.csv"
            texts[name] = header_text(CITATION_COLUMNS)
    notes = package.table(convention.notes or "")
    if notes is not None and notes.schema is not None:
        columns = [name for name in notes.schema.names if name != "source_id"]
        texts[f"{base}/notes.csv"] = header_text(columns)
    return texts


def _check_record(schema: Schema, record: Mapping[str, str | int]) -> None:
    """Raise CannotRun for columns that there are not, that are cited, lack or cannot be held."""
    cited = {field.name for field in schema.cited_fields}
    for name in record:
        if name not in schema.names:
            raise CannotRun(f"{name}: the sources have no such column: {', '.join(schema.names)}")
        if name in cited:
            raise CannotRun(f"{name}: is a cell that is cited, so do not --set it")
    for field in schema.fields:
        text = str(record.get(field.name, ""))
        if field.is_required and field.name not in cited and text == "":
            says = field.descriptor.get("description", "a column that every source has")
            raise CannotRun(f"{field.name} is needed ({says}): --set {field.name}=...")
        for fault in schema.readers[field.name].read(text)[1] if text else ():
            raise CannotRun(f"{field.name}: {text}: {fault.note}")
