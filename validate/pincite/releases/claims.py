"""facts.jsonld: each row of a table of facts as a Claim of schema.org, with what it is about.

A number is an Observation, or the amount of a MonetaryGrant where the table's declaration says so
(docs/facts.md). What the source leaves open stays open: a date without its year is not an
observationDate, a hedge is said beside the number, a plan is said to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pincite.citations.facts import label_of
from pincite.files.write import json_text
from pincite.package import Resource
from pincite.releases.content import Content, Files, TypedTable

GRANT = "MonetaryGrant"
# in the file: a reader without a network knows the terms too
_CONTEXT = {"@vocab": "https://schema.org/", "url": {"@type": "@id"}}
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")  # of EDTF, what ISO 8601 has too
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
Node = dict[str, Any]


def claims_file(content: Content, _: Files) -> Files:
    """The file of the first table of facts; none for a package without one."""
    tables = {table.name: table for table in content.tables}
    facts = (r for r in content.package.resources if "facts" in r.descriptor and r.name in tables)
    resource = next(facts, None)
    if resource is None:
        return {}
    graph = [*_sources(content), *_claims(content, resource, tables[resource.name])]
    found = {"@context": _CONTEXT, "@graph": graph}
    return {f"{resource.name}.jsonld": json_text(found).encode()}


def _sources(content: Content) -> Iterator[Node]:
    """What the claims appear in; titles and addresses only where the package has them."""
    if content.evidence is None:
        return
    for record in content.evidence.tables[content.evidence.convention.sources].records:
        cells = record.cells
        found = {
            "@id": f"#{record.key}",
            "@type": "CreativeWork",
            "identifier": record.key,
            "name": cells.get("title", ""),
            "url": cells.get("url", ""),
            "inLanguage": cells.get("language", ""),
        }
        yield _filled(found)


def _claims(content: Content, resource: Resource, facts: TypedTable) -> Iterator[Node]:
    declared = {item["table"]: item for item in resource.descriptor["facts"]}
    labels = {column.name: _labels(column.field.descriptor) for column in facts.columns}
    for record in facts.table.records:
        cells = record.cells
        words = {name: labels[name].get(text, text) for name, text in cells.items()}
        table, _, name = record.key.split("/")
        item = declared.get(table, {})
        for role in ("status", "attribution"):  # copied codes: by their own labels
            words[role] = _label(content, table, item.get(role, ""), words.get(role, ""))
        yield _filled(
            {
                "@id": f"#{record.key}",
                "@type": "Claim",
                "name": _sentence(words),
                "description": _meaning(content, table, name),
                "creativeWorkStatus": words.get("status", ""),
                "creditText": words.get("attribution", ""),
                "appearance": _passage(cells),
                "comment": _verdict(words),
                "about": _about(item.get("type", "Observation"), words, cells),
            }
        )


def _labels(descriptor: Mapping[str, Any]) -> dict[str, str]:
    return {
        str(item["value"]): str(item.get("label") or item["value"])
        for item in descriptor.get("categories", ())
        if isinstance(item, Mapping)
    }


def _label(content: Content, table: str, name: str, code: str) -> str:
    found = content.table(table)
    field = found.schema.field(name) if found is not None else None
    return (label_of(field, code) if field is not None else None) or code


def _sentence(words: Mapping[str, str]) -> str:
    hedge = words.get("qualifier", "") if _NUMBER.fullmatch(words["value"]) else ""
    said = (hedge.replace("_", " ").lower() if hedge != "none" else "", words.get("value_label"))
    value = " ".join(filter(None, (said[0], said[1] or words["value"], words.get("unit"))))
    return f"{words['subject']}: {words['property']}: {value}"


def _meaning(content: Content, table: str, name: str) -> str:
    """What the field of a fact means; there a reading is told from what is printed."""
    found = content.table(table)
    field = found.schema.field(name) if found is not None else None
    return str(field.descriptor.get("description", "")) if field is not None else ""


def _passage(cells: Mapping[str, str]) -> Node | None:
    if not cells.get("quote"):
        return None
    return {
        "@type": "Quotation",
        "text": cells["quote"],
        "identifier": f"char={cells['start']},{cells['end']}",  # RFC 5147
        "isPartOf": {"@id": f"#{cells['source_id']}"},
    }


def _verdict(words: Mapping[str, str]) -> Node | None:
    if not words.get("best_verdict"):
        return None
    agree, differ = words.get("agreeing_groups") or "0", words.get("differing_groups") or "0"
    said = f"Independent groups of other sources: {agree} agree, {differ} differ"
    return {"@type": "Comment", "text": f"{said}; the best verdict: {words['best_verdict']}."}


def _about(kind: str, words: Mapping[str, str], cells: Mapping[str, str]) -> Node | None:
    """The thing a number is about; None for other values, which the claim says itself."""
    value = cells["value"]
    if not cells.get("unit") or not _NUMBER.fullmatch(value):
        return None
    number = int(value) if "." not in value else float(value)
    extra = [_property(name, words.get(name, "")) for name in ("qualifier", "status")]
    time = cells.get("time_edtf", "")
    is_date = bool(_DATE.fullmatch(time))
    if kind == GRANT:
        amount = {"@type": "MonetaryAmount", "currency": cells["unit"], "value": number}
        said = {"qualifier": words.get("qualifier"), "status": words.get("status"), "time": time}
        return {
            "@type": GRANT,
            "name": cells["subject"],
            "funder": {"@type": "Organization", "name": cells["subject"]},
            "amount": amount,
            "description": "; ".join(f"{name}: {text}" for name, text in said.items() if text),
        }
    return _filled(
        {
            "@type": "Observation",
            "observationAbout": {"@type": "Thing", "name": cells["subject"]},
            "measuredProperty": {"@type": "Property", "name": cells["property"]},
            "value": number,
            "unitText": cells["unit"],
            "observationDate": time if is_date else "",
            "additionalProperty": [
                *filter(None, extra),
                *([_property("time, EDTF", time)] if time and not is_date else []),
            ],
        }
    )


def _property(name: str, value: str) -> Node | None:
    return {"@type": "PropertyValue", "name": name, "value": value} if value else None


def _filled(node: Mapping[str, Any]) -> Node:
    return {name: value for name, value in node.items() if value not in ("", None, [])}
