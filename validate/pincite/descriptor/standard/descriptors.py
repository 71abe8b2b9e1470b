"""Packages, resources, dialects and schemas as shapes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.descriptor.shape import (
    COUNT,
    FILLED,
    FLAG,
    NAME,
    NUMBER,
    TEXT,
    Anything,
    Checked,
    Choice,
    Either,
    Fault,
    Kind,
    ListOf,
    MapOf,
    MayBeEmpty,
    Object,
    Shape,
    shown,
)
from pincite.descriptor.standard import (
    EMAIL,
    HASH,
    LICENSE_NAME,
    MEDIA_TYPE,
    MOMENT,
    NAME_1,
    ONE_CHARACTER,
    URL_OR_PATH,
    WEB_ADDRESS,
    Version,
    is_semantic_version,
    is_url,
)
from pincite.descriptor.standard.fields import MissingValues, field
from pincite.report import counted
from pincite.report.frozen import Frozen

MATCHES = ("exact", "equal", "subset", "superset", "partial")
# what programs write there; of tables only gz is read, and the others are refused where one is
COMPRESSIONS = ("gz", "zip", "bz2", "xz", "zst", "7z", "tar", "no", "")
RESOURCE_TYPES = ("table", "file", "json", "text")  # all but the first are older programs' own
TABULAR = (
    "tabular-data-resource",
    "https://specs.frictionlessdata.io/schemas/tabular-data-resource.json",
)
_SOURCE_KEYS: Mapping[str, Shape] = {
    "title": TEXT,
    "path": URL_OR_PATH,
    "email": EMAIL,
    "version": TEXT,
}
_PERSON_KEYS: Mapping[str, Shape] = {
    **dict.fromkeys(("title", "givenName", "familyName", "organization", "role"), TEXT),
    "path": URL_OR_PATH,
    "email": EMAIL,
    "roles": ListOf(TEXT, least=1),
}
_NUMBERS = ListOf(Kind(int, "a row number", least=1))


class Extras(Frozen):
    """Properties besides the standard's own, by the level they are at."""

    package: Mapping[str, Shape] = {}
    resource: Mapping[str, Shape] = {}
    schema: Mapping[str, Shape] = {}
    field: Mapping[str, Shape] = {}


