"""The citations stage: every cell is cited, derived again, and compared with its source."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    published_length,
    withhold,
)
from pincite.proof.passages import check_passages, check_vocabularies
from pincite.proof.prefilter import suspects
from pincite.proof.sources import check_declared, check_notes, check_passages_of, check_sources
from pincite.proof.subjects import Subjects
from pincite.report import Issue, Place, Stage, counted
from pincite.text import Transcript

LISTED = 20  # sources that are named one by one in a report
_SHARE = "{}: {:.1f} % of the text is quoted (limit {} %)"

__all__ = ["check_cell", "check_citations", "check_evidence", "count_classes", "count_methods"]


def check_citations(package: Package, sources: Path | None) -> Stage:
    """The stage for a package; a package without the convention has no citations to check."""
    if package.convention is None:
        return Stage("citations", remarks=("the package declares no citations",))
    with collector_paused():
        evidence = package_evidence(package, package.convention, sources)
        stage = check_evidence(evidence)
    return stage.replace(issues=(*withhold(stage.issues), *_unread(evidence)))


def _unread(evidence: Evidence) -> Iterator[Issue]:
    """A note where no folder of texts was named: what was proved then, and what was not."""
    if evidence.files is None and evidence.transcripts:
        sources = counted(len(evidence.transcripts), "sources")
        message = f"the quotes of {sources} were re-derived, but NOT compared with the text"
        path = evidence.tables[evidence.convention.sources].path
        yield Issue("quotes-unread", Place(path), message)


def check_evidence(evidence: Evidence) -> Stage:
    """All issues of the citations, with counts of what was derived, compared and typed by hand."""
    with collector_paused():
        issues: list[Issue] = []
        issues += check_sources(evidence)
        issues += check_declared(evidence)
        issues += check_passages_of(evidence)
        issues += check_targets(evidence)
        issues += check_spelling(evidence)
        for cell in suspects(evidence):
            issues += check_cell(evidence, cell)
        issues += check_notes(evidence)
        issues += check_passages(evidence)
        subjects = Subjects(evidence)
        issues += subjects.issues({issue.place for issue in issues})
        issues += check_vocabularies(evidence)
        issues += check_limits(evidence)
        issues += check_coverage(evidence)
        issues = _placed(evidence, issues)
        counts = _counts(evidence)
        counts |= {"subjects named": subjects.named, "subjects by note": subjects.by_note}
        return Stage("citations", counts, _remarks(evidence), tuple(issues))


def _placed(evidence: Evidence, issues: list[Issue]) -> list[Issue]:
    """Issues of citations with the place in the original document, where its map is at hand.

    A header is named only where a quote of the package publishes its words; else by its number.
    """
    if not evidence.places or not issues:
        return issues
    words: dict[Place, str] = {}
    known: dict[str, Transcript] = {}
    for citation in evidence.all_citations:
        places = evidence.places.get(citation.source)
        if places is not None:
            if citation.source not in known:
                known[citation.source] = _published(evidence, citation.source)
            found = places.spot(citation.span).words(known[citation.source].slice)
            words[evidence.place_of(citation)] = found
    return [
        issue.replace(message=f"{issue.message} ({words[issue.place]})")
        if words.get(issue.place)
        else issue
        for issue in issues
    ]


def _published(evidence: Evidence, source: str) -> Transcript:
    """What the quotes of a source give away."""
    citations = evidence.all_citations
    return Transcript.of_quotes(
        (citation.span.start, citation.quote) for citation in citations if citation.source == source
    )


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


def _counts(evidence: Evidence) -> dict[str, int]:
    methods = count_methods(evidence)
    named = {name: methods[name] for name in sorted(METHODS)}
    whole = {name for name, transcript in evidence.transcripts.items() if transcript.is_whole}
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
        **count_classes(evidence, methods),
        **named,
        "quotes": seen["quotes"],
        "quotes compared": seen["quotes compared"],
        "notes": len(evidence.notes),
        "note quotes": sum(1 for note in evidence.notes if note.quote),
        "note quotes compared": sum(1 for n in evidence.notes if n.quote and n.source in whole),
        "passages elsewhere by note": seen["elsewhere"],
        "absences proved": seen["absences"],
        "sources": len(evidence.transcripts),
        "sources compared": len(whole),
        "sources without quote limits": sum(
            has_no_limits(evidence, name) for name in evidence.transcripts
        ),
        "sources covered in part": sum(
            declared_of(evidence, name, "coverage_scope") != "whole"
            for name in evidence.transcripts
        ),
        "code points quoted": sum(published_length(evidence, n) for n in evidence.transcripts),
        "code points of sources": sum(known.length or 0 for known in evidence.transcripts.values()),
    }


def _remarks(evidence: Evidence) -> tuple[str, ...]:
    shares = {
        name: 100 * published_length(evidence, name) / transcript.length
        for name, transcript in evidence.transcripts.items()
        if transcript.length
    }
    if len(evidence.transcripts) <= LISTED:
        return tuple(_SHARE.format(name, shares[name], UNION_PERCENT) for name in shares)
    most = max(shares, key=lambda name: shares[name], default="")
    return (_SHARE.format(f"{most}, the most quoted", shares[most], UNION_PERCENT),) if most else ()
