"""Which issues a report leaves out: those that the caller skips, or the package with a reason.

What rests on citations and declarations is never left out: a proof has no exceptions, and what a
faulty declaration says of a table cannot be checked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pincite.descriptor.shape import meant
from pincite.report import CannotRun, Issue, Stage
from pincite.report.codes import SKIPPABLE
from pincite.report.frozen import Frozen

# Of these issues the table can still be read as its schema says; after any other, its records are
# not what the later stages take them for.
_HARMLESS = frozenset(
    "format-error row-count field-count hash-count byte-count constraint-error unique-error"
    " unique-key foreign-key edtf-invalid record-rule record-reference issues-cut".split()
)


class Selection(Frozen):
    """The codes that are left out, and of which only some are wanted (None for all)."""

    skip: frozenset[str] = frozenset()
    pick: frozenset[str] | None = None

    @classmethod
    def of(
        cls, skip: Iterable[str], pick: Iterable[str], declared: Mapping[str, Any] | None
    ) -> Selection:
        """From the caller's codes, and the `checks` of a descriptor, None if they do not count.

        Raises CannotRun for an unknown code, or one that cannot be left out.
        """
        own = frozenset(skip)
        for code in (*own, *pick):
            _check(code, is_skipped=code in own)
        stated = skips(declared or {})
        return cls(own | {item["code"] for item in stated}, frozenset(pick) or None)

    def leaves_out(self, code: str) -> bool:
        """Whether issues of a code are left out."""
        if code not in SKIPPABLE:
            return False
        return code in self.skip or (self.pick is not None and code not in self.pick)

    def apply(self, stage: Stage) -> tuple[Stage, Counter[str]]:
        """A stage without the issues that are left out, and how many there were of each code."""
        gone = [issue for issue in stage.issues if self._is_out(issue)]
        if not gone:
            return stage, Counter()
        out = Counter(code for issue in gone for code in _codes(issue).elements())
        kept = tuple(issue for issue in stage.issues if not self._is_out(issue))
        return stage.replace(issues=kept), out

    def _is_out(self, issue: Issue) -> bool:
        """Whether an issue is left out: a cause is, where all that it is told in place of are."""
        is_named = issue.code in self.skip or (self.pick is not None and issue.code in self.pick)
        codes = [issue.code] if is_named else [*_codes(issue)]
        return all(map(self.leaves_out, codes))


def _codes(issue: Issue) -> Counter[str]:
    """The codes that an issue is told in place of, or its own."""
    return Counter((issue.details or {}).get("instead") or [issue.code])


def disturbs(codes: Iterable[str]) -> list[str]:
    """Those of the codes after which records cannot be relied on."""
    return sorted(set(codes) - _HARMLESS)


def skips(descriptor: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The codes, with reasons, that the property `checks` of a descriptor skips."""
    checks = descriptor.get("checks")
    found: list[Mapping[str, Any]] = checks.get("skip", []) if isinstance(checks, dict) else []
    return found


def _check(code: str, *, is_skipped: bool) -> None:
    from pincite.report.codes import CODES

    if code not in CODES:
        raise CannotRun(f"{code}: there is no such issue code{meant(code, CODES)}")
    if is_skipped and code not in SKIPPABLE:
        raise CannotRun(f"{code}: issues of citations and declarations cannot be skipped")
