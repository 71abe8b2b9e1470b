"""The shape of a table's records in which every value comes with its quote, for language models.

The JSON Schema keeps to what structured output of models takes in its strict form: the root is an
object, objects are closed, every property is required, and of the keywords only `type`, `enum`,
`items`, `anyOf`, `properties`, `required`, `additionalProperties`, `title` and `description`
(https://platform.openai.com/docs/guides/structured-outputs). What else a field wants of its values
is said in words; `pincite import` and `pincite.check` look at it.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pincite.descriptor.shape import meant
from pincite.grammar import DERIVED_METHODS, Phrases
from pincite.package import Field, Package, Resource, listed
from pincite.report import CannotRun
from pincite.tables.record_schema import DIALECT, document_schema, value_schema
from pincite.types.boolean import BOOLEAN
from pincite.types.integer import INTEGER
from pincite.types.number import NUMBER
from pincite.types.string import STRING

Json = dict[str, Any]
MOST_CODES = 200  # of a vocabulary that a schema lists; models take 1,000 in all enums together
NOTHING = "Null where the text does not say it."
QUOTE = "The passage, copied letter for letter from the text, at most 12 words, with every hedge."
SAYS: Mapping[str, str] = {
    "verbatim": "the words as the text has them",
    "term": "the code that the passage means",
    "amount": "the amount of money in plain digits: 2500000 for “2.5 million euros”",
    "currency": "the ISO 4217 code of the money, such as EUR",
    "percent": "the percentage in plain digits: 15 for “15 %”",
    "percentage_points": "the percentage points in plain digits",
    "count": "the number of things in plain digits",
    "ordinal": "the rank in plain digits",
    "quantity": "the number in plain digits, without its unit",
    "unit": "the UCUM code of the unit, such as GW.h",
    "qualifier": "what the passage says of the number: none, about, at_least, and so on",
    "date": "the date in EDTF: 2021-11-17, 2021-11, 2021, 2023-33 for its first quarter",
}


def table_of(package: Package, name: str, *, with_quotes: bool) -> Resource:
    """The table of a name, whose records can have quotes; raises CannotRun where it cannot be."""
    resource = package.table(name)
    if resource is None or resource.schema is None:
        names = [table.name for table in package.tables]
        raise CannotRun(f"no table {name}{meant(name, names)}; tables: {', '.join(names)}")
    if with_quotes and not quoted_fields(resource):
        named = ", ".join(field.name for field in resource.schema.fields)
        raise CannotRun(f"{name}: no field takes its value from a quote: {named}")
    if with_quotes and not resource.schema.primary_key:
        raise CannotRun(f"{name}: needs a primaryKey, so that a record can be named")
    return resource


def quoted_fields(resource: Resource) -> list[Field]:
    """The fields of a table that take their values from quotes."""
    fields = resource.schema.cited_fields if resource.schema else ()
    return [field for field in fields if _methods(field)]


def _methods(field: Field) -> list[str]:
    return [m for m in (field.citation.methods if field.citation else ()) if m in DERIVED_METHODS]


def plain_schema(resource: Resource) -> Json:
    """The JSON Schema of one record of a table."""
    if resource.schema is None:
        return {"$schema": DIALECT}
    return document_schema(resource.schema, {}, None)


def quoted_schema(package: Package, resource: Resource) -> Json:
    """The JSON Schema of an object with the list of records, each value with its quote."""
    properties = {name: _key(resource, name) for name in _keys(resource)}
    properties |= {
        field.name: _field(package, resource, field) for field in quoted_fields(resource)
    }
    record = _object(properties, f"A record of {resource.name}.")
    rows = {"type": "array", "items": record, "description": "All records that the text states."}
    return _object({"records": rows}, str(_schema(resource).descriptor.get("description", "")))


def _schema(resource: Resource) -> Any:
    return resource.schema


def _keys(resource: Resource) -> list[str]:
    quoted = {field.name for field in quoted_fields(resource)}
    return [name for name in _schema(resource).primary_key if name not in quoted]


def _object(properties: Json, says: str = "") -> Json:
    found: Json = {"type": "object"}
    if says:
        found["description"] = says
    return {
        **found,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _key(resource: Resource, name: str) -> Json:
    field = _schema(resource).field(name)
    says = str(field.descriptor.get("description") or "")
    return {"type": _type(field), "description": says or "Names the record: short, without blanks."}


def _type(field: Field) -> str:
    return field.kind.names.json if field.kind.is_json_value else STRING.names.json


def _field(package: Package, resource: Resource, field: Field) -> Json:
    quoted = _object(
        {
            "quote": {"type": "string", "description": QUOTE},
            "value": _value(package, resource, field),
            **_anchor(field),
        },
        says(field),
    )
    return {"anyOf": [quoted, {"type": "null"}]}  # a model that must answer invents a quote


def _anchor(field: Field) -> Json:
    if field.citation is None or not field.citation.anchor:
        return {}
    says = "The passage with the date that this one is counted from, copied letter for letter."
    return {"anchor_quote": {"type": "string", "description": says}}


def _value(package: Package, resource: Resource, field: Field) -> Json:
    stated = value_schema(field, _schema(resource))
    found: Json = {"type": _type(field)}
    options = stated.get("enum", [stated["const"]] if "const" in stated else [])
    known = [] if options else codes(package, field)
    keys = _schema(resource).descriptor.get("foreignKeys", ())
    is_key = any(field.name in listed(key["fields"]) for key in keys)  # a new one may be right
    if options or (known and not is_key):
        found["enum"] = list(options or known)
    known_so_far = f" Known so far: {', '.join(known)}." if known and is_key else ""
    found["description"] = hint(field) + known_so_far
    return found


def says(field: Field) -> str:
    """What a field is, in the words of its schema."""
    title = str(field.descriptor.get("title") or field.name)
    about = str(field.descriptor.get("description") or "").rstrip(".")
    return f"{title}{f': {about}' if about else ''}. {NOTHING}"


def hint(field: Field) -> str:
    """How a value of the field is written."""
    found = "; or ".join(SAYS[method] for method in _methods(field))
    unit = field.citation.unit if field.citation else None
    return f"{found[0].upper()}{found[1:]}{f', in {unit}' if unit else ''}."


def codes(package: Package, field: Field) -> list[str]:
    """The codes that a field of the method `term` may hold; none where they are too many."""
    rule = field.citation
    if rule is None or rule.vocabulary is None or "verbatim" in rule.methods:
        return []
    phrases = _phrases(package)
    found = {
        code
        for (vocabulary, _), known in phrases.codes.items()
        if vocabulary == rule.vocabulary
        for code in known.values()
    } | ({rule.default} if rule.default else set())
    return sorted(found) if len(found) <= MOST_CODES else []


def _phrases(package: Package) -> Phrases:
    from pincite.seeds.seed_files import VOCABULARY, read_vocabulary

    resource = package.table(package.convention.phrases) if package.convention else None
    columns = resource.schema.names if resource is not None and resource.schema else ()
    if package.home is None or not package.path_of(VOCABULARY).is_file():
        return Phrases({})
    return Phrases.of_rows(row.cells for row in read_vocabulary(package, columns))


TYPES = {  # of Python, by those of JSON
    INTEGER.names.json: "int",
    NUMBER.names.json: "float",
    BOOLEAN.names.json: "bool",
    STRING.names.json: "str",
}
_HEAD = '''"""Records of {table} with their quotes.

