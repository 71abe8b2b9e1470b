"""The sieves and the exact pass say the same: same issues, lines, numbers and words.

Random schemas over bytes that no writer of CSV would write, in blocks of some dozen bytes, so that
every record meets a border; the native sieve by each of the machine's sets of instructions.
PINCITE_SIEVES sets the number of cases.
"""

from __future__ import annotations

import gzip
import json
import os
from collections import Counter
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from passes_taken import HAS_NATIVE, PASSES, PATHS, SIEVES, take_pass, taken
from pincite.checks.tables import check_tables
from pincite.package import open_package
from pincite.report import Issue, Stage
from pincite.tables.sieves import blocks
from pincite.tables.sieves.columns import ColumnSieve
from test_differential import TEXTS, random_field, write_package

CASES = int(os.environ.get("PINCITE_SIEVES", "120"))
KEY_TYPES = ("string", "integer", "number", "date", "year", "yearmonth", "any")
SPELLINGS = {
    "integer": [f"{2**61}", f"+{2**61}", "1", "01", "+1", " 1", "-0", "0", "2"],
    "number": [
        "9" * 40,
        "9" * 40 + ".0",
        "1",
        "1.0",
        "1e0",
        "0.10",
        ".1",
        "-0",
        "0",
        "NaN",
        "inf",
        "1e0005",
        "1e-1000",
    ],
    "string": ["a", "b", "é", "", "NA", "a,b", 'say "x"', "two\nlines", "cr\rcr", " ", "\u3000"],
}
seen: Counter[str] = Counter()


def run(package: Path, monkeypatch: pytest.MonkeyPatch, by: str, block: int = 64) -> Stage:
    """The tables stage by a pass."""
    take_pass(monkeypatch, by, block)
    return check_tables(open_package(package))


def shown(issues: tuple[Issue, ...]) -> list[Any]:
    return sorted((issue.to_dict() for issue in issues), key=json.dumps)


def cell_of(random: Random, kind: str) -> bytes:
    text = random.choice([*TEXTS[kind], *SPELLINGS.get(kind, []), "NA", ""])
    form = random.random()
    if form < 0.6 and not set(text) & set('",\r\n'):
        return text.encode()
    if form < 0.97:
        return b'"' + text.replace('"', '""').encode() + b'"'
    return random.choice([b'x"y', b'"x"y', b' "x"', b'"', b"a\rb", b"\xff", b"\x00", b'""""'])


def table_bytes(random: Random, fields: list[dict[str, Any]], rows: int) -> bytes:
    lines = [",".join(field["name"] for field in fields).encode()]
    for _ in range(rows):
        cells = [cell_of(random, field["type"]) for field in fields]
        shape = random.random()
        cells = cells[:-1] if shape < 0.03 else [*cells, b"z"] if shape < 0.06 else cells
        cells = [b""] * len(fields) if 0.06 < shape < 0.08 else cells
        lines.append(b"" if 0.08 < shape < 0.1 else b",".join(cells))
    ends = [b"\n", b"\r\n"] if random.random() < 0.2 else [b"\n"]
    text = b"".join(line + random.choice(ends) for line in lines)
    text = text.rstrip(b"\r\n") if random.random() < 0.2 else text
    return b"\xef\xbb\xbf" + text if random.random() < 0.1 else text


def random_package(random: Random, folder: Path) -> Path:
    fields = [random_field(random, number) for number in range(random.randint(1, 4))]
    for field in fields:
        if field.get("constraints", {}).get("unique") and field["type"] not in KEY_TYPES:
            del field["constraints"]["unique"]
    schema: dict[str, Any] = {"fields": fields}
    names = [field["name"] for field in fields if field["type"] in KEY_TYPES]
    if names and random.random() < 0.5:
        schema["primaryKey"] = random.sample(names, min(len(names), random.choice([1, 1, 2])))
    if len(names) > 1 and random.random() < 0.3:
        schema["uniqueKeys"] = [random.sample(names, 2)]
    if names and random.random() < 0.5:
        width = min(len(names), random.choice([1, 1, 2]))
        reference = {"resource": "", "fields": random.sample(names, width)}
        schema["foreignKeys"] = [{"fields": random.sample(names, width), "reference": reference}]
    if random.random() < 0.3:
        schema["missingValues"] = random.choice([["", "NA"], ["NA"], []])
    package = write_package(folder, schema, "")
    (folder / "t.csv").write_bytes(table_bytes(random, fields, random.randint(0, 25)))
    return package


@settings(
    max_examples=CASES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.randoms(use_true_random=True))
def test_all_passes_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, random: Random
) -> None:
    package = random_package(random, tmp_path)
    exact = run(package, monkeypatch, "exact")
    for by in ("columns", *random.sample(SIEVES[1:], min(1, len(PATHS)))):
        quick = run(package, monkeypatch, by, random.choice([24, 64, 200, 4096]))
        assert shown(quick.issues) == shown(exact.issues), by
        if not any(issue.code == "source-error" for issue in exact.issues):
            assert quick.counts == exact.counts
    seen.update(issue.code for issue in exact.issues)
    seen["clean"] += not exact.issues


