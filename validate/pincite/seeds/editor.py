"""A package's seeds with rows not written yet: cite a cell, take it back, add a source.

Rows are written only if the package still builds and the cells are proved. A new source is its
record, measured from its file, and empty files to cite it in.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pincite.citations import Cell, declared_currencies, gather_evidence
from pincite.files.reading import SourceFile, find_source, read_text
from pincite.files.write import json_text, write_files
from pincite.grammar import Phrases
from pincite.package import CitationRule, Convention, Package, Schema, open_package
from pincite.proof import check_cell
from pincite.proof.coverage import check_limits
from pincite.proof.passages import check_passages
from pincite.proof.subjects import Subjects
from pincite.report import CannotRun, Issue, Place
from pincite.seeds.compile import Compiled, compile_tables
from pincite.seeds.request import (
    CitationRequest,
    WrittenCitation,
    find_span,
    guess_method,
    header_text,
    insert_citation,
    insert_phrase,
    paragraph_of,
    remove_lines,
    seed_cells,
    spelt_cell,
)
from pincite.seeds.seed_files import (
    CITATION_COLUMNS,
    FOLDER,
    IGNORED,
    PARTS,
    REFERENCE,
    VOCABULARY,
    SeedRow,
    SourceSeed,
    canonical_key,
    read_seeds,
)
from pincite.tables.csv_records import parse_csv


def open_seeds(path: str | Path) -> tuple[Package, Convention]:
    """The package at a path, to write seeds of; raises CannotRun where that makes no sense."""
    package = open_package(path)
    _ = package.root  # which a zip file has not
    if package.convention is None:
        raise CannotRun(f"{package.name}: the descriptor declares no citation convention")
    return package, package.convention


def new_faults(
    package: Package,
    convention: Convention,
    texts: Mapping[str, str],
    cells: Collection[Cell],
    sources: Path | None,
) -> tuple[list[Issue], Compiled]:
    """What the build and the checks find wrong with cells only since some texts changed.

    Also gives the tables that the changed seeds make.
    """
    compiled = compile_tables(replace(package, drafts=texts), convention)
    found = list(_faults(compiled, convention, cells, sources))
    if not found:
        return [], compiled
    before = compile_tables(package, convention)
    known = {_identity(fault) for fault in _faults(before, convention, cells, sources)}
    return [fault for fault in found if _identity(fault) not in known], compiled


def _identity(issue: Issue) -> tuple[str, str | None, str | None]:
    return issue.code, issue.place.record, issue.place.field


def _faults(
    compiled: Compiled, convention: Convention, cells: Collection[Cell], sources: Path | None
) -> Iterator[Issue]:
    """The faults of cells, of the records they belong to, and of how much is published."""
    yield from compiled.issues
    evidence = gather_evidence(convention, compiled.tables, sources)
    subjects = Subjects(evidence)
    for cell in cells:
        if cell not in evidence.cells:
            continue
        found = check_cell(evidence, cell)
        yield from found or subjects.issues_of(cell)
        schema = evidence.tables[cell.table].schema
        text = evidence.cells[cell]
        for fault in schema.readers[cell.field].read(text)[1] if text else ():
            place = Place(evidence.tables[cell.table].path, None, cell.record, cell.field)
            yield Issue("constraint-error", place, f"the field cannot hold it: {fault}", text)
    yield from check_limits(evidence)
    yield from check_passages(evidence)


class AlreadyCited(CannotRun):
    """The seeds have the row that is asked for; `citation` is the row."""

    def __init__(self, message: str, citation: WrittenCitation) -> None:
        super().__init__(message)
        self.citation = citation


@dataclass
class SeedEditor:
    """A package's seeds with the rows that were added to them and are not written yet."""

    package: Package
    convention: Convention
    sources: Path | None
    seeds: dict[str, SourceSeed]
    phrases: Phrases = field(default_factory=lambda: Phrases({}))
    texts: dict[str, str] = field(default_factory=dict)
    files: dict[str, SourceFile] = field(default_factory=dict)
    compiled: Compiled | None = None
    adds_phrase: bool = False

    @classmethod
    def open(cls, path: str | Path, sources: Path | None) -> SeedEditor:
        """The seeds of the package at a path."""
        package, convention = open_seeds(path)
        seeds = {seed.source: seed for seed in read_seeds(package, convention)}
        editor = cls(package, convention, sources, seeds)
        editor.phrases = editor._read_phrases()
        return editor

    def add(self, request: CitationRequest) -> WrittenCitation:
        """Put the row of a request into the text of its file; raises CannotRun."""
        rule, schema = self._rule(request.cell)
        request = replace(request, cell=spelt_cell(request.cell, schema))
        self._check_source(request.source)
        if request.code is not None:
            self._add_phrase(request, rule)
        text, span = "", None
        if request.method != "written":
            text = self.text_of(request.source)
            span = find_span(request, text)
        method = self._method(request, rule)
        if method == "absent" and span is not None:
            span = paragraph_of(text, span)
        name = f"{FOLDER}/{request.source}/citations/{request.cell.table}.csv"
        cells = seed_cells(request, method, span)
        for at, row in parse_csv(self._text(name), name):
            if row[:6] == cells[:6] and row[6] == method:
                there = WrittenCitation(request, name, at, method, span, "")
                raise AlreadyCited(f"{name}:{at}: cites the cell so already", there)
        self.texts[name], line = insert_citation(self._text(name), name, cells, schema)
        return WrittenCitation(request, name, line, method, span, "")

    def write(self) -> None:
        """Write the files that were changed."""
        write_files(self.package.root, self.texts)

    def _method(self, request: CitationRequest, rule: CitationRule) -> str:
        if request.code is not None:
            return request.method or "term"
        source = self.seeds[request.source].record
        currencies = declared_currencies(source.get("currencies", ""))
        return guess_method(request, rule, self.phrases, source.get("language", ""), currencies)

    def faults(self, cited: Iterable[WrittenCitation]) -> list[Issue]:
        """What would be wrong with the cells of added rows; with a new phrase, with any cell.

        An anchor, a scale or a unit may come before the value that it is for.
        """
        cells = {row.request.cell: None for row in cited}
        early = [row.request.cell for row in cited if row.request.part != "value"]
        waits = {(cell.record, cell.field) for cell in early}
        if self.adds_phrase:
            cells |= dict.fromkeys(self._all_cells())
        found, self.compiled = new_faults(
            self.package, self.convention, self.texts, list(cells), self.sources
        )
        return [
            fault
            for fault in found
            if fault.code not in ("cell-uncited", "citation-part")
            or (fault.place.record, fault.place.field) not in waits
        ]

    def value_of(self, request: CitationRequest) -> str:
        """The text of a cell by the added rows; of an anchor or a part, its own."""
        tables = self.compiled.tables if self.compiled is not None else {}
        table = tables[self.convention.citations]
        key = {"table": request.cell.table, "record_id": request.cell.record}
        key |= {"field": request.cell.field, "part": request.part}
        rows = table.where(key)
        if rows:
            return rows[-1].cells["value"]
        record = tables[request.cell.table].find(request.cell.record)
        return "" if record is None else record.cells[request.cell.field]

    def text_of(self, source: str) -> str:
        """The text of a source; raises CannotRun where it is not at hand, or another one."""
        self._check_source(source)
        if source not in self.files:
            record = self.seeds[source].record
            name = record.get("file_name", "")
            if self.sources is None:
                raise CannotRun(
                    f"the text of {source} is needed: name its folder with --sources or"
                    " PINCITE_SOURCES"
                )
            file = find_source(self.sources, name)
            if file is None:
                raise CannotRun(f"{self.sources}: no file {name}, the text of {source}")
            if file.sha256 != record.get("sha256"):
                raise CannotRun(
                    f"{file.path}: is another text than {source}: its sha256 is {file.sha256}"
                )
            self.files[source] = file
        return self.files[source].text

    def _check_source(self, source: str) -> None:
        if source not in self.seeds:
            raise CannotRun(f"no source {source}; sources: {', '.join(self.seeds)}")

    def _rule(self, cell: Cell) -> tuple[CitationRule, Schema]:
        resource = self.package.table(cell.table)
        if resource is None or resource.schema is None or not resource.schema.cited_fields:
            names = [t.name for t in self.package.tables if t.schema and t.schema.cited_fields]
            raise CannotRun(f"no cell of {cell.table} takes a citation; tables: {', '.join(names)}")
        field = resource.schema.field(cell.field)
        if field is None or field.citation is None:
            names = [field.name for field in resource.schema.cited_fields]
            message = f"{cell.table} has no field {cell.field} that takes a citation"
            raise CannotRun(f"{message}; fields: {', '.join(names)}")
        return field.citation, resource.schema

    def _text(self, name: str) -> str:
        if name in self.texts:
            return self.texts[name]
        path = self.package.path_of(name)
        return read_text(path, name) if path.exists() else header_text(CITATION_COLUMNS)

    def _all_cells(self) -> list[Cell]:
        return [
            Cell(table, row.cells["record_id"], row.cells["field"])
            for seed in self.seeds.values()
            for table, rows in seed.citations.items()
            for row in rows
        ]

    def _columns(self) -> tuple[str, ...]:
        resource = self.package.table(self.convention.phrases)
        return resource.schema.names if resource is not None and resource.schema else ()

    def _read_phrases(self) -> Phrases:
        _, *rows = parse_csv(self._text(VOCABULARY), VOCABULARY)
        return Phrases.of_rows(dict(zip(self._columns(), row, strict=False)) for _, row in rows)

    def _add_phrase(self, request: CitationRequest, rule: CitationRule) -> None:
        if rule.vocabulary is None:
            raise CannotRun(f"{request.cell.field} names no vocabulary that a phrase could join")
        language = self.seeds[request.source].record.get("language", "")
        known = self.phrases.of(rule.vocabulary, language).get(request.phrase)
        if known == request.code:
            return
        if known is not None:
            raise CannotRun(f"“{request.phrase}” already means {known}, not {request.code}")
        row = dict.fromkeys(self._columns(), "")
        row |= {"vocabulary": rule.vocabulary, "phrase": request.phrase, "language": language}
        row["code"] = request.code or ""
        self.texts[VOCABULARY] = insert_phrase(self._text(VOCABULARY), VOCABULARY, row)
        self.phrases = self._read_phrases()
        self.adds_phrase = True


