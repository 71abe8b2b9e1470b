"""The descriptor stage: faults of declarations as issues, categories, undeclared citations.

The shapes and names of declarations are checked before, where a package is opened; warnings and
notes on them come with the package.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pincite.descriptor.shape import Fault
from pincite.package import Field, Package, Resource
from pincite.report import Issue, Place, Stage
from pincite.report.expressions import lazy


def check_descriptor(package: Package) -> Stage:
    """Issues of the descriptor and its schemas, with counts."""
    name = package.declared_in
    issues = [*declaration_issues(package.findings, name), *_check_categories(package)]
    cited = [
        (resource, field)
        for resource in package.tables
        if resource.schema is not None
        for field in resource.schema.cited_fields
    ]
    if package.convention is None and cited:
        message = "fields have a citation property, but the package does not declare the convention"
        issues.append(Issue("citation-declaration", Place(name, field="citation"), message))
    counts = {
        "resources": len(package.resources),
        "schemas": len(package.tables),
        "cited fields": len(cited),
    }
    return Stage("descriptor", counts, package.remarks, tuple(issues))


def _check_categories(package: Package) -> Iterator[Issue]:
    for resource in package.tables:
        for field in resource.schema.fields if resource.schema else ():
            categories = field.descriptor.get("categories")
            if categories is None or "enum" not in field.constraints:
                continue
            values = [item["value"] if isinstance(item, dict) else item for item in categories]
            # Table Schema 2.0, "categories": the enum is a subset of them, in any order
            others = [item for item in field.constraints["enum"] if item not in values]
            if others:
                named = ", ".join(map(str, others[:10]))
                message = f"the enum lists values that are none of the categories: {named}"
                yield Issue("categories-differ", _place(package, resource, field), message)


def _place(package: Package, resource: Resource, field: Field) -> Place:
    schema = resource.schema
    return Place((schema.path if schema else None) or package.declared_in, field=field.name)


_CITATION = lazy(r"(^|\.)citation\b")
_RULES = lazy(r"(^|\.)rules\b")
_IN_PACKAGE = (
    ("field-error", lazy(r"resources\[[0-9]+\]\.schema\.fields\[")),
    ("schema-error", lazy(r"resources\[[0-9]+\]\.schema\b")),
    ("dialect-error", lazy(r"resources\[[0-9]+\]\.dialect\b")),
    ("resource-error", lazy(r"resources\[")),
)


def declaration_issues(
    files: Mapping[str, tuple[Fault, ...]], descriptor: str
) -> tuple[Issue, ...]:
    """An issue for each fault of each file; its field is the path of the fault in the JSON."""
    return tuple(
        Issue(
            fault.code or _code_of(fault.path, is_package=file == descriptor),
            Place(file, fault.line, field=fault.path or None),
            fault.message,
            step=fault.step,
        )
        for file, faults in files.items()
        for fault in faults
    )


def _code_of(path: str, *, is_package: bool) -> str:
    if _CITATION.search(path):
        return "citation-declaration"
    if _RULES.search(path):
        return "rule-declaration"
    if not is_package:
        return "field-error" if path.startswith("fields[") else "schema-error"
    return next((code for code, pattern in _IN_PACKAGE if pattern.match(path)), "package-error")
