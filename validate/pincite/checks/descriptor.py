"""The descriptor stage: categories, that citations are declared, and what to know besides.

The shapes and names of declarations are checked before, where a package is opened; warnings and
notes on them come with the package.
"""

from __future__ import annotations

from collections.abc import Iterator

from pincite.checks.declared import declaration_issues
from pincite.package import Field, Package, Resource
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import Issue, Place, Stage


def check_descriptor(package: Package) -> Stage:
    """Issues of the descriptor and its schemas, with counts."""
    issues = [*declaration_issues(package.findings, DESCRIPTOR), *_check_categories(package)]
    cited = [
        (resource, field)
        for resource in package.tables
        if resource.schema is not None
        for field in resource.schema.cited_fields
    ]
    if package.convention is None and cited:
        message = "fields have a citation property, but the package does not declare the convention"
        issues.append(Issue("citation-declaration", Place(DESCRIPTOR, field="citation"), message))
    counts = {
        "resources": len(package.resources),
        "schemas": len(package.tables),
        "cited fields": len(cited),
    }
    return Stage("descriptor", counts, issues=tuple(issues))


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
                yield Issue("categories-differ", _place(resource, field), message)


def _place(resource: Resource, field: Field) -> Place:
    schema = resource.schema
    return Place((schema.path if schema else None) or DESCRIPTOR, field=field.name)