def cite(
    path: str | Path,
    request: CitationRequest,
    *,
    sources: Path | None = None,
    dry_run: bool = False,
) -> WrittenCitation:
    """Append the seed row of one citation; `sources` is the folder of the sources' texts.

    Raises CannotRun, and writes nothing, where the row would not build or its cell not be proved.
    """
    editor = SeedEditor.open(path, sources)
    cited = editor.add(request)
    faults = editor.faults([cited])
    if faults:
        raise CannotRun(refusal(faults[0]))
    value = editor.value_of(request)
    if not dry_run:
        editor.write()
    return WrittenCitation(request, cited.file, cited.line, cited.method, cited.span, value)


def refusal(fault: Issue) -> str:
    """Why a row is not written, in one line."""
    found = f"; found: {fault.found}" if fault.found else ""
    expected = f"; expected: {fault.expected}" if fault.expected else ""
    fix = "cite it first, with --part anchor" if fault.code == "anchor-missing" else fault.fix
    if fault.code == "citation-part":
        fix = "cite the scale and the unit that the field takes first, with --part scale or unit"
    would = f"not written, for the package would have a fault: {fault.code}: {fault.message}"
    return f"{would}{found}{expected}; {fix}"


@dataclass(frozen=True)
class Removed:
    """A seed row that was removed, with its number among the citations of its cell."""

    seq: int
    row: SeedRow

    def to_dict(self) -> dict[str, Any]:
        """The row as JSON types."""
        return {"seq": self.seq, "file": self.row.file, "line": self.row.line, **self.row.cells}


