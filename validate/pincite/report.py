"""Issues and reports: what a check found, as data.

A check returns issues and counts; nothing here prints, reads files or decides what is wrong.
Codes are declared in `pincite.codes`, one paragraph each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from pincite.codes import CODES


class CannotRun(Exception):
    """The command has nothing to work on; the message is one line for people (exit code 2)."""


@dataclass(frozen=True)
class Place:
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


@dataclass(frozen=True)
class Issue:
    """One fault: a stable code, its place, and what was found, expected and quoted.

    `details` are more for programs, under the names that frictionless has for them.
    """

    code: str
    place: Place
    message: str
    found: str | None = None
    expected: str | None = None
    quote: str | None = None
    details: Mapping[str, Any] | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"{self.code!r} is not declared in pincite.codes")

    @property
    def mend(self) -> str:
        """What to do about an issue of this code."""
        return CODES[self.code].mend

    @property
    def summary(self) -> str:
        """The whole issue in a few lines: where, what, found and expected, what to do."""
        lines = [f"{self.place}", self.message]
        lines += [f"passage: “{self.quote}”"] if self.quote is not None else []
        lines += [f"found: {self.found or '(empty)'}"] if self.found is not None else []
        lines += [f"expected: {self.expected or '(empty)'}"] if self.expected is not None else []
        return "\n".join([*lines, f"mend: {self.mend}"])

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Order of issues: by place, then code and message."""
        return (*self.place.sort_key, self.code, self.message)

    def to_dict(self) -> dict[str, Any]:
        """The issue as JSON types; keys are part of the interface."""
        return {
            "code": self.code,
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
            "mend": self.mend,
        }


@dataclass(frozen=True)
class Looked:
    """What was looked at of one resource; `digests` are those that were computed, by algorithm."""

    name: str
    type: str
    file: str
    labels: tuple[str, ...] = ()
    rows: int | None = None
    fields: int | None = None
    bytes: int | None = None
    seconds: float = 0.0
    digests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stage:
    """One part of a run: what it looked at (counts), what it wants to say, what it found."""

    name: str
    counts: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    skipped: bool = False
    resources: tuple[Looked, ...] = ()

    @property
    def status(self) -> str:
        """`skipped`, `failed` or `passed`."""
        if self.skipped:
            return "skipped"
        return "failed" if self.issues else "passed"


@dataclass(frozen=True)
class Report:
    """The stages of one run over one package, and how long it took.

    `folder` is the package's, as the user named it.
    """

    package: str
    version: str | None
    stages: tuple[Stage, ...]
    folder: str = ""
    seconds: float = 0.0

    def path_of(self, place: Place) -> str:
        """A place's file as seen from where the command ran, in POSIX form."""
        return str(PurePosixPath(self.folder) / place.file)

    @cached_property
    def issues(self) -> list[Issue]:
        """All issues, sorted by stage, then place."""
        return [issue for stage in self.stages for issue in sorted_issues(stage.issues)]

    @property
    def valid(self) -> bool:
        """Whether every stage ran and found nothing."""
        return all(stage.status == "passed" for stage in self.stages)

    def to_dict(self) -> dict[str, Any]:
        """The report as JSON types; keys are part of the interface."""
        return {
            "valid": self.valid,
            "package": self.package,
            "version": self.version,
            "stats": {"issues": len(self.issues)},
            "stages": [
                {
                    "name": stage.name,
                    "status": stage.status,
                    "counts": dict(stage.counts),
                    "notes": list(stage.notes),
                }
                for stage in self.stages
            ],
            "issues": [issue.to_dict() for issue in self.issues],
        }


def sorted_issues(issues: Iterable[Issue]) -> list[Issue]:
    """Issues without repetition, in the order of their places."""
    return sorted(set(issues), key=lambda issue: issue.sort_key)
