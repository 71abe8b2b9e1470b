"""The descriptor by frictionless: what the standard says of packages, resources and schemas."""

from __future__ import annotations

import copy
import json
from typing import Any

from pincite.codes import CODES
from pincite.package import Package
from pincite.package.descriptor import DESCRIPTOR
from pincite.report import CannotRun, Issue, Place

BUILT_IN_PROFILES = (
    "data-package",
    "tabular-data-package",
    "data-resource",
    "tabular-data-resource",
)


def metadata_issues(package: Package) -> list[Issue]:
    """Issues of the descriptor's metadata; raises CannotRun where frictionless breaks down."""
    import frictionless

    try:
        report = frictionless.Package.validate_descriptor(
            _offline(package), basepath=str(package.root)
        ).to_descriptor()
    except Exception as error:  # it raises re.error, TypeError and more on bad descriptors
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise CannotRun(f"{DESCRIPTOR}: the metadata checks broke down: {reason}") from error
    return [
        Issue(
            error["type"] if error["type"] in CODES else "package-error",
            Place(DESCRIPTOR),
            error["note"] or json.dumps(error["message"], ensure_ascii=False),
        )
        for error in report.get("errors", [])
    ]


def _offline(package: Package) -> dict[str, Any]:
    """The descriptor without profiles of other places, which frictionless would fetch."""
    descriptor = copy.deepcopy(dict(package.descriptor))
    for item in (descriptor, *descriptor["resources"]):
        for name in ("profile", "profiles"):
            if item.get(name) not in (None, *BUILT_IN_PROFILES):
                del item[name]
        if isinstance(item.get("dialect"), str):
            package.path_of(item["dialect"])
    for item, resource in zip(descriptor["resources"], package.resources, strict=True):
        if resource.schema is not None:
            schema = resource.schema.descriptor.items()
            item["schema"] = {key: value for key, value in schema if key != "$schema"}
    return descriptor
