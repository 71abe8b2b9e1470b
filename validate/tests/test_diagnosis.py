"""One cause in place of a cascade, and no cause where a cell is bad."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.report import Issue
from support import run_command

FIELDS: list[dict[str, Any]] = [
    {"name": "port", "type": "string"},
    {"name": "depth", "type": "number"},
    {"name": "since", "type": "date"},
]
ROWS = [("Tern", "1.5", "2001-01-31"), ("Heath", "2.25", "2002-02-28"), ("Quay", "3", "2003-03-03")]
HEAD = ("port", "depth", "since")


def text(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    return "".join(delimiter.join(row) + "\n" for row in rows)


def package(
    folder: Path, data: str | bytes, fields: list[dict[str, Any]] | None = None, **resource: Any
) -> Path:
    """A package with one table, of which nothing but the schema is declared."""
    found = {"name": "t", "type": "table", "path": "t.csv", **resource}
    found["schema"] = {"fields": FIELDS if fields is None else fields}
    (folder / "t.csv").write_bytes(data.encode() if isinstance(data, str) else data)
    (folder / "datapackage.json").write_text(json.dumps({"name": "p", "resources": [found]}))
    return folder


def issues(folder: Path, data: str | bytes, **more: Any) -> list[Issue]:
    report = pincite.validate(package(folder, data, **more))
    assert not report.valid
    return report.issues


COMMAS = [(port, depth.replace(".", ","), since) for port, depth, since in ROWS]
CAUSES: dict[str, tuple[str | bytes, str, str]] = {
    "semicolons": (text(HEAD, *ROWS, delimiter=";"), "dialect-error", '"delimiter": ";"'),
    "tabs": (text(HEAD, *ROWS, delimiter="\t"), "dialect-error", '"delimiter": "\\t"'),
    "titles": ("Ports\n\n" + text(HEAD, *ROWS), "dialect-error", '"headerRows": [3]'),
    "no header": (text(*ROWS), "dialect-error", '"header": false'),
    "comments": ("# a\n# b\n" + text(HEAD, *ROWS), "dialect-error", '"commentChar": "#"'),
    "single quotes": (
        text(
            HEAD, *(tuple(f"'{cell}'" for cell in row) for row in [("a, b", "1", "2001-01-01")] * 4)
        ),
        "dialect-error",
        '"quoteChar": "\'"',
    ),
    "windows-1252": (
        text(HEAD, *(("Müller", *row[1:]) for row in ROWS)).encode("cp1252"),
        "encoding-error",
        '"encoding": "windows-1252"',
    ),
    "UTF-16": (text(HEAD, *ROWS).encode("utf-16"), "encoding-error", '"encoding": "utf-16"'),
    "line ends twice": (
        text(HEAD, *ROWS).replace("\n", "\r\r\n"),
        "blank-row",
        '"skipBlankRows": true',
    ),
    "another order": (
        text(*((row[1], row[0], row[2]) for row in (HEAD, *ROWS))),
        "column-order",
        '"fieldsMatch": "equal"',
    ),
    "decimal commas": (
        text(HEAD, *((a, f'"{b}"', c) for a, b, c in [*COMMAS, ("x", "7,5", ROWS[0][2])])),
        "column-form",
        '"decimalChar": ","',
    ),
    "thousands": (
        text(HEAD, *(("x", '"1,234,567"', "2001-01-01"),) * 3),
        "column-form",
        '"groupChar": ","',
    ),
    "percents": (
        text(HEAD, *(("x", "5 %", "2001-01-01"),) * 3),
        "column-form",
        '"bareNumber": false',
    ),
    "days first": (
        text(
            HEAD,
            *((a, b, f"{day}/01/2001") for day, (a, b, _) in zip((31, 30, 2), ROWS, strict=True)),
        ),
        "column-form",
        '"format": "%d/%m/%Y"',
    ),
    "marks": (text(HEAD, *ROWS, *(("x", "n/a", "2001-01-01"),) * 3), "column-form", "n/a"),
}


@pytest.mark.parametrize("name", CAUSES)
def test_a_cause_is_one_issue_that_names_the_line(name: str, tmp_path: Path) -> None:
    data, code, line = CAUSES[name]
    (issue,) = issues(tmp_path, data)
    assert issue.code == code
    assert line in (issue.expected or "")
    assert (issue.expected or "?") in issue.message


@pytest.mark.parametrize("name", CAUSES)
def test_fix_writes_the_line_and_the_package_is_valid(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, _, line = CAUSES[name]
    folder = package(tmp_path, data)
    before = (folder / "t.csv").read_bytes()
    code, _, err = run_command(capsys, "validate", str(folder), "--fix")
    assert (code, "written: datapackage.json: " in err, line in err) == (1, True, True), err
    assert run_command(capsys, "validate", str(folder))[0] == 0
    assert (folder / "t.csv").read_bytes() == before
    assert len([*folder.iterdir()]) == 2  # nothing is left beside


def test_the_faults_that_the_cause_does_not_explain_are_told(tmp_path: Path) -> None:
    data = text(HEAD, *COMMAS, ("x", "bad", "2001-01-01"), ("y", "7,5", "nix"), delimiter=";")
    found = issues(tmp_path, data)
    assert [(issue.code, issue.place.line, issue.found) for issue in found] == [
        ("dialect-error", 1, None),
        ("column-form", 2, "1,5"),
        ("type-error", 5, "bad"),
        ("type-error", 6, "nix"),
    ]


def test_of_several_answers_none_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        ("x", '"1,234"', "1/2/2001"),
        ("y", '"2,345"', "3/4/2001"),
        ("z", '"3,456"', "5/6/2001"),
    ]
    folder = package(tmp_path, text(HEAD, *rows))
    before = (folder / "datapackage.json").read_bytes()
    number, date = pincite.validate(folder).issues
    assert '"decimalChar": "," or "groupChar": ","' in number.message
    assert '"%m/%d/%Y" or "format": "%d/%m/%Y"' in date.message
    code, _, err = run_command(capsys, "validate", str(folder), "--fix")
    assert (code, err.count("several answers are possible"), "written" in err) == (1, 2, False)
    assert (folder / "datapackage.json").read_bytes() == before


def test_columns_whose_cells_are_swapped(tmp_path: Path) -> None:
    (issue,) = issues(tmp_path, text(HEAD, *((a, c, b) for a, b, c in ROWS)))
    assert (issue.code, "seem to be swapped" in issue.message) == ("column-order", True)
    assert "correction" not in (issue.details or {})


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (text(HEAD, *ROWS, ("x", "1,5", "2001-01-01")), ["type-error", "extra-cell"]),
        (text(HEAD, *ROWS, ("x", '"1,5"', "2001-01-01")), ["type-error"]),
        (text(HEAD, *ROWS, ("x", "n/a", "2001-01-01")), ["type-error"]),
        (
            text(HEAD, *ROWS, *(("x", word, "2001-01-01") for word in ("a", "b", "c"))),
            ["type-error"] * 3,
        ),
        (text(HEAD, *ROWS, ("x", "1", "31/01/2001")), ["type-error"]),
        (text(("port", "deep", "since"), *ROWS), ["incorrect-label"]),
        (text(HEAD, *ROWS, ("x",), ("y",), ("z",)), ["missing-cell"] * 6),
        (text(HEAD, *ROWS) + '"x,1,2001-01-01\n', ["source-error"]),
        (text(HEAD, *ROWS).encode() + b"M\xfcller \xe2\x82\xac,1,2001-01-01\n", ["encoding-error"]),
    ],
)
def test_a_bad_cell_is_no_other_dialect_or_form(
    data: str | bytes, codes: list[str], tmp_path: Path
) -> None:
    found = issues(tmp_path, data)
    assert [issue.code for issue in found] == codes
    assert not any("correction" in (issue.details or {}) for issue in found)


def test_bad_cells_at_random_are_told_one_by_one(tmp_path: Path) -> None:
    """Of a clean file with faults, each fault is one issue at its place."""
    r, looked_at = random.Random(7), 0
    for _ in range(25):
        rows = [(f"p{n}", f"{r.random():.2f}", f"20{r.randrange(10, 30)}-01-02") for n in range(30)]
        bad = r.sample(range(30), r.randrange(1, 6))
        for at in bad:
            rows[at] = (
                rows[at][0],
                r.choice(["bad", "1.2.3", "--5", "12k", "O.5", "1;5"]),
                rows[at][2],
            )
        found = issues(tmp_path, text(HEAD, *rows))
        assert sorted(i.place.line or 0 for i in found) == sorted(at + 2 for at in bad), rows
        assert {issue.code for issue in found} == {"type-error"}
        looked_at += len(bad)
    assert looked_at > 50


def test_skipping_what_the_cause_stands_for_skips_the_cause(tmp_path: Path) -> None:
    folder = package(tmp_path, CAUSES["marks"][0])
    report = pincite.validate(folder, skip=["type-error"])
    assert (report.valid, dict(report.skipped)) == (True, {"type-error": 3})
    assert [i.code for i in pincite.validate(folder, pick=["type-error"]).issues] == ["column-form"]


def test_fix_gives_options_for_a_table_without_a_package(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_bytes(
        text(HEAD, *(("Müller", *row[1:]) for row in [*COMMAS, *COMMAS]), delimiter=";").encode(
            "cp1252"
        )
    )
    Path("s.json").write_text(json.dumps({"fields": FIELDS}))
    code, _, err = run_command(capsys, "validate", "t.csv", "--schema", "s.json", "--fix")
    assert (code, "--delimiter ';' --encoding windows-1252" in err) == (1, True), err
    options = ("--encoding", "windows-1252", "--delimiter", ";", "--schema", "s.json")
    assert json.loads(Path("s.json").read_text())["fields"][1]["decimalChar"] == ","
    assert run_command(capsys, "validate", "t.csv", *options)[0] == 0


def test_fix_changes_nothing_that_was_changed_meanwhile(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from pincite.cli import output, packages

    folder = package(tmp_path, CAUSES["semicolons"][0])
    show = output.show_reports

    def show_slowly(*given: Any) -> int:
        with (folder / "datapackage.json").open("a") as file:
            file.write("\n")
        return show(*given)

    monkeypatch.setattr(packages, "show_reports", show_slowly)
    code, _, err = run_command(capsys, "validate", str(folder), "--fix")
    assert (code, "was changed meanwhile" in err) == (2, True)


def test_a_schema_and_a_dialect_in_their_own_files_are_corrected_there(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = package(tmp_path, text(HEAD, *COMMAS, ("x", "7,5", "2001-01-01"), delimiter=";"))
    data = json.loads((folder / "datapackage.json").read_text())
    resource = data["resources"][0]
    (folder / "s.json").write_text(json.dumps(resource["schema"]))
    (folder / "d.json").write_text(json.dumps({"quoteChar": '"', "mine": 1}))
    resource |= {"schema": "s.json", "dialect": "d.json"}
    (folder / "datapackage.json").write_text(json.dumps(data))
    before = (folder / "datapackage.json").read_bytes()
    code, _, err = run_command(capsys, "validate", str(folder), "--fix")
    assert (code, "written: d.json" in err, "written: s.json" in err) == (1, True, True), err
    assert json.loads((folder / "d.json").read_text()) == {
        "quoteChar": '"', "mine": 1, "delimiter": ";",
    }  # fmt: skip
    assert (folder / "datapackage.json").read_bytes() == before
    assert run_command(capsys, "validate", str(folder))[0] == 0


def test_a_zip_file_is_not_changed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import shutil

    (tmp_path / "p").mkdir()
    folder = package(tmp_path / "p", CAUSES["semicolons"][0])
    file = Path(shutil.make_archive(str(tmp_path / "p"), "zip", folder))
    before = file.read_bytes()
    code, _, err = run_command(capsys, "validate", str(file), "--fix")
    assert (code, "only a folder is changed" in err, file.read_bytes() == before) == (1, True, True)


def test_one_column_that_has_several_is_warned_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "t.csv"
    file.write_text("a;b\n1;2\n3;4\n")
    code, out, err = run_command(capsys, "validate", str(file), "--fix")
    assert (code, "one-column" in out, "--delimiter ';'" in err) == (0, True, True), err
    file.write_text("a; b\nx\ny\n")
    assert "one-column" not in run_command(capsys, "validate", str(file))[1]


def test_a_clean_table_asks_for_no_diagnosis(tmp_path: Path) -> None:
    import subprocess
    import sys

    folder = package(tmp_path, text(HEAD, *ROWS))
    script = (
        "import sys, pincite\n"
        f"assert pincite.validate({str(folder)!r}).valid\n"
        "found = [name for name in sys.modules if 'inference' in name or 'diagnosis' in name]\n"
        "assert found == [], found\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_delimiter_is_a_cause_though_a_row_is_short(tmp_path: Path) -> None:
    """Its own faults are gone; a short row and a blank one are told beside it."""
    rows = [f"K{n:04};Müller;{n},50;a;b;c" for n in range(1, 25)]
    rows[12:13] = ["K0013", ""]
    file = tmp_path / "t.csv"
    file.write_bytes(("\r\n".join(["id;name;sum;d;e;f", *rows]) + "\r\n").encode("latin-1"))
    found = pincite.validate(file).issues
    causes = [issue.code for issue in found if "correction" in (issue.details or {})]
    assert causes == ["dialect-error", "encoding-error"]
    left = {issue.code: issue.place.line for issue in found if issue.code not in causes}
    assert left == {"missing-cell": 14, "blank-row": 15}


SEMICOLON = {"delimiter": ";"}


def test_fix_writes_no_file_by_an_address(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its address would be a path out of the package, where a folder has the name of its host."""
    url = "http://host/../../../victim.json"
    (tmp_path / "a").mkdir()
    folder = package(tmp_path / "a", text(HEAD, *COMMAS * 2, delimiter=";"), dialect=SEMICOLON)
    data = json.loads((folder / "datapackage.json").read_text())
    schema = json.dumps(data["resources"][0]["schema"])
    (folder / "http:/host").mkdir(parents=True)
    victim = (folder / url).resolve()
    served = tmp_path / "served.json"
    for file in (victim, served):
        file.write_text(schema)
    data["resources"][0]["schema"] = url
    (folder / "datapackage.json").write_text(json.dumps(data))
    code, _, err = run_command(capsys, "validate", str(folder), "--fix", "--map", f"{url}={served}")
    assert (code, "lies at an address" in err, "written" in err) == (1, True, False), err
    assert victim.read_text() == served.read_text() == schema


