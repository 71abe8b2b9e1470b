"""A valid package of our own making with many rows, written as files, and its source's text."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pincite.files.write import csv_text

SENTENCE = (
    "Firm {number:05d} gave {amount} million euros in {year}, the ledger says, and no page of it"
    " tells what became of the money afterwards or who asked for it."
)
CITED = {
    "name_stated": {"methods": ["verbatim"]},
    "act": {"methods": ["term"], "vocabulary": "act"},
    "amount": {"methods": ["amount"]},
    "year_edtf": {"methods": ["date"]},
}


def write_large_package(folder: Path, rows: int) -> tuple[Path, Path]:
    """Write a package with so many gifts; returns its folder and that of its source."""
    package, sources = folder / "package", folder / "sources"
    for path in (package / "data", sources):
        path.mkdir(parents=True)
    lines, gifts, citations = [], [], []
    start = 0
    for number in range(rows):
        amount, year = f"{number % 97 + 1}.5", 1900 + number % 120
        line = SENTENCE.format(number=number, amount=amount, year=year)
        key = f"gift-{number:05d}"
        quotes = {
            "name_stated": (f"Firm {number:05d}", "verbatim", f"Firm {number:05d}"),
            "act": ("gave", "term", "gift"),
            "amount": (f"{amount} million euros", "amount", f"{number % 97 + 1}500000"),
            "year_edtf": (f"in {year}", "date", str(year)),
        }
        gifts.append([key, *(value for _, _, value in quotes.values())])
        for field, (quote, method, value) in quotes.items():
            at = start + line.index(quote)
            place = [str(at), str(at + len(quote))]
            cell = ["gifts", key, field, "1", "value", "ledger"]
            citations.append([*cell, *place, quote, method, value, ""])
        lines.append(line)
        start += len(line) + 1
    text = "\n".join(lines) + "\n"
    (sources / "ledger.txt").write_text(text, encoding="utf-8", newline="\n")
    _write(package, "gifts", ["gift_id", *CITED], gifts)
    _write(package, "citations", list(CITATIONS), citations)
    _write(package, "phrases", list(PHRASES), [["act", "gave", "gift", "en"]])
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = ["ledger", "ledger.txt", "en", digest, str(len(text)), str(rows)]
    _write(package, "sources", list(SOURCES), [source])
    (package / "datapackage.json").write_text(json.dumps(_descriptor()), encoding="utf-8")
    return package, sources


def _write(package: Path, name: str, header: list[str], rows: list[list[str]]) -> None:
    text = csv_text(header, rows)
    (package / f"data/{name}.csv").write_text(text, encoding="utf-8", newline="\n")


INTEGERS = {"seq", "start", "end", "code_points", "line_count"}
CITATIONS = dict.fromkeys(
    "table record_id field seq part source_id start end quote method value note".split(), True
) | {"quote": False, "note": False}
PHRASES = dict.fromkeys("vocabulary phrase code language".split(), True)
SOURCES = dict.fromkeys("source_id file_name language sha256 code_points line_count".split(), True)


def _fields(columns: dict[str, bool]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "type": "integer" if name in INTEGERS else "string",
            "constraints": {"required": True} if is_required else {},
        }
        for name, is_required in columns.items()
    ]


def _descriptor() -> dict[str, Any]:
    gifts: list[dict[str, Any]] = [
        {"name": "gift_id", "type": "string", "constraints": {"required": True}}
    ]
    gifts += [
        {"name": name, "type": "number" if name == "amount" else "string", "citation": citation}
        for name, citation in CITED.items()
    ]
    gifts[-1]["rdfType"] = "http://id.loc.gov/datatypes/edtf/EDTF"
    tables = {
        "gifts": (gifts, ["gift_id"]),
        "citations": (_fields(CITATIONS), ["table", "record_id", "field", "seq"]),
        "phrases": (_fields(PHRASES), ["vocabulary", "phrase", "language"]),
        "sources": (_fields(SOURCES), ["source_id"]),
    }
    resources = [
        {
            "name": name,
            "type": "table",
            "path": f"data/{name}.csv",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": fields, "primaryKey": key},
        }
        for name, (fields, key) in tables.items()
    ]
    roles = {name: name for name in ("citations", "sources", "phrases")}
    return {
        "name": "ledger",
        "version": "1.0.0",
        "licenses": [{"name": "CC0-1.0"}],
        "citation": {"convention": "1", **roles},
        "resources": resources,
    }
