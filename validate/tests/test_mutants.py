"""A small part of the mutation run (`python tests/mutants/run.py`), and whether it judges right."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mutants.changes import changes
from mutants.judge import Judge, Mutant
from mutants.run import BY_PEOPLE, every_mutant, explained, run
from pincite.citations import Cell
from support import (
    ARTICLE_SOURCES,
    GOLDEN,
    GOLDEN_SOURCES,
    OTHER_PACKAGES,
    OTHER_SOURCES,
    ROOT,
    copy_package,
    needs_article,
)

Make = Callable[[], Judge]
PACKAGES = [
    pytest.param(lambda: Judge(ROOT, ARTICLE_SOURCES), 300, id="released", marks=needs_article),
    pytest.param(lambda: Judge(ROOT, None), 600, id="released, without its text"),
    pytest.param(lambda: Judge(GOLDEN, GOLDEN_SOURCES), 40, id="golden"),
    pytest.param(lambda: Judge(OTHER_PACKAGES / "valley-trams", OTHER_SOURCES), 100, id="trams"),
    pytest.param(lambda: Judge(OTHER_PACKAGES / "tea-gardens", OTHER_SOURCES), 100, id="tea"),
]


@pytest.mark.long
@pytest.mark.parametrize(("make", "stride"), PACKAGES)
def test_only_explained_changes_survive(make: Make, stride: int) -> None:
    judge = make()
    made, killed, survivors = run(judge, stride)
    assert [named for named in survivors if named[0] not in explained(judge)] == []
    assert sum(made.values()) > 400
    assert 0 < sum(killed.values()) < sum(made.values())
    assert len({kind for kind, _ in made}) > 15


@pytest.mark.parametrize(("make", "stride"), PACKAGES)
def test_nothing_is_killed_that_was_not_changed(make: Make, stride: int) -> None:
    judge = make()
    looked_at = 0
    for table in judge.tables.values():
        for at, record in enumerate(table.records):
            for name in table.schema.names:
                looked_at += 1
                if looked_at % max(97, stride // 2) == 0:
                    assert not judge.kills(Mutant(table.name, at, name, record.cells[name]))
    assert looked_at > 300


@pytest.mark.long
def test_what_is_judged_again_is_what_a_whole_run_says(tmp_path: Path) -> None:
    for source, texts in [
        (GOLDEN, GOLDEN_SOURCES),
        (GOLDEN, None),
        (OTHER_PACKAGES / "valley-trams", OTHER_SOURCES),
        (OTHER_PACKAGES / "tea-gardens", None),
    ]:
        judge = Judge(source, texts)
        copy = copy_package(source, tmp_path / f"{source.name}-{texts is None}")
        verdicts = set()
        mutants = [(kind, mutant) for kind, _, mutant in every_mutant(judge)]
        typed = [pair for pair in mutants if pair[0] in BY_PEOPLE]
        for _, mutant in mutants[:: len(mutants) // 5] + typed[:: len(typed) // 3]:
            verdict = judge.kills(mutant)
            assert judge.kills_in_a_whole_run(mutant, copy) == verdict, mutant
            verdicts.add(verdict)
        assert verdicts == {True, False}


def test_a_judged_value_changed_with_its_citation_survives_and_a_derived_one_does_not() -> None:
    judge = Judge(GOLDEN, GOLDEN_SOURCES)
    assert judge.kills_pair(Cell("grants", "electric-ferries", "amount"), "2500001")
    assert not judge.kills_pair(Cell("parties", "tern", "kind"), "council")


@given(st.text(max_size=12), st.sampled_from(["string", "integer", "number"]))
def test_changes_differ_from_the_text_and_from_each_other(text: str, kind: str) -> None:
    found = [changed for _, changed in changes(text, kind, ["code"], [text, "other"])]
    assert text not in found
    assert len(set(found)) == len(found)
