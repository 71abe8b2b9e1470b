"""Issues and reports: what a check found, as data.

A check returns issues and counts; nothing here prints, reads files or decides what is wrong.
Codes are declared in `pincite.report.codes`, one paragraph each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from pincite.report.codes import CODES, SEVERITIES, Severity
from pincite.report.frozen import Frozen
from pincite.report.visible import quoted, shortened, show_apart, visible

# Of the JSON report: 2 since issues have severities and `fix` (was `mend`), stages `remarks`.
FORMAT = 2


MAX_ISSUES = 100_000  # of one table that are reported, unless the caller says otherwise
MAX_TEXT = 1000  # characters of a text in an issue; a cell can have millions
MAX_REPR = 200  # characters of an issue's short form
ALONE = 3  # issues of a group that are shown one by one; those of a larger one are counted


class CannotRun(Exception):
    """The command has nothing to work on; the message is one line for people (exit code 2).

    `step` is what to do about it, where the raiser knows that better than an issue's code does.
    """

    step: str | None = None


class Place(Frozen):
    """Where an issue lies: package-relative file, physical line from 1, record key, field.

    `row` is the number of the record in the file from 1, header and comments included, and
    `column` that of the cell from 1, where a table has them. `pointer` is the JSON pointer (RFC
    6901) of the place in a JSON file, `byte` the position in a file from 0.
    """

    file: str
    line: int | None = None
    record: str | None = None
    field: str | None = None
    row: int | None = None
    column: int | None = None
    pointer: str | None = None
    byte: int | None = None

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        if self.line is None and self.row is not None:
            where += f"  row {self.row}" + (f" ({self.pointer})" if self.pointer else "")
        record = "" if self.record is None else f"  record {self.record}"
        return where + record + ("" if self.field is None else f"  field {self.field}")

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of places: by file, line, record, field."""
        line, column = self.line or self.row or 0, self.column or 0
        return (self.file, line, column, self.record or "", self.field or "")


class Issue(Frozen, apart=("details",)):
    """One finding: a stable code, its place, and what was found, expected and quoted.

    `details` are more for programs, under the names that frictionless has for them. `step` is what
    to do, where that is known better than for all issues of the code.
    """

    code: str
    place: Place
    message: str
    found: str | None = None
    expected: str | None = None
    quote: str | None = None
    details: Mapping[str, Any] | None = None
    step: str | None = None

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code!r} is not declared in pincite.report.codes")
        for name in ("message", "found", "expected", "quote"):
            text = getattr(self, name)
            if text is not None and len(text) > MAX_TEXT:
                self.__dict__[name] = shortened(text, MAX_TEXT)

    def __repr__(self) -> str:
        said = shortened(f"{self.place}: {self.message}", MAX_REPR)
        return f"<pincite {self.severity} {self.code} at {visible(said)}>"

    @property
    def severity(self) -> Severity:
        """How severe an issue of this code is; only an error makes a package invalid."""
        return CODES[self.code].severity

    @property
    def fix(self) -> str:
        """What to do about an issue of this code at this place."""
        if self.step is not None:
            return self.step
        meaning = CODES[self.code]
        return meaning.fix if self.place.line is None else meaning.advice

    @property
    def shown(self) -> dict[str, str]:
        """What was `found` and `expected`, as far as known, in quotes.

        Where the two would look the same, what differs is written out.
        """
        if self.found and self.expected:
            return dict(
                zip(("found", "expected"), show_apart(self.found, self.expected), strict=True)
            )
        texts = {"found": self.found, "expected": self.expected}
        return {
            name: quoted(text) if text else "(empty)"
            for name, text in texts.items()
            if text is not None
        }

    @property
    def summary(self) -> str:
        """The whole issue in a few lines: where, what, found and expected, what to do."""
        lines = [f"{self.place}", self.message]
        lines += [f"passage: “{self.quote}”"] if self.quote is not None else []
        lines += [f"{name}: {text}" for name, text in self.shown.items()]
        return "\n".join([*lines, f"fix: {self.fix}"])

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of issues: by place, then code and message."""
        return (*self.place.sort_key, self.code, self.message)

    def to_dict(self) -> dict[str, Any]:
        """The issue as JSON types; keys are part of the interface."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.place.file,
            "line": self.place.line,
            "record": self.place.record,
            "field": self.place.field,
            "rowNumber": self.place.row,
            "fieldNumber": self.place.column,
            "pointer": self.place.pointer,
            "byte": self.place.byte,
            "message": self.message,
            "found": self.found,
            "expected": self.expected,
            "quote": self.quote,
            "fix": self.fix,
        }


class Looked(Frozen):
    """What was looked at of one resource; `digests` are those that were computed, by algorithm."""

    name: str
    type: str
    file: str
    labels: tuple[str, ...] = ()
    rows: int | None = None
    fields: int | None = None
    bytes: int | None = None
    seconds: float = 0.0
    digests: Mapping[str, str] = {}