Made by `pincite schema {table} --with-quotes --pydantic`; make it anew where the schema changes.
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

QUOTE = (
    "The passage, copied letter for letter from the text, at most 12 words,"
    " with every hedge."
)


class Closed(BaseModel):
    """A record without other fields than its own."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)
'''


def pydantic_code(package: Package, resource: Resource) -> str:
    """A Python module with the models of the same schema."""
    name = _class(resource.name)
    parts = [_HEAD.format(table=_harmless(resource.name))]
    lines = [f"    {line}" for key in _keys(resource) for line in _attribute(resource, key)]
    for field in quoted_fields(resource):
        own = f"{name}{_class(field.name)}"
        parts.append("\n".join(_quoted_class(package, resource, field, own)))
        lines.append(f"    {_line(field.name, f'{own} | None', says(field))}")
    rows = _line("records", f"list[{name}]", "All records that the text states.")
    parts.append("\n".join([*_class_head(name, f"A record of {resource.name}."), *lines]))
    about = f"All records of {resource.name} in a text."
    parts.append("\n".join([*_class_head(f"{name}List", about), f"    {rows}"]))
    return "\n\n".join(part.rstrip("\n") + "\n" for part in parts)


def _class_head(name: str, about: str) -> tuple[str, str]:
    return f"class {name}(Closed):", f'    """{_harmless(about)}"""\n'


def _harmless(text: str) -> str:
    """A text for a docstring: a name of a package that is not trusted must not end it."""
    return re.sub(r"[^\w .,:-]", "_", text)


def _quoted_class(package: Package, resource: Resource, field: Field, name: str) -> Iterator[str]:
    value = _value(package, resource, field)
    kind = TYPES[value["type"]]
    if "enum" in value:
        kind = f"Literal[{', '.join(map(repr, value['enum']))}]"
    yield from _class_head(name, f"A quote and the {field.name} that it gives.")
    yield "    quote: str = Field(description=QUOTE)"
    yield f"    {_line('value', kind, hint(field))}"
    for key, anchor in _anchor(field).items():
        yield f"    {_line(key, 'str', anchor['description'])}"


def _attribute(resource: Resource, name: str) -> Iterator[str]:
    key = _key(resource, name)
    yield _line(name, TYPES[key["type"]], key["description"])


def _line(name: str, kind: str, about: str) -> str:
    """An attribute; a name that Python does not take is its alias."""
    plain = name.isidentifier() and not keyword.iskeyword(name) and name[0] != "_"
    alias = "" if plain else f"alias={name!r}, "
    attribute = name if plain else f"field_{re.sub(r'[^0-9A-Za-z]', '_', name)}"
    return f"{attribute}: {kind} = Field({alias}description={about!r})"


def _class(name: str) -> str:
    found = "".join(part[:1].upper() + part[1:] for part in re.split(r"[^0-9A-Za-z]+", name))
    return found if found[:1].isalpha() else f"T{found}"
