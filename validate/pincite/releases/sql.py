"""Constraints of a field as conditions in SQL, as far as plain SQLite can say them.

SQLite has no regular expressions. A pattern of classes with fixed counts becomes a GLOB that says
the same; of any other simple pattern only its alphabet is checked, and of the rest nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pincite.releases.columns import Column, Kind
from pincite.types import BOUNDS, LENGTHS
from pincite.types.string import STRING

_CLASS = r"\[[A-Za-z0-9_.-]+\]"
_FIXED = re.compile(rf"(?:({_CLASS})|([A-Za-z0-9_-]))(?:\{{([0-9]{{1,2}})\}})?")
_SIMPLE = re.compile(rf"(?:{_CLASS}|[A-Za-z0-9_-]|\\.|[()|?*+]|\{{[0-9,]+\}})*")
_PARTS = re.compile(rf"({_CLASS})|([A-Za-z0-9_-])|\\(.)|\{{[0-9,]+\}}")
_SIGNS = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
    "minLength": ">=",
    "maxLength": "<=",
}
_TYPEOF = {
    Kind.INTEGER: "'integer'",
    Kind.DECIMAL: "'integer', 'real'",
    Kind.REAL: "'real'",
    Kind.BOOLEAN: "'integer'",
}


def quoted(name: str) -> str:
    """A name in SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Any) -> str:
    """A text in SQL."""
    return "'" + str(value).replace("'", "''") + "'"


def check_conditions(column: Column, kind: Kind) -> Iterator[str]:
    """The conditions on a column's values; a missing value meets each of them."""
    name, constraints = quoted(column.name), column.field.constraints
    allowed = _TYPEOF.get(kind, "'text'") + ("" if column.field.is_required else ", 'null'")
    yield f"typeof({name}) IN ({allowed})"
    if kind is Kind.BOOLEAN:
        yield f"{name} IN (0, 1)"
    if column.codes and kind is Kind.TEXT:
        yield f"{name} IN ({', '.join(map(literal, column.codes))})"
    is_number = kind in (Kind.INTEGER, Kind.DECIMAL, Kind.REAL)
    is_text = column.field.kind is STRING
    for bound, sign in _SIGNS.items():
        if constraints.get(bound) is None:
            continue
        if bound in LENGTHS and is_text:
            yield f"length({name}) {sign} {int(constraints[bound])}"
        elif bound in BOUNDS and is_number:
            yield f"{name} {sign} {_number(column, constraints[bound])}"
    pattern = constraints.get("pattern")
    if pattern and is_text:
        yield from _pattern_conditions(name, str(pattern))


def _number(column: Column, given: Any) -> str:
    """A bound as SQL writes it; the field's reader knows its decimalChar and groupChar."""
    kept = {key: value for key, value in column.field.descriptor.items() if key != "constraints"}
    value = column.field.kind.reader(kept)(given)
    text = f"{value:f}" if isinstance(value, Decimal) else str(value)
    return text if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text) else repr(float(text))


def _pattern_conditions(name: str, pattern: str) -> Iterator[str]:
    fixed = _fixed(pattern)
    if fixed:
        yield f"{name} GLOB {literal(fixed)}"
        return
    alphabet = _alphabet(pattern)
    if alphabet:
        yield f"{name} NOT GLOB {literal(f'*[^{alphabet}]*')}"


def _fixed(pattern: str) -> str:
    """The GLOB that says the same as a pattern of classes with fixed counts, else nothing."""
    parts, at = [], 0
    while at < len(pattern):
        match = _FIXED.match(pattern, at)
        if match is None:
            return ""
        parts.append((match[1] or match[2]) * int(match[3] or 1))
        at = match.end()
    return "".join(parts)


def _alphabet(pattern: str) -> str:
    """All characters that a simple pattern can take, as the inside of a class."""
    if not _SIMPLE.fullmatch(pattern):
        return ""
    found = []
    for match in _PARTS.finditer(pattern):
        if match[3] and not re.fullmatch(r"[.\-/]", match[3]):
            return ""
        found.append(match[1][1:-1] if match[1] else match[2] or match[3] or "")
    characters = {char for part in found for char in _expanded(part)}
    return _class(characters)


def _expanded(part: str) -> Iterator[str]:
    """The characters of the inside of a class, ranges written out."""
    at = 0
    while at < len(part):
        if part[at + 1 : at + 2] == "-" and at + 2 < len(part):
            yield from map(chr, range(ord(part[at]), ord(part[at + 2]) + 1))
            at += 3
        else:
            yield part[at]
            at += 1


def _class(characters: set[str]) -> str:
    """Characters as the inside of a class in which nothing has a meaning of its own."""
    dash = "-" if "-" in characters else ""
    return "".join(sorted(characters - {"-"})) + dash
