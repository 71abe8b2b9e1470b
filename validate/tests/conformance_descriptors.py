"""Descriptors and resources, and what the text of Data Package 2.0 says of each."""

# ruff: noqa: E501 - a case a line reads better

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from conformance_tables import PLAIN, TWO, Case, package, table
from descriptors import BAD, changed

BASE = package(
    {
        **table(TWO),
        "title": "Table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "sources": [{"title": "Us"}],
    },
    id="https://example.org/case",
    licenses=[{"name": "CC0-1.0", "path": "https://example.org/cc0", "title": "CC0"}],
    title="Case",
    description="A case.",
    homepage="https://example.org/",
    image="a.png",
    version="1.0.0",
    created="2021-03-04T05:06:07Z",
    keywords=["one"],
    contributors=[{"title": "Ada", "roles": ["creator"], "path": "https://example.org/ada"}],
    sources=[{"title": "Us", "path": "us.txt", "version": "1"}],
)
GONE = object()


def property_(
    page: str, section: str, says: str, path: Sequence[Any], value: Any, valid: bool
) -> Case:
    """A case of one property of the descriptor, changed or removed."""
    settings: dict[str, Any] = {"delete": True} if value is GONE else {"value": value}
    made = changed(BASE, tuple(path), **settings)
    files = {"datapackage.json": made, "t.csv": PLAIN}
    return Case(page, section, says, files, valid)


