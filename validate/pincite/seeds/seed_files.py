"""Seeds: what people write about each source, read with the place of every row.

The layout is that of seeds/README.md: one folder for each source with source.json, notes.csv and
citations/<table>.csv, and the folder `reference` for tables that are taken over as they are. A row
of citations is complete for its method, or is an issue at its line.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pincite.citations import Cell, Citation, Evidence
from pincite.files.write import csv_text
from pincite.grammar import EVIDENCE_METHODS
from pincite.package import Convention, Package, Schema
from pincite.report import CannotRun, Issue, Place, counted
from pincite.tables.csv_records import parse_csv
from pincite.text import Span

FOLDER = "seeds"
REFERENCE = "reference"
ADOPTED = "adopted"
OWN_FOLDERS = (REFERENCE, ADOPTED)  # in which no source is
LEFTOVERS = re.compile(  # of editors and desktops, and what people write about a folder
    r"\..*|.*~|#.*#|.*\.(sw[a-p]|bak|orig|rej|tmp)|thumbs\.db|desktop\.ini|readme(\.\w+)?",
    re.IGNORECASE,
)
_MOVE = "move it out of there, or delete it"
VOCABULARY = "schemas/vocabularies/phrases.csv"
PARTS = ("value", "scale", "unit", "anchor")  # in the order in which a cell's citations come
CITATION_COLUMNS = "record_id field part quote start end method note value".split()
CONTEXT_COLUMNS = ["prefix", "suffix"]  # behind the others, in files that need them


@dataclass(frozen=True)
class SeedRow:
    """One row of a seed file: its cells by column, and where it is."""

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
    names = sorted(_listed(package, FOLDER))
    sources = [name for name in names if name not in OWN_FOLDERS]
    for name in sources:
        _check_source(package, name)
    _check_tables(package, convention)
    key = _source_key(package, convention)
    return [_source(package, name, key, note_columns) for name in sources]


def _check_source(package: Package, name: str) -> None:
    """Raise CannotRun for what is in the folder of seeds and is not a source."""
    record, own = f"{FOLDER}/{name}/source.json", " and ".join(f"{own}/" for own in OWN_FOLDERS)
    if record in package.drafts or package.path_of(record).is_file():
        return
    if package.path_of(f"{FOLDER}/{name}").is_file():
        raise CannotRun(
            f"{FOLDER}/{name}: is a file; {FOLDER}/ holds a folder for each source, {own}, and a"
            f" README: {_MOVE}; a text becomes a source by `pincite new-source FILE`"
        )
    raise CannotRun(
        f"{FOLDER}/{name}: is not a source, because it has no source.json; {FOLDER}/ holds a folder"
        f" for each source, {own}: `pincite new-source` makes one, else {_MOVE}"
    )


def _source_key(package: Package, convention: Convention) -> str:
    """The column of the sources table that names a source; raises CannotRun where there are two."""
    resource = package.table(convention.sources)
    columns = () if resource is None or resource.schema is None else resource.schema.primary_key
    if len(columns) != 1:
        raise CannotRun(f"{convention.sources}: the key of the sources must be one column")
    return columns[0]


def read_reference(package: Package, table: str, columns: tuple[str, ...]) -> list[SeedRow]:
    """The rows of a table that is taken over from seeds/reference; none where it has no file."""
    return _rows_if_any(package, reference_file(table), columns)


def read_adopted(package: Package, table: str, columns: tuple[str, ...]) -> list[SeedRow]:
    """The rows that a table had before its cells were cited; none where it has no file."""
    return _rows_if_any(package, adopted_file(table), columns)


def read_vocabulary(package: Package, columns: tuple[str, ...]) -> list[SeedRow]:
    """The rows of the hand-written phrases table; none where there is no file yet."""
    return _rows_if_any(package, VOCABULARY, columns)


def reference_file(table: str) -> str:
    """Where the rows of a table are that is taken over as it is."""
    return f"{FOLDER}/{REFERENCE}/{table}.csv"


def adopted_file(table: str) -> str:
    """Where the rows are that a table of cited cells had before its cells were cited."""
    return f"{FOLDER}/{ADOPTED}/{table}.csv"


def _rows_if_any(package: Package, name: str, columns: tuple[str, ...]) -> list[SeedRow]:
    is_there = name in package.drafts or package.path_of(name).exists()
    return _rows(package, name, columns) if is_there else []


def _source(package: Package, name: str, key: str, note_columns: tuple[str, ...]) -> SourceSeed:
    base = f"{FOLDER}/{name}"
    record = package.files.read_json(f"{base}/source.json")
    if not isinstance(record, dict) or record.get(key) != name:
        raise CannotRun(f"{base}/source.json: must be an object whose {key} is {name}")
    notes = f"{base}/notes.csv"
    known = {"source.json", "citations", *(["notes.csv"] if note_columns else [])}
    found = set(_listed(package, base))
    if unknown := sorted(found - known):
        raise CannotRun(
            f"{base}/{unknown[0]}: is not part of a source; its folder holds"
            f" {', '.join(sorted(known))}: {_MOVE}"
        )
    files = [f"{base}/citations/{name}" for name in sorted(_listed(package, f"{base}/citations"))]
    for file in files:
        if not file.endswith(".csv"):
            raise CannotRun(
                f"{file}: this folder holds the citations of each table, in TABLE.csv: {_MOVE}"
            )
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
    first = package.files.read_text(file).split("\n", 1)[0].rstrip("\r")
    more = CONTEXT_COLUMNS if first.endswith(",".join(CONTEXT_COLUMNS)) else []
    rows = _rows(package, file, (*CITATION_COLUMNS, *more))
    empty = dict.fromkeys(CONTEXT_COLUMNS[len(more) :], "")
    return [replace(row, cells={**row.cells, **empty}) for row in rows]


def _check_tables(package: Package, convention: Convention) -> None:
    """Raise CannotRun for a file of reference or adopted rows that belongs to no table."""
    parts = (convention.citations, convention.sources, convention.phrases, convention.notes)
    known: dict[str, set[str]] = {REFERENCE: set(), ADOPTED: set()}
    for table in package.tables:
        if table.schema is not None and table.name not in parts:
            folder = ADOPTED if table.schema.cited_fields else REFERENCE
            known[folder].add(f"{table.name}.csv")
    for folder, files in known.items():
        for name in _listed(package, f"{FOLDER}/{folder}"):
            if name not in files:
                other = REFERENCE if folder == ADOPTED else ADOPTED
                place = f"; it belongs in {FOLDER}/{other}/" if name in known[other] else ""
                raise CannotRun(
                    f"{FOLDER}/{folder}/{name}: not the name of a table{place};"
                    f" known: {', '.join(sorted(files)) or 'none'}; rename it, or {_MOVE}"
                )


def _listed(package: Package, folder: str) -> list[str]:
    """The names in a folder without leftovers, none where it does not exist; raises CannotRun."""
    try:
        found = [path.name for path in package.path_of(folder).iterdir()]
    except FileNotFoundError:
        found = []
    except OSError as error:
        raise CannotRun(f"{folder}: cannot be listed: {error.strerror}") from error
    drafts = {PurePosixPath(name) for name in package.drafts}
    found += [path.name for path in drafts if str(path.parent) == folder]
    return [name for name in dict.fromkeys(found) if not LEFTOVERS.fullmatch(name)]


def _rows(package: Package, name: str, columns: tuple[str, ...]) -> list[SeedRow]:
    draft = package.drafts.get(name)
    text = package.files.read_text(name) if draft is None else draft
    if text.count("\r\n") == text.count("\n"):  # as git writes them where autocrlf is set
        text = text.replace("\r\n", "\n")
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
            raise CannotRun(
                f"{name}:{line}: {counted(len(row), 'cells')}, the header has {len(columns)}"
            )
        if any("\r" in cell for cell in row):  # the tables are written with line feeds alone
            raise CannotRun(f"{name}:{line}: a cell holds a carriage return")
        yield SeedRow(name, line, dict(zip(columns, row, strict=True)), columns)


Group = list[tuple[Citation, SeedRow]]


def read_citations(
    evidence: Evidence, seeds: list[SourceSeed]
) -> tuple[dict[Cell, Group], dict[Cell, str], list[Issue]]:
    """Citations by cell, our own words by cell, and the rows that cannot be read as either."""
    cited: dict[Cell, Group] = defaultdict(list)
    written: dict[Cell, str] = {}
    issues: list[Issue] = []
    for seed in seeds:
        for table, rows in seed.citations.items():
            for row in rows:
                found = evidence.tables.get(table)
                text = row.cells["record_id"]
                key = None if found is None else canonical_key(found.schema, text)
                cell = Cell(table, key or text, row.cells["field"])
                fault = _fault(evidence, cell, row)
                if fault is None and key is None:
                    message = "record_id is the key, or the JSON array of a composite key's texts"
                    fault = Issue("seed-row", row.place(cell.record, cell.field), message)
                if fault is not None:
                    issues.append(fault)
                elif row.cells["method"] == "written" and cell in written:
                    place = row.place(cell.record, cell.field)
                    issues.append(Issue("seed-row", place, "these words are written twice"))
                elif row.cells["method"] == "written":
                    written[cell] = row.cells["value"]
                else:
                    cited[cell].append((_citation(seed, cell, row), row))
    return cited, written, issues


def canonical_key(schema: Schema, text: str) -> str | None:
    """A record's key as the tables spell it, or None where the text is not a key of the table."""
    names = schema.primary_key
    if len(names) == 1 or not text:
        return text or None
    try:
        parts = json.loads(text)
    except (ValueError, RecursionError):
        return None
    is_key = isinstance(parts, list) and len(parts) == len(names)
    if not is_key or not all(isinstance(part, str) for part in parts):
        return None
    return schema.key_of(dict(zip(names, parts, strict=True)))


