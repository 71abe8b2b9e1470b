"""Pydantic models made from Table Schemas, with the record rules that a schema declares.

The Table Schema is the only description of a table; nothing here names one. A record rule looks
at one record; rules over several tables stand in `checks.records`, rules over citations in
`checks.citations.passages`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StrictStr,
    WithJsonSchema,
    create_model,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from pincite.grammar import bounds
from pincite.package import Schema
from pincite.package.schema import Field as SchemaField
from pincite.tables.text_table import CITATION_FIELDS
from pincite.types import compile_field

Values = Mapping[str, Any]
Fault = tuple[str, str]  # field, message


def record_model(schema: Schema, name: str) -> type[BaseModel]:
    """A model of one record of a table; its record rules are checked on construction.

    Raised errors have the type `edtf-invalid` or `record-rule` beside pydantic's own; the
    context of `record-rule` lists (field, message).
    """
    rules = [rule for rule in schema.rules if rule["rule"] in RECORD_RULES]

    names = schema.names

    def check(self: BaseModel) -> BaseModel:
        values = {name: getattr(self, f"f{number}") for number, name in enumerate(names)}
        faults = [fault for rule in rules for fault in RECORD_RULES[rule["rule"]](rule, values)]
        if faults:
            raise PydanticCustomError("record-rule", "record rule", {"faults": faults})
        return self

    conditions = [c for rule in rules if (c := _json_condition(rule, schema)) is not None]
    extra: JsonDict | None = {"allOf": [*conditions]} if conditions else None
    config = ConfigDict(extra="forbid", json_schema_extra=extra)
    fields: dict[str, Any] = {  # by alias, since pydantic has names of its own
        f"f{number}": (
            _type_of(field),
            Field(alias=field.name, title=field.descriptor.get("title")),
        )
        for number, field in enumerate(schema.fields)
    }
    validators: dict[str, Any] = {"record_rules": model_validator(mode="after")(check)}
    return create_model(name, __config__=config, __validators__=validators, **fields)


def document_schema(
    table: Schema, children: Mapping[str, Schema], citations: Schema | None
) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one record of a JSON table with children and citations."""
    extra: dict[str, Any] = {
        f"c{number}": (list[record_model(child, name)], Field(alias=name))  # type: ignore[misc]
        for number, (name, child) in enumerate(children.items())
    }
    if citations is not None:
        part = Schema(
            None,
            {},
            tuple(field for field in citations.fields if field.name in CITATION_FIELDS),
            (),
        )
        item = record_model(part, "citation")
        extra["all_citations"] = (dict[str, list[item]], Field(alias="citations"))  # type: ignore[valid-type]
    title = str(table.descriptor.get("title", "record"))
    model = create_model(title, __base__=record_model(table, title), **extra)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(),
    }


def _type_of(field: SchemaField) -> Any:
    constraints = field.constraints
    found: Any
    read = compile_field({"name": field.name, "type": field.type}).read
    if "enum" in constraints:
        found = Literal[tuple(_plain(read(item)[0]) for item in constraints["enum"])]
    elif field.type == "integer":
        found = Annotated[StrictInt, _limits(constraints, read)]
    elif field.type == "number":
        limits = {
            key: _plain(read(constraints[key])[0])
            for key in ("minimum", "maximum")
            if key in constraints
        }
        found = Annotated[
            Decimal, _limits(constraints, read), WithJsonSchema({"type": "number", **limits})
        ]
    elif field.type == "boolean":
        found = StrictBool
    else:
        found = Annotated[StrictStr, _text_limits(constraints)]
        if field.is_edtf:
            found = Annotated[found, AfterValidator(_check_edtf)]
    return found if field.is_required else found | None


def _limits(constraints: Mapping[str, Any], read: Callable[[Any], Any]) -> Any:
    least, most = constraints.get("minimum"), constraints.get("maximum")
    return Field(
        ge=None if least is None else read(least)[0], le=None if most is None else read(most)[0]
    )


