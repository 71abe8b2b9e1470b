"""Random schemas and dirty tables: the same (code, row, column) as frictionless 5.21.

Where the two differ, frictionless lets pass what the standard does not; each difference is named
in DEVIATIONS and shown by a table of its own. PINCITE_DIFFERENTIAL sets the number of cases.
"""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pincite.checks.tables import check_tables
from pincite.package import open_package
from pincite.types import compile_field

CASES = int(os.environ.get("PINCITE_DIFFERENTIAL", "120"))
Verdict = Counter[tuple[str, int | None, int | None]]

TEXTS: dict[str, list[str]] = {
    "any": ["x", "", "1"],
    "array": ["[1,2]", "[]", "{}", "x", ""],
    "boolean": ["true", "false", "1", "0", "TRUE", "yes", " true", ""],
    "date": ["2021-01-02", "2020-02-29", "2021-02-29", "2021-1-2x", "20210102", "", "2021-13-01"],
    "datetime": [
        "2021-01-02T03:04:05",
        "2021-01-02T03:04:05Z",
        "2021-01-02T03:04",
        "",
        "x",
        "2021-01-02T03:04:05.123+02:00",
    ],
    "duration": ["P1D", "PT5S", "P1Y2M", "x", ""],
    "geojson": ['{"type":"Point","coordinates":[1,2]}', "{}", "x", ""],
    "geopoint": ["1,2", "181,0", "x", "1, 2", "", "1,2,3"],
    "integer": ["1", "2", "-3", "+4", " 5 ", "x", "1.0", "1e3", "007", ""],
    "list": ["a,b", "1", "", ",,"],
    "number": ["1", "1.5", "-2.25", " 3 ", "1e5", "+5", ".5", "5.", "NaN", "inf", "x", "1,000", ""],
    "object": ["{}", '{"a":1}', "[]", "x", ""],
    "string": ["a", "b", "ab", "abc", "hello world", "", "é", "a@b.org", "http://x.org/y", "x y"],
    "time": ["03:04:05", "25:00:00", "03:04", "", "03:04:05Z"],
    "year": ["2021", "1999", "99", "", "abcd"],
    "yearmonth": ["2021-05", "2021-13", "2021-00", "2021", "", "x-y"],
}
LIMITS: dict[str, dict[str, Any]] = {
    "date": {"minimum": "2020-06-01", "maximum": "2021-01-01"},
    "integer": {"minimum": "1", "maximum": "3", "exclusiveMinimum": "1", "exclusiveMaximum": "5"},
    "list": {"minLength": 2, "maxLength": 1},
    "number": {"minimum": "1.5", "maximum": "2", "exclusiveMinimum": "1", "exclusiveMaximum": "5"},
    "string": {"minLength": 2, "maxLength": 3, "pattern": "(a|b).*"},
    "year": {"minimum": "2000", "maximum": "2010"},
    "yearmonth": {"minimum": "2021-01"},
}
UNHASHABLE = ("array", "geojson", "list", "object")


def random_field(random: Random, number: int) -> dict[str, Any]:
    kind = random.choice(sorted(TEXTS))
    field: dict[str, Any] = {"name": f"f{number}", "type": kind}
    constraints = {k: v for k, v in LIMITS.get(kind, {}).items() if random.random() < 0.25}
    if random.random() < 0.3:
        constraints["required"] = True
    if random.random() < 0.15 and kind not in UNHASHABLE:
        constraints["unique"] = True
    if random.random() < 0.15 and kind not in (*UNHASHABLE, "any", "duration", "time", "geopoint"):
        read = compile_field(field).read
        constraints["enum"] = [next(text for text in TEXTS[kind] if text and not read(text)[1])]
    if constraints:
        field["constraints"] = constraints
    if kind == "string" and "enum" not in constraints and random.random() < 0.2:
        field["format"] = random.choice(["email", "uri", "uuid"])
    if kind == "number" and random.random() < 0.2:
        field["groupChar"] = ","
    if random.random() < 0.15:
        field["missingValues"] = ["", "-", "NA"]
    return field


