"""The citations stage: every cell is cited, derived again, and compared with its source."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pincite.citations import Evidence, package_evidence
from pincite.grammar import METHODS
from pincite.package import Package
from pincite.proof.cells import check_cell, check_spelling, check_targets
from pincite.proof.classes import count_classes, count_methods
from pincite.proof.coverage import (
    UNION_PERCENT,
    check_coverage,
    check_limits,
    declared_of,
    has_no_limits,
    withhold,
)
from pincite.proof.passages import check_passages, check_vocabularies
from pincite.proof.prefilter import suspects
from pincite.proof.shares import Looked, see
from pincite.proof.sources import check_declared, check_notes, check_passages_of, check_sources
from pincite.proof.subjects import Subjects
from pincite.report import Issue, Place, Stage, counted
from pincite.text import Transcript

if TYPE_CHECKING:
    from pincite.tables.splits.engines import Engine

LISTED = 20  # sources that are named one by one in a report

__all__ = ["check_cell", "check_citations", "check_evidence", "count_classes", "count_methods"]


def check_citations(package: Package, sources: Path | None, engine: Engine | None = None) -> Stage:
    """The stage for a package; a package without the convention has no citations to check.

    Where there are many citations, an `engine` looks at them by their sources.
    """
    if package.convention is None:
        return Stage("citations", remarks=("the package declares no citations",))
    with collector_paused():
        evidence = package_evidence(package, package.convention, sources)
        stage = check_evidence(evidence, engine)
    return stage.replace(issues=(*withhold(stage.issues), *_unread(evidence)))


def _unread(evidence: Evidence) -> Iterator[Issue]:
    """A note where no folder of texts was named: what was proved then, and what was not."""
    if evidence.files is None and evidence.transcripts:
        sources = counted(len(evidence.transcripts), "sources")
        message = f"the quotes of {sources} were re-derived, but NOT compared with the text"
        path = evidence.tables[evidence.convention.sources].path
        yield Issue("quotes-unread", Place(path), message)


def check_evidence(evidence: Evidence, engine: Engine | None = None) -> Stage:
    """All issues of the citations, with counts of what was derived, compared and typed by hand."""
    with collector_paused():
        seen = see(evidence, engine)
        issues: list[Issue] = []
        issues += check_sources(evidence, seen.left("keeps_file"))
        issues += check_declared(evidence)
        issues += check_passages_of(evidence)
        issues += check_targets(evidence)
        issues += check_spelling(evidence)
        for cell in suspects(evidence, seen.marks):
            issues += check_cell(evidence, cell)
        issues += check_notes(evidence, seen.known("keeps_notes"))
        issues += check_passages(evidence, seen.marks)
        subjects = Subjects(evidence)
        issues += subjects.issues({issue.place for issue in issues})
        issues += check_vocabularies(evidence)
        issues += check_limits(evidence, seen.left("keeps_limits"))
        issues += check_coverage(evidence, seen.left("is_covered"))
        issues = _placed(evidence, issues, seen.known("is_mapped"))
        counts = _counts(evidence, seen.sources)
        counts |= {"subjects named": subjects.named, "subjects by note": subjects.by_note}
        return Stage("citations", counts, _remarks(evidence, seen.sources), tuple(issues))


def _placed(evidence: Evidence, issues: list[Issue], mapped: set[str]) -> list[Issue]:
    """Issues of citations with the place in the original document, where its map is at hand.

    A header is named only where a quote of the package publishes its words; else by its number.
    """
    cited = evidence.tables[evidence.convention.citations].path
    wanted = {issue.place for issue in issues if issue.place.file == cited}
    if not wanted or not mapped:
        return issues
    words: dict[Place, str] = {}
    known: dict[str, Transcript] = {}
    for citation in evidence.all_citations:
        source = citation.source
        if source in mapped and evidence.place_of(citation) in wanted:
            if source not in known:
                quotes = evidence.citations_of(source)
                known[source] = Transcript.of_quotes((one.span.start, one.quote) for one in quotes)
            found = evidence.places[source].spot(citation.span).words(known[source].slice)
            words[evidence.place_of(citation)] = found
    return [
        issue.replace(message=f"{issue.message} ({words[issue.place]})")
        if words.get(issue.place)
        else issue
        for issue in issues
    ]


@contextmanager
def collector_paused() -> Iterator[None]:
    """Without the search for reference cycles, whose cost grows with all that is in memory."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _counts(evidence: Evidence, sources: Mapping[str, Looked]) -> dict[str, int]:
    methods = count_methods(evidence)
    named = {name: methods[name] for name in sorted(METHODS)}
    whole = {name for name, looked in sources.items() if looked.is_cited}
    seen: Counter[str] = Counter()
    names = ("source_id", "part", "method", "quote", "note")
    for source, part, method, quote, note in evidence.citation_texts(*names):
        seen["citations"] += 1
        if quote:
            seen["quotes"] += 1
            seen["quotes compared"] += source in whole
        if method == "absent":
            seen["absences"] += source in whole
        if note and method != "judged" and part == "value":
            seen["elsewhere"] += 1
    return {
        "cells": sum(methods.values()),
        "citations": seen["citations"],
        **count_classes(evidence, methods, whole),
        **named,
        "quotes": seen["quotes"],
        "quotes compared": seen["quotes compared"],
        "notes": len(evidence.notes),
        "note quotes": sum(1 for note in evidence.notes if note.quote),
        "note quotes compared": sum(1 for n in evidence.notes if n.quote and n.source in whole),
        "passages elsewhere by note": seen["elsewhere"],
        "absences proved": seen["absences"],
        "sources": len(sources),
        "sources compared": len(whole),
        "sources without quote limits": sum(has_no_limits(evidence, name) for name in sources),
        "sources covered in part": sum(
            declared_of(evidence, name, "coverage_scope") != "whole" for name in sources
        ),
        "code points quoted": sum(looked.published for looked in sources.values()),
        "code points of sources": sum(looked.length or 0 for looked in sources.values()),
    }


def _remarks(evidence: Evidence, sources: Mapping[str, Looked]) -> tuple[str, ...]:
    shares = {
        name: 100 * looked.published / looked.length
        for name, looked in sources.items()
        if looked.length
    }
    if len(sources) <= LISTED:
        return tuple(_share(evidence, name, name, shares[name]) for name in shares)
    most = max(shares, key=lambda name: shares[name], default="")
    return (_share(evidence, most, f"{most}, the most quoted", shares[most]),) if most else ()


def _share(evidence: Evidence, source: str, named: str, share: float) -> str:
    limit = "" if has_no_limits(evidence, source) else f" (limit {UNION_PERCENT} %)"
    return f"{named}: {share:.1f} % of the text is quoted{limit}"
