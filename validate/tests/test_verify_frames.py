"""Verdicts on frames and Arrow batches are those of the verb `verify`, case by case."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pandas
import polars
import pyarrow
import pytest

import pincite
from pincite.cli import main
from pincite.proof.cases import SHOWN
from unit.test_neighbourhoods import sentences

TEXT = "Kyoto sold 12% of it in 2014. Osaka sold 7% for $3 million, nearly 40 boats, in May."
STATED: list[dict[str, Any]] = [
    {"quote": "12%", "method": "percent", "value": "12", "subject": "Kyoto", "others": ["Osaka"]},
    {"quote": "7%", "method": "percent", "subject": ["Kyoto"], "others": ["Osaka"], "start": 41},
    {"quote": "$3 million", "method": "amount", "currencies": {"$": "USD"}, "unit": "USD"},
    {"quote": "$3 million", "method": "amount", "currencies": {"€": "EUR"}, "unit": "USD"},
    {"quote": "in May", "method": "date", "anchor": "2014", "suffix": "."},
    {"quote": "2014", "method": "date", "fiscal_year": {"month": 4, "namedBy": "end"}},
    {"quote": "40 boats", "method": "verbatim"},
    {"quote": "40", "method": "count"},
    {"quote": "", "method": "count"},
    {"quote": "41", "method": "count", "start": 0},
]
CASES: list[dict[str, Any]] = [
    {"id": f"c{number}", "text": TEXT, "language": "en", **case}
    for number, case in enumerate(STATED)
] + [
    {"id": tag + str(start), "text": text, "quote": quote, "method": method, "language": tag,
     "start": start}
    for tag in ("en", "ja", "zh", "de", "fr", "es")
    for _, method, text, start, quote in list(sentences(tag))[::9]
]  # fmt: skip
MAKERS: dict[str, Callable[[list[dict[str, Any]]], Any]] = {
    "pandas": pandas.DataFrame,
    "polars": lambda cases: polars.DataFrame(cases, infer_schema_length=None, strict=False),
    "pyarrow": pyarrow.Table.from_pylist,
}
ROWS: dict[str, Callable[[Any], list[dict[str, Any]]]] = {
    "pandas": lambda frame: frame.astype(object).where(frame.notna(), None).to_dict("records"),
    "polars": lambda frame: frame.to_dicts(),
    "pyarrow": lambda frame: frame.to_pylist(),
}


def of_one_type(cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Cases with all columns, each of one type: a name is a list of names."""
    names = list(dict.fromkeys(name for case in cases for name in case))
    rows = [{name: case.get(name) for name in names} for case in cases]
    for row in rows:
        if isinstance(row.get("subject"), str):
            row["subject"] = [row["subject"]]
    return rows


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    folder = tmp_path_factory.mktemp("cases")
    (folder / "cases.jsonl").write_text("\n".join(map(json.dumps, CASES)), encoding="utf-8")
    return by_verb(folder / "cases.jsonl")


