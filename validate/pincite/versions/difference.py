"""A difference between two versions: its changes, and the step of the number that they need.

Sources: Semantic Versioning 2.0.0, clauses 2, 9 to 11; the recipe "Data Package Version".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import total_ordering
from typing import Any

from pincite.report import counted

_NUMBER = r"(0|[1-9][0-9]*)"
# an identifier of digits has no leading zero (SemVer 9): 1.0.0-01 is not a version
_PART = r"(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)"
_VERSION = re.compile(
    rf"{_NUMBER}\.{_NUMBER}\.{_NUMBER}(?:-({_PART}(?:\.{_PART})*))?"
    r"(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
)


@total_ordering
class Version:
    """A version number; builds of one version are equal."""

    def __init__(self, text: str):
        match = _VERSION.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a version of the form MAJOR.MINOR.PATCH")
        self.text = text
        self.core = int(match[1]), int(match[2]), int(match[3])
        self.candidate = tuple(match[4].split(".")) if match[4] else ()

    @classmethod
    def of(cls, text: object) -> Version | None:
        """The version that a text states, or None."""
        return cls(text) if isinstance(text, str) and _VERSION.fullmatch(text) else None

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Version({self.text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._order == other._order

    def __lt__(self, other: Version) -> bool:
        return self._order < other._order

    def __hash__(self) -> int:
        return hash(self._order)

    @property
    def _order(self) -> tuple[Any, ...]:
        """Candidates come before their version; their numbers count and come before words."""
        parts = tuple(
            (0, int(part), "") if part.isdigit() else (1, 0, part) for part in self.candidate
        )
        return self.core, not parts, parts

    def after(self, step: str) -> Version:
        """The least version that says a step.

        Before 1.0.0 a MAJOR change raises the second number: anything may change there
        (Semantic Versioning 2.0, rule 4), but not without a sign.
        """
        major, minor, patch = self.core
        if step == "MAJOR" and major:
            return Version(f"{major + 1}.0.0")
        if step in ("MAJOR", "MINOR"):
            return Version(f"{major}.{minor + 1}.0")
        if step == "PATCH" and not self.candidate:
            return Version(f"{major}.{minor}.{patch + 1}")
        return Version(f"{major}.{minor}.{patch}") if step == "PATCH" else self


class Step(IntEnum):
    """A step of Semantic Versioning, the greatest last."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True)
class Change:
    """One change: its step and what it is; where; what was there before and what is there now."""

    step: Step
    what: str
    table: str = ""
    record: str = ""
    field: str = ""
    old: str = ""
    new: str = ""

    @property
    def reason(self) -> str:
        """The sentence of the recipe that gives the step."""
        return REASONS[self.what]

    def __str__(self) -> str:
        where = " ".join(part for part in (self.table, self.record, self.field) if part)
        values = f": {self.old or '(empty)'} -> {self.new or '(empty)'}"
        values = f": {self.new}" if self.what == "metadata changed" else values
        shown = values if self.old or self.new else ""
        return f"{self.step.name:<5}  {self.what}  {where or 'the package'}{shown}"

    def to_dict(self) -> dict[str, str]:
        """The change as texts; the keys are the columns of changes.csv."""
        return {
            "table": self.table,
            "record_id": self.record,
            "field": self.field,
            "change": self.what,
            "old": self.old,
            "new": self.new,
            "step": self.step.name,
            "reason": self.reason,
        }


COLUMNS = ("table", "record_id", "field", "change", "old", "new", "step", "reason")

_NAMES = "names of packages, resources and fields are what others refer to"
_FIELDS = "fields are added, removed or re-ordered"
_TYPE = "the type, format or meaning of a field's cells changes"
_TIGHTER = "a constraint is more restrictive"
_LOOSER = "a constraint is less restrictive"

REASONS: Mapping[str, str] = {
    "package renamed": _NAMES,
    "resource removed": _NAMES,
    "resource added": "a resource is added",
    "field added": _FIELDS,
    "field removed": _FIELDS,
    "fields re-ordered": _FIELDS,
    "type changed": _TYPE,
    "missing values changed": _TYPE,
    "key changed": _TYPE,
    "constraint tightened": _TIGHTER,
    "constraint loosened": _LOOSER,
    "reference changed": "a reference to another resource is updated",
    "referenced row removed": "data that another resource refers to is deleted",
    "row removed": "data is removed, to which no other resource refers",
    "row added": "data is added to a resource",
    "cell changed": "an error in the data is corrected; MAJOR, if the record's meaning changes",
    "file changed": "an error in the data is corrected",
    "metadata changed": "descriptive metadata changes",
}


@dataclass(frozen=True, repr=False)
class Difference:
    """All changes between two versions, and whether the new number says them."""

    name: str
    old: Version | None
    new: Version | None
    changes: tuple[Change, ...]

    def __repr__(self) -> str:
        versions = f"{self.old or '(no version)'} to {self.new or '(no version)'}"
        changes = f"{counted(len(self.changes), 'changes')}, step {self.step.name}"
        return f"<pincite difference {self.name}, {versions}: {changes}>"

    @property
    def step(self) -> Step:
        """The greatest step that a change demands."""
        return max((change.step for change in self.changes), default=Step.NONE)

    @property
    def needed(self) -> Version | None:
        """The least version that says the changes; None where the old one has no number."""
        return None if self.old is None else self.old.after(self.step.name)

    @property
    def problem(self) -> str | None:
        """Why the new version's number is not enough, or None."""
        if self.old is None or self.new is None or self.needed is None:
            lacks = "old" if self.old is None else "new"
            return f"the {lacks} package has no version number of the form MAJOR.MINOR.PATCH"
        if self.new < self.old:
            return f"the version {self.new} is lower than the old one, {self.old}"
        if self.new == self.old and self.step:
            return f"the version is still {self.old}, but something changed: {self._demand}"
        if self.new.core < self.needed.core:
            return f"the version {self.new} is too small: {self._demand}"
        return None

    @property
    def _demand(self) -> str:
        return f"a {self.step.name} change needs at least {self.needed}"

    @property
    def counts(self) -> dict[str, int]:
        """How many changes of each kind there are, by kind."""
        return dict(sorted(Counter(change.what for change in self.changes).items()))

    def to_dict(self) -> dict[str, Any]:
        """The difference as JSON types; keys are part of the interface."""
        return {
            "package": self.name,
            "old": None if self.old is None else str(self.old),
            "new": None if self.new is None else str(self.new),
            "step": self.step.name,
            "needed": None if self.needed is None else str(self.needed),
            "enough": self.problem is None,
            "problem": self.problem,
            "counts": self.counts,
            "changes": [change.to_dict() for change in self.changes],
        }