FIELD = ("resources", 0, "schema", "fields", 0)
PACKAGE, RESOURCE, SCHEMA = "data-package", "data-resource", "table-schema"
PROPERTIES: list[Case] = [
    property_(PACKAGE, "resources", "is required", ["resources"], GONE, False),
    property_(PACKAGE, "resources", "has one resource or more", ["resources"], [], False),
    property_(PACKAGE, "resources", "is a list", ["resources"], {}, False),
    property_(PACKAGE, "resources", "each is an object", ["resources"], ["t.csv"], False),
    property_(PACKAGE, "name", "is advised, and not required", ["name"], GONE, True),
    property_(PACKAGE, "id", "is not required", ["id"], GONE, True),
    property_(PACKAGE, "licenses", "is not required", ["licenses"], GONE, True),
    property_(PACKAGE, "licenses", "is a list", ["licenses"], {"name": "CC0-1.0"}, False),
    property_(PACKAGE, "licenses", "each is an object", ["licenses"], ["CC0-1.0"], False),
    property_(PACKAGE, "licenses", "with a name or a path", ["licenses"], [{"title": "CC0"}], False),
    property_(PACKAGE, "licenses", "with a name", ["licenses"], [{"name": "CC0-1.0"}], True),
    property_(PACKAGE, "licenses", "with a path", ["licenses"], [{"path": "LICENSE.txt"}], True),
    property_(PACKAGE, "licenses", "whose path is inside", ["licenses"], [{"path": "../LICENSE"}], False),
    property_(PACKAGE, "title", "is a text", ["title"], 7, False),
    property_(PACKAGE, "description", "is a text", ["description"], ["x"], False),
    property_(PACKAGE, "image", "is a path inside", ["image"], "images/a.png", True),
    property_(PACKAGE, "image", "or a URL", ["image"], "https://example.org/a.png", True),
    property_(PACKAGE, "image", "is a path inside", ["image"], "../a.png", False),
    property_(PACKAGE, "version", "should be semantic, which is advice", ["version"], "2024 edition", True),
    *(property_(PACKAGE, "created", "a date and time of RFC 3339", ["created"], value, False) for value in BAD["created"]),
    property_(PACKAGE, "created", "with a zone", ["created"], "1985-04-12T23:20:50.52+02:00", True),
    property_(PACKAGE, "keywords", "a list of texts", ["keywords"], "one", False),
    property_(PACKAGE, "keywords", "a list of texts", ["keywords"], [1], False),
    property_(PACKAGE, "contributors", "is a list", ["contributors"], {"title": "Ada"}, False),
    property_(PACKAGE, "contributors", "with a property at least", ["contributors"], [{}], False),
    property_(PACKAGE, "contributors", "any property will do", ["contributors"], [{"givenName": "Ada"}], True),
    property_(PACKAGE, "contributors", "roles are a list", ["contributors", 0, "roles"], "creator", False),
    property_(PACKAGE, "contributors", "role is what version 1 had", ["contributors"], [{"title": "Ada", "role": "author"}], True),
    property_(PACKAGE, "sources", "is a list", ["sources"], {"title": "Us"}, False),
    property_(PACKAGE, "sources", "with a property at least", ["sources"], [{}], False),
    property_(PACKAGE, "sources", "a title is advised", ["sources"], [{"path": "us.txt"}], True),
    property_(PACKAGE, "sources", "whose path is inside", ["sources", 0, "path"], "/etc/us.txt", False),
    property_("glossary", "custom-properties", "are allowed", ["dc:temporal"], {"name": "19th Century"}, True),
    property_("glossary", "custom-properties", "are allowed", ["temporal"], {"start": "1800"}, True),
    property_("glossary", "custom-properties", "are allowed in a resource", ["resources", 0, "x:note"], "x", True),
    property_("glossary", "custom-properties", "are allowed in a field", [*FIELD, "x:unit"], "kg", True),
    property_("glossary", "custom-properties", "are allowed in a field", [*FIELD, "examples"], [1, 2], True),
    property_(RESOURCE, "name", "is required", ["resources", 0, "name"], GONE, False),
    property_(RESOURCE, "name", "should be of small letters, which is advice", ["resources", 0, "name"], "My Table", True),
    property_(RESOURCE, "path-or-data", "one of them is required", ["resources", 0, "path"], GONE, False),
    property_(RESOURCE, "path-or-data", "and not both", ["resources", 0, "data"], [{"id": 1, "name": "a"}], False),
    property_(RESOURCE, "type", "table, or not stated", ["resources", 0, "type"], GONE, True),
    property_(RESOURCE, "type", "table, and nothing else", ["resources", 0, "type"], "sheet", False),
    property_(RESOURCE, "title", "is a text", ["resources", 0, "title"], 7, False),
    property_(RESOURCE, "licenses", "as those of a package", ["resources", 0, "licenses"], [{}], False),
    property_(RESOURCE, "sources", "as those of a package", ["resources", 0, "sources"], [{}], False),
    property_(RESOURCE, "schema", "is an object or a path", ["resources", 0, "schema"], ["id"], False),
    property_(RESOURCE, "schema", "of a file that is there", ["resources", 0, "schema"], "none.json", False),
    property_(RESOURCE, "dialect", "is an object or a path", ["resources", 0, "dialect"], [";"], False),
    *(property_("glossary", "url-or-path", "relative, inside, not hidden, with / and a scheme of http or ftp", ["resources", 0, "path"], value, False) for value in BAD["path"] if isinstance(value, str)),
    property_(RESOURCE, "multiple-files", "URLs and paths are not mixed", ["resources", 0, "path"], ["t.csv", "https://example.org/t.csv"], False),
    property_(SCHEMA, "fields", "is required", ["resources", 0, "schema"], {}, False),
    property_(SCHEMA, "fields", "is a list", ["resources", 0, "schema", "fields"], {"name": "id"}, False),
    property_(SCHEMA, "fields", "each is an object", ["resources", 0, "schema", "fields"], ["id", "name"], False),
    property_(SCHEMA, "name", "is required", [*FIELD, "name"], GONE, False),
    property_(SCHEMA, "type-and-format", "one of the types", [*FIELD, "type"], "text", False),
    property_(SCHEMA, "type-and-format", "is a text", [*FIELD, "type"], ["integer"], False),
    property_(SCHEMA, "constraints", "is an object", [*FIELD, "constraints"], ["required"], False),
    property_(SCHEMA, "required", "is a boolean", [*FIELD, "constraints"], {"required": "yes"}, False),
    property_(SCHEMA, "unique", "is a boolean", [*FIELD, "constraints"], {"unique": 1}, False),
    property_(SCHEMA, "enum", "is a list", [*FIELD, "constraints"], {"enum": "1"}, False),
    property_(SCHEMA, "minimum", "can be cast to the field's type", [*FIELD, "constraints"], {"minimum": "x"}, False),
    property_(SCHEMA, "minLength", "is an integer", ["resources", 0, "schema", "fields", 1, "constraints"], {"minLength": "one"}, False),
    property_(SCHEMA, "pattern", "is a text", ["resources", 0, "schema", "fields", 1, "constraints"], {"pattern": 7}, False),
    property_(SCHEMA, "pattern", "is a regular expression", ["resources", 0, "schema", "fields", 1, "constraints"], {"pattern": "["}, False),
    property_(SCHEMA, "jsonSchema", "is an object", ["resources", 0, "schema", "fields", 1], {"name": "name", "type": "object", "constraints": {"jsonSchema": "x"}}, False),
    property_(SCHEMA, "missingValues", "is a list", ["resources", 0, "schema", "missingValues"], "", False),
    property_(SCHEMA, "missingValues", "of texts", ["resources", 0, "schema", "missingValues"], [0], False),
    property_(SCHEMA, "missingValues", "each once", ["resources", 0, "schema", "missingValues"], ["-", "-"], False),
    property_(SCHEMA, "missingValues", "each value once", ["resources", 0, "schema", "missingValues"], [{"value": "-"}, {"value": "-"}], False),
    property_(SCHEMA, "missingValues", "each has a value", ["resources", 0, "schema", "missingValues"], [{"label": "none"}], False),
    property_(SCHEMA, "primaryKey", "is a list of texts", ["resources", 0, "schema", "primaryKey"], {"field": "id"}, False),
    property_(SCHEMA, "foreignKeys", "is a list", ["resources", 0, "schema", "foreignKeys"], {"fields": ["id"]}, False),
    property_(SCHEMA, "foreignKeys", "each has a reference", ["resources", 0, "schema", "foreignKeys"], [{"fields": ["id"]}], False),
    property_(SCHEMA, "categories", "each value once", ["resources", 0, "schema", "fields", 1], {"name": "name", "type": "string", "categories": ["a", "b", "a"]}, False),
    property_(SCHEMA, "categories", "each object has a value", ["resources", 0, "schema", "fields", 1], {"name": "name", "type": "string", "categories": [{"label": "A"}]}, False),
    property_(SCHEMA, "categories", "the enum is among them", ["resources", 0, "schema", "fields", 1], {"name": "name", "type": "string", "categories": ["a", "b"], "constraints": {"enum": ["c"]}}, False),
    property_(SCHEMA, "categoriesOrdered", "is a boolean", ["resources", 0, "schema", "fields", 1], {"name": "name", "type": "string", "categories": ["a", "b"], "categoriesOrdered": "yes"}, False),
    property_(SCHEMA, "categoriesOrdered", "is a boolean", ["resources", 0, "schema", "fields", 1], {"name": "name", "type": "string", "categories": ["a", "b"], "categoriesOrdered": True}, True),
    property_(SCHEMA, "rdfType", "is a URI", [*FIELD, "rdfType"], "http://schema.org/Country", True),
    property_(SCHEMA, "rdfType", "is a URI", [*FIELD, "rdfType"], "Country", False),
]  # fmt: skip


