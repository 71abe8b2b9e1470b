"""What only the article itself can show: its sentences, its coverage, its one unusual character."""

from __future__ import annotations

import hashlib

import pytest

from pincite.text import Span, sentences
from pincite.tracing import open_evidence, trace_cells
from support import ARTICLE_SOURCES, ROOT, needs_article, read_rows

pytestmark = needs_article


@pytest.fixture(scope="module")
def source() -> dict[str, str]:
    (row,) = read_rows(ROOT / "data/sources.csv")
    return row


@pytest.fixture(scope="module")
def text(source: dict[str, str]) -> str:
    assert ARTICLE_SOURCES is not None
    data = (ARTICLE_SOURCES / source["file_name"]).read_bytes()
    assert hashlib.sha256(data).hexdigest() == source["sha256"]
    return data.decode("utf-8")


def test_the_source_record_measures_the_file(source: dict[str, str], text: str) -> None:
    assert int(source["code_points"]) == len(text) == 2775
    assert int(source["line_count"]) == text.count("\n") + 1 == 20
    assert [at for at, char in enumerate(text) if not char.isascii()] == [934]


def test_there_are_thirteen_sentences(text: str) -> None:
    found = sentences(text)
    assert len(found) == 13
    assert [(span.start, span.end) for span in found[:2]] == [(22, 32), (33, 420)]
    assert (found[10].start, found[10].end) == (2187, 2335)


def test_every_statement_points_to_one_whole_sentence(text: str) -> None:
    known = set(sentences(text))
    rows = read_rows(ROOT / "data/statement_passages.csv")
    assert {row["statement_id"] for row in rows} == {
        row["statement_id"] for row in read_rows(ROOT / "data/statements.csv")
    }
    spans = {row["statement_id"]: Span(int(row["start"]), int(row["end"])) for row in rows}
    assert set(spans.values()) <= known
    for row in read_rows(ROOT / "data/citations.csv"):
        if row["table"] == "statements" and row["field"] == "modality":
            cited = Span(int(row["start"]), int(row["end"]))
            assert spans[row["record_id"]].holds(cited), row


def test_every_quote_and_note_is_its_slice(text: str) -> None:
    looked_at = 0
    for table in ("citations", "source_notes"):
        for row in read_rows(ROOT / f"data/{table}.csv"):
            if row["quote"]:
                looked_at += 1
                assert text[int(row["start"]) : int(row["end"])] == row["quote"]
    assert looked_at > 230


def test_traces_show_the_sentence_around_a_passage() -> None:
    evidence = open_evidence(ROOT, ARTICLE_SOURCES)
    (trace,) = trace_cells(evidence, "market_shares", "japan-lithium-batteries", "share_percent")
    (sentence,) = trace.sentences
    assert sentence is not None
    assert sentence.endswith("in 2016.")
