"""`describe`: a descriptor with schemas for tables that have none, and what each part rests on.

Each table is read twice: its columns once, by `tables/inference`, and once by the validator, with
what was found. So the result validates the file that it was made from, or the faults that are left
are the file's own, and are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pincite.begin.skeleton import slug
from pincite.checks import Options, check_package
from pincite.descriptor.profiles import PROFILES
from pincite.descriptor.shape import NAME
from pincite.files.addresses import Addresses
from pincite.package import BadDeclaration, Package, Resource, TableOptions, open_package
from pincite.package.bare import Bare, bare_tables
from pincite.report import CannotRun, Issue, counted
from pincite.report.visible import quoted, shortened
from pincite.tables.content import TableFault, open_content
from pincite.tables.csv_records import codec_name
from pincite.tables.formats import LINES, PLAIN, READABLE, TEXT, TYPED, inner_tables, unread_format
from pincite.tables.inference.deciding import Decided, decide
from pincite.tables.inference.dialects import DialectGuess, dialect_of_text, sample_of
from pincite.tables.inference.encodings import NO_TEXT, EncodingGuess, encoding_of
from pincite.tables.inference.keys import KeyGuess, ReferenceGuess, keys_of, near_key, references_of
from pincite.tables.inference.summaries import are_few, scan
from pincite.tables.reader import OpenTable, kind_of
from pincite.types import DEFAULT
from pincite.types.string import STRING

MOST_ISSUES = 1_000  # of one table, by which its fields are widened
MOST_ROUNDS = 5
_AS_TEXT = "the file holds it as text"
_OF_CELLS = ("column-type", "type-error", "constraint-error")


@dataclass
class DescribedTable:
    """One table: its resource as a descriptor states it, and what its parts rest on.

    `fields` say why each has its type; `issues` are the faults that the file has all the same;
    `fault` says why nothing could be read.
    """

    resource: dict[str, Any]
    rows: int = 0
    encoding: EncodingGuess | None = None
    dialect: DialectGuess | None = None
    fields: list[Decided] = field(default_factory=list)
    keys: list[KeyGuess] = field(default_factory=list)
    near_key: str = ""  # the column that would be a key, and the rows that have a value twice
    references: list[ReferenceGuess] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    fault: str = ""

    @property
    def name(self) -> str:
        """The name of its resource."""
        return str(self.resource["name"])

    @property
    def schema(self) -> dict[str, Any]:
        """Its Table Schema; empty where nothing could be read."""
        found: dict[str, Any] = self.resource.get("schema", {})
        return found

    def to_dict(self) -> dict[str, Any]:
        """What is known of it as JSON types, beside its descriptor."""
        return {
            "name": self.name,
            "path": self.resource["path"],
            "rows": self.rows,
            "fault": self.fault or None,
            "encoding": None if self.encoding is None else _guess(self.encoding),
            "dialect": None if self.dialect is None else _guess(self.dialect),
            "fields": [_evidence(item) for item in self.fields],
            "keys": [
                {"fields": [*key.fields], "why": key.why, "declared": self._declares(key)}
                for key in self.keys
            ],
            "nearKey": self.near_key or None,
            "foreignKeys": [
                {"field": item.field, "resource": item.resource, "target": item.target}
                | {"why": item.why}
                for item in self.references
            ],
            "issues": [issue.to_dict() for issue in self.issues],
        }

    def _declares(self, key: KeyGuess) -> bool:
        return self.schema.get("primaryKey") == [*key.fields]


@dataclass(frozen=True)
class Description:
    """A descriptor that was made for tables, and each table with what it rests on."""

    descriptor: Mapping[str, Any]
    tables: tuple[DescribedTable, ...]

    @property
    def valid(self) -> bool:
        """Whether all tables could be read, and the descriptor validates them."""
        return all(not table.fault and not table.issues for table in self.tables)

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON types; keys are part of the interface."""
        tables = [table.to_dict() for table in self.tables]
        return {"descriptor": dict(self.descriptor), "valid": self.valid, "tables": tables}


def _guess(found: EncodingGuess | DialectGuess) -> dict[str, Any]:
    stated: Any = found.name if isinstance(found, EncodingGuess) else dict(found.properties)
    key = "name" if isinstance(found, EncodingGuess) else "properties"
    more = {"confidence": found.confidence, "why": found.why, "others": [*found.others]}
    return {key: stated, **more}