def uncite(
    path: str | Path,
    cell: Cell,
    *,
    seq: int | None = None,
    every: bool = False,
    dry_run: bool = False,
) -> list[Removed]:
    """Remove the seed row of a cell; of several the one numbered `seq`, or `every` one.

    Raises CannotRun where there is no such row, or where there are several and none is named.
    """
    package, convention = open_seeds(path)
    resource = package.table(cell.table)
    if resource is None or resource.schema is None:
        names = ", ".join(table.name for table in package.tables)
        raise CannotRun(f"no table {cell.table}; tables: {names}")
    schema = resource.schema
    cell = spelt_cell(cell, schema)
    rows = [
        (source.source, row)
        for source in read_seeds(package, convention)
        for row in source.citations.get(cell.table, ())
        if canonical_key(schema, row.cells["record_id"]) == cell.record
        and row.cells["field"] == cell.field
    ]
    rows.sort(key=lambda found: (_part(found[1]), found[0], *_span(found[1])))
    found = [Removed(number, row) for number, (_, row) in enumerate(rows, 1)]
    if not found:
        raise CannotRun(f"no seed row cites {cell.table} {cell.record} {cell.field}")
    if seq is not None and not 1 <= seq <= len(found):
        raise CannotRun(f"no citation {seq} of this cell; citations: {_numbered(found)}")
    if seq is None and len(found) > 1 and not every:
        which = f"name one with --seq, or all with --all: {_numbered(found)}"
        raise CannotRun(f"{len(found)} citations give this cell; {which}")
    chosen = [row for row in found if seq in (None, row.seq)]
    texts = {}
    for name in {row.row.file for row in chosen}:
        lines = [row.row.line for row in chosen if row.row.file == name]
        texts[name] = remove_lines(read_text(package.path_of(name), name), name, lines)
    if not dry_run:
        write_files(package.root, texts)
    return chosen


