"""Each type of Table Schema: what it reads, natively too, its order, language and column."""

from __future__ import annotations

import ast
import datetime as dt
import re
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from conformance_cells import plain_cells
from pincite.types import TYPES, BadField, Kind, NoPlace, Stored, compile_field
from pincite.types.base import LONGEST
from pincite.types.duration import read_duration
from pincite.types.geojson import is_geojson
from pincite.types.integer import integers_between
from pincite.types.moments import Instant, read_iso
from support import ROOT

# What the text of the standard says of cells is in conformance_cells.py; here is what is ours.
MORE = {
    "date": ["2020-02-29"],
    "datetime": ["2021-01-02T03:04:05.123456789123+14:00", "0000-01-01T00:00:00"],
    "duration": ["P1Y2M3DT4H5M6.7S", "-P1M"],
    "geopoint": ["1e1,2"],
    "integer": ["-0", " 5 "],
    "list": [""],
    "number": ["-2e3"],
    "time": ["24:00:00", "03:04:05.123456789", "03:04:05+01:00"],
    "year": ["0000"],
}
NEITHER = {
    "boolean": [" true"],
    "date": ["12021-01-01"],
    "datetime": [
        "2021-01-02T03:04:60",
        "2021-01-02T24:00:01",
        "2021-01-02T03:04:05+14:01",
        "02021-01-02T00:00:00",
        "-0000-01-01T00:00:00",
        "2021-02-30T00:00:00",
    ],
    "duration": ["P1Y2W"],
    "geopoint": ["1,NaN", "Infinity,1", "190,2", "1_0,2", "１,2", "0x1,2"],
    "integer": ["9" * 5000],
    "number": ["sNaN", "1e9999"],
    "object": ['{"a": Infinity}'],
    "time": ["24:00:01"],
    "year": ["-0000"],
}
VALID = {kind: [*plain_cells(kind, "right"), *MORE.get(kind, ())] for kind in TYPES}
WRONG = {kind: [*plain_cells(kind, "wrong"), *NEITHER.get(kind, ())] for kind in TYPES}


def reader(kind: str, **more: Any) -> Any:
    return compile_field({"name": "f", "type": kind, **more}, ("",) if kind != "list" else ())


@pytest.mark.parametrize("kind", TYPES)
def test_a_type_reads_its_texts_and_says_what_it_wants_of_others(kind: str) -> None:
    for text in VALID[kind]:
        value, faults = reader(kind).read(text)
        assert value is not None, text
        assert not faults
    for text in WRONG.get(kind, ()):
        value, (fault,) = reader(kind).read(text)
        assert value is None
        assert fault.kind == "type"
        assert fault.message.startswith("must be ")
        assert fault.note == f'type is "{kind}/default"'
    assert kind in VALID


@pytest.mark.parametrize("kind", TYPES)
def test_the_form_wanted_shows_a_text_that_is_read(kind: str) -> None:
    form = TYPES[kind].form({})
    shown = re.search(r"as in (\S+?)(?: \(|$)|as in (.+?)(?: \(|$)", form)
    if shown:
        assert reader(kind).read(next(filter(None, shown.groups())))[0] is not None, form


@pytest.mark.parametrize("kind", TYPES)
def test_the_plain_language_matches_only_valid_cells(kind: str) -> None:
    for constraints in ({}, {"minimum": "2000", "exclusiveMaximum": "2021"}):
        if constraints and not TYPES[kind].is_ordered:
            continue
        if constraints and kind not in ("integer", "number", "year"):
            continue
        field = {"name": "f", "type": kind, "constraints": constraints}
        languages = TYPES[kind].languages(field)
        if languages is None:
            continue
        texts = [*VALID[kind], *WRONG.get(kind, ()), *map(str, range(1990, 2030)), "2000", "2020"]
        short = [text for text in texts if len(text) <= LONGEST]
        plain = [t for t in short if all(re.fullmatch(each, t) for each in languages)]
        assert plain, kind
        assert not any(compile_field(field, ()).read(text)[1] for text in plain)


