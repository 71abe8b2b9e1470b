"""A package's seeds with rows not written yet: cite a cell, take it back, add a source.

Rows are written only if the package still builds and the cells are proved. A new source is its
record, measured from its file, and empty files to cite it in.
"""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from pincite.citations import Cell, declared_currencies, gather_evidence
from pincite.files.reading import SourceFile, find_source, only_differs_in, read_text
from pincite.files.write import write_files
from pincite.grammar import Phrases
from pincite.package import CitationRule, Convention, Package, Schema, open_package
from pincite.proof import check_cell
from pincite.proof.coverage import check_limits
from pincite.proof.passages import check_passages
from pincite.proof.subjects import Subjects
from pincite.report import CannotRun, Issue, Place
from pincite.seeds.compile import Compiled, compile_tables
from pincite.seeds.request import (
    CITED,
    CitationRequest,
    SeedText,
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
    VOCABULARY,
    SeedRow,
    SourceSeed,
    canonical_key,
    read_adopted,
    read_seeds,
)
from pincite.sources.source_map import Places, read_places
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
    compiled = compile_tables(package.replace(drafts=texts), convention)
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
            yield Issue(
                "constraint-error", place, f"the field cannot hold it: it {fault.message}", text
            )
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
    parsed: dict[str, SeedText] = field(default_factory=dict)
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
        rule, schema = self.rule_of(request.cell)
        request = replace(request, cell=spelt_cell(request.cell, schema))
        self._check_source(request.source)
        for part, quote, start in request.parts:
            beside = replace(request, phrase=quote, start=start, part=part, parts=(), note="")
            with suppress(AlreadyCited):
                self.add(beside)
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
        file = self._parsed(name)
        at = file.place_of(cells[:CITED])
        if at is not None:
            there = WrittenCitation(request, name, at, method, span, "")
            raise AlreadyCited(f"{name}:{at}: cites the cell so already", there)
        line = insert_citation(file, cells, schema)
        self.texts[name] = file.text
        return WrittenCitation(request, name, line, method, span, "")

    def _parsed(self, name: str) -> SeedText:
        """The file of a name as its text is now; many rows are added without parsing it again."""
        text = self._text(name)
        if name not in self.parsed or self.parsed[name].text != text:
            self.parsed[name] = SeedText(text, name)
        return self.parsed[name]

    def hold(self, texts: Mapping[str, str]) -> None:
        """Hold these texts and no other rows; phrases that others had added are given up too."""
        self.texts = dict(texts)
        self.phrases = self._read_phrases()

    def take_out(self, cells: Sequence[Cell], part: str) -> list[SeedRow]:
        """Take the rows of a part of cells out of the texts of their files; gives the rows.

        Rows of all sources go: a cell has one value, and several citations must agree on it.
        """
        asked = [spelt_cell(cell, self.rule_of(cell)[1]) for cell in cells]
        found = [
            row
            for seed in self.seeds.values()
            for table, rows in seed.citations.items()
            for row in rows
            if Cell(table, self._key(table, row), row.cells["field"]) in asked
            and (row.cells["part"] or "value") == part
        ]
        for name in dict.fromkeys(row.file for row in found):
            lines = [row.line for row in found if row.file == name]
            self.texts[name] = remove_lines(self._text(name), name, lines)
        return found

    def _key(self, table: str, row: SeedRow) -> str:
        resource = self.package.table(table)
        schema = resource.schema if resource is not None else None
        key = None if schema is None else canonical_key(schema, row.cells["record_id"])
        return key or row.cells["record_id"]

    def parts_of(self, cell: Cell) -> dict[str, str]:
        """The quotes of the scale and the unit that the seeds cite for a cell, by their names."""
        return {
            row.cells["part"]: row.cells["quote"]
            for seed in self.seeds.values()
            for row in seed.citations.get(cell.table, ())
            if row.cells["part"] in ("scale", "unit")
            and row.cells["field"] == cell.field
            and self._key(cell.table, row) == cell.record
        }

    def records(self, table: str) -> set[str]:
        """The keys of the records of a table that some seed names."""
        found = {
            row.cells["record_id"]
            for seed in self.seeds.values()
            for row in seed.citations.get(table, ())
        }
        resource = self.package.table(table)
        if resource is not None and resource.schema is not None:
            schema = resource.schema
            adopted = read_adopted(self.package, table, schema.names)
            found |= {schema.key_of(row.cells) for row in adopted}
        return found

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
        """The text of a cell by the added rows; of an anchor, the anchor's."""
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
                only = only_differs_in(file, record.get("sha256", ""))
                how = "is another text than" if only is None else f"differs in {only} from"
                raise CannotRun(
                    f"{file.path}: {how} {source}, as it was cited; `pincite reanchor {source}"
                    f" {file.path} --write` takes it as the new text"
                )
            self.files[source] = file
        return self.files[source].text

    def places_of(self, source: str) -> Places | None:
        """The map of a source's text; None where it has none, or one that is at fault."""
        self.text_of(source)
        return read_places(self.files[source])[0]

    def _check_source(self, source: str) -> None:
        if source not in self.seeds:
            known = f"sources: {', '.join(self.seeds)}" if self.seeds else "there is none yet"
            raise CannotRun(f"no source {source}; {known}; `pincite new-source` adds one")

    def rule_of(self, cell: Cell) -> tuple[CitationRule, Schema]:
        """What a cell's field says of citations, and its schema; raises CannotRun without one."""
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
        if path.exists():
            return read_text(path, name)
        return header_text(self._columns() if name == VOCABULARY else CITATION_COLUMNS)

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
            raise CannotRun(
                f"“{request.phrase}” already means {known}, not {request.code}; to change it"
                f" everywhere: `pincite phrase {rule.vocabulary} PHRASE --code {request.code}`"
            )
        row = dict.fromkeys(self._columns(), "")
        row |= {"vocabulary": rule.vocabulary, "phrase": request.phrase, "language": language}
        row["code"] = request.code or ""
        self.texts[VOCABULARY] = insert_phrase(self._text(VOCABULARY), VOCABULARY, row)
        self.phrases = self._read_phrases()
        self.adds_phrase = True