def _part(row: SeedRow) -> int:
    """The place of a row's part among those of a cell; one that is not valid comes last."""
    part = row.cells["part"] or "value"
    return PARTS.index(part) if part in PARTS else len(PARTS)


def _span(row: SeedRow) -> tuple[int, int]:
    start, end = row.cells["start"], row.cells["end"]
    first = int(start) if start.isdecimal() else 0
    return first, int(end) if end.isdecimal() else first + len(row.cells["quote"])


def _numbered(found: list[Removed]) -> str:
    return ", ".join(
        f"{row.seq}: “{row.row.cells['quote'] or row.row.cells['value']}”"
        f" ({row.row.file}:{row.row.line})"
        for row in found
    )


# no dot: `..` would lead out of seeds/, and what begins with one is hidden
_FOLDER_NAME = re.compile(r"[^\W_][\w-]*")


def new_source(  # noqa: PLR0913 - what is said of a source, each by its name
    path: str | Path,
    file: Path,
    source: str,
    *,
    language: str = "en",
    columns: Mapping[str, str] | None = None,
    made: SourceFile | None = None,
    dry_run: bool = False,
) -> dict[str, str]:
    """Write the seed files of a source that is in a file; returns their texts by path.

    `columns` are those of the sources table that nobody can measure, such as a title. `made` is a
    text that is not written yet. Raises CannotRun where the source is there already or the sources
    table cannot hold the record.
    """
    package, convention = open_seeds(path)
    if not _FOLDER_NAME.fullmatch(source) or source in (REFERENCE, *IGNORED):
        raise CannotRun(f"{source}: a source is named in letters, digits and hyphens")
    if package.path_of(f"{FOLDER}/{source}").exists():
        raise CannotRun(f"{FOLDER}/{source}/: there is a source of this name already")
    found = made or find_source(file.parent, file.name)
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
        raise CannotRun(f"{taken[0]}: is measured, or has its own option: leave it out of --set")
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
    """Raise CannotRun for columns that do not exist, that are cited, lack or cannot be held."""
    cited = {field.name for field in schema.cited_fields}
    for name in record:
        if name not in schema.names:
            raise CannotRun(f"{name}: the sources have no such column: {', '.join(schema.names)}")
        if name in cited:
            raise CannotRun(f"{name}: is a cell that is cited, so do not --set it")
    for asked in schema.fields:
        text = str(record.get(asked.name, ""))
        if asked.is_required and asked.name not in cited and text == "":
            says = asked.descriptor.get("description", "a column that every source has")
            raise CannotRun(f"{asked.name} is needed ({says}): --set {asked.name}=...")
        for fault in schema.readers[asked.name].read(text)[1] if text else ():
            raise CannotRun(f"{asked.name}: {text}: {fault.note}")
