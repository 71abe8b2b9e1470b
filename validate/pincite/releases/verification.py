"""verification.json: what was checked before the release was written, and with which tools."""

from __future__ import annotations

import platform
import sqlite3
import zlib
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from pincite.files.write import json_text
from pincite.proof.classes import count_classes
from pincite.releases.content import Content, Files
from pincite.report import counted

VERIFICATION = "verification.json"
GENERATOR = "pincite release"
_LIBRARIES = ("pincite", "pyarrow", "xlsxwriter")


def verification_file(content: Content, _: Files) -> Files:
    """The file, by its name; it holds no clock and no path of the machine."""
    report = content.report.to_dict()
    sources = _sources(content)
    found = {
        "generator": GENERATOR,
        "package": content.details.name,
        "version": content.details.version or None,
        "valid": report["valid"],
        "compared_with_texts": _compared(sources),
        "cells_rest_on": {} if content.evidence is None else count_classes(content.evidence),
        "stages": report["stages"],
        "sources": sources,
        "tables": {table.name: table.rows for table in content.tables},
        "files": _digests(content),
        "made_with": _tools(),
    }
    return {VERIFICATION: json_text(found).encode()}


def _compared(sources: list[dict[str, Any]]) -> dict[str, Any]:
    """For people who read no counts: whether `valid` was said with the texts at hand."""
    count = sum(source["compared"] for source in sources)
    says = "The package cites no source."
    if sources and not count:
        says = "No text was at hand: quotes, offsets and silence were not compared with a source."
    elif sources:
        says = (
            f"The texts of {count} of {counted(len(sources), 'sources')} were at hand and compared."
        )
    return {"sources": len(sources), "with_text": count, "says": says}


def _sources(content: Content) -> list[dict[str, Any]]:
    """Each source's name and digest, and whether its text was at hand to compare quotes with."""
    evidence = content.evidence
    if evidence is None:
        return []
    files = evidence.files or {}
    found = []
    for record in evidence.tables[evidence.convention.sources].records:
        file = files.get(record.key)
        digest = record.cells["sha256"]
        compared = file is not None and file.sha256 == digest
        found.append({"source_id": record.key, "sha256": digest, "compared": compared})
    return found


def _digests(content: Content) -> dict[str, str]:
    """The SHA-256 of the files that the tables and copies were read from."""
    package = content.package
    return {
        resource.path: package.files.digest(resource.path)
        for resource in package.resources
        if resource.path
    }


def _tools() -> dict[str, str]:
    """Versions of what decides about the bytes: to make the same release, use the same."""
    tools = {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for name in _LIBRARIES:
        try:
            tools[name] = version(name)
        except PackageNotFoundError:
            tools[name] = "not installed"
    return tools
