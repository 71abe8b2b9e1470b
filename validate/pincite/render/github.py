"""Workflow commands of GitHub Actions: each issue shows on its line in a pull request.

Source of the escapes: GitHub's documentation of workflow commands, and its toolkit's
`escapeData` and `escapeProperty`.
"""

from __future__ import annotations

from pincite.report import Issue, Report


def github_text(report: Report) -> str:
    """One `::error` command for each issue, then a line of counts that holds no text of a cell."""
    commands = [_command(report, issue) for issue in report.issues]
    stages = ", ".join(f"{stage.name} {stage.status}" for stage in report.stages)
    return "\n".join([*commands, f"{len(commands)} issues: {stages}"]) + "\n"


def _command(report: Report, issue: Issue) -> str:
    place = issue.place
    properties = {"file": report.path_of(place), "line": place.line, "title": issue.code}
    stated = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v is not None)
    return f"::error {stated}::{_data(issue.summary)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
