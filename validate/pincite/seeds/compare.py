"""Comparing the generated files with those that stand there, cell by cell where both are tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pincite.files.reading import read_text
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place
from pincite.tables.text_table import Record, parse_csv, records_of


def compare_files(package: Package, texts: Mapping[str, str]) -> Iterator[Issue]:
    """Issues of the files that differ from what the seeds give."""
    tables = {resource.path: resource for resource in package.tables}
    for name, text in texts.items():
        path = package.path_of(name)
        if not path.is_file():
            yield Issue("build-stale", Place(name), "the file is missing")
            continue
        found = read_text(path, name)
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
    return Issue("build-stale", Place(name), message, f"{len(theirs)} lines", f"{len(ours)} lines")


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."
