"""Rules between cells over every type, format and spelling: they read cells as the tables do."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from pincite.checks.conditions import Cells
from pincite.checks.records import RECORD_RULES
from pincite.package import Schema
from pincite.types import TYPES, compile_field

EDTF = "https://www.loc.gov/standards/datetime/"


def faults(fields: dict[str, dict[str, Any]], rule: dict[str, Any], *texts: str) -> list[str]:
    """The messages of a rule on one record."""
    stated = [{"name": name, **field} for name, field in fields.items()]
    schema = Schema.from_dict({"fields": stated}, None)
    cells = Cells(schema, dict(zip(fields, texts, strict=True)))
    return [message for _, message in RECORD_RULES[rule["rule"]](rule, cells)]


DATE, INTEGER, NUMBER = {"type": "date"}, {"type": "integer"}, {"type": "number"}
EUROPEAN = {**DATE, "format": "%d/%m/%Y"}
MOMENT, SPAN = {"type": "datetime"}, {"type": "duration"}
ORDERED: list[tuple[dict[str, Any], dict[str, Any], str, str, str]] = [
    (INTEGER, INTEGER, "1", "2", "yes"), (INTEGER, INTEGER, "2", "2", "no"),
    (INTEGER, NUMBER, "2", "2.5", "yes"), (NUMBER, NUMBER, "10", "9", "no"),
    (NUMBER, NUMBER, "NaN", "9", "NaN"),
    ({**NUMBER, "decimalChar": ","}, NUMBER, "1,5", "1.6", "yes"),
    (DATE, DATE, "2021-01-01", "2021-01-01", "yes"), (DATE, DATE, "2021-01-02", "2021-01-01", "no"),
    (EUROPEAN, EUROPEAN, "31/01/2021", "01/02/2021", "yes"),
    (DATE, {"type": "year"}, "2021-05-01", "2021", "yes"),
    (DATE, {"type": "year"}, "2021-05-01", "2020", "no"),
    (DATE, {"type": "yearmonth"}, "2021-05-31", "2021-05", "yes"),
    (DATE, MOMENT, "2021-05-31", "2021-05-30T23:00:00", "no"),
    (MOMENT, MOMENT, "2021-01-01T10:00:00+02:00", "2021-01-01T09:00:00Z", "yes"),
    (MOMENT, MOMENT, "2021-01-01T10:00:00+02:00", "2021-01-01T07:59:59Z", "no"),
    (MOMENT, MOMENT, "2021-01-01T10:00:00", "2021-01-01T09:00:00Z", "time zone"),
    ({"type": "time"}, {"type": "time"}, "09:00:00", "10:00:00", "yes"),
    (SPAN, SPAN, "P1M", "P1Y", "yes"), (SPAN, SPAN, "P1M", "P30D", "28 to 31"),
    ({"type": "string", "rdfType": EDTF}, DATE, "2021", "2021-05-01", "yes"),
    ({"type": "string", "rdfType": EDTF}, DATE, "2022", "2021-05-01", "no"),
    ({"type": "string"}, {"type": "string"}, "b", "a", "date"),
    (DATE, DATE, "", "2021-01-01", "yes"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "first", "second", "verdict"), ORDERED, ids=str)
def test_the_first_comes_before_the_second(
    one: dict[str, Any], other: dict[str, Any], first: str, second: str, verdict: str
) -> None:
    rule = {"rule": "ordered", "fields": ["a", "b"]}
    found = faults({"a": one, "b": other}, rule, first, second)
    if verdict == "yes":
        assert found == []
    elif verdict == "no":
        assert found == ["a must come before b"]
    else:
        assert verdict in found[0].removeprefix("a must come before b: ")


SPELLINGS: list[tuple[dict[str, Any], str]] = [
    ({"type": "boolean"}, "true"), ({"type": "boolean"}, "TRUE"), ({"type": "boolean"}, "1"),
    ({"type": "boolean", "trueValues": ["yes"]}, "yes"), (INTEGER, "007"), (NUMBER, "1e3"),
    ({**NUMBER, "decimalChar": ","}, "1,5"), ({**INTEGER, "groupChar": ","}, "1,000"),
    ({"type": "list"}, "a,b"), (DATE, "2021-01-01"), ({"type": "geopoint"}, "1, 2"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "text"), SPELLINGS, ids=str)
def test_when_compares_the_text_of_the_cell(field: dict[str, Any], text: str) -> None:
    fields = {"f": field, "s": {"type": "string"}}
    for name in ("required_when", "filled_when"):
        rule = {"rule": name, "field": "s", "when": {"f": [text]}}
        assert len(faults(fields, rule, text, "")) == 1
        assert faults(fields, rule, text, "x") == []
    rule = {"rule": "required_when", "field": "s", "when": {"f": [f"{text} "]}}
    assert faults(fields, rule, text, "") == []


def test_a_rule_takes_for_filled_what_the_tables_do() -> None:
    together = {"rule": "filled_together", "fields": ["a", "b"]}
    fields: dict[str, dict[str, Any]] = {
        "a": {"type": "integer", "missingValues": ["", "NA"]},
        "b": {},
    }
    assert faults(fields, together, "NA", "") == []
    assert len(faults(fields, together, "NA", "x")) == 1
    template = {"rule": "key_template", "field": "b", "template": "n-{a}"}
    assert faults(fields, template, "007", "n-007") == []
    assert faults(fields, template, "7", "n-007") == ["b is n-{a}, so n-7"]


TEXTS = {
    "any": "x 1", "array": "[1] []", "boolean": "true 0", "date": "2021-01-02 2020-02-29",
    "datetime": "2021-01-02T03:04:05Z 2021-01-02T03:04:05.123", "duration": "P1D PT5S P1M",
    "geojson": '{"type":"Point","coordinates":[1,2]}', "geopoint": "1,2", "integer": "1 007 -3",
    "list": "a,b c", "number": "1 1.5 NaN 1e3", "object": '{} {"a":1}', "string": "a é",
    "time": "03:04:05 23:00:00", "year": "2021 1999", "yearmonth": "2021-05 2021-06",
}  # fmt: skip


def test_no_rule_breaks_down_or_contradicts_a_reader_on_random_fields() -> None:
    """A rule that every record keeps finds nothing, whatever the types, formats and spellings."""
    random, looked_at = Random(7), 0
    for _ in range(600):
        kinds = random.choices(sorted(TYPES), k=2)
        fields = {name: {"type": kind} for name, kind in zip("ab", kinds, strict=True)}
        texts = [random.choice([*TEXTS[kind].split(), ""]) for kind in kinds]
        filled = [
            compile_field({"name": "x", **field}).read(text)[0] is not None
            for field, text in zip(fields.values(), texts, strict=True)
        ]
        found = faults(fields, {"rule": "filled_together", "fields": ["a", "b"]}, *texts)
        assert bool(found) == (len(set(filled)) > 1)
        when = {"rule": "required_when", "field": "b", "when": {"a": [texts[0]]}}
        assert bool(faults(fields, when, *texts)) == (not filled[1])
        same = {"a": fields["a"], "b": fields["a"]}
        ordered = faults(same, {"rule": "ordered", "fields": ["a", "b"]}, texts[0], texts[0])
        kind = TYPES[kinds[0]]
        if filled[0] and kind.is_ordered:
            assert bool(ordered) == kind.is_number
        looked_at += filled[0]
    assert looked_at > 300
