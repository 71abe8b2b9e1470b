"""The records stage: rules between cells and tables, and JSON tables by their JSON Schemas.

Rules are as docs/convention.md has them. A rule sees the texts of a record's cells, and their
values as `types/` reads them: what the tables stage takes for filled, equal or less is so here
too. `when` compares texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pincite.checks.conditions import CONDITIONS, Cells, Fault, Rule, UniqueWithin, spelt
from pincite.checks.copies import Copy, is_as_built, read_copy
from pincite.descriptor.names import TEMPLATE, rule_names
from pincite.files.write import json_text
from pincite.grammar import bounds
from pincite.package import Package, Resource
from pincite.report import CannotRun, Issue, Place, Stage, counted
from pincite.tables.record_schema import schema_of_copy
from pincite.tables.text_table import Record, Table


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
            found, number = _check_document(package, resource, tables)
            counts["JSON files"] += 1
            counts["JSON records"] += number
            issues += found
    return Stage("records", counts, issues=tuple(issues))


def _rule_issues(table: Table, tables: Mapping[str, Table]) -> Iterator[Issue]:
    known: Known = {}
    unique = [UniqueWithin(rule) for rule in table.schema.rules if rule["rule"] == "unique_within"]
    for record in table.records:
        yield from record_issues(table, record, known)
        yield from table_issues(table, record, tables)
        for rule in unique:
            cells = Cells(table.schema, record.cells, record.values)
            place = str(_place(table, record, None))
            for name, message in rule.faults(cells, place):
                yield _rule_issue(table, record, rule.rule, name, message)


def _check_document(
    package: Package, resource: Resource, tables: Mapping[str, Table]
) -> tuple[list[Issue], int]:
    try:
        copy = read_copy(package, resource)
    except CannotRun as error:  # told as a fault of the file, with its line where that is known
        place, _, message = str(error).partition(": ")
        line = place.rpartition(":")[2]
        at = Place(resource.path, int(line) if line.isdigit() else None)
        return [Issue("source-error", at, message)], 0
    if _fits_as_made(package, resource, tables):
        return [], len(copy.records)
    from pincite.types.json_schemas import BadSchema, TooManySteps

    name = (resource.records or {})["schema"]
    schema = package.files.read_json(name)
    try:
        return list(_schema_issues(copy, schema)), len(copy.records)
    except (BadSchema, TooManySteps, RecursionError) as error:
        reason = str(error) or "takes too many steps to check"
        return [Issue("schema-error", Place(name), f"the JSON Schema {reason}")], 0


def _fits_as_made(package: Package, resource: Resource, tables: Mapping[str, Table]) -> bool:
    """Whether a copy and its JSON Schema are both as the build writes them.

    Such a schema says of the records what the tables' schemas say of their cells, which were
    checked: it need not be asked, nor its library loaded.
    """
    stated = package.files.read_text((resource.records or {})["schema"])
    is_of_tables = stated == json_text(schema_of_copy(package, resource))
    return is_of_tables and is_as_built(package, tables, resource)


def _schema_issues(copy: Copy, schema: object) -> Iterator[Issue]:
    from pincite.types.json_schemas import compile_schema

    validator = compile_schema(schema, has_formats=True)
    for number, record in enumerate(copy.records):
        for error in validator.errors(record):
            where = ".".join(str(part) for part in error.absolute_path) or None
            yield Issue("record-schema", copy.place(number, where), error.message)


# The faults of a rule by the number of the rule and the texts of its cells, so that each distinct
# pair of cells is asked about once.
Known = dict[tuple[Any, ...], tuple[Fault, ...]]
MAX_KNOWN = 100_000


def record_issues(table: Table, record: Record, known: Known | None = None) -> Iterator[Issue]:
    """The issues of a record by the rules that look at it alone, and of its EDTF dates.

    `known` remembers what was found in the records before.
    """
    cells = Cells(table.schema, record.cells, record.values)
    for field in table.schema.fields:
        if field.is_edtf and cells.is_filled(field.name):
            fault = edtf_fault(record.cells[field.name])
            if fault is not None:
                place = _place(table, record, field.name)
                yield Issue("edtf-invalid", place, fault, found=record.cells[field.name])
    for number, rule in enumerate(table.schema.rules):
        if rule["rule"] in RECORD_RULES:
            for name, message in _faults_of(number, rule, cells, known):
                yield _rule_issue(table, record, rule, name, message)


def _faults_of(number: int, rule: Rule, cells: Cells, known: Known | None) -> Sequence[Fault]:
    check = RECORD_RULES[rule["rule"]]
    if rule["rule"] in CONDITIONS and not cells.meet(rule.get("when", {})):
        return ()
    if known is None or cells.values is not None:
        return tuple(check(rule, cells))
    key = (number, *(cells.texts[name] for name in fields_of(rule)))
    if key not in known:
        if len(known) >= MAX_KNOWN:
            known.clear()
        known[key] = tuple(check(rule, cells))
    return known[key]


def fields_of(rule: Rule) -> list[str]:
    """The fields of the table that a rule looks at, each once."""
    return list(dict.fromkeys(name for _, names in rule_names(rule) for name in names))


def _rule_issue(table: Table, record: Record, rule: Rule, name: str, message: str) -> Issue:
    """The issue of a record that breaks a rule, with all cells that the rule looks at."""
    code = "record-rule" if rule.get("severity", "error") == "error" else "record-advice"
    message = rule.get("says", message) + (f" ({rule['reason']})" if "reason" in rule else "")
    found, names = record.cells[name], fields_of(rule)
    if len(names) > 1 and rule["rule"] in (*CONDITIONS, "unique_within"):
        found = ", ".join(f"{field}: {record.cells[field]}" for field in names)
    details = {"fieldNames": names, "fieldCells": [record.cells[field] for field in names]}
    return Issue(code, _place(table, record, name), message, found=found, details=details)


def _place(table: Table, record: Record, field: str | None) -> Place:
    """The place of a cell: in its own file of several, or its row of JSON."""
    if record.place is None:
        return Place(table.path, record.line, record.key, field)
    return record.place.replace(record=record.key, field=field)


def edtf_fault(text: str) -> str | None:
    """Why a text is not an EDTF date, or None."""
    try:
        bounds(text)
    except ValueError as error:
        return f"not a date of the calendar: {error}"
    return None


def _filled_when(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The field is filled exactly when the others have one of the values."""
    name = rule["field"]
    if cells.is_filled(name) != cells.meet(rule["when"]):
        yield name, f"{name} is filled exactly when {spelt(rule['when'])}"


