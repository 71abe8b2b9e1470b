"""The citations of a package in the vocabularies of others: Web Annotations (2017), PROV-O (2013).

Both are JSON-LD. Sources are named by their digest, the rest under the package's own IRI. The same
evidence gives the same document: no clock, no order of chance, no text of a source beyond the
quotes that the package publishes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from pincite.citations import Cell, Citation, Evidence, cell_method, external_rows
from pincite.grammar import DERIVED_METHODS

PACKAGE = "urn:pincite:package"  # for a package that nobody named
TERMS = "urn:pincite:terms:"  # no address: nothing of an export may have to be fetched


def package_iri(name: str, version: str | None) -> str:
    """The IRI of a package of a name and version."""
    return ":".join(["urn:pincite", *(quote(part, safe="") for part in (name, version) if part)])


def cell_iri(base: str, cell: Cell) -> str:
    """The IRI of a cell."""
    return _under(base, "cell", cell.table, cell.record, cell.field)


def row_iri(base: str, table: str, key: str) -> str:
    """The IRI of a record."""
    return _under(base, "record", table, key)


def citation_iri(base: str, citation: Citation) -> str:
    """The IRI of a citation."""
    return _under(base, "citation", *citation.cell, str(citation.seq))


def passage_iri(evidence: Evidence, citation: Citation) -> str:
    """The IRI of a passage: its source's, with the code points in the manner of RFC 5147."""
    span = citation.span
    return f"{source_iri(evidence, citation.source)}#char={span.start},{span.end}"


def source_iri(evidence: Evidence, source: str) -> str:
    """The IRI of a source's text: it is the bytes of this digest that are cited."""
    record = evidence.tables[evidence.convention.sources].find(source)
    return "urn:sha256:" + ("" if record is None else record.cells["sha256"])


def _under(base: str, kind: str, *parts: str) -> str:
    return f"{base}:{kind}:" + "/".join(quote(part, safe="") for part in parts)


ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def web_annotations(evidence: Evidence, base: str = PACKAGE) -> dict[str, Any]:
    """The citations as an annotation collection in JSON-LD; `base` is the package's IRI.

    The target is the passage, by offset (in code points, as the model wants it) and quote; the
    bodies are the cell and what the passage gives for it. Without a quote there are offsets only.
    """
    items = [_annotation(evidence, citation, base) for citation in evidence.all_citations]
    page: dict[str, Any] = {"id": f"{base}:annotations:page", "type": "AnnotationPage"}
    return {
        "@context": [ANNOTATION_CONTEXT, {"method": f"{TERMS}method", "part": f"{TERMS}part"}],
        "id": f"{base}:annotations",
        "type": "AnnotationCollection",
        "total": len(items),
        "first": page | {"partOf": f"{base}:annotations", "startIndex": 0, "items": items},
    }


def _annotation(evidence: Evidence, citation: Citation, base: str) -> dict[str, Any]:
    body = {"type": "TextualBody", "purpose": "describing", "format": "text/plain"}
    found: dict[str, Any] = {
        "id": citation_iri(base, citation),
        "type": "Annotation",
        "motivation": "linking",
        "method": citation.method,
        "part": citation.part,
        "body": [cell_iri(base, citation.cell), body | {"value": citation.value}],
        "target": _targets(evidence, citation),
    }
    if citation.note:
        found["body"].append(body | {"purpose": "commenting", "value": citation.note})
    return found


def _targets(evidence: Evidence, citation: Citation) -> Any:
    """The passage of the text; where its place in the original is known, that one too."""
    kind = {"type": "SpecificResource"}
    text = kind | {
        "source": source_iri(evidence, citation.source),
        "selector": _selectors(citation),
    }
    places = evidence.places.get(citation.source)
    selectors = [] if places is None else places.selectors(places.spot(citation.span))
    if places is None or not selectors:
        return text
    original = f"urn:sha256:{places.original['sha256']}"
    return [text, kind | {"source": original, "selector": selectors[0]}]


def _selectors(citation: Citation) -> list[dict[str, Any]]:
    span = citation.span
    selectors: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end}
    ]
    if citation.quote:
        context = {"prefix": citation.prefix, "suffix": citation.suffix}
        stated = {name: text for name, text in context.items() if text}
        selectors.append({"type": "TextQuoteSelector", "exact": citation.quote, **stated})
    return selectors


PROV_CONTEXT = {
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
    return {"@context": PROV_CONTEXT, "@graph": [*graph, *_passages(evidence), *cells]}


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
