"""Compiling: citations get their values, and the tables are the pivot of the citations.

Sources, notes, phrases and reference tables pass through as they are.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pincite.citations import (
    Cell,
    Citation,
    Evidence,
    declared_currencies,
    derive_citation,
    external_value,
    position_value,
)
from pincite.citations.facts import facts_table
from pincite.grammar import NotUnderstood, Phrases
from pincite.package import CitationRule, Convention, Package, Resource, Schema
from pincite.report import CannotRun, Issue
from pincite.seeds.seed_files import (
    FOLDER,
    PARTS,
    Group,
    SeedRow,
    SourceSeed,
    adopted_file,
    is_offset,
    read_adopted,
    read_citations,
    read_reference,
    read_seeds,
    read_vocabulary,
)
from pincite.tables.text_table import Record, Table

Cells = dict[str, str]


def check_source_keys(package: Package, convention: Convention, seeds: list[SourceSeed]) -> None:
    """Raise CannotRun for a key of a source.json that is not a column of the sources table."""
    resource = package.table(convention.sources)
    names = resource.schema.names if resource is not None and resource.schema else ()
    for seed in seeds:
        unknown = sorted(set(seed.record) - set(names))
        if unknown:
            raise CannotRun(
                f"{FOLDER}/{seed.source}/source.json: no such column: {', '.join(unknown)};"
                f" columns: {', '.join(names)}"
            )


def reference_rows(package: Package, convention: Convention) -> dict[str, list[Cells]]:
    """Rows by table of what is taken over; those of cited cells begin with what was adopted."""
    rows: dict[str, list[Cells]] = {}
    made = {convention.citations, convention.sources, convention.notes}
    for resource in package.tables:
        schema = resource.schema
        if schema is None or resource.name in made:
            continue
        if "facts" in resource.descriptor:
            rows[resource.name] = []
        elif resource.name == convention.phrases:
            rows[resource.name] = [
                dict(row.cells) for row in read_vocabulary(package, schema.names)
            ]
        else:
            rows[resource.name] = [dict(row.cells) for row in _taken_over(package, resource)]
    return rows


def _taken_over(package: Package, resource: Resource) -> list[SeedRow]:
    """The rows of a table that are there before any citation: of reference, or adopted."""
    schema = resource.schema
    if schema is None:
        return []
    read = read_adopted if schema.cited_fields else read_reference
    return read(package, resource.name, schema.names)


def note_cells(seed: SourceSeed, row: SeedRow) -> Cells:
    """The cells of a note; the end of a quoted one follows from its quote."""
    cells = dict(row.cells) | {"source_id": seed.source}
    if cells["quote"] and is_offset(cells["start"]):
        cells["end"] = str(int(cells["start"]) + len(cells["quote"]))
    return cells


def incomplete_notes(seeds: list[SourceSeed]) -> Iterable[Issue]:
    """Notes that give neither a quote with its start nor start and end."""
    for row in (row for seed in seeds for row in seed.notes):
        start, end, quote = (row.cells[name] for name in ("start", "end", "quote"))
        if not is_offset(start) or not (end == "" if quote else is_offset(end)):
            message = "a note takes a quote and its start, or start and end without a quote"
            yield Issue("seed-row", row.place(next(iter(row.cells.values()))), message)


def repeated_keys(
    package: Package, convention: Convention, seeds: list[SourceSeed]
) -> Iterable[Issue]:
    """Rows of notes and reference tables whose key an earlier row has; one would be lost."""
    made = {convention.citations, convention.sources, convention.phrases}
    for resource in package.tables:
        schema = resource.schema
        if schema is None or resource.name in made:
            continue
        if not schema.primary_key or "facts" in resource.descriptor:
            continue
        if resource.name == convention.notes:
            rows = [row for seed in seeds for row in seed.notes]
        else:
            rows = _taken_over(package, resource)
        seen: set[str] = set()
        for row in rows:
            key = schema.key_of(row.cells)
            if key in seen:
                yield Issue("primary-key", row.place(key), "an earlier row has this key")
            seen.add(key)


def ambiguous_phrases(package: Package, convention: Convention) -> Iterable[Issue]:
    """Phrases that are listed twice in one vocabulary and language."""
    resource = package.table(convention.phrases)
    seen: dict[tuple[str, ...], str] = {}
    for row in read_vocabulary(
        package, resource.schema.names if resource and resource.schema else ()
    ):
        key = tuple(row.cells[name] for name in ("vocabulary", "phrase", "language"))
        if key in seen:
            message = f"“{key[1]}” of {key[0]} ({key[2]}) already means {seen[key]}"
            place = row.place(json.dumps(key, ensure_ascii=False), "code")
            yield Issue("phrase-ambiguous", place, message, row.cells["code"], seen[key])
        seen.setdefault(key, row.cells["code"])


@dataclass(frozen=True)
class Compiled:
    """The tables that the seeds give, or the issues that prevent it."""

    tables: Mapping[str, Table]
    issues: tuple[Issue, ...]
    counts: Mapping[str, int]


def compile_tables(package: Package, convention: Convention) -> Compiled:
    """Compile all tables of a package from its seeds."""
    seeds = read_seeds(package, convention)
    check_source_keys(package, convention, seeds)
    rows = reference_rows(package, convention)
    rows[convention.sources] = [dict(seed.record) for seed in seeds]
    if convention.notes is not None:
        rows[convention.notes] = [note_cells(seed, row) for seed in seeds for row in seed.notes]
    issues = [*ambiguous_phrases(package, convention), *incomplete_notes(seeds)]
    issues += repeated_keys(package, convention, seeds)
    evidence = _blank_evidence(package, convention, rows, seeds)
    cited, written, faults = read_citations(evidence, seeds)
    issues += faults
    citations: dict[Cell, tuple[Citation, ...]] = {}
    for cell, group in cited.items():
        compiled, faults = _compile_cell(evidence, cell, group)
        citations[cell] = compiled
        issues += faults or _adopted_otherwise(evidence, cell, compiled, group)
    tables = _pivot(evidence, citations, written)
    tables[convention.citations] = _citation_table(evidence, citations)
    for resource in package.tables:
        if "facts" in resource.descriptor and not issues:
            tables[resource.name] = facts_table(package, tables, resource)
    counts = {
        "sources": len(seeds),
        "citations": sum(map(len, citations.values())),
        "tables": len(tables),
        "rows": sum(len(table.records) for table in tables.values()),
    }
    return Compiled(tables, tuple(issues), counts)


def _blank_evidence(
    package: Package,
    convention: Convention,
    rows: Mapping[str, list[Cells]],
    seeds: list[SourceSeed],
) -> Evidence:
    """Evidence with the tables that are taken over, and no cell or citation yet."""
    tables = {
        resource.name: _table(resource.name, resource.path, resource.schema, rows[resource.name])
        for resource in package.tables
        if resource.schema is not None and resource.name in rows
    }
    citations = package.table(convention.citations)
    if citations is not None and citations.schema is not None:
        tables[citations.name] = _table(citations.name, citations.path, citations.schema, [])
    return Evidence(
        convention=convention,
        tables=tables,
        cells={},
        rules={
            (table.name, field.name): field.citation
            for table in tables.values()
            for field in table.schema.cited_fields
            if field.citation is not None
        },
        citations={},
        notes=(),
        phrases=Phrases.of_rows(rows[convention.phrases]),
        languages={seed.source: seed.record.get("language", "") for seed in seeds},
        transcripts={},
        files=None,
        currencies={
            seed.source: declared
            for seed in seeds
            if (declared := declared_currencies(seed.record.get("currencies", "")))
        },
    )


def _table(name: str, path: str, schema: Schema, rows: Iterable[Cells]) -> Table:
    complete = [{column: row.get(column, "") for column in schema.names} for row in rows]
    ordered = sorted(complete, key=lambda cells: [cells[name] for name in schema.primary_key])
    records = [Record(line, schema.key_of(cells), cells) for line, cells in enumerate(ordered, 2)]
    return Table(name, path, schema, tuple(records))


def _compile_cell(
    evidence: Evidence, cell: Cell, group: Group
) -> tuple[tuple[Citation, ...], list[Issue]]:
    """The cell's citations with their values and sequence numbers, parts and anchor last."""
    rule = evidence.rules[cell.table, cell.field]
    issues: list[Issue] = []
    compiled: list[Citation] = []
    anchor: str | None = None
    parts = {citation.part: citation.quote for citation, _ in group if citation.part in rule.parts}
    missing = [*_missing_parts(rule, group)]
    issues += missing
    for citation, row in sorted(group, key=lambda pair: (pair[0].part != "anchor", pair[0].span)):
        if missing and citation.part == "value":
            continue  # it cannot be read without its parts
        value, issue = _derive(evidence, rule, citation, row, anchor, parts)
        if issue is not None:
            issues.append(issue)
        elif citation.part == "anchor":
            anchor = value
        compiled.append(replace(citation, value=value))
    if rule.anchor and anchor is None and not issues:
        message = "the field needs a citation with part anchor"
        issues.append(Issue("anchor-missing", group[0][1].place(cell.record, cell.field), message))
    values = {citation.value for citation in compiled if citation.part == "value"}
    if len(values) > 1 and not issues:
        message = f"the citations of this cell give different values: {' / '.join(sorted(values))}"
        place = group[-1][1].place(cell.record, cell.field)
        issues.append(Issue("citations-disagree", place, message))
    compiled.sort(key=lambda found: (PARTS.index(found.part), found.source, found.span))
    return tuple(replace(citation, seq=seq) for seq, citation in enumerate(compiled, 1)), issues


