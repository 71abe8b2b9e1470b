"""Packages that users of other validators reported, and hostile ones, each with its right verdict.

`field/*/expected.csv` says the verdicts in prose; RIGHT says the same as data. A case in WAITING is
known to be wrong today, and its test must fail: whoever puts it right deletes its line.
"""

from __future__ import annotations

import io
import json
import re
import resource
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support import GOLDEN_SOURCES, ROOT, read_rows, run_command

FIELD = ROOT / "validate/tests/field"
FORMS = ("text", "json", "github", "sarif", "junit")
CPU_SECONDS = 8  # of a hostile package, unless its verdict names fewer; start-up is part of it


class At(NamedTuple):
    """An issue: its code, file, line or row (of JSON, which has no lines) and field."""

    code: str
    file: str | None = None
    line: int | None = None
    field: str | None = None
    says: str = ""  # a pattern that its message, or what was found and expected, holds


class Right(NamedTuple):
    """The right verdict on a package: all its errors, and some of its warnings and notes."""

    exit: int
    errors: tuple[At, ...] = ()
    warnings: tuple[At, ...] = ()
    notes: tuple[At, ...] = ()


def type_errors(file: str, field: str, *lines: int, says: str = "") -> tuple[At, ...]:
    return tuple(At("type-error", file, line, field, says) for line in lines)


DESCRIPTOR = "datapackage.json"
RIGHT = {
    "header-false-bad-first": Right(1, type_errors("d.csv", "n", 1)),
    "header-false-fk-first": Right(0),
    "commentchar-header-dropped": Right(1, type_errors("d.csv", "balance", 3)),
    "header-row-is-comment-row": Right(1, type_errors("d.csv", "n", 3, 4)),
    "multipart-swapped-strings": Right(1, (At("incorrect-label", "b.csv", 1),) * 2),
    "multipart-bad-in-second": Right(
        1, (*type_errors("b.csv", "id", 2), At("primary-key", "b.csv", 3))
    ),
    "dwc-examples-refused": Right(0, warnings=(At("unknown-property", DESCRIPTOR),)),
    "rule-ordered-datetime": Right(1, (At("record-rule", "d.csv", 2),)),
    "pattern-irve-refused": Right(1, (At("constraint-error", "d.csv", 4, "a"),)),
    "schema-url2": Right(1, (At("scheme-error", DESCRIPTOR, says="--map"),)),
    "image-empty": Right(0, notes=(At("empty-property", DESCRIPTOR, 19, "image"),)),
    "fk-package-ignored": Right(
        0, warnings=(At("external-reference", DESCRIPTOR, says="another package"),)
    ),
    "stray-quote-swallows-68-rows": Right(1, (At("source-error", "d.csv", 36),)),
    "enc-utf16-undeclared": Right(1, (At("encoding-error", "d.csv", says="UTF-16"),)),
    "json-nested": Right(1, type_errors("d.json", "id", 2)),
    "unicode-nfd-header": Right(
        1, (At("incorrect-label", "d.csv", 1, says="accents: the first is in form NFD"),)
    ),
    "message-geopoint": Right(1, type_errors("d.csv", "g", 2, 3, 4, says="lon, lat")),
    "gz-uncaught-noise": Right(1, type_errors("d.csv.gz", "id", 3)),
    "list-maxLength": Right(0),
    "date-enum": Right(0),
    "number-decimalChar-enum": Right(0),
    "when-TRUE": Right(1, (At("record-rule", "t.csv", 2),)),
    "when-007": Right(1, (At("record-rule", "t.csv", 2),)),
    "rule-any-dialect": Right(1, (At("record-rule", "t.csv", 4), At("record-rule", "t.csv", 6))),
    "rule-headerless-parts": Right(1, (At("record-rule", "b.csv", 1, "to"),)),
    "rule-json": Right(1, (At("record-rule", "t.json", 2), At("record-rule", "t.json", 3))),
    "rule-key-template-names": Right(1, (At("record-rule", "t.csv", 3, "id"),)),
    "number-bare-point": Right(1, (At("constraint-error", "t.csv", 4),)),
    "json-nan": Right(1, (At("source-error", "t.json", says="NaN"),)),
    "json-item-type": Right(1, (At("dialect-error", "t.json", says="itemType"),)),
    "json-dotted-property": Right(1, type_errors("t.json", "x", 2)),
    "unique-objects": Right(1, (At("unique-error", "t.csv", 3),)),
    "pattern-classes": Right(1, (At("constraint-error", "t.csv", 3),) * 3),
    "quote-none": Right(1, type_errors("t.csv", "b", 3)),
    "double-quote-false": Right(1, (At("source-error", "t.csv", 2),)),
    "escape-is-quote": Right(0),
    "empty-lists": Right(0, notes=(At("empty-property", DESCRIPTOR, field="keywords"),)),
    "header-rows-unordered": Right(1, type_errors("t.csv", "b y", 5)),
    "quote-then-text": Right(1, (At("source-error", "t.csv", 2),)),
}
JUDGED_BELOW = {"backref-pattern"}  # valid, or refused with one clear issue
WAITING: set[str] = set()


