"""Checks in Python: functions that the caller names, which see typed rows and yield findings."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite import CheckedTable, Finding
from pincite.cli import main
from pincite.report import CannotRun, Issue

SCHEMA = {
    "fields": [
        {"name": "id", "type": "integer"},
        {"name": "begin", "type": "date"},
        {"name": "end", "type": "date"},
        {"name": "price", "type": "number"},
    ],
    "primaryKey": "id",
}
CSV = "id,begin,end,price\n1,2021-01-01,2021-02-01,1.50\n2,2021-03-01,2021-02-01,2\n3,,,\n"
MODULE = """
def backwards(table):
    for row in table:
        if None not in (row["begin"], row["end"]) and row["end"] < row["begin"]:
            yield row.finding("end", "ends before it begins")

def advice(table):
    yield table.finding("has few rows", "warning")
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    item = {"name": "stays", "path": "stays.csv", "schema": SCHEMA}
    plain = {"name": "notes", "path": "notes.csv"}
    text = json.dumps({"name": "p", "resources": [item, plain]})
    (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    (tmp_path / "stays.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "notes.csv").write_text("a,b\nx,y\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/own_checks.py").write_text(MODULE, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "elsewhere")
    monkeypatch.setattr(sys, "path", list(sys.path))
    return tmp_path


def issues(package: Any, *checks: Any, **options: Any) -> list[Issue]:
    return pincite.validate(package, checks=checks, **options).issues


def test_a_check_sees_typed_values_of_each_table(package: Path) -> None:
    seen: dict[str, list[dict[str, Any]]] = {}
    schemas = {}

    def look(table: CheckedTable) -> None:
        seen[table.name] = [dict(row) for row in table]
        schemas[table.name] = table.schema
        assert [row.number for row in table] == list(range(2, 2 + len(seen[table.name])))

    report = pincite.validate(package, checks=[look])
    assert report.issues == []
    assert report.stages[2].counts == {"checks in Python": 1, "tables checked by them": 2}
    first = {"id": 1, "begin": dt.date(2021, 1, 1), "end": dt.date(2021, 2, 1)}
    assert seen["stays"][0] == {**first, "price": Decimal("1.50")}
    assert seen["stays"][2] == {"id": 3, "begin": None, "end": None, "price": None}
    assert seen["notes"] == [{"a": "x", "b": "y"}]
    assert schemas["stays"]["primaryKey"] == ["id"] or schemas["stays"]["primaryKey"] == "id"
    assert schemas["notes"] == {"fields": []}
    assert seen["stays"] == [dict(row) for row in pincite.open(package)["stays"]]


def test_findings_have_places_severities_and_the_name_of_the_check(package: Path) -> None:
    def found(table: CheckedTable) -> Iterator[Finding]:
        if table.name == "stays":
            for row in table:
                if row["id"] == 2:
                    yield row.finding("end", "is early")
                    yield row.finding(None, "is odd", "warning")
            yield table.finding("is short", "note")

    name = "test_findings_have_places_severities_and_the_name_of_the_check.<locals>.found"
    by_code = {issue.code: issue for issue in issues(package, found)}
    error, warning, note = (by_code[f"check-{kind}"] for kind in ("error", "warning", "note"))
    assert error.message == f"is early (by the check test_python_checks:{name})"
    assert (error.place.file, error.place.line, error.place.field) == ("stays.csv", 3, "end")
    assert (error.place.record, error.place.column, error.found) == ("2", 3, "2021-02-01")
    assert (warning.place.line, warning.place.field, warning.found) == (3, None, None)
    assert (note.place.file, note.place.line) == ("stays.csv", None)
    report = pincite.validate(package, checks=[found], skip=["check-error"])
    assert report.valid
    assert report.skipped == {"check-error": 1}


def raises(table: CheckedTable) -> Iterator[Finding]:
    for row in table:
        yield row.finding("end", f"{row['nowhere']}")


def yields_text(table: CheckedTable) -> Iterator[Any]:
    yield f"{table.name} is wrong"


def no_such_severity(table: CheckedTable) -> Iterator[Finding]:
    yield table.finding("x", "fatal")


def no_such_field(table: CheckedTable) -> Iterator[Finding]:
    yield next(iter(table)).finding("nowhere", "x")


def returns_a_number(_: CheckedTable) -> Any:
    return 1


def leaves(_: CheckedTable) -> Any:
    sys.exit(0)


def ends_a_generator(_: CheckedTable) -> Any:
    raise GeneratorExit


class Silent(Exception):
    def __str__(self) -> str:
        raise RuntimeError


def raises_without_a_text(_: CheckedTable) -> Any:
    raise Silent


def finds_nowhere(_: CheckedTable) -> Iterator[Any]:
    yield Finding(None, "x", "error")  # type: ignore[arg-type]


def finds_a_number(table: CheckedTable) -> Iterator[Any]:
    yield table.finding("x")._replace(found=7)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (ends_a_generator, r"raised GeneratorExit at test_python_checks\.py:[0-9]+$"),
        (raises_without_a_text, r"raised Silent at test_python_checks\.py:[0-9]+$"),
        (finds_nowhere, "yields a finding whose place is None: yield row"),
        (finds_a_number, "yields a finding whose found is 7: yield row"),
        (leaves, r"raised SystemExit: 0 at test_python_checks\.py:[0-9]+$"),
        (raises, r"raised KeyError: 'nowhere' at test_python_checks\.py:[0-9]+$"),
        (yields_text, r"yields 'stays is wrong', which is not a finding: yield row\.finding"),
        (no_such_severity, "severity 'fatal' is none of error, warning, note"),
        (no_such_field, "raised KeyError: 'nowhere'"),
        (returns_a_number, "raised TypeError: 'int' object is not iterable"),
    ],
)
def test_what_a_check_does_wrong_is_one_issue_without_a_traceback(
    package: Path, check: Any, message: str
) -> None:
    item = {"name": "stays", "path": "stays.csv", "schema": SCHEMA}
    (issue,) = issues({"name": "p", "resources": [item]}, check, folder=package)
    assert issue.code == "check-failed"
    assert re.search(message, issue.message), issue.message