def by_verb(path: Path, *options: str) -> list[dict[str, Any]]:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as out:
        main(["verify", str(path), "--json", *options])
    return [json.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_frame_has_the_verdicts_of_the_verb(kind: str, expected: list[dict[str, Any]]) -> None:
    frame = MAKERS[kind](of_one_type(CASES))
    found = pincite.verify_cases(frame)
    assert type(found) is type(frame)
    assert ROWS[kind](found) == expected
    assert len({row["verdict"] for row in expected}) > 3
    assert len(expected) > 200


ENCODED = ("text", "quote", "method", "language", "suffix", "value", "unit")


@pytest.mark.parametrize("kind", [pyarrow.large_string(), pyarrow.string_view(), None])
def test_texts_may_be_in_a_dictionary_or_of_any_width(
    kind: pyarrow.DataType | None, expected: list[dict[str, Any]]
) -> None:
    table = pyarrow.Table.from_pylist(of_one_type(CASES))
    assert {*ENCODED} < {*table.column_names}
    for name in ENCODED:
        column = table.column(name)
        column = column.dictionary_encode() if kind is None else column.cast(kind)
        table = table.set_column(table.column_names.index(name), name, column)
    parts = pyarrow.concat_tables([table[:50], table[50:51], table[51:]])
    assert pincite.verify_cases(parts).to_pylist() == expected
    frame = polars.DataFrame(of_one_type(CASES), infer_schema_length=None, strict=False)
    frame = frame.with_columns(polars.col("text", "method").cast(polars.Categorical))
    assert pincite.verify_cases(frame).to_dicts() == expected


def test_the_cases_of_one_text_are_judged_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from pincite.proof import cases as case_module

    judged: list[Any] = []
    verdict_on = vars(case_module)["verdict_on"]

    def counting(transcript: Any, *rest: Any) -> Any:
        judged.append(transcript)
        return verdict_on(transcript, *rest)

    monkeypatch.setattr(case_module, "verdict_on", counting)
    cases = [{**CASES[6], "text": TEXT + "." * (number % 3)} for number in range(30)]
    found = pincite.verify_cases(polars.DataFrame(cases))
    assert set(found["verdict"]) == {"proved"}
    assert (len(judged), len({*map(id, judged)})) == (30, 3)


def test_columns_that_cannot_be_read_are_named() -> None:
    case = pyarrow.Table.from_pylist([CASES[6]])
    twice = case.append_column("quote", case.column("quote"))
    with pytest.raises(pincite.CannotRun, match="several columns are named quote"):
        pincite.verify_cases(twice)
    half = pyarrow.array([b"7\xff"]).view(pyarrow.string())
    for name in ("quote", "text"):
        broken = case.set_column(case.column_names.index(name), name, half)
        with pytest.raises(pincite.CannotRun, match=f"column {name} holds bytes that are not"):
            pincite.verify_cases(broken)


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_batches_of_any_size_have_the_same_verdicts(
    size: int, expected: list[dict[str, Any]]
) -> None:
    batches = pyarrow.Table.from_pylist(of_one_type(CASES)).to_batches(max_chunksize=size)
    found = list(pincite.verify_batches(iter(batches)))
    assert [batch.num_rows for batch in found] == [batch.num_rows for batch in batches]
    assert [row for batch in found for row in batch.to_pylist()] == expected


def with_sources(folder: Path) -> list[dict[str, Any]]:
    """Cases of twenty texts in files, one source after another."""
    cases: list[dict[str, Any]] = []
    for number in range(20):
        text = f"Mill {number} sold {number + 5}% in 2014, nearly €{number} million."
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        for quote, method in ((f"{number + 5}%", "percent"), (f"€{number} million", "amount")):
            case = {"source": f"{number}.txt", "quote": quote, "method": method, "language": "en"}
            cases.append({"id": len(cases), **case})
    return cases[::2] + cases[1::2]


def _judged(batch: pyarrow.RecordBatch, sources: str) -> pyarrow.RecordBatch:
    (found,) = pincite.verify_batches([batch], sources=sources)
    return found


def test_sources_are_opened_where_they_are_by_every_worker(tmp_path: Path) -> None:
    cases = with_sources(tmp_path)
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    expected = by_verb(path, "--sources", str(tmp_path))
    assert {row["verdict"] for row in expected} == {"proved", "cropped"}
    frame = polars.DataFrame(cases)
    assert pincite.verify_cases(frame.lazy(), sources=tmp_path).to_dicts() == expected
    batches = frame.to_arrow().to_batches(max_chunksize=15)
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(partial(_judged, sources=str(tmp_path)), batches))
    assert [row for batch in found for row in batch.to_pylist()] == expected


def test_each_source_of_a_batch_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pincite.files import reading

    read: list[str] = []
    find = reading.find_source

    def counting(folder: Path, name: str) -> Any:
        read.append(name)
        return find(folder, name)

    monkeypatch.setattr(reading, "find_source", counting)
    pincite.verify_cases(pyarrow.Table.from_pylist(with_sources(tmp_path)), sources=tmp_path)
    assert sorted(read) == sorted(f"{number}.txt" for number in range(20))


