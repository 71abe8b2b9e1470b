"""The command line as its users and their scripts meet it: output, exit codes, bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pincite.cli import main
from support import (
    ARTICLE_SOURCES,
    GOLDEN,
    GOLDEN_SOURCES,
    ROOT,
    needs_article,
    run_command,
)

SOURCE = str(GOLDEN_SOURCES / "marrow-bay.txt")


pytestmark = pytest.mark.usefixtures("no_sources")


def test_validate_says_what_was_looked_at(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys, "validate", str(GOLDEN))
    assert code == 0
    assert "9 tables" in out
    assert "NOT compared" in out
    assert out.endswith("0 errors · 1 note\n")


def test_validate_compares_with_sources_of_option_and_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = run_command(capsys, "validate", str(GOLDEN), "--sources", str(GOLDEN_SOURCES))
    assert (code, "30 quotes compared" in out, "NOT compared" in out) == (0, True, False)
    monkeypatch.setenv("PINCITE_SOURCES", str(GOLDEN_SOURCES))
    assert run_command(capsys, "validate", str(GOLDEN / "datapackage.json"))[:2] == (code, out)


def test_validate_prints_json_for_programs(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    grants = package / "data/grants.csv"
    grants.write_text(grants.read_text(encoding="utf-8").replace("2500000", "2500001"))
    code, out, _ = run_command(capsys, "validate", str(package), "--json")
    report = json.loads(out)
    issue, unread = report["issues"]
    assert (code, report["valid"], report["stats"]["errors"]) == (1, False, 1)
    assert [stage["name"] for stage in report["stages"]] == [
        "descriptor",
        "tables",
        "records",
        "citations",
        "copies",
    ]
    assert (unread["code"], unread["severity"]) == ("quotes-unread", "note")
    assert (issue["code"], issue["severity"]) == ("cell-differs", "error")
    assert (issue["file"], issue["line"]) == ("data/grants.csv", 2)
    assert (issue["record"], issue["field"]) == ("electric-ferries", "amount")
    assert (issue["found"], issue["expected"]) == ("2500001", "2500000")
    assert issue["quote"] == "about 2.5 million euros"
    assert issue["fix"]


def test_an_issue_names_its_place_the_passage_and_what_to_do(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    grants = package / "data/grants.csv"
    grants.write_text(grants.read_text(encoding="utf-8").replace("2500000", "2500001"))
    code, out, _ = run_command(capsys, "validate", str(package))
    assert code == 1
    for words in (
        "cell-differs  data/grants.csv:2  record electric-ferries  field amount",
        "about 2.5 million euros",
        "2500001",
        "2500000",
        "pincite build",
        "1 error · 1 note\n",
    ):
        assert words in out


def test_trace_shows_the_evidence_of_every_cell(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(
        capsys, "trace", "grants", "-p", str(GOLDEN), "-s", str(GOLDEN_SOURCES)
    )
    assert code == 0
    header = (GOLDEN / "data/grants.csv").read_text(encoding="utf-8").split("\n")[0].split(",")
    for name in header[1:]:
        assert f"  {name} = " in out
    assert "anchor 2024-03-08: “2024-03-08”" in out
    assert "in: The Marrow Bay Council said" in out


def test_trace_of_external_position_and_written_cells(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run_command(capsys, "trace", "parties", "fennel", "name", "-p", str(GOLDEN))
    assert "from data/party_names.csv:3, our own invention" in out
    _, out, _ = run_command(capsys, "trace", "parties", "tern", "name", "-p", str(GOLDEN))
    assert "the same as name_stated" in out
    _, out, _ = run_command(
        capsys, "trace", "recipients", "electric-ferries-1", "seq", "-p", str(GOLDEN)
    )
    assert "seq = 1   [position]" in out
    _, out, _ = run_command(
        capsys, "trace", "grants", "electric-ferries", "title", "-p", str(GOLDEN)
    )
    assert "[written]" in out


def test_trace_prints_json(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("electric-ferries", "amount", "-p", str(GOLDEN), "--json")
    code, out, _ = run_command(capsys, "trace", "grants", *arguments)
    (cell,) = json.loads(out)
    assert code == 0
    assert (cell["value"], cell["method"]) == ("2500000", "amount")
    assert cell["citations"][0]["quote"] == "about 2.5 million euros"


@needs_article
def test_trace_prints_the_passage_of_every_cell_of_the_funding(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, out, _ = run_command(
        capsys, "trace", "funding", "-p", str(ROOT), "-s", str(ARTICLE_SOURCES)
    )
    assert code == 0
    cells = [line for line in out.splitlines() if line.startswith("  ") and " = " in line]
    assert len(cells) == 16
    filled = [line for line in cells if "(empty)" not in line]
    assert len(filled) == 15
    assert out.count("“") >= 15


def test_locate_prints_offset_and_occurrence(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run_command(capsys, "locate", SOURCE, "Tern Marine")
    assert code == 0
    assert out == (
        "start 113  end 124  occurrence 1/2  line 2\nstart 169  end 180  occurrence 2/2  line 3\n"
    )
    arguments = ("-p", str(GOLDEN), "-s", str(GOLDEN_SOURCES), "--json")
    _, out, _ = run_command(capsys, "locate", "marrow-bay", "Tern Marine", *arguments)
    assert [row["start"] for row in json.loads(out)] == [113, 169]
    code, out, _ = run_command(capsys, "locate", SOURCE, "tern marine")
    assert (code, "does not occur" in out) == (1, True)


def test_coverage_lists_what_nothing_covers(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    arguments = (str(package), "--sources", str(GOLDEN_SOURCES))
    code, out, _ = run_command(capsys, "coverage", *arguments)
    assert code == 0
    assert out.startswith("0 of ")
    assert not out.startswith("0 of 0 ")
    citations = package / "data/citations.csv"
    lines = citations.read_text(encoding="utf-8").splitlines(keepends=True)
    citations.write_text("".join(line for line in lines if "in 2023" not in line))
    code, out, _ = run_command(capsys, "coverage", *arguments)
    assert (code, "number  “2023”" in out) == (1, True)
    assert run_command(capsys, "coverage", *arguments, "--json")[0] == 1


def test_build_check_names_the_changed_cell(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    assert run_command(capsys, "build", str(package), "--check")[0] == 0
    parties = package / "data/parties.csv"
    parties.write_text(parties.read_text(encoding="utf-8").replace("shipowner", "shipyard"))
    code, out, _ = run_command(capsys, "build", str(package), "--check")
    assert code == 1
    assert "data/parties.csv:4  record tern  field kind" in out
    assert "pincite build" in out
    code, out, err = run_command(capsys, "build", str(package))
    assert (code, "row-without-seed  data/parties.csv:4" in out) == (1, True)
    assert "pincite adopt data/parties.csv" in err
    assert run_command(capsys, "build", str(package), "--force")[0] == 0
    assert "shipyard" in (package / "data/parties.csv.before").read_text(encoding="utf-8")
    assert run_command(capsys, "build", str(package), "--check")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("trace", "grnats", "-p", str(GOLDEN)), "tables: citations, grants"),
        (("trace", "grants", "ferries", "-p", str(GOLDEN)), "records: electric-ferries"),
        (("trace", "grants", "electric-ferries", "sum", "-p", str(GOLDEN)), "fields: title"),
        (("trace", "notes", "-p", str(GOLDEN)), "take no citations"),
        (("locate", "no-such-source", "x", "-p", str(GOLDEN)), "sources: marrow-bay"),
        (("locate", "marrow-bay", "x", "-p", str(GOLDEN)), "not at hand"),
        (("locate", SOURCE, ""), "empty phrase"),
        (("coverage", str(GOLDEN)), "--sources"),
        (("validate", str(GOLDEN), "-s", "no-such-folder"), "no such folder of sources"),
        (("build", str(GOLDEN / "seeds")), "no such data package"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    arguments: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run_command(capsys, *arguments)
    assert (code, out) == (2, "")
    assert words in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("validate --limit-rows -2", "--limit-rows: must be a whole number, 0 or more, is “-2”"),
        ("validate --limit-errors some", "must be a whole number, 0 or more, is “some”"),
        ("validate --jobs many", "must be auto, or a whole number, 0 or more, is “many”"),
        ("cite a b c d --start 1.5", "--start: must be a whole number, 0 or more, is “1.5”"),
        ("cite a b c d --occurrence 0", "must be a whole number, 1 or more, is “0”"),
        ("uncite a b c --seq x", "--seq: must be a whole number, 1 or more, is “x”"),
    ],
)
def test_a_number_that_is_none_is_told_in_words(
    arguments: str, says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments.split())
    assert says in capsys.readouterr().err


def test_help_has_examples_and_version_is_that_of_the_package() -> None:
    command = [sys.executable, "-m", "pincite"]
    shown = subprocess.run([*command, "--help"], capture_output=True, check=True, text=True)
    assert "examples:" in shown.stdout
    shown = subprocess.run([*command, "--version"], capture_output=True, check=True, text=True)
    assert shown.stdout.startswith("pincite 0.")


def test_a_reader_that_goes_away_and_an_ascii_terminal_do_no_harm() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = f"{sys.executable} -m pincite trace statements -p {ROOT}"
    done = subprocess.run(
        f"{command} | head -n 1",
        shell=True,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.startswith("statements ")


def test_asking_for_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from pincite.cli.options import parser; parser(['validate']);"
        "print(sorted({'frictionless', 'pydantic', 'jsonschema', 'pandas'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == "[]\n"


def test_a_small_plain_package_is_validated_without_heavy_imports(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id\n1\n", encoding="utf-8")
    fields = [{"name": "id", "type": "integer", "constraints": {"minimum": 1}}]
    resource = {"name": "a", "path": "a.csv", "schema": {"fields": fields}}
    descriptor = {"name": "p", "resources": [resource]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    # from Python 3.14 argparse takes both
    unused = "inspect dataclasses" if sys.version_info < (3, 14) else ""
    code = (  # no annotations that are compiled, as those of a NamedTuple are (report/frozen.py)
        "import sys, typing; made = [];"
        "typing.ForwardRef.__init__ = lambda *words, **_: made.append(words);"
        "from pincite.cli import main; main(['validate']); assert not made, made;"
        "heavy = 'frictionless pydantic jsonschema referencing pandas polars difflib rfc3986"
        " dateutil importlib.metadata pincite.proof pincite.frames.models pincite.seeds"
        f" pincite.grammar pincite.citations pincite.sources {unused}';"
        "print(sorted(set(heavy.split()) & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, check=True, text=True
    )
    assert done.stdout.splitlines()[-2:] == ["0 issues", "[]"]


def test_a_package_of_somebody_else_is_checked_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.csv").write_text("id;n\n1;2\n", encoding="utf-8")
    resource = {
        "name": "a",
        "type": "table",
        "path": "a.csv",
        "dialect": {"delimiter": ";"},
        "schema": {"fields": [{"name": "id", "type": "integer"}, {"name": "n"}]},
    }
    descriptor = {"name": "p", "resources": [resource]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    code, out, _ = run_command(capsys, "validate", str(tmp_path))
    assert code == 0
    assert "1 table" in out
    assert "declares no citations" in out
    (tmp_path / "a.csv").write_text("id;n\n1;2\nx;3\n", encoding="utf-8")
    code, out, _ = run_command(capsys, "validate", str(tmp_path), "--json")
    (issue,) = json.loads(out)["issues"]
    assert code == 1
    assert (issue["code"], issue["rowNumber"], issue["fieldNumber"]) == ("type-error", 3, 1)


def test_without_a_verb_all_verbs_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        run_command(capsys)
    assert stopped.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "\n    validate " in err
    assert "\n    init " in err
