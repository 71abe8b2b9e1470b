"""Fields of a Table Schema: types with their formats, properties and constraints.

Literals in a field (bounds, enum, categories, example) must be of its type; whether they are, the
readers of cells say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pincite.descriptor.shape import (
    COUNT,
    FILLED,
    FLAG,
    NAME,
    TEXT,
    Anything,
    Checked,
    Choice,
    Fault,
    ListOf,
    MapOf,
    MayBeEmpty,
    Object,
    Shape,
    Text,
    repeated,
    shown,
)
from pincite.descriptor.standard import URI, Version
from pincite.types import BOUNDS, DEFAULT, LENGTHS, TYPES, BadField, Type, compile_field
from pincite.types.list import ITEM_TYPES
from pincite.types.moments import DIRECTIVES
from pincite.types.registry import DEFAULT_1
from pincite.types.string import STRING


class Literal:
    """Any value but null: whether it is one of the field's type, its reader says."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """One fault for null."""
        if value is None:
            yield Fault(path, "must be a value, is null")


_CONSTRAINTS: Mapping[str, Shape] = {
    "required": FLAG,
    "unique": FLAG,
    "enum": ListOf(Anything(), least=1, is_set=True),
    "pattern": TEXT,
    "jsonSchema": MapOf(Anything()),
    **dict.fromkeys(LENGTHS, COUNT),
    **dict.fromkeys(BOUNDS, Literal()),
}
_EVERYWHERE = ("required", "unique", "enum")
_KINDS: Mapping[str, Shape] = {  # of properties, as the types name them
    "flag": FLAG,
    "text": TEXT,
    "filled": FILLED,
    "texts": ListOf(TEXT, least=1),
    "item type": Choice(tuple(ITEM_TYPES)),
}
_BY_TYPE = frozenset(name for kind in TYPES.values() for name in kind.properties)