def _filled(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    if not value:
        yield Fault(path, "must have at least one property")


def _name_or_path(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    if not {"name", "path"} & value.keys():
        yield Fault(path, "a license has a name or a path")


LICENSES = ListOf(
    Checked(Object({}, {"name": LICENSE_NAME, "path": URL_OR_PATH, "title": TEXT}), _name_or_path),
    least=1,
)
SOURCES = ListOf(Checked(Object({}, _SOURCE_KEYS), _filled))
CONTRIBUTORS = ListOf(
    Checked(Object({}, _PERSON_KEYS, spared=frozenset({"organisation"})), _filled), least=1
)


NO_EXTRAS = Extras()


def package(version: Version, extras: Extras = NO_EXTRAS) -> Shape:
    """The shape of a package's descriptor with all that is in it."""
    known = Object(
        {"resources": ListOf(resource(version, extras), least=1)},
        {
            "$schema": FILLED,
            "profile": TEXT,
            "name": NAME_1 if version == "1" else TEXT,
            **dict.fromkeys(("id", "title", "description", "version"), TEXT),
            "homepage": WEB_ADDRESS,
            "image": URL_OR_PATH,
            "created": MOMENT,
            "keywords": ListOf(TEXT, least=1),
            "licenses": LICENSES,
            "sources": SOURCES,
            "contributors": CONTRIBUTORS,
            **extras.package,
        },
        misplaced=dict.fromkeys(
            ("fields", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys"),
            "in the schema of a resource",
        ),
        spared=frozenset({"license", "resource"}),  # of version 0
        checks=frozenset({"resources"}),
        words=frozenset({"profile", *extras.package}),
    )
    return Checked(known, _package_faults)


def _package_faults(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    yield from _tabular_package(value, path)
    version = value.get("version")
    if isinstance(version, str) and version and not is_semantic_version(version):
        message = f"{shown(version)} does not have the advised form MAJOR.MINOR.PATCH"
        yield Fault("version", message, "version-form")


def _tabular_package(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    del path
    resources = value.get("resources")
    if value.get("profile") == "tabular-data-package" and isinstance(resources, list):
        for number, item in enumerate(resources):
            if isinstance(item, dict) and item.get("profile") not in TABULAR:
                message = "the package's profile demands the profile tabular-data-resource"
                yield Fault(f"resources[{number}]", message)


def resource(version: Version, extras: Extras = NO_EXTRAS) -> Shape:
    """The shape of a resource."""
    known = Object(
        {"name": NAME_1 if version == "1" else NAME},
        {
            "$schema": TEXT,
            "profile": TEXT,
            "type": Choice(RESOURCE_TYPES[:1] if version == "2" else RESOURCE_TYPES),
            "path": Either(URL_OR_PATH, ListOf(URL_OR_PATH, least=1)),
            "url": URL_OR_PATH,  # what version 0 called it
            "data": Anything(),
            **dict.fromkeys(("title", "description", "format", "encoding"), TEXT),
            **dict.fromkeys(("scheme", "innerpath"), TEXT),
            "compression": Choice(COMPRESSIONS),
            "homepage": WEB_ADDRESS,
            "mediatype": MEDIA_TYPE,
            "bytes": Kind(int, "an integer", least=0),
            "hash": HASH,
            "rows": COUNT,  # with `fields` no standard, but counts that validators compare
            "fields": COUNT,
            "licenses": LICENSES,
            "sources": SOURCES,
            "dialect": Either(URL_OR_PATH, dialect()),
            "schema": Either(URL_OR_PATH, schema(version, extras)),
            **extras.resource,
        },
        misplaced=dict.fromkeys(
            ("missingValues", "primaryKey", "uniqueKeys", "foreignKeys"), "under schema"
        ),
        spared=frozenset({"hashing", "field", "row"}),
        words=frozenset(
            {"name", "profile", "type", "path", "data", "format", "encoding", "scheme", "schema"}
            | {"compression", "innerpath", "bytes", "hash", "rows", "fields", "dialect"}
            | extras.resource.keys()
        ),
    )
    return Checked(known, _resource_faults)


def _resource_faults(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    has_path, has_data = "path" in value or "url" in value, "data" in value
    if has_path and has_data:
        yield Fault(path, "has path and data; a resource has one of them")
    elif not has_path and not has_data:
        yield Fault(path, "lacks path (or data)")
    paths = value.get("path")
    texts = [item for item in paths if isinstance(item, str)] if isinstance(paths, list) else []
    if len({is_url(item) for item in texts}) > 1:
        yield Fault(f"{path}.path", "mixes URLs and paths")
    if has_data:
        yield from _data_faults(value, f"{path}.data")
    if value.get("profile") in TABULAR and not value.get("schema"):
        yield Fault(path, "lacks schema, which the profile tabular-data-resource demands")


def _data_faults(resource: Mapping[str, Any], path: str) -> Iterator[Fault]:
    data = resource["data"]
    is_table = resource.get("type") == "table" or resource.get("profile") in TABULAR
    if isinstance(data, str) and not is_table:
        if not {"format", "mediatype"} & resource.keys():
            yield Fault(path, "is a text, so the resource must state its format or mediatype")
    elif is_table and isinstance(data, list):
        for number, row in enumerate(data):
            if not isinstance(row, list | dict):
                yield Fault(f"{path}[{number}]", f"must be a list or object, is {shown(row)}")
    elif is_table and not isinstance(data, str | dict):
        yield Fault(path, f"the data of a table is a list of rows, this is {shown(data)}")
    elif not isinstance(data, list | dict | str):
        yield Fault(path, f"must be a list, an object or a text, is {shown(data)}")


def dialect() -> Shape:
    """The shape of a Table Dialect, with CSV Dialect version 1."""
    known = Object(
        {},
        {
            "$schema": TEXT,
            **dict.fromkeys(("header", "doubleQuote", "skipInitialSpace"), FLAG),
            **dict.fromkeys(("headerRows", "commentRows"), _NUMBERS),
            **dict.fromkeys(("commentChar", "delimiter"), FILLED),
            **dict.fromkeys(("quoteChar", "escapeChar"), ONE_CHARACTER),
            **dict.fromkeys(("headerJoin", "lineTerminator", "nullSequence", "property"), TEXT),
            "itemType": Choice(("array", "object")),
            "itemKeys": ListOf(TEXT),
            "sheetNumber": Kind(int, "a sheet number", least=1),
            **dict.fromkeys(("sheetName", "table"), TEXT),
            "caseSensitiveHeader": FLAG,  # with the next of version 1
            "csvddfVersion": NUMBER,
            **dict.fromkeys(("headerCase", "skipBlankRows"), FLAG),  # frictionless' own
            "trimCells": FLAG,  # our own
            **dict.fromkeys(("csv", "json"), MapOf(Anything())),
        },
    )
    everyday = frozenset({"header", "property", "table", "csv", "json"})
    return known.replace(words=everyday, checks=frozenset(known.optional) - everyday - {"$schema"})


def schema(version: Version, extras: Extras = NO_EXTRAS) -> Shape:
    """The shape of a Table Schema; the names in its keys are another matter."""
    names = Either(TEXT, ListOf(TEXT, least=1, is_set=True))
    there = Object(
        {"fields": names}, {"resource": TEXT, "package": FILLED}, checks=frozenset({"resource"})
    )
    foreign = Object({"fields": names, "reference": there})
    match = Choice(MATCHES)
    return Object(
        {"fields": ListOf(field(version, extras.field), least=1)},
        {
            "$schema": TEXT,
            **dict.fromkeys(("title", "description"), TEXT),
            "fieldsMatch": Either(match, ListOf(match, least=1, most=1)),
            "missingValues": MissingValues(version),
            "primaryKey": MayBeEmpty(names, []),
            "uniqueKeys": MayBeEmpty(ListOf(ListOf(TEXT, least=1, is_set=True), is_set=True), []),
            "foreignKeys": MayBeEmpty(ListOf(Checked(foreign, _foreign_faults)), []),
            **extras.schema,
        },
        checks=frozenset(
            {"fieldsMatch", "missingValues", "primaryKey", "uniqueKeys", "foreignKeys"}
        ),
        words=frozenset({"fields", *extras.schema}),
    )


def _foreign_faults(value: Mapping[str, Any], path: str) -> Iterator[Fault]:
    reference = value.get("reference")
    if isinstance(reference, dict) and isinstance(reference.get("package"), str):
        message = "a reference to another package is not looked at, unless both are named at once"
        yield Fault(f"{path}.reference.package", message, "external-reference")
    own, theirs = value.get("fields"), reference.get("fields") if isinstance(reference, dict) else 0
    if isinstance(own, str | list) and isinstance(theirs, str | list):
        lengths = [1 if isinstance(item, str) else len(item) for item in (own, theirs)]
        if lengths[0] != lengths[1]:
            message = f"names {counted(lengths[0], 'fields')} here and {lengths[1]} there"
            yield Fault(path, message)
