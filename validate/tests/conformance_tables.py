"""Tables and descriptors, and what the text of Data Package 2.0 says of each.

The cases of single cells are in `conformance_cells.py`. A case here has its files, the section that
it rests on, and the rows that are wrong. Where the text leaves a thing open, there is no case.
"""

# ruff: noqa: E501 - a case a line reads better

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from descriptors import V2

Files = Mapping[str, Any]  # texts, bytes, and JSON values by path


class Case(NamedTuple):
    """A package, whether it is valid, and the rows that are wrong, numbered as records from 1."""

    page: str
    section: str
    says: str
    files: Files
    valid: bool
    rows: Sequence[int] = ()


def package(*resources: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A descriptor of version 2."""
    return {"$schema": V2, "name": "case", **more, "resources": list(resources)}


def table(schema: Any, path: Any = "t.csv", **more: Any) -> dict[str, Any]:
    """A resource that is a table."""
    return {"name": "t", "type": "table", "path": path, "schema": schema, **more}


def fields(*names: str, **more: Any) -> dict[str, Any]:
    """A schema of fields, `name` or `name:type`."""
    made = []
    for name, _, kind in (item.partition(":") for item in names):
        made.append({"name": name, "type": kind} if kind else {"name": name})
    return {"fields": made, **more}


PLAIN = "id,name\n1,a\n2,b\n"
TWO = fields("id:integer", "name:string")


def one(
    section: str,
    says: str,
    text: str,
    schema: Any,
    wrong: Sequence[int] | bool = (),
    page: str = "table-schema",
    **more: Any,
) -> Case:
    """A case of one table: `wrong` are its wrong rows, or True where something else is."""
    files = {"datapackage.json": package(table(schema, **more)), "t.csv": text}
    return Case(page, section, says, files, not wrong, () if wrong is True else wrong or ())


def key(text: str, **keys: Any) -> tuple[str, Any]:
    return text, fields("a:integer", "b:string", **keys)


KEYS: list[Case] = [
    one("primaryKey", "each key once", *key("a,b\n1,x\n2,x\n", primaryKey=["a"])),
    one("primaryKey", "each key once", *key("a,b\n1,x\n1,y\n", primaryKey=["a"]), wrong=[3]),
    one("primaryKey", "logical values are compared", *key("a,b\n1,x\n01,y\n", primaryKey=["a"]), wrong=[3]),
    one("primaryKey", "a key is never null", *key("a,b\n1,x\n,y\n", primaryKey=["a"]), wrong=[3]),
    one("primaryKey", "a key may be a single text", *key("a,b\n1,x\n2,y\n", primaryKey="a")),
    one("primaryKey", "a key may be a single text", *key("a,b\n1,x\n1,y\n", primaryKey="a"), wrong=[3]),
    one("primaryKey", "several fields are one key", *key("a,b\n1,x\n1,y\n", primaryKey=["a", "b"])),
    one("primaryKey", "several fields are one key", *key("a,b\n1,x\n1,x\n", primaryKey=["a", "b"]), wrong=[3]),
    one("primaryKey", "each part of a key is required", *key("a,b\n1,x\n1,\n", primaryKey=["a", "b"]), wrong=[3]),
    one("primaryKey", "its names are those of fields", *key("a,b\n1,x\n", primaryKey=["nowhere"]), wrong=True),
    one("uniqueKeys", "each key once", *key("a,b\n1,x\n2,x\n", uniqueKeys=[["a"]])),
    one("uniqueKeys", "each key once", *key("a,b\n1,x\n1,y\n", uniqueKeys=[["a"]]), wrong=[3]),
    one("uniqueKeys", "logical values are compared", *key("a,b\n1,x\n+1,y\n", uniqueKeys=[["a"]]), wrong=[3]),
    one("uniqueKeys", "null is left out", *key("a,b\n1,x\n,y\n,z\n", uniqueKeys=[["a"]])),
    one("uniqueKeys", "null is left out, in each part", *key("a,b\n1,\n1,\n2,x\n", uniqueKeys=[["a", "b"]])),
    one("uniqueKeys", "several fields are one key", *key("a,b\n1,x\n1,x\n", uniqueKeys=[["a", "b"]]), wrong=[3]),
    one("uniqueKeys", "each of them holds", *key("a,b\n1,x\n2,x\n", uniqueKeys=[["a"], ["b"]]), wrong=[3]),
    one("uniqueKeys", "the list is not empty", *key("a,b\n1,x\n", uniqueKeys=[]), wrong=True),
    one("uniqueKeys", "its names are those of fields", *key("a,b\n1,x\n", uniqueKeys=[["c"]]), wrong=True),
    one("uniqueKeys", "each is a list", *key("a,b\n1,x\n", uniqueKeys=["a"]), wrong=True),
    one("unique", "each value once", "a\n1\n2\n", {"fields": [{"name": "a", "type": "integer", "constraints": {"unique": True}}]}),
    one("unique", "each value once", "a\n1\n2\n1\n", {"fields": [{"name": "a", "type": "integer", "constraints": {"unique": True}}]}, [4]),
    one("unique", "logical values are compared", "a\n1\n01\n", {"fields": [{"name": "a", "type": "integer", "constraints": {"unique": True}}]}, [3]),
]  # fmt: skip


def referring(
    says: str, codes: str, uses: str, key: Mapping[str, Any], wrong: Sequence[int] | bool = ()
) -> Case:
    """A case of two tables, of which the second refers to the first."""
    first = {
        "name": "codes",
        "type": "table",
        "path": "codes.csv",
        "schema": fields("id:integer", "kind:string"),
    }
    schema = fields("of:integer", "kind:string", foreignKeys=[key])
    second = {"name": "uses", "type": "table", "path": "uses.csv", "schema": schema}
    files = {"datapackage.json": package(first, second), "codes.csv": codes, "uses.csv": uses}
    return Case("table-schema", "foreignKeys", says, files, not wrong, () if wrong is True else wrong or ())  # fmt: skip


CODES = "id,kind\n1,a\n2,b\n"
OF = {"fields": ["of"], "reference": {"resource": "codes", "fields": ["id"]}}
BOTH = {"fields": ["of", "kind"], "reference": {"resource": "codes", "fields": ["id", "kind"]}}
TREE = "id,of\n1,\n2,1\n3,2\n"


def tree(reference: Mapping[str, Any], text: str = TREE, wrong: Sequence[int] = ()) -> Case:
    schema = fields(
        "id:integer", "of:integer", foreignKeys=[{"fields": ["of"], "reference": reference}]
    )
    return one("foreignKeys", "a table may refer to itself", text, schema, wrong)


FOREIGN: list[Case] = [
    referring("each value is one of the other table", CODES, "of,kind\n1,x\n2,y\n1,z\n", OF),
    referring("each value is one of the other table", CODES, "of,kind\n1,x\n3,y\n", OF, [3]),
    referring("logical values are compared", CODES, "of,kind\n01,x\n+2,y\n", OF),
    referring("null refers to nothing, as in SQL", CODES, "of,kind\n1,x\n,y\n", OF),
    referring("several fields refer together", CODES, "of,kind\n1,a\n2,b\n", BOTH),
    referring("several fields refer together", CODES, "of,kind\n1,a\n1,b\n", BOTH, [3]),
    referring("fields may be a single text", CODES, "of,kind\n1,x\n", {"fields": "of", "reference": {"resource": "codes", "fields": "id"}}),
    referring("fields may be a single text", CODES, "of,kind\n9,x\n", {"fields": "of", "reference": {"resource": "codes", "fields": "id"}}, [2]),
    referring("both sides have as many fields", CODES, "of,kind\n1,a\n", {"fields": ["of"], "reference": {"resource": "codes", "fields": ["id", "kind"]}}, True),
    referring("the resource is one of the package", CODES, "of,kind\n1,a\n", {"fields": ["of"], "reference": {"resource": "nowhere", "fields": ["id"]}}, True),
    referring("the fields are those of the other table", CODES, "of,kind\n1,a\n", {"fields": ["of"], "reference": {"resource": "codes", "fields": ["nowhere"]}}, True),
    referring("the fields are those of this table", CODES, "of,kind\n1,a\n", {"fields": ["nowhere"], "reference": {"resource": "codes", "fields": ["id"]}}, True),
    referring("a reference has fields", CODES, "of,kind\n1,a\n", {"fields": ["of"], "reference": {"resource": "codes"}}, True),
    tree({"fields": ["id"]}),
    tree({"fields": ["id"]}, "id,of\n1,\n2,7\n", [3]),
    tree({"resource": "", "fields": ["id"]}),
    tree({"resource": "", "fields": ["id"]}, "id,of\n1,\n2,7\n", [3]),
]  # fmt: skip


def match(mode: str | None, header: str, wrong: Sequence[int] | bool = ()) -> Case:
    """A case of a header: the cells are right if their columns are the fields of their labels."""
    made = {
        "a": {"name": "a", "type": "integer"},
        "b": {"name": "b", "constraints": {"enum": ["x"]}},
    }
    schema: dict[str, Any] = {"fields": list(made.values())}
    if mode is not None:
        schema["fieldsMatch"] = mode
    cells = {"a": "1", "b": "x", "c": "?"}
    row = ",".join(cells[name] for name in header.split(","))
    return one(
        "fieldsMatch",
        f"{mode or 'exact, by default'}: {header}",
        f"{header}\n{row}\n",
        schema,
        wrong,
    )


MATCH: list[Case] = [
    match(mode, header, mode_wrong)
    for mode, wrong in {
        None: {"b,a", "a", "a,b,c", "a,c", "c"},
        "exact": {"b,a", "a", "a,b,c", "a,c", "c"},
        "equal": {"a", "a,b,c", "a,c", "c"},
        "subset": {"a", "a,c", "c"},
        "superset": {"a,b,c", "a,c", "c"},
        "partial": {"c"},
    }.items()
    for header in ("a,b", "b,a", "a", "a,b,c", "c,b,a", "a,c", "c")
    if not (header == "c,b,a" and mode in (None, "exact", "equal", "superset"))
    for mode_wrong in [header in wrong]
] + [
    one("fieldsMatch", "one of five modes", PLAIN, {**TWO, "fieldsMatch": "loose"}, True),
]  # fmt: skip


def dialect(
    section: str,
    says: str,
    text: str,
    wrong: Sequence[int] | bool = (),
    path: str = "t.csv",
    **properties: Any,
) -> Case:
    """A case of a dialect: the names are apple and orange, or the table is not right."""
    names = {"name": "name", "constraints": {"enum": ["apple", "orange"], "required": True}}
    schema = {"fields": [{"name": "id", "type": "integer"}, names]}
    files = {"datapackage.json": package(table(schema, path, dialect=properties)), path: text}
    return Case("table-dialect", section, says, files, not wrong, () if wrong is True else wrong or ())  # fmt: skip


def labelled(section: str, says: str, text: str, *names: str, **properties: Any) -> Case:
    """A case of a header in several rows."""
    schema = fields(f"{names[0]}:integer", names[1])
    return one(section, says, text, schema, page="table-dialect", dialect=properties)


COMMENTED = "id,name\n# no\n1,apple\n2,orange\n"
DIALECT: list[Case] = [
    dialect("delimiter", "a comma by default", "id,name\n1,apple\n"),
    dialect("delimiter", "another character", "id|name\n1|apple\n2|orange\n", delimiter="|"),
    dialect("delimiter", "another character", "id;name\n1;apple\n", delimiter=";"),
    dialect("delimiter", "a tab", "id\tname\n1\tapple\n", delimiter="\t"),
    dialect("delimiter", "another character only", "id;name\n1,apple\n", True, delimiter=";"),
    dialect("header", "the first row is the header", "1,apple\n2,orange\n", True),
    dialect("header", "false: there is none", "1,apple\n2,orange\n", header=False),
    dialect("header", "false: the first row is data", "x,apple\n2,orange\n", [1], header=False),
    dialect("header", "is a boolean", "id,name\n1,apple\n", True, header="no"),
    labelled("headerRows", "several rows are joined", "fruit,fruit\nid,name\n1,apple\n", "fruit id", "fruit name", headerRows=[1, 2]),
    labelled("headerJoin", "by a text", "fruit,fruit\nid,name\n1,apple\n", "fruit-id", "fruit-name", headerRows=[1, 2], headerJoin="-"),
    dialect("headerRows", "another row is the header", "about fruit,\nid,name\n1,apple\n", headerRows=[2]),
    dialect("headerRows", "rows are counted from 1", "id,name\n1,apple\n", True, headerRows=[0]),
    dialect("commentRows", "these rows are left out", COMMENTED, commentRows=[2]),
    dialect("commentRows", "only these rows are left out", COMMENTED, [2], commentRows=[3]),
    dialect("commentRows", "rows are counted from 1", "id,name\n1,apple\n", True, commentRows=[0]),
    dialect("commentChar", "rows that begin with it are left out", COMMENTED, commentChar="#"),
    dialect("commentChar", "of one character or more", "id,name\n// no\n1,apple\n", commentChar="//"),
    dialect("commentChar", "undefined by default", COMMENTED, [2]),
    dialect("commentChar", "also above the header", "# no\nid,name\n1,apple\n", commentChar="#"),
    dialect("quoteChar", "a double quote by default", 'id,name\n1,"apple"\n"2",orange\n'),
    dialect("quoteChar", "another character", "id,name\n1,'apple'\n", quoteChar="'"),
    dialect("quoteChar", "of one character", "id,name\n1,apple\n", True, quoteChar="''"),
    one("quoteChar", "a delimiter may be in a quoted cell", "id,name\n1,'apple,fruits'\n", {"fields": [{"name": "id"}, {"name": "name", "constraints": {"enum": ["apple,fruits"]}}]}, page="table-dialect", dialect={"quoteChar": "'"}),
    one("quoteChar", "a line may end in a quoted cell", 'id,name\n1,"a\nb"\n', {"fields": [{"name": "id"}, {"name": "name", "constraints": {"enum": ["a\nb"]}}]}, page="table-dialect"),
    one("doubleQuote", "two quotes are one, by default", 'id,name\n1,"a""b"\n', {"fields": [{"name": "id"}, {"name": "name", "constraints": {"enum": ['a"b']}}]}, page="table-dialect"),
    dialect("doubleQuote", "is a boolean", "id,name\n1,apple\n", True, doubleQuote="no"),
    one("escapeChar", "takes the next character as it is", "id,name\n1,apple|,fruits\n", {"fields": [{"name": "id"}, {"name": "name", "constraints": {"enum": ["apple,fruits"]}}]}, page="table-dialect", dialect={"escapeChar": "|"}),
    dialect("escapeChar", "of one character", "id,name\n1,apple\n", True, escapeChar="||"),
    dialect("nullSequence", "is null", "id,name\nNA,apple\n2,orange\n", nullSequence="NA"),
    dialect("nullSequence", "is null, which a required field refuses", "id,name\n1,NA\n", [2], nullSequence="NA"),
    dialect("nullSequence", "undefined by default", "id,name\nNA,apple\n", [2]),
    dialect("skipInitialSpace", "blanks behind a delimiter are left out", "id, name\n1, apple\n2, orange\n", skipInitialSpace=True),
    dialect("skipInitialSpace", "false: they are of the cell", "id,name\n1, apple\n", [2], skipInitialSpace=False),
    dialect("skipInitialSpace", "false by default", "id,name\n1, apple\n", [2]),
    dialect("skipInitialSpace", "and then a quote", 'id, name\n1, "apple"\n', skipInitialSpace=True),
    dialect("lineTerminator", "CRLF", "id,name\r\n1,apple\r\n2,orange\r\n", lineTerminator="\r\n"),
    dialect("lineTerminator", "LF", "id,name\n1,apple\n", lineTerminator="\n"),
    dialect("lineTerminator", "another text", "id,name;1,apple;2,orange", lineTerminator=";"),
    dialect("property", "where the rows are", '{"rows": [{"id": 1, "name": "apple"}]}', path="t.json", property="rows"),
    dialect("property", "where the rows are", '{"rows": [{"id": "x", "name": "apple"}]}', True, path="t.json", property="rows"),
    dialect("itemType", "arrays", '[["id", "name"], [1, "apple"]]', path="t.json", itemType="array"),
    dialect("itemType", "objects", '[{"id": 1, "name": "apple"}]', path="t.json", itemType="object"),
    dialect("itemType", "array or object", '[{"id": 1, "name": "apple"}]', True, path="t.json", itemType="row"),
    dialect("itemKeys", "the keys in order", '[{"name": "apple", "id": 1}]', path="t.json", itemKeys=["id", "name"]),
]  # fmt: skip
