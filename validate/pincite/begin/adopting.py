"""`adopt` and `add-table`: a table joins a package, and rows that are there become seeds.

Rows of a table of cited cells go to `seeds/adopted`, where citations then have to give the same
values; other rows go to `seeds/reference`. Byte for byte, where the file is plain CSV already.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pincite.begin.foreign import ForeignTable
from pincite.begin.initiate import path_inside
from pincite.begin.skeleton import TableSpec, resource, table_schema
from pincite.files.write import csv_text, json_as_read, json_text, write_files
from pincite.grammar import bounds
from pincite.package import Field, Package, Resource, Schema, open_package
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import CannotRun, counted
from pincite.seeds.editor import open_seeds
from pincite.seeds.seed_files import adopted_file, percent_note, reference_file
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER

MAX_NAMED = 20  # cells that cannot be held, of which all are counted


@dataclass(frozen=True)
class Adopted:
    """What became of a table: where its rows are, how many, and whether a cell was respelt."""

    table: str
    file: str
    rows: int
    is_as_it_was: bool
    written: tuple[str, ...]
    respelt: int = 0


class CannotHold(CannotRun):
    """Cells that their fields cannot hold; `faults` says which and why, a line each."""

    def __init__(self, message: str, faults: Sequence[str]) -> None:
        super().__init__(f"{message}: {faults[0]}")
        self.message, self.faults = message, faults


def add_table(
    path: str | Path, spec: TableSpec, *, is_reference: bool = False, dry_run: bool = False
) -> list[str]:
    """Add a table to the descriptor, with its schema; gives the files that were written.

    The rest of the descriptor stays as it is, but for its layout. `is_reference` is for rows that
    are taken over and not cited. Raises CannotRun where a table or schema of the name is there.
    """
    package = open_any(path)
    is_plain = is_reference or package.convention is None
    texts = _declared(package, spec, is_plain=is_plain)
    if package.convention is None and not package.files.is_there(spec.file):
        texts[spec.file] = csv_text([made.name for made in spec.fields], ())
    if not dry_run:
        write_files(package.root, texts)
    return list(texts)


def _declared(package: Package, spec: TableSpec, *, is_plain: bool) -> dict[str, str]:
    if any(known.name == spec.name for known in package.resources):
        raise CannotRun(f"{package.name}: has a resource {spec.name} already")
    if package.files.is_there(spec.schema_file):
        raise CannotRun(f"{spec.schema_file}: exists, and nothing is overwritten; move it first")
    name = _descriptor_name(package)
    data: dict[str, Any] = package.files.read_json(name)
    parts = {*(data["citation"].values() if isinstance(data.get("citation"), dict) else ())}
    before = [number for number, item in enumerate(data["resources"]) if item["name"] in parts]
    at = min(before, default=len(data["resources"]))
    data["resources"].insert(at, resource(spec))
    schema = table_schema(spec, is_plain=is_plain)
    return {name: json_as_read(data), spec.schema_file: json_text(schema)}


def _descriptor_name(package: Package) -> str:
    if not package.files.is_there(DESCRIPTOR):
        raise CannotRun(f"{package.root}: the descriptor must be called {DESCRIPTOR} to be changed")
    return DESCRIPTOR


def adopt(
    path: str | Path,
    table: ForeignTable,
    name: str,
    *,
    spec: TableSpec | None = None,
    is_reference: bool = False,
    dry_run: bool = False,
) -> Adopted:
    """Take the rows of a table in; `spec` declares the table where the package does not.

    Raises CannotRun, and writes nothing, where the table is adopted already, its header is not
    that of the schema, or a cell cannot be held.
    """
    package, convention = open_seeds(path)
    texts: dict[str, str] = {}
    known = package.table(name)
    if known is None:
        if spec is None:
            raise CannotRun(f"no table {name}")
        texts = _declared(package, spec, is_plain=is_reference)
        schema = Schema.from_dict(table_schema(spec, is_plain=is_reference), spec.schema_file)
    else:
        schema = _schema_of(known, {convention.citations, convention.sources})
    target = adopted_file(name) if schema.cited_fields else reference_file(name)
    files = package.files
    if files.is_there(target) and len(files.read_text(target).split("\n")) > 2:
        raise CannotRun(f"{target}: has rows already; add yours to them there")
    text, respelt = seed_text(table, schema)
    texts[target] = text
    if not dry_run:
        write_files(package.root, texts)
    is_same = text == table.plain_text
    return Adopted(name, target, len(table.rows), is_same, tuple(texts), respelt)


def _schema_of(known: Resource, made: set[str]) -> Schema:
    if known.schema is None or known.name in made or "facts" in known.descriptor:
        raise CannotRun(f"{known.name}: is made by the build; its rows cannot be adopted")
    return known.schema


def seed_text(table: ForeignTable, schema: Schema) -> tuple[str, int]:
    """The rows as a seed file, and how many cells had to be spelt in another way.

    Columns are put into the schema's order, and those that it has besides are empty. Raises
    CannotHold for cells that their fields cannot hold.
    """
    unknown = [name for name in table.header if name not in schema.names]
    lacks = [name for name in schema.primary_key if name not in table.header]
    if unknown or lacks:
        what = f"has no field {unknown[0]}" if unknown else f"needs the column {lacks[0]}"
        raise CannotRun(f"{table.file}: the table {what}; fields: {', '.join(schema.names)}")
    at = {name: number for number, name in enumerate(table.header)}
    faults: list[str] = []
    rows: list[list[str]] = []
    respelt = 0
    seen: set[str] = set()
    for number, row in enumerate(table.rows, 1):
        cells = {name: row[at[name]] if name in at else "" for name in schema.names}
        for asked in schema.fields:
            spelt = plain_cell(asked, cells[asked.name])
            respelt += spelt != cells[asked.name]
            cells[asked.name] = spelt
            notes = _notes(asked, spelt, schema) if spelt else ()
            faults += [f"row {number}, {asked.name}: “{spelt}”: {note}" for note in notes]
        key = schema.key_of(cells) if schema.primary_key else str(number)
        if key in seen or not key:
            faults.append(f"row {number}: the key {key or '(empty)'} is that of an earlier row")
        seen.add(key)
        rows.append(list(cells.values()))
    if faults:
        more = [f"and {len(faults) - MAX_NAMED:,} more"] if len(faults) > MAX_NAMED else []
        how_many = counted(len(faults), "cells")
        raise CannotHold(f"{table.file}: {how_many} cannot be held", [*faults[:MAX_NAMED], *more])
    is_plain = not respelt and table.header == schema.names and table.plain_text is not None
    return (table.plain_text or "") if is_plain else csv_text(schema.names, rows), respelt


_DAY = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")


def _notes(asked: Field, cell: str, schema: Schema) -> list[str]:
    """Why a field cannot hold a cell, in words of whoever typed it; none where it can."""
    if asked.is_edtf:
        return _date_notes(cell)
    faults = schema.readers[asked.name].read(cell)[1]
    if faults and (plain := percent_note(cell)):
        return [plain]
    return [fault.note for fault in faults]


def _date_notes(cell: str) -> list[str]:
    """Why a cell is not a date of EDTF, with the date or dates that it may be."""
    try:
        bounds(cell)
    except ValueError:
        match = _DAY.fullmatch(cell.strip())
        one, two, year = match.groups() if match else ("", "", "")
        pairs = {(two, one), (one, two)} if match else set()
        meant = sorted(f"{year}-{m:0>2}-{d:0>2}" for m, d in pairs if int(m) <= 12 and int(d) <= 31)
        return [f"not a date in EDTF; expected {' or '.join(meant) or 'such as 2020-02-18'}"]
    return []


_NUMBER = re.compile(r"([+-]?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]+))?")


def plain_cell(asked: Field, cell: str) -> str:
    """A cell as cited cells are spelt: numbers in plain digits; other texts as they are."""
    if asked.citation is None or asked.type not in (INTEGER.name, NUMBER.name):
        return cell
    match = _NUMBER.fullmatch(cell.strip())
    if match is None:
        return cell
    sign, whole, part = match[1].replace("+", ""), match[2].replace(",", ""), match[3] or ""
    part = part.rstrip("0")
    return sign + (whole.lstrip("0") or "0") + (f".{part}" if part else "")


def table_at(package: Package, file: Path) -> str | None:
    """The name of the declared table whose file it is, if any."""
    inside = path_inside(package.root, file)
    return next((table.name for table in package.tables if table.path == inside), None)


def set_descriptor(
    path: str | Path, values: Mapping[str, Any], *, dry_run: bool = False
) -> list[str]:
    """Set properties of the descriptor; gives those that changed. Nothing else changes in it."""
    package = open_any(path)
    name = _descriptor_name(package)
    data: dict[str, Any] = package.files.read_json(name)
    changed = [key for key, value in values.items() if data.get(key) != value]
    ordered: dict[str, Any] = {}
    for key, value in data.items():
        if key == "resources":  # what is new comes before the long part
            ordered |= {new: values[new] for new in values if new not in data}
        ordered[key] = values.get(key, value)
    if changed and not dry_run:
        write_files(package.root, {name: json_as_read(ordered)})
    return changed


def open_any(path: str | Path) -> Package:
    """A package that may be written to, with citations or without."""
    package = open_package(path)
    _ = package.root  # which a zip file has not
    return package