def test_pandas_keeps_its_index_and_may_hold_gaps_and_json() -> None:
    case = {"text": TEXT, "quote": "12%", "method": "percent", "language": "en"}
    frame = pandas.DataFrame(
        [
            {**case, "start": 11, "value": None, "others": '["Osaka"]', "subject": "Kyoto"},
            {**case, "start": None, "value": "13", "others": None, "subject": None},
        ],
        index=["a", "b"],
    )
    assert str(frame["start"].dtype) == "float64"
    found = pincite.verify_cases(frame)
    assert list(found.index) == ["a", "b"]
    assert list(found["verdict"]) == ["proved", "wrong"]
    assert str(found["start"].dtype) == "Int64"
    assert "id" not in found


def test_a_column_of_maps_is_an_object() -> None:
    kind = pyarrow.map_(pyarrow.string(), pyarrow.string())
    table = pyarrow.table(
        {
            "text": [TEXT], "quote": ["$3 million"], "method": ["amount"], "language": ["en"],
            "currencies": pyarrow.array([[("$", "USD")]], kind),
        }
    )  # fmt: skip
    assert pincite.verify_cases(table)["unit"].to_pylist() == ["USD"]


@pytest.mark.parametrize("kind", MAKERS)
def test_a_frame_without_rows_has_the_columns_of_verdicts(kind: str) -> None:
    frame = MAKERS[kind]([CASES[6]])
    found = pincite.verify_cases(frame[:0])
    assert len(found) == 0
    names = found.column_names if kind == "pyarrow" else list(found.columns)
    assert names == ["id", *SHOWN]


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ({"quote": "7%", "method": "percent"}, "row 2: this case lacks language, text"),
        ({**CASES[6], "method": "sum"}, "row 2: method 'sum' is not one of"),
        ({**CASES[6], "start": 0.5}, "row 2: start is not a whole number"),
        ({**CASES[6], "currencies": "{"}, "row 2: currencies is not JSON"),
        ({**CASES[6], "others": '["a\\ud800"]'}, "row 2: others holds half of a surrogate pair"),
        ({**CASES[2], "currencies": '{"$": 7}'}, "row 2: currencies are codes by sign"),
        ({**CASES[6], "others": "7"}, "row 2: subject and others are lists of texts"),
        ({**CASES[6], "source": "a.txt"}, "row 2: a case has a text or a source"),
        (
            {"source": "a.txt", "quote": "7%", "method": "percent", "language": "en"},
            "no file a.txt",
        ),
    ],
)
def test_a_case_that_is_not_well_formed_is_named(case: Mapping[str, Any], words: str) -> None:
    rows = of_one_type([CASES[6], dict(case)])
    with pytest.raises(pincite.CannotRun, match=words):
        pincite.verify_cases(pyarrow.Table.from_pylist(rows))


@pytest.mark.parametrize(
    "frame",
    [[CASES[6]], {"a": 1}, None, "cases.jsonl", 7, polars.Series([1]), pandas.Series([1])],
)
def test_what_is_not_a_frame_is_refused(frame: object) -> None:
    with pytest.raises(pincite.CannotRun, match="is not a pandas, polars or Arrow frame"):
        pincite.verify_cases(frame)


def test_a_frame_without_columns_is_refused() -> None:
    with pytest.raises(pincite.CannotRun, match="a frame without columns"):
        pincite.verify_cases(pandas.DataFrame(index=[1, 2]))


def test_a_frame_that_arrow_cannot_hold_is_refused() -> None:
    halves = pandas.Series(["a\ud800"], dtype=object)
    for column in (["a", 7, ["b"]], [1j], halves, pandas.Series([10**400], dtype=object)):
        with pytest.raises(pincite.CannotRun, match="not a frame that Arrow can hold"):
            pincite.verify_cases(pandas.DataFrame({"text": column}))


def test_columns_that_no_case_has_are_named() -> None:
    frame = polars.DataFrame([{**CASES[6], "curency": "USD", "notes": ""}])
    with pytest.warns(UserWarning, match="not looked at, not a property of a case: curency, notes"):
        assert pincite.verify_cases(frame)["verdict"].to_list() == ["proved"]
