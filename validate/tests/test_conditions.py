"""Conditions between fields, through the validator: where they fail, what is said, how often."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.checks import conditions, records

FIELDS = [
    {"name": "id", "type": "integer"},
    {"name": "kind", "type": "string"},
    {"name": "unit", "type": "string"},
    {"name": "a", "type": "number"},
    {"name": "b", "type": "number", "decimalChar": ","},
    {"name": "c", "type": "integer"},
    {"name": "from", "type": "date"},
    {"name": "to", "type": "date", "format": "%d/%m/%Y"},
    {"name": "ok", "type": "boolean"},
]
HEADER = ",".join(str(field["name"]) for field in FIELDS)


def validated(folder: Path, rule: dict[str, Any], *rows: str) -> pincite.Report:
    """A table of these rows by one rule; `;` parts cells, so that b may have a decimal comma."""
    text = "\n".join((HEADER.replace(",", ";"), *rows, ""))
    (folder / "t.csv").write_text(text, encoding="utf-8")
    schema = {"fields": FIELDS, "rules": [rule], "primaryKey": ["id"]}
    return pincite.validate(folder / "t.csv", schema=schema, dialect={"delimiter": ";"})


def row(number: int, **cells: str) -> str:
    names = [str(field["name"]) for field in FIELDS]
    return ";".join(str(number) if name == "id" else cells.get(name, "") for name in names)


RULES: list[tuple[dict[str, Any], list[dict[str, str]], list[int]]] = [  # rule, records, the wrong
    ({"rule": "required_when", "field": "unit", "when": {"a": {"filled": True}}},
     [{"a": "1"}, {"a": "1", "unit": "kg"}, {}], [1]),
    ({"rule": "required_when", "field": "unit", "when": {"a": {"filled": False}}},
     [{"a": "1"}, {"unit": "kg"}, {}], [3]),
    ({"rule": "filled_when", "field": "unit", "when": {"kind": ["x"], "a": {"filled": True}}},
     [{"kind": "x", "a": "1"}, {"kind": "x"}, {"unit": "kg"}], [1, 3]),
    ({"rule": "allowed", "field": "unit", "values": ["kg", "t"], "when": {"kind": ["mass"]}},
     [{"kind": "mass", "unit": "m"}, {"kind": "mass", "unit": "t"}, {"kind": "way", "unit": "m"},
      {"kind": "mass"}], [1]),
    ({"rule": "compared", "fields": ["a", "b"], "is": "<="},
     [{"a": "1.5", "b": "1,5"}, {"a": "10", "b": "9"}, {"a": "1"}, {"a": "2", "b": "10"}], [2]),
    ({"rule": "compared", "fields": ["a", "c"], "is": "="},
     [{"a": "1.0", "c": "1"}, {"a": "1.1", "c": "1"}], [2]),
    ({"rule": "compared", "fields": ["a", "b"], "is": ">"}, [{"a": "NaN", "b": "9"}], [1]),
    ({"rule": "compared", "fields": ["from", "to"], "is": "<"},
     [{"from": "2021-01-31", "to": "01/02/2021"}, {"from": "2021-02-01", "to": "01/02/2021"}], [2]),
    ({"rule": "compared", "fields": ["kind", "unit"], "is": "!="},
     [{"kind": "x", "unit": "y"}, {"kind": "x", "unit": "x"}], [2]),
    ({"rule": "sum", "fields": ["a", "b"], "equals": "c"},
     [{"a": "0.1", "b": "2,9", "c": "3"}, {"a": "0.1", "b": "2,8", "c": "3"}, {"a": "1", "c": "3"}],
     [2]),
    ({"rule": "sum", "fields": ["a"], "minus": ["b"], "equals": "c", "tolerance": 0.5},
     [{"a": "3.5", "b": "1", "c": "3"}, {"a": "3.6", "b": "1", "c": "2"}], [2]),
    ({"rule": "sum", "fields": ["a", "b"], "equals": "c", "empty": "zero"},
     [{"a": "1", "c": "3"}, {"a": "3", "c": "3"}, {"a": "NaN", "c": "3"}], [1, 3]),
    ({"rule": "filled_count", "fields": ["a", "b", "c"]},
     [{"a": "1"}, {"a": "1", "b": "1"}, {}], [2, 3]),
    ({"rule": "filled_count", "fields": ["a", "b", "c"], "least": 2},
     [{"a": "1"}, {"a": "1", "b": "1"}, {"a": "1", "b": "1", "c": "1"}], [1]),
    ({"rule": "filled_count", "fields": ["a", "b"], "least": 0, "most": 1},
     [{"a": "1"}, {"a": "1", "b": "1"}, {}], [2]),
    ({"rule": "unique_within", "fields": ["a"], "group": ["kind"]},
     [{"a": "1", "kind": "x"}, {"a": "1.0", "kind": "y"}, {"a": "1.00", "kind": "x"},
      {"kind": "x"}, {"kind": "x"}], [3]),
    ({"rule": "unique_within", "fields": ["kind"], "when": {"ok": ["true"]}},
     [{"kind": "x", "ok": "true"}, {"kind": "x", "ok": "false"}, {"kind": "x", "ok": "true"}], [3]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "rows", "wrong"), RULES, ids=str)
def test_a_rule_finds_the_records_that_break_it(
    rule: dict[str, Any], rows: list[dict[str, str]], wrong: list[int], tmp_path: Path
) -> None:
    lines = [row(number, **cells) for number, cells in enumerate(rows, 1)]
    report = validated(tmp_path, rule, *lines)
    assert [(i.code, i.place.line) for i in report.errors] == [
        ("record-rule", number + 1) for number in wrong
    ]
    assert report.stages[2].counts == {
        "records": len(rows), "rules": 1, "JSON files": 0, "JSON records": 0
    }  # fmt: skip


def test_severity_message_and_reason_and_all_cells(tmp_path: Path) -> None:
    rule = {"rule": "compared", "fields": ["a", "b"], "is": "<", "severity": "warning"}
    rule |= {"says": "a is the smaller one", "reason": "by contract"}
    report = validated(tmp_path, rule, row(1, a="2", b="1"))
    (issue,) = report.issues
    assert report.valid
    assert (issue.code, issue.severity) == ("record-advice", "warning")
    assert issue.message == "a is the smaller one (by contract)"
    assert issue.found == "a: 2, b: 1"
    assert issue.details == {"fieldNames": ["a", "b"], "fieldCells": ["2", "1"]}
    assert pincite.validate(tmp_path / "t.csv", skip=["record-advice"]).valid


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"rule": "compared", "fields": ["a", "kind"], "is": "<"}, "are not compared"),
    ({"rule": "compared", "fields": ["kind", "unit"], "is": "<"}, "have no order"),
    ({"rule": "compared", "fields": ["a"], "is": "<"}, "takes two fields"),
    ({"rule": "compared", "fields": ["a", "b"], "is": "=="}, "must be one of"),
    ({"rule": "sum", "fields": ["a", "kind"], "equals": "c"}, "only numbers have a sum"),
    ({"rule": "sum", "fields": ["a"], "equals": "z"}, "there is no field"),
    ({"rule": "unique_within", "fields": ["a"], "group": ["z"]}, "there is no field"),
    ({"rule": "allowed", "field": "a"}, "values"),
    ({"rule": "allowed", "field": "a", "values": ["1"], "if": {}}, "if"),
    ({"rule": "required_when", "field": "a", "when": {"b": {"filed": True}}}, "filed"),
    ({"rule": "filled_count", "fields": ["a"], "least": -1}, "must be at least 0"),
    ({"rule": "filled_count", "fields": ["a"], "severity": "fatal"}, "fatal"),
]


@pytest.mark.parametrize(("rule", "says"), WRONG, ids=str)
def test_a_rule_that_cannot_be_kept_is_a_fault_of_the_schema(
    rule: dict[str, Any], says: str, tmp_path: Path
) -> None:
    report = validated(tmp_path, rule, row(1))
    assert {issue.code for issue in report.errors} == {"rule-declaration"}
    assert any(says in f"{issue.message} {issue.place}" for issue in report.errors)


def test_each_distinct_pair_is_asked_about_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    real = conditions.CONDITIONS["compared"]

    def counted(rule: Any, cells: Any) -> Any:
        asked.append(cells.texts["a"])
        return real(rule, cells)

    monkeypatch.setitem(records.RECORD_RULES, "compared", counted)
    rows = [row(number, a=str(number % 2), b="1") for number in range(1, 101)]
    report = validated(tmp_path, {"rule": "compared", "fields": ["a", "b"], "is": "<"}, *rows)
    assert len(asked) == 2
    assert len(report.errors) == 50


def test_rules_look_at_every_format(tmp_path: Path) -> None:
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]
    rule = {"rule": "compared", "fields": ["a", "b"], "is": "<"}
    schema = {"fields": fields, "rules": [rule]}
    text = "".join(json.dumps({"a": a, "b": 2}) + "\n" for a in (1, 2))
    (tmp_path / "t.jsonl").write_text(text, encoding="utf-8")
    report = pincite.validate(tmp_path / "t.jsonl", schema=schema)
    assert [(i.code, i.place.line) for i in report.errors] == [("record-rule", 2)]