def of_files(
    section: str,
    says: str,
    files: Mapping[str, Any],
    *,
    valid: bool = True,
    rows: Sequence[int] = (),
    page: str = RESOURCE,
    **resource: Any,
) -> Case:
    """A case of one resource and its files."""
    item = {"name": "t", "type": "table", "path": "t.csv", "schema": TWO, **resource}
    kept = {name: value for name, value in item.items() if value is not None}
    return Case(page, section, says, {"datapackage.json": package(kept), **files}, valid, rows)


T = {"t.csv": PLAIN}
LATIN = "id,name\n1,café\n".encode("latin-1")
CAFE = {"fields": [{"name": "id"}, {"name": "name", "constraints": {"enum": ["café"]}}]}
MD5, SHA = (hashlib.new(name, PLAIN.encode()).hexdigest() for name in ("md5", "sha256"))
FILES: list[Case] = [
    of_files("path-or-data", "a file that is there", T),
    of_files("path-or-data", "a file that is not there", {}, valid=False),
    of_files("single-file", "in a folder", {"a/t.csv": PLAIN}, path="a/t.csv"),
    of_files("multiple-files", "read as one", {"a.csv": PLAIN, "b.csv": "3,c\n"}, path=["a.csv", "b.csv"]),
    of_files("multiple-files", "keys go through all of them", {"a.csv": PLAIN, "b.csv": "2,c\n"}, path=["a.csv", "b.csv"], schema={**TWO, "primaryKey": ["id"]}, valid=False),
    of_files("multiple-files", "cells of each are looked at", {"a.csv": PLAIN, "b.csv": "x,c\n"}, path=["a.csv", "b.csv"], valid=False),
    of_files("inline-data", "rows as objects", {}, path=None, data=[{"id": 1, "name": "a"}]),
    of_files("inline-data", "rows as arrays, with a header", {}, path=None, data=[["id", "name"], [1, "a"]]),
    of_files("inline-data", "of their types", {}, path=None, data=[{"id": "x", "name": "a"}], valid=False),
    of_files("inline-data", "a text with its format", {}, path=None, data=PLAIN, format="csv"),
    of_files("inline-data", "a text has a format or media type", {}, path=None, data=PLAIN, valid=False),
    of_files("tabular-path-or-data", "a JSON file of objects", {"t.json": '[{"id": 1, "name": "a"}]'}, path="t.json"),
    of_files("tabular-path-or-data", "a JSON file of arrays", {"t.json": '[["id", "name"], [1, "a"]]'}, path="t.json"),
    of_files("tabular-path-or-data", "cells of JSON have types", {"t.json": '[{"id": 1.5, "name": "a"}]'}, path="t.json", valid=False),
    of_files("bytes", "the size of the file", T, bytes=len(PLAIN)),
    of_files("bytes", "another size", T, bytes=len(PLAIN) + 1, valid=False),
    of_files("hash", "MD5 without a name", T, hash=MD5),
    of_files("hash", "another file's", T, hash="0" * 32, valid=False),
    of_files("hash", "an algorithm by its name", T, hash=f"sha256:{SHA}"),
    of_files("hash", "another file's", T, hash="sha256:" + "0" * 64, valid=False),
    of_files("encoding", "UTF-8", {"t.csv": "id,name\n1,café\n"}, schema=CAFE, encoding="utf-8"),
    of_files("encoding", "UTF-8 where nothing is stated", {"t.csv": "id,name\n1,café\n"}, schema=CAFE),
    of_files("encoding", "another one", {"t.csv": LATIN}, schema=CAFE, encoding="iso-8859-1"),
    of_files("encoding", "bytes that are not of it", {"t.csv": LATIN}, schema=CAFE, encoding="utf-8", valid=False),
    of_files("encoding", "UTF-16", {"t.csv": "id,name\n1,café\n".encode("utf-16")}, schema=CAFE, encoding="utf-16"),
    of_files("format", "of the file, whatever its name is", {"t.txt": PLAIN}, path="t.txt", format="csv"),
    of_files("schema", "in its own file", {**T, "s.json": TWO}, schema="s.json"),
    of_files("schema", "in its own file", {"t.csv": "id,name\nx,a\n", "s.json": TWO}, schema="s.json", valid=False, rows=[2]),
    of_files("dialect", "in its own file", {"t.csv": "id;name\n1;a\n", "d.json": {"delimiter": ";"}}, dialect="d.json"),
    of_files("fields", "each row has a cell for each field", {"t.csv": "id,name\n1\n"}, page=SCHEMA, valid=False, rows=[2]),
    of_files("fields", "each row has a cell for each field", {"t.csv": "id,name\n1,a,b\n"}, page=SCHEMA, valid=False, rows=[2]),
    Case(RESOURCE, "name", "is unique in the package", {"datapackage.json": package(table(TWO), table(TWO)), **T}, False),
    Case("glossary", "descriptor", "is a JSON object", {"datapackage.json": [package(table(TWO))], **T}, False),
    Case("glossary", "descriptor", "is JSON", {"datapackage.json": "{'resources': []}", **T}, False),
]  # fmt: skip