def _plain(value: Any) -> Any:
    """A whole decimal as an integer, which JSON Schema prints without a point."""
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(value) if is_whole else float(value) if isinstance(value, Decimal) else value


def _text_limits(constraints: Mapping[str, Any]) -> Any:
    pattern = constraints.get("pattern")
    return Field(
        min_length=constraints.get("minLength"),
        max_length=constraints.get("maxLength"),
        pattern=None if pattern is None else f"^(?:{pattern})$",
    )


def _check_edtf(text: str) -> str:
    try:
        bounds(text)
    except ValueError:
        raise PydanticCustomError("edtf-invalid", "no day of the calendar") from None
    return text


def _holds(when: Mapping[str, Any], values: Values) -> bool:
    return all(_text(values[name]) in allowed for name, allowed in when.items())


def _text(value: Any) -> str:
    """A value as its CSV cell spells it, for the texts that rules are stated in."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _filled_when(rule: Mapping[str, Any], values: Values) -> Iterator[Fault]:
    """The field is filled exactly when the others have one of the values."""
    holds, name = _holds(rule["when"], values), rule["field"]
    if (values[name] is not None) != holds:
        yield name, f"{name} is filled exactly when {_spell(rule['when'])}"


def _required_when(rule: Mapping[str, Any], values: Values) -> Iterator[Fault]:
    """The field is filled when the others have one of the values."""
    name = rule["field"]
    if values[name] is None and _holds(rule["when"], values):
        yield name, f"{name} is required when {_spell(rule['when'])}"


def _filled_together(rule: Mapping[str, Any], values: Values) -> Iterator[Fault]:
    """All of the fields are filled, or none."""
    empty = [name for name in rule["fields"] if values[name] is None]
    if empty and len(empty) < len(rule["fields"]):
        yield empty[0], f"filled together or not at all: {', '.join(rule['fields'])}"


def _ordered(rule: Mapping[str, Any], values: Values) -> Iterator[Fault]:
    """The first value comes before the second: integers strictly, dates by their bounds."""
    first, second = (values[name] for name in rule["fields"])
    if first is None or second is None:
        return
    try:
        is_date = isinstance(first, str)
        wrong = bounds(first)[0] > bounds(second)[1] if is_date else first >= second
    except (TypeError, ValueError):
        wrong = True
    if wrong:
        yield rule["fields"][1], f"{rule['fields'][0]} must come before {rule['fields'][1]}"


def _key_template(rule: Mapping[str, Any], values: Values) -> Iterator[Fault]:
    """The field is put together from others."""
    expected = re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), rule["template"])
    if values[rule["field"]] != expected:
        yield rule["field"], f"{rule['field']} is {rule['template']}, so {expected}"


RECORD_RULES: Mapping[str, Callable[[Mapping[str, Any], Values], Iterator[Fault]]] = {
    "filled_when": _filled_when,
    "required_when": _required_when,
    "filled_together": _filled_together,
    "ordered": _ordered,
    "key_template": _key_template,
}


def _spell(when: Mapping[str, Any]) -> str:
    return " and ".join(f"{name} is {' or '.join(map(str, v))}" for name, v in when.items())


def _json_condition(rule: Mapping[str, Any], schema: Schema) -> JsonDict | None:
    """A record rule as JSON Schema, where JSON Schema can say it."""
    if rule["rule"] not in ("filled_when", "required_when"):
        return None
    empty: JsonDict = {"properties": {rule["field"]: {"type": "null"}}}
    condition: JsonDict = {
        "if": {
            "properties": {
                name: {"enum": [_plain(schema.value_of(name, text)) for text in texts]}
                for name, texts in rule["when"].items()
            }
        },
        "then": {"not": {**empty, "required": [rule["field"]]}},
    }
    if rule["rule"] == "filled_when":
        condition["else"] = empty
    return condition