def test_integers_between_two_ends_are_those_and_no_others() -> None:
    for low, high in ((-12, 107), (0, 0), (5, 5), (-3, -1), (98, 1203), (-1000, 10)):
        pattern = re.compile(integers_between(low, high) or "")
        found = [n for n in range(-2000, 2000) if pattern.fullmatch(str(n))]
        assert found == list(range(low, high + 1))
        assert not pattern.fullmatch("00")
        assert not pattern.fullmatch("-0")
    assert integers_between(3, 2) is None


NEW_YEAR = 1609459200  # seconds from 1970 to 2021
NATIVE = [
    ("integer", 3.0, 3),
    ("integer", np.int64(3), 3),
    ("integer", Decimal(3), 3),
    ("integer", pa.scalar(3), 3),
    ("number", 1.5, Decimal("1.5")),
    ("number", np.float64("inf"), Decimal("Infinity")),
    ("boolean", np.bool_(True), True),
    ("date", dt.date(2021, 1, 2), dt.date(2021, 1, 2)),
    ("date", pd.Timestamp("2021-01-02"), dt.date(2021, 1, 2)),
    ("datetime", dt.datetime(2021, 1, 2, 3), dt.datetime(2021, 1, 2, 3)),
    ("datetime", np.datetime64("2021-01-02T03:00:00"), dt.datetime(2021, 1, 2, 3)),
    ("datetime", pd.Timestamp("2021-01-01T00:00:00.000000001Z"), Instant(NEW_YEAR, "000000001", 0)),
    ("time", dt.time(3, 4), dt.time(3, 4)),
    ("year", 2021.0, 2021),
    ("yearmonth", "2021-05", (2021, 5)),
    ("duration", dt.timedelta(days=1), (0, 86400)),
    ("duration", pd.Timedelta("1ns"), (0, Decimal("1e-9"))),
    ("duration", np.timedelta64(1500, "ms"), (0, Decimal("1.5"))),
    ("list", np.array(["a", "b"]), ["a", "b"]),
    ("array", [1], [1]),
    ("object", {"a": 1}, {"a": 1}),
    ("geopoint", {"lon": 1.5, "lat": 2}, (Decimal("1.5"), 2)),
    ("string", "x", "x"),
    ("any", 5, 5),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "given", "value"), NATIVE, ids=lambda part: repr(part)[:30])
def test_a_native_value_is_read_as_what_it_is(kind: str, given: Any, value: Any) -> None:
    assert reader(kind).read_native(given) == (value, ())


@pytest.mark.parametrize("kind", TYPES)
def test_what_is_missing_in_a_library_is_missing_here(kind: str) -> None:
    required = reader(kind, constraints={"required": True})
    for missing in (
        None,
        float("nan"),
        np.nan,
        pd.NaT,
        pd.NA,
        np.datetime64("NaT"),
        pa.scalar(None),
    ):
        assert reader(kind).read_native(missing) == (None, ())
        assert [fault.kind for fault in required.read_native(missing)[1]] == ["required"]


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("integer", "5"), ("integer", 5.5), ("integer", True), ("number", "1.5"), ("boolean", 1),
        ("date", "2021-01-02"), ("datetime", dt.date(2021, 1, 2)), ("string", 5), ("year", "2021"),
        ("date", dt.datetime(2021, 1, 2, 3)), ("list", "a,b"), ("time", "03:04:05"),
    ],
)  # fmt: skip
def test_a_native_value_of_another_type_is_a_fault(kind: str, given: Any) -> None:
    assert [fault.kind for fault in reader(kind).read_native(given)[1]] == ["type"]


def test_rules_on_spelling_are_named_and_not_applied_to_native_values() -> None:
    field = {"name": "f", "type": "number", "decimalChar": ",", "missingValues": ["", "NA"]}
    number = compile_field(field)
    assert number.unread_rules == ("missingValues", "decimalChar")
    assert number.read_native(1.5) == (Decimal("1.5"), ())
    date = reader("date", format="%d/%m/%Y", constraints={"minimum": "02/01/2021"})
    assert date.unread_rules == ("format",)
    assert date.read_native(dt.date(2021, 1, 2))[1] == ()
    assert [fault.kind for fault in date.read_native(dt.date(2021, 1, 1))[1]] == ["minimum"]
    text = reader("string", constraints={"pattern": "a+"})
    assert text.unread_rules == ()
    assert [fault.kind for fault in text.read_native("b")[1]] == ["pattern"]


