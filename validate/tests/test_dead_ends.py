"""No dead ends: what people made is kept, stale tables are seen, refusals say what to do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

import pincite
from pincite.report import CannotRun
from support import GOLDEN_SOURCES, run_command

pytestmark = pytest.mark.usefixtures("no_sources", "read_here")
TEXTS = ("--sources", str(GOLDEN_SOURCES))


def codes(out: str) -> set[str]:
    return {line.split("  ")[1] for line in out.splitlines() if line.startswith(("error", "warn"))}


def test_rows_that_a_person_typed_into_a_table_are_not_lost(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    grants = package / "data/grants.csv"
    whole = grants.read_text(encoding="utf-8")
    columns = whole.split("\n", 1)[0].count(",")
    grants.write_text(whole + "typed," + ",".join(["x"] * columns) + "\n", encoding="utf-8")
    before = grants.read_bytes()
    code, out, err = run_command(capsys, "build", "-p", str(package))
    assert (code, codes(out)) == (1, {"row-without-seed"})
    assert "record typed" in out
    assert "pincite adopt data/grants.csv" in err
    assert grants.read_bytes() == before
    report = pincite.build(package, force=True)
    assert report.valid
    assert grants.read_text(encoding="utf-8") == whole
    assert (package / "data/grants.csv.before").read_bytes() == before
    grants.write_bytes(before)
    pincite.build(package, force=True)
    assert (package / "data/grants.csv.before-2").read_bytes() == before


def test_a_file_of_another_form_is_not_replaced(package: Path) -> None:
    grants = package / "data/grants.csv"
    grants.write_text("Grant;Amount\nferries;1\n", encoding="utf-8")
    assert [issue.code for issue in pincite.build(package).issues] == ["row-without-seed"]
    grants.write_text("", encoding="utf-8")
    assert pincite.build(package).valid


def test_a_row_that_only_a_citation_gave_goes_with_it(
    package: Path,
) -> None:
    seed = next(package.glob("seeds/*/citations/grants.csv"))
    record = seed.read_text(encoding="utf-8").split("\n")[1].split(",")[0]
    lines = seed.read_text(encoding="utf-8").splitlines(keepends=True)
    seed.write_text("".join(line for line in lines if not line.startswith(record)))
    report = pincite.build(package)
    assert "row-without-seed" not in {issue.code for issue in report.issues}


def test_a_note_or_reference_row_that_was_taken_out_of_the_seeds_goes(package: Path) -> None:
    for seed in (*package.glob("seeds/reference/*.csv"), *package.glob("seeds/*/notes.csv")):
        rows = seed.read_text(encoding="utf-8").splitlines(keepends=True)
        if len(rows) > 2:
            seed.write_text("".join(rows[:-1]), encoding="utf-8")
            break
    assert "row-without-seed" not in {issue.code for issue in pincite.build(package).issues}


def test_stale_tables_are_seen_and_not_released(
    capsys: pytest.CaptureFixture[str], package: Path, tmp_path: Path
) -> None:
    words = ("grants", "electric-ferries", "title", "Other words", "--method", "written")
    assert cite(capsys, package, *words, "--replace", "--no-build")[0] == 0
    out = run_command(capsys, "validate", "-p", str(package))[1]
    assert "tables-stale" in out
    assert pincite.validate(package).counts["warning"] == 2
    warned = [i.code for i in pincite.open(package).validate().issues if i.severity == "warning"]
    assert warned == ["tables-stale"] * 2, "the table and its copy"
    code, out, err = run_command(
        capsys, "release", str(package), "--out", str(tmp_path / "dist"), "--format", "text"
    )
    assert (code, "build-stale" in out, "pincite build" in err) == (1, True, True)
    assert not (tmp_path / "dist").exists()


def test_leftovers_of_editors_do_not_stop_a_build(package: Path) -> None:
    folder = next(package.glob("seeds/*/citations"))
    for name in ("grants.csv~", "#grants.csv#", ".grants.csv.swp", "Thumbs.db", ".DS_Store"):
        (folder / name).write_bytes(b"\x00\xff")
    (folder.parent / "readme.txt").write_text("mine")
    (package / "seeds/reference/codes.csv.bak").write_text("mine")
    assert pincite.build(package, check=True).valid
    (folder / "other.txt").write_text("")
    with pytest.raises(CannotRun, match=r"other\.txt"):
        pincite.build(package)


def test_missing_files_of_the_seeds_are_no_dead_end(package: Path) -> None:
    shutil.rmtree(package / "data")
    (package / "schemas/vocabularies/phrases.csv").unlink()
    report = pincite.build(package)
    assert {issue.code for issue in report.issues} == {"phrase-not-understood"}
    shutil.rmtree(package / "seeds")
    assert pincite.build(package).valid, "a package without seeds has empty tables"


def test_line_ends_that_git_wrote_do_not_block_seeds(package: Path) -> None:
    for seed in package.glob("seeds/**/*.csv"):
        text = seed.read_text(encoding="utf-8")
        seed.write_bytes(text.replace("\n", "\r\n").encode())
    assert pincite.build(package, check=True).valid


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("\n", "\r\n"), "line ends"),
        (lambda text: "\ufeff" + text, "byte order mark"),
        (lambda text: text + "More.", "another text"),
    ],
)
def test_a_source_that_changed_in_line_ends_only_is_told_so(
    change: object, says: str, package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert callable(change)
    for source in GOLDEN_SOURCES.glob("*.txt"):
        text = change(source.read_bytes().decode())
        (tmp_path / source.name).write_bytes(text.encode())
    code, out, _ = run_command(capsys, "validate", str(package), "--sources", str(tmp_path))
    assert (code, "source-changed" in out, says in out) == (1, True, True)
    assert "reanchor" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["valdate"], "did you mean validate"),
        (["xyzzy"], "they are init, add-table"),
        (["validate", ".", "--sorces", "x"], "did you mean --sources"),
        (["build", "a", "-p", "b"], "two packages: a and -p b"),
        (["build", "--checks"], "did you mean --check"),
    ],
)
def test_what_was_meant_is_said(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        run_command(capsys, *arguments)
    assert stop.value.code == 2
    assert says in capsys.readouterr().err


def test_an_empty_folder_is_told_of_init(
    tmp_path: Path, package: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for verb in ("validate", "build", "release", "explore", "coverage"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        code, _, err = run_command(capsys, verb, "-p", str(tmp_path / "empty"))
        assert (code, "pincite init" in err) == (2, True)
    code, _, err = run_command(capsys, "build", str(package / "data"))
    assert (code, f"name {package}" in err) == (2, True)
    assert "zip file does not exist" in run_command(capsys, "validate", "no.zip")[2]


def cite(capsys: pytest.CaptureFixture[str], package: Path, *words: str) -> tuple[int, str, str]:
    return run_command(capsys, "cite", *words, "--source", "marrow-bay", *TEXTS, "-p", str(package))


def test_cite_says_new_record_builds_and_replaces(
    capsys: pytest.CaptureFixture[str], package: Path
) -> None:
    cell = ("grants", "electric-ferry")
    code, out, err = cite(capsys, package, *cell, "title", "A title", "--method", "written")
    assert code == 0, err
    assert "new record; there is electric-ferries" in out
    assert "built" in out
    assert "electric-ferry," in (package / "data/grants.csv").read_text(encoding="utf-8")
    code, out, _ = run_command(
        capsys, "rename", "grants", "electric-ferry", "another", "-p", str(package)
    )
    assert (code, "1 row" in out) == (0, True)
    grants = (package / "data/grants.csv").read_text(encoding="utf-8")
    assert ("electric-ferry," in grants, "another," in grants) == (False, True)
    seeds = next(package.glob("seeds/marrow-bay/citations/grants.csv"))
    amount = "about 2.5 million euros"
    before = seeds.read_text(encoding="utf-8")
    fields = ("grants", "electric-ferries", "amount,currency")
    code, out, err = cite(capsys, package, *fields, amount, "--replace")
    assert code == 0, err
    assert (out.count("replaced: "), out.count("written to")) == (2, 2)
    assert sorted(seeds.read_text(encoding="utf-8").split()) == sorted(before.split())


def test_cite_may_leave_the_tables(capsys: pytest.CaptureFixture[str], package: Path) -> None:
    words = ("grants", "new", "title", "A title", "--method", "written", "--no-build")
    code, out, err = cite(capsys, package, *words)
    assert (code, "built" in out, "next: `pincite build`" in err) == (0, False, True)
    code, out, err = run_command(capsys, "validate", str(package))
    assert "tables-stale" in out
    assert "next: `pincite build`" in err


TEXT = """Bay News and more
In 2021 the harbour of Oxmouth had 40 boats, and Oxmouth wants 60 boats.
Bay News, read by Ann Lee
"""


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new package with one source, of which nothing is cited."""
    from pincite.cli import main

    monkeypatch.chdir(tmp_path)
    (tmp_path / "bay.txt").write_text(TEXT, encoding="utf-8")
    words = ("--table", "harbours", "harbour_id", "boats:count", "wants:count", "--scope", "whole")
    assert main(["init", "a", *words, "--limits", "none"]) == 0
    monkeypatch.chdir(tmp_path / "a")
    assert main(["new-source", "../bay.txt", "--id", "bay"]) == 0
    return tmp_path / "a"


