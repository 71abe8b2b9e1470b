"""What the filled cells rest on, each counted once (docs/convention.md, what a validator checks).

Nothing is called proved here. A class says how a value follows, and silence is told apart by
whether its paragraph was searched in this run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from pincite.citations import CitedRows, Evidence, TableCells, cell_method
from pincite.grammar import GRAMMAR_METHODS, NotUnderstood, derive
from pincite.package import CitationRule

DERIVED = "derived by the grammar"
DECLARED = "currency by declaration"
COPIED = "word for word"
VOCABULARY = "read through a vocabulary"
SEARCHED = "silence compared"
NOT_SEARCHED = "silence not compared"
POSITION = "by position"
CLASSES = (
    *(DERIVED, DECLARED, COPIED, VOCABULARY, SEARCHED, NOT_SEARCHED, POSITION),
    *("judged", "external", "written", "uncited"),
)
_OF_METHODS = {
    **dict.fromkeys(GRAMMAR_METHODS, DERIVED),
    "verbatim": COPIED,
    "term": VOCABULARY,
    "absent": NOT_SEARCHED,
    "position": POSITION,
}


def count_methods(evidence: Evidence) -> Counter[str]:
    """How many non-empty cells rest on each method; a cell counts under its first citation's."""
    counts: Counter[str] = Counter()
    rules, citations = evidence.rules, evidence.citations
    if isinstance(evidence.cells, TableCells) and isinstance(citations, CitedRows):
        for name, table, fields in evidence.cells.tables():
            for key, row in zip(table.keys, table.rows, strict=True):
                first = citations.methods(name, key)
                for at, field in fields:
                    if row[at] != "":
                        counts[first.get(field) or cell_method(rules[name, field], ())] += 1
        return counts
    for cell, text in evidence.cells.items():
        if text != "":
            counts[cell_method(rules[cell.table, cell.field], citations.get(cell, ()))] += 1
    return counts


def count_classes(
    evidence: Evidence,
    methods: Counter[str] | None = None,
    whole: Collection[str] | None = None,
) -> dict[str, int]:
    """How many non-empty cells are in each of CLASSES; the sum is that of the filled cells.

    `whole` are the sources whose text is at hand, None where nobody has looked yet.
    """
    if whole is None:
        whole = {name for name, known in evidence.transcripts.items() if known.is_whole}
    counts: Counter[str] = Counter()
    for method, number in (methods or count_methods(evidence)).items():
        counts[_OF_METHODS.get(method, method)] += number
    declared, searched = _declared_and_searched(evidence, whole)
    counts += Counter({DECLARED: declared, SEARCHED: searched})
    counts.subtract({DERIVED: declared, NOT_SEARCHED: searched})
    return {name: counts[name] for name in CLASSES if counts[name] or name != "uncited"}


def _declared_and_searched(evidence: Evidence, whole: Collection[str]) -> tuple[int, int]:
    """Cells whose currency a person declared, and cells of silence whose text is at hand."""
    declared = searched = 0
    names = ("table", "record_id", "field", "seq", "source_id", "method", "quote", "value")
    for table, _, field, seq, source, method, quote, value in evidence.citation_texts(*names):
        rule = evidence.rules.get((table, field))
        if seq != "1" or rule is None or not value:
            continue
        if method == "absent":
            searched += source in whole
        elif method in ("amount", "currency") and source in evidence.languages:
            is_open = rule.currencies or evidence.currencies.get(source)
            declared += bool(is_open and _needs_currencies(evidence, rule, source, method, quote))
    return declared, searched


def _needs_currencies(
    evidence: Evidence, rule: CitationRule, source: str, method: str, quote: str
) -> bool:
    """Whether a phrase of money is not understood unless somebody says which currency it means."""
    settings = replace(rule.settings(), currencies={})
    language = evidence.languages[source]
    try:
        derive(
            method,
            quote,
            phrases=evidence.phrases,
            vocabulary=None,
            language=language,
            settings=settings,
        )
    except NotUnderstood:
        return True
    return False
