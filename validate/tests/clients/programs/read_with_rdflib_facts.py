"""rdflib: the facts as claims of schema.org, their numbers and passages by SPARQL."""

import rdflib
from facts import RELEASE, show

graph = rdflib.Graph().parse(RELEASE / "facts.jsonld", format="json-ld")
PREFIX = "PREFIX s: <https://schema.org/>"
claims = graph.query(
    f"{PREFIX} SELECT ?name ?text {{ ?claim a s:Claim ; s:name ?name ."
    " OPTIONAL { ?claim s:appearance/s:text ?text } }"
)
grants = graph.query(
    f"{PREFIX} SELECT ?value ?currency ?says {{ ?grant a s:MonetaryGrant ;"
    " s:amount [ s:value ?value ; s:currency ?currency ] ; s:description ?says }"
)
seen = graph.query(
    f"{PREFIX} SELECT ?value ?unit ?date {{ ?seen a s:Observation ; s:value ?value ;"
    " s:unitText ?unit . OPTIONAL { ?seen s:observationDate ?date } }"
)
hedges = graph.query(
    f"{PREFIX} SELECT ?hedge {{ ?seen a s:Observation ;"
    " s:additionalProperty [ s:name 'qualifier' ; s:value ?hedge ] }"
)
show(
    {},
    claims=sorted([str(cell) for cell in row] for row in claims),
    grants=[[str(cell) for cell in row] for row in grants],
    observations=[[str(cell) for cell in row] for row in seen],
    hedges=[str(row.hedge) for row in hedges],
    digest=len(graph),
)
