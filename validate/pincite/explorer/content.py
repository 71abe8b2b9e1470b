"""What the page shows, gathered once: package, evidence, verdict of the checks, and indexes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from pincite.citations import Cell, Citation, Evidence, Note
from pincite.citations.facts import label_of
from pincite.explorer.html import anchor, is_web_address
from pincite.package import Package
from pincite.report import Report
from pincite.tables.text_table import Record, Table
from pincite.text import Span, SpanIndex, merge, sentences
from pincite.tracing import open_evidence

SHOWN = 20  # of a list of links; the others are counted
DETAILED = 500  # rows of a table whose cells carry their evidence; the rest are shown without it

Key = tuple[str, str]  # table, record
SpanKey = tuple[str, Span]  # source, span


@dataclass(frozen=True)
class Referrer:
    """A row of another table that points at a record, or at one field of it."""

    table: Table
    record: Record
    pointers: tuple[str, ...]

    @property
    def address(self) -> str:
        """The web address in it, or an empty text."""
        return next((text for text in self.record.cells.values() if is_web_address(text)), "")


@dataclass(frozen=True)
class Content:
    """A package with its evidence and report, and who refers to whom."""

    package: Package
    evidence: Evidence
    report: Report
    declared: Mapping[str, Any]
    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    is_released: bool = False

    @property
    def tables(self) -> Mapping[str, Table]:
        """The tables by name."""
        return self.evidence.tables

    @property
    def shown_tables(self) -> list[Table]:
        """The tables with their own section; each citation is at its cell."""
        without = {*self.left_out, *self.within, self.evidence.convention.citations}
        return [table for name, table in self.tables.items() if name not in without]

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The tables that are only in the files: copies, and what the package leaves out."""
        copies = {r.name for r in self.package.resources if "facts" in r.descriptor}
        return frozenset(copies | set(self.declared.get("leave_out", ())))

    @property
    def within(self) -> Mapping[str, str]:
        """The tables whose rows are shown at the record that this field of theirs leads to."""
        found: Mapping[str, str] = self.declared.get("within", {})
        return found

    @cached_property
    def within_rows(self) -> Mapping[Key, Mapping[str, list[Record]]]:
        """The rows of those tables, by the record that they belong to and their table."""
        found: dict[Key, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for name, key in self.within.items():
            for record in self.tables[name].records:
                if (owner := self.pointed(self.tables[name], key, record)) is not None:
                    found[owner][name].append(record)
        return found

    def why_missing(self, cell: Cell) -> str:
        """The label that the package gives for a cell without a value, or an empty text."""
        for referrer in self.references.get(cell, ()):
            name = self.declared.get("missing", {}).get(referrer.table.name)
            field = referrer.table.schema.field(name) if name else None
            if field is not None:
                code = referrer.record.cells[field.name]
                return label_of(field, code) or code
        return ""

    def is_fact(self, cell: Cell) -> bool:
        """Whether a table of facts repeats a cell; any cell where the package has no such table."""
        return self._facts is None or cell[::2] in self._facts

    @cached_property
    def _facts(self) -> frozenset[tuple[str, str]] | None:
        """The tables and fields of which each filled cell is a fact."""
        stated = [r.descriptor["facts"] for r in self.package.resources if "facts" in r.descriptor]
        found = {(item["table"], name) for one in stated for item in one for name in item["fields"]}
        return frozenset(found) if stated else None

    @cached_property
    def sentences(self) -> Mapping[str, SpanIndex]:
        """The sentences of each source whose text is at hand."""
        return {
            source: SpanIndex(sentences(transcript.text))
            for source, transcript in self.evidence.transcripts.items()
            if transcript.text is not None
        }

    def record(self, table: str, key: str) -> Record | None:
        """The record of a key, or None."""
        return self.records.get(table, {}).get(key)

    def passage_anchor(self, source: str, span: Span) -> str:
        """The id of a passage: the number of its source, and its offsets."""
        return f"{self.source_anchor(source)}{span.start}-{span.end}"

    def source_anchor(self, source: str) -> str:
        """The id of a source's article or outline."""
        return f"s{self._source_numbers.get(source, 0)}:"

    @cached_property
    def _source_numbers(self) -> Mapping[str, int]:
        records = self.tables[self.evidence.convention.sources].records
        return {record.key: number for number, record in enumerate(records, 1)}

    def anchor(self, table: str, key: str, *field: str) -> str:
        """The id of a record or cell; a record with a composite key goes by its line."""
        record = self.record(table, key)
        if table in self.within and record is not None:
            owner = self.pointed(self.tables[table], self.within[table], record)
            return self.anchor(*owner) if owner is not None else anchor(table)
        is_composite = table in self.tables and len(self.tables[table].schema.primary_key) > 1
        return anchor(table, str(record.line) if is_composite and record else key, *field)

    @cached_property
    def detailed(self) -> Mapping[str, frozenset[str]]:
        """The keys of the records whose cells carry their evidence, by table."""
        return {
            name: frozenset(record.key for record in table.records[:DETAILED])
            for name, table in self.tables.items()
        }

    @cached_property
    def references(self) -> Mapping[Cell, list[Referrer]]:
        """Rows that point at a cell by a `reference` rule; at a record, with an empty field."""
        found: dict[Cell, list[Referrer]] = defaultdict(list)
        for table in self.tables.values():
            for rule in table.schema.rules:
                if rule["rule"] != "reference":
                    continue
                parts = tuple(rule[part] for part in ("table", "record", "field") if part in rule)
                for record in table.records:
                    target = [record.cells[part] for part in parts] + [""] * (3 - len(parts))
                    found[Cell(*target)].append(Referrer(table, record, parts))
        return found

    def pointed(self, table: Table, field: str, record: Record) -> Key | None:
        """The record that a cell leads to, by a foreign key or a `reference` rule."""
        text = record.cells[field]
        target = self.keys.get((table.name, field))
        for rule in table.schema.rules:
            if rule["rule"] == "reference" and rule["record"] == field:
                target = record.cells[rule["table"]]
        known = target is not None and self.record(target, text) is not None
        return (target, text) if target is not None and known else None

    def pointed_cell(self, table: Table, field: str, record: Record) -> Cell | None:
        """The cell that a row names by its table, record and this field, if it is there."""
        for rule in table.schema.rules:
            if rule["rule"] == "reference" and rule.get("field") == field:
                cell = Cell(
                    record.cells[rule["table"]], record.cells[rule["record"]], record.cells[field]
                )
                return cell if cell in self.evidence.cells else None
        return None

    def names_cell(self, table: Table, field: str, record: Record) -> bool:
        """Whether a field names the record of a cell that another field of the row links."""
        return any(
            rule["rule"] == "reference"
            and rule["record"] == field
            and self.pointed_cell(table, rule.get("field", ""), record) is not None
            for rule in table.schema.rules
        )

    @cached_property
    def keys(self) -> Mapping[tuple[str, str], str]:
        """The table that a field leads to, by table and field: foreign keys of one field."""
        found = {}
        for table in self.tables.values():
            for key in table.schema.descriptor.get("foreignKeys", ()):
                names = [key["fields"]] if isinstance(key["fields"], str) else key["fields"]
                target = key["reference"].get("resource") or table.name
                known = self.tables.get(target)
                theirs = key["reference"]["fields"]
                theirs = (theirs,) if isinstance(theirs, str) else tuple(theirs)
                if len(names) == 1 and known and known.schema.primary_key == theirs:
                    found[table.name, names[0]] = target
        return found

    @cached_property
    def backlinks(self) -> Mapping[Key, Mapping[str, list[Record]]]:
        """The records that lead to a record by a foreign key, by their table."""
        found: dict[Key, dict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for (table, name), target in self.keys.items():
            if table in {self.evidence.convention.citations, *self.left_out, *self.within}:
                continue  # they are at their cell or record, or not on the page
            for record in self.tables[table].records:
                if record.cells[name]:
                    others = found[target, record.cells[name]][table]
                    if record not in others[-1:]:
                        others.append(record)
        return found

    @cached_property
    def places(self) -> Mapping[Key, tuple[str, Span]]:
        """Where a record's words are summarised from: rows with its key and a span, nothing else.

        Such a table has the record's key as its own key, and `source_id`, `start` and `end`.
        """
        found: dict[Key, tuple[str, Span]] = {}
        for (name, key), target in self.keys.items():
            table = self.tables[name]
            is_span = set(table.schema.names) == {key, "source_id", "start", "end"}
            if is_span and table.schema.primary_key == (key,):
                for record in table.records:
                    start, end = (int(record.cells[part]) for part in ("start", "end"))
                    found[target, record.key] = (record.cells["source_id"], Span(start, end))
        return found

    @cached_property
    def passages(self) -> Mapping[str, Mapping[Span, list[Citation]]]:
        """The spans in order that notes and records with evidence quote, with their citations."""
        found: dict[str, dict[Span, list[Citation]]] = defaultdict(lambda: defaultdict(list))
        for citation in self.evidence.all_citations:
            table, record, _ = citation.cell
            if citation.method != "absent" and record in self.detailed.get(table, ()):
                found[citation.source][citation.span].append(citation)
        for note in self.evidence.notes:
            if note.record in self.detailed.get(self.evidence.convention.notes or "", ()):
                found[note.source].setdefault(note.span, [])
        return {source: dict(sorted(spans.items())) for source, spans in found.items()}

    @cached_property
    def marked(self) -> Mapping[str, list[Span]]:
        """What all citations and notes of a source cover, merged."""
        found: dict[str, list[Span]] = defaultdict(list)
        for citation in self.evidence.all_citations:
            if citation.method != "absent":
                found[citation.source].append(citation.span)
        for note in self.evidence.notes:
            found[note.source].append(note.span)
        return {source: merge(spans) for source, spans in found.items()}

    @cached_property
    def absences(self) -> Mapping[str, set[Span]]:
        """The paragraphs of each source in which a phrase was looked for and not found."""
        found: dict[str, set[Span]] = defaultdict(set)
        for citation in self.evidence.all_citations:
            if citation.method == "absent":
                found[citation.source].add(citation.span)
        return found

    @cached_property
    def passage_index(self) -> Mapping[str, SpanIndex]:
        """The passages of each source, to be asked for those that overlap a span."""
        return {source: SpanIndex(spans) for source, spans in self.passages.items()}

    @cached_property
    def _notes(self) -> Mapping[str, tuple[SpanIndex, Mapping[Span, list[Note]]]]:
        found: dict[str, dict[Span, list[Note]]] = defaultdict(lambda: defaultdict(list))
        for note in self.evidence.notes:
            found[note.source][note.span].append(note)
        return {source: (SpanIndex(notes), notes) for source, notes in found.items()}

    def notes_on(self, source: str, span: Span) -> list[Note]:
        """The notes on passages that overlap a span, in order."""
        if source not in self._notes:
            return []
        index, notes = self._notes[source]
        return [note for other in index.over(span) for note in notes[other]]

    @cached_property
    def linked(self) -> frozenset[Key]:
        """The records of tables without evidence that something on the page leads to."""
        notes = self.evidence.convention.notes or ""
        found = {(notes, note.record) for note in self.evidence.notes}
        found |= {target for target, links in self.backlinks.items() if links}
        for links in self.backlinks.values():
            for name, rows in links.items():
                is_composite = len(self.tables[name].schema.primary_key) > 1
                found |= {(name, row.key) for row in rows[: 1 if is_composite else SHOWN]}
        for group in self.references.values():
            found |= {(row.table.name, row.record.key) for row in group if not row.address}
        for rule in self.evidence.rules.values():
            if rule.external is not None:
                found |= {
                    (rule.external["resource"], row.key) for row in self._outside(rule.external)
                }
        return frozenset(found)

    def _outside(self, rule: Mapping[str, Any]) -> list[Record]:
        where = rule.get("where", {}).items()
        rows = self.tables[rule["resource"]].records
        return [row for row in rows if where <= row.cells.items()]

    def stated_source(self, text: str) -> tuple[str, str]:
        """Title and address of the package's source that a reference begins with, or two blanks.

        `sanpei/getEdinetData list.csv` begins with the end of a path in the descriptor's `sources`.
        """
        first, blank, _ = text.partition(" ")
        stated = self.package.descriptor.get("sources")
        for source in stated if first and blank and isinstance(stated, list) else ():
            if isinstance(source, dict) and str(source.get("path", "")).endswith(f"/{first}"):
                return str(source.get("title", first)), str(source["path"])
        return "", ""

    def only_in_source(self, table: Table) -> list[Record]:
        """The records of a table with outside facts for which no outside fact was found."""
        rules = [f.citation.external for f in table.schema.cited_fields if f.citation]
        settings = [rule for rule in rules if rule is not None]
        known = [self._outside_keys(rule) for rule in settings]
        return [
            record
            for record in (table.records if settings else ())
            if not any(
                tuple(record.cells[mine] for mine in rule["match"].values()) in keys
                for rule, keys in zip(settings, known, strict=True)
            )
        ]

    def _outside_keys(self, rule: Mapping[str, Any]) -> set[tuple[str, ...]]:
        rows = self._outside(rule)
        return {tuple(row.cells[theirs] for theirs in rule["match"]) for row in rows}


def open_content(package: Package, report: Report, sources: Path | None) -> Content:
    """Gather what the page shows of a package, with what a report says of it.

    Raises CannotRun where its tables cannot be read as evidence.
    """
    evidence = open_evidence(package, sources)
    records = {
        name: {record.key: record for record in table.records}
        for name, table in evidence.tables.items()
    }
    return Content(package, evidence, report, package.descriptor.get("explorer", {}), records)
