"""The quick ways of reading give what the exact ones give, or nothing: random files and cells."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pincite.frames import texts
from pincite.frames.convert import _QUICK, BadCells, _decimal, convert
from pincite.frames.fields import Column
from pincite.frames.options import Options
from pincite.frames.source import CannotRead, fields_of, open_table
from pincite.frames.table import arrow_table
from pincite.frames.texts import is_plain, read_exactly
from pincite.package import open_package
from pincite.report import CannotRun
from pincite.tables.reader import OpenTable, Part

PIECES = [b"a", b",", b'"', b"\n", b"\r", b" ", b"\0", "é".encode(), b"NA", b"true"]
PIECES += [b'""', b"\r\n", b'","', b',"', b'",', b"\xef\xbb\xbf", b"\xff", b'"\n', b"\n\n"]


def table_of(
    folder: Path, data: bytes, fields: list[dict[str, Any]], **more: Any
) -> tuple[OpenTable, Part]:
    (folder / "t.csv").write_bytes(data)
    schema = {"fields": fields, **more.pop("schema", {})}
    resource = {"name": "t", "path": "t.csv", "schema": schema, **more}
    (folder / "datapackage.json").write_text(json.dumps({"resources": [resource]}))
    return opened(folder)


def opened(folder: Path) -> tuple[OpenTable, Part]:
    package = open_package(folder)
    table = open_table(package, package.resources[0], verify=True)
    return table, table.first


def cells_or_fault(read: Callable[..., Any], columns: list[Column], *given: Any) -> Any:
    """What a way of reading gives: cells with missing ones as None, or that it refuses."""
    try:
        return [
            [None if cell in column.missing else cell for cell in found.cast("string").to_pylist()]
            for found, column in zip(read(*given), columns, strict=True)
        ]
    except CannotRun:
        return "refused"


UNQUOTED = [piece for piece in PIECES if b'"' not in piece]


@pytest.mark.long
@pytest.mark.parametrize(("block", "pieces"), [(2**24, PIECES), (16, PIECES), (16, UNQUOTED)])
@pytest.mark.parametrize(("names", "missing"), [("h", [""]), ("hi", ["", "NA"]), ("hi", [])])
def test_arrow_cuts_files_as_the_csv_module_does(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    block: int,
    pieces: list[bytes],
    names: str,
    missing: list[str],
) -> None:
    monkeypatch.setattr(texts, "BLOCK", block)
    fields: list[dict[str, Any]] = [{"name": name, "type": "string"} for name in names]
    fields[0]["type"] = "boolean"  # read as codes
    header = ",".join(names).encode() + b"\n"
    table, _ = table_of(tmp_path, header + b"x\n" * 2, fields, schema={"missingValues": missing})
    columns = [Column.of(field, Options()) for field in fields_of(table)]
    chance = random.Random(f"{block}{len(pieces)}{names}{missing}")
    by_arrow = refused = 0
    for _ in range(150):
        data = header + b"".join(chance.choices(pieces, k=chance.randint(0, 12)))
        (tmp_path / "t.csv").write_bytes(data)
        one, part = opened(tmp_path)
        assert is_plain(one)
        found = texts._by_arrow(one, part, columns)
        exact = cells_or_fault(read_exactly, columns, one, part, columns)
        refused += exact == "refused"
        if found is not None:
            by_arrow += 1
            assert cells_or_fault(list, columns, found) == exact, data
    assert by_arrow > 6
    assert refused > 6


@pytest.mark.parametrize("before", range(1, 40, 3))
def test_line_ends_in_quotes_are_kept_where_blocks_would_meet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    monkeypatch.setattr(texts, "BLOCK", 16)
    cells = ["a" * before, "x\r\ny", "\r\n", "z" * 11 + "\r\n", "end"]
    data = "h\n" + "".join(f'"{cell}"\n' for cell in cells)
    table, part = table_of(tmp_path, data.encode(), [{"name": "h", "type": "string"}])
    columns = [Column.of(field, Options()) for field in fields_of(table)]
    found = texts._by_arrow(table, part, columns)
    assert found is not None
    assert found[0].to_pylist() == cells


KINDS: dict[str, tuple[str, list[str]]] = {
    "integer": ("0159-+. x_ABFe\u0661", ["0x1F", "1_0", " 7 ", "+7", "-0", "9" * 19, "007"]),
    "number": (
        "0159-+.eEnaif \u0661",
        ["1.5", "-.5", "1.", "9" * 400, "1e5", "1e0005", "Infinity", "nan", "-inf", "1e400"],
    ),
    "decimal": (
        "0159-+.e \u0661",
        [
            "1.50",
            "-.5",
            "1.",
            ".",
            "-",
            "1.2.3",
            "1.-5",
            "007",
            "1e5",
            "9" * 38,
            "9" * 39,
            "1." * 2,
        ],
    ),
    "year": ("0129-+ ", ["0000", "199", "19999", "+200", "2021"]),
    "yearmonth": ("01239- \n", ["2021-05", "2021-13", "2021-5", "2021-05\n", "0000-01"]),
    "date": ("0129-: T", ["2021-02-30", "0000-01-01", "0001-01-01", "20210203", "9999-12-31"]),
    "datetime": (
        "0129-:TZ +.",
        [
            "2021-02-03T04:05:06",
            "2021-02-03 04:05:06",
            "2021-02-03T04:05:06Z",
            "2021-02-03T04:05:60",
            "2021-02-03T24:00:00",
            "2021-02-03T04:05-03",
            "2021-02-03T04:05-03:00",
            "2021-02-03T04:05-03:00Z",
            "2021-02-03T04:05:06.5",
            "2021-02-03T04:05:06.123456",
            "2021-02-03T04:05:06.1234567",
            "2021-02-03T04:05:06.123Z",
            "2021-02-03T04:05:06.Z",
            "2021-02-03T04:05.06Z",
            "0000-01-01T00:00:00",
            "0001-01-01T00:00:00",
            "2021-02-03T04:05:06+01:00",
            "2021-02-30T04:05:06",
        ],
    ),
}


def column_of(kind: str, **more: Any) -> Column:
    stated = "number" if kind == "decimal" else kind
    decimals: Any = "exact" if kind == "decimal" else "float"
    return Column.of({"name": "f", "type": stated, **more}, Options(decimals=decimals))


def outcome(cells: list[str | None], column: Column, *, is_exact: bool) -> Any:
    try:
        found = convert(pa.chunked_array([pa.array(cells, pa.string())]), column, is_exact=is_exact)
    except BadCells as bad:
        return sorted(set(bad.cells))
    return found.type, list(map(repr, found.to_pylist()))


@pytest.mark.parametrize("kind", KINDS)
def test_quick_ways_read_what_the_exact_reader_reads(kind: str) -> None:
    letters, known = KINDS[kind]
    quick_way = {item.name: way for item, way in _QUICK.items()} | {"decimal": _decimal}
    column = column_of(kind, missingValues=["", "-"])
    short = [text for text in known if len(text) < 40]
    near = [
        text[:at] + c + text[at + 1 :] for text in short for at in range(len(text)) for c in letters
    ]
    chance = random.Random(kind)
    quick = sum(quick_way[kind](pa.chunked_array([[text]])) is not None for text in known)
    assert 0 < quick < len(known)
    for text in [*known, *near]:
        cells = [text, None, *chance.choices(known, k=chance.randint(0, 2))]
        both = [outcome(cells, column, is_exact=exact) for exact in (False, True)]
        assert both[0] == both[1], cells


@pytest.mark.parametrize("kind", KINDS)
def test_quick_ways_on_any_text(kind: str) -> None:
    column = column_of(kind)

    @settings(max_examples=60, deadline=None, database=None)
    @given(st.lists(st.none() | st.text(alphabet=KINDS[kind][0], max_size=21), max_size=3))
    @example([])
    @example([None])
    def check(cells: list[str | None]) -> None:
        assert outcome(cells, column, is_exact=False) == outcome(cells, column, is_exact=True)

    check()


FIELDS: list[dict[str, Any]] = [
    {"name": "key", "type": "string"},
    {"name": "kind", "type": "string", "constraints": {"enum": ["b", "a", "ü"]}},
    {"name": "count", "type": "integer"},
    {"name": "amount", "type": "number", "missingValues": ["-", ""]},
    {"name": "is_open", "type": "boolean"},
    {"name": "day", "type": "date"},
    {"name": "month", "type": "yearmonth"},
    {"name": "text", "type": "string"},
]


def random_cell(chance: random.Random, name: str) -> str:
    choices: dict[str, list[str]] = {
        "kind": ["a", "b", "ü", "", "NA"],
        "count": ["1", "-7", "0", "", "+3", " 4 ", "NA"],
        "amount": ["1.5", ".5", "5.", "-0", "", "-", "1e5", "NaN", "12345678901234567890.1"],
        "is_open": ["true", "0", "TRUE", "", "NA"],
        "day": ["2021-02-03", "1500-01-01", "", "NA"],
        "month": ["2021-02", "0001-12", "", "NA"],
        "text": ["NA", "", "a,b", 'say "x"', "two\nlines", "two\r\n\r\nlines", "é", "null", " "],
    }
    plain = chance.random() < 0.8  # most columns stay on the quick way to their end
    return choices[name][0] if plain else chance.choice(choices[name])


def test_whole_tables_read_alike(tmp_path: Path) -> None:
    chance = random.Random(5)
    refused = 0
    for number in range(120):
        missing = chance.choice([[""], ["", "NA"], ["NA"]])
        lines = [",".join(field["name"] for field in FIELDS)]
        for row in range(chance.randint(0, 12)):
            cells = [random_cell(chance, field["name"]) for field in FIELDS[1:]]
            quoted = [
                '"' + c.replace('"', '""') + '"' if set(c) & set(',"\n') else c for c in cells
            ]
            lines.append(",".join([f"k{row}", *quoted]))
        ending = chance.choice(["\n", "\r\n"])
        data = (ending.join(lines) + chance.choice(["", ending])).encode()
        table_of(tmp_path, data, FIELDS, schema={"missingValues": missing})
        package = open_package(tmp_path)
        options = Options(decimals=chance.choice(["float", "exact"]))
        both: list[Any] = []
        for exact in (False, True):
            try:
                table, _ = arrow_table(package, package.resources[0], options, is_exact=exact)
                both.append((table.schema, repr(table.to_pylist())))
            except CannotRead as fault:
                both.append(str(fault))
        assert both[0] == both[1], number
        refused += isinstance(both[0], str)
    assert 10 < refused < 110
