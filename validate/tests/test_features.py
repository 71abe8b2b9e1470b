"""What users of frictionless ask for: each feature is there, and where, or refused, and why."""

from __future__ import annotations

import re

import pytest

from pincite.cli.options import VERBS, parser
from support import TOOL, run_command

ROW = re.compile(r"^\| (\d+) \| ([^|]+) \| ([^|]+) \| (.+) \|$", re.MULTILINE)


def features() -> list[tuple[int, str, str, str]]:
    text = (TOOL / "docs/differences.md").read_text(encoding="utf-8")
    part = text[text.index("## What users of frictionless ask for") :]
    return [(int(n), what, here, where) for n, what, here, where in ROW.findall(part)]


FEATURES = features()


def test_there_are_eighteen_in_order() -> None:
    assert [number for number, *_ in FEATURES] == list(range(1, 19))
    assert {here for _, _, here, _ in FEATURES} == {"there", "partly", "refused"}


@pytest.mark.parametrize(("number", "what", "here", "where"), FEATURES, ids=lambda x: str(x)[:30])
def test_what_is_there_is_documented_and_tested(
    number: int, what: str, here: str, where: str
) -> None:
    documents = re.findall(r"\]\(([a-z-]+\.md)\)", where) + ["differences.md"] * (
        "this page" in where
    )
    tests = re.findall(r"`(tests/[a-z_/]+\.py)`", where)
    for name in [*(f"docs/{document}" for document in documents), *tests]:
        assert (TOOL / name).is_file(), name
    if here != "refused":
        assert documents, number
        assert tests, number
        for name in tests:
            assert "def test_" in (TOOL / name).read_text(encoding="utf-8")
    if here != "there":
        assert len(where.split()) > 15, f"{what}: a reason is more than a few words"


def test_the_options_that_are_named_exist() -> None:
    named = {
        match for _, _, _, where in FEATURES for match in re.findall(r"(?<![\w-])--[a-z-]+", where)
    }
    assert len(named) > 6
    known: set[str] = set()
    for verb in VERBS:
        (commands,) = (one for one in parser([verb])._actions if isinstance(one.choices, dict))
        assert isinstance(commands.choices, dict)
        known.update(name for one in commands.choices[verb]._actions for name in one.option_strings)
    assert len(known) > 50
    assert named <= known


@pytest.mark.parametrize("address", ["postgresql://h/db", "s3://b/t.csv", "sqlite:///t.db"])
def test_what_cannot_be_fetched_is_refused_with_what_to_do(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run_command(capsys, "validate", address)
    assert code == 2
    assert "is not fetched: write what is there to a file" in err
    assert "--fetch" not in err