LESS = [
    ("duration", "P1M", "P1Y", -1), ("duration", "P12M", "P1Y", 0), ("duration", "-P1M", "P1M", -1),
    ("duration", "P1M", "P27D", 1), ("duration", "P1M", "P30D", None),
    ("duration", "P1M", "P32D", -1), ("duration", "PT24H", "P1D", 0),
    ("duration", "P1Y", "P365D", None), ("duration", "P1Y", "P367D", -1),
    ("datetime", "2021-01-01T10:00:00+02:00", "2021-01-01T09:00:00Z", -1),
    ("datetime", "2021-01-01T10:00:00", "2021-01-01T09:00:00Z", None),
    ("datetime", "2021-01-01T10:00:00", "2021-01-03T09:00:00Z", -1),
    ("datetime", "2021-01-01T00:00:00.1234567", "2021-01-01T00:00:00.12345671", -1),
    ("datetime", "9999-12-31T24:00:00", "10000-01-01T00:00:00", 0),
    ("datetime", "-0044-03-15T00:00:00", "0001-01-01T00:00:00", -1),
    ("time", "10:00:00+02:00", "09:00:00Z", -1), ("time", "10:00:00", "09:00:00Z", None),
    ("year", "-0044", "0044", -1), ("yearmonth", "12021-01", "2021-12", 1),
    ("number", "NaN", "1", None), ("integer", "2", "10", -1), ("boolean", "true", "false", None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "one", "other", "way"), LESS)
def test_values_compare_by_their_type_or_say_why_not(
    kind: str, one: str, other: str, way: int | None
) -> None:
    values = [reader(kind).read(text)[0] for text in (one, other)]
    assert TYPES[kind].compare(*values) == way
    assert TYPES[kind].compare(*values[::-1]) == (None if way is None else -way)
    if way is None:
        assert TYPES[kind].undecided(*values)


def test_a_bound_says_what_is_wanted_and_why_it_cannot_be_decided() -> None:
    zoned = reader("datetime", constraints={"minimum": "2021-01-01T00:00:00Z"})
    (fault,) = zoned.read("2021-01-01T00:00:00")[1]
    assert fault.message == (
        "must be at least 2021-01-01T00:00:00Z; it has no time zone, and the other a"
    )
    (fault,) = reader("duration", constraints={"maximum": "P30D"}).read("P1M")[1]
    assert "a month has 28 to 31 days" in fault.message
    assert reader("duration", constraints={"maximum": "P1Y"}).read("P1M")[1] == ()


