"""JUnit XML, the form that test dashboards read: a suite for each stage."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from pincite.report import Issue, Report, Stage, sorted_issues

_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_text(report: Report) -> str:
    """Suites of one case for a stage that passed or did not run, else one case for each issue."""
    root = ET.Element("testsuites", name=_clean(report.package))
    for stage in report.stages:
        _suite(root, report, stage)
    ET.indent(root)
    body = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _suite(root: ET.Element, report: Report, stage: Stage) -> None:
    issues = sorted_issues(stage.issues)
    suite = ET.SubElement(
        root,
        "testsuite",
        name=stage.name,
        tests=str(len(issues) or 1),
        failures=str(len(issues)),
        errors="0",
        skipped=str(int(stage.skipped)),
    )
    for issue in issues:
        _case(suite, report, issue)
    if not issues:
        case = ET.SubElement(suite, "testcase", classname=_clean(report.package), name=stage.name)
        if stage.skipped:
            ET.SubElement(case, "skipped", message="an earlier stage found issues")


def _case(suite: ET.Element, report: Report, issue: Issue) -> None:
    case = ET.SubElement(
        suite,
        "testcase",
        classname=_clean(report.path_of(issue.place)),
        name=_clean(f"{issue.code} {issue.place}"),
    )
    failure = ET.SubElement(case, "failure", type=issue.code, message=_clean(issue.message))
    failure.text = _clean(issue.summary)


def _clean(text: str) -> str:
    """The text without characters that XML 1.0 cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