def version_1(
    section: str, says: str, text: str, *, valid: bool = True, rows: Sequence[int] = (), **item: Any
) -> Case:
    """A case of what an older version wrote, which consumers of this one read."""
    resource = {
        "name": "t",
        "profile": "tabular-data-resource",
        "path": "t.csv",
        "schema": TWO,
        **item,
    }
    kept = {name: value for name, value in resource.items() if value is not None}
    made = {"name": "case", "profile": "data-package", "resources": [kept]}
    page, _, anchor = section.partition("#")
    return Case(page, anchor, says, {"datapackage.json": made, "t.csv": text}, valid, rows)


TYPELESS = {"fields": [{"name": "id", "type": "integer"}, {"name": "name"}]}
OLDER: list[Case] = [
    version_1("data-resource#type", "profile says that it is a table", PLAIN),
    version_1("data-resource#type", "profile says that it is a table", "id,name\nx,a\n", valid=False, rows=[2]),
    version_1("data-resource#path-or-data", "url of version 0 is the path", PLAIN, path=None, url="t.csv"),
    version_1("table-schema#primaryKey", "a key may be a text", "id,name\n1,a\n1,b\n", schema={**TWO, "primaryKey": "id"}, valid=False, rows=[3]),
    version_1("table-schema#foreignKeys", "an empty resource is this one", "id,name\n1,a\n", schema={**TWO, "foreignKeys": [{"fields": "id", "reference": {"resource": "", "fields": "id"}}]}),
    version_1("table-schema#type-and-format", "the prefix fmt:", "id,name\n1,26/01/2024\n", schema={"fields": [{"name": "id"}, {"name": "name", "type": "date", "format": "fmt:%d/%m/%Y"}]}),
    version_1("table-schema#name", "names that repeat are no fault", "id,id\n1,2\n", schema={"fields": [{"name": "id"}, {"name": "id"}]}),
    version_1("table-dialect#introduction", "caseSensitiveHeader: false of CSV Dialect", "ID,Name\n1,a\n", dialect={"caseSensitiveHeader": False}),
    version_1("table-dialect#introduction", "csvddfVersion of CSV Dialect", "id;name\n1;a\n", dialect={"delimiter": ";", "csvddfVersion": 1.2}),
    version_1("data-package#contributors", "role of a contributor", PLAIN, schema=TYPELESS),
]  # fmt: skip
