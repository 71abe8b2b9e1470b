"""The tables stage: frictionless judges cells, keys and files; its errors become issues here.

What frictionless keeps quiet about, unique keys and the finer points of types and constraints, is
checked beside it in plain CSV tables.
"""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pincite.cells import compile_field
from pincite.codes import CODES
from pincite.package import Package, Resource, Table, read_table
from pincite.package.descriptor import DESCRIPTOR
from pincite.package.files import read_bytes, read_text
from pincite.package.table import parse_csv
from pincite.report import CannotRun, Issue, Place, Stage

BUILT_IN_PROFILES = (
    "data-package",
    "tabular-data-package",
    "data-resource",
    "tabular-data-resource",
)


@dataclass(frozen=True)
class Verdict:
    """What frictionless said: errors of the descriptor, and one task for each resource."""

    descriptor_errors: list[dict[str, Any]]
    tasks: list[dict[str, Any]]


def run_frictionless(package: Package) -> Verdict:
    """Let frictionless validate the package; raises CannotRun where it breaks down itself."""
    import frictionless

    descriptor = _offline(package)
    try:
        report = frictionless.validate(
            descriptor, type="package", basepath=str(package.root)
        ).to_descriptor()
    except Exception as error:  # it raises re.error, TypeError and more on bad descriptors
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise CannotRun(f"{DESCRIPTOR}: the table checks broke down: {reason}") from error
    return Verdict(report.get("errors", []), report.get("tasks", []))


def _offline(package: Package) -> dict[str, Any]:
    """The descriptor without profiles of other places, which frictionless would fetch."""
    descriptor = copy.deepcopy(dict(package.descriptor))
    for item in (descriptor, *descriptor["resources"]):
        for name in ("profile", "profiles"):
            if item.get(name) not in (None, *BUILT_IN_PROFILES):
                del item[name]
        for name in ("schema", "dialect"):
            if isinstance(item.get(name), str):
                package.path_of(item[name])
    return descriptor


def check_files(package: Package) -> list[Issue]:
    """Issues of files that are missing or cannot be read; they would show in other tables too."""
    issues = []
    for resource in package.resources:
        paths = resource.descriptor.get("path", [])
        for path in [paths] if isinstance(paths, str) else paths:
            try:
                data = read_bytes(package.path_of(path), path)
                if resource.is_plain_csv:
                    _check_text(data, path)
            except CannotRun as error:
                issues.append(Issue("scheme-error", Place(path), str(error)))
            except UnicodeDecodeError as error:
                message = f"byte {error.start} is not UTF-8"
                issues.append(Issue("encoding-error", Place(path), message))
            except csv.Error as error:
                issues.append(Issue("source-error", Place(path, error.args[1]), error.args[0]))
    return issues


def _check_text(data: bytes, path: str) -> None:
    text = data.decode("utf-8")
    if not text.strip():
        raise csv.Error("the file is empty", 1)
    for number, line in enumerate(_line_starts(text), 1):
        last = (number, line)
    try:
        for _ in parse_csv(text, path):
            pass
    except CannotRun:
        raise csv.Error("a quoted cell does not end", last[1]) from None


def check_tables(package: Package, verdict: Verdict) -> Stage:
    """Issues of all tables and files, with the numbers of tables, rows and cells looked at."""
    issues: list[Issue] = []
    rows = cells = tables = 0
    by_name = {resource.name: resource for resource in package.resources}
    for task in verdict.tasks:
        resource = by_name[task["name"]]
        issues += [_issue(package, resource, error) for error in _first_faults(task["errors"])]
        if task["type"] == "table":
            tables += 1
            rows += task["stats"].get("rows", 0)
            cells += task["stats"].get("rows", 0) * task["stats"].get("fields", 0)
    plain = [resource for resource in package.tables if resource.is_plain_csv]
    for resource in plain if not issues else ():
        table = read_table(package, resource)
        issues += [*check_unique_keys(table), *check_cells(table)]
    files = len(verdict.tasks) - tables
    counts = {"tables": tables, "rows": rows, "cells": cells, "files": files}
    others = [resource.name for resource in package.tables if not resource.is_plain_csv]
    note = f"checked by frictionless alone, as no plain CSV files: {', '.join(others)}"
    return Stage("tables", counts, (note,) if others else (), tuple(issues))


def check_cells(table: Table) -> Iterator[Issue]:
    """Cells that frictionless lets pass and the standard does not.

    Digits of other scripts, underscores in numbers, dates without zeros, patterns with a bare
    alternation, values outside of `categories`, `jsonSchema`: see `pincite.cells`.
    """
    missing = table.schema.descriptor.get("missingValues", ("",))
    readers = [compile_field(field.descriptor, missing) for field in table.schema.fields]
    for record in table.records:
        for reader in readers:
            text = record.cells[reader.name]
            for fault in reader.read(text)[1]:
                code = "type-error" if fault.kind == "type" else "constraint-error"
                place = Place(table.path, record.line, record.key, reader.name)
                yield Issue(code, place, fault.note, found=text)


def check_unique_keys(table: Table) -> list[Issue]:
    """Records that repeat a unique key of an earlier one; keys with an empty part never clash.

    Source of the rule: Table Schema 2.0, "uniqueKeys", with the null handling of SQL.
    """
    issues = []
    for key in table.schema.descriptor.get("uniqueKeys", ()):
        seen: dict[tuple[str, ...], int] = {}
        for record in table.records:
            values = tuple(record.cells[name] for name in key)
            first = seen.setdefault(values, record.line)
            if first != record.line and "" not in values:
                place = Place(table.path, record.line, record.key, ", ".join(key))
                message = f"the unique key ({', '.join(key)}) repeats that of line {first}"
                issues.append(Issue("unique-key", place, message, found=", ".join(values)))
    return issues


def _first_faults(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The errors without those that a blank row has only because it is blank."""
    blank = {error["rowNumber"] for error in errors if error["type"] == "blank-row"}
    return [e for e in errors if e["type"] == "blank-row" or e.get("rowNumber") not in blank]


def _issue(package: Package, resource: Resource, error: dict[str, Any]) -> Issue:
    line = record = None
    if "rowNumber" in error:
        line = _line(package, resource, error["rowNumber"])
        record = _key(resource, error.get("cells", []))
    elif "labels" in error:
        line = 1
    name = error.get("fieldName") or ", ".join(error.get("fieldNames", [])) or error.get("label")
    code = error["type"] if error["type"] in CODES else "table-error"
    place = Place(resource.path, line, record, name)
    return Issue(code, place, error["note"] or error["message"], found=error.get("cell"))


def _key(resource: Resource, cells: list[str]) -> str | None:
    if resource.schema is None or not resource.schema.primary_key or not any(cells):
        return None
    return resource.schema.key_of(dict(zip(resource.schema.names, cells, strict=False)))


def _line(package: Package, resource: Resource, row_number: int) -> int | None:
    try:
        text = read_text(package.path_of(resource.path), resource.path)
    except CannotRun:
        return None
    for number, line in enumerate(_line_starts(text), 1):
        if number == row_number:
            return line
    return None


def _line_starts(text: str) -> Iterator[int]:
    reader = csv.reader(io.StringIO(text, newline=""))
    line = 1
    for _ in reader:
        yield line
        line = reader.line_num + 1


def descriptor_issues(verdict: Verdict, name: str) -> list[Issue]:
    """The issues of the descriptor that frictionless found."""
    return [
        Issue(
            error["type"] if error["type"] in CODES else "package-error",
            Place(name),
            error["note"] or json.dumps(error["message"], ensure_ascii=False),
        )
        for error in verdict.descriptor_errors
    ]