def test_fix_leaves_a_schema_that_another_table_has_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = package(tmp_path, text(HEAD, *COMMAS * 2, delimiter=";"), dialect=SEMICOLON)
    data = json.loads((folder / "datapackage.json").read_text())
    (folder / "s.json").write_text(json.dumps(data["resources"][0]["schema"]))
    (folder / "u.csv").write_text(text(HEAD, *ROWS, delimiter=";"))
    shared = {**data["resources"][0], "schema": "s.json"}
    data["resources"] = [shared, {**shared, "name": "u", "path": "u.csv"}]
    (folder / "datapackage.json").write_text(json.dumps(data))
    before = (folder / "s.json").read_bytes()
    code, _, err = run_command(capsys, "validate", str(folder), "--fix")
    assert (code, "is used by u too" in err) == (1, True), err
    assert (folder / "s.json").read_bytes() == before


def test_a_delimiter_is_a_cause_though_the_rows_that_are_read_then_have_faults(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [(f"P{n}", f"{n}.5", "2001-01-31") for n in range(24)]
    rows[12] = ("P12",)  # type: ignore[assignment]
    Path("t.csv").write_text(text(HEAD, *rows, delimiter=";"))
    Path("t.schema.json").write_text(json.dumps({"fields": FIELDS}))
    code, out, err = run_command(capsys, "validate", "t.csv", "--fix")
    assert (code, "missing-cell" in out, "nothing" in err) == (1, True, False)
    assert "give these options: --delimiter ';'" in err


def test_fix_keeps_the_layout_and_asks_for_another_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, looked_at = package(tmp_path, CAUSES["semicolons"][0], title="Häfen"), 0
    data = json.loads((folder / "datapackage.json").read_text())
    for indent, ends in ((4, "\r\n"), ("\t", "\n"), (None, "\n")):
        before = json.dumps(data, indent=indent, ensure_ascii=False)
        (folder / "datapackage.json").write_bytes(before.replace("\n", ends).encode())
        _, _, err = run_command(capsys, "validate", str(folder), "--fix")
        assert "run the command again" in err
        found = json.loads((folder / "datapackage.json").read_text())
        after = json.dumps(found, indent=indent, ensure_ascii=False).replace("\n", ends)
        assert (folder / "datapackage.json").read_bytes() == after.encode()
        looked_at += found["resources"][0]["dialect"] == {"delimiter": ";"}
    assert looked_at == 3
    assert (
        "nothing was written: there is no issue"
        in run_command(capsys, "validate", str(folder), "--fix")[2]
    )
