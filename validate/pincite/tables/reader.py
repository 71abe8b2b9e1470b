"""A table opened: the parts that it is in, their headers, and their rows with their places.

It is the one way from files to rows: the validator, `pincite.open`, releases, citations and
comparisons all read through it, so that they cannot disagree.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import IO, Any

from pincite.package import NativeTable, Package, Resource
from pincite.package.bare import ending_of
from pincite.report import Issue, Place
from pincite.report.progress import Advance
from pincite.tables.content import Content, TableFault, name_of, open_content
from pincite.tables.csv_records import (
    NOT_DECODED,
    Record,
    TextRecords,
    codec_name,
    pass_mark,
)
from pincite.tables.dialect import Dialect
from pincite.tables.formats import ALIASES, LINES, READABLE, ROWS, SHEETS, TEXT, TYPED, open_rows
from pincite.tables.header import (
    find_header,
    fold_labels,
    labels_of,
    match_labels,
    part_faults,
    undeclared_delimiter,
)
from pincite.tables.json_records import (
    array_records,
    json_table,
    object_records,
    parse_json_table,
)
from pincite.tables.parts import MAX_SHOWN, Part, RawRow, shown_cells
from pincite.tables.typed_cells import CellError, NativeReader, TypedReader, column_fault
from pincite.types import DEFAULT, CellReader, Kind

__all__ = ["MAX_SHOWN", "NATIVE", "READABLE", "OpenTable", "Part", "RawRow", "shown_cells"]
__all__ += ["cell_reader", "dialect_of", "ignore", "is_table", "kind_of"]
NATIVE = "native"  # the kind of a table that a library holds
MAX_LABELS = 100_000  # columns of a table; each of them is compiled
STEP = 10_000  # records between two looks at the progress bar


def ignore(size: int) -> None:
    """Take a number of bytes that were looked at, where nobody wants to know."""
    del size


class OpenTable:
    """A resource that is a table; iterate `parts()` once, and the rows of each.

    `labels` is None where the data has no header, `fields` are those of the columns. Raises
    TableFault for what cannot be opened.
    """

    def __init__(self, package: Package, resource: Resource):
        self._package = package
        self.resource = resource
        self.content: Content = open_content(package, resource)
        self.dialect = dialect_of(resource)
        self.encoding = codec_name(str(resource.descriptor.get("encoding", "utf-8")))
        self.advance: Advance = ignore
        self._streams: list[IO[bytes]] = []
        stated = resource.schema.descriptor if resource.schema else None
        self._names = [item["name"] for item in stated["fields"]] if stated else []
        self.first = self._open(0, self.dialect)
        try:
            self._check_first(self.first)
        except TableFault:
            self.close()
            raise
        self.labels = self.first.labels
        self.schema: Mapping[str, Any] = stated or any_schema(self.labels)
        columns = match_labels(self.labels or [], self._header_schema())
        self.fields = tuple(columns.fields)
        # a label that could not be decoded differs from its field's name for that reason alone
        self.first.label_faults = [f for f in columns.faults if not NOT_DECODED.search(f.label)]

    def again(self) -> OpenTable:
        """The same table opened once more, for its rows can be read but once."""
        return OpenTable(self._package, self.resource)

    def _header_schema(self) -> Mapping[str, Any]:
        """The schema, by which columns of a library are matched by name, whatever their order.

        It is not in JSON objects either, while the columns of a file are known by their order.
        """
        is_exact = self.schema.get("fieldsMatch", "exact") in ("exact", ["exact"])
        if self.resource.native is None or not is_exact:
            return self.schema
        mode = "superset" if self.resource.native.is_keyed else "equal"
        return {**self.schema, "fieldsMatch": mode}

    def parts(self) -> Iterator[Part]:
        """The parts in order; ask for the next when the rows of the one before are read."""
        part = self.first
        try:
            yield part
            for index in range(1, len(self.content.paths)):
                before, part = part, self._later_part(index)
                part.follow(before)
                yield part
        finally:
            self.close()

    def encoding_issues(self, part: Part) -> Iterator[Issue]:
        """The issue of a file that holds bytes which are not of its encoding, at the first."""
        if part.bad_line is not None:
            byte, message = self._bad_byte(part)
            yield Issue("encoding-error", Place(part.path, part.bad_line, byte=byte), message)

    def _bad_byte(self, part: Part) -> tuple[int | None, str]:
        """Where the first bytes are that are not of the encoding, from 0, and what to say of them.

        They are looked for only where a reader has met some.
        """
        with self.content.open(part.path) as stream:
            position, found, line = 0, b"", b""
            decoder = codecs.getincrementaldecoder(self.encoding)()
            for line in stream:
                try:
                    decoder.decode(line)
                except UnicodeDecodeError as error:
                    at = error.start - (len(error.object) - len(line))
                    position, found = position + at, line[at : at + (error.end - error.start)]
                    break
                position += len(line)
        if not found:
            return None, f"the first line with bytes that are not {self.encoding}"
        column = len(line[: max(at, 0)].decode(self.encoding, "replace")) + 1
        message = (
            f"the first bytes that are not {self.encoding}: {found.hex(' ')} at byte {position:,},"
            f" character {column} of the line"
        )
        return position, message

    def close(self) -> None:
        """Close the files; no rows can be read from then on."""
        for stream in self._streams:
            stream.close()

    def _later_part(self, index: int) -> Part:
        """A later part, its first row compared with the labels of the first one.

        The same labels are a header, and so are some of them or another order, which is a fault;
        a row that has none of them is data.
        """
        known = self.labels or []
        part = self._open(index, self.dialect, known)
        found = part.labels
        if found is None or found == known:
            return part
        if part.is_keyed:
            new = [label for label in found if label not in known]
            part.label_faults = part_faults([*known, *new], known)
        elif part.is_labelled or set(found) & {label for label in known if label}:
            part.label_faults = part_faults(found, known)
        else:
            part = self._open(index, self.dialect.replace(header=False), known)
            part.note = "the first row is not the header of the table, so it is read as data"
        return part

    def _open(self, index: int, dialect: Dialect, known: Sequence[str] | None = None) -> Part:
        """A part; `known` are the labels of the first one, by which objects are read."""
        paths, data = self.content.paths, self.resource.descriptor.get("data")
        part = Part(paths[index] if paths else name_of(self.resource))
        try:
            if self.resource.native is not None:
                part.labels = list(self.resource.native.labels)
                part.rows = _native_rows(part, self.resource.native)
            elif kind_of(self.resource) == "json":
                self._open_json(part, data, dialect, known)
            elif kind_of(self.resource) in ROWS:
                self._open_rows(part, kind_of(self.resource), dialect, known)
            else:
                self._open_text(part, data, dialect)
        except TableFault as fault:
            fault.path = part.path
            raise
        if part.labels is not None and not dialect.is_case_sensitive:
            part.labels = fold_labels(part.labels, self._names if known is None else known)
        if dialect.trims_cells:
            part.rows = map(_trimmed, part.rows)
        if dialect.skips_blank_rows:
            part.rows = (row for row in part.rows if row.fault or any(map(_is_filled, row.cells)))
        return part

    def _open_text(self, part: Part, data: Any, dialect: Dialect) -> None:
        """Open delimited text, in a file or in the descriptor."""
        is_inline = data is not None
        stream = io.BytesIO(data.encode()) if is_inline else self.content.open(part.path)
        self._streams.append(stream)
        encoding = "utf-8" if is_inline else self.encoding
        mark = pass_mark(stream, encoding)
        records = TextRecords(stream, encoding, dialect, counts_bytes=True)
        rows = self._text_rows(part, records, stream, is_inline=is_inline)
        uncommented = dialect.replace(comment_char=None)  # the cutter has left them out
        part.header, part.rows = find_header(rows, uncommented)
        _check_rows(part.header)
        records.counts_bytes = False
        part.offset = mark + records.bytes
        part.lines = records.lines
        if part.header:
            part.last_label_bytes = records.bytes_read
            part.labels = labels_of(part.header, dialect.header_join)

    def _text_rows(
        self, part: Part, records: TextRecords, stream: IO[bytes], *, is_inline: bool
    ) -> Iterator[RawRow]:
        told = 0
        try:
            for number, line, cells, fault in records:
                part.read = number + 1
                if records.bad_line is not None and part.bad_line is None:
                    part.bad_line = records.bad_line + 1
                if not part.read % STEP:
                    self.advance(stream.tell() - told)
                    told = stream.tell()
                own_line = None if is_inline else line + 1
                yield RawRow(part.shift + number + 1, own_line, cells, part, fault)
        except TableFault as fault:
            fault.path, fault.line = part.path, (fault.line or 0) + 1
            raise
        finally:
            records.close()

    def _open_json(
        self, part: Part, data: Any, dialect: Dialect, known: Sequence[str] | None
    ) -> None:
        """Open a JSON table, in a file or in the descriptor."""
        if data is None:
            stored = self.content.read(part.path)
            pass_mark(io.BytesIO(stored), self.encoding)
            data, root = parse_json_table(stored, self.encoding), ""
        else:
            root = "/data"
        table = json_table(data, dialect)
        part.array = root + table.pointer
        if table.keys is not None:
            part.is_keyed = part.is_labelled = True
            part.labels = self._object_labels(table.keys)
            wanted = part.labels if known is None else known
            part.rows = _json_rows(part, object_records(table, wanted))
            return
        part.header, part.rows = find_header(_json_rows(part, array_records(table)), dialect)
        _check_rows(part.header)
        if part.header:
            part.labels = labels_of(part.header, dialect.header_join)

    def _open_rows(
        self, part: Part, kind: str, dialect: Dialect, known: Sequence[str] | None
    ) -> None:
        """Open a table of one of the formats that have their own modules."""
        found = open_rows(kind, self.content, part.path, dialect, self.encoding)
        part.types, part.merged, part.is_keyed = found.types, found.merged, found.is_keyed
        part.remark = found.remark
        has_lines = kind == LINES
        if found.labels is not None:
            part.is_labelled = True
            part.labels = self._object_labels(found.labels) if found.is_keyed else found.labels
            wanted = part.labels if known is None else known
            part.rows = _record_rows(part, found.read(wanted), has_lines=has_lines)
            return
        rows = _record_rows(part, found.read(()), has_lines=has_lines)
        part.header, part.rows = find_header(rows, dialect)
        _check_rows(part.header)
        if part.header:
            part.labels = labels_of(part.header, dialect.header_join)
        if kind in SHEETS:
            part.rows = _padded(part.rows, len(part.labels or self._names))

    def column_issues(self, part: Part) -> Iterator[Issue]:
        """The issues of columns that cannot hold their values, of labels and of merged cells."""
        pairs = zip(self.fields, part.types, strict=False)
        for column, (field, stated) in enumerate(pairs, 1):
            message = column_fault(field, stated)
            if message is not None:
                place = Place(part.path, field=field["name"], column=column)
                yield Issue("column-type", place, message, stated.shown)
        for row in part.header:  # an error of a workbook names no column
            for column, cell in enumerate(row.cells, 1):
                if isinstance(cell, CellError):
                    place = row.place.replace(column=column)
                    yield Issue("type-error", place, f"the label {cell.message}", cell)
        for cells in part.merged:
            message = "only the first of the merged cells has a value, the others read as empty"
            yield Issue("merged-cells", Place(part.path), f"{cells}: {message}", cells)

    @property
    def read_fields(self) -> list[Mapping[str, Any]]:
        """The fields by which cells are read: of a column of another type only the column is told.

        Text is read by the field all the same.
        """
        found = list(self.fields)
        for at, (field, stated) in enumerate(zip(self.fields, self.first.types, strict=False)):
            if stated.kind != Kind.TEXT and column_fault(field, stated) is not None:
                found[at] = {"name": field["name"], "type": DEFAULT}
        return found

    @property
    def has_text(self) -> bool:
        """Whether all cells are texts, as in delimited text."""
        return kind_of(self.resource) in TEXT

    @property
    def cell_reader(self) -> type[CellReader]:
        """What reads the cells: texts, values of a library, or those of a file that knows types."""
        return cell_reader(self.resource)

    def _object_labels(self, found: Sequence[str]) -> list[str]:
        """The fields of the schema, then the keys that it does not know.

        A key that no object has is a field without values. Where none is known, all keys.
        """
        keys = list(found)
        if self.dialect.item_keys or not set(keys) & set(self._names):
            return keys
        return [*self._names, *(key for key in keys if key not in self._names)]

    def _check_first(self, part: Part) -> None:
        """Raise TableFault where the first part tells no columns; its rows stay unread."""
        if self.resource.native is not None and not part.labels:
            raise TableFault("source-error", "the table has no columns")
        if part.is_labelled and not part.labels and not part.is_keyed:
            raise TableFault("source-error", "the table has no columns")
        if part.array is not None or part.is_labelled or self.resource.native is not None:
            return
        head = part.header
        if not head:
            first = next(part.rows, None)
            has_header = self.dialect.header and self.dialect.header_rows
            if first is None and len(self.content.paths) > 1 and not has_header:
                return
            if first is None:
                lacks = ", without a header" if has_header else ""
                raise TableFault("source-error", f"the table is empty{lacks}")
            part.rows = chain([first], part.rows)
            head = [first]
        elif not part.labels:
            message = "the row that should name the columns is blank"
            raise TableFault("blank-header", message, head[0].line, row=head[0].number)
        labels = [str(cell) for cell in head[0].cells]
        char = undeclared_delimiter(labels, len(self._names), self.dialect)
        if char is not None:
            shown = "a tab" if char == "\t" else f"“{char}”"
            message = (
                f"the first row has one cell, and {shown} where {len(self._names)} columns would"
                f" meet: declare the dialect's delimiter as {shown}; the rows were not looked at"
            )
            raise TableFault("dialect-error", message, head[0].line, row=head[0].number)


def _native_rows(part: Part, native: NativeTable) -> Iterator[RawRow]:
    """The rows of a library's table, numbered from 1."""
    for part.read, cells in enumerate(native.rows(), 1):
        yield RawRow(part.read, None, list(cells), part)


