"""Citations as W3C Web Annotations (Web Annotation Data Model, 2017): one for each citation."""

from typing import Any

from pincite.citations import Citation, Evidence
from pincite.exports.iris import PACKAGE, TERMS, cell_iri, citation_iri, source_iri

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def annotations(evidence: Evidence, base: str = PACKAGE) -> dict[str, Any]:
    """The citations as an annotation collection in JSON-LD; `base` is the package's IRI.

    The target is the passage, by offset (in code points, as the model wants it) and quote; the
    bodies are the cell and what the passage gives for it. Without a quote there are offsets only.
    """
    items = [_annotation(evidence, citation, base) for citation in evidence.all_citations]
    page: dict[str, Any] = {"id": f"{base}:annotations:page", "type": "AnnotationPage"}
    return {
        "@context": [CONTEXT, {"method": f"{TERMS}method", "part": f"{TERMS}part"}],
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
        "target": {
            "type": "SpecificResource",
            "source": source_iri(evidence, citation.source),
            "selector": _selectors(citation),
        },
    }
    if citation.note:
        found["body"].append(body | {"purpose": "commenting", "value": citation.note})
    return found


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
