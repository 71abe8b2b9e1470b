"""The views of the SQLite database: tables beside their citations, facts beside what others say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pincite.releases.content import Content, TypedTable

_CITATION = (
    "field",
    "seq",
    "part",
    "value",
    "quote",
    "method",
    "source_id",
    "start",
    "end",
    "note",
)


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def citation_view(content: Content, table: TypedTable) -> str:
    """For a table with cited cells a view of its records, once for each citation; else nothing."""
    convention = content.package.convention
    if convention is None or not table.schema.cited_fields:
        return ""
    theirs = ", ".join(f"t.{quoted(column.name)}" for column in table.columns)
    ours = ", ".join(f'c.{quoted(part)} AS "citation_{part}"' for part in _CITATION)
    return (
        f"CREATE VIEW {quoted(f'{table.name}_citations')} AS SELECT {ours}, {theirs}\n"
        f"FROM {quoted(table.name)} AS t JOIN {quoted(convention.citations)} AS c\n"
        f'ON c."table" = {literal(table.name)} AND c.record_id = {_key(table)}'
    )


def _key(table: TypedTable) -> str:
    """The text of a record's key in SQL: the cell, or the JSON array of a composite key's cells."""
    parts = [f"CAST(t.{quoted(name)} AS TEXT)" for name in table.schema.primary_key]
    if len(parts) == 1:
        return parts[0]
    return "'[' || " + " || ', ' || ".join(f"json_quote({part})" for part in parts) + " || ']'"


def verdict_views(content: Content) -> Iterator[str]:
    """For each table of facts and each of verdicts (explorer.verdicts): a fact beside a finding."""
    facts = [r.name for r in content.package.resources if "facts" in r.descriptor]
    verdicts = content.package.descriptor.get("explorer", {}).get("verdicts", {})
    for fact_table in (found for name in facts if (found := content.table(name)) is not None):
        if "fact_id" not in fact_table.schema.names:
            continue
        for other in (found for name in verdicts if (found := content.table(name)) is not None):
            for rule in other.schema.rules:
                if rule["rule"] == "reference" and "field" in rule:
                    yield _verdict_view(fact_table, other, rule)
                    break


def _verdict_view(facts: TypedTable, other: TypedTable, rule: Any) -> str:
    """Facts and findings joined by the cell that both name; `fact_id` is table/record/field."""
    parts = " || '/' || ".join(f"v.{quoted(rule[part])}" for part in ("table", "record", "field"))
    theirs = ", ".join(
        f"v.{quoted(column.name)} AS {quoted(f'other_{column.name}')}" for column in other.columns
    )
    return (
        f"CREATE VIEW {quoted(f'{facts.name}_{other.name}')} AS SELECT f.*, {theirs}\n"
        f'FROM {quoted(facts.name)} AS f JOIN {quoted(other.name)} AS v ON f."fact_id" = {parts}'
    )
