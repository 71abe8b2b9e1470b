"""Seeds: what people write about each source, read with the place of every row.

The layout is that of seeds/README.md: one folder for each source with source.json, notes.csv and
citations/<table>.csv, and the folder `reference` for tables that are taken over as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pincite.files.reading import read_json, read_text
from pincite.files.write import csv_text
from pincite.package import Convention, Package
from pincite.report import CannotRun, Place
from pincite.tables.text_table import parse_csv

FOLDER = "seeds"
REFERENCE = "reference"
IGNORED = ("README.md",)
VOCABULARY = "schemas/vocabularies/phrases.csv"
CITATION_COLUMNS = "record_id field part quote start end method note value".split()
CONTEXT_COLUMNS = ["prefix", "suffix"]  # behind the others, in files that need them


@dataclass(frozen=True)
class SeedRow:
    """One row of a seed file: its cells by column, and where it stands."""

    file: str
    line: int
    cells: Mapping[str, str]
    columns: tuple[str, ...] = ()  # of the file; a cell that the file has no column for is empty

    def place(self, record: str | None = None, field: str | None = None) -> Place:
        """The row's place, for an issue about a record and field."""
        return Place(self.file, self.line, record, field)


@dataclass(frozen=True)
class SourceSeed:
    """All that people wrote about one source."""

    source: str
    record: Mapping[str, str]
    notes: tuple[SeedRow, ...]
    citations: Mapping[str, tuple[SeedRow, ...]]


def read_seeds(package: Package, convention: Convention) -> list[SourceSeed]:
    """The seeds of all sources, by name; raises CannotRun where a file cannot be read."""
    notes = package.table(convention.notes or "")
    columns = () if notes is None or notes.schema is None else notes.schema.names
    note_columns = tuple(name for name in columns if name != "source_id")
    names = sorted(name for name in _listed(package, FOLDER) if name not in IGNORED)
    sources = [name for name in names if name != REFERENCE]
    for name in sources:
        record = f"{FOLDER}/{name}/source.json"
        if record not in package.drafts and not package.path_of(record).is_file():
            raise CannotRun(f"{FOLDER}/{name}: is no source: there is no source.json in it")
    if not sources:
        raise CannotRun(f"{FOLDER}/: there is no folder of a source")
    _check_reference(package, convention, names)
    names = sources
    key = _source_key(package, convention)
    return [_source(package, name, key, note_columns) for name in names]


def _source_key(package: Package, convention: Convention) -> str:
    """The column of the sources table that names a source; raises CannotRun where there are two."""
    resource = package.table(convention.sources)
    columns = () if resource is None or resource.schema is None else resource.schema.primary_key
    if len(columns) != 1:
        raise CannotRun(f"{convention.sources}: the key of the sources must be one column")
    return columns[0]


def read_reference(package: Package, table: str, columns: tuple[str, ...]) -> list[SeedRow]:
    """The rows of a table that is taken over from seeds/reference."""
    return _rows(package, f"{FOLDER}/{REFERENCE}/{table}.csv", columns)


def read_vocabulary(package: Package, columns: tuple[str, ...]) -> list[SeedRow]:
    """The rows of the hand-written phrases table."""
    return _rows(package, VOCABULARY, columns)


def _source(package: Package, name: str, key: str, note_columns: tuple[str, ...]) -> SourceSeed:
    base = f"{FOLDER}/{name}"
    record = read_json(package.path_of(f"{base}/source.json"), f"{base}/source.json")
    if not isinstance(record, dict) or record.get(key) != name:
        raise CannotRun(f"{base}/source.json: must be an object whose {key} is {name}")
    notes = f"{base}/notes.csv"
    known = {"source.json", "citations", *(["notes.csv"] if note_columns else [])}
    found = set(_listed(package, base))
    if unknown := sorted(found - known):
        raise CannotRun(f"{base}/{unknown[0]}: is no part of a source; known: {sorted(known)}")
    files = [f"{base}/citations/{name}" for name in sorted(_listed(package, f"{base}/citations"))]
    for file in files:
        if not file.endswith(".csv"):
            raise CannotRun(f"{file}: citations stand in files named <table>.csv")
    return SourceSeed(
        source=name,
        record={key: "" if value is None else str(value) for key, value in record.items()},
        notes=tuple(_rows(package, notes, note_columns)) if "notes.csv" in found else (),
        citations={
            PurePosixPath(file).stem: tuple(_citation_rows(package, file)) for file in files
        },
    )


def _citation_rows(package: Package, file: str) -> list[SeedRow]:
    """Rows of citations; a file may lack the columns for prefix and suffix."""
    first = read_text(package.path_of(file), file).split("\n", 1)[0].rstrip("\r")
    more = CONTEXT_COLUMNS if first.endswith(",".join(CONTEXT_COLUMNS)) else []
    rows = _rows(package, file, (*CITATION_COLUMNS, *more))
    empty = dict.fromkeys(CONTEXT_COLUMNS[len(more) :], "")
    return [replace(row, cells={**row.cells, **empty}) for row in rows]


def _check_reference(package: Package, convention: Convention, names: list[str]) -> None:
    """Raise CannotRun for a reference file that belongs to no table."""
    if REFERENCE not in names:
        return
    parts = (convention.citations, convention.sources, convention.phrases, convention.notes)
    known = {
        f"{table.name}.csv"
        for table in package.tables
        if table.schema and not table.schema.cited_fields and table.name not in parts
    }
    for name in _listed(package, f"{FOLDER}/{REFERENCE}"):
        if name not in known:
            raise CannotRun(
                f"{FOLDER}/{REFERENCE}/{name}: there is no such table; known: {sorted(known)}"
            )


def _listed(package: Package, folder: str) -> list[str]:
    """The names in a folder, hidden ones left out; raises CannotRun where it cannot be listed."""
    try:
        found = [path.name for path in package.path_of(folder).iterdir()]
    except OSError as error:
        raise CannotRun(f"{folder}: cannot be listed: {error.strerror}") from error
    drafts = {PurePosixPath(name) for name in package.drafts}
    found += [path.name for path in drafts if str(path.parent) == folder]
    return [name for name in dict.fromkeys(found) if not name.startswith(".")]


def _rows(package: Package, name: str, columns: tuple[str, ...]) -> list[SeedRow]:
    draft = package.drafts.get(name)
    text = read_text(package.path_of(name), name) if draft is None else draft
    rows = parse_csv(text, name)
    header = tuple(next(rows, (1, []))[1])
    if header != columns:
        raise CannotRun(
            f"{name}:1: the header must be {csv_text(columns, ()).strip()}, "
            f"found {csv_text(header, ()).strip()}"
        )
    return list(_checked(name, columns, rows))


def _checked(
    name: str, columns: tuple[str, ...], rows: Iterator[tuple[int, list[str]]]
) -> Iterator[SeedRow]:
    for line, row in rows:
        if len(row) != len(columns):
            raise CannotRun(f"{name}:{line}: {len(row)} cells, the header has {len(columns)}")
        if any("\r" in cell for cell in row):
            raise CannotRun(f"{name}:{line}: a cell holds a carriage return")
        yield SeedRow(name, line, dict(zip(columns, row, strict=True)), columns)