MESSAGES = [
    ({"type": "string", "constraints": {"required": True}, "missingValues": ["", "NA", "-"]}, "NA",
     "must be filled (missing: NA, -)"),
    ({"type": "string", "constraints": {"enum": ["male", "female"]}}, "x",
     "must be one of: male, female"),
    ({"type": "string", "constraints": {"minLength": 2}}, "x",
     "must have at least 2 characters, has 1"),
    ({"type": "list", "constraints": {"maxLength": 1}}, "a,b", "must have at most 1 item, has 2"),
    ({"type": "integer", "constraints": {"exclusiveMinimum": 5}}, "5", "must be more than 5"),
    ({"type": "date", "format": "%d/%m/%Y"}, "x",
     "must be a date of the format %d/%m/%Y, as in 04/05/2021"),
    ({"type": "integer", "groupChar": "."}, "x", "must be a whole number, as in 1.234"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text", "message"), MESSAGES, ids=lambda part: str(part)[:40])
def test_a_fault_says_the_form_wanted(field: dict[str, Any], text: str, message: str) -> None:
    (fault,) = compile_field({"name": "f", **field}).read(text)[1]
    assert fault.message == message


def test_a_datetime_keeps_every_digit_and_writes_itself_as_it_was() -> None:
    for text in (
        "2021-01-02T03:04:05.123456789Z",
        "12021-02-03T04:05:06",
        "-0044-03-15T12:00:00-05:30",
    ):
        moment = read_iso(text)
        assert TYPES["datetime"].text_of(moment) == text
    assert str(read_duration("-P1Y2M3DT4H5M6.7S")) == "-P1Y2M3DT4H5M6.7S"
    assert str(read_duration("P0D")) == "PT0S"


def test_columns_hold_nanoseconds_and_name_what_they_cannot_hold() -> None:
    kind = TYPES["datetime"]
    values = [read_iso("2021-01-01T00:00:00.123456789Z"), None, read_iso("2021-01-01T00:00:00Z")]
    assert kind.stored(values, is_exact=False) == Stored(
        Kind.DATETIME,
        [1609459200123456789, None, 1609459200000000000],
        "nsZ",
    )
    for text, words in (
        ("2021-01-01T00:00:00.1234567891", "more than nine digits"),
        ("12021-01-01T00:00:00", "outside of the years"),
    ):
        with pytest.raises(NoPlace, match=words):
            kind.stored([read_iso(text)], is_exact=False)
    mixed = [read_iso("2021-01-01T00:00:00Z"), read_iso("2021-01-01T00:00:00")]
    with pytest.raises(NoPlace, match="time zone"):
        kind.stored(mixed, is_exact=False)


def test_a_field_that_no_cell_can_have_says_why() -> None:
    with pytest.raises(BadField, match="duration"):
        compile_field({"name": "f", "type": "duraton"})
    with pytest.raises(BadField, match="not of the field's type"):
        compile_field({"name": "f", "type": "duration", "constraints": {"minimum": "P1W"}})


TELLING = {"boolean", "datetime", "duration", "geojson", "geopoint", "integer", "yearmonth"}
MEANT_OTHERWISE = {  # places where such a word is not the type
    ("begin/model_fields.py", "boolean"),  # of JSON Schema
    ("begin/model_fields.py", "integer"),
    ("tables/inference/deciding.py", "datetime"),  # of Python
    ("tables/inference/summaries.py", "datetime"),
    ("tables/open_document_rows.py", "boolean"),  # of OpenDocument
}


def test_no_other_module_names_the_types() -> None:
    """The words that mean nothing else; `date` is also a method, `number` a part of a phrase."""
    code, named, looked_at = ROOT / "validate/pincite", set(), 0
    for path in code.rglob("*.py"):
        place = path.relative_to(code).as_posix()
        if place.startswith("types/"):
            continue
        looked_at += 1
        text = path.read_text(encoding="utf-8")
        if not any(word in text for word in TELLING):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Constant) and node.value in TELLING:
                named.add((place, node.value))
    assert named == MEANT_OTHERWISE
    assert looked_at > 100
    assert TYPES.keys() > TELLING


def test_a_duration_has_parts_of_at_most_eighteen_digits() -> None:
    assert read_duration(f"P{'9' * 18}D") is not None
    assert read_duration(f"P{'9' * 19}D") is None


POINT = {"type": "Point", "coordinates": [1, 2]}


@pytest.mark.parametrize(
    ("value", "is_valid"),
    [
        ({"type": "FeatureCollection", "features": []}, True),
        (
            {
                "type": "FeatureCollection",
                "features": [{"type": "Feature", "geometry": None, "properties": {"a": 1}}],
            },
            True,
        ),
        ({"type": "FeatureCollection"}, False),  # RFC 7946, 3.3: it has the member features
        (
            {"type": "FeatureCollection", "features": [{"type": "Point", "coordinates": [1, 2]}]},
            False,
        ),
        ({"type": "Feature", "geometry": None}, False),  # 3.2: it has the member properties
        ({"type": "Feature", "geometry": 1, "properties": None}, False),
        (
            {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1]}]},
            False,
        ),
        ([], False),
    ],
)
def test_geojson_is_by_its_members(value: object, is_valid: bool) -> None:
    assert is_geojson(value) == is_valid
