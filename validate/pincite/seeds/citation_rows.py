"""Seed rows of citations: is a row complete for its method, and which citation does it make?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping

from pincite.citations import Cell, Citation, Evidence
from pincite.grammar import EVIDENCE_METHODS
from pincite.package import Schema
from pincite.report import Issue
from pincite.seeds.reading import SeedRow, SourceSeed
from pincite.text import Span

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
    """A record's key as the tables spell it, or None where the text is no key of the table."""
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
    if method not in rule.methods or method not in EVIDENCE_METHODS | {"written"}:
        message = f"the field does not allow the method {method}"
        return Issue("method-not-allowed", place, message, method, ", ".join(rule.methods))
    fault = _shape_fault(method, cells)
    if not cells["quote"] and (cells["prefix"] or cells["suffix"]):
        fault = "prefix and suffix stand beside a quote"
    return None if fault is None else Issue("seed-row", place, fault)


def is_offset(text: str) -> bool:
    """Whether a text is an offset: up to twelve ASCII digits."""
    return text.isascii() and text.isdecimal() and len(text) <= 12


def _shape_fault(method: str, cells: Mapping[str, str]) -> str | None:
    """What a row gives too little or too much for its method, if anything."""
    if cells["part"] not in ("", "value", "anchor"):
        return "part is value, which is the default, or anchor"
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