def random_rows(random: Random, fields: list[dict[str, Any]]) -> list[list[str]]:
    rows = []
    for _ in range(random.randint(0, 8)):
        row = [random.choice([*TEXTS[field["type"]], "NA"]) for field in fields]
        shape = random.random()
        if shape < 0.04:
            row = row[:-1]
        elif shape < 0.08:
            row = [*row, random.choice(["", "z"])]
        elif shape < 0.12:
            row = [""] * len(fields) if shape < 0.1 else []
        rows.append(row)
    return rows


def random_header(random: Random, names: list[str]) -> list[str]:
    choice = random.random()
    if choice < 0.05:
        return [*names, "extra"]
    if choice < 0.1 and len(names) > 1:
        return names[:-1]
    first = "wrong" if choice < 0.15 else "" if choice < 0.18 else names[0]
    return [first, *names[1:]]


def random_schema(random: Random, fields: list[dict[str, Any]]) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": fields}
    names = [field["name"] for field in fields if field["type"] not in UNHASHABLE]
    if names and random.random() < 0.4:
        schema["primaryKey"] = random.sample(names, min(len(names), random.choice([1, 1, 2])))
    if len(names) > 1 and random.random() < 0.25:
        reference = {"resource": "", "fields": [names[1]]}
        schema["foreignKeys"] = [{"fields": [names[0]], "reference": reference}]
    if random.random() < 0.2:
        schema["missingValues"] = ["", "NA"]
    return schema


def write_package(folder: Path, schema: dict[str, Any], text: str) -> Path:
    """A package of one table; the dialect is declared, so that frictionless guesses nothing."""
    resource = {
        "name": "t",
        "type": "table",
        "path": "t.csv",
        "format": "csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "lineTerminator": "\n",
            "skipInitialSpace": False,
            "header": True,
            "headerRows": [1],
        },
        "schema": schema,
    }
    profile = "https://datapackage.org/profiles/2.0/datapackage.json"
    descriptor = {"$schema": profile, "name": "p", "resources": [resource]}
    (folder / "t.csv").write_text(text, encoding="utf-8", newline="\n")
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def csv_of(header: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    for row in [header, *rows]:
        if row:
            writer.writerow(row)
        else:
            out.write("\n")
    return out.getvalue()


def theirs(package: Path) -> Verdict:
    report = frictionless.validate(
        str(package / "datapackage.json"), type="package", limit_errors=10**6
    ).to_descriptor()
    assert not report["errors"], report["errors"]
    errors = [error for task in report["tasks"] for error in task["errors"]]
    return Counter(
        (e["type"], e.get("rowNumber", 1 if "labels" in e else None), e.get("fieldNumber"))
        for e in errors
    )


def ours(package: Path) -> Verdict:
    issues = check_tables(open_package(package)).issues
    return Counter((issue.code, issue.place.row, issue.place.column) for issue in issues)


def without_explained(found: Verdict, schema: dict[str, Any], blank: set[int | None]) -> Verdict:
    """The verdict without the three differences that random tables show, all about primary keys.

    `blank` are the rows that are blank, or have a key's cell that is not of its type.
    """
    is_composite = len(schema.get("primaryKey", ())) > 1
    return Counter(
        {
            entry: number
            for entry, number in found.items()
            if entry[0] != "primary-key" or not (is_composite or entry[1] in blank)
        }
    )


seen: Counter[str] = Counter()


@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=True))
def test_random_tables_get_the_same_verdict(tmp_path: Path, random: Random) -> None:
    fields = [random_field(random, number) for number in range(random.randint(1, 4))]
    schema = random_schema(random, fields)
    header = random_header(random, [field["name"] for field in fields])
    package = write_package(tmp_path, schema, csv_of(header, random_rows(random, fields)))
    expected, found = theirs(package), ours(package)
    seen.update(entry[0] for entry in expected)
    blank = {row for code, row, _ in expected if code == "blank-row"}
    names = [field["name"] for field in fields]
    columns = {names.index(name) + 1 for name in schema.get("primaryKey", ())}
    blank |= {row for code, row, at in expected if code == "type-error" and at in columns}
    assert without_explained(found, schema, blank) == without_explained(expected, schema, blank)


