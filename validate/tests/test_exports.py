"""The exports as JSON-LD processors and RDF stores read them: PyLD expands, rdflib queries.

`contexts/anno.json` holds, in our words, the terms of the W3C's annotation context that are used.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyld import jsonld
from rdflib.namespace import PROV, RDF

from pincite import exports
from pincite.citations import Cell, Evidence
from pincite.exports import cell_iri
from pincite.files.write import json_text
from pincite.tracing import open_evidence
from support import GOLDEN, ROOT, run_command

OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
CONTEXTS = {"http://www.w3.org/ns/anno.jsonld": Path(__file__).parent / "contexts/anno.json"}
OTHERS = sorted(
    path.parent for path in (ROOT / "validate/tests/packages").rglob("datapackage.json")
)
PACKAGES = pytest.mark.parametrize("path", [GOLDEN, ROOT, *OTHERS], ids=lambda path: path.name)


def load_context(url: str, _: object) -> dict[str, Any]:
    document = json.loads(CONTEXTS[url].read_text(encoding="utf-8"))
    return {"contextUrl": None, "documentUrl": url, "document": document}


def graph_of(document: dict[str, Any]) -> rdflib.Graph:
    plain = json.loads(json_text(document))
    expanded = jsonld.expand(plain, {"documentLoader": load_context})
    return rdflib.Graph().parse(data=json.dumps(expanded), format="json-ld")


def ask(graph: rdflib.Graph, query: str) -> list[tuple[str, ...]]:
    prefixes = f"PREFIX oa: <{OA}> PREFIX rdf: <{RDF}> PREFIX prov: <{PROV}>"
    return [tuple(str(term) for term in row) for row in graph.query(prefixes + query)]  # type: ignore[union-attr]


def of_type(graph: rdflib.Graph, kind: rdflib.term.Node) -> list[rdflib.term.Node]:
    return list(graph.subjects(RDF.type, kind))


@pytest.fixture
def evidence(path: Path) -> Evidence:
    return open_evidence(path, None)


@pytest.mark.long
@PACKAGES
def test_every_citation_is_an_annotation_of_its_passage(evidence: Evidence) -> None:
    graph = graph_of(exports.web_annotations(evidence))
    found = ask(
        graph,
        """SELECT ?source ?start ?end ?exact ?value WHERE {
            ?annotation oa:motivatedBy oa:linking ; oa:hasTarget ?target ; oa:hasBody ?body .
            ?body oa:hasPurpose oa:describing ; rdf:value ?value .
            ?target oa:hasSource ?source ; oa:hasSelector ?position .
            ?position oa:start ?start ; oa:end ?end .
            OPTIONAL { ?target oa:hasSelector ?quote . ?quote oa:exact ?exact } }""",
    )
    sources = evidence.tables[evidence.convention.sources]
    digests = {record.key: record.cells["sha256"] for record in sources.records}
    expected = [
        (
            f"urn:sha256:{digests[citation.source]}",
            str(citation.span.start),
            str(citation.span.end),
            citation.quote or "None",
            citation.value,
        )
        for citation in evidence.all_citations
    ]
    assert sorted(found) == sorted(expected)
    assert len(expected) > 20
    assert len(of_type(graph, OA.Annotation)) == len(expected)
    assert len(of_type(graph, OA.TextPositionSelector)) == len(expected)
    quotes = [citation for citation in evidence.all_citations if citation.quote]
    assert len(of_type(graph, OA.TextQuoteSelector)) == len(quotes)
    texts = (citation.prefix for citation in quotes if citation.prefix)
    assert sorted(str(text) for text in graph.objects(None, OA.prefix)) == sorted(texts)
    items = "SELECT ?l WHERE { ?page <http://www.w3.org/ns/activitystreams#items> ?l }"
    assert len(ask(graph, items)) == 1


@PACKAGES
def test_every_cell_is_derived_from_quotations_of_its_sources(evidence: Evidence) -> None:
    graph = graph_of(exports.provenance(evidence, "urn:x"))
    found = ask(
        graph,
        """SELECT DISTINCT ?cell ?value ?quote ?source WHERE {
            ?cell prov:wasDerivedFrom ?passage ; prov:value ?value .
            ?passage prov:wasQuotedFrom ?source .
            OPTIONAL { ?passage prov:value ?quote } }""",
    )
    sources = evidence.tables[evidence.convention.sources]
    digests = {record.key: record.cells["sha256"] for record in sources.records}
    expected = {
        (
            cell_iri("urn:x", cell),
            evidence.cells[cell],
            citation.quote or "None",
            f"urn:sha256:{digests[citation.source]}",
        )
        for cell, group in evidence.citations.items()
        for citation in group
    }
    assert set(found) == expected
    cells = [cell for cell, text in evidence.cells.items() if text]
    ((number,),) = ask(
        graph,
        """SELECT (COUNT(DISTINCT ?cell) AS ?n) WHERE {
            ?cell prov:wasAttributedTo ?agent ; prov:wasGeneratedBy ?activity .
            ?activity prov:wasAssociatedWith ?agent }""",
    )
    assert int(number) == len(cells)
    passages = {row[2:] for row in expected}
    assert len(of_type(graph, PROV.Entity)) >= len(cells) + len(passages) + len(digests)
    assert len(of_type(graph, PROV.Agent)) == 2
    assert len(expected) > 20


def test_prefixes_stand_in_some_package() -> None:
    citations = [c for path in OTHERS for c in open_evidence(path, None).all_citations]
    assert any(citation.prefix or citation.suffix for citation in citations)


def test_words_of_people_are_attributed_to_people() -> None:
    graph = graph_of(exports.provenance(open_evidence(GOLDEN, None), "urn:x"))
    typed = "SELECT ?cell WHERE { ?cell prov:wasAttributedTo <urn:x:agent:authors> }"
    assert {cell for (cell,) in ask(graph, typed)} == {
        cell_iri("urn:x", Cell("grants", "electric-ferries", "title")),
        cell_iri("urn:x", Cell("parties", "tern", "kind")),
    }


def test_cells_without_a_passage_are_derived_from_what_they_follow_from() -> None:
    graph = graph_of(exports.provenance(open_evidence(GOLDEN, None), "urn:x"))
    origin = "SELECT ?from WHERE {{ <{}> prov:wasDerivedFrom ?from }}"
    seq = cell_iri("urn:x", Cell("recipients", "electric-ferries-0", "seq"))
    stated = cell_iri("urn:x", Cell("recipients", "electric-ferries-0", "name_stated"))
    assert ask(graph, origin.format(seq)) == [(stated,)]
    names = {
        source
        for key in ("council", "fennel", "tern")
        for (source,) in ask(graph, origin.format(cell_iri("urn:x", Cell("parties", key, "name"))))
    }
    assert any(name.startswith("urn:x:record:party_names/") for name in names)
    assert cell_iri("urn:x", Cell("parties", "tern", "name_stated")) in names


@PACKAGES
def test_an_export_is_the_same_each_time_and_holds_no_time(path: Path) -> None:
    for export in (exports.web_annotations, exports.provenance):
        text = json_text(export(open_evidence(path, None)))
        assert text == json_text(export(open_evidence(path, None)))
        assert "AtTime" not in text
        assert "created" not in json.loads(text)


def test_the_command_prints_or_writes_the_document(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, out, _ = run_command(capsys, "export", "annotations", str(GOLDEN))
    assert code == 0
    document = json.loads(out)
    assert document["id"] == "urn:pincite:marrow-bay-ferries:1.0.0:annotations"
    assert document["total"] == len(document["first"]["items"]) == 31
    file = tmp_path / "prov.json"
    arguments = ("provenance", str(GOLDEN), "--out", str(file), "--base", "https://example.org/p")
    assert run_command(capsys, "export", *arguments)[:2] == (0, "")
    assert "https://example.org/p:cell:grants/" in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["prov.json"]
    missing = str(tmp_path / "none/prov.json")
    code, _, err = run_command(capsys, "export", "provenance", str(GOLDEN), "--out", missing)
    assert code in (0, 2), err


def test_iris_hold_any_name() -> None:
    assert exports.package_iri("a b", None) == "urn:pincite:a%20b"
    cell = Cell("t", '["ä", "b/c"]', "f")
    assert cell_iri("urn:x", cell) == "urn:x:cell:t/%5B%22%C3%A4%22%2C%20%22b%2Fc%22%5D/f"
