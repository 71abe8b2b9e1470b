"""A resource as an Arrow table, every cell of its type; and its records, one by one.

Records are exact Python values (Decimal, date, list) and need no other library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pincite.frames.convert import BadCells, convert
from pincite.frames.fields import Column, columns_of
from pincite.frames.options import Options
from pincite.frames.source import CannotRead, all_rows, fields_of, open_table, parts_of, rows_of
from pincite.frames.texts import has_codes, read_exactly, read_texts
from pincite.grammar.edtf import bounds
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place
from pincite.report.extras import library
from pincite.tables.content import name_of


def arrow_table(
    package: Package,
    resource: Resource,
    options: Options,
    *,
    verify: bool = True,
    is_exact: bool = False,
) -> tuple[Any, list[Column]]:
    """A resource's table and its columns, in the order of the schema; with `is_exact` slowly.

    Fields that the data lacks are missing throughout; columns without a field come last.
    Raises CannotRead for files, rows and cells that are not as the schema says.
    """
    arrow = library("pyarrow")
    data = open_table(package, resource, verify=verify)
    columns = columns_of(_all_fields(resource, fields_of(data)), options, data.cell_reader)
    by_name = {column.name: column for column in columns}
    present = [by_name[field["name"]] for field in data.fields]
    read = read_exactly if is_exact else read_texts
    pieces = [read(data, part, present) for part in parts_of(data)]
    cells = [_joined(column) for column in zip(*pieces, strict=True)]
    try:
        arrays = {
            column.name: convert(pieces, column, is_exact=is_exact)
            for column, pieces in zip(present, cells, strict=True)
        }
        rows = len(next(iter(arrays.values()))) if arrays else 0
        for column in columns:
            if column.name not in arrays:
                arrays[column.name] = convert([None] * rows, column)
        bounded = _with_bounds(columns, arrays)
    except BadCells as bad:
        raise _cell_fault(package, resource, bad) from bad
    fields = [
        arrow.field(name, array.type, metadata=_metadata(by_name.get(name)))
        for name, array in bounded.items()
    ]
    return arrow.table(list(bounded.values()), schema=arrow.schema(fields)), columns


def _all_fields(
    resource: Resource, present: Sequence[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The schema's fields, then the columns that it does not know."""
    by_name = {field["name"]: field for field in present}
    schema = resource.schema.descriptor if resource.schema else {"fields": []}
    missing = schema.get("missingValues", ("",))
    fields = {field["name"]: {"missingValues": missing, **field} for field in schema["fields"]}
    return list((fields | by_name).values())


def _joined(pieces: Sequence[Any]) -> Any:
    """The cells of a column over the files of its table."""
    if isinstance(pieces[0], list):
        return [cell for piece in pieces for cell in piece]
    arrow = library("pyarrow")
    if len({piece.type for piece in pieces}) > 1:
        pieces = [piece.cast("string") if has_codes(piece) else piece for piece in pieces]
    return arrow.chunked_array(
        [chunk for piece in pieces for chunk in piece.chunks], pieces[0].type
    )


def _metadata(column: Column | None) -> dict[str, str] | None:
    if column is None:
        return None
    stated = {name: column.descriptor.get(name) for name in ("title", "description")}
    return {name: text for name, text in stated.items() if isinstance(text, str)} or None


def _with_bounds(columns: Sequence[Column], arrays: Mapping[str, Any]) -> dict[str, Any]:
    """The arrays in order; with edtf="bounds", the days that an EDTF date covers behind it."""
    found: dict[str, Any] = {}
    for column in columns:
        found[column.name] = arrays[column.name]
        if not column.is_edtf or column.options.edtf != "bounds":
            continue
        days = zip(("earliest", "latest"), _bounds(arrays[column.name], column), strict=True)
        for end, array in days:
            name = f"{column.name}_{end}"
            if name in arrays:
                raise CannotRun(f'edtf="bounds" adds {name}, but the table has such a field')
            found[name] = array
    return found


def _bounds(texts: Any, column: Column) -> list[Any]:
    """The first and the last day of each date, missing where its year is unspecified."""
    arrow = library("pyarrow")
    days = {text: _days(text) for text in texts.unique().to_pylist()}
    bad = [text for text, pair in days.items() if pair is None]
    if bad and column.options.errors == "raise":
        note = "no EDTF date that is read here: YYYY, YYYY-MM or YYYY-MM-DD, XXXX for the year"
        raise BadCells(column, bad, note)
    pairs = [days[text] or (None, None) for text in texts.to_pylist()]
    return [
        arrow.chunked_array([arrow.array([pair[end] for pair in pairs], arrow.date32())])
        for end in (0, 1)
    ]


def _days(text: str | None) -> tuple[Any, Any] | None:
    if text is None:
        return None, None
    try:
        days = bounds(text)
    except ValueError:
        return None
    return (None, None) if text.startswith("X") else days


def _cell_fault(package: Package, resource: Resource, bad: BadCells) -> CannotRead:
    """The error that names file, line, record, field and cell of the first of the bad cells."""
    name = bad.column.name
    names = [field["name"] for field in open_table(package, resource, verify=False).fields]
    at = names.index(name)
    for row in all_rows(package, resource, verify=False):
        if row.cells[at] in bad.cells:
            key = _key(resource, names, row.cells)
            place = row.cell_place(at + 1, name, key)
            return CannotRead(Issue("type-error", place, bad.note, str(row.cells[at])))
    return CannotRead(Issue("type-error", Place(name_of(resource), field=name), bad.note))


def _key(resource: Resource, names: Sequence[str], cells: Sequence[Any]) -> str | None:
    schema = resource.schema
    if schema is None or not schema.primary_key:
        return None
    texts = ["" if cell is None else str(cell) for cell in cells]
    return schema.key_of(dict(zip(names, texts, strict=True)))


def read_records(package: Package, resource: Resource, *, verify: bool) -> Iterator[dict[str, Any]]:
    """The records of a table by field name; raises CannotRead at a cell that is not of its type."""
    table = open_table(package, resource, verify=verify)
    columns = columns_of(fields_of(table), Options(), table.cell_reader)
    for part in parts_of(table):
        for row in rows_of(table, part):
            values = {}
            for at, (column, cell) in enumerate(zip(columns, row.cells, strict=True), 1):
                value, faults = column.reader.read(cell)
                if faults:
                    place = row.cell_place(at, column.name, None)
                    raise CannotRead(Issue("type-error", place, faults[0].message, str(cell)))
                values[column.name] = value
            yield values
