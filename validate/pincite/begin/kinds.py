"""Kinds of fields in a person's words: the type, the citation property and the fields beside.

A kind is what a person says (`amount:money`) or what the cells of a column look like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from pincite.descriptor.declarations import EDTF
from pincite.report import CannotRun
from pincite.tables.inference.deciding import Decided, decide_cells
from pincite.types.boolean import BOOLEAN
from pincite.types.date import DATE
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.string import STRING


class Kind(NamedTuple):
    """What a field of a kind is: its type, its methods, and the fields that it needs beside."""

    says: str
    type: str
    methods: tuple[str, ...]
    beside: Mapping[str, str] = {}


QUALIFIER = {"qualifier": "qualifier"}
KINDS: Mapping[str, Kind] = {
    "text": Kind("the words themselves", STRING.name, ("verbatim",)),
    "term": Kind("a code, by a phrase of the field's vocabulary", STRING.name, ("term", "judged")),
    "money": Kind(
        "an amount, with its currency and hedge", NUMBER.name, ("amount",),
        {"currency": "currency", **QUALIFIER},
    ),
    "percent": Kind("a percentage, with its hedge", NUMBER.name, ("percent",), QUALIFIER),
    "count": Kind("a number of things, with its hedge", INTEGER.name, ("count",), QUALIFIER),
    "ordinal": Kind("a rank", INTEGER.name, ("ordinal",)),
    "quantity": Kind("a number in a unit: quantity=km", NUMBER.name, ("quantity",), QUALIFIER),
    "number": Kind("a count, amount or percentage", NUMBER.name, ("count", "amount", "percent")),
    "date": Kind("a date in EDTF, as precise as printed", STRING.name, ("date",)),
    "currency": Kind("an ISO 4217 code", STRING.name, ("currency",)),
    "qualifier": Kind("the hedge of a number", STRING.name, ("qualifier",)),
    "flag": Kind("true or false, by your judgement", BOOLEAN.name, ("judged",)),
    "own": Kind("your own words, which nothing proves", STRING.name, ("written",)),
}  # fmt: skip


@dataclass(frozen=True)
class FieldSpec:
    """A field as it was asked for; `citation` takes the place of what the kind would give."""

    name: str
    kind: str
    unit: str | None = None
    subject: str | None = None
    title: str = ""
    description: str = ""
    plain: Mapping[str, Any] = field(default_factory=dict)  # of a package without citations
    constraints: Mapping[str, Any] = field(default_factory=dict)
    has_beside: bool = True


_SPEC = re.compile(r"([^:@=]+)(?::([a-z]+)(?:=([^@]+))?)?(?:@(.+))?")


def field_spec(text: str) -> FieldSpec:
    """A field in the notation `NAME`, `NAME:KIND`, `NAME:quantity=UNIT`, each `@SUBJECT`.

    Raises CannotRun for another notation, or an unknown kind.
    """
    match = _SPEC.fullmatch(text)
    if match is None:
        raise CannotRun(f"{text}: give NAME:KIND, such as amount:money or amount:money@company")
    name, kind, unit, subject = match.groups()
    kind = kind or "text"
    if kind not in KINDS:
        raise CannotRun(f"{text}: {kind} is not a kind of field; they are: {', '.join(KINDS)}")
    if (kind == "quantity") != (unit is not None):
        raise CannotRun(f"{text}: a quantity names its unit by a UCUM code: {name}:quantity=km")
    return FieldSpec(name, kind, unit, subject)


def with_beside(fields: Iterable[FieldSpec]) -> list[FieldSpec]:
    """The fields, each with those that its kind needs beside it and nobody named."""
    given = list(fields)
    names = {spec.name for spec in given}
    found: list[FieldSpec] = []
    for spec in given:
        found.append(spec)
        for ending, kind in KINDS[spec.kind].beside.items() if spec.has_beside else ():
            name = f"{spec.name}_{ending}"
            if name not in names:
                found.append(FieldSpec(name, kind, subject=spec.subject))
    return found


def field_descriptor(spec: FieldSpec, *, is_key: bool, is_plain: bool) -> dict[str, Any]:
    """A field of a Table Schema; a key has no citation property."""
    kind = KINDS[spec.kind]
    found: dict[str, Any] = {"name": spec.name, "type": kind.type}
    if is_plain:
        found |= spec.plain
    if spec.title:
        found["title"] = spec.title
    if spec.description:
        found["description"] = spec.description
    if spec.kind == "date" and not is_key and not is_plain:
        found["rdfType"] = EDTF
    constraints = dict(spec.constraints) | ({"required": True} if is_key else {})
    if constraints:
        found["constraints"] = constraints
    if not is_key and not is_plain:
        found["citation"] = _citation(spec, kind)
    return found


def _citation(spec: FieldSpec, kind: Kind) -> dict[str, Any]:
    found: dict[str, Any] = {"methods": list(kind.methods)}
    if "term" in kind.methods:
        found["vocabulary"] = spec.name
    if spec.unit is not None:
        found["unit"] = spec.unit
    if spec.subject is not None and spec.kind != "own":
        found["subject"] = spec.subject
    return found


# What the cells of a column look like is guessed by `tables/inference`. Cells of a package with
# citations hold plain digits and dates in EDTF, and whatever does not plainly look like a kind is a
# text.

_WITH_GROUPS = re.compile(r"-?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.[0-9]+)?")
_PRINTED_DATE = re.compile(r"[0-9]{3}[0-9X](?:-[0-9X]{2}(?:-[0-9X]{2})?)?(?:/(?:\.\.|[0-9X-]+))?")
_YEAR = re.compile(r"(?:1[5-9]|20|21)[0-9]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_SAYS_DATE = re.compile(
    r"(?:^|[_\W])(?:date|year|day|month|when|since|until|edtf)(?:$|[_\W])", re.IGNORECASE
)
_SAYS_PERCENT = re.compile(r"percent|pct|share|rate|%", re.IGNORECASE)
_SAYS_CURRENCY = re.compile(r"currency|iso_?4217", re.IGNORECASE)
_PLAIN = {INTEGER.name: "number", NUMBER.name: "number", BOOLEAN.name: "flag", DATE.name: "date"}


def guess_all(names: Sequence[str], columns: Sequence[Sequence[str]]) -> list[FieldSpec]:
    """The kind of each column of a table by its header and its cells, and its field in full."""
    return [
        _guessed(item, [cell for cell in cells if cell != ""])
        for item, cells in zip(decide_cells(columns, names), columns, strict=True)
    ]


def _guessed(item: Decided, filled: Sequence[str]) -> FieldSpec:
    plain = {key: value for key, value in item.field.items() if key != "name"}
    name = str(item.field["name"])
    plain = plain if filled else {"type": STRING.name}
    return FieldSpec(name, _kind(name, plain, filled), plain=plain, has_beside=False)


def _kind(name: str, plain: Mapping[str, Any], filled: Sequence[str]) -> str:
    """The kind of a column; `plain` is its field, which says more where cells are not plain."""

    def all_are(pattern: re.Pattern[str]) -> bool:
        return bool(filled) and all(pattern.fullmatch(cell) for cell in filled)

    if _SAYS_CURRENCY.search(name) and (not filled or all_are(_CURRENCY)):
        return "currency"
    if _SAYS_DATE.search(name) and (all_are(_YEAR) or all_are(_PRINTED_DATE)):
        return "date"
    kind = _PLAIN.get(plain["type"], "text") if len(plain) == 1 else "text"
    if kind == "text" and plain["type"] in (STRING.name, INTEGER.name, NUMBER.name):
        is_number = any("," in cell for cell in filled) and all_are(_WITH_GROUPS)
        kind = "number" if is_number else "text"
    return "percent" if kind == "number" and _SAYS_PERCENT.search(name) else kind


def overridden(specs: Iterable[FieldSpec], given: Mapping[str, FieldSpec]) -> list[FieldSpec]:
    """Guessed fields with those that a person named; raises CannotRun for unknown names."""
    found = list(specs)
    unknown = given.keys() - {spec.name for spec in found}
    if unknown:
        names = ", ".join(spec.name for spec in found)
        raise CannotRun(f"{min(unknown)}: not a column; columns: {names}")
    return [
        replace(given[spec.name], has_beside=False) if spec.name in given else spec
        for spec in found
    ]