class MissingValues:
    """The list of missing values: texts, or from version 2 objects with value and label."""

    def __init__(self, version: Version):
        self.is_1 = version == "1"

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of the list and of its items; what version 2 says once is named once."""
        is_labelled = isinstance(value, list) and any(isinstance(item, dict) for item in value)
        if not is_labelled:
            yield from ListOf(TEXT, is_set=not self.is_1).faults(value, path)
        elif self.is_1:
            yield Fault(path, "missing values with labels are of version 2; state $schema")
        else:
            yield from labelled_faults(value, path, TEXT)


def labelled_faults(items: list[Any], path: str, value: Shape) -> Iterator[Fault]:
    """The faults of a list of objects with a value and a label, neither of them twice."""
    found = list(ListOf(Object({"value": value}, {"label": TEXT})).faults(items, path))
    yield from found
    if not found:
        for key in ("value", "label"):
            held = [(number, item[key]) for number, item in enumerate(items) if key in item]
            for at in repeated(item for _, item in held):
                number, item = held[at]
                yield Fault(f"{path}[{number}].{key}", f"repeats an earlier one: {shown(item)}")


def field(version: Version, extra: Mapping[str, Shape]) -> Shape:
    """The shape of a field, with the properties of `extra` besides those of the standard."""
    known = Object(
        {"name": NAME},
        {
            "type": Choice(tuple(sorted(TYPES))),
            "format": MayBeEmpty(TEXT),
            **dict.fromkeys(("title", "description"), TEXT),
            "example": Anything(),
            "rdfType": URI,
            "constraints": MapOf(Anything()),
            "categories": Anything(),
            "categoriesOrdered": FLAG,
            "missingValues": MissingValues(version),
            **dict.fromkeys(_BY_TYPE, Anything()),
            **extra,
        },
        misplaced=dict.fromkeys(_CONSTRAINTS, "under constraints"),
        checks=frozenset({"constraints", "categoriesOrdered", "missingValues"} | _BY_TYPE)
        - {"delimiter"},
        words=frozenset({"name", "type", "format", "categories", "delimiter", *extra}),
    )
    default = DEFAULT_1 if version == "1" else DEFAULT
    return Checked(known, lambda value, path: _faults_by_type(value, path, default, version))


def _faults_by_type(
    field: Mapping[str, Any], path: str, default: str, version: Version
) -> Iterator[Fault]:
    stated = field.get("type", default)
    if not isinstance(stated, str) or stated not in TYPES:  # said by the shape
        return
    kind = TYPES[stated]
    found = [
        *_property_faults(field, kind, path),
        *_constraint_faults(field, kind, path, version),
        *_category_faults(field, kind, path),
    ]
    yield from found
    if not found:
        yield from _literal_faults(field, kind, path)


def _property_faults(field: Mapping[str, Any], kind: Type, path: str) -> Iterator[Fault]:
    for name, shape in kind.properties.items():
        if name in field:
            yield from _KINDS[shape].faults(field[name], f"{path}.{name}")
    form = field.get("format")
    if isinstance(form, str) and form:
        form = form.removeprefix("fmt:")
        known = _PATTERN if kind.formats is None else Choice(kind.formats)
        yield from known.faults(form, f"{path}.format")


def _is_moment_format(form: str) -> bool:
    is_pattern = "%" in form and "%" not in DIRECTIVES.sub("", form)
    return form in ("default", "any") or is_pattern


_PATTERN = Text("default, any or a pattern such as %d/%m/%Y", _is_moment_format)


def _constraint_faults(
    field: Mapping[str, Any], kind: Type, path: str, version: Version
) -> Iterator[Fault]:
    constraints = field.get("constraints")
    if not isinstance(constraints, dict):
        return
    allowed = (*_EVERYWHERE, *kind.constraints)
    at = f"{path}.constraints"
    for name in constraints:
        if name in _CONSTRAINTS and name not in allowed:
            stated = f"type {kind.name}" + ("" if "type" in field else ", as it states no other")
            yield Fault(f"{at}.{name}", f"is not a constraint for a field of {stated}")
        elif name in BOUNDS[2:] and version == "1":
            yield Fault(f"{at}.{name}", "is of version 2 of the standard; state $schema")
    shapes = {name: _CONSTRAINTS[name] for name in allowed}
    others = {name: Anything() for name in _CONSTRAINTS if name not in allowed}
    yield from Object({}, {**shapes, **others}, is_closed=True).faults(constraints, at)


def _category_faults(field: Mapping[str, Any], kind: Type, path: str) -> Iterator[Fault]:
    if "categories" not in field:
        return
    categories, at = field["categories"], f"{path}.categories"
    if not kind.has_categories:
        yield Fault(at, "only fields of type string or integer have categories")
        return
    value = TEXT if kind is STRING else COUNT
    if isinstance(categories, list) and any(isinstance(item, dict) for item in categories):
        yield from labelled_faults(categories, at, value)
    else:
        yield from ListOf(value, least=1, is_set=True).faults(categories, at)


def _literal_faults(field: Mapping[str, Any], kind: Type, path: str) -> Iterator[Fault]:
    own = {"format", *kind.properties}
    plain: dict[str, Any] = {name: value for name, value in field.items() if name in own}
    plain |= {"name": "", "type": kind.name, "format": field.get("format") or "default"}
    constraints = field.get("constraints", {})
    for name, value in constraints.items() if isinstance(constraints, dict) else ():
        at = f"{path}.constraints.{name}"
        reason = _refusal(plain, name, value)
        if reason is None:
            continue
        if name == "enum":
            for number, item in enumerate(value):
                if _refusal(plain, name, [item]) is not None:
                    yield Fault(f"{at}[{number}]", f"{shown(item)} is not of type {kind.name}")
        elif name in BOUNDS:
            yield Fault(at, f"{shown(value)} is not of type {kind.name}")
        else:
            yield Fault(at, reason if len(reason) < 300 else reason[:297] + "...")
    example = field.get("example", "")
    if example != "" and _refusal(plain, "enum", [example]) is not None:
        yield Fault(f"{path}.example", f"{shown(example)} is not of type {kind.name}")


def _refusal(field: Mapping[str, Any], constraint: str, value: Any) -> str | None:
    """Why the readers of cells refuse a field with a constraint, or None."""
    try:
        compile_field({**field, "constraints": {constraint: value}})
    except BadField as error:
        return str(error)
    except (ArithmeticError, RecursionError, TypeError, ValueError):
        return "cannot be read"
    return None