def _json_rows(part: Part, records: Iterator[Record]) -> Iterator[RawRow]:
    for number, _, cells, fault in records:
        part.read = number + 1
        yield RawRow(part.shift + number + 1, None, cells, part, fault)


def _trimmed(row: RawRow) -> RawRow:
    cells = [cell.strip() if isinstance(cell, str) else cell for cell in row.cells]
    return RawRow(row.number, row.line, cells, row.part, row.fault)


def _is_filled(cell: Any) -> bool:
    return cell is not None and cell != ""


def _record_rows(part: Part, records: Iterator[Record], *, has_lines: bool) -> Iterator[RawRow]:
    try:
        for number, line, cells, fault in records:
            part.read = number + 1
            row_line = line + 1 if has_lines else None
            yield RawRow(part.shift + number + 1, row_line, cells, part, fault)
    except TableFault as error:
        error.path = part.path
        raise


def _padded(rows: Iterator[RawRow], width: int) -> Iterator[RawRow]:
    """Rows with the blank cells at their ends, which a sheet need not hold."""
    for row in rows:
        lacks = width - len(row.cells)
        if lacks > 0:
            row.cells = [*row.cells, *[None] * lacks]
        yield row


def _check_rows(rows: Sequence[RawRow]) -> None:
    """Raise TableFault for a header that cannot be cut, or has more columns than can be meant."""
    for row in rows:
        if len(row.cells) > MAX_LABELS:
            message = f"the header has {len(row.cells):,} columns; up to {MAX_LABELS:,} are read"
            raise TableFault("source-error", message, row.line, row=row.number)
        if row.fault is not None:
            raise TableFault("source-error", row.fault, row.line, row=row.number)


