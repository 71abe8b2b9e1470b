"""A table opened: its files, dialect, header and the plan to scan its rows by."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any

from pincite.files.reading import read_json
from pincite.package import Package, Resource, listed
from pincite.progress import Advance
from pincite.report import CannotRun
from pincite.tables.content import Content, open_content
from pincite.tables.dialect import Dialect
from pincite.tables.plan import ignore
from pincite.tables.records import (
    RawRow,
    TextRecords,
    codec_name,
    inline_rows,
    json_rows,
    pass_mark,
)
from pincite.tables.stated import paths_of
from pincite.types import DEFAULT

READABLE = ("csv", "tsv", "json")
STEP = 10_000  # records between two looks at the progress bar


class OpenTable:
    """The rows of a resource, from its header on; iterate `rows` once.

    `labels` is None where the data has no header. Raises TableFault for what cannot be opened.
    """

    def __init__(self, package: Package, resource: Resource):
        self.resource = resource
        self.content = open_content(package, resource.descriptor, paths_of(resource))
        self.dialect = dialect_of(package, resource)
        self.encoding = codec_name(str(resource.descriptor.get("encoding", "utf-8")))
        self.bad_line: int | None = None
        self.advance: Advance = ignore
        self.labels, self.rows = split_header(self._raw_rows(), self.dialect)
        stated = resource.schema.descriptor if resource.schema else any_schema(self.labels)
        self.schema: Mapping[str, Any] = stated

    def _raw_rows(self) -> Iterator[RawRow]:
        """The rows of a resource, header and comments included."""
        data = self.resource.descriptor.get("data")
        if isinstance(data, str):  # a text in the format that is stated
            records = TextRecords(io.BytesIO(data.encode()), "utf-8", self.dialect)
            return (RawRow(number, None, cells) for number, (_, cells) in enumerate(records, 1))
        if data is not None:
            return inline_rows(data, self.dialect)
        if kind_of(self.resource) == "json":
            return json_rows(self.content, self.dialect, self.encoding)
        return self._text_rows(self.content)

    def _text_rows(self, content: Content) -> Iterator[RawRow]:
        """Rows of delimited files in order; a later file's header rows are passed over."""
        number = 0
        for part, file in enumerate(content.files):
            with content.open(file) as stream:
                pass_mark(stream, self.encoding)
                records, told = TextRecords(stream, self.encoding, self.dialect), 0
                try:
                    for own_number, (line, cells) in enumerate(records, 1):
                        if part and own_number < self.dialect.first_content_row:
                            continue
                        number += 1
                        self.bad_line = self.bad_line or records.bad_line
                        if not number % STEP:
                            self.advance(stream.tell() - told)
                            told = stream.tell()
                        yield RawRow(number, line, cells)
                finally:
                    records.close()


def is_table(resource: Resource) -> bool:
    """Whether a resource is a table: it says so, it has a schema, or its file is delimited text."""
    stated = resource.descriptor.get("type"), resource.descriptor.get("profile")
    by_name = stated[0] == "table" or stated[1] == "tabular-data-resource"
    return by_name or resource.schema is not None or kind_of(resource) in ("csv", "tsv")


def kind_of(resource: Resource) -> str:
    """The format of a resource: as stated, else by its file name, else JSON for inline data."""
    if not isinstance(resource.descriptor.get("data", ""), str):
        return "json"
    ending = resource.path.removesuffix(".gz").rpartition(".")[2]
    return str(resource.descriptor.get("format") or ending).lower().removeprefix(".")


def dialect_of(package: Package, resource: Resource) -> Dialect:
    """The dialect of a resource, which may stand in a file of its own."""
    dialect = resource.descriptor.get("dialect", {})
    if isinstance(dialect, str):
        dialect = read_json(package.path_of(dialect), dialect)
    if not isinstance(dialect, dict):
        raise CannotRun(f"the dialect of {resource.name} is no JSON object")
    return Dialect.of_resource(resource.descriptor, dialect)


def split_header(
    rows: Iterator[RawRow], dialect: Dialect
) -> tuple[list[str] | None, Iterator[RawRow]]:
    """The labels, None where the data has no header, and the rows of content behind them."""
    content = (row for row in rows if not dialect.is_comment(row.number, row.cells))
    if not dialect.header or not dialect.header_rows:
        return None, content
    lists: list[list[str]] = []
    for row in content:
        if row.number in dialect.header_rows:
            lists.append(["" if cell is None else str(cell).strip() for cell in row.cells])
        if row.number >= dialect.header_rows[-1]:
            break
    return (join_labels(lists, dialect.header_join) if lists else None), content


def join_labels(lists: list[list[str]], join: str) -> list[str]:
    """Labels over several header rows, joined; a label that repeats the one above is not."""
    labels: list[list[str]] = []
    for cells in lists:
        for index, cell in enumerate(cells):
            if len(labels) <= index:
                labels.append([cell])
            elif labels[index][-1] != cell:
                labels[index].append(cell)
    return [join.join(parts) for parts in labels]


def any_schema(labels: list[str] | None) -> dict[str, Any]:
    """A schema that takes everything, for a table that has none."""
    return {"fields": [{"name": label, "type": DEFAULT} for label in labels or ()]}


def referred(package: Package, name: str) -> list[tuple[str, ...]]:
    """The fields of a table that foreign keys of the package refer to, without repetition."""
    found = [
        tuple(listed(key["reference"]["fields"]))
        for resource in package.tables
        for key in (resource.schema.descriptor.get("foreignKeys", ()) if resource.schema else ())
        if (key["reference"].get("resource") or resource.name) == name
    ]
    return list(dict.fromkeys(found))
