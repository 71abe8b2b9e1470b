"""A report as text for people: what was looked at, with counts, then each issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pincite.report import Issue, Report, Stage
from pincite.visible import visible

SHOWN = 100  # issues; --json has them all


def report_lines(report: Report) -> Iterator[str]:
    """The lines of a report; what comes from the package cannot begin a line of its own."""
    return map(visible, _lines(report))


def _lines(report: Report) -> Iterator[str]:
    yield f"{report.package} {report.version or '(no version)'}"
    for stage in report.stages:
        yield from _stage_lines(stage)
    issues = report.issues
    for issue in issues[:SHOWN]:
        yield ""
        yield from _issue_lines(issue)
    if len(issues) > SHOWN:
        yield ""
        yield f"... and {len(issues) - SHOWN} more; --json lists all"
    yield ""
    if report.valid:
        yield "0 issues"
    else:
        yield _count(len(issues), "issues")


def _stage_lines(stage: Stage) -> Iterator[str]:
    mark = {"passed": "ok", "failed": "FAILED", "skipped": "not run: mend the above first"}
    yield f"  {stage.name:<11} {mark[stage.status]}"
    counts = [_count(number, name) for name, number in stage.counts.items() if number]
    line = ""
    for count in counts:
        if len(line) + len(count) > 80:
            yield f"              {line}"
            line = ""
        line += (" · " if line else "") + count
    if line:
        yield f"              {line}"
    for note in stage.notes:
        yield f"              {note}"


def _count(number: int, name: str) -> str:
    noun = re.sub(r"s\b", "", name, count=1) if number == 1 else name
    return f"{number:,} {noun}"


def _issue_lines(issue: Issue) -> Iterator[str]:
    yield f"{issue.code}  {issue.place}"
    yield f"    {issue.message}"
    if issue.quote is not None:
        yield f"    passage:  “{issue.quote}”"
    if issue.found is not None:
        yield f"    found:    {issue.found or '(empty)'}"
    if issue.expected is not None:
        yield f"    expected: {issue.expected or '(empty)'}"
    yield f"    mend:     {issue.mend}"
