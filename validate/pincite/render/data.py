"""A report as data: our own keys, and beside them those of a report by frictionless 5.21.

A script that reads frictionless' reports reads ours. An error of a table stands in the task of its
resource; that of the descriptor stands at the top, as there. Digests are null where nothing asked
for them: computing them costs more than the checks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pincite.codes import CODES
from pincite.report import Issue, Looked, Report

_TAGS: Mapping[str, str] = {  # the tags of an error, by the codes that have them
    "#table #row #cell": "type-error constraint-error unique-error missing-cell extra-cell",
    "#table #row": "blank-row primary-key foreign-key unique-key",
    "#table #header #label": (
        "blank-label duplicate-label extra-label missing-label incorrect-label"
    ),
    "#table #header": "unmatched-header blank-header",
    "#table": "row-count field-count",
    "#file": "hash-count byte-count",
}
TAGS = {code: tags.split() for tags, codes in _TAGS.items() for code in codes.split()}


def own_shape(report: Report) -> dict[str, Any]:
    """The report's own keys; `stats` holds those of frictionless too."""
    own = report.to_dict()
    return own | {"stats": _stats(report) | own["stats"]}


def frictionless_shape(report: Report) -> dict[str, Any]:
    """The report under the keys that frictionless has."""
    looked = [resource for stage in report.stages for resource in stage.resources]
    files = {resource.file for resource in looked}
    by_file: dict[str, list[Issue]] = defaultdict(list)
    for issue in report.issues:
        by_file[issue.place.file if issue.place.file in files else ""].append(issue)
    return {
        "valid": report.valid,
        "stats": _stats(report),
        "warnings": [],
        "errors": [_error(issue) for issue in by_file[""]],
        "tasks": [_task(resource, by_file[resource.file]) for resource in looked],
    }


def _stats(report: Report) -> dict[str, Any]:
    return {
        "tasks": sum(len(stage.resources) for stage in report.stages),
        "errors": len(report.issues),
        "warnings": 0,
        "seconds": report.seconds,
    }


def _task(resource: Looked, issues: Sequence[Issue]) -> dict[str, Any]:
    return {
        "name": resource.name,
        "type": resource.type,
        "valid": not issues,
        "place": resource.file,
        "labels": list(resource.labels),
        "stats": {
            "errors": len(issues),
            "warnings": 0,
            "seconds": resource.seconds,
            "md5": resource.digests.get("md5"),
            "sha256": resource.digests.get("sha256"),
            "bytes": resource.bytes,
            "fields": resource.fields,
            "rows": resource.rows,
        },
        "warnings": [],
        "errors": [_error(issue) for issue in issues],
    }


def _error(issue: Issue) -> dict[str, Any]:
    place, tags = issue.place, TAGS.get(issue.code, [])
    found: dict[str, Any] = {
        "type": issue.code,
        "title": CODES[issue.code].title,
        "description": CODES[issue.code].means,
        "message": f"{place}: {issue.message}",
        "tags": tags,
        "note": issue.message,
    }
    if "#row" in tags:
        found["rowNumber"] = place.row
    if "#cell" in tags:
        found |= {"cell": issue.found or "", "fieldName": place.field or ""}
        found["fieldNumber"] = place.column
    return found | dict(issue.details or {})
