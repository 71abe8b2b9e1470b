"""The fields of a pydantic model as fields of a table.

The model's own JSON Schema is read, so whatever pydantic understands is understood. A property
`pincite` of a field (`json_schema_extra={"pincite": "money@company"}`) names its kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pincite.begin.kinds import FieldSpec, field_spec
from pincite.report import CannotRun
from pincite.report.extras import load_named
from pincite.types.datetime import DATETIME

_KINDS = {"integer": "count", "number": "number", "boolean": "flag", "string": "text"}
_FORMATS = {"date": "date", "date-time": "date"}
_PLAIN = {"date": "date", "date-time": DATETIME.name, "time": "time"}
_DECIMAL = r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$"  # how pydantic writes a Decimal as a text


def load_model(named: str) -> type[Any]:
    """The model at `MODULE:CLASS` or `FILE.py:CLASS`, which runs that module; raises CannotRun."""
    from pydantic import BaseModel

    found = load_named("--model", named, "CLASS")
    if not (isinstance(found, type) and issubclass(found, BaseModel)):
        raise CannotRun(f"--model {named}: is not a pydantic model")
    return found


def model_fields(model: type[Any]) -> list[FieldSpec]:
    """The fields of a model; raises CannotRun for a field that is more than one cell."""
    schema = model.model_json_schema()
    definitions = schema.get("$defs", {})
    return [
        _field(name, _resolved(data, definitions), model.__name__)
        for name, data in schema.get("properties", {}).items()
    ]


def _resolved(data: Mapping[str, Any], definitions: Mapping[str, Any]) -> dict[str, Any]:
    """A property without its references and without null, which an empty cell is."""
    found = dict(data)
    if "$ref" in found:
        found = {**definitions[found.pop("$ref").rsplit("/", 1)[1]], **found}
    choices = [item for item in found.pop("anyOf", ()) if item.get("type") != "null"]
    parts = [_resolved(item, definitions) for item in choices]
    kinds = {part.get("type") for part in parts}
    if len(parts) == 1:
        return {**parts[0], **found}
    if kinds == {"number", "string"}:  # a Decimal
        return {"type": "number", **found}
    return {"type": "+".join(sorted(map(str, kinds))), **found} if parts else found


def _field(name: str, data: Mapping[str, Any], model: str) -> FieldSpec:
    title, description = data.get("title", ""), data.get("description", "")
    is_own_title = title.replace(" ", "_").lower() != name.lower()
    words = {"title": title if is_own_title else "", "description": description}
    if "pincite" in data:
        asked = field_spec(f"{name}:{str(data['pincite']).removeprefix(':')}")
        return FieldSpec(name, asked.kind, asked.unit, asked.subject, **words)
    constraints: dict[str, Any] = {}
    kind, choices = data.get("type"), data.get("enum", data.get("const"))
    if choices is not None and kind in ("string", None):
        constraints["enum"] = list(choices) if isinstance(choices, Sequence) else [choices]
        return FieldSpec(name, "term", constraints=constraints, **words)
    if kind not in _KINDS:
        raise CannotRun(
            f"{model}.{name}: is {kind or 'anything'}, which one cell cannot hold: give it"
            " a table, by a model with a field for the key of this one"
        )
    form = data.get("format", "")
    plain = {"string": _PLAIN.get(form, "string")}.get(kind, kind)
    return FieldSpec(name, _FORMATS.get(form, _KINDS[kind]), plain={"type": plain}, **words)


def with_key(fields: Sequence[FieldSpec], table: str) -> tuple[tuple[FieldSpec, ...], str]:
    """The fields with one that names a record, first, and its name; one is added if need be."""
    usual = (f"{table}_id", "id", "key", "name_id")
    names = [made.name for made in fields]
    key = next((name for name in usual if name in names), None)
    if key is None:
        key = next((name for name in names if name.endswith("_id")), f"{table}_id")
    chosen = [made for made in fields if made.name == key] or [FieldSpec(key, "text")]
    return (*chosen, *(made for made in fields if made.name != key)), key