def _adopted_otherwise(
    evidence: Evidence, cell: Cell, compiled: tuple[Citation, ...], group: Group
) -> list[Issue]:
    """An issue where a cell was adopted with another value than its citations give."""
    record = evidence.tables[cell.table].find(cell.record)
    adopted = "" if record is None else record.cells[cell.field]
    given = next((citation.value for citation in compiled if citation.part == "value"), adopted)
    if not adopted or adopted == given:
        return []
    message = f"the citation gives another value than {adopted_file(cell.table)}"
    place = group[0][1].place(cell.record, cell.field)
    return [Issue("adopted-differs", place, message, adopted, given)]


def _missing_parts(rule: CitationRule, group: Group) -> Iterator[Issue]:
    """The scale and unit that a cell with a number takes, and that no one citation gives."""
    numbers = Counter(citation.part for citation, _ in group)
    for part in rule.parts if numbers["value"] else ():
        if numbers[part] != 1:
            citation, row = group[0]
            message = f"the field takes one citation with part {part}, there are {numbers[part]}"
            place = row.place(citation.cell.record, citation.cell.field)
            yield Issue("citation-part", place, message, str(numbers[part]), "1")


def _derive(
    evidence: Evidence,
    rule: CitationRule,
    citation: Citation,
    row: SeedRow,
    anchor: str | None,
    parts: Mapping[str, str],
) -> tuple[str, Issue | None]:
    try:
        return derive_citation(evidence, rule, citation, anchor, parts), None
    except NotUnderstood as error:
        place = row.place(citation.cell.record, citation.cell.field)
        return "", Issue("phrase-not-understood", place, str(error), quote=citation.quote)


