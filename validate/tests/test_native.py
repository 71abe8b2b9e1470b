"""Tables of libraries and Python rows: validated by their values, told by their row numbers."""

from __future__ import annotations

import datetime
import time
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import pincite

FIELDS = [
    {"name": "id", "type": "integer", "constraints": {"minimum": 1}},
    {"name": "day", "type": "date", "format": "%d/%m/%Y"},
    {"name": "share", "type": "number"},
    {"name": "word", "type": "string", "constraints": {"enum": ["a", "b"]}},
    {"name": "open", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]},
]
DAY = datetime.date(2020, 1, 2)
GOOD: dict[str, list[Any]] = {
    "id": [1, 2, 3],
    "day": [DAY, DAY, None],
    "share": [0.5, None, float("nan")],
    "word": ["a", None, "b"],
    "open": [True, False, None],
}
MAKERS = {
    "pandas": pd.DataFrame,
    "pandas with Arrow types": lambda d: pa.table(d).to_pandas(types_mapper=pd.ArrowDtype),
    "pandas with an index": lambda d: pd.DataFrame(d).set_index("id"),
    "polars": lambda d: pl.DataFrame(d, strict=False),
    "polars, lazy": lambda d: pl.LazyFrame(d, strict=False),
    "Arrow": pa.table,
    "Arrow batch": lambda d: pa.table(d).to_batches()[0],
    "DuckDB": lambda d: duckdb.from_arrow(pa.table(d)),
    "rows": lambda d: [dict(zip(d, row, strict=True)) for row in zip(*d.values(), strict=True)],
    "lists": lambda d: [list(d), *map(list, zip(*d.values(), strict=True))],
}
made = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def described(data: Any, **schema: Any) -> dict[str, Any]:
    resource = {"name": "t", "schema": {"fields": FIELDS, "primaryKey": "id", **schema}}
    return {"name": "p", "resources": [{**resource, "data": data}]}


def issues(*given: Any, **options: Any) -> list[pincite.Issue]:
    report = pincite.validate(*given, **options)
    assert next(stage for stage in report.stages if stage.name == "tables").counts["tables"] > 0
    return report.issues


def errors(*given: Any, **options: Any) -> list[tuple[str, int | None, str | None]]:
    found = issues(*given, **options)
    return [(i.code, i.place.row, i.place.field) for i in found if i.severity == "error"]


@made
def test_good_values_are_valid_whatever_holds_them(make: Any) -> None:
    data = make(GOOD)
    assert errors(described(data)) == []
    assert errors(described([]), tables={"t": data}) == []


@made
def test_bad_values_are_told_by_row_and_field(make: Any) -> None:
    bad = {**GOOD, "id": [1, 0, 1], "word": ["a", "c", "b"]}
    found = errors(described(make(bad)))
    assert sorted(found, key=str) == [
        ("constraint-error", 2, "id"),
        ("constraint-error", 2, "word"),
        ("primary-key", 3, "id"),
    ]
    assert {issue.place.line for issue in issues(described(make(bad)))} == {None}


def test_integral_floats_are_integers_and_missing_is_missing() -> None:
    frame = pd.DataFrame({"id": [1.0, 2.0], "day": pd.to_datetime(["2020-01-02", None])})
    frame = frame.assign(share=[np.nan, 1], word=[pd.NA, "a"], open=[None, True])
    assert errors(described(frame)) == []
    assert errors(described(frame.assign(id=[1.5, 2.0]))) == [("type-error", 1, "id")]
    required = [{"name": "id", "type": "integer", "constraints": {"required": True}}, *FIELDS[1:]]
    found = errors(described(frame.assign(id=[1, np.nan]), fields=required, primaryKey="share"))
    assert ("constraint-error", 2, "id") in found


def test_columns_are_matched_by_name_and_missing_or_extra_ones_are_told() -> None:
    frame = pd.DataFrame(GOOD)
    assert errors(described(frame[["word", "open", "id", "day", "share"]])) == []
    codes = {code for code, _, _ in errors(described(frame.drop(columns="day").assign(more=1)))}
    assert codes == {"missing-label", "extra-label"}


def test_foreign_keys_hold_between_frames_and_rows() -> None:
    child: dict[str, Any] = {
        "name": "child",
        "schema": {
            "fields": [{"name": "of", "type": "integer"}],
            "foreignKeys": [{"fields": "of", "reference": {"resource": "t", "fields": "id"}}],
        },
        "data": [{"of": 2}, {"of": 9}],
    }
    package = described(pl.DataFrame(GOOD, strict=False))
    package["resources"].append(child)
    (issue,) = issues(package)
    assert (issue.code, issue.place.row) == ("foreign-key", 2)
    child["data"] = pa.table({"of": [2.0, 9.0]})
    assert [issue.code for issue in issues(package)] == ["foreign-key"]


