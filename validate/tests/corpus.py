"""A package of any size with its texts: pledges that articles tell of, every cell cited.

Each source gives 107 citations: seven pledges of fifteen, and its dateline. Names, numbers and the
words between them vary as in real texts: hardly a quote has the same neighbours twice.
"""

from __future__ import annotations

import csv
import hashlib
import json
import random
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

PLEDGES = 7
PARTIES = 2000
SYLLABLES = "ba be bo da di du fa fe ga go ka ki ko la lo lu ma mi mu na ne no pa pe ra ri".split()
SYLLABLES += "ro sa si so ta ti tu va ve vo wa wi za zo".split()
CURRENCIES = {"euros": "EUR", "yen": "JPY", "US dollars": "USD", "Swiss francs": "CHF"}
HEDGES = {"": "none", "about ": "about", "at least ": "at_least", "up to ": "at_most"}
MAGNITUDES = {"thousand": 3, "million": 6, "billion": 9}
MONTHS = "January February March April May June July August September October November December"
STATUS = {"will give": "planned", "has paid": "paid", "promised": "promised"}
CITATION = "table record_id field seq part source_id start end quote method value note".split()
SOURCE = "source_id file_name language sha256 code_points line_count".split()
COUNTS = {"seq", "start", "end", "code_points", "line_count"}
TERMS = {"donor_id": "party", "recipient_id": "party", "status": "status"}
METHODS = {"donor_stated": "verbatim", "recipient_stated": "verbatim", "amount_stated": "verbatim"}
METHODS |= {"amount": "amount", "currency": "currency", "amount_qualifier": "qualifier"}
METHODS |= {"share_percent": "percent", "share_stated": "verbatim", "date_stated": "verbatim"}
METHODS |= {"date_edtf": "date"} | dict.fromkeys(TERMS, "term")


