"""Tables of which frictionless 5.21 and pincite say different things, each with its reason.

The differences that random tables show stand in tests/test_differential.py; here are those of
files, headers and JSON. All of them are in docs/differences.md, and no others.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import frictionless
import pytest

from pincite.checks import validate_package
from support import ROOT
from test_differential import DEVIATIONS

DIALECT = {"delimiter": ",", "quoteChar": '"', "header": True, "headerRows": [1]}
PLAIN = {"encoding": "utf-8", "dialect": DIALECT}
BROKEN_DOWN = "(it breaks down)"


class Table(NamedTuple):
    """A field, a file of it, and what both say."""

    field: dict[str, Any]
    content: bytes
    theirs: set[str]
    ours: set[str]
    resource: dict[str, Any] = PLAIN
    path: str = "t.csv"
    schema: Mapping[str, Any] = MappingProxyType({})


FILES: dict[str, Table] = {
    "a datetime has the form of XML Schema": Table(
        {"type": "datetime"}, b"a\n2021-01-02 03:04:05\n", set(), {"type-error"}
    ),
    "a second has any number of digits": Table(
        {"type": "datetime"},
        b"a\n2021-01-01T00:00:00.1234567Z\n2021-01-01T00:00:00.1234568Z\n",
        {"primary-key"},
        set(),
        schema={"primaryKey": ["a"]},
    ),
    "a year may have more than four digits, and a sign": Table(
        {"type": "year"}, b"a\n12021\n-0044\n", {"type-error"}, set()
    ),
    "a duration has the form of XML Schema": Table(
        {"type": "duration"}, b"a\nP1W\n", set(), {"type-error"}
    ),
    "durations have bounds": Table(
        {"type": "duration", "constraints": {"maximum": "P1Y"}},
        b"a\nP1M\n",
        {"field-error"},
        set(),
    ),
    "a URI has the characters of one": Table(
        {"type": "string", "format": "uri"}, b"a\nhttp://a b\n", set(), {"type-error"}
    ),
    "a UUID has its hyphens": Table(
        {"type": "string", "format": "uuid"},
        b"a\n123e4567e89b12d3a456426614174000\n",
        set(),
        {"type-error"},
    ),
    "NaN is neither a place nor JSON": Table(
        {"type": "array"}, b"a\n[NaN]\n", set(), {"type-error"}
    ),
    "a required text is more than blanks": Table(
        {"type": "string", "constraints": {"required": True}},
        b"a\n  \n",
        set(),
        {"constraint-error"},
    ),
    "a hash is compared on any resource": Table(
        {"type": "string"}, b'[{"a":"x"}]', set(), {"hash-count"}, {"hash": "md5:00"}, "t.json"
    ),
    "a hash of any algorithm is compared": Table(
        {"type": "string"}, b"a\nx\n", set(), {"hash-count"}, PLAIN | {"hash": "sha512:00"}
    ),
    "the bytes of a JSON table are counted": Table(
        {"type": "string"}, b'[{"a":"x"}]', {"byte-count"}, set(), {"bytes": 11}, "t.json"
    ),
    "a key that the schema lacks is an extra label": Table(
        {"type": "integer"}, b'[{"a":1},{"a":2,"b":3}]', set(), {"extra-label"}, {}, "t.json"
    ),
    "an empty JSON array is a table without rows": Table(
        {"type": "integer"}, b"[]", {"source-error"}, set(), {}, "t.json"
    ),
    "integers have a groupChar": Table(
        {"type": "integer", "groupChar": ","}, b'a\n"1,000"\n', {"type-error"}, set()
    ),
    "infinity has no other name": Table(
        {"type": "number"}, b"a\ninfinity\n", set(), {"type-error"}
    ),
    "a number that no bound compares with is a type error": Table(
        {"type": "number", "constraints": {"minimum": 0}},
        b"a\nsNaN\n",
        {BROKEN_DOWN},
        {"type-error"},
    ),
    "a date takes no part from today": Table(
        {"type": "date", "format": "any"}, b"a\nMay\n", set(), {"type-error"}
    ),
    "a list may be a key": Table(
        {"type": "list"}, b"a\nx\n", {BROKEN_DOWN}, set(), schema={"primaryKey": ["a"]}
    ),
    "bytes that are not text do not hide the other rows": Table(
        {"type": "integer"},
        b"a\n\xff\nx\n",
        {"encoding-error"},
        {"encoding-error", "type-error"},
    ),
    "a dialect that is not declared is the standard's": Table(
        {"type": "integer"},
        b"a;b\n1;2\n",
        {"extra-label"},
        {"incorrect-label", "type-error"},
        {"encoding": "utf-8"},
    ),
    "an encoding that is not declared is UTF-8": Table(
        {"type": "string"},
        "a\ncafé crème\n".encode("latin-1"),
        set(),
        {"encoding-error"},
        {"dialect": DIALECT},
    ),
    "the header is the first row that is left": Table(
        {"type": "string"}, b"\na\nx\n", set(), {"blank-header"}, {"encoding": "utf-8"}
    ),
    "text behind a closing quote is a fault": Table(
        {"type": "string"}, b'a\n"x"y\n', set(), {"source-error"}
    ),
    "a comment begins a line": Table(
        {"type": "integer"}, b'a\n"#x"\n', set(), {"type-error"},
        {"encoding": "utf-8", "dialect": {**DIALECT, "commentChar": "#"}},
    ),
    "JSON objects are read by their keys": Table(
        {"type": "string"}, b'[{"b":"x"},{"b":"y","a":"z"}]', {"incorrect-label", "missing-label"},
        set(), {}, "t.json",
        {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]},
    ),
    "a key that is repeated in a row is a fault": Table(
        {"type": "string"}, b'[{"a":"x","a":"y"}]', set(), {"source-error"}, {}, "t.json"
    ),
    "a line end that a dialect makes up is a fault": Table(
        # csv of Python 3.13 refuses it too
        {"type": "string"}, b"a;x;",
        {"source-error" if sys.version_info >= (3, 13) else "extra-label"}, {"dialect-error"},
        {"dialect": {"lineTerminator": ";"}},
    ),
    "a delimiter that the header seems to have is named": Table(
        {"type": "string"}, b"a;b\nx;y\n", {"incorrect-label", "missing-label"},
        {"dialect-error"}, PLAIN, "t.csv",
        {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]},
    ),
    "a pattern may have classes of Unicode and of POSIX, and named groups": Table(
        {"type": "string", "constraints": {"pattern": "[[:alpha:]]+"}}, b"a\nx\n",
        {"constraint-error"}, set(),
    ),
    "a number with text around it may begin with its decimal sign": Table(
        {"type": "number", "bareNumber": False, "constraints": {"maximum": 1}}, b"a\n$.5\n",
        {"constraint-error"}, set(),
    ),
    "objects are equal whatever the order of their members": Table(
        {"type": "object"}, b'a\n"{""x"": 1, ""y"": 2}"\n"{""y"": 2, ""x"": 1}"\n',
        {BROKEN_DOWN}, {"primary-key"}, schema={"primaryKey": ["a"]},
    ),
    "where quotes are not doubled, text follows a closing quote": Table(
        {"type": "string"}, b'a\n"x""y"\n', set(), {"source-error"},
        {"dialect": {"doubleQuote": False}},
    ),
    "an empty quoteChar means that nothing is quoted": Table(
        {"type": "string"}, b'a\n"x\n', {"source-error"}, set(), {"dialect": {"quoteChar": ""}},
    ),
    "the items of a JSON table are what `itemType` says": Table(
        {"type": "string"}, b'[{"a":"x"}]', set(), {"dialect-error"},
        {"dialect": {"itemType": "array"}}, "t.json",
    ),
    "a property of JSON may be a key with a point in it": Table(
        {"type": "string"}, b'{"v.1":[{"a":"x"}]}', {"source-error"}, set(),
        {"dialect": {"property": "v.1"}}, "t.json",
    ),
    "many objects without a key in common are not a table": Table(
        {"type": "string"}, json.dumps([{f"k{n}": ""} for n in range(4500)]).encode(),
        {"incorrect-label", "blank-row"}, {"source-error"}, {}, "t.json",
    ),
}  # fmt: skip
PARTS = (  # differences that the random packages of tests/test_one_reader.py show
    "each part of a table has the header of the first, or none of it",
    "bytes that are not text do not hide the other rows",
    "a part without a final line end is not glued to the next",
)


def verdicts(table: Table, folder: Path) -> tuple[set[str], set[str]]:
    (folder / table.path).write_bytes(table.content)
    schema = {"fields": [{"name": "a", **table.field}], **table.schema}
    resource = {"name": "t", "type": "table", "path": table.path, **table.resource}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "p",
        "resources": [resource | {"schema": schema}],
    }
    package = folder / "datapackage.json"
    package.write_text(json.dumps(descriptor), encoding="utf-8")
    try:
        report = frictionless.validate(str(package))
        theirs = {error.type for task in report.tasks for error in task.errors}
        theirs |= {error.type for error in report.errors}
    except Exception:  # of many types
        theirs = {BROKEN_DOWN}
    return theirs, {issue.code for issue in validate_package(folder).issues}


@pytest.mark.parametrize("name", FILES)
def test_a_difference_is_what_it_says(name: str, tmp_path: Path) -> None:
    table = FILES[name]
    assert verdicts(table, tmp_path) == (table.theirs, table.ours)
    assert table.theirs != table.ours


def test_the_differences_are_those_that_are_written_down() -> None:
    text = (ROOT / "validate/docs/differences.md").read_text(encoding="utf-8")
    part = text.split("## Tables\n")[1].split("\n## ")[0]
    written = re.findall(r"^- \*\*(.+?)\.\*\*", part, re.MULTILINE)
    assert [
        name[0].lower() + name[1:] if name[:4] not in ("NaN ", "JSON") else name for name in written
    ] == [
        *DEVIATIONS,
        *FILES,
        *PARTS,
    ]


def test_a_compressed_table_is_one_to_both(tmp_path: Path) -> None:
    table = Table({"type": "integer"}, gzip.compress(b"a\nx\n"), set(), set(), PLAIN, "t.csv.gz")
    assert verdicts(table, tmp_path) == ({"type-error"}, {"type-error"})


def test_data_may_stand_in_the_descriptor_as_text(tmp_path: Path) -> None:
    schema = {"fields": [{"name": "a", "type": "integer"}]}
    resource = {"name": "t", "type": "table", "format": "csv", "data": "a\n1\nx\n"}
    descriptor = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "p",
        "resources": [resource | {"schema": schema}],
    }
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    (issue,) = validate_package(tmp_path).issues
    assert (issue.code, issue.place.row, issue.place.line) == ("type-error", 3, None)