def is_table(resource: Resource) -> bool:
    """Whether a resource is a table: it says so, it has a schema, or its file is delimited text."""
    stated = resource.descriptor.get("type"), resource.descriptor.get("profile")
    by_name = stated[0] == "table" or stated[1] == "tabular-data-resource"
    by_name = by_name or resource.native is not None
    return by_name or resource.schema is not None or kind_of(resource) in ("csv", "tsv")


def kind_of(resource: Resource) -> str:
    """The format of a resource: as stated, else by its file name, else JSON for inline data.

    NATIVE for the table of a library.
    """
    if resource.native is not None:
        return NATIVE
    if not isinstance(resource.descriptor.get("data", ""), str):
        return "json"
    inner = resource.descriptor.get("innerpath")
    ending = ending_of(inner or resource.path)
    kind = str(resource.descriptor.get("format") or ending).lower().removeprefix(".")
    return ALIASES.get(kind, kind)


def cell_reader(resource: Resource) -> type[CellReader]:
    """What reads the cells of a resource."""
    if resource.native is not None:
        return NativeReader
    return TypedReader if kind_of(resource) in TYPED else CellReader


def dialect_of(resource: Resource) -> Dialect:
    """The dialect of a resource; raises TableFault for what is not obeyed here."""
    dialect = resource.descriptor.get("dialect", {})
    return Dialect.of_resource(dialect, is_tabbed=kind_of(resource) == "tsv")


def any_schema(labels: list[str] | None) -> dict[str, Any]:
    """A schema that takes everything, for a table that has none."""
    return {"fields": [{"name": label, "type": DEFAULT} for label in labels or ()]}
