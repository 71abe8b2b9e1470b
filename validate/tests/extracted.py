"""Extractions of our own: documents, and 300 records about them with the verdict each deserves.

The sentences are ours. The records are what models and extractors give: right ones, invented
quotes, right quotes with wrong values, hedges cut off, another's value, quotes in other blanks and
marks, repeated quotes, offsets in every unit, and what no table can hold.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ledger import descriptor_of, grouped, name_of

LANGUAGES = ("en", "en", "en", "de", "fr", "ja", "zh")
COMPANIES = 12  # of a document
SENTENCES = {
    "en": (
        "In {year}, {name} employed {staff} people, while its rival {rival} had {other}. 🛥\n"
        "Sales of {name} came to nearly {sales}.\n"
        "{name} sold the firm’s boats for {cost} — and “{share}\u202fpercent” of them abroad.\n"
        "In {year} there were 40 boats.\n"
    ),
    "de": (
        "Im Jahr {year} beschäftigte {name} {staff} Menschen, während {rival} {other} hatte. 🛥\n"
        "Der Umsatz von {name} betrug knapp {sales}.\n"
        "{name} verkaufte die Boote für {cost} an Händler.\n"
        "Im Jahr {year} waren es 40 Boote.\n"
    ),
    "fr": (
        "En {year}, {name} employait {staff} personnes, tandis que {rival} en avait {other}. 🛥\n"
        "Les ventes de {name} atteignaient presque {sales}.\n"
        "{name} vendait ses bateaux à {cost}.\n"
        "En {year}, il y avait 40 bateaux.\n"
    ),
    "ja": (
        "{year}、{name}は{staff}人を雇用し、一方{rival}は{other}人だった。🛥\n"
        "{name}の売上高は約{sales}だった。\n{name}は船を{cost}で売った。\n{year}に船は40隻あった。\n"
    ),
    "zh": (
        "{year}，{name}有{staff}名员工，而{rival}有{other}名。🛥\n"
        "{name}的收入接近{sales}。\n{name}以{cost}出售每艘船。\n{year}有40艘船。\n"
    ),
}
MONEY = {
    "en": ("€{} million", "€{}"),
    "de": ("{} Millionen Euro", "{} Euro"),
    "fr": ("{} millions d’euros", "{} euros"),
    "ja": ("{}億円", "{}円"),
    "zh": ("{}亿元人民币", "{}元人民币"),
}
GROUPS = {"en": ",", "de": ".", "fr": "\u202f", "ja": ",", "zh": ""}
YEARS = {"ja": "{}年", "zh": "{}年"}


Said = Mapping[str, tuple[str, Any]]  # words and value by what they are


@dataclass
class Document:
    """A text, and what it says of each company: words and values by field."""

    source: str
    language: str
    text: str = ""
    said: list[dict[str, tuple[str, Any]]] = field(default_factory=list)


def documents(count: int) -> list[Document]:
    """Documents, each with some companies, in turn in each language."""
    return [_document(number) for number in range(count)]


def _document(number: int) -> Document:
    language = LANGUAGES[number % len(LANGUAGES)]
    found = Document(f"doc{number:02d}", language)
    for at in range(COMPANIES):
        name = name_of(language, at * 2)
        rival = name_of(language, at * 2 + 1)
        staff, other = 1201 + 17 * at + 400 * (number % 5), 911 + 13 * at + 400 * (number % 5)
        sales, cost = 21 + 3 * at + number % 7, 51_000 + 1000 * at + 100 * (number % 7)
        unit = 10**8 if language in ("ja", "zh") else 10**6
        words = {
            "year": YEARS.get(language, "{}").format(2010 + at),
            "name": name,
            "rival": rival,
            "staff": grouped(staff, GROUPS[language]),
            "other": grouped(other, GROUPS[language]),
            "sales": MONEY[language][0].format(sales),
            "cost": MONEY[language][1].format(grouped(cost, GROUPS[language])),
            "share": str(11 + at),
        }
        values: dict[str, Any] = {"year": str(2010 + at), "name": name, "rival": rival}
        values |= {"staff": staff, "other": other, "sales": sales * unit, "cost": cost}
        values |= {"share": 11 + at}
        found.text += SENTENCES[language].format(**words)
        found.said.append({key: (words[key], values[key]) for key in words})
    return found


@dataclass(frozen=True)
class Expected:
    """An extracted record, the field that is looked at, and the verdict that it deserves."""

    kind: str
    source: str
    record: Mapping[str, Any]
    field: str
    verdict: str


def expected_records(texts: list[Document], each: int) -> Iterator[Expected]:
    """Records of every kind, so many of each, with their verdicts."""
    kinds = (_right, _invented, _wrong_value, _cropped, _another, _respelt, _offsets, _repeated)
    for kind_number, make in enumerate((*kinds, _cjk, _ill_formed)):
        for number in range(each):
            document = texts[(number + kind_number) % len(texts)]
            if make is _cjk:
                document = [d for d in texts if d.language in ("ja", "zh")][number % 2]
            if make is _respelt:
                document = [d for d in texts if d.language == "en"][number % 2]
            at = (number * 5 + kind_number) % COMPANIES
            key = f"{make.__name__[1:]}-{number}"
            if make is _another:  # an extractor finds the rival too
                words, value = document.said[at]["rival"]
                rival = {"deal_id": f"rival-{number}", "company": {"quote": words, "value": value}}
                yield Expected("rival", document.source, rival, "company", "proved")
            yield make(document, document.said[at], key, number)


def _record(said: Said, key: str, name: str, quoted: Any) -> dict[str, Any]:
    words, value = said["name"]
    return {"deal_id": key, "company": {"quote": words, "value": value}, name: quoted}


def _right(d: Document, said: Said, key: str, number: int) -> Expected:
    name = ("staff", "cost", "year")[number % 3]
    words, value = said[name]
    record = _record(said, key, name, {"quote": words, "value": value})
    return Expected("right", d.source, record, name, "proved")


def _invented(d: Document, said: Said, key: str, number: int) -> Expected:
    words, value = said["staff"]
    quote = f"{words} highly motivated engineers" if number % 2 else "€77 million"
    name = "staff" if number % 2 else "sales"
    quoted = {"quote": quote, "value": value if number % 2 else 77_000_000}
    return Expected("invented", d.source, _record(said, key, name, quoted), name, "not_found")


def _wrong_value(d: Document, said: Said, key: str, n: int) -> Expected:
    words, value = said["staff"]
    other = (value * 10, value + 9, float(value) + 0.5, str(value)[::-1])[n % 4]
    quoted = {"quote": words, "value": other}
    verdict = "refused" if n % 4 == 2 else "wrong"  # no integer field holds a half
    return Expected("wrong value", d.source, _record(said, key, "staff", quoted), "staff", verdict)


def _cropped(d: Document, said: Said, key: str, _: int) -> Expected:
    words, value = said["sales"]
    quoted = {"quote": words, "value": value}
    return Expected("cropped", d.source, _record(said, key, "sales", quoted), "sales", "cropped")


def _another(d: Document, said: Said, key: str, _: int) -> Expected:
    words, value = said["other"]
    quoted = {"quote": words, "value": value}
    return Expected("another", d.source, _record(said, key, "staff", quoted), "staff", "wrong")


def _respelt(d: Document, said: Said, key: str, number: int) -> Expected:
    quotes = ("for {cost} - and", "{share} percent", "{name} sold the firm's boats")
    words = {name: text for name, (text, _) in said.items()}
    quote = quotes[number % 3].format(**words)
    if number % 3 == 1:
        quoted: dict[str, Any] = {"quote": quote, "value": said["share"][1]}
        return Expected("respelt", d.source, _record(said, key, "share", quoted), "share", "proved")
    record = {"deal_id": key, "wording": {"quote": quote, "value": quote}}
    return Expected("respelt", d.source, record, "wording", "proved")


def _offsets(d: Document, said: Said, key: str, _: int) -> Expected:
    """Right quotes with offsets; of each document all count in one unit."""
    words, value = said["cost"]
    start = d.text.index(words)
    unit = ("code-points", "utf-16", "utf-8")[int(d.source[3:]) % 3]
    if unit != "code-points":
        encoding, width = {"utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}[unit]
        first = len(d.text[:start].encode(encoding)) // width
        length = len(words.encode(encoding)) // width
    else:
        first, length = start, len(words)
    quoted = {"quote": words, "value": value, "start": first, "end": first + length}
    return Expected("offsets", d.source, _record(said, key, "cost", quoted), "cost", "proved")


def _repeated(d: Document, said: Said, key: str, number: int) -> Expected:
    """Quotes that a text has several times: a name may be any of them, a number may not."""
    if number % 2:
        words, value = said["name"]
        record = {"deal_id": key, "company": {"quote": words, "value": value}}
        return Expected("repeated", d.source, record, "company", "proved")
    boats = {"en": "40 boats", "de": "40 Boote", "fr": "40 bateaux", "ja": "40隻", "zh": "40艘"}
    record = {"deal_id": key, "boats": {"quote": boats[d.language], "value": 40}}
    return Expected("repeated", d.source, record, "boats", "ambiguous")


def _cjk(d: Document, said: Said, key: str, number: int) -> Expected:
    if number % 4 == 3:
        words, value = said["sales"]
        quoted = {"quote": words, "value": value}
        return Expected("cjk", d.source, _record(said, key, "sales", quoted), "sales", "cropped")
    words, value = said["staff"]
    counter = {"ja": "人", "zh": "名"}[d.language]
    quoted = {"quote": words + counter, "value": value}
    return Expected("cjk", d.source, _record(said, key, "staff", quoted), "staff", "proved")


def _ill_formed(d: Document, said: Said, key: str, n: int) -> Expected:
    """What no field can hold: of the wrong type, without a quote or value, of unknown fields."""
    words, value = said["staff"]
    quoted: Any = (
        {"quote": words, "value": [value]},
        {"quote": words, "value": True},
        {"quote": words, "value": "many"},
        {"quote": None, "value": value},
        {"quote": words, "value": None},
        value,
        {"quote": words, "valeu": value},
        {"quote": 12, "value": value},
    )[n % 8]
    return Expected("ill-formed", d.source, _record(said, key, "staff", quoted), "staff", "refused")


FIELDS = (
    ("company", "string", "verbatim", False),
    ("staff", "integer", "count", True),
    ("sales", "number", "amount", True),
    ("cost", "number", "amount", True),
    ("share", "number", "percent", False),
    ("boats", "integer", "count", False),
    ("wording", "string", "verbatim", False),
    ("year", "string", "date", True),
)


def write_package(texts: list[Document], folder: Path) -> Path:
    """A package with a table `deals` that is empty, and the documents as its sources."""
    from pincite.seeds.new_source import new_source

    own: list[dict[str, Any]] = [{"name": "deal_id", "type": "string"}]
    for name, kind, method, is_bound in FIELDS:
        citation: dict[str, Any] = {"methods": [method]}
        citation |= {"subject": "company"} if is_bound else {}
        own.append({"name": name, "type": kind, "citation": citation})
    own[-1]["rdfType"] = "http://id.loc.gov/datatypes/edtf/EDTF"
    package = folder / "package"
    (package / "schemas/vocabularies").mkdir(parents=True)
    (package / "seeds").mkdir()
    (folder / "texts").mkdir()
    descriptor = json.dumps(descriptor_of("extracts", "deals", own, "deal_id"), indent=1)
    (package / "datapackage.json").write_text(descriptor, encoding="utf-8")
    header = "vocabulary,phrase,code,language\n"
    (package / "schemas/vocabularies/phrases.csv").write_text(header, encoding="utf-8")
    for document in texts:
        file = folder / "texts" / f"{document.source}.txt"
        file.write_text(document.text, encoding="utf-8", newline="\n")
        new_source(package, file, document.source, language=document.language)
    return package


def json_lines(records: list[Expected]) -> str:
    """The records as a pipeline writes them: a document a line."""
    sources = dict.fromkeys(record.source for record in records)
    lines = (
        {"source": source, "records": [r.record for r in records if r.source == source]}
        for source in sources
    )
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
