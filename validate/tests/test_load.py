"""`pincite.open`: every type in every library, odd dialects, and what is refused in words."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import subprocess
import sys
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import polars as pl
import pytest

import pincite
from pincite.descriptor.declarations import EDTF
from pincite.frames import CannotRead
from pincite.frames.fields import MAPPINGS, markdown
from pincite.report import CannotRun
from support import GOLDEN, ROOT

EVERY: tuple[tuple[str, dict[str, Any], str, Any], ...] = (
    ("string, any", {"type": "string"}, "NA", "NA"),
    ("EDTF, by `rdfType`", {"type": "string", "rdfType": EDTF}, "2016", "2016"),
    ("string with `enum` or `categories`", {"type": "string", "constraints": {"enum": ["b", "a"]}},
     "a", "a"),
    ("integer with `categories`", {"type": "integer", "categories": [{"value": 2, "label": "two"}]},
     "2", 2),
    ("integer", {"type": "integer"}, "7", 7),
    ("number", {"type": "number"}, "1.5", 1.5),
    ('number, `decimals="exact"`', {"type": "number"}, "0.10", Decimal("0.10")),
    ("boolean", {"type": "boolean"}, "true", True),
    ("date", {"type": "date"}, "0999-12-31", date(999, 12, 31)),
    ("datetime", {"type": "datetime"}, "2021-02-03T04:05:06", datetime(2021, 2, 3, 4, 5, 6)),
    ("time", {"type": "time"}, "04:05:06", time(4, 5, 6)),
    ("year", {"type": "year"}, "2021", 2021),
    ("yearmonth", {"type": "yearmonth"}, "2021-05", "2021-05"),
    ("duration", {"type": "duration"}, "P1Y2M", "P1Y2M"),
    ("list", {"type": "list", "itemType": "integer", "delimiter": ";"}, "1;2", [1, 2]),
    ("array, object, geojson", {"type": "object"}, '{""a"": [1]}', '{"a": [1]}'),
    ("geopoint", {"type": "geopoint"}, "1.5, 2", {"lon": 1.5, "lat": 2.0}),
)  # fmt: skip
KINDS = {mapped.kind: mapped for mapped in MAPPINGS}


def package_of(folder: Path, fields: list[dict[str, Any]], data: str | bytes, **more: Any) -> Any:
    """A package of one table t, opened."""
    path = more.setdefault("path", "t.csv")
    if isinstance(path, str):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data.encode() if isinstance(data, str) else data)
    schema = {"fields": fields, **more.pop("schema", {})}
    resource = {"name": "t", "schema": schema, **more}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    return pincite.open(folder)


@pytest.mark.parametrize(("kind", "field", "cell", "value"), EVERY, ids=[e[0] for e in EVERY])
def test_every_kind_of_field_becomes_what_the_documentation_says(
    tmp_path: Path, kind: str, field: dict[str, Any], cell: str, value: Any
) -> None:
    fields: list[dict[str, Any]] = [{"name": "k"}, {"name": "f", **field}]
    table = package_of(tmp_path, fields, f'k,f\n1,"{cell}"\n2,\n')["t"]
    decimals: Any = "exact" if "exact" in kind else "float"
    array = table.to_arrow(decimals=decimals)["f"]
    assert array.to_pylist() == [value, None]
    assert str(array.type).startswith(KINDS[kind].arrow.split(",")[0].split(" ")[0])
    series = table.to_pandas(decimals=decimals)["f"]
    is_object = "objects" in KINDS[kind].pandas
    assert str(series.dtype) == ("object" if is_object else str(series.dtype))
    if is_object:
        assert type(series[0]).__name__ in KINDS[kind].pandas
    elif "pyarrow" in KINDS[kind].pandas:
        assert str(series.dtype).startswith("decimal128")
    else:
        assert str(series.dtype) == KINDS[kind].pandas
    assert list(series.isna()) == [False, True]
    frame = table.to_polars(decimals=decimals)
    assert str(frame.schema["f"]).startswith(KINDS[kind].polars)
    assert frame["f"].to_list() == [value, None]
    with duckdb.connect() as connection:
        relation = table.to_duckdb(connection, decimals=decimals)
        stated = str(relation.types[1])
        wanted = KINDS[kind].duckdb
        assert stated.startswith(wanted) or (wanted == "LIST" and stated.endswith("[]"))
        rows = relation.fetchall()
        assert (rows[0][1], rows[1][1]) == (value, None)


def test_the_table_of_mappings_stands_in_the_documentation_and_is_whole() -> None:
    from pincite.types import TYPES

    assert markdown() in (ROOT / "validate/docs/reading.md").read_text(encoding="utf-8")
    assert [kind for kind, *_ in EVERY] == list(KINDS)
    assert {word for kind in KINDS for word in kind.replace(",", " ").split()} >= set(TYPES)


def test_categories_are_all_there_and_ordered_only_where_declared(tmp_path: Path) -> None:
    fields: list[dict[str, Any]] = [
        {"name": "a", "type": "string", "constraints": {"enum": ["x", "y", "z"]}},
        {"name": "b", "type": "string", "categories": ["low", "high"], "categoriesOrdered": True},
        {"name": "c", "type": "integer", "categories": [3, 1], "categoriesOrdered": True},
    ]
    package = package_of(tmp_path, fields, "a,b,c\nz,high,1\n,low,3\n")
    frame = package["t"].to_pandas()
    assert list(frame["a"].cat.categories) == ["x", "y", "z"]
    assert (frame["a"].cat.ordered, frame["b"].cat.ordered) == (False, True)
    assert frame["b"].max() == "high"
    assert frame["c"].max() == 1
    assert package["t"].to_polars()["a"].dtype == pl.Enum(["x", "y", "z"])
    assert pd.isna(frame["a"][1])


def test_edtf_dates_and_their_bounds(tmp_path: Path) -> None:
    field: dict[str, Any] = {"name": "d", "type": "string", "rdfType": EDTF}
    other = {"name": "e_edtf", "type": "string"}
    data = "d,e_edtf\n2016,2016\n2020-02,x\nXXXX-05,y\n,z\n0001-01-02,z\n"
    table = package_of(tmp_path, [field, other], data)["t"]
    frame = table.to_pandas(edtf="bounds")
    assert list(frame) == ["d", "d_earliest", "d_latest", "e_edtf"]
    assert list(frame["d"].fillna("-")) == ["2016", "2020-02", "XXXX-05", "-", "0001-01-02"]
    assert [str(day)[:10] for day in frame["d_latest"]] == [
        "2016-12-31", "2020-02-29", "NaT", "NaT", "0001-01-02",
    ]  # fmt: skip
    assert frame["d_earliest"].dtype == "datetime64[s]"
    assert str(table.to_polars(edtf="bounds")["d_latest"].dtype) == "Date"
    with pytest.raises(CannotRead, match=r"t\.csv:3 .*field d: “2021~”: no EDTF date"):
        package_of(tmp_path, [field], "d\n2016\n2021~\n")["t"].to_arrow(edtf="bounds")
    clash = [field, {"name": "d_latest", "type": "string"}]
    with pytest.raises(CannotRun, match="adds d_latest, but"):
        package_of(tmp_path, clash, "d,d_latest\n2016,x\n")["t"].to_arrow(edtf="bounds")


def test_records_are_exact_python_values() -> None:
    package = pincite.open(GOLDEN)
    records = list(package["grants"])
    assert records[0]["amount"] == Decimal(2500000)
    assert len(package["grants"]) == len(records) == 1
    assert "grants" in package
    assert next(iter(package)) in repr(package)
    assert "key grant_id" in repr(package["grants"])
    assert package["grants"].primary_key == ("grant_id",)
    assert package["grants"].names == tuple(records[0])
    assert package.names == tuple(package)
    with pytest.raises(KeyError, match=r"no table 'grant'; tables: .*grants"):
        package["grant"]


def test_all_tables_at_once() -> None:
    package = pincite.open(GOLDEN)
    counts = {name: len(table) for name, table in package.items()}
    assert min(counts.values()) > 0
    assert len(counts) == len(package) == 9
    assert {name: len(frame) for name, frame in package.to_pandas().items()} == counts
    assert {name: len(frame) for name, frame in package.to_polars().items()} == counts
    assert {name: table.num_rows for name, table in package.to_arrow().items()} == counts
    with duckdb.connect() as connection:
        relations = package.to_duckdb(connection, as_text=["amount"])
        assert {name: len(relation.fetchall()) for name, relation in relations.items()} == counts
        with pytest.raises(CannotRun, match="DuckDB refuses"):
            package["grants"].to_duckdb(connection)
        assert package["grants"].to_duckdb(connection, "again").columns[0] == "grant_id"


def test_descriptions_come_along() -> None:
    table = pincite.open(ROOT)["organisations"]
    says = next(f["description"] for f in table.schema["fields"] if f["name"] == "name_ja")
    assert table.to_arrow().schema.field("name_ja").metadata[b"description"].decode() == says
    with duckdb.connect() as connection:
        table.to_duckdb(connection)
        query = "SELECT comment FROM duckdb_columns() WHERE column_name = 'name_ja'"
        assert connection.execute(query).fetchall() == [(says,)]


NUMBER = [{"name": "f", "type": "number"}]
ODD: dict[str, tuple[list[dict[str, Any]], bytes, dict[str, Any], list[Any]]] = {
    "semicolons and decimal commas": (
        [{"name": "f", "type": "number", "decimalChar": ",", "groupChar": "."}],
        b'f;g\n"1.234,5";x\n',
        {"dialect": {"delimiter": ";"}},
        [1234.5],
    ),
    "not bare": ([{"name": "f", "type": "integer", "bareNumber": False}], b"f\nEUR 5\n", {}, [5]),
    "own booleans": (
        [{"name": "f", "type": "boolean", "trueValues": ["ja"], "falseValues": ["nein"]}],
        b"f\nja\nnein\n\"\"\n",
        {"schema": {"missingValues": ["-", ""]}},
        [True, False, None],
    ),
    "a date format": ([{"name": "f", "type": "date", "format": "%d.%m.%Y"}], b"f\n3.2.2021\n", {},
                      [date(2021, 2, 3)]),
    "latin-1": ([{"name": "f", "type": "string"}], b"f\n\xe9\n", {"encoding": "iso-8859-1"}, ["é"]),
    "comments": (NUMBER, b"# one\nf\n1\n# two\n2\n",
                 {"dialect": {"commentChar": "#", "headerRows": [2]}}, [1.0, 2.0]),
    "no header": (NUMBER, b"1\n2\n", {"dialect": {"header": False}}, [1.0, 2.0]),
    "a wider file without header": (NUMBER, b"1,2\n", {"dialect": {"header": False}}, []),
    "another quote": ([{"name": "f", "type": "string"}], b"f\n'a,b'\n",
                      {"dialect": {"quoteChar": "'"}}, ["a,b"]),
    "gzip": (NUMBER, gzip.compress(b"f\n1\n"), {"path": "t.csv.gz"}, [1.0]),
    "rows of JSON": (NUMBER, b'[["f"], [1.5], ["2"], [null]]', {"path": "t.json"},
                     [1.5, 2.0, None]),
    "objects of JSON": ([{"name": "f", "type": "array"}], b'[{"f": [1, "x"]}, {"f": null}]',
                        {"path": "t.json"}, ['[1, "x"]', None]),
    "only a header": (NUMBER, b"f\n", {}, []),
    "special numbers": (NUMBER, b"f\nINF\n-inf\n1e3\n", {}, [math.inf, -math.inf, 1000.0]),
    "any and no type": ([{"name": "f"}], b"f\n0012\nNA\n", {}, ["0012", "NA"]),
}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_odd_files_are_read_by_their_declarations(tmp_path: Path, case: str) -> None:
    fields, data, more, values = ODD[case]
    if b"g\n" in data:
        fields = [*fields, {"name": "g", "type": "string"}]
    table = package_of(tmp_path, fields, data, **more)["t"]
    if "wider" in case:
        with pytest.raises(CannotRead, match="has 2 cells, not 1"):
            table.to_arrow()
        return
    assert table.to_arrow()["f"].to_pylist() == values
    assert len(table.to_pandas()) == len(table) == len(values)


def test_files_in_parts_and_fields_by_name(tmp_path: Path) -> None:
    for name, text in (("a", "y,x\n1,p\n"), ("b", "y,x\n2,\n")):
        (tmp_path / f"{name}.csv").write_text(text)
    kinds = {"x": "string", "y": "integer", "z": "date"}
    fields: list[dict[str, Any]] = [{"name": n, "type": kind} for n, kind in kinds.items()]
    schema = {"fieldsMatch": "partial"}
    more: dict[str, Any] = {"path": ["a.csv", "b.csv"], "schema": schema}
    table = package_of(tmp_path, fields, "", **more)["t"].to_arrow()
    assert table.column_names == ["x", "y", "z"]
    assert table.to_pylist()[1] == {"x": None, "y": 2, "z": None}
    assert str(table["z"].type) == "date32[day]"
    (tmp_path / "b.csv").write_text("y,x\nq,\n")
    with pytest.raises(CannotRead, match=r"b\.csv:2 .*field y: “q”"):
        pincite.open(tmp_path)["t"].to_pandas()
    (tmp_path / "b.csv").write_text("x,y\nq,1\n")
    with pytest.raises(CannotRead, match=r"b\.csv:1 .*field y: “x”: column 1 does not"):
        pincite.open(tmp_path)["t"].to_pandas()


def test_a_table_without_schema_is_text(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a,b\n007,NA\n")
    (tmp_path / "datapackage.json").write_text('{"resources": [{"name": "t", "path": "t.csv"}]}')
    assert pincite.open(tmp_path)["t"].to_arrow().to_pylist() == [{"a": "007", "b": "NA"}]


FAULTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a word": ({"type": "integer"}, "1\nx\n", r"t\.csv:3  record x  field f: “x”: must be"),
    "out of the list": (
        {"type": "string", "constraints": {"enum": ["a"]}},
        "b\n",
        "must be one of: a",
    ),
    "too many bits": ({"type": "integer"}, f"{2**63}\n", "64 bits: name the field in as_text"),
    "too large a float": ({"type": "number"}, "1e400\n", "too large for a 64-bit float"),
    "zones of some": ({"type": "datetime"}, "2021-02-03T04:05:06Z\n2021-02-03T04:05:06\n", "lack"),
    "a zone of a time": ({"type": "time"}, "04:05:06Z\n", "no column type"),
    "a blank line": ({"type": "string"}, "a\n\nb\n", r"t\.csv:3: the row is blank"),
    "too many cells": ({"type": "string"}, "a,b\n", r"t\.csv:2: the row has 2 cells, not 1"),
    "an open quote": ({"type": "string"}, 'a\n"b\n', r"t\.csv:3: a quoted cell begins here"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_faults_name_file_line_record_field_and_cell(tmp_path: Path, case: str) -> None:
    field, data, words = FAULTS[case]
    schema = {"primaryKey": ["f"]}
    table = package_of(tmp_path, [{"name": "f", **field}], "f\n" + data, schema=schema)["t"]
    for read in (table.to_pandas, table.to_polars, table.to_arrow):
        with pytest.raises(CannotRead, match=words) as caught:
            read()
    assert caught.value.issue.place.file == "t.csv"
    if "as_text" in words or case in ("too large a float", "zones of some", "a zone of a time"):
        assert table.to_arrow(as_text=["f"])["f"].to_pylist() == data.split()


def test_faulty_cells_are_missing_where_one_asks_for_it(tmp_path: Path) -> None:
    fields: list[dict[str, Any]] = [{"name": "f", "type": "integer"}]
    fields.append({"name": "g", "type": "string", "constraints": {"enum": ["a"]}})
    table = package_of(tmp_path, fields, "f,g\n1,a\nx,b\n")["t"]
    assert table.to_arrow(errors="null").to_pylist()[1] == {"f": None, "g": None}
    with pytest.raises(ValueError, match="errors='ignore': it is raise or null"):
        table.to_arrow(errors="ignore")
    with pytest.raises(ValueError, match="as_text: there is no field 'h'; fields: f, g"):
        table.to_arrow(as_text=["h"])


def test_stated_hashes_and_sizes_are_compared(tmp_path: Path) -> None:
    digest = hashlib.sha256(b"f\n1\n").hexdigest()
    more = {"hash": f"sha256:{digest}", "bytes": 4}
    package = package_of(tmp_path, NUMBER, "f\n1\n", **more)
    package.verify()
    assert len(package["t"].to_pandas()) == 1
    (tmp_path / "t.csv").write_text("f\n2\n")
    package = pincite.open(tmp_path)  # an opened package keeps what it has read
    for read in (package["t"].to_pandas, package["t"].__len__, lambda: list(package["t"])):
        with pytest.raises(CannotRead, match="another digest than the descriptor states"):
            read()
    with pytest.raises(CannotRun, match="another digest"):
        package.verify()
    assert pincite.open(tmp_path, verify=False)["t"].to_pandas()["f"][0] == 2


def test_without_a_library_one_is_told_what_to_install(tmp_path: Path) -> None:
    package_of(tmp_path, NUMBER, "f\n1\n")
    code = """
import sys
for name in ("pandas", "pyarrow", "polars", "duckdb", "numpy"):
    sys.modules[name] = None
import pincite
table = pincite.open(sys.argv[1])["t"]
assert list(table)[0]["f"] == 1 and len(table) == 1
for read, libraries in ((table.to_pandas, "pandas pyarrow"), (table.to_arrow, "pyarrow"),
                        (table.to_polars, "polars pyarrow"),
                        (lambda: table.to_duckdb(None), "duckdb pyarrow")):
    try:
        read()
    except ImportError as error:
        assert f"pip install {libraries}" in str(error), error
        assert isinstance(error, pincite.CannotRun)
    else:
        raise AssertionError(libraries)
"""
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_values_are_those_that_frictionless_reads() -> None:
    looked_at = 0
    for folder in (ROOT, GOLDEN):
        oracle: Any = frictionless.Package(str(folder / "datapackage.json"))
        for name, table in pincite.open(folder).items():
            rows = [row.to_dict() for row in oracle.get_resource(name).read_rows()]
            assert list(table) == rows
            assert table.to_arrow(decimals="exact").to_pylist() == rows
            looked_at += sum(map(len, rows))
    assert looked_at > 5000
