"""Changes of a descriptor and its schemas, each with its step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.frames.source import tables_of
from pincite.package import Package, Resource, listed
from pincite.types import DEFAULT
from pincite.versions.constraints import constraint_changes, shown
from pincite.versions.model import Change, Step

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
