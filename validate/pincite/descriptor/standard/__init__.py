"""What the Data Package standard demands of descriptors, in versions 1 and 2, as shapes.

Sources of the rules: Data Package, Data Resource, Table Dialect and Table Schema 2.0, and their
versions 1. What the standard only advises is no fault. Custom properties are free, as long as no
standard one can be meant.

This file: which version of the standard a descriptor follows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from pincite.types.registry import DEFAULT_1

Version = Literal["1", "2", "any"]

_PROFILE = re.compile(r"https?://datapackage\.org/profiles/([0-9]+)\.[0-9]+/")


def version_of(descriptor: Mapping[str, Any], default: Version = "1") -> Version:
    """The version by the `$schema` of a file's root; a profile of one's own may follow any.

    Source of the rule: Data Package 2.0, "$schema": a descriptor without one is of version 1.
    """
    stated = descriptor.get("$schema")
    if not isinstance(stated, str):
        return default
    match = _PROFILE.match(stated)
    if match is None:
        return "any"
    return "1" if match[1] == "1" else "2"


def as_read(schema: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    """A Table Schema as its readers take it, of a schema whose shape is right.

    A field without a type is a string in version 1 only; in version 2 it is of type any, which
    readers take for granted. `fieldsMatch` is a text (the profile of version 2.0 demands a list of
    one, its text a text). Foreign keys to other packages are left out, and empty formats.
    """
    fields = [_field_as_read(field, version) for field in schema["fields"]]
    changed: dict[str, Any] = {"fields": fields} if fields != schema["fields"] else {}
    match = schema.get("fieldsMatch")
    if isinstance(match, list):
        changed["fieldsMatch"] = match[0]
    keys = schema.get("foreignKeys", [])
    own = [key for key in keys if "package" not in key["reference"]]
    if own != keys:
        changed["foreignKeys"] = own
    return {**schema, **changed} if changed else schema


def _field_as_read(field: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    if version == "1" and "type" not in field:
        field = {**field, "type": DEFAULT_1}
    if field.get("format") == "":
        field = {name: value for name, value in field.items() if name != "format"}
    return field