def _evidence(item: Decided) -> dict[str, Any]:
    column = item.column
    return {
        "name": item.field["name"],
        "type": item.field["type"],
        "why": item.why,
        "notes": [*item.notes],
        "cells": column.cells,
        "empty": column.empty,
        "marks": dict(sorted(column.marks.items())),
        "distinct": column.distinct,
        "isDistinctAll": column.is_whole,
        "examples": column.examples or [str(value) for value in column.samples],
    }


def describe_tables(
    paths: Sequence[str | Path],
    options: TableOptions | None = None,
    *,
    constraints: bool = False,
    root: Path | None = None,
) -> Description:
    """Describe the tables at some paths, each a file, a folder or a pattern.

    What `options` state of encoding, dialect and format is not guessed. With `constraints` the
    fields have those that all cells keep. Paths of the result are relative to `root`. Raises
    CannotRun for what is not there.
    """
    options = options or TableOptions()
    if options.schema is not None:
        raise CannotRun("a schema is what is looked for: leave it out, or validate the tables")
    bare = bare_tables(paths, options, Addresses(None, None, Path()).file)
    found = [dict(item) for item in bare.descriptor["resources"]]
    for item in found:
        item.pop("schema", None)  # one that lies beside is not asked, and may be broken
    tables = [table for item in found for table in _guessed(bare, item)]
    _name_apart(tables)
    for table in tables:
        _read(bare, table, constraints=constraints)
    tables = [table for table in tables if not _is_blank_sheet(table)] or tables
    for table in tables:
        _relate(table, tables)
    _settle(bare, tables)
    for table in tables:
        table.resource["path"] = _relative(table.resource["path"], root)
    name = slug(Path(paths[0]).resolve().name.split(".")[0]) if len(paths) == 1 else "data"
    resources = [table.resource for table in tables]
    descriptor = {"$schema": PROFILES["package"], "name": name, "resources": resources}
    return Description(descriptor, tuple(tables))


def _is_blank_sheet(table: DescribedTable) -> bool:
    """Whether a table is a sheet without a cell, such as workbooks have at their end."""
    return "sheetName" in table.resource.get("dialect", {}) and not table.fields and not table.rows


def _relative(path: str, root: Path | None) -> str:
    if root is None:
        return path
    try:
        return Path(path).resolve().relative_to(root.resolve()).as_posix()
    except ValueError as error:
        raise CannotRun(
            f"{path}: lies outside of {root}: write the descriptor beside the table or above it"
        ) from error


def _opened(bare: Bare, items: Sequence[Mapping[str, Any]]) -> Package:
    descriptor = {"name": bare.descriptor["name"], "resources": [*items]}
    return open_package(Bare(bare.files, descriptor, ()))


def _guessed(bare: Bare, item: Mapping[str, Any]) -> Iterator[DescribedTable]:
    """The tables of a file with their encoding and dialect; several of a workbook or database."""
    stated = {**item, "name": slug(str(item["name"]))}
    kind = kind_of(_resource(bare, item))
    if kind in PLAIN:
        stated["format"] = "csv"
    elif kind not in READABLE:
        why = f"{unread_format(kind)}; name --input-format where it is one of them"
        yield DescribedTable(stated, fault=why)
        return
    try:
        inner = _inner(bare, stated)
    except TableFault as error:
        yield DescribedTable(stated, fault=str(error))
        return
    for resource in inner or [stated]:
        table = DescribedTable(resource)
        try:
            _guess_text(bare, table)
        except TableFault as error:
            table.fault = str(error)
        yield table


