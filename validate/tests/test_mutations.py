"""What people typed, which validation cannot prove, is held by the build against its seeds.

Changes of every other cell are the business of tests/mutants.
"""

from __future__ import annotations

from collections import Counter

import pytest

from pincite.citations import Cell, Evidence, cell_method, gather_evidence, read_tables
from pincite.files.write import csv_text
from pincite.package import Convention, Package, open_package
from pincite.seeds.compile import compile_tables
from pincite.seeds.generate import compare_files, generate_texts
from pincite.types import compile_field
from support import ROOT

OFFSET = compile_field({"name": "start", "type": "integer"})
BY_HAND = {"judged", "external", "written"}


@pytest.fixture(scope="module")
def package() -> Package:
    return open_package(ROOT)


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
