"""The `explorer` property of a descriptor: what a page over the package shows, and how.

Documented in docs/explorer.md. Unknown keys are faults, and so are names that lead nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pincite.descriptor.shape import FLAG, TEXT, Choice, Fault, ListOf, MapOf, Object, Shape, shown
from pincite.report.expressions import lazy

TONES = ("for", "mixed", "against", "open")
LINES = ("solid", "plain", "open")
PLACEHOLDER = lazy(r"\{(\w+)\}")

# fields of a table with verdicts: who reports, in which group of re-tellings, when it was
# published, and the date, number, unit, hedge and scope that were found
_VERDICT_ROLES = ("by", "group", "published", "date", "value", "unit", "qualifier", "scope")
_FILE_NAME = lazy(r"[a-z0-9]+(-[a-z0-9]+)*")
_WHEN = MapOf(ListOf(TEXT, least=1))
_DATE = Object({"field": TEXT, "says": TEXT}, {"is_reading": FLAG}, is_closed=True)
_EVENT = Object(
    {"table": TEXT, "dates": ListOf(_DATE, least=1)}, {"open": _WHEN, "when": _WHEN}, is_closed=True
)
_MORE = Object({"table": TEXT, "when": _WHEN, "says": TEXT}, is_closed=True)
_EDGE = Object(
    {"table": TEXT, "from": TEXT, "to": TEXT, "says": TEXT, "line": Choice(LINES)},
    {"when": _WHEN, "words": TEXT, "more": _MORE, "group": TEXT},
    is_closed=True,
)
_CARD = Object(
    {"table": TEXT, "field": TEXT, "title": TEXT, "says": TEXT},
    {"when": _WHEN, "pill": TEXT},
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
            yield Fault(path, f"the kind must be one of: {', '.join(PICTURES)}, is {shown(kind)}")
            return
        found = list(PICTURES[kind].faults(value, path))
        yield from found
        if not found and not _FILE_NAME.fullmatch(value["name"]):
            yield Fault(
                f"{path}.name",
                f"{shown(value['name'])} is not a name such as a-b1",
            )


EXPLORER: Shape = Object(
    {},
    {
        "names": MapOf(TEXT),
        "units": MapOf(MapOf(TEXT)),
        "qualifiers": MapOf(MapOf(TEXT)),
        "languages": MapOf(MapOf(TEXT)),
        "verdicts": MapOf(
            Object(
                {"field": TEXT, "tones": MapOf(Choice(TONES))},
                dict.fromkeys(_VERDICT_ROLES, TEXT),
                is_closed=True,
            )
        ),
        "cards": ListOf(_CARD),
        "leave_out": ListOf(TEXT, least=1, is_set=True),
        "within": MapOf(TEXT),
        "missing": MapOf(TEXT),
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
    yield from _within_faults(declared.get("within", {}), tables)


FACT_COLUMNS = (  # that a table of facts may have, in any order
    *("fact_id", "subject", "property", "value", "value_label", "unit", "qualifier", "time_edtf"),
    *("status", "attribution", "quote", "source_id", "start", "end", "method", "best_verdict"),
    *("agreeing_groups", "differing_groups", "table", "record_id", "field"),
)


def facts_faults(
    name: str, declared: Iterable[Mapping[str, Any]], tables: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """The faults of the `facts` property of the table `name`, with paths below the resource."""
    own = [field["name"] for field in tables[name]["fields"]] if name in tables else []
    if not own:
        yield Fault("facts", "a table of facts has a Table Schema")
    odd = ", ".join(shown(field) for field in own if field not in FACT_COLUMNS)
    if odd:
        yield Fault("facts", f"a table of facts has no field {odd}: {', '.join(FACT_COLUMNS)}")
    for number, item in enumerate(declared):
        path = f"facts[{number}]"
        if item["table"] not in tables or item["table"] == name:
            yield Fault(path, f"{shown(item['table'])} is not another table of this package")
            continue
        roles = [item[role] for role in ("time", "status", "attribution") if role in item]
        known = {field["name"] for field in tables[item["table"]]["fields"]}
        used = (item["subject"], *item["fields"], *roles)
        missing = ", ".join(shown(field) for field in used if field not in known)
        if missing:
            yield Fault(path, f"that table has no field {missing}")


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
        roles = [verdict[role] for role in _VERDICT_ROLES if role in verdict]
        yield f"verdicts.{table}", table, [verdict["field"], *roles]
    yield from _uses_of_lists(declared)


def _uses_of_lists(declared: Mapping[str, Any]) -> Iterator[tuple[str, str, Iterable[str]]]:
    for number, card in enumerate(declared.get("cards", ())):
        used = [card["field"], *PLACEHOLDER.findall(card["title"] + card["says"])]
        used += [*([card["pill"]] if "pill" in card else []), *card.get("when", ())]
        yield f"cards[{number}]", card["table"], used
    for number, name in enumerate(declared.get("leave_out", ())):
        yield f"leave_out[{number}]", name, ()
    for part in ("within", "missing"):
        for name, field in declared.get(part, {}).items():
            yield f"{part}.{name}", name, [field]
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
                path = f"explorer.pictures[{number}].edges[{place}]"
                if end in known and not _names_record(schema, end):
                    yield Fault(path, f"the field {shown(end)} is not a foreign key of one field")
                elif end == edge["to"] and "group" in edge:
                    yield from _group_faults(path, edge, schema, tables)


def _within_faults(
    within: Mapping[str, str], tables: Mapping[str, Mapping[str, Any]]
) -> Iterator[Fault]:
    """Tables that belong to no record of another table, or whose cells open evidence themselves."""
    for name, field in within.items():
        schema = tables.get(name, {"fields": []})
        if field not in {item["name"] for item in schema["fields"]}:
            continue  # said before
        keys = (key for key in schema.get("foreignKeys", ()) if key["fields"] in (field, [field]))
        target = next((key["reference"].get("resource") for key in keys), None)
        if not target or target in within:
            yield Fault(
                f"explorer.within.{name}",
                f"the field {shown(field)} is not a foreign key of one field to a table that the"
                " page shows",
            )
        elif any("citation" in item for item in schema["fields"]):
            yield Fault(f"explorer.within.{name}", "its cells have evidence: it needs a section")


def _group_faults(
    path: str,
    edge: Mapping[str, Any],
    schema: Mapping[str, Any],
    tables: Mapping[str, Mapping[str, Any]],
) -> Iterator[Fault]:
    """The fault of a `group` that the table at the end of an edge does not have."""
    keys = {
        str(key["fields"] if isinstance(key["fields"], str) else key["fields"][0]): key["reference"]
        for key in schema.get("foreignKeys", ())
    }
    target = keys.get(edge["to"], {}).get("resource") or edge["table"]
    names = {field["name"] for field in tables.get(target, {"fields": []})["fields"]}
    if edge["group"] not in names:
        yield Fault(path, f"the table {shown(target)} has no field {shown(edge['group'])}")


def _names_record(schema: Mapping[str, Any], name: str) -> bool:
    keys = [key["fields"] for key in schema.get("foreignKeys", ())]
    return name in keys or [name] in keys or schema.get("primaryKey") in (name, [name])
