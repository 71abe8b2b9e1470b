"""Two dirty tables that refer to each other, and whole reports of them, to be compared."""

from __future__ import annotations

import gzip
import json
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
