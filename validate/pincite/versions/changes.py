"""What changed from one version of a package to another: declarations, constraints and rows."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pincite.frames.source import open_table, parts_of, rows_of, tables_of
from pincite.package import Package, Resource, listed
from pincite.report import CannotRun
from pincite.tables.content import TableFault, open_content
from pincite.types import DEFAULT, LENGTHS, compile_field
from pincite.versions.difference import Change, Step

Descriptor = Mapping[str, Any]

# Where data lies and how it is packed may change under one version, says the recipe.
_PLACE = {"path", "hash", "bytes", "data", "rows", "fields", "created", "version", "compression"}
_PACKAGE = {"name", "resources", "$schema", "profile"} | _PLACE
_RESOURCE = {"name", "schema", "$schema", "profile", "type"} | _PLACE
_SCHEMA = {"fields", "missingValues", "primaryKey", "foreignKeys", "uniqueKeys", "rules", "$schema"}
_TYPES = (
    *("type", "format", "rdfType", "itemType", "delimiter", "bareNumber", "groupChar"),
    *("decimalChar", "trueValues", "falseValues", "categoriesOrdered"),
)
_FIELD = {"name", "constraints", "categories", "missingValues", *_TYPES}


def declaration_changes(old: Package, new: Package) -> Iterator[Change]:
    """The changes of the package's and its resources' descriptors and schemas."""
    if old.descriptor.get("name") != new.descriptor.get("name"):
        names = shown(old.descriptor.get("name")), shown(new.descriptor.get("name"))
        yield Change(Step.MAJOR, "package renamed", old=names[0], new=names[1])
    yield from _metadata("", "", old.descriptor, new.descriptor, _PACKAGE)
    before = {resource.name: resource for resource in old.resources}
    after = {resource.name: resource for resource in new.resources}
    for name in before:
        if name not in after:
            yield Change(Step.MAJOR, "resource removed", name)
    tables = tables_of(old).keys() & tables_of(new).keys()
    for name, resource in after.items():
        if name not in before:
            yield Change(Step.MINOR, "resource added", name)
            continue
        yield from _metadata(name, "", before[name].descriptor, resource.descriptor, _RESOURCE)
        if name in tables:
            yield from _schema_changes(name, _schema(before[name]), _schema(resource))


def _schema(resource: Resource) -> Descriptor:
    return resource.schema.descriptor if resource.schema else {"fields": []}


def _schema_changes(table: str, old: Descriptor, new: Descriptor) -> Iterator[Change]:
    before = {field["name"]: field for field in old["fields"]}
    after = {field["name"]: field for field in new["fields"]}
    for name in before:
        if name not in after:
            yield Change(Step.MAJOR, "field removed", table, "", name)
    for name in after:
        if name not in before:
            yield Change(Step.MAJOR, "field added", table, "", name)
    kept = [name for name in before if name in after], [name for name in after if name in before]
    if kept[0] != kept[1]:
        orders = ", ".join(kept[0]), ", ".join(kept[1])
        yield Change(Step.MAJOR, "fields re-ordered", table, old=orders[0], new=orders[1])
    for name in kept[1]:
        yield from _field_changes(table, before[name], after[name], old, new)
    yield from _key_changes(table, old, new)
    yield from _metadata(table, "", old, new, _SCHEMA)


def _field_changes(
    table: str, old: Descriptor, new: Descriptor, schema: Descriptor, later: Descriptor
) -> Iterator[Change]:
    name = new["name"]
    for part in _TYPES:
        a, b = old.get(part, _DEFAULTS.get(part)), new.get(part, _DEFAULTS.get(part))
        if a != b:
            old_text, new_text = f"{part} {shown(a)}", f"{part} {shown(b)}"
            yield Change(Step.MAJOR, "type changed", table, "", name, old_text, new_text)
    missing = _missing(old, schema), _missing(new, later)
    if missing[0] != missing[1]:
        texts = shown(missing[0]), shown(missing[1])
        yield Change(Step.MAJOR, "missing values changed", table, "", name, *texts)
    yield from constraint_changes(table, old, new)
    yield from _metadata(table, name, old, new, _FIELD, _labels(old) != _labels(new))


_DEFAULTS = {"type": DEFAULT, "format": "default", "bareNumber": True, "decimalChar": "."}


def _missing(field: Descriptor, schema: Descriptor) -> list[str]:
    items = field.get("missingValues", schema.get("missingValues", [""]))
    return sorted(item["value"] if isinstance(item, Mapping) else str(item) for item in items)


def _labels(field: Descriptor) -> Any:
    return [item for item in field.get("categories", ()) if isinstance(item, Mapping)]


def _key_changes(table: str, old: Descriptor, new: Descriptor) -> Iterator[Change]:
    keys = listed(old.get("primaryKey", ())), listed(new.get("primaryKey", ()))
    if keys[0] != keys[1]:
        yield Change(Step.MAJOR, "key changed", table, "", "", shown(keys[0]), shown(keys[1]))
    for part in ("uniqueKeys", "rules"):
        yield from _item_changes(table, part, old.get(part, ()), new.get(part, ()))
    before, after = _references(old), _references(new)
    for fields, target in after.items():
        if fields not in before:
            yield Change(Step.MAJOR, "constraint tightened", table, "", fields, new=target)
        elif before[fields] != target:
            yield Change(Step.MINOR, "reference changed", table, "", fields, before[fields], target)
    for fields, target in before.items():
        if fields not in after:
            yield Change(Step.MINOR, "constraint loosened", table, "", fields, old=target)


def _item_changes(table: str, part: str, old: Any, new: Any) -> Iterator[Change]:
    for item in new:
        if item not in old:
            text = f"{part} {shown(item)}"
            yield Change(Step.MAJOR, "constraint tightened", table, "", "", new=text)
    for item in old:
        if item not in new:
            text = f"{part} {shown(item)}"
            yield Change(Step.MINOR, "constraint loosened", table, "", "", old=text)


def _references(schema: Descriptor) -> dict[str, str]:
    """What each foreign key refers to, by its fields, both as texts."""
    return {
        ", ".join(listed(key["fields"])): "{} ({})".format(
            key["reference"].get("resource") or "itself",
            ", ".join(listed(key["reference"]["fields"])),
        )
        for key in schema.get("foreignKeys", ())
    }


def _metadata(
    table: str,
    field: str,
    old: Descriptor,
    new: Descriptor,
    left_out: set[str],
    *others: bool,
) -> Iterator[Change]:
    """One change for the properties that describe; `others` are changes that were seen before."""
    names = [
        name
        for name in dict.fromkeys((*old, *new))
        if name not in left_out and old.get(name) != new.get(name)
    ]
    names += ["categories"] if any(others) else []
    if names:
        yield Change(Step.PATCH, "metadata changed", table, "", field, new=", ".join(names))


Field = Mapping[str, Any]

_LOWER = ("minimum", "exclusiveMinimum", "minLength")
_UPPER = ("maximum", "exclusiveMaximum", "maxLength")
_FLAGS = ("required", "unique")  # true or absent: nothing lies between


def constraint_changes(table: str, old: Field, new: Field) -> Iterator[Change]:
    """The changes of a field's constraints, its list of categories among them.

    Where it cannot be decided whether a constraint is looser, as with patterns, it counts as
    tightened.
    """
    before, after = _constraints(old), _constraints(new)
    for name in sorted({*before, *after}):
        a, b = before.get(name), after.get(name)
        if a == b:
            continue
        what = "constraint loosened" if _is_looser(name, a, b, old) else "constraint tightened"
        step = Step.MINOR if what == "constraint loosened" else Step.MAJOR
        yield Change(step, what, table, "", new["name"], f"{name} {shown(a)}", f"{name} {shown(b)}")


def _constraints(field: Field) -> dict[str, Any]:
    """The constraints that hold; a list of values without its order, unless that has a meaning."""
    stated = dict(field.get("constraints", {}))
    if "categories" in field:
        stated["categories"] = [
            item["value"] if isinstance(item, Mapping) else item for item in field["categories"]
        ]
    for name in ("enum", "categories"):
        if name in stated and not field.get("categoriesOrdered"):
            stated[name] = sorted(stated[name], key=shown)
    return {name: value for name, value in stated.items() if value not in (None, False)}


def _is_looser(name: str, old: Any, new: Any, field: Field) -> bool:
    if new is None:
        return True
    if old is None or name in _FLAGS:
        return False
    if name in ("enum", "categories"):
        return _holds_in_order(new, old)
    if name in (*_LOWER, *_UPPER):
        return _compared(name, old, new, field) == (1 if name in _LOWER else -1)
    return False


def _holds_in_order(values: Sequence[Any], wanted: Sequence[Any]) -> bool:
    """Whether a list holds all of another's values, in the same order."""
    rest = iter(values)
    return all(any(value == found for found in rest) for value in wanted)


def _compared(name: str, old: Any, new: Any, field: Field) -> int | None:
    """-1, 0 or 1 where the old limit is less than, equal to or more than the new one."""
    if name in LENGTHS:
        return int(old > new) - int(old < new)
    plain = {key: value for key, value in field.items() if key not in ("constraints", "categories")}
    reader = compile_field(plain, ())
    a, b = reader.read(old)[0], reader.read(new)[0]
    return None if a is None or b is None else reader.type.compare(a, b)


def shown(value: Any) -> str:
    """A JSON value as text; nothing for None."""
    if value is None:
        return "(none)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


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
        return open_content(package, resource).digest("sha256")
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
    table = open_table(package, resource, verify=True)
    fields = tuple(field["name"] for field in table.fields)
    for part in parts_of(table):
        for row in rows_of(table, part):
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
