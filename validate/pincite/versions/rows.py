"""Changes of rows and cells, by the primary key; cells are compared as texts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pincite.frames.source import open_parts, tables_of
from pincite.package import Package, Resource, listed
from pincite.report import CannotRun
from pincite.tables.content import TableFault, open_content
from pincite.tables.stated import paths_of
from pincite.versions.model import Change, Step

Key = tuple[str, int]


@dataclass(frozen=True)
class Rows:
    """A table's rows by key; rows of one key are told apart by their order."""

    fields: tuple[str, ...]
    by_key: Mapping[Key, Mapping[str, str]]


def row_changes(old: Package, new: Package) -> Iterator[Change]:
    """The rows that were added and removed, the cells that changed, and files without a table."""
    before, after = tables_of(old), tables_of(new)
    for name in after:
        if name in before:
            yield from _table_changes(name, old, new)
    files = {r.name: r for r in old.resources if r.name not in before}
    for resource in new.resources:
        if resource.name in files and resource.name not in after:
            digests = _digest(old, files[resource.name]), _digest(new, resource)
            if digests[0] != digests[1]:
                yield Change(Step.PATCH, "file changed", resource.name)


def _digest(package: Package, resource: Resource) -> str:
    try:
        return open_content(package, resource.descriptor, paths_of(resource)).digest("sha256")
    except TableFault as fault:
        raise CannotRun(str(fault)) from fault


def _table_changes(name: str, old: Package, new: Package) -> Iterator[Change]:
    resources = tables_of(old)[name], tables_of(new)[name]
    key = _key(resources[0]) if _key(resources[0]) == _key(resources[1]) else ()
    before, after = _read(old, resources[0], key), _read(new, resources[1], key)
    shared = [field for field in after.fields if field in before.fields]
    if not key:
        before, after = _whole(before, shared), _whole(after, shared)
    needed = _needed(old, name, before) if before.by_key.keys() - after.by_key.keys() else set()
    for place, cells in before.by_key.items():
        if place not in after.by_key:
            is_needed = any(
                tuple(cells.get(f, "") for f in fields) in held for fields, held in needed
            )
            what = "referenced row removed" if is_needed else "row removed"
            yield Change(Step.MAJOR if is_needed else Step.MINOR, what, name, place[0])
    for place, cells in after.by_key.items():
        if place not in before.by_key:
            yield Change(Step.MINOR, "row added", name, place[0])
            continue
        for field in shared:
            a, b = before.by_key[place][field], cells[field]
            if a != b:
                yield Change(Step.PATCH, "cell changed", name, place[0], field, a, b)


def _key(resource: Resource) -> tuple[str, ...]:
    return resource.schema.primary_key if resource.schema else ()


def _read(package: Package, resource: Resource, key: Sequence[str]) -> Rows:
    seen: Counter[str] = Counter()
    found: dict[Key, Mapping[str, str]] = {}
    fields: tuple[str, ...] = ()
    for part in open_parts(package, resource, verify=True):
        fields = tuple(field["name"] for field in part.fields)
        for row in part.rows():
            cells = dict(zip(fields, map(_text, row.cells), strict=True))
            texts = [cells.get(name, "") for name in key]
            record = texts[0] if len(texts) == 1 else json.dumps(texts, ensure_ascii=False)
            seen[record] += 1
            found[record, seen[record]] = cells
    return Rows(fields, found)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    is_text = isinstance(cell, str)
    return cell if is_text else json.dumps(cell, ensure_ascii=False, default=str)


def _whole(rows: Rows, shared: Sequence[str]) -> Rows:
    """Rows without a key: each is known by its cells, so that none changes, but comes or goes."""
    seen: Counter[str] = Counter()
    found: dict[Key, Mapping[str, str]] = {}
    for cells in rows.by_key.values():
        record = json.dumps([cells[name] for name in shared], ensure_ascii=False)
        seen[record] += 1
        found[record, seen[record]] = cells
    return Rows(rows.fields, found)


Needed = list[tuple[tuple[str, ...], set[tuple[str, ...]]]]


def _needed(package: Package, name: str, rows: Rows) -> Needed:
    """The keys of a table's rows that foreign keys of its package hold, by the key's fields."""
    found: Needed = []
    for other, resource in tables_of(package).items():
        for key in resource.schema.descriptor.get("foreignKeys", ()) if resource.schema else ():
            if (key["reference"].get("resource") or other) != name:
                continue
            own, theirs = tuple(listed(key["fields"])), listed(key["reference"]["fields"])
            source = rows if other == name else _read(package, resource, ())
            held = {_texts(cells, own) for cells in source.by_key.values()}
            found.append((tuple(theirs), {texts for texts in held if any(texts)}))
    return found


def _texts(cells: Mapping[str, str], fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(cells.get(name, "") for name in fields)