def test_the_random_tables_showed_faults_of_every_kind() -> None:
    print(dict(seen))
    codes = "type-error constraint-error missing-cell extra-cell blank-row primary-key".split()
    for code in [*codes, "foreign-key", "unique-key", "unique-error", "encoding-error", "clean"]:
        assert seen[code] > 2, code
    assert taken["ColumnSieve"] > CASES
    if HAS_NATIVE:
        assert taken["NativeSieve"] > CASES / 2


def big_package(folder: Path, rows: int) -> Path:
    """Two tables whose cells are clean but for some of every thousand."""
    random = Random(7)
    parties = [f"p{number:05d},Party {number}" for number in range(rows // 20)]
    lines = []
    for number in range(rows):
        party = random.choice(parties).split(",")[0] if random.random() < 0.999 else "p-none"
        amount = f"{random.random() * 1000:.2f}" if random.random() < 0.999 else "many"
        note = random.choice(["", "plain", '"a, b"', '"he said ""no"""', '"two\nlines"'])
        key = number if random.random() < 0.999 else number // 2
        lines.append(f"g{key:07d},{party},{amount},{note}" + (",x" if number % 3001 == 1 else ""))
    text = "id,party,amount,note\n" + "\n".join(lines) + "\n"
    (folder / "parties.csv").write_text("id,name\n" + "\n".join(parties) + "\n", encoding="utf-8")
    (folder / "grants.csv.gz").write_bytes(gzip.compress(text.encode(), mtime=0))
    half = text.index("\ng", len(text) // 2) + 1
    (folder / "one.csv").write_text(text[:half], encoding="utf-8", newline="")
    (folder / "two.csv").write_text(f"id,party,amount,note\n{text[half:]}", encoding="utf-8")
    string = {"type": "string", "constraints": {"required": True}}
    grants = {
        "fields": [
            {"name": "id", "type": "string", "constraints": {"pattern": "g[0-9]{7}"}},
            {"name": "party", **string},
            {"name": "amount", "type": "number", "constraints": {"minimum": 0}},
            {"name": "note", "type": "string"},
        ],
        "primaryKey": ["id"],
        "foreignKeys": [
            {"fields": ["party"], "reference": {"resource": "parties", "fields": ["id"]}}
        ],
    }
    table = {"fields": [{"name": "id", **string}, {"name": "name", **string}], "primaryKey": ["id"]}
    dialect = {"delimiter": ",", "quoteChar": '"'}
    resources = [
        {"name": "parties", "path": "parties.csv", "schema": table, "dialect": dialect},
        {"name": "zipped", "path": "grants.csv.gz", "schema": grants, "dialect": dialect},
        {"name": "parts", "path": ["one.csv", "two.csv"], "schema": grants, "dialect": dialect},
    ]
    descriptor = json.dumps({"name": "big", "resources": resources})
    (folder / "datapackage.json").write_text(descriptor, encoding="utf-8")
    return folder


@pytest.mark.long
def test_blocks_of_their_real_size_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = big_package(tmp_path, 12_000)
    exact = run(package, monkeypatch, "exact")
    found = Counter(issue.code for issue in exact.issues)
    for code in ("type-error", "extra-cell", "primary-key", "foreign-key"):
        assert found[code] >= 6, code
    for by, block in product(SIEVES, (2**14, 2**20)):
        quick = run(package, monkeypatch, by, block)
        assert shown(quick.issues) == shown(exact.issues)
        assert quick.counts == exact.counts


def test_scattered_bad_quotes_do_not_make_it_read_the_file_many_times(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f'r{number},"x"y' if number % 700 == 5 else f"r{number},n" for number in range(60_000)]
    schema = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
    text = "a,b\n" + "\n".join(lines) + "\n"
    package = write_package(tmp_path, schema, text)
    sifted: list[int] = []
    sift = ColumnSieve.sift

    def counted(self: ColumnSieve, chunk: bytes, *, is_last: bool) -> blocks.Sifted:
        sifted.append(len(chunk))
        return sift(self, chunk, is_last=is_last)

    monkeypatch.setattr(ColumnSieve, "sift", counted)
    monkeypatch.setattr(blocks, "MIN_BLOCK", 2**12)
    found = run(package, monkeypatch, "columns", 2**20)
    assert found.counts["rows"] == 60_000
    assert [issue.code for issue in found.issues] == ["source-error"] * 86
    assert len(text) / 2 < sum(sifted) < 6 * len(text)  # 40 times as many with one size of block


def test_what_was_found_before_an_open_quote_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = {"fields": [{"name": "a", "type": "string"}], "primaryKey": ["a"]}
    package = write_package(tmp_path, schema, 'a\nx\nx\n"open\n')
    for by in PASSES:
        found = run(package, monkeypatch, by).issues
        assert sorted(issue.code for issue in found) == ["primary-key", "source-error"]


@pytest.mark.skipif(not HAS_NATIVE, reason="the native sieve was not compiled")
def test_quotes_inside_of_cells_stop_the_native_sieve_nowhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pincite.tables.sieves.native import NativeSieve

    lines = [f'r{number},x"y' if number % 7 == 5 else f"r{number},n" for number in range(6_000)]
    schema = {"fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}]}
    text = "a,b\n" + "\n".join(lines) + "\n"
    package = write_package(tmp_path, schema, text)
    consumed: list[int] = []
    sift = NativeSieve.sift

    def counted(self: NativeSieve, chunk: bytes, *, is_last: bool) -> blocks.Sifted:
        found = sift(self, chunk, is_last=is_last)
        consumed.append(found.consumed)
        return found

    monkeypatch.setattr(NativeSieve, "sift", counted)
    found = run(package, monkeypatch, f"native {PATHS[0]}", 2**14)
    assert (found.counts["rows"], found.issues) == (6_000, ())
    assert sum(consumed) == len(text) - 4


@pytest.mark.parametrize(
    "encoding", ["iso8859-1", "cp1252", "utf-16", "utf-16-le", "shift_jis", "ascii"]
)
def test_other_encodings_are_sieved_too(
    encoding: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken.clear()
    word = {"shift_jis": "潮", "ascii": "e"}.get(encoding, "é")
    rows = [f'{number},"{word}\r{number % 50}"' for number in range(300)]
    rows[7], rows[70], rows[200] = "x,y", f"8,{word}", "201"
    head = f"n,{word}\r\n"
    schema = {
        "fields": [{"name": "n", "type": "integer"}, {"name": word, "type": "string"}],
        "primaryKey": ["n"],
    }
    package = write_package(tmp_path, schema, "")
    descriptor = tmp_path / "datapackage.json"
    stated = descriptor.read_text(encoding="utf-8").replace('"utf-8"', f'"{encoding}"')
    descriptor.write_text(stated, encoding="utf-8")
    content = (head + "\n".join(rows) + "\n").encode(encoding)
    for data in (content, content[:900] + b"\x81\xff\x81" + content[900:]):
        (tmp_path / "t.csv").write_bytes(data)
        exact = run(package, monkeypatch, "exact")
        assert len(exact.issues) >= 2
        for by in SIEVES:
            assert shown(run(package, monkeypatch, by, 200).issues) == shown(exact.issues)
    assert taken["ColumnSieve"] >= 1


@pytest.mark.skipif(not HAS_NATIVE, reason="the native sieve was not compiled")
@pytest.mark.parametrize(
    "field",
    [
        {"type": "string", "constraints": {"enum": [f"Genus{n:05d} alba" for n in range(3000)]}},
        {"type": "string", "missingValues": [f"v{n}" * 20 for n in range(20_000)]},
    ],
    ids=["enum", "missing values"],
)
def test_rules_too_large_for_an_automaton_are_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, field: dict[str, Any]
) -> None:
    package = tmp_path / "datapackage.json"
    (tmp_path / "t.csv").write_text("f\n" + "Genus00001 alba\n" * 9 + "other\n", encoding="utf-8")
    item = {"name": "t", "path": "t.csv", "schema": {"fields": [{"name": "f", **field}]}}
    package.write_text(json.dumps({"name": "x", "resources": [item]}), encoding="utf-8")
    found = [run(package, monkeypatch, by).issues for by in PASSES]
    assert all(issues == found[0] for issues in found)
    assert len(found[0]) == ("enum" in str(field))


@pytest.mark.skipif(not HAS_NATIVE, reason="the native sieve was not compiled")
def test_texts_like_numbers_are_keys_of_no_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "datapackage.json"
    (tmp_path / "parents.csv").write_text("id\n--1\n1e\ne5\n1-\n2\n", encoding="utf-8")
    (tmp_path / "children.csv").write_text("p\n1\n2\n", encoding="utf-8")
    key = {"fields": "p", "reference": {"resource": "parents", "fields": "id"}}
    items = [
        {
            "name": "parents",
            "path": "parents.csv",
            "schema": {"fields": [{"name": "id", "type": "string"}]},
        },
        {
            "name": "children",
            "path": "children.csv",
            "schema": {"fields": [{"name": "p", "type": "integer"}], "foreignKeys": [key]},
        },
    ]
    package.write_text(json.dumps({"name": "x", "resources": items}), encoding="utf-8")
    found = [run(package, monkeypatch, by).issues for by in PASSES]
    assert all(issues == found[0] for issues in found)
    assert len(found[0]) >= 1