def _pivot(
    evidence: Evidence, citations: Mapping[Cell, tuple[Citation, ...]], written: Mapping[Cell, str]
) -> dict[str, Table]:
    """The tables with every cell that citations, our own words, references or order give."""
    texts = {
        cell: next((c.value for c in group if c.part == "value"), "")
        for cell, group in citations.items()
    } | dict(written)
    rows: dict[str, dict[str, Cells]] = {
        table.name: {record.key: dict(record.cells) for record in table.records}
        for table in evidence.tables.values()
    }
    for cell, text in texts.items():
        key = _key_cells(evidence.tables[cell.table].schema, cell.record)
        rows[cell.table].setdefault(cell.record, key)[cell.field] = text
    tables = {
        name: _table(name, table.path, table.schema, rows[name].values())
        for name, table in evidence.tables.items()
    }
    evidence = replace(evidence, tables=tables, citations=citations)
    for method, value_of in (("external", external_value), ("position", position_value)):
        for (name, field), rule in evidence.rules.items():
            for record in tables[name].records if method in rule.methods else ():
                cell = Cell(name, record.key, field)
                if cell not in texts:
                    rows[name][record.key][field] = value_of(evidence, cell, rule)
    return {
        name: _table(name, table.path, table.schema, rows[name].values())
        for name, table in tables.items()
    }


def _key_cells(schema: Schema, key: str) -> Cells:
    if len(schema.primary_key) == 1:
        return {schema.primary_key[0]: key}
    return dict(zip(schema.primary_key, json.loads(key), strict=True))


def _citation_table(evidence: Evidence, citations: Mapping[Cell, tuple[Citation, ...]]) -> Table:
    blank = evidence.tables[evidence.convention.citations]
    tables = list(evidence.tables)
    order = sorted(
        citations,
        key=lambda cell: (
            tables.index(cell.table),
            cell.record,
            evidence.tables[cell.table].schema.names.index(cell.field),
        ),
    )
    columns = blank.schema.names
    rows = [
        {name: text for name, text in citation.cells.items() if name in columns}
        for cell in order
        for citation in citations[cell]
    ]
    records = [Record(line, blank.schema.key_of(row), row) for line, row in enumerate(rows, 2)]
    return replace(blank, records=tuple(records))
