"""Every one-character change of a derived cell, quote, offset, method or value is caught.

Only the changed cell is derived again. What frictionless refuses by type, enum or pattern before
that counts as caught by the tables stage. `judged`, `external` and `written` cells and phrases are
a person's words: `build --check` catches them, counted apart.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from pincite.build.compare import compare_files
from pincite.build.compile import compile_tables
from pincite.build.generate import generate_texts
from pincite.cells import compile_field
from pincite.checks.citations import check_cell
from pincite.evidence import (
    Cell,
    Citation,
    Evidence,
    cell_method,
    gather_evidence,
    read_tables,
)
from pincite.package import Convention, Package, csv_text, open_package
from pincite.phrases import DERIVED_METHODS
from pincite.text import Span
from support import ARTICLE_SOURCES, ROOT, needs_article, one_character_changes

OFFSET = compile_field({"name": "start", "type": "integer"})
BY_HAND = {"judged", "external", "written"}


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package(ROOT)


@pytest.fixture(scope="module")
def evidence(package: Package) -> Evidence:
    assert package.convention is not None
    return gather_evidence(package.convention, read_tables(package), ARTICLE_SOURCES)


def survives(evidence: Evidence, cell: Cell, citations: tuple[Citation, ...]) -> bool:
    changed = replace(evidence, citations={**evidence.citations, cell: citations})
    issues = check_cell(changed, cell)
    names = {(issue.place.record, issue.place.field) for issue in issues}
    named = {(cell.record, cell.field), (f"{cell.table} {cell.record}", cell.field)}
    return not issues or not names <= named


@needs_article
def test_no_change_of_a_derived_cell_survives(evidence: Evidence) -> None:
    tried: Counter[str] = Counter()
    survivors = []
    for cell, text in evidence.cells.items():
        rule = evidence.rules[cell.table, cell.field]
        method = cell_method(rule, evidence.citations.get(cell, ()))
        if text == "" or method in BY_HAND:
            continue
        for changed in one_character_changes(text):
            tried[method] += 1
            issues = check_cell(replace(evidence, cells={**evidence.cells, cell: changed}), cell)
            if [(i.place.record, i.place.field) for i in issues] != [(cell.record, cell.field)]:
                survivors.append((cell, changed))
    print(dict(tried))
    assert survivors == []
    used = DERIVED_METHODS - {"percentage_points", "count", "ordinal"}  # this package has none
    assert set(tried) == used | {"absent", "position"}
    assert sum(tried.values()) > 10_000


def changes(field: str, text: str) -> dict[str, Any]:
    return {field: text}


def changed_citations(citation: Citation) -> list[tuple[str, Citation | None]]:
    """The changed citations by kind; None where the changed text is no citation at all."""
    found: list[tuple[str, Citation | None]] = []
    for field in ("quote", "method", "value", "part", "source"):
        texts = one_character_changes(getattr(citation, field))
        found += [(field, replace(citation, **changes(field, text))) for text in texts]
    for field, other in (("start", citation.span.end), ("end", citation.span.start)):
        own = getattr(citation.span, field)
        for text in one_character_changes(str(own)):
            value, faults = OFFSET.read(text)
            is_refused = bool(faults) or text != str(value)  # by type, or as another spelling
            ends = (value, other) if field == "start" else (other, value)
            found.append((field, None if is_refused else replace(citation, span=Span(*ends))))
    return found


@needs_article
def test_no_change_of_a_citation_survives(evidence: Evidence) -> None:
    tried: Counter[str] = Counter()
    survivors = []
    for cell, group in evidence.citations.items():
        for number, citation in enumerate(group):
            for kind, changed in changed_citations(citation):
                if kind == "value" and citation.method == "judged":
                    kind = "judged value"  # noqa: PLW2901
                tried[kind] += 1
                if changed is None:
                    continue  # refused before: type-error or number-spelling, see changed_citations
                others = (*group[:number], changed, *group[number + 1 :])
                if survives(evidence, cell, others):
                    survivors.append((kind, cell, changed))
    print(dict(tried))
    assert survivors == []
    assert tried["quote"] > 10_000
    assert all(tried[kind] > 1_000 for kind in ("start", "end", "method", "value"))


def test_changes_of_what_people_typed_are_caught_by_the_build(package: Package) -> None:
    assert isinstance(package.convention, Convention)
    compiled = compile_tables(package, package.convention)
    texts = generate_texts(package, compiled.tables)
    evidence = gather_evidence(package.convention, read_tables(package), None)
    typed: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for table in compiled.tables.values():
        names = table.schema.names
        rows = [[record.cells[name] for name in names] for record in table.records]
        for number, record in enumerate(table.records):
            for at, name in enumerate(names):
                kind = typed_by_hand(evidence, table.name, record.key, name)
                if kind is None or rows[number][at] == "":
                    continue
                row = rows[number]
                changed = [*row[:at], row[at] + "x", *row[at + 1 :]]
                text = csv_text(names, [*rows[:number], changed, *rows[number + 1 :]])
                typed[kind] += 1
                if typed[kind] % 5 == 1:  # a fifth of them: each reads and compares a whole table
                    tried[kind] += 1
                    place = compared(package, table.path, text, texts)
                    key = (record.key, None) if name in table.schema.primary_key else None
                    assert (key or (record.key, name)) in place
    print(dict(typed), dict(tried))
    assert set(tried) == {*BY_HAND, "phrases", "notes"}
    assert all(number > 5 for number in tried.values())


def typed_by_hand(evidence: Evidence, table: str, record: str, field: str) -> str | None:
    if table == "phrases":
        return "phrases"
    if table == "source_notes":
        return "notes"
    rule = evidence.rules.get((table, field))
    if rule is None:
        return None
    method = cell_method(rule, evidence.citations.get(Cell(table, record, field), ()))
    return method if method in BY_HAND else None


def compared(
    package: Package, path: str, found: str, texts: dict[str, str]
) -> set[tuple[str | None, str | None]]:
    """What `build --check` names where the file at a path has another text than the build's."""
    swapped = {path: found}  # the file on disk plays the build, the changed text the file
    assert (package.root / path).read_text(encoding="utf-8") == texts[path]
    issues = compare_files(package, swapped)
    return {(issue.place.record, issue.place.field) for issue in issues}


@needs_article
def test_the_unchanged_evidence_has_no_issue(evidence: Evidence) -> None:
    assert len(evidence.cells) > 300
    assert [issue for cell in evidence.cells for issue in check_cell(evidence, cell)] == []
