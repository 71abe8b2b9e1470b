"""Phrases: each is used, and each stands for a code that its fields can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pincite.citations import Evidence
from pincite.report import Issue, Place


def check_vocabularies(evidence: Evidence) -> Iterator[Issue]:
    """Phrases that no citation uses, and codes that no field of the vocabulary allows.

    A phrase is used by a `term` citation that quotes it, and by an `absent` citation of its
    vocabulary, which looks for it.
    """
    table = evidence.tables[evidence.convention.phrases]
    used: set[tuple[str, str, str]] = set()
    searched: set[tuple[str, str]] = set()
    names = ("table", "field", "source_id", "method", "quote")
    for name, field, source, method, quote in evidence.citation_texts(*names):
        if method not in ("term", "absent"):
            continue
        rule = evidence.rules.get((name, field))
        language = evidence.languages.get(source, "")
        if rule is None or rule.vocabulary is None:
            continue
        if method == "term":
            used.add((rule.vocabulary, language, quote))
        else:
            searched.add((rule.vocabulary, language))
    allowed = _allowed_codes(evidence)
    for record in table.records:
        cells = record.cells
        vocabulary, language = cells["vocabulary"], cells["language"]
        place = Place(table.path, record.line, record.key, "phrase")
        is_used = (vocabulary, language, cells["phrase"]) in used
        if not is_used and (vocabulary, language) not in searched:
            message = "no citation uses this phrase"
            yield Issue("phrase-unused", place, message, cells["phrase"])
        codes = allowed.get(vocabulary)
        if codes is not None and cells["code"] not in codes:
            message = f"no field with the vocabulary {vocabulary} can hold this code"
            expected = ", ".join(sorted(codes))
            yield Issue("phrase-code", place, message, cells["code"], expected)


def _allowed_codes(evidence: Evidence) -> dict[str, set[str]]:
    """Codes by vocabulary, for those vocabularies whose fields all have an enum."""
    allowed: dict[str, set[str]] = defaultdict(set)
    open_ended = set()
    for (table, name), rule in evidence.rules.items():
        field = evidence.tables[table].schema.field(name)
        if rule.vocabulary is None or field is None:
            continue
        enum = field.constraints.get("enum")
        if enum is None:
            open_ended.add(rule.vocabulary)
        else:
            allowed[rule.vocabulary].update(str(code) for code in enum)
    return {name: codes for name, codes in allowed.items() if name not in open_ended}
