"""Which version of the standard a descriptor follows."""

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


def with_types(schema: Mapping[str, Any], version: Version) -> Mapping[str, Any]:
    """A Table Schema whose fields all have a type: without one it is string in version 1 only.

    In version 2 such a field is of type any, which readers take for granted.
    """
    fields = schema["fields"]
    if version != "1" or all("type" in field for field in fields):
        return schema
    typed = [field if "type" in field else {**field, "type": DEFAULT_1} for field in fields]
    return {**schema, "fields": typed}
