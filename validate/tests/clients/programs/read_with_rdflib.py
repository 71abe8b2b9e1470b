"""rdflib: the linked data as a graph; titles and digests by SPARQL, in both vocabularies."""

import rdflib
import rdflib.compare
from facts import RELEASE, show

graph = rdflib.Graph().parse(RELEASE / "dataset.jsonld", format="json-ld")
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX schema: <https://schema.org/> PREFIX spdx: <http://spdx.org/rdf/terms#>
"""
titles = list(
    graph.query(
        f"{PREFIXES} SELECT ?title ?name WHERE {{ ?set a dcat:Dataset, schema:Dataset ;"
        " dcterms:title ?title ; schema:name ?name }"
    )
)
((title, name),) = titles
files = graph.query(
    f"{PREFIXES} SELECT ?title ?digest ?size WHERE {{ ?set dcat:distribution ?part ."
    " ?part dcterms:title ?title ; dcat:byteSize ?size ; spdx:checksum/spdx:checksumValue ?digest }"
)
found = {str(row.title): row.digest.value.hex() for row in files}
# file addresses would differ from folder to folder
named = graph.serialize(format="nt").replace(RELEASE.resolve().as_uri(), "file:///release")
digest = rdflib.compare.to_isomorphic(rdflib.Graph().parse(data=named, format="nt")).graph_digest()
show({}, title=str(title), name=str(name), files=found, digest=digest)
