"""The citations stage: every cell is cited, derived again, and compared with its source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from pincite.checks.citations.cells import check_cell, check_spelling, check_targets
from pincite.checks.citations.coverage import check_coverage
from pincite.checks.citations.limits import UNION_PERCENT, check_limits, published_length
from pincite.checks.citations.passages import check_passages
from pincite.checks.citations.sources import check_notes, check_sources
from pincite.checks.citations.vocabularies import check_vocabularies
from pincite.evidence import Evidence, cell_method, gather_evidence
from pincite.package import Package, Table
from pincite.phrases import DERIVED_METHODS
from pincite.report import Issue, Stage

__all__ = ["check_cell", "check_citations", "check_evidence", "count_methods"]


def check_citations(package: Package, tables: Mapping[str, Table], sources: Path | None) -> Stage:
    """The stage for a package; a package without the convention has no citations to check."""
    if package.convention is None:
        return Stage("citations", notes=("the package declares no citations",))
    return check_evidence(gather_evidence(package.convention, tables, sources))


def check_evidence(evidence: Evidence) -> Stage:
    """All issues of the citations, with counts of what was derived, compared and typed by hand."""
    issues: list[Issue] = []
    issues += check_sources(evidence)
    issues += check_targets(evidence)
    issues += check_spelling(evidence)
    for cell in evidence.cells:
        issues += check_cell(evidence, cell)
    issues += check_notes(evidence)
    issues += check_passages(evidence)
    issues += check_vocabularies(evidence)
    issues += check_limits(evidence)
    issues += check_coverage(evidence)
    return Stage("citations", _counts(evidence), _notes(evidence), tuple(issues))


def count_methods(evidence: Evidence) -> Counter[str]:
    """How many non-empty cells rest on each method; a cell counts under its first citation's."""
    counts: Counter[str] = Counter()
    for cell, text in evidence.cells.items():
        if text == "":
            continue
        rule = evidence.rules[cell.table, cell.field]
        counts[cell_method(rule, evidence.citations.get(cell, ()))] += 1
    return counts


def _counts(evidence: Evidence) -> dict[str, int]:
    methods = count_methods(evidence)
    derived = {name: methods[name] for name in sorted(DERIVED_METHODS | {"position"})}
    by_hand = {name: methods[name] for name in ("absent", "judged", "external", "written")}
    whole = {name for name, transcript in evidence.transcripts.items() if transcript.is_whole}
    seen: Counter[str] = Counter()
    for citation in evidence.all_citations:
        is_compared = citation.source in whole
        seen["citations"] += 1
        seen["quotes"] += bool(citation.quote)
        seen["quotes compared"] += bool(citation.quote) and is_compared
        seen["elsewhere"] += bool(citation.note) and (
            citation.method != "judged" and citation.part == "value"
        )
        seen["absences"] += citation.method == "absent" and is_compared
    return {
        "cells": sum(methods.values()),
        "citations": seen["citations"],
        "re-derived": sum(derived.values()),
        **derived,
        **by_hand,
        "quotes": seen["quotes"],
        "quotes compared": seen["quotes compared"],
        "notes": len(evidence.notes),
        "note quotes": sum(1 for note in evidence.notes if note.quote),
        "note quotes compared": sum(1 for n in evidence.notes if n.quote and n.source in whole),
        "passages elsewhere by note": seen["elsewhere"],
        "absences proved": seen["absences"],
        "sources": len(evidence.transcripts),
        "sources compared": len(whole),
        "code points quoted": sum(published_length(evidence, n) for n in evidence.transcripts),
        "code points of sources": sum(known.length or 0 for known in evidence.transcripts.values()),
    }


def _notes(evidence: Evidence) -> tuple[str, ...]:
    notes = []
    for name, transcript in evidence.transcripts.items():
        if transcript.length:
            share = 100 * published_length(evidence, name) / transcript.length
            notes.append(f"{name}: {share:.1f} % of the text is quoted (limit {UNION_PERCENT} %)")
        if not transcript.is_whole:
            notes.append(
                f"{name}: quotes were re-derived but NOT compared with the text;"
                " name its folder with --sources or PINCITE_SOURCES"
            )
    return tuple(notes)
