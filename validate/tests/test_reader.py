"""One reader: where the header is, what a record is, and where a fault lies - from all who read.

Each table is validated and opened. Both say the same: the validator's first issue is what opening
raises, and a table without issues opens, with as many rows as the validator counted.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import pincite
from passes_taken import each_pass, take_pass
from pincite.checks import validate_package
from pincite.render import render
from pincite.report import CannotRun, Issue
from pincite.tables.csv_records import parse_csv
from unit.test_patterns import at_most

FIELDS = [{"name": "name", "type": "string"}, {"name": "n", "type": "integer"}]


class Given(NamedTuple):
    """Files, what the resource says, and issues: code, file, line or row, field; rows if none."""

    files: dict[str, bytes]
    resource: dict[str, Any]
    issues: list[tuple[str, str, int | None, str | None]]
    rows: int = 0
    schema: dict[str, Any] = {}  # noqa: RUF012 - never changed


def csv_file(text: str, **dialect: Any) -> dict[str, Any]:
    """The parts of a Given for one file."""
    return {"files": {"t.csv": text.encode()}, "resource": {"dialect": dialect} if dialect else {}}


BAD = ("type-error", "t.csv")
TWO: dict[str, Any] = {"resource": {"path": ["a.csv", "b.csv"]}}
HEAD = b"name,n\nx,1\n"
CASES: dict[str, Given] = {
    "no header": Given(**csv_file("x,bad\ny,2\n", header=False), issues=[(*BAD, 1, "n")]),
    "no header rows": Given(**csv_file("x,bad\ny,2\n", headerRows=[]), issues=[(*BAD, 1, "n")]),
    "no header, sound": Given(**csv_file("x,1\ny,2\n", header=False), issues=[], rows=2),
    "a comment first": Given(
        **csv_file("# c\nname,n\nx,bad\n", commentChar="#"), issues=[(*BAD, 3, "n")]
    ),
    "a comment with an open quote": Given(
        **csv_file('# c,"open\nname,n\n# again\nx,1\n', commentChar="#"), issues=[], rows=1
    ),
    "a quoted cell that begins as a comment does": Given(
        **csv_file('name,n\n"#x",bad\n', commentChar="#"), issues=[(*BAD, 2, "n")]
    ),
    "the header row is a comment row": Given(
        **csv_file("c\nname,n\nx,1\n", commentRows=[1]), issues=[], rows=1
    ),
    "a comment row among the data": Given(
        **csv_file("name,n\nx,1\nnot,data\ny,bad\n", commentRows=[3]), issues=[(*BAD, 4, "n")]
    ),
    "a later header row": Given(
        **csv_file("title\n\nname,n\nx,bad\n", headerRows=[3]), issues=[(*BAD, 4, "n")]
    ),
    "two header rows behind a comment": Given(
        {"t.csv": b"# c\na,b\nname,n\nx,1\n"},
        {"dialect": {"commentChar": "#", "headerRows": [1, 2], "headerJoin": "."}},
        [("incorrect-label", "t.csv", 2, "name"), ("incorrect-label", "t.csv", 2, "n")],
    ),
    "a blank first line": Given(
        **csv_file("\nname,n\nx,1\n"), issues=[("blank-header", "t.csv", 1, None)]
    ),
    "nothing": Given(**csv_file(""), issues=[("source-error", "t.csv", None, None)]),
    "nothing, without a header": Given(
        **csv_file("", header=False), issues=[("source-error", "t.csv", None, None)]
    ),
    "another delimiter": Given(
        **csv_file("name;n\nx;1\ny;2\n"), issues=[("dialect-error", "t.csv", 1, None)]
    ),
    "another delimiter, without a header": Given(
        **csv_file("x\t1\ny\t2\n", header=False), issues=[("dialect-error", "t.csv", 1, None)]
    ),
    "a line end that is not obeyed": Given(
        **csv_file("name,n;x,1;", lineTerminator=";"),
        issues=[("dialect-error", "t.csv", None, None)],
    ),
    "text behind a quote": Given(
        **csv_file('name,n\nx,1\n"y"z,2\nz,3\n'), issues=[("source-error", "t.csv", 3, None)]
    ),
    "a blank behind a quote": Given(
        **csv_file('name,n\n"y" ,2\n'), issues=[("source-error", "t.csv", 2, None)]
    ),
    "a stray quote, and text behind the next": Given(
        **csv_file('name,n\n"a\nb",1\n"x,2\ny,3\nz"q,4\nlast,bad\n'),
        issues=[("source-error", "t.csv", 4, None), ("type-error", "t.csv", 7, "n")],
    ),
    "the second cell of a record over lines": Given(
        **csv_file('name,n\n"a\nb","2\n"x\nz,1\n'), issues=[("source-error", "t.csv", 3, None)]
    ),
    "a quote that never ends": Given(
        **csv_file('name,n\nx,1\n"y,2\nz,3\n'), issues=[("source-error", "t.csv", 3, None)]
    ),
    "a cell over many lines": Given(
        **csv_file('name,n\n"a\n\n,""b""\n,c",1\n'), issues=[], rows=1
    ),
    "a quote inside an unquoted cell": Given(**csv_file('name,n\n5" pipe,1\n'), issues=[], rows=1),
    "UTF-16 that is not declared": Given(
        {"t.csv": "name,n\nZürich,1\n".encode("utf-16")},
        {},
        [("encoding-error", "t.csv", 1, None)],
    ),
    "UTF-16 without a mark": Given(
        {"t.csv": "name,n\nx,1\n".encode("utf-16-le")}, {}, [("encoding-error", "t.csv", 1, None)]
    ),
    "UTF-8 with a mark, declared as another": Given(
        {"t.csv": b"\xef\xbb\xbf" + HEAD},
        {"encoding": "windows-1252"},
        [("encoding-error", "t.csv", 1, None)],
    ),
    "UTF-16 that is declared": Given(
        {"t.csv": "name,n\nZürich,1\n".encode("utf-16")}, {"encoding": "utf-16"}, [], rows=1
    ),
    "UTF-8 with a mark": Given({"t.csv": b"\xef\xbb\xbf" + HEAD}, {}, [], rows=1),
    "bytes of another encoding": Given(
        {"t.csv": HEAD + b"Z\xfcrich,2\n"}, {}, [("encoding-error", "t.csv", 3, None)]
    ),
    "a fault in the second part": Given(
        {"a.csv": HEAD, "b.csv": b"name,n\ny,2\nz,bad\n"}, **TWO, issues=[
            ("type-error", "b.csv", 3, "n")
        ],
    ),
    "columns of the second part in another order": Given(
        {"a.csv": HEAD, "b.csv": b"n,name\n2,y\n"}, **TWO, issues=[
            ("incorrect-label", "b.csv", 1, "name"), ("incorrect-label", "b.csv", 1, "n"),
            ("type-error", "b.csv", 2, "n"),
        ],
    ),
    "some labels of the second part": Given(
        {"a.csv": HEAD, "b.csv": b"name\n"}, **TWO, issues=[("missing-label", "b.csv", 1, "n")]
    ),
    "a second part without a header": Given(
        {"a.csv": HEAD, "b.csv": b"y,bad\n"}, **TWO, issues=[
            ("header-missing", "b.csv", None, None), ("type-error", "b.csv", 1, "n")
        ],
    ),
    "a second part with fewer rows than a header has": Given(
        {"a.csv": b"t\nname,n\nx,1\n", "b.csv": b"y,2\nz,bad\n"},
        {**TWO["resource"], "dialect": {"headerRows": [2]}},
        [("header-missing", "b.csv", None, None), ("type-error", "b.csv", 2, "n")],
    ),
    "a first part of comments": Given(
        {"a.csv": b"# x\n", "b.csv": b"y,bad\n"},
        {**TWO["resource"], "dialect": {"headerRows": [], "commentChar": "#"}},
        [("type-error", "b.csv", 1, "n")],
    ),
    "a key in two parts": Given(
        {"a.csv": HEAD, "b.csv": HEAD}, **TWO, schema={"primaryKey": ["name"]}, issues=[
            ("primary-key", "b.csv", 2, "name")
        ],
    ),
    "a text in the descriptor": Given(
        {}, {"data": "name,n\nx,bad\n", "format": "csv"}, [("type-error", "(resource t)", 2, "n")]
    ),
    "JSON arrays": Given(
        {"t.json": b'[["name","n"],["x",1],["y",2.5]]'}, {"path": "t.json"}, [
            ("type-error", "t.json", 3, "n")
        ],
    ),
    "JSON objects that leave out keys": Given(
        {"t.json": b'[{"n":1},{"name":"x"},{"n":3,"name":null},{}]'}, {"path": "t.json"}, [
            ("blank-row", "t.json", 4, None)
        ],
    ),
    "JSON objects with their keys in another order": Given(
        {"t.json": b'[{"n":1,"name":"x"},{"name":"y","n":2}]'}, {"path": "t.json"}, [], rows=2
    ),
    "JSON objects with a key that the schema lacks": Given(
        {"t.json": b'[{"name":"x"},{"name":"y","m":2}]'}, {"path": "t.json"}, [
            ("extra-label", "t.json", None, "m")
        ],
    ),
    "JSON of two kinds of rows": Given(
        {"t.json": b'[{"name":"x"},["y",2],{"name":"z","n":1}]'}, {"path": "t.json"}, [
            ("source-error", "t.json", 2, None)
        ],
    ),
    "a JSON key twice": Given(
        {"t.json": b'[{"name":"x","name":"y"}]'}, {"path": "t.json"}, [
            ("source-error", "t.json", None, None)
        ],
    ),
    "JSON below a property": Given(
        {"t.json": b'{"x":{"rows":[{"n":"bad"}]}}'},
        {"path": "t.json", "dialect": {"property": "x.rows"}},
        [("type-error", "t.json", 1, "n")],
    ),
    "rows in the descriptor": Given(
        {}, {"data": [{"name": "x", "n": 1}, {"n": "bad"}]}, [
            ("type-error", "(resource t)", 2, "n")
        ],
    ),
    "a compression that is not read": Given(
        {"t.csv": b"PK"}, {"compression": "7z"}, [("compression-error", "t.csv", None, None)]
    ),
    "a file name of a compression that is not read": Given(
        {"t.csv.7z": b"PK"},
        {"path": "t.csv.7z", "format": "csv"},
        [("compression-error", "t.csv.7z", None, None)],
    ),
}  # fmt: skip


def write(folder: Path, given: Given) -> Path:
    """A package of one table."""
    for name, content in given.files.items():
        (folder / name).write_bytes(content)
    path = {} if "data" in given.resource else {"path": "t.csv"}
    schema = {"fields": FIELDS, **given.schema}
    table = {"name": "t", "type": "table", **path, **given.resource, "schema": schema}
    descriptor = {"name": "p", "resources": [table]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    return folder


def at(issue: Issue) -> tuple[str, str, int | None, str | None]:
    place = issue.place
    return issue.code, place.file, place.line or place.row, place.field


@pytest.mark.parametrize("name", CASES)
def test_validator_and_reader_say_the_same(name: str, tmp_path: Path) -> None:
    given = CASES[name]
    package = write(tmp_path, given)
    report = validate_package(package)
    assert sorted(map(at, report.issues), key=str) == sorted(given.issues, key=str)
    tables = pincite.open(package)
    if report.valid:
        assert len(list(tables["t"])) == report.stages[1].counts["rows"] == given.rows
        assert tables["t"].to_arrow().num_rows == given.rows
    elif not {"primary-key", "blank-row"} & {issue.code for issue in report.issues}:
        with pytest.raises(CannotRun) as raised:
            list(tables["t"])
        codes = [issue.code for issue in report.errors]
        assert getattr(raised.value, "issue", report.errors[0]).code in codes
        with pytest.raises(CannotRun):
            pincite.open(package)["t"].to_arrow()
    for form in ("text", "json", "github", "sarif", "junit"):
        assert all(code in render(report, form) for code, *_ in given.issues if form != "text")


def issues_of(folder: Path, name: str) -> list[Issue]:
    return validate_package(write(folder, CASES[name])).issues


def test_rows_of_json_have_a_number_and_a_pointer(tmp_path: Path) -> None:
    for name, pointer in (
        ("JSON arrays", "/2/1"),
        ("JSON below a property", "/x/rows/0/n"),
        ("rows in the descriptor", "/data/1/n"),
    ):
        (issue,) = issues_of(tmp_path, name)
        assert issue.place.pointer == pointer
        assert f"row {issue.place.row} ({pointer})" in str(issue.place)
        assert issue.to_dict()["pointer"] == pointer


def test_what_is_said_of_bytes_and_delimiters_names_them(tmp_path: Path) -> None:
    (bad,) = issues_of(tmp_path, "bytes of another encoding")
    assert bad.place.byte == len(HEAD) + 1
    assert "fc at byte 12, character 2 of the line; as windows-1252" in bad.message
    (delimiter,) = issues_of(tmp_path, "another delimiter")
    assert "“;”" in delimiter.message
    (utf_16,) = issues_of(tmp_path, "UTF-16 that is not declared")
    assert "begins as UTF-16: declare" in utf_16.message
    (far,) = issues_of(tmp_path, "a stray quote, and text behind the next")[:1]
    assert "2 lines below" in far.message
    (twice,) = issues_of(tmp_path, "a key in two parts")
    assert "position 2 of a.csv" in twice.message


def test_the_limit_of_the_csv_module_is_the_programs_own(tmp_path: Path) -> None:
    before = csv.field_size_limit(1000)
    try:
        text = f'name,n\n{"x" * 5000},1\n"{"y," * 5000}",2\nz,bad\n'
        report = validate_package(write(tmp_path, Given(**csv_file(text), issues=[])))
        assert list(map(at, report.issues)) == [("type-error", "t.csv", 4, "n")]
        assert csv.field_size_limit() == 1000
    finally:
        csv.field_size_limit(before)


def test_texts_of_the_seeds_are_cut_by_the_same_rules() -> None:
    assert list(parse_csv('a,b\n\n"x\ny",1\n', "s")) == [(1, ["a", "b"]), (3, ["x\ny", "1"])]
    for text in ('a\n"x"y\n', 'a\n"x\n'):
        with pytest.raises(CannotRun, match=r"^s:2: not a CSV record: a quoted cell begins here"):
            list(parse_csv(text, "s"))


def test_a_row_of_a_million_cells_is_told_in_few_words(tmp_path: Path) -> None:
    for text in ("name,n\n" + "x," * 10**6, "x," * 10**6 + "\nx,1\n"):
        with at_most(20):
            report = validate_package(write(tmp_path, Given(**csv_file(text), issues=[])))
            assert 0 < len(report.issues) < 250
            assert any("more" in i.message or "1,000,001" in i.message for i in report.issues)
            assert len(render(report, "json")) < 3_000_000


def test_a_bad_key_cell_is_one_issue_and_two_references_are_two(tmp_path: Path) -> None:
    keys = [{"fields": ["name", "n"], "reference": {"resource": "", "fields": ["name", "n"]}}]
    schema = {"primaryKey": ["n"], "foreignKeys": keys}
    bad = Given(**csv_file("name,n\nx,bad\n"), issues=[], schema=schema)
    (issue,) = validate_package(write(tmp_path, bad)).issues
    assert issue.code == "type-error"
    other = {"fields": [{"name": "k"}, {"name": "l"}]}
    (tmp_path / "o.csv").write_text("k,l\n1,2\n")
    keys = [{"fields": ["name"], "reference": {"resource": "o", "fields": [f]}} for f in "kl"]
    package = write(tmp_path, Given(**csv_file("name,n\nx,1\n"), issues=[]))
    descriptor = json.loads((package / "datapackage.json").read_text())
    descriptor["resources"][0]["schema"]["foreignKeys"] = keys
    descriptor["resources"].append({"name": "o", "path": "o.csv", "schema": other})
    (package / "datapackage.json").write_text(json.dumps(descriptor))
    messages = [issue.message for issue in validate_package(package).issues]
    assert messages == [f"“x” is not among the records of o ({name})" for name in "kl"]


def test_keys_whose_hashes_would_collide_take_no_longer(tmp_path: Path) -> None:
    step = 2**61 - 1
    rows = "".join(f"x,{number * step}\n" for number in range(20_000))
    for kind in ("integer", "number"):
        fields = [FIELDS[0], {"name": "n", "type": kind, "constraints": {"unique": True}}]
        given = Given(**csv_file(f"name,n\n{rows}x,{step}.0\nx,{step}\n"), issues=[], schema={
            "fields": fields, "primaryKey": ["n"],
        })  # fmt: skip
        with at_most(10):
            found = {issue.code for issue in validate_package(write(tmp_path, given)).issues}
        assert found >= {"primary-key", "unique-error"}


def test_an_enum_whose_hashes_would_collide_takes_no_longer(tmp_path: Path) -> None:
    options = [number * (2**61 - 1) for number in range(20_000)]
    rows = "".join(f"x,{number}\n" for number in options[:2000])
    fields = [FIELDS[0], {"name": "n", "type": "integer", "constraints": {"enum": options}}]
    given = Given(**csv_file(f"name,n\n{rows}x,7\n"), issues=[], schema={"fields": fields})
    with at_most(10):
        (issue,) = validate_package(write(tmp_path, given)).issues
    assert (issue.code, issue.place.line) == ("constraint-error", 2002)


@each_pass
def test_keys_with_an_empty_part_never_clash(
    by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_pass(monkeypatch, by)
    unique = [{"name": "name", "type": "string", "constraints": {"unique": True}}, FIELDS[1]]
    schema = {"fields": unique, "uniqueKeys": [["name", "n"]]}
    given = Given(**csv_file("name,n\n,1\n,1\nx,\nx,\ny,2\ny,2\n"), issues=[], schema=schema)
    found = [at(issue) for issue in validate_package(write(tmp_path, given)).issues]
    assert found == [
        ("unique-error", "t.csv", 5, "name"),
        ("unique-key", "t.csv", 7, "name, n"),
        ("unique-error", "t.csv", 7, "name"),
    ]


@each_pass
def test_lengths_are_of_characters_at_their_very_bound(
    by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_pass(monkeypatch, by)
    limits = {"minLength": 2, "maxLength": 3}
    schema = {"fields": [{"name": "name", "type": "string", "constraints": limits}, FIELDS[1]]}
    texts = ["a", "ab", "abc", "abcd", "é", "éé", "潮潮潮", "潮潮潮潮"]
    rows = "".join(f"{text},{number}\n" for number, text in enumerate(texts * 3))
    given = Given(**csv_file(f"name,n\n{rows}"), issues=[], schema=schema)
    found = [at(issue)[2] for issue in validate_package(write(tmp_path, given)).issues]
    assert found == [8 * turn + line for turn in range(3) for line in (2, 5, 6, 9)]