def _fault(evidence: Evidence, cell: Cell, row: SeedRow) -> Issue | None:
    """The one issue of a seed row that keeps it from being read, if any."""
    cells, place = row.cells, row.place(cell.record, cell.field)
    rule = evidence.rules.get((cell.table, cell.field))
    if rule is None:
        message = f"{cell.table} has no field {cell.field} that takes a citation"
        return Issue("citation-target", place, message, cell.field)
    method = cells["method"]
    if not method:
        message = f"the row names no method; the field allows {', '.join(rule.methods)}"
        return Issue("method-not-allowed", place, message, method, ", ".join(rule.methods))
    if method not in rule.methods or method not in EVIDENCE_METHODS | {"written"}:
        message = f"the field does not allow the method {method}"
        return Issue("method-not-allowed", place, message, method, ", ".join(rule.methods))
    fault = _shape_fault(method, cells)
    if cells["part"] not in ("", "value", "anchor", *rule.parts):
        others = " or ".join(("anchor", *rule.parts))
        fault = f"part is value, which is the default, or {others}"
    if not cells["quote"] and (cells["prefix"] or cells["suffix"]):
        fault = "prefix and suffix need a quote"
    return None if fault is None else Issue("seed-row", place, fault)


def is_offset(text: str) -> bool:
    """Whether a text is an offset: up to twelve ASCII digits."""
    # `int` reads "１２" and refuses more than 4,300 digits (CVE-2020-10735); a terabyte is enough
    return text.isascii() and text.isdecimal() and len(text) <= 12


