"""JSON Schemas that packages bring: nothing is fetched for them, and no pattern may explode."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from pincite.types.patterns import BadPattern, compile_pattern, power_of

BORNE = 2  # power of a text's length that looking for a pattern in it may cost
_ANY = r"(?:.|\n)*"


class BadSchema(Exception):
    """A JSON Schema that is not safe to use; the message says why."""


def safe_validator(kind: Any, schema: Any) -> Any:
    """The validator class with patterns that take bounded time; raises BadSchema."""
    from jsonschema.validators import extend

    for part in _objects(schema):
        if isinstance(part.get("pattern"), str):
            compile_search(part["pattern"])
        stated = part.get("patternProperties")
        for pattern in stated if isinstance(stated, dict) else ():
            power = power_of(pattern)
            if power is None or power > BORNE:
                raise BadSchema(f"the pattern {pattern[:60]!r} could take for ever to match")
    return extend(kind, {"pattern": _check_pattern})


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


@lru_cache(maxsize=1000)
def compile_search(pattern: str) -> Callable[[str], bool]:
    """A function that says whether a pattern matches anywhere in a text; raises BadSchema."""
    power = power_of(pattern)
    if power is not None and power <= BORNE:
        return lambda text: re.search(pattern, text) is not None
    is_anchored = pattern.startswith("^") and pattern.endswith("$")
    try:
        return compile_pattern(pattern if is_anchored else f"{_ANY}(?:{pattern}){_ANY}")
    except BadPattern as error:
        raise BadSchema(f"the pattern {pattern[:60]!r} {error}") from error


def _check_pattern(validator: Any, pattern: str, value: Any, schema: Any) -> Iterator[Any]:
    from jsonschema import ValidationError

    del schema
    if validator.is_type(value, "string") and not compile_search(pattern)(value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")
