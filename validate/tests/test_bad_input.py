"""Bad and hostile input: one clear answer, nothing half written, nothing outside the package."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from support import run_command

pytestmark = pytest.mark.usefixtures("no_sources")


def link_out(package: Path) -> None:
    (package / "data/notes.csv").unlink()
    (package / "data/notes.csv").symlink_to("/etc/passwd")


BAD_INPUT: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "no package": (lambda _: None, "no-such-folder", "no such data package descriptor"),
}


def add_profile(package: Path) -> None:
    """A profile in the package with a pattern on which backtracking explodes."""
    pattern = '{"properties": {"title": {"pattern": "^(a+)+$"}}}'
    (package / "profile.json").write_text(pattern, encoding="utf-8")
    parts = f'"title": "{"a" * 50}!", "profile": "profile.json"'
    edit(package / "datapackage.json", '"version": "1.0.0"', parts)


def add_json_schema(package: Path, schema: str) -> None:
    field = '"name": "note", "type": "object", "constraints": {"jsonSchema": ' + schema + "}"
    schema = '{"fields": [{' + field + "}]}"
    odd = '{"name": "odd", "path": "data/odd.csv", "schema": ' + schema + "},"
    edit(package / "datapackage.json", '"resources": [', '"resources": [' + odd)


BAD_DECLARATIONS: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "path out of the package": (
        lambda p: edit(p / "datapackage.json", "data/notes.csv", "../notes.csv"),
        "resource-error",
        "not a valid path inside the package",
    ),
    "absolute path": (
        lambda p: edit(p / "datapackage.json", "data/notes.csv", "/etc/passwd"),
        "resource-error",
        "not a valid path inside the package",
    ),
    "path to the network": (
        lambda p: edit(p / "datapackage.json", "data/notes.csv", "https://example.org/a.csv"),
        "scheme-error",
        "is at an address, and nothing is fetched",
    ),
    "link out of the package": (link_out, "resource-error", "through a link"),
    "schema that is not there": (
        lambda p: add_schema(p, '"schemas/none.json"'),
        "scheme-error",
        "schemas/none.json: cannot be read",
    ),
    "schema in the network": (
        lambda p: add_schema(p, '"https://example.org/s.json"'),
        "scheme-error",
        "is at an address",
    ),
    "schema that is no JSON": (
        lambda p: add_schema(p, '"data/notes.csv"'),
        "schema-error",
        "data/notes.csv:1: not JSON",
    ),
    "key that stands twice": (
        lambda p: edit(
            p / "datapackage.json", '"version": "1.0.0"', '"version": "1", "version": "2"'
        ),
        "package-error",
        "is repeated in its object",
    ),
    "profile with a pattern that explodes": (add_profile, "package-error", "does not match"),
    "constraint with a pattern that explodes": (
        lambda p: add_json_schema(p, '{"items": {"pattern": "(a|a)*\\\\1b"}}'),
        "field-error",
        "take for ever",
    ),
    "constraint that refers to the network": (
        lambda p: add_json_schema(p, '{"$ref": "http://localhost:9/x.json"}'),
        "field-error",
        "nothing is fetched",
    ),
    "NaN": (
        lambda p: edit(p / "datapackage.json", '"version": "1.0.0"', '"x:size": NaN'),
        "package-error",
        "is not a JSON number",
    ),
}


def add_schema(package: Path, schema: str) -> None:
    found = '"name": "grants_json",'
    edit(package / "datapackage.json", found, f'{found} "schema": {schema},')


def edit(path: Path, find: str, replacement: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert find in text
    path.write_text(text.replace(find, replacement), encoding="utf-8")


@pytest.mark.parametrize("name", BAD_INPUT)
def test_bad_input_is_one_line_and_exit_code_2(
    name: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, suffix, words = BAD_INPUT[name]
    spoil(package)
    code, out, err = run_command(capsys, "validate", str(package / suffix))
    assert (code, out) == (2, "")
    assert words in err
    assert err.startswith("pincite: ")
    assert err.count("\n") == 1


BROKEN: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "broken JSON": (lambda p: (p / "datapackage.json").write_text('{"name": '), "", "not JSON"),
    "half a character": (
        lambda p: edit(p / "datapackage.json", '"marrow-bay-ferries"', '"a\\ud83d"'),
        "",
        "surrogate",
    ),
    "number of 5000 digits": (
        lambda p: edit(p / "data/grants.json", '"amount": 2500000', '"amount": ' + "9" * 5000),
        "",
        "too long",
    ),
    "exponent of 20 digits": (
        lambda p: edit(p / "data/grants.json", '"amount": 2500000', '"amount": 1e' + "9" * 20),
        "",
        "too long",
    ),
    "JSON of another kind": (lambda p: (p / "datapackage.json").write_text("[]"), "", "object"),
    "nested too deep": (
        lambda p: (p / "datapackage.json").write_text("[" * 100_000),
        "",
        "datapackage.json",
    ),
    "JSON table that is no array": (
        lambda p: (p / "data/grants.json").write_text("{}"),
        "",
        "array of records",
    ),
    "JSON table that is broken": (
        lambda p: (p / "data/grants.json").write_text("[}"),
        "",
        "data/grants.json:1",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_an_issue_in_every_form(
    name: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, suffix, words = BROKEN[name]
    spoil(package)
    for form in ("text", "json", "github", "sarif", "junit"):
        code, out, err = run_command(capsys, "validate", "--format", form, str(package / suffix))
        assert (code, err) == (1, "")
        assert words in out


@pytest.mark.parametrize("name", BAD_DECLARATIONS)
def test_a_bad_declaration_is_an_issue_with_its_line(
    name: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, code, words = BAD_DECLARATIONS[name]
    spoil(package)
    exit_code, out, err = run_command(capsys, "validate", str(package))
    assert (exit_code, err) == (1, "")
    place = "https://" if name == "path to the network" else "datapackage.json:"
    assert f"{code}  {place}" in out
    assert words in out
    assert re.search(r"^1 error( · 1 note)?$", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("reference", "words"),
    [("http://localhost:9/x.json", "nothing is fetched"), ("#", "in a circle"), ("#/x", "nowhere")],
)
def test_a_record_schema_that_leads_nowhere_is_one_issue(
    reference: str, words: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "schemas/grants.record.schema.json"
    (package / name).write_text(json.dumps({"$ref": reference}), encoding="utf-8")
    exit_code, out, err = run_command(capsys, "validate", "--json", str(package))
    (issue,) = json.loads(out)["issues"]
    assert (exit_code, err, issue["code"], issue["file"]) == (1, "", "schema-error", name)
    assert words in issue["message"]


def test_a_seed_file_with_another_header_is_named(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(package / "seeds/marrow-bay/citations/grants.csv", "record_id,field", "record,field")
    code, _, err = run_command(capsys, "build", str(package))
    assert code == 2
    assert "seeds/marrow-bay/citations/grants.csv:1" in err


def test_bytes_that_are_not_utf_8_are_named(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "seeds/marrow-bay/notes.csv").write_bytes(b"\xff")
    code, _, err = run_command(capsys, "build", str(package))
    assert code == 2
    assert "seeds/marrow-bay/notes.csv: byte 0 is not UTF-8" in err


def test_a_folder_that_cannot_be_written_leaves_everything_as_it_was(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "data/grants.json").unlink()
    (package / "data/grants.json").mkdir()
    edit(package / "data/citations.csv", "2500000", "old")
    before = (package / "data/citations.csv").read_bytes()
    code, _, err = run_command(capsys, "build", str(package))
    assert code == 2
    assert "cannot be written" in err
    assert (package / "data/citations.csv").read_bytes() == before
    assert not list(package.rglob("*.new"))


def test_a_rename_that_fails_half_way_restores_what_was_renamed(
    package: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("citations", "grants", "shares"):
        (package / f"data/{name}.csv").write_text("old", encoding="utf-8")
    replace, renamed = Path.replace, []

    def fail_late(self: Path, target: Path) -> Path:
        renamed.append(target)
        if len(renamed) == 6:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail_late)
    code, _, err = run_command(capsys, "build", str(package))
    assert code == 2
    assert "No space left" in err
    for name in ("citations", "grants", "shares"):
        assert (package / f"data/{name}.csv").read_text(encoding="utf-8") == "old"
    assert not list(package.rglob("*.new"))


def test_a_pipe_in_place_of_a_table_is_an_issue(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (package / "data/notes.csv").unlink()
    os.mkfifo(package / "data/notes.csv")
    code, out, _ = run_command(capsys, "validate", str(package))
    assert code == 1
    assert "not a regular file" in out
    assert out.endswith("1 error\n")


def test_text_of_a_package_cannot_write_lines_or_controls(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    grants = package / "data/grants.csv"
    text = grants.read_text(encoding="utf-8")
    grants.write_text(
        text.replace("Money", '"Money\x1b[2J\n\n0 issues\n').replace("ies,c", 'ies",c')
    )
    _, out, _ = run_command(capsys, "validate", str(package))
    edit(package / "data/grants.csv", "about,planned", "\x1b[31mabout,planned")
    _, more, _ = run_command(capsys, "validate", str(package))
    assert "\x1b" not in out + more
    assert "\n0 issues\n" not in more


@pytest.mark.parametrize("target", ["../escaped.json", "datapackage.json", "seeds/x.json"])
def test_the_build_writes_nothing_outside_and_nothing_of_peoples(
    target: str, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(package / "datapackage.json", "schemas/grants.record.schema.json", target)
    before = (package / "datapackage.json").read_bytes()
    code, out, err = run_command(capsys, "build", str(package))
    assert (code, out) == (2, "")
    assert target in err
    assert (package / "datapackage.json").read_bytes() == before
    assert not (package.parent / "escaped.json").exists()


def test_a_quote_of_another_length_than_a_huge_span_is_answered_at_once(
    package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(
        package / "data/citations.csv",
        "52,75,about 2.5 million euros,amount",
        "52,3000000000,about 2.5 million euros,amount",
    )
    code, out, _ = run_command(capsys, "validate", str(package))
    assert code == 1
    assert "offset-outside" in out