AGAINST_OTHERS = ("subject-elsewhere", "citations-disagree")  # may be of citations made before


def refusal(fault: Issue, package: Package, cited: Collection[Cell] = ()) -> str:
    """Why a row is not written, in one line; of another cell than those `cited`, which one."""
    found = f"; found: {fault.found}" if fault.found else ""
    expected = f"; expected: {fault.expected}" if fault.expected else ""
    fix = "cite it first, with --part anchor" if fault.code == "anchor-missing" else fault.fix
    if fault.code == "citation-part":
        fix = "give what the number counts in with --scale or --unit, in the words of the text"
    cell, of = _cell_of(fault, package), ""
    is_other = cell is not None and cell not in cited
    if cell is not None and (is_other or fault.code in AGAINST_OTHERS):
        of = f"{' '.join(cell)}: "
        instead = "or cite it anew" if is_other else "or cite this"
        if is_other or fault.code == "citations-disagree":
            fix += f"; `pincite uncite {shlex.join(cell)}` takes back what it rests on now"
            fix += f", {instead} with `pincite cite ... --replace`"
    would = f"not written, for the package would have a fault: {fault.code}: {of}{fault.message}"
    return f"{would}{found}{expected}; {fix}"


def _cell_of(fault: Issue, package: Package) -> Cell | None:
    """The cell that a fault is of, by where it is: in a table, a seed file or the citations."""
    place = fault.place
    if place.record is None or place.field is None:
        return None
    seed = PurePosixPath(place.file)
    if seed.parent.name == "citations":
        return Cell(seed.stem, place.record, place.field)
    first, _, rest = place.record.partition(" ")
    for table in package.tables:
        if table.schema is not None and table.schema.cited_fields:
            if table.path == place.file:
                return Cell(table.name, place.record, place.field)
            if table.name == first and rest:
                return Cell(table.name, rest, place.field)
    return None