def _inner(bare: Bare, stated: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The resources of a file that holds several tables, of which none is stated."""
    resource = _resource(bare, stated)
    content = open_content(_opened(bare, [stated]), resource)
    found = inner_tables(kind_of(resource), content, resource.path)
    return [
        {**stated, "name": slug(name), "dialect": {key: name}}
        for key, names in found.items()
        for name in names
        if len(names) > 1 and not stated.get("dialect")
    ]


def _guess_text(bare: Bare, table: DescribedTable) -> None:
    """Guess the encoding and dialect of a text, where nobody states them; raises TableFault."""
    stated = table.resource
    resource = _resource(bare, stated)
    content, kind = open_content(_opened(bare, [stated]), resource), kind_of(resource)
    if kind in (*TEXT, LINES, "json") and "encoding" not in stated:
        with content.open(resource.path) as stream:
            table.encoding = encoding_of(stream)
        if table.encoding.why == NO_TEXT:
            raise TableFault("encoding-error", f"no text: {NO_TEXT}")
        if table.encoding.name != "utf-8":
            stated["encoding"] = table.encoding.name
    if kind in TEXT and not stated.get("dialect"):
        with content.open(resource.path) as stream:
            text = sample_of(stream, codec_name(stated.get("encoding", "utf-8")))
        table.dialect = dialect_of_text(text, "\t" if kind == "tsv" else ",")
        if table.dialect.properties:
            stated["dialect"] = dict(table.dialect.properties)


def _resource(bare: Bare, item: Mapping[str, Any]) -> Resource:
    return _opened(bare, [item]).resources[0]


def _name_apart(tables: Sequence[DescribedTable]) -> None:
    taken: set[str] = set()
    for table in tables:
        name, number = table.name, 2
        while table.resource["name"] in taken:
            table.resource["name"], number = f"{name}-{number}", number + 1
        taken.add(table.name)


def _read(bare: Bare, table: DescribedTable, *, constraints: bool) -> None:
    """Read a table's columns, and decide on its fields and keys."""
    if table.fault:
        return
    try:
        opened, labels = _open_table(bare, table)
        scanned = scan(opened, labels, wants_bounds=constraints)
    except TableFault as error:
        table.fault = str(error)
        return
    kinds = [column.kind for column in opened.first.types]
    names = _names(labels)
    table.rows = scanned.rows
    table.fields = decide(
        scanned.columns,
        names,
        kinds,
        delimiter=opened.dialect.delimiter,
        constraints=constraints,
        takes_strays=True,
    )
    table.keys = keys_of(table.fields, scanned.rows, scanned.first)
    near = near_key(table.fields, scanned.rows)
    if near is not None and not any(key.is_usual for key in table.keys) and not scanned.fault:
        repeated = _repeated(_open_table(bare, table)[0], near.at)
        some = " and ".join(
            f"{quoted(shortened(text, 30))} ({' and '.join(places)})"
            for text, places in repeated[:3]
        )
        more = " and others" if len(repeated) > 3 else ""
        table.near_key = f"{near.field} would be a key but for {some}{more}"
    if scanned.fault is not None:
        table.fault = str(scanned.fault)
    fields = [dict(item.field) for item in table.fields]
    if constraints:
        _make_unique(fields, table.keys)
    table.resource["schema"] = {"$schema": PROFILES["schema"], "fields": fields}
    if table.keys and table.keys[0].is_usual:
        table.schema["primaryKey"] = [*table.keys[0].fields]


def _repeated(opened: OpenTable, at: int) -> list[tuple[str, list[str]]]:
    """The texts of a column that several rows have, with the places of these."""
    places: dict[str, list[str]] = {}
    try:
        for part in opened.parts():
            for row in part.rows:
                if row.fault is None and at < len(row.cells) and any(row.cells):
                    place = f"row {row.number}" if row.line is None else f"line {row.line}"
                    places.setdefault(str(row.cells[at]), []).append(place)
    finally:
        opened.close()
    return [(text, found) for text, found in places.items() if len(found) > 1]


def _make_unique(fields: Sequence[dict[str, Any]], keys: Sequence[KeyGuess]) -> None:
    single = {key.fields[0] for key in keys if len(key.fields) == 1 and key.is_proved}
    for item in fields:
        if item["name"] in single:
            item["constraints"] = {**item.get("constraints", {}), "unique": True}


def _open_table(bare: Bare, table: DescribedTable) -> tuple[OpenTable, list[str]]:
    """The table without a schema, and its labels; numbers where it has no header."""
    package = _opened(bare, [table.resource])
    resource = package.resources[0]
    opened = OpenTable(package, resource)
    if opened.labels is not None:
        return opened, opened.labels
    width = table.dialect.width if table.dialect is not None else 0
    if not width:
        first = next(opened.first.rows, None)
        width = len(first.cells) if first is not None else 0
        opened.close()
        opened = OpenTable(package, resource)
    return opened, [f"field{number}" for number in range(1, width + 1)]


def _names(labels: Sequence[str]) -> list[str]:
    """A name for each column: its label, where it can be one and no earlier column has it."""
    found: list[str] = []
    taken = set(labels)
    seen: set[str] = set()
    for number, label in enumerate(labels, 1):
        first = label if not [*NAME.faults(label, "")] else f"column{number}"
        name, again = first, 2
        while name in seen or (name != label and name in taken):
            name, again = f"{first}{again}", again + 1
        seen.add(name)
        found.append(name)
    return found


def _relate(table: DescribedTable, tables: Sequence[DescribedTable]) -> None:
    """Find the foreign keys of a table into the others."""
    known = {
        other.name: (other.fields, [key for key in other.keys if len(key.fields) == 1])
        for other in tables
        if other.fields
    }
    table.references = references_of(table.name, table.fields, known)
    if table.references:
        table.schema["foreignKeys"] = [ref.descriptor(table.name) for ref in table.references]


def _settle(bare: Bare, tables: Sequence[DescribedTable]) -> None:
    """Validate each table with what was found, and widen what the validator refuses."""
    for _ in range(MOST_ROUNDS):
        is_settled = True
        sound = [table for table in tables if table.schema]
        try:
            package = _opened(bare, [table.resource for table in sound])
        except BadDeclaration as error:  # a label that no schema can name, and the like
            raise CannotRun(f"what was found cannot be declared: {error}") from error
        for table in sound:
            options = Options(most_issues=MOST_ISSUES, resources=(table.name,))
            report = check_package(package, options)
            table.issues = [issue for issue in report.errors if issue.code != "issues-cut"]
            is_settled &= not _widen(table)
        if is_settled:
            return


def _widen(table: DescribedTable) -> bool:
    """Make the schema of a table say less, where its cells break it; whether it was changed."""
    schema = table.schema
    before = repr(schema)
    by_code: dict[str, set[str | None]] = {}
    for issue in table.issues:
        by_code.setdefault(issue.code, set()).add(issue.place.field)
    for at, item in enumerate(schema["fields"]):
        broken = [code for code in _OF_CELLS if item["name"] in by_code.get(code, ())]
        if "type-error" in broken:
            wrong = [i for i in table.issues if _is_of_type(i) and i.place.field == item["name"]]
            why, is_kept = _strays(table, at, wrong)
            table.fields[at] = replace(table.fields[at], why=why)
            broken = [code for code in broken if not is_kept or code != "type-error"]
        if broken:
            schema["fields"][at] = _widened(item, broken, is_typed=_is_typed(table))
            # texts that look like dates are texts where a column of the file has a type
            why = _AS_TEXT if "column-type" in broken else table.fields[at].why
            table.fields[at] = replace(table.fields[at], field=schema["fields"][at], why=why)
        if item["name"] in by_code.get("unique-error", ()):
            item["constraints"].pop("unique", None)
    if "primary-key" in by_code:
        table.keys = table.keys[1:]
        schema.pop("primaryKey")
        if table.keys and table.keys[0].is_usual:
            schema["primaryKey"] = [*table.keys[0].fields]
    if "foreign-key" in by_code:
        table.references = [r for r in table.references if r.field not in by_code["foreign-key"]]
        schema["foreignKeys"] = [ref.descriptor(table.name) for ref in table.references]
        if not table.references:
            schema.pop("foreignKeys")
    return repr(schema) != before


def _row_of(issue: Issue) -> str:
    place = issue.place
    return f"row {place.row}" if place.line is None else f"line {place.line}"


def _is_of_type(issue: Issue) -> bool:
    return issue.code == "type-error"


def _strays(table: DescribedTable, at: int, wrong: Sequence[Issue]) -> tuple[str, bool]:
    """What is said of the cells that are not of a field's type; whether they are faults only."""
    column, kind = table.fields[at].column, table.fields[at].field["type"]
    number, total = len(wrong), column.filled
    is_all = len(table.issues) < MOST_ISSUES
    some = ", ".join(f"{quoted(shortened(i.found or '', 30))}, {_row_of(i)}" for i in wrong[:3])
    some += " and others" if number > 3 else ""
    if column.has_strays and are_few(number, total) and 2 * number < MOST_ISSUES:
        # where issues were cut, other columns have most of them: these are widened first
        right = f"{total - number:,} of" if is_all else "nearly all of"
        return f"{right} {counted(total, 'filled cells')}; not {some}", True
    least = "" if is_all else "at least "
    cells = counted(total, "filled cells")
    return f"{least}{number:,} of {cells} not of type {kind}: {some}", False


def _is_typed(table: DescribedTable) -> bool:
    ending = str(table.resource.get("format") or table.resource["path"]).rpartition(".")[2]
    return ending in (*TYPED, "json", "jsonl", "ndjson", "db", "sqlite3")


def _widened(item: Mapping[str, Any], broken: Sequence[str], *, is_typed: bool) -> dict[str, Any]:
    """A field that says less: without constraints first, then as any text or value."""
    plain = {key: item[key] for key in item if key not in ("constraints", "categories")}
    if broken == ["constraint-error"] and plain != item:
        return plain
    if "column-type" in broken and item["type"] != STRING.name:
        return {"name": item["name"], "type": STRING.name}
    return {"name": item["name"], "type": DEFAULT if is_typed else STRING.name}
