"""Cells against the case tables that ship inside frictionless, and the reasoned deviations."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import frictionless.fields
import pytest

from pincite.types import TYPES, BadField, compile_field
from pincite.types.duration import Duration


class CastCase(NamedTuple):
    field: dict[str, Any]
    source: Any
    target: Any


def cast_cases() -> Iterator[CastCase]:
    """The (field, source, target) rows of frictionless' own tests, read from their marks."""
    folder = Path(frictionless.fields.__file__).parent / "__spec__"
    for path in sorted(folder.glob("test_*.py")):
        module = importlib.import_module(f"frictionless.fields.__spec__.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            for mark in getattr(function, "pytestmark", ()):
                if mark.name == "parametrize" and "read_cell" in name:
                    yield from cases_of(path.stem.removeprefix("test_"), mark)


def cases_of(kind: str, mark: pytest.Mark) -> Iterator[CastCase]:
    names = [name.strip() for name in mark.args[0].split(",")]
    for row in mark.args[1]:
        case = dict(zip(names, row, strict=True))
        field = {"name": "name", "type": kind, **case.get("options", {})}
        field |= {"format": case["format"]} if "format" in case else {}
        field |= {"itemType": case["item_type"]} if "item_type" in case else {}
        if "source" in case:
            yield CastCase(field, case["source"], case["target"])


CASES = list(cast_cases())
DEVIATIONS: dict[str, Callable[[CastCase], bool]] = {
    "RFC 7946 allows a position to have an altitude": lambda c: (
        c.field["type"] == "geojson" and c.source == {"coordinates": [0, 0, 0], "type": "Point"}
    ),
    "wkt is no format of the standard": lambda c: c.field.get("format") == "wkt",
    "a year may have more digits, and a sign": lambda c: c.source in (-2000, 20000),
    "a duration of a library of frictionless' is no cell": lambda c: type(
        c.source
    ).__module__.startswith("isodate"),
}


def is_same(case: CastCase) -> bool:
    value = compile_field(case.field).read(case.source)[0]
    if isinstance(value, Duration):
        return value == months_and_seconds(case.target)
    return bool(value == case.target) or str(value) == str(case.target)


def months_and_seconds(target: Any) -> tuple[int, Decimal]:
    """A duration of frictionless', which is a timedelta or isodate's Duration."""
    months = 12 * getattr(target, "years", 0) + getattr(target, "months", 0)
    seconds = target.tdelta if hasattr(target, "tdelta") else target
    return int(months), Decimal(str(seconds.total_seconds()))


def is_deviation(case: CastCase) -> bool:
    return any(applies(case) for applies in DEVIATIONS.values())


@pytest.mark.parametrize("kind", sorted({case.field["type"] for case in CASES}))
def test_a_cell_reads_as_frictionless_reads_it(kind: str) -> None:
    for case in CASES:
        if case.field["type"] == kind:
            value, faults = compile_field(case.field).read(case.source)
            assert is_same(case) or is_deviation(case), case
            assert bool(faults) == (value is None and case.source not in ("", None)), case


def test_the_case_tables_are_all_there() -> None:
    assert len(CASES) > 360
    assert {case.field["type"] for case in CASES} == set(TYPES)
    assert sum(not is_same(case) for case in CASES) == 6


STRICTER = [
    ({"type": "integer"}, "1_50"),
    ({"type": "integer"}, "１２"),
    ({"type": "integer"}, "٣"),
    ({"type": "integer"}, "9" * 5000),
    ({"type": "number"}, "1_000"),
    ({"type": "number"}, "infinity"),
    ({"type": "number"}, "sNaN"),
    ({"type": "number"}, "nan123"),
    ({"type": "number"}, "1e9999999999"),
    ({"type": "date"}, "2021-2-3"),
    ({"type": "date"}, "2021-02- 3"),
    ({"type": "date", "format": "any"}, "May 2021"),
    ({"type": "yearmonth"}, "2027-4"),
    ({"type": "year"}, "+200"),
    ({"type": "string", "constraints": {"pattern": "a|b"}}, "aXXX"),
    ({"type": "string", "constraints": {"pattern": "a"}}, "a\n"),
    ({"type": "string", "categories": ["a", {"value": "b", "label": "B"}]}, "c"),
    ({"type": "object", "constraints": {"jsonSchema": {"required": ["a"]}}}, "{}"),
    ({"type": "string", "constraints": {"pattern": r"\i\c*"}}, "1a"),
    ({"type": "string", "format": "binary"}, "not base64!"),
]


@pytest.mark.parametrize(("field", "text"), STRICTER, ids=lambda part: str(part)[:40])
def test_what_frictionless_lets_pass_is_a_fault(field: dict[str, Any], text: str) -> None:
    assert compile_field({"name": "name", **field}).read(text)[1]


KEPT = [
    ({"type": "integer"}, " +1 ", 1),
    ({"type": "integer", "groupChar": ","}, "1,000", 1000),
    ({"type": "string", "constraints": {"pattern": r"\i\c*"}}, "a1", "a1"),
    ({"type": "string", "constraints": {"pattern": "a|b"}}, "b", "b"),
    ({"type": "string", "missingValues": [{"value": "-", "label": "none"}]}, "-", None),
    ({"type": "number", "constraints": {"minimum": "0.5"}}, "0.5", 0.5),
    ({"type": "string"}, "  ", "  "),
    ({}, "anything", "anything"),
]


@pytest.mark.parametrize(("field", "text", "value"), KEPT, ids=lambda part: str(part)[:40])
def test_what_is_right_stays_right(field: dict[str, Any], text: str, value: object) -> None:
    assert compile_field({"name": "name", **field}).read(text) == (value, ())


BAD_FIELDS = [
    {"type": "strnig"},
    {"type": "integer", "constraints": {"minimum": "x"}},
    {"type": "string", "constraints": {"pattern": "("}},
    {"type": "string", "constraints": {"enum": "a"}},
    {"type": "integer", "constraints": {"enum": ["1", "x"]}},
    {"type": "string", "constraints": {"maxLength": "3"}},
    {"type": "list", "itemType": "object"},
    {"type": "object", "constraints": {"jsonSchema": {"type": 3}}},
]


@pytest.mark.parametrize("field", BAD_FIELDS, ids=str)
def test_a_field_that_cannot_be_compiled_says_why(field: dict[str, Any]) -> None:
    with pytest.raises(BadField, match=r"."):
        compile_field({"name": "name", **field})


def test_constraints_name_themselves_and_a_wrong_type_breaks_none() -> None:
    field = {
        "name": "n",
        "type": "integer",
        "constraints": {"required": True, "minimum": 3, "exclusiveMaximum": 5, "enum": [3, 5]},
    }
    reader = compile_field(field)
    assert [fault.kind for fault in reader.read("2")[1]] == ["minimum", "enum"]
    assert [fault.kind for fault in reader.read("5")[1]] == ["exclusiveMaximum"]
    assert [fault.kind for fault in reader.read("")[1]] == ["required"]
    assert [fault.kind for fault in reader.read("x")[1]] == ["type"]
    assert reader.read("3") == (3, ())
