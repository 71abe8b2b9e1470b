"""JSON Schemas that packages bring: nothing is fetched for them, and no pattern may explode."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pincite.cells.patterns import is_bounded


class BadSchema(Exception):
    """A JSON Schema that is not safe to use; the message says why."""


def check_patterns(schema: Any) -> None:
    """Raise BadSchema for a pattern that could take for ever to match."""
    for part in _objects(schema):
        stated = part.get("patternProperties")
        patterns = [part.get("pattern"), *(stated if isinstance(stated, dict) else ())]
        for pattern in patterns:
            if isinstance(pattern, str) and not is_bounded(pattern):
                raise BadSchema(f"the pattern {pattern[:60]!r} could take for ever to match")


def check_references(schema: Any) -> None:
    """Raise BadSchema for a reference to another document: nothing is fetched."""
    for part in _objects(schema):
        reference = part.get("$ref")
        if isinstance(reference, str) and not reference.startswith("#"):
            raise BadSchema(f"it refers to {reference[:60]!r}, and nothing is fetched")


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, however deep."""
    rest = [value]
    while rest:
        part = rest.pop()
        if isinstance(part, dict):
            yield part
            rest += part.values()
        elif isinstance(part, list):
            rest += part
