"""Dirty tables that refer to each other, and whole reports of them, to be compared."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from pincite.checks import Options, validate_package


def report(package: Path, engine: Any = None, most: int | None = None) -> str:
    """The whole JSON report of a package, in the order in which the issues were found."""
    found = validate_package(package, options=Options(most_issues=most, engine=engine))
    stages = [[issue.to_dict() for issue in stage.issues] for stage in found.stages]
    details = [[issue.details for issue in stage.issues] for stage in found.stages]
    return json.dumps([found.to_dict(), stages, details], indent=1)


def same(package: Path, engine: Any, most: int | None = None) -> str:
    """The report of one process, which must be that of an engine."""
    whole = report(package, most=most)
    assert report(package, engine, most) == whole
    return whole


def write_two(folder: Path, rows: int, ends: str = "\n") -> Path:
    """Two tables that refer to each other's rows, with faults of every kind across all of them."""
    random = Random(11)
    note = ["plain", '"a, b"', '"he said ""no"""', f'"two{ends}lines"', f'"x,y{ends}1,2{ends}"', ""]
    lines, parties = [], []
    for number in range(rows):
        key = number if number % 97 else number // 2
        party = f"p{random.randrange(rows // 4)}" if number % 13 else f"P{number % 90}"
        amount = f"{number}.5" if number % 31 else random.choice(["many", "-1", " ", "1e5"])
        cells = [f"k{key}", f"{number % 7}", party, amount, random.choice(note)]
        lines.append(",".join(cells[: 4 if number % 111 == 3 else 5] + ["z"] * (number % 113 == 4)))
        lines += [""] * (number % 301 == 5)
    for number in range(rows // 4):
        best = f"k{number * 3}" if number % 41 else "K1"
        parties.append(f"p{number},{best},{best[1:]}" if number % 61 else f"p{number - 1},,x")
    head = f"id,part,party,amount,note{ends}"
    half = rows // 3
    (folder / "one.csv").write_bytes(b"\xef\xbb\xbf" + (head + ends.join(lines[:half])).encode())
    (folder / "two.csv").write_bytes((head + ends.join([*lines[half:], ""])).encode())
    text = f"id,best,part{ends}" + ends.join([*parties, ""])
    (folder / "parties.csv").write_bytes(text.encode())
    (folder / "zipped.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    string: dict[str, Any] = {"type": "string"}
    quantity: dict[str, Any] = {"type": "number", "constraints": {"minimum": 0}}
    grants = {
        "fields": [
            {"name": "id", **string},
            {"name": "part", "type": "integer"},
            {"name": "party", **string},
            {"name": "amount", **quantity},
            {"name": "note", **string},
        ],
        "primaryKey": ["id", "part"],
        "uniqueKeys": [["party", "note"]],
        "foreignKeys": [
            {"fields": "party", "reference": {"resource": "parties", "fields": "id"}},
        ],
    }
    names = {"id": string, "best": string, "part": quantity}
    table = {
        "fields": [{"name": name, **kind} for name, kind in names.items()],
        "primaryKey": "id",
        "foreignKeys": [
            {"fields": "best", "reference": {"resource": "grants", "fields": "id"}},
            {"fields": ["best", "part"], "reference": {"resource": "", "fields": ["best", "part"]}},
        ],
    }  # fmt: skip
    named = [("parties", "parties.csv", table), ("grants", ["one.csv", "two.csv"], grants)]
    named.append(("zipped", "zipped.csv.gz", table))
    resources = [{"name": name, "path": path, "schema": schema} for name, path, schema in named]
    descriptor = json.dumps({"name": "two", "resources": resources})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    return folder


FIELDS: dict[str, Any] = {
    "id": {"type": "integer"},
    "code": {"type": "string", "constraints": {"pattern": "[a-z][0-9]+"}},
    "other": {"type": "string"},
    "share": {"type": "number", "constraints": {"minimum": 0, "maximum": 1}},
    "day": {"type": "date", "constraints": {"required": True}},
    "at": {"type": "datetime"},
    "kind": {"type": "string", "constraints": {"enum": ["a", "b"]}},
    "flag": {"type": "boolean"},
    "exact": {"type": "number"},
    "year": {"type": "integer"},
    "list": {"type": "array"},
}
SCHEMA = {
    "fields": [{"name": name, **field} for name, field in FIELDS.items()],
    "primaryKey": ["id"],
    "uniqueKeys": [["code", "kind"], ["exact"]],
    "foreignKeys": [
        {"fields": "other", "reference": {"resource": "t", "fields": "code"}},
        {"fields": ["id", "flag"], "reference": {"resource": "", "fields": ["id", "flag"]}},
    ],
}


def columns(random: Random, rows: int, is_dirty: float) -> Any:
    """Columns of many types; where they are dirty, values are null, repeated, or break a rule."""
    import pyarrow as pa

    first = random.randrange(50)

    def cells(clean: Any, *odd: Any) -> list[Any]:
        return [
            random.choice(odd) if random.random() < is_dirty else clean(first + at)
            for at in range(rows)
        ]

    day, moment = dt.date(2001, 2, 3), dt.datetime(2001, 2, 3, 4, 5)
    return pa.table(
        {
            "id": pa.array(cells(lambda n: n, None, 3, 20), pa.int64()),
            "code": pa.array(cells(lambda n: f"c{n}", None, "", "C7", "c9", "  ")),
            "other": pa.array(
                cells(lambda n: f"c{n // 2}", None, "C7", "c9 "), pa.string()
            ).dictionary_encode(),
            "share": pa.array(cells(lambda n: n % 9 / 8, None, 1.5, -0.0, float("nan"))),
            "day": pa.array(cells(lambda n: day + dt.timedelta(n), None), pa.date32()),
            "at": pa.array(cells(lambda n: moment + dt.timedelta(0, n), None), pa.timestamp("ns")),
            "kind": pa.array(cells(lambda n: "ab"[n % 2], None, "c")),
            "flag": pa.array(cells(lambda n: n % 3 == 0, None)),
            "exact": pa.array(
                cells(lambda n: Decimal(n).scaleb(-2), None, Decimal("0.10")), pa.decimal128(9, 2)
            ),
            "year": pa.array(cells(lambda n: f"{1900 + n}", None, "n", "01")),
            "list": pa.array(cells(lambda n: [n], None, [], [None]), pa.list_(pa.int64())),
        }
    )


def write_parts(folder: Path, random: Random, is_dirty: float) -> Path:
    """A package of a table of many types in two Parquet files, and one of CSV that refers to it."""
    import pyarrow.parquet as pq

    for name in ("a.parquet", "b.parquet"):
        table = columns(random, random.choice([0, 1, 20, 50]), is_dirty)
        pq.write_table(table, folder / name, row_group_size=random.choice([4, 11, 100]))
    lines = [f"c{number},{number}" for number in range(0, 60, 7)]
    (folder / "of.csv").write_text("\n".join(["code,id", *lines, ""]), encoding="utf-8")
    reference = {"resource": "t", "fields": ["code", "id"]}
    of = {
        "fields": [{"name": "code", "type": "string"}, {"name": "id", "type": "integer"}],
        "foreignKeys": [{"fields": ["code", "id"], "reference": reference}],
    }
    resources = [
        {"name": "of", "path": "of.csv", "schema": of},
        {"name": "t", "path": ["a.parquet", "b.parquet"], "schema": SCHEMA},
    ]
    descriptor = {"name": "two", "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder
