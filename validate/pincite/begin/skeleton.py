"""The files of a new package: its descriptor, its schemas, the tables of the convention, the rest.

Which columns the convention wants is said in `descriptor/names.py` alone; here are words for them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pincite.begin.kinds import KINDS, FieldSpec, field_descriptor, with_beside
from pincite.descriptor.names import OPTIONAL, ROLES
from pincite.descriptor.profiles import PROFILES
from pincite.files.write import csv_text, json_text
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import CannotRun
from pincite.seeds.seed_files import VOCABULARY
from pincite.types.integer import INTEGER
from pincite.types.object import OBJECT
from pincite.types.string import STRING

CONVENTION = "2"
SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")  # of a package (Data Package 2.0, "name")
PARTS = {  # the tables of the convention by their role: key, title, and columns of ours beside
    "citations": (("table", "record_id", "field", "seq"), "Citations", ()),
    "sources": (("source_id",), "Sources", ("source_id", "title", "url")),
    "phrases": (("vocabulary", "phrase", "language"), "Phrases", ()),
    "notes": (("note_id",), "Notes", ("note_id", "why")),
}
_WORDS = {
    "table": "The table of the cited cell.",
    "record_id": "The key of its record.",
    "field": "Its field.",
    "seq": "The number of the citation among those of the cell.",
    "part": "value, or anchor for the date that a relative date is counted from.",
    "source_id": "The source.",
    "start": "Offset of the first code point of the passage, from 0.",
    "end": "Offset just behind its last code point.",
    "quote": "The passage, code point for code point.",
    "method": "How the value follows from the quote.",
    "value": "The value that follows.",
    "note": "What a reader should know of it.",
    "prefix": "The text directly before the quote, where the source has it more than once.",
    "suffix": "The text directly behind it.",
    "title": "What the source is called.",
    "url": "Where it was found.",
    "vocabulary": "The vocabulary.",
    "phrase": "The words, letter for letter.",
    "code": "What they mean.",
    "file_name": "The file with its text, which the package does not hold.",
    "language": "Its language, a BCP 47 tag.",
    "sha256": "The digest of the file's bytes.",
    "code_points": "The length of its text.",
    "line_count": "The number of its lines.",
    "currencies": "What signs of money mean in it that several currencies share.",
    "quote_limits": "short or none: whether quotes are limited in length.",
    "coverage_scope": "whole, cited_paragraphs or none: what must be covered.",
    "note_id": "Identifier of the note.",
    "why": "Why no cell rests on the passage.",
}
_TYPES = {"#": INTEGER.name, "o": OBJECT.name}


@dataclass(frozen=True)
class TableSpec:
    """A table that was asked for: its name, its fields, those of its key, and where it is."""

    name: str
    fields: tuple[FieldSpec, ...]
    key: tuple[str, ...]
    path: str = ""
    title: str = ""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", self.name):
            raise CannotRun(
                f"{self.name}: a table is named in small letters, digits, hyphens and underscores"
            )
        names = [spec.name for spec in self.fields]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise CannotRun(f"{self.name}: two fields are called {min(twice)}")

    @property
    def file(self) -> str:
        """The path of its data in the package."""
        return self.path or f"data/{self.name}.csv"

    @property
    def schema_file(self) -> str:
        """The path of its schema in the package."""
        return f"schemas/{self.name}.schema.json"


@dataclass(frozen=True)
class PackageSpec:
    """A package that was asked for."""

    name: str
    tables: tuple[TableSpec, ...]
    title: str = ""
    licence: str = ""
    scope: str = "cited_paragraphs"
    limits: str = "short"
    is_plain: bool = False
    requirement: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)  # of tables that are there, by path

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.name):
            raise CannotRun(
                f"{self.name}: a package is named in small letters, digits, hyphens and points,"
                f" such as {slug(self.name)}"
            )
        names = [table.name for table in self.tables]
        taken = set() if self.is_plain else set(PARTS)
        for name in names:
            if names.count(name) > 1 or name in taken:
                raise CannotRun(f"two tables are called {name}")


def slug(text: str) -> str:
    """A name for a package or table out of any text; `data` where nothing is left of it."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._]+", "-", plain).strip("-._") or "data"


def package_files(spec: PackageSpec) -> dict[str, str]:
    """The texts of all files of the package that people may change, by path."""
    texts = {DESCRIPTOR: json_text(descriptor(spec))}
    for table in spec.tables:
        texts[table.schema_file] = json_text(table_schema(table, is_plain=spec.is_plain))
    if spec.is_plain:
        for table in spec.tables:
            header = [made.name for made in table.fields]
            texts[table.file] = spec.texts.get(table.file) or csv_text(header, ())
    else:
        for role in PARTS:
            texts[f"schemas/{role}.schema.json"] = json_text(part_schema(role))
        phrases = [made["name"] for made in part_schema("phrases")["fields"]]
        texts[VOCABULARY] = csv_text(phrases, ())
        texts["seeds/README.md"] = _SEEDS
        texts["texts/README.md"] = _TEXTS
    texts["README.md"] = _readme(spec)
    texts[".gitattributes"] = _ATTRIBUTES
    texts[".gitignore"] = _IGNORED
    texts[".github/workflows/data.yml"] = workflow(spec)
    return texts


def descriptor(spec: PackageSpec) -> dict[str, Any]:
    """The descriptor."""
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    found: dict[str, Any] = {"$schema": PROFILES["package"], "name": spec.name}
    found["title"] = spec.title or spec.name
    found |= {"version": "0.1.0", "created": now}
    if spec.licence:
        found["licenses"] = [{"name": spec.licence}]
    resources = [resource(table) for table in spec.tables]
    if not spec.is_plain:
        found["citation"] = {"convention": CONVENTION, **{role: role for role in PARTS}}
        found["citation"] |= {"quoteLimits": spec.limits, "coverageScope": spec.scope}
        made = [TableSpec(role, (), (), title=title) for role, (_, title, _) in PARTS.items()]
        resources += map(resource, made)
    return {**found, "resources": resources}


def resource(table: TableSpec) -> dict[str, Any]:
    """The resource of a table."""
    found: dict[str, Any] = {"name": table.name, "type": "table", "path": table.file}
    if table.title:
        found["title"] = table.title
    return {**found, "schema": table.schema_file}


def table_schema(table: TableSpec, *, is_plain: bool) -> dict[str, Any]:
    """The Table Schema of a table that was asked for."""
    specs = list(table.fields) if is_plain else with_beside(table.fields)
    names = [made.name for made in specs]
    for made in specs:
        if made.subject is not None and made.subject not in names:
            raise CannotRun(f"{made.name}@{made.subject}: {table.name} has no field {made.subject}")
    fields = [
        field_descriptor(made, is_key=made.name in table.key, is_plain=is_plain) for made in specs
    ]
    found: dict[str, Any] = {"$schema": PROFILES["schema"], "fields": fields}
    found["missingValues"] = [""]
    return {**found, "primaryKey": list(table.key)} if table.key else found


def part_schema(role: str) -> dict[str, Any]:
    """The Table Schema of a table of the convention."""
    key, title, ours = PARTS[role]
    marks = {**ROLES[role], **OPTIONAL.get(role, {})}
    first = [name for name in ours if name in key]
    names = [*first, *_ordered(marks), *(name for name in ours if name not in key)]
    fields = []
    for name in names:
        mark = marks.get(name, "s")
        made: dict[str, Any] = {"name": name, "type": STRING.name, "description": _WORDS[name]}
        made["type"] = next((kind for sign, kind in _TYPES.items() if sign in mark), STRING.name)
        if "!" in mark or name in first:
            made["constraints"] = {"required": True}
        fields.append(made)
    return {
        "$schema": PROFILES["schema"],
        "title": title,
        "fields": fields,
        "missingValues": [""],
        "primaryKey": list(key),
    }


def _ordered(marks: Mapping[str, str]) -> Sequence[str]:
    """The columns of a role in the order in which people read them."""
    return sorted(marks, key=list(_WORDS).index)


def kinds_text() -> str:
    """The kinds of fields, for people."""
    return "\n".join(f"  {name:<10} {kind.says}" for name, kind in KINDS.items())


_ATTRIBUTES = """# the texts are compared byte for byte, and tables are written with line feeds
* text=auto eol=lf
texts/** -text
"""
_IGNORED = """# other people's texts are not published; remove the line if they are yours
texts/
dist/
explorer.html
report.html
*.before
"""
_SEEDS = """# Seeds: what people write

`pincite build` makes the tables in `data/` of what is here; nobody edits those. The verbs of
pincite write here.

| file | what is in it |
|---|---|
| `SOURCE/source.json` | what is known of a source's text |
| `SOURCE/citations/TABLE.csv` | which cell rests on which passage |
| `SOURCE/notes.csv` | passages that no cell rests on, and why |
| `adopted/TABLE.csv` | rows that were there before their cells were cited |
| `reference/TABLE.csv` | facts from outside, taken over as they are |
| `../schemas/vocabularies/phrases.csv` | which phrase means which code |
"""
_TEXTS = """# Texts of the sources

Save each page as a text file in UTF-8 here, and do not change it later. Git does not see this
folder.
"""


def _readme(spec: PackageSpec) -> str:
    tables = "\n".join(f"- `{table.file}`: {table.title or table.name}" for table in spec.tables)
    title = spec.title or spec.name
    if spec.is_plain:
        return _PLAIN_README.format(title=title, tables=tables)
    return _README.format(title=title, tables=tables)


_PLAIN_README = """# {title}

{tables}

`pincite validate` checks the tables against `schemas/`, `pincite release` writes them in every
format.
"""
_README = """# {title}

{tables}

Each cell rests on a passage of a text. The passages are in `data/citations.csv`.

```sh
pincite new-source texts/FILE.txt --id NAME    # add a text
pincite cite TABLE RECORD FIELD "the words" --source NAME
pincite validate                               # check all, with the texts where they are in texts/
pincite release                                # write it in every format
```

The tables in `data/` are made of what is in `seeds/`: do not edit them.
"""


def workflow(spec: PackageSpec) -> str:
    """A workflow for GitHub that validates the package; what pip installs is a setting of it."""
    named = spec.requirement or "${{ vars.PINCITE }}"
    build = "" if spec.is_plain else "      - run: pincite build --check\n"
    return f"""name: data
on: [push, pull_request]
permissions:
  contents: read
jobs:
  validate:
    runs-on: ubuntu-latest
    env:
      # what pip installs, such as git+https://HOST/OWNER/REPOSITORY@TAG#subdirectory=validate
      PINCITE: {named if named.startswith("$") else json_text(named).strip()}
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: python -m pip install "${{PINCITE:?set the variable PINCITE of this repository}}"
      - run: pincite validate --format github --no-declared-skips
{build}"""
