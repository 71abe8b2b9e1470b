"""A report as data: our own keys, and beside them those of a report by frictionless 5.21.

A script that reads frictionless' reports reads ours. An error of a table is in the task of its
resource; that of the descriptor is at the top, as there. Its errors are ours; our warnings are
texts there, and our notes are only in our own keys. Digests are null where nothing asked
for them: computing them costs more than the checks.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from pincite.report import Issue, Looked, Report
from pincite.report.codes import CODES
from pincite.report.expressions import lazy
from pincite.report.visible import COMMAND

ITEMS = 100  # issues that are made JSON at a time
READ_BY_PEOPLE = 1000  # issues of a JSON report up to which it is indented

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


def report_json(report: Report) -> Iterator[str]:
    """The report as JSON, in pieces."""
    own = report.head()
    own["stats"] = _stats(report) | own["stats"]
    own["issues"] = (issue.to_dict() for issue in report.issues)
    return json_parts(report, frictionless_shape(report) | own)


def json_parts(report: Report, value: Any) -> Iterator[str]:
    """A value as JSON whose lists may be iterators, for they may hold 400,000 issues.

    A report with few issues is indented. Characters that cannot be seen are escaped, and so is
    what a log's reader would take for a command: JSON readers get the same texts.
    """
    if len(report.issues) <= READ_BY_PEOPLE:
        parts = iter((json.dumps(_listed(value), indent=2, ensure_ascii=False),))
    else:
        parts = _compact(value)
    for part in parts:
        shown = part if part.isprintable() else _HIDDEN.sub(_escape, part)
        yield COMMAND.sub(r"#\\u0023", shown) if "##" in shown else shown
    yield "\n"


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    if isinstance(value, list | tuple | Iterator):
        return [_listed(item) for item in value]
    return value


def _compact(value: Any) -> Iterator[str]:
    """JSON without blanks between its parts; the items of an iterator come some at a time."""
    if isinstance(value, Iterator):
        encode, mark = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode, "["
        while some := [*islice(value, ITEMS)]:
            yield mark + encode(some)[1:-1]
            mark = ","
        yield "]" if mark == "," else "[]"
    elif isinstance(value, dict | list):
        is_object = isinstance(value, dict)
        yield "{" if is_object else "["
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for number, (key, item) in enumerate(items):
            yield ("," if number else "") + (f"{json.dumps(key)}:" if is_object else "")
            yield from _compact(item)
        yield "}" if is_object else "]"
    else:
        yield json.dumps(value, ensure_ascii=False)


# What `visible.is_hidden` says of a character, but for the controls that JSON escapes anyway.
_HIDDEN = lazy(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]  # by surrogate pairs where JSON wants them


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
        "warnings": _warnings(by_file[""]),
        "errors": _errors(by_file[""]),
        "tasks": [_task(resource, by_file[resource.file]) for resource in looked],
    }


def _stats(report: Report) -> dict[str, Any]:
    return {
        "tasks": sum(len(stage.resources) for stage in report.stages),
        "errors": report.counts["error"],
        "warnings": report.counts["warning"],
        "seconds": report.seconds,
    }


def _task(resource: Looked, issues: Sequence[Issue]) -> dict[str, Any]:
    errors = sum(issue.severity == "error" for issue in issues)
    warnings = _warnings(issues)
    return {
        "name": resource.name,
        "type": resource.type,
        "valid": not errors,
        "place": resource.file,
        "labels": list(resource.labels),
        "stats": {
            "errors": errors,
            "warnings": len(warnings),
            "seconds": resource.seconds,
            "md5": resource.digests.get("md5"),
            "sha256": resource.digests.get("sha256"),
            "bytes": resource.bytes,
            "fields": resource.fields,
            "rows": resource.rows,
        },
        "warnings": warnings,
        "errors": _errors(issues),
    }


def _warnings(issues: Sequence[Issue]) -> list[str]:
    """Warnings, which are texts in a report of frictionless; notes have no place there."""
    return [f"{i.place}: {i.message}" for i in issues if i.severity == "warning"]


def _errors(issues: Sequence[Issue]) -> Iterator[dict[str, Any]]:
    return (_error(issue) for issue in issues if issue.severity == "error")


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
