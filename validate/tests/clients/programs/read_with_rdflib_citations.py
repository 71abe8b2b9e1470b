"""rdflib: the citations as a graph of Web Annotations, and as one of PROV-O; by SPARQL."""

import hashlib
import json
from pathlib import Path

import rdflib
from facts import RELEASE, show

NAMED = "http://www.w3.org/ns/anno.jsonld"
CONTEXT = Path(__file__).parents[2] / "contexts/anno.json"


def graph_of(name: str) -> rdflib.Graph:
    """The graph of a file; the W3C's context of annotations is taken from beside the tests."""
    document = json.loads((RELEASE / name).read_text(encoding="utf-8"))
    context = json.loads(CONTEXT.read_text(encoding="utf-8"))["@context"]
    stated = document["@context"]
    stated = stated if isinstance(stated, list) else [stated]
    document["@context"] = [context if part == NAMED else part for part in stated]
    return rdflib.Graph().parse(data=json.dumps(document), format="json-ld")


def digest(graph: rdflib.Graph) -> str:
    """A digest of all triples, blank nodes being alike: naming them could take for ever."""
    lines = sorted(
        " ".join("_" if isinstance(term, rdflib.BNode) else term.n3() for term in triple)
        for triple in graph
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


annotations, provenance = graph_of("annotations.jsonld"), graph_of("provenance.jsonld")
quotes = annotations.query(
    "PREFIX oa: <http://www.w3.org/ns/oa#> SELECT ?annotation ?exact ?start ?end WHERE {"
    " ?annotation a oa:Annotation ; oa:hasTarget/oa:hasSelector ?place, ?quote ."
    " ?place oa:start ?start ; oa:end ?end . ?quote oa:exact ?exact }"
)
count = annotations.query(
    "PREFIX oa: <http://www.w3.org/ns/oa#>"
    " SELECT (count(DISTINCT ?a) AS ?n) WHERE { ?a a oa:Annotation }"
)
derived = provenance.query(
    "PREFIX prov: <http://www.w3.org/ns/prov#>"
    " SELECT (count(*) AS ?n) WHERE { ?cell prov:wasDerivedFrom ?quotation }"
)
show(
    {},
    annotations=int(next(iter(count)).n),
    quotes=sorted([str(row.exact), int(row.start), int(row.end)] for row in quotes),
    derived=int(next(iter(derived)).n),
    digests=[digest(annotations), digest(provenance)],
)