def test_findings_have_a_limit(package: Path) -> None:
    def every(table: CheckedTable) -> Iterator[Finding]:
        for row in table:
            yield row.finding(None, "here")

    codes = [issue.code for issue in issues(package, every, most_issues=2)]
    assert sorted(codes) == ["check-error", "check-error", "check-error", "issues-cut"]


def test_checks_run_on_sound_tables_and_whole_packages_only(package: Path) -> None:
    def never(table: CheckedTable) -> None:
        raise AssertionError(table)

    report = pincite.validate(package, checks=[never], skip=[])
    assert [issue.code for issue in report.issues] == ["check-failed"] * 2
    (package / "stays.csv").write_text(CSV.replace("\n1,", "\nx,"), encoding="utf-8")
    assert [issue.code for issue in issues(package, never)] == ["type-error"]


def test_the_command_takes_modules_files_and_entry_points(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for named in (
        "own_checks:backwards",
        "own_checks.py:backwards",
        "../elsewhere/own_checks.py:backwards",
    ):
        assert main(["validate", str(package), "--check", named]) == 1
        out = capsys.readouterr().out
        assert "check-error  " in out
        assert "ends before it begins (by the check own_checks:backwards)" in out
    assert main(["validate", str(package), "--check", "own_checks:advice"]) == 0
    assert main(["validate", str(package), "--check", "own_checks:advice", "--strict"]) == 1
    capsys.readouterr()
    assert (
        main(["validate", str(package), "--check", "own_checks:advice", "--limit-rows", "1"]) == 0
    )
    assert "not looked at, for only a part" in capsys.readouterr().out
    for named, says in {
        "nowhere:f": "No module named 'nowhere'",
        "nowhere.py:f": "there is no such file",
        "own_checks:nothing": "has no attribute 'nothing'",
        "own_checks:__name__": "is not a function",
        ":f": "give MODULE:FUNCTION",
        "unheard-of": "no check of that name is installed",
    }.items():
        assert main(["validate", str(package), "--check", named]) == 2
        err = capsys.readouterr().err
        assert says in err
        assert "Traceback" not in err
    made = package / "plugin-1.0.dist-info"
    made.mkdir()
    (made / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: plugin\nVersion: 1.0\n", encoding="utf-8"
    )
    entry = "[pincite.checks]\nbackwards = own_checks:backwards\nbroken = nowhere:f\n"
    (made / "entry_points.txt").write_text(entry, encoding="utf-8")
    monkeypatch.syspath_prepend(str(package))
    assert main(["validate", str(package)]) == 0  # an installed check runs only where it is named
    assert main(["validate", str(package), "--check", "backwards"]) == 1
    assert main(["validate", str(package), "--check", "broken"]) == 2
    assert "No module named" in capsys.readouterr().err


def test_what_a_check_prints_is_not_in_the_report(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("own_prints.py").write_text("print('hello')\ndef f(table): print(table.name)\n")
    assert main(["validate", str(package), "--check", "own_prints.py:f", "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["valid"]
    assert err.startswith("hello\nstays\nnotes\n")


def test_a_module_that_fails_is_named(package: Path) -> None:
    from pincite.checks.functions import load_check

    bad = package / "elsewhere/json.py"  # the name of another module is no matter
    bad.write_text("raise RuntimeError('no')\n", encoding="utf-8")
    with pytest.raises(CannotRun, match=r"json\.py:f: RuntimeError: no"):
        load_check(f"{bad}:f")
    bad.write_text("import sys\nsys.exit(3)\n", encoding="utf-8")
    with pytest.raises(CannotRun, match="SystemExit: 3"):
        load_check(f"{bad}:f")
    bad.write_text("def f(table): return []\n", encoding="utf-8")
    assert load_check(f"{bad}:f").__module__ == "json"
    assert sys.modules["json"] is json


def test_a_package_names_no_checks(package: Path) -> None:
    Path("unasked.py").write_text("raise SystemExit(5)\n", encoding="utf-8")
    path = package / "datapackage.json"
    value = json.loads(path.read_text(encoding="utf-8"))
    for name in ("check", "checks", "python"):
        path.write_text(json.dumps({**value, name: "unasked:x"}), encoding="utf-8")
        assert not any(i.code.startswith("check-") for i in pincite.validate(package).issues)
    assert "unasked" not in sys.modules