def _shape_fault(method: str, cells: Mapping[str, str]) -> str | None:
    """What a row gives too little or too much for its method, if anything."""
    has_offsets = is_offset(cells["start"]) and (is_offset(cells["end"]) or not cells["end"])
    if method == "written":
        others = any(cells[name] for name in ("part", "quote", "start", "end", "note"))
        return None if cells["value"] and not others else "written takes a value and nothing else"
    if method == "absent":
        fits = has_offsets and cells["end"] and not cells["quote"] and not cells["value"]
        return None if fits else "absent takes start and end, and no quote or value"
    if not has_offsets or not cells["quote"] or cells["end"]:
        return f"{method} takes a quote and its start; the end follows from them"
    if method == "judged":
        explained = cells["value"] and cells["note"]
        return None if explained else "judged takes a value and a note that explains it"
    return f"{method} takes no value: it follows from the quote" if cells["value"] else None


def _citation(seed: SourceSeed, cell: Cell, row: SeedRow) -> Citation:
    cells = row.cells
    start = int(cells["start"])
    end = int(cells["end"]) if cells["method"] == "absent" else start + len(cells["quote"])
    return Citation(
        cell=cell,
        seq=0,
        part=cells["part"] or "value",
        source=seed.source,
        span=Span(start, end),
        quote=cells["quote"],
        method=cells["method"],
        value=cells["value"],
        note=cells["note"],
        prefix=cells["prefix"],
        suffix=cells["suffix"],
    )


def percent_note(cell: str) -> str:
    """What to write in place of a number with a percent sign; empty for other cells."""
    match = re.fullmatch(r"([+-]?[0-9]+(?:[.][0-9]+)?)\s*[%％]", cell.strip())
    return f"a percent is a plain number: {match[1]}, not {match[0]}" if match else ""
