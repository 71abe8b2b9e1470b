"""Tables without a package, descriptors in YAML, and several targets in one call."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

import pincite
from support import GOLDEN, run_command

FIELDS: list[dict[str, Any]] = [
    {"name": "id", "type": "integer", "constraints": {"required": True}},
    {"name": "day", "type": "date"},
]
SCHEMA: dict[str, Any] = {"fields": FIELDS, "primaryKey": ["id"]}
GOOD = "id,day\n1,2021-05-04\n2,\n"
BAD = "id,day\n1,2021-05-04\nx,2021-13-01\n1,\n"
YAML = """# a comment
fields:
  - name: id
    type: integer
    constraints: {required: true}
  - name: day
    type: date
primaryKey: [id]
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "s.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (tmp_path / "s.yaml").write_text(YAML, encoding="utf-8")
    return tmp_path


def found(report: pincite.Report) -> list[tuple[str, str, int | None]]:
    return [(issue.code, issue.place.file, issue.place.line) for issue in report.errors]


EXPECTED = [
    ("type-error", "bad.csv", 3),
    ("type-error", "bad.csv", 3),
    ("primary-key", "bad.csv", 4),
]


@pytest.mark.usefixtures("no_sources")
def test_no_stage_of_packages_is_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code in ((("good.csv",), 0), (("bad.csv", "--schema", "s.json"), 1)):
        found, out, _ = run_command(capsys, "validate", *arguments)
        stages = re.findall(r"^  (\w+) +(?:ok|FAILED|not run)", out, re.MULTILINE)
        assert (found, stages) == (code, ["descriptor", "tables"])
    (folder / "check.py").write_text("def none(table):\n    return []\n", encoding="utf-8")
    checked = ("bad.csv", "--schema", "s.json", "--check", "check.py:none")
    _, out, _ = run_command(capsys, "validate", *checked)
    assert "records     not run" in out  # a check that did not run is told
    assert [stage.name for stage in pincite.validate("good.csv").stages][2:] == [
        *("records", "citations", "copies"),
    ]


@pytest.mark.parametrize("number", [0, -1, 1.5, True, "3"])
def test_a_number_of_issues_that_is_none_is_refused(folder: Path, number: Any) -> None:
    assert folder
    with pytest.raises(
        ValueError, match=r"most_issues is .*: give a whole number from 1 on, or No"
    ):
        pincite.validate("good.csv", most_issues=number)


@pytest.mark.parametrize("schema", ["s.json", "s.yaml", SCHEMA, Path("s.json")])
def test_a_table_is_checked_by_a_schema(folder: Path, schema: Any) -> None:
    assert pincite.validate("good.csv", schema=schema).valid
    report = pincite.validate("bad.csv", schema=schema)
    assert sorted(found(report)) == sorted(EXPECTED)
    assert report.stages[1].counts["rows"] == 3
    assert folder.is_dir()


@pytest.mark.parametrize("name", ["bad.schema.json", "bad.schema.yaml", "bad.schema.yml"])
def test_a_schema_beside_the_table_is_found_and_named(folder: Path, name: str) -> None:
    text = YAML if "y" in name else json.dumps(SCHEMA)
    (folder / name).write_text(text, encoding="utf-8")
    report = pincite.validate("bad.csv")
    assert len(report.errors) == 3
    assert report.stages[0].remarks == (f"bad.csv: by the schema beside it, {name}",)


def test_without_a_schema_only_the_form_is_checked_and_said(folder: Path) -> None:
    (folder / "odd.csv").write_bytes(b"a,b,a,\n1,2\n\n1,2,3,4,5\n\xff,,,x\n")
    report = pincite.validate("odd.csv")
    assert sorted({issue.code for issue in report.errors}) == [
        "blank-label",
        "blank-row",
        "duplicate-label",
        "encoding-error",
        "extra-cell",
        "missing-cell",
    ]
    assert "has no schema" in report.stages[0].remarks[0]


