"""What a build would lose: rows, and cited cells, of tables that people wrote and no seed gives.

A row that a build wrote is known by the citations that are in the package: they give its cells.
Rows of reference tables, phrases and notes have none; theirs were written by a build where their
seeds were changed after the table was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pincite.files.reading import read_text
from pincite.package import Convention, Package, Schema
from pincite.report import CannotRun, Issue, Place
from pincite.seeds.seed_files import (
    FOLDER,
    VOCABULARY,
    adopted_file,
    reference_file,
)
from pincite.tables.csv_records import parse_csv
from pincite.tables.text_table import Table

NO_CITATION = frozenset({"written", "external", "position"})  # a changed seed explains their cells
MAX_NAMED = 20  # lost rows of one table that are named


class _Row(NamedTuple):
    """A row of a table as it is in the package, with its line and its key, if it has one."""

    line: int
    key: str | None
    cells: Mapping[str, str]


def lost_rows(
    package: Package,
    convention: Convention,
    tables: Mapping[str, Table],
    before: Mapping[str, Table] | None = None,
) -> Iterator[Issue]:
    """An issue for each row and cell of the package's tables that the new tables do not give.

    `before` are the tables that the seeds gave before they were changed: what they gave is known.
    """
    cited = _cited_cells(package, convention)
    for name, table in tables.items():
        resource = package.table(name)
        if resource is None or name == convention.citations or "facts" in resource.descriptor:
            continue
        known = before.get(name) if before is not None else None
        fields = _given_by_citations(table.schema, is_record=name == convention.sources)
        if not table.schema.cited_fields and _is_older(package, convention, name, table.path):
            continue
        found = list(_lost_of(_rows(package, table), fields, table, known, cited))
        yield from found[:MAX_NAMED]
        if len(found) > MAX_NAMED:
            message = f"and {len(found) - MAX_NAMED:,} more of this table"
            yield Issue("row-without-seed", Place(table.path), message)


def _lost_of(
    rows: list[_Row],
    fields: Sequence[str],
    table: Table,
    before: Table | None,
    cited: Mapping[_Cell, frozenset[str]],
) -> Iterator[Issue]:
    has_key = bool(table.schema.primary_key)
    whole = set() if has_key else {tuple(sorted(r.cells.items())) for r in table.records}
    for row in rows:
        if not has_key and tuple(sorted(row.cells.items())) in whole:
            continue
        record = None if row.key is None else table.find(row.key)
        was = None if before is None or row.key is None else before.find(row.key)
        lost = [
            name
            for name in (*fields, *(name for name in row.cells if name not in table.schema.names))
            if row.cells.get(name)
            and row.cells[name] != (record.cells.get(name, "") if record else "")
            and row.cells[name] not in cited.get((table.name, row.key, name), ())
            and row.cells[name] != (was.cells.get(name, "") if was else "")
        ]
        if record is None and was is None and (lost or not _has_citation(cited, table, row)):
            place = Place(table.path, row.line, row.key)
            yield Issue("row-without-seed", place, "no seed gives this row")
        elif record is not None:
            for name in lost:
                message = "no seed gives this cell"
                place = Place(table.path, row.line, row.key, name)
                given = record.cells.get(name, "")
                yield Issue("row-without-seed", place, message, row.cells[name], given)


_Cell = tuple[str, str | None, str]


def _given_by_citations(schema: Schema, *, is_record: bool) -> list[str]:
    """The fields whose cells only citations give; nothing gives those without the property.

    In the table of sources, `is_record`, the record of the source gives those.
    """
    if not schema.cited_fields:
        return []
    return [
        field.name
        for field in schema.fields
        if field.name not in schema.primary_key
        and not (is_record and field.citation is None)
        and not (field.citation and NO_CITATION & {*field.citation.methods})
    ]


def _has_citation(cited: Mapping[_Cell, frozenset[str]], table: Table, row: _Row) -> bool:
    return any((table.name, row.key, name) in cited for name in table.schema.names)


def _cited_cells(package: Package, convention: Convention) -> dict[_Cell, frozenset[str]]:
    """The values that the package's citations give, by cell."""
    resource = package.table(convention.citations)
    found: dict[_Cell, set[str]] = {}
    if resource is None or resource.schema is None:
        return {}
    for _, cells in _parsed(package, resource.path):
        key = cells.get("table", ""), cells.get("record_id", ""), cells.get("field", "")
        found.setdefault(key, set()).add(cells.get("value", ""))
    return {key: frozenset(values) for key, values in found.items()}


def _rows(package: Package, table: Table) -> list[_Row]:
    """The rows that a table has now; those of another header have the cells they share."""
    keys = table.schema.primary_key
    return [
        _Row(
            line,
            table.schema.key_of(cells) if keys and all(name in cells for name in keys) else None,
            cells,
        )
        for line, cells in _parsed(package, table.path)
    ]


def _parsed(package: Package, name: str) -> list[tuple[int, dict[str, str]]]:
    path = package.path_of(name)
    if not path.is_file():
        return []
    try:
        (_, header), *rows = parse_csv(read_text(path, name), name)
    except ValueError:  # it is empty
        return []
    except CannotRun:  # it is not such a table at all, so no build wrote it
        return [(1, {})]
    return [(line, dict(zip(header, row, strict=False))) for line, row in rows]


def _is_older(package: Package, convention: Convention, name: str, path: str) -> bool:
    """Whether a table that is taken over was written before its seeds were last changed."""
    if name == convention.sources:
        return False
    seeds = {
        convention.phrases: [package.path_of(VOCABULARY)],
        convention.notes: list(package.path_of(FOLDER).glob("*/notes.csv")),
    }.get(name, [package.path_of(reference_file(name)), package.path_of(adopted_file(name))])
    table = package.path_of(path)
    if not table.is_file():
        return True
    written = table.stat().st_mtime_ns
    return any(seed.is_file() and seed.stat().st_mtime_ns > written for seed in seeds)
