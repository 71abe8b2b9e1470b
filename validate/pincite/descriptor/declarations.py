"""The shapes of the citation convention (schemas/CITATIONS.md), where unknown keys are faults.

They stand as custom properties in what the standard describes (`package/standard/`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from pincite.codes import SKIPPABLE
from pincite.descriptor.shape import (
    COUNT,
    FILLED,
    FLAG,
    NAME,
    TEXT,
    Between,
    Choice,
    Either,
    Fault,
    Late,
    ListOf,
    MapOf,
    Object,
    Shape,
    shown,
)
from pincite.descriptor.standard.descriptors import Extras

Tables = Mapping[str, Mapping[str, Any] | None]  # schemas by resource; None for a faulty one

EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
NAMES = ListOf(TEXT, least=1)
MATCH = MapOf(TEXT)
WHEN = MapOf(NAMES)

CONVENTION = Object(
    {"convention": Choice(("1",)), "citations": TEXT, "sources": TEXT, "phrases": TEXT},
    {"notes": TEXT},
    is_closed=True,
)


@cache
def citation() -> Object:
    """The citation property of a field."""
    from pincite.grammar import METHODS

    return Object(
        {"methods": ListOf(Choice(tuple(sorted(METHODS))), least=1)},
        {
            "vocabulary": TEXT,
            "default": TEXT,
            "anchor": FLAG,
            "external": Object(
                {"resource": TEXT, "match": MATCH, "value": TEXT},
                {"where": MATCH, "fallback": TEXT},
                is_closed=True,
            ),
            "position": Object({"of": TEXT, "within": TEXT}, {"first": MATCH}, is_closed=True),
            "bound": Choice(("lower", "upper")),
            "fiscalYear": Object(
                {"month": Between(1, 12), "namedBy": Choice(("start", "end"))}, is_closed=True
            ),
        },
        is_closed=True,
    )


_RULE_PARTS: tuple[tuple[str, Mapping[str, Shape], Mapping[str, Shape]], ...] = (
    ("filled_when", {"field": TEXT, "when": WHEN}, {}),
    ("required_when", {"field": TEXT, "when": WHEN}, {}),
    ("filled_together", {"fields": NAMES}, {}),
    ("ordered", {"fields": NAMES}, {}),
    ("key_template", {"field": TEXT, "template": TEXT}, {}),
    (
        "row_count",
        {"resource": TEXT, "match": MATCH, "count": COUNT},
        {"where": MATCH, "when": WHEN, "says": TEXT},
    ),
    ("reference", {"table": TEXT, "record": TEXT}, {"field": TEXT}),
    ("same_passage", {"fields": NAMES}, {}),
    ("same_quote", {"fields": NAMES}, {}),
    ("one_paragraph", {}, {}),
)
RULES: Mapping[str, Object] = {
    name: Object({"rule": TEXT, **required}, optional, is_closed=True)
    for name, required, optional in _RULE_PARTS
}


class RuleShape:
    """A rule of a Table Schema: one of RULES, by its name."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the rule's own shape."""
        name = value.get("rule") if isinstance(value, dict) else None
        if not isinstance(name, str) or name not in RULES:
            yield Fault(path, f"the rule {shown(name)} is none of: {', '.join(RULES)}")
        else:
            found = list(RULES[name].faults(value, path))
            yield from found
            if name == "ordered" and not found and len(value["fields"]) != 2:
                yield Fault(path, "the rule ordered takes two fields")


# The explorer: schemas/EXPLORER.md. Unknown keys are faults, and names that lead nowhere.

TONES = ("for", "mixed", "against", "open")
LINES = ("solid", "plain", "open")
PLACEHOLDER = re.compile(r"\{(\w+)\}")

_FILE_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHEN = MapOf(ListOf(TEXT, least=1))
_DATE = Object({"field": TEXT, "says": TEXT}, {"is_reading": FLAG}, is_closed=True)
_EVENT = Object(
    {"table": TEXT, "dates": ListOf(_DATE, least=1)}, {"open": _WHEN, "when": _WHEN}, is_closed=True
)
_MORE = Object({"table": TEXT, "when": _WHEN, "says": TEXT}, is_closed=True)
_EDGE = Object(
    {"table": TEXT, "from": TEXT, "to": TEXT, "says": TEXT, "line": Choice(LINES)},
    {"when": _WHEN, "words": TEXT, "more": _MORE},
    is_closed=True,
)
_PICTURE = {"kind": TEXT, "name": TEXT, "title": TEXT}
PICTURES: Mapping[str, Object] = {
    "timeline": Object({**_PICTURE, "events": ListOf(_EVENT, least=1)}, is_closed=True),
    "network": Object({**_PICTURE, "edges": ListOf(_EDGE, least=1)}, is_closed=True),
    "share": Object(
        {**_PICTURE, "table": TEXT, "percent": TEXT},
        {"of": ListOf(TEXT, least=1)},
        is_closed=True,
    ),
}


