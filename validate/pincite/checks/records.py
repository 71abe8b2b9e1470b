"""The records stage: rules between cells and tables, and JSON tables by their JSON Schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pincite.checks.copies import Copy, read_copy
from pincite.checks.record_rules import record_issues, table_issues
from pincite.package import Package, Resource
from pincite.report import Issue, Place, Stage
from pincite.tables.text_table import Table


def check_records(package: Package, tables: Mapping[str, Table]) -> Stage:
    """Issues of rules and JSON copies, with the numbers of records, rules and files looked at."""
    issues: list[Issue] = []
    counts = {"records": 0, "rules": 0, "JSON files": 0, "JSON records": 0}
    for table in tables.values():
        if table.schema.rules or any(field.is_edtf for field in table.schema.fields):
            counts["records"] += len(table.records)
            counts["rules"] += len(table.schema.rules)
            issues += _rule_issues(table, tables)
    for resource in package.resources:
        if resource.records is not None and not issues:  # a table's fault shows in its copy too
            found, number = _check_document(package, resource)
            counts["JSON files"] += 1
            counts["JSON records"] += number
            issues += found
    return Stage("records", counts, issues=tuple(issues))


def _rule_issues(table: Table, tables: Mapping[str, Table]) -> Iterator[Issue]:
    for record in table.records:
        yield from record_issues(table, record)
        yield from table_issues(table, record, tables)


def _check_document(package: Package, resource: Resource) -> tuple[list[Issue], int]:
    from pincite.types.json_schemas import BadSchema, TooManySteps

    copy = read_copy(package, resource)
    name = (resource.records or {})["schema"]
    schema = package.files.read_json(name)
    try:
        return list(_schema_issues(copy, schema)), len(copy.records)
    except (BadSchema, TooManySteps, RecursionError) as error:
        reason = str(error) or "takes too many steps to check"
        return [Issue("schema-error", Place(name), f"the JSON Schema {reason}")], 0


def _schema_issues(copy: Copy, schema: object) -> Iterator[Issue]:
    from pincite.types.json_schemas import compile_schema

    validator = compile_schema(schema, has_formats=True)
    for number, record in enumerate(copy.records):
        for error in validator.errors(record):
            where = ".".join(str(part) for part in error.absolute_path) or None
            yield Issue("record-schema", copy.place(number, where), error.message)
