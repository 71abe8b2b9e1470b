"""A table of our own and its texts: 200 rows in six languages, with the places that are right.

Every sentence is ours. Each row says which of its cells the text proves, and where; the traps are
rows whose value is in the text but is another's, of another year, of another thing, hedged,
denied, nearly the same, or not to be told from a second one.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

HEADS = "Arden Brook Calder Dunmore Elston Fenwick Garrow Hollin Irton Jarrow Kelda Larne".split()
TAILS = "Mills Foundry Glass Timber Marine Optics Paper Salt Cable Rope Brass Clay Tile".split()
HAN = "青葉 白石 高瀬 若松 長浜 水沢 大泉 金沢 平田 南条 東雲 北浜 松川 竹原 梅津".split()
NAMES: Mapping[str, Callable[[int], str]] = {
    "ja": lambda n: HAN[n % 15] + ("製作所", "工業", "電機", "化学")[n // 15],
    "zh": lambda n: HAN[n % 15] + ("机械", "纺织", "造船", "食品")[n // 15],
}
COLUMNS = "row_id company year employees revenue currency growth".split()


@dataclass
class Text:
    """A text that grows, and the places of the values that were put in it."""

    language: str
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def say(self, sentence: str, values: Mapping[str, str]) -> dict[str, tuple[int, int]]:
        """Add a sentence; the places of the texts that stand for its slots."""
        places: dict[str, tuple[int, int]] = {}
        at, made = 0, ""
        while (start := sentence.find("{", at)) >= 0:
            end = sentence.index("}", start)
            name = sentence[start + 1 : end]
            made += sentence[at:start]
            places[name] = (
                self.length + len(made),
                self.length + len(made) + len(values[name]),
            )
            made += values[name]
            at = end + 1
        made += sentence[at:] + "\n"
        self.parts.append(made)
        self.length += len(made)
        return places


@dataclass
class Ledger:
    """Rows, texts by source, and what is right: places by source, row and field."""

    rows: list[dict[str, str]] = field(default_factory=list)
    texts: dict[str, Text] = field(default_factory=dict)
    right: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    traps: dict[str, str] = field(default_factory=dict)  # what a row is a trap of


def grouped(number: int, sign: str) -> str:
    """A number with a sign between its groups of three."""
    return f"{number:,}".replace(",", sign)


STYLES = {
    "en": (",", "€{} million", "{} percent", "{}"),
    "de": (".", "{} Millionen Euro", "{} Prozent", "{}"),
    "fr": ("\u202f", "{} millions d’euros", "{} %", "{}"),
    "es": (".", "{} millones de euros", "{} %", "{}"),
    "ja": (",", "{}億円", "{}%", "{}年"),
    "zh": ("", "{}亿元人民币", "{}%", "{}年"),
}
SHAPES = {
    "en": (
        "In {year}, {name} employed {employees} people and sold goods for {revenue}.",
        "{name} had a workforce of {employees} in {year}, with revenue of {revenue}.",
        "With {employees} employees, {name} earned {revenue} in {year}, up {growth}.",
        "Revenue at {name} rose {growth} to {revenue} in {year}.",
    ),
    "de": (
        "Im Jahr {year} beschäftigte {name} {employees} Menschen und setzte {revenue} um.",
        "{name} hatte {year} einen Umsatz von {revenue} und {employees} Mitarbeiter.",
        "Der Umsatz von {name} wuchs {year} um {growth}.",
    ),
    "fr": (
        "En {year}, {name} employait {employees} personnes pour des ventes de {revenue}.",
        "Les ventes de {name} ont progressé de {growth} en {year}.",
    ),
    "es": (
        "En {year}, {name} empleaba a {employees} personas y vendió por {revenue}.",
        "Las ventas de {name} crecieron un {growth} en {year}.",
    ),
    "ja": (
        "{name}は{year}に{employees}人を雇用し、売上高は{revenue}だった。",
        "{year}、{name}の売上高は{growth}増えた。",
    ),
    "zh": (
        "{name}在{year}有{employees}名员工，收入为{revenue}。",
        "{year}，{name}的收入增长了{growth}。",
    ),
}
FILLER = {
    "en": "The trade says little of this, and the weather was as it always is near the river.",
    "de": "Die Branche sagt dazu wenig, und das Wetter war so wie immer am Fluss.",
    "fr": "La profession en dit peu, et le temps était comme toujours au bord du fleuve.",
    "es": "El gremio dice poco de esto, y el tiempo fue como siempre junto al río.",
    "ja": "業界はこれについてほとんど語らず、川辺の天気はいつもと同じだった。",
    "zh": "业内对此说得不多，河边的天气也和往常一样。",
}
COUNTS = {"en": 80, "de": 40, "fr": 16, "es": 16, "ja": 26, "zh": 22}


def name_of(language: str, number: int) -> str:
    """The name of a company: no two are alike, and none is a part of another."""
    if language in NAMES:
        return NAMES[language](number)
    number += {"en": 0, "de": 80, "fr": 120, "es": 136}[language]
    return f"{HEADS[number % len(HEADS)]} {TAILS[number // len(HEADS) % len(TAILS)]}"


def spelt(language: str, row: Mapping[str, str]) -> dict[str, str]:
    """How a text prints the values of a row."""
    sign, money, percent, year = STYLES[language]
    unit = 100_000_000 if language in ("ja", "zh") else 1_000_000
    found = {"name": row["company"], "year": year.format(row["year"])}
    if row["employees"]:
        found["employees"] = grouped(int(row["employees"]), sign)
    if row["revenue"]:
        found["revenue"] = money.format(int(row["revenue"]) // unit)
    if row["growth"]:
        found["growth"] = percent.format(row["growth"])
    return found


FIELDS = {"name": ("company",), "revenue": ("revenue", "currency")}


def make() -> Ledger:
    """The table and its texts."""
    ledger = Ledger()
    for language, count in COUNTS.items():
        ledger.texts[language] = Text(language)
        for number in range(count):
            row, shape = _row(language, number)
            ledger.rows.append(row)
            _say(ledger, language, row, shape)
            if number % 3 == 0:
                ledger.texts[language].say(FILLER[language], {})
    _traps(ledger)
    return ledger


def _row(language: str, number: int) -> tuple[dict[str, str], str]:
    shapes = SHAPES[language]
    shape = shapes[number % len(shapes)]
    unit = 100_000_000 if language in ("ja", "zh") else 1_000_000
    row = dict.fromkeys(COLUMNS, "")
    row |= {"row_id": f"{language}{number:03d}", "company": name_of(language, number)}
    row["year"] = str(2015 + number % 7)
    if "{employees}" in shape:
        row["employees"] = str(310 + 37 * (number % 30))  # the same number for several companies
    if "{revenue}" in shape:
        row["revenue"] = str((12 + 3 * (number % 24)) * unit)
        row["currency"] = {"ja": "JPY", "zh": "CNY"}.get(language, "EUR")
    if "{growth}" in shape:
        row["growth"] = str(4 + number % 11)
    return row, shape


def _say(ledger: Ledger, language: str, row: Mapping[str, str], shape: str) -> None:
    places = ledger.texts[language].say(shape, spelt(language, row))
    for slot, place in places.items():
        for name in FIELDS.get(slot, (slot,)):
            ledger.right[language, row["row_id"], name] = place


TRAPS = (  # what a row is a trap of, and its English sentence
    ("hedge", "{name} employed nearly {employees} people in {year}."),
    ("hedge", "{name} made up to {revenue} in {year}."),
    ("another year", "{name} employed {employees} people in 2009."),
    ("another actor", "In {year}, {name} was silent while Quill Works employed {employees}."),
    ("nearly the same", "{name} employed {near} people in {year}."),
    ("another thing", "{name} held {employees} patents in {year}."),
    ("denied", "{name} did not employ {employees} people in {year}."),
    ("a list", "{name} and Quill Works employed {employees} and 77 people in {year}."),
    ("money", "{name} paid {employees} million euros in {year}."),
    ("glued", "{name} shipped {employees}kg of rope in {year}."),
)


def _traps(ledger: Ledger) -> None:
    """Rows of the English text that look like the others, and of which no cell is right."""
    text = ledger.texts["en"]
    for number, (kind, sentence) in enumerate((*TRAPS, *TRAPS)):
        row = dict.fromkeys(COLUMNS, "")
        tail = "Yard" if number < len(HEADS) else "Docks"
        row |= {"row_id": f"trap{number:02d}", "company": f"{HEADS[number % len(HEADS)]} {tail}"}
        row["year"] = str(2015 + number % 7)
        if "{revenue}" in sentence:
            row |= {"revenue": "9000000", "currency": "EUR"}
        else:
            row["employees"] = str(3001 + 13 * number)
        text.say(sentence, spelt("en", row) | {"near": grouped(3011 + 13 * number, ",")})
        ledger.rows.append(row)
        ledger.traps[row["row_id"]] = kind


def write_package(ledger: Ledger, folder: Path) -> Path:
    """A package with the table, its sources among the seeds, and nothing cited yet."""
    from pincite.seeds.new_source import new_source

    package = folder / "package"
    (package / "data").mkdir(parents=True)
    (package / "schemas/vocabularies").mkdir(parents=True)
    descriptor = json.dumps(_descriptor(), indent=1)
    (package / "datapackage.json").write_text(descriptor, encoding="utf-8")
    (package / "data/companies.csv").write_text(_csv(COLUMNS, ledger.rows), encoding="utf-8")
    header = "vocabulary,phrase,code,language\n"
    (package / "schemas/vocabularies/phrases.csv").write_text(header, encoding="utf-8")
    (package / "seeds").mkdir()
    (folder / "texts").mkdir()
    for language, text in ledger.texts.items():
        file = folder / "texts" / f"{language}.txt"
        file.write_text("".join(text.parts), encoding="utf-8", newline="\n")
        new_source(package, file, language, language=language)
    return package


def _csv(columns: list[str], rows: list[dict[str, str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _fields(names: str, **more: str) -> Iterator[dict[str, object]]:
    for name in names.split():
        kind = more.get(name, "string")
        free = name in ("quote", "note")
        yield {"name": name, "type": kind, "constraints": {} if free else {"required": True}}


def _table(name: str, fields: list[dict[str, object]], key: str) -> dict[str, object]:
    schema = {"fields": fields, "primaryKey": key.split()}
    return {"name": name, "type": "table", "path": f"data/{name}.csv", "schema": schema}


def _descriptor() -> dict[str, object]:
    edtf = "http://id.loc.gov/datatypes/edtf/EDTF"
    of = {"subject": "company"}
    own: list[dict[str, object]] = [
        {"name": "row_id", "type": "string"},
        {"name": "company", "type": "string", "citation": {"methods": ["verbatim"]}},
        {"name": "year", "rdfType": edtf, "citation": {"methods": ["date"], **of}},
        {"name": "employees", "type": "integer", "citation": {"methods": ["count"], **of}},
        {"name": "revenue", "type": "number", "citation": {"methods": ["amount"], **of}},
        {"name": "currency", "type": "string", "citation": {"methods": ["currency"], **of}},
        {"name": "growth", "type": "number", "citation": {"methods": ["percent"], **of}},
    ]
    return descriptor_of("ledger", "companies", own, "row_id")


def descriptor_of(
    name: str, table: str, fields: list[dict[str, object]], key: str
) -> dict[str, object]:
    """The descriptor of a package with one table of its own and those of the convention."""
    whole = dict.fromkeys(("seq", "start", "end", "code_points", "line_count"), "integer")
    cites = "table record_id field seq part source_id start end quote method value note"
    roles = {role: role for role in ("citations", "sources", "phrases")}
    phrases = "vocabulary phrase code language"
    sources = "source_id file_name language sha256 code_points line_count"
    return {
        "name": name,
        "citation": {"convention": "2", **roles, "quoteLimits": "none", "coverageScope": "none"},
        "resources": [
            _table(table, fields, key),
            _table("sources", [*_fields(sources, **whole)], "source_id"),
            _table("phrases", [*_fields(phrases)], "vocabulary phrase language"),
            _table("citations", [*_fields(cites, **whole)], "table record_id field seq"),
        ],
    }
