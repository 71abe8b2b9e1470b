"""Descriptors of our own with all that the standard knows, and the changes that spoil them."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

V2 = "https://datapackage.org/profiles/2.0/datapackage.json"
Path = tuple[Any, ...]


class Case(NamedTuple):
    """A changed descriptor: which one, where and how it is changed, and what makes it."""

    base: str
    path: Path
    change: str
    make: Callable[[], dict[str, Any]]

    def __str__(self) -> str:
        return f"{self.base}: {'/'.join(map(str, self.path))} {self.change}"


FIELDS: list[dict[str, Any]] = [
    {
        "name": "code",
        "type": "string",
        "format": "default",
        "title": "Code",
        "description": "A code.",
        "example": "ab",
        "rdfType": "https://example.org/Code",
        "constraints": {"required": True, "unique": True, "minLength": 1, "maxLength": 9},
    },
    {"name": "parent", "type": "string", "constraints": {"pattern": "[a-z]+", "enum": ["ab", "c"]}},
    {"name": "mail", "type": "string", "format": "email"},
    {
        "name": "size",
        "type": "integer",
        "bareNumber": True,
        "constraints": {"minimum": 1, "maximum": "9"},
    },
    {
        "name": "share",
        "type": "number",
        "decimalChar": ",",
        "groupChar": ".",
        "bareNumber": False,
        "constraints": {"minimum": 1, "enum": [1, 2]},
    },
    {"name": "is_new", "type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    {"name": "day", "type": "date", "format": "%d/%m/%Y", "constraints": {"minimum": "01/02/2021"}},
    {"name": "hour", "type": "time", "format": "any"},
    {"name": "moment", "type": "datetime", "constraints": {"maximum": "2021-03-04T05:06:07"}},
    {"name": "year", "type": "year", "constraints": {"enum": [2020, 2021], "minimum": "2000"}},
    {"name": "month", "type": "yearmonth", "missingValues": ["", "-"]},
    {"name": "point", "type": "geopoint", "format": "array"},
    {"name": "shape", "type": "geojson", "format": "default"},
    {"name": "more", "type": "object", "constraints": {"minLength": 1}},
    {"name": "items", "type": "array", "constraints": {"maxLength": 3}},
    {"name": "span", "type": "duration"},
    {"name": "rest", "type": "any", "constraints": {"required": False}},
]
SECOND = [
    {"name": "id", "type": "integer", "constraints": {"exclusiveMinimum": 0}},
    {"name": "code", "type": "string"},
    {
        "name": "kind",
        "type": "string",
        "categories": [{"value": "a", "label": "A"}, {"value": "b"}],
        "categoriesOrdered": False,
    },
    {"name": "level", "type": "integer", "categories": [1, 2]},
]
FILE = {
    "name": "notes",
    "path": ["notes/a.txt", "notes/b.txt"],
    "homepage": "https://example.org/notes",
    "mediatype": "text/plain",
    "encoding": "utf-8",
    "bytes": 12,
    "hash": "sha256:" + "a" * 64,
}
ABOUT: dict[str, Any] = {
    "name": "sample",
    "id": "https://example.org/sample",
    "title": "Sample",
    "description": "A sample.",
    "homepage": "https://example.org/",
    "version": "1.0.0",
    "created": "2021-03-04T05:06:07Z",
    "image": "images/a.png",
    "keywords": ["one", "two"],
    "licenses": [{"name": "CC0-1.0", "path": "https://example.org/cc0", "title": "CC0"}],
    "sources": [{"title": "Us", "path": "sources/us.txt", "email": "us@example.org"}],
    "contributors": [
        {"title": "Ada", "path": "https://example.org/ada", "email": "ada@example.org"}
    ],
    "temporal": {"start": "2020"},
}
BASES: dict[str, dict[str, Any]] = {
    "version 2": {
        "$schema": V2,
        **ABOUT,
        "contributors": [
            {**ABOUT["contributors"][0], "roles": ["creator"], "organization": "Us"},
            {"givenName": "Ada", "familyName": "B"},
        ],
        "resources": [
            {
                "name": "codes",
                "type": "table",
                "path": "codes.csv",
                "title": "Codes",
                "description": "All codes.",
                "format": "csv",
                "sources": [{"title": "Us", "version": "2"}],
                "licenses": [{"name": "CC0-1.0"}],
                "dialect": {
                    "header": True,
                    "headerRows": [1],
                    "headerJoin": " ",
                    "commentRows": [3],
                    "commentChar": "#",
                    "delimiter": ";",
                    "lineTerminator": "\n",
                    "quoteChar": "'",
                    "doubleQuote": True,
                    "escapeChar": "\\",
                    "nullSequence": "NULL",
                    "skipInitialSpace": False,
                },
                "schema": {
                    "title": "Codes",
                    "fields": FIELDS,
                    "missingValues": [{"value": "", "label": "none"}, {"value": "-"}],
                    "primaryKey": ["code"],
                    "uniqueKeys": [["size", "share"], ["mail"]],
                    "foreignKeys": [{"fields": "parent", "reference": {"fields": "code"}}],
                },
            },
            {
                "name": "uses",
                "type": "table",
                "profile": "tabular-data-resource",
                "path": "uses.json",
                "dialect": {
                    "property": "rows",
                    "itemType": "object",
                    "itemKeys": ["id", "code"],
                    "sheetNumber": 1,
                    "sheetName": "x",
                    "table": "y",
                },
                "schema": {
                    "fields": SECOND,
                    "primaryKey": "id",
                    "foreignKeys": [
                        {"fields": ["code"], "reference": {"resource": "codes", "fields": ["code"]}}
                    ],
                },
            },
            FILE,
            {"name": "inline", "data": [{"a": 1}]},
        ],
    },
    "version 1": {
        **ABOUT,
        "profile": "data-package",
        "contributors": [{**ABOUT["contributors"][0], "role": "author", "organization": "Us"}],
        "resources": [
            {
                "name": "codes",
                "profile": "tabular-data-resource",
                "path": "codes.csv",
                "dialect": {
                    "delimiter": ";",
                    "doubleQuote": True,
                    "caseSensitiveHeader": True,
                    "csvddfVersion": 1.2,
                },
                "schema": {
                    "fields": FIELDS,
                    "missingValues": ["", "-"],
                    "primaryKey": "code",
                    "foreignKeys": [
                        {"fields": "parent", "reference": {"resource": "", "fields": "code"}}
                    ],
                },
            },
            {**FILE, "profile": "data-resource"},
        ],
    },
}
VALUES: tuple[Any, ...] = (
    None,
    True,
    7,
    -1,
    -1.5,
    "",
    "zzz",
    " ",
    [],
    [""],
    ["zzz"],
    ["zzz", "zzz"],
    [None],
    [7],
    [{}],
    {},
    {"zzz": 1},
)
BAD: dict[str, tuple[Any, ...]] = {
    "$schema": ("nowhere", "https://datapackage.org/profiles/1.0/datapackage.json"),
    "path": (
        "/etc/passwd",
        "../a.csv",
        "a/../../b.csv",
        ".hidden/a.csv",
        "a/.hidden/b.csv",
        "~/a.csv",
        "$HOME/a.csv",
        "file:///etc/passwd",
        "a\\b.csv",
        "s3://bucket/a.csv",
        ["a.csv", "https://example.org/b.csv"],
        ["a.csv", "../b.csv"],
    ),
    "name": ("With Blanks", "codes", "ünï"),
    "created": ("2021-03-04", "2021-03-04T05:06:07", "2021-13-04T05:06:07Z", "yesterday"),
    "email": ("ada", "ada@", "a b@example.org", "@example.org"),
    "homepage": (
        *("example.org", "example", "https://exa mple.org", "https://exämple.org"),
        "git+https://example.org/a.git",
    ),
    "version": ("1", "v1.0"),
    "hash": ("sha256:xyz", "abc", "md5:", ""),
    "mediatype": ("csv", "/"),
    "bytes": (1.5, 1.0),
    "type": (
        "strng",
        "list",
        "text",
        "table",
        "string",
        "integer",
        "number",
        "boolean",
        "object",
        "array",
        "any",
        "date",
        "datetime",
        "year",
        "yearmonth",
        "geopoint",
    ),
    "format": ("uuid", "wkt", "YYYY-MM-DD", "%Q", "%d.%m.%y", "fmt:%Y", "topojson", "object"),
    "fieldsMatch": ("exact", "subset", ["equal"], "Equal"),
    "missingValues": (["", ""], ["", {"value": "-"}], [{"value": ""}, {"value": ""}], [{}], ["-"]),
    "primaryKey": (["code", "code"], "nowhere", ["code", "nowhere"]),
    "uniqueKeys": ([["nowhere"]], [[]], ["code"], [["mail"], ["mail"]]),
    "fields": (
        ["nowhere"],
        "nowhere",
        ["code", "size"],
        [{"name": "a"}, {"name": "a"}],
        [{"name": "code", "required": True}],
        [{"name": "code", "constraints": {"pattern": "a"}}],
    ),
    "resource": ("nowhere", "codes", "", "notes"),
    "reference": ({"resource": "codes"}, {"fields": ["code", "kind"]}),
    "constraints": (
        {"minimum": 1},
        {"pattern": "a"},
        {"enum": ["a", "a"]},
        {"enum": ["1"]},
        {"jsonSchema": {"type": "object"}},
        {"minLength": 1},
        {"unique": True},
        {"exclusiveMaximum": 7},
        {"constrant": 1},
        {"required": "yes"},
    ),
    "pattern": ("(", "[a-z", "a|b", "*", "a{2,1}", "\\i\\c*", "(?P<x"),
    "minimum": ("x", "2021-02-30", "1", 1.5, "2021"),
    "maximum": ("x", "2021-02-30", "1", 1.5),
    "enum": (["x"], ["x", "x"], [1.5], ["2021"], [None], [True, False]),
    "categories": ([{"value": 1}], ["a"], ["a", "a"], [1, 1], [{"value": "a", "label": 1}], [1.5]),
    "example": ("x y", "1", "2021-01-01", 5, [1]),
    "licenses": ([{"title": "CC0"}], [{"name": "CC 0"}], ["CC0"], [{"path": "../LICENSE"}]),
    "sources": ([{"name": "Us"}], ["Us"], [{"email": "us"}]),
    "roles": ("creator",),
    "data": ("a,b", 7, [1], [["a"], ["b"]]),
    "schema": ("schemas/none.json", "https://example.org/s.json", {"fields": []}),
    "dialect": ("dialect.json", {"delimiter": ""}, {"quoteChar": "''"}),
    "headerRows": ([0], [-1], ["1"], [1.5], [2]),
    "itemType": ("arrays",),
    "profile": ("tabular-data-package", "tabular-data-resource", "data-resource", "none.json"),
    "image": ("../a.png",),
    "rdfType": ("Code",),
    "trueValues": (["yes", "yes"], ["no"]),
}
EXTRA: dict[str, Any] = {  # keys added to every object: free, misspelt and misplaced ones
    "dc:temporal": "x",
    "_cache": {"a": 1},
    "remark": "x",
    "type": "zzz",
    "constrants": {"required": True},
    "descripton": "x",
    "feilds": [],
    "primarykey": "code",
    "required": True,
    "missingValues": [""],
    "minimum": 1,
}


def places(value: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    steps: list[Any] = list(value) if isinstance(value, dict) else []
    steps = list(range(len(value))) if isinstance(value, list) else steps
    for step in steps:
        yield from places(value[step], (*path, step))


def cases() -> Iterator[Case]:
    """Every change of every base, in a fixed order."""
    for base, descriptor in BASES.items():
        yield Case(base, (), "none", partial(copy.deepcopy, descriptor))
        for path in places(descriptor):
            for change, settings in changes(descriptor, path):
                yield Case(base, path, change, partial(changed, descriptor, path, **settings))


def changes(descriptor: dict[str, Any], path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """What one place becomes: gone, of another type, a known bad value, a misspelt key."""
    key = path[-1] if path else ""
    value = at(descriptor, path)
    if path:
        yield "removed", {"delete": True}
        for other in (*VALUES, *BAD.get(str(key), ())):
            yield f"became {json.dumps(other)}", {"value": other}
    if isinstance(key, str):
        for name in misspelt(key):
            yield f"misspelt {name}", {"rename": name}
    for name in sorted(EXTRA.keys() - value.keys()) if isinstance(value, dict) else ():
        yield f"added {name}", {"value": {**value, name: EXTRA[name]}}
    if key == "schema":  # not in the bases, for the official profile refuses what the text says
        for match in BAD["fieldsMatch"]:
            yield (
                f"added fieldsMatch {json.dumps(match)}",
                {"value": {**value, "fieldsMatch": match}},
            )
    if isinstance(value, list) and value:
        yield "doubled", {"value": [*value, value[0]]}


def misspelt(key: Any) -> list[str]:
    """The key with a letter less, two letters swapped, and in another case; none of a number."""
    if not isinstance(key, str):
        return []
    middle = len(key) // 2
    less = key[:middle] + key[middle + 1 :]
    swapped = key[: middle - 1] + key[middle] + key[middle - 1] + key[middle + 1 :] if key else ""
    return [other for other in (less, swapped, key.upper()) if other != key]


def at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def changed(
    descriptor: dict[str, Any],
    path: Path,
    *,
    value: Any = None,
    delete: bool = False,
    rename: str = "",
) -> dict[str, Any]:
    """A copy with another value at a path, without it, or with it under another key."""
    found = copy.deepcopy(descriptor)
    if not path:
        return dict(value)
    parent = at(found, path[:-1])
    if delete:
        del parent[path[-1]]
    elif rename:
        parent[rename] = parent.pop(path[-1])
    else:
        parent[path[-1]] = copy.deepcopy(value)
    return found
