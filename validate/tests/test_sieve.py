"""The sieve passes over no cell that the exact check finds fault with, whatever is changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus import write_package
from pincite.citations import Evidence, gather_evidence, read_tables
from pincite.grammar.words import words_of
from pincite.package import Convention, Package, open_package
from pincite.proof import check_evidence
from pincite.proof.coverage import check_limits
from pincite.proof.guards import find_neighbour
from pincite.proof.prefilter import ASKS_MORE, held_phrases, suspects
from pincite.proof.shares import see
from pincite.tables.text_table import Rows, Table
from pincite.text import Span, Transcript, find_all
from pincite.text.mentions import Names
from support import one_character_changes

CONVENTION = Convention("citations", "sources", "phrases", None)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    write_package(folder / "package", folder / "texts", 1)
    return folder


@pytest.fixture(scope="module")
def package(folder: Path) -> Package:
    return open_package(folder / "package")


def exactly(evidence: Evidence) -> Evidence:
    """The same evidence in maps that the sieve and its kin do not look through."""
    return replace(evidence, cells=dict(evidence.cells), citations=dict(evidence.citations))


def changed(table: Table, generator: random.Random) -> Iterator[Table]:
    """The table with one cell changed, in different ways."""
    names = table.schema.names
    for _ in range(9):
        number, at = generator.randrange(len(table.rows)), generator.randrange(len(names))
        rows = [list(row) for row in table.rows]
        text = generator.choice([*one_character_changes(rows[number][at]), rows[number - 1][at]])
        if names[at] in ("seq", "start", "end", "code_points"):
            text = str(int(rows[number][at]) + generator.choice([-1, 1, 10]))
        rows[number][at] = text
        yield replace(table, records=Rows(table.schema, list(enumerate(rows, 2))))


def test_a_sound_package_leaves_the_exact_check_nothing(folder: Path, package: Package) -> None:
    evidence = gather_evidence(CONVENTION, read_tables(package), folder / "texts")
    assert len(evidence.cells) == 7 * 15 + 2
    assert list(suspects(evidence, see(evidence).marks)) == []
    assert check_evidence(evidence).issues == ()
    assert len(list(suspects(exactly(evidence), see(exactly(evidence)).marks))) == len(
        evidence.cells
    )


def test_the_verdict_is_that_of_the_exact_check(folder: Path, package: Package) -> None:
    tables = read_tables(package)
    generator = random.Random(5)
    codes: set[str] = set()
    faulty = 0
    for sources in (folder / "texts", None):
        for name in ("citations", "pledges", "sources", "phrases"):
            for table in changed(tables[name], generator):
                evidence = gather_evidence(CONVENTION, {**tables, name: table}, sources)
                if len({*evidence.cells}) < len(evidence.cells):
                    continue  # two records with one key: the tables stage refuses them
                found, expected = check_evidence(evidence), check_evidence(exactly(evidence))
                assert set(found.issues) == set(expected.issues)
                assert found.counts == expected.counts
                assert found.remarks == expected.remarks
                codes |= {issue.code for issue in found.issues}
                faulty += bool(found.issues)
    print(faulty, sorted(codes))
    assert faulty > 40
    assert len(codes) > 12


@pytest.mark.long
def test_a_guard_asks_less_of_the_methods_that_are_said_to_be_asked_less() -> None:
    tables = words_of("en")
    assert tables is not None
    words = {hedge.phrase for hedge in (*tables.hedges, *tables.vague[:80])} | tables.negations
    before = ["", "the ", "2 ", "-", "rose from ", "un", "5 to ", *(f"{word} " for word in words)]
    behind = ["", " a year", " or more", "/day", "-7", "s", " to 9", "% of", ", plus tax", " yen"]
    quotes = ("2.5 million euros", "15%", "in May 2018", "about 40 per cent", "Tern Marine")
    tried = 0
    for left in before:
        for right in behind:
            for quote in quotes:
                text = f"They said {left}{quote}{right} there.\n"
                start = 10 + len(left)
                span, transcript = Span(start, start + len(quote)), Transcript.of_text(text)
                for less, more in ASKS_MORE.items():
                    if find_neighbour(transcript, less, span) is not None:
                        tried += 1
                        assert all(find_neighbour(transcript, m, span) for m in more), text
    assert tried > 1000


def test_words_of_scripts_without_blanks_are_counted_too(package: Package) -> None:
    tables = read_tables(package)
    table = tables["citations"]
    at = {name: table.schema.names.index(name) for name in ("start", "end", "quote")}
    for quote, is_too_long in (("字a" * 6 + "字", True), ("字a" * 6, False)):
        rows = [list(row) for row in table.rows]
        rows[0][at["start"]], rows[0][at["end"]] = "50", str(50 + len(quote))
        rows[0][at["quote"]] = quote
        changed_table = replace(table, records=Rows(table.schema, list(enumerate(rows, 2))))
        evidence = gather_evidence(CONVENTION, {**tables, "citations": changed_table}, None)
        codes = [issue.code for issue in check_limits(evidence)]
        assert ("quote-too-long" in codes) is is_too_long


def test_held_phrases_are_those_within_others() -> None:
    phrases = ["gift", "a gift", "gifted", "loan", "loans", "x" * 20]
    assert held_phrases(phrases) == {"gift", "loan"}
    assert held_phrases([*phrases, "y" * 500]) == {*phrases, "y" * 500}


def test_names_are_found_wherever_they_are() -> None:
    names = ["Tern", "Tern Marine", "“Bay”", "東京", "東", "arine", "§", "Fennel-Yards", "Gull"]
    names += ["-a", "a-a", "aa"]
    texts = (
        "Tern Marine",
        "xTerny",
        "在東京灣" * 30,
        "“Bay” §",
        "no name",
        "Fennel-Yards",
        "a-aaa-aa",
    )
    index, places = Names(names), 0
    for text in texts * 2:  # the second time its words are known
        expected = {
            (Span(at, at + len(name)), name) for name in names for at in find_all(text, name)
        }
        found = index.places_in(text)
        assert set(found) == expected
        assert len(found) == len(expected)
        assert index.found_in(text) == sorted({name for _, name in expected})
        places += len(found)
    assert places > 100
