"""Faults of declarations as issues: which code a fault of the descriptor or a schema has."""

from __future__ import annotations

import re

from pincite.package import BadDeclaration
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import Issue, Place

_CODES = (
    ("citation-declaration", re.compile(r"(^|\.)(citation|rules|records)\b")),
    ("field-error", re.compile(r"(^|\.)fields\[")),
    ("dialect-error", re.compile(r"^resources\[[0-9]+\]\.dialect\b")),
    ("schema-error", re.compile(r"(^|\.)(schema|fields|primaryKey|foreignKeys|uniqueKeys)\b")),
    ("resource-error", re.compile(r"^resources\[")),
)


def declaration_issues(bad: BadDeclaration) -> tuple[Issue, ...]:
    """An issue for each fault; its field is the path of the fault in the JSON."""
    return tuple(
        Issue(
            fault.code or _code(file, fault.path),
            Place(file, fault.line, field=fault.path or None),
            fault.message,
        )
        for file, faults in bad.files.items()
        for fault in faults
    )


def _code(file: str, path: str) -> str:
    for code, pattern in _CODES:
        if pattern.search(path):
            return code
    return "package-error" if file == DESCRIPTOR else "schema-error"