def _required_when(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The field is filled when the others have one of the values."""
    name = rule["field"]
    if not cells.is_filled(name) and cells.meet(rule["when"]):
        yield name, f"{name} is required when {spelt(rule['when'])}"


def _filled_together(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """All of the fields are filled, or none."""
    empty = [name for name in rule["fields"] if not cells.is_filled(name)]
    if empty and len(empty) < len(rule["fields"]):
        yield empty[0], f"filled together or not at all: {', '.join(rule['fields'])}"


def _ordered(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The first value comes before the second; only numbers may not be equal."""
    first, second = rule["fields"]
    if not (cells.is_filled(first) and cells.is_filled(second)):
        return
    reason = order_fault(cells, first, second)
    if reason is not None:
        yield second, f"{first} must come before {second}" + (f": {reason}" if reason else "")


def order_fault(cells: Cells, first: str, second: str) -> str | None:
    """Why a value does not come before another: empty where it is plainly not so; None if it does.

    Values of one type are compared by it, numbers strictly. Dates of different types, and texts,
    are compared by their bounds: the first day of the one is not after the last day of the other.
    """
    fields = [cells.schema.field(name) for name in (first, second)]
    one, other = (field for field in fields if field is not None)
    values = cells.value(first), cells.value(second)
    are_numbers = one.kind.is_number and other.kind.is_number
    if are_numbers or (one.kind is other.kind and one.kind.is_ordered):
        way = one.kind.compare(*values)
        if way is None:
            return one.kind.undecided(*values)
        return None if way < 0 or (way == 0 and not are_numbers) else ""
    days = [
        field.kind.text_of(value)[: None if field.is_edtf else field.kind.day_length]
        for field, value in zip((one, other), values, strict=True)
    ]
    try:
        return None if bounds(days[0])[0] <= bounds(days[1])[1] else ""
    except ValueError as error:
        return str(error)


def _key_template(rule: Rule, cells: Cells) -> Iterator[Fault]:
    """The field is put together from the texts of others."""
    name = rule["field"]
    expected = TEMPLATE.sub(lambda match: cells.texts[match[1]], rule["template"])
    if cells.texts[name] != expected:
        yield name, f"{name} is {rule['template']}, so {expected}"


RECORD_RULES: Mapping[str, Callable[[Rule, Cells], Iterator[Fault]]] = {
    "filled_when": _filled_when,
    "required_when": _required_when,
    "filled_together": _filled_together,
    "ordered": _ordered,
    "key_template": _key_template,
    **CONDITIONS,
}


def table_issues(table: Table, record: Record, tables: Mapping[str, Table]) -> Iterator[Issue]:
    """The issues of a record by the rules that look at other tables too."""
    cells = Cells(table.schema, record.cells, record.values)
    for rule in table.schema.rules:
        check = TABLE_RULES.get(rule["rule"])
        if check is not None and cells.meet(rule.get("when", {})):
            yield from check(rule, table, record, tables)


def _row_count(
    rule: Rule, table: Table, record: Record, tables: Mapping[str, Table]
) -> Iterator[Issue]:
    """So many rows of another table match this record."""
    wanted = {theirs: record.cells[ours] for theirs, ours in rule["match"].items()}
    found = tables[rule["resource"]].count(wanted | rule.get("where", {}))
    if found != rule["count"]:
        name = next(reversed(rule["match"].values()))
        message = f"other rows of {rule['resource']} belong to this record"
        yield _rule_issue(table, record, rule, name, message).replace(
            found=f"{counted(found, 'rows')} of {rule['resource']}",
            expected=f"{counted(rule['count'], 'rows')} of {rule['resource']}",
        )


def _reference(
    rule: Rule, table: Table, record: Record, tables: Mapping[str, Table]
) -> Iterator[Issue]:
    """The record named by table and key exists, and so does the field where one is named."""
    name, key = record.cells[rule["table"]], record.cells[rule["record"]]
    field = record.cells[rule["field"]] if "field" in rule else ""
    if name == "" and key == "":
        return
    target = tables.get(name)
    if target is None or target.find(key) is None:
        place = _place(table, record, rule["record"])
        yield Issue("record-reference", place, f"{name} has no such record", found=key)
    elif field and target.schema.field(field) is None:
        place = _place(table, record, rule["field"])
        yield Issue("record-reference", place, f"{name} has no such field", found=field)


TABLE_RULES: Mapping[str, Callable[[Rule, Table, Record, Mapping[str, Table]], Iterator[Issue]]] = {
    "row_count": _row_count,
    "reference": _reference,
}
