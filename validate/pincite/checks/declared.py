"""Faults of declarations as issues: which code a fault of the descriptor or a schema has."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pincite.descriptor.shape import Fault
from pincite.report import Issue, Place

_CITATION = re.compile(r"(^|\.)citation\b")
_RULES = re.compile(r"(^|\.)rules\b")
_IN_PACKAGE = (
    ("field-error", re.compile(r"resources\[[0-9]+\]\.schema\.fields\[")),
    ("schema-error", re.compile(r"resources\[[0-9]+\]\.schema\b")),
    ("dialect-error", re.compile(r"resources\[[0-9]+\]\.dialect\b")),
    ("resource-error", re.compile(r"resources\[")),
)


def declaration_issues(
    files: Mapping[str, tuple[Fault, ...]], descriptor: str
) -> tuple[Issue, ...]:
    """An issue for each fault of each file; its field is the path of the fault in the JSON."""
    return tuple(
        Issue(
            fault.code or _code(fault.path, is_package=file == descriptor),
            Place(file, fault.line, field=fault.path or None),
            fault.message,
        )
        for file, faults in files.items()
        for fault in faults
    )


def _code(path: str, *, is_package: bool) -> str:
    if _CITATION.search(path):
        return "citation-declaration"
    if _RULES.search(path):
        return "rule-declaration"
    if not is_package:
        return "field-error" if path.startswith("fields[") else "schema-error"
    return next((code for code, pattern in _IN_PACKAGE if pattern.match(path)), "package-error")
