"""The descriptor stage: frictionless' metadata checks, and the citation property of each field."""

from __future__ import annotations

from collections.abc import Iterator

from pincite.cells import BadField, compile_field
from pincite.checks.tables import Verdict, descriptor_issues
from pincite.package import CitationRule, Field, Package, Resource, Schema
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import Issue, Place, Stage

CITATION_COLUMNS = frozenset(
    "table record_id field seq part source_id start end quote method value note".split()
)
ROLES = {
    "citations": CITATION_COLUMNS,
    "sources": frozenset({"file_name", "language", "sha256", "code_points", "line_count"}),
    "phrases": frozenset({"vocabulary", "phrase", "code", "language"}),
    "notes": frozenset({"source_id", "start", "end", "quote"}),
}


def check_descriptor(package: Package, verdict: Verdict) -> Stage:
    """Issues of the descriptor and of the schemas' citation properties, with counts."""
    issues = descriptor_issues(verdict, DESCRIPTOR)
    issues += [*_check_categories(package), *(_check_compiles(package) if not issues else ())]
    cited = [
        (resource, field)
        for resource in package.tables
        if resource.schema is not None
        for field in resource.schema.cited_fields
    ]
    if package.convention is None and cited:
        message = "fields have a citation property, but the package does not declare the convention"
        issues.append(Issue("citation-declaration", Place(DESCRIPTOR, field="citation"), message))
    if package.convention is not None:
        issues += [*_check_roles(package)]
        for resource, field in cited:
            issues += [*_check_field(resource, field)]
    counts = {
        "resources": len(package.resources),
        "schemas": len(package.tables),
        "cited fields": len(cited),
    }
    return Stage("descriptor", counts, issues=tuple(issues))


def _check_roles(package: Package) -> Iterator[Issue]:
    convention = package.convention
    for role, columns in ROLES.items():
        name = getattr(convention, role)
        if name is None:
            continue
        resource = package.table(name)
        names = resource.schema.names if resource is not None and resource.schema else ()
        if not columns <= set(names):
            missing = ", ".join(sorted(columns - set(names)))
            yield Issue(
                "citation-declaration",
                Place(DESCRIPTOR, field=f"citation.{role}"),
                f"the {role} resource {name!r} must be a table with the columns: {missing}",
            )


def _check_categories(package: Package) -> Iterator[Issue]:
    for resource in package.tables:
        for field in resource.schema.fields if resource.schema else ():
            categories = field.descriptor.get("categories")
            if categories is None or "enum" not in field.constraints:
                continue
            values = [item["value"] if isinstance(item, dict) else item for item in categories]
            if values != list(field.constraints["enum"]):
                yield Issue(
                    "categories-differ",
                    _place(resource, field),
                    "the categories and the enum list different values",
                )


def _check_compiles(package: Package) -> Iterator[Issue]:
    for resource in package.tables:
        for field in resource.schema.fields if resource.schema else ():
            try:
                compile_field(field.descriptor)
            except BadField as error:
                yield Issue("field-error", _place(resource, field), str(error))


def _check_field(resource: Resource, field: Field) -> Iterator[Issue]:
    rule, schema = field.citation, resource.schema
    if rule is None or schema is None:
        return
    for fault in _faults(schema, field, rule):
        yield Issue("citation-declaration", _place(resource, field), fault)


def _faults(schema: Schema, field: Field, rule: CitationRule) -> Iterator[str]:
    if {"term", "absent"} & set(rule.methods) and rule.vocabulary is None:
        yield "the methods term and absent need a vocabulary"
    if ("absent" in rule.methods) != (rule.default is not None):
        yield "the method absent needs a default code, and nothing else does"
    if rule.anchor and rule.methods != ("date",):
        yield "only a field of method date takes an anchor"
    if "judged" in rule.methods and _is_fact(schema, field):
        yield "a number, date or identifier is never judged: cite it"
    if ("external" in rule.methods) != (rule.external is not None):
        yield "the method external needs its `external` property, and nothing else does"
    if ("position" in rule.methods) != (rule.position is not None):
        yield "the method position needs its `position` property, and nothing else does"


def _is_fact(schema: Schema, field: Field) -> bool:
    keys = schema.descriptor.get("foreignKeys", ())
    return (
        field.type in {"integer", "number", "date", "year"}
        or field.is_edtf
        or any(field.name in key["fields"] for key in keys)
    )


def _place(resource: Resource, field: Field) -> Place:
    schema = resource.schema
    return Place((schema.path if schema else None) or DESCRIPTOR, field=field.name)
