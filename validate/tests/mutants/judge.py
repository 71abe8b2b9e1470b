"""The verdict on a changed cell: only what the change can touch is judged again.

A mutant is a table's cell with another text, with the JSON copies made anew. `Judge.kills` looks
at the cell, the keys, the record, and those cells whose evidence the change is part of;
`Judge.kills_in_a_whole_run` reads and checks the whole package. tests/test_mutants.py compares
the two on a sample.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pincite.checks.records import TABLE_RULES, check_records, record_issues
from pincite.checks.tables import check_tables
from pincite.citations import Cell, Citation, gather_evidence, read_tables
from pincite.files.write import csv_text, json_text
from pincite.package import Convention, Package, open_package
from pincite.proof import check_cell, check_evidence
from pincite.proof.coverage import check_coverage
from pincite.proof.passages import check_passages, check_vocabularies
from pincite.proof.sources import check_notes, check_sources
from pincite.tables.text_table import Record, Table, document
from pincite.text import Span, Transcript

NUMBERS = ("seq", "start", "end")
IN_SPANS = ("quote", "start", "end", "source_id", "prefix", "suffix")

KeyReader = Callable[[tuple[str, ...]], tuple[Any, ...]]


class Mutant(NamedTuple):
    """A cell by table, row number from 0 and column, with the changed text."""

    table: str
    row: int
    column: str
    text: str


class Judge:
    """A package as it is, and what follows of a change."""

    def __init__(self, root: Path, sources: Path | None) -> None:
        self.package: Package = open_package(root)
        if self.package.convention is None:
            raise ValueError(f"{root} declares no convention")
        self.convention: Convention = self.package.convention
        self.sources = sources
        self.tables = read_tables(self.package)
        evidence = gather_evidence(self.convention, self.tables, sources)
        self.evidence = replace(  # plain maps, of which copies with a change are quickly made
            evidence, cells=dict(evidence.cells), citations=dict(evidence.citations)
        )
        self.blind = replace(  # knows no text: what it finds wrong is wrong whatever the text is
            self.evidence, transcripts={name: Transcript() for name in self.evidence.transcripts}
        )
        self.citing: dict[tuple[str, str], set[Cell]] = {}
        for citation in self.evidence.all_citations:
            rule = self.evidence.rules.get((citation.cell.table, citation.cell.field))
            self.citing.setdefault((citation.cell.table, citation.cell.record), set())
            self.citing[citation.cell.table, citation.cell.record].add(citation.cell)
            if rule is not None and rule.vocabulary:
                self.citing.setdefault(("", rule.vocabulary), set()).add(citation.cell)

    def changed(self, mutant: Mutant) -> dict[str, Table]:
        """The tables with the change."""
        table = self.tables[mutant.table]
        old = table.records[mutant.row]
        cells = {**old.cells, mutant.column: mutant.text}
        record = Record(old.line, table.schema.key_of(cells), cells)
        records = [*table.records[: mutant.row], record, *table.records[mutant.row + 1 :]]
        return {**self.tables, mutant.table: replace(table, records=tuple(records))}

    def kills_in_a_whole_run(self, mutant: Mutant, copy: Path) -> bool:
        """The verdict of the tables, records and citations stages on a copy of the package."""
        tables = self.changed(mutant)
        table = tables[mutant.table]
        rows = [[record.cells[name] for name in table.schema.names] for record in table.records]
        texts = {table.path: csv_text(table.schema.names, rows)}
        for resource in self.package.resources:
            if resource.records is not None:
                texts[resource.path] = _copy_text(self.package, tables, resource)
        before = {name: (copy / name).read_bytes() for name in texts}
        try:
            for name, text in texts.items():
                (copy / name).write_text(text, encoding="utf-8", newline="")
            return _fails(open_package(copy), self.convention, self.sources)
        finally:
            for name, data in before.items():
                (copy / name).write_bytes(data)

    def kills(self, mutant: Mutant) -> bool:
        """Whether validation has an issue with a change."""
        return any(self._issues(mutant))

    def kills_pair(self, cell: Cell, text: str) -> bool:
        """Whether validation has an issue with a cell and its citations changed alike."""
        row = [record.key for record in self.tables[cell.table].records].index(cell.record)
        mutant = Mutant(cell.table, row, cell.field, text)
        if self.tables[cell.table].schema.readers[cell.field].read(text)[1]:
            return True
        tables = self.changed(mutant)
        if any(self._key_issues(mutant, tables)) or any(self._record_issues(mutant, tables)):
            return True
        group = tuple(
            replace(citation, value=text) if citation.part == "value" else citation
            for citation in self.evidence.citations[cell]
        )
        cells = {**self.evidence.cells, cell: text}
        citations = {**self.evidence.citations, cell: group}
        return bool(
            check_cell(
                replace(self.evidence, cells=cells, citations=citations, tables=tables), cell
            )
        )

    def kills_shift(self, citation: Citation, by: int) -> bool:
        """Whether validation has an issue with a span that is moved, its quote as it was."""
        span = Span(citation.span.start + by, citation.span.end + by)
        tables = self.tables
        if self.sources is None:
            name = self.convention.citations
            rows = [self._moved(record, citation, span) for record in tables[name].records]
            tables = {**tables, name: replace(tables[name], records=tuple(rows))}
        evidence = gather_evidence(self.convention, tables, self.sources)
        group = tuple(
            replace(other, span=span) if other == citation else other
            for other in self.evidence.citations[citation.cell]
        )
        changed = replace(evidence, citations={**evidence.citations, citation.cell: group})
        return bool(check_cell(changed, citation.cell) or [*check_passages(changed)])

    def _moved(self, record: Record, citation: Citation, span: Span) -> Record:
        if Citation.from_cells(record.cells, record.line) != citation:
            return record
        ends = {"start": str(span.start), "end": str(span.end)}
        return replace(record, cells={**record.cells, **ends})

    def _issues(self, mutant: Mutant) -> Iterator[object]:
        """What is found, the cheapest first; stops where nothing more can be touched."""
        table = self.tables[mutant.table]
        yield from table.schema.readers[mutant.column].read(mutant.text)[1]
        tables = self.changed(mutant)
        yield from self._key_issues(mutant, tables)
        yield from self._record_issues(mutant, tables)
        if mutant.table == self.convention.citations:
            yield from self._citation_issues(mutant, tables)
        elif mutant.table in (self.convention.notes, self.convention.sources):
            yield from self._part_issues(mutant, tables)
        elif mutant.table == self.convention.phrases:
            yield from self._phrase_issues(mutant, tables)
        else:
            yield from self._cell_issues(mutant, tables)

    @cached_property
    def _keys(self) -> Mapping[tuple[str, tuple[str, ...]], Counter[tuple[Any, ...]]]:
        """The values of all keys, own and referred to, by table and fields."""
        wanted = set()
        for table in self.tables.values():
            wanted |= {(table.name, fields) for fields, _ in _unique(table)}
            for fields, target, theirs in _foreign(table):
                wanted |= {(table.name, fields), (target, theirs)}
        return {
            (name, fields): Counter(
                _key(self.tables[name], r, fields) for r in self.tables[name].records
            )
            for name, fields in wanted
        }

    def _key_issues(self, mutant: Mutant, tables: Mapping[str, Table]) -> Iterator[str]:
        old, new = self.tables[mutant.table], tables[mutant.table]
        before, after = old.records[mutant.row], new.records[mutant.row]
        for fields, is_primary in _unique(old):
            key = _key(new, after, fields)
            if mutant.column in fields and None in key:
                yield from ("primary-key",) * is_primary
            elif mutant.column in fields and key != _key(old, before, fields):
                yield from ("key",) * bool(self._keys[old.name, fields][key])
        for fields, target, theirs in _foreign(old):
            key = _key(new, after, fields)
            if mutant.column in fields and any(part is not None for part in key):
                held = self._keys[target, theirs]
                gone = _key(old, before, theirs) if target == old.name else None
                mine = _key(new, after, theirs) if target == old.name else None
                if key != mine and (not held[key] or (key == gone and held[key] == 1)):
                    yield "foreign-key"
        yield from self._orphans(mutant, _key_reader(old, before), _key_reader(new, after))

    def _orphans(self, mutant: Mutant, before: KeyReader, after: KeyReader) -> Iterator[str]:
        """Rows of other tables whose key the change takes away."""
        for other in self.tables.values():
            for fields, target, theirs in _foreign(other):
                if target != mutant.table or mutant.column not in theirs:
                    continue
                gone = before(theirs)
                if gone != after(theirs) and self._keys[target, theirs][gone] == 1:
                    yield from ("foreign-key",) * bool(self._keys[other.name, fields][gone])

    def _record_issues(self, mutant: Mutant, tables: Mapping[str, Table]) -> Iterator[str]:
        table = tables[mutant.table]
        yield from map(str, record_issues(table, table.records[mutant.row]))
        for other in tables.values():
            for rule in other.schema.rules:
                check = TABLE_RULES.get(rule["rule"])
                if check is None or not _touches(rule, other, mutant, table):
                    continue
                for record in other.records:
                    if all(
                        record.cells[n] in allowed for n, allowed in rule.get("when", {}).items()
                    ):
                        yield from map(str, check(rule, other, record, tables))

    def _citation_issues(self, mutant: Mutant, tables: Mapping[str, Table]) -> Iterator[object]:
        before = self.tables[mutant.table].records[mutant.row]
        record = tables[mutant.table].records[mutant.row]
        if any(record.cells[name] != str(int(record.cells[name])) for name in NUMBERS):
            yield "number-spelling"
            return
        old = Citation.from_cells(before.cells, before.line)
        new = Citation.from_cells(record.cells, record.line)
        if new.cell not in self.evidence.cells:
            yield "citation-target"
            return
        if mutant.column == "note" and bool(old.note) == bool(new.note):
            return  # only whether there is a note is ever asked
        group = tuple(c for c in self.evidence.citations[old.cell] if c != old)
        own = (*group, new) if new.cell == old.cell else group
        groups = {**self.evidence.citations, old.cell: own}
        if new.cell != old.cell:
            groups[new.cell] = (*self.evidence.citations.get(new.cell, ()), new)
        if not groups[old.cell]:
            del groups[old.cell]
        for evidence in (self.blind, self.evidence):
            if evidence is self.evidence and self.sources is None and mutant.column in IN_SPANS:
                evidence = gather_evidence(self.convention, tables, None)  # noqa: PLW2901
            judged = replace(evidence, citations=groups)
            for cell in {old.cell, new.cell}:
                yield from check_cell(judged, cell)
        judged = gather_evidence(self.convention, tables, self.sources)
        yield from check_evidence(judged).issues

    def _part_issues(self, mutant: Mutant, tables: Mapping[str, Table]) -> Iterator[object]:
        """Of notes and sources: nobody reads the columns that their part does not need."""
        table = self.tables[mutant.table]
        read = {"source_id", "start", "end", "quote", "file_name", "language", "sha256"}
        read |= {"code_points", "line_count", *table.schema.primary_key}
        cited = {field.name for field in table.schema.cited_fields}
        if mutant.column in cited:
            yield from self._cell_issues(mutant, tables)
        elif mutant.column in read:
            record = tables[mutant.table].records[mutant.row]
            numbers = [record.cells[name] for name in NUMBERS if record.cells.get(name)]
            if any(text != str(int(text)) for text in numbers):
                yield "number-spelling"
                return
            evidence = gather_evidence(self.convention, tables, self.sources)
            yield from check_sources(evidence)
            yield from check_notes(evidence)
            yield from check_evidence(evidence).issues

    def _phrase_issues(self, mutant: Mutant, tables: Mapping[str, Table]) -> Iterator[object]:
        evidence = gather_evidence(self.convention, tables, self.sources)
        yield from check_vocabularies(evidence)
        for records in (self.tables[mutant.table].records, tables[mutant.table].records):
            vocabulary = records[mutant.row].cells["vocabulary"]
            for cell in sorted(self.citing.get(("", vocabulary), ())):
                yield from check_cell(evidence, cell)
        yield from check_coverage(evidence)

    def _cell_issues(self, mutant: Mutant, tables: Mapping[str, Table]) -> Iterator[object]:
        """Of a cell: itself, its record, the cells that follow from it by reference or order."""
        old = self.tables[mutant.table].records[mutant.row]
        record = tables[mutant.table].records[mutant.row]
        if old.key != record.key and self.citing.get((mutant.table, old.key)):
            yield "citation-target"
            return
        if old.key != record.key and self.tables[mutant.table].schema.cited_fields:
            yield from check_evidence(gather_evidence(self.convention, tables, self.sources)).issues
            return
        cells = dict(self.evidence.cells)
        own = [f.name for f in self.tables[mutant.table].schema.cited_fields]
        if mutant.column in own:
            cells[Cell(mutant.table, record.key, mutant.column)] = mutant.text
        evidence = replace(self.evidence, cells=cells, tables=tables)
        touched = [Cell(mutant.table, record.key, name) for name in own]
        for cell in [*touched, *self._followers(mutant)]:
            yield from check_cell(evidence, cell)

    def _followers(self, mutant: Mutant) -> Iterator[Cell]:
        for (name, field), rule in self.evidence.rules.items():
            refers = (rule.external or {}).get("resource") == mutant.table
            ranked = name == mutant.table and rule.position is not None
            if refers or ranked:
                yield from (Cell(name, r.key, field) for r in self.tables[name].records)


def _copy_text(package: Package, tables: Mapping[str, Table], resource: Any) -> str:
    try:
        return json_text(document(package, tables, resource))
    except ValueError:  # a cell that is no value: the tables stage says so
        return "[]\n"


def _fails(package: Package, convention: Convention, sources: Path | None) -> bool:
    if check_tables(package).issues:
        return True
    tables = read_tables(package)
    if check_records(package, tables).issues:
        return True
    return bool(check_evidence(gather_evidence(convention, tables, sources)).issues)


def _unique(table: Table) -> Iterator[tuple[tuple[str, ...], bool]]:
    if table.schema.primary_key:
        yield table.schema.primary_key, True
    yield from ((tuple(key), False) for key in table.schema.descriptor.get("uniqueKeys", ()))
    for field in table.schema.fields:
        if field.constraints.get("unique"):
            yield (field.name,), False


def _foreign(table: Table) -> Iterator[tuple[tuple[str, ...], str, tuple[str, ...]]]:
    for key in table.schema.descriptor.get("foreignKeys", ()):
        reference = key["reference"]
        target = reference.get("resource") or table.name
        yield _listed(key["fields"]), target, _listed(reference["fields"])


def _listed(fields: str | Iterable[str]) -> tuple[str, ...]:
    return (fields,) if isinstance(fields, str) else tuple(fields)


def _key(table: Table, record: Record, fields: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple(table.schema.readers[name].read(record.cells[name])[0] for name in fields)


def _key_reader(table: Table, record: Record) -> KeyReader:
    return lambda fields: _key(table, record, fields)


def _touches(rule: Mapping[str, Any], table: Table, mutant: Mutant, changed: Table) -> bool:
    """Whether a rule over several tables can read the changed cell."""
    if rule["rule"] == "reference":
        is_own = table.name == changed.name and mutant.column in rule.values()
        return is_own or mutant.column in changed.schema.primary_key
    is_target = rule["resource"] == changed.name
    if is_target and mutant.column in {*rule["match"], *rule.get("where", {})}:
        return True
    own = {*rule["match"].values(), *rule.get("when", {})}
    return table.name == changed.name and mutant.column in own
