"""The flat table of facts: one row for each cell that people ask for first, with all it rests on.

A resource declares it by the property `facts` (docs/facts.md). It is made of the other tables
and of nothing else: the build writes it, and the copies stage compares it. Its cells are copies,
so they are counted nowhere a second time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pincite.package import Field, Package, Resource, Schema
from pincite.tables.text_table import Record, Table

BEST = ("for", "mixed", "open", "against")  # tones of verdicts, the best first
_PLACEHOLDER = re.compile(r"\{(\w+)\}")

Cells = dict[str, str]


def label_of(field: Field | None, text: str) -> str | None:
    """What the categories of a field call a code, or None."""
    for category in field.descriptor.get("categories", ()) if field is not None else ():
        if isinstance(category, Mapping) and str(category.get("value")) == text:
            return str(category.get("label") or text)
    return None


def fill(template: str, schema: Schema, cells: Mapping[str, str]) -> str:
    """A template with the values of the fields that it names in braces; codes by their labels."""

    def value(match: re.Match[str]) -> str:
        text = cells.get(match[1], "")
        return label_of(schema.field(match[1]), text) or text

    return _PLACEHOLDER.sub(value, template).strip()


def facts_table(package: Package, tables: Mapping[str, Table], resource: Resource) -> Table:
    """The table that the `facts` property of a resource declares, as a pure function of `tables`.

    Rows come in the order of the declaration, then of the records and fields.
    """
    assert resource.schema is not None
    writer = _Writer(package, tables)
    names = resource.schema.names
    rows = [
        {name: row.get(name, "") for name in names}
        for item in resource.descriptor.get("facts", ())
        for row in writer.rows(item)
    ]
    records = [
        Record(line, resource.schema.key_of(cells), cells) for line, cells in enumerate(rows, 2)
    ]
    return Table(resource.name, resource.path, resource.schema, tuple(records))


class _Writer:
    """Writes rows from the tables of a package, with its citations and verdicts at hand."""

    def __init__(self, package: Package, tables: Mapping[str, Table]):
        self._tables = tables
        self._shown: Mapping[str, Any] = package.descriptor.get("explorer", {})
        self._citations: dict[tuple[str, ...], Mapping[str, str]] = {}
        if package.convention is not None:
            for record in tables[package.convention.citations].records:
                cell = tuple(record.cells[name] for name in ("table", "record_id", "field"))
                if record.cells["part"] == "value":
                    self._citations.setdefault(cell, record.cells)
        self._reports = self._gather_reports()

    def rows(self, item: Mapping[str, Any]) -> Iterator[Cells]:
        """The rows of one table, as `item` declares them."""
        table = self._tables[item["table"]]
        for record in table.records:
            for name in item["fields"]:
                if record.cells[name]:
                    yield self._row(item, table, record, name)

    def _row(self, item: Mapping[str, Any], table: Table, record: Record, name: str) -> Cells:
        field = table.schema.field(name)
        assert field is not None
        text = record.cells[name]
        found = {
            "fact_id": "/".join((table.name, record.key, name)),
            "subject": self._named(table, record, item["subject"]),
            "property": str(field.descriptor.get("title") or name),
            "value": text,
            "value_label": label_of(field, text) or "",
            "unit": fill(self._setting("units", table, name), table.schema, record.cells),
            "qualifier": record.cells.get(self._setting("qualifiers", table, name), ""),
            "table": table.name,
            "record_id": record.key,
            "field": name,
        }
        found |= {
            column: record.cells[item[role]]
            for column, role in (("time_edtf", "time"), ("status", "status"))
            if role in item
        }
        if "attribution" in item:
            found["attribution"] = record.cells[item["attribution"]]
        return found | self._passage(field, table, record) | self._verdicts(table, record, name)

    def _setting(self, kind: str, table: Table, name: str) -> str:
        return str(self._shown.get(kind, {}).get(table.name, {}).get(name, ""))

    def _named(self, table: Table, record: Record, name: str) -> str:
        """A cell in words: for a foreign key, what the package calls the record it leads to."""
        text = record.cells[name]
        for key in table.schema.descriptor.get("foreignKeys", ()):
            fields = [key["fields"]] if isinstance(key["fields"], str) else key["fields"]
            target = self._tables.get(key["reference"].get("resource") or table.name)
            other = target.find(text) if target is not None and list(fields) == [name] else None
            if target is not None and other is not None:
                template = self._shown.get("names", {}).get(target.name)
                return fill(template, target.schema, other.cells) if template else text
        return label_of(table.schema.field(name), text) or text

    def _passage(self, field: Field, table: Table, record: Record) -> Cells:
        """The passage of a cell; without one, only the method, which explains why there is none."""
        cited = self._citations.get((table.name, record.key, field.name))
        if cited is None:
            methods = field.citation.methods if field.citation is not None else ()
            return {"method": methods[0] if len(methods) == 1 else ""}
        return {name: cited[name] for name in ("quote", "source_id", "start", "end", "method")}

    def _gather_reports(self) -> Mapping[tuple[str, ...], list[tuple[str, str, str]]]:
        """The verdicts on each cell: code, tone and group of the sources that tell one report."""
        found: dict[tuple[str, ...], list[tuple[str, str, str]]] = defaultdict(list)
        for name, declared in self._shown.get("verdicts", {}).items():
            table = self._tables[name]
            for rule in table.schema.rules:
                if rule["rule"] != "reference" or "field" not in rule:
                    continue
                for record in table.records:
                    cell = tuple(record.cells[rule[p]] for p in ("table", "record", "field"))
                    code = record.cells[declared["field"]]
                    group = record.cells.get(declared.get("group", ""), "") or record.key
                    found[cell].append((code, declared["tones"].get(code, "open"), group))
        return found

    def _verdicts(self, table: Table, record: Record, name: str) -> Cells:
        reports: Sequence[tuple[str, str, str]] = self._reports.get(
            (table.name, record.key, name), ()
        )
        if not reports:
            return {}
        code = min(reports, key=lambda report: BEST.index(report[1]))[0]
        groups = {tone: {group for _, found, group in reports if found == tone} for tone in BEST}
        return {
            "best_verdict": code,
            "agreeing_groups": str(len(groups["for"])),
            "differing_groups": str(len(groups["against"])),
        }