def test_the_random_tables_showed_faults_of_every_kind() -> None:
    print(dict(seen))
    if CASES >= 100:
        for code in ("type-error", "constraint-error", "missing-cell", "extra-cell", "blank-row"):
            assert seen[code] > 3, code


# each stands in docs/differences.md, with those of tests/test_table_differences.py
DEVIATIONS: dict[str, tuple[dict[str, Any], str, set[str], set[str]]] = {
    "a primary key has a value in each of its parts": (
        {"fields": [{"name": "a"}, {"name": "b"}], "primaryKey": ["a", "b"]},
        "a,b\nx,\n",
        set(),
        {"primary-key"},
    ),
    "of a blank row only that is said": (
        {"fields": [{"name": "a"}], "primaryKey": ["a"]},
        "a\nx\n\n",
        {"blank-row", "primary-key"},
        {"blank-row"},
    ),
    "a key whose cell is not of its type is one fault": (
        {"fields": [{"name": "a", "type": "integer"}], "primaryKey": ["a"]},
        "a\nx\n",
        {"type-error", "primary-key"},
        {"type-error"},
    ),
    "unique keys are kept": (
        {"fields": [{"name": "a"}, {"name": "b"}], "uniqueKeys": [["a", "b"]]},
        "a,b\nx,y\nx,y\n",
        set(),
        {"unique-key"},
    ),
    "categories are kept": (
        {"fields": [{"name": "a", "type": "string", "categories": ["x"]}]},
        "a\ny\n",
        set(),
        {"constraint-error"},
    ),
    "digits are ASCII, without underscores": (
        {"fields": [{"name": "a", "type": "integer"}]},
        "a\n1_50\n１２\n",
        set(),
        {"type-error"},
    ),
    "a number has at most 4300 digits, and an exponent at most three": (
        {"fields": [{"name": "a", "type": "number"}]},
        f"a\n1e1000\n{'9' * 5000}\n",
        set(),
        {"type-error"},
    ),
    "dates and months have their zeros": (
        {"fields": [{"name": "a", "type": "date"}, {"name": "b", "type": "yearmonth"}]},
        "a,b\n2021-2-3,2021-05\n2021-02-03,2021-5\n",
        set(),
        {"type-error"},
    ),
    "a pattern is anchored as a whole": (
        {"fields": [{"name": "a", "type": "string", "constraints": {"pattern": "x|y"}}]},
        "a\nxQ\n",
        set(),
        {"constraint-error"},
    ),
    "a quoted cell that does not end is one fault of the file": (
        {"fields": [{"name": "a"}, {"name": "b"}]},
        'a,b\nx,y\n"x,y\n',
        {"missing-cell"},
        {"source-error"},
    ),
}


@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_is_what_it_says(name: str, tmp_path: Path) -> None:
    schema, text, expected, found = DEVIATIONS[name]
    for field in schema["fields"]:
        field.setdefault("type", "string")
    package = write_package(tmp_path, schema, text)
    assert {code for code, _, _ in theirs(package)} == expected
    assert {code for code, _, _ in ours(package)} == found


AGREED: dict[str, tuple[dict[str, Any], str, set[tuple[str, int | None, int | None]]]] = {
    "NaN is equal to nothing, itself included": (
        {"fields": [{"name": "a", "type": "number"}], "primaryKey": ["a"]},
        "a\nNaN\nNaN\n1\n1.0\n",
        {("primary-key", 5, None)},
    ),
    "a repeated text is a fault each time": (
        {"fields": [{"name": "a", "type": "integer"}]},
        "a\nx\nx\n",
        {("type-error", 2, 1), ("type-error", 3, 1)},
    ),
}


@pytest.mark.parametrize("name", AGREED)
def test_both_say_the_same_of_a_known_trap(name: str, tmp_path: Path) -> None:
    schema, text, expected = AGREED[name]
    package = write_package(tmp_path, schema, text)
    assert set(theirs(package)) == set(ours(package)) == expected
