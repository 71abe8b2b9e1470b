"""Forms that services read: commands of GitHub Actions, SARIF of code scanning, JUnit's XML.

Sources: GitHub's documentation of workflow commands, with `escapeData` and `escapeProperty` of its
toolkit; SARIF 2.1.0 (OASIS); the schema of JUnit's XML that Jenkins reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET
from xml.sax.saxutils import quoteattr

from pincite.render.data import json_parts
from pincite.report import Issue, Report
from pincite.report.codes import CODES, Severity
from pincite.report.expressions import lazy
from pincite.report.visible import COMMAND, visible, visible_line

MAX_COMMANDS = 1000  # GitHub shows 10 of each severity for a step; the others are lines of a log
_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}
_LEADING_COLONS = lazy(r"(?m)^(\s*)::")


def github_lines(report: Report) -> Iterator[str]:
    """A command for each issue, errors first, then a line of counts without text of the package."""
    issues = sorted(report.issues, key=lambda issue: list(_COMMANDS).index(issue.severity))
    for issue in issues[:MAX_COMMANDS]:
        yield _command(report, issue)
    if len(issues) > MAX_COMMANDS:
        yield f"stopped after {MAX_COMMANDS:,} of {len(issues):,} issues; --json lists all"
    stages = ", ".join(f"{stage.name} {stage.status}" for stage in report.stages)
    yield f"{report.summary}: {stages}"


def _command(report: Report, issue: Issue) -> str:
    place = issue.place
    properties = {"file": report.path_of(place), "line": place.line, "title": issue.code}
    stated = ",".join(f"{k}={_property(str(v))}" for k, v in properties.items() if v is not None)
    return f"::{_COMMANDS[issue.severity]} {stated}::{_data(issue.summary)}"


def _data(text: str) -> str:
    shown = "\n".join(map(visible, text.split("\n")))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return visible(text).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")


# SARIF


def sarif_json(report: Report) -> Iterator[str]:
    """One run with the rules that were broken and a result for each issue."""
    from pincite import __version__

    codes = {code: at for at, code in enumerate(sorted({issue.code for issue in report.issues}))}
    driver = {"name": "pincite", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": (_result(report, issue, codes) for issue in report.issues),
    }
    schema = (
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    )
    yield from json_parts(report, {"$schema": schema, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    meaning = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": meaning.title},
        "fullDescription": {"text": meaning.means},
        "help": {"text": meaning.advice},
        "defaultConfiguration": {"level": meaning.severity},
    }


def _result(report: Report, issue: Issue, codes: dict[str, int]) -> dict[str, Any]:
    place = issue.place
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(report.path_of(place), errors="surrogateescape")}
    }
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    name = ".".join(part for part in (place.record, place.field) if part)
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": visible(name), "kind": "member"}]
    return {
        "ruleId": issue.code,
        "ruleIndex": codes[issue.code],
        "level": issue.severity,
        "message": {"text": _message(issue.summary)},
        "locations": [location],
    }


def _message(text: str) -> str:
    """A text as SARIF's plain text: no placeholder (3.11.5) and no embedded link (3.11.6)."""
    shown = "\n".join(map(visible, text.split("\n")))
    shown = re.sub(r"[\\\[\]]", r"\\\g<0>", shown)
    return shown.replace("{", "{{").replace("}", "}}")


# JUnit


def junit_xml(report: Report) -> Iterator[str]:
    """A suite for each stage: a case for each issue, or one if it found nothing or did not run.

    Only errors are failures; a warning or note is the output of a case that passed.
    """
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites name={_attribute(report.package)}>\n"
    for stage, issues in zip(report.stages, report.issues_by_stage, strict=True):
        failures = sum(issue.severity == "error" for issue in issues)
        yield f'<testsuite name="{stage.name}" tests="{len(issues) or 1}" failures="{failures}"'
        yield f' errors="0" skipped="{int(stage.skipped)}">\n'
        for issue in issues:
            yield _xml(_case(report, issue))
        if not issues:
            case = ET.Element("testcase", classname=_shown(report.package), name=stage.name)
            if stage.skipped:
                ET.SubElement(case, "skipped", message="an earlier stage found errors")
            yield _xml(case)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _attribute(text: str) -> str:
    return COMMAND.sub("#&#35;", quoteattr(_shown(text)))


def _xml(case: ET.Element) -> str:
    ET.indent(case)
    text = ET.tostring(case, encoding="unicode")
    return COMMAND.sub("#&#35;", _LEADING_COLONS.sub(r"\1&#58;:", text)) + "\n"


def _case(report: Report, issue: Issue) -> ET.Element:
    case = ET.Element(
        "testcase",
        classname=_shown(report.path_of(issue.place)),
        name=_shown(f"{issue.code} {issue.place}"),
    )
    if issue.severity == "error":
        said = ET.SubElement(case, "failure", type=issue.code, message=_shown(issue.message))
    else:
        said = ET.SubElement(case, "system-out")
    said.text = "\n".join(map(_shown, [issue.severity, *issue.summary.split("\n")]))
    return case


def _shown(text: str) -> str:
    """A text that XML 1.0 can hold: what it cannot is among what is escaped."""
    return visible_line(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