class Stage(Frozen):
    """One part of a run: what it looked at (counts), what it found, and facts to know besides."""

    name: str
    counts: Mapping[str, int] = {}
    remarks: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    skipped: bool = False
    resources: tuple[Looked, ...] = ()

    def __repr__(self) -> str:
        return f"<pincite stage {self.name}: {self.status}, {counted(len(self.issues), 'issues')}>"

    @property
    def status(self) -> str:
        """`skipped` (not run), `failed` (there are errors) or `passed`."""
        if self.skipped:
            return "skipped"
        return "failed" if any(i.severity == "error" for i in self.issues) else "passed"


class Report(Frozen):
    """The stages of one run over one package, and how long it took.

    `folder` is the package's, as the user named it; `skipped` counts the issues that the caller,
    or the package itself, wanted left out, by code. `is_bare` says that it is on tables without a
    package, of which people are shown no stage that looks at packages alone.
    """

    package: str
    version: str | None
    stages: tuple[Stage, ...]
    folder: str = ""
    seconds: float = 0.0
    skipped: Mapping[str, int] = {}
    is_bare: bool = False

    def __repr__(self) -> str:
        version = f" {self.version}" if self.version else ""
        verdict = "valid" if self.valid else "not valid"
        name = visible(shortened(f"{self.package}{version}", MAX_REPR))
        return f"<pincite report {name}: {verdict}, {self.summary}>"

    def _repr_html_(self) -> str:
        from pincite.report.notebook import report_html

        return report_html(self)

    def path_of(self, place: Place) -> str:
        """A place's file as seen from where the command ran, in POSIX form; a URL as it is."""
        if "://" in place.file:
            return place.file
        return str(PurePosixPath(self.folder) / place.file)

    @cached_property
    def issues_by_stage(self) -> list[list[Issue]]:
        """The issues of each stage, sorted by place."""
        return [sorted_issues(stage.issues) for stage in self.stages]

    @cached_property
    def issues(self) -> list[Issue]:
        """All issues of all severities, sorted by stage, then place."""
        return [issue for issues in self.issues_by_stage for issue in issues]

    @cached_property
    def counts(self) -> Mapping[Severity, int]:
        """How many issues there are of each severity."""
        found = Counter(issue.severity for issue in self.issues)
        return {severity: found[severity] for severity in SEVERITIES}

    @property
    def errors(self) -> list[Issue]:
        """The issues that make the package invalid."""
        return [issue for issue in self.issues if issue.severity == "error"]

    @property
    def valid(self) -> bool:
        """Whether every stage ran and found no error; warnings and notes do not count."""
        return all(stage.status == "passed" for stage in self.stages)

    @property
    def summary(self) -> str:
        """How many issues there are, such as `1 error · 2 notes`; `0 issues` if there are none."""
        found = [(number, severity) for severity, number in self.counts.items() if number]
        if not self.counts["error"] and found:
            found.insert(0, (0, "error"))
        text = " · ".join(counted(number, f"{name}s") for number, name in found) or "0 issues"
        left_out = ", ".join(f"{number:,} {code}" for code, number in self.skipped.items())
        return f"{text} · skipped: {left_out}" if left_out else text

    def head(self) -> dict[str, Any]:
        """The report as JSON types without its issues; keys are part of the interface."""
        return {
            "format": FORMAT,
            "valid": self.valid,
            "package": self.package,
            "version": self.version,
            "stats": {
                "issues": len(self.issues),
                "errors": self.counts["error"],
                "warnings": self.counts["warning"],
                "notes": self.counts["note"],
            },
            "skipped": dict(self.skipped),
            "stages": [
                {
                    "name": stage.name,
                    "status": stage.status,
                    "counts": dict(stage.counts),
                    "remarks": list(stage.remarks),
                }
                for stage in self.stages
            ],
        }

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON types; keys are part of the interface."""
        return {**self.head(), "issues": [issue.to_dict() for issue in self.issues]}


def counted(number: int, noun: str) -> str:
    """A number with its noun, given in the plural: `1 row`, `2,000 rows`."""
    word = re.sub(r"s\b", "", noun, count=1) if number == 1 else noun
    return f"{number:,} {word}"


def sorted_issues(issues: Iterable[Issue]) -> list[Issue]:
    """Issues without repetition, in the order of their places."""
    return sorted(set(issues), key=lambda issue: issue.sort_key)


def grouped(issues: Iterable[Issue]) -> list[list[Issue]]:
    """Issues that differ in place and words only, in the order of the first of each.

    They are of one code, file and field.
    """
    groups: dict[tuple[str, str, str | None], list[Issue]] = {}
    for issue in issues:
        groups.setdefault((issue.code, issue.place.file, issue.place.field), []).append(issue)
    return list(groups.values())