def test_standard_input(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for text, code in ((GOOD, 0), (BAD, 1)):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        assert run_command(capsys, "validate", "-", "--schema", "s.json")[0] == code
    assert folder.is_dir()


def test_several_tables_are_one_report_and_refer_to_each_other(folder: Path) -> None:
    schema = {
        "fields": [{"name": "of", "type": "integer"}],
        "foreignKeys": [
            {"fields": "of", "reference": {"resource": "good", "fields": "id"}},
            {"fields": "of", "reference": {"resource": "elsewhere", "fields": "id"}},
        ],
    }
    (folder / "more.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    (folder / "good.schema.json").write_text(json.dumps(SCHEMA), encoding="utf-8")
    (folder / "more.csv").write_text("of\n2\n3\n", encoding="utf-8")
    report = pincite.validate(["good.csv", "more.csv"])
    assert found(report) == [("foreign-key", "more.csv", 3)]
    assert [issue.code for issue in report.issues if issue.severity == "warning"] == [
        "external-reference"
    ]


def test_a_folder_of_tables_and_a_pattern(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for target in (".", "*.csv", str(folder)):
        code, out, _ = run_command(capsys, "validate", target, "--schema", "s.json", "--json")
        said = json.loads(out)
        assert code == 1
        assert {task["name"]: task["valid"] for task in said["tasks"]} == {
            "good": True,
            "bad": False,
        }
    assert run_command(capsys, "validate", "*.tsv")[0] == 2


def test_several_packages_and_a_folder_of_packages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, table in (("one", "good"), ("two", "bad")):
        (folder / "all" / name).mkdir(parents=True)
        (folder / "all" / name / f"{table}.csv").write_bytes((folder / f"{table}.csv").read_bytes())
        value = {"resources": [{"name": table, "path": f"{table}.csv", "schema": SCHEMA}]}
        target = (
            folder / "all" / name / ("datapackage.json" if name == "one" else "datapackage.yaml")
        )
        target.write_text(json.dumps(value), encoding="utf-8")  # JSON is YAML too
    code, out, _ = run_command(capsys, "validate", "all")
    assert code == 1
    assert "2 reports: 1 without errors, 1 with errors" in out
    code, out, _ = run_command(capsys, "validate", "all/one", "all/two", "bad.csv", "--json")
    said = json.loads(out)
    places = {(issue["code"], issue["file"]) for issue in said["issues"]}
    assert ("type-error", "all/two/bad.csv") in places
    assert [task["place"] for task in said["tasks"]] == [
        "bad.csv",
        "all/one/good.csv",
        "all/two/bad.csv",
    ]
    for form in ("github", "sarif", "junit"):
        code, out, _ = run_command(capsys, "validate", "all", "-f", form)
        assert code == 1
        assert "all/two/bad.csv" in out


def test_options_of_tables_are_not_for_packages(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run_command(capsys, "validate", str(GOLDEN), "--schema", "s.json")
    assert code == 2
    assert "names its own schemas" in err
    code, _, err = run_command(capsys, "validate", "good.csv", "--delimiter", ";", "--dialect", "d")
    assert code == 2
    assert folder.is_dir()


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        ("id;day\n1;2021-05-04\n", ["--delimiter", ";"], 0),
        ("id\tday\n1\t2021-05-04\n", ["--input-format", "tsv"], 0),
        ("id\tday\n1\t2021-05-04\n", ["--delimiter", r"\t"], 0),
        ("id,day\n1,2021-05-04\n", ["--encoding", "utf-16"], 1),
        ("id,day\n1,2021-05-04\n", ["--encoding", "klingon"], 1),
        ("id;day\n1;2021-05-04\n", ["--dialect", "d.yaml"], 0),
    ],
)
def test_what_a_package_would_say(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, options: list[str], code: int
) -> None:
    (folder / "t.csv").write_text(text, encoding="utf-8")
    (folder / "d.yaml").write_text("delimiter: ';'\n", encoding="utf-8")
    words = ["validate", "t.csv", "--schema", "s.json", *options]
    assert run_command(capsys, *words)[0] == code


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("nowhere.csv", "there is no such file"),
        ("https://example.org/a.csv", "is at an address"),
        ("nowhere", "there is no such data package descriptor"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str], target: str, says: str
) -> None:
    code, _, err = run_command(capsys, "validate", target)
    assert code == 2
    assert says in err
    assert folder.is_dir()


def test_a_faulty_schema_is_an_issue_with_its_line(folder: Path) -> None:
    (folder / "s.yaml").write_text(YAML.replace("date", "dat"), encoding="utf-8")
    report = pincite.validate("good.csv", schema="s.yaml")
    assert found(report) == [("field-error", "s.yaml", 7)]
    assert not report.valid
    assert [stage.status for stage in report.stages][1] == "skipped"
    report = pincite.validate("good.csv", schema={"fields": [{"name": "id", "type": "dat"}]})
    assert [issue.code for issue in report.errors] == ["field-error"]


def test_a_resource_alone_and_a_json_table(folder: Path) -> None:
    text = "name: bad\npath: bad.csv\nschema: s.yaml\n"
    (folder / "bad.resource.yaml").write_text(text, encoding="utf-8")
    assert len(pincite.validate("bad.resource.yaml").errors) == 3
    (folder / "rows.json").write_text('[{"id": 1}, {"id": "x"}]', encoding="utf-8")
    report = pincite.validate("rows.json", schema="s.json")
    assert [(issue.code, issue.place.pointer) for issue in report.errors] == [
        ("type-error", "/1/id")
    ]


def test_tables_without_a_package_are_opened_with_their_types(folder: Path) -> None:
    package = pincite.open("good.csv", schema="s.json")
    assert [*package] == ["good"]
    assert next(iter(package["good"]))["day"].year == 2021
    assert len(pincite.open(folder, schema="s.json")) == 2


def test_a_schema_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys, "validate", "s.yaml")
    assert code == 0
    assert "a Table Schema, which was checked without a table" in out
    (folder / "s.yaml").write_text(YAML.replace("date", "dat"), encoding="utf-8")
    assert found(pincite.validate("s.yaml")) == [("field-error", "s.yaml", 7)]
    (folder / "s.yaml").write_text(YAML.replace("[id]", "[di]"), encoding="utf-8")
    assert found(pincite.validate("s.yaml")) == [("schema-error", "s.yaml", 8)]