def test_notes_are_written_for_one_place_all_places_lines_and_the_rest(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (begun / "texts/bay.txt").read_text(encoding="utf-8") == TEXT
    code, out, _ = run_command(capsys, "coverage")
    assert (code, "8 of 8" in out) == (1, True), out
    assert (
        run_command(capsys, "cite", "harbours", "ox", "boats", "40 boats", "--source", "bay")[0]
        == 0
    )
    for asked, count in (
        (("bay", "Bay News", "--every", "--why", "the paper"), 2),
        (("bay", "60 boats", "--why", "a wish"), 1),
        (("bay", "60 boats", "--why", "a wish"), 0),
        (("bay", "--lines", "3", "--why", "the foot of the page"), 1),
        (("bay", "--all-uncovered", "--why", "told elsewhere"), 2),
    ):
        code, out, err = run_command(capsys, "note", *asked)
        assert (code, f"{count} note" in out) == (0, True), (asked, out, err)
    assert run_command(capsys, "coverage")[0] == 0
    assert pincite.validate(begun, sources=begun / "texts").issues == []
    assert run_command(capsys, "note", "bay", "Bay News", "--remove")[0] == 0
    code, out, _ = run_command(capsys, "coverage")
    assert code == 1
    assert "“News”  2 times" in out
    refused: tuple[tuple[tuple[str, ...], str], ...] = (
        (("bay", "Bay News"), "--why"),
        (("bay", "Nowhere", "--why", "x"), "does not occur"),
        (("bay", "--lines", "9", "--why", "x"), "lines 1 to"),
        (("bay", "--why", "x"), "name a PHRASE"),
        (("bey", "Bay News", "--why", "x"), "no source bey"),
    )
    for words, says in refused:
        code, _, err = run_command(capsys, "note", *words)
        assert (code, says in err) == (2, True), err


def test_what_is_declared_of_a_source_can_be_changed(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run_command(capsys, "set-source", "bay", "--scope", "none", "--set", "title=Bay")
    assert (code, "coverage_scope" in out, "title" in out) == (0, True, True)
    assert "none" in (begun / "data/sources.csv").read_text()
    code, out, _ = run_command(capsys, "coverage")
    assert (code, "outside of the declared scope" in out) == (0, True)
    for words, says in (
        (("bay",), "name what changes"),
        (("bay", "--currency", "$=dollars"), "not an ISO 4217 code"),
        (("bay", "--set", "sha256=0"), "is measured"),
        (("bay", "--set", "colour=red"), "no such column"),
        (("sea", "--scope", "none"), "no source sea"),
    ):
        code, _, err = run_command(capsys, "set-source", *words)
        assert (code, says in err) == (2, True), err


@pytest.mark.parametrize(
    ("data", "words", "code", "says"),
    [
        (b"", (), 2, "is empty"),
        (b" \n\t\n", (), 2, "is empty"),
        (b"Kieli on outo.", ("--language", "fi"), 0, "no grammar reads the language fi"),
        (b"Speech.", ("--language", "english"), 0, "does not look like a BCP 47 tag"),
        (b"Other.", ("--id", "bay"), 2, "there is a source of this name already"),
        (b"Other.", ("--id", "adopted"), 2, "letters, digits and hyphens"),
    ],
)
def test_odd_sources_are_told_so(
    data: bytes,
    words: tuple[str, ...],
    code: int,
    says: str,
    begun: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (begun.parent / "odd.txt").write_bytes(data)
    named = words if "--id" in words else ("--id", "odd", *words)
    found, out, err = run_command(capsys, "new-source", "../odd.txt", *named)
    assert (found, says in out + err) == (code, True), out + err


@pytest.mark.parametrize(
    ("said", "asked", "language", "says"),
    [
        ('lang="de"', (), "de", "language de, as the page says"),
        ('lang="de-CH"', (), "de-CH", "language de-CH, as the page says"),  # 1'204.50
        ('lang="en-US"', (), "en", "language en, as the page says"),
        ('lang="de"', ("--language", "en"), "en", "the page says that its language is de"),
        ('lang="de-AT"', ("--language", "de"), "de", ""),
        ('lang="fi"', (), "fi", "no grammar reads the language fi"),
        ('lang="not a tag"', (), "en", ""),
        ("", (), "en", ""),
    ],
)
def test_a_page_says_its_language(
    said: str,
    asked: tuple[str, ...],
    language: str,
    says: str,
    begun: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (begun.parent / "page.html").write_text(f"<html {said}><p>40 Boote</p></html>", "utf-8")
    words = ("new-source", "../page.html", "--id", "page", *asked)
    code, out, err = run_command(capsys, *words)
    assert code == 0, err
    record = json.loads((begun / "seeds/page/source.json").read_text("utf-8"))
    assert record["language"] == language
    assert says in out, out
    assert ("note: " in out) == bool(says), out


def test_a_text_of_an_unread_language_is_cited_word_for_word(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (begun.parent / "fi.txt").write_text("Satama on Oxmouth.\nSiellä on 40 venettä.\n", "utf-8")
    added = ("--table", "names", "name_id", "name", "kind:term", "boats:count")
    assert run_command(capsys, "add-table", *added)[0] == 0
    assert run_command(capsys, "new-source", "../fi.txt", "--id", "fi", "--language", "fi")[0] == 0
    where = ("--source", "fi")
    assert run_command(capsys, "cite", "names", "a", "name", "Oxmouth", *where)[0] == 0
    code, _, err = run_command(
        capsys, "cite", "names", "a", "kind", "Satama", "--code", "port", *where
    )
    assert code == 0, err
    code, _, err = run_command(capsys, "cite", "names", "a", "boats", "40", *where)
    assert (code, "fi" in err) == (2, True)
    code, out, _ = run_command(capsys, "phrase", "kind", "Satama", "--code", "harbour")
    assert (code, "now means harbour" in out) == (0, True)
    assert "harbour" in (begun / "data/names.csv").read_text()
    assert run_command(capsys, "uncite", "names", "a", "kind")[0] == 0
    code, out, err = run_command(capsys, "phrase", "--unused", "--remove")
    assert (code, "1 phrase" in out) == (0, True), err
    assert (begun / "data/phrases.csv").read_text() == "vocabulary,phrase,code,language\n"
    for words, says in (
        (("kind", "Satama", "--remove"), "is not in the vocabulary kind"),
        (("--remove",), "name VOCABULARY and PHRASE"),
    ):
        code, _, err = run_command(capsys, "phrase", *words)
        assert (code, says in err) == (2, True), err


def test_a_text_that_changed_after_it_was_cited_is_told_and_nothing_is_lost(
    begun: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cell = ("harbours", "ox", "boats", "40 boats", "--source", "bay")
    assert run_command(capsys, "cite", *cell)[0] == 0
    (begun / "texts/bay.txt").write_text(TEXT.replace("Bay News and", "News of the bay and"))
    seeds = (begun / "seeds/bay/citations/harbours.csv").read_bytes()
    code, _, err = run_command(capsys, "cite", "harbours", "ox", "wants", "60 boats", *cell[-2:])
    assert (code, "pincite reanchor bay" in err) == (2, True)
    assert "source-changed" in run_command(capsys, "validate")[1]
    assert (begun / "seeds/bay/citations/harbours.csv").read_bytes() == seeds
