"""SARIF 2.1.0 (OASIS), the form that code scanning services read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from pincite.codes import CODES
from pincite.files.write import json_text
from pincite.report import Issue, Report


def sarif_text(report: Report) -> str:
    """One run with the rules that were broken and a result for each issue."""
    from pincite import __version__

    codes = sorted({issue.code for issue in report.issues})
    driver = {"name": "pincite", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(report, issue, codes) for issue in report.issues],
    }
    schema = (
        "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    )
    return json_text({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _rule(code: str) -> dict[str, Any]:
    meaning = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": meaning.title},
        "fullDescription": {"text": meaning.means},
        "help": {"text": meaning.mend},
    }


def _result(report: Report, issue: Issue, codes: list[str]) -> dict[str, Any]:
    place = issue.place
    physical: dict[str, Any] = {
        "artifactLocation": {"uri": quote(report.path_of(place), errors="surrogateescape")}
    }
    if place.line is not None:
        physical["region"] = {"startLine": place.line}
    location: dict[str, Any] = {"physicalLocation": physical}
    name = ".".join(part for part in (place.record, place.field) if part)
    if name:
        location["logicalLocations"] = [{"fullyQualifiedName": name, "kind": "member"}]
    return {
        "ruleId": issue.code,
        "ruleIndex": codes.index(issue.code),
        "level": "error",
        "message": {"text": issue.summary},
        "locations": [location],
    }
