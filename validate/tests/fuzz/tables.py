"""Fuzz the reading of tables with atheris: all passes say the same of any bytes, and never fail.

    pip install atheris
    python tests/fuzz/tables.py -max_total_time=3600 [CORPUS]

The first bytes choose a schema, the rest are the file. Not run by CI; a finding becomes a case of
tests/test_sieves.py or tests/test_hostile_tables.py.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["pincite"]):
    from pincite.checks.tables import check_tables
    from pincite.package import open_package
    from pincite.tables import passes, sieves
    from pincite.tables.sieves.columns import ColumnSieve
    from pincite.tables.sieves.native import NativeSieve

TYPES: list[dict[str, Any]] = [
    {"type": "string", "constraints": {"pattern": "[a-z]+", "required": True}},
    {"type": "string", "constraints": {"maxLength": 3, "unique": True}},
    {"type": "integer", "constraints": {"minimum": 0}},
    {"type": "number", "constraints": {"maximum": 9.5}},
    {"type": "date"},
    {"type": "datetime"},
    {"type": "any"},
    {"type": "string", "format": "uri"},
]
ColumnSieve.block = NativeSieve.block = 64
FOLDER = tempfile.TemporaryDirectory()


def write_package(choice: int, content: bytes) -> Path:
    fields = [
        {"name": name, **TYPES[(choice >> shift) % 8]} for name, shift in (("a", 0), ("b", 3))
    ]
    schema: dict[str, Any] = {"fields": fields}
    if choice & 64:
        schema["primaryKey"] = ["a"]
    if choice & 128:
        schema["foreignKeys"] = [{"fields": ["b"], "reference": {"fields": ["a"]}}]
    resource = {"name": "t", "type": "table", "path": "t.csv", "schema": schema}
    package = Path(FOLDER.name)
    (package / "t.csv").write_bytes(b"a,b\n" + content)
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "p",
        "resources": [resource],
    }
    (package / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return package


def one_input(data: bytes) -> None:
    """Scan one file by both passes."""
    package = write_package(data[0] if data else 0, data[1:])
    verdicts = []
    for name in ("exact", "columns", "native"):
        passes.MIN_BLOCKS = 10**12 if name == "exact" else 0
        vars(sieves)["sieve_of_machine"] = lambda name=name: name
        issues = check_tables(open_package(package)).issues
        verdicts.append(sorted(json.dumps(issue.to_dict()) for issue in issues))
    if verdicts[0] != verdicts[1] or verdicts[0] != verdicts[2]:
        raise AssertionError(verdicts)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
