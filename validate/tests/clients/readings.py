"""The clients, and what each makes of a release: it reads what it should, differs, or refuses."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environments

from support import ROOT

PROGRAMS = Path(__file__).parent / "programs"
Tables = Mapping[str, list[list[str]]]


@dataclass(frozen=True)
class Client:
    """A program, the environment that it needs, and the ends of the names of files it reads."""

    name: str
    program: str
    environment: str
    reads: tuple[str, ...]
    tables: tuple[str, ...] = ()  # that it is asked for, where not all
    has_flags_as_numbers: bool = False

    def command(self) -> list[str] | None:
        """The command line, or None where the client is not installed."""
        program = str(PROGRAMS / self.program)
        if self.environment == "coreutils":
            return ["sh", program] if shutil.which("sha256sum") else None
        if self.environment == "R":
            return ["Rscript", program] if environments.has_readr() else None
        if self.environment == "node":
            return ["node", program] if environments.modules() else None
        python = environments.python_of(self.environment)
        return None if python is None else [str(python), program]


ZIP = (".zip",)
CLIENTS = (
    Client("frictionless 5.21", "read_with_frictionless.py", "python", ZIP),
    Client("frictionless 5.18.1", "read_with_frictionless.py", "floor", ZIP),
    Client("datapackage 1.15.4", "read_with_datapackage.py", "python", ZIP),
    Client("npm datapackage 1.1.10", "read_with_datapackage.js", "node", ZIP),
    Client("R readr", "read_with_readr.R", "R", ZIP),
    Client("csvw 4.1", "read_with_csvw.py", "python", ZIP),
    Client("pandas", "read_with_pandas.py", "python", (".parquet",)),
    Client("polars", "read_with_polars.py", "python", (".parquet",)),
    Client("DuckDB", "read_with_duckdb.py", "python", (".parquet",)),
    Client("pyarrow", "read_with_pyarrow.py", "python", (".parquet",)),
    Client("SQLite", "read_with_sqlite3.py", "python", (".sqlite",)),
    Client(
        "Datasette",
        "read_with_datasette.py",
        "python",
        (".sqlite", ".datasette.json"),
        tables=("funding", "citations"),
        has_flags_as_numbers=True,
    ),
    Client("openpyxl", "read_with_openpyxl.py", "python", (".xlsx",)),
    Client("mlcroissant 1.1", "read_with_mlcroissant.py", "python", ("croissant.json", ".parquet")),
    Client(
        "roc-validator", "read_with_rocrate_validator.py", "python", ("ro-crate-metadata.json",)
    ),
    Client("rdflib", "read_with_rdflib.py", "python", ("dataset.jsonld",)),
    Client(
        "rdflib, citations",
        "read_with_rdflib_citations.py",
        "python",
        ("annotations.jsonld", "provenance.jsonld"),
    ),
    Client("rdflib, facts", "read_with_rdflib_facts.py", "python", ("facts.jsonld",)),
    Client("huggingface_hub", "read_with_huggingface_hub.py", "python", ("README.md",)),
    Client("check-jsonschema", "read_with_check_jsonschema.py", "python", ("CITATION.cff",)),
    Client("sha256sum", "read_with_sha256sum.sh", "coreutils", ("",)),
)


class Refused(Exception):
    """A client ended with an error; the message is the end of what it said."""


def expected_tables() -> Tables:
    """The tables of this package as texts, header first, by Python's own csv."""
    found = {}
    for path in sorted((ROOT / "data").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.stem] = list(csv.reader(file))
    return found


def unfold(release: Path, target: Path) -> Path:
    """Unfold the data package of a release with Python's zipfile; raises Refused."""
    try:
        (file,) = release.glob("*.zip")
        with zipfile.ZipFile(file) as archive:
            archive.extractall(target)
    except (ValueError, zipfile.BadZipFile, OSError) as error:
        raise Refused(f"zipfile: {error}") from error
    return target


def read(client: Client, release: Path, unfolded: Path) -> dict[str, Any]:
    """What a client prints of a release; raises Refused where it ends with an error."""
    command = client.command()
    assert command is not None, f"{client.name} is not installed"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["CLIENT_MODULES"] = str(environments.modules())
    done = subprocess.run(
        [*command, str(release.resolve()), str(unfolded.resolve()), ",".join(client.tables)],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=unfolded,
        timeout=120,
    )
    if done.returncode:
        raise Refused(done.stderr.strip()[-300:] or f"exit code {done.returncode}")
    return dict(json.loads(done.stdout))


def differing(client: Client, tables: Tables, expected: Tables) -> list[str]:
    """The names of the tables that a client read otherwise than they are."""
    if not {".zip", ".parquet", ".sqlite", ".xlsx"}.intersection(client.reads):
        return []
    wanted = client.tables or tuple(expected)
    if set(wanted) != set(tables):
        return sorted(set(wanted) ^ set(tables))
    return [
        name for name in wanted if normal(client, tables[name]) != normal(client, expected[name])
    ]


def normal(client: Client, rows: list[list[str]]) -> list[list[str]]:
    """Rows as they compare: Datasette orders them by key and shows booleans as numbers."""
    if not client.has_flags_as_numbers:
        return rows
    flags = {"true": "1", "false": "0"}
    return [rows[0], *sorted([flags.get(cell, cell) for cell in row] for row in rows[1:])]