def test_tables_by_name_need_no_descriptor() -> None:
    assert errors({"t": pd.DataFrame(GOOD), "rows": [{"a": 1}]}) == []
    assert [code for code, _, _ in errors({"t": pd.DataFrame([[1, 2]], columns=["a", "a"])})] == [
        "duplicate-label"
    ]


def test_tables_take_the_place_of_a_package_s_own() -> None:
    plain = pincite.open({"resources": [{"name": "t", "data": [{"a": 1}]}]})
    assert plain.validate().valid
    found = pincite.validate(plain, tables={"t": pd.DataFrame({"a": [1, None]})})
    assert [stage.counts.get("rows") for stage in found.stages if stage.name == "tables"] == [2]
    with pytest.raises(pincite.CannotRun, match="there is no resource 'x'; resources: t"):
        pincite.open(plain, tables={"x": []})


def test_rows_of_python_values_that_json_has_no_form_for() -> None:
    rows = [{"id": 1, "day": DAY, "share": Decimal("0.5")}, {"id": np.int64(2), "open": True}]
    assert errors(described(rows)) == []
    assert errors(described([{"id": "x", "day": DAY}]))[0][:2] == ("type-error", 1)
    with pytest.raises(pincite.CannotRun, match="all dicts, or all lists"):
        pincite.validate(described([{"id": DAY}, 2]))


def test_what_is_not_looked_at_is_said() -> None:
    report = pincite.validate(described(pd.DataFrame(GOOD)))
    (remark,) = next(stage.remarks for stage in report.stages if stage.name == "tables")
    assert remark.endswith("have no spelling: format of day; trueValues, falseValues of open")
    assert pincite.validate({"t": pd.DataFrame(GOOD)}).stages[1].remarks == ()


def test_a_native_table_is_read_like_any_other() -> None:
    package = pincite.open(described(pd.DataFrame(GOOD)))
    records = list(package["t"])
    assert records[0] == {"id": 1, "day": DAY, "share": Decimal("0.5"), "word": "a", "open": True}
    assert package["t"].to_arrow().num_rows == 3
    assert package["t"].to_polars()["day"].to_list() == [DAY, DAY, None]


def test_many_resources_take_time_in_proportion() -> None:
    """10,000 resources took 19.6 s of cpu when each looked at all others."""

    def seconds(number: int) -> float:
        fields = [{"name": "id", "type": "integer"}]
        resources: list[dict[str, Any]] = [
            {
                "name": f"t{at}",
                "data": [{"id": 1}],
                "schema": {
                    "fields": fields,
                    "primaryKey": "id",
                    "foreignKeys": [
                        {"fields": "id", "reference": {"resource": f"t{at // 2}", "fields": "id"}}
                    ],
                },
            }
            for at in range(number)
        ]
        begun = time.process_time()
        found = pincite.validate({"name": "p", "resources": resources})
        assert (found.valid, found.stages[1].counts["rows"]) == (True, number)
        return time.process_time() - begun

    seconds(100)
    assert seconds(3200) < 7 * seconds(800) + 0.5  # linear: 4 times; quadratic: 16 times


def test_what_is_no_table_is_refused_in_words() -> None:
    (issue,) = pincite.validate(described(pd.DataFrame())).issues
    assert (issue.code, issue.message) == ("source-error", "the table has no columns")
    assert errors(described(pd.DataFrame(GOOD).set_index("id", drop=False))) == []
    for series in (pd.Series([1]), pl.Series([1])):
        with pytest.raises(pincite.CannotRun, match="a Series is not a table"):
            pincite.validate(described(series))
    for odd in (np.array([[1]]), {1, 2}, [{"id": "\ud800"}], iter(GOOD)):
        with pytest.raises(pincite.CannotRun, match="has no form in JSON"):
            pincite.validate(described(odd))
    for other in (None, 5, [1], pd.DataFrame(GOOD)):
        with pytest.raises(TypeError, match="a package is a path, a descriptor as a dict or an op"):
            pincite.validate(other)  # type: ignore[arg-type]


def test_a_date_that_is_held_as_text_is_told_by_its_type() -> None:
    (issue,) = issues(described(pd.DataFrame({**GOOD, "day": ["2020-01-02", None, None]})))
    assert (issue.code, issue.found) == ("type-error", "2020-01-02")
    assert issue.message.endswith("not a value of type str")
