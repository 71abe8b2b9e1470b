"""Seeds that are taken over as they are: sources, notes, phrases, reference tables."""

from __future__ import annotations

import json
from collections.abc import Iterable

from pincite.package import Convention, Package
from pincite.report import CannotRun, Issue
from pincite.seeds.citation_rows import is_offset
from pincite.seeds.reading import FOLDER, SeedRow, SourceSeed, read_reference, read_vocabulary

Cells = dict[str, str]


def check_source_keys(package: Package, convention: Convention, seeds: list[SourceSeed]) -> None:
    """Raise CannotRun for a key of a source.json that is no column of the sources table."""
    resource = package.table(convention.sources)
    names = resource.schema.names if resource is not None and resource.schema else ()
    for seed in seeds:
        unknown = sorted(set(seed.record) - set(names))
        if unknown:
            raise CannotRun(
                f"{FOLDER}/{seed.source}/source.json: no such column: {', '.join(unknown)};"
                f" columns: {', '.join(names)}"
            )


def reference_rows(package: Package, convention: Convention) -> dict[str, list[Cells]]:
    """Rows by table of what is taken over; tables of cited cells begin empty."""
    rows: dict[str, list[Cells]] = {}
    made = {convention.citations, convention.sources, convention.notes}
    for resource in package.tables:
        schema = resource.schema
        if schema is None or resource.name in made:
            continue
        if resource.name == convention.phrases:
            rows[resource.name] = [
                dict(row.cells) for row in read_vocabulary(package, schema.names)
            ]
        elif schema.cited_fields:
            rows[resource.name] = []
        else:
            found = read_reference(package, resource.name, schema.names)
            rows[resource.name] = [dict(row.cells) for row in found]
    return rows


def note_cells(seed: SourceSeed, row: SeedRow) -> Cells:
    """The cells of a note; the end of a quoted one follows from its quote."""
    cells = dict(row.cells) | {"source_id": seed.source}
    if cells["quote"] and is_offset(cells["start"]):
        cells["end"] = str(int(cells["start"]) + len(cells["quote"]))
    return cells


def incomplete_notes(seeds: list[SourceSeed]) -> Iterable[Issue]:
    """Notes that give neither a quote with its start nor start and end."""
    for row in (row for seed in seeds for row in seed.notes):
        start, end, quote = (row.cells[name] for name in ("start", "end", "quote"))
        if not is_offset(start) or not (end == "" if quote else is_offset(end)):
            message = "a note takes a quote and its start, or start and end without a quote"
            yield Issue("seed-row", row.place(next(iter(row.cells.values()))), message)


def repeated_keys(
    package: Package, convention: Convention, seeds: list[SourceSeed]
) -> Iterable[Issue]:
    """Rows of notes and reference tables whose key an earlier row has; one would be lost."""
    made = {convention.citations, convention.sources, convention.phrases}
    for resource in package.tables:
        schema = resource.schema
        if schema is None or resource.name in made or schema.cited_fields:
            continue
        if not schema.primary_key:
            continue
        if resource.name == convention.notes:
            rows = [row for seed in seeds for row in seed.notes]
        else:
            rows = read_reference(package, resource.name, schema.names)
        seen: set[str] = set()
        for row in rows:
            key = schema.key_of(row.cells)
            if key in seen:
                yield Issue("primary-key", row.place(key), "an earlier row has this key")
            seen.add(key)


def ambiguous_phrases(package: Package, convention: Convention) -> Iterable[Issue]:
    """Phrases that are listed twice in one vocabulary and language."""
    resource = package.table(convention.phrases)
    seen: dict[tuple[str, ...], str] = {}
    for row in read_vocabulary(
        package, resource.schema.names if resource and resource.schema else ()
    ):
        key = tuple(row.cells[name] for name in ("vocabulary", "phrase", "language"))
        if key in seen:
            message = f"“{key[1]}” of {key[0]} ({key[2]}) stands for {seen[key]} already"
            place = row.place(json.dumps(key, ensure_ascii=False), "code")
            yield Issue("phrase-ambiguous", place, message, row.cells["code"], seen[key])
        seen.setdefault(key, row.cells["code"])