# YAML

DESCRIPTOR = """\
$schema: https://datapackage.org/profiles/2.0/datapackage.json
resources:
- name: good
  path: good.csv
  schema: &schema
    fields:
    - {name: id, type: integer}
    - {name: day, type: date, constraints: {minimum: 2021-05-04}}
- name: bad
  path: bad.csv
  schema: *schema
"""


@pytest.mark.parametrize("name", ["datapackage.yaml", "datapackage.yml"])
def test_a_package_in_yaml(folder: Path, name: str) -> None:
    (folder / name).write_text(DESCRIPTOR, encoding="utf-8")
    for target in (folder, folder / name):
        report = pincite.validate(target)
        assert found(report) == [("type-error", "bad.csv", 3)] * 2
        assert report.stages[1].counts["tables"] == 2
    with zipfile.ZipFile(folder / "p.zip", "w") as archive:
        for file in (name, "good.csv", "bad.csv"):
            archive.write(folder / file, file)
    assert len(pincite.validate(folder / "p.zip").errors) == 2


def test_faults_in_yaml_have_their_lines(folder: Path) -> None:
    text = DESCRIPTOR.replace("type: integer", "type: intger").replace("bad.csv", "../bad.csv")
    (folder / "datapackage.yaml").write_text(text, encoding="utf-8")
    assert sorted(found(pincite.validate(folder))) == [
        ("field-error", "datapackage.yaml", 7),
        ("field-error", "datapackage.yaml", 7),
        ("resource-error", "datapackage.yaml", 10),
    ]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: [1,", 2, "not YAML"),
        ("a: 1\na: 2\n", 2, "is repeated"),
        ("a: .nan\n", 1, "NaN"),
        ("a: 1\nb: !!python/name:os.system x\n", 2, "tag"),
        ("a: &a [*a]\n", 1, "within its own anchor"),
        ("a: 1\n---\nb: 1\n", 2, "several documents"),
        ("<<: {a: 1}\n", 1, "merge keys"),
        ("a: " + "[" * 5000, 1, "nested too deep"),
        ("a: " + "9" * 5000, 1, "too long"),
    ],
)
def test_what_json_has_no_form_for_is_an_issue(
    folder: Path, text: str, line: int, says: str
) -> None:
    (folder / "datapackage.yaml").write_text(text + "\n", encoding="utf-8")
    report = pincite.validate(folder)
    assert any(says in issue.message and issue.place.line == line for issue in report.errors), (
        report.issues
    )


def test_aliases_cannot_grow_without_bounds(folder: Path) -> None:
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    (folder / "datapackage.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert "more than 1,000,000 values" in pincite.validate(folder).errors[0].message


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", "yes"),
        ("2021-05-04", "2021-05-04"),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("'1'", "1"),
        ("1:30", "1:30"),
        ("~", None),
        ("TRUE", True),
        ("|\n  a\n  b", "a\nb\n"),
    ],
)
def test_scalars_are_those_of_the_core_schema(text: str, value: object) -> None:
    from pincite.descriptor.yaml_documents import parse_yaml

    assert parse_yaml(f"a: {text}\n", "x")[0] == {"a": value}
