"""A package is begun: of words, of a table, of a model; what is there is never overwritten."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import pincite
from pincite.begin.foreign import read_foreign
from pincite.begin.kinds import KINDS, field_spec, guess_all
from pincite.begin.skeleton import PARTS, part_schema, slug
from pincite.descriptor.names import OPTIONAL, ROLES
from pincite.report import CannotRun
from support import run_command

pytestmark = pytest.mark.usefixtures("no_sources")
WORDS = ("--table", "boats", "boat_id", "name", "cost:money", "built:date", "length:quantity=m")
MODEL = '''
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Literal
from pydantic import BaseModel, Field

class Stage(str, Enum):
    seed = "seed"
    late = "late"

class FundingRound(BaseModel):
    """A round of funding."""
    company: str = Field(description="Who gets the money.")
    amount: Decimal = Field(json_schema_extra={"pincite": "money@company"})
    share: float | None = None
    staff: int
    closed: date
    stage: Stage
    kind: Literal["debt", "equity"] = "equity"
    is_public: bool = False

class Nested(BaseModel):
    rounds: list[FundingRound]
'''


def init(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    return run_command(capsys, "init", str(folder), *words)


def schema(folder: Path, table: str) -> dict[str, dict[str, object]]:
    data = json.loads((folder / f"schemas/{table}.schema.json").read_text(encoding="utf-8"))
    return {made["name"]: made for made in data["fields"]}


def test_a_package_of_words_is_valid_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = init(capsys, tmp_path / "a", *WORDS, "--license", "CC0-1.0")
    assert code == 0, err
    assert "pincite new-source" in err
    report = pincite.validate(tmp_path / "a")
    assert (report.valid, report.issues) == (True, [])
    assert pincite.build(tmp_path / "a", check=True).valid
    fields = schema(tmp_path / "a", "boats")
    assert list(fields)[:5] == ["boat_id", "name", "cost", "cost_currency", "cost_qualifier"]
    assert "citation" not in fields["boat_id"]
    assert fields["length"]["citation"] == {"methods": ["quantity"], "unit": "m"}
    assert {line.removeprefix("written: ") for line in out.splitlines()} == {
        str(path) for path in (tmp_path / "a").rglob("*") if path.is_file()
    }


def test_every_kind_gives_fields_that_are_valid(tmp_path: Path) -> None:
    from pincite.begin.initiate import begin, table_of_words
    from pincite.begin.skeleton import PackageSpec

    words = ["key", *(f"f_{kind}:{kind}{'=kg' if kind == 'quantity' else ''}" for kind in KINDS)]
    for is_plain in (False, True):
        folder = tmp_path / str(is_plain)
        begin(folder, PackageSpec("kinds", (table_of_words("t", words),), is_plain=is_plain))
        report = pincite.validate(folder)
        assert report.issues == [], report.issues


def test_the_tables_of_the_convention_have_all_its_columns() -> None:
    for role in PARTS:
        names = {made["name"] for made in part_schema(role)["fields"]}
        assert names >= {*ROLES[role], *OPTIONAL.get(role, ())}


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/boats.csv").write_text("boat_id,name\nswift,Swift\n")
    code, out, _ = init(capsys, tmp_path, "--name", "boats", *WORDS)
    assert (code, "kept as it was" in out) == (0, True)
    assert (tmp_path / "README.md").read_text() == "mine"
    assert (tmp_path / "data/boats.csv").read_text() == "boat_id,name\nswift,Swift\n"
    assert [issue.code for issue in pincite.build(tmp_path).issues] == ["row-without-seed"]
    code, _, err = init(capsys, tmp_path, *WORDS)
    assert (code, "there is a package already" in err) == (2, True)
    (tmp_path / "b/schemas").mkdir(parents=True)
    (tmp_path / "b/schemas/boats.schema.json").write_text("{}")
    code, _, err = init(capsys, tmp_path / "b", *WORDS)
    assert (code, "nothing is overwritten" in err) == (2, True)
    assert sorted(path.name for path in (tmp_path / "b").rglob("*")) == [
        "boats.schema.json",
        "schemas",
    ]


def test_a_dry_run_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert init(capsys, tmp_path / "a", *WORDS, "--dry-run")[0] == 0
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "name the tables: --table"),
        (("--table", "boats"), "the key first"),
        (("--table", "boats", "id", "cost:cash"), "cash is not a kind of field"),
        (("--table", "boats", "id", "length:quantity"), "names its unit"),
        (("--table", "boats", "id", "id"), "two fields are called id"),
        (("--table", "Boats!", "id"), "small letters"),
        (("--table", "sources", "id"), "two tables are called sources"),
        (("--table", "boats", "id", "cost:money@name"), "has no field name"),
        (("--name", "A B", *WORDS), "such as a-b"),
        (("--model", "json"), "MODULE:CLASS"),
        (("--model", "json:dumps"), "not a pydantic model"),
        (("--model", "nowhere_at_all:X"), "No module named"),
        (("--from", "nowhere.csv"), "nowhere.csv"),
    ],
)
def test_what_cannot_be_begun_is_said(
    words: tuple[str, ...], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = init(capsys, tmp_path / "a", *words)
    assert (code, says in err) == (2, True), err
    assert not (tmp_path / "a").exists()


def test_a_table_gives_its_fields_and_then_its_rows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, rows = tmp_path / "a", "id,firm,share_percent,founded_year\na,Ox,62,1999\nb,Elk,,2001\n"
    folder.mkdir()
    (folder / "firms.csv").write_text(rows)
    code, _, err = init(capsys, folder, "--name", "a", "--from", str(folder / "firms.csv"))
    assert (code, "pincite adopt" in err) == (0, True), err
    fields = schema(folder, "firms")
    assert [made.get("citation", {}).get("methods") for made in fields.values()] == [  # type: ignore[attr-defined]
        None,
        ["verbatim"],
        ["percent"],
        ["date"],
    ]
    code, out, err = run_command(capsys, "adopt", str(folder / "firms.csv"), "-p", str(folder))
    assert (code, "2 rows" in out, "byte for byte" in out) == (0, True, True), err
    assert (folder / "seeds/adopted/firms.csv").read_text() == rows
    report = pincite.validate(folder)
    assert {issue.code for issue in report.errors} == {"cell-uncited"}
    assert len(report.errors) == 5
    text = tmp_path / "t.txt"
    text.write_text("The firm Ox was founded in 1999.\nIt has 62 percent of all shares here.\n")
    run_command(capsys, "new-source", str(text), "--id", "t", "-p", str(folder))
    cell = ("firms", "a", "share_percent", "62 percent", "--source", "t", "-p", str(folder))
    code, out, err = run_command(capsys, "cite", *cell)
    assert (code, "new record" in out) == (0, False), err
    assert len(pincite.validate(folder).errors) == 4
    cell = ("firms", "b", "founded_year", "1999", "--source", "t", "-p", str(folder))
    code, _, err = run_command(capsys, "cite", *cell)
    assert (code, "adopted-differs" in err) == (2, True)


@pytest.mark.parametrize(
    ("data", "is_same"),
    [
        (b"id,amount\na,1\n", True),
        (b"\xef\xbb\xbfid,amount\r\na,1\r\n", True),
        (b"id;amount\na;1\n", False),
        (b"id\tamount\na\t1", False),
        (b'"id","amount"\n"a","1"\n', True),
        ("id|amount\na|1\n".encode("utf-16"), False),
    ],
)
def test_tables_of_other_dialects_are_read(data: bytes, is_same: bool, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    table = read_foreign(tmp_path / "t.csv")
    assert (table.header, table.rows) == (("id", "amount"), (("a", "1"),))
    assert (table.plain_text is not None) == is_same


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty"),
        (b"a,\n1,2\n", "column 2 has no name"),
        (b"a,a\n1,2\n", "two columns are called a"),
        (b"a,b\n1\n", "record 2 has 1 cell,"),
        (b"a,b\n\xff,1\n", "--encoding"),
        (b'a,b\n"1,2\n', "not a CSV record"),
    ],
)
def test_tables_that_cannot_be_read_are_told_apart(data: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_bytes(data)
    with pytest.raises(CannotRun, match=says):
        read_foreign(tmp_path / "t.csv", delimiter=",")


@pytest.mark.parametrize(
    ("name", "cells", "kind"),
    [
        ("amount", ["1", "2.5", ""], "number"),
        ("population", ["1,250", "900"], "number"),
        ("zip", ["007", "123"], "text"),
        ("founded", ["1999", "2001"], "number"),
        ("year", ["1999", "2001"], "date"),
        ("x", ["2024-01-02"], "date"),
        ("Date", ["2024-01", "199X"], "date"),
        ("share", ["40", "12.5"], "percent"),
        ("currency", ["USD", "EUR"], "currency"),
        ("open", ["true", "false"], "flag"),
        ("open", ["yes", "no"], "text"),
        ("empty", ["", ""], "text"),
    ],
)
def test_kinds_are_guessed_of_plain_cells_only(name: str, cells: list[str], kind: str) -> None:
    (found,) = guess_all([name], [cells])
    assert found.kind == kind


def test_a_model_gives_its_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "rounds_model.py"
    file.write_text(MODEL)
    code, _, err = init(capsys, tmp_path / "a", "--model", f"{file}:FundingRound")
    assert code == 0, err
    assert pincite.validate(tmp_path / "a").issues == []
    fields = schema(tmp_path / "a", "funding_round")
    assert list(fields)[:3] == ["funding_round_id", "company", "amount"]
    assert fields["company"]["description"] == "Who gets the money."
    assert fields["amount"]["citation"] == {"methods": ["amount"], "subject": "company"}
    assert fields["stage"]["constraints"] == {"enum": ["seed", "late"]}
    assert fields["kind"]["constraints"] == {"enum": ["debt", "equity"]}
    assert [fields[name]["type"] for name in ("share", "staff", "is_public")] == [
        "number",
        "integer",
        "boolean",
    ]
    code, _, err = init(capsys, tmp_path / "b", "--model", f"{file}:Nested")
    assert (code, "which one cell cannot hold" in err) == (2, True)


def test_a_plain_package_is_validated_and_released(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("pyarrow")
    (tmp_path / "boats.csv").write_bytes("id;name;length\r\n1;Möwe;12,5\r\n".encode("cp1252"))
    words = ("--plain", "--from", str(tmp_path / "boats.csv"), "--encoding", "cp1252")
    code, _, err = init(capsys, tmp_path / "a", *words, "--license", "CC0-1.0", "--title", "Boats")
    assert code == 0, err
    assert (tmp_path / "a/data/boats.csv").read_text("utf-8") == 'id,name,length\n1,Möwe,"12,5"\n'
    assert pincite.validate(tmp_path / "a").issues == []
    assert pincite.release(tmp_path / "a", tmp_path / "dist").files
    (tmp_path / "b").mkdir()
    (tmp_path / "b/boats.csv").write_text("id,built\n1,2001\n")
    assert init(capsys, tmp_path / "b", "--plain", "--from", str(tmp_path / "b/boats.csv"))[0] == 0
    assert (tmp_path / "b/boats.csv").read_text() == "id,built\n1,2001\n"
    assert pincite.validate(tmp_path / "b").issues == []


def test_a_table_is_added_and_the_descriptor_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(capsys, tmp_path, "--name", "a", *WORDS)[0] == 0
    where = ("-p", str(tmp_path))
    added = ("--table", "crews", "crew_id", "size:count")
    assert run_command(capsys, "add-table", *added, *where)[0] == 0
    assert (tmp_path / "data/crews.csv").is_file()
    code, _, err = run_command(capsys, "add-table", *added, *where)
    assert (code, "has a resource crews already" in err) == (2, True)
    (tmp_path / "ports.csv").write_text("port;name\nx;Xville\n")
    code, out, err = run_command(
        capsys, "adopt", str(tmp_path / "ports.csv"), "--reference", *where
    )
    assert code == 0, err
    assert (tmp_path / "data/ports.csv").read_text() == "port,name\nx,Xville\n"
    assert pincite.validate(tmp_path).issues == []
    code, out, _ = run_command(
        capsys,
        "set-package",
        "--license",
        "CC0-1.0",
        "--version",
        "0.2.0",
        "--author",
        "A B",
        *where,
    )
    assert (code, "licenses" in out) == (0, True)
    data = json.loads((tmp_path / "datapackage.json").read_text())
    assert (data["version"], data["licenses"]) == ("0.2.0", [{"name": "CC0-1.0"}])
    assert list(data)[-1] == "resources"


def test_adopting_says_which_cells_cannot_be_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert init(capsys, tmp_path, "--name", "a", *WORDS)[0] == 0
    file = tmp_path / "boats.csv"
    file.write_text("boat_id,colour\na,red\n")
    code, _, err = run_command(capsys, "adopt", str(file), "-p", str(tmp_path))
    assert (code, "has no field colour" in err) == (2, True)
    file.write_text('boat_id,name,cost\na,A,a lot\nb,B,"1,250.50"\na,C,\n')
    code, err, _ = run_command(capsys, "adopt", str(file), "-p", str(tmp_path))
    assert code == 1
    for words in ("2 cells cannot be held", "row 1, cost: “a lot”", "row 3: the key a"):
        assert words in err
    assert not (tmp_path / "seeds/adopted").exists()
    file.write_text('boat_id,name,cost\na,A,7\nb,B,"1,250.50"\n')
    code, out, _ = run_command(capsys, "adopt", str(file), "-p", str(tmp_path))
    assert (code, "1 number in plain digits" in out) == (0, True)
    assert "b,B,1250.5,,,,," in (tmp_path / "data/boats.csv").read_text()
    code, _, err = run_command(capsys, "adopt", str(file), "-p", str(tmp_path))
    assert (code, "has rows already" in err) == (2, True)


def test_the_workflow_is_one_that_github_understands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tool = "git+https://example.org/a/b@v1#subdirectory=validate"
    files: list[str] = []
    for number, words in enumerate(((), ("--plain",), ("--tool", tool))):
        folder = tmp_path / str(number)
        assert init(capsys, folder, "--name", "a", *WORDS, *words)[0] == 0
        file = folder / ".github/workflows/data.yml"
        files.append(str(file))
        assert ("build --check" in file.read_text()) == ("--plain" not in words)
    command = ["-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run(
        [sys.executable, *command, *files], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_table_without_a_key_and_with_odd_names_is_taken_plain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "odd.csv"
    file.write_bytes(b'"Common\nCode", name ,n\n1,x,2\n1,x,2\n')
    assert init(capsys, tmp_path / "a", "--plain", "--from", str(file))[0] == 0
    assert list(schema(tmp_path / "a", "odd")) == ["Common Code", "name", "n"]
    assert not pincite.validate(tmp_path / "a").errors
    code, _, err = init(capsys, tmp_path / "b", "--from", str(file))
    assert (code, "--key A,B" in err) == (2, True)
    assert init(capsys, tmp_path / "c", *WORDS)[0] == 0
    where = ("--reference", "-p", str(tmp_path / "c"))
    assert run_command(capsys, "adopt", str(file), *where)[0] == 0
    kept = (tmp_path / "c/data/odd.csv").read_text()
    assert kept == "Common Code,name,n\n1,x,2\n1,x,2\n"
    assert pincite.build(tmp_path / "c").valid


def test_names_are_made_of_any_text() -> None:
    assert slug("Größe der Boote (2024)") == "groe-der-boote-2024"
    assert slug("日本") == "data"
    with pytest.raises(CannotRun):
        field_spec("a:b:c")
