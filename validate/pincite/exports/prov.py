"""Cells as PROV-O (W3C, 2013): derived from passages that are quoted from sources, and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pincite.citations import Cell, Citation, Evidence, cell_method, external_rows
from pincite.exports.iris import PACKAGE, cell_iri, passage_iri, row_iri, source_iri
from pincite.grammar import DERIVED_METHODS

CONTEXT = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "id": "@id",
    "type": "@type",
    "value": "prov:value",
    "identifier": "dcterms:identifier",
    "title": "dcterms:title",
    "comment": "http://www.w3.org/2000/01/rdf-schema#comment",
    **{
        name: {"@id": f"prov:{name}", "@type": "@id"}
        for name in "wasDerivedFrom wasQuotedFrom wasGeneratedBy wasAttributedTo"
        " wasAssociatedWith".split()
    },
}
SOFTWARE = "urn:pincite:agent:software"
# a reader of PROV asks who is responsible (PROV-O, Agent): what a rule gives, no person judged
BY_PROGRAM = DERIVED_METHODS | {"absent", "external", "position"}


def provenance(evidence: Evidence, base: str = PACKAGE) -> dict[str, Any]:
    """Where each cell that is not empty comes from, in JSON-LD; `base` is the package's IRI.

    What the grammar, a vocabulary, a reference table or printed order give is attributed to the
    program, what is judged or written to the package's authors. Times are left out: the package
    has none, and those of a run would say nothing.
    """
    methods: dict[str, None] = {}
    cells = list(_cells(evidence, base, methods))
    graph = [*_agents(base), *_activities(base, methods), *_sources(evidence)]
    return {"@context": CONTEXT, "@graph": [*graph, *_passages(evidence), *cells]}


def _agents(base: str) -> Iterator[dict[str, Any]]:
    software = ["prov:Agent", "prov:SoftwareAgent"]
    yield {"id": SOFTWARE, "type": software, "title": "pincite"}
    title = "the people who wrote the package's seeds"
    yield {"id": f"{base}:agent:authors", "type": ["prov:Agent"], "title": title}


def _activities(base: str, methods: dict[str, None]) -> Iterator[dict[str, Any]]:
    for method in sorted(methods):
        yield {
            "id": f"{base}:method:{method}",
            "type": "prov:Activity",
            "title": method,
            "wasAssociatedWith": _agent(base, method),
        }


def _agent(base: str, method: str) -> str:
    return SOFTWARE if method in BY_PROGRAM else f"{base}:agent:authors"


def _sources(evidence: Evidence) -> Iterator[dict[str, Any]]:
    for record in evidence.tables[evidence.convention.sources].records:
        yield {
            "id": source_iri(evidence, record.key),
            "type": "prov:Entity",
            "identifier": record.key,
            "title": record.cells["file_name"],
        }


def _passages(evidence: Evidence) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    for citation in evidence.all_citations:
        iri = passage_iri(evidence, citation)
        if iri not in seen:
            seen.add(iri)
            quote = {"value": citation.quote} if citation.quote else {}
            source = source_iri(evidence, citation.source)
            yield {"id": iri, "type": "prov:Entity", "wasQuotedFrom": source, **quote}


def _cells(evidence: Evidence, base: str, methods: dict[str, None]) -> Iterator[dict[str, Any]]:
    for cell, text in evidence.cells.items():
        citations = evidence.citations.get(cell, ())
        if text == "":
            continue
        method = cell_method(evidence.rules[cell.table, cell.field], citations)
        methods[method] = None
        found: dict[str, Any] = {
            "id": cell_iri(base, cell),
            "type": "prov:Entity",
            "value": text,
            "wasGeneratedBy": f"{base}:method:{method}",
            "wasAttributedTo": _agent(base, method),
        }
        origins = _origins(evidence, base, cell, citations)
        comments = [citation.note for citation in citations if citation.note]
        found |= {"wasDerivedFrom": origins} if origins else {}
        yield found | ({"comment": comments} if comments else {})


def _origins(
    evidence: Evidence, base: str, cell: Cell, citations: tuple[Citation, ...]
) -> list[str]:
    """What a cell is derived from: passages; of an uncited cell records or cells of the package."""
    rule = evidence.rules[cell.table, cell.field]
    if citations:
        return [passage_iri(evidence, citation) for citation in citations]
    if rule.position is not None:
        return [cell_iri(base, cell._replace(field=rule.position["of"]))]
    if rule.external is None:
        return []
    table = rule.external["resource"]
    rows = external_rows(evidence, cell, rule)
    if len(rows) == 1:
        return [row_iri(base, table, rows[0].key)]
    fallback = rule.external.get("fallback")
    return [] if fallback is None else [cell_iri(base, cell._replace(field=fallback))]
