"""The records stage: record rules by pydantic, rules over tables, JSON tables by jsonschema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pincite.checks.copies import Copy, read_copy
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place, Stage
from pincite.tables.text_table import Record, Table, typed_cells


def check_records(package: Package, tables: Mapping[str, Table]) -> Stage:
    """Issues of rules and JSON copies, with the numbers of records, rules and files looked at."""
    issues: list[Issue] = []
    counts = {"records": 0, "rules": 0, "JSON files": 0, "JSON records": 0}
    for table in tables.values():
        if table.schema.rules:
            counts["records"] += len(table.records)
            counts["rules"] += len(table.schema.rules)
            issues += _check_rules(table, tables)
    for resource in package.resources:
        if resource.records is not None and not issues:  # a table's fault shows in its copy too
            found, number = _check_document(package, resource)
            counts["JSON files"] += 1
            counts["JSON records"] += number
            issues += found
    return Stage("records", counts, issues=tuple(issues))


def _check_rules(table: Table, tables: Mapping[str, Table]) -> Iterator[Issue]:
    from pydantic import ValidationError

    from pincite.checks.models import record_model

    try:
        model = record_model(table.schema, table.name)
    except Exception as error:  # pydantic refuses patterns that its engine lacks
        reason = " ".join(str(error).split())[:160]
        raise CannotRun(f"{table.name}: no model can be made of its schema: {reason}") from error
    for record in table.records:
        try:
            model.model_validate(typed_cells(table.schema, record))
        except ValidationError as error:
            for detail in error.errors():
                yield from _model_issues(table, record, detail)
        for rule in table.schema.rules:
            check = TABLE_RULES.get(rule["rule"])
            if check is not None and _applies(rule, record):
                yield from check(rule, table, record, tables)


def _model_issues(table: Table, record: Record, detail: Any) -> Iterator[Issue]:
    if detail["type"] == "record-rule":
        for field, message in detail["ctx"]["faults"]:
            place = Place(table.path, record.line, record.key, field)
            yield Issue("record-rule", place, message, found=record.cells[field])
        return
    field = str(detail["loc"][0]) if detail["loc"] else None
    place = Place(table.path, record.line, record.key, field)
    code = "edtf-invalid" if detail["type"] == "edtf-invalid" else "record-rule"
    found = record.cells.get(field or "")
    yield Issue(code, place, detail["msg"], found=found)


def _applies(rule: Mapping[str, Any], record: Record) -> bool:
    when: Mapping[str, Any] = rule.get("when", {})
    return all(record.cells[name] in allowed for name, allowed in when.items())


def _row_count(
    rule: Mapping[str, Any], table: Table, record: Record, tables: Mapping[str, Table]
) -> Iterator[Issue]:
    """So many rows of another table match this record."""
    wanted = {theirs: record.cells[ours] for theirs, ours in rule["match"].items()}
    found = len(tables[rule["resource"]].where(wanted | rule.get("where", {})))
    if found != rule["count"]:
        yield Issue(
            "record-rule",
            Place(table.path, record.line, record.key, next(reversed(rule["match"].values()))),
            rule.get("says", f"other rows of {rule['resource']} belong to this record"),
            found=f"{found} rows of {rule['resource']}",
            expected=f"{rule['count']} rows of {rule['resource']}",
        )


def _reference(
    rule: Mapping[str, Any], table: Table, record: Record, tables: Mapping[str, Table]
) -> Iterator[Issue]:
    """The record named by table and key exists, and so does the field where one is named."""
    name, key = record.cells[rule["table"]], record.cells[rule["record"]]
    field = record.cells[rule["field"]] if "field" in rule else ""
    if name == "" and key == "":
        return
    target = tables.get(name)
    if target is None or target.find(key) is None:
        place = Place(table.path, record.line, record.key, rule["record"])
        yield Issue("record-reference", place, f"{name} has no such record", found=key)
    elif field and target.schema.field(field) is None:
        place = Place(table.path, record.line, record.key, rule["field"])
        yield Issue("record-reference", place, f"{name} has no such field", found=field)


TABLE_RULES: Mapping[
    str, Callable[[Mapping[str, Any], Table, Record, Mapping[str, Table]], Iterator[Issue]]
] = {"row_count": _row_count, "reference": _reference}


def _check_document(package: Package, resource: Resource) -> tuple[list[Issue], int]:
    copy = read_copy(package, resource)
    name = (resource.records or {})["schema"]
    schema = package.files.read_json(name)
    try:
        return list(_schema_issues(copy, schema)), len(copy.records)
    except Exception as error:  # a broken reference or pattern of the schema; the types are many
        reason = " ".join(str(error).split())[:160]
        raise CannotRun(f"{name}: is no JSON Schema that can be used: {reason}") from error


def _schema_issues(copy: Copy, schema: Any) -> Iterator[Issue]:
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry

    from pincite.types.json_schemas import safe_validator

    Draft202012Validator.check_schema(schema)
    offline: Registry[Any] = Registry()  # a registry that retrieves nothing
    kind = safe_validator(Draft202012Validator, schema)
    validator = kind(schema, registry=offline, format_checker=FormatChecker())
    for number, record in enumerate(copy.records):
        for error in validator.iter_errors(record):
            where = ".".join(str(part) for part in error.absolute_path) or None
            yield Issue("record-schema", copy.place(number, where), error.message)
