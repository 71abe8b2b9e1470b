"""Correcting what is in the seeds: the code of a phrase, a phrase too many, a record's key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

from pincite.files.reading import read_text
from pincite.files.write import csv_text, write_files
from pincite.package import Convention, Package, Schema
from pincite.report import CannotRun
from pincite.seeds.editor import new_faults, open_seeds, refusal
from pincite.seeds.request import remove_lines
from pincite.seeds.seed_files import (
    VOCABULARY,
    SeedRow,
    canonical_key,
    read_adopted,
    read_seeds,
    read_vocabulary,
)


class PhraseChange(NamedTuple):
    """A phrase of a vocabulary and its new code; without a code it is removed.

    Without a phrase, all phrases that no citation needs.
    """

    vocabulary: str | None
    phrase: str | None
    language: str | None
    code: str | None


def change_phrases(
    path: str | Path, change: PhraseChange, *, dry_run: bool = False
) -> list[dict[str, str]]:
    """Change or remove phrases of the vocabularies; gives their rows as they were.

    Raises CannotRun, and writes nothing, where there is no such phrase, or where the package would
    have a fault.
    """
    package, convention = open_seeds(path)
    resource = package.table(convention.phrases)
    columns = resource.schema.names if resource is not None and resource.schema else ()
    rows = read_vocabulary(package, columns)
    is_named = change.phrase is not None
    chosen = _named(rows, change) if is_named else _unused(package, convention, rows)
    if not chosen:
        return []
    text = read_text(package.path_of(VOCABULARY), VOCABULARY)
    lines = [row.line for row in chosen]
    if change.code is None:
        text = remove_lines(text, VOCABULARY, lines)
    else:
        for row in chosen:
            new = [{**row.cells, "code": change.code}[column] for column in columns]
            text = replace_row(text, VOCABULARY, row.line, new)
    texts = {VOCABULARY: text}
    faults, _ = new_faults(package, convention, texts, [], None)
    if faults:
        raise CannotRun(refusal(faults[0], package))
    if not dry_run:
        write_files(package.root, texts)
    return [dict(row.cells) for row in chosen]


def _named(rows: list[SeedRow], change: PhraseChange) -> list[SeedRow]:
    found = [
        row
        for row in rows
        if row.cells["vocabulary"] == change.vocabulary and row.cells["phrase"] == change.phrase
    ]
    if not found:
        known = sorted({row.cells["vocabulary"] for row in rows})
        where = "" if change.vocabulary in known else f"; vocabularies: {', '.join(known)}"
        raise CannotRun(f"“{change.phrase}” is not in the vocabulary {change.vocabulary}{where}")
    found = [row for row in found if change.language in (None, row.cells["language"])]
    if len(found) != 1:
        languages = ", ".join(row.cells["language"] for row in found)
        raise CannotRun(f"name the --language of “{change.phrase}”: {languages or 'another'}")
    return found


def _unused(package: Package, convention: Convention, rows: list[SeedRow]) -> list[SeedRow]:
    """The phrases that no citation quotes, of vocabularies that no absence is looked for in."""
    fields = {
        (table.name, field.name): field.citation
        for table in package.tables
        if table.schema is not None
        for field in table.schema.cited_fields
        if field.citation is not None
    }
    used: set[tuple[str, str, str]] = set()
    searched: set[str] = set()
    for seed in read_seeds(package, convention):
        language = seed.record.get("language", "")
        for table, cited in seed.citations.items():
            for row in cited:
                rule = fields.get((table, row.cells["field"]))
                if rule is None or rule.vocabulary is None:
                    continue
                if row.cells["method"] == "absent":
                    searched.add(rule.vocabulary)
                used.add((rule.vocabulary, row.cells["quote"], language))
    return [
        row
        for row in rows
        if row.cells["vocabulary"] not in searched
        and (row.cells["vocabulary"], row.cells["phrase"], row.cells["language"]) not in used
    ]


def replace_row(text: str, name: str, line: int, cells: list[str]) -> str:
    """A seed file with other cells in the row that begins on a line; other bytes as they were."""
    end = "\r\n" if "\r\n" in text else "\n"
    without = remove_lines(text, name, [line])
    lines = [kept for kept in without.replace("\n", "\n\0").split("\0") if kept]
    lines.insert(line - 1, csv_text(cells, ()).rstrip("\n") + end)
    return "".join(lines)


def rename_record(
    path: str | Path, table: str, old: str, new: str, *, dry_run: bool = False
) -> int:
    """Give a record another key in all seeds; the number of their rows that were changed.

    Cells of other tables that name it rest on phrases: `change_phrases` changes their code. Raises
    CannotRun where the record is not there, or the new key is taken.
    """
    package, convention = open_seeds(path)
    schema = _cited_schema(package, table)
    was, becomes = canonical_key(schema, old), canonical_key(schema, new)
    if was is None or becomes is None:
        raise CannotRun(f"a key of {table} is the JSON array of {', '.join(schema.primary_key)}")
    cited = [
        row for seed in read_seeds(package, convention) for row in seed.citations.get(table, ())
    ]
    adopted = read_adopted(package, table, schema.names)
    rows = [(row, canonical_key(schema, row.cells["record_id"])) for row in cited]
    rows += [(row, schema.key_of(row.cells)) for row in adopted]
    found = {key for _, key in rows}
    if was not in found:
        raise CannotRun(f"no seed names the record {old} of {table}")
    if becomes in found:
        raise CannotRun(f"{table} has a record {new} already")
    keys = [becomes] if len(schema.primary_key) == 1 else json.loads(becomes)
    as_key = dict(zip(schema.primary_key, keys, strict=True))
    chosen = [row for row, key in rows if key == was]
    texts: dict[str, str] = {}
    for row in chosen:
        text = texts.get(row.file) or read_text(package.path_of(row.file), row.file)
        cells = {**row.cells, **({"record_id": becomes} if "record_id" in row.cells else as_key)}
        texts[row.file] = replace_row(
            text, row.file, row.line, [cells[name] for name in _columns(text)]
        )
    if not dry_run:
        write_files(package.root, texts)
    return len(chosen)


def _cited_schema(package: Package, table: str) -> Schema:
    resource = package.table(table)
    if resource is None or resource.schema is None or not resource.schema.cited_fields:
        names = [item.name for item in package.tables if item.schema and item.schema.cited_fields]
        raise CannotRun(f"no cell of {table} takes a citation; tables: {', '.join(names)}")
    return resource.schema


def _columns(text: str) -> list[str]:
    return text.removeprefix("\ufeff").split("\n", 1)[0].rstrip("\r").split(",")
