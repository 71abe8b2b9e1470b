"""IRIs of what an export speaks of: sources by their digest, the rest under the package's own."""

from __future__ import annotations

from urllib.parse import quote

from pincite.citations import Cell, Citation, Evidence

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