class PictureShape:
    """A picture: one of PICTURES, by its kind, with a name that can be a file's."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults by the picture's own shape."""
        kind = value.get("kind") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in PICTURES:
            yield Fault(path, f"the kind {shown(kind)} is none of: {', '.join(PICTURES)}")
            return
        found = list(PICTURES[kind].faults(value, path))
        yield from found
        if not found and not _FILE_NAME.fullmatch(value["name"]):
            yield Fault(f"{path}.name", f"{shown(value['name'])} is no name such as a-b1")


EXPLORER: Shape = Object(
    {},
    {
        "names": MapOf(TEXT),
        "units": MapOf(MapOf(TEXT)),
        "qualifiers": MapOf(MapOf(TEXT)),
        "languages": MapOf(MapOf(TEXT)),
        "verdicts": MapOf(
            Object({"field": TEXT, "tones": MapOf(Choice(TONES))}, {"by": TEXT}, is_closed=True)
        ),
        "pictures": ListOf(PictureShape()),
    },
    is_closed=True,
)


def explorer_faults(
    declared: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """The faults of the names in an `explorer` property; `tables` are the schemas by name."""
    for at, table, fields in _uses(declared):
        path = f"explorer.{at}"
        if table not in tables:
            yield Fault(path, f"there is no table {shown(table)} in this package")
            continue
        known = {field["name"] for field in tables[table]["fields"]}
        missing = ", ".join(shown(field) for field in fields if field not in known)
        if missing:
            yield Fault(path, f"that table has no field {missing}")
    names = [picture["name"] for picture in declared.get("pictures", ())]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield Fault(f"explorer.pictures[{number}].name", f"{shown(name)} names two pictures")
    yield from _end_faults(declared, tables)


def _uses(declared: Mapping[str, Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Each table that the property names, with the fields it names of it."""
    for table, template in declared.get("names", {}).items():
        yield f"names.{table}", table, PLACEHOLDER.findall(template)
    for table, units in declared.get("units", {}).items():
        for field, template in units.items():
            yield f"units.{table}.{field}", table, [field, *PLACEHOLDER.findall(template)]
    for table, qualifiers in declared.get("qualifiers", {}).items():
        yield f"qualifiers.{table}", table, [*qualifiers, *qualifiers.values()]
    for table, languages in declared.get("languages", {}).items():
        yield f"languages.{table}", table, list(languages)
    for table, verdict in declared.get("verdicts", {}).items():
        by = [verdict["by"]] if "by" in verdict else []
        yield f"verdicts.{table}", table, [verdict["field"], *by]
    for number, picture in enumerate(declared.get("pictures", ())):
        yield from _picture_uses(f"pictures[{number}]", picture)


def _picture_uses(at: str, picture: Mapping[str, Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
    for number, event in enumerate(picture.get("events", ())):
        used = [date["field"] for date in event["dates"]]
        conditions = [*event.get("open", ()), *event.get("when", ())]
        yield f"{at}.events[{number}]", event["table"], [*used, *conditions]
    for number, edge in enumerate(picture.get("edges", ())):
        used = [edge["from"], edge["to"], *edge.get("when", ())]
        yield f"{at}.edges[{number}]", edge["table"], used
        if more := edge.get("more"):
            yield f"{at}.edges[{number}].more", more["table"], more["when"]
    if picture["kind"] == "share":
        yield at, picture["table"], [picture["percent"], *picture.get("of", ())]


def _end_faults(
    declared: Mapping[str, Any], tables: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """The ends of edges that name no record: neither a foreign key nor a primary key."""
    for number, picture in enumerate(declared.get("pictures", ())):
        for place, edge in enumerate(picture.get("edges", ())):
            schema = tables.get(edge["table"], {"fields": []})
            known = {field["name"] for field in schema["fields"]}
            for end in (edge["from"], edge["to"]):
                if end in known and not _names_record(schema, end):
                    path = f"explorer.pictures[{number}].edges[{place}]"
                    yield Fault(path, f"the field {shown(end)} is no foreign key of one field")


def _names_record(schema: Mapping[str, Any], name: str) -> bool:
    keys = [key["fields"] for key in schema.get("foreignKeys", ())]
    return name in keys or [name] in keys or schema.get("primaryKey") in (name, [name])


RECORDS = Object(
    {"table": TEXT, "schema": NAME},
    {"children": MapOf(Object({"table": TEXT, "match": MATCH}, is_closed=True))},
    is_closed=True,
)
_SKIP = Object({"code": Choice(tuple(sorted(SKIPPABLE))), "reason": FILLED}, is_closed=True)
_CHECKS = Object({"skip": ListOf(_SKIP)}, is_closed=True)


class ChecksShape:
    """Which issues a package wants left out, with reasons; another `checks` is somebody's own."""

    def faults(self, value: Any, path: str) -> Iterator[Fault]:
        """The faults of an object with `skip`."""
        if isinstance(value, dict) and "skip" in value:
            yield from _CHECKS.faults(value, path)


EXTRAS = Extras(
    # a citation that is a text says how to cite the package
    package={"citation": Either(TEXT, CONVENTION), "explorer": EXPLORER, "checks": ChecksShape()},
    resource={"records": RECORDS},
    schema={"rules": ListOf(RuleShape())},
    field={"citation": Late(citation)},
)