def case(name: str) -> Any:
    marks = (pytest.mark.xfail(reason="not put right yet", strict=True),) if name in WAITING else ()
    return pytest.param(name, marks=marks, id=name)


def waits(name: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(name in WAITING, reason="not put right yet", strict=True)


def package_of(name: str) -> Path:
    return FIELD / ("hostile" if re.match("[0-9]", name) else "validate") / name


def report_on(
    capsys: pytest.CaptureFixture[str], name: str, *more: str
) -> tuple[int, dict[str, Any]]:
    code, out, err = run_command(capsys, "validate", "--json", *more, str(package_of(name)))
    assert not err
    return code, json.loads(out)


def is_at(at: At, issue: dict[str, Any]) -> bool:
    place = (at.file, at.line, at.field)
    found = (issue["file"], issue["line"] or issue["rowNumber"], issue["field"])
    words = " ".join(str(issue[key]) for key in ("message", "found", "expected"))
    return (
        issue["code"] == at.code
        and all(right in (None, value) for right, value in zip(place, found, strict=True))
        and bool(re.search(at.says, words))
    )


def issues_of(report: dict[str, Any], severity: str) -> list[dict[str, Any]]:
    return [i for i in report["issues"] if i.get("severity", "error") == severity]


def assert_exactly(right: tuple[At, ...], found: list[dict[str, Any]]) -> None:
    left = list(found)
    for at in right:
        match = next((issue for issue in left if is_at(at, issue)), None)
        assert match is not None, (at, found)
        left.remove(match)
    assert not left


@pytest.fixture(autouse=True)
def _own_environment(no_sources: None) -> None:
    pass


def test_every_verdict_of_the_list_is_data_here() -> None:
    listed = {row["case"] for row in read_rows(FIELD / "validate/expected.csv")}
    assert listed == {*RIGHT, *JUDGED_BELOW}
    hostile = {row["case"] for row in read_rows(FIELD / "hostile/expected.csv")}
    assert {name for name in HOSTILE if name in hostile} == hostile
    folders = {path.name for path in FIELD.glob("*/*") if path.is_dir()}
    assert folders == listed | hostile


@pytest.mark.parametrize("name", [case(name) for name in RIGHT])
def test_verdict(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    right = RIGHT[name]
    code, report = report_on(capsys, name)
    assert code == right.exit
    assert report["valid"] is (code == 0)
    assert_exactly(right.errors, issues_of(report, "error"))
    for severity, expected in (("warning", right.warnings), ("note", right.notes)):
        found = issues_of(report, severity)
        assert all(any(is_at(at, issue) for issue in found) for at in expected), found
    assert len(issues_of(report, "warning")) == len(right.warnings)
    for form in FORMS:  # every form gives the same verdict, and the same places
        arguments = ("validate", "--format", form, str(package_of(name)))
        code, out, err = run_command(capsys, *arguments)
        assert (code, err) == (RIGHT[name].exit, "")
        for at in RIGHT[name].errors:
            assert at.code in out
            if at.line is not None:
                line = rf"(:|line=|[Ll]ine\"?: |row(Number\"?:)? ){at.line}\b"
                assert re.search(line, out), (form, at, out)


@waits("schema-url2 --map")
def test_schemas_at_addresses_are_read_from_local_copies(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = tmp_path / "media.json"
    schema.write_text('{"fields": [{"name": "a", "type": "integer"}]}')
    url = "https://raw.githubusercontent.com/tdwg/camtrap-dp/1.0.2/media-table-schema.json"
    code, report = report_on(capsys, "schema-url2", "--map", f"{url}={schema}")
    assert (code, report["valid"]) == (0, True)
    assert report["tasks"][0]["stats"]["rows"] == 1


@waits("backref-pattern")
def test_a_pattern_that_looks_back_is_run_or_refused_clearly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, report = report_on(capsys, "backref-pattern")
    issues = issues_of(report, "error")
    assert [issue["code"] for issue in issues] == ["field-error"] * code
    assert code in (0, 1)


@waits("gz-uncaught-noise: open")
def test_reading_a_wrong_cell_of_a_compressed_table_raises_once() -> None:
    program = "import pincite, sys; list(pincite.open(sys.argv[1])['d'])"
    done = subprocess.run(
        [sys.executable, "-c", program, str(package_of("gz-uncaught-noise"))],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.count("Traceback") == 1
    assert "ignored" not in done.stderr


def cannot_read(name: str, table: str) -> str:
    import pincite

    with pytest.raises(pincite.CannotRun) as caught:
        list(pincite.open(package_of(name))[table])
    return str(caught.value)


def test_open_refuses_a_part_with_swapped_columns() -> None:
    assert "b.csv" in cannot_read("multipart-swapped-strings", "d")


@waits("quote-then-text: open and release")
def test_open_and_release_refuse_text_behind_a_quote(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "t.csv:2" in cannot_read("quote-then-text", "t")
    package = str(package_of("quote-then-text"))
    code, out, err = run_command(capsys, "release", package, "--out", str(tmp_path / "out"))
    assert code == 1
    assert "source-error" in out + err
    assert not (tmp_path / "out").exists()


# hostile packages: what may take long runs in a process of its own, whose cpu time is bounded


class Ran(NamedTuple):
    """How a command ended, and what it took."""

    exit: int
    out: str
    err: str
    cpu: float


def ran(*arguments: str) -> Ran:
    verb, *rest = arguments
    command = [sys.executable, "-m", "pincite", verb]
    command += ["--json"] if verb == "validate" else []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [*command, *rest],
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS)),
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode in (0, 1), (done.returncode, err)  # no kill, no crash
    assert "Traceback" not in err
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return Ran(done.returncode, out, err, cpu)


def said(form: str, *arguments: str) -> tuple[int, str]:
    """The exit code of `validate` in a form, and all that it prints, in this process."""
    from pincite.cli import main

    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = main(["validate", "--format", form, *arguments])
    assert "Traceback" not in out.getvalue()
    return code, out.getvalue()


def errors_of(done: Ran) -> list[dict[str, Any]]:
    return issues_of(json.loads(done.out), "error")


def words_shown(text: str, source: str, released: str) -> int:
    """How many words of a source a text shows, in runs of three or more, beyond the released."""
    words, shown = re.findall(r"\w+", source), 0
    known = " ".join(re.findall(r"\w+", released))
    plain = " ".join(re.findall(r"\w+", text))
    at = 0
    while at < len(words):
        length = 0
        while at + length < len(words) and " ".join(words[at : at + length + 1]) in plain:
            length += 1
        run = " ".join(words[at : at + length])
        shown += length if length >= 3 and run not in known else 0
        at += max(1, length)
    return shown


def private_source(_: Path) -> None:
    package = package_of("02-private-source-printed")
    source = (GOLDEN_SOURCES / "marrow-bay.txt").read_text(encoding="utf-8")
    released = "\n".join(p.read_text(encoding="utf-8") for p in package.rglob("*") if p.is_file())
    for form in FORMS:
        code, text = said(form, str(package), "--sources", str(GOLDEN_SOURCES))
        assert code == 1
        assert "quote-differs" in text
        assert words_shown(text, source, released) <= 12, form


def geopoint_nan(_: Path) -> None:
    done = ran("validate", str(package_of("03-geopoint-nan")))
    assert_exactly(type_errors("t.csv", "name", 2), errors_of(done))


def grouped_options(_: Path) -> None:
    done = ran("validate", str(package_of("04-redos-grouped-options")))
    assert len(errors_of(done)) == done.exit
    assert done.cpu < 2 + START_UP


def exploding_schema(_: Path) -> None:
    done = ran("validate", str(package_of("05-jsonschema-exponential-refs")))
    assert len(errors_of(done)) == 1
    assert done.cpu < 2 + START_UP


def exploding_profile(_: Path) -> None:
    done = ran("validate", str(package_of("05c-profile-exponential")))
    assert len(errors_of(done)) == 1
    assert done.cpu < 2 + START_UP


def endless_number(tmp_path: Path) -> None:
    package = str(package_of("06-release-hangs-on-1e999999999"))
    done = ran("release", package, "--out", str(tmp_path / "out"))
    assert done.cpu < 5 + START_UP
    assert (tmp_path / "out").exists() is (done.exit == 0)


def duration_bound(_: Path) -> None:
    # -P1M is before P30D whatever the month; where an implementation refuses bounds of a kind,
    # it does so in the descriptor
    done = ran("validate", str(package_of("10-duration-bound")))
    assert [issue["code"] for issue in errors_of(done)] in ([], ["field-error"])


def nanoseconds(_: Path) -> None:
    # rows 2 to 6 are datetimes of XML Schema, rows 7 to 11 are not
    done = ran("validate", str(package_of("11-datetime-nanoseconds")))
    assert_exactly(type_errors("t.csv", "name", *range(7, 12)), errors_of(done))


def workflow_command(_: Path) -> None:
    for form in FORMS:
        code, text = said(form, str(package_of("12-workflow-command-name")))
        assert code == 0
        assert not re.search(r"(?m)^\s*::(?!(error|warning|notice) (file|title)=)", text), form
        assert "##[" not in text


def unresolvable(_: Path) -> None:
    done = ran("validate", str(package_of("13-unresolvable-dynamicRef")))
    assert [issue["code"] for issue in errors_of(done)] == ["field-error"]


def unknown_compression(_: Path) -> None:
    done = ran("validate", str(package_of("14-compression-nope")))
    (issue,) = errors_of(done)
    assert issue["file"] == DESCRIPTOR
    assert "compression" in issue["field"]


def script_homepage(tmp_path: Path) -> None:
    package = str(package_of("15-javascript-homepage"))
    found = {issue["field"] for issue in errors_of(ran("validate", package))}
    assert "homepage" in found
    done = ran("release", package, "--out", str(tmp_path / "out"))
    assert done.exit == 1
    assert not (tmp_path / "out").exists()


HOSTILE = {
    "02-private-source-printed": private_source,
    "03-geopoint-nan": geopoint_nan,
    "04-redos-grouped-options": grouped_options,
    "05-jsonschema-exponential-refs": exploding_schema,
    "05c-profile-exponential": exploding_profile,
    "06-release-hangs-on-1e999999999": endless_number,
    "10-duration-bound": duration_bound,
    "11-datetime-nanoseconds": nanoseconds,
    "12-workflow-command-name": workflow_command,
    "13-unresolvable-dynamicRef": unresolvable,
    "14-compression-nope": unknown_compression,
    "15-javascript-homepage": script_homepage,
}
START_UP = 1.0  # seconds of cpu before a package is looked at, on a busy machine


@pytest.mark.parametrize("name", [case(name) for name in HOSTILE])
def test_hostile(name: str, tmp_path: Path) -> None:
    HOSTILE[name](tmp_path)
