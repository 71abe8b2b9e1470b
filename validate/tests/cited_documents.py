"""A package of one table whose cells cite one text, and the folder of its source with the map."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pincite.checks import validate_package
from pincite.report import Report
from pincite.sources.made import map_name
from pincite.sources.making import make, map_of, map_text, original_name, read_document

COLUMNS = "table record_id field seq part source_id start end quote method value note".split()
NUMBERS = {"seq", "start", "end", "code_points", "line_count"}
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
SCHEMA: dict[str, dict[str, Any]] = {  # fields of the table `figures`
    "firm": {"type": "string", "citation": {"methods": ["verbatim"]}},
    "year": {"type": "string", "rdfType": EDTF, "citation": {"methods": ["date"]}},
    "staff": {"type": "number", "citation": {"methods": ["count"]}},
    "share": {"type": "number", "citation": {"methods": ["percent"]}},
    "money": {
        "type": "number",
        "citation": {"methods": ["amount"], "parts": ["scale"], "currencies": {"$": "USD"}},
    },
    "energy": {
        "type": "number",
        "citation": {"methods": ["quantity"], "unit": "GW.h", "parts": ["unit"]},
    },
}


@dataclass
class Cited:
    """Cells of one table and their citations of one text, to be written and validated."""

    text: str
    records: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: list[list[Any]] = field(default_factory=list)

    def cite(
        self,
        record: str,
        name: str,
        quote: str,
        value: str,
        *,
        at: int | None = None,
        part: str = "value",
    ) -> None:
        """Cite a quote, at an offset or at its one place; `value` is the cell's text."""
        if at is None:
            assert self.text.count(quote) == 1, f"{quote} is not once in the text"
            at = self.text.index(quote)
        assert self.text.startswith(quote, at)
        if part == "value":
            self.records.setdefault(record, {})[name] = value
        (method,) = SCHEMA[name]["citation"]["methods"]
        seq = 1 + sum(row[1:3] == [record, name] for row in self.rows)
        stated = value if part == "value" else quote
        self.rows.append(
            [
                "figures",
                record,
                name,
                seq,
                part,
                "doc",
                at,
                at + len(quote),
                quote,
                method,
                stated,
                "",
            ]
        )

    def validate(self, folder: Path, sources: Path, *, language: str = "en") -> Report:
        """Write the package beside the folder of sources, and validate it."""
        write_package(folder, self, sources / "doc.txt", language)
        return validate_package(folder, sources=sources)


def write_source(document: Path, sources: Path) -> str:
    """The text of a document as the source `doc`, with its map and original."""
    data, media_type = read_document(document)
    made = make(data, media_type, document.name)
    sources.mkdir(exist_ok=True)
    (sources / "doc.txt").write_text(made.text, encoding="utf-8", newline="\n")
    found = map_of(made, data, media_type, (document.name, "doc.txt"), {})
    (sources / map_name("doc.txt")).write_text(map_text(found), encoding="utf-8", newline="\n")
    original = sources / original_name(found["original"]["sha256"], media_type)
    original.parent.mkdir(exist_ok=True)
    original.write_bytes(data)
    return made.text


def write_package(folder: Path, cited: Cited, text: Path, language: str) -> None:
    """The descriptor and the tables of a package."""
    folder.mkdir(exist_ok=True)
    used = [name for name in SCHEMA if any(name in cells for cells in cited.records.values())]
    fields = [{"name": "id", "type": "string"}] + [{"name": n, **SCHEMA[n]} for n in used]
    tables: dict[str, tuple[list[dict[str, Any]], list[str], list[list[Any]]]] = {
        "figures": (
            fields,
            ["id"],
            [[key, *(cells.get(n, "") for n in used)] for key, cells in cited.records.items()],
        ),
        "sources": (
            _columns("source_id file_name language sha256 code_points line_count"),
            ["source_id"],
            [
                [
                    "doc",
                    text.name,
                    language,
                    hashlib.sha256(text.read_bytes()).hexdigest(),
                    len(cited.text),
                    cited.text.count("\n"),
                ]
            ],
        ),
        "phrases": (
            _columns("vocabulary phrase code language"),
            ["vocabulary", "phrase", "language"],
            [],
        ),
        "citations": (
            _columns(" ".join(COLUMNS)),
            ["table", "record_id", "field", "seq"],
            sorted(cited.rows, key=lambda row: (row[1], row[2], row[3])),
        ),
    }
    resources = []
    for name, (columns, key, rows) in tables.items():
        schema: dict[str, Any] = {"primaryKey": key, "fields": columns}
        if name == "figures":
            schema["rules"] = [{"rule": "one_paragraph"}]
        resources.append({"name": name, "type": "table", "path": f"{name}.csv", "schema": schema})
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as opened:
            writer = csv.writer(opened, lineterminator="\n")
            writer.writerows([[column["name"] for column in columns], *rows])
    parts = {
        "convention": "2",
        "citations": "citations",
        "sources": "sources",
        "phrases": "phrases",
    }
    freely = {"quoteLimits": "none", "coverageScope": "none"}
    descriptor = {"name": "figures", "citation": parts | freely, "resources": resources}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")


def _columns(names: str) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "type": "integer" if name in NUMBERS else "string",
            **({} if name in ("quote", "note") else {"constraints": {"required": True}}),
        }
        for name in names.split()
    ]