class Writer:
    """The tables of the package, written row by row."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self._files = {}
        self.used: set[tuple[str, str, str]] = set()
        (folder / "data").mkdir(parents=True)
        for name, columns in columns_of().items():
            path = folder / f"data/{name}.csv"
            file = stack.enter_context(path.open("w", encoding="utf-8", newline=""))
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(columns)
            self._files[name] = writer

    def row(self, table: str, *cells: object) -> None:
        self._files[table].writerow(cells)


def columns_of() -> dict[str, list[str]]:
    """The columns of each table."""
    return {
        "parties": ["party_id", "name"],
        "pledges": ["pledge_id", *METHODS, "date_anchored", "title"],
        "sources": [*SOURCE, "dateline_stated", "dateline_edtf"],
        "phrases": ["vocabulary", "phrase", "code", "language"],
        "citations": CITATION,
    }


def write_package(folder: Path, texts: Path, sources: int, seed: int = 1) -> None:
    """Write a package of so many sources, and their texts."""
    random.seed(seed)
    texts.mkdir(parents=True)
    words = sorted({"".join(random.choices(SYLLABLES, k=3)) for _ in range(6000)})
    # behind money, "Namibian" or "Syrian" says whose money it is
    words = [word if word[:4] not in ("nami", "siri") else "bama" + word[4:] for word in words]
    names = sorted({f"{_name()} {_name()}" for _ in range(PARTIES)})
    names = [name.replace("None", "Nora") for name in names]  # "None" denies what stands behind it
    with ExitStack() as stack:
        writer = Writer(folder, stack)
        for number, name in enumerate(names):
            writer.row("parties", f"p{number}", name)
        for number in range(sources):
            _write_source(writer, texts, f"s{number:06d}", words, names)
        for vocabulary, phrase, code in sorted(writer.used):
            writer.row("phrases", vocabulary, phrase, code, "en")
    (folder / "datapackage.json").write_text(json.dumps(descriptor(), indent=1), encoding="utf-8")


def _name() -> str:
    return "".join(random.choices(SYLLABLES, k=2)).capitalize()


def _write_source(
    writer: Writer, texts: Path, source: str, words: list[str], names: list[str]
) -> None:
    date = f"{random.randint(1990, 2029)}-{random.randint(1, 12):02d}-{random.randint(1, 28):02d}"
    text = [date + "\n"]
    length = len(date) + 1
    for number in range(PLEDGES):
        pledge, parts = _pledge(words, names)
        cells = {field: value for _, found in parts for field, value in found}
        cells["date_anchored"] = date[:4] + cells["date_edtf"][4:]
        key = f"{source}-{number}"
        writer.row("pledges", key, *(cells[name] for name in METHODS), cells["date_anchored"], "A")
        for quote, found in parts:
            start = length + pledge.index(quote)
            span = (start, start + len(quote), quote)
            for field, value in found:
                if field in TERMS:
                    writer.used.add((TERMS[field], quote, value))
                cell = ("citations", "pledges", key, field)
                writer.row(*cell, 1, "value", source, *span, METHODS[field], value, "")
            if quote == cells["date_stated"]:
                cell = ("citations", "pledges", key, "date_anchored")
                writer.row(*cell, 1, "value", source, *span, "date", cells["date_anchored"], "")
                writer.row(*cell, 2, "anchor", source, 0, 10, date, "date", date, "")
        text.append(pledge)
        length += len(pledge)
    for field, method in (("dateline_stated", "verbatim"), ("dateline_edtf", "date")):
        row = ("citations", "sources", source, field, 1, "value", source, 0, 10, date, method)
        writer.row(*row, date, "")
    whole = "".join(text).encode("utf-8")
    (texts / f"{source}.txt").write_bytes(whole)
    digest = hashlib.sha256(whole).hexdigest()
    lines = PLEDGES + 1
    writer.row("sources", source, f"{source}.txt", "en", digest, length, lines, date, date)


def _pledge(
    words: list[str], names: list[str]
) -> tuple[str, list[tuple[str, list[tuple[str, str]]]]]:
    """A paragraph, and its quotes with the cells that they give."""

    def some(least: int) -> str:
        return " ".join(random.choices(words, k=random.randint(least, least + 4)))

    donor, recipient = random.sample(range(len(names)), 2)
    hedge, unit = random.choice(list(HEDGES)), random.choice(list(CURRENCIES))
    magnitude = random.choice(list(MAGNITUDES))
    tenths = random.randint(11, 9999)
    amount = f"{hedge}{tenths / 10:.1f} {magnitude} {unit}"
    value = str(tenths * 10 ** (MAGNITUDES[magnitude] - 1))
    share = f"{random.randint(1, 99)}.{random.randint(1, 9)}%"
    month = random.randint(1, 12)
    date = f"in {MONTHS.split()[month - 1]} this year"
    status = random.choice(list(STATUS))
    text = (
        f"{some(3).capitalize()} and {names[donor]} {some(1)}é {status} {some(2)} {amount}"
        f" {some(2)}, {some(4)} {names[recipient]} {some(6)}. {some(3).capitalize()} {share}"
        f" {some(3)} {date} {some(5)}. {some(12).capitalize()}.\n"
    )
    money = [("amount_stated", amount), ("amount", value), ("currency", CURRENCIES[unit])]
    money.append(("amount_qualifier", HEDGES[hedge]))
    return text, [
        (names[donor], _party("donor", donor, names)),
        (names[recipient], _party("recipient", recipient, names)),
        (status, [("status", STATUS[status])]),
        (amount, money),
        (share, [("share_percent", share[:-1]), ("share_stated", share)]),
        (date, [("date_stated", date), ("date_edtf", f"XXXX-{month:02d}")]),
    ]


def _party(role: str, number: int, names: list[str]) -> list[tuple[str, str]]:
    return [(f"{role}_id", f"p{number}"), (f"{role}_stated", names[number])]


def plant_fault(package: Path) -> None:
    """Change the value of the last citation of an amount."""
    path = package / "data/citations.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    at = max(number for number, line in enumerate(lines) if ",amount," in line)
    lines[at] = lines[at].replace(",amount,", ",amount,7", 2).replace(",amount,7", ",amount,", 1)
    path.write_text("\n".join(lines), encoding="utf-8", newline="\n")


def descriptor() -> dict[str, Any]:
    """The descriptor of the package."""
    keys = {"citations": CITATION[:4], "phrases": ["vocabulary", "phrase", "language"]}
    resources = []
    for name, columns in columns_of().items():
        fields = list(_fields(name, columns))
        schema: dict[str, Any] = {"fields": fields, "primaryKey": keys.get(name, columns[:1])}
        if name == "pledges":
            schema["rules"] = [
                {"rule": "one_paragraph"},
                {"rule": "same_quote", "fields": ["amount", "currency", "amount_stated"]},
            ]
            schema["foreignKeys"] = [
                {"fields": [field], "reference": {"resource": "parties", "fields": ["party_id"]}}
                for field in ("donor_id", "recipient_id")
            ]
        path = f"data/{name}.csv"
        resources.append(
            {
                "name": name, "type": "table", "path": path, "format": "csv",
                "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
            }
        )  # fmt: skip
    parts = {name: name for name in ("citations", "sources", "phrases")}
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "pledges",
        "version": "1.0.0",
        "licenses": [{"name": "CC0-1.0"}],
        "citation": {"convention": "1", **parts},
        "resources": resources,
    }


def _fields(table: str, columns: list[str]) -> Iterator[dict[str, Any]]:
    for name in columns:
        is_required = name not in ("quote", "note") and table not in ("pledges", "parties")
        is_required = (is_required and not name.startswith("dateline")) or name.endswith(
            "pledge_id"
        )
        field: dict[str, Any] = {"name": name, "type": "integer" if name in COUNTS else "string"}
        if is_required:
            field["constraints"] = {"required": True}
        if table == "pledges" and name in METHODS:
            field["citation"] = {"methods": [METHODS[name]]}
            if name in TERMS:
                field["citation"]["vocabulary"] = TERMS[name]
        elif name == "date_anchored":
            field["citation"] = {"methods": ["date"], "anchor": True}
        elif name == "title":
            field["citation"] = {"methods": ["written"]}
        elif name.startswith("dateline"):
            field["citation"] = {"methods": ["verbatim" if name.endswith("stated") else "date"]}
        yield field
