"""The copies stage: JSON tables and tables of facts say what the tables say that they repeat.

It runs last, because a fault of a table shows in its copy too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pincite.citations.facts import facts_table
from pincite.files.write import json_text
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place, Stage
from pincite.tables.text_table import Table, document


@dataclass(frozen=True)
class Copy:
    """A JSON table as read: its records, and what is needed to name their places."""

    path: str
    key: tuple[str, ...]
    records: list[Any]
    lines: tuple[int, ...]

    def place(self, number: int, field: str | None) -> Place:
        """Where the record of a number is; the line is known for files of the build."""
        record = self.records[number]
        name = None
        if isinstance(record, dict):
            name = ", ".join(str(record.get(part)) for part in self.key)
        line = self.lines[number] if len(self.lines) == len(self.records) else None
        return Place(self.path, line, name, field)


def read_copy(package: Package, resource: Resource) -> Copy:
    """Read a JSON table; raises CannotRun where the file is not a JSON array."""
    records = package.files.read_json(resource.path)
    if not isinstance(records, list):
        raise CannotRun(f"{resource.path}: a JSON table is an array of records")
    table = package.table((resource.records or {})["table"])
    key = table.schema.primary_key if table is not None and table.schema is not None else ()
    text = package.files.read_text(resource.path)
    starts = (number for number, line in enumerate(text.split("\n"), 1) if line == "  {")
    return Copy(resource.path, key, records, tuple(starts))


def is_as_built(package: Package, tables: Mapping[str, Table], resource: Resource) -> bool:
    """Whether a JSON table is, letter by letter, what `pincite build` would make of its tables."""
    text = json_text(document(package, tables, resource))
    return package.files.read_text(resource.path) == text


def check_copies(package: Package, tables: Mapping[str, Table]) -> Stage:
    """Issues of JSON tables that differ from their CSV tables, with the numbers compared."""
    issues: list[Issue] = []
    counts = {"JSON files": 0, "records compared": 0}
    for resource in package.resources:
        if resource.records is not None:
            copy = read_copy(package, resource)
            if not is_as_built(package, tables, resource):
                issues += _compare(document(package, tables, resource), copy)
            counts["JSON files"] += 1
            counts["records compared"] += len(copy.records)
        if "facts" in resource.descriptor:
            expected = facts_table(package, tables, resource)
            issues += _compare_facts(expected, tables[resource.name])
            counts["facts compared"] = counts.get("facts compared", 0) + len(expected.records)
    return Stage("copies", counts, issues=tuple(issues))


def _compare_facts(expected: Table, found: Table) -> Iterator[Issue]:
    """Issues of the facts that differ from the cells that they repeat."""
    for ours in expected.records:
        theirs = found.find(ours.key)
        if theirs is None:
            message = "a fact that the other tables hold is missing; run `pincite build`"
            yield Issue("record-differs", Place(found.path, None, ours.key), message)
            continue
        for name, text in ours.cells.items():
            if theirs.cells[name] != text:
                place = Place(found.path, theirs.line, ours.key, name)
                message = "the fact differs from the table that it repeats"
                yield Issue("record-differs", place, message, theirs.cells[name], text)
    for theirs in found.records:
        if expected.find(theirs.key) is None:
            message = "no cell of the other tables gives this fact"
            yield Issue("record-differs", Place(found.path, theirs.line, theirs.key), message)


def _compare(expected: list[Any], copy: Copy) -> Iterator[Issue]:
    if len(expected) != len(copy.records):
        yield Issue(
            "record-differs",
            Place(copy.path),
            "the file and its table hold different numbers of records",
            found=str(len(copy.records)),
            expected=str(len(expected)),
        )
        return
    for number, (ours, theirs) in enumerate(zip(expected, copy.records, strict=True)):
        for name, value in ours.items():
            if json_text(value) != json_text(theirs.get(name)):
                yield Issue(
                    "record-differs",
                    copy.place(number, name),
                    "the JSON copy differs from its table",
                    found=_short(theirs.get(name)),
                    expected=_short(value),
                )


def _short(value: Any) -> str:
    text = json_text(value).strip()
    return text if len(text) <= 80 else text[:77] + "..."
